"""Which regulation governs, and what it says subject by subject."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide, rules
from mumpuni.regulations.assessment import editions, subjects
from mumpuni.regulations.assessment.editions import EDITIONS, Edition, EditionFacts, EditionId, edition
from mumpuni.regulations.assessment.results import ValidityFacts, result_validity
from mumpuni.regulations.assessment.subjects import SUBJECTS, Subject, Undecided, governing, said_by

FIRST_2008, FIRST_2019 = date(2008, 6, 6), date(2020, 1, 1)
DATED = {"bkn-26-2019": FIRST_2019}
days = st.dates(date(2007, 1, 1), date(2030, 1, 1))


def facts(day, purpose="pengisian", status="pns", effective_from=DATED):
    return EditionFacts(day, purpose, status, effective_from)


@given(days, st.dates(date(2019, 1, 1), date(2022, 1, 1)))
def test_the_later_regulation_governs_from_its_own_day(day, since):
    decision = edition(facts(day, effective_from={"bkn-26-2019": since}))
    if day < FIRST_2008:
        assert (decision.outcome, [found.code for found in decision.findings]) == (
            "undecided",
            ["before-first-edition"],
        )
    else:
        assert decision.outcome == ("bkn-26-2019" if day >= since else "bkn-11-2008")
        assert decision.values == {"effective_from": since if day >= since else FIRST_2008}


@given(days, st.sampled_from(["pengisian", "pemetaan"]), st.sampled_from(["pns", "pppk"]), st.booleans())
def test_an_event_is_decided_or_the_reason_is_told(day, purpose, status, dated):
    decision = edition(facts(day, purpose, status, DATED if dated else {}))
    assert (decision.outcome == "undecided") == bool(decision.findings)
    assert all(found.severity == "violation" for found in decision.findings)
    assert ("not-pns" in [found.code for found in decision.findings]) == (status == "pppk")
    assert decision.as_json()["regulation"] is None
    assert [str(citation) for citation in decision.citations] == [
        "Peraturan BKN 26/2019 Hubungan antarperaturan (seluruh dokumen vs 11/2008)",
        "Peraturan BKN 26/2019 Pasal 26 ayat (1)",
        "Perka BKN 11/2008 Judul; Pasal 2",
        "Perka BKN 11/2008 Lampiran I.C.2",
        "Perka BKN 11/2008 Lampiran I.C.6",
    ]


@pytest.mark.parametrize(
    ("asked", "code", "message"),
    [
        (
            facts(date(2020, 3, 2), effective_from={}),
            "effective-date-missing",
            "Kegiatan mulai 2 Maret 2020, tetapi tanggal berlaku Peraturan BKN 26/2019 belum diisi; "
            "isi dahulu tanggal itu.",
        ),
        (
            facts(date(2008, 6, 5)),
            "before-first-edition",
            "Kegiatan mulai 5 Juni 2008, sebelum peraturan pertama berlaku pada 6 Juni 2008; "
            "tidak ada yang mengaturnya.",
        ),
        (
            facts(date(2009, 3, 16), purpose="pemetaan"),
            "mapping-unknown-in-2008",
            "Kegiatan mulai 16 Maret 2009 dan diatur Perka BKN 11/2008, yang tidak mengenal pemetaan jabatan; "
            "pilih pengisian jabatan atau periksa tanggalnya.",
        ),
        (
            facts(date(2020, 1, 1), status="pppk"),
            "not-pns",
            "Perka BKN 11/2008 (jabatan struktural) dan Peraturan BKN 26/2019 (kompetensi manajerial dan sosial "
            "kultural) hanya mengatur penilaian PNS; PPPK tidak termasuk.",
        ),
    ],
)
def test_what_each_finding_says(asked, code, message):
    (found,) = edition(asked).findings
    assert (found.code, found.message()) == (code, message)
    with pytest.raises(Undecided) as refused:
        governing("validity-years", asked)
    assert (str(refused.value), refused.value.decision) == (code, edition(asked))


def test_the_earliest_of_several_first_days_is_named():
    both = {"bkn-11-2008": date(2012, 1, 1), "bkn-26-2019": date(2011, 1, 1)}
    (found,) = edition(facts(date(2010, 1, 1), effective_from=both)).findings
    assert dict(found.details) == {"event_start": date(2010, 1, 1), "first": date(2011, 1, 1)}


def test_the_order_of_the_regulations_decides_and_not_the_days_entered():
    both = {"bkn-11-2008": date(2012, 1, 1), "bkn-26-2019": date(2011, 1, 1)}
    assert edition(facts(date(2013, 1, 1), effective_from=both)).outcome == "bkn-26-2019"


@pytest.mark.parametrize(
    ("day", "code", "severity", "message"),
    [
        (
            "bkn-26-2019",
            "use-not-recorded",
            "violation",
            "Pemanfaatan hasil belum dicatat sampai 1 Juni 2026; pejabat pembina kepegawaian wajib menggunakan hasil "
            "penilaian, jadi catat penggunaannya.",
        ),
        (
            "bkn-11-2008",
            "use-optional",
            "info",
            "Pemanfaatan hasil belum dicatat sampai 1 Juni 2026; peraturan ini hanya membolehkan penggunaannya.",
        ),
    ],
)
def test_a_use_is_a_duty_or_an_option(day, code, severity, message):
    decision = decide(
        "assessment/use-recorded", {"edition": day, "follow_up_on": "2026-06-01", "asked_on": "2026-06-01"}
    )
    (found,) = decision.findings
    assert (found.code, found.severity, found.message()) == (code, severity, message)
    assert decision.citations == (found.citation,)


@pytest.mark.parametrize("subject", get_args(Subject))
def test_every_subject_has_a_word_of_every_regulation(subject):
    assert list(dict.fromkeys(said.edition for said in SUBJECTS[subject])) == [each.id for each in EDITIONS]
    for said in SUBJECTS[subject]:
        assert (said.value is None) == (said.citation is None)
        assert said.citation is None or said.citation.regulation == said.edition
        assert said.value is not None or said.judged_by is None


def test_the_subjects_are_those_that_can_be_asked():
    assert tuple(SUBJECTS) == get_args(Subject)
    assert tuple(each.id for each in EDITIONS) == get_args(EditionId)


@given(days.filter(lambda day: day >= FIRST_2008), st.sampled_from(get_args(Subject)))
def test_the_subject_follows_the_edition(day, subject):
    asked = facts(day)
    said = governing(subject, asked)
    assert said == said_by(edition(asked).outcome, subject)
    decision = decide(
        "assessment/governing",
        {"event_start": day, "purpose": "pengisian", "status": "pns", "effective_from": DATED, "subject": subject},
    )
    assert decision.outcome == said.edition
    assert decision.values == {"subject": subject, "value": said.value, "judged_by": said.judged_by}
    assert decision.citations == (*editions.CITED, *([said.citation] if said.citation else []))
    assert decision.findings == ()


def test_categories_follow_the_purpose():
    assert said_by("bkn-26-2019", "categories").value == (
        "memenuhi-syarat",
        "masih-memenuhi-syarat",
        "kurang-memenuhi-syarat",
    )
    assert said_by("bkn-26-2019", "categories", "pemetaan").value == ("optimal", "cukup-optimal", "kurang-optimal")
    assert governing("categories", facts(FIRST_2019, purpose="pemetaan")).purpose == "pemetaan"


def test_another_regulation_in_between_is_one_more_line(monkeypatch):
    between = Edition("bkn-23-2011", date(2011, 7, 1), ("pengisian",), editions.PNS_2008)
    monkeypatch.setattr(editions, "EDITIONS", (EDITIONS[0], between, EDITIONS[1]))
    found = [editions.edition_on(facts(day)).id for day in (date(2011, 6, 30), date(2011, 7, 1), FIRST_2019)]
    assert found == ["bkn-11-2008", "bkn-23-2011", "bkn-26-2019"]


@pytest.mark.requirement("B26-19-139")
@given(days, st.integers(0, 1500))
def test_an_old_result_gains_no_year_by_the_newer_law(signed_on, later):
    asked_on = signed_on + timedelta(days=later)
    old, new = (result_validity(ValidityFacts(each.id, signed_on, asked_on)) for each in EDITIONS)
    assert (old.values["years"], new.values["years"]) == (
        subjects.said_by("bkn-11-2008", "validity-years").value,
        subjects.said_by("bkn-26-2019", "validity-years").value,
    )
    assert old.values["valid_until"] < new.values["valid_until"]
    assert new.outcome == "valid" or old.outcome == "expired"
    assert ([c.place for c in old.citations], [c.place for c in new.citations]) == (
        ["Lampiran II.B.5"],
        ["Pasal 29 ayat (4)"],
    )


def test_every_rule_that_is_named_exists():
    named = {said.judged_by for subject in SUBJECTS.values() for said in subject if said.judged_by}
    assert named <= {rule.id for rule in rules()}


@pytest.mark.parametrize("kind", [editions.Edition, subjects.Governed])
def test_what_the_calendar_hands_out_cannot_be_changed(kind):
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)
