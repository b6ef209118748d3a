"""The recap of an event with 1,500 results as a workbook: seconds, memory, queries."""

from typing import Any

from benchmarks import workbench

ASSESSEES = 60 if workbench.QUICK else 1_500
RUNS = 2 if workbench.QUICK else 5


def measure() -> dict[str, Any]:
    with workbench.installation():
        event, chair = _scene()
        return {"results": ASSESSEES, **_workbook(event), **_overview(event, chair)}


def _scene() -> Any:
    """An event whose every assessee has a result, a signed profile and a report with texts of usual length.

    Three are decided through the service, the others repeat them.
    """
    from mumpuni.assessment.models import TeamRole
    from tests.assessment import factories as make
    from tests.assessment import stages

    tools = ("competency-interview",)
    event = stages.running(people_count=ASSESSEES, purpose="pemetaan", tools=tools)
    people = list(event.assessees.order_by("number"))
    decided = [stages.decided(each, level=2 + number) for number, each in enumerate(people[:3])]
    grades = stages.potential(people[0]).grades.all()
    for each in people[1:3]:
        stages.potential(each)
    for each in decided:
        stages.reported(each, written=False)
    _repeat(people[3:], decided, grades[0])
    _write(event)
    return event, make.signed_in(event.team.get(role=TeamRole.CHAIR))


def _repeat(people: list[Any], decided: list[Any], grade: Any) -> None:
    from mumpuni.assessment.models import Meeting, Potential, PotentialGrade, Report, Result

    def copied(row: Any, **changed: Any) -> Any:
        kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
        return type(row)(**kept | changed)

    first = decided[0]
    meetings = Meeting.objects.bulk_create(copied(first.meeting, assessee_id=each.pk) for each in people)
    results = Result.objects.bulk_create(
        copied(decided[number % 3], assessee_id=each.assessee_id, meeting_id=each.pk)
        for number, each in enumerate(meetings)
    )
    Report.objects.bulk_create(copied(first.report, result_id=each.pk) for each in results)
    profiles = Potential.objects.bulk_create(copied(grade.potential, assessee_id=each.pk) for each in people)
    PotentialGrade.objects.bulk_create(copied(grade, potential_id=each.pk) for each in profiles)


def _write(event: Any) -> None:
    from mumpuni.assessment.models import Part, Report, ReportText

    parts = (Part.RECOMMENDATION, Part.PLACEMENT, Part.DEVELOPMENT)
    ReportText.objects.bulk_create(
        ReportText(report=each, part=part, text="Saran yang panjangnya biasa dalam laporan. " * 12)
        for each in Report.objects.filter(result__assessee__event=event)
        for part in parts
    )


def _workbook(event: Any) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from mumpuni.assessment.selectors import result_recap
    from mumpuni.exchange.exports import workbook

    def make() -> bytes:
        return workbook(result_recap.columns(event), result_recap.rows(event), event.name)

    with CaptureQueriesContext(connection) as captured:
        size = len(make())
    workbench.forget_peak()
    before = workbench.memory()
    seconds = [workbench.timed(make) for _number in range(RUNS)]
    return {
        "workbook, s": workbench.median(seconds),
        "workbook, kB": size / 1000,
        "workbook, queries": len(captured),
        "memory before, MB": before,
        "memory at peak, MB": workbench.memory("VmHWM"),
    }


def _overview(event: Any, chair: Any) -> dict[str, Any]:
    from django.test import Client
    from django.urls import reverse

    client = Client(HTTP_HOST="localhost")
    client.force_login(chair)
    where = reverse("assessment:results", args=[event.pk])
    answer = client.get(where)
    assert answer.status_code == 200, answer.status_code
    times = [1000 * workbench.timed(lambda: client.get(where)) for _number in range(RUNS)]
    return {"list of results, p50 ms": workbench.median(times), "list of results, kB": len(answer.content) / 1000}
