import io
import threading
from datetime import date

import pytest
import xlsxwriter
from django.db import connection
from django.urls import reverse

from mumpuni.audit.models import StoredDecision
from mumpuni.audit.policies import Refused
from mumpuni.exchange import services as exchange
from mumpuni.exchange.cells import BadCell
from mumpuni.exchange.importers import importer_for
from mumpuni.people.models import Identity, Person, Unit
from mumpuni.people.policies import Unusable
from mumpuni.training import selectors, services
from mumpuni.training.importers.levels import LevelCell, read_level
from mumpuni.training.models import Nomination
from tests.training.factories import account, agency, batch, nip, nomination, person, season

pytestmark = pytest.mark.django_db

HEAD = [
    "No", "N I P", "Nama Lengkap dan Gelar", "L/P", "Tempat Lahir", "Tgl. Lahir", "Unit Kerja", "Jabatan", "Eselon",
    "Gol", "Angkatan", "No. HP", "Email", "Instansi",
]  # fmt: skip
FIELDS = dict(
    zip(
        ["nip", "name", "sex", "birth_place", "birth_date", "unit", "position", "level", "rank", "batch", "phone",
         "email", "agency"],
        range(1, 14),
        strict=True,
    )
)  # fmt: skip


def sheet(rows, head=HEAD):
    """Title rows above the header, the first one merged over all columns; nothing turned into a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet("Usulan")
        page.merge_range(0, 0, 0, len(head) - 1, "DAFTAR USULAN PESERTA PELATIHAN DAN SERTIFIKASI")
        page.merge_range(1, 0, 1, len(head) - 1, "Tahun 2027")
        page.write_row(3, 0, head)
        for at, row in enumerate(rows, start=4):
            for column, value in enumerate(row):
                page.write(at, column, value)
    return file.getvalue()


def line(number=None, name="Budi Santoso, S.Sos.", **given):
    row = {
        "nip": nip() if number is None else number,
        "name": name,
        "sex": "L",
        "birth_place": "Bandung",
        "birth_date": "",
        "unit": "Bagian Kepegawaian",
        "position": "Kepala Subbagian Umum",
        "level": "Pengawas",
        "rank": "III/d",
        "batch": "",
        "phone": "",
        "email": "",
        "agency": "",
        **given,
    }
    return [1, *row.values()]


@pytest.fixture
def organiser():
    return account("organiser")


@pytest.fixture
def made(organiser):
    return season(organiser)


@pytest.fixture
def own():
    return agency("Pemerintah Kabupaten Sumedang")


@pytest.fixture
def hr(own):
    return account("agency-hr", agency=own)


def send(actor, made, rows, where=None, file_name="usulan.xlsx"):
    context = {"musim": str(made.pk)} | ({"instansi": str(where.pk)} if where else {})
    sent = exchange.upload(
        actor=actor, kind="training.nomination", file_name=file_name, data=sheet(rows), context=context, again=True
    )
    if sent.state == "mapping":
        exchange.map_columns(actor=actor, batch=sent, mapping=FIELDS)
    sent.refresh_from_db()
    if sent.state == "checking":
        exchange.run_check(batch_id=str(sent.pk), actor_id=actor.pk)
        sent.refresh_from_db()
    assert sent.state == "checked", sent.notice
    return sent


def told(sent):
    """What was said, by the row of the sheet: (field, code) pairs."""
    return {
        row.number: [(problem["field"], problem["code"]) for problem in row.problems]
        for row in sent.rows.all()
        if row.problems
    }


def said(sent, number):
    return [
        (each["column"], each["value"], each["message"], each["mend"]) for each in sent.rows.get(number=number).problems
    ]


def enter(actor, sent):
    exchange.confirm(actor=actor, batch=sent)
    exchange.run_confirm(batch_id=str(sent.pk), actor_id=actor.pk)
    sent.refresh_from_db()


def test_a_real_offices_sheet_enters_as_it_was_meant(organiser, made, own, hr):
    grouped = "19800101 200501 1 001"
    rows = [
        line(
            grouped,
            "Drs. H. BUDI SANTOSO, M.Si",
            sex="Laki-laki",
            birth_date="1 Januari 1980",
            level="Eselon IV.a",
            position="Kepala Subbidang Mutasi",
        ),
        line("'198001022005012002", "Dr. Siti Aminah, S.H., M.H.", sex="wanita", unit="Bag. Kepegawaian", batch="5"),
        line("198001032005011003", "Agus", unit="BAGIAN  KEPEGAWAIAN ", birth_date="03/01/1980"),
    ]
    sent = send(hr, made, rows, own)
    assert told(sent) == {}
    enter(hr, sent)
    assert sent.state == "confirmed", sent.notice
    entered = list(Nomination.objects.order_by("source__number").select_related("person", "unit", "batch", "position"))
    assert [(each.person.full_name, each.person.sex, each.batch.number) for each in entered] == [
        ("Drs. H. Budi Santoso, M.Si.", "L", 4),
        ("Dr. Siti Aminah, S.H., M.H.", "P", 5),
        ("Agus", "L", 4),
    ]
    assert [each.source.number for each in entered] == [5, 6, 7]
    assert entered[0].person.birth_date == date(1980, 1, 1)
    assert set(Identity.objects.values_list("plain", flat=True)) == {
        "198001012005011001", "198001022005012002", "198001032005011003"
    }  # fmt: skip
    assert Unit.objects.filter(agency=own).count() == 1
    assert {each.unit for each in entered} == {Unit.objects.get(agency=own)}
    assert entered[0].position.echelon == "IV.a"
    assert StoredDecision.objects.filter(subject_type="training.nomination").count() == 6
    expected = f"{reverse('training:nomination_list')}?season={made.pk}"
    assert importer_for(sent.kind).success_url(sent) == expected


def test_each_bad_row_is_named_with_why_and_how_to_mend(organiser, made, own, hr):
    other = agency("Pemerintah Kota Bandung")
    known = person(own, number="198002012005011001", name="Agus Salim")
    nominated = nomination(organiser, made, where=own, batch_number=5)
    rows = [
        line(198002022005011002),  # 5: eighteen digits as a number: the last ones are lost
        line("198002032005011003", batch="19"),  # 6: a Pengawas in a batch of Administrators
        line("198002042005011004", batch="77"),  # 7
        line("198002052005011005", agency="Pemkot Bandung"),  # 8: abbreviation of another agency
        line("198002062005011006", agency="Kabupaten Antah Berantah"),  # 9
        line("198002072005011007", level="III/c"),  # 10
        line("198002082005011008", sex="P"),  # 11: the NIP says male
        line("111111111111111111"),  # 12
        line(""),  # 13
        line("198002092005011009", birth_date="32/01/1980"),  # 14
        line("198002102005011010"),  # 15 and 16: the same person twice
        line("198002102005011010"),
        line(nominated.person.identities.get().plain, nominated.person.name, level="Pengawas", sex=""),  # 17
        line(known.identities.get().plain, "Bambang"),  # 18: somebody else's NIP
        line("198002112005011011", level="Pelaksana"),  # 19
        line("198002122005011012", email="bukan surel"),  # 20
        line("198002132005011013", level=""),  # 21
    ]
    sent = send(hr, made, rows, own)
    assert told(sent) == {
        5: [("nip", "lost-digits")],
        6: [("batch", "other-level")],
        7: [("batch", "unknown-batch")],
        8: [("agency", "other-agency")],
        9: [("agency", "unknown-agency")],
        10: [("level", "rank-for-level")],
        11: [("nip", "nip-sex-differs")],
        12: [("nip", "dummy-nip")],
        13: [("nip", "no-number")],
        14: [("birth_date", "no-such-day")],
        15: [("nip", "repeated")],
        16: [("nip", "repeated")],
        17: [("nip", "already-nominated")],
        18: [("name", "name-differs")],
        19: [("level", "not-a-level")],
        20: [("email", "not-an-address")],
        21: [("level", "missing-level")],
    }
    ((column, value, message, mend),) = said(sent, 6)
    assert (column, value) == ("K", "19")
    assert "Panduan Pelatihan dan Sertifikasi 2019" in message
    assert "4-5" in mend
    assert "4-5" in said(sent, 7)[0][3]
    assert "Angkatan 5" in said(sent, 17)[0][2]
    assert other.name in said(sent, 8)[0][2]
    assert list(sent.rows.filter(has_errors=False).values_list("number", flat=True)) == [18]


def test_a_mended_row_enters_and_a_warning_is_taken_on_purpose(made, own, hr):
    known = person(own, number="198003012005011001", name="Agus Salim")
    sent = send(hr, made, [line("198003022005011002", batch="19"), line("198003012005011001", "A. Salim")], own)
    exchange.mend_row(actor=hr, batch=sent, number=5, cells={"batch": "5"})
    exchange.take_rows(actor=hr, batch=sent, numbers=[6])
    enter(hr, sent)
    assert set(Nomination.objects.values_list("batch__number", flat=True)) == {4, 5}
    known.refresh_from_db()
    assert known.name == "Agus Salim"


def test_an_unknown_agency_gets_the_nearest_spelling_proposed(organiser, made, own):
    sent = send(organiser, made, [line(agency="Pemerintah Kabupaten Sumedeng"), line(agency="")])
    assert told(sent) == {5: [("agency", "unknown-agency")], 6: [("agency", "missing-agency")]}
    assert own.name in said(sent, 5)[0][3]


def test_seats_are_counted_with_what_is_there_and_the_message_says_how_many_are_left(organiser, made, own, hr):
    nomination(organiser, made, batch_number=4)
    sent = send(hr, made, [line(batch="4") for _ in range(3)] + [line() for _ in range(4)], own)
    assert told(sent) == {7: [("batch", "no-seat")], 11: [("batch", "no-seat")]}
    assert "tinggal 2 kursi" in said(sent, 7)[0][2]
    assert "tersisa 5 kursi" in said(sent, 11)[0][2]
    exchange.mend_row(actor=hr, batch=sent, number=7, cells={"batch": ""})
    exchange.skip_rows(actor=hr, batch=sent, numbers=[7, 11])
    enter(hr, sent)
    assert {each.number: each.left for each in selectors.board(hr, made)} == {1: 3, 4: 0, 5: 0, 19: 3}


def test_seats_lost_since_the_dry_run_send_the_import_back_whole(organiser, made, own, hr):
    sent = send(hr, made, [line(batch="4") for _ in range(3)], own)
    nomination(organiser, made, batch_number=4)
    enter(hr, sent)
    assert sent.state == "checked"
    assert told(sent) == {7: [("batch", "no-seat")]}
    assert Nomination.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_imports_confirmed_at_once_leave_one_whole_and_one_to_mend(made, own, hr):
    shared = nip()
    files = [[line(shared, batch="4"), line(batch="4")], [line(batch="4"), line(shared, batch="4")]]
    imports = [send(hr, made, rows, own, f"usulan-{at}.xlsx") for at, rows in enumerate(files)]
    for each in imports:
        exchange.confirm(actor=hr, batch=each)
    start = threading.Barrier(2)

    def run(each):
        start.wait()
        exchange.run_confirm(batch_id=str(each.pk), actor_id=hr.pk)
        connection.close()

    threads = [threading.Thread(target=run, args=(each,)) for each in imports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in imports:
        each.refresh_from_db()
    assert sorted(each.state for each in imports) == ["checked", "confirmed"]
    late = next(each for each in imports if each.state == "checked")
    assert Nomination.objects.count() == Person.objects.count() == 2
    assert late.notice
    assert "gangguan" not in late.notice
    # Who came second either met the other's rows in writing, or saw them already in its own check.
    if not told(late):
        enter(hr, late)
    assert late.state == "checked"
    assert {("nip", "already-nominated")} == {code for row in told(late).values() for code in row}


def test_a_near_miss_of_a_unit_is_pointed_out(made, own, hr):
    enter(hr, send(hr, made, [line(unit="Bagian Kepegawaian")], own))
    sent = send(hr, made, [line(unit="Bagian Kepegawain"), line(unit="Dinas Kesehatan")], own)
    assert told(sent) == {5: [("unit", "unit-looks-like")]}
    assert "Bagian Kepegawaian" in said(sent, 5)[0][3]


def test_an_import_goes_back_while_unused(organiser, made, own, hr):
    sent = send(hr, made, [line(), line()], own)
    enter(hr, sent)
    one = Nomination.objects.first()
    services.accept(actor=organiser, nominations=[one.pk])
    with pytest.raises(Unusable, match="sudah diterima"):
        exchange.undo(actor=hr, batch=sent)
    Nomination.objects.update(state="nominated")
    exchange.undo(actor=hr, batch=sent)
    assert not Nomination.objects.exists()
    assert Person.objects.count() == 2


def test_an_import_whose_people_have_results_stays(made, own, hr, monkeypatch):
    sent = send(hr, made, [line()], own)
    enter(hr, sent)
    monkeypatch.setattr(selectors, "_use_checks", [lambda pks: set(pks)])
    with pytest.raises(Unusable, match="hasil atau sertifikat"):
        exchange.undo(actor=hr, batch=sent)


def test_only_those_who_nominate_may_import_and_hr_names_the_own_agency(organiser, made, own, hr):
    draft = season(organiser, opened=False)
    for actor, context in (
        (hr, {"musim": str(made.pk)}),
        (hr, {"musim": str(made.pk), "instansi": str(agency().pk)}),
        (hr, {"musim": str(draft.pk), "instansi": str(own.pk)}),
        (hr, {"musim": "x", "instansi": str(own.pk)}),
        (organiser, {"musim": str(made.pk), "instansi": "0x"}),
        (account("supervisor"), {"musim": str(made.pk)}),
        (account("organiser", scope_kind="season", scope_id=made.pk), {"musim": str(made.pk)}),
        (account("participant"), {"musim": str(made.pk), "instansi": str(own.pk)}),
    ):
        with pytest.raises(Refused):
            exchange.upload(
                actor=actor, kind="training.nomination", file_name="u.xlsx", data=sheet([line()]), context=context
            )


def test_people_without_nip_come_by_nik_and_need_a_status(organiser, made, own, hr):
    head = ["NIK", "Nama", "Jabatan", "Jenjang", "Status Kepegawaian", "Lulusan PIK", "Mengelola Manajemen ASN"]
    rows = [
        ["3211010101800001", "Rina", "Kepala Subbagian", "Pengawas", "PPPK", "", ""],
        ["3211010101800002", "Rani", "Kepala Subbagian", "Pengawas", "", "", ""],
        ["3211010101800003", "Roni", "Kepala Subbagian", "Pengawas", "PNS", "Tidak", "Tidak"],
        ["3211010101800004", "Rano", "Kepala Subbagian", "Pengawas", "PNS", "Ya", "Tidak"],
    ]
    sent = exchange.upload(
        actor=hr,
        kind="training.nomination",
        file_name="nik.xlsx",
        data=sheet(rows, head),
        context={"musim": str(made.pk), "instansi": str(own.pk)},
    )
    if sent.state == "mapping":
        exchange.map_columns(actor=hr, batch=sent)
    sent.refresh_from_db()
    assert told(sent) == {6: [("employment", "not-asn")], 7: [("manages_asn", "not-asn-manager")]}
    enter(hr, sent)
    assert Person.objects.get(name="Rano").pik_graduate
    assert not Identity.objects.filter(plain__startswith="3211").exists()


def test_the_check_costs_the_same_for_few_as_for_many(organiser, own, hr, queries):
    made = season(organiser, seats=200)

    def check(count):
        sent = send(hr, made, [line(agency=own.name) for _ in range(count)], own)
        rows = exchange.checking.rows_from(sent, sent.rows.all())
        return queries(lambda: exchange.checking.judge(exchange.checking.importer_of(sent), rows, sent, hr))

    assert check(3) == check(60)


@pytest.mark.parametrize(
    ("text", "level", "echelon"),
    [
        ("JPT Pratama", "jpt-pratama", ""),
        ("Pejabat Pimpinan Tinggi Pratama", "jpt-pratama", ""),
        ("PENGAWAS", "pengawas", ""),
        ("Eselon II", "jpt-pratama", ""),
        ("eselon III/a", "administrator", "III.a"),
        ("IVb", "pengawas", "IV.b"),
        ("Es. IV.a", "pengawas", "IV.a"),
        ("III.B", "administrator", "III.b"),
        ("Eselon I.a", "jpt-madya", "I.a"),
        ("V.a", "pelaksana", "V.a"),
        ("Fungsional Ahli Muda", "ahli-muda", ""),
    ],
)
def test_levels_and_echelons_are_read_as_offices_write_them(text, level, echelon):
    assert read_level(text) == LevelCell(level, echelon)


@pytest.mark.parametrize("text", ["III/a", "IV/c", "III.d", "VI", "Kepala", "II.x"])
def test_ranks_and_other_words_are_no_levels(text):
    with pytest.raises(BadCell):
        read_level(text)


def test_seats_freed_by_a_batch_change_are_used(organiser, made, own, hr):
    four = batch(made, 4)
    services.change_batch(
        actor=organiser, batch=four, seats=1, class_starts_on=four.class_starts_on, class_ends_on=four.class_ends_on
    )
    sent = send(hr, made, [line(batch="4"), line(batch="4")], own)
    assert told(sent) == {6: [("batch", "no-seat")]}
    assert "sudah habis oleh baris sebelum ini" in said(sent, 6)[0][2]
