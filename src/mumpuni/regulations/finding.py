"""What a rule answers with: the article, what was found, the decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal

from mumpuni.regulations import words
from mumpuni.regulations.register import REGULATIONS, Regulation, regulation_of

Severity = Literal["violation", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a regulation, the words there that decide, and the requirement they stand behind (dasar hukum)."""

    regulation: str
    place: str
    requirement: str
    quote: str

    def __str__(self) -> str:
        return f"{REGULATIONS[self.regulation].short_title} {self.place}"

    def as_json(self) -> dict[str, str]:
        """Place, words and requirement, as a kept decision holds them."""
        return {"citation": str(self), "quote": self.quote, "requirement": self.requirement}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an article has to say about the facts (temuan). `details` fill the blanks of its message."""

    code: str
    severity: Severity
    citation: Citation
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def requirement(self) -> str:
        """The row of the requirements that the article stands behind."""
        return self.citation.requirement

    def message(self, language: str = "id") -> str:
        """What was found, as a sentence; `language` is "id" or "en"."""
        return words.finding(self.citation.regulation, self.code, language, self.details)

    def as_json(self, language: str = "id") -> dict[str, str]:
        """The finding as the contract of the rules fixes it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message(language),
            "citation": str(self.citation),
            "requirement": self.requirement,
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule says of the facts (putusan aturan): one word, the figures behind it, the findings, the articles."""

    rule: str
    outcome: str
    values: Mapping[str, Any]
    findings: tuple[Finding, ...]
    citations: tuple[Citation, ...]
    regulation: Regulation | None

    def as_json(self, language: str = "id") -> dict[str, Any]:
        """The decision as every caller outside Python sees it; `language` is "id" or "en"."""
        return {
            "rule": self.rule,
            "outcome": self.outcome,
            "values": plain(self.values),
            "findings": [finding.as_json(language) for finding in self.findings],
            "citations": list(dict.fromkeys(str(citation) for citation in self.citations)),
            "regulation": self.regulation.as_json() if self.regulation else None,
        }

    def as_record(self) -> dict[str, Any]:
        """The decision as it is kept: `as_json` with every message in both languages and the words of the articles.

        What is kept can then be shown in either language after the code has changed.
        """
        return self.as_json() | {
            "findings": [
                finding.as_json()
                | {
                    "quote": finding.citation.quote,
                    "messages": {language: finding.message(language) for language in words.LANGUAGES},
                }
                for finding in self.findings
            ],
            "basis": [citation.as_json() for citation in self.citations],
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic behind a decision (perhitungan). `details` fill the blanks of its sentence."""

    code: str
    citation: Citation
    details: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str = "id") -> str:
        """The line as a sentence; `language` is "id" or "en"."""
        return words.working(self.citation.regulation, self.code, language, self.details)

    def as_json(self, language: str = "id") -> dict[str, Any]:
        """The line as data and as a sentence."""
        return {
            "code": self.code,
            "details": plain(self.details),
            "text": self.text(language),
            "citation": str(self.citation),
        }


def violation(code: str, citation: Citation, **details: Any) -> Finding:
    """The article is broken."""
    return Finding(code, "violation", citation, details)


def warning(code: str, citation: Citation, **details: Any) -> Finding:
    """Something that a person should look at; it changes no outcome."""
    return Finding(code, "warning", citation, details)


def info(code: str, citation: Citation, **details: Any) -> Finding:
    """Something worth knowing; it changes no outcome."""
    return Finding(code, "info", citation, details)


def decision(rule: str, outcome: str, findings: Iterable[Finding], *citations: Citation, **values: Any) -> Decision:
    """A decision of one of the rule's own words; `citations` are the articles used, `values` the figures."""
    return Decision(rule, outcome, values, tuple(findings), citations, regulation_of(rule))


def compliance(rule: str, findings: Iterable[Finding], *citations: Citation, **values: Any) -> Decision:
    """A check: non-compliant if and only if something found is a violation."""
    found = tuple(findings)
    broken = any(finding.severity == "violation" for finding in found)
    return decision(rule, "non-compliant" if broken else "compliant", found, *citations, **values)


def plain(value: Any) -> Any:
    """A value as JSON can carry it: dates and times as ISO 8601 text, exact decimals as text, tuples as lists."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else value
