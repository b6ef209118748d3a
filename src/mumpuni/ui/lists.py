"""List pages: search, filters, sort, pages of 25, 50 or 100, export."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import django_tables2 as tables
from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django_filters import FilterSet
from django_tables2.columns import library

from mumpuni.ui.files import as_file
from mumpuni.ui.templatetags.ui import moment, number, status_chip


@dataclass(frozen=True)
class Action:
    """A button of a page's head."""

    url: str
    label: str | Promise
    icon: str


PAGE_SIZES = (25, 50, 100)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Table(tables.Table):
    """The base of every table: our template, our words. The first column names the row and links to it."""

    page_sizes: tuple[int, ...] = ()

    class Meta:
        template_name = "ui/table.html"
        attrs: ClassVar[dict[str, str]] = {"class": "table"}
        empty_text = ""
        per_page = PAGE_SIZES[0]


class NumberColumn(tables.Column):
    """Right-aligned, with separators; the export gets the plain number."""

    def __init__(self, *args: Any, digits: int = 0, **kwargs: Any) -> None:
        self.digits = digits
        kwargs.setdefault("attrs", {"td": {"class": "number"}, "th": {"class": "number"}})
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> str:
        """As the language writes numbers."""
        return number(value, self.digits)

    def value(self, **kwargs: Any) -> Any:
        """For the export."""
        return kwargs["value"]


@library.register
class DateColumn(tables.Column):
    """A day as letters write it; the export gets the day itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "tight"}, "th": {"class": "tight"}})
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> str:
        """22 Nov 2026."""
        return date_format(value, "SHORT_DATE_FORMAT", use_l10n=True)

    def value(self, **kwargs: Any) -> Any:
        """For the export."""
        return kwargs["value"]

    @classmethod
    def from_field(cls, field: Any, **kwargs: Any) -> "DateColumn | None":
        """The column of every model field that holds a day."""
        holds_a_day = isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
        return cls(**kwargs) if holds_a_day else None


class StackColumn(tables.Column):
    """Two values that belong together in one cell, the second below; `below` is its accessor.

    The export gets the first alone; a hidden column of its own gives it the second.
    """

    def __init__(self, *args: Any, below: str, **kwargs: Any) -> None:
        self.below = tables.A(below)
        kwargs.setdefault("attrs", {"td": {"class": "name"}, "th": {"class": "name"}})
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any) -> str:
        """The second only where there is one."""
        second = self.below.resolve(record, quiet=True)
        return format_html('<span>{}<span class="below">{}</span></span>', value, second) if second else str(value)

    def value(self, **kwargs: Any) -> Any:
        """For the export."""
        return str(kwargs["value"])


class MomentColumn(tables.Column):
    """A point in time with the name of its zone; the export gets the time itself."""

    def value(self, **kwargs: Any) -> Any:
        """For the export."""
        return kwargs["value"]

    def render(self, value: Any) -> str:
        """Local time, as letters write it."""
        return moment(value)


class ChipColumn(tables.Column):
    """A state as icon and word; `tones` maps the stored word to a tone of `status_chip`."""

    def __init__(self, *args: Any, tones: dict[str, str], **kwargs: Any) -> None:
        self.tones = tones
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any, bound_column: Any) -> str:
        """The chip with the state's word in the reader's language."""
        stored = getattr(record, bound_column.accessor, value)
        return status_chip(self.tones.get(str(stored), "quiet"), self._word(value, record, bound_column))

    def value(self, value: Any, record: Any, bound_column: Any) -> str:
        """For the export: the word alone."""
        return self._word(value, record, bound_column)

    @staticmethod
    def _word(value: Any, record: Any, bound_column: Any) -> str:
        told = getattr(record, f"get_{bound_column.accessor}_display", None)
        return str(told() if told else value)


class ListView(LoginRequiredMixin, TemplateView):
    """A list page. A subclass names a selector, a table and what else it offers.

    `selector` takes `actor` and returns only rows that this account may see. `search_fields` are lookups such as
    `name__icontains`, of which one has to fit for each word typed. `export_name` offers the filtered, sorted list
    as a workbook under that name.
    """

    template_name = "ui/list.html"
    title: str | Promise = ""
    lead: str | Promise = ""
    selector: ClassVar[Callable[..., QuerySet[Any]]]
    table_class: type[tables.Table]
    filterset_class: type[FilterSet] | None = None
    search_fields: tuple[str, ...] = ()
    search_hint: str | Promise = _("Cari")
    export_name: str | Promise = ""
    empty_icon = "inbox"
    empty_title: str | Promise = _("Belum ada isinya")
    empty_text: str | Promise = ""

    def may_view(self, actor: Any) -> None:
        """Raise `Refused` where the whole list is closed to this account; the selector narrows the rest."""

    def actions(self, actor: Any) -> list[Action]:
        """Buttons of the page head; the first is the primary one."""
        return []

    def empty_action(self, actor: Any) -> tuple[str, str | Promise]:
        """Where an empty list leads: (address, words); the primary action by default."""
        first = next(iter(self.actions(actor)), None)
        return (first.url, first.label) if first else ("", "")

    def rows(self) -> QuerySet[Any]:
        """What the actor may see, before search and filters."""
        return type(self).selector(actor=self.request.user)

    def found(self) -> tuple[QuerySet[Any], FilterSet | None]:
        """The rows left by search and filters, and the bound filters."""
        rows = self.rows()
        for word in self.request.GET.get("q", "").split():
            fits = Q()
            for lookup in self.search_fields:
                fits |= Q(**{lookup: word})
            rows = rows.filter(fits)
        if self.filterset_class is None:
            return rows, None
        filters = self.filterset_class(self.request.GET or None, queryset=rows, request=self.request)
        return filters.qs, filters

    def page_size(self) -> int:
        """As asked, if it is one of those offered."""
        asked = self.request.GET.get("per_page", "")
        return int(asked) if asked in {str(size) for size in PAGE_SIZES} else PAGE_SIZES[0]

    def paginate(self, table: tables.Table) -> None:
        """Cut the table to the page asked for; beyond the last one is the last, nonsense is the first."""
        table.page_sizes = PAGE_SIZES
        try:
            table.paginate(page=self.request.GET.get("page", 1), per_page=self.page_size())
        except PageNotAnInteger:
            table.paginate(page=1, per_page=self.page_size())
        except EmptyPage:
            table.paginate(page=table.paginator.num_pages, per_page=self.page_size())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the workbook."""
        self.may_view(request.user)
        rows, filters = self.found()
        table = self.table_class(rows)
        tables.RequestConfig(request, paginate=False).configure(table)
        if self.export_name and request.GET.get("export") == "xlsx":
            return self.export(table)
        self.paginate(table)
        return self.render_to_response(self.get_context_data(table=table, filters=filters, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What `ui/list.html` shows."""
        asked = {name for name, value in self.request.GET.items() if value and name not in {"page", "per_page", "sort"}}
        empty_url, empty_label = self.empty_action(self.request.user)
        return super().get_context_data(
            view=self,
            title=self.title,
            lead=self.lead,
            actions=self.actions(self.request.user),
            query=self.request.GET.get("q", ""),
            searching=bool(asked),
            is_empty=not asked and kwargs["table"].paginator.count == 0,
            page_size=self.page_size(),
            empty_url=empty_url,
            empty_label=empty_label,
            **{key: value for key, value in kwargs.items() if key != "view"},
        )

    def export(self, table: tables.Table) -> HttpResponse:
        """The whole filtered list as a workbook, written by the exchange's safe writer."""
        columns, *rows = (list(row) for row in table.as_values())
        workbook = import_string(settings.MUMPUNI_WORKBOOK)
        name = slugify(f"{self.export_name}-{localdate():%Y-%m-%d}")
        return as_file(HttpResponse(workbook(columns, rows, str(self.export_name)), content_type=XLSX), f"{name}.xlsx")
