"""What follows the report, on the home page: for chair, assessee, agency, provider and Instansi Pembina."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Event, Feedback, Objection, OrganiserReport, TeamMember, TeamRole
from mumpuni.assessment.selectors import monitoring, organising, uses
from mumpuni.people.policies import Role, agencies_of, has_role
from mumpuni.ui.home import Card

#: How long feedback, and an organiser's report, is new.
NEW = timedelta(days=30)


def cards(actor: Any) -> list[Card]:
    """All of them for this account."""
    return [*_chair(actor), *_assessee(actor), *_agency(actor), *_staff(actor), *_supervisor(actor)]


def _chair(actor: Any) -> list[Card]:
    """Objections to answer, and events that are over but not closed."""
    person = policies.own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return []
    mine = TeamMember.objects.filter(practitioner__person=person, role=TeamRole.CHAIR, removed_at=None).values("event")
    running = Event.objects.filter(pk__in=mine, state=Event.State.RUNNING)
    made = []
    waiting = Objection.objects.filter(answer="", result__assessee__event__in=running)
    if events := list(waiting.values_list("result__assessee__event", flat=True)):
        words = ngettext(
            "%(count)d keberatan menunggu jawaban Anda.", "%(count)d keberatan menunggu jawaban Anda.", len(events)
        )
        url = reverse("assessment:after", args=[events[0]])
        made.append(_next(_("Keberatan Assessee"), words, len(events), url, _("Jawab"), order=4, icon="message"))
    over = list(running.filter(last_day__lt=timezone.localdate()).order_by("last_day"))
    if over:
        words = ngettext(
            "%(count)d kegiatan sudah lewat hari terakhirnya dan belum ditutup.",
            "%(count)d kegiatan sudah lewat hari terakhirnya dan belum ditutup.",
            len(over),
        )
        url = reverse("assessment:after", args=[over[0].pk])
        made.append(
            Card(_("Kegiatan belum ditutup"), words % {"count": len(over)}, url, _("Lihat yang masih terbuka"),
                 order=24, icon="circle-check", figure=str(len(over)))
        )  # fmt: skip
    return made


def _assessee(actor: Any) -> list[Card]:
    """Feedback given within the last days; a released result has the card of the reports."""
    person = policies.own_person(actor)
    if person is None:
        return []
    since = timezone.now() - NEW
    url = reverse("assessment:own_results")
    made = []
    given = Feedback.objects.filter(assessee__person=person, given_on__isnull=False, recorded_at__gte=since)
    for each in given.select_related("assessee__event")[:1]:
        words = _("Catatan umpan balik dari %(event)s dapat Anda baca.") % {"event": each.assessee.event}
        made.append(Card(_("Umpan balik"), words, url, _("Baca umpan balik"), order=21, icon="message"))
    return made


def _agency(actor: Any) -> list[Card]:
    """For HR and PPK: uses to record, results that end, reports to pass on."""
    if not agencies_of(actor, Role.AGENCY_HR, Role.PPK):
        return []
    today, made = timezone.localdate(), []
    if count := len(uses.to_use(actor, today)):
        words = ngettext(
            "%(count)d hasil penilaian belum dicatat pemanfaatannya.",
            "%(count)d hasil penilaian belum dicatat pemanfaatannya.",
            count,
        )
        url = reverse("assessment:use_list") + "?is_used=belum"
        made.append(_next(_("Pemanfaatan hasil"), words, count, url, _("Catat"), order=16, icon="chart-bar"))
    keeps = agencies_of(actor, Role.AGENCY_HR)
    if keeps and (count := uses.results(actor).filter(uses.ending(today)).count()):
        words = ngettext(
            "%(count)d hasil penilaian berakhir dalam enam bulan.",
            "%(count)d hasil penilaian berakhir dalam enam bulan.",
            count,
        )
        url = reverse("assessment:use_list") + "?validity=segera"
        made.append(
            Card(_("Masa berlaku hasil"), words % {"count": count}, url, _("Lihat"), order=26, tone="warn",
                 icon="clock", figure=str(count))
        )  # fmt: skip
    waiting = list(organising.to_pass_on(actor)[:2])
    if waiting:
        url = reverse("assessment:organiser_report", args=[waiting[0].pk])
        words = _("Laporan penyelenggaraan %(event)s belum disampaikan kepada Instansi Pembina.")
        told = words % {"event": waiting[0].event}
        made.append(Card(_("Laporan penyelenggaraan"), told, url, _("Teruskan"), order=15, tone="next", icon="send"))
    planned = uses.development(actor).filter(done_on=None, year__lte=today.year).count()
    if planned:
        words = ngettext(
            "%(count)d rencana pengembangan tahun ini belum terlaksana.",
            "%(count)d rencana pengembangan tahun ini belum terlaksana.",
            planned,
        )
        url = reverse("assessment:development_list") + "?done=belum"
        made.append(Card(_("Rencana pengembangan"), words % {"count": planned}, url, _("Lihat rencana"), order=33,
                         icon="books", figure=str(planned)))  # fmt: skip
    return made


def _staff(actor: Any) -> list[Card]:
    """Events that are over and have no organiser's report on its way yet."""
    providers = policies.providers_of(actor)
    if not providers:
        return []
    sent = OrganiserReport.objects.exclude(copy_sent_at=None, via_agency_at=None)
    due = Event.objects.filter(
        provider__in=providers, state=Event.State.RUNNING, edition="bkn-26-2019", last_day__lt=timezone.localdate()
    ).exclude(organiser_report__in=sent)
    events = list(due.order_by("last_day"))
    if not events:
        return []
    words = ngettext(
        "%(count)d kegiatan belum dilaporkan penyelenggaraannya.",
        "%(count)d kegiatan belum dilaporkan penyelenggaraannya.",
        len(events),
    )
    url = reverse("assessment:after", args=[events[0].pk])
    title = _("Laporan penyelenggaraan")
    return [_next(title, words, len(events), url, _("Buka yang terlama"), order=13, icon="file-text")]


def _supervisor(actor: Any) -> list[Card]:
    """For the Instansi Pembina: checks that failed, events not checked, new organiser's reports."""
    if not policies.watches(actor):
        return []
    made = []
    watched = monitoring.watched(actor)
    if count := watched.filter(monitoring.failing()).count():
        words = ngettext(
            "%(count)d kegiatan mempunyai pemeriksaan mutu yang tidak sesuai.",
            "%(count)d kegiatan mempunyai pemeriksaan mutu yang tidak sesuai.",
            count,
        )
        url = reverse("assessment:monitoring_list") + "?open=gagal"
        made.append(_next(_("Pemantauan mutu"), words, count, url, _("Lihat"), order=14, icon="clipboard-check"))
    if count := watched.filter(monitoring.unchecked()).count():
        words = ngettext(
            "%(count)d kegiatan belum lengkap diperiksa mutunya.",
            "%(count)d kegiatan belum lengkap diperiksa mutunya.",
            count,
        )
        url = reverse("assessment:monitoring_list") + "?open=belum"
        made.append(Card(_("Pemeriksaan mutu"), words % {"count": count}, url, _("Periksa"), order=34,
                         icon="clipboard-check", figure=str(count)))  # fmt: skip
    new = organising.reports(actor).filter(copy_sent_at__gte=timezone.now() - NEW).count()
    if new:
        words = ngettext(
            "%(count)d laporan penyelenggaraan diterima dalam 30 hari terakhir.",
            "%(count)d laporan penyelenggaraan diterima dalam 30 hari terakhir.",
            new,
        )
        url = reverse("assessment:organiser_report_list")
        made.append(Card(_("Laporan penyelenggaraan"), words % {"count": new}, url, _("Buka laporan"), order=35,
                         icon="file-text", figure=str(new)))  # fmt: skip
    return made


def _next(title: str, words: str, count: int, url: str, label: str, *, order: int, icon: str) -> Card:
    text = words % {"count": count}
    return Card(title, text, url, label, order=order, tone="next", icon=icon, figure=str(count))
