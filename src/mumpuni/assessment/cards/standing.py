"""Cards of the home page about recognition and papers that end."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment.models import Practitioner, Recognition
from mumpuni.assessment.policies import own_person
from mumpuni.assessment.policies import providers as policies
from mumpuni.assessment.selectors import providers as selectors
from mumpuni.people.policies import Role, has_role
from mumpuni.ui.home import Card

#: How long ahead an end is announced, and how long it is still shown afterwards.
AHEAD, BACK = timedelta(days=92), timedelta(days=365)


def recognitions(actor: Any) -> list[Card]:
    """For the Instansi Pembina: recognitions that ended, and those that end within three months."""
    if not policies.may_recognise(actor):
        return []
    today = timezone.localdate()
    found = selectors.ending_recognitions(today - BACK, today + AHEAD)
    ended = [each for each in found if each.valid_until < today]
    ending = [each for each in found if each.valid_until >= today]
    made = []
    if ended:
        words = ngettext(
            "%(count)d penyelenggara tanpa pengakuan yang berlaku: %(names)s.",
            "%(count)d penyelenggara tanpa pengakuan yang berlaku: %(names)s.",
            len(ended),
        )
        made.append(_card(_("Pengakuan kelayakan berakhir"), words, ended, tone="bad", order=20))
    if ending:
        words = ngettext(
            "%(count)d pengakuan berakhir dalam tiga bulan: %(names)s.",
            "%(count)d pengakuan berakhir dalam tiga bulan: %(names)s.",
            len(ending),
        )
        made.append(_card(_("Pengakuan kelayakan segera berakhir"), words, ending, tone="warn", order=21))
    return made


def own_standing(actor: Any) -> list[Card]:
    """For somebody of the register: the own page, and the papers that ended or end within three months."""
    person = own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return []
    found = Practitioner.objects.filter(person=person).prefetch_related("credentials").first()
    if found is None:
        return []
    today = timezone.localdate()
    ending = [
        each
        for each in found.credentials.all()
        if each.revoked_on is None and each.valid_until is not None and each.valid_until <= today + AHEAD
    ]
    text = _("Jenjang, sertifikat, riwayat penilaian, dan hari tidak tersedia.")
    if ending:
        text = _("Berakhir atau segera berakhir: %(papers)s.") % {"papers": ", ".join(str(each) for each in ending[:3])}
    url = reverse("assessment:practitioner", args=[found.pk])
    tone: Any = "warn" if ending else ""
    return [Card(_("Data register saya"), text, url, _("Buka data saya"), order=40, tone=tone, icon="id")]


def _card(title: str, words: str, found: list[Recognition], *, tone: Any, order: int) -> Card:
    names = ", ".join(f"{each.provider} ({date_format(each.valid_until, 'DATE_FORMAT')})" for each in found[:3])
    one = found[0].provider_id if len(found) == 1 else None
    url = reverse("assessment:provider", args=[one]) if one else reverse("assessment:provider_list")
    told = words % {"count": len(found), "names": names}
    return Card(
        title, told, url, _("Buka penyelenggara"), order=order, tone=tone, icon="building", figure=str(len(found))
    )
