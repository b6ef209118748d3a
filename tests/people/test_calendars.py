"""Days off: who keeps which calendar, a year pasted at once, and what is counted with it."""

from datetime import date

import pytest
from django.urls import reverse

from mumpuni.people.models import Holiday
from mumpuni.people.policies import Refused, Unusable
from mumpuni.people.selectors import calendars as selectors
from mumpuni.people.services.calendars import DayOff, add_holidays, remove_holiday
from tests.people import factories

pytestmark = pytest.mark.django_db
NYEPI = DayOff(date(2026, 3, 19), "Hari Suci Nyepi")


def test_each_calendar_has_its_keepers():
    here, there = factories.agency(), factories.agency()
    hr, organiser = factories.account("agency-hr", agency=here), factories.account("organiser")
    for agency, actor in ((here, organiser), (there, hr), (None, hr), (None, factories.account("supervisor"))):
        with pytest.raises(Refused):
            add_holidays(actor=actor, agency=agency, days=[NYEPI])
    add_holidays(actor=organiser, agency=None, days=[NYEPI])
    (own,) = add_holidays(actor=hr, agency=here, days=[DayOff(date(2026, 3, 20), "Hari jadi kabupaten")])
    assert selectors.holidays(here.pk, date(2026, 3, 1), date(2026, 3, 31)) == (date(2026, 3, 19), date(2026, 3, 20))
    assert selectors.holidays(there.pk, date(2026, 3, 1), date(2026, 3, 31)) == (date(2026, 3, 19),)
    assert selectors.holidays_of_each([here.pk, there.pk], date(2026, 3, 1), date(2026, 3, 19)) == {
        here.pk: (date(2026, 3, 19),),
        there.pk: (date(2026, 3, 19),),
    }
    with pytest.raises(Refused):
        remove_holiday(actor=organiser, holiday=own)
    remove_holiday(actor=hr, holiday=own)
    assert not Holiday.objects.filter(agency=here).exists()


def test_a_day_enters_a_calendar_once():
    organiser = factories.account("organiser")
    add_holidays(actor=organiser, agency=None, days=[NYEPI])
    with pytest.raises(Unusable, match="19 Maret 2026 sudah ada"):
        add_holidays(actor=organiser, agency=None, days=[NYEPI])
    twice = DayOff(date(2026, 5, 1), "Hari Buruh")
    with pytest.raises(Unusable, match="tertulis dua kali"):
        add_holidays(actor=organiser, agency=None, days=[twice, twice])
    assert Holiday.objects.count() == 1


def test_a_year_is_pasted_and_lines_that_cannot_be_read_are_named(client):
    hr = factories.account("agency-hr", agency=factories.agency("Kabupaten Sini"))
    client.force_login(hr)
    page = client.get(reverse("people:holiday_add")).content.decode()
    assert "Hanya Kabupaten Sini" in page
    assert "Nasional, bagi semua" not in page
    agency = hr.current_grants[0].agency_id
    given = {"calendar": agency, "decree": "SKB", "days": "20 Mei 2026; Hari jadi\n31 Februari 2026; Salah\n1 Mei 2026"}
    answer = client.post(reverse("people:holiday_add"), given)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Baris 2" in told
    assert "Tanggal ini tidak ada di kalender." in told
    assert "Baris 3" in told
    assert "20 Mei 2026; Hari jadi" in told
    given["days"] = "20 Mei 2026; Hari jadi\n2026-05-21\tCuti\tcuti bersama\n"
    assert client.post(reverse("people:holiday_add"), given).status_code == 302
    assert list(Holiday.objects.values_list("day", "name", "kind")) == [
        (date(2026, 5, 20), "Hari jadi", "libur"),
        (date(2026, 5, 21), "Cuti", "cuti-bersama"),
    ]


def test_the_page_shows_the_national_and_the_own_calendar_and_no_other(client, queries):
    here, there = factories.agency(), factories.agency()
    Holiday.objects.create(day=date(2026, 3, 19), name="Nyepi")
    Holiday.objects.create(day=date(2026, 3, 20), name="Milik sini", agency=here)
    foreign = Holiday.objects.create(day=date(2026, 3, 21), name="Milik sana", agency=there)
    client.force_login(factories.account("agency-hr", agency=here))
    address = f"{reverse('people:holiday_list')}?year=2026"
    page = client.get(address).content.decode()
    assert "Nyepi" in page
    assert "Milik sini" in page
    assert "Milik sana" not in page
    assert client.get(reverse("people:holiday_remove", args=[foreign.pk])).status_code == 404
    few = queries(lambda: client.get(address))
    Holiday.objects.bulk_create(Holiday(day=date(2026, 6, day), name="x", agency=here) for day in range(1, 20))
    assert queries(lambda: client.get(address)) == few
    assert client.get(address + "&export=xlsx").status_code == 200
    client.force_login(factories.account("participant"))
    assert client.get(address).status_code == 403
