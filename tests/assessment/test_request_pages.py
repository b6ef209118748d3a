"""Pages of requests, nominations, the calendar and questions: who sees what, what they post, what it costs."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.cards.requests import cards as request_cards
from mumpuni.assessment.models import Candidate, Question, Request
from mumpuni.assessment.services import calendar as answers
from mumpuni.exchange import services as exchange
from mumpuni.exchange.exports import workbook
from mumpuni.people.models import Person, Position
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_2019(settings):
    settings.MUMPUNI_EFFECTIVE_FROM = {"bkn-26-2019": date(2020, 1, 1)}


@pytest.fixture
def old(settings):
    settings.MUMPUNI_EFFECTIVE_FROM = {"bkn-26-2019": date(2030, 1, 1)}


@pytest.fixture
def provider():
    return make.provider()


@pytest.fixture
def agency():
    return people.agency()


@pytest.fixture
def hr(agency):
    return people.account("agency-hr", agency=agency)


@pytest.fixture
def get(client):
    def ask(actor, name, *args, **query):
        client.force_login(actor)
        return client.get(reverse(f"assessment:{name}", args=args), query)

    return ask


@pytest.fixture
def post(client):
    def send(actor, name, *args, at="", **data):
        client.force_login(actor)
        return client.post(reverse(f"assessment:{name}", args=args) + at, data)

    return send


def text(answer):
    return answer.content.decode()


def test_an_agency_drafts_fills_and_sends_a_request(post, get, hr, agency, provider):
    make.standards()
    position = Position.objects.create(agency=agency, title="Kepala Bidang Mutasi", level="administrator")
    who = people.person("Budi Santoso", at=agency)
    wish = {"provider": provider.pk, "wished_from": "2026-03-03", "wished_until": "2026-03-04"}
    answer = post(hr, "request_new", agency=agency.pk, purpose="pengisian", **wish)
    asked = Request.objects.get()
    assert answer.url == reverse("assessment:request", args=[asked.pk])
    assert "Kepala Bidang Mutasi" in text(get(hr, "target_new", asked.pk, q="mutasi"))
    assert post(hr, "target_new", asked.pk, at=f"?jabatan={position.pk}").status_code == 302
    target = asked.targets.get()
    assert "Budi Santoso" in text(get(hr, "candidates_add", asked.pk, q="budi"))
    assert "Budi Santoso" not in text(get(hr, "candidates_add", asked.pk, q="siti"))
    kept = text(get(hr, "candidates_add", asked.pk, q="siti", persons=who.pk))
    assert f'value="{who.pk}" checked' in kept
    assert post(hr, "candidates_add", asked.pk, target=target.pk, persons=[who.pk]).status_code == 302
    assert "Budi Santoso" not in text(get(hr, "candidates_add", asked.pk))
    page = text(get(hr, "request", asked.pk))
    for words in ("Metode sedang", "Pasal 20", "Pasal 9 ayat (1)", "level 3", "Peraturan BKN 26/2019"):
        assert words in page
    asked.refresh_from_db()
    assert post(hr, "request_change", asked.pk, revision=asked.revision, note="Segera", **wish).status_code == 302
    assert post(hr, "request_send", asked.pk, revision=asked.revision).status_code == 422
    asked.refresh_from_db()
    assert post(hr, "request_send", asked.pk, revision=asked.revision).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.note) == ("terkirim", "Segera")


def test_what_was_typed_stays_when_the_regulation_is_not_known(settings, post, hr, agency, provider):
    settings.MUMPUNI_EFFECTIVE_FROM = {"bkn-26-2019": None}
    answer = post(
        hr, "request_new", agency=agency.pk, purpose="pemetaan", provider=provider.pk, wished_from="2026-03-03",
        wished_until="2026-03-04", letter_number="800/12/BKD",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "tanggal berlaku Peraturan BKN 26/2019 belum diisi" in text(answer)
    assert "800/12/BKD" in text(answer)


def test_a_target_without_a_standard_is_refused_on_the_form(post, hr, agency, provider):
    asked = make.request(provider, at=agency, state="draft")
    answer = post(hr, "target_new", asked.pk, at="?jabatan=lain", title="Camat", tier="administrator")
    assert answer.status_code == 422
    assert "Camat belum mempunyai standar kompetensi" in text(answer)
    assert 'value="Camat"' in text(answer)


@pytest.fixture
def sent(provider, agency):
    make.standards()
    return make.request(provider, at=agency, state="terkirim", people_count=2, sent_at=timezone.now())


def visitors(asked):
    return {
        "hr": people.account("agency-hr", agency=asked.agency),
        "ppk": people.account("ppk", agency=asked.agency),
        "staff": make.staff(asked.provider),
        "supervisor": people.account("supervisor"),
        "other-hr": people.account("agency-hr", agency=people.agency()),
        "other-ppk": people.account("ppk", agency=people.agency()),
        "other-staff": make.staff(make.provider("Penyelenggara Lain")),
        "organiser": people.account("organiser"),
        "assessor": people.account("assessor"),
        "candidate": people.account("participant", person=asked.candidates.first().person),
        "auditor": people.account("auditor"),
    }


OUTSIDE = {
    "other-hr": 404, "other-ppk": 404, "other-staff": 404, "organiser": 404, "assessor": 404, "candidate": 404,
    "auditor": 404,
}  # fmt: skip
BY_AGENCY = {"hr": 200, "ppk": 403, "staff": 403, "supervisor": 403, **OUTSIDE}
DOORS = {
    "request": {"hr": 200, "ppk": 200, "staff": 200, "supervisor": 200, **OUTSIDE},
    "request_change": BY_AGENCY,
    "request_send": BY_AGENCY,
    "request_withdraw": BY_AGENCY,
    "target_new": BY_AGENCY,
    "candidates_add": BY_AGENCY,
    "selection": BY_AGENCY,
    "names_submit": BY_AGENCY,
    "question_ask": BY_AGENCY,
    "request_answer": {"hr": 403, "ppk": 403, "staff": 200, "supervisor": 403, **OUTSIDE},
}


@pytest.mark.parametrize("name", DOORS)
def test_every_door_of_a_request_for_every_visitor(get, client, sent, name):
    people_here = visitors(sent)
    found = {who: get(account, name, sent.pk).status_code for who, account in people_here.items()}
    assert found == DOORS[name]
    for who, account in people_here.items():
        if DOORS[name][who] != 200 and name != "request":
            client.force_login(account)
            answer = client.post(reverse(f"assessment:{name}", args=[sent.pk]), {"reason": "x", "text": "x"})
            assert answer.status_code == DOORS[name][who]
    client.logout()
    assert client.get(reverse(f"assessment:{name}", args=[sent.pk])).status_code == 302


@pytest.mark.parametrize(
    ("name", "open_to"),
    [
        ("request_list", {"hr", "ppk", "staff", "supervisor", "other-hr", "other-ppk", "other-staff"}),
        ("question_list", {"hr", "ppk", "staff", "supervisor", "other-hr", "other-ppk", "other-staff"}),
        ("request_new", {"hr", "other-hr"}),
        ("designations", {"ppk", "other-ppk"}),
    ],
)
def test_lists_open_to_their_roles_and_show_no_other_agency(get, sent, name, open_to):
    for who, account in visitors(sent).items():
        answer = get(account, name)
        assert answer.status_code == (200 if who in open_to else 403), who
        if who.startswith("other") and name == "request_list":
            assert sent.agency.name not in text(answer)
            assert sent.provider.name not in text(answer)


def test_the_calendar_is_its_providers_alone(get, post, sent):
    here = sent.provider.pk
    for who, account in visitors(sent).items():
        assert get(account, "calendar", here).status_code == (200 if who == "staff" else 404), who
        assert get(account, "day_close", here).status_code == (200 if who == "staff" else 404), who
        home = get(account, "calendar_home").status_code
        assert home == (302 if who in ("staff", "other-staff") else 403), who
    closed = answers.close_day(
        actor=make.staff(sent.provider), provider=sent.provider, day=date(2026, 3, 5), reason="Rapat"
    )
    hr = people.account("agency-hr", agency=sent.agency)
    assert post(hr, "day_open", here, closed.pk).status_code == 404


def test_a_draft_and_what_its_agency_decides_stay_in_the_agency(old, get, provider, agency):
    asked = make.request(provider, at=agency, edition="bkn-11-2008", state="draft", people_count=2)
    declined = asked.candidates.first()
    declined.designated, declined.designation_reason, declined.designation_number = False, "Menjelang pensiun", ""
    declined.save()
    assert get(make.staff(provider), "request", asked.pk).status_code == 404
    asked.state, asked.sent_at = "terkirim", timezone.now()
    asked.save()
    page = text(get(make.staff(provider), "request", asked.pk))
    assert declined.person.name not in page
    assert "Menjelang pensiun" not in page
    assert "Assessee 02" in page
    assert "Menjelang pensiun" in text(get(people.account("ppk", agency=agency), "request", asked.pk))


def test_staff_answer_beside_the_calendar_and_the_second_is_told(post, get, sent):
    staff = make.staff(sent.provider)
    page = text(get(staff, "request_answer", sent.pk))
    assert "Maret 2026" in page
    assert "April 2026" in text(get(staff, "request_answer", sent.pk, bulan="2026-04"))
    given = {"revision": sent.revision, "reason": ""}
    late = post(staff, "request_answer", sent.pk, **given, decision="tunggu")
    assert late.status_code == 422
    assert "Tulis alasannya" in text(late)
    no_day = post(staff, "request_answer", sent.pk, **given, decision="konfirmasi")
    assert "Isi tanggal yang dikonfirmasi" in text(no_day)
    days = {"decision": "konfirmasi", "first_day": "2026-03-03", "last_day": "2026-03-04"}
    assert post(staff, "request_answer", sent.pk, **given, **days).status_code == 302
    second = post(make.staff(sent.provider), "request_answer", sent.pk, **given, **days)
    assert second.status_code == 422
    assert "Orang lain mengubah atau menjawab" in text(second)


def test_the_agency_sees_its_place_on_the_waiting_list_and_nobody_elses_name(get, sent, provider, hr):
    other = make.request(provider, state="terkirim", people_count=1, sent_at=timezone.now())
    staff = make.staff(provider)
    for each in (sent, other):
        answers.put_on_waiting_list(actor=staff, request=each, revision=each.revision, reason="Ruang penuh")
    page = text(get(people.account("agency-hr", agency=other.agency), "request", other.pk))
    assert "Urutan ke-2" in page
    assert "Ruang penuh" in page
    assert sent.agency.name not in page


@pytest.mark.requirement("B11-08-051", "B11-08-052", "B11-08-053")
def test_the_nomination_from_the_sheet_of_results_to_the_ppks_decision(old, post, get, provider, agency, hr):
    make.standards()
    asked = make.request(provider, at=agency, edition="bkn-11-2008", state="draft", people_count=3)
    asked.candidates.update(
        administrative="missing", substance="missing", submitted_at=None, designated=None, designated_at=None,
        designation_number="",
    )  # fmt: skip
    first, second, third = asked.candidates.all()
    results = {}
    for who, word in ((first, "passed"), (second, "passed"), (third, "failed")):
        results |= {f"administrasi-{who.pk}": "passed", f"substansi-{who.pk}": word}
    stranger = people.account("agency-hr", agency=people.agency())
    assert post(stranger, "selection", asked.pk, revision=asked.revision, **results).status_code == 404
    assert post(hr, "selection", asked.pk, revision=asked.revision, **results).status_code == 302
    stale = post(hr, "selection", asked.pk, revision=asked.revision, **results)
    assert stale.status_code == 422
    assert "Orang lain mengubah" in text(stale)
    failed = post(hr, "names_submit", asked.pk, names=[first.pk, third.pk])
    assert failed.status_code == 422
    assert f"{third.person.full_name}: " in text(failed)
    assert "Lampiran III.1.a" in text(failed)
    assert post(hr, "names_submit", asked.pk, names=[first.pk, second.pk]).status_code == 302
    ppk = people.account("ppk", agency=agency)
    inbox = text(get(ppk, "designations"))
    assert first.person.name in inbox
    assert third.person.name not in inbox
    assert first.person.name not in text(get(people.account("ppk", agency=people.agency()), "designations"))
    empty = post(ppk, "designations", names=[first.pk], decision="tetapkan", number="")
    assert "Isi nomor penetapan PPK" in text(empty)
    given = {"names": [first.pk], "decision": "tetapkan", "number": "821/17"}
    preview = text(post(ppk, "designations", **given))
    assert "Tetapkan 1 nama?" in preview
    assert second.person.name not in preview
    first.refresh_from_db()
    assert first.designated is None
    assert post(ppk, "designations", **given, langkah="simpan").status_code == 302
    decline = {"names": [second.pk], "decision": "tidak", "reason": "Mutasi"}
    assert post(ppk, "designations", **decline, langkah="simpan").status_code == 302
    assert list(Candidate.objects.order_by("pk").values_list("designated", flat=True)) == [True, False, None]
    again = post(ppk, "designations", **given, langkah="simpan")
    assert again.status_code == 422
    page = text(get(hr, "request", asked.pk))
    assert "821/17" in page
    assert "Mutasi" in page


@pytest.mark.requirement("B11-08-073")
def test_a_question_and_its_answer_stand_on_the_request(old, post, get, provider, agency, hr):
    asked = make.request(provider, at=agency, edition="bkn-11-2008", state="terkirim", sent_at=timezone.now())
    assert post(hr, "question_ask", asked.pk, text="Apakah TPK boleh berenam?").status_code == 302
    row = Question.objects.get()
    supervisor = people.account("supervisor")
    assert "Apakah TPK boleh berenam?" in text(get(supervisor, "question_list"))
    stranger = people.account("agency-hr", agency=people.agency())
    assert get(stranger, "question", row.pk).status_code == 404
    assert post(hr, "question", row.pk, answer="Boleh").status_code == 403
    assert post(supervisor, "question", row.pk, answer="Jumlahnya harus ganjil.").status_code == 302
    page = text(get(hr, "request", asked.pk))
    assert "Apakah TPK boleh berenam?" in page
    assert "Jumlahnya harus ganjil." in page


def test_people_come_in_by_spreadsheet_and_bad_rows_say_why(provider, agency, hr):
    make.standards()
    asked = make.request(provider, at=agency, state="draft", people_count=1)
    good, there = people.nip(), asked.candidates.get().person.identities.get().plain
    foreign, contract = people.nip(), people.nip()
    fresh = people.person("Siti Aminah", number=good, at=agency)
    people.person("Orang Lain", number=foreign, at=people.agency())
    people.person("Pekerja Kontrak", number=contract, at=agency, employment="pppk")
    rows = [
        [good, "Siti Aminah", ""],
        [there, "", "Kepala Bidang Mutasi"],
        [foreign, "", ""],
        [contract, "", ""],
        [people.nip(), "", "Camat"],
    ]
    batch = exchange.upload(
        actor=hr, kind="assessment.candidates", file_name="calon.xlsx",
        data=workbook(["NIP", "Nama", "Target jabatan"], rows, "A"), context={"permintaan": str(asked.pk)},
    )  # fmt: skip
    if batch.state == "mapping":
        exchange.map_columns(actor=hr, batch=batch)
        batch.refresh_from_db()
    codes = {row.number: [each["code"] for each in row.problems] for row in batch.rows.order_by("number")}
    assert codes == {2: [], 3: ["known"], 4: ["not-here"], 5: ["not-pns"], 6: ["not-here", "unknown-target"]}
    batch.rows.exclude(number=2).update(state="skipped")
    exchange.confirm(actor=hr, batch=batch)
    exchange.run_confirm(batch_id=str(batch.pk), actor_id=hr.pk)
    assert asked.candidates.filter(person=fresh).exists()
    assert asked.candidates.count() == 2
    batch.refresh_from_db()
    exchange.undo(actor=hr, batch=batch)
    assert asked.candidates.count() == 1


def test_a_person_is_withdrawn_with_a_reason_and_a_target_is_removed(post, get, sent, hr):
    who = sent.candidates.first()
    assert "alasannya" in text(get(hr, "candidate_withdraw", sent.pk, who.pk))
    assert post(hr, "candidate_withdraw", sent.pk, who.pk, reason="").status_code == 422
    assert post(hr, "candidate_withdraw", sent.pk, who.pk, reason="Sakit").status_code == 302
    draft = make.request(sent.provider, at=sent.agency, state="draft")
    target = draft.targets.get()
    assert get(hr, "target_remove", draft.pk, target.pk).status_code == 200
    assert post(hr, "target_remove", draft.pk, target.pk).status_code == 302
    assert post(hr, "target_remove", draft.pk, target.pk).status_code == 404
    assert post(hr, "request_withdraw", draft.pk, reason="Batal").status_code == 302


def test_closing_and_opening_a_day(post, get, provider):
    staff = make.staff(provider)
    assert post(staff, "day_close", provider.pk, day="2026-03-05", reason="Rapat").status_code == 302
    page = text(get(staff, "calendar", provider.pk, bulan="2026-03"))
    assert "Rapat" in page
    assert post(staff, "day_open", provider.pk, provider.closed_days.get().pk).status_code == 302
    assert "Rapat" not in text(get(staff, "calendar", provider.pk, bulan="2026-03"))
    for nonsense in ("besok", "9999-12", "0001-01", "2026-13"):
        assert get(staff, "calendar", provider.pk, bulan=nonsense).status_code == 200


def test_home_says_what_waits_for_whom(old, sent, hr):
    draft = make.request(sent.provider, at=sent.agency, edition="bkn-11-2008", state="draft", people_count=2)
    draft.candidates.update(designated=None, designated_at=None, substance="missing", submitted_at=None)
    ppk, staff = people.account("ppk", agency=sent.agency), make.staff(sent.provider)

    def told(account):
        return {str(card.title): str(card.text) for card in request_cards(account)}

    cards = told(hr)
    assert cards["Permintaan penilaian"] == "Draf: 1 · Terkirim: 1"
    assert "Hasil seleksi belum lengkap" in cards
    draft.candidates.update(substance="passed")
    assert told(hr)["Nama belum diajukan"].startswith("2 nama lulus")
    draft.candidates.update(submitted_at=timezone.now())
    assert set(told(hr)) == {"Permintaan penilaian"}
    assert told(ppk)["Penetapan peserta penilaian"] == "2 nama menunggu penetapan Anda."
    assert sent.agency.name in told(staff)["Permintaan menunggu jawaban"]
    assert told(people.account("agency-hr", agency=people.agency()))["Permintaan penilaian"].startswith("Belum ada")
    assert told(people.account("participant")) == {}


def test_lists_and_pages_cost_the_same_for_one_as_for_many(old, get, queries, provider, agency, hr):
    make.standards()
    make.place(provider)
    staff, ppk = make.staff(provider), people.account("ppk", agency=agency)
    asked = make.request(provider, at=agency, edition="bkn-11-2008", state="terkirim", people_count=1,
                         sent_at=timezone.now())  # fmt: skip

    def await_ppk():
        asked.candidates.update(designated=None, designated_at=None, designation_number="")

    pages = [
        (hr, "request_list", ()),
        (staff, "request_list", ()),
        (hr, "request", (asked.pk,)),
        (staff, "request_answer", (asked.pk,)),
        (staff, "calendar", (provider.pk,)),
        (ppk, "designations", ()),
        (hr, "selection", (asked.pk,)),
    ]

    def costs():
        await_ppk()
        return [queries(lambda page=page: get(page[0], page[1], *page[2], bulan="2026-03")) for page in pages]

    make.practitioner("Satu", at=provider, grade="muda")
    make.event(make.request(provider, people_count=1))
    costs()
    one = costs()
    target = asked.targets.get()
    for number in range(6):
        make.candidate(asked, target, name=f"Lagi {number}")
        make.practitioner(f"Assessor {number}", at=provider, grade="muda", psychologist=True)
        make.request(provider, at=agency, state="terkirim", people_count=2, sent_at=timezone.now())
        asked.targets.create(title=f"Kabid {number}", tier="administrator", echelon="III")
        make.event(make.request(provider, people_count=1))
        make.request(provider)
        Question.objects.create(request=asked, text="?", asked_by=hr)
    assert costs() == one
    assert Person.objects.count() > 20
