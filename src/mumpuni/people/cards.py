"""What this app puts on the home page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mumpuni.people import policies
from mumpuni.people.models import Agency, Role
from mumpuni.people.secondfactor import has_second_factor
from mumpuni.people.selectors import offices
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """The next steps about people, for this account."""
    found: list[Card] = []
    if actor.role_words and not actor.needs_second_factor and not has_second_factor(actor):
        found.append(
            Card(
                title=_("Amankan akun Anda"),
                text=_("Faktor kedua melindungi data Anda walau kata sandi diketahui orang lain."),
                url=reverse("people:second_factor"),
                label=_("Pasang faktor kedua"),
                order=90,
                icon="shield-lock",
            )
        )
    if policies.has_role(actor, Role.SYSTEM_ADMIN):
        found.append(
            Card(
                title=_("Pengguna dan peran"),
                text=_("Undang pengguna, beri dan akhiri peran, reset faktor kedua."),
                url=reverse("people:account_list"),
                label=_("Buka"),
                order=60,
                icon="user-cog",
            )
        )
    if policies.has_role(actor, Role.SYSTEM_ADMIN, Role.AUDITOR):
        found.append(
            Card(
                title=_("Jejak audit"),
                text=_("Siapa melakukan apa dan kapan, dengan putusan dan dasar hukumnya."),
                url=reverse("audit:event_list"),
                label=_("Buka jejak audit"),
                order=50,
                icon="history",
            )
        )
    if policies.has_role(actor, Role.ORGANISER):
        found += _organiser(actor)
    if policies.agencies_of(actor, Role.AGENCY_HR):
        found.append(
            Card(
                title=_("Pegawai instansi Anda"),
                text=_("Periksa dan lengkapi data pegawai, atau impor dari Excel."),
                url=reverse("people:person_list"),
                label=_("Buka"),
                order=60,
                icon="users",
            )
        )
    return found


def _organiser(actor: Any) -> list[Card]:
    found = []
    if not Agency.objects.exists():
        found.append(
            Card(
                title=_("Mulai dari instansi"),
                text=_("Tambahkan instansi yang akan mengirim peserta."),
                url=reverse("people:agency_add"),
                label=_("Tambah instansi"),
                order=1,
                tone="next",
                icon="building",
            )
        )
    vacant = [office for office in offices(actor) if not office.holders_today]  # type: ignore[attr-defined]
    if vacant:
        found.append(
            Card(
                title=_("Jabatan tanpa penanda tangan"),
                text=", ".join(str(office) for office in vacant[:3]),
                url=reverse("people:office_list"),
                label=_("Tetapkan pejabat"),
                order=20,
                tone="warn",
                icon="signature",
            )
        )
    return found
