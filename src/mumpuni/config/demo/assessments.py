"""Four assessment events at different stages: one of each method, and one of 2008."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from mumpuni.assessment.models import Assessee, Event, FormTemplate, Instrument, Report, Request, TeamMember, TeamRole
from mumpuni.assessment.selectors.letters import Terms
from mumpuni.assessment.services import (
    announcing,
    answers,
    assignments,
    blueprints,
    calendar,
    events,
    feedback,
    groups,
    intake,
    interests,
    nominations,
    notices,
    proposals,
    readiness,
    receipts,
    report_delivery,
    report_signing,
    requests,
    targets,
    teams,
    timetables,
)
from mumpuni.config.demo import centre, panel, population, signins
from mumpuni.config.demo.clock import as_of
from mumpuni.config.demo.panel import House
from mumpuni.people.models import Account, Agency, OfficeHolder, Person

#: What each method uses here; two simulations at least, as an assessment centre does.
TOOLS = {
    "sederhana": ("case-analysis", "competency-interview", "presentation"),
    "sedang": ("case-analysis", "presentation", "leaderless-group-discussion", "competency-interview"),
    "kompleks": ("in-basket", "presentation", "leaderless-group-discussion", "role-play", "competency-interview",
                 "psychological-test"),
}  # fmt: skip
#: The event of 2008 lies where that regulation governs in the example data.
DAYS_2008 = (date(2019, 11, 12), date(2019, 11, 13))
LETTER_2008, RECEIVED_2008 = date(2019, 10, 28), date(2019, 10, 30)
#: How long before its first day an event is asked for, planned and announced.
NOTICE = timedelta(days=30)


def tell(
    admin: Account, organiser: Account, agencies: Sequence[Agency], officers: Sequence[Account], work: Any
) -> None:
    """`agencies` are the provider's, then the two that ask, `officers` the personnel officials of those two.

    `work` does what jobs wait.
    """
    at, home, ministry = agencies
    house = panel.open_house(admin, organiser, at)
    ppk = _ppk(admin, organiser, home)
    ask = _Asking(house, organiser, work)
    today = timezone.localdate()
    done = _tuesday(today - timedelta(days=49))
    with as_of(done - NOTICE):
        simple = ask.called(home, officers[0], "pengawas", "Kepala Seksi Mutasi", 5, done, "sederhana")
    with as_of(done):
        ask.begin(simple)
        called = ask.hold(simple)
    with as_of(centre.days_after(simple, 2)):
        centre.profiled(house, simple, called)
        centre.met(house, simple, called)
    with as_of(centre.days_after(simple, 9)):
        ask.report(simple)
    signins.open_account(admin, signins.ASSESSED, person=called[0].person)
    running = _two_days_with(today)
    with as_of(running - NOTICE):
        complex_ = ask.called(
            ministry, officers[1], "jpt-madya", "Deputi Bidang Pembinaan", 4, running, "kompleks"
        )  # fmt: skip
    with as_of(running):
        ask.begin(complex_)
        ask.hold(complex_, tools=2, sheets=1)
    first = _tuesday(today + timedelta(days=28))
    medium = ask.request(home, officers[0], "administrator", "Kepala Bidang Mutasi", 7, first)
    event = ask.plan(medium, "sedang")
    ask.solve(event)
    _call(house, event, officers[0], work)
    _answer(admin, event)
    _wish(house, ministry, officers[1], first + timedelta(days=21))
    _of_2008(ask, home, officers[0], ppk)


class _Asking:
    """The steps from a request to a timetable, as the agency, the staff and the team take them."""

    def __init__(self, house: House, organiser: Account, work: Any) -> None:
        self.house, self.organiser, self.work = house, organiser, work

    def people(self, at: Agency, level: str, title: str, count: int) -> list[Person]:
        """Officials of the agency who are to be assessed."""
        served = population.DemoAgency(at.name, at.short_name, at.kind, is_bkn=at.is_bkn)
        kind = level if level in population.SMALL else "jpt-pratama"
        met = population.officials(Random(f"{at.pk}{title}"), [served], {kind: count})
        return [panel.enter(self.organiser, at, each, each.position, each.level) for each in met]

    def request(
        self, at: Agency, officer: Account, tier: str, title: str, count: int, first: date, days: int = 2
    ) -> Request:
        """A request sent and confirmed."""
        made = requests.draft_request(
            actor=officer, agency=at, provider=self.house.provider, purpose="pengisian", wished_from=first,
            wished_until=first + timedelta(days=days + 6), letter_number=f"CONTOH-{tier}/{first.year}",
        )  # fmt: skip
        target = targets.add_target(actor=officer, request=made, title=title, tier=tier)
        lower = {"pengawas": "pengawas", "administrator": "pengawas"}.get(tier, "jpt-pratama")
        targets.add_candidates(actor=officer, request=made, target=target, persons=self.people(at, lower, title, count))
        return self.confirm(officer, made, first, first + timedelta(days=days - 1))

    def confirm(self, officer: Account, made: Request, first: date, last: date) -> Request:
        """Send it, and let the staff confirm its days."""
        made.refresh_from_db()
        sent = requests.send_request(actor=officer, request=made, revision=made.revision)
        sent.refresh_from_db()
        return calendar.confirm_request(
            actor=self.house.staff, request=sent, revision=sent.revision, first_day=first, last_day=last
        )

    def plan(self, request: Request, method: str) -> Event:
        """Event, team, groups, blueprint and declarations, frozen."""
        assert request.confirmed_from
        assert request.confirmed_until
        event = events.make_event(
            actor=self.house.staff, request=request, name=f"Penilaian {request.targets.get()} (contoh)",
            first_day=request.confirmed_from, last_day=request.confirmed_until, place=self.house.place, method=method,
        )  # fmt: skip
        self.staff_it(event)
        chair = self.chair(event)
        self.design(event, TOOLS[method])
        groups.staff_all(actor=chair, event=event)
        self.declare(event)
        assignments.issue_letter(actor=self.house.staff, event=event)
        return readiness.freeze_event(actor=chair, event=event)

    def staff_it(self, event: Event) -> None:
        """Take in the assessees, name the lead, and let the register propose the others."""
        staff, lead = self.house.staff, self.house.practitioners[0]
        intake.take_in(actor=staff, event=event, candidates=list(event.request.candidates.filter(withdrawn_at=None)))
        teams.add_member(actor=staff, event=event, practitioner=lead, role=TeamRole.CHAIR)
        groups.propose_groups(actor=self.chair(event), event=event)
        self.design(event, TOOLS.get(event.method, ()))
        proposals.accept_proposal(actor=staff, event=event)

    def design(self, event: Event, tools: Sequence[str]) -> None:
        """Every competency by every instrument."""
        if not tools:
            return
        lines = frozenset(pk for each in event.blueprints.all() for pk in each.lines.values_list("pk", flat=True))
        known = {each.code: each for each in Instrument.objects.filter(code__in=tools)}
        plans = [blueprints.InstrumentPlan(known[code], lines, known[code].variants.first()) for code in tools]
        blueprints.plan_blueprint(actor=self.chair(event), event=event, instruments=plans)

    def chair(self, event: Event) -> Account:
        """The account of the team's lead."""
        member = TeamMember.objects.select_related("practitioner").get(
            event=event, role=TeamRole.CHAIR, removed_at=None
        )
        return Account.objects.get(pk=self.house.accounts[member.practitioner.person_id].pk)

    def declare(self, event: Event) -> None:
        """Everyone who meets assessees says that there is no interest."""
        members = TeamMember.objects.filter(event=event, removed_at=None).select_related("practitioner")
        for person in {each.practitioner.person_id for each in members if each.role != TeamRole.SUPPORT}:
            if any(each.practitioner.person_id == person and each.role != TeamRole.ADMIN for each in members):
                account = Account.objects.get(pk=self.house.accounts[person].pk)
                interests.declare(actor=account, event=event)

    def called(
        self, at: Agency, officer: Account, tier: str, title: str, count: int, first: date, method: str
    ) -> Event:
        """An event planned, its timetable announced, everybody called and the letters received."""
        event = self.plan(self.request(at, officer, tier, title, count, first), method)
        self.solve(event)
        _call(self.house, event, officer, self.work, all_came=True)
        return event

    def begin(self, event: Event) -> None:
        """Close the preparation and start on the first day."""
        chair = self.chair(event)
        readiness.prepare_event(actor=chair, event=event)
        readiness.start_event(actor=chair, event=event)

    def hold(self, event: Event, *, tools: int | None = None, sheets: int | None = None) -> list[Assessee]:
        """The day: everybody reports and does the first so many instruments, whose sheets are written as far."""
        chair = self.chair(event)
        event.refresh_from_db()
        called = centre.reported(chair, event)
        used = list(event.instruments.order_by("number"))[:tools]
        centre.through(chair, event, called, used)
        centre.observed(self.house, event, called, used[:sheets])
        return called

    def report(self, event: Event) -> None:
        """Write, review, sign, deliver and release the reports, and tell the first assessees what they say."""
        chair = self.chair(event)
        made = [each.pk for each in centre.written(self.house, event)]
        for each in made:
            report_signing.sign_report(actor=chair, report=Report.objects.get(pk=each))
        report_delivery.deliver(actor=self.house.staff, event=event, reports=made)
        report_delivery.release(actor=self.house.staff, event=event, reports=made)
        self.work()
        for assessee in event.assessees.order_by("number")[:3]:
            feedback.record(
                actor=chair, assessee=assessee, given_on=timezone.localdate(),
                giver=event.team.get(role=TeamRole.CHAIR),
                notes="Kekuatan dan dua area pengembangan dibahas dari catatan (contoh).",
                agreed="Mendampingi satu pekerjaan lintas bidang (contoh).",
            )  # fmt: skip

    def solve(self, event: Event) -> None:
        """Search a timetable and announce it."""
        chair = self.chair(event)
        timetables.set_rules(actor=chair, event=event, values={"solver_seconds": 5})
        made = timetables.solve_timetable(actor=chair, event=event)
        self.work()
        made.refresh_from_db()
        announcing.announce_timetable(actor=chair, timetable=made)


def _ppk(admin: Account, organiser: Account, home: Agency) -> Account:
    served = population.DemoAgency(home.name, home.short_name, home.kind, is_bkn=home.is_bkn)
    official = population.officials(Random(2008), [served], {"jpt-pratama": 1})[0]
    person = panel.enter(organiser, home, official, "Sekretaris (contoh)", "jpt-pratama")
    return signins.open_account(admin, signins.PPK, person=person, agency=home)


def _tuesday(day: date) -> date:
    return day + timedelta(days=(1 - day.weekday()) % 7)


def _two_days_with(today: date) -> date:
    """The first of two working days that hold today, or of the last two of the week."""
    return today - timedelta(days=max(0, today.weekday() - 3))


def _call(house: House, event: Event, officer: Account, work: Any, *, all_came: bool = False) -> None:
    """Letters to everyone; the agency passes them on, all but two say that they came."""
    chair = _lead(house)
    signer = OfficeHolder.objects.get(office=event.provider.office)
    called = list(event.assessees.order_by("number"))
    terms = Terms(issued_on=timezone.localdate(), nature="Penting", signer=signer,
                  bring=("Kartu identitas", "Alat tulis"), contact="Admin penilaian, (021) 000 000")  # fmt: skip
    notices.issue_notices(actor=chair, event=event, terms=terms, assessees=[each.pk for each in called])
    work()
    for each in called if all_came else called[:-1]:
        notice = each.notices.get()
        if not notice.passed_on_at:
            receipts.pass_on(actor=officer, notice=notice)
    for each in called if all_came else called[1:-2]:
        receipts.record_receipt(
            actor=officer, notice=each.notices.get(), channel="langsung", received_on=timezone.localdate(),
            proof="Tanda terima bertanda tangan",
        )  # fmt: skip


def _answer(admin: Account, event: Event) -> None:
    """The first assessee has an account, begins the forms and hands one in."""
    first = event.assessees.order_by("number")[0]
    account = signins.open_account(admin, signins.ASSESSEE, person=first.person)
    whole = FormTemplate.objects.get(code="persetujuan", version=1)
    answers.save(actor=account, assessee=first, template=whole, data=_filled(whole))
    answers.submit(actor=account, assessee=first, template=whole)
    begun = FormTemplate.objects.get(code="kejadian-kritis", version=1)
    some = _filled(begun)
    answers.save(actor=account, assessee=first, template=begun, data=dict(list(some.items())[: len(some) // 2]))


def _filled(template: FormTemplate) -> dict[str, Any]:
    values: dict[str, Any] = {"yes": True, "date": "2026-01-05", "number": "3"}
    found: dict[str, Any] = {}
    for part in template.parts:
        for one in part["fields"]:
            if one["kind"] == "choice":
                found[one["code"]] = one["choices"][0]
            elif one["kind"] not in ("table", "file"):
                found[one["code"]] = values.get(one["kind"], "Isian contoh: rapat mutasi pegawai triwulan pertama.")
    return found


def _wish(house: House, at: Agency, officer: Account, first: date) -> None:
    """A request that waits for its answer."""
    made = requests.draft_request(
        actor=officer, agency=at, provider=house.provider, purpose="pemetaan", wished_from=first,
        wished_until=first + timedelta(days=10), letter_number="CONTOH-pemetaan",
    )  # fmt: skip
    target = targets.add_target(actor=officer, request=made, title="Administrator (pemetaan)", tier="administrator")
    persons = list(Person.objects.filter(assessments__event__request__agency=at).distinct()[:4])
    targets.add_candidates(actor=officer, request=made, target=target, persons=persons)
    made.refresh_from_db()
    requests.send_request(actor=officer, request=made, revision=made.revision)


def _of_2008(ask: _Asking, home: Agency, officer: Account, ppk: Account) -> None:
    """An older file: selections, names to the PPK, four of five designated, another agency's UPK, letters in time."""
    house = ask.house
    made = requests.draft_request(
        actor=officer, agency=home, provider=house.provider, purpose="pengisian", wished_from=DAYS_2008[0],
        wished_until=DAYS_2008[1], without_facilities=True, letter_number="CONTOH-2008/2019",
    )  # fmt: skip
    target = targets.add_target(
        actor=officer, request=made, title="Kepala Bidang Pengadaan", tier="administrator", echelon="III"
    )
    persons = ask.people(home, "pengawas", "Kepala Bidang Pengadaan 2019", 5)
    targets.add_candidates(actor=officer, request=made, target=target, persons=persons)
    candidates = list(made.candidates.order_by("pk"))
    nominations.record_selection(
        actor=officer, request=made, results={each.pk: ("passed", "passed") for each in candidates}
    )
    nominations.submit_names(actor=officer, request=made, candidates=candidates)
    nominations.designate(actor=ppk, candidates=[each.pk for each in candidates[:4]], number="CONTOH-PPK/2019")
    nominations.decline_names(actor=ppk, candidates=[candidates[4].pk], reason="Sedang tugas belajar")
    confirmed = ask.confirm(officer, made, *DAYS_2008)
    event = events.make_event(
        actor=house.staff, request=confirmed, name="Penilaian eselon III tahun 2019 (contoh)", first_day=DAYS_2008[0],
        last_day=DAYS_2008[1], place=house.place, body=Event.Body.OTHER_UPK, bkn_recommendation="CONTOH-REK/2019",
        methods_2008=["psychometrics", "interview", "case-analysis"],
        method_reason="Anggaran tahun 2019 terbatas",
    )  # fmt: skip
    designated = [each for each in confirmed.candidates.all() if each.designated]
    intake.take_in(actor=house.staff, event=event, candidates=designated)
    lead, second, *others = house.practitioners
    for who, role in (
        (lead, TeamRole.CHAIR),
        (second, TeamRole.ADMIN),
        *((each, TeamRole.ASSESSOR) for each in others[:5]),
    ):
        teams.add_member(actor=house.staff, event=event, practitioner=who, role=role)
    chair = ask.chair(event)
    ask.design(event, ("case-analysis", "competency-interview", "psychological-test"))
    groups.propose_groups(actor=chair, event=event)
    groups.staff_all(actor=chair, event=event)
    ask.declare(event)
    assignments.issue_letter(actor=house.staff, event=event, on=LETTER_2008)
    readiness.freeze_event(actor=chair, event=event)
    signer = OfficeHolder.objects.get(office=event.provider.office)
    called = list(Assessee.objects.filter(event=event).order_by("number"))
    terms = Terms(issued_on=LETTER_2008, nature="Penting", signer=signer)
    notices.issue_notices(actor=chair, event=event, terms=terms, assessees=[each.pk for each in called])
    ask.work()
    for each in called:
        notice = each.notices.get()
        receipts.pass_on(actor=officer, notice=notice)
        receipts.record_receipt(
            actor=officer, notice=notice, channel="langsung", received_on=RECEIVED_2008, proof="Tanda terima"
        )
    ask.begin(event)
    held = ask.hold(event)
    centre.profiled(house, event, held)
    centre.met(house, event, held[:-1])
    centre.written(house, event, accept=False)


def _lead(house: House) -> Account:
    return Account.objects.get(pk=house.accounts[house.practitioners[0].person_id].pk)
