"""How the demo's participant came to a level: diploma, training and experience, and the decision of Kepala BPSDM."""

from datetime import date

from mumpuni.config.demo import signins
from mumpuni.people import services as people
from mumpuni.people.models import Account, Agency
from mumpuni.standards.models import StandardVersion
from mumpuni.standards.services import equivalence, officials

FIELD = "Pengelolaan kepegawaian"


def tell(admin: Account) -> None:
    """Three paths, three levels, one decision: what no article settles, a person decides and says why."""
    bpsdm, organiser = (Account.objects.get(email=who.email) for who in (signins.BPSDM, signins.ORGANISER))
    person = Account.objects.get(email=signins.PARTICIPANT.email).person
    assert person is not None
    equivalence.load_table(
        actor=bpsdm,
        kind="experience",
        decision_number="CONTOH-102 Tahun 2026",
        decision_date=date(2026, 1, 5),
        in_force_from=date(2026, 1, 5),
        rows=[equivalence.TableRow(FIELD, level, years) for years, level in ((2, 3), (5, 4), (10, 5))],
        example=True,
    )
    people.add_education(
        actor=organiser, person=person, degree="sarjana", field="Administrasi negara", institution="Universitas Contoh"
    )
    officials.record_attainment(
        actor=organiser,
        person=person,
        route="pengembangan-kompetensi",
        kind="sttpk",
        title="Pelatihan kepemimpinan pengawas (contoh)",
        issuer="BPSDM contoh",
        number="CONTOH-STTPK-1",
        issued_on=date(2024, 8, 30),
        graduate_of="pengawas",
        programme_completed=True,
    )
    officials.record_attainment(
        actor=organiser,
        person=person,
        route="pengalaman-kerja",
        kind="sertifikat-kompetensi",
        title="Sertifikat kompetensi kepegawaian (contoh)",
        issuer="LSP contoh",
        number="CONTOH-SK-1",
        issued_on=date(2026, 4, 20),
        standard=StandardVersion.objects.filter(published_at__isnull=False).first(),
        test_required=True,
        test_passed=True,
    )
    officials.record_experience(
        actor=organiser,
        person=person,
        field=FIELD,
        role="Analis kepegawaian",
        starts_on=date(2016, 1, 4),
        ends_on=date(2025, 12, 31),
        proof="Keputusan pengangkatan contoh",
    )
    office = people.open_office(
        actor=admin,
        code="kepala-bpsdm",
        title="Kepala",
        body="Badan Pengembangan Sumber Daya Manusia",
        agency=Agency.objects.get(name="Kementerian Dalam Negeri"),
        kind="kepala-bpsdm",
    )
    officials.decide_level(
        actor=bpsdm,
        person=person,
        level=6,
        target="administrator",
        number="CONTOH-103 Tahun 2026",
        dated=date(2026, 5, 4),
        office=office,
        ground="Ijazah sarjana dan sepuluh tahun pengalaman di bidang kepegawaian.",
        meets_standard=True,
    )
