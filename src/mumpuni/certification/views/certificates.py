"""The register of certificates and what its keepers do there."""

from typing import Any, ClassVar

import django_filters as filters
import django_tables2 as tables
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.certification import policies
from mumpuni.certification.forms import CorrectionForm, ReasonForm
from mumpuni.certification.models import Certificate, Channel, Kind
from mumpuni.certification.selectors import certificates as register
from mumpuni.certification.services.delivery import fetch, take_archive
from mumpuni.certification.services.register import withdraw_certificate
from mumpuni.certification.services.runs import draft_correction
from mumpuni.certification.views.common import or_404
from mumpuni.people.models import Agency
from mumpuni.people.policies import Role, Unusable, agencies_of, require
from mumpuni.people.views.base import attempt, refuse
from mumpuni.ui import confirm
from mumpuni.ui.files import as_file, file_response
from mumpuni.ui.forms import DateInput
from mumpuni.ui.lists import Action, ChipColumn, DateColumn, ListView, StackColumn, Table

STATES = [
    ("valid", gettext_lazy("Berlaku")),
    ("expired", gettext_lazy("Kedaluwarsa")),
    ("withdrawn", gettext_lazy("Dicabut")),
    ("replaced", gettext_lazy("Diganti")),
]
TONES = {"valid": "good", "expired": "warn", "withdrawn": "bad", "replaced": "quiet"}
_READERS = gettext_lazy("Register sertifikat dilihat oleh penyelenggara, instansi pembina, dan pengelola kepegawaian.")


class CertificateTable(Table):
    """Certificates with whether their holders have them."""

    number = tables.Column(
        linkify=("certification:certificate", {"pk": tables.A("pk")}),
        verbose_name=gettext_lazy("Nomor"),
        attrs={"td": {"class": "tight"}},
    )
    name = StackColumn(below="agency", verbose_name=gettext_lazy("Nama dan instansi"))
    agency = tables.Column(visible=False, verbose_name=gettext_lazy("Instansi"))
    kind = StackColumn(below="get_qualification_display", verbose_name=gettext_lazy("Jenis dan kualifikasi"))
    qualification = tables.Column(visible=False, verbose_name=gettext_lazy("Kualifikasi"))
    units_held = tables.Column(
        empty_values=(), orderable=False, verbose_name=gettext_lazy("Unit"), attrs={"td": {"class": "tight"}}
    )
    issued_on = DateColumn(verbose_name=gettext_lazy("Tanggal"))
    status = ChipColumn(tones=TONES, verbose_name=gettext_lazy("Status"))
    is_fetched = tables.BooleanColumn(
        yesno=(gettext_lazy("sudah"), gettext_lazy("belum")),
        verbose_name=gettext_lazy("Diambil"),
        attrs={"td": {"class": "lesser"}, "th": {"class": "lesser"}},
    )

    class Meta(Table.Meta):
        model = Certificate
        fields: ClassVar[tuple[str, ...]] = (
            "number", "name", "agency", "kind", "qualification", "units_held", "issued_on", "status", "is_fetched",
        )  # fmt: skip

    def render_units_held(self, record: Certificate) -> str:
        """ "10 dari 15", for competence alone."""
        return (
            _("%(held)d dari %(required)d") % {"held": record.held, "required": record.required} if record.held else "–"
        )


class CertificateFilter(filters.FilterSet):
    """What the register is looked through by."""

    kind = filters.ChoiceFilter(choices=Kind.choices, label=gettext_lazy("Jenis"))
    state = filters.ChoiceFilter(choices=STATES, method="by_state", label=gettext_lazy("Status"))
    fetched = filters.ChoiceFilter(
        choices=[("yes", gettext_lazy("Sudah diambil")), ("no", gettext_lazy("Belum diambil"))],
        method="by_fetched",
        label=gettext_lazy("Pengambilan"),
    )
    batch = filters.NumberFilter(field_name="nomination__batch__number", label=gettext_lazy("Nomor angkatan"))
    issued_on = filters.DateFilter(label=gettext_lazy("Tanggal sertifikat"), widget=DateInput)

    class Meta:
        model = Certificate
        fields: ClassVar[list[str]] = ["kind", "qualification"]

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        """Status with expiry counted to today."""
        return register.filtered_by_state(rows, value)

    def by_fetched(self, rows: Any, name: str, value: str) -> Any:
        """Whether the holder or the agency has it."""
        return rows.filter(is_fetched=value == "yes")


class Register(ListView):
    """The register."""

    title = gettext_lazy("Register sertifikat")
    lead = gettext_lazy("Semua sertifikat yang pernah terbit, beserta keadaannya hari ini.")
    selector = register.register
    table_class = CertificateTable
    filterset_class = CertificateFilter
    search_fields = ("number__icontains", "name__icontains", "agency__name__icontains", "code__iexact")
    search_hint = gettext_lazy("Cari nomor, nama, instansi, atau kode")
    export_name = gettext_lazy("sertifikat")
    empty_icon = "certificate"
    empty_title = gettext_lazy("Belum ada sertifikat")
    empty_text = gettext_lazy("Sertifikat muncul di sini begitu terbit.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The register; a participant is led to the own certificates."""
        readers = policies.holds(request.user, *policies.REGISTRARS, Role.AGENCY_HR)
        if not readers and request.user.is_authenticated and request.user.person_id:
            return redirect("certification:own")
        return super().get(request, *args, **kwargs)

    def may_view(self, actor: Any) -> None:
        """Keepers, overseers, HR."""
        require(policies.holds(actor, *policies.REGISTRARS, Role.AGENCY_HR), _READERS)

    def actions(self, actor: Any) -> list[Any]:
        """The ZIP of each agency of this HR."""
        own = Agency.objects.filter(pk__in=agencies_of(actor, Role.AGENCY_HR))
        address = reverse("certification:archive")
        return [
            Action(f"{address}?instansi={each.pk}", _("Unduh ZIP %(agency)s") % {"agency": each}, icon="file-zip")
            for each in own
        ]


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate: what it says, what became of it, who has it."""
    certificate = or_404(register.certificate(request.user, pk))
    state = certificate.state_on(timezone.localdate())
    keeper = policies.may_change_register(request.user, certificate)
    context = {
        "certificate": certificate,
        "state": state,
        "state_word": dict(STATES)[state],
        "tone": TONES[state],
        "keeper": keeper,
        "staff": keeper or policies.holds(request.user, Role.SUPERVISOR),
        "deliveries": certificate.deliveries.select_related("fetched_by").order_by("channel"),
        "newer": getattr(certificate, "replaced_by", None),
        "outdated": register.outdated(Certificate.objects.filter(pk=certificate.pk)).exists(),
    }
    return render(request, "certification/certificate.html", context)


@login_required
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The stored bytes; never rendered again."""
    certificate = or_404(register.certificate(request.user, pk))
    return file_response(
        fetch(actor=request.user, certificate=certificate, channel=Channel.PAGE), certificate.file_name
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw, after a second look."""
    certificate = or_404(register.certificate(request.user, pk))
    require(policies.may_change_register(request.user, certificate), _("Sertifikat hanya dicabut oleh penyelenggara."))
    form = ReasonForm(request.POST or None)
    back = reverse("certification:certificate", args=[pk])
    if request.method == "POST" and form.is_valid():
        attempt(
            request,
            lambda: withdraw_certificate(
                actor=request.user, certificate=certificate, reason=form.cleaned_data["reason"]
            ),
            _("Sertifikat dicabut; halaman verifikasinya menyatakan demikian."),
        )
        return redirect(back)
    return confirm.ask(
        request,
        title=_("Cabut sertifikat %(number)s") % {"number": certificate.number},
        text=_("Sertifikat atas nama %(name)s dinyatakan dicabut untuk selamanya pada halaman verifikasi publik.")
        % {"name": certificate.name},
        button=_("Cabut sertifikat"),
        back=back,
        form=form,
        danger=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the certificate that will replace this one."""
    certificate = or_404(register.certificate(request.user, pk))
    require(policies.may_change_register(request.user, certificate), _("Koreksi disusun oleh penyelenggara."))
    run = certificate.item.run
    initial = {
        "issued_on": timezone.localdate(),
        "head": run.head_id,
        "centre": run.centre_id,
        "delegation": run.delegation_id,
    }
    form = CorrectionForm(request.POST or None, initial=initial, scheme=run.scheme)
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_correction(
                actor=request.user, certificate=certificate, reason=form.cleaned_data["reason"], terms=form.terms()
            )
        except Unusable as problem:
            refuse(form, problem)
        else:
            return redirect("certification:run_detail", pk=made.pk)
    context = {"form": form, "certificate": certificate}
    return render(request, "certification/correct.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def archive(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """All certificates in force of the own agency as one ZIP, sent while it is read from the store."""
    own = sorted(agencies_of(request.user, Role.AGENCY_HR))
    asked = request.GET.get("instansi", "")
    require(bool(own), _("ZIP sertifikat hanya untuk pengelola kepegawaian instansi."))
    number = int(asked) if asked.isdecimal() else own[0]
    agency = or_404(Agency.objects.filter(pk=number).first())
    found = register.register(request.user).filter(agency=agency, status=Certificate.Status.VALID)
    try:
        pieces = take_archive(actor=request.user, agency=agency, certificates=list(found))
    except Unusable as problem:
        messages.info(request, " ".join(problem.messages))
        return redirect("certification:register")
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    return as_file(response, f"sertifikat-{timezone.localdate():%Y-%m-%d}.zip")
