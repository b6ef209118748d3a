"""What certification puts on the home page of each role."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mumpuni.certification import policies
from mumpuni.certification.models import IssueRun, NameConfirmation
from mumpuni.certification.selectors import certificates, results, runs
from mumpuni.people.policies import Role, agencies_of
from mumpuni.training.models import Batch
from mumpuni.ui.home import Card, Tone
from mumpuni.ui.templatetags.ui import number


def cards(actor: Any) -> list[Card]:
    """The next steps for this account."""
    return [
        *_signatory(actor),
        *_participant(actor),
        *_organiser(actor),
        *_examiner(actor),
        *_agency(actor),
        *_overseer(actor),
    ]


def _signatory(actor: Any) -> list[Card]:
    waiting = runs.awaiting(actor)
    if not waiting:
        return []
    words = ngettext("%(count)d daftar menunggu.", "%(count)d daftar menunggu.", len(waiting)) % {"count": len(waiting)}
    url, label = reverse("certification:approvals"), _("Periksa daftar")
    return [Card(_("Menunggu persetujuan Anda"), words, url, label, order=1, tone="next", icon="signature")]


def _participant(actor: Any) -> list[Card]:
    own = list(results.own_participations(actor).prefetch_related("certificates"))
    if not own:
        return []
    made = []
    for nomination in own:
        answer: NameConfirmation | None = getattr(nomination, "name_confirmation", None)
        if answer is None and not nomination.certificates.all():
            url = reverse("certification:own_name", args=[nomination.pk])
            words = _("Periksa nama dan gelar Anda sebelum sertifikat dicetak.")
            made.append(Card(_("Konfirmasi nama"), words, url, _("Periksa nama"), order=5, tone="next", icon="id"))
    url = reverse("certification:own")
    valid = certificates.own(actor).filter(status="valid")
    count = valid.count()
    fresh = valid.exclude(deliveries__fetched_at__isnull=False).count()
    if fresh:
        words = ngettext("%(count)d sertifikat belum Anda unduh.", "%(count)d sertifikat belum Anda unduh.", fresh)
        label = _("Unduh sertifikat")
        title = _("Sertifikat Anda sudah terbit")
        made.append(Card(title, words % {"count": fresh}, url, label, order=4, tone="next", icon="award"))
    else:
        words = _("Sertifikat yang berlaku, hasil uji, dan nama yang tercetak.")
        label = _("Lihat sertifikat")
        made.append(Card(_("Sertifikat saya"), words, url, label, order=20, icon="certificate", figure=str(count)))
    return made


def _organiser(actor: Any) -> list[Card]:
    if not policies.holds(actor, Role.ORGANISER):
        return []
    made = [*_runs(actor), *_to_issue(actor)]
    if to_judge := list(results.batches_to_judge(actor, timezone.localdate())):
        words = ngettext(
            "%(count)d angkatan sudah selesai kelasnya, tetapi belum semua pesertanya dinilai.",
            "%(count)d angkatan sudah selesai kelasnya, tetapi belum semua pesertanya dinilai.",
            len(to_judge),
        )
        title, label = _("Hasil uji belum lengkap"), _("Lihat hasil")
        words, figure = words % {"count": len(to_judge)}, str(len(to_judge))
        made.append(Card(title, words, _results(to_judge), label, order=12, tone="warn", figure=figure))
    if names := results.waiting_names(actor).count():
        made.append(_names(names))
    return made


def _runs(actor: Any) -> list[Card]:
    """Lists of issue that wait for the organiser or for the signatories, one card for each state."""
    by_state: dict[str, list[IssueRun]] = {}
    for run in runs.runs(actor).filter(state__in=_OPEN):
        by_state.setdefault(run.state, []).append(run)
    made = []
    for state, (title, words, label, order, tone) in _OPEN.items():
        if found := by_state.get(state):
            url = reverse("certification:run_list")
            if len(found) == 1:
                words, url = found[0].title, reverse("certification:run_detail", args=[found[0].pk])
            count = str(len(found))
            made.append(Card(title, words, url, label, order=order, tone=tone, icon="certificate", figure=count))
    return made


#: Title, words for several, label, order and tone of the card of each state.
_OPEN: dict[str, tuple[Any, Any, Any, int, Tone]] = {
    IssueRun.State.STOPPED: (
        gettext_lazy("Penerbitan berhenti"),
        gettext_lazy("Sebagian sertifikat belum terbit."),
        gettext_lazy("Lihat sebabnya"),
        2,
        "bad",
    ),
    IssueRun.State.DRAFT: (
        gettext_lazy("Daftar penerbitan belum diajukan"),
        gettext_lazy("Periksa lalu ajukan kepada penanda tangan."),
        gettext_lazy("Periksa dan ajukan"),
        9,
        "next",
    ),
    IssueRun.State.AWAITING: (
        gettext_lazy("Menunggu persetujuan pejabat"),
        gettext_lazy("Sertifikat terbit sendiri setelah disetujui penanda tangan."),
        gettext_lazy("Lihat daftar"),
        31,
        "",
    ),
    IssueRun.State.ISSUING: (
        gettext_lazy("Sertifikat sedang diterbitkan"),
        gettext_lazy("Dokumen dibuat dan ditandatangani satu per satu."),
        gettext_lazy("Lihat kemajuan"),
        32,
        "",
    ),
}


def _to_issue(actor: Any) -> list[Card]:
    ready = list(results.batches_to_issue(actor))
    if not ready:
        return []
    words = ngettext(
        "Semua peserta %(count)d angkatan sudah dinilai; sertifikatnya dapat disusun.",
        "Semua peserta %(count)d angkatan sudah dinilai; sertifikatnya dapat disusun.",
        len(ready),
    )
    season = ready[0].season_id
    asked = urlencode([("musim", season), *(("angkatan", each.pk) for each in ready if each.season_id == season)])
    url, label = f"{reverse('certification:run_new')}?{asked}", _("Susun penerbitan")
    title = _("Siap diterbitkan")
    figure = str(len(ready))
    return [Card(title, words % {"count": len(ready)}, url, label, order=11, tone="next", figure=figure)]


def _results(batches: list[Batch]) -> str:
    """The board of the one batch, or the list of all."""
    if len(batches) == 1:
        return reverse("certification:results", args=[batches[0].pk])
    return reverse("certification:result_list")


def _examiner(actor: Any) -> list[Card]:
    if not policies.holds(actor, Role.EXAMINER):
        return []
    title = _("Hasil uji kompetensi")
    waiting = list(results.batches_to_judge(actor, timezone.localdate()))
    if not waiting:
        words, url = _("Isi keputusan per unit untuk angkatan Anda."), reverse("certification:result_list")
        return [Card(title, words, url, _("Pilih angkatan"), order=10, icon="checklist")]
    words = ngettext(
        "%(count)d angkatan menunggu keputusan Anda per unit kompetensi.",
        "%(count)d angkatan menunggu keputusan Anda per unit kompetensi.",
        len(waiting),
    ) % {"count": len(waiting)}
    label, figure = _("Isi hasil"), str(len(waiting))
    return [Card(title, words, _results(waiting), label, order=10, tone="next", icon="checklist", figure=figure)]


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


def _overseer(actor: Any) -> list[Card]:
    """How many certificates there are, for the instansi pembina."""
    if not policies.holds(actor, Role.SUPERVISOR):
        return []
    count = certificates.register(actor).filter(status="valid").count()
    url, words = reverse("certification:register"), _("Sertifikat yang berlaku dari semua instansi.")
    return [Card(_("Register sertifikat"), words, url, _("Buka register"), order=40, figure=number(count))]
