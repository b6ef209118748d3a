"""The table of an integration meeting: one rating each, then seven instruments, nine competencies, four assessors."""

from typing import Any

from benchmarks import workbench

ASSESSORS = 4
RUNS = 3 if workbench.QUICK else 50
SEVEN = (
    "case-analysis", "leaderless-group-discussion", "competency-interview", "in-basket", "presentation",
    "role-play", "proposal-writing",
)  # fmt: skip


def measure() -> dict[str, Any]:
    with workbench.installation():
        from tests.assessment import factories as make
        from tests.assessment import stages

        event = stages.running(tools=SEVEN, assessors=ASSESSORS)
        chair = make.signed_in(stages.member(event, "chair"))
        assessee, tools = stages.first(event), list(event.instruments.all())
        stages.taken(assessee)
        stages.sheet(assessee, tools[0], stages.member(event))
        found = stages.meeting(assessee, assessors=1)
        small = _pages("smallest", found, chair)
        for tool in tools:
            for at in range(0 if tool != tools[0] else 1, ASSESSORS):
                stages.sheet(assessee, tool, stages.member(event, at=at), level=2 + at % 3)
        return {**small, **_pages("whole", found, chair)}


def _pages(word: str, meeting: Any, chair: Any) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from mumpuni.assessment.models import Rating

    client = Client(HTTP_HOST="localhost")
    client.force_login(chair)
    where = reverse("assessment:meeting", args=[meeting.pk])
    asked = {"page": {}, "refresh of its table": {"HTTP_HX_REQUEST": "true"}}
    figures: dict[str, Any] = {f"{word}: ratings": Rating.objects.filter(sheet__assessee=meeting.assessee).count()}
    for name, headers in asked.items():
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(where, **headers)
            assert answer.status_code == 200, answer.status_code
        queries = len(captured)
        times = [1000 * workbench.timed(lambda headers=headers: client.get(where, **headers)) for _n in range(RUNS)]  # type: ignore[misc]
        figures |= {
            f"{word}: {name}, queries": queries,
            f"{word}: {name}, kB": len(answer.content) / 1000,
            f"{word}: {name}, p50 ms": workbench.median(times),
            f"{word}: {name}, p95 ms": workbench.percentile(times, 95),
        }
    workbench.say(f"   {word}: {figures[f'{word}: page, p50 ms']:.0f} ms")
    return figures
