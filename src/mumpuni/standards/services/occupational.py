"""Opening a standard, its heading, and whether its text is whole."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import Decision, catalogue, decide
from mumpuni.standards.models import CompetencyUnit, OccupationalStandard, StageMove, StandardVersion
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import trees as reading
from mumpuni.standards.services import stages
from mumpuni.standards.texts import clean_line, clean_text
from mumpuni.standards.words import MAY_NOT_DECIDE, MAY_NOT_DRAFT, TEXT_IS_CLOSED

BOOK = "permendagri-11-2018"
#: What the heading of a draft says besides its text; each a field of the version.
HEADING = ("method", "source_standard", "need", "reference_sources", "applicability", "consents", "legal_ground")


@transaction.atomic
def open_standard(
    *,
    actor: Any,
    title: str,
    position: str,
    government: str = "",
    supervised_by: str = "",
    local_job_code: str = "",
    method: str = "baru",
    source_standard: str = "",
    started_on: date,
    is_example: bool = False,
) -> StandardVersion:
    """Open the standard of a position with its first draft, the three general units already in it (Pasal 20 ayat (1)).

    Raises:
        Refused: for others than Kepala BPSDM.
        RuleBroken: for a position that SKK-PDN does not cover, or an adaptation without its source.
        Unusable: no title, a position that has a standard, a position of the Ministry without a local code.
    """
    require(policies.may_open_standard(actor), MAY_NOT_DECIDE)
    title = clean_line(title)
    if not title:
        raise Unusable({"title": _("Isi nama jabatan, mis. Kepala Bidang Mutasi.")})
    _follow(
        "skk-coverage",
        position=position or None,
        government=government or None,
        supervised_by=supervised_by or None,
    )
    _follow("skk-method", method=method, source_standard=clean_line(source_standard) or None)
    code, is_local = _job_code(position, government, local_job_code)
    standard = OccupationalStandard(
        title=title,
        position=position,
        government=government,
        supervised_by=supervised_by,
        job_code=code,
        job_code_is_local=is_local,
        position_number=_next_number(code),
        is_example=is_example,
        created_by=actor,
    )
    standard.full_clean(exclude=["created_by"])
    standard.save()
    version = StandardVersion.objects.create(
        standard=standard, method=method, source_standard=clean_line(source_standard), started_on=started_on
    )
    stages.load_stage_requirements(actor=actor)
    StageMove.objects.create(version=version, kind=StageMove.Kind.START, to_stage=version.stage, moved_by=actor)
    titles = [entry.name() for entry in catalogue(f"{BOOK}/general-units").entries]
    CompetencyUnit.objects.bulk_create(
        CompetencyUnit(
            version=version, kind=CompetencyUnit.Kind.GENERAL, number=number, title=general, changed_by=actor
        )
        for number, general in enumerate(titles, start=1)
    )
    audit.record(actor, "standards.skk.opened", standard, code=standard.code, version=version.pk)
    return version


@transaction.atomic
def change_heading(*, actor: Any, version: StandardVersion, units: list[int] | None = None, **fields: str) -> None:
    """Write what the draft says of itself; `units` are the co-operating work units, None to leave them.

    Raises:
        Refused: for others than the team and BPSDM.
        RuleBroken: an adaptation or adoption without its source (Pasal 18).
        Unusable: for a published version.
    """
    require(policies.may_draft(actor, version.standard), MAY_NOT_DRAFT)
    version = StandardVersion.objects.select_for_update().get(pk=version.pk)
    if version.is_published:
        raise Unusable(TEXT_IS_CLOSED)
    unknown = set(fields) - set(HEADING)
    if unknown:
        raise TypeError(f"not in the heading: {sorted(unknown)}")
    for name, text in fields.items():
        setattr(version, name, clean_text(text))
    _follow("skk-method", method=version.method, source_standard=version.source_standard or None)
    version.full_clean(exclude=["standard", "copied_from"])
    version.save()
    if units is not None:
        version.cooperating_units.set(units)
    audit.record(actor, "standards.skk.heading_changed", version, fields=sorted(fields))


def completeness(version: StandardVersion) -> tuple[Decision, dict[UUID, Decision]]:
    """Whether the standard has its units, and each unit its parts (Pasal 19 to 22), in a constant number of queries."""
    return reading.completeness(version)


def _follow(rule: str, **facts: Any) -> Decision:
    decision = decide(f"{BOOK}/{rule}", {name: value for name, value in facts.items() if value is not None})
    if decision.outcome == "non-compliant":
        raise RuleBroken(decision)
    return decision


def _job_code(position: str, government: str, local: str) -> tuple[str, bool]:
    """The code of the law; only where it gives none, the local one."""
    decision = decide(f"{BOOK}/job-code", {"position": position, "government": government or "pusat"})
    lawful = decision.values["job_code"]
    if lawful:
        return str(lawful), False
    local = local.strip()
    if not local:
        raise Unusable(
            {
                "local_job_code": _(
                    "Pasal 23 tidak memberi kode jabatan di Kementerian; tentukan kode setempat dengan huruf besar."
                )
            }
        )
    probe = decide(f"{BOOK}/unit-code", {"job_code": local, "kind": "U", "unit": 1, "local_job_codes": [local]})
    if probe.outcome != "valid" or local in catalogue(f"{BOOK}/job-codes").codes:
        raise Unusable(
            {"local_job_code": _("Kode setempat terdiri atas huruf besar saja dan bukan salah satu kode Pasal 23.")}
        )
    return local, True


def _next_number(code: str) -> int:
    """The next number under a code, dealt out to one opener at a time until commit; the rule says where they end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"standards.position-number.{code}"])
    last = OccupationalStandard.objects.filter(job_code=code).aggregate(last=Max("position_number"))["last"] or 0
    facts = {"job_code": code, "position_number": last + 1, "kind": "U", "unit": 1, "local_job_codes": [code]}
    if decide(f"{BOOK}/unit-code", facts).outcome != "valid":
        raise Unusable(
            _("Nomor jabatan di bawah kode %(code)s sudah habis; kaji ulang standar yang ada dan buka versi barunya.")
            % {"code": code}
        )
    return last + 1
