"""The register, past work and earlier results from spreadsheets, and who reads an earlier result."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.models import PastResult, PastWork, Practitioner
from mumpuni.assessment.on_person import past_of_person
from mumpuni.assessment.selectors import past, standing
from mumpuni.assessment.selectors import register as register_selectors
from mumpuni.audit.models import Event as Trail
from mumpuni.exchange import services as exchange
from mumpuni.people.policies import Refused
from tests.assessment import factories as make
from tests.exchange.books import xlsx
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return make.provider()


@pytest.fixture
def staff(provider):
    return make.staff(provider)


def upload(actor, kind, head, lines, **context):
    batch = exchange.upload(
        actor=actor, kind=kind, file_name="berkas.xlsx", data=xlsx([head, *lines]),
        context={name: str(value) for name, value in context.items()},
    )  # fmt: skip
    if batch.state == "mapping":
        exchange.map_columns(actor=actor, batch=batch)
    batch.refresh_from_db()
    return batch


def problems(batch):
    return [
        (row.number, problem["column"], problem["code"])
        for row in batch.rows.order_by("number")
        for problem in row.problems
    ]


def enter(actor, batch):
    exchange.confirm(actor=actor, batch=batch)
    exchange.run_confirm(batch_id=batch.pk, actor_id=actor.pk)
    batch.refresh_from_db()
    assert batch.state == "confirmed"


def number_of(person):
    return person.identities.get().plain


class TestRegister:
    HEAD = ("NIP", "Nama", "Jenis", "Jenjang", "Nomor SK", "TMT", "Alat ukur yang dikuasai", "SIPP", "Tanggal izin")

    def test_people_come_in_with_grade_licence_and_instruments(self, provider, staff):
        ani, budi = people.person("Ani Wijaya"), people.person("Budi")
        lines = [
            [number_of(ani), "Dra. Ani Wijaya, M.Psi.", "Assessor SDM Aparatur", "Ahli Madya", "SK 1", "1 April 2024",
             "Wawancara kompetensi; in-basket", "SIPP/1", "2 Januari 2024"],
            [number_of(budi), "Budi", "Independen", "", "", "", "", "", ""],
        ]  # fmt: skip
        batch = upload(staff, "assessment.practitioner", self.HEAD, lines, penyelenggara=provider.pk)
        assert problems(batch) == []
        enter(staff, batch)
        one = Practitioner.objects.get(person=ani)
        day = date(2026, 3, 3)
        assert (one.provider, one.grade_on(day), one.is_psychologist_on(day)) == (provider, "madya", True)
        assert set(one.masters.values_list("code", flat=True)) == {"competency-interview", "in-basket"}
        exchange.undo(actor=staff, batch=batch)
        assert not Practitioner.objects.exists()

    def test_bad_rows_are_told_by_row_and_column(self, provider, staff):
        known = make.practitioner("Sudah Ada", at=provider)
        ani = people.person("Ani Wijaya")
        lines = [
            [number_of(known.person), "Sudah Ada", "Bukan Assessor", "", "", "", "", "", ""],
            [number_of(ani), "Nama Lain", "Bukan Assessor", "", "", "", "", "", ""],
            [people.nip(), "Tak Dikenal", "Bukan Assessor", "", "", "", "", "", ""],
            [number_of(people.person("Cici")), "Cici", "Assessor SDM Aparatur", "", "", "", "", "", ""],
            [
                number_of(people.person("Didi")),
                "Didi",
                "Independen",
                "Ahli Muda",
                "SK",
                "1 April 2024",
                "Dukun",
                "1",
                "",
            ],
        ]
        batch = upload(staff, "assessment.practitioner", self.HEAD, lines, penyelenggara=provider.pk)
        assert problems(batch) == [
            (2, "A", "known"),
            (3, "A", "unknown-person"),
            (4, "A", "unknown-person"),
            (5, "D", "grade-missing"),
            (6, "D", "grade-of-other"),
            (6, "I", "licence-day"),
            (6, "G", "unknown-instrument"),
        ]

    def test_only_into_the_own_provider(self, staff):
        other = make.provider("Lain")
        for context in ({"penyelenggara": other.pk}, {}, {"penyelenggara": "x"}):
            with pytest.raises(Refused):
                upload(staff, "assessment.practitioner", self.HEAD, [["", "", "", "", "", "", "", "", ""]], **context)


class TestPastWork:
    HEAD = ("NIP", "Nama", "Kegiatan", "Penyelenggara", "Tanggal laporan", "Jenjang Assessee", "No laporan", "Bukti",
            "Penyetaraan")  # fmt: skip

    def line(self, who, number, **fields):
        given = {"on": "4 Maret 2025", "level": "JPT Pratama", "proof": "SK 1", "equivalence": "Tidak", **fields}
        return [number_of(who), who.name, "Seleksi JPT", "UPT Lain", given["on"], given["level"], number,
                given["proof"], given["equivalence"]]  # fmt: skip

    def test_three_bad_of_five_hundred_are_named_and_the_rest_is_ready(self, provider, staff):
        one = make.practitioner("Ratna", at=provider, kind=Practitioner.Kind.INDEPENDENT)
        lines = [self.line(one.person, f"L/{number}") for number in range(500)]
        lines[10] = self.line(one.person, "L/10", on="31/02/2025")
        lines[200] = self.line(one.person, "L/200", level="Camat")
        lines[400] = self.line(one.person, "L/400", proof="")
        batch = upload(staff, "assessment.past-work", self.HEAD, lines, penyelenggara=provider.pk)
        assert [(row, column) for row, column, _code in problems(batch)] == [(12, "E"), (202, "F"), (402, "H")]
        enter(staff, batch)
        assert PastWork.objects.filter(practitioner=one, is_loaded=True).count() == 497
        facts = standing.independent_facts(register_selectors.one_with_all(one.pk), "jpt", date(2026, 3, 3))
        assert len(facts["reports"]) == 497

    def test_only_for_the_own_register_and_no_report_twice(self, provider, staff):
        one = make.practitioner("Ratna", at=provider)
        elsewhere = make.practitioner("Wahyu", at=make.provider("Lain"), grade="muda")
        given = {"event_name": "x", "on": date(2025, 1, 1), "level": "jpt", "proof": "SK"}
        PastWork.objects.create(practitioner=one, provider_name="UPT Lain", report_number="L/1", **given)
        tomorrow = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
        lines = [
            self.line(elsewhere.person, "L/9"),
            self.line(one.person, "L/1"),
            self.line(one.person, "L/2", on=tomorrow),
        ]
        batch = upload(staff, "assessment.past-work", self.HEAD, lines, penyelenggara=provider.pk)
        assert problems(batch) == [(2, "A", "not-in-register"), (3, "G", "known"), (4, "E", "not-yet")]


class TestPastResults:
    HEAD = ("NIP", "Nama", "Kegiatan", "Penyelenggara", "Tanggal laporan", "Tujuan", "Jenjang", "JPM", "Kategori")

    @pytest.fixture
    def official(self, provider):
        return people.person("Siti Aminah", at=provider.agency)

    def line(self, who, match="88,89", on="4 Maret 2026", tier="Administrator"):
        return [number_of(who), who.name, "Pemetaan", "BKN", on, "Pemetaan", tier, match, "Cukup Optimal"]

    def test_figures_stay_as_given(self, staff, official):
        lines = [self.line(official), self.line(official, "110", tier="JPT Pratama")]
        batch = upload(staff, "assessment.past-result", self.HEAD, lines)
        assert problems(batch) == []
        enter(staff, batch)
        assert set(PastResult.objects.values_list("match", "category")) == {
            (Decimal("88.89"), "Cukup Optimal"),
            (Decimal("110.00"), "Cukup Optimal"),
        }
        again = upload(staff, "assessment.past-result", self.HEAD, lines[::-1])
        assert [code for _row, _column, code in problems(again)] == ["known", "known"]

    @pytest.mark.parametrize("match", ["delapan", "88,891", "-1", "NaN", "1e3000"])
    def test_a_figure_that_is_none_is_refused(self, staff, official, match):
        batch = upload(staff, "assessment.past-result", self.HEAD, [self.line(official, match)])
        assert problems(batch) == [(2, "H", "not-a-percentage")]

    def test_who_reads_what(self, client, provider, staff, official):
        batch = upload(staff, "assessment.past-result", self.HEAD, [self.line(official, on="1 Juli 2026")])
        enter(staff, batch)
        result = PastResult.objects.get()
        agency, elsewhere = provider.agency, people.agency()
        figures = {
            "self": (people.account("participant", person=official), True),
            "ppk": (people.account("ppk", agency=agency), True),
            "supervisor": (people.account("supervisor"), True),
            "hr": (people.account("agency-hr", agency=agency), False),
            "loader": (staff, False),
        }
        url = reverse("assessment:past_person", args=[official.pk])
        for who, (account, whole) in figures.items():
            assert past.shown(account, result).figures is whole, who
            client.force_login(account)
            people.confirm_second_factor(client)
            for page in (client.get(url), client.get(reverse("assessment:past_list"))):
                text = page.content.decode()
                assert page.status_code == 200
                assert ("88,89" in text, "Cukup Optimal" in text) == (whole, whole), who
                assert "2029" in text
            (card,) = past_of_person(account, official)
            assert "88" not in str(card.text)
        strangers = [
            people.account("ppk", agency=elsewhere),
            people.account("agency-hr", agency=elsewhere),
            make.staff(make.provider("Lain")),
            people.account("organiser"),
            people.account("participant"),
        ]
        for account in strangers:
            client.force_login(account)
            people.confirm_second_factor(client)
            assert client.get(url).status_code == 404
            assert "Siti Aminah" not in client.get(reverse("assessment:past_list")).content.decode()
            assert past_of_person(account, official) == []

    def test_the_report_is_attached_by_the_loader_and_read_by_those_it_is_open_to(
        self, client, provider, staff, official, settings, tmp_path
    ):
        settings.MUMPUNI_FILES = tmp_path
        enter(staff, upload(staff, "assessment.past-result", self.HEAD, [self.line(official)]))
        result = PastResult.objects.get()
        attach = reverse("assessment:past_attach", args=[official.pk, result.pk])
        take = reverse("assessment:past_file", args=[official.pk, result.pk])

        def as_(account):
            client.force_login(account)
            people.confirm_second_factor(client)
            return client

        wrong = as_(staff).post(attach, {"file": SimpleUploadedFile("laporan.pdf", b"MZ jahat")})
        assert "Berkas harus PDF" in wrong.content.decode()
        assert as_(staff).post(attach, {"file": SimpleUploadedFile("laporan.pdf", b"%PDF-1.7 isi")}).status_code == 302
        ppk = people.account("ppk", agency=provider.agency)
        hr = people.account("agency-hr", agency=provider.agency)
        other = make.staff(make.provider("Lain"))
        answer = as_(ppk).get(take)
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"%PDF-1.7 isi")
        assert Trail.objects.filter(name="assessment.past_result.report_read").count() == 1
        assert [as_(who).get(take).status_code for who in (hr, staff, other)] == [403, 403, 404]
        assert [as_(who).get(attach).status_code for who in (ppk, hr, other)] == [403, 403, 404]

    def test_the_list_costs_the_same_for_one_as_for_ten(self, client, provider, official, queries):
        def result(number):
            PastResult.objects.create(
                person=people.person(f"Pegawai {number}", at=provider.agency), event_name="x", provider_name="BKN",
                on=date(2026, 1, 1), purpose="pemetaan", tier="administrator", match=80, category="Optimal",
            )  # fmt: skip

        account = people.account("ppk", agency=provider.agency)
        client.force_login(account)
        people.confirm_second_factor(client)
        result(0)
        url = reverse("assessment:past_list")
        client.get(url)
        one = queries(lambda: client.get(url))
        for number in range(1, 10):
            result(number)
        assert queries(lambda: client.get(url)) == one

    def test_agencies_load_nothing(self, provider, official):
        with pytest.raises(Refused):
            upload(people.account("agency-hr", agency=provider.agency), "assessment.past-result", self.HEAD, [])


def test_templates_are_offered(client, staff, provider):
    client.force_login(staff)
    people.confirm_second_factor(client)
    for kind in ("assessment.practitioner", "assessment.past-work"):
        url = reverse("exchange:import_new", args=[kind]) + f"?penyelenggara={provider.pk}"
        assert provider.name in client.get(url).content.decode()
    assert client.get(reverse("exchange:import_new", args=["assessment.past-result"])).status_code == 200
