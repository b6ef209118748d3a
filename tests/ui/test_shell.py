"""The shell: home, landing, theme, language, guide."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mumpuni.people.models import Account, RoleGrant
from mumpuni.ui import context, guide, home, navigation

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


WHOLE_MENU = navigation.MENU


@pytest.fixture
def auditor() -> Account:
    account = Account.objects.create_user("rini@contoh.go.id", "rahasia-sekali-1", name="Rini Wulandari")
    RoleGrant.objects.create(account=account, role="auditor", starts_on="2026-01-01", reason="uji")
    return account


def test_a_stranger_meets_the_public_page_without_a_menu(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Kompetensi aparatur yang dapat dibuktikan" in page
    assert "Menu utama" not in page


def test_who_signed_in_is_greeted_and_told_where_help_is(client: Client, auditor: Account) -> None:
    client.force_login(auditor)
    page = client.get("/").content.decode()
    assert "Selamat bekerja, Rini Wulandari" in page
    assert "Belum ada yang menunggu Anda" in page
    assert 'href="/panduan/auditor/"' in page


def test_what_a_session_sees_is_kept_nowhere(client: Client, auditor: Account) -> None:
    assert "Cache-Control" not in client.get("/").headers
    client.force_login(auditor)
    assert client.get("/").headers["Cache-Control"] == "private, no-store"
    assert client.get("/tidak/ada/").headers["Cache-Control"] == "private, no-store"


def test_the_next_step_comes_first_whatever_its_order(client: Client, auditor: Account) -> None:
    later = home.Card("Usulan masuk", "12 berkas", "/usulan/", "Lihat", order=1)
    step = home.Card("Setujui daftar", "40 orang", "/penerbitan/", "Buka", order=90, tone="next")
    home.register(lambda actor: [later, step] if actor.name.startswith("Rini") else [])
    assert home.cards_for(auditor) == [step, later]
    client.force_login(auditor)
    page = client.get("/").content.decode()
    assert page.index("Setujui daftar") < page.index("Usulan masuk")
    assert "Tidak ada langkah yang menunggu" not in page


def test_a_page_has_one_next_step_and_says_when_nothing_waits(client: Client, auditor: Account) -> None:
    first = home.Card("Setujui daftar", "40 orang", "/penerbitan/", "Buka", order=1, tone="next")
    second = home.Card("Isi hasil", "3 angkatan", "/hasil/", "Isi", order=2, tone="next")
    home.register(lambda actor: [second, first] if actor.name.startswith("Rini") else [])
    assert [(card.title, card.tone) for card in home.cards_for(auditor)] == [
        ("Setujui daftar", "next"),
        ("Isi hasil", ""),
    ]
    client.force_login(auditor)
    assert client.get("/").content.decode().count("btn btn-primary") == 1


def test_home_says_when_nothing_waits(client: Client, auditor: Account) -> None:
    home.register(lambda actor: [home.Card("Register", "40 sertifikat", "/sertifikat/", "Buka")])
    client.force_login(auditor)
    assert "Tidak ada langkah yang menunggu" in client.get("/").content.decode()


def test_the_home_page_asks_for_the_grants_once(client: Client, auditor: Account, queries) -> None:
    client.force_login(auditor)
    client.get("/")
    assert queries(lambda: client.get("/")) == 3  # session, account, grants


@pytest.mark.urls("mumpuni.config.urls")
def test_every_line_of_the_menu_leads_somewhere() -> None:
    for group in WHOLE_MENU:
        for entry in group.entries:
            assert reverse(entry.url_name).startswith("/"), entry


def test_a_line_for_some_roles_is_hidden_from_others(auditor: Account) -> None:
    for_organisers = navigation.Entry("Jejak", "ui:home", icon="home", roles=navigation.roles("organiser"))
    for_both = navigation.Entry("Musim", "ui:home", icon="home", roles=navigation.roles("organiser", "auditor"))
    assert (for_organisers.seen_by(auditor), for_both.seen_by(auditor)) == (False, True)


def test_the_line_of_the_shown_page_is_marked(client: Client, auditor: Account) -> None:
    client.force_login(auditor)
    assert 'href="/" aria-current="page"' in client.get("/").content.decode()
    assert 'href="/" aria-current="page"' not in client.get("/panduan/").content.decode()


@pytest.mark.parametrize(
    ("chosen", "shown"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ("merah", "auto")]
)
def test_the_theme_is_kept_and_written_by_the_server(client: Client, chosen: str, shown: str) -> None:
    answer = client.post("/tampilan/", {"theme": chosen, "next": "/panduan/"})
    assert answer.headers["Location"] == "/panduan/"
    assert f'data-bs-theme="{shown}"' in client.get("/").content.decode()


def test_the_theme_form_leads_to_no_other_site(client: Client) -> None:
    assert client.post("/tampilan/", {"theme": "dark", "next": "https://jahat.example/"}).headers["Location"] == "/"


def test_pages_are_indonesian_whatever_the_browser_prefers(client: Client) -> None:
    assert '<html lang="id"' in client.get("/", headers={"accept-language": "en"}).content.decode()


def test_the_switch_changes_the_language(client: Client) -> None:
    client.post("/bahasa/", {"language": "en", "next": "/"})
    answer = client.get("/")
    assert '<html lang="en"' in answer.content.decode()
    assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize(("setting", "said"), [(True, True), (False, False), (lambda: True, True)])
def test_a_demo_says_so_on_every_page(client: Client, settings, setting, said) -> None:
    settings.MUMPUNI_DEMO = setting
    assert context.is_demo() is said
    for address in ("/", "/panduan/", "/tidak-ada/"):
        assert ('class="demo-banner' in client.get(address).content.decode()) is said


@pytest.mark.parametrize("slug", [*guide.PAGE_OF_ROLE.values(), "publik"])
def test_every_role_has_a_page_of_the_guide(client: Client, slug: str) -> None:
    answer = client.get(f"/panduan/{slug}/")
    assert answer.status_code == 200
    assert len(re.sub("<[^>]+>", "", guide.page(slug).html)) > 400


def test_links_between_pages_of_the_guide_hold(client: Client) -> None:
    for page in guide.pages():
        for target in re.findall(r'href="(/[^"#]*)', page.html):
            assert client.get(target).status_code == 200, (page.slug, target)
        assert ".md" not in re.findall(r'href="([^"]*)"', page.html)


def test_an_unknown_page_of_the_guide_is_refused_in_words(client: Client) -> None:
    answer = client.get("/panduan/entah/")
    assert answer.status_code == 404
    assert "Panduan tidak memuat halaman bernama “entah”." in answer.content.decode()
