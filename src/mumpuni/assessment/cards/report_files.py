"""What reports put on the home page: to sign, newly delivered, soon ending, released to oneself."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Delivery, Report
from mumpuni.assessment.selectors import report_files as selectors
from mumpuni.people.models import Account
from mumpuni.people.policies import Role, agencies_of
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """The reports that wait for this account."""
    if not isinstance(actor, Account):
        return []
    return [*_signer(actor), *_ppk(actor), *_named(actor), *_supervisor(actor), *_assessee(actor)]


def _signer(actor: Account) -> list[Card]:
    return [
        Card(
            title=_("Laporan untuk ditandatangani: %(event)s") % {"event": event.name},
            text=_count(waiting, _("Sudah diterima penelaah.")),
            url=reverse("assessment:report_files", args=[event.pk]),
            label=_("Periksa dan tanda tangani"), order=6, tone="next", icon="signature", figure=str(waiting),
        )
        for event, waiting in selectors.to_sign(actor)
    ]  # fmt: skip


def _ppk(actor: Account) -> list[Card]:
    if not agencies_of(actor, Role.PPK):
        return []
    new, ending = selectors.new_for_ppk(actor).count(), selectors.ending_for_ppk(actor).count()
    made = []
    if new:
        made.append(_inbox_card(_("Hasil penilaian baru"), _count(new, _("Belum dibuka.")), "baru", "next", new))
    if ending:
        text = _count(ending, _("Masa berlakunya berakhir dalam tiga bulan."))
        made.append(_inbox_card(_("Hasil penilaian segera berakhir"), text, "segera", "warn", ending))
    return made


def _named(actor: Account) -> list[Card]:
    """Whom a copy names may have no other way to it, so the card stays as long as the copy is open."""
    copies = list(selectors.named_for(actor))
    unread = [each for each in copies if each.received_on is None]
    unsaid = [each for each in copies if each.recipient == Delivery.Recipient.BOARD and not each.recommendation]
    told: tuple[tuple[list[Delivery], str, str], ...] = (
        (unread, _("Salinan atas nama Anda, belum dibuka."), "next"),
        (unsaid, _("Rekomendasi Baperjakat kepada PPK belum ditulis."), "next"),
        (copies, _("Salinan atas nama Anda."), "note"),
    )
    for some, sentence, tone in told:
        if some:
            return [_inbox_card(_("Laporan untuk Anda"), _count(len(some), sentence), "", tone, len(some))]
    return []


def _supervisor(actor: Account) -> list[Card]:
    if not policies.watches(actor):
        return []
    new = Delivery.objects.filter(recipient=Delivery.Recipient.SUPERVISOR, received_on=None).count()
    text = _count(new, _("Salinan bagi Instansi Pembina, belum dibuka."))
    return [_inbox_card(_("Laporan individual masuk"), text, "baru", "note", new)] if new else []


def _assessee(actor: Account) -> list[Card]:
    person = policies.own_person(actor)
    if person is None:
        return []
    mine = Report.objects.filter(result__assessee__person=person, released_at__isnull=False, replaced_by=None)
    latest = mine.filter(valid_until__gte=timezone.localdate()).select_related("result__assessee__event")
    found = latest.order_by("-released_at").first()
    if found is None:
        return []
    text = _("Baca laporan Anda dan lihat siapa yang pernah membukanya.")
    name = found.result.assessee.event.name
    return [
        Card(_("Hasil penilaian: %(event)s") % {"event": name}, text, reverse("assessment:own_results"),
             _("Buka laporan saya"), order=8, tone="good", icon="file-certificate")
    ]  # fmt: skip


def _count(count: int, sentence: str) -> str:
    words = ngettext("%(count)d laporan.", "%(count)d laporan.", count) % {"count": count}
    return f"{words} {sentence}"


def _inbox_card(title: str, text: str, state: str, tone: Any, count: int) -> Card:
    url = reverse("assessment:report_inbox") + (f"?holds={state}" if state else "")
    return Card(title, text, url, _("Lihat laporan"), order=9, tone=tone, icon="file-certificate", figure=str(count))
