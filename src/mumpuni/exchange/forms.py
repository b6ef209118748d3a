"""Which column is which field, and which file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.exchange.importers import Importer
from mumpuni.exchange.models import ImportBatch

ACCEPTED = ".xlsx,.xls,.ods,.csv,.xlsb"


class UploadForm(forms.Form):
    """The file; what it must be like is judged by the service, which can say why."""

    file = forms.FileField(
        label=_("Berkas"),
        help_text=_("Excel (.xlsx, .xls), ODS, atau CSV; paling besar 20 MB dan 20.000 baris."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,
    )


class ColumnsForm(forms.Form):
    """One choice per field; the columns of the file are the options."""

    def __init__(self, *args: Any, importer: Importer, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(str(each["index"]), f"{each['letter']} · {each['text']}") for each in batch.headings]
        for each in importer.fields:
            self.fields[each.name] = forms.ChoiceField(
                label=each.label,
                required=each.required,
                choices=[("", _("– tidak ada di berkas –")), *columns],
                initial=str(batch.mapping.get(each.name, "")),
                help_text=each.help,
                error_messages={"required": _("Pilih kolom yang berisi isian wajib ini.")},
            )

    def mapping(self) -> dict[str, int]:
        """Column index per field chosen."""
        return {name: int(value) for name, value in self.cleaned_data.items() if value}
