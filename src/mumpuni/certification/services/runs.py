"""Drawing up a list of certificates, looking it over, submitting it for approval (penyusunan penerbitan)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.audit.models import StoredDecision
from mumpuni.certification import links, policies
from mumpuni.certification.models import Basis, Certificate, IssueItem, IssueRun, Kind, Scheme, Slot
from mumpuni.certification.selectors import printing
from mumpuni.certification.selectors.results import participants_of, results_of
from mumpuni.exchange.cells import clean
from mumpuni.exchange.services import mail
from mumpuni.people.models import Account, Delegation, OfficeHolder
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.training.models import Batch, Nomination, Season

State, Item = IssueRun.State, IssueItem.State
UNCONFIRMED = frozenset({"name-unconfirmed", "name-proposed"})


@dataclass(frozen=True)
class Terms:
    """What the organiser chooses for a run beside its list.

    `head` signs in the first place of the scheme, `centre` or the bearer of `delegation` in the second.
    """

    issued_on: date
    head: OfficeHolder | None = None
    centre: OfficeHolder | None = None
    delegation: Delegation | None = None
    unconfirmed_reason: str = ""


@transaction.atomic
def draft_run(
    *,
    actor: Any,
    season: Season,
    batches: Iterable[Batch],
    terms: Terms,
    kinds: Collection[str] = (Kind.ATTENDANCE, Kind.COMPETENCE),
    scheme: Scheme | None = None,
    title: str = "",
) -> IssueRun:
    """List every certificate that is due in these batches and neither issued nor on another list.

    Raises:
        Refused: for others than the organiser of the season.
        Unusable: when nothing is due.
    """
    require(policies.may_issue(actor, season), _("Penerbitan disusun oleh penyelenggara musim ini."))
    chosen = sorted((batch for batch in batches if batch.season_id == season.pk), key=lambda batch: batch.number)
    nominations = [each for batch in chosen for each in participants_of(batch)]
    wanted = [
        (result.nomination, kind)
        for result in results_of(nominations)
        for kind in Kind.values
        if kind in kinds and kind in result.due and kind not in result.certificates
    ]
    under = scheme or default_scheme()
    run = IssueRun.objects.create(
        scheme=under,
        season=season,
        title=clean(title) or _title(chosen),
        created_by=actor,
        **_fields(terms, under),
    )
    # A certificate on another open list stays there: the database lets only one due item through.
    IssueItem.objects.bulk_create(
        (IssueItem(run=run, nomination=nomination, kind=kind) for nomination, kind in wanted), ignore_conflicts=True
    )
    if not run.items.exists():
        raise Unusable(
            _(
                "Tidak ada sertifikat yang perlu diterbitkan pada angkatan terpilih: belum ada hasil, sudah terbit, "
                "atau sedang disiapkan dalam penerbitan lain."
            )
        )
    refresh(run, actor=actor)
    audit.record(actor, "certification.run.drafted", run, items=run.items.count(), kinds=sorted(kinds))
    return run


@transaction.atomic
def draft_correction(*, actor: Any, certificate: Certificate, reason: str, terms: Terms) -> IssueRun:
    """A run of one new certificate that will name and replace this one (koreksi).

    Raises:
        Refused: for others than the organiser of the season.
        Unusable: without a reason, for a certificate no longer valid, or one whose correction is under way.
    """
    require(policies.may_change_register(actor, certificate), _("Koreksi disusun oleh penyelenggara."))
    if not clean(reason):
        raise Unusable({"reason": _("Tulis alasan koreksi.")})
    held = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if held.status != Certificate.Status.VALID:
        raise Unusable(_("Hanya sertifikat yang berlaku dapat dikoreksi."))
    nomination = Nomination.objects.select_related("season").get(pk=held.nomination_id)
    run = IssueRun.objects.create(
        scheme=held.item.run.scheme,
        season=nomination.season,
        title=_("Koreksi sertifikat %(number)s") % {"number": held.number},
        note=clean(reason),
        created_by=actor,
        **_fields(terms, held.item.run.scheme),
    )
    if IssueItem.objects.filter(nomination=nomination, kind=held.kind, state=Item.DUE).exists():
        raise Unusable(_("Sertifikat ini sudah ada dalam daftar penerbitan lain."))
    IssueItem.objects.create(run=run, nomination=nomination, kind=held.kind, replaces=held)
    refresh(run, actor=actor)
    audit.record(actor, "certification.correction.drafted", held, agency_id=held.agency_id, run=run.pk, reason=run.note)
    return run


@transaction.atomic
def choose_items(*, actor: Any, run: IssueRun, included: Collection[int]) -> IssueRun:
    """Include exactly these items of a draft; blocked ones stay out, as do those that another list holds.

    Raises:
        Refused: for others than the organiser of the season.
        Unusable: when the run is no draft any more.
    """
    held = _draft(actor, run)
    wanted = set(included)
    items = list(held.items.select_for_update().filter(state__in=[Item.DUE, Item.LEFT_OUT]).order_by("pk"))
    out = [item.pk for item in items if item.state == Item.DUE and item.pk not in wanted]
    back = [item for item in items if item.state == Item.LEFT_OUT and item.pk in wanted and not _blocked(item)]
    held.items.filter(pk__in=out).update(state=Item.LEFT_OUT)
    taken = set(
        IssueItem.objects.filter(nomination__in=[item.nomination_id for item in back], state=Item.DUE)
        .exclude(run=held)
        .values_list("nomination_id", "kind")
    )
    free = [item.pk for item in back if (item.nomination_id, item.kind) not in taken]
    held.items.filter(pk__in=free).update(state=Item.DUE)
    audit.record(actor, "certification.run.selected", held, left_out=len(out), put_back=len(free))
    return held


@transaction.atomic
def set_terms(*, actor: Any, run: IssueRun, terms: Terms) -> IssueRun:
    """Choose date, signatories and the reason for going on with unconfirmed names; the list is computed anew.

    Raises:
        Refused: for others than the organiser of the season.
        Unusable: when the run is no draft any more.
    """
    held = _draft(actor, run)
    for name, value in _fields(terms, held.scheme).items():
        setattr(held, name, value)
    held.save()
    refresh(held, actor=actor)
    audit.record(actor, "certification.run.arranged", held, issued_on=str(held.issued_on))
    return held


@transaction.atomic
def submit_run(*, actor: Any, run: IssueRun) -> IssueRun:
    """Fix the list and ask the signatories; from here on any change voids what was approved.

    Raises:
        Refused: for others than the organiser of the season.
        RuleBroken: when those who sign are not those whom Permendagri 11/2018 Pasal 8 names for an SKK-PDN scheme.
        Unusable: while something blocks an item or the run, or unconfirmed names go without a reason.
    """
    held = _draft(actor, run)
    due = refresh(held, actor=actor)
    if not due:
        raise Unusable(_("Daftar kosong; sertakan sedikitnya satu sertifikat."))
    slots = printing.slots_needed(held, (item.kind for item in due))
    authority = printing.authority(held, slots)
    if authority and authority[0].outcome == "non-compliant":
        raise RuleBroken(authority[0])
    if problems := printing.run_problems(held, slots):
        raise Unusable(problems)
    open_names = sum(1 for item in due if UNCONFIRMED & set(item.problems))
    if open_names and not held.unconfirmed_reason:
        raise Unusable(
            {
                "unconfirmed_reason": _(
                    "%(count)d nama belum dikonfirmasi; keluarkan dari daftar atau tulis alasan tetap menerbitkannya."
                )
                % {"count": open_names}
            }
        )
    held.authority_id = audit.keep(actor, *authority, held, on=held.issued_on).pk if authority else None
    held.round += 1
    held.items.filter(state=Item.DUE).update(round=held.round)
    held.header = printing.header(held, slots)
    held.list_digest = printing.digest(held.header, due)
    held.state, held.stop_reason = State.AWAITING, ""
    held.save()
    _tell_signatories(held, len(due), actor)
    audit.record(
        actor,
        "certification.run.submitted",
        held,
        items=len(due),
        unconfirmed=open_names,
        reason=held.unconfirmed_reason,
        digest=held.list_digest,
    )
    return held


@transaction.atomic
def reopen_run(*, actor: Any, run: IssueRun) -> IssueRun:
    """Back to a draft from waiting or stopped; approvals given so far no longer count.

    Raises:
        Refused: for others than the organiser of the season.
        Unusable: while certificates are being issued, or once the run has ended.
    """
    held = _locked(actor, run)
    if held.state not in (State.AWAITING, State.STOPPED):
        raise Unusable(_("Hanya penerbitan yang menunggu atau berhenti dapat disusun ulang."))
    held.state, held.list_digest = State.DRAFT, ""
    held.save()
    refresh(held, actor=actor)
    audit.record(actor, "certification.run.reopened", held)
    return held


@transaction.atomic
def cancel_run(*, actor: Any, run: IssueRun) -> IssueRun:
    """Give the run up; what it has issued stays issued, the rest becomes free for another list.

    Raises:
        Refused: for others than the organiser of the season.
        Unusable: while certificates are being issued, or once the run has ended.
    """
    held = _locked(actor, run)
    if held.state not in (State.DRAFT, State.AWAITING, State.STOPPED):
        raise Unusable(_("Penerbitan ini sedang berjalan atau sudah berakhir."))
    dropped = held.items.filter(state__in=[Item.DUE, Item.LEFT_OUT]).update(state=Item.DROPPED)
    held.state = State.CANCELLED
    held.save()
    audit.record(actor, "certification.run.cancelled", held, dropped=dropped)
    return held


def refresh(run: IssueRun, *, actor: Any) -> list[IssueItem]:
    """Compute anew what open items print, put blocked ones aside, keep the decisions; returns what is due, in order."""
    items = list(
        run.items.select_for_update(of=("self",))
        .filter(state__in=[Item.DUE, Item.LEFT_OUT])
        .select_related("replaces")
        .order_by("pk")
    )
    planned = printing.plan(run, items)
    fresh: dict[int, StoredDecision] = _kept_decisions(run, items, planned, actor)
    for item in items:
        now = planned[item.pk]
        item.printed, item.problems = now.printed, now.problems
        item.decision_id = fresh[item.nomination_id].pk
        if now.blocked:
            item.state = Item.LEFT_OUT
    IssueItem.objects.bulk_update(items, ["printed", "problems", "decision_id", "state"], batch_size=500)
    return [item for item in items if item.state == Item.DUE]


def _kept_decisions(
    run: IssueRun, items: Sequence[IssueItem], planned: dict[int, printing.Planned], actor: Any
) -> dict[int, StoredDecision]:
    """The stored decision of each participant; a new one only where facts or words differ from the last."""
    results = {planned[item.pk].result.nomination.pk: planned[item.pk].result for item in items}
    known = StoredDecision.objects.in_bulk([item.decision_id for item in items if item.decision_id])
    kept: dict[int, StoredDecision] = {}
    for item in items:
        stored = known.get(item.decision_id) if item.decision_id else None
        if stored and stored.facts == results[item.nomination_id].facts:
            kept[item.nomination_id] = stored
    missing = [result for key, result in results.items() if key not in kept]
    made = audit.keep_many(actor, [(result.decision, result.facts, result.nomination) for result in missing])
    return kept | {result.nomination.pk: stored for result, stored in zip(missing, made, strict=True)}


def default_scheme() -> Scheme:
    """The scheme for new runs.

    Raises:
        Unusable: when none is set up.
    """
    scheme = Scheme.objects.order_by("pk").first()
    if scheme is None:
        raise Unusable(_("Belum ada skema sertifikasi; buat dahulu pada halaman Skema."))
    return scheme


def _fields(terms: Terms, scheme: Scheme) -> dict[str, Any]:
    if terms.delegation and scheme.basis != Basis.SKK:
        raise Unusable({"delegation": _("Pelimpahan hanya berlaku bagi skema menurut SKK-PDN.")})
    if terms.delegation and terms.centre:
        raise Unusable({"delegation": _("Pilih pimpinan unit kerja atau penerima pelimpahannya, tidak keduanya.")})
    return {
        "issued_on": terms.issued_on,
        "head": terms.head,
        "centre": terms.centre,
        "delegation": terms.delegation,
        "unconfirmed_reason": clean(terms.unconfirmed_reason),
    }


def _locked(actor: Any, run: IssueRun) -> IssueRun:
    require(policies.may_issue(actor, run.season_id), _("Penerbitan dikelola oleh penyelenggara musim ini."))
    joined = IssueRun.objects.select_for_update(of=("self",)).select_related("scheme", *IssueRun.SIGNERS)
    return joined.get(pk=run.pk)


def _draft(actor: Any, run: IssueRun) -> IssueRun:
    held = _locked(actor, run)
    if held.state != State.DRAFT:
        raise Unusable(_("Daftar ini sudah diajukan; tarik kembali dahulu untuk mengubahnya."))
    return held


def _blocked(item: IssueItem) -> bool:
    return bool(printing.BLOCKING & set(item.problems))


def _title(batches: Sequence[Batch]) -> str:
    numbers = [str(batch.number) for batch in batches]
    listed = ", ".join(numbers[:6]) + (", …" if len(numbers) > 6 else "")
    return _("Sertifikat Angkatan %(numbers)s") % {"numbers": listed}


def _tell_signatories(run: IssueRun, count: int, actor: Any) -> None:
    for slot in run.slots:
        holder = run.holder(slot)
        assert holder is not None
        account = Account.objects.filter(person_id=holder.person_id, is_active=True).first()
        if account is not None:
            mail.send(
                template="certification/mail/approval",
                to=account.email,
                context={
                    "run": run,
                    "slot": Slot(slot).label,
                    "count": count,
                    "link": links.page("certification:run_detail", run.pk),
                },
                language=account.language,
                actor=actor,
                subject_person_id=holder.person_id,
            )
