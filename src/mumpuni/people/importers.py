"""Officials from a spreadsheet."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.exchange import cells, names
from mumpuni.exchange.importers import Context, Field, Importer, Row
from mumpuni.people import identity, policies, selectors
from mumpuni.people.models import Agency, Echelon, Education, Employment, IdentityKind, Level, Person
from mumpuni.people.policies import Unusable
from mumpuni.people.services import PersonRow, find_or_register, withdraw_registered

#: Tiers as offices write them; an echelon stands for the tier it became (UU 5/2014 Pasal 131, for old data).
LEVEL_WORDS: dict[str, str] = {
    **{str(label): word for word, label in Level.choices},
    **{f"Jabatan {label}": word for word, label in Level.choices},
    **{str(label).removeprefix("Fungsional "): word for word, label in Level.choices},
    "Pimpinan Tinggi Pratama": Level.JPT_PRATAMA,
    "Jabatan Pimpinan Tinggi Pratama": Level.JPT_PRATAMA,
    "Pratama": Level.JPT_PRATAMA,
    "Pimpinan Tinggi Madya": Level.JPT_MADYA,
    "Jabatan Pimpinan Tinggi Madya": Level.JPT_MADYA,
    "Pimpinan Tinggi Utama": Level.JPT_UTAMA,
    "Jabatan Pimpinan Tinggi Utama": Level.JPT_UTAMA,
    "Adm": Level.ADMINISTRATOR,
}
_ECHELON_TIERS = {
    "I": Level.JPT_MADYA,
    "II": Level.JPT_PRATAMA,
    "III": Level.ADMINISTRATOR,
    "IV": Level.PENGAWAS,
    "V": Level.PELAKSANA,
}
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}
_DEGREE_WORDS: dict[str, str] = {
    **{str(label): word for word, label in Education.Degree.choices},
    "SD": "dasar",
    "SMP": "dasar",
    "SMA": "menengah",
    "SMK": "menengah",
    "SLTA": "menengah",
    "SMU": "menengah",
    "D1": "d1",
    "D.I": "d1",
    "D2": "d2",
    "D.II": "d2",
    "D3": "d3",
    "D.III": "d3",
    "Diploma III": "d3",
    "D4": "d4",
    "D.IV": "d4",
    "S1": "sarjana",
    "S.1": "sarjana",
    "Strata 1": "sarjana",
    "S2": "magister",
    "S.2": "magister",
    "Strata 2": "magister",
    "S3": "doktor",
    "S.3": "doktor",
    "Strata 3": "doktor",
}


def tier(value: str) -> tuple[str, str]:
    """A tier with the echelon it was read from ("" where the tier itself stands there).

    >>> tier("Eselon III.a"), tier("administrator")
    (('administrator', 'III.a'), ('administrator', ''))
    """
    if found := echelon(value):
        return found
    return str(cells.one_of(LEVEL_WORDS)(value)), ""


def echelon(value: str) -> tuple[str, str] | None:
    """The tier and echelon that words like "Eselon III", "Es. 3a" or "III/a" mean; None for other words."""
    words = cells.loose_key(value).replace("eselon", "es").removeprefix("es ").removeprefix("es").strip()
    number, _space, letter = words.replace("/", " ").partition(" ")
    if not letter and number[-1:] in ("a", "b"):
        number, letter = number[:-1], number[-1]
    roman = _ROMAN.get(number, number.upper())
    if roman not in _ECHELON_TIERS or letter not in ("", "a", "b"):
        return None
    exact = f"{roman}.{letter}"
    return str(_ECHELON_TIERS[roman]), exact if letter and exact in Echelon.values else ""


def employment(value: str) -> str:
    """PNS or PPPK; anything else is no employee of the civil service."""
    key = cells.loose_key(value)
    if key in ("pns", "pegawai negeri sipil", "asn pns", "cpns"):
        return Employment.PNS
    if key in ("pppk", "p3k", "pegawai pemerintah dengan perjanjian kerja", "asn pppk"):
        return Employment.PPPK
    raise cells.BadCell(
        "not-asn",
        _("Bukan Pegawai ASN: Pegawai ASN adalah PNS dan PPPK (Peraturan BKN 7/2020 Pasal 1 angka 1-2)."),
        _("Isi PNS atau PPPK; tenaga honorer tidak dicatat sebagai pegawai."),
    )


def mail_address(value: str) -> str:
    """A mail address in small letters."""
    text = cells.clean(value).strip("<>;,").lower()
    name, at, host = text.partition("@")
    if not (name and at and "." in host.strip(".")) or " " in text:
        raise cells.BadCell("not-mail", _("Bukan alamat surel."), _("Tulis seperti nama@instansi.go.id, satu saja."))
    return text


def person_row(row: Row, agency_id: int) -> PersonRow:
    """What a row of officials says, as the register takes it."""
    name: names.Name = row.get("name")
    level, rank_of_old = row.get("level", ("", ""))
    return PersonRow(
        agency_id=agency_id,
        name=name.name,
        front_title=name.front,
        back_title=name.back,
        level=level,
        echelon=rank_of_old,
        **{
            field: row.values[field]
            for field in (
                "nip nik sex birth_date birth_place employment appointed_by email phone unit position rank degree "
                "field institution year"
            ).split()
            if field in row.values
        },
    )


def judge_number(row: Row) -> None:
    """What the NIP of a row says that cannot be, or that differs from the other cells."""
    if not row.get("nip"):
        return
    try:
        nip = identity.parse_nip(row.get("nip"))
    except Unusable as refused:
        row.fail("nip", "dummy-nip", refused.messages[0], _("Isi NIK di kolom NIK dan kosongkan NIP."))
        return
    for problem in identity.check_nip(
        nip,
        today=timezone.localdate(),
        employment=row.get("employment", Employment.PNS),
        birth_date=row.get("birth_date"),
        sex=row.get("sex", ""),
    ):
        tell = row.fail if problem.severity == "error" else row.warn
        tell("nip", problem.code, problem.message, problem.mend)


class OfficialImporter(Importer):
    """Officials of one or many agencies."""

    kind = "people.official"
    title = gettext_lazy("Impor pegawai")
    description = gettext_lazy(
        "Satu baris satu pegawai; pegawai yang sudah ada dikenali dari NIP atau NIK dan dilengkapi."
    )
    template_name = "pegawai"
    unique = (("nip",), ("nik",))
    fields = (
        Field(
            "nip",
            gettext_lazy("NIP"),
            aliases=("nip baru", "no induk pegawai", "nomor induk pegawai", "nip nippppk", "ni pppk"),
            parse=cells.nip,
            example="198005052005011001",
            width=22,
        ),
        Field(
            "nik",
            gettext_lazy("NIK"),
            aliases=("no ktp", "nomor induk kependudukan"),
            parse=cells.nik,
            sensitive=True,
            width=20,
            help=gettext_lazy("Hanya bila tidak ada NIP"),
        ),
        Field(
            "name",
            gettext_lazy("Nama dan gelar"),
            required=True,
            aliases=("nama", "nama lengkap", "nama pegawai", "nama lengkap dengan gelar"),
            parse=names.split_name,
            example="Dr. Siti Aminah, S.H., M.Si.",
            width=32,
        ),
        Field(
            "sex",
            gettext_lazy("L/P"),
            aliases=("jenis kelamin", "jk", "kelamin", "gender"),
            parse=cells.sex,
            choices=("L", "P"),
            width=6,
        ),
        Field("birth_place", gettext_lazy("Tempat lahir"), aliases=("tmp lahir",)),
        Field(
            "birth_date",
            gettext_lazy("Tanggal lahir"),
            aliases=("tgl lahir", "lahir"),
            parse=cells.date_text,
            example="5 Mei 1980",
        ),
        Field(
            "agency",
            gettext_lazy("Instansi"),
            required=True,
            aliases=("nama instansi", "asal instansi", "instansi asal", "pemda", "kl"),
            width=32,
        ),
        Field(
            "unit",
            gettext_lazy("Unit kerja"),
            aliases=("unit organisasi", "opd", "skpd", "satuan kerja", "satker"),
            width=32,
        ),
        Field("position", gettext_lazy("Jabatan"), aliases=("nama jabatan", "jabatan saat ini"), width=32),
        Field(
            "level",
            gettext_lazy("Jenjang jabatan"),
            aliases=("jenjang", "eselon", "level", "tingkat jabatan"),
            parse=tier,
            example="Administrator",
        ),
        Field("rank", gettext_lazy("Golongan/ruang"), aliases=("golongan", "gol", "gol ruang", "pangkat gol")),
        Field(
            "employment",
            gettext_lazy("Status kepegawaian"),
            aliases=("status", "status asn", "jenis pegawai"),
            parse=employment,
            choices=("PNS", "PPPK"),
        ),
        Field(
            "appointed_by",
            gettext_lazy("Diangkat oleh (PPK)"),
            aliases=("ppk", "pejabat pembina kepegawaian"),
            help=gettext_lazy("Wajib bagi PPPK"),
        ),
        Field(
            "email",
            gettext_lazy("Surel"),
            aliases=("email", "e mail", "alamat email"),
            parse=mail_address,
            width=28,
        ),
        Field("phone", gettext_lazy("Telepon"), aliases=("no hp", "hp", "no telepon", "nomor hp", "wa", "whatsapp")),
        Field(
            "degree",
            gettext_lazy("Pendidikan"),
            aliases=("pendidikan terakhir", "jenjang pendidikan"),
            parse=cells.one_of(_DEGREE_WORDS),
        ),
        Field("field", gettext_lazy("Jurusan"), aliases=("bidang studi", "program studi", "prodi")),
        Field(
            "institution", gettext_lazy("Lembaga pendidikan"), aliases=("universitas", "perguruan tinggi", "sekolah")
        ),
        Field("year", gettext_lazy("Tahun lulus"), aliases=("thn lulus",), parse=cells.whole_number),
    )

    def may_import(self, actor: Any, context: Context) -> bool:
        """Those who may register somewhere; each row's agency is judged in `check` and again by the service."""
        return policies.may_register(actor)

    def owner_key(self, context: Context) -> str:
        """One habit for all files of officials."""
        return "people"

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """Agency known and the actor's, a number that fits and is free or the same person's, a post that is whole."""
        spellings = {row.get("agency") for row in rows if row.get("agency")}
        agencies = selectors.agencies_by_spelling(spellings)
        guesses = selectors.likely_agencies(spellings - set(agencies))
        known = selectors.persons_by_number({number for row in rows for number in _numbers(row)})
        for row in rows:
            _check_agency(row, agencies, guesses, actor)
            judge_number(row)
            _check_known(row, known)
            _check_whole(row)

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """Register those who are new, complete those who are known."""
        done = find_or_register(
            [person_row(row, row.values["agency_id"]) for row in rows], actor=actor, source=self.kind
        )
        return [("people.person", each.person.pk) if each.created else None for each in done]

    def may_undo(self, batch: Any) -> str | None:
        """While nothing but their own rows names the persons entered."""
        people = Person.objects.filter(pk__in=batch.written("people.person"))
        if any(True for _each in selectors.used_elsewhere(people)):
            return str(_("Sebagian pegawai yang diimpor sudah dipakai (usulan, akun, atau penggabungan)."))
        return None

    def undo(self, batch: Any, actor: Any) -> None:
        """Take the new persons out again; what was completed on known ones stays."""
        withdraw_registered(actor=actor, numbers=batch.written("people.person"))

    def success_url(self, batch: Any) -> str:
        """The register."""
        return reverse("people:person_list")


def _check_agency(row: Row, agencies: dict[str, Agency], guesses: dict[str, list[Agency]], actor: Any) -> None:
    text = row.get("agency")
    if not text:
        return
    agency = agencies.get(text)
    if agency is None:
        close = ", ".join(each.name for each in guesses.get(text, []))
        mend = _("Maksud Anda: %(guess)s? Perbaiki di sini, atau minta penyelenggara menambah ejaannya.")
        plain = _("Perbaiki namanya, atau minta penyelenggara menambahkan instansi ini.")
        row.fail(
            "agency",
            "unknown-agency",
            _("Instansi ini tidak dikenal."),
            mend % {"guess": close} if close else plain,
        )
    elif not policies.may_manage_agency(actor, agency):
        row.fail(
            "agency",
            "not-your-agency",
            _("Anda tidak mengelola kepegawaian instansi ini."),
            _("Lewati baris ini; pegawainya diimpor instansi itu sendiri."),
        )
    else:
        row.values["agency_id"] = agency.pk


def _numbers(row: Row) -> list[tuple[str, str]]:
    given = ((IdentityKind.NIP.value, row.get("nip")), (IdentityKind.NIK.value, row.get("nik")))
    return [(kind, number) for kind, number in given if number]


def _check_known(row: Row, known: dict[tuple[str, str], Person]) -> None:
    numbers = _numbers(row)
    if not numbers:
        if not row.cells.get("nip") and not row.cells.get("nik"):
            row.fail("nip", "no-number", _("Tidak ada NIP maupun NIK."), _("Isi NIP, atau NIK bagi yang tanpa NIP."))
        return
    bearers = {known[number].pk: known[number] for number in numbers if number in known}
    if len(bearers) > 1:
        row.fail("nik", "two-people", _("NIP dan NIK ini milik dua orang berbeda."), _("Perbaiki salah satunya."))
        return
    for person in bearers.values():
        now = person.current
        if now is not None and row.get("agency_id") and now.agency_id != row.get("agency_id"):
            row.warn(
                "agency",
                "serves-elsewhere",
                _("Pegawai ini tercatat bertugas di instansi lain; jabatannya di sana tidak diubah."),
                _("Minta penyelenggara mencatat perpindahannya, atau ambil apa adanya."),
            )
        elif row.get("name") and cells.loose_key(row.get("name").name) != cells.loose_key(person.name):
            row.warn(
                "name",
                "other-name",
                _("Nomor ini terdaftar dengan nama lain: %(name)s.") % {"name": person.name},
                _("Periksa nomornya; bila orangnya sama, ambil apa adanya dan nama dalam daftar tetap."),
            )


def _check_whole(row: Row) -> None:
    if row.get("position") and not row.get("level") and not row.cells.get("level"):
        row.fail(
            "level",
            "level-missing",
            _("Jenjang jabatan kosong."),
            _("Isi mis. Administrator, Pengawas, atau Eselon III."),
        )
    if row.get("employment") == Employment.PPPK and not row.get("appointed_by"):
        row.fail(
            "appointed_by",
            "no-appointing-authority",
            _("PPPK tanpa pejabat pembina kepegawaian yang mengangkat (Peraturan BKN 7/2020 Pasal 1 angka 2)."),
            _("Isi PPK yang mengangkat, mis. Bupati Sleman."),
        )
    year = row.get("year")
    if year is not None and not 1940 <= year <= timezone.localdate().year:
        row.fail("year", "impossible-year", _("Tahun lulus tidak mungkin."), _("Isi tahun empat angka."))
