"""Selection, submission, designation: who may be assessed under Perka BKN 11/2008 III.1 (pencalonan)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Candidate, Request
from mumpuni.assessment.selectors import nominations as selectors
from mumpuni.assessment.selectors.requests import addresses
from mumpuni.assessment.services.requests import locked, opened
from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.exchange.services import mail
from mumpuni.people.models import Role
from mumpuni.people.policies import RuleBroken, Unusable, require


@transaction.atomic
def record_selection(
    *, actor: Any, request: Request, results: Mapping[int, tuple[str, str]], revision: int | None = None
) -> int:
    """Enter the administrative selection and the substance test, by the number of the candidate. How many changed.

    Raises:
        Refused: for others than the agency concerned (III.1.b).
        Unusable: for somebody who is not in the request, a word that is no result, a name already submitted (by
            name), once the request was sent, or when somebody else saved meanwhile.
    """
    held = _old(opened(actor, request, revision))
    known = {each.pk: each for each in _staying(held)}
    changed = []
    for number, (administrative, substance) in results.items():
        who = known.get(number)
        if who is None or {administrative, substance} - set(Candidate.Result.values):
            raise Unusable(_("Ada isian yang tidak termasuk permintaan ini; muat ulang halaman lalu isi lagi."))
        if (who.administrative, who.substance) == (administrative, substance):
            continue
        if who.submitted_at is not None:
            sentence = _("%(name)s sudah diajukan kepada PPK; hasil seleksinya tidak berubah lagi.")
            raise Unusable(sentence % {"name": who.person.full_name})
        who.administrative, who.substance = administrative, substance
        changed.append(who)
    Candidate.objects.bulk_update(changed, ["administrative", "substance"])
    audit.record(
        actor,
        "assessment.selection.recorded",
        held,
        agency_id=held.agency_id,
        results={each.pk: [each.administrative, each.substance] for each in changed},
    )
    return len(changed)


@transaction.atomic
def submit_names(*, actor: Any, request: Request, candidates: Iterable[Candidate | int]) -> list[Candidate]:
    """Submit names to the PPK; only who passed both selections.

    Raises:
        Refused: for others than the agency's personnel officials (III.1.c).
        RuleBroken: when one of them did not pass.
        Unusable: without names, for names of another request or submitted before, once the request was sent.
    """
    held = _old(opened(actor, request))
    chosen = _chosen(held, candidates)
    if again := [each.person.full_name for each in chosen if each.submitted_at is not None]:
        raise Unusable(_("Sudah diajukan kepada PPK: %(names)s.") % {"names": ", ".join(again)})
    for each in chosen:
        if not selectors.has_passed(each):
            raise RuleBroken(selectors.nomination(each), each.person.full_name)
    for each in chosen:
        each.submitted_at, each.submitted_by = timezone.now(), actor
    Candidate.objects.bulk_update(chosen, ["submitted_at", "submitted_by"])
    audit.record(
        actor, "assessment.names.submitted", held, agency_id=held.agency_id, candidates=[each.pk for each in chosen]
    )
    for account in addresses(Role.PPK, timezone.localdate(), agency=held.agency_id):
        mail.send(
            template="assessment/mail/names_submitted",
            to=account.email,
            context={"row": held, "count": len(chosen)},
            language=account.language,
            actor=actor,
        )
    return chosen


@transaction.atomic
def designate(*, actor: Any, candidates: Iterable[Candidate | int], number: str) -> list[Candidate]:
    """The PPK designates who is assessed, with the number of the decision; of one or of several requests at once.

    Raises:
        Refused: for others than the PPK of the agency of each of them (III.1.c).
        RuleBroken: when one of them did not pass the selections.
        Unusable: without names or number, or for names that do not wait any more (by name).
    """
    waiting = _waiting(actor, candidates)
    if not clean(number):
        raise Unusable({"number": _("Isi nomor penetapan PPK.")})
    for each in waiting:
        each.designated, each.designation_number = True, clean(number)[:100]
        decision = selectors.nomination(each)
        if decision.outcome == "non-compliant":
            raise RuleBroken(decision, each.person.full_name)
    _decide(actor, waiting)
    audit.keep_many(actor, [(selectors.nomination(each), selectors.nomination_facts(each), each) for each in waiting])
    for agency, its in _by_agency(waiting):
        audit.record(actor, "assessment.names.designated", None, agency_id=agency, candidates=its, number=clean(number))
    return waiting


@transaction.atomic
def decline_names(*, actor: Any, candidates: Iterable[Candidate | int], reason: str) -> list[Candidate]:
    """The PPK lets somebody not be assessed, and says why.

    Raises:
        Refused: for others than the PPK of the agency of each of them.
        Unusable: without names or reason, or for names that do not wait any more (by name).
    """
    waiting = _waiting(actor, candidates)
    if not clean(reason):
        raise Unusable({"reason": _("Tulis alasannya; pengelola kepegawaian membacanya.")})
    for each in waiting:
        each.designated, each.designation_reason = False, clean(reason)[:300]
    _decide(actor, waiting)
    for agency, its in _by_agency(waiting):
        audit.record(actor, "assessment.names.declined", None, agency_id=agency, candidates=its, reason=clean(reason))
    return waiting


def _old(held: Request) -> Request:
    if held.edition != "bkn-11-2008":
        raise Unusable(
            _("Seleksi dan penetapan PPK hanya diatur Perka BKN 11/2008; permintaan ini tidak memerlukannya.")
        )
    return held


def _staying(held: Request) -> Iterable[Candidate]:
    return held.candidates.filter(withdrawn_at=None).select_for_update(of=("self",)).select_related("person")


def _chosen(held: Request, candidates: Iterable[Candidate | int]) -> list[Candidate]:
    numbers = _numbers(candidates)
    found = [each for each in _staying(held) if each.pk in numbers]
    if not numbers:
        raise Unusable(_("Pilih paling sedikit satu nama."))
    if len(found) < len(numbers):
        raise Unusable(_("Ada nama yang tidak termasuk permintaan ini lagi; muat ulang halaman lalu pilih lagi."))
    return found


def _waiting(actor: Any, candidates: Iterable[Candidate | int]) -> list[Candidate]:
    """The names asked for, locked, all of the PPK's own agencies and still undecided."""
    numbers = _numbers(candidates)
    if not numbers:
        raise Unusable(_("Pilih paling sedikit satu nama."))
    agencies = set(Request.objects.filter(candidates__in=numbers).values_list("agency", flat=True))
    require(bool(agencies) and all(policies.may_designate(actor, each) for each in agencies), words.MAY_NOT_DESIGNATE)
    for each in Request.objects.filter(candidates__in=numbers).distinct().order_by("pk"):
        locked(each)
    found = Candidate.objects.filter(pk__in=numbers).select_related("person", "request").order_by("pk")
    open_ones = list(found.select_for_update(of=("self",)))
    stage = [each.person.full_name for each in open_ones if not _awaits(each)]
    if stage:
        sentence = _("Tidak menunggu penetapan lagi: %(names)s. Muat ulang halaman, lihat yang berubah, lalu ulangi.")
        raise Unusable(sentence % {"names": ", ".join(stage)}, code="changed-meanwhile")
    return open_ones


def _awaits(who: Candidate) -> bool:
    left = who.withdrawn_at is not None or who.request.state == Request.State.WITHDRAWN
    return who.submitted_at is not None and who.designated is None and not left


def _decide(actor: Any, names: list[Candidate]) -> None:
    for each in names:
        each.designated_at, each.designated_by = timezone.now(), actor
    fields = ["designated", "designated_at", "designated_by", "designation_number", "designation_reason"]
    Candidate.objects.bulk_update(names, fields)


def _by_agency(names: list[Candidate]) -> list[tuple[int, list[int]]]:
    found: dict[int, list[int]] = {}
    for each in names:
        found.setdefault(each.request.agency_id, []).append(each.pk)
    return list(found.items())


def _numbers(candidates: Iterable[Candidate | int]) -> set[int]:
    return {each if isinstance(each, int) else each.pk for each in candidates}
