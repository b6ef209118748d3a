"""Pages of instruments and their variants."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms.instruments import InstrumentForm, NewInstrumentForm, VariantForm, VariantTextForm
from mumpuni.assessment.models import Instrument, Room, Variant
from mumpuni.assessment.policies import instruments as policies
from mumpuni.assessment.selectors import instruments as selectors
from mumpuni.assessment.services import instruments as services
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question, ServiceForm


@login_required
@require_safe
def instrument_list(request: HttpRequest) -> HttpResponse:
    """All instruments: the two families of Pasal 19 ayat (1), and the continuing method by itself."""
    require(policies.may_see_instruments(request.user), words.MAY_NOT_SEE_INSTRUMENTS)
    found = list(selectors.instruments(request.user))
    kinds = dict(Room.Kind.choices)
    context = {
        "families": [
            (label, value, [(each, _rooms(each, kinds)) for each in found if each.family == value])
            for value, label in Instrument.Family.choices
        ],
        "may_keep": policies.may_keep_instruments(request.user),
    }
    return render(request, "assessment/instruments/list.html", context)


@login_required
@require_safe
def instrument_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One instrument: its numbers, its variants, who has met them."""
    require(policies.may_see_instruments(request.user), words.MAY_NOT_SEE_INSTRUMENTS)
    found = selectors.instrument(request.user, pk)
    continuing = found.family == Instrument.Family.CONTINUING
    variants = list(found.variants.all())
    context = {
        "one": found,
        "readable": {each.pk for each in variants if policies.may_read_text(request.user, each)},
        "rooms": _rooms(found, dict(Room.Kind.choices)),
        "variants": variants,
        "may_keep": policies.may_keep_instruments(request.user),
        "sees_exposure": policies.may_see_exposure(request.user),
        "met": list(selectors.met(request.user, found)[:200]),
        "decision": selectors.judge_continuing([found]) if continuing else None,
    }
    return render(request, "assessment/instruments/instrument.html", context)


def _rooms(instrument: Instrument, kinds: dict[str, Any]) -> list[Any]:
    return [kinds.get(kind, kind) for kind in instrument.room_kinds]


class KeptList(ServiceForm):
    """Forms of those who keep the shared list."""

    def get_form(self, form_class: Any = None) -> Any:
        """For the Instansi Pembina."""
        require(policies.may_keep_instruments(self.request.user), words.MAY_NOT_KEEP_INSTRUMENTS)
        return super().get_form(form_class)


class AddInstrument(KeptList):
    """A new instrument."""

    title = gettext_lazy("Tambah alat ukur")
    form_class = NewInstrumentForm

    def act(self, form: NewInstrumentForm) -> Instrument:
        """Add."""
        return services.add_instrument(actor=self.request.user, code=form.cleaned_data["code"], **form.given())

    def back(self) -> str:
        """The list."""
        return reverse("assessment:instrument_list")

    def onward(self, made: Instrument) -> str:
        """Its page."""
        return reverse("assessment:instrument", args=[made.pk])


class OnInstrument:
    """What forms on the page of one instrument share."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def one(self) -> Instrument:
        """The instrument of the address."""
        return selectors.instrument(self.request.user, self.kwargs["pk"])

    def back(self) -> str:
        """Its page."""
        return reverse("assessment:instrument", args=[self.kwargs["pk"]])


class ChangeInstrument(OnInstrument, KeptList):
    """Words and numbers."""

    title = gettext_lazy("Ubah alat ukur")
    lead = gettext_lazy("Kegiatan yang sudah direncanakan tetap memakai angka saat alat ukurnya dipilih.")
    form_class = InstrumentForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """As it is."""
        require(policies.may_keep_instruments(self.request.user), words.MAY_NOT_KEEP_INSTRUMENTS)
        return super().get_form_kwargs() | {"instance": Instrument.objects.get(pk=self.one.pk)}

    def act(self, form: InstrumentForm) -> Instrument:
        """Change."""
        return services.change_instrument(actor=self.request.user, instrument=self.one, **form.given())


class AddVariant(OnInstrument, KeptList):
    """A set of material."""

    title = gettext_lazy("Tambah paket")
    form_class = VariantForm

    def act(self, form: VariantForm) -> Variant:
        """Add."""
        return services.add_variant(actor=self.request.user, instrument=self.one, **form.cleaned_data)


@login_required
@require_safe
def variant_text(request: HttpRequest, pk: int, variant: int) -> HttpResponse:
    """The exercise, for those who give it; each reading leaves a line."""
    one = selectors.instrument(request.user, pk)
    found = selectors.variant(request.user, one, variant)
    require(policies.may_read_text(request.user, found), words.MAY_NOT_READ_EXERCISE)
    services.note_reading(actor=request.user, variant=found)
    context = {"one": one, "variant": found, "may_keep": policies.may_keep_instruments(request.user)}
    return render(request, "assessment/instruments/variant.html", context)


class WriteVariant(OnInstrument, KeptList):
    """The exercise itself."""

    form_class = VariantTextForm
    done = gettext_lazy("Naskah paket disimpan.")

    @cached_property
    def variant(self) -> Variant:
        """Which set."""
        return selectors.variant(self.request.user, self.one, self.kwargs["variant"])

    def get_initial(self) -> dict[str, Any]:
        """As it is."""
        return {"text": self.variant.text} if policies.may_keep_instruments(self.request.user) else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Of which set."""
        return super().get_context_data(**kwargs) | {"title": _("Naskah %(variant)s") % {"variant": self.variant}}

    def act(self, form: Any) -> Variant:
        """Keep it."""
        return services.write_variant(actor=self.request.user, variant=self.variant, text=form.cleaned_data["text"])


class UseVariant(OnInstrument, Question):
    """Take a variant into use or out of it."""

    title = gettext_lazy("Pemakaian paket")

    def get_form(self, form_class: Any = None) -> Any:
        """Says what will happen."""
        require(policies.may_keep_instruments(self.request.user), words.MAY_NOT_KEEP_INSTRUMENTS)
        self.variant = selectors.variant(self.request.user, self.one, self.kwargs["variant"])
        stop = _("Paket %(code)s tidak dipilih lagi untuk kegiatan baru.")
        start = _("Paket %(code)s dapat dipilih lagi untuk kegiatan baru.")
        self.lead = (stop if self.variant.is_active else start) % {"code": self.variant.code}
        self.button = _("Hentikan pemakaian") if self.variant.is_active else _("Pakai lagi")
        return super().get_form(form_class)

    def act(self, form: Any) -> Variant:
        """Turn it."""
        return services.use_variant(actor=self.request.user, variant=self.variant, is_active=not self.variant.is_active)
