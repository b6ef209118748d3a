"""SP2-PDN: derived from a set SKK-PDN, compiled in five stages, shown to learners at the end (Pasal 25 and 26)."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from python_calamine import CalamineWorkbook

from mumpuni.audit.models import Event, StoredDecision
from mumpuni.people.models import Account, Role
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.standards.models import DevelopmentStandard, DevelopmentUnit, Sp2Stage, StandardVersion
from mumpuni.standards.selectors import development as selectors
from mumpuni.standards.services import development as services
from mumpuni.standards.services import guides, stages
from tests.people import factories as people
from tests.standards import factories

pytestmark = pytest.mark.django_db
FIVE = Sp2Stage.values


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
def source(drafter: Account) -> StandardVersion:
    version = factories.make_version(team={drafter: "drafter"})
    factories.fill(version)
    return factories.publish(version)


@pytest.fixture
def standard(bpsdm: Account, source: StandardVersion) -> DevelopmentStandard:
    return services.derive(actor=bpsdm, source=source, started_on=factories.TODAY)


def articles(broken: Any) -> list[tuple[str, str]]:
    return [(finding.code, finding.citation.place) for finding in broken.value.decision.findings]


@pytest.mark.requirement("P11-18-125")
def test_an_sp2_pdn_needs_an_skk_pdn_that_is_set(bpsdm, source):
    draft = factories.make_version()
    factories.fill(draft)
    with pytest.raises(RuleBroken) as broken:
        services.derive(actor=bpsdm, source=draft, started_on=factories.TODAY)
    assert articles(broken) == [("standard-not-set", "Pasal 25 ayat (1)")]
    assert not DevelopmentStandard.objects.exists()
    made = services.derive(actor=bpsdm, source=source, started_on=factories.TODAY)
    assert made.title == "SP2-PDN Kepala Bidang Mutasi"
    assert StoredDecision.objects.get(rule="permendagri-11-2018/skk-use").outcome == "compliant"
    assert Event.objects.filter(name="standards.development.derived").count() == 1


def test_only_bpsdm_begins_one_and_one_at_a_time(bpsdm, drafter, source, standard):
    with pytest.raises(Refused):
        services.derive(actor=drafter, source=source, started_on=factories.TODAY)
    with pytest.raises(Unusable, match="sedang disusun"):
        services.derive(actor=bpsdm, source=source, started_on=factories.TODAY)


@pytest.mark.requirement("P11-18-126")
def test_every_unit_becomes_ku_ki_or_kp_with_a_code_made_from_its_own(standard):
    assert [(row.kind, row.unit_code, row.code) for row in selectors.units(standard)] == [
        ("KU", "AP.001.UK-U.01", "AP.001.KU.01"),
        ("KU", "AP.001.UK-U.02", "AP.001.KU.02"),
        ("KU", "AP.001.UK-U.03", "AP.001.KU.03"),
        ("KI", "AP.001.UK-I.01", "AP.001.KI.01"),
        ("KP", "AP.001.UK-P.01", "AP.001.KP.01"),
    ]


def save(actor: Account, standard: DevelopmentStandard, row: DevelopmentUnit, **given: Any) -> DevelopmentUnit:
    wanted = {
        "equivalence": "Setara Diklat Kepemimpinan",
        "outcomes": "Menjelaskan langkah",
        "jp": 4,
        "methods": "Ceramah\nStudi kasus",
        "revision": row.revision,
        **given,
    }
    return services.save_unit(actor=actor, standard=standard, unit=row, **wanted)


def fill(actor: Account, standard: DevelopmentStandard) -> None:
    for row in selectors.units(standard):
        save(actor, standard, row)


def step(actor: Account, standard: DevelopmentStandard, to: str, **decree: Any) -> DevelopmentStandard:
    """One step, with the documents that the stage asks for."""
    standard.refresh_from_db()
    for requirement in stages.selectors.missing_outputs(standard, standard.stage, stages.selectors.requirements()):
        stages.add_output(
            actor=actor, subject=standard, requirement=requirement, number="1/2026", dated=factories.TODAY, note="Ada."
        )
    return services.advance(actor=actor, standard=standard, to=to, **decree)


DECREE = {"decree_number": "893-5 Tahun 2026", "decree_date": date(2026, 5, 4)}


def walk(actor: Account, standard: DevelopmentStandard, until: str = "pendistribusian") -> DevelopmentStandard:
    standard.refresh_from_db()
    for to in FIVE[FIVE.index(standard.stage) + 1 : FIVE.index(until) + 1]:
        standard = step(actor, standard, to, **(DECREE if to == "penetapan" else {}))
    return standard


def distribute(actor: Account, source: StandardVersion) -> DevelopmentStandard:
    made = services.derive(actor=actor, source=source, started_on=factories.TODAY)
    fill(actor, made)
    return walk(actor, made)


def test_the_team_writes_and_whoever_comes_second_sees_both_texts(bpsdm, drafter, standard):
    row = selectors.units(standard)[3]
    saved = save(drafter, standard, row, outcomes=" Satu \n\nDua ")
    assert (saved.outcomes, saved.jp, saved.revision) == ("Satu\nDua", 4, 2)
    with pytest.raises(services.ChangedMeanwhile) as changed:
        save(bpsdm, standard, row, outcomes="Lain", revision=1)
    assert changed.value.current.outcomes == "Satu\nDua"
    again = save(bpsdm, standard, row, outcomes="Satu\nDua", revision=1)
    assert again.revision == 2
    assert Event.objects.filter(name="standards.development.unit-changed").count() == 1
    with pytest.raises(Unusable, match="paling sedikit 1"):
        save(bpsdm, standard, again, jp=0)
    with pytest.raises(Refused):
        save(people.account(Role.DRAFTER), standard, again, outcomes="Orang luar")


@pytest.mark.requirement("P11-18-128")
def test_the_five_stages_go_one_by_one(bpsdm, standard):
    fill(bpsdm, standard)
    standard = step(bpsdm, standard, "penyetaraan-kodefikasi")
    with pytest.raises(RuleBroken) as broken:
        step(bpsdm, standard, "penetapan", **DECREE)
    assert articles(broken) == [("stage-order", "Pasal 26")]
    standard = walk(bpsdm, standard)
    assert (standard.stage, standard.decree_number) == ("pendistribusian", "893-5 Tahun 2026")
    assert standard.set_at
    assert standard.distributed_at
    assert [move.to_stage for move in standard.moves.all()] == FIVE
    kept = StoredDecision.objects.filter(rule="permendagri-11-2018/sp2-stage")
    assert {move.decision_id for move in standard.moves.exclude(kind="start")} == {each.pk for each in kept}


def test_a_stage_is_left_only_with_its_documents(bpsdm, standard):
    with pytest.raises(Unusable, match="Keputusan pembentukan tim penyusun"):
        services.advance(actor=bpsdm, standard=standard, to="penyetaraan-kodefikasi")


def test_it_is_set_only_when_every_unit_says_what_is_learnt_how_long_and_how(bpsdm, standard):
    fill(bpsdm, standard)
    row = selectors.units(standard)[3]
    save(bpsdm, standard, row, jp=None)
    standard = walk(bpsdm, standard, "penyusunan-konsep")
    with pytest.raises(Unusable, match=r"AP\.001\.KI\.01 \(JP\)"):
        step(bpsdm, standard, "penetapan", **DECREE)
    row.refresh_from_db()
    save(bpsdm, standard, row)
    with pytest.raises(Unusable) as refused:
        step(bpsdm, standard, "penetapan")
    assert set(refused.value.message_dict) == {"decree_number", "decree_date"}
    standard = step(bpsdm, standard, "penetapan", **DECREE)
    row.refresh_from_db()
    with pytest.raises(Unusable, match="sudah ditetapkan"):
        save(bpsdm, standard, row, outcomes="Terlambat")


def test_a_draft_goes_back_with_a_reason_and_not_after_its_decree(bpsdm, standard):
    fill(bpsdm, standard)
    standard = walk(bpsdm, standard, "penyusunan-konsep")
    with pytest.raises(Unusable):
        services.return_to(actor=bpsdm, standard=standard, stage="tim-penyusun", reason=" ")
    standard = services.return_to(
        actor=bpsdm, standard=standard, stage="penyetaraan-kodefikasi", reason="JP belum sepadan"
    )
    assert standard.moves.last().reason == "JP belum sepadan"
    standard = walk(bpsdm, standard, "penetapan")
    with pytest.raises(Unusable):
        services.return_to(actor=bpsdm, standard=standard, stage="penyusunan-konsep", reason="Salah ketik")


@pytest.mark.requirement("P11-18-128")
def test_learners_see_it_only_after_distribution(client, bpsdm, standard):
    participant = people.account(Role.PARTICIPANT)
    fill(bpsdm, standard)
    standard = walk(bpsdm, standard, "penetapan")
    page = reverse("standards:development_detail", args=[standard.pk])
    client.force_login(participant)
    assert list(selectors.standards(participant)) == []
    assert client.get(page).status_code == 404
    with pytest.raises(Http404):
        selectors.standard(participant, standard.pk)
    standard = step(bpsdm, standard, "pendistribusian")
    assert list(selectors.standards(participant)) == [standard]
    answer = client.get(page)
    assert answer.status_code == 200
    assert "Tahap dan dokumen" not in answer.content.decode()
    assert client.get(reverse("standards:development_stages", args=[standard.pk])).status_code == 404


def test_the_team_sees_its_own_draft_and_another_team_does_not(drafter, standard):
    assert list(selectors.standards(drafter)) == [standard]
    assert list(selectors.standards(people.account(Role.DRAFTER))) == []
    assert list(selectors.standards(people.account(Role.SUPERVISOR))) == [standard]


def test_a_new_version_of_the_skk_pdn_leaves_it_valid_and_says_so(client, bpsdm, source):
    standard = distribute(bpsdm, source)
    StandardVersion.objects.filter(pk=source.pk).update(in_force_until=date(2026, 6, 30))
    second = StandardVersion.objects.create(standard=source.standard, number=2, started_on=date(2026, 6, 1))
    lineage = {unit.title: unit.lineage for unit in source.units.all()}
    for unit in factories.fill(second, core=2):
        if unit.title in lineage:
            unit.lineage = lineage[unit.title]
            unit.save(update_fields=["lineage"])
    factories.publish(second, on=date(2026, 7, 1))
    client.force_login(people.account(Role.PARTICIPANT))
    body = client.get(reverse("standards:development_detail", args=[standard.pk])).content.decode()
    assert "sudah ditetapkan versi 2" in body
    assert "tetap berlaku" in body
    assert list(selectors.sources()) == [second]
    newer = services.derive(actor=bpsdm, source=second, started_on=date(2026, 7, 2))
    carried = {row.unit.title: row.jp for row in selectors.units(newer)}
    assert carried["Menyusun Rencana Mutasi 1"] == 4
    assert carried["Menyusun Rencana Mutasi 2"] is None
    standard.refresh_from_db()
    assert (standard.source, standard.distributed_at is not None) == (source, True)


@pytest.mark.requirement("P11-18-129")
def test_it_prints_pasal_25_until_an_administrator_enters_another_ground(client, bpsdm, drafter, standard):
    client.force_login(bpsdm)
    page = reverse("standards:development_export", args=[standard.pk])

    def printed() -> set[str]:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(page).content)).get_sheet_by_index(0)
        head, *rows = sheet.to_python()
        return {row[head.index("Dasar hukum")] for row in rows}

    assert printed() == {"Pasal 25 ayat (1)"}
    with pytest.raises(Refused):
        services.set_legal_ground(actor=drafter, standard=standard, ground="Pasal 3")
    services.set_legal_ground(actor=people.account(Role.SYSTEM_ADMIN), standard=standard, ground="Pasal 3 huruf a")
    assert printed() == {"Pasal 3 huruf a"}


def test_guides_are_recorded_and_ended_by_bpsdm(client, bpsdm):
    guide = guides.record_guide(actor=bpsdm, title="Panduan seminar", number="1/BPSDM/2026", dated=date(2026, 1, 5))
    with pytest.raises(Unusable, match="sudah dicatat"):
        guides.record_guide(actor=bpsdm, title="Lagi", number="1/bpsdm/2026", dated=date(2026, 1, 5))
    with pytest.raises(Refused):
        guides.record_guide(actor=people.account(Role.ORGANISER), title="X", number="2", dated=date(2026, 1, 5))
    client.force_login(people.account(Role.ORGANISER))
    body = client.get(reverse("standards:guide_list")).content.decode()
    assert "Panduan seminar" in body
    assert "Akhiri" not in body
    client.force_login(bpsdm)
    assert "Akhiri" in client.get(reverse("standards:guide_list")).content.decode()
    with pytest.raises(Unusable):
        guides.end_guide(actor=bpsdm, guide=guide, until=date(2026, 1, 4))
    client.post(reverse("standards:guide_end", args=[guide.pk]), {"until": "2026-06-30"})
    assert list(selectors.guides_in_force()) == []


def test_pages_walk_it_from_the_form_to_the_distribution(client, bpsdm, source):
    client.force_login(bpsdm)
    given = {"source": source.pk, "title": "", "started_on": "2026-03-02"}
    assert client.post(reverse("standards:development_derive"), given).status_code == 302
    standard = DevelopmentStandard.objects.get()
    here = reverse("standards:development_stages", args=[standard.pk])
    body = client.get(here).content.decode()
    assert "Keputusan pembentukan tim penyusun" in body
    refused = client.post(reverse("standards:development_advance", args=[standard.pk]))
    assert "belum memuat dokumen" in refused.content.decode()
    need = stages.selectors.requirements().of(standard, standard.stage)[0]
    document = {
        "requirement": need.pk,
        "number": "7/TIM/2026",
        "dated": "2026-03-02",
        "file": SimpleUploadedFile("sk.pdf", b"%PDF-1.7 isi", "application/pdf"),
    }
    assert client.post(reverse("standards:development_output_add", args=[standard.pk]), document).status_code == 302
    output = standard.outputs.get()
    download = client.get(reverse("standards:development_output", args=[standard.pk, output.pk]))
    assert (download.getvalue(), download["Content-Type"]) == (b"%PDF-1.7 isi", "application/pdf")
    assert client.post(reverse("standards:development_advance", args=[standard.pk])).status_code == 302
    standard.refresh_from_db()
    assert standard.stage == "penyetaraan-kodefikasi"
    back = reverse("standards:development_return", args=[standard.pk])
    assert client.post(back, {"stage": "tim-penyusun", "reason": "Anggota kurang"}).status_code == 302
    body = client.get(here).content.decode()
    assert "Anggota kurang" in body
    assert "Pasal 26" in body


def test_the_unit_page_keeps_what_was_typed_beside_what_was_saved_meanwhile(client, drafter, bpsdm, standard):
    row = selectors.units(standard)[0]
    page = reverse("standards:development_unit", args=[standard.pk, row.pk])
    client.force_login(drafter)
    assert "Langkah 1.1 dilaksanakan sesuai prosedur" in client.get(page).content.decode()
    save(bpsdm, standard, row, outcomes="Dari BPSDM")
    typed = {"outcomes": "Dari tim", "jp": "2", "methods": "Ceramah", "equivalence": "", "revision": "1"}
    answer = client.post(page, typed)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari BPSDM" in body
    assert "Dari tim" in body
    assert client.post(page, {**typed, "revision": "2"}).status_code == 302
    row.refresh_from_db()
    assert row.outcomes == "Dari tim"


def test_pages_cost_the_same_for_one_standard_as_for_many(client, bpsdm, standard, queries):
    client.force_login(bpsdm)
    listed, shown = reverse("standards:development_list"), reverse("standards:development_detail", args=[standard.pk])
    one = (queries(lambda: client.get(listed)), queries(lambda: client.get(shown)))
    for number in range(2, 6):
        version = factories.make_version(title=f"Jabatan {number}")
        factories.fill(version, core=3)
        large = services.derive(actor=bpsdm, source=factories.publish(version), started_on=factories.TODAY)
    shown = reverse("standards:development_detail", args=[large.pk])
    assert (queries(lambda: client.get(listed)), queries(lambda: client.get(shown))) == one


def test_the_pages_of_a_unit_and_of_the_stages_cost_the_same_however_much_they_hold(client, bpsdm, standard, queries):
    client.force_login(bpsdm)
    walked = reverse("standards:development_stages", args=[standard.pk])
    written = reverse("standards:development_unit", args=[standard.pk, selectors.units(standard)[0].pk])
    step(bpsdm, standard, "penyetaraan-kodefikasi")
    one = (queries(lambda: client.get(walked)), queries(lambda: client.get(written)))
    version = factories.make_version(title="Jabatan besar")
    factories.fill(version, core=3, elements=5, criteria=4)
    large = services.derive(actor=bpsdm, source=factories.publish(version), started_on=factories.TODAY)
    step(bpsdm, large, "penyetaraan-kodefikasi")
    for number in range(4):
        stages.add_output(actor=bpsdm, subject=large, title=f"Catatan {number}", note="Isi")
    walked = reverse("standards:development_stages", args=[large.pk])
    written = reverse("standards:development_unit", args=[large.pk, selectors.units(large)[0].pk])
    assert (queries(lambda: client.get(walked)), queries(lambda: client.get(written))) == one
