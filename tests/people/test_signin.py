"""Signing in, the forced second factor, throttling, passwords."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from mumpuni.audit.models import Event
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.secondfactor import recently_confirmed, second_factor_required
from tests.people import factories
from tests.people.factories import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/akun/masuk/"
NIP = "198005052005011001"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def sign_in(client, login, password=PASSWORD):
    return client.post(LOGIN, {"login": login, "password": password})


def errors(answer):
    return [str(error) for error in answer.context["form"].non_field_errors()]


@pytest.mark.parametrize("login", [NIP, "19800505 200501 1 001", "siti@contoh.go.id", "SITI@Contoh.go.id"])
def test_nip_and_mail_address_both_open_the_account(client, login):
    account = factories.account("participant", person=factories.person(number=NIP), email="siti@contoh.go.id")
    answer = sign_in(client, login)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert Event.objects.latest("pk").name == "people.account.signed_in"


def test_pages_go_on_in_the_language_of_the_account(client):
    account = factories.account("participant", person=factories.person())
    type(account).objects.filter(pk=account.pk).update(language="en")
    assert sign_in(client, account.email).cookies["django_language"].value == "en"


def test_the_old_address_of_the_door_still_leads_there(client):
    assert client.get("/masuk/?next=/pegawai/").headers["Location"] == f"{LOGIN}?next=/pegawai/"


def test_refusals_look_the_same_whether_the_account_exists_or_not(client):
    factories.account("participant", person=factories.person(number=NIP), email="siti@contoh.go.id")
    told = [
        errors(sign_in(client, login, "salah sekali 123"))
        for login in (NIP, "siti@contoh.go.id", "198005052005011002", "tidak.ada@contoh.go.id", "kata biasa")
    ]
    assert told == [["NIP, surel, atau kata sandi tidak cocok."]] * 5


def test_five_failures_close_the_account_for_a_while_by_nip_and_mail_alike(client):
    factories.account("participant", person=factories.person(number=NIP), email="siti@contoh.go.id")
    for login in (NIP, "siti@contoh.go.id", NIP, "siti@contoh.go.id", NIP):
        sign_in(client, login, "salah sekali 123")
    assert errors(sign_in(client, NIP)) == ["Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi."]
    assert errors(sign_in(client, "siti@contoh.go.id")) == [
        "Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi."
    ]
    assert Event.objects.filter(name="people.account.sign_in_failed").count() == 5


def test_others_behind_the_same_address_still_get_in(client):
    factories.account("participant", person=factories.person(number=NIP), email="siti@contoh.go.id")
    factories.account("participant", person=factories.person(), email="budi@contoh.go.id")
    for _attempt in range(6):
        sign_in(client, NIP, "salah sekali 123")
    assert sign_in(client, "budi@contoh.go.id").status_code == 302


def test_a_deciding_role_reaches_only_what_sets_up_the_second_factor(client):
    account = factories.account("organiser", second_factor=False)
    sign_in(client, account.email)
    why = reverse("people:second_factor")
    for url in ("/", reverse("people:person_list"), reverse("people:profile"), reverse("people:agency_add")):
        assert client.get(url).headers["Location"] == why
    assert client.post(reverse("people:agency_add"), {"name": "X"}).headers["Location"] == why
    assert client.get(reverse("people:person_list"), headers={"HX-Request": "true"}).headers["HX-Redirect"] == why
    page = client.get(why)
    assert "Penyelenggara" in page.content.decode()
    assert client.get(reverse("ui:guide_index")).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200


def test_setting_up_the_app_opens_the_rest(client, django_capture_on_commit_callbacks):
    account = factories.account("organiser", second_factor=False)
    sign_in(client, account.email)
    page = client.get(reverse("mfa_activate_totp"))
    if page.status_code == 302:
        client.post(page.headers["Location"], {"password": PASSWORD})
        page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": factories.code(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("people:person_list")).status_code == 200
    stored = Authenticator.objects.get(user=account, type="totp").data["secret"]
    assert secret not in stored
    assert OutgoingMail.objects.filter(to=account.email, template="people/mail/security_notice").exists()
    assert "people.account.second_factor_added" in set(Event.objects.values_list("name", flat=True))


def test_with_a_second_factor_the_code_is_asked_at_the_door(client):
    account = factories.account("organiser")
    assert sign_in(client, account.email).headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": factories.code()}).headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(account.pk)


def test_the_last_factor_of_a_deciding_role_cannot_be_taken_off(client):
    account = factories.account("organiser")
    sign_in(client, account.email)
    client.post(reverse("mfa_authenticate"), {"code": factories.code()})
    page = client.get(reverse("mfa_deactivate_totp"))
    if page.status_code == 302:
        client.post(page.headers["Location"], {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=account, type="totp").exists()


class TestRecentConfirmation:
    @pytest.mark.parametrize(("minutes_ago", "fresh"), [(0, True), (4.9, True), (5.1, False)])
    def test_it_lasts_five_minutes(self, client, minutes_ago, fresh):
        account = factories.account("signatory", person=factories.person())
        client.force_login(account)
        factories.confirm_second_factor(client, minutes_ago)
        request = RequestFactory().get("/")
        request.user, request.session = account, client.session
        assert recently_confirmed(request) == fresh

    def test_a_password_alone_confirms_nothing(self, client):
        account = factories.account("participant", person=factories.person())
        sign_in(client, account.email)
        request = RequestFactory().get("/")
        request.user, request.session = account, client.session
        assert not recently_confirmed(request)

    def test_the_guarded_view_asks_and_is_repeated_after_the_code(self, client):
        account = factories.account("signatory", person=factories.person())
        client.force_login(account)
        view = second_factor_required()(lambda request: HttpResponse("jalan"))
        request = RequestFactory().post("/saya/telepon/", {"phone": "1"})
        request.user, request.session = account, client.session
        answer = view(request)
        assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate") + "?next=")
        assert "request" in request.session["account_reauthentication_state"]

    def test_a_post_held_up_for_the_code_is_done_after_it(self, client):
        account = factories.account("signatory", person=factories.person())
        client.force_login(account)
        session = client.session
        request = RequestFactory().post("/saya/telepon/", {"phone": "0812"})
        request.user, request.session = account, session
        second_factor_required()(lambda request: HttpResponse("jalan"))(request)
        session.save()
        client.post(reverse("mfa_reauthenticate"), {"code": factories.code(), "next": "/saya/telepon/"})
        account.person.refresh_from_db()
        assert account.person.phone == "0812"

    def test_without_any_factor_it_leads_to_setting_one_up(self, client):
        account = factories.account("participant", person=factories.person())
        client.force_login(account)
        request = RequestFactory().get("/")
        request.user, request.session = account, client.session
        answer = second_factor_required()(lambda request: HttpResponse("jalan"))(request)
        assert answer.headers["Location"] == reverse("people:second_factor")


class TestForgottenPassword:
    def test_the_mail_carries_a_link_that_works_once(self, client):
        account = factories.account("participant", person=factories.person())
        answer = client.post(reverse("account_reset_password"), {"email": account.email})
        assert answer.headers["Location"] == reverse("account_reset_password_done")
        mail = OutgoingMail.objects.get()
        assert (mail.template, mail.secret) == ("people/mail/password_reset", True)
        assert f"{settings.MUMPUNI_BASE_URL}/akun/kata-sandi/baru/" in mail.body
        link = re.search(r"/akun/kata-sandi/baru/\S+", mail.body)[0]
        form = client.get(link, follow=True)
        new = "rumah tua di tepi sawah"
        client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
        account.refresh_from_db()
        assert account.check_password(new)
        assert "kedaluwarsa" in type(client)().get(link, follow=True).content.decode()

    def test_an_unknown_address_gets_the_same_answer_and_no_mail(self, client):
        answer = client.post(reverse("account_reset_password"), {"email": "tidak.ada@contoh.go.id"})
        assert answer.headers["Location"] == reverse("account_reset_password_done")
        assert not OutgoingMail.objects.exists()

    def test_nobody_signs_up(self, client):
        for url in ("/akun/signup/", "/akun/daftar/", "/akun/email/"):
            assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
    ],
)
def test_pages_before_the_door(client, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "<style" not in page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
    ],
)
def test_pages_behind_the_door(client, name):
    account = factories.account("participant", person=factories.person(), second_factor=name != "mfa_activate_totp")
    client.force_login(account)
    session = client.session
    factories.confirm_second_factor(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["reauthenticated"] = True
    session.save()
    if name == "mfa_view_recovery_codes":
        client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert all(
        'type="application/json"' in tag or "src=" in tag for tag in re.findall(r"<script[^>]*>", page.content.decode())
    )
