"""The ten stages of compiling an SKK-PDN, in the order of Pasal 24."""

import io
import itertools
import threading
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from mumpuni.audit.models import Event, StoredDecision
from mumpuni.documents import storage
from mumpuni.people.models import Account, Role
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.standards.models import SkkStage, StageRequirement, StandardVersion, TeamMember
from mumpuni.standards.selectors import stages as selectors
from mumpuni.standards.services import compiling, stages
from tests.people import factories as people
from tests.regulations.conftest import regulation_text  # noqa: F401 -- a fixture
from tests.standards import factories

pytestmark = pytest.mark.django_db
TEN = SkkStage.values
DECREE: dict[str, Any] = {"decree_number": "100-7 Tahun 2026", "decree_date": date(2026, 3, 2)}


@pytest.fixture(autouse=True)
def _first_list(db: None) -> None:
    stages.load_stage_requirements()


@pytest.fixture
def bpsdm() -> Account:
    return factories.bpsdm()


@pytest.fixture
def drafter() -> Account:
    return people.account(Role.DRAFTER)


@pytest.fixture
def verifier() -> Account:
    return people.account(Role.VERIFIER)


@pytest.fixture
def version(drafter: Account, verifier: Account) -> StandardVersion:
    """A whole draft at its first stage: evidence, units, team and cooperating unit are there."""
    made = factories.make_version(team={drafter: "lead", verifier: "verifier"})
    return factories.ready(made)


def show(actor: Account, version: StandardVersion) -> None:
    """Show every document that the stage still asks for."""
    version.refresh_from_db()
    asked = selectors.requirements()
    for requirement in selectors.missing_outputs(version, version.stage, asked):
        stages.add_output(
            actor=actor,
            subject=version,
            requirement=requirement,
            number="1/TIM/2026",
            dated=factories.TODAY,
            attendance="Ani, BPSDM\nBudi, Biro Hukum",
            note="Disepakati.",
        )


def walk(actor: Account, version: StandardVersion, until: str) -> StandardVersion:
    """Take a version from where it stands to a stage, each step with its documents."""
    version.refresh_from_db()
    for to in TEN[TEN.index(version.stage) + 1 : TEN.index(until) + 1]:
        show(actor, version)
        decree = {**DECREE, "in_force_from": date(2026, 4, 1)} if to == SkkStage.SETTING else {}
        version = compiling.advance(actor=actor, version=version, to=to, **decree)
    return version


@pytest.mark.requirement("P11-18-123")
def test_a_draft_walks_from_its_team_to_its_review_with_day_and_actor_of_each_step(
    bpsdm: Account, drafter: Account, verifier: Account, version: StandardVersion
) -> None:
    who = dict.fromkeys(TEN, drafter) | {
        SkkStage.TEAM: bpsdm,
        SkkStage.VERIFICATION: verifier,
        SkkStage.SETTING: bpsdm,
        SkkStage.DISTRIBUTION: bpsdm,
    }
    for leaving, to in itertools.pairwise(TEN):
        show(who[leaving], version)
        decree = {**DECREE, "in_force_from": date(2026, 4, 1)} if to == SkkStage.SETTING else {}
        mover = bpsdm if to == SkkStage.SETTING else who[leaving]
        version = compiling.advance(actor=mover, version=version, to=to, **decree)

    moves = list(version.moves.all())
    assert [(each.from_stage, each.to_stage, each.kind) for each in moves] == [
        (leaving, to, "forward") for leaving, to in itertools.pairwise(TEN)
    ]
    today = timezone.localdate()
    assert {timezone.localtime(each.moved_at).date() for each in moves} == {today}
    assert [each.moved_by for each in moves] == [
        bpsdm, drafter, drafter, drafter, verifier, drafter, bpsdm, bpsdm, bpsdm,
    ]  # fmt: skip
    kept = StoredDecision.objects.in_bulk([each.decision_id for each in moves])
    assert [kept[each.decision_id].outcome for each in moves] == ["allowed"] * 9
    assert version.is_published


@pytest.mark.requirement("P11-18-123")
@pytest.mark.parametrize("leaving", TEN)
def test_no_stage_is_passed_over_or_taken_again(leaving: str, bpsdm: Account, version: StandardVersion) -> None:
    StandardVersion.objects.filter(pk=version.pk).update(stage=leaving)
    position = TEN.index(leaving)
    for to in (each for each in TEN if each != leaving and each not in TEN[position + 1 : position + 2]):
        if (leaving, to) == (SkkStage.REVIEW, SkkStage.PROPOSAL):
            continue
        with pytest.raises(RuleBroken) as refused:
            compiling.advance(actor=bpsdm, version=version, to=to, **DECREE)
        found = refused.value.decision.findings[0]
        assert (found.code, found.citation.place) == ("stage-order", "Pasal 24 ayat (1)")
    version.refresh_from_db()
    assert version.stage == leaving


@pytest.mark.parametrize(
    ("field", "leaving", "to", "evidence", "place"),
    [
        pytest.param("need", "kajian-awal", "perumusan-rancangan", "stated-need", "Pasal 17 huruf a",
                     marks=pytest.mark.requirement("P11-18-079")),
        pytest.param("reference_sources", "verifikasi", "pra-konvensi", "reference", "Pasal 17 huruf b",
                     marks=pytest.mark.requirement("P11-18-080")),
        pytest.param("applicability", "verifikasi", "pra-konvensi", "applicability-note", "Pasal 17 huruf d",
                     marks=pytest.mark.requirement("P11-18-082")),
        pytest.param("consents", "konvensi", "penetapan", "stakeholder-consent", "Pasal 17 huruf c",
                     marks=pytest.mark.requirement("P11-18-081")),
    ],
)  # fmt: skip
def test_each_principle_is_shown_at_its_step(
    field: str, leaving: str, to: str, evidence: str, place: str, bpsdm: Account, version: StandardVersion
) -> None:
    version = walk(bpsdm, version, leaving)
    show(bpsdm, version)
    whole = getattr(version, field)
    StandardVersion.objects.filter(pk=version.pk).update(**{field: " \n"})
    day = {**DECREE, "in_force_from": date(2026, 4, 1)}
    with pytest.raises(RuleBroken) as refused:
        compiling.advance(actor=bpsdm, version=version, to=to, **day)
    found = refused.value.decision.findings
    assert [(each.details["evidence"], each.citation.place) for each in found] == [(evidence, place)]

    StandardVersion.objects.filter(pk=version.pk).update(**{field: whole})
    assert compiling.advance(actor=bpsdm, version=version, to=to, **day).stage == to


@pytest.mark.requirement("P11-18-083")
def test_a_unit_without_counterpart_is_a_warning_at_verification_and_stops_nothing(
    bpsdm: Account, version: StandardVersion
) -> None:
    version.units.update(no_counterpart=False)
    version = walk(bpsdm, version, SkkStage.DRAFTING)
    show(bpsdm, version)
    version = compiling.advance(actor=bpsdm, version=version, to=SkkStage.VERIFICATION)
    kept = StoredDecision.objects.get(rule="permendagri-11-2018/skk-principles")
    assert [(each["code"], each["severity"]) for each in kept.decision["findings"]] == [("no-counterpart", "warning")]
    assert [each.code for each in compiling.principles(version).findings] == ["no-counterpart"]

    version.units.update(no_counterpart=True)
    assert compiling.principles(version).findings == ()


@pytest.mark.requirement("P11-18-066")
@pytest.mark.parametrize("given", [{}, {"decree_number": "100-7 Tahun 2026"}, {"decree_date": date(2026, 3, 2)}])
def test_a_setting_without_number_and_day_of_the_decree_is_refused(
    given: dict[str, Any], bpsdm: Account, version: StandardVersion
) -> None:
    version = walk(bpsdm, version, SkkStage.CONVENTION)
    show(bpsdm, version)
    with pytest.raises(RuleBroken) as refused:
        compiling.advance(actor=bpsdm, version=version, to=SkkStage.SETTING, in_force_from=date(2026, 4, 1), **given)
    found = refused.value.decision.findings
    assert [(each.details["evidence"], each.citation.place) for each in found] == [
        ("minister-decision", "Pasal 14 ayat (2)")
    ]
    version.refresh_from_db()
    assert not version.is_published


@pytest.mark.requirement("P11-18-066")
def test_the_decree_publishes_the_version_and_ends_the_former_the_day_before(
    bpsdm: Account, version: StandardVersion
) -> None:
    factories.publish(version, on=date(2026, 1, 5))
    second = StandardVersion.objects.create(
        standard=version.standard, number=2, started_on=factories.TODAY, stage=SkkStage.PROPOSAL
    )
    second = walk(bpsdm, factories.ready(second), SkkStage.CONVENTION)
    show(bpsdm, second)
    with pytest.raises(Unusable) as refused:
        compiling.advance(actor=bpsdm, version=second, to=SkkStage.SETTING, in_force_from=date(2026, 1, 5), **DECREE)
    assert "dua versi tidak boleh berlaku pada hari yang sama" in refused.value.message_dict["in_force_from"][0]

    second = compiling.advance(
        actor=bpsdm, version=second, to=SkkStage.SETTING, in_force_from=date(2026, 4, 1), **DECREE
    )
    version.refresh_from_db()
    assert (version.in_force_until, second.in_force_until) == (date(2026, 3, 31), None)
    assert [each.is_in_force(date(2026, 4, 1)) for each in (version, second)] == [False, True]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"in_force_from": None}, "in_force_from"),
        ({"in_force_from": date(2026, 4, 1), "decree_date": date(2999, 1, 1)}, "decree_date"),
    ],
)
def test_a_setting_needs_days_that_fit(
    given: dict[str, Any], field: str, bpsdm: Account, version: StandardVersion
) -> None:
    version = walk(bpsdm, version, SkkStage.CONVENTION)
    show(bpsdm, version)
    with pytest.raises(Unusable) as refused:
        compiling.advance(actor=bpsdm, version=version, to=SkkStage.SETTING, **{**DECREE, **given})
    assert field in refused.value.message_dict


@pytest.mark.requirement("P11-18-123")
def test_a_stage_names_the_documents_that_it_still_lacks(bpsdm: Account, version: StandardVersion) -> None:
    with pytest.raises(Unusable, match="Keputusan pembentukan tim penyusun"):
        compiling.advance(actor=bpsdm, version=version, to=SkkStage.PROPOSAL)


def test_a_team_without_lead_does_not_propose(bpsdm: Account, version: StandardVersion) -> None:
    version.standard.team.filter(part="lead").update(until=factories.TODAY)
    show(bpsdm, version)
    with pytest.raises(Unusable, match="ketua"):
        compiling.advance(actor=bpsdm, version=version, to=SkkStage.PROPOSAL)


@pytest.mark.requirement("P11-18-065")
def test_no_verification_without_a_cooperating_unit(bpsdm: Account, version: StandardVersion) -> None:
    units = list(version.cooperating_units.all())
    version.cooperating_units.clear()
    version = walk(bpsdm, version, SkkStage.DRAFTING)
    show(bpsdm, version)
    with pytest.raises(Unusable, match=r"Pasal 14 ayat \(1\)"):
        compiling.advance(actor=bpsdm, version=version, to=SkkStage.VERIFICATION)
    version.cooperating_units.set(units)
    assert compiling.advance(actor=bpsdm, version=version, to=SkkStage.VERIFICATION).stage == "verifikasi"


def test_the_words_on_compiling_together_stand_in_the_regulation(regulation_text: Any) -> None:  # noqa: F811
    words = regulation_text(selectors.TOGETHER.regulation)
    assert " ".join(selectors.TOGETHER.quote.split()) in words


@pytest.mark.requirement("P11-18-065")
@pytest.mark.parametrize("leaving", TEN[:-1])
def test_each_stage_is_left_by_those_who_act_in_it(
    leaving: str, bpsdm: Account, drafter: Account, verifier: Account, version: StandardVersion
) -> None:
    StandardVersion.objects.filter(pk=version.pk).update(stage=leaving)
    version.refresh_from_db()
    to = TEN[TEN.index(leaving) + 1]
    ours, others = [bpsdm], [drafter, verifier]
    if leaving == SkkStage.VERIFICATION:
        ours, others = [bpsdm, verifier], [drafter]
    elif leaving in ("pengusulan", "kajian-awal", "perumusan-rancangan", "pra-konvensi"):
        ours, others = [bpsdm, drafter], [verifier]
    strangers = [
        people.account(Role.DRAFTER), people.account(Role.VERIFIER), people.account(Role.ORGANISER),
        people.account(Role.SYSTEM_ADMIN),
    ]  # fmt: skip
    assert [each for each in (bpsdm, drafter, verifier) if selectors.may_advance(each, version, to)] == [
        each for each in (bpsdm, drafter, verifier) if each in ours
    ]
    for actor in (*others, *strangers):
        with pytest.raises(Refused):
            compiling.advance(actor=actor, version=version, to=to)
        if leaving != SkkStage.CONVENTION:
            with pytest.raises(Refused):
                stages.add_output(actor=actor, subject=version, title="Catatan", note="isi")


def test_a_verifier_returns_a_draft_with_a_reason_and_later_documents_are_shown_anew(
    bpsdm: Account, drafter: Account, verifier: Account, version: StandardVersion
) -> None:
    version = walk(bpsdm, version, SkkStage.VERIFICATION)
    show(verifier, version)
    for stage, reason, field in (("perumusan-rancangan", " ", "reason"), ("konvensi", "Belum jelas", "stage")):
        with pytest.raises(Unusable) as refused:
            compiling.return_to(actor=verifier, version=version, stage=stage, reason=reason)
        assert list(refused.value.message_dict) == [field]
    with pytest.raises(Refused):
        compiling.return_to(actor=drafter, version=version, stage="kajian-awal", reason="Belum jelas")

    version = compiling.return_to(
        actor=verifier, version=version, stage=SkkStage.DRAFTING, reason="KUK 1.2 belum terukur"
    )
    last = version.moves.last()
    assert last is not None
    assert (last.kind, last.from_stage, last.to_stage, last.reason, last.moved_by) == (
        "returned", "verifikasi", "perumusan-rancangan", "KUK 1.2 belum terukur", verifier,
    )  # fmt: skip
    assert Event.objects.filter(name="standards.version.returned").count() == 1
    # What was drafted still counts, what was verified does not.
    asked = selectors.requirements()
    assert selectors.missing_outputs(version, SkkStage.DRAFTING, asked) == []
    version = compiling.advance(actor=drafter, version=version, to=SkkStage.VERIFICATION)
    with pytest.raises(Unusable, match="Catatan hasil verifikasi"):
        compiling.advance(actor=verifier, version=version, to=SkkStage.PRE_CONVENTION)


def test_what_is_set_is_not_returned(bpsdm: Account, version: StandardVersion) -> None:
    version = walk(bpsdm, version, SkkStage.SETTING)
    with pytest.raises(Unusable, match="sudah ditetapkan"):
        compiling.return_to(actor=bpsdm, version=version, stage=SkkStage.DRAFTING, reason="Terlambat")


@pytest.mark.requirement("P11-18-124")
def test_a_document_asked_for_by_decision_binds_new_drafts_and_no_running_one(
    bpsdm: Account, version: StandardVersion
) -> None:
    made = stages.add_requirement(
        actor=bpsdm,
        of="skk",
        stage=SkkStage.VERIFICATION,
        name="Berita acara verifikasi",
        decision_number="100.3-12 Tahun 2026",
        decision_date=date(2026, 5, 1),
        in_force_from=date(2026, 6, 1),
    )
    new = factories.make_version()
    new.started_on = date(2026, 6, 1)
    asked = selectors.requirements(date(2026, 7, 1))
    assert made not in asked.of(version, SkkStage.VERIFICATION)
    assert made in asked.of(new, SkkStage.VERIFICATION)

    stages.end_requirement(
        actor=bpsdm,
        requirement=made,
        decision_number="100.3-1 Tahun 2027",
        decision_date=date(2027, 1, 4),
        in_force_until=date(2027, 1, 31),
    )
    assert made in selectors.requirements(date(2027, 1, 31)).of(new, SkkStage.VERIFICATION)
    assert made not in selectors.requirements(date(2027, 2, 1)).of(new, SkkStage.VERIFICATION)


@pytest.mark.requirement("P11-18-124")
def test_requirements_are_kept_by_bpsdm_and_rest_on_a_decision(bpsdm: Account, drafter: Account) -> None:
    given: dict[str, Any] = {
        "of": "skk", "stage": "verifikasi", "name": "Berita acara", "decision_number": "1",
        "decision_date": date(2026, 5, 1), "in_force_from": date(2026, 6, 1),
    }  # fmt: skip
    with pytest.raises(Refused):
        stages.add_requirement(actor=drafter, **given)
    for field, value in (("name", " "), ("decision_number", ""), ("decision_date", None), ("stage", "x")):
        with pytest.raises(Unusable) as refused:
            stages.add_requirement(actor=bpsdm, **{**given, field: value})
        assert field in refused.value.message_dict
    made = stages.add_requirement(actor=bpsdm, **given)
    with pytest.raises(Unusable):
        stages.add_requirement(actor=bpsdm, **given)
    end: dict[str, Any] = {"decision_date": date(2026, 5, 1), "in_force_until": date(2026, 6, 2)}
    with pytest.raises(Unusable):
        stages.end_requirement(actor=bpsdm, requirement=made, decision_number=" ", **end)
    with pytest.raises(Unusable):
        stages.end_requirement(
            actor=bpsdm, requirement=made, decision_number="2", **{**end, "in_force_until": date(2026, 5, 2)}
        )
    stages.end_requirement(actor=bpsdm, requirement=made, decision_number="2", **end)
    with pytest.raises(Unusable):
        stages.end_requirement(actor=bpsdm, requirement=made, decision_number="2", **end)
    # Ended and asked for again, it is a row of its own.
    assert stages.add_requirement(actor=bpsdm, **given).pk != made.pk


def test_the_first_list_is_loaded_once_and_stays_ended() -> None:
    assert stages.load_stage_requirements() == 0
    assert set(StageRequirement.objects.values_list("decision_number", flat=True)) == {""}
    assert list(
        StageRequirement.objects.filter(of="sp2").values_list("stage", flat=True).distinct().order_by("stage")
    ) == sorted(("tim-penyusun", "penyetaraan-kodefikasi", "penyusunan-konsep", "penetapan", "pendistribusian"))
    StageRequirement.objects.update(in_force_until=date(2026, 1, 1))
    assert stages.load_stage_requirements() == 0


def test_a_document_says_what_its_requirement_asks_for(bpsdm: Account, version: StandardVersion) -> None:
    decree = StageRequirement.objects.get(of="skk", code="keputusan-tim")
    with pytest.raises(Unusable) as refused:
        stages.add_output(actor=bpsdm, subject=version, requirement=decree)
    assert set(refused.value.message_dict) == {"number", "dated", "note"}
    other = StageRequirement.objects.get(of="skk", code="notulen-konvensi")
    with pytest.raises(Unusable) as refused:
        stages.add_output(actor=bpsdm, subject=version, requirement=other, note="isi")
    assert set(refused.value.message_dict) == {"requirement", "attendance"}
    with pytest.raises(Unusable) as refused:
        stages.add_output(actor=bpsdm, subject=version, note="isi")
    assert set(refused.value.message_dict) == {"title"}


def archive(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as written:
        for name in names:
            written.writestr(name, "isi")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("SK Tim.pdf", b"%PDF-1.7 isi", "SK Tim.pdf"),
        ("foto.jpeg", b"\xff\xd8\xff\xe0 isi", "foto.jpg"),
        ("bagan.png", b"\x89PNG\r\n\x1a\n isi", "bagan.png"),
        ("../../etc/notulen.docx", archive("word/document.xml"), "notulen.docx"),
        ('hadir";.xlsx', archive("xl/workbook.xml"), "hadir__.xlsx"),
        ("salah.exe", b"%PDF-1.7 isi", "salah.pdf"),
        ("halaman.pdf", b"<html>", None),
        ("makro.docx", archive("word/document.xml", "word/vbaProject.bin"), None),
        ("lain.docx", archive("isi.txt"), None),
        ("rusak.docx", b"PK\x03\x04 rusak", None),
        ("kosong.pdf", b"", None),
        ("besar.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024), None),
    ],
)
def test_files_are_judged_by_their_content(
    name: str, data: bytes, kept: str | None, bpsdm: Account, version: StandardVersion
) -> None:
    file = SimpleUploadedFile(name, data)
    file.name = name
    if kept is None:
        with pytest.raises(Unusable) as refused:
            stages.add_output(actor=bpsdm, subject=version, title="Berkas", file=file)
        assert list(refused.value.message_dict) == ["file"]
        return
    made = stages.add_output(actor=bpsdm, subject=version, title="Berkas", file=file)
    assert (made.file_name, made.size, storage.read(made.sha256)) == (kept, len(data), data)


def test_a_document_is_taken_back_only_before_its_stage_is_left(
    bpsdm: Account, drafter: Account, version: StandardVersion
) -> None:
    mistake = stages.add_output(actor=bpsdm, subject=version, title="Keliru", note="isi")
    with pytest.raises(Refused):
        stages.remove_output(actor=drafter, subject=version, output=mistake)
    stages.remove_output(actor=bpsdm, subject=version, output=mistake)
    assert not version.outputs.exists()
    version = walk(bpsdm, version, SkkStage.PROPOSAL)
    with pytest.raises(Unusable):
        stages.remove_output(actor=bpsdm, subject=version, output=version.outputs.get())


def test_a_review_keeps_a_version_in_force_with_reasons(bpsdm: Account, version: StandardVersion) -> None:
    with pytest.raises(Unusable):
        compiling.keep_in_force(actor=bpsdm, version=version, reason="Masih sesuai")
    version = walk(bpsdm, version, SkkStage.REVIEW)
    due = timezone.localdate() + timedelta(days=365)
    with pytest.raises(Refused):
        compiling.keep_in_force(actor=people.account(Role.ORGANISER), version=version, reason="Masih sesuai")
    for given in ({"reason": " "}, {"reason": "Masih sesuai", "review_due": timezone.localdate()}):
        with pytest.raises(Unusable):
            compiling.keep_in_force(actor=bpsdm, version=version, **given)  # type: ignore[arg-type]
    version = compiling.keep_in_force(actor=bpsdm, version=version, reason="Masih sesuai", review_due=due)
    last = version.moves.last()
    assert last is not None
    assert (version.stage, version.review_due, last.kind, last.reason) == (
        "kaji-ulang",
        due,
        "reviewed",
        "Masih sesuai",
    )
    assert version.outputs.filter(stage="kaji-ulang", note="Masih sesuai").count() == 1
    assert TeamMember.objects.filter(standard=version.standard).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_a_standard_at_once_one_does(
    bpsdm: Account, drafter: Account, verifier: Account, version: StandardVersion
) -> None:
    version = walk(bpsdm, version, SkkStage.PROPOSAL)
    show(bpsdm, version)
    start = threading.Barrier(2)
    told: list[str] = []

    def move(actor: Account) -> None:
        start.wait()
        try:
            compiling.advance(actor=actor, version=version, to=SkkStage.STUDY)
            told.append("moved")
        except Unusable as refused:
            told.extend(refused.messages)
        finally:
            connection.close()

    both = [threading.Thread(target=move, args=[actor]) for actor in (bpsdm, drafter)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(told) == ["Standar ini sudah berada di tahap Kajian/telaahan awal.", "moved"]
    assert version.moves.filter(to_stage=SkkStage.STUDY).count() == 1
