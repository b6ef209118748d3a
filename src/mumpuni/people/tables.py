"""Lists of this app."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mumpuni.people import policies
from mumpuni.people.models import Account, Agency, Holiday, Identity, Office, Person
from mumpuni.ui.lists import DateColumn, MomentColumn, NumberColumn, StackColumn, Table
from mumpuni.ui.templatetags.ui import status_chip


class PersonTable(Table):
    """Officials; numbers masked, on paper too."""

    name = tables.Column(
        _("Nama"),
        accessor="full_name",
        order_by=("name", "pk"),
        linkify=("people:person", [tables.A("pk")]),
        attrs={"td": {"class": "name"}, "th": {"class": "name"}},
    )
    number = tables.Column(
        _("Identitas"), empty_values=(), orderable=False, attrs={"td": {"class": "tight"}, "th": {"class": "tight"}}
    )
    agency = StackColumn(
        verbose_name=_("Instansi dan unit kerja"), accessor="current__agency", below="current__unit", orderable=False
    )
    unit = tables.Column(_("Unit kerja"), accessor="current__unit", visible=False)
    position = StackColumn(
        verbose_name=_("Jabatan"),
        accessor="current__position",
        below="current__position__get_level_display",
        orderable=False,
    )
    level = tables.Column(_("Jenjang"), accessor="current__position__get_level_display", visible=False)
    employment = tables.Column(_("Status"))

    class Meta(Table.Meta):
        model = Person
        fields = ("name", "number", "agency", "unit", "position", "level", "employment")

    def render_number(self, record: Person) -> str:
        """The NIP first, masked; another number where there is none."""
        found: list[Identity] = sorted(record.identities.all(), key=lambda each: each.kind != "nip")
        return str(found[0]) if found else "—"

    def value_number(self, record: Person) -> str:
        """Exports are lists too."""
        return self.render_number(record)


class AgencyTable(Table):
    """Agencies with what they have."""

    name = tables.Column(_("Nama"), linkify=("people:agency", [tables.A("pk")]))
    unit_count = NumberColumn(verbose_name=_("Unit kerja"))
    official_count = NumberColumn(verbose_name=_("Pegawai"))

    class Meta(Table.Meta):
        model = Agency
        fields = ("name", "short_name", "kind", "time_zone", "unit_count", "official_count")


class AccountTable(Table):
    """Accounts with the roles they hold today."""

    name = tables.Column(_("Nama"), linkify=("people:account", [tables.A("pk")]))
    email = tables.Column(_("Surel"))
    roles = tables.Column(_("Peran hari ini"), empty_values=(), orderable=False)
    has_second_factor = tables.BooleanColumn(yesno=(_("terpasang"), _("belum")), verbose_name=_("Faktor kedua"))
    is_active = tables.Column(_("Keadaan"))
    last_login = MomentColumn(verbose_name=_("Masuk terakhir"))

    class Meta(Table.Meta):
        model = Account
        fields = ("name", "email", "roles", "has_second_factor", "is_active", "last_login")

    def render_roles(self, record: Any) -> str:
        """The words of the roles, each once."""
        return ", ".join(dict.fromkeys(grant.get_role_display() for grant in record.grants_today)) or "—"

    def value_roles(self, record: Any) -> str:
        """The same in exports."""
        return self.render_roles(record)

    def render_is_active(self, record: Account) -> Any:
        """Open, waiting for its owner, or closed."""
        return status_chip(record.state_tone, str(record.state))

    def value_is_active(self, record: Account) -> str:
        """The word alone."""
        return str(record.state)


class OfficeTable(Table):
    """Offices that sign."""

    title = tables.Column(_("Jabatan"), order_by=("title", "body"), linkify=("people:office", [tables.A("pk")]))
    holder = tables.Column(_("Penanda tangan hari ini"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = Office
        fields = ("title", "code", "agency", "holder")

    def render_title(self, record: Office) -> str:
        """Title and body."""
        return str(record)

    def render_holder(self, record: Any) -> str:
        """Who signs today, in what capacity."""
        holder = record.holders_today[0] if record.holders_today else None
        return f"{holder.person} ({holder.get_capacity_display()})" if holder else "—"


class HolidayTable(Table):
    """Days off."""

    day = DateColumn(verbose_name=_("Tanggal"), linkify=False)
    name = tables.Column(_("Nama"))
    kind = tables.Column(_("Jenis"))
    agency = tables.Column(_("Berlaku bagi"), empty_values=(), order_by=("agency__name", "day"))
    decree = tables.Column(_("Dasar"))
    remove = tables.Column(_("Tindakan"), empty_values=(), orderable=False, exclude_from_export=True)

    class Meta(Table.Meta):
        model = Holiday
        fields = ("day", "name", "kind", "agency", "decree", "remove")

    def render_agency(self, record: Holiday) -> str:
        """The agency, or everyone."""
        return str(record.agency or _("Nasional"))

    def value_agency(self, record: Holiday) -> str:
        """The same in exports."""
        return self.render_agency(record)

    def render_remove(self, record: Holiday) -> Any:
        """A button for those who keep this calendar."""
        actor = self.request.user
        if not policies.may_keep_holidays(actor, record.agency_id):
            return ""
        url = reverse("people:holiday_remove", args=[record.pk])
        label = gettext("Hapus %(day)s") % {"day": record.name}
        return format_html(
            '<a class="btn btn-sm" href="{}" data-dialog aria-label="{}">{}</a>', url, label, gettext("Hapus")
        )
