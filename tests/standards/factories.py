"""Rows that the tests of standards start from."""

from datetime import date
from typing import Any

from django.utils import timezone

from mumpuni.people.models import Account, Level, Role
from mumpuni.standards.models import (
    CompetencyUnit,
    Element,
    Government,
    OccupationalStandard,
    PerformanceCriterion,
    StandardVersion,
    TeamMember,
)
from tests.people import factories as people

TODAY = date(2026, 3, 2)


def bpsdm(**fields: Any) -> Account:
    """An account of Kepala BPSDM."""
    return people.account(Role.BPSDM, **fields)


def make_version(*, title: str = "Kepala Bidang Mutasi", team: dict[Account, str] | None = None) -> StandardVersion:
    """An empty draft of a provincial Pengawas (code AP), with its team."""
    number = OccupationalStandard.objects.count() + 1
    standard = OccupationalStandard.objects.create(
        title=f"{title} {number}" if number > 1 else title,
        position=Level.PENGAWAS,
        government=Government.PROVINCE,
        job_code="AP",
        position_number=number,
    )
    for account, part in (team or {}).items():
        TeamMember.objects.create(standard=standard, account=account, part=part, since=TODAY)
    return StandardVersion.objects.create(standard=standard, started_on=TODAY)


def fill(version: StandardVersion, *, core: int = 1, elements: int = 2, criteria: int = 2) -> list[CompetencyUnit]:
    """The three general units, `core` core units and one elective one, each complete."""
    general = ("Karakter Kebangsaan Indonesia", "Sistem Pemerintahan Indonesia", "Manajemen Pembangunan Indonesia")
    wanted = [("U", title) for title in general]
    wanted += [("I", f"Menyusun Rencana Mutasi {each}") for each in range(1, core + 1)]
    wanted += [("P", "Berkomunikasi dengan Pemangku Kepentingan")]
    units, numbers = [], {"U": 0, "I": 0, "P": 0}
    for kind, title in wanted:
        numbers[kind] += 1
        texts = {name: f"Isi {name} untuk {title}" for name in CompetencyUnit.TEXTS if name != "title"}
        unit = CompetencyUnit.objects.create(version=version, kind=kind, number=numbers[kind], title=title, **texts)
        for element in range(1, elements + 1):
            row = Element.objects.create(unit=unit, number=element, title=f"Menyiapkan langkah {element}")
            for criterion in range(1, criteria + 1):
                PerformanceCriterion.objects.create(
                    element=row, number=criterion, title=f"Langkah {element}.{criterion} dilaksanakan sesuai prosedur"
                )
        units.append(unit)
    return units


def publish(version: StandardVersion, *, on: date = TODAY) -> StandardVersion:
    """Set by decree without walking the stages, for tests of what rests on a published standard."""
    version.stage = "distribusi"
    version.decree_number, version.decree_date = "100-1 Tahun 2026", on
    version.in_force_from, version.published_at = on, timezone.now()
    version.save()
    return version


def ready(version: StandardVersion) -> StandardVersion:
    """A draft that has all it needs for every stage: the principles shown, a cooperating unit, whole units."""
    version.need = "Mutasi dan promosi menurut kompetensi"
    version.reference_sources = "UU 5/2014\nSKKNI Manajemen SDM"
    version.applicability = "Berlaku di semua provinsi"
    version.consents = "APPSI\nBKD Provinsi Contoh"
    version.save()
    version.cooperating_units.add(people.unit(people.agency(), "Biro Kepegawaian"))
    fill(version)
    version.units.update(no_counterpart=True)
    return version
