"""Reading letters that were issued, and how far each has come on its way to the assessee."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Edition, Event, Notice, Receipt
from mumpuni.assessment.policies import notices as rights
from mumpuni.assessment.selectors.letters import Called, called
from mumpuni.audit.models import StoredDecision
from mumpuni.people.selectors.calendars import holidays_of_each
from mumpuni.regulations import Decision, decide
from mumpuni.regulations.bkn_11_2008.working_days import working_days

RULE = "bkn-11-2008/notification"
#: No letter is under way longer; holidays are read for this stretch before the assessment.
_STRETCH = timedelta(days=400)
#: Where a letter stands, in the order of its way; the words of filters and exports.
STATES = {
    "belum-terbit": gettext_lazy("Belum terbit"),
    "berubah": gettext_lazy("Jadwal berubah"),
    "belum-diteruskan": gettext_lazy("Belum diteruskan"),
    "belum-diterima": gettext_lazy("Belum diterima"),
    "lewat": gettext_lazy("Batas penerimaan lewat"),
    "terlambat": gettext_lazy("Diterima terlambat"),
    "diterima": gettext_lazy("Sudah diterima"),
}
TONES = {
    "belum-terbit": "quiet",
    "berubah": "warn",
    "belum-diteruskan": "wait",
    "belum-diterima": "wait",
    "lewat": "bad",
    "terlambat": "bad",
    "diterima": "good",
}


@dataclass(frozen=True)
class Progress:
    """How far a letter has come. `latest` is the last day for receipt, `left` the working days until then.

    Only Perka 11/2008 knows such a day; `decision` is the rule's answer on the earliest receipt, judged with the
    calendar as it stands. A letter that was replaced by one for the same day has told that day: its receipt counts too,
    and `own` says whether this very letter was received.
    """

    state: str
    receipt: Receipt | None = None
    decision: Decision | None = None
    latest: date | None = None
    left: int = 0
    own: bool = False

    @property
    def word(self) -> Any:
        """The state in words."""
        return STATES[self.state]

    @property
    def tone(self) -> str:
        """How it is coloured."""
        return TONES[self.state]

    @property
    def working_days(self) -> int | None:
        """The working days that the person had, once received."""
        return int(self.decision.values["working_days"]) if self.decision else None

    @property
    def sentences(self) -> list[str]:
        """What the rule found, each with its article."""
        return told(self.decision)

    @property
    def in_time(self) -> bool:
        """Whether the day was made known, and early enough where an article says how early."""
        return self.receipt is not None and (self.decision is None or self.decision.outcome != "non-compliant")

    @property
    def earlier(self) -> str:
        """That an earlier letter told the day, where this one was not received itself."""
        if self.receipt is None or self.own:
            return ""
        about = {"number": self.receipt.notice.number, "day": date_format(self.receipt.received_on, "DATE_FORMAT")}
        return _("Hari ini sudah diberitahukan surat %(number)s, diterima %(day)s.") % about

    @property
    def countdown(self) -> str:
        """How long the letter may still be under way; empty once received or where no article sets a day."""
        if self.receipt or self.latest is None:
            return ""
        day = date_format(self.latest, "DATE_FORMAT")
        if self.state == "lewat":
            return _("Batas penerimaan sudah lewat: %(day)s.") % {"day": day}
        if self.latest == timezone.localdate() or not self.left:
            return _("Hari terakhir untuk diterima: %(day)s.") % {"day": day}
        words = ngettext(
            "%(left)d hari kerja lagi untuk diterima; terakhir %(day)s.",
            "%(left)d hari kerja lagi untuk diterima; terakhir %(day)s.",
            self.left,
        )
        return words % {"left": self.left, "day": day}


@dataclass(frozen=True)
class Line:
    """A line of the board: an assessee and the letter."""

    called: Called
    progress: Progress

    @property
    def notice(self) -> Notice | None:
        """The letter in force."""
        return self.called.notice


@dataclass(frozen=True)
class NoticeProblem:
    """Why an assessee may not be assessed yet, or should be looked after; `blocks` keeps the event from starting."""

    assessee: Assessee
    code: str
    text: str
    blocks: bool


def told(decision: Decision | None) -> list[str]:
    """Findings as sentences, each with its article."""
    return [f"{finding.message()} ({finding.citation})" for finding in decision.findings] if decision else []


def notices(actor: Any) -> QuerySet[Notice]:
    """Letters that the actor may open as sender, watcher or personnel official."""
    sent = policies.events_in_sight(actor)
    ours = Event.objects.filter(sent).values("pk")
    found = _joined().annotate(home=rights.home_agency("assessee__"))
    return found.filter(rights.own_agency_letters(actor) | Q(assessee__event__in=ours))


def notice(actor: Any, pk: int) -> Notice:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    return _or_404(notices(actor).filter(pk=pk).first())


def inbox(actor: Any) -> QuerySet[Notice]:
    """Letters in force to people of the actor's agencies, those to be passed on first."""
    found = _joined().annotate(home=rights.home_agency("assessee__")).filter(rights.own_agency_letters(actor))
    found = found.filter(replaced_by=None, assessee__state=Assessee.State.CALLED)
    return found.exclude(assessee__event__state=Event.State.CANCELLED).order_by("-assessed_on", "assessee__number")


def own_notices(actor: Any) -> QuerySet[Notice]:
    """Letters that have reached the actor, as an assessee; the latest first."""
    person = policies.own_person(actor)
    found = _joined().filter(rights.reached(), assessee__person=person) if person else Notice.objects.none()
    return found.exclude(assessee__event__state=Event.State.CANCELLED).order_by("-assessed_on", "-pk")


def own_notice(actor: Any, pk: int) -> Notice:
    """One of them.

    Raises:
        Http404: for one that does not exist or is somebody else's.
    """
    return _or_404(own_notices(actor).filter(pk=pk).first())


def _joined() -> QuerySet[Notice]:
    receipts = Receipt.objects.select_related("recorded_by")
    return Notice.objects.select_related(
        "assessee__person",
        "assessee__event__request__agency",
        "assessee__event__provider__agency",
        "assessee__event__place",
        "document",
        "replaced_by",
        "passed_on_by",
        "signed_by__person",
        "signed_by__office",
    ).prefetch_related(Prefetch("receipts", queryset=receipts))


def _or_404(found: Notice | None) -> Notice:
    if found is None:
        raise Http404
    return found


def progress_of(found: Iterable[Notice]) -> dict[int, Progress]:
    """How far each letter has come, by its number; three queries for any amount."""
    letters = list(found)
    homes = _homes([each.assessee_id for each in letters])
    calendars, known = _calendars(letters, homes), _receipts([each.assessee_id for each in letters])
    return {
        each.pk: _progress(
            each, known.get((each.assessee_id, each.assessed_on), []), calendars[homes[each.assessee_id]]
        )
        for each in letters
    }


def earliest_receipt(notice: Notice) -> Receipt | None:
    """The one that counts: of this letter, or of one for the same day that it replaced."""
    found = _receipts([notice.assessee_id]).get((notice.assessee_id, notice.assessed_on))
    return found[0] if found else None


def board(event: Event) -> list[Line]:
    """Everyone called to an event, with the letter; a constant number of queries."""
    everyone = called(event)
    stages = progress_of(each.notice for each in everyone if each.notice)
    lines = []
    for each in everyone:
        stage = stages[each.notice.pk] if each.notice else Progress("belum-terbit")
        if each.is_outdated:
            stage = replace(stage, state="berubah")
        lines.append(Line(each, stage))
    return lines


def notice_problems(event: Event) -> list[NoticeProblem]:
    """Who has no letter, has not received it, or too late (Perka 11/2008 III.2 huruf a angka 4)).

    Under 11/2008 each blocks the start: a late or unconfirmed receipt until the provider, whose setting says that
    lateness does not block, has recorded the reason for going on. The article counts the days to the assessment, so a
    change of hour or place on a day made known in time asks for a new letter and blocks nothing. Peraturan 26/2019 sets
    no day.
    """
    return [problem for line in board(event) if (problem := _problem(event, line))]


def judged(notice: Notice, receipt: Receipt) -> tuple[Decision, dict[str, Any]]:
    """The rule's answer on a receipt with the calendar of the assessee's agency, and the facts it rests on."""
    homes = _homes([notice.assessee_id])
    free = _calendars([notice], homes).get(homes[notice.assessee_id], ())
    facts = _facts(notice, receipt.received_on, free)
    return decide(RULE, facts), facts


def kept(notice: Notice) -> StoredDecision | None:
    """The decision stored with the letter's receipt."""
    return StoredDecision.objects.filter(pk=notice.decision_id).first() if notice.decision_id else None


def _problem(event: Event, line: Line) -> NoticeProblem | None:
    notice, stage, who = line.notice, line.progress, line.called.assessee
    if notice is None:
        return NoticeProblem(who, stage.state, _("Surat pemberitahuan belum terbit."), event.is_2008)
    excused = not event.provider.late_notice_blocks and bool(notice.late_reason)
    if stage.state == "berubah":
        same_day = notice.assessed_on == line.called.arrival.first
        fine = same_day and (stage.in_time or excused)
        words = _("Jadwal berubah sejak surat terbit; terbitkan surat penggantinya.")
        return NoticeProblem(who, stage.state, words, event.is_2008 and not fine)
    if stage.in_time:
        return None
    words = " ".join(stage.sentences) or " ".join([_("Surat belum dinyatakan diterima."), stage.countdown]).strip()
    return NoticeProblem(who, stage.state, words, event.is_2008 and not excused)


def _progress(notice: Notice, receipts: list[Receipt], free: tuple[date, ...]) -> Progress:
    receipt = receipts[0] if receipts else None
    own = any(each.notice_id == notice.pk for each in receipts)
    if notice.edition != Edition.BKN_2008:
        return Progress("diterima" if receipt else "belum-diterima", receipt, own=own)
    today = timezone.localdate()
    decision = decide(RULE, _facts(notice, receipt.received_on if receipt else today, free))
    latest = decision.values["latest_receipt"]
    if receipt:
        state = "terlambat" if decision.outcome == "non-compliant" else "diterima"
        return Progress(state, receipt, decision, latest, own=own)
    if today > latest:
        return Progress("lewat", latest=latest)
    left = working_days(today, latest, frozenset(free))
    return Progress("belum-diterima" if notice.passed_on_at else "belum-diteruskan", latest=latest, left=left)


def _receipts(assessees: list[int]) -> dict[tuple[int, date], list[Receipt]]:
    """Receipts of all letters to these people, by the day that the letter told; the earliest first."""
    found: dict[tuple[int, date], list[Receipt]] = {}
    rows = Receipt.objects.filter(notice__assessee__in=assessees).select_related("notice")
    for receipt in rows.order_by("received_on", "pk"):
        found.setdefault((receipt.notice.assessee_id, receipt.notice.assessed_on), []).append(receipt)
    return found


def _facts(notice: Notice, received_on: date, free: tuple[date, ...]) -> dict[str, Any]:
    counted = tuple(day for day in free if day <= notice.assessed_on)
    return {"received_on": received_on, "assessed_on": notice.assessed_on, "holidays": counted}


def _homes(assessees: list[int]) -> dict[int, int]:
    found = Assessee.objects.filter(pk__in=assessees).annotate(home=rights.home_agency())
    return dict(found.values_list("pk", "home"))


def _calendars(letters: list[Notice], homes: dict[int, int]) -> dict[int, tuple[date, ...]]:
    days = [each.assessed_on for each in letters]
    if not days:
        return {}
    return holidays_of_each(set(homes.values()), min(days) - _STRETCH, max(days))
