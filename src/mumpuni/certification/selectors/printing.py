"""What the certificates of a run will say, computed afresh from verdicts, names and offices (yang akan dicetak)."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mumpuni.certification.models import Approval, Basis, IssueItem, IssueRun, Kind, NameConfirmation, Slot, places
from mumpuni.certification.selectors.results import Result, results_of
from mumpuni.people import selectors as people
from mumpuni.people.models import Capacity, Delegation, Identity, IdentityKind, OfficeHolder, OfficeKind
from mumpuni.regulations import Decision, decide
from mumpuni.training.models import Nomination

BLOCK, WARN = "block", "warn"

#: What is said of an item in the preview; blocked items cannot be included.
WORDS = {
    "name-unconfirmed": _("Nama belum dikonfirmasi peserta."),
    "name-proposed": _(
        "Peserta mengusulkan nama lain; putuskan usul itu lebih dahulu atau cetak nama dari data pegawai."
    ),
    "name-changed": _("Nama yang dikonfirmasi berbeda dari data pegawai sekarang."),
    "unit-without-code": _("Ada unit kompetensi tanpa kode; isi kodenya pada halaman Unit kompetensi."),
    "unit-code-example": _("Ada unit kompetensi yang masih berkode contoh; ganti dengan kode yang sebenarnya."),
    "already-issued": _("Sertifikat ini sudah terbit dan berlaku."),
    "in-other-run": _("Sertifikat ini sedang disiapkan dalam penerbitan lain."),
    "not-due": _("Menurut hasil sekarang, sertifikat ini tidak menjadi hak peserta."),
    "withdrawn": _("Usulan peserta sudah ditarik."),
    "before-test": _("Tanggal sertifikat mendahului hari terakhir kelas angkatan ini."),
    "replaced-not-valid": _("Sertifikat yang hendak diganti tidak lagi berlaku."),
}
BLOCKING = frozenset(
    {
        "unit-without-code",
        "unit-code-example",
        "already-issued",
        "in-other-run",
        "not-due",
        "withdrawn",
        "before-test",
        "replaced-not-valid",
    }
)


@dataclass
class Planned:
    """One certificate as it would be printed now, with what speaks against it."""

    printed: dict[str, Any]
    result: Result
    problems: list[str] = field(default_factory=list)

    @property
    def blocked(self) -> bool:
        """Whether it cannot be issued as things are."""
        return bool(BLOCKING & set(self.problems))


def plan(run: IssueRun, items: Sequence[IssueItem]) -> dict[int, Planned]:
    """What each item would print now, by the item's number; a constant number of queries."""
    nominations = {
        each.pk: each
        for each in Nomination.objects.filter(pk__in={item.nomination_id for item in items}).select_related(
            "person", "agency", "batch__season", "name_confirmation"
        )
    }
    results = {result.nomination.pk: result for result in results_of(nominations.values())}
    elsewhere = set(
        IssueItem.objects.filter(nomination__in=nominations, state=IssueItem.State.DUE)
        .exclude(run=run)
        .values_list("nomination_id", "kind")
    )
    return {
        item.pk: _planned(run, item, results[item.nomination_id], (item.nomination_id, item.kind) in elsewhere)
        for item in items
    }


def _planned(run: IssueRun, item: IssueItem, result: Result, elsewhere: bool) -> Planned:
    nomination = result.nomination
    name, problems = printed_name(nomination)
    problems += _standing(run, item, result, elsewhere)
    printed: dict[str, Any] = {
        "name": name,
        "place": run.scheme.place,
        "replaces": item.replaces.number if item.replaces else "",
        "demo": nomination.batch.season.is_demo,
    }
    if run.scheme.issuer:
        printed["issuer"] = run.scheme.issuer
    if item.kind == Kind.COMPETENCE:
        problems += [code for code in _code_problems(result) if code not in problems]
        printed |= _competence(run, result)
    else:
        printed |= _attendance(run, nomination)
    return Planned(printed, result, problems)


def printed_name(nomination: Nomination) -> tuple[str, list[str]]:
    """The name to print and what there is to say about it: the confirmed one, else the register's."""
    known = nomination.person.full_name
    answer: NameConfirmation | None = getattr(nomination, "name_confirmation", None)
    if answer is None or answer.state == NameConfirmation.State.REFUSED:
        return known, ["name-unconfirmed"]
    if answer.state == NameConfirmation.State.PROPOSED:
        return known, ["name-proposed"]
    return answer.printed_name, [] if answer.printed_name == known else ["name-changed"]


def _standing(run: IssueRun, item: IssueItem, result: Result, elsewhere: bool) -> list[str]:
    nomination, problems = result.nomination, []
    if item.kind not in result.due:
        problems.append("not-due")
    valid = result.certificates.get(item.kind)
    if item.replaces_id is None and valid is not None:
        problems.append("already-issued")
    if item.replaces_id is not None and (valid is None or valid.pk != item.replaces_id):
        problems.append("replaced-not-valid")
    if elsewhere:
        problems.append("in-other-run")
    if nomination.state == Nomination.State.WITHDRAWN:
        problems.append("withdrawn")
    if run.issued_on < nomination.batch.class_ends_on:
        problems.append("before-test")
    return problems


def _code_problems(result: Result) -> list[str]:
    problems = []
    if any(not unit.code for unit in result.held_units):
        problems.append("unit-without-code")
    if not result.nomination.batch.season.is_demo and any(unit.is_example for unit in result.held_units):
        problems.append("unit-code-example")
    return problems


def _competence(run: IssueRun, result: Result) -> dict[str, Any]:
    """Held and required are computed, never typed (PAND-097); each unit carries its evidence and author (PAND-013)."""
    units = []
    for unit in result.held_units:
        verdict = result.verdicts[unit.pk]
        units.append(
            {
                "code": unit.code,
                "title": unit.title,
                "evidence": verdict.evidence,
                "decided_by": verdict.decided_by_name,
                "decided_at": verdict.decided_at.isoformat(),
            }
        )
    expires_on = run.scheme.last_valid_day(Kind.COMPETENCE, run.issued_on)
    return {
        "held": result.held,
        "required": result.required,
        "qualification": result.nomination.get_qualification_display(),
        "competent": result.decision.outcome == "competent",
        "scheme": run.scheme.name,
        "units": units,
        "expires_on": expires_on.isoformat() if expires_on else None,
    }


def _attendance(run: IssueRun, nomination: Nomination) -> dict[str, Any]:
    batch = nomination.batch
    return {
        "programme": run.scheme.programme,
        "level": batch.get_level_display(),
        "batch": str(batch),
        "agency": nomination.agency.name,
        "starts_on": batch.class_starts_on.isoformat(),
        "ends_on": batch.class_ends_on.isoformat(),
        "lesson_hours": nomination.training_jp or 0,
    }


def slots_needed(run: IssueRun, kinds: Iterable[str]) -> list[str]:
    """Who signs what: the competency certificate bears both signatures of the scheme, the training certificate one."""
    both = places(run.scheme.basis)
    return list(both) if Kind.COMPETENCE in set(kinds) else [both[1]]


def signatory(holder: OfficeHolder | Delegation) -> dict[str, Any]:
    """A signatory as printed, with the decree of the office or the letter of delegation."""
    nip = (
        Identity.objects.filter(person=holder.person_id, kind=IdentityKind.NIP).values_list("plain", flat=True).first()
    )
    if isinstance(holder, Delegation):
        return {
            "office": holder.own_title,
            "capacity": Capacity.DEFINITIVE,
            "own_office": "",
            "name": holder.person.full_name,
            "nip": nip or "",
            "delegation": {"number": holder.letter_number, "date": holder.letter_date.isoformat()},
            "letter": holder.pk,
            "person": holder.person_id,
        }
    return {
        "office": f"{holder.office.title}\n{holder.office.body}",
        "capacity": holder.capacity,
        "own_office": holder.own_title,
        "name": holder.person.full_name,
        "nip": nip or "",
        "decree": f"{holder.decree_number} ({holder.decree_date.isoformat()})",
        "holder": holder.pk,
        "person": holder.person_id,
    }


def still_signs(run: IssueRun, holder: OfficeHolder | Delegation, day: date) -> bool:
    """Whether this person is the one to sign for the office on this day; a.n. counts beside the office's own holder.

    A delegate signs while the letter holds and covers the scheme.
    """
    if isinstance(holder, Delegation):
        return holder.covers(day, run.scheme.code)
    found = people.signatory_on(holder.office, day, on_behalf=holder.capacity == Capacity.ON_BEHALF)
    return found == holder


def signs_now(run: IssueRun, holder: OfficeHolder | Delegation) -> bool:
    """Whether this person may sign on the day of the certificate and today."""
    return still_signs(run, holder, run.issued_on) and still_signs(run, holder, timezone.localdate())


def authority(run: IssueRun, slots: Sequence[str]) -> tuple[Decision, dict[str, Any]] | None:
    """What the rule says of those who sign a competency certificate under SKK-PDN, with the facts; else None.

    Only who may sign on the day of the certificate and today counts; a delegate whose letter does not hold or does
    not cover the scheme, and whoever signs a.n., stands there without a letter (Pasal 8 ayat (6) and (7)).
    """
    if run.scheme.basis != Basis.SKK or len(slots) < 2:
        return None
    holders = [holder for slot in slots if (holder := run.holder(slot))]
    facts = {"signatories": [fact for holder in holders if (fact := _office_fact(run, holder))]}
    return decide("permendagri-11-2018/certificate-signatories", facts, on=run.issued_on), facts


def _office_fact(run: IssueRun, holder: OfficeHolder | Delegation) -> dict[str, Any] | None:
    signs = signs_now(run, holder)
    if isinstance(holder, Delegation):
        fits = signs and holder.office.kind == OfficeKind.UNIT_HEAD
        return {"office": "delegate", "delegation_letter": holder.letter_number if fits else False}
    if holder.capacity == Capacity.ON_BEHALF:
        return {"office": "delegate"}
    return {"office": holder.office.kind} if signs and holder.office.kind != OfficeKind.OTHER else None


def run_problems(run: IssueRun, slots: Iterable[str]) -> list[str]:
    """What stands in the way of the run as a whole, in words; empty when it may be submitted."""
    problems = []
    if run.issued_on > timezone.localdate():
        problems.append(str(_("Tanggal sertifikat masih di masa depan; pilih hari ini atau sebelumnya.")))
    for slot in slots:
        holder, label = run.holder(slot), Slot(slot).label
        if holder is None:
            problems.append(
                str(_("%(slot)s: belum ada pejabat; pilih pejabat yang menjabat pada tanggal itu.") % {"slot": label})
            )
            continue
        if not signatory(holder)["nip"]:
            problems.append(
                str(
                    _("%(slot)s: %(name)s belum ber-NIP dalam data pegawai; lengkapi dahulu.")
                    % {"slot": label, "name": holder.person.full_name}
                )
            )
        acts_for = isinstance(holder, OfficeHolder) and holder.capacity == Capacity.ON_BEHALF
        if acts_for and not holder.own_title:
            problems.append(
                str(_("%(slot)s: pejabat a.n. memerlukan jabatan sendiri untuk dicetak.") % {"slot": label})
            )
        if not signs_now(run, holder):
            problems.append(
                str(
                    _("%(slot)s: %(name)s bukan pejabat yang berwenang pada tanggal sertifikat dan hari ini.")
                    % {"slot": label, "name": holder.person.full_name}
                )
            )
    return problems


def header(run: IssueRun, slots: Iterable[str]) -> dict[str, Any]:
    """What all certificates of the run share, as the signatories approve it."""
    holders = {slot: run.holder(slot) for slot in slots}
    return {
        "run": run.pk,
        "round": run.round,
        "scheme": run.scheme.code,
        "issued_on": run.issued_on.isoformat(),
        "signatories": {slot: signatory(holder) for slot, holder in holders.items() if holder},
    }


def digest(header_: dict[str, Any], items: Iterable[IssueItem]) -> str:
    """SHA-256 over the header and, in order, what each item prints: any change of the list changes it."""
    whole = {**header_, "items": [[item.nomination_id, item.kind, item.printed] for item in items]}
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def approved_list(run: IssueRun) -> list[IssueItem]:
    """The items of the list last submitted, issued or still due, in order."""
    states = [IssueItem.State.DUE, IssueItem.State.ISSUED]
    return list(run.items.filter(round=run.round, state__in=states).order_by("pk"))


def open_slots(run: IssueRun) -> list[str]:
    """The places of signature whose approval for this very list and this very holder is still missing."""
    approvals = Approval.objects.filter(run=run, list_digest=run.list_digest)
    given = set(approvals.values_list("slot", "holder_id", "delegation_id"))
    return [slot for slot in run.slots if (slot, *_keys(run.holder(slot))) not in given]


def _keys(holder: OfficeHolder | Delegation | None) -> tuple[int | None, int | None]:
    """The numbers of holder and delegation, as an approval keeps them."""
    return (None, holder.pk) if isinstance(holder, Delegation) else (holder.pk if holder else None, None)


def changed_items(run: IssueRun, items: list[IssueItem]) -> list[IssueItem]:
    """Items still due that would print something else now than the approved list says."""
    due = [item for item in items if item.state == IssueItem.State.DUE]
    planned = plan(run, due)
    return [item for item in due if planned[item.pk].blocked or planned[item.pk].printed != item.printed]
