"""Forms that assessees fill in: saved as they are typed, handed in, given back (isian formulir)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import fields, words
from mumpuni.assessment.models import Answer, AnswerFile, Assessee, FormTemplate
from mumpuni.assessment.policies import forms as policies
from mumpuni.assessment.selectors import answers as selectors
from mumpuni.assessment.services import answer_mail
from mumpuni.audit import services as audit
from mumpuni.documents import intake
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import Unusable, require

_MB = 1024 * 1024


@dataclass(frozen=True)
class Difference:
    """A field that was saved elsewhere with other words than those sent here."""

    field: fields.Field
    theirs: Any
    mine: Any


class Differs(Exception):
    """The form was saved elsewhere since this page was made; nothing of what was sent here has been saved."""

    def __init__(self, answer: Answer, differences: list[Difference]) -> None:
        super().__init__(str(answer.pk))
        self.answer = answer
        self.differences = differences


@transaction.atomic
def save(
    *, actor: Any, assessee: Assessee, template: FormTemplate, data: Mapping[str, Any], revision: int | None = None
) -> Answer:
    """Save what was typed, also unfinished or wrong; fields that are not given stay as they are.

    `revision` is the one that the page was made from. Words that stand there already are no difference, so that the
    same request may come twice.

    Raises:
        Refused: for another than the assessee.
        Unusable: when the event is over, the form is not due or handed in, or a text is too long.
        Differs: when another page saved other words meanwhile.
    """
    held = _open(actor, assessee, template)
    asked = {one.code: one for one in fields.fields_of(held.template.parts) if one.kind != fields.FILE}
    given = {code: value for code, value in data.items() if code in asked}
    long = {code: asked[code].problem(value) for code, value in given.items() if asked[code].overlong(value)}
    if long:
        raise Unusable({code: f"{asked[code].label}: {said}" for code, said in long.items()})
    other = fields.differing(asked.values(), held.data, given)
    if revision is not None and revision != held.revision and other:
        raise Differs(held, [Difference(one, held.data.get(one.code), given[one.code]) for one in other])
    if other or held.saved_at is None:
        held.data = {**held.data, **given}
        held.revision += 1
    held.saved_at = timezone.now()
    held.save(update_fields=["data", "revision", "saved_at"])
    return held


@transaction.atomic
def submit(*, actor: Any, assessee: Assessee, template: FormTemplate, revision: int | None = None) -> Answer:
    """Hand a form in; it stays shut until it is given back.

    What is asked for in the form of accommodations becomes the assessee's request, which the chair answers anew.

    Raises:
        Refused, Unusable: as for `save`; also when something required is missing or cannot be read, named one by one.
    """
    held = _open(actor, assessee, template)
    if revision is not None and revision != held.revision:
        raise Unusable(_("Formulir ini disimpan di halaman lain sejak halaman ini dibuka. Periksa lagi, lalu kirim."))
    asked = fields.fields_of(held.template.parts)
    problems = [_("%(field)s belum diisi.") % {"field": one.label} for one in lacking(held)]
    for one in asked:
        if wrong := one.problem(held.data.get(one.code)):
            problems.append(f"{one.label}: {wrong}")
    if problems:
        raise Unusable(problems, code="incomplete")
    now = timezone.now()
    held.state, held.return_reason, held.submitted_at = Answer.State.SUBMITTED, "", now
    held.saved_at = held.saved_at or now
    held.revision += 1
    held.save(update_fields=["state", "return_reason", "submitted_at", "saved_at", "revision"])
    audit.record(actor, "assessment.answer.submitted", held, agency_id=_agency(held), form=held.template.code)
    if held.template.code == FormTemplate.Code.ACCOMMODATION:
        _ask(held)
    return held


@transaction.atomic
def give_back(*, actor: Any, answer: Answer, reason: str) -> Answer:
    """Return a form that was handed in, with what is to be mended; the assessee is told by mail.

    Raises:
        Refused: for others than chair and admin.
        Unusable: without a reason, for a form not handed in, or when the event is over.
    """
    held = _locked(answer)
    event = held.assessee.event
    require(policies.may_watch(actor, event), words.MAY_NOT_WATCH_FORMS)
    why = clean(reason)
    if not why:
        raise Unusable({"reason": _("Tulis apa yang harus diperbaiki.")})
    if held.state != Answer.State.SUBMITTED:
        raise Unusable(_("Formulir ini belum dikirim, jadi tidak dikembalikan."))
    if not policies.is_open(held.assessee):
        raise Unusable(words.FORMS_ARE_CLOSED)
    held.state, held.return_reason = Answer.State.RETURNED, why[:300]
    held.revision += 1
    held.save(update_fields=["state", "return_reason", "revision"])
    audit.record(
        actor, "assessment.answer.returned", held, agency_id=_agency(held), form=held.template.code, reason=why
    )
    answer_mail.returned(actor, held)
    return held


@transaction.atomic
def read(*, actor: Any, answer: Answer, file: AnswerFile | None = None) -> None:
    """Note that somebody else reads this answer, or a file of it; one's own reading leaves no line.

    Raises:
        Http404: for an answer out of sight.
    """
    found = selectors.answer(actor, answer.pk)
    if policies.may_fill(actor, found.assessee):
        return
    more: dict[str, Any] = {"file": file.name} if file else {}
    part = policies.reads_as(actor, found)
    audit.record(actor, selectors.READ, found, agency_id=_agency(found), form=found.template.code, part=part, **more)


@transaction.atomic
def add_file(*, actor: Any, assessee: Assessee, template: FormTemplate, code: str, file: Any) -> AnswerFile:
    """Keep a file in a field of a form.

    Raises:
        Refused: for another than the assessee.
        Unusable: as for `save`; at the field, for an empty, too large or forbidden file, or beyond what all together
            may hold.
    """
    held = _open(actor, assessee, template)
    asked = next((one for one in fields.fields_of(held.template.parts) if one.code == code), None)
    if asked is None or asked.kind != fields.FILE:
        raise Unusable(_("Formulir ini tidak meminta berkas di sini. Muat ulang halamannya."))
    if file is None:
        raise Unusable({code: _("Pilih berkasnya dahulu.")})
    room = settings.MUMPUNI_HAND_INS_MB * _MB
    there = sum(AnswerFile.objects.filter(answer__assessee=assessee).values_list("size", flat=True))
    if there + file.size > room:
        raise Unusable(
            {
                code: _("Semua berkas Anda paling besar %(most)d MB bersama-sama. Hapus yang tidak perlu dahulu.")
                % {"most": settings.MUMPUNI_HAND_INS_MB}
            }
        )
    try:
        kept = intake.keep(file, most=settings.MUMPUNI_HAND_IN_MB * _MB)
    except Unusable as refused:
        raise Unusable({code: refused.message_dict["file"]}) from refused
    made = AnswerFile.objects.create(
        answer=held,
        field=code,
        name=kept.file_name,
        media_type=kept.media_type,
        sha256=kept.sha256,
        size=kept.size,
        added_by=actor,
    )
    _touch(held)
    audit.record(
        actor, "assessment.answer.file_added", held, agency_id=_agency(held), file=made.name, sha256=made.sha256
    )
    return made


@transaction.atomic
def remove_file(*, actor: Any, assessee: Assessee, template: FormTemplate, file: int) -> None:
    """Take a file out of a form that is still open.

    Raises:
        Refused, Unusable: as for `save`; also for a file that is not there.
    """
    held = _open(actor, assessee, template)
    found = held.files.filter(pk=file).first()
    if found is None:
        raise Unusable(_("Berkas ini sudah tidak ada."))
    name = found.name
    found.delete()
    _touch(held)
    audit.record(actor, "assessment.answer.file_removed", held, agency_id=_agency(held), file=name)


def lacking(answer: Answer) -> list[fields.Field]:
    """The required fields of an answer in which nothing stands."""
    held = set(answer.files.values_list("field", flat=True))
    return fields.missing(fields.fields_of(answer.template.parts), answer.data, held)


def begun(assessee: Assessee, template: FormTemplate) -> Answer:
    """The assessee's answer to this form, locked; made with what the register knows where there is none yet.

    One begun in another version stays with that version.
    """
    # Two pages that begin at once wait for each other here.
    Assessee.objects.select_for_update(of=("self",)).get(pk=assessee.pk)
    found = assessee.answers.filter(template__code=template.code).order_by("-template__version").first()
    if found is None:
        codes = {one.code for one in fields.fields_of(template.parts)}
        known = {code: value for code, value in selectors.known_of(assessee.person).items() if code in codes}
        found = Answer.objects.create(assessee=assessee, template=template, data=known)
    return _locked(found)


def _open(actor: Any, assessee: Assessee, template: FormTemplate) -> Answer:
    require(policies.may_fill(actor, assessee), words.MAY_NOT_FILL)
    if not policies.is_open(assessee):
        raise Unusable(words.FORMS_ARE_CLOSED, code="closed")
    sheet = selectors.own_sheet(actor, assessee.pk, template.code)
    if not sheet.is_due:
        raise Unusable(words.NOT_DUE_YET, code="not-due")
    held = begun(assessee, sheet.template)
    if held.state == Answer.State.SUBMITTED:
        raise Unusable(words.ALREADY_SUBMITTED, code="submitted")
    return held


def _locked(answer: Answer) -> Answer:
    found = Answer.objects.select_for_update(of=("self",))
    return found.select_related("template", "assessee__person", "assessee__event__request__agency").get(pk=answer.pk)


def _touch(answer: Answer) -> None:
    if answer.saved_at is None:
        answer.revision += 1
    answer.saved_at = timezone.now()
    answer.save(update_fields=["saved_at", "revision"])


def _ask(answer: Answer) -> None:
    """The assessee's words become the request; an answer given to other words no longer holds."""
    told = [
        f"{one.label}: {words_given}"
        for one in fields.fields_of(answer.template.parts)
        if one.kind != fields.FILE and (words_given := one.shown(answer.data.get(one.code)).strip())
    ]
    asked = "\n".join(told)
    assessee = Assessee.objects.select_for_update(of=("self",)).get(pk=answer.assessee_id)
    if assessee.accommodation == asked:
        return
    assessee.accommodation, assessee.accommodation_granted = asked, None
    assessee.accommodation_answer, assessee.accommodation_by = "", None
    assessee.save(update_fields=["accommodation", "accommodation_granted", "accommodation_answer", "accommodation_by"])


def _agency(answer: Answer) -> int:
    return answer.assessee.event.request.agency_id
