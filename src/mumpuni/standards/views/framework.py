"""Pages of the nine levels and of the tables of Pasal 12."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.people.policies import Unusable, require
from mumpuni.people.views.base import ServiceForm, refuse
from mumpuni.regulations import catalogue
from mumpuni.standards.forms.framework import FrameworkForm, TableForm, row_forms
from mumpuni.standards.models import EquivalenceTable, Framework
from mumpuni.standards.policies import equivalence as policies
from mumpuni.standards.selectors import framework as selectors
from mumpuni.standards.services import equivalence, framework
from mumpuni.standards.words import MAY_NOT_DECIDE

#: The catalogue that a path's keys come from; experience has none.
CATALOGUES = {
    EquivalenceTable.Kind.EDUCATION: "education-levels",
    EquivalenceTable.Kind.DEVELOPMENT: "development-levels",
}


def language() -> str:
    """The reader's language, as catalogues and rules know it."""
    return (get_language() or "id")[:2]


@login_required
@require_safe
def page(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The nine levels in the edition in force, or in an older one."""
    actor: Any = request.user
    today = timezone.localdate()
    if not selectors.editions(actor).exists():
        framework.load_framework()
    now = selectors.edition_on(actor, today)
    shown: Framework | None = selectors.edition(actor, number) if number else now
    if shown is None:
        raise Http404
    context = {
        "edition": shown,
        "is_now": now is not None and shown.pk == now.pk,
        "editions": selectors.editions(actor),
        "rows": selectors.level_rows(shown, language()),
        "basis": catalogue("permendagri-11-2018/levels").citation,
        "may_set": policies.may_set_framework(actor),
    }
    return render(request, "standards/framework.html", context)


class ChangeFramework(ServiceForm):
    """Set a new edition."""

    title = gettext_lazy("Ubah jenjang KKA-PDN")
    lead = gettext_lazy("Perubahan menjadi edisi baru dengan nomor keputusannya; edisi lama tetap dapat dibaca.")
    button = gettext_lazy("Tetapkan edisi baru")
    done = gettext_lazy("Edisi baru ditetapkan.")
    form_class = FrameworkForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The names start from the latest edition."""
        require(policies.may_set_framework(self.request.user), MAY_NOT_DECIDE)
        framework.load_framework()
        return {**super().get_form_kwargs(), "edition": selectors.editions(self.request.user)[0]}

    def act(self, form: FrameworkForm) -> Framework:
        """Set."""
        told = form.cleaned_data
        return framework.set_framework(
            actor=self.request.user,
            title=told["title"],
            decision_number=told["decision_number"],
            decision_date=told["decision_date"],
            in_force_from=told["in_force_from"],
            levels=form.levels(),
        )

    def back(self) -> str:
        """The levels."""
        return reverse("standards:framework")

    def onward(self, made: Framework) -> str:
        """The new edition."""
        return reverse("standards:framework_edition", args=[made.number])


@login_required
@require_safe
def table_list(request: HttpRequest) -> HttpResponse:
    """Every table of Pasal 12, by path."""
    today = timezone.localdate()
    now = {each.pk for each in selectors.in_force(today).values()}
    found = list(selectors.tables(request.user))
    groups = [
        (kind, label, [(each, each.pk in now, each.in_force_from > today) for each in found if each.kind == kind])
        for kind, label in EquivalenceTable.Kind.choices
    ]
    context = {"groups": groups, "may_set": policies.may_set_framework(request.user)}
    return render(request, "standards/table_list.html", context)


@login_required
@require_safe
def table_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One table with its lines."""
    table = selectors.table(request.user, pk)
    source = CATALOGUES.get(EquivalenceTable.Kind(table.kind))
    names = selectors.names(source, language()) if source else {}
    rows = [(names.get(row.key, row.key), row) for row in table.rows.all()]
    order = list(names.values())
    rows.sort(key=lambda pair: (order.index(pair[0]) if pair[0] in order else 0, pair[0], pair[1].min_years or 0))
    return render(request, "standards/table.html", {"table": table, "rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def table_add(request: HttpRequest, kind: str) -> HttpResponse:
    """Type a table into the grid, or go on to a spreadsheet with the decision given."""
    require(policies.may_set_framework(request.user), MAY_NOT_DECIDE)
    if kind not in EquivalenceTable.Kind.values:
        raise Http404
    source = CATALOGUES.get(EquivalenceTable.Kind(kind))
    names = selectors.names(source, language()) if source else {}
    given = request.POST.copy() if request.method == "POST" else None
    form = TableForm(given)
    more = given is not None and "more" in given
    if given is not None and more:
        count = given.get("row-TOTAL_FORMS", "0")
        given["row-TOTAL_FORMS"] = str(min(int(count) if count.isdigit() else 0, 294) + 6)
    rows = row_forms(kind, names, given)
    if given is not None and not more and form.is_valid():
        told = form.cleaned_data
        if "excel" in given:
            return redirect(
                f"{reverse('exchange:import_new', args=['standards.equivalence-rows'])}?{_address(kind, told)}"
            )
        if rows.is_valid():
            filled = [(each, each.row()) for each in rows if each.row() is not None]
            try:
                table = equivalence.load_table(
                    actor=request.user, kind=kind, rows=[row for _form, row in filled if row], **told
                )
            except Unusable as refused:
                _tell(form, [each for each, _row in filled], refused)
            else:
                messages.success(request, _("Tabel dimuat dan berlaku sejak harinya."))
                return redirect("standards:table", table.pk)
    wrong = bool(given is not None and not more and (form.errors or any(each.problems or each.errors for each in rows)))
    context = {
        "form": form,
        "rows": rows,
        "kind": kind,
        "label": EquivalenceTable.Kind(kind).label,
        "is_experience": kind == EquivalenceTable.Kind.EXPERIENCE,
        "articles": catalogue(f"permendagri-11-2018/{source}") if source else None,
        "wrong": wrong,
    }
    return render(request, "standards/table_form.html", context, status=422 if wrong else 200)


def _address(kind: str, told: dict[str, Any]) -> str:
    return urlencode(
        {
            "jalur": kind,
            "nomor": told["decision_number"],
            "tanggal": told["decision_date"].isoformat(),
            "berlaku": told["in_force_from"].isoformat(),
        }
    )


def _tell(form: TableForm, rows: list[Any], refused: Unusable) -> None:
    """What belongs to a line stands at the line; the rest on top."""
    told = dict(refused.message_dict)
    for index, row in enumerate(rows):
        row.problems = told.pop(f"row-{index}", [])
    if told:
        refuse(form, Unusable(told))
