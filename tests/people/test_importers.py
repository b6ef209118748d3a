"""Officials from the spreadsheets that offices send."""

import pytest

from mumpuni.audit.policies import Refused
from mumpuni.exchange import services as exchange
from mumpuni.exchange.cells import BadCell
from mumpuni.people.importers import employment, mail_address, tier
from mumpuni.people.models import Agency, Education, Person, Unit
from tests.exchange.books import xlsx
from tests.people import factories

HEAD = [
    "No",
    "NIP",
    "NIK",
    "Nama Lengkap dengan Gelar",
    "Jenis Kelamin",
    "Tgl. Lahir",
    "Instansi",
    "Unit Organisasi",
    "Nama Jabatan",
    "Eselon",
    "Gol. Ruang",
    "Status",
    "PPK",
    "E-mail",
    "No. HP",
    "Pendidikan Terakhir",
    "Program Studi",
]


@pytest.fixture
def agency(db):
    return factories.agency("Pemerintah Kabupaten Contoh")


@pytest.fixture
def hr(agency):
    return factories.account("agency-hr", agency=agency)


def line(nip="", nik="", name="Budi Santoso", sex="L", born="", agency="Pemkab. Contoh", **more):
    known = {
        "unit": "Bag. Kepegawaian",
        "position": "Kepala Bagian",
        "level": "Eselon III.a",
        "rank": "IV/a",
        "status": "PNS",
        "ppk": "",
        "email": "",
        "phone": "",
        "degree": "",
        "field": "",
        **more,
    }
    return ["1", nip, nik, name, sex, born, agency, *known.values()]


def upload(actor, *lines):
    titles = [["DAFTAR PEGAWAI"], ["KABUPATEN CONTOH TAHUN 2026"], []]
    batch = exchange.upload(
        actor=actor, kind="people.official", file_name="pegawai.xlsx", data=xlsx([*titles, HEAD, *lines]), context={}
    )
    if batch.state == "mapping":
        exchange.map_columns(actor=actor, batch=batch)
    batch.refresh_from_db()
    return batch


def problems(batch):
    return [
        (row.number, problem["field"], problem["code"], problem["severity"])
        for row in batch.rows.order_by("number")
        for problem in row.problems
    ]


def enter(actor, batch):
    exchange.confirm(actor=actor, batch=batch)
    exchange.run_confirm(batch_id=batch.pk, actor_id=actor.pk)
    batch.refresh_from_db()


@pytest.mark.django_db
class TestOfficials:
    def test_messy_rows_become_officials(self, hr, agency):
        batch = upload(
            hr,
            line(
                "19800505 200501 1 001",
                name="Dr. BUDI SANTOSO, S.H., M.Si",
                born="5 Mei 1980",
                email="Budi@Contoh.go.id",
                degree="S2",
                field="Hukum",
            ),
            line(
                "198106062006022003",
                name="Rina Wati",
                sex="perempuan",
                born="06/06/1981",
                unit="BAGIAN  KEPEGAWAIAN",
                level="Pengawas",
            ),
            line("", nik="3404050505820001", name="Tono", unit="Bagian Kepegawaian", level="Adm"),
            line(
                "198305052021211004",
                name="Yuli",
                status="P3K",
                sex="P",
                ppk="Bupati Contoh",
                level="Ahli Muda",
                position="Analis SDM Aparatur",
            ),
        )
        assert problems(batch) == []
        enter(hr, batch)
        assert batch.state == "confirmed"
        budi = Person.objects.get(name="Budi Santoso")
        assert (budi.full_name, budi.email, budi.sex) == ("Dr. Budi Santoso, S.H., M.Si.", "budi@contoh.go.id", "L")
        assert (budi.current.position.level, budi.current.position.echelon, budi.current.rank) == (
            "administrator",
            "III.a",
            "IV/a",
        )
        assert Education.objects.get().degree == "magister"
        assert Unit.objects.filter(agency=agency).count() == 1
        assert Person.objects.get(name="Tono").identities.get().kind == "nik"
        assert Person.objects.get(name="Yuli").appointed_by == "Bupati Contoh"
        assert {each.current.agency for each in Person.objects.all()} == {agency}

    @pytest.mark.parametrize(
        ("fields", "found"),
        [
            ({"nip": "111111111111111111"}, ("nip", "dummy-nip", "error")),
            ({"nip": "198013052005011001"}, ("nip", "nip-birth-date", "error")),
            ({"nip": "198005052005011001", "sex": "P"}, ("nip", "nip-sex-differs", "error")),
            ({"nip": "198005052005011001", "born": "6 Mei 1980"}, ("nip", "nip-birth-date-differs", "warning")),
            ({"nip": "19800505200501100"}, ("nip", "wrong-length", "error")),
            ({}, ("nip", "no-number", "error")),
            ({"nip": "198005052005011001", "agency": "Pemkab Antah Berantah"}, ("agency", "unknown-agency", "error")),
            ({"nip": "198005052005011001", "status": "Honorer"}, ("employment", "not-asn", "error")),
            ({"nip": "198305052021211004", "status": "PPPK"}, ("appointed_by", "no-appointing-authority", "error")),
            ({"nip": "198005052005011001", "level": ""}, ("level", "level-missing", "error")),
            ({"nip": "198005052005011001", "level": "Eselon IX"}, ("level", "unknown-choice", "error")),
            ({"nip": "198005052005011001", "email": "budi di contoh"}, ("email", "not-mail", "error")),
        ],
    )
    def test_what_is_wrong_is_said_at_its_cell(self, hr, fields, found):
        batch = upload(hr, line(**{"nip": "", **fields}))
        assert [problem[1:] for problem in problems(batch)] == [found]
        assert problems(batch)[0][0] == 5

    def test_hr_imports_only_own_officials(self, hr):
        factories.agency("Pemerintah Kabupaten Tetangga")
        batch = upload(hr, line("198005052005011001", agency="Pemkab Tetangga"))
        assert [problem[1:3] for problem in problems(batch)] == [("agency", "not-your-agency")]

    def test_nobody_else_imports(self, agency):
        for role in ("supervisor", "participant", "auditor", "system-admin"):
            with pytest.raises(Refused):
                upload(factories.account(role), line("198005052005011001"))

    def test_known_officials_are_completed_and_strangers_not_taken(self, hr, agency):
        known = factories.person("Budi Santoso", number="198005052005011001", at=agency)
        elsewhere = factories.person("Rina Wati", number="198106062006022003", at=factories.agency())
        batch = upload(
            hr, line("198005052005011001", email="b@x.id"), line("198106062006022003", name="Rina Wati", sex="P")
        )
        assert [problem[1:3] for problem in problems(batch)] == [("agency", "serves-elsewhere")]
        enter(hr, batch)
        known.refresh_from_db()
        assert (known.email, Person.objects.count()) == ("b@x.id", 2)
        assert elsewhere.appointments.get().agency != agency

    def test_another_name_under_a_known_number_is_a_warning(self, hr, agency):
        factories.person("Orang Lain", number="198005052005011001", at=agency)
        assert [problem[1:] for problem in problems(upload(hr, line("198005052005011001")))] == [
            ("name", "other-name", "warning")
        ]

    def test_an_import_is_undone_while_nothing_rests_on_it(self, hr):
        batch = upload(hr, line("198005052005011001"), line("198106062006022003", name="Rina", sex="P"))
        enter(hr, batch)
        assert Person.objects.count() == 2
        exchange.undo(actor=hr, batch=batch)
        assert (Person.objects.count(), Agency.objects.count()) == (0, 1)

    def test_an_import_in_use_stays(self, hr):
        batch = upload(hr, line("198005052005011001"))
        enter(hr, batch)
        factories.account(person=Person.objects.get())
        with pytest.raises(Exception, match="sudah dipakai"):
            exchange.undo(actor=hr, batch=batch)
        assert Person.objects.count() == 1

    def test_checking_costs_the_same_for_one_row_as_for_fifty(self, hr, queries):
        def rows(count, start):
            return [line(factories.nip(), name=f"Orang {start + n}") for n in range(count)]

        few, many = rows(1, 0), rows(50, 100)
        upload(hr, *rows(1, 900))
        one = queries(lambda: upload(hr, *few))
        assert queries(lambda: upload(hr, *many)) <= one + 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Administrator", ("administrator", "")),
        ("jabatan administrator", ("administrator", "")),
        ("Eselon III", ("administrator", "")),
        ("ESELON III.A", ("administrator", "III.a")),
        ("Es. 3b", ("administrator", "III.b")),
        ("III/a", ("administrator", "III.a")),
        ("eselon iv", ("pengawas", "")),
        ("IVa", ("pengawas", "IV.a")),
        ("II.b", ("jpt-pratama", "II.b")),
        ("Jabatan Pimpinan Tinggi Pratama", ("jpt-pratama", "")),
        ("JPT Pratama", ("jpt-pratama", "")),
        ("Ahli Muda", ("ahli-muda", "")),
        ("Fungsional Ahli Madya", ("ahli-madya", "")),
        ("Pelaksana", ("pelaksana", "")),
    ],
)
def test_tiers_are_read_as_offices_write_them(words, found):
    assert tier(words) == found


@pytest.mark.parametrize("words", ["Eselon IX", "Direktur", "III/c", ""])
def test_what_is_no_tier_is_refused(words):
    with pytest.raises(BadCell):
        tier(words)


@pytest.mark.parametrize(
    ("words", "found"), [("PNS", "pns"), ("p3k", "pppk"), ("Pegawai Negeri Sipil", "pns"), ("ASN-PPPK", "pppk")]
)
def test_employment_words(words, found):
    assert employment(words) == found


@pytest.mark.requirement("B7-20-005")
@pytest.mark.parametrize("words", ["Honorer", "THL", "kontrak"])
def test_others_are_no_employees_of_the_civil_service(words):
    with pytest.raises(BadCell, match="Pasal 1 angka 1-2"):
        employment(words)


@pytest.mark.parametrize("words", ["budi", "@contoh.go.id", "budi@contoh", "a b@contoh.go.id"])
def test_what_is_no_address_is_refused(words):
    with pytest.raises(BadCell):
        mail_address(words)
