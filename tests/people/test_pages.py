"""Pages about people: who opens them, what they show, what they cost."""

import re
from datetime import date

import pytest
from django.urls import reverse

from mumpuni.exchange.models import OutgoingMail
from mumpuni.people import scopes
from mumpuni.people import services as people
from mumpuni.people.models import Account, Agency, Merge, Office, Person, RoleGrant
from tests.people import factories

pytestmark = pytest.mark.django_db
NIP = "198005052005011001"
ROLES = ("system-admin", "organiser", "agency-hr", "participant", "examiner", "signatory", "supervisor", "auditor")


@pytest.fixture
def scene():
    """Two agencies with an official each, an office, an account of every role."""
    here, there = factories.agency("Pemerintah Kabupaten Sini"), factories.agency("Pemerintah Kabupaten Sana")
    mine = factories.person("Mina Sini", number=NIP, at=here, birth_date=date(1980, 5, 5))
    other = factories.person("Otto Sana", kind="nik", number="3404050505800001", at=there)
    accounts = {}
    for role in ROLES:
        if role == "agency-hr":
            accounts[role] = factories.account(role, agency=here)
        elif role == "participant":
            accounts[role] = factories.account(role, person=mine)
        else:
            accounts[role] = factories.account(role)
    return {
        "here": here,
        "there": there,
        "mine": mine,
        "other": other,
        "office": factories.office(at=here),
        **_delegated(here, mine),
        **accounts,
    }


def _delegated(here, who):
    unit = factories.unit_head(at=here)
    return {"unit_head": unit, "delegation": factories.delegation(unit, who)}


def _matrix():
    """Address by name and what it takes, and who gets 200 (all others 403, or 404 where named)."""
    staff = {"system-admin", "organiser", "supervisor"}
    yield "person_list", [], staff | {"agency-hr"}, 403
    yield "person_add", [], {"organiser", "agency-hr"}, 403
    yield "duplicates", [], {"organiser"}, 403
    yield "person", ["mine"], staff | {"agency-hr", "participant"}, 404
    yield "person", ["other"], staff, 404
    yield "agency_list", [], staff | {"agency-hr"}, 403
    yield "agency_add", [], {"system-admin", "organiser"}, 403
    yield "agency", ["here"], staff | {"agency-hr"}, 404
    yield "agency", ["there"], staff, 404
    yield "account_list", [], {"system-admin", "auditor"}, 403
    yield "account_invite", [], {"system-admin"}, 403
    yield "account", ["participant"], {"system-admin", "auditor"}, 403
    yield "grant", ["participant"], {"system-admin"}, 403
    yield "deactivate", ["participant"], {"system-admin"}, 403
    yield "reset_second_factor", ["participant"], {"system-admin"}, 403
    yield "office_list", [], {"system-admin", "organiser", "supervisor", "signatory", "auditor"}, 403
    yield "office", ["office"], {"system-admin", "organiser", "supervisor", "signatory", "auditor"}, 403
    yield "office_add", [], {"system-admin", "organiser"}, 403
    yield "holder_add", ["office"], {"system-admin", "organiser"}, 403
    yield "office_kind", ["office"], {"system-admin", "organiser"}, 403
    yield "delegation_add", ["unit_head"], {"system-admin", "organiser"}, 403
    yield "delegation_end", ["unit_head", "delegation"], {"system-admin", "organiser"}, 403
    yield (
        "person_change",
        ["mine"],
        {"organiser", "agency-hr"},
        {"system-admin": 403, "supervisor": 403, "participant": 403},
    )
    yield "unit_add", ["here"], {"organiser", "agency-hr"}, {"system-admin": 403, "supervisor": 403}
    yield "agency_change", ["here"], {"organiser", "system-admin"}, {"agency-hr": 403, "supervisor": 403}
    yield "merge", ["mine", "other"], {"organiser"}, 403
    yield "profile", [], set(ROLES), 403


@pytest.mark.parametrize(
    ("name", "takes", "allowed", "refusal"), list(_matrix()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_who_opens_which_page(client, scene, name, takes, allowed, refusal):
    url = reverse(f"people:{name}", args=[scene[each].pk for each in takes])
    got = {}

    def wanted(role):
        return refusal.get(role, 404) if isinstance(refusal, dict) else refusal

    for role in ROLES:
        client.force_login(scene[role])
        got[role] = client.get(url).status_code
    assert got == {role: 200 if role in allowed else wanted(role) for role in ROLES}
    client.logout()
    assert client.get(url).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["person_change", "identity_add", "education_add", "appoint"])
def test_hr_sees_no_form_for_officials_of_others(client, scene, name):
    client.force_login(scene["agency-hr"])
    assert client.get(reverse(f"people:{name}", args=[scene["mine"].pk])).status_code == 200
    assert client.get(reverse(f"people:{name}", args=[scene["other"].pk])).status_code == 404


def test_lists_mask_numbers_on_screen_and_on_paper(client, scene):
    client.force_login(scene["organiser"])
    page = client.get(reverse("people:person_list")).content.decode()
    assert "••••••••••••••1001" in page
    assert NIP not in page
    book = client.get(reverse("people:person_list"), {"export": "xlsx"})
    assert book.status_code == 200
    for url in (reverse("people:person", args=[scene["mine"].pk]), reverse("people:person", args=[scene["other"].pk])):
        text = client.get(url).content.decode()
        assert NIP not in text
        assert "3404050505800001" not in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "mina"}, {"Mina Sini"}),
        ({"q": "1980 0505"}, {"Mina Sini"}),
        ({"q": "3404050505800001"}, {"Otto Sana"}),
        ({"q": "340405050580000"}, set()),
        ({"q": "tidak ada"}, set()),
        ({"level": "administrator"}, {"Mina Sini", "Otto Sana"}),
        ({"level": "pengawas"}, set()),
        ({"employment": "pppk"}, set()),
        ({"agency": "here"}, {"Mina Sini"}),
    ],
)
def test_search_and_filters(client, scene, query, names):
    client.force_login(scene["organiser"])
    asked = {key: scene[value].pk if key == "agency" else value for key, value in query.items()}
    page = client.get(reverse("people:person_list"), asked)
    assert {row.name for row in page.context["table"].page.object_list.data} == names


@pytest.mark.parametrize(
    ("name", "role", "more"),
    [
        ("person_list", "organiser", lambda n, at: factories.person(f"Orang {n}", at=at)),
        ("person_list", "agency-hr", lambda n, at: factories.person(f"Orang {n}", at=at)),
        ("agency_list", "organiser", lambda n, at: factories.agency()),
        ("account_list", "system-admin", lambda n, at: factories.account("auditor")),
        (
            "office_list",
            "organiser",
            lambda n, at: factories.holder(factories.office(f"o{n}", at=at), factories.person()),
        ),
        ("duplicates", "organiser", lambda n, at: factories.person("Kembar", birth_date=date(1970, 1, 1))),
    ],
)
def test_a_list_costs_the_same_for_one_row_as_for_twenty(client, scene, queries, name, role, more):
    client.force_login(scene[role])
    for number in range(2):
        more(number, scene["here"])
    url = reverse(f"people:{name}")
    client.get(url)
    one = queries(lambda: client.get(url))
    for number in range(2, 20):
        more(number, scene["here"])
    assert queries(lambda: client.get(url)) == one


def test_a_person_is_added_on_the_page(client, scene):
    client.force_login(scene["agency-hr"])
    typed = {
        "identity_kind": "nip",
        "number": "19810606 200602 2 003",
        "name": "Rina",
        "sex": "P",
        "employment": "pns",
        "agency": scene["here"].pk,
        "title": "Kepala Seksi",
        "level": "pengawas",
        "unit": "Dinas Kesehatan",
    }
    answer = client.post(reverse("people:person_add"), typed)
    person = Person.objects.get(name="Rina")
    assert answer.headers["Location"] == reverse("people:person", args=[person.pk])
    assert person.current.unit.name == "Dinas Kesehatan"
    page = client.post(reverse("people:person_add"), {**typed, "agency": scene["there"].pk})
    assert "agency" in page.context["form"].errors


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("111111111111111111", "NIK atau Paspor"),
        ("198005052005011001", "sudah dimiliki"),
        ("12", "bukan 18 angka"),
        ("198013052005011002", "bukan tanggal lahir"),
    ],
)
def test_a_bad_number_is_explained_and_nothing_typed_is_lost(client, scene, number, said):
    client.force_login(scene["organiser"])
    typed = {
        "identity_kind": "nip",
        "number": number,
        "name": "Rina",
        "employment": "pns",
        "agency": scene["here"].pk,
        "title": "Staf",
        "level": "pelaksana",
    }
    page = client.post(reverse("people:person_add"), typed)
    text = page.content.decode()
    assert said in text
    assert 'value="Rina"' in text
    assert not Person.objects.filter(name="Rina").exists()


def test_a_likely_double_is_asked_about_once(client, scene):
    client.force_login(scene["organiser"])
    typed = {
        "identity_kind": "nik",
        "number": "3404054545800009",
        "name": "MINA SINI",
        "birth_date": "1980-05-05",
        "employment": "pns",
        "agency": scene["here"].pk,
        "title": "Staf",
        "level": "pelaksana",
    }
    page = client.post(reverse("people:person_add"), typed)
    assert [each.pk for each in page.context["alike"]] == [scene["mine"].pk]
    assert client.post(reverse("people:person_add"), {**typed, "not_double": "on"}).status_code == 302
    assert Person.objects.filter(birth_date=date(1980, 5, 5)).count() == 2


def test_doubles_are_merged_and_undone_on_pages(client, scene):
    client.force_login(scene["organiser"])
    double = factories.person("Mina  Sini", kind="nik", number="3404054545800009", birth_date=date(1980, 5, 5))
    mine = scene["mine"]
    assert str(double) in client.get(reverse("people:person", args=[mine.pk])).content.decode()
    question = reverse("people:merge", args=[mine.pk, double.pk])
    assert client.get(question).status_code == 200
    client.post(question, {"reason": "NIK milik orang yang sama"})
    assert client.get(reverse("people:person", args=[double.pk])).headers["Location"] == reverse(
        "people:person", args=[mine.pk]
    )
    undo = reverse("people:merge_undo", args=[Merge.objects.get().pk])
    client.post(undo, {"reason": "ternyata bukan"})
    assert client.get(reverse("people:person", args=[double.pk])).status_code == 200
    client.post(reverse("people:keep_apart", args=[mine.pk, double.pk]))
    assert client.get(reverse("people:duplicates")).context["pairs"] == []


def test_an_agency_with_units_positions_and_spellings_is_kept_on_pages(client, scene):
    client.force_login(scene["organiser"])
    answer = client.post(
        reverse("people:agency_add"),
        {"name": "Pemerintah Provinsi Baru", "kind": "provinsi", "time_zone": "Asia/Makassar"},
    )
    agency = Agency.objects.get(name="Pemerintah Provinsi Baru")
    assert answer.headers["Location"] == reverse("people:agency", args=[agency.pk])
    client.post(reverse("people:unit_add", args=[agency.pk]), {"name": "Dinas Sosial", "kind": "dinas-daerah"})
    unit = agency.units.get()
    client.post(reverse("people:unit_spelling_add", args=[agency.pk, unit.pk]), {"spelling": "Dinsos"})
    client.post(
        reverse("people:position_add", args=[agency.pk]),
        {"title": "Kepala Dinas", "level": "jpt-pratama", "unit": unit.pk},
    )
    client.post(reverse("people:spelling_add", args=[agency.pk]), {"spelling": "Pemprov Anyar"})
    client.post(
        reverse("people:agency_change", args=[agency.pk]),
        {"name": "Provinsi Baru", "kind": "provinsi", "time_zone": "Asia/Makassar"},
    )
    text = client.get(reverse("people:agency", args=[agency.pk])).content.decode()
    for words in ("Provinsi Baru", "Dinas Sosial", "dinsos", "Kepala Dinas", "pemerintah provinsi anyar", "WITA"):
        assert words in text
    client.post(
        reverse("people:spelling_remove", args=[agency.pk, agency.aliases.get(key="pemerintah provinsi anyar").pk])
    )
    assert not agency.aliases.filter(key="pemerintah provinsi anyar").exists()


def test_accounts_and_roles_are_kept_on_pages(client, scene):
    client.force_login(scene["system-admin"])
    client.post(
        reverse("people:account_invite"),
        {"email": "rina@contoh.go.id", "name": "Rina", "language": "id", "nip": NIP[:17] + "2"},
    )
    assert not Account.objects.filter(email="rina@contoh.go.id").exists()
    answer = client.post(
        reverse("people:account_invite"), {"email": "rina@contoh.go.id", "name": "Rina", "language": "id"}
    )
    rina = Account.objects.get(email="rina@contoh.go.id")
    page = reverse("people:account", args=[rina.pk])
    assert answer.headers["Location"] == page
    assert "/undangan/" in client.get(page).content.decode()
    assert "/undangan/" not in client.get(page).content.decode()
    client.post(reverse("people:invite_again", args=[rina.pk]))
    assert OutgoingMail.objects.count() == 2
    client.post(
        reverse("people:grant", args=[rina.pk]),
        {"role": "agency-hr", "agency": scene["here"].pk, "reason": "surat tugas"},
    )
    grant = RoleGrant.objects.get(account=rina)
    assert (grant.scope_kind, grant.agency) == ("agency", scene["here"])
    assert "Pemerintah Kabupaten Sini" in client.get(page).content.decode()
    client.post(reverse("people:end_role", args=[rina.pk, grant.pk]), {"reason": "selesai"})
    assert Account.objects.get(pk=rina.pk).role_words == frozenset()
    client.post(reverse("people:deactivate", args=[rina.pk]), {"reason": "pindah"})
    client.post(reverse("people:reactivate", args=[rina.pk]), {"reason": "kembali"})
    client.post(reverse("people:account_change", args=[rina.pk]), {"name": "Rina S.", "email": "rina@contoh.go.id"})
    rina.refresh_from_db()
    assert (rina.name, rina.is_active, rina.person) == ("Rina S.", True, None)
    typed = {"name": "Rina S.", "email": "rina@contoh.go.id", "nip": NIP}
    change = reverse("people:account_change", args=[rina.pk])
    assert "sudah memiliki akun" in client.post(change, typed).content.decode()
    rosa = factories.person("Rosa", number="198005052005012007")
    client.post(change, {**typed, "nip": "198005052005012007"})
    rina.refresh_from_db()
    assert rina.person == rosa


def test_refusals_stand_on_the_page(client, scene):
    client.force_login(scene["system-admin"])
    page = client.post(reverse("people:grant", args=[scene["auditor"].pk]), {"role": "agency-hr", "reason": "x"})
    assert "Lingkup ini tidak berlaku" in page.content.decode()
    page = client.post(reverse("people:deactivate", args=[scene["system-admin"].pk]), {"reason": "x"})
    assert "Akun sendiri tidak dapat" in page.content.decode()


def test_a_role_for_one_season_is_named_by_the_app_that_owns_seasons(client, scene, monkeypatch):
    names = {7: "Musim 2026", 8: "Musim 2027"}
    monkeypatch.setitem(
        scopes._names, "season", lambda ids: {pk: name for pk, name in names.items() if ids is None or pk in ids}
    )
    client.force_login(scene["system-admin"])
    target = scene["auditor"]
    client.post(
        reverse("people:grant", args=[target.pk]),
        {"role": "examiner", "scope": "season:7", "reason": "penguji musim ini"},
    )
    assert RoleGrant.objects.get(account=target, role="examiner").scope_id == 7
    assert "Musim 2026" in client.get(reverse("people:account", args=[target.pk])).content.decode()


def test_offices_and_holders_are_kept_on_pages(client, scene):
    client.force_login(scene["organiser"])
    client.post(
        reverse("people:office_add"),
        {
            "title": "Kepala",
            "body": "Pusat Pengembangan ASN",
            "code": "kapus",
            "agency": scene["here"].pk,
            "kind": "other",
        },
    )
    office = Office.objects.get(code="kapus")
    url = reverse("people:holder_add", args=[office.pk])
    typed = {
        "nip": NIP,
        "capacity": "plt",
        "decree_number": "Kep. 9",
        "decree_date": "2026-01-01",
        "starts_on": "2026-01-01",
    }
    assert client.post(url, typed).status_code == 302
    again = client.post(url, typed)
    assert "kedudukan yang sama" in again.content.decode()
    assert "Tidak ada pegawai" in client.post(url, {**typed, "nip": "198005052005011009"}).content.decode()
    page = client.get(reverse("people:office", args=[office.pk])).content.decode()
    assert "Plt. Kepala" in page
    assert "Mina Sini" in page
    holder = office.holders.get()
    client.post(
        reverse("people:holder_end", args=[office.pk, holder.pk]),
        {"ends_on": "2026-02-01", "reason": "definitif terpilih"},
    )
    holder.refresh_from_db()
    assert holder.ends_on == date(2026, 2, 1)


def test_own_page(client, scene):
    client.force_login(scene["participant"])
    text = client.get(reverse("people:profile")).content.decode()
    assert "Mina Sini" in text
    assert "Peserta" in text
    client.post(reverse("people:own_contact"), {"phone": "0812 3456"})
    answer = client.post(reverse("people:own_language"), {"language": "en"})
    assert answer.cookies["django_language"].value == "en"
    scene["participant"].refresh_from_db()
    assert scene["participant"].language == "en"
    assert Person.objects.get(pk=scene["mine"].pk).phone == "0812 3456"
    assert client.get(reverse("people:person_change", args=[scene["mine"].pk])).status_code == 403
    refused = client.post(
        reverse("people:person_change", args=[scene["mine"].pk]), {"name": "Lain", "employment": "pns"}
    )
    assert refused.status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_home_offers_each_role_its_cards(client, scene, role):
    client.force_login(scene[role])
    assert client.get("/").status_code == 200


def test_pages_carry_no_inline_script_or_style(client, scene):
    client.force_login(scene["organiser"])
    for name, args in (
        ("person_list", []),
        ("person", [scene["mine"].pk]),
        ("agency", [scene["here"].pk]),
        ("person_add", []),
        ("profile", []),
    ):
        text = client.get(reverse(f"people:{name}", args=args)).content.decode()
        assert not re.search(r"<script(?![^>]*(src=|application/json))|\sstyle=|\son[a-z]+=", text)


def test_services_of_people_refuse_strangers(scene):
    with pytest.raises(Exception, match="administrator"):
        people.grant_role(actor=None, account=scene["auditor"], role="auditor", reason="x")
