"""Requirements, documents and steps of stages; for SKK-PDN and SP2-PDN alike (Pasal 24 and 26).

`services.compiling` walks an SKK-PDN through its ten stages with these; SP2-PDN does the same with its five.
"""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.documents import intake
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import Decision
from mumpuni.standards import words
from mumpuni.standards.models import SkkStage, Sp2Stage, StageRequirement
from mumpuni.standards.models.stages import Move, Output
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.policies import stages as stage_policies
from mumpuni.standards.selectors import stages as selectors
from mumpuni.standards.selectors.stages import Subject, standard_of, walk_of

#: From when the product's own first list holds: before any standard under the regulation was begun.
FIRST_DAY = date(2018, 1, 1)
#: (stage, code, name, has attendance, has number). No decision of the Minister is at hand, so none is named.
FIRST_LIST: dict[str, tuple[tuple[str, str, str, bool, bool], ...]] = {
    StageRequirement.Of.SKK: (
        (SkkStage.TEAM, "keputusan-tim", "Keputusan pembentukan tim penyusun", False, True),
        (SkkStage.PROPOSAL, "usulan", "Usulan penyusunan SKK-PDN", False, False),
        (SkkStage.STUDY, "kajian", "Kajian/telaahan awal", False, False),
        (SkkStage.DRAFTING, "catatan-rancangan", "Catatan perumusan rancangan", False, False),
        (SkkStage.VERIFICATION, "catatan-verifikasi", "Catatan hasil verifikasi", False, False),
        (SkkStage.PRE_CONVENTION, "notulen-pra-konvensi", "Notulen pra konvensi dan daftar hadir", True, False),
        (SkkStage.CONVENTION, "notulen-konvensi", "Notulen konvensi, daftar hadir, dan persetujuan", True, False),
        (SkkStage.SETTING, "keputusan-menteri", "Keputusan Menteri tentang penetapan SKK-PDN", False, True),
        (SkkStage.DISTRIBUTION, "daftar-distribusi", "Daftar penerima distribusi", False, False),
        (SkkStage.REVIEW, "hasil-kaji-ulang", "Hasil kaji ulang dan alasannya", False, False),
    ),
    StageRequirement.Of.SP2: (
        (Sp2Stage.TEAM, "keputusan-tim", "Keputusan pembentukan tim penyusun", False, True),
        (Sp2Stage.EQUATING, "catatan-penyetaraan", "Catatan penyetaraan dan kodefikasi", False, False),
        (Sp2Stage.DRAFTING, "konsep", "Konsep SP2-PDN", False, False),
        (Sp2Stage.SETTING, "keputusan", "Keputusan penetapan SP2-PDN", False, True),
        (Sp2Stage.DISTRIBUTION, "daftar-distribusi", "Daftar penerima distribusi", False, False),
    ),
}
_Subject = TypeVar("_Subject", bound=Subject)


@transaction.atomic
def load_stage_requirements(*, actor: Any = None) -> int:
    """Enter the product's own first list where it is not yet; what BPSDM ended stays ended. How many were added."""
    there = set(StageRequirement.objects.values_list("of", "stage", "code"))
    missing = [
        StageRequirement(
            of=of,
            stage=stage,
            code=code,
            name=name,
            has_attendance=attended,
            has_number=numbered,
            in_force_from=FIRST_DAY,
        )
        for of, rows in FIRST_LIST.items()
        for stage, code, name, attended, numbered in rows
        if (of, stage, code) not in there
    ]
    StageRequirement.objects.bulk_create(missing, ignore_conflicts=True)
    if missing:
        audit.record(actor, "standards.requirements.loaded", None, added=len(missing))
    return len(missing)


@transaction.atomic
def add_requirement(
    *,
    actor: Any,
    of: str,
    stage: str,
    name: str,
    decision_number: str,
    decision_date: date,
    in_force_from: date,
    has_attendance: bool = False,
    has_number: bool = False,
) -> StageRequirement:
    """Ask a stage for one more document, by decision (Pasal 24 ayat (2)); drafts already begun do not need it.

    Raises:
        Refused: for others than BPSDM.
        Unusable: without a name, or number and day of the decision, or for a document that the stage asks for already.
    """
    require(policies.may_decide_standards(actor), words.MAY_NOT_DECIDE)
    problems = {}
    if not (title := clean(name)):
        problems["name"] = _("Tulis nama dokumen yang diwajibkan.")
    if not (number := clean(decision_number)):
        problems["decision_number"] = _("Tulis nomor keputusan yang mewajibkan dokumen ini.")
    if not decision_date:
        problems["decision_date"] = _("Isi tanggal keputusan yang mewajibkan dokumen ini.")
    walk = selectors.SKK if of == StageRequirement.Of.SKK else selectors.SP2
    if stage not in walk.stages.codes:
        problems["stage"] = _("Pilih tahap dari daftar.")
    elif StageRequirement.objects.filter(of=of, stage=stage, name__iexact=title, in_force_until=None).exists():
        problems["name"] = _("Tahap ini sudah meminta dokumen dengan nama itu.")
    if problems:
        raise Unusable(problems)
    made = StageRequirement.objects.create(
        of=of,
        stage=stage,
        code=_free_code(of, stage, title),
        name=title,
        has_attendance=has_attendance,
        has_number=has_number,
        decision_number=number,
        decision_date=decision_date,
        in_force_from=in_force_from,
    )
    audit.record(actor, "standards.requirement.added", made, stage=stage, decision_number=number)
    return made


@transaction.atomic
def end_requirement(
    *, actor: Any, requirement: StageRequirement, decision_number: str, decision_date: date, in_force_until: date
) -> StageRequirement:
    """Stop asking for a document after a day, by decision; documents already shown stay.

    Raises:
        Refused: for others than BPSDM.
        Unusable: ended before, without a decision number, or with a day before it came into force.
    """
    require(policies.may_decide_standards(actor), words.MAY_NOT_DECIDE)
    row = StageRequirement.objects.select_for_update().get(pk=requirement.pk)
    if row.in_force_until is not None:
        raise Unusable(_("Dokumen ini sudah tidak diwajibkan lagi."))
    problems = {}
    if not (number := clean(decision_number)):
        problems["decision_number"] = _("Tulis nomor keputusan yang mengakhiri kewajiban ini.")
    if in_force_until < row.in_force_from:
        problems["in_force_until"] = _("Hari terakhir tidak boleh sebelum hari mulai berlaku.")
    if problems:
        raise Unusable(problems)
    row.in_force_until, row.end_decision_number, row.end_decision_date = in_force_until, number, decision_date
    row.save(update_fields=["in_force_until", "end_decision_number", "end_decision_date"])
    audit.record(actor, "standards.requirement.ended", row, until=in_force_until, decision_number=number)
    return row


@transaction.atomic
def add_output(
    *,
    actor: Any,
    subject: Subject,
    title: str = "",
    requirement: StageRequirement | None = None,
    number: str = "",
    dated: date | None = None,
    attendance: str = "",
    note: str = "",
    file: Any = None,
) -> Output:
    """Show a document at the stage where the standard stands; `file` is an uploaded file.

    Raises:
        Refused: for those who do not act in this stage.
        Unusable: without what its requirement asks for (number and day, attendance), with neither file nor note,
            or with a file that is too large or of another kind.
    """
    found = locked(subject)
    require(selectors.may_act(actor, found, found.stage), refusal(found, found.stage))
    problems: dict[str, str] = {}
    if requirement and (requirement.of, requirement.stage) != (walk_of(found).of, found.stage):
        problems["requirement"] = _("Dokumen ini diminta tahap lain; pilih dokumen tahap yang sedang berjalan.")
    if not (named := clean(title) or (requirement.name if requirement else "")):
        problems["title"] = _("Tulis judul dokumen.")
    if requirement and requirement.has_number:
        if not clean(number):
            problems["number"] = _("Tulis nomor dokumen ini.")
        if not dated:
            problems["dated"] = _("Isi tanggal dokumen ini.")
    if requirement and requirement.has_attendance and not selectors.lines(attendance):
        problems["attendance"] = _("Tulis yang hadir, satu baris satu orang.")
    if file is None and not note.strip():
        problems["note"] = _("Unggah berkasnya, atau tulis isinya secara singkat di sini.")
    if problems:
        raise Unusable(problems)
    kept = intake.keep(file)
    walk = walk_of(found)
    made = walk.outputs.objects.create(
        **{walk.owner: found},
        stage=found.stage,
        requirement=requirement,
        title=named,
        number=clean(number),
        dated=dated,
        attendance="\n".join(selectors.lines(attendance)),
        note=note.strip(),
        file_name=kept.file_name,
        media_type=kept.media_type,
        sha256=kept.sha256,
        size=kept.size,
        added_by=actor,
    )
    audit.record(actor, "standards.output.added", found, stage=found.stage, title=named, sha256=kept.sha256)
    return made


@transaction.atomic
def remove_output(*, actor: Any, subject: Subject, output: Output) -> None:
    """Take back a document that was shown by mistake, as long as its stage has not been left.

    Raises:
        Refused: for those who do not act in this stage.
        Unusable: once the standard has moved on; then the document is part of its archive.
    """
    found = locked(subject)
    require(selectors.may_act(actor, found, found.stage), refusal(found, found.stage))
    arrived = found.moves.order_by("-moved_at", "-pk").first()
    if output.stage != found.stage or (arrived and output.added_at < arrived.moved_at):
        raise Unusable(_("Tahap dokumen ini sudah dilewati, jadi dokumennya tersimpan dalam arsip dan tidak dihapus."))
    audit.record(actor, "standards.output.removed", found, stage=output.stage, title=output.title, sha256=output.sha256)
    output.delete()


def locked(subject: _Subject) -> _Subject:
    """The row as it is now, held until the transaction ends: of two people who move it, one comes second."""
    rows: Any = type(subject).objects.select_for_update()
    found: _Subject = rows.get(pk=subject.pk)
    return found


def refusal(subject: Subject, stage: str) -> Any:
    """Who does what this stage asks, as a sentence."""
    if stage == SkkStage.VERIFICATION:
        return words.MAY_NOT_VERIFY
    if "tim-penyusun" in walk_of(subject).actors(stage):
        return words.MAY_NOT_DRAFT
    return words.MAY_NOT_DECIDE


def require_step(actor: Any, subject: Subject, to: str, *, decree: bool = False) -> tuple[Decision, dict[str, Any]]:
    """Whether the actor may take a locked standard there and the rule lets it; the decision and its facts.

    The documents of the stage come after the rule, since a step out of order needs none.

    Raises:
        Refused: for those who do not act in this stage.
        RuleBroken: out of order, or without the evidence that the step needs.
        Unusable: for a stage that is none, one already reached, or documents still missing, which it names.
    """
    walk = walk_of(subject)
    if to not in walk.stages.codes:
        raise Unusable({"to": _("Pilih tahap dari daftar.")})
    stage = subject.stage if selectors.may_act(actor, subject, subject.stage) else None
    require(selectors.may_advance(actor, subject, to), refusal(subject, to if stage else subject.stage))
    if to == subject.stage:
        raise Unusable(_("Standar ini sudah berada di tahap %(stage)s.") % {"stage": walk.label(to)})
    decision, facts = selectors.judged(subject, to, decree=decree)
    if decision.outcome == "refused":
        raise RuleBroken(decision)
    require_outputs(subject)
    return decision, facts


def require_outputs(subject: Subject) -> None:
    """Go on only when the stage has shown all its documents.

    Raises:
        Unusable: naming those that are missing.
    """
    missing = selectors.missing_outputs(subject, subject.stage, selectors.requirements())
    if missing:
        raise Unusable(
            _("Tahap %(stage)s belum memuat dokumen: %(names)s. Tambahkan dahulu.")
            % {"stage": walk_of(subject).label(subject.stage), "names": ", ".join(each.name for each in missing)}
        )


def begin(*, actor: Any, subject: Subject) -> Move:
    """Write down that a standard begins in the stage where it was created; within the service that creates it."""
    return _moved(actor, subject, Move.Kind.START, "", subject.stage)


def step(actor: Any, subject: Subject, to: str, decision: Decision, facts: dict[str, Any]) -> UUID:
    """Take a locked standard to its next stage and keep the decision with its facts; returns the decision's number.

    The caller asked `require_step`, saves what else the step changes on the row, and records the event.
    """
    kept = audit.keep(actor, decision, facts, subject, on=timezone.localdate())
    before, subject.stage = subject.stage, to
    subject.save()
    _moved(actor, subject, Move.Kind.FORWARD, before, to, decision_id=kept.pk)
    return kept.pk


@transaction.atomic
def take_back(*, actor: Any, subject: _Subject, stage: str, reason: str, event: str) -> _Subject:
    """Send a draft back to an earlier stage; the documents of the stages after it have to be shown anew.

    Raises:
        Refused: for others than a verifier of the standard and BPSDM.
        Unusable: without a reason, to a stage that is not earlier, or after the decree, when the text is closed.
    """
    found = locked(subject)
    require(stage_policies.may_return(actor, standard_of(found)), words.MAY_NOT_RETURN)
    if found.decree_number:
        raise Unusable(words.TEXT_IS_CLOSED)
    problems = {}
    if not (told := reason.strip()):
        problems["reason"] = _("Tulis alasan pengembalian; penyusun membacanya.")
    if stage not in walk_of(found).before(found.stage):
        problems["stage"] = _("Pilih tahap sebelum tahap yang sedang berjalan.")
    if problems:
        raise Unusable(problems)
    before, found.stage = found.stage, stage
    found.save()
    _moved(actor, found, Move.Kind.RETURNED, before, stage, reason=told)
    audit.record(actor, event, found, before=before, to=stage, reason=told)
    return found


def _moved(actor: Any, subject: Subject, kind: str, before: str, to: str, **more: Any) -> Move:
    walk = walk_of(subject)
    return walk.moves.objects.create(
        **{walk.owner: subject}, kind=kind, from_stage=before, to_stage=to, moved_by=actor, **more
    )


def _free_code(of: str, stage: str, name: str) -> str:
    """A code of its own, so that a document ended and asked for again stays apart from the former."""
    base = slugify(name)[:34] or "dokumen"
    taken = set(StageRequirement.objects.filter(of=of, stage=stage).values_list("code", flat=True))
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, 999))) if code not in taken)
