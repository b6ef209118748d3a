import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from mumpuni.training import services
from mumpuni.training.models import Nomination, Season
from mumpuni.ui.home import cards_for
from tests.training.factories import account, agency, batch, nomination, person, season

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser():
    return account("organiser")


@pytest.fixture
def made(organiser):
    return season(organiser)


def page(client, actor, name, *args, **query):
    client.force_login(actor)
    return client.get(reverse(f"training:{name}", args=args), query)


def text(response):
    return response.content.decode()


def first_step(**changed):
    return {
        "name": "Musim 2027",
        "year": "2027",
        "place": "Ciawi",
        "starts_on": "2027-01-04",
        "ends_on": "2027-12-31",
        "seats_each": "30",
        "gap": "7",
        **changed,
    }


def second_step(response, button, **changed):
    """What the browser sends from the table of batches: every field of the page, and the button pressed."""
    form, table = response.context["form"], response.context["table"]
    data = {field.html_name: field.value() for field in form} | {
        "pattern": form.pattern(),
        "batches-TOTAL_FORMS": str(len(table.forms)),
        "batches-INITIAL_FORMS": str(len(table.forms)),
        button: "1",
    }
    for line in table.forms:
        for name in ("number", "seats", "class_starts_on"):
            value = line[name].value()
            data[line.add_prefix(name)] = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return data | changed


def test_the_wizard_proposes_the_guides_batches_and_makes_a_draft(client, organiser):
    client.force_login(organiser)
    url = reverse("training:season_new")
    wrong = client.post(url, first_step(ends_on="2026-01-01"))
    assert wrong.status_code == 422
    assert 'value="Musim 2027"' in text(wrong)
    table = client.post(url, first_step())
    assert len(table.context["table"].forms) == 50
    assert table.context["table"].forms[3].level_label == "Pengawas"
    done = client.post(url, second_step(table, "plan", **{"batches-4-seats": "25"}))
    saved = Season.objects.get()
    assert done["Location"] == reverse("training:season_detail", args=[saved.pk])
    assert (saved.state, saved.seats, batch(saved, 5).seats) == ("draft", 1495, 25)
    assert all(each.class_starts_on.weekday() < 4 for each in saved.batches.all())
    again = client.post(url, second_step(table, "plan", **{"batches-4-seats": "26"}))
    assert again.status_code == 422
    assert "Sudah ada musim dengan nama ini" in text(again)
    assert 'name="batches-4-seats" value="26"' in text(again)


def test_the_wizard_keeps_the_table_through_errors_and_a_step_back(client, organiser):
    client.force_login(organiser)
    url = reverse("training:season_new")
    table = client.post(url, first_step())
    typed = {"batches-4-seats": "25"}
    bad = client.post(url, second_step(table, "plan", **typed, **{"batches-3-seats": "0"}))
    assert bad.status_code == 422
    assert 'name="batches-4-seats" value="25"' in text(bad)
    sent = second_step(table, "back", **typed)
    back = client.post(url, sent)
    assert 'value="Ciawi"' in text(back)
    del sent["back"]
    kept = client.post(url, sent | {"name": "Musim Lain", "next": "1"})
    assert 'name="batches-4-seats" value="25"' in text(kept)
    fresh = client.post(url, sent | {"seats_each": "20", "next": "1"})
    assert 'name="batches-4-seats" value="20"' in text(fresh)
    assert not Season.objects.exists()


def test_a_season_is_opened_and_closed_after_a_question(client, organiser):
    draft = season(organiser, opened=False)
    question = page(client, organiser, "season_open", draft.pk)
    assert "12 kursi" in text(question)
    assert client.post(reverse("training:season_open", args=[draft.pk])).status_code == 302
    draft.refresh_from_db()
    assert draft.is_open
    client.post(reverse("training:season_close", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == "closed"


def test_the_board_shows_seats_target_and_the_next_step(client, organiser, made):
    one = nomination(organiser, made, batch_number=4)
    services.accept(actor=organiser, nominations=[one.pk])
    nomination(organiser, made, batch_number=4)
    body = text(page(client, organiser, "season_detail", made.pk))
    assert "Usulan menunggu keputusan" in body
    assert "2 dari 12 orang" in body
    assert "0 dari 12 orang (0,00 %)" in body
    assert "2/3" in body


def test_accept_withdraw_and_move_from_the_batch_page(client, organiser, made):
    ones = [nomination(organiser, made, batch_number=4) for _ in range(3)]
    four, five = batch(made, 4), batch(made, 5)
    client.force_login(organiser)
    act = reverse("training:nominations_act", args=[four.pk])
    assert "Pilih sedikitnya satu" in text(client.post(act, {"act": "accept"}, follow=True))
    client.post(act, {"act": "accept", "chosen": [ones[0].pk]})
    question = client.post(act, {"act": "withdraw", "chosen": [ones[1].pk]})
    assert ones[1].person.full_name in text(question)
    assert "alasan" not in question.context["form"].errors
    assert client.post(act, {"act": "withdraw", "chosen": [ones[1].pk], "reason": " "}).status_code == 422
    client.post(act, {"act": "withdraw", "chosen": [ones[1].pk], "reason": "Sakit"})
    assert "sisa 3 kursi" in text(client.post(act, {"act": "move", "chosen": [ones[2].pk]}))
    client.post(act, {"act": "move", "chosen": [ones[2].pk], "batch": five.pk})
    assert list(Nomination.objects.order_by("pk").values_list("state", "batch__number")) == [
        ("accepted", 4),
        ("withdrawn", 4),
        ("nominated", 5),
    ]
    assert client.post(act, {"act": "move", "chosen": [ones[0].pk], "batch": batch(made, 19).pk}).status_code == 422


def test_a_refusal_of_a_rule_is_told_with_its_article(client, organiser, made):
    one = nomination(organiser, made, batch_number=4)
    one.person.employment = "non-asn"
    one.person.save()
    client.force_login(organiser)
    act = reverse("training:nominations_act", args=[batch(made, 4).pk])
    body = text(client.post(act, {"act": "accept", "chosen": [one.pk]}, follow=True))
    assert "Peraturan BKN 7/2020 Pasal 1 angka 2" in body


def test_lists_search_filter_and_export_with_masked_numbers_on_screen(client, organiser, made):
    where = agency("Pemerintah Kota Cimahi")
    who = person(where, number="198001012005011001", name="Rahmat Hidayat")
    nomination(organiser, made, where=where, who=who)
    nomination(organiser, made, level="administrator")
    body = text(page(client, organiser, "nomination_list", q="rahmat"))
    assert "Rahmat Hidayat" in body
    assert "198001012005011001" not in body
    assert len(page(client, organiser, "nomination_list", level="administrator").context["table"].rows) == 1
    assert len(page(client, organiser, "nomination_list", q="1980010120").context["table"].rows) == 1
    exported = page(client, organiser, "nomination_list", agency=where.pk, export="xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(exported)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    assert "198001012005011001" in rows[1]
    batch_rows = page(client, organiser, "batch_detail", batch(made, 4).pk, export="xlsx").content
    head = CalamineWorkbook.from_filelike(io.BytesIO(batch_rows)).get_sheet_by_index(0).to_python()[0]
    assert "chosen" not in [word.lower() for word in head]


def test_each_page_answers_each_role_as_it_should(client, organiser, made):
    own = agency()
    mine = nomination(organiser, made, where=own, batch_number=4)
    theirs = nomination(organiser, made, batch_number=4)
    people = {
        "organiser": organiser,
        "supervisor": account("supervisor"),
        "examiner": account("examiner"),
        "hr": account("agency-hr", agency=own),
        "other-hr": account("agency-hr", agency=agency()),
        "participant": account("participant", person=mine.person),
        "auditor": account("auditor"),
    }
    four = batch(made, 4)
    expected = {
        ("season_list",): "200 200 200 200 200 403 403",
        ("season_new",): "200 403 403 403 403 403 403",
        ("season_detail", made.pk): "200 200 200 200 200 403 403",
        ("season_open", made.pk): "200 403 403 403 403 403 403",
        ("season_close", made.pk): "200 403 403 403 403 403 403",
        ("batch_detail", four.pk): "200 200 200 200 200 403 403",
        ("batch_change", four.pk): "200 403 403 403 403 403 403",
        ("nomination_list",): "200 200 200 200 200 403 403",
        ("nomination_send",): "200 403 403 200 200 403 403",
        ("nomination_detail", mine.pk): "200 200 200 200 404 200 404",
        ("nomination_detail", theirs.pk): "200 200 200 404 404 404 404",
    }
    answers = {
        place: " ".join(str(page(client, actor, *place).status_code) for actor in people.values()) for place in expected
    }
    assert answers == expected
    client.logout()
    for place in expected:
        assert client.get(reverse(f"training:{place[0]}", args=place[1:])).status_code == 302


def test_another_agencys_people_stay_out_of_sight(client, organiser, made):
    own = agency()
    nomination(organiser, made, where=own, batch_number=4)
    theirs = nomination(organiser, made, who=person(name="Orang Instansi Lain"), batch_number=4)
    hr = account("agency-hr", agency=own)
    for place in (("nomination_list",), ("batch_detail", batch(made, 4).pk)):
        response = page(client, hr, *place)
        assert len(response.context["table"].rows) == 1
        assert "Orang Instansi Lain" not in text(response)
    act = reverse("training:nominations_act", args=[batch(made, 4).pk])
    client.post(act, {"act": "withdraw", "chosen": [theirs.pk], "reason": "Coba"})
    theirs.refresh_from_db()
    assert theirs.is_active


def test_hr_is_led_to_the_import_of_the_own_agency(client, organiser, made):
    own = agency()
    body = text(page(client, account("agency-hr", agency=own), "nomination_send"))
    assert f"musim={made.pk}&amp;instansi={own.pk}" in body
    assert reverse("exchange:import_new", kwargs={"kind": "training.nomination"}) in body
    services.close_season(actor=organiser, season=made)
    assert "Belum ada musim yang terbuka" in text(page(client, account("agency-hr", agency=own), "nomination_send"))


def test_the_home_page_says_the_next_step_of_each_role(organiser, made):
    own = agency()
    one = nomination(organiser, made, where=own)
    titles = {card.title for card in cards_for(account("organiser"))}
    assert {"Usulan menunggu keputusan", made.name} <= titles
    (card,) = [card for card in cards_for(account("agency-hr", agency=own)) if "Usulan peserta" in card.title]
    assert (card.figure, card.url) == ("1", reverse("training:nomination_send"))
    (card,) = [card for card in cards_for(account("participant", person=one.person)) if "Angkatan" in card.title]
    assert card.url == reverse("training:nomination_detail", args=[one.pk])
    services.close_season(actor=organiser, season=made)
    assert "Belum ada musim yang terbuka" in {card.title for card in cards_for(organiser)}


@pytest.mark.parametrize("place", ["nomination_list", "batch_detail", "season_detail"])
def test_a_page_costs_the_same_for_one_row_as_for_twenty(client, organiser, queries, place):
    made = season(organiser, seats=30)
    args = {"nomination_list": [], "batch_detail": [batch(made, 4).pk], "season_detail": [made.pk]}[place]
    nomination(organiser, made, batch_number=4)
    client.force_login(organiser)
    url = reverse(f"training:{place}", args=args)
    client.get(url)
    one = queries(lambda: client.get(url))
    for _ in range(19):
        nomination(organiser, made, batch_number=4)
    assert queries(lambda: client.get(url)) == one


def test_the_nomination_page_shows_both_decisions(client, organiser, made):
    one = nomination(organiser, made)
    decisions = page(client, organiser, "nomination_detail", one.pk).context["decisions"]
    assert {each.rule for _title, each in decisions} == {"bkn-7-2020/participant", "panduan-2019/participant"}
