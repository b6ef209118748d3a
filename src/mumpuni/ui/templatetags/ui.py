"""The components that pages are put together from; `{% load ui %}`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mumpuni.ui import assets

register = template.Library()


@dataclass(frozen=True)
class Tone:
    """How a state is shown: never by colour alone."""

    css: str
    icon: str


TONES: Mapping[str, Tone] = {
    "good": Tone("chip-good", icon="circle-check"),
    "warn": Tone("chip-warn", icon="alert-triangle"),
    "bad": Tone("chip-bad", icon="circle-x"),
    "note": Tone("chip-note", icon="info-circle"),
    "wait": Tone("chip-note", icon="clock"),
    "quiet": Tone("", icon="circle-dashed"),
}


@register.simple_tag
def vite_asset(name: str) -> SafeString:
    """The style sheets and the script of an entry, for the page's head."""
    fonts = format_html_join(
        "", '<link rel="preload" as="font" type="font/woff2" href="{}" crossorigin>', ((url,) for url in assets.fonts())
    )
    styles = format_html_join("", '<link rel="stylesheet" href="{}">', ((url,) for url in assets.styles(name)))
    script = assets.url(name)
    tag = format_html('<script type="module" src="{}"></script>', script) if script else ""
    return format_html("{}{}{}", fonts, styles, tag)


@register.simple_tag
def vite_url(name: str) -> str:
    """The address of one built file."""
    return assets.url(name)


@register.simple_tag
def filter_control(bound: BoundField) -> SafeString:
    """The control of a filter above a list."""
    return bound.as_widget(attrs={"class": _control_class(bound.field.widget, bound)})


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A decorative icon from the sprite; the word beside it says what it means."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        assets.url("icons.svg"),
        name,
    )


@register.simple_tag
def status_chip(tone: str, label: str, icon_name: str = "") -> SafeString:
    """A state as icon and word. Tones: good, warn, bad, note, wait, quiet."""
    shown = TONES[tone]
    return format_html('<span class="chip {}">{}{}</span>', shown.css, icon(icon_name or shown.icon), label)


@register.inclusion_tag("ui/_empty_state.html")
def empty_state(icon_name: str, title: str, text: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """What a page says when it has nothing to show, and what to do next."""
    return {"icon_name": icon_name, "title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/_notice.html")
def notice(tone: str, text: str, title: str = "") -> dict[str, Any]:
    """A remark inside a page. Tones as for chips."""
    return {"tone": tone, "icon_name": TONES[tone].icon, "title": title, "text": text}


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, help: str = "", label: str = "") -> dict[str, Any]:
    """A form field: label, help above the control, the control, what is wrong with it."""
    widget = bound.field.widget
    grouped = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    single_box = isinstance(widget, CheckboxInput)
    words = help or bound.help_text
    described = [f"{bound.id_for_label}_help"] if words else []
    described += [f"{bound.id_for_label}_error"] if bound.errors else []
    attrs: dict[str, Any] = {"class": _control_class(widget, bound)}
    if isinstance(widget, Select) and not grouped:
        _name_blank(bound.field)
    if grouped:
        widget.attrs["class"] = attrs["class"]
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs),
        "label": label or bound.label,
        "help": words,
        "grouped": grouped,
        "single_box": single_box,
        "identity": bound.id_for_label or bound.auto_id,
        "hidden": bound.is_hidden,
    }


def _name_blank(of: Any) -> None:
    """Words instead of the dashes that stand for no choice."""
    dashes = BLANK_CHOICE_DASH[0][1]
    word = _("Pilih") if of.required else _("Belum dipilih")
    if hasattr(of, "empty_label"):
        if of.empty_label == dashes:
            of.empty_label = word
    elif next((label for _value, label in of.widget.choices), None) == dashes:
        of.widget.choices = [(value, word if label == dashes else label) for value, label in of.widget.choices]


def _control_class(widget: Any, bound: BoundField) -> str:
    given = widget.attrs.get("class", "")
    if isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple):
        own = "form-check-input"
    elif isinstance(widget, Select) and not isinstance(widget, FileInput):
        own = "form-select"
    else:
        own = "form-control"
    return " ".join(filter(None, [own, given, "is-invalid" if bound.errors else ""]))


@register.inclusion_tag("ui/_form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """Everything that is wrong with a form, on top of it, each with a link to its field."""
    fields = [(form[name], errors) for name, errors in form.errors.items() if name in form.fields]
    wrong = [(bound.label, bound.id_for_label or f"{bound.auto_id}_0", errors[0]) for bound, errors in fields]
    return {"general": form.non_field_errors(), "wrong": wrong}


@register.inclusion_tag("ui/_progress.html")
def progress_bar(
    *,
    title: str,
    state: str,
    done: int = 0,
    total: int | None = None,
    message: str = "",
    poll_url: str = "",
    result_url: str = "",
    result_label: str = "",
) -> dict[str, Any]:
    """How far a job is. States: waiting, running, done, failed; the first two ask `poll_url` again each second."""
    percent = min(100, done * 100 // total) if total else None
    return {
        "title": title,
        "state": state,
        "running": state in ("waiting", "running"),
        "done": done,
        "total": total,
        "percent": percent,
        "message": message,
        "poll_url": poll_url,
        "result_url": result_url,
        "result_label": result_label or _("Buka hasilnya"),
    }


@register.inclusion_tag("ui/_cards.html")
def card_list(cards: list[Any]) -> dict[str, Any]:
    """Cards of the home page."""
    return {"cards": cards}


@register.inclusion_tag("ui/_crumbs.html")
def crumbs(*steps: str) -> dict[str, Any]:
    """The way to this page: `{% crumbs "Musim" url_of_seasons "Musim 2026" %}`; the last has no address."""
    pairs = list(zip(steps[::2], [*steps[1::2], ""], strict=False))
    return {"pairs": pairs}


@register.simple_tag
def url_if_there(name: str, *args: Any) -> str:
    """The address of a page, or nothing where this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.filter
def number(value: float | int | Decimal | None, digits: int = 0) -> str:
    """A number with the language's separators: 1.500 or 88,89; halves are rounded up."""
    if value is None:
        return ""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return formats.number_format(rounded, decimal_pos=digits, use_l10n=True, force_grouping=True)


ZONE_WORDS = {7: "WIB", 8: "WITA", 9: "WIT"}


@register.filter
def moment(value: datetime | None) -> str:
    """A point in time with the name of its zone: 22 November 2026, 14.05 WIB."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    offset = local.utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 0
    zone = ZONE_WORDS.get(hours, f"UTC{hours:+d}")
    return f"{formats.date_format(local, 'DATETIME_FORMAT', use_l10n=True)} {zone}"


#: What gives a browser and a system away in its own description; the first that fits counts.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def device(user_agent: str) -> str:
    """Browser and system in words people know: Chrome di Windows."""
    browser = next((words for sign, words in BROWSERS.items() if sign in user_agent), "")
    system = next((words for sign, words in SYSTEMS.items() if sign in user_agent), "")
    if browser and system:
        return _("%(browser)s di %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Peramban tidak dikenal")


@register.filter
def initials(name: str) -> str:
    """At most two letters for the mark in the account menu."""
    words = [word for word in str(name).replace(".", " ").split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in words[:2]) or "?"
