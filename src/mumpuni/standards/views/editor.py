"""The editor of SKK-PDN: a manuscript as tree and text, its history, what differs between versions."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.standards.forms import editor as forms
from mumpuni.standards.models import StandardVersion
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import desk as desks
from mumpuni.standards.selectors import occupational, trees
from mumpuni.standards.views import desk as desk_of
from mumpuni.standards.views.desk import Desk

OVERVIEW = "ringkasan"


@login_required
@require_safe
def text_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The tree, and the text of the node that the address names."""
    version = occupational.version(request.user, pk)
    desk = open_desk(request, version)
    context: dict[str, Any] = {"desk": desk}
    if _wants_part(request):
        context["oob"] = "pohon" in request.GET
        return render(request, "standards/editor/_text.html", context)
    return render(request, "standards/editor/page.html", context)


def open_desk(request: HttpRequest, version: StandardVersion, node: UUID | None = None) -> Desk:
    """The desk, open where the address says, or at this node."""
    named = node or uuid_of(request.GET.get("simpul", ""))
    whole = desks.manuscript(request.user, version)
    is_tree_alone = named is None and request.GET.get("layar") != OVERVIEW
    return desk_of.build(request.user, whole, node=named, screen="tree" if is_tree_alone else "text")


def _wants_part(request: HttpRequest) -> bool:
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.history_restore_request and htmx.target == "teks"


def uuid_of(text: str) -> UUID | None:
    """A node named in an address; an unreadable one is nowhere."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong


@login_required
@require_safe
def history(request: HttpRequest, pk: int, node: UUID | None = None) -> HttpResponse:
    """Who changed what when, of one node or of the whole draft; deleted nodes too."""
    version = occupational.version(request.user, pk)
    steps = [
        {
            "entry": step.entry,
            "changes": _changes(step),
            "url": desk_of.address(version, step.entry.node) if step.still_there else "",
        }
        for step in desks.steps(request.user, version, node)
    ]
    context = {
        "draft": version,
        "steps": steps,
        "of_node": node,
        "may_change": policies.may_change_text(request.user, version),
        "back": desk_of.address(version, node if steps and steps[0]["url"] else None),
    }
    return render(request, "standards/editor/history.html", context)


def _changes(step: desks.Step) -> list[dict[str, Any]]:
    """The texts of an entry that differ from the entry before; of a first one as they are, of a last one as gone."""
    entry, before = step.entry, step.before
    texts = {name: entry.texts[name] for name in desk_of.LABELS if name in entry.texts}
    if entry.act == entry.Act.DELETED:
        told = {"title": trees.words(texts.get("title", ""), "")}
    elif not before:
        told = {name: trees.words(text, text) for name, text in texts.items() if text}
    else:
        told = {
            name: trees.words(before.get(name, ""), text)
            for name, text in texts.items()
            if text != before.get(name, "")
        }
    return [{"label": desk_of.LABELS[name], "passages": passages} for name, passages in told.items()]


ACTS = {
    "added": gettext_lazy("Ditambah"),
    "removed": gettext_lazy("Dihapus"),
    "moved": gettext_lazy("Dipindahkan"),
    "changed": gettext_lazy("Diubah"),
}


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two versions side by side: what was added, removed, moved and changed."""
    versions = occupational.versions(request.user).order_by("standard__title", "-number")
    given = {name: request.GET.get(name, "") for name in ("a", "b")}
    form = forms.CompareForm(given if all(given.values()) else None, versions=versions, initial=given)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        one, other = form.cleaned_data["a"], form.cleaned_data["b"]
        found = trees.compare(request.user, one, other)
        context |= {
            "one": one,
            "other": other,
            "changes": _outermost(found),
            "counts": [(label, sum(each.act == act for each in found)) for act, label in ACTS.items()],
        }
    return render(request, "standards/editor/compare.html", context)


def _outermost(found: list[trees.Difference]) -> list[dict[str, Any]]:
    """What came or went with the node above it is counted there, not listed by itself."""
    shown: list[dict[str, Any]] = []
    tops: dict[str, dict[str, Any]] = {}
    for each in found:
        code = f"{each.act}:{each.after or each.before}"
        above = next((top for front, top in tops.items() if code.startswith(f"{front}.")), None)
        if above is not None and each.act in ("added", "removed"):
            above["below"] += 1
            continue
        line = {"word": ACTS[each.act], "kind": desk_of.KINDS[each.kind], "change": each, "below": 0}
        shown.append(line)
        if each.act in ("added", "removed"):
            tops[code] = line
    return shown
