"""Bringing certificates to their holders, and knowing who has them (penyampaian)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from io import RawIOBase
from typing import IO, Any, cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs
from procrastinate.types import JSONValue

from mumpuni.audit import services as audit
from mumpuni.certification import links, policies
from mumpuni.certification.models import Certificate, Channel, Delivery
from mumpuni.documents import selectors as documents
from mumpuni.exchange import exports
from mumpuni.exchange.services import mail, progress
from mumpuni.people.models import Account, Agency
from mumpuni.people.policies import Role, Unusable, has_role, require
from mumpuni.training.models import Nomination, Season

_BATCH = 500


@transaction.atomic
def fetch(*, actor: Any, certificate: Certificate, channel: str) -> bytes:
    """The stored bytes for somebody who may have them; that the holder or the agency fetched them is kept.

    With channel MAIL the signed address has stood for the holder, and `actor` may be None.

    Raises:
        Refused: for anybody else.
    """
    by_link = channel == Channel.MAIL
    require(
        by_link or policies.may_fetch(actor, certificate),
        _("Sertifikat ini hanya dapat diambil oleh pemiliknya, instansinya, dan penyelenggara."),
    )
    content = documents.bytes_of(certificate.document)
    own = by_link or getattr(actor, "person_id", None) == certificate.person_id
    if own and _note_fetched([certificate], channel, None if by_link else actor):
        audit.record(
            actor,
            "certification.certificate.fetched",
            certificate,
            agency_id=certificate.agency_id,
            channel=channel,
        )
    return content


@transaction.atomic
def take_archive(*, actor: Any, agency: Agency, certificates: Sequence[Certificate]) -> Iterator[bytes]:
    """A ZIP of an agency's certificates with an index sheet, piece by piece, so that its size does not matter.

    Raises:
        Refused: for others than the agency's HR and the organiser.
        Unusable: when there is nothing to take.
    """
    require(
        has_role(actor, Role.AGENCY_HR, Role.ORGANISER, agency=agency.pk),
        _("ZIP sertifikat hanya untuk pengelola kepegawaian instansi itu dan penyelenggara."),
    )
    given = [certificate for certificate in certificates if certificate.agency_id == agency.pk]
    if not given:
        raise Unusable(_("Belum ada sertifikat untuk instansi ini."))
    if has_role(actor, Role.AGENCY_HR, agency=agency.pk):
        _note_fetched(given, Channel.ZIP, actor)
    audit.record(actor, "certification.archive.taken", agency, agency_id=agency.pk, certificates=len(given))
    return _archive(given)


@transaction.atomic
def send_links(*, actor: Any, season: Season, certificates: Iterable[Certificate]) -> int:
    """Mail each holder a signed link to the certificates not fetched yet, by a job; how many holders that will be.

    Also the reminder: whoever has fetched meanwhile gets none.

    Raises:
        Refused: for others than the organiser of the season.
        Unusable: when nobody has to be written to.
    """
    require(policies.may_issue(actor, season), _("Tautan sertifikat dikirim oleh penyelenggara."))
    holders = sorted(holders_to_write([certificate.pk for certificate in certificates], season))
    if not holders:
        raise Unusable(
            _("Tidak ada yang perlu dikirimi: semua sudah mengambil sertifikat, atau belum ada alamat surel peserta.")
        )
    made = progress.start(
        actor=actor,
        name="certification.send_links",
        title=_("Mengirim tautan sertifikat"),
        total=len(holders),
        subject=season,
    )
    jobs.configure_task("certification.send_links").defer(
        nominations=list[JSONValue](holders), actor_id=actor.pk, progress_id=str(made.pk)
    )
    audit.record(actor, "certification.links.sent", season, holders=len(holders))
    return len(holders)


def run_send_links(*, nominations: Sequence[int], actor_id: int, progress_id: str) -> None:
    """Write the mails; what the job calls. A holder written to in the last hour is not written to again."""
    actor = Account.objects.get(pk=actor_id)
    for start in range(0, len(nominations), _BATCH):
        with transaction.atomic():
            _write_mails(nominations[start : start + _BATCH], actor)
        progress.advance(progress_id, min(start + _BATCH, len(nominations)))
    progress.finish(progress_id, message=_("%(count)d surel ditulis ke kotak keluar.") % {"count": len(nominations)})


def _write_mails(nominations: Sequence[int], actor: Any) -> None:
    recently = timezone.now() - timedelta(hours=1)
    open_ones = list(
        Certificate.objects.filter(nomination__in=nominations, status=Certificate.Status.VALID)
        .exclude(deliveries__channel=Channel.MAIL, deliveries__sent_at__gt=recently)
        .select_related("nomination__person", "nomination__batch__season")
        .order_by("nomination_id", "pk")
    )
    by_holder: dict[int, list[Certificate]] = {}
    for certificate in open_ones:
        by_holder.setdefault(certificate.nomination_id, []).append(certificate)
    for certificates in by_holder.values():
        nomination = certificates[0].nomination
        mail.send(
            template="certification/mail/certificates",
            to=nomination.person.email,
            context={
                "nomination": nomination,
                "certificates": certificates,
                "link": links.address("certification:certificates_by_link", links.CERTIFICATES, nomination.pk),
                "days": links.LASTS[links.CERTIFICATES].days,
            },
            actor=actor,
            subject_person_id=nomination.person_id,
            secret=True,
        )
    Delivery.objects.bulk_create(
        [Delivery(certificate=each, channel=Channel.MAIL, sent_at=timezone.now()) for each in open_ones],
        update_conflicts=True,
        unique_fields=["certificate", "channel"],
        update_fields=["sent_at"],
    )


def holders_to_write(certificates: Sequence[int], season: Season) -> set[int]:
    """Nominations of the season whose holders can be written to and have fetched none of these certificates."""
    return set(
        Nomination.objects.filter(season=season, certificates__in=certificates, certificates__status="valid")
        .exclude(certificates__deliveries__fetched_at__isnull=False)
        .exclude(person__email="")
        .values_list("pk", flat=True)
    )


def _note_fetched(certificates: Sequence[Certificate], channel: str, actor: Any) -> bool:
    """Keep the first fetch by each way; whether there was one to keep."""
    now, keys = timezone.now(), [certificate.pk for certificate in certificates]
    known = Delivery.objects.filter(certificate__in=keys, channel=channel)
    fetched = set(known.exclude(fetched_at=None).values_list("certificate_id", flat=True))
    new = [each for each in certificates if each.pk not in fetched]
    Delivery.objects.bulk_create(
        [Delivery(certificate=each, channel=channel, fetched_at=now, fetched_by=actor) for each in new],
        update_conflicts=True,
        unique_fields=["certificate", "channel"],
        update_fields=["fetched_at", "fetched_by"],
    )
    return bool(new)


class _Pipe(RawIOBase):
    """A place to write to whose content can be taken away at once."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, piece: Any) -> int:
        """Keep it until it is taken."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _archive(certificates: Sequence[Certificate]) -> Iterator[bytes]:
    pipe = _Pipe()
    with ZipFile(cast(IO[bytes], pipe), "w", ZIP_STORED) as archive:
        archive.writestr(_entry("daftar-sertifikat.xlsx"), _index(certificates))
        for certificate in certificates:
            archive.writestr(_entry(certificate.file_name), documents.bytes_of(certificate.document))
            yield pipe.take()
    yield pipe.take()


def _entry(name: str) -> ZipInfo:
    made = timezone.localtime()
    return ZipInfo(name, date_time=(made.year, made.month, made.day, made.hour, made.minute, made.second))


def _index(certificates: Sequence[Certificate]) -> bytes:
    columns = [
        exports.Column(str(_("Nomor")), width=28),
        exports.Column(str(_("Nama")), width=34),
        exports.Column(str(_("Jenis")), width=26),
        exports.Column(str(_("Kualifikasi")), width=30),
        str(_("Unit dipenuhi")),
        str(_("Unit dipersyaratkan")),
        str(_("Tanggal")),
        str(_("Berlaku sampai")),
        str(_("Status")),
        exports.Column(str(_("Berkas")), width=40),
    ]
    rows = (
        (
            each.number,
            each.name,
            each.get_kind_display(),
            each.get_qualification_display(),
            each.held or "",
            each.required or "",
            each.issued_on,
            each.expires_on or "",
            each.get_status_display(),
            each.file_name,
        )
        for each in certificates
    )
    return exports.workbook(columns=columns, rows=rows, title=str(_("Sertifikat")))
