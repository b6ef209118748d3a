"""Pages that show each component once."""

from pathlib import Path
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines

from mumpuni.people.models import Agency
from mumpuni.people.models.agencies import AgencyKind
from mumpuni.ui import confirm, lists
from mumpuni.ui.forms import DateInput


class AgencyTable(lists.Table):
    short_name = lists.tables.Column("Nama pendek")
    kind = lists.ChipColumn("Jenis", tones={"kementerian": "good", "provinsi": "warn"})
    number = lists.NumberColumn("Pegawai", accessor="pk", orderable=False)

    class Meta(lists.Table.Meta):
        model = Agency
        fields = ("name", "short_name", "kind", "number")


class AgencyFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="Jenis", choices=AgencyKind.choices)
    parent = django_filters.NumberFilter(method="leave", widget=forms.HiddenInput)

    class Meta:
        model = Agency
        fields = ("kind",)

    def leave(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset


def visible(*, actor: Any) -> Any:
    return Agency.objects.exclude(name__startswith="Rahasia")


class AgencyList(lists.ListView):
    title = "Instansi"
    lead = "Semua instansi yang mengirim usulan."
    selector = staticmethod(visible)
    table_class = AgencyTable
    filterset_class = AgencyFilter
    search_fields = ("name__icontains", "short_name__icontains")
    search_hint = "Cari nama instansi"
    export_name = "Instansi"
    empty_title = "Belum ada instansi"
    empty_text = "Tambahkan instansi pertama atau impor dari Excel."

    def actions(self, actor: Any) -> list[lists.Action]:
        return [
            lists.Action("/uji/formulir/", "Tambah instansi", icon="plus"),
            lists.Action("/uji/kisi/", "Impor", icon="upload"),
        ]


class SampleForm(forms.Form):
    name = forms.CharField(label="Nama lengkap", help_text="Seperti pada keputusan pengangkatan.", max_length=20)
    born = forms.DateField(label="Tanggal lahir", widget=DateInput)
    kind = forms.ChoiceField(label="Jenis instansi", choices=AgencyKind.choices)
    sex = forms.ChoiceField(
        label="Jenis kelamin", choices=[("L", "Laki-laki"), ("P", "Perempuan")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="Data ini sudah saya periksa")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Alasan", min_length=10)


HTML = Path(__file__).parent / "html"


def page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return HttpResponse(engines["django"].from_string((HTML / name).read_text()).render(context, request))


def form_page(request: HttpRequest) -> HttpResponse:
    form = SampleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Instansi tersimpan.")
        return redirect("/uji/formulir/")
    return page(request, "form.html", title="Instansi baru", lead="Isian yang tidak ditandai wajib diisi.", form=form)


def delete_page(request: HttpRequest) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.error(request, "Dicabut: " + form.cleaned_data["reason"])
        return redirect("/uji/komponen/")
    return confirm.ask(
        request,
        title="Cabut sertifikat?",
        text="Sertifikat 1 orang dicabut dan halaman verifikasinya menyatakan begitu.",
        button="Cabut",
        back="/uji/komponen/",
        form=form,
        danger=True,
    )


def components_page(request: HttpRequest) -> HttpResponse:
    return page(request, "components.html", title="Komponen")


def grid_page(request: HttpRequest) -> HttpResponse:
    received = ",".join(
        f"{key}={value}" for key, value in sorted(request.POST.items()) if value and key != "csrfmiddlewaretoken"
    )
    return page(request, "grid.html", title="Hasil per unit", rows=[1, 2, 3], units=[1, 2], received=received)


def progress_page(request: HttpRequest) -> HttpResponse:
    """Each time it is asked, one more of four is done."""
    done = min(4, int(request.GET.get("sudah", "0")) + 1)
    state = "done" if done == 4 else "running"
    context = {"state": state, "done": done, "poll": f"/uji/kemajuan/?sudah={done}", "title": "Kemajuan"}
    if request.headers.get("HX-Request"):
        return page(request, "_progress.html", **context)
    return page(request, "progress.html", **context)
