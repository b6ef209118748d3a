"""The programme's cards on the home page."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.people.policies import Role
from mumpuni.training import policies, selectors
from mumpuni.training.models import Nomination, Season
from mumpuni.ui.home import Card
from mumpuni.ui.templatetags.ui import number


def cards(actor: Any) -> list[Card]:
    """What this account's roles have to do or to know."""
    out = [_own_card(each) for each in selectors.own_nominations(actor)]
    if not policies.may_see_seasons(actor):
        return out
    open_now = list(selectors.open_seasons(actor))
    if Role.ORGANISER in actor.role_words:
        out += _organiser_cards(actor, open_now)
    if Role.AGENCY_HR in actor.role_words:
        out += _agency_cards(actor, open_now)
    if Role.SUPERVISOR in actor.role_words:
        out += [_progress_card(season) for season in open_now]
    return out


def _own_card(nomination: Nomination) -> Card:
    return Card(
        title=_("%(season)s, %(batch)s") % {"season": nomination.season, "batch": nomination.batch},
        text=_own_words(nomination),
        url=reverse("training:nomination_detail", args=[nomination.pk]),
        label=_("Lihat usulan saya"),
        order=20,
        tone="good" if nomination.state == Nomination.State.ACCEPTED else "",
    )


def _own_words(nomination: Nomination) -> str:
    """How the nomination stands and when the class is, or was."""
    batch, today = nomination.batch, timezone.localdate()
    state = _("Usulan Anda %(state)s.") % {"state": nomination.get_state_display().lower()}
    if batch.class_ends_on < today:
        class_words = _("Kelas selesai pada %(day)s.") % {"day": _day(batch.class_ends_on)}
    elif batch.class_starts_on <= today:
        class_words = _("Kelas sedang berlangsung sampai %(day)s.") % {"day": _day(batch.class_ends_on)}
    else:
        left = (batch.class_starts_on - today).days
        words = ngettext("Kelas mulai %(day)s, %(count)d hari lagi.", "Kelas mulai %(day)s, %(count)d hari lagi.", left)
        class_words = words % {"day": _day(batch.class_starts_on), "count": left}
    return f"{state} {class_words}"


def _organiser_cards(actor: Any, open_now: list[Season]) -> list[Card]:
    if not open_now:
        return [
            Card(
                title=_("Belum ada musim yang terbuka"),
                text=_("Susun musim dengan angkatannya, lalu buka untuk usulan instansi."),
                url=reverse("training:season_list"),
                label=_("Ke daftar musim"),
                order=10,
                tone="next",
            )
        ]
    out = []
    for season in open_now:
        progress = selectors.progress(season)
        if waiting := progress.nominated - progress.accepted:
            out.append(
                Card(
                    title=_("Usulan menunggu keputusan"),
                    text=ngettext(
                        "%(count)d usulan dalam %(season)s belum diterima.",
                        "%(count)d usulan dalam %(season)s belum diterima.",
                        waiting,
                    )
                    % {"count": waiting, "season": season},
                    url=f"{reverse('training:nomination_list')}?season={season.pk}&state=nominated",
                    label=_("Periksa usulan"),
                    order=10,
                    tone="next",
                    figure=number(waiting),
                )
            )
        out.append(_progress_card(season, progress))
    return out


def _agency_cards(actor: Any, open_now: list[Season]) -> list[Card]:
    out = []
    for season in open_now:
        count = selectors.nominations(actor).filter(selectors.ACTIVE, season=season).count()
        out.append(
            Card(
                title=_("Usulan peserta %(season)s") % {"season": season},
                text=_("Pegawai instansi Anda yang sudah diusulkan. Kirim usulan lewat lembar Excel."),
                url=reverse("training:nomination_send"),
                label=_("Kirim usulan"),
                order=10,
                tone="next",
                figure=number(count),
            )
        )
    return out


def _progress_card(season: Season, progress: selectors.Progress | None = None) -> Card:
    progress = progress or selectors.progress(season)
    return Card(
        title=str(season),
        text=_("%(trained)s dari %(target)s sasaran selesai pelatihan; %(accepted)s diterima.")
        % {
            "trained": number(progress.trained),
            "target": number(progress.target),
            "accepted": number(progress.accepted),
        },
        url=reverse("training:season_detail", args=[season.pk]),
        label=_("Buka papan angkatan"),
        order=30,
        figure=f"{number(progress.percent, 2)} %",
    )


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT", use_l10n=True)
