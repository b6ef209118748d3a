"""What certification puts on the home page of each role."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.certification import policies
from mumpuni.certification.models import IssueRun, NameConfirmation
from mumpuni.certification.selectors import certificates, results, runs
from mumpuni.people.policies import Role, agencies_of
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """The next steps for this account."""
    return [*_signatory(actor), *_participant(actor), *_organiser(actor), *_examiner(actor), *_agency(actor)]


def _signatory(actor: Any) -> list[Card]:
    waiting = runs.awaiting(actor)
    if not waiting:
        return []
    words = ngettext("%(count)d daftar menunggu.", "%(count)d daftar menunggu.", len(waiting)) % {"count": len(waiting)}
    url, label = reverse("certification:approvals"), _("Periksa daftar")
    return [Card(_("Menunggu persetujuan Anda"), words, url, label, order=1, tone="next", icon="signature")]


def _participant(actor: Any) -> list[Card]:
    own = list(results.own_participations(actor))
    if not own:
        return []
    made = []
    for nomination in own:
        answer: NameConfirmation | None = getattr(nomination, "name_confirmation", None)
        if answer is None and not nomination.certificates.exists():
            url = reverse("certification:own_name", args=[nomination.pk])
            words = _("Periksa nama dan gelar Anda sebelum sertifikat dicetak.")
            made.append(Card(_("Konfirmasi nama"), words, url, _("Periksa nama"), order=5, tone="next", icon="id"))
    count = certificates.own(actor).filter(status="valid").count()
    url = reverse("certification:own")
    words = _("Hasil uji dan sertifikat Anda.")
    made.append(Card(_("Sertifikat saya"), words, url, _("Buka"), order=20, icon="certificate", figure=str(count)))
    return made


def _organiser(actor: Any) -> list[Card]:
    if not policies.holds(actor, Role.ORGANISER):
        return []
    url, label, made = reverse("certification:run_list"), _("Buka penerbitan"), []
    mine = runs.runs(actor)
    if stopped := mine.filter(state=IssueRun.State.STOPPED).count():
        words = ngettext("%(count)d penerbitan berhenti.", "%(count)d penerbitan berhenti.", stopped) % {
            "count": stopped
        }
        made.append(Card(_("Penerbitan berhenti"), words, url, label, order=2, tone="bad", icon="alert-triangle"))
    open_ones = mine.filter(state__in=[IssueRun.State.DRAFT, IssueRun.State.AWAITING, IssueRun.State.ISSUING]).count()
    words = _("Susun daftar, mintakan persetujuan, terbitkan.")
    made.append(
        Card(_("Penerbitan sertifikat"), words, url, label, order=30, icon="certificate", figure=str(open_ones))
    )
    if names := results.waiting_names(actor).count():
        made.append(_names(names))
    return made


def _examiner(actor: Any) -> list[Card]:
    if not policies.holds(actor, Role.EXAMINER):
        return []
    words = _("Isi keputusan per unit untuk angkatan Anda.")
    url = reverse("certification:result_list")
    return [Card(_("Hasil uji kompetensi"), words, url, _("Pilih angkatan"), order=10, tone="next", icon="checklist")]


def _agency(actor: Any) -> list[Card]:
    if not agencies_of(actor, Role.AGENCY_HR):
        return []
    count = certificates.register(actor).filter(status="valid").count()
    url, words = reverse("certification:register"), _("Sertifikat pegawai instansi Anda, juga sebagai ZIP.")
    made = [
        Card(_("Sertifikat pegawai"), words, url, _("Buka register"), order=30, icon="certificate", figure=str(count))
    ]
    if names := results.waiting_names(actor).count():
        made.append(_names(names))
    return made


def _names(count: int) -> Card:
    words = ngettext("%(count)d usul menunggu keputusan.", "%(count)d usul menunggu keputusan.", count) % {
        "count": count
    }
    url = reverse("certification:name_proposals")
    return Card(_("Usul nama pada sertifikat"), words, url, _("Putuskan"), order=8, tone="warn", icon="id")
