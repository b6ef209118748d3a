"""Who makes up the assessment team (Tim Penilaian Kompetensi), Pasal 10 to 17."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, TypedDict, get_args

from mumpuni.regulations.bkn_26_2019.names import same_name
from mumpuni.regulations.catalogue import Entry, catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, info, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Grade, Method

FIVE_ROLES = Citation(
    "bkn-26-2019",
    "Pasal 10 ayat (1)",
    requirement="B26-19-012",
    quote="paling kurang terdiri atas: a. Ketua Tim Penilaian Kompetensi; b. admin Penilaian Kompetensi; c. Assessor; "
    "d. tester; dan e. tenaga pendukung",
)
PRESENTATION = Citation(
    "bkn-26-2019",
    "Pasal 10 ayat (2)",
    requirement="B26-19-013",
    quote="dapat melibatkan Narasumber untuk Penilaian Kompetensi menggunakan simulasi presentasi",
)
CHAIR = Citation(
    "bkn-26-2019",
    "Pasal 11 atau 12 (Ketua Tim) ayat (1)",
    requirement="B26-19-015",
    quote="yaitu Assessor SDM Aparatur dengan memperhatikan kesesuaian jenjang target jabatan Assessee",
)
CHAIR_ONE_LESS = Citation(
    "bkn-26-2019",
    "Pasal 11 atau 12 (Ketua Tim) ayat (3)",
    requirement="B26-19-019",
    quote="dapat ditunjuk Assessor SDM Aparatur satu jenjang dibawahnya",
)
CHAIR_OTHER_AGENCY = Citation(
    "bkn-26-2019",
    "Pasal 11 atau 12 (Ketua Tim) ayat (3)",
    requirement="B26-19-020",
    quote="Assessor SDM Aparatur yang sesuai kriteria dari Penyelenggara Penilaian Kompetensi instansi pemerintah lain",
)
CHAIR_INDEPENDENT = Citation(
    "bkn-26-2019",
    "Pasal 11 atau 12 (Ketua Tim) ayat (4)",
    requirement="B26-19-021",
    quote="dapat menunjuk Assessor Independen yang paling kompeten untuk menjalankan peran sebagai ketua tim",
)
ADMIN = Citation(
    "bkn-26-2019",
    "Pasal 12 atau 13 (Admin) ayat (1)",
    requirement="B26-19-022",
    quote="yaitu Assessor SDM Aparatur dengan memperhatikan kesesuaian jenjang target jabatan Assessee",
)
ADMIN_ABOVE = Citation(
    "bkn-26-2019",
    "Pasal 12 atau 13 (Admin) ayat (2)",
    requirement="B26-19-026",
    quote="Kriteria penunjukan Admin Penilaian Kompetensi",
)
ADMIN_ONE_LESS = Citation(
    "bkn-26-2019",
    "Pasal 12 atau 13 (Admin) ayat (3)",
    requirement="B26-19-027",
    quote="dapat ditunjuk Assessor SDM Aparatur satu jenjang dibawahnya",
)
ADMIN_OTHER_AGENCY = Citation(
    "bkn-26-2019",
    "Pasal 12 atau 13 (Admin) ayat (3)",
    requirement="B26-19-028",
    quote="Assessor SDM Aparatur yang sesuai kriteria dari Penyelenggara Penilaian Kompetensi instansi pemerintah lain",
)
ADMIN_INDEPENDENT = Citation(
    "bkn-26-2019",
    "Pasal 12 atau 13 (Admin) ayat (4)",
    requirement="B26-19-029",
    quote="dapat menunjuk Assessor Independen yang paling kompeten untuk menjalankan peran sebagai Admin Penilaian "
    "Kompetensi",
)
EQUIVALENCE = Citation(
    "bkn-26-2019",
    "Pasal 13 atau 14 (Assessor Independen) ayat (2)",
    requirement="B26-19-031",
    quote="harus memiliki penyetaraan sertifikasi kompetensi yang ditetapkan oleh Instansi Pembina",
)
TESTER_QUALIFICATION = Citation(
    "bkn-26-2019",
    "Pasal 14 atau 15 (Tester) ayat (1) huruf a",
    requirement="B26-19-040",
    quote="psikolog/sarjana psikologi",
)
TESTER_INSTRUMENTS = Citation(
    "bkn-26-2019",
    "Pasal 14 atau 15 (Tester) ayat (1) huruf b",
    requirement="B26-19-041",
    quote="menguasai alat tes psikologi",
)
TESTER_ASSESSOR = Citation(
    "bkn-26-2019",
    "Pasal 14 atau 15 (Tester) ayat (2) huruf a",
    requirement="B26-19-042",
    quote="dilakukan oleh Assessor",
)
INTERPRETER = Citation(
    "bkn-26-2019",
    "Pasal 14 atau 15 (Tester) ayat (2) huruf b",
    requirement="B26-19-043",
    quote="interpretasi tes psikologi hanya dapat dilakukan oleh tester yang berlatar belakang psikolog",
)
TESTER_STAND_IN = Citation(
    "bkn-26-2019",
    "Pasal 14 atau 15 (Tester) ayat (3)",
    requirement="B26-19-044",
    quote="dapat menggunakan Assessor dari Penyelenggara Penilaian Kompetensi instansi lain atau menggunakan Assessor "
    "Independen",
)

GRADES: tuple[Grade, ...] = get_args(Grade)
_CHAIR_GRADES = catalogue("bkn-26-2019/chair-grades")
_ADMIN_GRADES = catalogue("bkn-26-2019/admin-grades")
_KNOWLEDGE = catalogue("bkn-26-2019/support-knowledge")
_CRITERIA = catalogue("bkn-26-2019/resource-person-criteria")
_KNOWLEDGE_CITED = tuple(cited(entry) for entry in _KNOWLEDGE.entries)
_GRADES_CITED = tuple(cited(entry) for grades in (_CHAIR_GRADES, _ADMIN_GRADES) for entry in grades.entries)
#: What every team is judged by; the grades of its method come with it.
_EVERY_TEAM = (
    FIVE_ROLES, CHAIR, ADMIN, ADMIN_ABOVE, TESTER_QUALIFICATION, TESTER_INSTRUMENTS, TESTER_ASSESSOR, INTERPRETER,
    *_KNOWLEDGE_CITED,
)  # fmt: skip
_BEYOND_THE_CHAIR = (CHAIR_ONE_LESS, CHAIR_OTHER_AGENCY)
_BEYOND_THE_ADMIN = (ADMIN_ONE_LESS, ADMIN_OTHER_AGENCY)
_INDEPENDENT = (CHAIR_INDEPENDENT, ADMIN_INDEPENDENT, EQUIVALENCE)
_RESOURCE_PERSON = (PRESENTATION, *(cited(entry) for entry in _CRITERIA.entries))

Role = Literal["chair", "admin", "assessor", "tester", "support", "resource-person"]
Knowledge = Literal["finance", "correspondence", "data-processing", "coordination", "assessment-process"]


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the team. With `grade` an Assessor SDM Aparatur, `independent` an Assessor Independen.

    `agency`: where the person serves, the provider's own if left out unless marked `from_other_agency`.
    `masters_instruments`, `interprets_tests`: of the psychological tests. `senior_official`: Pejabat Pimpinan Tinggi;
    `expert`: Pakar; `knows_field`: knows and has experience in the field assessed; `interview_technique`: masters
    competency interviewing.
    """

    name: str
    roles: tuple[Role, ...] = ()
    grade: Grade | None = None
    independent: bool = False
    agency: str | None = None
    from_other_agency: bool = False
    psychologist: bool = False
    psychology_degree: bool = False
    masters_instruments: bool = False
    interprets_tests: bool = False
    equivalence_certificate: bool = False
    knows: tuple[Knowledge, ...] = ()
    senior_official: bool = False
    expert: bool = False
    knows_field: bool = False
    interview_technique: bool = False


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """The team of one assessment and who runs it. `no_qualified_…`: the provider has nobody who meets the criteria."""

    method: Method
    provider: Literal["pemerintah", "non-pemerintah"]
    provider_agency: str
    presentation_simulation: bool = False
    no_qualified_chair: bool = False
    no_qualified_admin: bool = False
    no_qualified_tester: bool = False
    members: tuple[Member, ...] = ()


class TeamValues(TypedDict):
    """`chair_grade`, `admin_grade`: what the method asks for.

    `one_grade_less`: who leads or administers with one grade less because the provider has nobody of the full one.
    """

    chair_grade: Grade
    admin_grade: Grade
    one_grade_less: tuple[str, ...]


@rule(
    "bkn-26-2019/team",
    *_EVERY_TEAM,
    *_GRADES_CITED,
    *_BEYOND_THE_CHAIR,
    *_BEYOND_THE_ADMIN,
    *_INDEPENDENT,
    TESTER_STAND_IN,
    *_RESOURCE_PERSON,
    values=TeamValues,
)
def team(facts: TeamFacts) -> Decision:
    """Judge whether this team may be confirmed.

    Each role is checked on each of its holders, and one person may hold several. The regulation takes Assessor SDM
    Aparatur and Assessor Independen for two kinds of people; who is marked as both is judged as independent. It asks
    the equivalence of an independent assessor for work at a government agency, and the results of a provider outside
    government reach one too, so every Assessor Independen of the team needs it. Who comes from another agency's
    provider comes with that agency recorded; an Assessor Independen serves none.

    >>> [found.code for found in team(TeamFacts("sedang", "pemerintah", "BKN")).findings]
    ['missing-chair', 'missing-admin', 'missing-assessor', 'missing-tester', 'missing-support']
    """
    findings = chain(
        _roles(facts),
        _chairs(facts),
        _admins(facts),
        _equivalence(facts),
        _testers(facts),
        _interpreters(facts),
        _support(facts),
        _resource_persons(facts),
    )
    chair, admin = _CHAIR_GRADES[facts.method], _ADMIN_GRADES[facts.method]
    values = TeamValues(
        chair_grade=chair.fields["grade"],
        admin_grade=admin.fields["grade"],
        one_grade_less=tuple(_one_grade_less(facts)),
    )
    return compliance("bkn-26-2019/team", findings, *_used(facts, chair, admin), **values)


def _used(facts: TeamFacts, chair: Entry, admin: Entry) -> Iterator[Citation]:
    """The articles that this team brings up."""
    yield from (*_EVERY_TEAM, cited(chair), cited(admin))
    from_elsewhere = any(not _is_own(facts, member) for member in facts.members)
    if facts.no_qualified_chair or from_elsewhere:
        yield from _BEYOND_THE_CHAIR
    if facts.no_qualified_admin or from_elsewhere:
        yield from _BEYOND_THE_ADMIN
    if any(member.independent for member in facts.members):
        yield from _INDEPENDENT
    if facts.no_qualified_tester or any(_lacks_home_agency(member) for member in _holders(facts, "tester")):
        yield TESTER_STAND_IN
    if any("resource-person" in member.roles for member in facts.members):
        yield from _RESOURCE_PERSON


def _roles(facts: TeamFacts) -> Iterator[Finding]:
    filled = {role for member in facts.members for role in member.roles}
    if "chair" not in filled:
        yield violation("missing-chair", FIVE_ROLES)
    if "admin" not in filled:
        yield violation("missing-admin", FIVE_ROLES)
    if "assessor" not in filled:
        yield violation("missing-assessor", FIVE_ROLES)
    if "tester" not in filled:
        yield violation("missing-tester", FIVE_ROLES)
    if "support" not in filled:
        yield violation("missing-support", FIVE_ROLES)


def _holders(facts: TeamFacts, role: Role) -> Iterator[Member]:
    return (member for member in facts.members if role in member.roles)


def _is_own(facts: TeamFacts, member: Member) -> bool:
    """Whether the person serves the provider itself. An agency that is recorded decides, else the mark."""
    if member.agency is None:
        return not member.from_other_agency
    return same_name(member.agency) == same_name(facts.provider_agency)


def _lacks_home_agency(member: Member) -> bool:
    """Whether the person comes from another agency and nobody says from which."""
    return member.from_other_agency and member.agency is None and not member.independent


def _home_agency(member: Member, role: Role, basis: Citation) -> Iterator[Finding]:
    if _lacks_home_agency(member):
        yield violation("home-agency-missing", basis, name=member.name, role=role)


def _less(grade: Grade) -> Grade:
    """One grade less. No method asks for the lowest, so there is always one."""
    return GRADES[GRADES.index(grade) - 1]


def _reaches(grade: Grade, least: Grade) -> bool:
    return GRADES.index(grade) >= GRADES.index(least)


def _chairs(facts: TeamFacts) -> Iterator[Finding]:
    """Ayat (3) eases the grade for the provider's own assessor; one of another agency has to meet the criteria."""
    asked = _CHAIR_GRADES[facts.method]
    for member in _holders(facts, "chair"):
        yield from _home_agency(member, "chair", CHAIR_OTHER_AGENCY)
        eased = facts.no_qualified_chair and _is_own(facts, member)
        least = _less(asked.fields["grade"]) if eased else asked.fields["grade"]
        if member.independent:
            if facts.provider == "pemerintah":
                yield violation("independent-not-allowed", CHAIR_INDEPENDENT, name=member.name, role="chair")
        elif member.grade is None:
            yield violation("chair-not-assessor", CHAIR, name=member.name)
        elif not _reaches(member.grade, least):
            basis = CHAIR_ONE_LESS if eased else cited(asked)
            yield violation(
                "chair-grade", basis, name=member.name, grade=member.grade, least=least, method=facts.method
            )


def _admins(facts: TeamFacts) -> Iterator[Finding]:
    """As the chair. The admin's grades stand without "paling rendah"; we read them as minimums all the same."""
    asked = _ADMIN_GRADES[facts.method]
    full = asked.fields["grade"]
    for member in _holders(facts, "admin"):
        yield from _home_agency(member, "admin", ADMIN_OTHER_AGENCY)
        eased = facts.no_qualified_admin and _is_own(facts, member)
        least = _less(full) if eased else full
        if member.independent:
            if facts.provider == "pemerintah":
                yield violation("independent-not-allowed", ADMIN_INDEPENDENT, name=member.name, role="admin")
        elif member.grade is None:
            yield violation("admin-not-assessor", ADMIN, name=member.name)
        elif not _reaches(member.grade, least):
            basis = ADMIN_ONE_LESS if eased else cited(asked)
            yield violation(
                "admin-grade", basis, name=member.name, grade=member.grade, least=least, method=facts.method
            )
        elif member.grade != full and _reaches(member.grade, full):
            yield info(
                "admin-above-grade",
                ADMIN_ABOVE,
                name=member.name,
                grade=member.grade,
                stated=full,
                method=facts.method,
            )


def _one_grade_less(facts: TeamFacts) -> Iterator[str]:
    """The names of those whom only ayat (3) lets in with one grade less."""
    for role, eased, grades in (
        ("chair", facts.no_qualified_chair, _CHAIR_GRADES),
        ("admin", facts.no_qualified_admin, _ADMIN_GRADES),
    ):
        less = _less(grades[facts.method].fields["grade"])
        for member in facts.members:
            holds = role in member.roles and member.grade == less and not member.independent
            if eased and holds and _is_own(facts, member):
                yield member.name


def _equivalence(facts: TeamFacts) -> Iterator[Finding]:
    for member in facts.members:
        if member.independent and not member.equivalence_certificate:
            yield violation("equivalence-missing", EQUIVALENCE, name=member.name)


def _testers(facts: TeamFacts) -> Iterator[Finding]:
    """Ayat (3) lets an assessor of another agency or an independent one stand in when no qualified tester is there.

    It says "yang memenuhi persyaratan" of the tester who is missing, so the stand-in need not meet them; that he or
    she does not is told as a warning.
    """
    for member in _holders(facts, "tester"):
        yield from _home_agency(member, "tester", TESTER_STAND_IN)
        assessor = member.independent or member.grade is not None
        stands_in = facts.no_qualified_tester and (member.independent or (assessor and not _is_own(facts, member)))
        if not (member.psychologist or member.psychology_degree):
            yield _eased(violation("tester-qualification", TESTER_QUALIFICATION, name=member.name), stands_in)
        if not member.masters_instruments:
            yield _eased(violation("tester-instruments", TESTER_INSTRUMENTS, name=member.name), stands_in)
        if not assessor:
            yield violation("tester-not-assessor", TESTER_ASSESSOR, name=member.name)


def _eased(finding: Finding, stands_in: bool) -> Finding:
    return replace(finding, severity="warning") if stands_in else finding


def _interpreters(facts: TeamFacts) -> Iterator[Finding]:
    """A degree in psychology lets one give the tests, not read them; nobody else of the team may either."""
    for member in facts.members:
        if member.interprets_tests and not member.psychologist:
            yield violation("interpreter-not-psychologist", INTERPRETER, name=member.name)


def _support(facts: TeamFacts) -> Iterator[Finding]:
    for member in _holders(facts, "support"):
        for each in _KNOWLEDGE.entries:
            if each.code not in member.knows:
                yield violation("support-knowledge", cited(each), name=member.name, knowledge=each.code)


def _resource_persons(facts: TeamFacts) -> Iterator[Finding]:
    for member in _holders(facts, "resource-person"):
        if not facts.presentation_simulation:
            yield violation("resource-person-not-needed", PRESENTATION, name=member.name)
        met = {
            "senior-official-or-expert": member.senior_official or member.expert,
            "knows-field": member.knows_field,
            "assessment-process": "assessment-process" in member.knows,
            "interview-technique": member.interview_technique,
        }
        for each in _CRITERIA.entries:
            if not met[each.code]:
                yield violation("resource-person-qualification", cited(each), name=member.name, criterion=each.code)
