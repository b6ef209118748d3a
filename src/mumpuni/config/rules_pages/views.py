"""The public pages of the rules: read them, ask them, and nothing is kept."""

import json
import shlex
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.config.api_rules import MOST_BYTES, WAIT, is_too_large, may_ask
from mumpuni.config.rules_pages import fields, shapes, shown
from mumpuni.regulations import Misfit, Problem, Rule, ask, catalogues, explain_each, readings, rules
from mumpuni.regulations.facts import parse
from mumpuni.ui import errors

#: A form of more boxes is no help to a person and slow to draw; programs send facts as JSON.
MOST_BOXES = 1500
#: A longer link is cut off by mail programs and messengers.
LONGEST_LINK = 12_000


@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    """Every rule by regulation, narrowed to what was searched for."""
    language = _language()
    query = request.GET.get("q", "").strip()[:100]
    found = shown.found_rules(query, language)
    context = {"groups": shown.grouped(_titled(found, language)), "query": query, "count": len(found)}
    return render(request, "rules/list.html", context)


@require_safe
def catalogue_list(request: HttpRequest) -> HttpResponse:
    """Every catalogue by regulation."""
    return render(request, "rules/catalogues.html", {"groups": shown.grouped(_titled(catalogues(), _language()))})


@require_safe
def catalogue_page(request: HttpRequest, regulation: str, catalogue: str) -> HttpResponse:
    """One catalogue as a table, with its words."""
    found, language = shown.catalogue_of(f"{regulation}/{catalogue}"), _language()
    if found is None:
        raise Http404(_("Tidak ada katalog dengan nama itu."))
    note = found.note.get(language) or found.note.get("id", "")
    context = {"catalogue": found, "title": found.title(language), "note": note, "table": shown.table(found, language)}
    return render(request, "rules/catalogue.html", context)


@require_safe
def reading_list(request: HttpRequest) -> HttpResponse:
    """How conflicts and silences are read, all or those of one regulation."""
    language, wanted = _language(), request.GET.get("peraturan", "")
    known = {rule.id: rule.title(language) for rule in rules()}
    groups = shown.grouped(readings())
    for group in groups:
        group.items = [
            {
                "anchor": reading.id.replace("/", "-"),
                "sides": reading.sides,
                "rules": [(*name.split("/", 1), known[name]) for name in reading.rules if name in known],
                **{name: value for name, value in reading.as_json(language).items() if name not in ("sides", "rules")},
            }
            for reading in group.items
        ]
    context = {
        "choices": [(group.id, group.title, len(group.items)) for group in groups],
        "wanted": wanted,
        "groups": [group for group in groups if wanted in ("", group.id)],
        "total": sum(len(group.items) for group in groups),
    }
    return render(request, "rules/readings.html", context)


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """From when each regulation is in force, and what those on assessment say subject by subject."""
    found = shown.editions()
    context = {
        "editions": found,
        "missing": [one for one in found if one.is_missing],
        "subjects": shown.subjects(_language()),
    }
    return render(request, "rules/editions.html", context)


@dataclass
class _Bench:
    """What stands on the page of a rule: what was asked, and the answer or what is wrong with the question."""

    rule: Rule
    shape: shapes.Shape
    language: str
    typed: Any = None
    on: str = ""
    body: str = ""
    focus: str = ""
    answer: shown.Verdict | None = None
    problems: tuple[Problem, ...] = ()
    is_json: bool = False
    is_blank: bool = False
    wrong: list[fields.Wrong] = field(default_factory=list)

    def ask(self, body: str, problems: list[Problem]) -> None:
        """Put the question to the rule through the same door as the command line and the API."""
        self.body = body
        try:
            question = ask(self.rule.id, body.encode("utf-8", "surrogatepass"), self.on)
        except Misfit as misfit:
            self.problems = (*problems, *misfit.problems)
            return
        if question.many:
            problems = [*problems, Problem("facts", "not-an-object")]
        self.problems = tuple(problems)
        if not problems:
            self.answer = shown.verdict(explain_each(question)[0], self.language)

    def context(self) -> dict[str, Any]:
        """For the template; the form is left away where it would be too long to use."""
        fits = self.typed is not None and shapes.size(self.typed) <= MOST_BOXES
        form = fields.draw(self.shape, self.typed if fits else shapes.spread(self.shape, {}), self.language, self.focus)
        wrong = fields.mark(form, self.problems, self.language)
        return {
            "form": form,
            "fits": fits,
            "on": self.on,
            "on_errors": [each.text for each, told in zip(wrong, self.problems, strict=False) if told.field == "on"],
            "wrong": wrong,
            "more_wrong": max(0, len(self.problems) - len(wrong)),
            "answer": self.answer,
            "json": self.body,
            "is_json": self.is_json,
            "is_blank": self.is_blank,
            "shares": self.answer is not None and len(self.body.encode("utf-8", "replace")) <= LONGEST_LINK,
        }


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def rule_page(request: HttpRequest, regulation: str, name: str) -> HttpResponse:
    """One rule: its articles, a form for its facts, the decision, and how programs ask.

    A question changes nothing and needs no account, so no token guards it; and a body that is too large is refused
    before anybody reads it.
    """
    rule = next((one for one in rules() if one.id == f"{regulation}/{name}"), None)
    if rule is None:
        raise Http404(_("Tidak ada aturan dengan nama itu."))
    bench = _Bench(rule, shapes.shape_of(rule.as_json()["facts"]), _language())
    if request.method == "POST":
        if not may_ask(request):
            return _refused(request, 429)
        try:
            if is_too_large(request):
                return _refused(request, 413)
            _take(bench, request)
        except SuspiciousOperation:
            return _refused(request, 413)
    else:
        bench.typed, bench.is_blank = shapes.spread(bench.shape, {}), True
    context = {**bench.context(), **_about(request, bench)}
    page = "rules/_bench.html" if request.headers.get("HX-Request") == "true" else "rules/rule.html"
    response = render(request, page, context, status=422 if bench.problems else 200)
    response["Vary"] = "HX-Request, Cookie"
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


def _take(bench: _Bench, request: HttpRequest) -> None:
    sent = request.POST
    bench.on = sent.get("_on", "").strip()[:40]
    if "_fakta" in sent:
        bench.is_json = True
        bench.ask(sent["_fakta"], [])
        try:
            given = parse(sent["_fakta"])
        except Misfit:
            given = {}
        bench.typed = shapes.spread(bench.shape, given)
        return
    named = [(name, values) for name, values in sent.lists() if not name.startswith("_")]
    bench.typed = shapes.typed_in(bench.shape, [(str(name), [str(one) for one in values]) for name, values in named])
    if shapes.size(bench.typed) > MOST_BOXES:
        raise SuspiciousOperation("too many boxes")
    act, _colon, place = sent.get("_do", "decide").partition(":")
    if act in ("add", "remove"):
        bench.typed, bench.focus = shapes.changed(bench.shape, bench.typed, act, place)
        bench.is_blank = True
        return
    problems: list[Problem] = []
    facts = shapes.gather(bench.shape, bench.typed, problems)
    bench.ask(json.dumps(facts, ensure_ascii=False), problems)


def _refused(request: HttpRequest, status: int) -> HttpResponse:
    """Too often or too much; with scripts the sentence comes above the form, which keeps what was typed."""
    if request.headers.get("HX-Request") != "true":
        if status == 429:
            return errors.too_many_requests(request, wait=WAIT)
        return errors.page(request, 413, _("Fakta terlalu banyak"), _too_much())
    said = (
        _too_much()
        if status == 413
        else _("Terlalu banyak permintaan. Coba lagi dalam %(wait)d detik.") % {"wait": WAIT}
    )
    response = render(request, "rules/_refused.html", {"said": said}, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#penolakan", "innerHTML"
    if status == 429:
        response["Retry-After"] = str(WAIT)
    return response


def _too_much() -> str:
    return _(
        "Formulir memuat paling banyak %(boxes)s isian dan sekali kirim paling besar %(most)d KB. "
        "Kurangi barisnya, atau kirim faktanya sebagai JSON."
    ) % {"boxes": MOST_BOXES, "most": MOST_BYTES >> 10}


def _about(request: HttpRequest, bench: _Bench) -> dict[str, Any]:
    rule, language = bench.rule, bench.language
    facts = bench.body if bench.answer else json.dumps(shapes.beginning(rule.facts, bench.shape), ensure_ascii=False)
    on = bench.on if bench.answer else ""
    regulation, name = rule.id.split("/", 1)
    address = request.build_absolute_uri(reverse("api:decide", args=[regulation, name]))
    if len(facts) > LONGEST_LINK:
        facts, given = "", "fakta.json"
    else:
        given = "-"
    # The echo of some shells would read the backslashes of JSON as its own.
    said = f"printf %s {shlex.quote(facts)} | " if facts else ""
    data = shlex.quote(facts) if facts else "@fakta.json"
    return {
        "rule": rule,
        "title": rule.title(language),
        "in_force": shown.in_force(rule.regulation) if rule.regulation else "",
        "regulation_title": rule.regulation.short_title if rule.regulation else "",
        "readings": [
            (reading.id.replace("/", "-"), reading.as_json(language)["title"]) for reading in shown.readings_on(rule.id)
        ],
        "is_example": bench.answer is None,
        "command": f"{said}mumpuni decide {rule.id} {given}" + (f" --on {shlex.quote(on)}" if on else ""),
        "http": f"curl -H 'Content-Type: application/json' -d {data} "
        + shlex.quote(address + (f"?on={on}" if on else "")),
        "explanations": reverse("api:explain", args=[regulation, name]),
    }


def _titled(items: Any, language: str) -> list[Any]:
    return [_Titled(one.id, one.title(language), one) for one in items]


@dataclass(frozen=True, slots=True)
class _Titled:
    """A rule or catalogue with its title in the reader's language."""

    id: str
    title: str
    it: Any

    @property
    def parts(self) -> list[str]:
        """Regulation and name, as the addresses want them."""
        return self.id.split("/", 1)

    @property
    def articles(self) -> list[str]:
        """The places it rests on."""
        return list(dict.fromkeys(citation.place for citation in self.it.citations))


def _language() -> str:
    return (get_language() or "id")[:2]
