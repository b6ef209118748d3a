"""What the tests of teams start from: an event without the long dictionary, and a register to fill teams from."""

from datetime import date

from django.utils import timezone

from mumpuni.assessment.models import Credential, Event, Knowledge, Practitioner, Provider
from mumpuni.standards.models import Dictionary, PositionStandard
from tests.assessment import factories as make
from tests.people import factories as people

START = date(2020, 1, 1)


def bare_standards(*tiers: str) -> None:
    """A standard for each tier that asks for nothing: teams do not look at competencies."""
    book = Dictionary.objects.create(
        number=9, title="Kamus uji", regulation="Uji", in_force_from=START, published_at=timezone.now()
    )
    for tier in tiers or ("administrator",):
        PositionStandard.objects.create(
            tier=tier, dictionary=book, regulation="Uji", in_force_from=START, published_at=timezone.now()
        )


def planned(*, count: int = 7, at: Provider | None = None, team: bool = True, **fields) -> Event:
    """An event of one group with a lawful team unless left out."""
    if not Dictionary.objects.exists():
        bare_standards()
    made = make.event(make.request(at or make.provider(), people_count=count), **fields)
    if team:
        make.team(made)
    return made


def register(
    at: Provider, *, utama: int = 0, madya: int = 3, muda: int = 9, psychologists: int = 3, testers: int = 1,
    support: int = 1, resource: int = 1, prefix: str = "",
) -> list[Practitioner]:  # fmt: skip
    """People of a provider whom a team can be filled from."""
    made = [make.practitioner(f"{prefix}Utama {n:02d}", at=at, grade="utama") for n in range(utama)]
    made += [make.practitioner(f"{prefix}Madya {n:02d}", at=at, grade="madya") for n in range(madya)]
    made += [
        make.practitioner(f"{prefix}Muda {n:02d}", at=at, grade="muda", psychologist=n < psychologists)
        for n in range(muda)
    ]
    made += [
        make.practitioner(f"{prefix}Penguji {n:02d}", at=at, grade="muda", psychology_degree=True, tests=True)
        for n in range(testers)
    ]
    made += [make.practitioner(f"{prefix}Tenaga {n:02d}", at=at, knows=list(Knowledge)) for n in range(support)]
    made += [
        make.practitioner(
            f"{prefix}Narasumber {n:02d}", at=at, expert=True, field="Kepegawaian", interview_technique=True,
            knows=[Knowledge.ASSESSMENT],
        )
        for n in range(resource)
    ]  # fmt: skip
    return made


def paper(who: Practitioner, kind: str, **fields) -> Credential:
    return Credential.objects.create(
        practitioner=who, kind=kind, number=f"{kind} {who.pk}", issuer_kind="instansi-pembina", issuer="BKN",
        issued_on=date(2022, 1, 1), **fields,
    )  # fmt: skip


def letterhead(of: Provider, *, nip: str = "197001011995031001") -> None:
    """An office with a holder, so that letters can be signed."""
    of.office = people.office(f"kepala-{of.pk}", at=of.agency)
    of.save()
    people.holder(of.office, people.person("Dr. Siti Aminah", number=nip))
