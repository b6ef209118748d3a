"""An event ready for its letters, and letters issued the way the job does."""

from datetime import date, time

from django.utils import timezone

from mumpuni.assessment.models import Assessee, Edition, Event, EventDay, Notice
from mumpuni.assessment.selectors.letters import Terms
from mumpuni.assessment.services import notices
from mumpuni.people.models import Account, Appointment
from tests.assessment import factories as make
from tests.people import factories as people

#: A Tuesday; the sixth working day before it is Monday 8 June.
DAY = date(2026, 6, 16)


def event(*, edition=Edition.BKN_2008, count=2, name="UPT Penilaian Kompetensi Contoh", team=True, **fields):
    """Everybody has a unit, the provider an office with a holder, the team a chair and an admin; no blueprint yet."""
    home = make.provider(name)
    home.office = people.office(f"kepala-{home.pk}", at=home.agency)
    home.office.body = home.name
    home.office.save()
    home.save()
    people.holder(home.office, people.person("Siti Rahmawati", back_title="S.H."), starts_on=date(2020, 1, 1))
    asked = make.request(home, people_count=count, edition=edition)
    given = {"first_day": DAY, "last_day": DAY, "place": make.place(home), **fields}
    made = Event.objects.create(
        request=asked, provider=home, name=f"Penilaian {asked.agency.name}", edition=edition, purpose=asked.purpose,
        **given,
    )  # fmt: skip
    for day in sorted({made.first_day, made.last_day}):
        EventDay.objects.create(event=made, date=day, starts=time(8), ends=time(16))
    for number, each in enumerate(asked.candidates.all(), start=1):
        Assessee.objects.create(event=made, candidate=each, person=each.person, number=number)
    unit = people.unit(made.request.agency)
    Appointment.objects.filter(agency=made.request.agency).update(unit=unit)
    if team:
        make.team(made, assessors=1)
    return made


def terms(of, **changes):
    given = {"issued_on": timezone.localdate(), "nature": "Penting", "signer": of.provider.office.holders.first()}
    return Terms(**{**given, **changes})


def chair(of):
    member = of.team.get(role="chair")
    known = Account.objects.filter(person=member.practitioner.person).first()
    return known or make.signed_in(member)


def officer(of):
    return people.account("agency-hr", agency=of.request.agency)


def issue(of, actor=None, who=None, **changes):
    """Order letters and run the job; the progress row."""
    actor = actor or chair(of)
    chosen = who if who is not None else [each.pk for each in of.assessees.all()]
    given = terms(of, **changes)
    progress = notices.issue_notices(actor=actor, event=of, terms=given, assessees=chosen)
    run(of, progress, actor, chosen, given)
    progress.refresh_from_db()
    return progress


def run(of, progress, actor, chosen, given):
    notices.run_issue(
        event_id=of.pk,
        assessees=chosen,
        terms=notices._plain(given),
        actor_id=actor.pk,
        progress_id=str(progress.pk),
    )


def letter(of, number=1):
    return Notice.objects.select_related("assessee", "document").get(
        assessee__event=of, assessee__number=number, replaced_by=None
    )
