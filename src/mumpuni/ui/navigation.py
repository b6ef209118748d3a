"""The menu, as data: what there is, for whom. Each app adds a line for each page that people start from."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVERYONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """One line of the menu. Roles are the words of grants; none means everyone who is signed in."""

    label: str | Promise
    url_name: str
    icon: str
    roles: frozenset[str] = EVERYONE

    def seen_by(self, actor: Any) -> bool:
        """Whether this account finds the line in its menu; the page itself asks for permission again."""
        return not self.roles or bool(self.roles & frozenset(getattr(actor, "role_words", ())))


@dataclass(frozen=True)
class Group:
    """Lines under one heading; the first group has none."""

    label: str | Promise
    entries: tuple[Entry, ...]


def roles(*words: str) -> frozenset[str]:
    """A readable set of role words."""
    return frozenset(words)


MENU: tuple[Group, ...] = (
    Group("", (Entry(_("Beranda"), "ui:home", icon="home"), Entry(_("Aturan"), "rules:list", icon="scale"))),
    Group(
        _("Pelatihan"),
        (
            Entry(
                _("Musim"),
                "training:season_list",
                icon="calendar-event",
                roles=roles("organiser", "supervisor", "examiner", "agency-hr"),
            ),
            Entry(
                _("Usulan"),
                "training:nomination_list",
                icon="users-group",
                roles=roles("organiser", "supervisor", "examiner", "agency-hr"),
            ),
        ),
    ),
    Group(
        _("Sertifikasi"),
        (
            Entry(_("Menunggu persetujuan"), "certification:approvals", icon="signature", roles=roles("signatory")),
            Entry(
                _("Hasil uji"),
                "certification:result_list",
                icon="checklist",
                roles=roles("organiser", "supervisor", "examiner"),
            ),
            Entry(
                _("Kebutuhan pengembangan"),
                "certification:needs",
                icon="chart-bar",
                roles=roles("organiser", "supervisor", "examiner", "agency-hr"),
            ),
            Entry(_("Usul nama"), "certification:name_proposals", icon="id", roles=roles("organiser", "agency-hr")),
            Entry(
                _("Penerbitan"), "certification:run_list", icon="certificate", roles=roles("organiser", "supervisor")
            ),
            Entry(
                _("Register sertifikat"),
                "certification:register",
                icon="certificate-2",
                roles=roles("organiser", "supervisor", "agency-hr"),
            ),
            Entry(_("Sertifikat saya"), "certification:own", icon="award", roles=roles("participant")),
            Entry(_("Skema sertifikasi"), "certification:scheme_list", icon="settings", roles=roles("organiser")),
        ),
    ),
    Group(
        _("Penilaian"),
        # In the order of use. A role finds no more than eight lines here.
        (
            Entry(
                _("Penetapan"),
                "assessment:designations",
                icon="signature",
                roles=roles("ppk"),
            ),
            Entry(
                _("Permintaan penilaian"),
                "assessment:request_list",
                icon="clipboard-text",
                roles=roles("agency-hr", "assessment-staff", "supervisor", "ppk"),
            ),
            Entry(
                _("Surat panggilan"),
                "assessment:notice_inbox",
                icon="mail-opened",
                roles=roles("agency-hr"),
            ),
            Entry(
                _("Panggilan saya"),
                "assessment:own_notices",
                icon="mail",
                roles=roles("participant"),
            ),
            Entry(
                _("Laporan penilaian"),
                "assessment:report_inbox",
                icon="file-certificate",
                roles=roles("ppk", "supervisor"),
            ),
            Entry(
                _("Formulir saya"),
                "assessment:own_forms",
                icon="clipboard-list",
                roles=roles("participant"),
            ),
            Entry(
                _("Jadwal penilaian saya"),
                "assessment:own_timetable",
                icon="calendar-time",
                roles=roles("participant", "assessor"),
            ),
            Entry(
                _("Lembar saya"),
                "assessment:own_sheets",
                icon="clipboard-text",
                roles=roles("assessor"),
            ),
            Entry(
                _("Hasil saya"),
                "assessment:own_results",
                icon="chart-bar",
                roles=roles("participant"),
            ),
            Entry(
                _("Kegiatan penilaian"),
                "assessment:event_list",
                icon="calendar-event",
                roles=roles("assessment-staff", "assessor", "supervisor"),
            ),
            Entry(
                _("Kalender penyelenggara"),
                "assessment:calendar_home",
                icon="calendar",
                roles=roles("assessment-staff"),
            ),
            Entry(
                _("Register Assessor"),
                "assessment:register",
                icon="users-group",
                roles=roles("assessment-staff", "supervisor"),
            ),
            Entry(
                _("Alat ukur"),
                "assessment:instrument_list",
                icon="checklist",
                roles=roles("assessment-staff", "supervisor", "assessor"),
            ),
            Entry(
                _("Perpustakaan kalimat"),
                "assessment:sentence_list",
                icon="file-text",
                roles=roles("assessment-staff", "supervisor"),
            ),
            Entry(
                _("Penyelenggara"),
                "assessment:provider_list",
                icon="building",
                roles=roles("assessment-staff", "supervisor"),
            ),
            Entry(
                _("Pemanfaatan hasil"),
                "assessment:use_list",
                icon="chart-bar",
                roles=roles("agency-hr", "ppk", "supervisor"),
            ),
            Entry(
                _("Rencana pengembangan"),
                "assessment:development_list",
                icon="books",
                roles=roles("agency-hr", "ppk", "supervisor"),
            ),
            Entry(
                _("Laporan penyelenggaraan"),
                "assessment:organiser_report_list",
                icon="file-text",
                roles=roles("assessment-staff", "agency-hr", "ppk", "supervisor"),
            ),
            Entry(
                _("Pemantauan mutu"),
                "assessment:monitoring_list",
                icon="clipboard-check",
                roles=roles("supervisor"),
            ),
            Entry(
                _("Hasil terdahulu"),
                "assessment:past_list",
                icon="history",
                roles=roles("assessment-staff", "supervisor", "agency-hr", "ppk", "participant"),
            ),
            Entry(
                _("Pertanyaan kepada Kepala BKN"),
                "assessment:question_list",
                icon="message",
                roles=roles("supervisor"),
            ),
            Entry(
                _("Uraian tugas tim"),
                "assessment:duty_list",
                icon="file-text",
                roles=roles("assessment-staff"),
            ),
            Entry(
                _("Naskah dan contoh"),
                "assessment:form_templates",
                icon="forms",
                roles=roles("supervisor", "system-admin"),
            ),
        ),
    ),
    Group(
        _("Standar"),
        (
            Entry(_("SKK-PDN"), "standards:skk_list", icon="list-check"),
            Entry(
                _("Papan tahapan"),
                "standards:board",
                icon="layout-kanban",
                roles=roles("bpsdm", "drafter", "verifier", "organiser", "supervisor"),
            ),
            Entry(_("SP2-PDN"), "standards:development_list", icon="books"),
            Entry(
                _("Panduan penyelenggaraan"),
                "standards:guide_list",
                icon="book",
                roles=roles("bpsdm", "organiser", "drafter", "verifier", "supervisor"),
            ),
            Entry(_("Jenjang KKA-PDN"), "standards:framework", icon="stairs"),
            Entry(_("Jenjang saya"), "standards:own_level", icon="user", roles=roles("participant")),
            Entry(
                _("Jenjang pegawai"),
                "standards:official_list",
                icon="users",
                roles=roles("bpsdm", "organiser", "supervisor", "system-admin", "agency-hr"),
            ),
            Entry(
                _("Penempatan, promosi, suksesi"),
                "standards:careers",
                icon="briefcase",
                roles=roles("bpsdm", "organiser", "supervisor", "agency-hr"),
            ),
            Entry(_("Kamus kompetensi"), "standards:dictionary", icon="book"),
            Entry(
                _("Standar jabatan"),
                "standards:position_standards",
                icon="target",
                roles=roles("organiser", "agency-hr", "supervisor", "bpsdm", "auditor"),
            ),
        ),
    ),
    Group(
        _("Data induk"),
        (
            Entry(
                _("Pegawai"),
                "people:person_list",
                icon="users",
                roles=roles("organiser", "supervisor", "system-admin", "agency-hr"),
            ),
            Entry(
                _("Instansi"),
                "people:agency_list",
                icon="building",
                roles=roles("organiser", "supervisor", "system-admin", "agency-hr"),
            ),
            Entry(
                _("Hari libur"),
                "people:holiday_list",
                icon="calendar-off",
                roles=roles("organiser", "system-admin", "supervisor", "agency-hr", "assessment-staff", "assessor"),
            ),
            Entry(
                _("Pejabat penanda tangan"),
                "people:office_list",
                icon="signature",
                roles=roles("organiser", "supervisor", "system-admin", "signatory", "auditor"),
            ),
            Entry(
                _("Unit kompetensi"),
                "standards:units",
                icon="list-check",
                roles=roles("organiser", "supervisor", "system-admin", "examiner", "signatory", "auditor"),
            ),
        ),
    ),
    Group(
        _("Sistem"),
        (
            Entry(
                _("Pengguna dan peran"),
                "people:account_list",
                icon="user-cog",
                roles=roles("system-admin", "auditor"),
            ),
            Entry(_("Jejak audit"), "audit:event_list", icon="history", roles=roles("system-admin", "auditor")),
            Entry(
                _("Impor saya"),
                "exchange:import_list",
                icon="file-import",
                roles=roles("organiser", "agency-hr", "system-admin", "assessment-staff", "supervisor"),
            ),
            Entry(_("Surat keluar"), "exchange:mail_list", icon="mail", roles=roles("organiser", "system-admin")),
        ),
    ),
)

ACCOUNT: tuple[Entry, ...] = (
    Entry(_("Profil saya"), "people:profile", icon="user"),
    Entry(_("Ubah kata sandi"), "account_change_password", icon="lock"),
    Entry(_("Verifikasi dua langkah"), "mfa_index", icon="shield-lock"),
)


@dataclass(frozen=True)
class Line:
    """An entry as one account meets it on one page."""

    label: str | Promise
    url: str
    icon: str
    current: bool


def menu(actor: Any, path: str) -> list[tuple[str | Promise, list[Line]]]:
    """The groups and lines that this account sees; the line of the page shown is marked."""
    addresses = _addresses(entry for group in MENU for entry in group.entries)
    here = _current(path, addresses)
    shown = []
    for group in MENU:
        seen = (entry for entry in group.entries if entry.url_name in addresses and entry.seen_by(actor))
        lines = [Line(entry.label, addresses[entry.url_name], entry.icon, entry.url_name == here) for entry in seen]
        if lines:
            shown.append((group.label, lines))
    return shown


def account_menu() -> list[Line]:
    """The lines about the account itself."""
    addresses = _addresses(ACCOUNT)
    return [
        Line(entry.label, addresses[entry.url_name], entry.icon, current=False)
        for entry in ACCOUNT
        if entry.url_name in addresses
    ]


def _addresses(entries: Iterable[Entry]) -> dict[str, str]:
    """The address of each entry; one whose page this installation does not have is left out."""
    found = {}
    for entry in entries:
        with suppress(NoReverseMatch):
            found[entry.url_name] = reverse(entry.url_name)
    return found


def _current(path: str, addresses: dict[str, str]) -> str | None:
    """The entry whose address is the longest beginning of this path."""
    home = reverse("ui:home")
    fitting = [(url, name) for name, url in addresses.items() if path == url or (url != home and path.startswith(url))]
    return max(fitting, key=lambda pair: len(pair[0]))[1] if fitting else None
