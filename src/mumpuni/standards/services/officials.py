"""Recording what an official learnt and did, and the decision that fixes the level (Pasal 7 to 12)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.models import Education, Office, Person
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import Decision, decide
from mumpuni.standards.models import Attainment, CompetencyUnit, LevelDecision, StandardVersion, WorkExperience
from mumpuni.standards.policies import equivalence as policies
from mumpuni.standards.selectors import officials
from mumpuni.standards.selectors.framework import level_numbers
from mumpuni.standards.words import MAY_NOT_DECIDE, MAY_NOT_KEEP_ATTAINMENTS

RULE = "permendagri-11-2018"


@transaction.atomic
def record_attainment(
    *,
    actor: Any,
    person: Person,
    route: str,
    kind: str = "",
    title: str = "",
    issuer: str = "",
    number: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    education: Education | None = None,
    graduate_of: str = "",
    standard: StandardVersion | None = None,
    units: Iterable[CompetencyUnit] = (),
    test_required: bool = False,
    test_passed: bool = False,
    programme_completed: bool = False,
    corrects: Attainment | None = None,
    reason: str = "",
) -> Attainment:
    """Record something learnt by one of the three paths, with the certificate that states it, if there is one.

    `corrects` is ended with the reason, and this one stands in its place.

    Raises:
        Refused: for others than the agency's HR, the organiser and BPSDM.
        RuleBroken: when this form of certificate does not fit its path or lacks what Pasal 8 asks for.
        Unusable: for a diploma of another person, a title left out, days that run backwards.
    """
    require(policies.may_keep_attainments(actor, person), MAY_NOT_KEEP_ATTAINMENTS)
    if kind:
        _obey(
            decide(
                f"{RULE}/certificate-kind",
                {
                    "kind": kind,
                    "route": route,
                    "test_required": test_required,
                    "test_passed": test_passed,
                    "programme_completed": programme_completed,
                },
            )
        )
    problems = {}
    if kind == Attainment.Kind.DIPLOMA and education is None:
        problems["education"] = _("Pilih pendidikan yang dibuktikan ijazah ini; catat dahulu pada data pegawai.")
    if education is not None and education.person_id != person.pk:
        problems["education"] = _("Pendidikan itu milik pegawai lain; pilih dari daftar pegawai ini.")
    title = title.strip() or (str(education) if education else "")
    if not title:
        problems["title"] = _("Tuliskan nama capaian, mis. nama pelatihan atau sertifikat.")
    if issued_on and expires_on and expires_on < issued_on:
        problems["expires_on"] = _("Masa berlaku berakhir sebelum tanggal terbit; periksa keduanya.")
    if problems:
        raise Unusable(problems)
    if corrects is not None:
        _end(actor, corrects, reason)
    made = Attainment.objects.create(
        person=person,
        kind=kind,
        route=route,
        title=title,
        issuer=issuer.strip(),
        number=number.strip(),
        issued_on=issued_on,
        expires_on=expires_on,
        education=education,
        graduate_of=graduate_of,
        standard=standard,
        test_required=test_required,
        test_passed=test_passed,
        programme_completed=programme_completed,
        created_by=actor,
    )
    made.units.set(units)
    event = "standards.attainment.corrected" if corrects else "standards.attainment.recorded"
    audit.record(
        actor, event, made, agency_id=_agency(person), form=kind, path=route, corrects=corrects.pk if corrects else None
    )
    return made


@transaction.atomic
def end_attainment(*, actor: Any, attainment: Attainment, reason: str) -> None:
    """Let an attainment count no longer, with the reason; it stays on record.

    Raises:
        Refused: for others than those who record them.
        Unusable: without a reason, or for one that was ended before.
    """
    require(policies.may_keep_attainments(actor, attainment.person), MAY_NOT_KEEP_ATTAINMENTS)
    _end(actor, attainment, reason)
    audit.record(actor, "standards.attainment.ended", attainment, agency_id=_agency(attainment.person), reason=reason)


@transaction.atomic
def record_experience(
    *,
    actor: Any,
    person: Person,
    field: str,
    starts_on: date,
    ends_on: date | None = None,
    role: str = "",
    proof: str = "",
    corrects: WorkExperience | None = None,
    reason: str = "",
) -> WorkExperience:
    """Record a period of work in one field; without `ends_on` it still runs.

    Raises:
        Refused: for others than the agency's HR, the organiser and BPSDM.
        RuleBroken: without a field, or for a period that ends before it starts (Pasal 11).
        Unusable: for a beginning that has not come yet.
    """
    require(policies.may_keep_attainments(actor, person), MAY_NOT_KEEP_ATTAINMENTS)
    today = timezone.localdate()
    if starts_on > today:
        raise Unusable({"starts_on": _("Tanggal mulai belum tiba; pengalaman dihitung sejak sudah dijalani.")})
    claim = {"starts_on": starts_on.isoformat(), "ends_on": (ends_on or today).isoformat()}
    field = field.strip()
    _obey(decide(f"{RULE}/experience-length", {"claims": [claim | ({"field": field} if field else {})]}))
    if corrects is not None:
        _end(actor, corrects, reason)
    made = WorkExperience.objects.create(
        person=person,
        field=field,
        role=role.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        proof=proof.strip(),
        created_by=actor,
    )
    event = "standards.experience.corrected" if corrects else "standards.experience.recorded"
    audit.record(actor, event, made, agency_id=_agency(person), field=field, corrects=corrects.pk if corrects else None)
    return made


@transaction.atomic
def end_experience(*, actor: Any, experience: WorkExperience, reason: str) -> None:
    """Let a period of work count no longer, with the reason; it stays on record.

    Raises:
        Refused: for others than those who record them.
        Unusable: without a reason, or for one that was ended before.
    """
    require(policies.may_keep_attainments(actor, experience.person), MAY_NOT_KEEP_ATTAINMENTS)
    _end(actor, experience, reason)
    audit.record(actor, "standards.experience.ended", experience, agency_id=_agency(experience.person), reason=reason)


@transaction.atomic
def decide_level(
    *,
    actor: Any,
    person: Person,
    level: int,
    target: str,
    number: str,
    dated: date,
    office: Office,
    ground: str,
    meets_standard: bool = False,
) -> LevelDecision:
    """Fix the level of an official, or leave it a proposal while the level's standard is not met (P11-18-041, 060).

    It rests on what is known and in force on its day, which is kept with it; it names the decision it replaces.

    Raises:
        Refused: for others than Kepala BPSDM of the Ministry.
        Unusable: without number or ground, for a level that is none, or dated in the future or before the last one.
    """
    require(policies.may_decide_level(actor), MAY_NOT_DECIDE)
    Person.objects.select_for_update().get(pk=person.pk)
    before = officials.current_decision(person)
    problems = {}
    if level not in level_numbers():
        problems["level"] = _("Jenjang KKA-PDN adalah %(first)d sampai %(last)d.") % {
            "first": level_numbers()[0],
            "last": level_numbers()[-1],
        }
    if not number.strip():
        problems["number"] = _("Tuliskan nomor keputusan.")
    if not ground.strip():
        problems["ground"] = _("Tuliskan dasar keputusan: capaian mana yang dipertimbangkan.")
    if dated > timezone.localdate():
        problems["dated"] = _("Tanggal keputusan belum tiba.")
    elif before and dated < before.dated:
        problems["dated"] = _("Keputusan %(number)s bertanggal lebih baru; keputusan ini menggantikannya.") % {
            "number": before.number
        }
    if problems:
        raise Unusable(problems)
    fixed = (level, number.strip()) if meets_standard else None
    told = officials.profile(person, day=dated, language="id", target=target, decided=fixed)
    facts = told.facts
    kept = audit.keep(
        actor,
        decide(f"{RULE}/equivalence", facts),
        facts,
        person,
        on=dated,
        supersedes=before.decision_id if before else None,
    )
    made = LevelDecision.objects.create(
        person=person,
        level=level,
        target=target,
        number=number.strip(),
        dated=dated,
        office=office,
        ground=ground.strip(),
        meets_standard=meets_standard,
        replaces=before,
        decision_id=kept.pk,
        decided_by=actor,
    )
    audit.record(
        actor,
        "standards.level.decided",
        made,
        decision=kept,
        agency_id=_agency(person),
        level=level,
        status=made.status,
        replaces=before.number if before else None,
    )
    return made


def education_status(profile: officials.Profile, *, level: int, ground: str, met: bool) -> Decision | None:
    """What Pasal 9 says of this level for the highest education: fixed or a proposal; None without education."""
    education = profile.facts.get("education")
    if education is None:
        return None
    facts = {"education": education, "level": level, "ground": ground, "standard_met": met}
    return decide(f"{RULE}/education-level-check", facts)


def _obey(decision: Decision) -> None:
    if decision.outcome == "non-compliant":
        raise RuleBroken(decision)


def _end(actor: Any, row: Attainment | WorkExperience, reason: str) -> None:
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasannya.")})
    model = type(row)
    ended = model.objects.filter(pk=row.pk, ended_at=None).update(
        ended_at=timezone.now(), ended_by=actor, end_reason=reason.strip()[:300]
    )
    if not ended:
        raise Unusable(_("Catatan ini sudah diakhiri."))


def _agency(person: Person) -> int | None:
    return person.current.agency_id if person.current else None
