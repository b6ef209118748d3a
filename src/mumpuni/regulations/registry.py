"""Every rule by its name, and the one way to ask it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar, get_type_hints

from mumpuni.regulations import words
from mumpuni.regulations.calendar import Dated, NotInForce
from mumpuni.regulations.catalogue import catalogues
from mumpuni.regulations.facts import parse, read, schema
from mumpuni.regulations.finding import Citation, Decision, Step
from mumpuni.regulations.misfit import Misfit, Problem
from mumpuni.regulations.register import Regulation, regulation_of

F = TypeVar("F")
T = TypeVar("T")
COMPLIANCE = ("compliant", "non-compliant")


@dataclass(frozen=True, slots=True)
class Rule:
    """One edition of a rule: its function, the dataclass of its facts, what it may answer and from which articles."""

    id: str
    judge: Callable[[Any], Decision]
    facts: type
    values: type | None
    outcomes: tuple[str, ...]
    citations: tuple[Citation, ...]
    working: Callable[[Any, Decision], Iterable[Step]] | None = None

    @property
    def regulation(self) -> Regulation | None:
        """The regulation that the rule belongs to; None for a rule above single regulations."""
        return regulation_of(self.id)

    def title(self, language: str = "id") -> str:
        """The rule in a few words, for lists."""
        return words.title(self.id, language)

    def as_json(self, language: str = "id") -> dict[str, Any]:
        """The rule with its articles, its outcomes and the JSON Schema of facts and values."""
        return {
            "id": self.id,
            "title": self.title(language),
            "regulation": self.regulation.as_json() if self.regulation else None,
            "articles": list(dict.fromkeys(str(citation) for citation in self.citations)),
            "outcomes": list(self.outcomes),
            "facts": schema(self.facts),
            "values": schema(self.values, closed=False) if self.values else {"type": "object"},
        }


_EDITIONS: dict[str, list[tuple[date | None, Rule]]] = {}


def rule(
    rule_id: str,
    *cited: Citation,
    outcomes: tuple[str, ...] = COMPLIANCE,
    values: type | None = None,
    since: date | None = None,
    working: Callable[[Any, Decision], Iterable[Step]] | None = None,
) -> Callable[[Callable[[F], Decision]], Callable[[F], Decision]]:
    """Enter a function from facts to a decision under its name.

    `values` is a TypedDict of what the decision's values hold; `working` shows the arithmetic behind them.
    `since` dates a later edition of the same rule; the first one is as old as its regulation.
    """

    def enter(judge: Callable[[F], Decision]) -> Callable[[F], Decision]:
        facts = get_type_hints(judge)["facts"]
        regulation = regulation_of(rule_id)
        first_day = since or (regulation.effective_from if regulation else None)
        edition = Rule(rule_id, judge, facts, values, outcomes, cited, working)
        _EDITIONS.setdefault(rule_id, []).append((first_day, edition))
        return judge

    return enter


def rules() -> list[Rule]:
    """The newest edition of every rule, by name."""
    return [Dated(_EDITIONS[rule_id]).newest for rule_id in sorted(_EDITIONS)]


def citations() -> list[Citation]:
    """Every citation of every edition of a rule and of every catalogue, once."""
    editions = (edition for dated in _EDITIONS.values() for _, edition in dated)
    in_rules = (citation for edition in editions for citation in edition.citations)
    in_catalogues = (citation for each in catalogues() for citation in each.citations)
    return list(dict.fromkeys((*in_rules, *in_catalogues)))


def edition_of(rule_id: str, on: date | str | None = None) -> Rule:
    """The edition that answers on the day, the newest without one; raises Misfit for an unknown name or too early."""
    problems: list[Problem] = []
    day = _tried(problems, _day, on)
    if rule_id not in _EDITIONS:
        problems.append(Problem("rule", "no-such-rule", {"known": tuple(sorted(_EDITIONS))}))
    if problems:
        raise Misfit(problems)
    dated = Dated(_EDITIONS[rule_id])
    try:
        return dated.newest if day is None else dated.on(day)
    except NotInForce as early:
        raise Misfit([Problem("on", "not-in-force", {"first": early.first})]) from early


def decide(rule_id: str, facts: Mapping[str, Any], on: date | str | None = None) -> Decision:
    """Judge the facts by the rule as it stood on the day; raises Misfit when facts, day or name do not fit."""
    edition = edition_of(rule_id, on)
    return edition.judge(read(edition.facts, facts))


def decide_each(rule_id: str, many: Iterable[Mapping[str, Any]], on: date | str | None = None) -> list[Decision]:
    """Judge a list in its order. One misfit refuses the whole list, and every one is named with its index."""
    edition = edition_of(rule_id, on)
    return [edition.judge(facts) for facts in _read_each(edition, many)]


#: A list that fits nowhere is not gone through to its end.
_MOST_PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """Facts that came as JSON: the edition that answers, the facts as written and as read, one or a list of them."""

    edition: Rule
    given: list[Any]
    known: list[Any]
    many: bool

    def shaped(self, answers: list[Any]) -> Any:
        """A list for a list, one answer for one."""
        return answers if self.many else answers[0]


def ask(rule_id: str, body: bytes, on: str | None = None) -> Asked:
    """Read facts that came as JSON. Everything that is wrong is named at once: the day, the rule's name, the facts."""
    problems: list[Problem] = []
    edition = _tried(problems, edition_of, rule_id, on) or _tried([], edition_of, rule_id)
    try:
        given = parse(body)
    except Misfit as misfit:
        raise Misfit((*problems, *misfit.problems)) from misfit
    many = isinstance(given, list)
    each = given if many else [given]
    known = _tried(problems, _read_each, edition, each, many) if edition else None
    if problems or edition is None or known is None:
        raise Misfit(problems)
    return Asked(edition, each, known, many)


def answer(rule_id: str, body: bytes, on: str | None = None, language: str = "id") -> Any:
    """Facts as JSON in, decision as JSON out; a list gives a list. The command line and the API both ask here."""
    asked = ask(rule_id, body, on)
    return asked.shaped([asked.edition.judge(facts).as_json(language) for facts in asked.known])


def _read_each(edition: Rule, many: Iterable[Any], indexed: bool = True) -> list[Any]:
    known: list[Any] = []
    problems: list[Problem] = []
    for index, facts in enumerate(many):
        try:
            known.append(read(edition.facts, facts))
        except Misfit as misfit:
            problems += [replace(each, index=index if indexed else None) for each in misfit.problems]
            if len(problems) >= _MOST_PROBLEMS:
                break
    if problems:
        raise Misfit(problems)
    return known


def _tried(problems: list[Problem], step: Callable[..., T], *given: Any) -> T | None:
    try:
        return step(*given)
    except Misfit as misfit:
        problems += misfit.problems
        return None


@dataclass(frozen=True, slots=True)
class _Day:
    on: date | None = None


def _day(given: date | str | None) -> date | None:
    return read(_Day, {"on": given}).on
