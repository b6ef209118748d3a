"""Forms about the sentences that reports begin with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.forms.providers import Unchecked
from mumpuni.assessment.models import Provider, Sentence
from mumpuni.assessment.policies import providers_of, watches
from mumpuni.assessment.selectors.report_library import competencies


class SentenceForm(Unchecked):
    """A sentence and for what it is meant."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Sentence
        fields = ("part", "competency", "level", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "level": forms.NumberInput(attrs={"min": 0, "max": 5})}
        help_texts = {
            "competency": _("Kosongkan bila berlaku bagi setiap kompetensi, atau bila tentang keseluruhan laporan"),
            "level": _("0 sampai 5; kosongkan bila cocok bagi setiap level"),
            "text": _("Jangan menulis nama orang. Penulis laporan menyesuaikannya dengan orangnya."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        competency: Any = self.fields["competency"]
        here = competencies()
        if self.instance.competency_id:
            here = here | type(self.instance.competency).objects.filter(pk=self.instance.competency_id)
        competency.queryset = here
        competency.label_from_instance = _name
        competency.empty_label = _("Setiap kompetensi")
        self.initial["revision"] = self.instance.revision


class NewSentenceForm(SentenceForm):
    """A sentence with the provider whose it is, where that has to be said."""

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]
        own = Provider.objects.filter(pk__in=providers_of(actor)).order_by("name")
        shared = watches(actor)
        self.only = None if shared else own.first()
        if len(own) + shared > 1:
            self.fields["provider"] = forms.ModelChoiceField(
                own,
                label=_("Milik"),
                required=not shared,
                empty_label=_("Bersama semua penyelenggara") if shared else None,
            )

    def clean(self) -> dict[str, Any]:
        """With the provider, chosen or the only one."""
        given = super().clean() or self.cleaned_data
        if "provider" not in self.fields:
            given["provider"] = self.only
        return given


def _name(competency: Any) -> str:
    return str(competency.name)
