"""The programme's lists."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mumpuni.people import selectors as people
from mumpuni.training import selectors
from mumpuni.training.models import BATCH_LEVELS, Nomination, Season
from mumpuni.ui.lists import ChipColumn, NumberColumn, StackColumn, Table

SEASON_TONES = {"draft": "quiet", "open": "good", "closed": "note"}
NOMINATION_TONES = {"nominated": "wait", "accepted": "good", "withdrawn": "quiet"}


class SeasonTable(Table):
    """Seasons."""

    name = tables.Column(linkify=("training:season_detail", {"pk": tables.A("pk")}))
    state = ChipColumn(tones=SEASON_TONES)
    seats = NumberColumn(verbose_name=_("Sasaran"))

    class Meta(Table.Meta):
        model = Season
        fields = ("name", "year", "state", "starts_on", "ends_on", "seats")


class NomineeColumn(tables.Column):
    """The person, linked to the nomination; sorted by the bare name."""

    def __init__(self) -> None:
        super().__init__(
            accessor="person",
            verbose_name=_("Nama"),
            order_by=("person__name", "pk"),
            attrs={"td": {"class": "name"}, "th": {"class": "name"}},
        )

    def render(self, record: Nomination) -> str:
        """The name with its degrees."""
        url = reverse("training:nomination_detail", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, record.person.full_name)

    def value(self, record: Nomination) -> str:
        """For the export."""
        return record.person.full_name


class NumberOfPersonColumn(tables.Column):
    """NIP or other identity: masked on screen; in the export the NIP whole, other numbers masked."""

    def __init__(self) -> None:
        super().__init__(
            empty_values=(),
            verbose_name=_("NIP/identitas"),
            orderable=False,
            attrs={"td": {"class": "tight lesser"}, "th": {"class": "tight lesser"}},
        )

    def render(self, record: Nomination) -> str:
        """Masked."""
        first = _identity(record)
        return first.masked if first else "–"

    def value(self, record: Nomination) -> str:
        """Whoever may export these people needs the number they are filed under."""
        first = _identity(record)
        return (first.plain or first.masked) if first else ""


def _identity(record: Nomination) -> Any:
    """The NIP where there is one; identities come prefetched, ordered by kind."""
    identities = list(record.person.identities.all())
    return next((each for each in identities if each.plain), identities[0] if identities else None)


class NominationTable(Table):
    """Nominations across a season's batches."""

    person = NomineeColumn()
    identity = NumberOfPersonColumn()
    agency = StackColumn(below="unit")
    unit = tables.Column(visible=False)
    position_title = StackColumn(below="get_level_display")
    level = tables.Column(visible=False)
    batch = tables.Column(
        order_by=("batch__number",),
        linkify=("training:batch_detail", {"pk": tables.A("batch_id")}),
        attrs={"td": {"class": "tight"}},
    )
    state = ChipColumn(tones=NOMINATION_TONES)
    training_jp = NumberColumn()

    class Meta(Table.Meta):
        model = Nomination
        fields = ("person", "identity", "agency", "unit", "position_title", "level", "batch", "state", "training_jp")


class ParticipantTable(Table):
    """Nominations within one batch."""

    person = NomineeColumn()
    identity = NumberOfPersonColumn()
    agency = StackColumn(below="unit")
    unit = tables.Column(visible=False)
    position_title = StackColumn(below="get_qualification_display")
    qualification = tables.Column(visible=False)
    state = ChipColumn(tones=NOMINATION_TONES)
    training_jp = NumberColumn()

    class Meta(Table.Meta):
        model = Nomination
        fields = ("person", "identity", "agency", "unit", "position_title", "qualification", "state", "training_jp")


class ChosenColumn(tables.Column):
    """A box per row, named `chosen`, with the person's name for those who cannot see the row."""

    def __init__(self) -> None:
        super().__init__(accessor="pk", verbose_name=_("Pilih"), orderable=False, exclude_from_export=True)

    def render(self, value: Any, record: Nomination) -> str:
        """The box of one row."""
        return format_html(
            '<input class="form-check-input" type="checkbox" name="chosen" value="{}" aria-label="{}">',
            value,
            _("Pilih %(person)s") % {"person": record.person.full_name},
        )


class ChoosableTable(ParticipantTable):
    """The same with boxes, for those who may decide."""

    chosen = ChosenColumn()

    class Meta(ParticipantTable.Meta):
        sequence = ("person", "...", "chosen")


def _seasons(request: HttpRequest | None) -> QuerySet[Season]:
    return selectors.seasons(request.user) if request else Season.objects.none()


def _agencies(request: HttpRequest | None) -> Any:
    return people.agencies(request.user) if request else people.agencies(None)


class NominationFilter(django_filters.FilterSet):
    """Season, level, state, agency."""

    season = django_filters.ModelChoiceFilter(queryset=_seasons, label=_("Musim"), empty_label=_("Semua"))
    level = django_filters.ChoiceFilter(
        field_name="batch__level", choices=BATCH_LEVELS, label=_("Jenjang"), empty_label=_("Semua")
    )
    state = django_filters.ChoiceFilter(choices=Nomination.State.choices, label=_("Keadaan"), empty_label=_("Semua"))
    agency = django_filters.ModelChoiceFilter(queryset=_agencies, label=_("Instansi"), empty_label=_("Semua"))

    class Meta:
        model = Nomination
        fields = ("season", "level", "state", "agency")


class ParticipantFilter(django_filters.FilterSet):
    """State."""

    state = django_filters.ChoiceFilter(choices=Nomination.State.choices, label=_("Keadaan"), empty_label=_("Semua"))

    class Meta:
        model = Nomination
        fields = ("state",)
