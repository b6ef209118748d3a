"""A run of issue: what will be printed, who approved it, how far it has come (penerbitan)."""

from functools import cache
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mumpuni.certification.models.schemes import Kind, Scheme
from mumpuni.people.models import Account, Delegation, OfficeHolder
from mumpuni.regulations import decide
from mumpuni.training.models import Nomination, Season


class Slot(models.TextChoices):
    """The places for a signature: two under the guide, two under SKK-PDN.

    The words of the guide's places are codes of `people.Office`, those of SKK-PDN are kinds of it.
    """

    HEAD = "kepala-bkn", _("Halaman 1: Kepala BKN")
    CENTRE = "kepala-pusat", _("Halaman 2: Kepala Pusat Pengembangan ASN")
    BPSDM = "kepala-bpsdm", _("Halaman 1: Kepala BPSDM Kementerian")
    UNIT = "unit-head", _("Halaman 2: Pimpinan unit kerja atau penerima pelimpahan")


#: Where the rule's word for an office is not the word of the slot.
_RULE_WORDS = {"kepala-pusat-pengembangan-asn": Slot.CENTRE}


@cache
def places(basis: str) -> tuple[Slot, Slot]:
    """The two places of signature of a scheme, in the order of the pages, as the rule names them (P11-18-028)."""
    named = decide("permendagri-11-2018/signatories-of-scheme", {"scheme": basis}).values["signatories"]
    first, second = (_RULE_WORDS.get(block["office"]) or Slot(block["office"]) for block in named)
    return first, second


class IssueRun(models.Model):
    """Certificates issued together on one approved list (penerbitan)."""

    class State(models.TextChoices):
        """Only `issuing` makes documents; `stopped` waits for a person and loses nothing."""

        DRAFT = "draft", _("Disusun")
        AWAITING = "awaiting", _("Menunggu persetujuan")
        ISSUING = "issuing", _("Sedang diterbitkan")
        STOPPED = "stopped", _("Berhenti")
        DONE = "done", _("Selesai")
        CANCELLED = "cancelled", _("Dibatalkan")

    #: What to join wherever the signatories are looked at.
    SIGNERS: ClassVar[tuple[str, ...]] = (
        "head__office", "head__person", "centre__office", "centre__person", "delegation__office", "delegation__person",
    )  # fmt: skip
    OPEN: ClassVar[tuple[str, ...]] = (State.DRAFT, State.AWAITING, State.ISSUING, State.STOPPED)

    scheme = models.ForeignKey(Scheme, verbose_name=_("skema"), on_delete=models.PROTECT)
    season = models.ForeignKey(Season, verbose_name=_("musim"), on_delete=models.PROTECT, related_name="issue_runs")
    title = models.CharField(_("judul"), max_length=150)
    issued_on = models.DateField(_("tanggal sertifikat"))
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.DRAFT)
    stop_reason = models.CharField(_("sebab berhenti"), max_length=400, blank=True)
    head = models.ForeignKey(
        OfficeHolder, verbose_name=_("penanda tangan halaman 1"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    centre = models.ForeignKey(
        OfficeHolder, verbose_name=_("penanda tangan halaman 2"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("penerima pelimpahan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    authority_id = models.UUIDField(_("putusan tentang penanda tangan"), null=True, editable=False)
    round = models.PositiveSmallIntegerField(_("putaran persetujuan"), default=0)
    header = models.JSONField(_("kepala daftar"), default=dict)
    list_digest = models.CharField(_("sidik daftar"), max_length=64, blank=True)
    unconfirmed_reason = models.CharField(
        _("alasan menerbitkan nama yang belum dikonfirmasi"), max_length=300, blank=True
    )
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    progress = models.UUIDField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("disusun pada"), auto_now_add=True)
    finished_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["awaiting", "issuing"]) | ~Q(list_digest=""),
                name="certification_run_has_digest",
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | ~Q(stop_reason=""), name="certification_run_stop_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(centre=None) | Q(delegation=None), name="certification_run_one_second_signatory"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether anything can still become of it."""
        return self.state in self.OPEN

    @property
    def slots(self) -> list[str]:
        """The places of signature that the submitted list needs."""
        return list(self.header.get("signatories", {}))

    def holder(self, slot: str) -> OfficeHolder | Delegation | None:
        """Who signs in this place; nobody in a place that the scheme does not have."""
        first, second = places(self.scheme.basis)
        return {first: self.head, second: self.delegation or self.centre}.get(Slot(slot))


class IssueItem(models.Model):
    """One certificate of a run: due until it is issued; `printed` is what the approved list says will be on it."""

    class State(models.TextChoices):
        """`due` holds the place: no other run can take the same certificate meanwhile."""

        DUE = "due", _("Akan diterbitkan")
        LEFT_OUT = "left-out", _("Tidak disertakan")
        ISSUED = "issued", _("Terbit")
        DROPPED = "dropped", _("Dibatalkan")

    run = models.ForeignKey(IssueRun, on_delete=models.CASCADE, related_name="items")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="issue_items")
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.DUE)
    round = models.PositiveSmallIntegerField(default=0)
    printed = models.JSONField(_("yang dicetak"), default=dict)
    problems = models.JSONField(_("catatan"), default=list)
    decision_id = models.UUIDField(_("putusan"), null=True)
    replaces = models.ForeignKey(
        "certification.Certificate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["run", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "nomination", "kind"], name="certification_item_once_in_run"),
            models.UniqueConstraint(
                fields=["nomination", "kind"], condition=Q(state="due"), name="certification_item_one_due"
            ),
        ]
        indexes = [models.Index(fields=["run", "state"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.printed.get('name', self.nomination_id)}"


class Approval(models.Model):
    """A signatory's consent to exactly one list, by one account, with a second factor (persetujuan).

    It counts only while the list still has this digest and the office still this holder.
    """

    run = models.ForeignKey(IssueRun, on_delete=models.CASCADE, related_name="approvals")
    slot = models.CharField(_("tempat"), max_length=20, choices=Slot)
    holder = models.ForeignKey(OfficeHolder, null=True, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(Delegation, null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    list_digest = models.CharField(_("sidik daftar"), max_length=64)
    second_factor_at = models.DateTimeField(_("faktor kedua pada"))
    approved_at = models.DateTimeField(_("disetujui pada"))

    class Meta:
        ordering = ["run", "approved_at"]
        constraints = [
            models.UniqueConstraint(fields=["run", "slot", "list_digest"], name="certification_approval_once"),
            models.CheckConstraint(
                condition=Q(holder=None, delegation__isnull=False) | Q(holder__isnull=False, delegation=None),
                name="certification_approval_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_slot_display()}: {self.holder or self.delegation}"
