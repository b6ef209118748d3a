"""The importer of nominations (usulan peserta)."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mumpuni.exchange import cells, names
from mumpuni.exchange.importers import BatchLike, Context, Field, Importer, Row
from mumpuni.people.models import Agency, Employment
from mumpuni.people.services.register import PersonRow, find_or_register
from mumpuni.training import policies, selectors
from mumpuni.training.importers.checks import check_rows, employment_of
from mumpuni.training.importers.levels import LevelCell, read_level
from mumpuni.training.importers.numbers import read_email, read_identity
from mumpuni.training.models import Season
from mumpuni.training.services import Entry, hold_season, nominate, remove_unused

LABEL = "training.nomination"


class NominationImporter(Importer):
    """Spreadsheets of nominated officials: HR for the own agency, the organiser for any.

    Context: `musim`, the season's number; `instansi`, the agency's number, which only the organiser may leave out.
    """

    kind = LABEL
    title = _("Usulan peserta")
    description = _(
        "Satu baris untuk satu pegawai. Kolom Angkatan boleh kosong: dicarikan angkatan berikutnya yang masih berkursi."
    )
    template_name = "templat-usulan-peserta"
    context_fields = ("musim", "instansi")
    unique = (("nip",), ("nik",), ("passport",))
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "nip",
            _("NIP"),
            aliases=("nomor induk pegawai", "no induk pegawai", "nip baru", "nip pegawai", "ni pppk", "nip/ni pppk"),
            parse=read_identity("nip", cells.nip),
            example="198005052005011001",
            help=_("18 angka, sebagai teks. Untuk orang tanpa NIP kosongkan dan isi NIK atau paspor."),
            width=22,
        ),
        Field(
            "name",
            _("Nama dan gelar"),
            required=True,
            aliases=(
                "nama",
                "nama lengkap",
                "nama pegawai",
                "nama peserta",
                "nama lengkap dan gelar",
                "nama dengan gelar",
            ),
            parse=names.split_name,
            example="Drs. Budi Santoso, M.Si.",
            width=32,
        ),
        Field(
            "sex",
            _("Jenis kelamin"),
            aliases=("l/p", "jk", "kelamin", "sex", "gender"),
            parse=cells.sex,
            example="L",
            choices=("L", "P"),
            width=12,
        ),
        Field("birth_place", _("Tempat lahir"), aliases=("tmp lahir", "tempat kelahiran"), example="Bandung"),
        Field(
            "birth_date",
            _("Tanggal lahir"),
            aliases=("tgl lahir", "tanggal kelahiran", "ttl", "tempat tanggal lahir"),
            parse=cells.date_text,
            example="5 Mei 1980",
        ),
        Field(
            "agency",
            _("Instansi"),
            aliases=("nama instansi", "instansi asal", "asal instansi", "k/l/d", "pemerintah daerah"),
            help=_("Boleh kosong bila mengimpor untuk instansi sendiri."),
            example="Pemerintah Kota Bandung",
            width=32,
        ),
        Field(
            "unit",
            _("Unit kerja"),
            aliases=("unit", "satuan kerja", "satker", "opd", "skpd", "unit organisasi", "perangkat daerah"),
            example="Badan Kepegawaian Daerah",
            width=32,
        ),
        Field(
            "position",
            _("Jabatan"),
            required=True,
            aliases=("nama jabatan", "jabatan saat ini", "jabatan sekarang"),
            example="Kepala Subbagian Kepegawaian",
            width=32,
        ),
        Field(
            "level",
            _("Jenjang atau eselon"),
            aliases=("jenjang", "eselon", "jenjang jabatan", "level", "esl", "eselon jabatan"),
            parse=read_level,
            help=_(
                "JPT Pratama, Administrator, Pengawas, atau eselon seperti Eselon IV.a. Kosong: menurut data pegawai."
            ),
            example="Pengawas",
        ),
        Field(
            "rank",
            _("Golongan/ruang"),
            aliases=("golongan", "gol", "gol/ruang", "pangkat/gol", "pangkat golongan", "pangkat"),
            example="III/d",
            width=12,
        ),
        Field(
            "batch",
            _("Angkatan"),
            aliases=("nomor angkatan", "angkatan ke", "no angkatan"),
            parse=cells.whole_number,
            help=_("Nomor angkatan. Kosong: dicarikan angkatan berikutnya yang masih berkursi."),
            width=10,
        ),
        Field(
            "email",
            _("Surel"),
            aliases=("email", "e-mail", "alamat email", "surat elektronik"),
            parse=read_email,
            width=26,
        ),
        Field(
            "phone", _("Telepon"), aliases=("hp", "no hp", "nomor hp", "no telepon", "telp", "wa", "no wa", "whatsapp")
        ),
        Field(
            "employment",
            _("Status kepegawaian"),
            aliases=("status asn", "status pegawai", "jenis pegawai"),
            parse=cells.one_of(
                {
                    "PNS": Employment.PNS.value,
                    "PPPK": Employment.PPPK.value,
                    "Bukan ASN": Employment.OTHER.value,
                    "Non ASN": Employment.OTHER.value,
                }
            ),
            choices=("PNS", "PPPK", "Bukan ASN"),
            help=_("Kosong: PNS bila NIP diisi."),
        ),
        Field(
            "pik_graduate",
            _("Lulusan PIK"),
            aliases=("pik", "lulusan pendidikan ilmu kepegawaian"),
            parse=cells.yes_no,
            choices=("Ya", "Tidak"),
            width=12,
        ),
        Field(
            "manages_asn",
            _("Mengelola manajemen ASN"),
            aliases=("pengelola kepegawaian", "mengelola asn", "penyelenggara manajemen asn"),
            parse=cells.yes_no,
            choices=("Ya", "Tidak"),
            help=_("Kosong berarti Ya: dengan mengusulkan, instansi menyatakan pegawai ini mengelola manajemen ASN."),
            width=14,
        ),
        Field(
            "nik",
            _("NIK"),
            aliases=("nomor induk kependudukan", "no ktp"),
            parse=read_identity("nik", cells.nik),
            sensitive=True,
            width=20,
        ),
        Field(
            "passport",
            _("Paspor"),
            aliases=("nomor paspor", "no paspor", "passport"),
            parse=read_identity("passport", cells.text),
            sensitive=True,
        ),
    )

    def may_import(self, actor: Any, context: Context) -> bool:
        """HR into an open season for the own agency; the organiser for any."""
        season, agency_id = _season(context), self.agency_id(context)
        if season is None or (context.get("instansi") and agency_id is None):
            return False
        if agency_id is not None and not Agency.objects.filter(pk=agency_id).exists():
            return False
        return policies.may_import(actor, season, agency_id)

    def owner_key(self, context: Context) -> str:
        """Columns are remembered per agency."""
        return f"agency:{context['instansi']}" if context.get("instansi") else "organiser"

    def agency_id(self, context: Context) -> int | None:
        """The agency of the context, as far as it is a number."""
        given = context.get("instansi", "")
        return int(given) if given.isascii() and given.isdigit() else None

    def describe(self, context: Context) -> str:
        """The season, and the agency where there is one."""
        season, agency_id = _season(context), self.agency_id(context)
        agency = Agency.objects.filter(pk=agency_id).first() if agency_id else None
        return " · ".join(str(each) for each in (season, agency) if each)

    def group_keys(self, row: Row) -> Iterable[str]:
        """Rows that compete for the same seats."""
        if number := row.get("batch"):
            return (f"angkatan:{number}",)
        level = row.get("level")
        return (f"jenjang:{level.level}",) if level else ()

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """Judge agency, unit, person, level, rules and seats."""
        season = _season(context)
        if season is not None:
            check_rows(rows, season, self.agency_id(context))

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """Register who is new and put all forward."""
        season = _season(context)
        assert season is not None
        hold_season(season)
        registered = find_or_register([_person_row(row) for row in rows], actor=actor, source=LABEL)
        entries = [
            Entry(
                person=found.person,
                agency=row.values["agency_found"],
                level=row.values["level_found"],
                unit=found.unit,
                position=found.position,
                position_title=row.get("position"),
                manages_asn=row.get("manages_asn", True),
                batch_number=row.get("batch"),
                source_id=row.pk,
            )
            for row, found in zip(rows, registered, strict=True)
        ]
        return [(LABEL, nomination.pk) for nomination in nominate(actor=actor, season=season, entries=entries)]

    def may_undo(self, batch: BatchLike) -> str | None:
        """While none is accepted, withdrawn by hand, or has a result."""
        return selectors.why_in_use(batch.written(LABEL))

    def undo(self, batch: BatchLike, actor: Any) -> None:
        """Delete the nominations; officials who came into the register with them stay there."""
        remove_unused(actor=actor, nominations=batch.written(LABEL))

    def success_url(self, batch: BatchLike) -> str:
        """The list of nominations of the season."""
        return f"{reverse('training:nomination_list')}?season={batch.context.get('musim', '')}"


def _season(context: Context) -> Season | None:
    given = context.get("musim", "")
    return Season.objects.filter(pk=int(given)).first() if given.isascii() and given.isdigit() else None


def _person_row(row: Row) -> PersonRow:
    name: names.Name = row.values["name"]
    level: LevelCell | None = row.get("level")
    return PersonRow(
        agency_id=row.values["agency_found"].pk,
        name=name.name,
        front_title=name.front,
        back_title=name.back,
        nip=row.get("nip", ""),
        nik=row.get("nik", ""),
        passport=row.get("passport", ""),
        sex=row.get("sex", ""),
        birth_date=row.get("birth_date"),
        birth_place=row.get("birth_place", ""),
        employment=employment_of(row),
        pik_graduate=row.get("pik_graduate", False),
        email=row.get("email", ""),
        phone=row.get("phone", ""),
        unit=row.get("unit", ""),
        position=row.get("position", ""),
        level=row.values["level_found"],
        echelon=level.echelon if level else "",
        rank=row.get("rank", ""),
    )
