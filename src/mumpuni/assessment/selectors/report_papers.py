"""What the papers of a report print, edition by edition (laporan individual, ringkasan, sertifikat)."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import (
    BlueprintLine,
    Event,
    Part,
    Potential,
    Purpose,
    Report,
    ReportDocument,
)
from mumpuni.assessment.policies.report_files import Signer
from mumpuni.assessment.selectors.assignments import nip_of, signed_by, spaced
from mumpuni.assessment.selectors.report_evidence import annex, figure
from mumpuni.audit.models import StoredDecision
from mumpuni.people.models import Appointment, Person
from mumpuni.people.policies import Unusable
from mumpuni.regulations import catalogue, explain
from mumpuni.regulations.register import REGULATIONS
from mumpuni.standards.models import Competency

Kind = ReportDocument.Kind
LAYOUTS = {
    Kind.ASSESSOR: "laporan-individual",
    Kind.CONFIDENTIAL: "laporan-individual",
    Kind.SUMMARY: "laporan-ringkasan",
    Kind.CERTIFICATE: "sertifikat-penilaian",
}
#: The three clusters in which reports of the medium and complex method tell competencies. No text at hand says which
#: competency belongs to which; this is the order that assessment centres use.
CLUSTERS = {"kerja": "Mengelola pekerjaan", "orang": "Mengelola diri dan orang lain", "sosial": "Sosial kultural"}
ABOUT_PEOPLE = frozenset({"integritas", "kerjasama", "komunikasi", "pengembangan-diri-dan-orang-lain"})
#: The steps of the arithmetic that a report prints; others only say what would have been.
PRINTED_STEPS = frozenset({"match", "bound-reached", "bound-missed"})


def whole(found: QuerySet[Report]) -> QuerySet[Report]:
    """Reports with all that a paper prints and a check asks; the same queries for one as for fifty."""
    posts = Appointment.objects.filter(ends_on=None).select_related("position__unit", "unit", "agency")
    lines = BlueprintLine.objects.select_related("competency")
    return found.select_related(
        "result__meeting",
        "result__assessee__event__provider__office", "result__assessee__event__provider__agency",
        "result__assessee__event__request__agency", "result__assessee__event__place", "result__assessee__person",
        "result__assessee__candidate__target", "writer__practitioner__person", "reviewer__practitioner__person",
        "signed_by__person", "responsible__practitioner__person", "replaced_by",
    ).prefetch_related(
        "texts", "deliveries", "documents__document", "result__assessee__person__identities",
        "result__assessee__potential__grades__aspect", "result__assessee__potential__member__practitioner__person",
        Prefetch("result__assessee__person__appointments", queryset=posts),
        Prefetch("result__blueprint__lines", queryset=lines),
    )  # fmt: skip


def potential_of(report: Report) -> Potential | None:
    """The profile, once the psychologist has signed it."""
    found: Potential | None = getattr(report.result.assessee, "potential", None)
    return found if found is not None and found.signed_at is not None else None


def text_of(report: Report, part: str, line: int | None = None) -> str:
    """What people wrote in a part, or nothing."""
    return next((each.text.strip() for each in report.texts.all() if each.part == part and each.line_id == line), "")


def head(event: Event, signer: Signer, number: str, code: str, on: date) -> dict[str, Any]:
    """What every paper begins and ends with.

    Raises:
        Unusable: where the provider has no letterhead or no place of its letters, or the signer no NIP.
    """
    provider = event.provider
    lines = [line.strip() for line in provider.letterhead.splitlines() if line.strip()]
    if not lines or not provider.letter_city.strip():
        raise Unusable(
            _("Kepala surat dan tempat pembuatan surat belum diisi; lengkapi pada halaman penyelenggara."),
            code="no-letterhead",
        )
    if not nip_of(signer.person):
        raise Unusable(
            _("NIP %(name)s belum tercatat; lengkapi data orangnya."), code="no-nip", params={"name": signer.person}
        )
    return {
        "number": number,
        "letterhead": lines,
        "place": provider.letter_city.strip(),
        "issued_on": on,
        "code": code,
        "verify_url": settings.MUMPUNI_BASE_URL + reverse("certification:verify_code", args=[code]),
        "verify_at": f"{urlsplit(settings.MUMPUNI_BASE_URL).netloc}/verifikasi",
        "signatory": _signature(signer),
        "demo": provider.is_demo,
    }


def _signature(signer: Signer) -> dict[str, Any]:
    if signer.holder is not None:
        return dict(signed_by(signer.holder))
    assert signer.member is not None
    office = f"{signer.member.get_role_display()}\nselaku penanggung jawab pada tim penyelenggara"
    return {"office": office, "name": signer.person.full_name, "nip": nip_of(signer.person)}


def printed(report: Report, kind: str, valid_until: date, valid_by: str, replaces: str) -> dict[str, Any]:
    """What this edition prints besides its head."""
    result = report.result
    name = result.assessee.person.full_name
    if kind == Kind.CERTIFICATE:
        return {"name": name, **_certificate(report), "valid_until": valid_until, "replaces": replaces}
    stored = StoredDecision.objects.get(pk=result.decision_id)
    regulation = REGULATIONS[result.edition].short_title
    values = stored.decision["values"]
    common = {
        "name": name,
        "edition_words": f"{Kind(kind).label} · {regulation}",
        "identity": identity(report),
        "competencies": competencies(report),
        "match": _match(values) if result.percentage is not None else None,
        "category": category_words(report),
        "valid_until": valid_until,
        "valid_by": valid_by,
        "replaces": replaces,
    }
    if result.assessee.event.is_2008:
        # Whoever reads an edition of it reads both parts (Perka 11/2008 II.A.7).
        common["potential"] = _potential(report, stored)
    if kind == Kind.SUMMARY:
        return common
    return common | _narrative(report, stored) | (annex(report) if kind == Kind.ASSESSOR else {})


def _narrative(report: Report, stored: StoredDecision) -> dict[str, Any]:
    event, writer = report.result.assessee.event, report.writer.practitioner.person
    clustered = event.method in (Event.Method.MEDIUM, Event.Method.COMPLEX)
    used = {cluster_of(each.competency) for each in report.result.blueprint.lines.all()}
    mapping = report.result.purpose == Purpose.MAPPING
    return {
        "form": "2008" if event.is_2008 else "kelompok" if clustered else "sederhana",
        "potential": _potential(report, stored),
        "clusters": [{"code": code, "name": name} for code, name in CLUSTERS.items() if code in used],
        "summary": text_of(report, Part.SUMMARY),
        "recommendation": text_of(report, Part.RECOMMENDATION),
        "placement": text_of(report, Part.PLACEMENT) if mapping else "",
        "development": text_of(report, Part.DEVELOPMENT),
        "writer": {
            "name": writer.full_name,
            "nip": spaced(nip_of(writer)),
            "note": f"Ditelaah {report.reviewer.practitioner.person.full_name}",
        },
        "working": _working(stored),
    }


def identity(report: Report) -> list[dict[str, str]]:
    """Who was assessed: name, number, position, unit, target, purpose (Pasal 29 ayat (2) huruf a). No other traits."""
    assessee = report.result.assessee
    person, event = assessee.person, assessee.event
    post = next(iter(person.appointments.all()), None)
    place = (post.unit or post.position.unit) if post else None
    target = assessee.candidate.target.title
    lines = [
        ("Nama", person.full_name),
        ("NIP", number_of(person)),
        ("Jabatan", post.position.title if post else ""),
        ("Unit kerja", ", ".join(filter(None, [place.name if place else "", post.agency.name if post else ""]))),
        ("Target jabatan", target),
        ("Tujuan penilaian", str(words.PURPOSE_2008 if event.is_2008 else event.get_purpose_display())),
        ("Penyelenggara", event.provider.name),
        ("Metode", str(event.get_method_display()) if event.method else ""),
    ]
    return [{"label": label, "text": text} for label, text in lines if text]


def number_of(person: Person) -> str:
    """The NIP as letters print it, or another number of identity shown in part."""
    nip = nip_of(person)
    return spaced(nip) if nip else next((str(each) for each in person.identities.all()), "")


def competencies(report: Report) -> list[dict[str, Any]]:
    """Each competency with standard and agreed level as the result keeps them, and what was written of it."""
    result, found = report.result, []
    for line in result.blueprint.lines.all():
        name = line.competency.name
        standard, level = int(result.required[name]), Decimal(result.achieved[name])
        found.append({
            "name": name,
            "cluster": cluster_of(line.competency),
            "standard": standard,
            "value": float(level),
            "level": figure(level),
            "gap": signed_figure(level - standard),
            "description": text_of(report, Part.DESCRIPTION, line.pk),
            "strengths": text_of(report, Part.STRENGTHS, line.pk),
            "areas": text_of(report, Part.AREAS, line.pk),
        })  # fmt: skip
    return found


def cluster_of(competency: Competency) -> str:
    """Under which heading a competency is told."""
    if competency.kind == Competency.Kind.SOCIOCULTURAL:
        return "sosial"
    return "orang" if competency.code in ABOUT_PEOPLE else "kerja"


def signed_figure(number: Decimal) -> str:
    """A difference with its sign.

    >>> signed_figure(Decimal("0.50")), signed_figure(Decimal("-1.00")), signed_figure(Decimal("0.00"))
    ('+0,5', '-1', '0')
    """
    words = figure(abs(number))
    return words if not number else f"{'+' if number > 0 else '-'}{words}"


def category_words(report: Report) -> str:
    """The category in Indonesian, nothing under Perka 11/2008."""
    result = report.result
    if not result.category:
        return ""
    return str(catalogue(f"{result.edition}/categories-{result.purpose}")[result.category].names["id"])


def _match(values: dict[str, Any]) -> dict[str, str]:
    share = f"{Decimal(str(values['percentage'])):.2f}".replace(".", ",")
    return {"achieved": figure(values["achieved_total"]), "required": figure(values["required_total"]),
            "percentage": share}  # fmt: skip


def _potential(report: Report, stored: StoredDecision) -> dict[str, Any] | None:
    """The signed profile; under Perka 11/2008 with what the position asks, as it stood at the decision."""
    found = potential_of(report)
    if found is None:
        return None
    assert found.signed_at is not None
    asked = {}
    if report.result.assessee.event.is_2008:
        asked = {each.aspect.name: each.aspect.required for each in found.grades.all()}
        asked |= {each["name"]: each["standard"] for each in stored.facts["aspects"] if each["part"] == "potential"}
    return {
        "aspects": [
            {
                "name": each.aspect.name,
                "grade": each.grade,
                "note": each.note,
                "required": asked.get(each.aspect.name, ""),
            }
            for each in sorted(found.grades.all(), key=lambda grade: grade.aspect.number)
        ],
        "dynamics": found.dynamics,
        "psychologist": found.member.practitioner.person.full_name,
        "signed_on": timezone.localdate(found.signed_at),
    }


def _working(stored: StoredDecision) -> dict[str, str]:
    """Rule, inputs and arithmetic of the decision that was kept with the result; the figures are those kept."""
    places = dict.fromkeys(each["citation"] for each in stored.decision.get("basis") or [])
    if not places:
        places = dict.fromkeys(str(each) for each in stored.decision["citations"])
    told = {"rule": stored.rule, "articles": "; ".join(places)}
    facts = stored.facts
    if "achieved" not in facts:
        return told | {"formula": "Potensi dan kompetensi dibandingkan dengan yang diminta jabatan, satu demi satu."}
    steps = [step.as_json("id") for step in explain(stored.rule, facts).working]
    said = ". ".join(str(each["text"]) for each in steps if each["code"] in PRINTED_STEPS)
    inputs = "; ".join(f"{name} {figure(level)}/{facts['required'][name]}" for name, level in facts["achieved"].items())
    return told | {
        "formula": f"JPM = jumlah nilai capaian : jumlah standar × 100 %. {said}.".replace("..", "."),
        "inputs": f"{inputs} (capaian/standar).",
    }


def _certificate(report: Report) -> dict[str, Any]:
    assessee = report.result.assessee
    lines = {each["label"]: each["text"] for each in identity(report)}
    about = [f"NIP {lines['NIP']}" if "NIP" in lines else "", lines.get("Jabatan", ""), lines.get("Unit kerja", "")]
    return {
        "person_words": " · ".join(filter(None, about)),
        "target": assessee.candidate.target.title,
        "starts_on": assessee.event.first_day,
        "ends_on": assessee.event.last_day,
        "category": category_words(report),
        "ground": "Pasal 26 ayat (6) Peraturan BKN 26/2019",
    }
