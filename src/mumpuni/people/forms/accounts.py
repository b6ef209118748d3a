"""Forms about accounts and roles."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mumpuni.people import scopes, selectors
from mumpuni.people.identity import bare
from mumpuni.people.models import Account, Agency, Person, Role, ScopeKind
from mumpuni.ui.forms import DateInput


class OwnerForm(forms.Form):
    """Whose account it is, named by NIP."""

    nip = forms.CharField(
        label=_("NIP"),
        max_length=30,
        required=False,
        help_text=_("Menghubungkan akun dengan data pegawai; wajib bagi peserta dan pejabat penanda tangan."),
    )

    def clean_nip(self) -> Person | None:
        """The person with this NIP, if one is given."""
        digits = bare(self.cleaned_data["nip"])
        if not digits:
            return None
        found = selectors.persons_by_number([("nip", digits)])
        if not found:
            raise forms.ValidationError(_("Tidak ada pegawai dengan NIP ini; daftarkan dahulu di halaman Pegawai."))
        return next(iter(found.values()))


class InviteForm(OwnerForm):
    """Whom to invite."""

    email = forms.EmailField(label=_("Surel"))
    name = forms.CharField(label=_("Nama"), max_length=150, help_text=_("Sebagaimana tampil di jejak audit."))
    language = forms.ChoiceField(label=_("Bahasa surel"), choices=settings.LANGUAGES)
    field_order = ("email", "name", "nip", "language")


class AccountForm(OwnerForm, forms.ModelForm):
    """Name and address of an account, and whose it is."""

    class Meta:
        model = Account
        fields = ("name", "email")

    field_order = ("name", "email", "nip")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.person_id:
            del self.fields["nip"]

    def validate_unique(self) -> None:
        """The service says who has the address."""


class GrantForm(forms.Form):
    """A role, its scope, its time, and why."""

    role = forms.ChoiceField(label=_("Peran"), choices=Role)
    scope = forms.ChoiceField(label=_("Lingkup"), required=False)
    agency = forms.ModelChoiceField(
        label=_("Instansi"),
        queryset=Agency.objects.all(),
        required=False,
        help_text=_("Hanya bagi pengelola kepegawaian instansi dan pejabat pembina kepegawaian."),
    )
    starts_on = forms.DateField(label=_("Mulai"), widget=DateInput(), required=False, help_text=_("Kosong: hari ini"))
    ends_on = forms.DateField(
        label=_("Sampai"), widget=DateInput(), required=False, help_text=_("Kosong: sampai diakhiri")
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, help_text=_("Masuk jejak audit, mis. nomor surat tugas.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: list[Any] = [("", _("Semua"))]
        for kind in sorted(scopes.kinds()):
            named = scopes.choices(kind).items()
            groups.append((ScopeKind(kind).label, [(f"{kind}:{number}", name) for number, name in named]))
        field: Any = self.fields["scope"]
        field.choices = groups

    def grant(self) -> dict[str, Any]:
        """The words of `services.grant_role`."""
        data = dict(self.cleaned_data)
        kind, _colon, number = data.pop("scope").partition(":")
        if data["agency"] is not None and not kind:
            kind = ScopeKind.AGENCY
        return {**data, "scope_kind": kind, "scope_id": int(number) if number else None}


class EndRoleForm(forms.Form):
    """When and why a role ends."""

    ends_on = forms.DateField(
        label=_("Hari terakhir"), widget=DateInput(), required=False, help_text=_("Kosong: berakhir sekarang juga")
    )
    reason = forms.CharField(label=_("Alasan"), max_length=300, help_text=_("Masuk jejak audit."))


class LanguageForm(forms.Form):
    """The language of one's mails and pages."""

    language = forms.ChoiceField(label=_("Bahasa"), choices=settings.LANGUAGES)
