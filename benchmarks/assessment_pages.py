"""The pages of an event with 28 assessees in four groups over two days: queries and time, beside the smallest page.

The plan is the one that the search of the product gives within its limit; solving itself is measured in `timetables`.
"""

from typing import Any

from benchmarks import workbench

ASSESSEES, ASSESSORS, GROUPS = (8, 12, 2) if workbench.QUICK else (28, 16, 4)
RUNS = 3 if workbench.QUICK else 30


def measure() -> dict[str, Any]:
    with workbench.installation():
        event, timetable = _scene()
        figures: dict[str, Any] = {
            "assessees": event.assessees.count(),
            "sessions": timetable.sessions.count(),
            "first plan, s": timetable.first_after,
            "search, s": timetable.seconds,
            "result of the search": timetable.status,
        }
        return figures | _pages(event, timetable)


def _scene() -> Any:
    """An event whose timetable is a draft, with a psychologist and an admin for each group."""
    from mumpuni.assessment.models import Credential, TeamRole, TimetableRules
    from mumpuni.assessment.services import groups, timetables
    from tests.assessment import factories as make

    make.standards()
    tools = ("case-analysis", "leaderless-group-discussion", "competency-interview")
    request = make.request(make.provider(), people_count=ASSESSEES)
    event = make.event(request, instruments=tools, groups=GROUPS, seats=-(-ASSESSEES // GROUPS))
    make.team(event, assessors=ASSESSORS)
    for each in event.team.filter(role=TeamRole.ASSESSOR, practitioner__credentials=None)[: GROUPS - 2]:
        Credential.objects.create(
            practitioner=each.practitioner, kind=Credential.Kind.PSYCHOLOGIST, number=f"SIPP {each.pk}",
            issuer_kind=Credential.Issuer.PROFESSION, issuer="HIMPSI", issued_on="2020-01-01",
        )  # fmt: skip
    # Six rooms, of which each may be used ten hours: what is written must be short for everyone to have an interview.
    event.instruments.filter(instrument__code="case-analysis").update(minutes=30)
    limits = {"meeting_minutes": 15, "solver_seconds": 120, "solver_workers": 2}
    TimetableRules.objects.filter(event=event).update(**limits)
    event.planner = make.signed_in(event.team.get(role=TeamRole.CHAIR))
    groups.staff_all(actor=event.planner, event=event)
    timetable = timetables.solve_timetable(actor=event.planner, event=event)
    workbench.say(f"   solved in {workbench.timed(lambda: timetables.run_solve(timetable.pk)):.0f} s")
    timetable.refresh_from_db()
    if timetable.state != timetable.State.DRAFT:
        raise SystemExit(timetable.reason)
    return event, timetable


def _pages(event: Any, timetable: Any) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import NoReverseMatch, reverse

    client = Client(HTTP_HOST="localhost")
    client.force_login(event.planner)
    row = timetable.sessions.filter(kind="alat-ukur").first()
    version = reverse("assessment:timetable_version", args=[timetable.pk])
    pages = {
        "bare page": "/hello",
        "timetable by room": version,
        "timetable by assessor": f"{version}?kolom=assessor",
        "check of a move": reverse("assessment:session_check", args=[row.pk])
        + f"?day={event.first_day}&start=10:00&room={row.room_id}",
        "session": reverse("assessment:session", args=[row.pk]),
        "groups": reverse("assessment:groups", args=[event.pk]),
        "own timetable": reverse("assessment:own_timetable"),
    }
    try:
        pages["event"] = reverse("assessment:event", args=[event.pk])
    except NoReverseMatch:
        workbench.say("   no board of an event here")
    figures: dict[str, Any] = {}
    times: dict[str, list[float]] = {word: [] for word in pages}
    for word, path in pages.items():
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
            assert answer.status_code == 200, (word, answer.status_code)
        figures[f"{word}, queries"] = len(captured)
        figures[f"{word}, kB"] = len(answer.content) / 1000
    for _number in range(RUNS):
        for word, path in pages.items():
            times[word].append(1000 * workbench.timed(lambda path=path: client.get(path)))  # type: ignore[misc]
    for word, each in times.items():
        figures[f"{word}, p50 ms"] = workbench.median(each)
        figures[f"{word}, p95 ms"] = workbench.percentile(each, 95)
    workbench.say(f"   timetable {figures['timetable by room, p50 ms']:.0f} ms")
    return figures
