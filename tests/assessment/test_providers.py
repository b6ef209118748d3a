"""Providers, their recognition, premises and closed days."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.assessment.home import cards
from mumpuni.assessment.models import Provider, Recognition, Room
from mumpuni.assessment.selectors import providers as selectors
from mumpuni.assessment.services import places, providers
from mumpuni.audit.models import Event as Trail
from mumpuni.people.policies import Refused, Unusable
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


@pytest.fixture
def provider():
    return make.provider()


@pytest.fixture
def supervisor():
    return people.account("supervisor")


@pytest.fixture
def staff(provider):
    return make.staff(provider)


def recognised(provider, actor, **fields):
    given = {
        "category": "A",
        "number": "PK/1/2025",
        "issued_on": date(2025, 1, 1),
        "valid_from": date(2025, 1, 1),
        "valid_until": date(2027, 12, 31),
        "tiers": ["administrator", "pengawas"],
        **fields,
    }
    return providers.record_recognition(actor=actor, provider=provider, **given)


class TestRecognition:
    def test_the_supervisor_registers_and_recognises_a_provider(self, supervisor):
        home = people.agency()
        made = providers.register_provider(actor=supervisor, name=" UPT Baru ", agency=home)
        recognised(made, supervisor)
        assert (made.name, selectors.recognition_on(made, DAY).category) == ("UPT Baru", "A")
        names = Trail.objects.order_by("pk").values_list("name", flat=True)
        assert list(names) == ["assessment.provider.registered", "assessment.recognition.recorded"]

    def test_nobody_else_does(self, provider, staff):
        for actor in (staff, people.account("organiser"), people.account("agency-hr", agency=provider.agency)):
            with pytest.raises(Refused):
                recognised(provider, actor)
            with pytest.raises(Refused):
                providers.register_provider(actor=actor, name="Lain", agency=provider.agency)

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"tiers": []}, "tiers"),
            ({"valid_until": date(2024, 12, 31)}, "valid_until"),
            ({"valid_from": date(2024, 12, 31)}, "valid_from"),
            ({"category": "E"}, "category"),
            ({"number": "PK/LAMA"}, "number"),
        ],
    )
    def test_what_cannot_be_is_named_at_its_field(self, provider, supervisor, fields, field):
        recognised(provider, supervisor, number="PK/LAMA")
        with pytest.raises(Unusable) as refused:
            recognised(provider, supervisor, **fields)
        assert list(refused.value.message_dict) == [field]

    @pytest.mark.parametrize(
        ("day", "tier", "warned"),
        [
            (date(2024, 12, 31), "administrator", "Tidak ada pengakuan kelayakan yang berlaku"),
            (date(2025, 1, 1), "administrator", None),
            (date(2027, 12, 31), "administrator", None),
            (date(2028, 1, 1), "administrator", "Tidak ada pengakuan kelayakan yang berlaku"),
            (date(2026, 3, 3), "jpt-pratama", "tidak mencakup jenjang JPT Pratama"),
        ],
    )
    def test_event_pages_are_warned_of_day_and_tier(self, provider, supervisor, day, tier, warned):
        recognised(provider, supervisor)
        told = selectors.recognition_warning(provider, tier, day)
        assert told is None if warned is None else warned in told

    def test_without_any_and_after_withdrawal_it_warns(self, provider, supervisor):
        assert "belum mempunyai" in selectors.recognition_warning(provider, "pengawas", DAY)
        held = recognised(provider, supervisor)
        with pytest.raises(Unusable):
            providers.withdraw_recognition(actor=supervisor, recognition=held, on=DAY, reason=" ")
        providers.withdraw_recognition(actor=supervisor, recognition=held, on=DAY, reason="Syarat gugur")
        assert selectors.recognition_warning(provider, "pengawas", DAY - timedelta(days=1)) is None
        assert "dicabut" in selectors.recognition_warning(provider, "pengawas", DAY)
        with pytest.raises(Unusable):
            providers.withdraw_recognition(actor=supervisor, recognition=held, on=DAY, reason="Lagi")

    def test_the_supervisor_is_told_three_months_before_the_end(self, provider, supervisor, staff):
        today = timezone.localdate()
        old = make.provider("Penyelenggara Lama")
        far = make.provider("Penyelenggara Jauh")
        recognised(provider, supervisor, valid_until=today + timedelta(days=80))
        recognised(old, supervisor, number="2", valid_until=today - timedelta(days=1))
        recognised(far, supervisor, number="3", valid_until=today + timedelta(days=200))
        told = {str(card.title): card.text for card in cards(supervisor)}
        assert provider.name in told["Pengakuan kelayakan segera berakhir"]
        assert old.name in told["Pengakuan kelayakan berakhir"]
        assert not any(far.name in text for text in told.values())
        assert [card for card in cards(staff) if "Pengakuan" in str(card.title)] == []


class TestSettings:
    def test_staff_keep_letters_and_unit(self, provider, staff, supervisor):
        office = people.office(at=provider.agency)
        given = {
            "has_upk": True,
            "upk_unit": "UPK Provinsi",
            "office": office,
            "letter_city": "Semarang",
            "letterhead": "PEMERINTAH PROVINSI",
            "late_notice_blocks": False,
        }
        changed = providers.change_provider(actor=staff, provider=provider, **given)
        assert (changed.office, changed.late_notice_blocks) == (office, False)
        with pytest.raises(Refused):
            providers.change_provider(actor=supervisor, provider=provider, **given)
        with pytest.raises(Unusable) as refused:
            providers.change_provider(actor=staff, provider=provider, **given | {"upk_unit": " "})
        assert "upk_unit" in refused.value.message_dict
        elsewhere = people.office("lain", at=people.agency())
        with pytest.raises(Unusable) as refused:
            providers.change_provider(actor=staff, provider=provider, **given | {"office": elsewhere})
        assert "office" in refused.value.message_dict


def codes(rooms, **more):
    return [(found.code, found.citation.place) for found in selectors.judge_facility(rooms, **more).findings]


class TestFacility:
    @pytest.fixture
    def rooms(self, provider):
        return list(make.place(provider).rooms.all())

    @pytest.mark.requirement("B26-19-089")
    def test_the_areas_are_those_of_the_article(self):
        assert {area: len(kinds) for area, kinds in selectors.AREAS.items()} == {"assessee": 3, "assessor": 4}
        assert sorted(kind for kinds in selectors.AREAS.values() for kind in kinds) == sorted(Room.Kind.values)

    @pytest.mark.requirement("B26-19-090")
    def test_a_room_that_is_not_soundproof_is_named(self, rooms):
        next(room for room in rooms if room.name == "Individu 3").soundproof = False
        (found,) = selectors.judge_facility(rooms).findings
        assert (found.code, "Individu 3" in found.message()) == ("soundproof", True)

    @pytest.mark.requirement("B26-19-091")
    def test_a_room_without_camera_fails(self, rooms):
        assert codes(rooms) == []
        next(room for room in rooms if room.kind == Room.Kind.DISCUSSION).cctv = False
        assert codes(rooms) == [("cctv", "Pasal 23 ayat (2)")]

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            pytest.param(
                "Individu 1", ("individual-rooms", "Pasal 23 ayat (2) huruf a"),
                marks=pytest.mark.requirement("B26-19-092"),
            ),
            pytest.param(
                "Kelas", ("briefing-room", "Pasal 23 ayat (2) huruf b"), marks=pytest.mark.requirement("B26-19-093")
            ),
            pytest.param(
                "Diskusi", ("discussion-room", "Pasal 23 ayat (2) huruf c"),
                marks=pytest.mark.requirement("B26-19-094"),
            ),
            ("Pengamatan", ("observation-room", "Pasal 23 ayat (3) huruf a")),
            ("Rekam data", ("recording-room", "Pasal 23 ayat (3) huruf b")),
            ("Rapat", ("meeting-room", "Pasal 23 ayat (3) huruf c")),
            ("Kerja", ("work-room", "Pasal 23 ayat (3) huruf d")),
        ],
    )  # fmt: skip
    def test_each_room_that_cannot_be_used_is_missed(self, rooms, name, found):
        next(room for room in rooms if room.name == name).is_active = False
        assert codes(rooms) == [found]

    @pytest.mark.requirement("B26-19-095")
    def test_seven_in_six_rooms_need_shifts(self, rooms):
        assert [code for code, _place in codes(rooms, group_size=7)] == ["shifts-needed"]
        assert codes(rooms, group_size=7, planned_shifts=2) == []
        assert codes(rooms, group_size=6) == []


class TestRooms:
    @pytest.fixture
    def place(self, provider):
        return make.place(provider)

    def rows(self, place):
        return [
            places.RoomRow(pk=room.pk, **{name: getattr(room, name) for name in places.ROOM_FIELDS})
            for room in place.rooms.all()
        ]

    def test_rooms_are_added_renamed_and_taken_out_of_use(self, place, staff):
        rows = {row.name: row for row in self.rows(place)}
        one, two = rows["Individu 1"], rows["Individu 2"]
        swapped = [
            places.RoomRow(**vars(one) | {"name": "Individu 2"}),
            places.RoomRow(**vars(two) | {"name": "Individu 1", "is_active": False}),
            places.RoomRow("Individu 7", Room.Kind.INDIVIDUAL, soundproof=True, cctv=True),
        ]
        places.keep_rooms(actor=staff, place=place, rows=swapped)
        assert place.rooms.get(pk=one.pk).name == "Individu 2"
        assert place.rooms.get(name="Individu 1").is_active is False
        assert place.rooms.count() == 13

    def test_a_name_twice_is_told_at_its_row(self, place, staff):
        rows = [places.RoomRow("Baru", Room.Kind.CLASS), places.RoomRow("kelas", Room.Kind.CLASS)]
        with pytest.raises(Unusable) as refused:
            places.keep_rooms(actor=staff, place=place, rows=rows)
        assert list(refused.value.message_dict) == ["row-1"]
        assert place.rooms.count() == 12

    def test_two_at_once_lose_nothing(self, place, staff):
        seen = places.state_of(place.rooms.all())
        places.keep_rooms(actor=staff, place=place, rows=[places.RoomRow("Baru", Room.Kind.CLASS)], seen=seen)
        with pytest.raises(Unusable) as refused:
            places.keep_rooms(actor=staff, place=place, rows=[places.RoomRow("Lagi", Room.Kind.CLASS)], seen=seen)
        assert refused.value.code == "changed-meanwhile"

    def test_rooms_of_other_premises_are_out_of_reach(self, place, staff):
        other = make.place(make.provider("Lain"))
        row = self.rows(other)[0]
        with pytest.raises(Unusable):
            places.keep_rooms(actor=staff, place=place, rows=[row])
        with pytest.raises(Refused):
            places.keep_rooms(actor=staff, place=other, rows=[row])


def grid(client, place):
    """The grid as the browser would send it back."""
    page = client.get(reverse("assessment:rooms", args=[place.pk]))
    data = {"seen": page.context["seen"]}
    for _label, code, lines in page.context["sections"]:
        data |= {f"{code}-TOTAL_FORMS": len(lines), f"{code}-INITIAL_FORMS": len(lines)}
        for line in lines:
            for name in line.fields:
                value = line[name].value()
                if value not in (None, False):
                    data[line[name].html_name] = "on" if value is True else value
    return data


class TestPages:
    def test_who_opens_what(self, client, provider, staff, supervisor):
        place = make.place(provider)
        other = make.staff(make.provider("Penyelenggara Lain"))
        hr = people.account("agency-hr", agency=provider.agency)
        answers = {
            "provider_list": {"staff": 200, "supervisor": 200, "other": 200, "hr": 403},
            "provider": {"staff": 200, "supervisor": 200, "other": 404, "hr": 404},
            "place": {"staff": 200, "supervisor": 200, "other": 404, "hr": 404},
            "rooms": {"staff": 200, "supervisor": 403, "other": 404, "hr": 404},
            "provider_change": {"staff": 200, "supervisor": 403, "other": 404, "hr": 404},
            "recognition_add": {"staff": 403, "supervisor": 200, "other": 404, "hr": 404},
            "provider_rename": {"staff": 403, "supervisor": 200, "other": 404, "hr": 404},
            "place_add": {"staff": 200, "supervisor": 403, "other": 404, "hr": 404},
            "place_change": {"staff": 200, "supervisor": 403, "other": 404, "hr": 404},
            "provider_add": {"staff": 403, "supervisor": 200, "other": 403, "hr": 403},
        }
        for who, account in {"staff": staff, "supervisor": supervisor, "other": other, "hr": hr}.items():
            client.force_login(account)
            people.confirm_second_factor(client)
            for name, expected in answers.items():
                subject = [place.pk] if name in ("place", "rooms", "place_change") else [provider.pk]
                args = [] if name in ("provider_list", "provider_add") else subject
                assert client.get(reverse(f"assessment:{name}", args=args)).status_code == expected[who], (who, name)

    def test_the_list_costs_the_same_for_one_as_for_ten(self, client, provider, supervisor, queries):
        client.force_login(supervisor)
        recognised(provider, supervisor)
        url = reverse("assessment:provider_list")
        client.get(url)
        one = queries(lambda: client.get(url))
        for number in range(9):
            recognised(make.provider(f"Penyelenggara {number}"), supervisor, number=f"N{number}")
        assert queries(lambda: client.get(url)) == one

    def test_a_form_registers_recognises_and_withdraws(self, client, provider, supervisor):
        client.force_login(supervisor)
        data = {"name": "Biro Psikologi Contoh", "kind": "non-pemerintah", "agency": ""}
        made = client.post(reverse("assessment:provider_add"), data)
        assert made.status_code == 302
        biro = Provider.objects.get(name="Biro Psikologi Contoh")
        url = reverse("assessment:recognition_add", args=[biro.pk])
        answer = client.post(url, {"category": "B", "number": "PK/9", "issued_on": "2025-01-01"})
        assert "Lingkup jenjang" in answer.content.decode()
        whole = {"valid_from": "2025-01-01", "valid_until": "2099-12-31", "tiers": ["administrator"], "note": ""}
        client.post(url, {"category": "B", "number": "PK/9", "issued_on": "2025-01-01", **whole})
        held = Recognition.objects.get()
        page = client.get(reverse("assessment:provider", args=[biro.pk])).content.decode()
        assert "PK/9" in page
        client.post(
            reverse("assessment:recognition_withdraw", args=[biro.pk, held.pk]), {"on": "2026-01-01", "reason": "Gugur"}
        )
        assert "Gugur" in client.get(reverse("assessment:provider", args=[biro.pk])).content.decode()

    def test_the_grid_of_rooms_saves_and_judges_before_saving(self, client, provider, staff):
        place = make.place(provider)
        client.force_login(staff)
        people.confirm_second_factor(client)
        page = client.get(reverse("assessment:rooms", args=[place.pk]))
        assert [label for label, _code, _lines in page.context["sections"]] == ["Area Assessee", "Area Assessor"]
        data = grid(client, place)
        name_of = {value: name for name, value in data.items() if name.endswith("-name")}
        del data[name_of["Individu 1"].replace("-name", "-soundproof")]
        check = client.post(reverse("assessment:rooms_check", args=[place.pk]), data)
        assert "Individu 1" in check.content.decode()
        assert place.rooms.filter(kind="individual", soundproof=False).count() == 0
        url = reverse("assessment:rooms", args=[place.pk])
        refused = client.post(url, data | {name_of["Kelas"]: "Individu 2"})
        assert refused.status_code == 422
        assert "Nama ruang ini sudah dipakai" in refused.content.decode()
        blank = f"assessee-{int(data['assessee-TOTAL_FORMS']) - 1}-name"
        saved = client.post(url, data | {blank: "Individu 7"})
        assert saved.status_code == 302
        assert place.rooms.get(name="Individu 1").soundproof is False
        assert place.rooms.get(name="Individu 7").kind == Room.Kind.INDIVIDUAL
        assert place.rooms.get(name="Pengamatan").one_way_mirror is True
        late = client.post(url, data | {blank: "Individu 8"})
        assert late.status_code == 422
        page = late.content.decode()
        assert ("Orang lain mengubah ruang" in page, "Individu 8" in page) == (True, True)
