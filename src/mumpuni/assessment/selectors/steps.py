"""What comes next in an event, for whoever reads its board."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Event
from mumpuni.assessment.selectors.readiness import Figures, Readiness


@dataclass(frozen=True)
class Step:
    """Something to do: words, the button, and the name of the page where it is done."""

    text: str | Promise
    label: str | Promise
    page: str


def staff_step(event: Event, figures: Figures, state: Readiness) -> Step | None:
    """What the provider's staff do next; None while the team is at work."""
    if event.has_begun:
        return None
    if not figures.called:
        return Step(_("Ambil Assessee dari permintaannya."), _("Ambil Assessee"), "assessment:event_take_in")
    if event.place is None:
        return Step(_("Tempat penilaian belum dipilih."), _("Pilih tempat"), "assessment:event_change")
    team = next(each for each in state.components if each.code == "team")
    if not event.is_frozen and not team.complete:
        return Step(_("Tim belum memenuhi ketentuan; tetapkan anggotanya."), _("Tetapkan tim"), "assessment:team")
    return None


def planner_step(event: Event, figures: Figures, state: Readiness) -> Step | None:
    """What chair and admin do next."""
    if event.state == Event.State.RUNNING and timezone.localdate() > event.last_day:
        return Step(
            _("Hari terakhir sudah lewat. Selesaikan yang masih terbuka, lalu tutup kegiatan ini."),
            _("Tindak lanjut"),
            "assessment:after",
        )
    if event.has_begun:
        return None
    return next(_planning(figures, state), None) if not event.is_frozen else next(_preparing(event, figures), None)


def _planning(figures: Figures, state: Readiness) -> Iterator[Step]:
    by_code = {each.code: each for each in state.components}
    if not by_code["standard"].complete or not by_code["methods_and_instruments"].complete:
        yield Step(
            _("Tetapkan alat ukur bagi setiap kompetensi sampai tidak ada temuan."),
            _("Susun rancangan"),
            "assessment:blueprint",
        )
    if state.complete and figures.called:
        yield Step(
            _("Keempat komponen lengkap. Kunci rancangannya, lalu susun kelompok dan jadwal."),
            _("Kunci rancangan"),
            "assessment:event_freeze",
        )


def _preparing(event: Event, figures: Figures) -> Iterator[Step]:
    if not figures.groups:
        yield Step(_("Bagi Assessee ke dalam kelompok."), _("Susun kelompok"), "assessment:groups")
    if figures.announced is None:
        yield Step(_("Jadwal belum diumumkan."), _("Susun jadwal"), "assessment:timetable")
    if figures.letters < figures.called:
        yield Step(_("Belum semua Assessee dikirimi surat pemberitahuan."), _("Buat surat"), "assessment:notices")
    if event.state != Event.State.PREPARED:
        yield Step(
            _("Bila surat, formulir, ruang, dan bahan sudah siap, nyatakan persiapan selesai."),
            _("Persiapan selesai"),
            "assessment:event_prepare",
        )
    elif timezone.localdate() >= event.first_day:
        yield Step(
            _("Hari pertama tiba. Mulai pelaksanaan; sesudah itu rencananya tidak berubah lagi."),
            _("Mulai pelaksanaan"),
            "assessment:event_start",
        )
