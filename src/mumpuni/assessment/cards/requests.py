"""Requests on the home page: what the agency, its PPK and the provider have to do next."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Question, Request
from mumpuni.assessment.selectors import calendar, nominations
from mumpuni.assessment.selectors import requests as selectors
from mumpuni.people.policies import Role, agencies_of
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """All of them for this account."""
    return [*_agency(actor), *_ppk(actor), *_staff(actor), *_supervisor(actor)]


def _agency(actor: Any) -> list[Card]:
    own = agencies_of(actor, Role.AGENCY_HR)
    if not own:
        return []
    made = []
    if open_ones := list(nominations.to_select(actor)[:2]):
        words = _("Isi hasil seleksi administrasi dan tes substansi setiap calon.")
        made.append(_to(open_ones, _("Hasil seleksi belum lengkap"), words, "selection", _("Isi hasil"), order=13))
    if count := nominations.to_submit(actor).count():
        words = ngettext(
            "%(count)d nama lulus seleksi dan belum diajukan kepada PPK.",
            "%(count)d nama lulus seleksi dan belum diajukan kepada PPK.",
            count,
        )
        rows = list(Request.objects.filter(candidates__in=nominations.to_submit(actor)).distinct()[:2])
        text = words % {"count": count}
        made.append(_to(rows, _("Nama belum diajukan"), text, "names_submit", _("Ajukan nama"), order=14))
    counted = Request.objects.filter(agency__in=own).values_list("state").annotate(count=Count("pk")).order_by("state")
    states = [f"{Request.State(state).label}: {count}" for state, count in counted]
    text = " · ".join(states) or _("Belum ada permintaan; susun yang pertama.")
    url, label = reverse("assessment:request_list"), _("Buka permintaan")
    made.append(Card(_("Permintaan penilaian"), text, url, label, order=32, icon="clipboard-text"))
    return made


def _to(rows: list[Request], title: str, text: str, page: str, label: str, *, order: int) -> Card:
    """To the page of the one request, or to the list of all."""
    url = reverse(f"assessment:{page}", args=[rows[0].pk]) if len(rows) == 1 else reverse("assessment:request_list")
    return Card(title, text, url, label, order=order, tone="next", icon="checklist")


def _ppk(actor: Any) -> list[Card]:
    if not agencies_of(actor, Role.PPK):
        return []
    count = nominations.awaiting_designation(actor).count()
    url, title = reverse("assessment:designations"), _("Penetapan peserta penilaian")
    if not count:
        return [Card(title, _("Tidak ada nama yang menunggu."), url, _("Lihat penetapan"), order=30)]
    words = ngettext("%(count)d nama menunggu penetapan Anda.", "%(count)d nama menunggu penetapan Anda.", count) % {
        "count": count
    }
    return [Card(title, words, url, _("Tetapkan"), order=2, tone="next", icon="signature", figure=str(count))]


def _staff(actor: Any) -> list[Card]:
    waiting = list(selectors.to_answer(actor))
    if not policies.providers_of(actor):
        return []
    if not waiting:
        url, words = reverse("assessment:request_list"), _("Tidak ada permintaan yang menunggu jawaban.")
        return [Card(_("Permintaan penilaian"), words, url, _("Buka permintaan"), order=31)]
    oldest = waiting[0]
    today = timezone.localdate()
    sent_on = timezone.localdate(oldest.sent_at) if oldest.sent_at else today
    age = calendar.age_in_working_days(oldest, today, calendar.days_off(oldest.provider, sent_on, today))
    words = (
        ngettext(
            "Yang terlama dari %(agency)s, menunggu %(count)d hari kerja.",
            "Yang terlama dari %(agency)s, menunggu %(count)d hari kerja.",
            age,
        )
        if age
        else _("Yang terlama dari %(agency)s, masuk hari ini.")
    ) % {"agency": oldest.agency, "count": age}
    url = reverse("assessment:request_answer", args=[oldest.pk])
    title, figure = _("Permintaan menunggu jawaban"), str(len(waiting))
    return [Card(title, words, url, _("Jawab yang terlama"), order=3, tone="next", icon="inbox", figure=figure)]


def _supervisor(actor: Any) -> list[Card]:
    if not policies.watches(actor):
        return []
    count = Question.objects.filter(answered_at=None).count()
    if not count:
        return []
    words = ngettext(
        "%(count)d pertanyaan tentang Perka BKN 11/2008 menunggu jawaban.",
        "%(count)d pertanyaan tentang Perka BKN 11/2008 menunggu jawaban.",
        count,
    ) % {"count": count}
    url, title = reverse("assessment:question_list"), _("Pertanyaan kepada Kepala BKN")
    return [Card(title, words, url, _("Jawab"), order=12, tone="next", icon="message", figure=str(count))]
