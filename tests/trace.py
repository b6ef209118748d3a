"""`make trace`: which rows of the requirements a passing test covers, and the page that says so.

A pytest plugin: it runs only the tests that name rows, gathers what passed, and writes docs/reference/coverage.md.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
STATES = ("covered", "waived", "later", "screen", "open")
HEADS = {
    "covered": "covered by a passing test",
    "waived": "waived with a reason",
    "later": "left to a later issue",
    "screen": "open, needs a screen",
    "open": "open",
}


def rows() -> list[dict[str, str]]:
    """The requirements, row by row."""
    with (REFERENCE / "requirements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def waived() -> dict[str, tuple[str, str]]:
    """Rows without a test, with their state and the reason or the issue that will bring one."""
    with (REFERENCE / "waived.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["state"], row["reason"]) for row in csv.DictReader(file)}


def marked(item: pytest.Item) -> list[str]:
    """The rows that a test names."""
    return [str(name) for mark in item.iter_markers("requirement") for name in mark.args]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    traced = [item for item in items if marked(item)]
    config.hook.pytest_deselected(items=[item for item in items if not marked(item)])
    items[:] = traced


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: object) -> Iterator[None]:
    report = yield
    report.user_properties = [*report.user_properties, *(("requirement", name) for name in marked(item))]
    return report


class Trace:
    """What the tests said of each row: passed somewhere, failed or was skipped anywhere."""

    def __init__(self) -> None:
        self.passed: set[str] = set()
        self.unproven: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        names = {value for name, value in report.user_properties if name == "requirement"}
        if report.failed:
            self.unproven |= names
        elif report.when == "call" and report.passed:
            self.passed |= names

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        states = self.states()
        (REFERENCE / "coverage.md").write_text(page(states), encoding="utf-8")
        terminalreporter.write_line("\n" + table(states))

    def states(self) -> dict[str, tuple[str, str]]:
        excused = waived()
        return {
            row["id"]: ("covered", "")
            if row["id"] in self.passed - self.unproven
            else excused.get(row["id"], ("open", ""))
            for row in rows()
        }


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Trace(), "trace")


def table(states: dict[str, tuple[str, str]]) -> str:
    """Rows per source and kind in each state, as Markdown."""
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows():
        counted[row["source"], row["kind"]][states[row["id"]][0]] += 1
    lines = ["| source | kind | " + " | ".join(HEADS.values()) + " |", "|---|---|" + "--:|" * len(HEADS)]
    for (source, kind), counts in sorted(counted.items()):
        lines.append(f"| {source} | {kind} | " + " | ".join(str(counts[state]) for state in STATES) + " |")
    total = sum(counted.values(), Counter())
    lines.append("| all | | " + " | ".join(str(total[state]) for state in STATES) + " |")
    return "\n".join(lines)


def page(states: dict[str, tuple[str, str]]) -> str:
    """The coverage page: the table, then every row that no passing test covers, with its reason."""
    lines = [
        "# Which requirements are tested",
        "",
        "Written by `make trace`. A row counts as covered when a passing test checks its acceptance example; the",
        "reasons for the others stand in `waived.csv`. The rows themselves are in `requirements.csv`.",
        "",
        table(states),
    ]
    for state in STATES[1:]:
        lines += ["", f"## {HEADS[state].capitalize()}", ""]
        lines += [
            f"- {row['id']} ({row['kind']}, {row['locator']})" + (f": {reason}" if reason else "")
            for row in rows()
            for own, reason in [states[row["id"]]]
            if own == state
        ]
    return "\n".join(lines) + "\n"
