"""Why a decision is as it is: facts, arithmetic, article by article what was found (penjelasan putusan)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mumpuni.regulations import words
from mumpuni.regulations.facts import read
from mumpuni.regulations.finding import Citation, Decision, Finding, Step, plain
from mumpuni.regulations.registry import Asked, Rule, ask, edition_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with what led to it. `facts` are those given, as they were written."""

    rule: Rule
    facts: Mapping[str, Any]
    decision: Decision
    working: tuple[Step, ...]

    @property
    def articles(self) -> tuple[tuple[Citation, tuple[Finding, ...]], ...]:
        """Each article used, with what it found; nothing where it is met."""
        findings = self.decision.findings
        return tuple(
            (article, tuple(finding for finding in findings if finding.citation == article))
            for article in dict.fromkeys(self.decision.citations)
        )

    def as_json(self, language: str = "id") -> dict[str, Any]:
        """The chain as data, with every sentence in one language, and the whole as `text`."""
        return {
            "rule": self.rule.id,
            "title": self.rule.title(language),
            "facts": plain(self.facts),
            "outcome": self.decision.outcome,
            "values": plain(self.decision.values),
            "working": [step.as_json(language) for step in self.working],
            "articles": [
                article.as_json()
                | {
                    "findings": [
                        finding.as_json(language) | {"details": plain(finding.details)} for finding in findings
                    ]
                }
                for article, findings in self.articles
            ],
            "text": self.text(language),
        }

    def text(self, language: str = "id") -> str:
        """The chain as lines that can be read aloud."""
        return "\n".join(self._lines(language))

    def _lines(self, language: str) -> Iterator[str]:
        yield f"{self.rule.title(language)}: {words.term(self.decision.outcome, language)}"
        yield f"{words.phrase('facts', language)}:"
        yield from (f"  {name} = {said}" for name, said in spelled("", self.facts, language))
        if self.working:
            yield f"{words.phrase('working', language)}:"
            yield from (f"  {step.text(language)}" for step in self.working)
        yield f"{words.phrase('basis', language)}:"
        for article, findings in self.articles:
            yield f'  {article}: "{article.quote}"'
            yield from (
                f"    {words.term(finding.severity, language)}: {finding.message(language)}" for finding in findings
            )
            if not findings:
                yield f"    {words.phrase('met', language)}"


def explain(rule_id: str, facts: Mapping[str, Any], on: date | None = None) -> Explanation:
    """Decide and say why; raises Misfit as `decide` does."""
    edition = edition_of(rule_id, on)
    return _explanation(edition, facts, read(edition.facts, facts))


def explained(rule_id: str, body: bytes, on: str | None = None, language: str = "id") -> Any:
    """Facts as JSON in, explanation as JSON out, as `answer` does for the bare decision."""
    asked = ask(rule_id, body, on)
    return asked.shaped([each.as_json(language) for each in explain_each(asked)])


def explain_each(asked: Asked) -> list[Explanation]:
    """Every answer to what was asked, in its order."""
    pairs = zip(asked.given, asked.known, strict=True)
    return [_explanation(asked.edition, given, known) for given, known in pairs]


def _explanation(edition: Rule, given: Mapping[str, Any], known: Any) -> Explanation:
    decided = edition.judge(known)
    return Explanation(edition, given, decided, tuple(edition.working(known, decided)) if edition.working else ())


def spelled(path: str, value: Any, language: str) -> Iterator[tuple[str, str]]:
    """Facts as pairs of name and text, one for each leaf: `members[0].name`, "Ani"."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from spelled(f"{path}.{name}" if path else str(name), item, language)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from spelled(f"{path}[{index}]", item, language)
    elif isinstance(value, bool):
        yield path, words.phrase("yes" if value else "no", language)
    elif value is not None:
        yield path, words.term(str(value), language)
