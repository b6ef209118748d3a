"""Rows that the tests of certification stand on, with names that the reader would guess."""

from datetime import date, timedelta
from itertools import count

from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from mumpuni.certification.models import IssueRun, Scheme, Slot
from mumpuni.certification.services.approvals import approve_run
from mumpuni.certification.services.names import answer_name
from mumpuni.certification.services.runs import Terms, draft_run, submit_run
from mumpuni.certification.services.verdicts import HoursChange, UnitChange, record_results
from mumpuni.documents.models import NumberSeries
from mumpuni.people.models import (
    Account,
    Agency,
    AgencyKind,
    Identity,
    IdentityKind,
    Office,
    OfficeHolder,
    Person,
    Role,
    RoleGrant,
    ScopeKind,
)
from mumpuni.people.models.accounts import DECIDING_ROLES
from mumpuni.regulations import decide as rule
from mumpuni.standards.models import QualificationUnit
from mumpuni.standards.services import load_units
from mumpuni.training.models import Batch, Nomination, Season

SECRET = "JBSWY3DPEHPK3PXP"
EVIDENCE = "Uji kompetensi Angkatan 4, 7 Mei 2019, lembar 1-30"
ISSUED_ON = date(2019, 5, 20)
numbers = count(1)


def scheme():
    """The scheme of the guide's sample, with numbers as after installation."""
    found, _ = Scheme.objects.get_or_create(
        code="masn",
        defaults={
            "name": "MANAJEMEN APARATUR SIPIL NEGARA",
            "programme": "Pelatihan dan Sertifikasi Manajemen Aparatur Sipil Negara",
        },
    )
    for kind, letter in (("competence", "K"), ("attendance", "P")):
        NumberSeries.objects.get_or_create(
            key=found.series(kind), defaults={"pattern": "{serial:05d}/MASN-" + letter + "/{roman_month}/{year}"}
        )
    return found


def agency(name=None, **fields):
    return Agency.objects.create(name=name or f"Kabupaten {next(numbers)}", kind=AgencyKind.REGENCY, **fields)


def person(name=None, nip=None, **fields):
    number = next(numbers)
    made = Person.objects.create(
        name=name or f"Peserta {number}", **{"email": f"peserta{number}@contoh.go.id", **fields}
    )
    if nip is not False:
        digits = nip or f"19800101200501{number:04d}"
        Identity.objects.create(
            person=made, kind=IdentityKind.NIP, plain=digits, lookup=f"{number:064d}", last4=digits[-4:]
        )
    return made


def account(*roles, agency=None, person=None, batch=None, season=None, name=None):
    number = next(numbers)
    made = Account.objects.create(
        email=f"akun{number}@contoh.go.id", name=name or (person.name if person else f"Akun {number}"), person=person
    )
    for role in roles:
        kind, scope = ScopeKind.EVERYWHERE, None
        if batch or season:
            kind, scope = (ScopeKind.BATCH, batch.pk) if batch else (ScopeKind.SEASON, season.pk)
        if role == Role.AGENCY_HR:
            kind = ScopeKind.AGENCY
        RoleGrant.objects.create(
            account=made,
            role=role,
            scope_kind=kind,
            scope_id=scope,
            agency=agency if kind == ScopeKind.AGENCY else None,
            starts_on=date(2019, 1, 1),
            reason="uji",
        )
    if DECIDING_ROLES & set(roles):
        TOTP.activate(made, SECRET)
    return made


def season(**fields):
    number = next(numbers)
    return Season.objects.create(
        **{
            "name": f"Musim {number}",
            "year": 2019,
            "starts_on": date(2019, 3, 1),
            "ends_on": date(2019, 12, 1),
            "seats": 1500,
            "state": Season.State.OPEN,
            **fields,
        }
    )


def batch(number=4, of=None, **fields):
    return Batch.objects.create(
        **{
            "season": of or season(),
            "number": number,
            "level": rule("panduan-2019/batch-level", {"batch": number}).outcome,
            "seats": 30,
            "class_starts_on": date(2019, 5, 6),
            "class_ends_on": date(2019, 5, 7),
            **fields,
        }
    )


def nomination(in_batch, of=None, agency_=None, qualification=None, **fields):
    return Nomination.objects.create(
        **{
            "season": in_batch.season,
            "batch": in_batch,
            "person": of or person(),
            "agency": agency_ or agency(),
            "level": in_batch.level,
            "qualification": qualification or in_batch.level,
            "state": Nomination.State.ACCEPTED,
            "training_jp": 15,
            **fields,
        }
    )


def coded_units():
    load_units()
    units = list(QualificationUnit.objects.all())
    titles = sorted({unit.title for unit in units})
    for unit in units:
        unit.code = f"MASN.{titles.index(unit.title) + 1:03d}"
    QualificationUnit.objects.bulk_update(units, ["code"])


def units(qualification):
    return list(QualificationUnit.objects.filter(qualification=qualification).order_by("position"))


def decide(examiner, nominations, competent=None):
    """Judge the first `competent` units of each as competent (all by default), the others as not yet."""
    changes = [
        UnitChange(each.pk, unit.pk, "K" if competent is None or place < competent else "BK")
        for each in nominations
        for place, unit in enumerate(units(each.qualification))
    ]
    return record_results(actor=examiner, batch=nominations[0].batch, units=changes, evidence=EVIDENCE)


def office(code, title, body, by):
    return Office.objects.create(code=code, title=title, body=body, agency=by)


def holder(of, who, **fields):
    return OfficeHolder.objects.create(
        **{
            "office": of,
            "person": who,
            "decree_number": "12/KEP/2019",
            "decree_date": date(2019, 1, 2),
            "starts_on": date(2019, 1, 2),
            **fields,
        }
    )


class House:
    """An organiser, an examiner, the two who sign, and a coded batch of three."""

    def __init__(self, size=3, **season_fields):
        self.scheme = scheme()
        coded_units()
        self.bkn = agency("Badan Kepegawaian Negara", is_bkn=True)
        self.organiser = account(Role.ORGANISER, name="Panitia")
        self.examiner = account(Role.EXAMINER, name="Penguji Satu")
        self.head_person = person("Bima Haria", nip="196107091986031001", front_title="Dr.", back_title="M.Si.")
        self.centre_person = person("Ahmad Jalis", nip="196504171990031002", back_title="M.A.")
        self.head_account = account(Role.SIGNATORY, person=self.head_person)
        self.centre_account = account(Role.SIGNATORY, person=self.centre_person)
        self.head_office = office(Slot.HEAD, "Kepala", "Badan Kepegawaian Negara", self.bkn)
        self.centre_office = office(Slot.CENTRE, "Kepala", "Pusat Pengembangan Aparatur Sipil Negara", self.bkn)
        self.head = holder(self.head_office, self.head_person)
        self.centre = holder(self.centre_office, self.centre_person)
        self.agency = agency("Pemerintah Kabupaten Bandung")
        self.season = season(**season_fields)
        self.batch = batch(of=self.season)
        self.nominations = [nomination(self.batch, agency_=self.agency) for _ in range(size)]

    def terms(self, **fields):
        given = {"issued_on": ISSUED_ON, "head": self.head, "centre": self.centre, "unconfirmed_reason": "Batas waktu"}
        return Terms(**{**given, **fields})

    def draft(self, *, decided=True, competent=None, **fields):
        if decided:
            decide(self.examiner, self.nominations, competent)
        return draft_run(actor=self.organiser, season=self.season, batches=[self.batch], terms=self.terms(), **fields)

    def submitted(self, **fields) -> IssueRun:
        return submit_run(actor=self.organiser, run=self.draft(**fields))

    def approve(self, run, *slots):
        for slot in slots or run.slots:
            run = approve_run(
                actor=self.head_account if slot == Slot.HEAD else self.centre_account,
                run=run,
                slot=slot,
                list_digest=run.list_digest,
                second_factor_at=timezone.now() - timedelta(minutes=1),
            )
        return run

    def approved(self, **fields) -> IssueRun:
        return self.approve(self.submitted(**fields))

    def confirm_names(self):
        for each in self.nominations:
            answer_name(actor=None, nomination=each, name=each.person.full_name, via="link")

    def hours(self, nomination_, now, was=15):
        return record_results(actor=self.organiser, batch=self.batch, hours=[HoursChange(nomination_.pk, now, was)])
