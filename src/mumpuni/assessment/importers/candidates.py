"""People of a request by spreadsheet: NIP and target position (impor calon Assessee)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment import policies
from mumpuni.assessment.models import Candidate, Request, Target
from mumpuni.assessment.services.targets import add_candidates
from mumpuni.exchange import cells
from mumpuni.exchange.importers import BatchLike, Context, Field, Importer, Row
from mumpuni.people.models import Employment, Identity, IdentityKind, Person
from mumpuni.people.selectors import persons


class CandidateImporter(Importer):
    """Candidates of one draft; people stay in the register, nobody is made here."""

    kind = "assessment.candidates"
    title = _("Impor calon Assessee")
    description = _(
        "Satu baris satu pegawai instansi Anda: NIP dan target jabatannya. Baris yang salah tidak ikut masuk."
    )
    template_name = "templat-calon-assessee"
    unique = (("nip",),)
    context_fields = ("permintaan",)
    fields: ClassVar[tuple[Field, ...]] = (
        Field("nip", _("NIP"), required=True, parse=cells.nip, aliases=("nomor induk pegawai", "nip baru"), width=22),
        Field("name", _("Nama"), aliases=("nama lengkap", "nama pegawai", "nama dan gelar"), width=30,
              help=_("Hanya untuk memeriksa; yang dipakai nama dalam data pegawai.")),
        Field("target", _("Target jabatan"), aliases=("jabatan yang dituju", "target", "jabatan target"), width=36,
              help=_("Seperti tertulis pada permintaan; boleh kosong bila targetnya hanya satu.")),
    )  # fmt: skip

    def may_import(self, actor: Any, context: Context) -> bool:
        """The agency's own personnel officials, while the request is a draft."""
        asked = _request(context)
        return asked is not None and asked.is_open and policies.may_ask(actor, asked.agency_id)

    def owner_key(self, context: Context) -> str:
        """Columns are remembered for the agency."""
        asked = _request(context)
        return f"{self.kind}:{asked.agency_id if asked else ''}"

    def agency_id(self, context: Context) -> int | None:
        """The agency that asks."""
        asked = _request(context)
        return asked.agency_id if asked else None

    def describe(self, context: Context) -> str:
        """Into which request."""
        asked = _request(context)
        return f"{asked.agency} – {asked.provider}" if asked else ""

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """The NIP belongs to a civil servant of the agency who is not there yet; the target is one of the request."""
        asked = _request(context)
        assert asked is not None
        targets = {cells.loose_key(each.title): each for each in asked.targets.all()}
        there = set(asked.candidates.values_list("person", flat=True))
        numbers = [row.get("nip") for row in rows if row.get("nip")]
        own = persons(actor).filter(appointments__agency=asked.agency_id, appointments__ends_on=None)
        bearers = dict(
            Identity.objects.filter(kind=IdentityKind.NIP, plain__in=numbers).values_list("plain", "person_id")
        )
        people = {each.pk: each for each in own.filter(pk__in=bearers.values())}
        for row in rows:
            _judge_person(row, people.get(bearers.get(row.get("nip"), 0)), there)
            _judge_target(row, targets)

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """Put them in, target by target."""
        asked = _request(context)
        assert asked is not None
        by_target: dict[Target, list[Person]] = {}
        for row in rows:
            by_target.setdefault(row.values["row_target"], []).append(row.values["person"])
        made: dict[int, int] = {}
        for target, its in by_target.items():
            added = add_candidates(actor=actor, request=asked, target=target, persons=its)
            made |= {each.person_id: each.pk for each in added}
        return [("assessment.candidate", made[row.values["person"].pk]) for row in rows]

    def may_undo(self, batch: BatchLike) -> str | None:
        """While the request is a draft and none of them was submitted to the PPK."""
        asked = _request(batch.context)
        written = Candidate.objects.filter(pk__in=batch.written("assessment.candidate"))
        if asked is None or not asked.is_open or written.filter(submitted_at__isnull=False).exists():
            return str(_("Permintaan sudah dikirim atau namanya sudah diajukan; tarik orangnya satu per satu."))
        return None

    def undo(self, batch: BatchLike, actor: Any) -> None:
        """Take them out again."""
        Candidate.objects.filter(pk__in=batch.written("assessment.candidate"), submitted_at=None).delete()

    def success_url(self, batch: BatchLike) -> str:
        """The request."""
        return reverse("assessment:request", args=[batch.context["permintaan"]])


def _request(context: Context) -> Request | None:
    given = context.get("permintaan", "")
    found = Request.objects.select_related("agency", "provider__agency")
    return found.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 10 else None


def _judge_person(row: Row, person: Person | None, there: set[int]) -> None:
    if not row.get("nip"):
        return
    if person is None:
        row.fail(
            "nip",
            "not-here",
            _("NIP ini bukan pegawai instansi Anda."),
            _("Periksa NIP-nya; pegawai baru didaftarkan dahulu di halaman Pegawai."),
        )
        return
    row.values["person"] = person
    if person.pk in there:
        row.fail("nip", "known", _("Sudah ada dalam permintaan ini."), _("Lewati baris ini."))
    if person.employment != Employment.PNS:
        row.fail("nip", "not-pns", _("Bukan PNS; penilaian ini bagi PNS."), _("Lewati baris ini."))
    given = str(row.get("name", ""))
    if given and cells.loose_key(person.name) not in cells.loose_key(given):
        row.warn(
            "name",
            "other-name",
            _("Nama ini berbeda dari pemilik NIP: %(name)s.") % {"name": person.full_name},
            _("Periksa NIP-nya; ambil baris ini bila orangnya benar."),
        )


def _judge_target(row: Row, targets: dict[str, Target]) -> None:
    given = row.get("target", "")
    found = targets.get(cells.loose_key(given)) if given else next(iter(targets.values()), None)
    if given and found is None:
        known = "; ".join(each.title for each in targets.values())
        row.fail(
            "target",
            "unknown-target",
            _("Bukan target permintaan ini."),
            _("Isi salah satu: %(titles)s.") % {"titles": known or "–"},
        )
    elif found is None or (not given and len(targets) > 1):
        row.fail("target", "which-target", _("Target jabatan belum diisi."), _("Isi target jabatannya."))
    else:
        row.values["row_target"] = found
