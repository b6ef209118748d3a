"""From when each regulation is in force, and what is said where nobody knows."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mumpuni.config.rules_pages import shown
from mumpuni.regulations import REGULATIONS
from tests.rules.test_pages import said


def test_every_regulation_has_an_edition_and_one_date_waits_for_a_setting() -> None:
    found = {one.regulation.id: one for one in shown.editions()}
    assert set(found) == set(REGULATIONS)
    assert [name for name, one in found.items() if one.is_missing] == ["bkn-26-2019"]
    assert found["bkn-26-2019"].setting == "MUMPUNI_BKN_26_2019_FROM"
    assert (found["bkn-11-2008"].effective_from, found["bkn-11-2008"].is_setting) == (date(2008, 6, 6), False)


@pytest.mark.parametrize(("language", "words"), [("id", "belum diisi"), ("en", "not filled in")])
def test_a_missing_date_is_a_warning_on_the_page(client: Client, language: str, words: str) -> None:
    client.cookies["django_language"] = language
    text = said(client.get(reverse("rules:editions")))
    assert words in text
    assert "MUMPUNI_BKN_26_2019_FROM" in text


def test_a_date_from_the_setting_is_shown_as_such(client: Client, settings: Any) -> None:
    settings.MUMPUNI_EFFECTIVE_FROM = {"bkn-26-2019": date(2019, 11, 22)}
    text = said(client.get(reverse("rules:editions")))
    assert "belum diisi" not in text
    assert "22 November 2019 pengaturan" in text
    assert shown.in_force(REGULATIONS["bkn-26-2019"]) == "Berlaku sejak 22 November 2019 menurut pengaturan"


def test_what_each_edition_says_stands_beside_the_other_with_its_article(client: Client) -> None:
    text = said(client.get(reverse("rules:editions")))
    assert "Masa berlaku hasil (tahun) 2 Lampiran II.B.5 3 Pasal 29 ayat (4)" in text
    assert "(hari kerja) 6 Lampiran III.2 huruf a angka 4) tidak diatur" in text
    assert "Pemetaan jabatan: optimal, cukup optimal, kurang optimal Pasal 26 ayat (4)" in text
    assert "Penggunaan hasil oleh PPK boleh Lampiran IV.4 wajib Pasal 31" in text
