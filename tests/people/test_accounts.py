"""Invitations, closing, second-factor reset, and roles."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from mumpuni.audit.models import Event
from mumpuni.audit.policies import Refused, Unusable
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people import policies, selectors
from mumpuni.people import services as people
from mumpuni.people.models import Account, RoleGrant
from tests.people import factories
from tests.people.factories import PASSWORD

pytestmark = pytest.mark.django_db


def link_of(mail):
    return re.search(r"/undangan/\S+", mail.body)[0]


def sign_in(client, login, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


class TestInvitation:
    def test_the_link_in_the_mail_sets_the_password_once(self, administrator, client):
        account = people.invite(actor=administrator, email="Siti@Contoh.go.id ", name="Siti")
        assert (account.email, account.has_usable_password()) == ("siti@contoh.go.id", False)
        mail = OutgoingMail.objects.get()
        assert (mail.to, mail.secret) == ("siti@contoh.go.id", True)
        link = link_of(mail)
        assert client.get(link).status_code == 200
        answer = client.post(link, {"password": PASSWORD, "again": PASSWORD})
        assert answer.headers["Location"] == reverse("account_login")
        assert client.get(link).status_code == 410
        assert client.post(link, {"password": "lain lagi 12345", "again": "lain lagi 12345"}).status_code == 410
        assert Account.objects.get(pk=account.pk).check_password(PASSWORD)
        assert [event.name for event in Event.objects.order_by("pk")] == [
            "people.account.invited",
            "people.account.opened",
        ]

    def test_a_weak_or_mistyped_password_is_said_at_the_field(self, administrator, client):
        people.invite(actor=administrator, email="siti@contoh.go.id", name="Siti")
        link = link_of(OutgoingMail.objects.get())
        page = client.post(link, {"password": "pendek", "again": "pendek"})
        assert page.context["form"].errors["password"]
        page = client.post(link, {"password": PASSWORD, "again": PASSWORD + "x"})
        assert page.context["form"].errors["again"] == ["Kedua kata sandi tidak sama; ketik ulang."]
        assert not Account.objects.get(email="siti@contoh.go.id").has_usable_password()

    def test_the_link_ends_after_seven_days(self, administrator, monkeypatch):
        account = people.invite(actor=administrator, email="siti@contoh.go.id", name="Siti")
        token = people.invitation_link(account).rstrip("/").rpartition("/")[2]
        now = time.time()
        monkeypatch.setattr("django.core.signing.time.time", lambda: now + 7 * 86400 - 60)
        assert people.invited_account(token) == account
        monkeypatch.setattr("django.core.signing.time.time", lambda: now + 7 * 86400 + 60)
        assert people.invited_account(token) is None

    def test_a_new_invitation_ends_the_old_link(self, administrator):
        account = people.invite(actor=administrator, email="siti@contoh.go.id", name="Siti")
        old = people.invitation_link(account).rstrip("/").rpartition("/")[2]
        account = people.invite_again(actor=administrator, account=account)
        new = people.invitation_link(account).rstrip("/").rpartition("/")[2]
        assert (people.invited_account(old), people.invited_account(new)) == (None, account)

    def test_a_forged_link_opens_nothing(self, administrator):
        account = people.invite(actor=administrator, email="siti@contoh.go.id", name="Siti")
        token = people.invitation_link(account).rstrip("/").rpartition("/")[2]
        assert people.invited_account(token[:-1] + ("A" if token[-1] != "A" else "B")) is None

    def test_one_address_and_one_person_have_one_account(self, administrator):
        person = factories.person()
        people.invite(actor=administrator, email="siti@contoh.go.id", name="Siti", person=person)
        with pytest.raises(Unusable):
            people.invite(actor=administrator, email="SITI@contoh.go.id", name="Siti")
        with pytest.raises(Unusable):
            people.invite(actor=administrator, email="lain@contoh.go.id", name="Siti", person=person)

    @pytest.mark.parametrize("role", ["organiser", "auditor", "supervisor"])
    def test_only_administrators_invite(self, role):
        with pytest.raises(Refused):
            people.invite(actor=factories.account(role), email="siti@contoh.go.id", name="Siti")


class TestClosing:
    def test_closing_ends_every_session_at_once(self, administrator, client):
        account = factories.account("participant", person=factories.person())
        sign_in(client, account.email)
        assert client.get(reverse("people:profile")).status_code == 200
        people.deactivate_account(actor=administrator, account=account, reason="pindah tugas")
        assert client.get(reverse("people:profile")).status_code == 302
        assert not UserSession.objects.filter(user=account).exists()
        people.reactivate_account(actor=administrator, account=account, reason="kembali")
        assert client.get(reverse("people:profile")).status_code == 302

    def test_a_closed_account_cannot_sign_in(self, administrator, client):
        account = factories.account("participant", person=factories.person())
        people.deactivate_account(actor=administrator, account=account, reason="pindah tugas")
        answer = sign_in(client, account.email)
        assert answer.headers["Location"] == reverse("account_inactive")
        assert "_auth_user_id" not in client.session

    def test_not_oneself_nor_without_reason(self, administrator):
        with pytest.raises(Unusable):
            people.deactivate_account(actor=administrator, account=administrator, reason="x")
        with pytest.raises(Unusable):
            people.deactivate_account(actor=administrator, account=factories.account(), reason="  ")

    def test_a_new_address_ends_sessions(self, administrator, client):
        account = factories.account("participant", person=factories.person())
        sign_in(client, account.email)
        people.change_account(actor=administrator, account=account, email="baru@contoh.go.id", name="Baru")
        assert client.get(reverse("people:profile")).status_code == 302
        assert sign_in(client, "baru@contoh.go.id").status_code == 302

    def test_the_old_address_is_told_of_the_new_one(self, administrator):
        account = factories.account("signatory", person=factories.person())
        old = account.email
        people.change_account(actor=administrator, account=account, email="baru@contoh.go.id", name="Baru")
        assert OutgoingMail.objects.get(template="people/mail/security_notice").to == old

    def test_owners_end_their_other_sessions(self, client):
        account = factories.account("participant", person=factories.person())
        sign_in(client, account.email)
        other = type(client)()
        sign_in(other, account.email)
        session = UserSession.objects.get(session_key=other.session.session_key)
        client.post(reverse("people:end_session", args=[session.pk]))
        assert other.get(reverse("people:profile")).status_code == 302
        assert client.get(reverse("people:profile")).status_code == 200


class TestSecondFactorReset:
    def test_it_removes_all_factors_with_a_reason_and_tells_the_owner(self, administrator):
        account = factories.account("organiser")
        people.reset_second_factor(actor=administrator, account=account, reason="ponsel hilang, sudah ditelepon")
        assert not Authenticator.objects.filter(user=account).exists()
        mail = OutgoingMail.objects.get()
        assert mail.to == account.email
        assert "ponsel hilang, sudah ditelepon" in mail.body
        assert Event.objects.get().data == {"reason": "ponsel hilang, sudah ditelepon"}

    def test_not_ones_own_nor_without_reason_nor_by_others(self, administrator):
        account = factories.account("organiser")
        with pytest.raises(Unusable):
            people.reset_second_factor(actor=administrator, account=administrator, reason="x")
        with pytest.raises(Unusable):
            people.reset_second_factor(actor=administrator, account=account, reason="")
        with pytest.raises(Refused):
            people.reset_second_factor(actor=account, account=administrator, reason="x")
        assert Authenticator.objects.count() == 2


class TestRoles:
    def grant(self, actor, account, role="auditor", **fields):
        return people.grant_role(actor=actor, account=account, role=role, **{"reason": "surat tugas 1", **fields})

    def test_a_grant_holds_from_its_first_to_its_last_day(self, administrator):
        account, today = factories.account(), timezone.localdate()
        self.grant(administrator, account, starts_on=today - timedelta(3), ends_on=today - timedelta(1))
        self.grant(administrator, account, role="supervisor", starts_on=today + timedelta(1))
        self.grant(administrator, account, role="organiser", starts_on=today, ends_on=today)
        assert Account.objects.get(pk=account.pk).role_words == {"organiser"}

    def test_nobody_grants_oneself(self, administrator):
        with pytest.raises(Unusable, match="diri sendiri"):
            self.grant(administrator, administrator)

    @pytest.mark.parametrize(
        "role", ["organiser", "agency-hr", "participant", "auditor", "supervisor", "examiner", "signatory"]
    )
    def test_only_administrators_grant(self, role):
        actor = factories.account(role, agency=factories.agency() if role == "agency-hr" else None)
        with pytest.raises(Refused):
            self.grant(actor, factories.account())

    @pytest.mark.parametrize(
        ("role", "scope", "wrong"),
        [
            ("agency-hr", {}, "scope_kind"),
            ("agency-hr", {"scope_kind": "agency"}, "agency"),
            ("organiser", {"scope_kind": "season"}, "scope_id"),
            ("system-admin", {"scope_kind": "season", "scope_id": 1}, "scope_kind"),
            ("participant", {}, "role"),
            ("signatory", {}, "role"),
            ("raja", {}, "role"),
            ("auditor", {"reason": ""}, "reason"),
        ],
    )
    def test_scope_reason_and_person_must_fit_the_role(self, administrator, role, scope, wrong):
        with pytest.raises(Unusable) as refused:
            self.grant(administrator, factories.account(), role=role, **scope)
        assert list(refused.value.message_dict) == [wrong]
        assert not RoleGrant.objects.exclude(account=administrator).exists()

    def test_the_same_role_is_not_given_twice_at_a_time(self, administrator):
        account, today = factories.account(), timezone.localdate()
        self.grant(administrator, account, ends_on=today + timedelta(5))
        with pytest.raises(Unusable, match="sudah dimiliki"):
            self.grant(administrator, account, starts_on=today + timedelta(5))
        self.grant(administrator, account, starts_on=today + timedelta(6))

    def test_ending_is_at_once_and_kept(self, administrator):
        account = factories.account("auditor")
        grant = people.end_role(actor=administrator, grant=account.grants.get(), reason="mutasi")
        assert Account.objects.get(pk=account.pk).role_words == frozenset()
        assert RoleGrant.objects.filter(pk=grant.pk).exists()
        assert Event.objects.get().data["reason"] == "mutasi"
        with pytest.raises(Unusable):
            people.end_role(actor=administrator, grant=grant, reason="lagi")

    def test_the_last_administrator_stays(self, administrator):
        second = factories.account("system-admin")
        people.end_role(actor=administrator, grant=second.grants.get(), reason="cukup satu")
        with pytest.raises(Unusable, match="terakhir"):
            people.end_role(actor=administrator, grant=administrator.grants.get(), reason="berhenti")
        third = factories.account("system-admin")
        people.deactivate_account(actor=third, account=administrator, reason="cuti")
        with pytest.raises(Unusable, match="terakhir"):
            people.end_role(actor=third, grant=third.grants.get(), reason="berhenti")

    def test_an_administrator_with_an_end_does_not_count_as_staying(self, administrator):
        second = factories.account("system-admin")
        second.grants.update(ends_on=timezone.localdate() + timedelta(30))
        with pytest.raises(Unusable, match="terakhir"):
            people.end_role(actor=second, grant=administrator.grants.get(), reason="berhenti")

    def test_the_first_administrator_is_made_once(self):
        account = people.first_administrator(email="admin@contoh.go.id", name="Admin", password=PASSWORD)
        assert account.role_words == {"system-admin"}
        with pytest.raises(Unusable):
            people.first_administrator(email="dua@contoh.go.id", name="Dua", password=PASSWORD)

    def test_a_scoped_grant_holds_only_there(self):
        here, there = factories.agency(), factories.agency()
        actor = factories.account("agency-hr", agency=here)
        assert policies.has_role(actor, "agency-hr", agency=here.pk)
        assert not policies.has_role(actor, "agency-hr", agency=there.pk)
        assert not policies.has_role(actor, "agency-hr")
        assert not policies.has_role(actor, "organiser", agency=here.pk)
        assert policies.agencies_of(actor, "agency-hr") == {here.pk}

    def test_accounts_are_seen_by_administrators_and_auditors(self, administrator):
        factories.account("organiser")
        assert selectors.accounts(administrator).count() == 2
        assert selectors.accounts(factories.account("auditor")).count() == 3
        assert selectors.accounts(factories.account("organiser")).count() == 0
