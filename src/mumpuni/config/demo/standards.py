"""How the demo's standards came about: framework, dictionary, four drafts, one walked through all its stages."""

from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from mumpuni.config.demo import signins
from mumpuni.config.demo.standard_texts import CORE, ELECTIVE, GENERAL, OF_THE_GUIDE, UnitText
from mumpuni.people import services as people
from mumpuni.people.models import Account, Agency, Position
from mumpuni.standards.models import (
    CompetencyUnit,
    DevelopmentStandard,
    QualificationUnit,
    SkkStage,
    Sp2Stage,
    StandardVersion,
)
from mumpuni.standards.selectors import stages as stage_reading
from mumpuni.standards.services import (
    compiling,
    development,
    dictionary,
    framework,
    guides,
    modules,
    occupational,
    positions,
    remarks,
    stages,
    team,
    trees,
)
from mumpuni.training.models import Season
from mumpuni.training.services import curriculum

STARTED = date(2026, 2, 2)
DECREED = date(2026, 3, 16)
#: What a document of the demo says where its stage asks for words.
ATTENDED = "Tim penyusun contoh\nWakil pengguna contoh\nAkademisi contoh"


def tell(admin: Account, home: Agency, season: Season) -> None:
    """Load what stands fast, then compile: four drafts of the guide's qualifications, and one small standard whole."""
    actor = Account.objects.get(email=signins.BPSDM.email)
    framework.load_framework()
    dictionary.load_catalogue()
    positions.load_tier_standards()
    modules.load_modules()
    organiser = Account.objects.get(email=signins.ORGANISER.email)
    _position_standards(organiser, home)
    _drafts_of_the_guide(actor)
    derived = _derive(actor, _compile(actor, _ministry(admin)))
    guide = guides.record_guide(
        actor=actor, title="Panduan penyelenggaraan lokakarya (contoh)", number="CONTOH-12/2026", dated=DECREED
    )
    name = partial(curriculum.name_basis, actor=organiser, season=season, level="pengawas")
    name(kinds=("KU", "KI", "KP"), standard=derived)
    name(kinds=("other",), guide=guide)


def _position_standards(organiser: Account, home: Agency) -> None:
    """The agency's structural positions get their standards, but for two that the register names as missing."""
    found = Position.objects.filter(agency=home, level__in=("jpt-pratama", "administrator", "pengawas")).order_by("pk")
    for position in found[: max(1, found.count() - 2)]:
        draft = positions.draft_standard(
            actor=organiser, position=position, regulation="Keputusan contoh 1/2026", in_force_from=STARTED
        )
        positions.publish_standard(actor=organiser, standard=draft)


def _ministry(admin: Account) -> Any:
    """The Ministry and the unit that compiles together with BPSDM (Pasal 14 ayat (1))."""
    ministry = Agency.objects.filter(name="Kementerian Dalam Negeri").first() or people.add_agency(
        actor=admin, name="Kementerian Dalam Negeri", short_name="Kemendagri", kind="kementerian", is_demo=True
    )
    organiser = Account.objects.get(email=signins.ORGANISER.email)
    return people.add_unit(actor=organiser, agency=ministry, name="Direktorat Contoh Pengguna Standar")


def _drafts_of_the_guide(actor: Account) -> None:
    """The four qualifications of the guide with their units as titles: drafts that nobody has filled yet."""
    for qualification, (title, position, government, local) in OF_THE_GUIDE.items():
        version = occupational.open_standard(
            actor=actor,
            title=title,
            position=position,
            government=government,
            local_job_code=local,
            started_on=STARTED,
            is_example=True,
        )
        for unit in QualificationUnit.objects.filter(qualification=qualification):
            trees.add_node(actor=actor, version=version, kind="unit", unit_kind="I", title=unit.title)
        _team(actor, version)


def _team(actor: Account, version: StandardVersion) -> None:
    for who, part in ((signins.DRAFTER, "lead"), (signins.VERIFIER, "verifier")):
        account = Account.objects.get(email=who.email)
        team.add_member(actor=actor, standard=version.standard, account=account, part=part, since=STARTED)


def _compile(actor: Account, unit: Any) -> StandardVersion:
    """A standard written out and taken through the stages up to its distribution."""
    drafter, verifier = (Account.objects.get(email=who.email) for who in (signins.DRAFTER, signins.VERIFIER))
    version = occupational.open_standard(
        actor=actor,
        title="Kepala Subbagian Kepegawaian Kabupaten (contoh)",
        position="pengawas",
        government="kabupaten-kota",
        started_on=STARTED,
        is_example=True,
    )
    _team(actor, version)
    occupational.change_heading(
        actor=actor,
        version=version,
        units=[unit.pk],
        need="Pengadaan pegawai di kabupaten dan kota dikerjakan dengan cara yang berbeda-beda.",
        reference_sources="Panduan pelatihan dan sertifikasi 2019\nPraktik tiga kabupaten contoh",
        applicability="Dapat diterapkan pada subbagian kepegawaian dengan tiga pegawai atau lebih.",
        consents="Forum pengelola kepegawaian contoh\nPemerintah kabupaten contoh",
    )
    _write(drafter, version)
    stands = SkkStage.TEAM
    for following in (
        SkkStage.PROPOSAL,
        SkkStage.STUDY,
        SkkStage.DRAFTING,
        SkkStage.VERIFICATION,
        SkkStage.PRE_CONVENTION,
        SkkStage.CONVENTION,
        SkkStage.SETTING,
        SkkStage.DISTRIBUTION,
    ):
        who = verifier if stands == SkkStage.VERIFICATION else drafter
        if not stage_reading.may_advance(who, _fresh(version), following):
            who = actor
        _show(who if stage_reading.may_act(who, _fresh(version), stands) else actor, _fresh(version))
        decree: dict[str, Any] = {}
        if following == SkkStage.SETTING:
            decree = {"decree_number": "CONTOH-100 Tahun 2026", "decree_date": DECREED, "in_force_from": DECREED}
        compiling.advance(actor=who, version=_fresh(version), to=following, **decree)
        stands = following
    return _fresh(version)


def _fresh(version: StandardVersion) -> StandardVersion:
    return StandardVersion.objects.select_related("standard").get(pk=version.pk)


def _show(actor: Account, subject: Any) -> None:
    """Every document that the stage asks for."""
    for asked in stage_reading.missing_outputs(subject, subject.stage, stage_reading.requirements()):
        stages.add_output(
            actor=actor,
            subject=subject,
            requirement=asked,
            number="CONTOH-7/2026" if asked.has_number else "",
            dated=DECREED if asked.has_number else None,
            attendance=ATTENDED if asked.has_attendance else "",
            note=f"Contoh isi: {asked.name.lower()}.",
        )


def _write(drafter: Account, version: StandardVersion) -> None:
    general = {unit.title: unit for unit in version.units.all()}
    texts = {text.title: text for text in GENERAL.values()}
    for title, unit in general.items():
        plain = title.removeprefix("Unit Kompetensi ").casefold()
        found = next(text for name, text in texts.items() if name.casefold() == plain)
        _fill(drafter, version, unit, found)
    for text in (CORE, ELECTIVE):
        made = trees.add_node(actor=drafter, version=version, kind="unit", unit_kind=text.kind, title=text.title)
        _fill(drafter, version, made, text)


def _fill(drafter: Account, version: StandardVersion, unit: Any, text: UnitText) -> None:
    assert isinstance(unit, CompetencyUnit)
    node, revision = unit.identifier, unit.revision
    for name, words in text.texts.items():
        revision = trees.save_text(
            actor=drafter, version=version, node=node, field=name, text=words, revision=revision
        ).revision
    for title, criteria in text.elements:
        element = trees.add_node(actor=drafter, version=version, parent=node, kind="element", title=title)
        for criterion in criteria:
            trees.add_node(actor=drafter, version=version, parent=element.identifier, kind="criterion", title=criterion)
    if text.kind != "U":
        remarks.mark_no_counterpart(actor=drafter, version=version, unit=node)


def _derive(actor: Account, version: StandardVersion) -> DevelopmentStandard:
    """The SP2-PDN of that standard, through its five stages."""
    derived = development.derive(actor=actor, source=version, started_on=timezone.localdate())
    for row in derived.units.select_related("unit"):
        development.save_unit(
            actor=actor,
            standard=derived,
            unit=row,
            equivalence=f"Setara dengan unit {row.unit.title}",
            outcomes=f"Peserta menerapkan {row.unit.title.lower()}\nPeserta menilai pekerjaannya sendiri",
            jp=4 if row.kind == "KI" else 2,
            methods="Belajar mandiri\nLatihan terbimbing",
            revision=row.revision,
        )
    for following in (Sp2Stage.EQUATING, Sp2Stage.DRAFTING, Sp2Stage.SETTING, Sp2Stage.DISTRIBUTION):
        _show(actor, DevelopmentStandard.objects.get(pk=derived.pk))
        decree: dict[str, Any] = {}
        if following == Sp2Stage.SETTING:
            decree = {"decree_number": "CONTOH-101 Tahun 2026", "decree_date": DECREED}
        derived = development.advance(
            actor=actor, standard=DevelopmentStandard.objects.get(pk=derived.pk), to=following, **decree
        )
    return derived
