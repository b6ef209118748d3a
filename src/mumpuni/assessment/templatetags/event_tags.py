"""What every page of an event shows around its content; `{% load event_tags %}`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Event
from mumpuni.assessment.policies.checklists import may_keep_checklists
from mumpuni.assessment.policies.day import may_see_day
from mumpuni.assessment.policies.forms import may_keep_templates, may_read_forms
from mumpuni.assessment.policies.meetings import may_follow
from mumpuni.assessment.policies.outputs import may_keep_aspects
from mumpuni.assessment.policies.report_files import may_see_files
from mumpuni.assessment.policies.reports import may_see_reports
from mumpuni.assessment.policies.results import may_see_results
from mumpuni.assessment.policies.teams import may_read_duties
from mumpuni.assessment.selectors.upkeep import repair_causes
from mumpuni.assessment.words import METHODS_2008
from mumpuni.ui.templatetags.ui import status_chip

register = template.Library()

#: The pages of an event in the order of the work, each by the name of its address.
TABS: tuple[tuple[str, str | Promise], ...] = (
    ("event", gettext_lazy("Ringkasan")),
    ("blueprint", gettext_lazy("Rancangan")),
    ("team", gettext_lazy("Tim")),
    ("groups", gettext_lazy("Kelompok")),
    ("timetable", gettext_lazy("Jadwal")),
    ("notices", gettext_lazy("Surat")),
    ("forms_board", gettext_lazy("Formulir")),
    ("day", gettext_lazy("Pelaksanaan")),
    ("meetings", gettext_lazy("Rapat integrasi")),
    ("results", gettext_lazy("Hasil")),
    ("reports", gettext_lazy("Laporan")),
    ("report_files", gettext_lazy("Dokumen laporan")),
    ("after", gettext_lazy("Tindak lanjut")),
    ("checklist", gettext_lazy("Daftar periksa")),
)
#: Who opens a page that not everybody opens who sees the event.
OPENS: dict[str, Callable[[Any, Event], bool]] = {
    "forms_board": may_read_forms,
    "day": may_see_day,
    "meetings": may_follow,
    "results": may_see_results,
    "reports": may_see_reports,
    "report_files": may_see_files,
}
TONES = {"perencanaan": "note", "siap": "good", "pelaksanaan": "wait", "selesai": "quiet", "batal": "bad"}


@dataclass(frozen=True)
class Tab:
    """One line of the bar."""

    name: str
    label: str | Promise
    url: str
    current: bool = False


@register.simple_tag(takes_context=True)
def event_tabs(context: Context, event: Event) -> list[Tab]:
    """The pages of an event that this account may open; the one shown is marked.

    `tab` of the context names it; without that it is the one whose address the page's begins with.
    """
    shown = []
    actor = context["request"].user if "request" in context else None
    for name, label in TABS:
        opens = OPENS.get(name)
        if opens is not None and actor is not None and not opens(actor, event):
            continue
        shown.append(Tab(name, label, reverse(f"assessment:{name}", args=[event.pk])))
    here = context.get("tab") or _by_address(shown, context)
    return [replace(one, current=one.name == here) for one in shown]


def _by_address(tabs: list[Tab], context: Context) -> str:
    path = context["request"].path if "request" in context else ""
    fitting = [one for one in tabs if path.startswith(one.url)]
    return max(fitting, key=lambda one: len(one.url)).name if fitting else ""


#: The texts that are kept for all events, and who keeps each.
TEXTS: tuple[tuple[str, str | Promise, Callable[[Any], bool]], ...] = (
    ("form_templates", gettext_lazy("Naskah formulir"), may_keep_templates),
    ("checklist_templates", gettext_lazy("Contoh daftar periksa"), may_keep_checklists),
    ("duty_list", gettext_lazy("Uraian tugas tim"), may_read_duties),
    ("aspect_list", gettext_lazy("Aspek potensi"), may_keep_aspects),
)


@register.simple_tag(takes_context=True)
def text_tabs(context: Context) -> list[Tab]:
    """The pages of texts that this account may open, nothing where there is but one."""
    path, actor = context["request"].path, context["request"].user
    shown = [Tab(name, label, reverse(f"assessment:{name}")) for name, label, may in TEXTS if may(actor)]
    return [replace(one, current=path == one.url) for one in shown] if len(shown) > 1 else []


@register.simple_tag
def event_state(event: Event) -> SafeString:
    """Where an event stands, as a chip."""
    return status_chip(TONES.get(event.state, "quiet"), event.get_state_display())


@register.simple_tag
def method_of(event: Event) -> str:
    """The method in words: of the three, of another family, or those of Perka 11/2008."""
    if event.is_2008:
        names = dict(METHODS_2008)
        return ", ".join(str(names.get(each, each)) for each in event.methods_2008) or "—"
    return str(event.get_method_display()) if event.method else str(event.get_family_display())


@register.filter
def span(event: Event) -> str:
    """The days of an event as letters write them: "22–23 Desember 2026"."""
    return days(event.first_day, event.last_day)


def days(first: date, last: date, style: str = "DATE_FORMAT") -> str:
    """From one day to another, naming month and year once where both have the same."""
    if (first.year, first.month) == (last.year, last.month) and first != last:
        return f"{first.day}–{date_format(last, style)}"
    whole = [date_format(day, style) for day in dict.fromkeys((first, last))]
    return " – ".join(whole)


@register.simple_tag
def countdown(event: Event) -> str:
    """How far the first day is, in the zone of the reader."""
    today = timezone.localdate()
    left = (event.first_day - today).days
    if event.state == Event.State.CANCELLED:
        return ""
    if left > 0:
        return ngettext("%(count)d hari lagi", "%(count)d hari lagi", left) % {"count": left}
    if today <= event.last_day:
        return _("hari ke-%(number)d") % {"number": 1 - left}
    return _("sudah lewat")


@register.inclusion_tag("assessment/_repair.html", takes_context=True)
def repair_notice(context: Context, event: Event) -> dict[str, Any]:
    """What asks for solving the announced timetable again, on every page of the event, for those who plan."""
    planner = policies.may_plan(context["user"], event)
    return {"event": event, "causes": repair_causes(event) if planner else []}
