"""Forms about persons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.people import policies, selectors
from mumpuni.people.models import Agency, Echelon, Education, IdentityKind, Level, Person
from mumpuni.people.services import Post
from mumpuni.ui.forms import DateInput

RANKS = [
    f"{group}/{step}"
    for group, steps in (("I", "abcd"), ("II", "abcd"), ("III", "abcd"), ("IV", "abcde"))
    for step in steps
]
PPPK_GRADES = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII".split()


#: Headings with the fields below them.
PERSON_SECTIONS: Any = (
    (_("Nama dan gelar"), ("front_title", "name", "back_title")),
    (_("Data diri"), ("sex", "birth_place", "birth_date", "email", "phone")),
    (_("Kepegawaian"), ("employment", "appointed_by", "pik_graduate")),
)


class PersonForm(forms.ModelForm):
    """What is known of a person apart from numbers and positions."""

    sections: Any = PERSON_SECTIONS

    class Meta:
        model = Person
        fields = (
            "front_title",
            "name",
            "back_title",
            "sex",
            "birth_place",
            "birth_date",
            "employment",
            "appointed_by",
            "pik_graduate",
            "email",
            "phone",
        )
        widgets = {"birth_date": DateInput()}
        help_texts = {
            "front_title": _("Mis. Dr. atau Drs."),
            "back_title": _("Mis. S.H., M.Si."),
            "name": _("Tanpa gelar; seperti yang akan dicetak di sertifikat"),
        }

    def person_fields(self) -> dict[str, Any]:
        """What goes to the service as fields of the person."""
        return {name: self.cleaned_data[name] for name in PersonForm.Meta.fields}


class PostForm(forms.Form):
    """Where a person serves: agency, position by name, unit."""

    agency = forms.ModelChoiceField(label=_("Instansi"), queryset=Agency.objects.none())
    title = forms.CharField(label=_("Nama jabatan"), max_length=200)
    level = forms.ChoiceField(label=_("Jenjang"), choices=Level)
    unit = forms.CharField(label=_("Unit kerja"), max_length=200, required=False)
    echelon = forms.ChoiceField(label=_("Eselon"), choices=Echelon, required=False)
    rank = forms.ChoiceField(
        label=_("Golongan/ruang"),
        choices=[("", "—"), *((one, one) for one in RANKS), *((one, f"PPPK {one}") for one in PPPK_GRADES)],
        required=False,
    )
    starts_on = forms.DateField(label=_("Terhitung mulai tanggal"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [each.pk for each in selectors.agencies(actor) if policies.may_manage_agency(actor, each)]
        chosen: Any = self.fields["agency"]
        chosen.queryset = Agency.objects.filter(pk__in=mine)
        if len(mine) == 1:
            chosen.initial = mine[0]

    def post(self) -> Post:
        """The position described."""
        data = self.cleaned_data
        return Post(data["agency"], data["title"], data["level"], data["unit"], data["echelon"])


class NewPersonForm(PostForm, PersonForm):
    """A person with a first identity and the position held now."""

    identity_kind = forms.ChoiceField(
        label=_("Jenis identitas"),
        choices=IdentityKind,
        help_text=_("Orang tanpa NIP dicatat dengan NIK atau paspor; NIP dapat ditambahkan kelak."),
    )
    number = forms.CharField(
        label=_("Nomor identitas"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    not_double = forms.BooleanField(label=_("Saya sudah memeriksa: ini orang lain"), required=False)
    sections = (
        (_("Identitas"), ("identity_kind", "number")),
        *PERSON_SECTIONS,
        (_("Jabatan sekarang"), ("agency", "title", "level", "unit", "echelon", "rank", "starts_on")),
    )


class IdentityForm(forms.Form):
    """A further number."""

    kind = forms.ChoiceField(label=_("Jenis identitas"), choices=IdentityKind)
    number = forms.CharField(label=_("Nomor"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class EducationForm(forms.ModelForm):
    """A diploma."""

    class Meta:
        model = Education
        fields = ("degree", "field", "institution", "year")


class ReasonForm(forms.Form):
    """Why something is done; the trail keeps it."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Masuk jejak audit."),
    )


class ContactForm(forms.Form):
    """What persons keep themselves."""

    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
