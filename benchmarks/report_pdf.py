"""Reports with charts: seconds and memory to draw each edition, and to sign a report whole as the product does.

Nine competencies with texts of some hundred words each; every report is of another person: the compiler remembers.
"""

from typing import Any

from benchmarks import workbench

REPORTS = 3 if workbench.QUICK else 12


def measure() -> dict[str, Any]:
    with workbench.installation():
        reports, chair = _scene()
        before = workbench.memory()
        workbench.forget_peak()
        figures: dict[str, Any] = {"reports": len(reports), "editions of each": 4}
        figures |= _sign(reports, chair)
        figures |= _draw(reports)
        return figures | {"memory before, MB": round(before), "memory at peak, MB": round(workbench.memory("VmHWM"))}


def _scene() -> Any:
    """Accepted reports of one event, each with long texts."""
    from mumpuni.assessment.models import Report, ReportText
    from tests.assessment import factories as make
    from tests.assessment import stages

    event = stages.running(people_count=REPORTS, tools=("case-analysis", "competency-interview"))
    words = "Menimbang kepentingan pihak lain dan mengambil keputusan walaupun datanya belum lengkap. " * 12
    reports = []
    for each in event.assessees.order_by("number"):
        report = stages.reported(stages.decided(each), state=Report.State.ACCEPTED)
        ReportText.objects.filter(report=report).update(text=f"{each.person.name}: {words}")
        reports.append(report)
    return reports, make.signed_in(stages.member(event, "chair"))


def _sign(reports: list[Any], chair: Any) -> dict[str, Any]:
    """From the accepted report to its four signed documents on disk, a transaction each."""
    from mumpuni.assessment.services import report_signing

    # The first makes the signer's key and loads fonts; it is not counted.
    first, *others = reports
    report_signing.sign_report(actor=chair, report=first)
    took = [
        workbench.timed(lambda report=each: report_signing.sign_report(actor=chair, report=report)) for each in others
    ]
    return {
        "signed whole, s, median": round(workbench.median(took), 3),
        "signed whole, s, p95": round(workbench.percentile(took, 95), 3),
        "per document, s": round(workbench.median(took) / 4, 3),
    }


def _draw(reports: list[Any]) -> dict[str, Any]:
    """Drawing alone, by edition, from the data that was kept with each document."""
    from mumpuni.assessment.models import ReportDocument
    from mumpuni.documents import rendering

    found: dict[str, Any] = {}
    for kind in ReportDocument.Kind:
        took, size = [], 0
        editions = ReportDocument.objects.filter(kind=kind, report__in=reports[1:]).select_related("document")
        for each in editions:
            document = each.document
            data = {**document.data, "number": f"{document.number}-lagi"}
            took.append(
                workbench.timed(
                    lambda layout=document.layout, data=data, on=document.issued_on: rendering.render(
                        layout, data, on=on
                    )
                )
            )
            size = document.size
        found[f"draw {kind}, s"] = round(workbench.median(took), 3)
        found[f"size {kind}, kB"] = round(size / 1024)
    return found
