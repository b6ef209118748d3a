"""The page of competency units and their codes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.exchange.exports import xlsx_response
from mumpuni.people.policies import Unusable
from mumpuni.standards import policies, selectors, services
from mumpuni.standards.forms.units import by_qualification, code_rows


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest) -> HttpResponse:
    """Who works with results looks at the codes; the organiser fills them in the grid."""
    table = selectors.table_of_units(request.user)
    typed = request.POST if request.method == "POST" else None
    rows = code_rows(table, typed)
    general: list[str] = []
    if typed is not None:
        changed = {row.unit.pk: row.typed for row in rows if row.typed != row.unit.code}
        try:
            count = services.assign_codes(actor=request.user, codes=changed)
        except Unusable as problem:
            said = problem.message_dict if hasattr(problem, "error_dict") else {}
            for row in rows:
                row.error = " ".join(said.get(str(row.unit.pk), []))
            general = [] if said else problem.messages
        else:
            messages.success(
                request,
                ngettext("%(count)d kode disimpan.", "%(count)d kode disimpan.", count) % {"count": count}
                if count
                else _("Tidak ada kode yang berubah."),
            )
            return redirect("standards:units")
    context = {
        "groups": by_qualification(rows),
        "may_code": policies.may_code_units(request.user),
        "missing": sum(not row.unit.code for row in rows),
        "wrong": sum(bool(row.error) for row in rows),
        "general": general,
    }
    return render(request, "standards/units.html", context, status=422 if context["wrong"] or general else 200)


@login_required
@require_safe
def units_export(request: HttpRequest) -> HttpResponse:
    """The table as a workbook that can be filled and imported again."""
    table = selectors.table_of_units(request.user)
    columns = [_("Kualifikasi"), _("Urutan"), _("Judul unit kompetensi"), _("Kode unit kompetensi")]
    rows = [(unit.get_qualification_display(), unit.position, unit.title, unit.code) for unit in table]
    return xlsx_response("unit-kompetensi.xlsx", columns, rows, _("Unit kompetensi"))
