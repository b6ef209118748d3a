"""The wizard around the grid: upload, columns, confirmation, undoing, and the list of one's imports."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.audit.policies import Unusable, require
from mumpuni.documents import storage
from mumpuni.exchange import downloads, exports, guards, policies, selectors, services, tables
from mumpuni.exchange.forms import ColumnsForm, UploadForm
from mumpuni.exchange.importers import all_importers
from mumpuni.exchange.models import BatchState, ImportBatch
from mumpuni.exchange.services import AlreadyUploaded
from mumpuni.exchange.views.common import batch_or_404, importer_or_404, sentences, wizard
from mumpuni.ui.confirm import ask
from mumpuni.ui.lists import Action, ListView

_KEPT_FOR = 60 * 60


class ImportList(ListView):
    """The imports that one uploaded, at whatever step."""

    title = gettext_lazy("Impor saya")
    lead = gettext_lazy("Berkas yang Anda unggah, sampai di mana masing-masing, dan apa langkah berikutnya.")
    selector = selectors.imports_of
    table_class = tables.ImportTable
    search_fields = ("file_name__icontains",)
    search_hint = gettext_lazy("Nama berkas")
    empty_icon = "file-spreadsheet"
    empty_title = gettext_lazy("Belum ada impor")
    empty_text = gettext_lazy("Mulai dari halaman data yang hendak diisi, misalnya usulan peserta atau pegawai.")

    def actions(self, actor: Any) -> list[Action]:
        """Kinds that need no destination can be begun here."""
        return [
            Action(tables.new_url(each), each.title, icon="upload")
            for each in all_importers()
            if not each.context_fields and each.may_import(actor, {})
        ]


def refuse_large(view: Any) -> Any:
    """Refuse a body over the limit before anything reads it, even the search for the CSRF token."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if request.method == "POST" and announced.isdigit() and int(announced) > settings.MUMPUNI_LARGEST_BODY:
            try:
                guards.check_size(int(announced))
            except Unusable as problem:
                return render(request, "exchange/too_big.html", {"problem": sentences(problem)}, status=413)
        return csrf_protect(view)(request, *args, **kwargs)

    return guarded


@login_required
@refuse_large
@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: HttpRequest, kind: str) -> HttpResponse:
    """Step 1: choose a file. The destination stands in the address."""
    importer = importer_or_404(kind)
    context = {name: request.GET[name] for name in importer.context_fields if name in request.GET}
    require(policies.may_import(request.user, kind, context), _("Anda tidak berhak mengimpor data ini."))
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    shown: dict[str, Any] = {"form": form, "max_bytes": guards.MAX_BYTES}
    if request.method == "POST":
        try:
            name, data, again = _file_of(request, kind, form)
            if data is not None:
                batch = services.upload(
                    actor=request.user, kind=kind, file_name=name, data=data, context=context, again=again
                )
                return _onwards(request, batch)
        except AlreadyUploaded as known:
            shown |= _known(request, kind, name, data or b"", known.batch)
        except Unusable as problem:
            form.is_valid()
            form.add_error("file", problem.messages)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        "exchange/import_new.html",
        {**wizard(importer), **shown, "destination": importer.describe(context), "query": request.GET.urlencode()},
        status=status,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Step 2: say which column is which field."""
    batch = batch_or_404(request, batch_id)
    importer = importer_or_404(batch.kind)
    if batch.state not in (BatchState.MAPPING, BatchState.CHECKING, BatchState.CHECKED, BatchState.FAILED):
        return redirect(batch)
    form = ColumnsForm(request.POST if request.method == "POST" else None, importer=importer, batch=batch)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(services.map_columns(actor=request.user, batch=batch, mapping=form.mapping()))
        except Unusable as problem:
            form.add_error(None, problem.messages)
    return render(
        request,
        "exchange/import_columns.html",
        {**wizard(importer, batch), "form": form},
        status=422 if form.is_bound else 200,
    )


@login_required
@require_POST
def sheet(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Use another sheet of the same file."""
    batch = batch_or_404(request, batch_id)
    try:
        services.choose_sheet(actor=request.user, batch=batch, sheet=request.POST.get("sheet", ""))
    except Unusable as problem:
        messages.error(request, sentences(problem))
    return redirect("exchange:import_columns", batch_id=batch.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Step 4: look over what will enter, then let it."""
    batch = batch_or_404(request, batch_id)
    counts = selectors.counts_of(batch)
    if request.method == "POST":
        try:
            batch = services.confirm(actor=request.user, batch=batch)
        except Unusable as problem:
            messages.error(request, sentences(problem))
        return redirect(batch)
    importer = importer_or_404(batch.kind)
    text = ngettext(
        "%(count)d baris dari %(file)s akan masuk.", "%(count)d baris dari %(file)s akan masuk.", counts["siap"]
    ) % {"count": counts["siap"], "file": batch.file_name}
    left = counts["bermasalah"] + counts["dilewati"]
    if left:
        text += " " + _("%(count)d baris bermasalah atau dilewati tidak ikut; barisnya tetap dapat diunduh.") % {
            "count": left
        }
    text += " " + _("Impor dapat dibatalkan selama datanya belum dipakai.")
    title = _("Masukkan ke %(place)s?") % {"place": importer.describe(batch.context) or importer.title}
    return ask(request, title=title, text=text, button=_("Masukkan"), back=batch.get_absolute_url())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a whole import back, after saying to how many rows that happens."""
    batch = batch_or_404(request, batch_id)
    if request.method == "POST":
        try:
            services.undo(actor=request.user, batch=batch)
            messages.success(request, _("Impor dibatalkan. Data yang dibuatnya sudah ditarik kembali."))
        except Unusable as problem:
            messages.error(request, sentences(problem))
        return redirect(batch)
    count = batch.rows.exclude(written_pk=None).count()
    text = ngettext(
        "%(count)d data yang masuk dari %(file)s akan ditarik kembali. Berkas dan barisnya tetap tersimpan.",
        "%(count)d data yang masuk dari %(file)s akan ditarik kembali. Berkas dan barisnya tetap tersimpan.",
        count,
    ) % {"count": count, "file": batch.file_name}
    return ask(
        request,
        title=_("Batalkan impor ini?"),
        text=text,
        button=_("Batalkan impor"),
        back=batch.get_absolute_url(),
        danger=True,
    )


@login_required
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty workbook of a kind; it holds no data, so everyone who is signed in may have it."""
    importer = importer_or_404(kind)
    return exports.download(importer.template_name, downloads.template_file(importer))


def _file_of(request: HttpRequest, kind: str, form: UploadForm) -> tuple[str, bytes | None, bool]:
    """Name and bytes from the form, or from the store when a known file is sent on deliberately."""
    if token := request.POST.get("again"):
        try:
            kept = signing.loads(token, salt="exchange.again", max_age=_KEPT_FOR)
        except signing.BadSignature:
            raise Unusable(_("Halaman ini sudah terlalu lama terbuka. Pilih berkasnya sekali lagi.")) from None
        if kept["kind"] == kind and kept["actor"] == request.user.pk:
            return kept["name"], storage.read(kept["sha256"]), True
    if not form.is_valid():
        return "", None, False
    file = form.cleaned_data["file"]
    guards.check_size(file.size)
    return file.name, file.read(), False


def _known(request: HttpRequest, kind: str, name: str, data: bytes, earlier: ImportBatch) -> dict[str, Any]:
    """The file is held, so that going on deliberately needs no second upload."""
    token = {"kind": kind, "actor": request.user.pk, "name": name, "sha256": storage.put(data).sha256}
    return {
        "earlier": earlier,
        "earlier_visible": policies.may_see_import(request.user, earlier),
        "again": signing.dumps(token, salt="exchange.again"),
        "form": UploadForm(),
    }


def _onwards(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """A header that this owner has mapped before needs no second look at the columns."""
    if batch.remembered:
        try:
            return redirect(services.map_columns(actor=request.user, batch=batch))
        except Unusable:
            return redirect("exchange:import_columns", batch_id=batch.pk)
    return redirect("exchange:import_columns", batch_id=batch.pk)
