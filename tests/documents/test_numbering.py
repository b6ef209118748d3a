import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from mumpuni.audit.models import Event
from mumpuni.documents import numbers
from mumpuni.documents.models import NumberCounter
from mumpuni.documents.services import numbering

DAY = dt.date(2026, 9, 4)


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("{serial:05d}/SERT-MASN/{roman_month}/{year}", "00017/SERT-MASN/IX/2026"),
        ("B-{serial}/{month:02d}/{year}", "B-17/09/2026"),
        ("{year}{month:02d}{day:02d}.{serial:03d}", "20260904.017"),
        ("{{{serial}}}/{year}", "{17}/2026"),
    ],
)
def test_a_pattern_writes_the_number(pattern, written):
    assert numbers.write(pattern, 17, DAY) == written


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("{serial}/{tahun}", "“{tahun}” tidak dikenal"),
        ("{serial.__class__}/{year}", "tidak dikenal"),
        ("{0}/{serial}/{year}", "tidak dikenal"),
        ("{}/{serial}/{year}", "tidak dikenal"),
        ("{serial!r}/{year}", "Tanda “!”"),
        ("{serial:>99999999}/{year}", "Bentuk “:>99999999”"),
        ("{serial:{year}}/{year}", "Bentuk"),
        ("{roman_month:d}/{serial}/{year}", "Bentuk “:d”"),
        ("{serial/{year}", "tidak"),
        ("{serial}/{year", "tidak berpasangan"),
        ("SERT/{year}", "harus memuat {serial}"),
        ("{serial}/SERT", "harus memuat {year}"),
    ],
)
def test_an_unsafe_pattern_is_refused_with_the_way_to_mend_it(pattern, says):
    with pytest.raises(ValidationError) as refused:
        numbers.check_pattern(pattern)
    assert says in refused.value.messages[0]


@pytest.mark.django_db
def test_a_series_is_written_as_the_organiser_chose_and_two_series_cannot_write_alike():
    pattern = "{serial:05d}/SERT-MASN/{roman_month}/{year}"
    assert numbering.number_text("kompetensi", 3, DAY) == "00003/KOMPETENSI/2026"
    numbering.set_pattern(actor=None, key="kompetensi", title="Sertifikat kompetensi", pattern=pattern)
    assert numbering.number_text("kompetensi", 3, DAY) == "00003/SERT-MASN/IX/2026"
    assert list(Event.objects.values_list("name", flat=True)) == ["documents.series.changed"]
    with pytest.raises(ValidationError, match="sudah dipakai deret “Sertifikat kompetensi”"):
        numbering.set_pattern(actor=None, key="pelatihan", title="", pattern=pattern)
    numbering.set_pattern(actor=None, key="kompetensi", title="Sertifikat", pattern=pattern)


@pytest.mark.parametrize("key", ["sertifikat-pelatihan", "{aneh}", "}", "{serial"])
def test_a_series_nobody_chose_a_pattern_for_is_kept_apart_by_its_key(key):
    assert numbers.write(numbers.default_pattern(key), 3, DAY) == f"00003/{key.upper()}/2026"


@pytest.mark.django_db
def test_each_series_counts_by_itself_and_anew_each_year():
    taken = [numbering.take_number(*of) for of in [("a", 2026), ("a", 2026), ("b", 2026), ("a", 2027), ("a", 2026)]]
    assert taken == [1, 2, 1, 1, 3]


@pytest.mark.postgres
def test_a_number_outside_a_transaction_is_refused(committed):
    with pytest.raises(TransactionManagementError):
        numbering.take_number("a", 2026)
    assert NumberCounter.objects.count() == 0


@pytest.mark.postgres
def test_a_rollback_gives_the_number_back(committed):
    with transaction.atomic():
        assert numbering.take_number("a", 2026) == 1
    with transaction.atomic():
        assert numbering.take_number("a", 2026) == 2
        transaction.set_rollback(True)
    with transaction.atomic():
        assert numbering.take_number("a", 2026) == 2


@pytest.mark.postgres
def test_many_at_once_leave_no_gap_and_no_double_though_some_fail(committed):
    start = Barrier(4)

    def work(worker):
        kept = []
        start.wait()
        try:
            for turn in range(15):
                fails = (turn + worker) % 4 == 0
                with transaction.atomic():
                    serial = numbering.take_number("a", 2026)
                    transaction.set_rollback(fails)
                if not fails:
                    kept.append(serial)
        finally:
            connection.close()
        return kept

    with ThreadPoolExecutor(4) as pool:
        kept = sorted(serial for serials in pool.map(work, range(4)) for serial in serials)
    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) == 45
