"""Who signs a competency certificate under SKK-PDN: Permendagri 11/2018 Pasal 8 ayat (6) and (7), Pasal 15."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.audit.models import StoredDecision
from mumpuni.certification.models import Basis, Certificate, IssueRun, Kind, Scheme, Slot, places
from mumpuni.certification.selectors import runs as selectors
from mumpuni.certification.services.approvals import approve_run
from mumpuni.certification.services.issuing import issue_run
from mumpuni.certification.services.register import keep_scheme
from mumpuni.certification.services.runs import draft_run, set_terms, submit_run
from mumpuni.documents import selectors as documents
from mumpuni.people import services as people
from mumpuni.people.models import Capacity, Delegation, Role
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from tests.certification.make import ISSUED_ON, House, account, holder, office
from tests.people import factories
from tests.people.factories import confirm_second_factor
from tests.standards import factories as standards

pytestmark = pytest.mark.django_db
PATTERNS = {"competence": "{serial:05d}/SKK-K/{year}", "attendance": "{serial:05d}/SKK-P/{year}"}
BPSDM_BODY = "Badan Pengembangan Sumber Daya Manusia Kementerian Dalam Negeri"


def scheme_fields(**fields):
    return {
        "code": "skk-mutasi",
        "name": "SERTIFIKASI MENURUT SKK-PDN BIDANG MUTASI",
        "programme": "Pelatihan Mutasi",
        "place": "Jakarta",
        "basis": Basis.SKK,
        **fields,
    }


class SkkHouse(House):
    """A house whose scheme rests on a published SKK-PDN, with the offices of Pasal 8 and an official with a letter."""

    def __init__(self, size=1):
        super().__init__(size)
        self.standard = standards.publish(standards.make_version())
        self.scheme = keep_scheme(
            actor=self.organiser, scheme=None, fields=scheme_fields(standard=self.standard), patterns=PATTERNS
        )
        self.head_office = office("kepala-bpsdm", "Kepala", BPSDM_BODY, self.bkn)
        self.centre_office = office("kepala-pusat-sertifikasi", "Kepala", "Pusat Sertifikasi", self.bkn)
        for each, kind in ((self.head_office, "kepala-bpsdm"), (self.centre_office, "unit-head")):
            each.kind = kind
            each.save()
        self.head = holder(self.head_office, self.head_person)
        self.centre = holder(self.centre_office, self.centre_person)
        self.delegate_person = factories.person("Dewi Lestari", number="197503052000122001", back_title="S.H.")
        self.delegate_account = account(Role.SIGNATORY, person=self.delegate_person)

    def letter(self, **fields):
        return Delegation.objects.create(
            **{
                "office": self.centre_office,
                "person": self.delegate_person,
                "own_title": "Kepala Bidang Sertifikasi",
                "letter_number": "800/12/BPSDM",
                "letter_date": date(2019, 3, 1),
                "scope": ["skk-mutasi"],
                "starts_on": date(2019, 3, 2),
                **fields,
            }
        )

    def draft(self, **fields):
        return super().draft(scheme=self.scheme, kinds=[Kind.COMPETENCE], **fields)

    def by_delegate(self, letter=None, **fields):
        """A draft whose second signature is the delegate's."""
        given = self.terms(centre=None, delegation=letter or self.letter(), **fields)
        return set_terms(actor=self.organiser, run=self.draft(), terms=given)

    def submit(self, run):
        return submit_run(actor=self.organiser, run=run)

    def sign(self, run, slot, by):
        return approve_run(actor=by, run=run, slot=slot, list_digest=run.list_digest, second_factor_at=timezone.now())


@pytest.fixture
def house():
    return SkkHouse()


def broken(refused):
    return [(finding.code, finding.citation.place) for finding in refused.value.decision.findings]


@pytest.mark.requirement("P11-18-028")
def test_a_scheme_names_its_own_places_of_signature():
    assert places(Basis.SKK) == (Slot.BPSDM, Slot.UNIT)
    assert places(Basis.GUIDE) == (Slot.HEAD, Slot.CENTRE)


@pytest.mark.requirement("P11-18-026", "P11-18-028")
def test_both_sign_before_the_certificate_is_issued(house):
    run = house.submit(house.draft())
    assert run.slots == [Slot.BPSDM, Slot.UNIT]
    run = house.sign(run, Slot.BPSDM, house.head_account)
    assert (run.state, issue_run(run.pk), Certificate.objects.count()) == (IssueRun.State.AWAITING, 0, 0)
    run = house.sign(run, Slot.UNIT, house.centre_account)
    assert (run.state, issue_run(run.pk)) == (IssueRun.State.ISSUING, 1)
    data = Certificate.objects.get().document.data
    assert [who["office"].splitlines()[1] for who in data["signatories"]] == [BPSDM_BODY, "Pusat Sertifikasi"]
    assert data["issuer"][0] == "KEMENTERIAN DALAM NEGERI"
    assert [who["delegation"] for who in data["signatories"]] == [None, None]
    kept = StoredDecision.objects.get(pk=run.authority_id)
    assert (kept.rule, kept.outcome) == ("permendagri-11-2018/certificate-signatories", "compliant")


@pytest.mark.requirement("P11-18-027")
def test_a_delegate_signs_and_the_letter_is_printed(house):
    run = house.submit(house.by_delegate())
    assert selectors.awaiting(house.delegate_account) == [(run, Slot.UNIT)]
    run = house.sign(run, Slot.BPSDM, house.head_account)
    run = house.sign(run, Slot.UNIT, house.delegate_account)
    assert issue_run(run.pk) == 1
    certificate = Certificate.objects.get()
    second = certificate.document.data["signatories"][1]
    assert (second["name"], second["delegation"]["number"]) == ("Dewi Lestari, S.H.", "800/12/BPSDM")
    words = text_of_second_page(certificate)
    assert "Kepala Bidang Sertifikasi" in words
    assert "Berdasarkan pelimpahan penandatanganan nomor 800/12/BPSDM tanggal 1 Maret 2019" in words
    facts = StoredDecision.objects.get(pk=run.authority_id).facts
    assert facts["signatories"][1] == {"office": "delegate", "delegation_letter": "800/12/BPSDM"}


def text_of_second_page(certificate):
    import pypdfium2

    page = pypdfium2.PdfDocument(documents.bytes_of(certificate.document))[1]
    return " ".join(page.get_textpage().get_text_range().split())


@pytest.mark.requirement("P11-18-027")
@pytest.mark.parametrize(
    ("fields", "accepted"),
    [
        ({"starts_on": ISSUED_ON}, True),
        ({"starts_on": ISSUED_ON + timedelta(days=1)}, False),
        ({"ends_on": date.today()}, True),
        ({"ends_on": date.today() - timedelta(days=1)}, False),
        ({"scope": ["semua"]}, True),
        ({"scope": ["skk-arsip"]}, False),
    ],
)
def test_the_letter_at_its_edges(house, fields, accepted):
    run = house.by_delegate(house.letter(**fields))
    if accepted:
        assert house.submit(run).state == IssueRun.State.AWAITING
        return
    with pytest.raises(RuleBroken) as refused:
        house.submit(run)
    assert broken(refused) == [("unit-head-missing", "Pasal 8 ayat (6)"), ("delegation-missing", "Pasal 8 ayat (7)")]


@pytest.mark.requirement("P11-18-027")
def test_an_official_without_a_letter_cannot_approve(house):
    run = house.submit(house.draft())
    with pytest.raises(Refused):
        house.sign(run, Slot.UNIT, house.delegate_account)
    assert not run.approvals.exists()


@pytest.mark.requirement("P11-18-027")
def test_a_letter_ended_early_no_longer_lets_its_bearer_approve(client, house):
    letter = house.letter()
    run = house.submit(house.by_delegate(letter))
    yesterday = timezone.localdate() - timedelta(days=1)
    people.end_delegation(actor=house.organiser, delegation=letter, ends_on=yesterday, reason="mutasi")
    with pytest.raises(Refused):
        house.sign(run, Slot.UNIT, house.delegate_account)
    client.force_login(house.delegate_account)
    confirm_second_factor(client)
    for name in ("approval", "approve"):
        address = reverse(f"certification:{name}", args=[run.pk, Slot.UNIT])
        answer = client.post(address, {"digest": run.list_digest}) if name == "approve" else client.get(address)
        assert answer.status_code == 403
    with pytest.raises(RuleBroken):
        house.sign(run, Slot.BPSDM, house.head_account)


@pytest.mark.requirement("P11-18-027")
def test_a_letter_ended_after_approval_stops_the_issue(house):
    letter = house.letter()
    run = house.submit(house.by_delegate(letter))
    house.sign(run, Slot.BPSDM, house.head_account)
    house.sign(run, Slot.UNIT, house.delegate_account)
    yesterday = timezone.localdate() - timedelta(days=1)
    people.end_delegation(actor=house.organiser, delegation=letter, ends_on=yesterday, reason="mutasi")
    assert issue_run(run.pk) == 0
    run.refresh_from_db()
    assert run.state == IssueRun.State.STOPPED
    assert "Pasal 8 ayat (7)" in run.stop_reason


@pytest.mark.requirement("P11-18-026")
@pytest.mark.parametrize(
    ("terms", "findings"),
    [
        ({"head": None}, ["kepala-bpsdm-missing"]),
        ({"centre": None}, ["unit-head-missing"]),
        ({"head": None, "centre": None}, ["kepala-bpsdm-missing", "unit-head-missing"]),
    ],
)
def test_one_signature_is_not_enough(house, terms, findings):
    run = set_terms(actor=house.organiser, run=house.draft(), terms=house.terms(**terms))
    with pytest.raises(RuleBroken) as refused:
        house.submit(run)
    assert broken(refused) == [(code, "Pasal 8 ayat (6)") for code in findings]


@pytest.mark.requirement("P11-18-026")
def test_nobody_stands_in_for_kepala_bpsdm(house):
    house.head = holder(house.head_office, house.head_person, capacity=Capacity.ON_BEHALF, own_title="Sekretaris Badan")
    with pytest.raises(RuleBroken) as refused:
        house.submit(house.draft())
    assert [code for code, _ in broken(refused)] == ["kepala-bpsdm-missing", "delegation-missing"]


@pytest.mark.requirement("P11-18-026")
def test_an_office_of_another_kind_counts_for_neither(house):
    house.head_office.kind = "other"
    house.head_office.save()
    with pytest.raises(RuleBroken) as refused:
        house.submit(house.draft())
    assert [code for code, _ in broken(refused)] == ["kepala-bpsdm-missing"]


def test_unit_head_or_delegate_but_not_both(house):
    with pytest.raises(Unusable, match="tidak keduanya"):
        set_terms(actor=house.organiser, run=house.draft(), terms=house.terms(delegation=house.letter()))


def test_the_guide_knows_no_delegates(house):
    guide = Scheme.objects.exclude(pk=house.scheme.pk).get()
    with pytest.raises(Unusable, match="hanya berlaku bagi skema menurut SKK-PDN"):
        draft_run(
            actor=house.organiser,
            season=house.season,
            batches=[house.batch],
            terms=house.terms(centre=None, delegation=house.letter()),
            scheme=guide,
        )


@pytest.mark.requirement("P11-18-028")
def test_a_run_under_the_guide_is_signed_and_printed_as_before():
    guide = House(1)
    run = guide.submitted(kinds=[Kind.COMPETENCE])
    assert (run.slots, run.authority_id) == ([Slot.HEAD, Slot.CENTRE], None)
    with pytest.raises(Refused):
        approve_run(
            actor=guide.head_account,
            run=run,
            slot=Slot.BPSDM,
            list_digest=run.list_digest,
            second_factor_at=timezone.now(),
        )
    issue_run(guide.approve(run).pk)
    data = Certificate.objects.get().document.data
    assert data["issuer"] == ["BADAN KEPEGAWAIAN NEGARA", "PUSAT PENGEMBANGAN APARATUR SIPIL NEGARA"]
    assert [who["delegation"] for who in data["signatories"]] == [None, None]
    assert [set(who) & {"letter", "delegation"} for who in run.header["signatories"].values()] == [set(), set()]
    assert "pelimpahan" not in text_of_second_page(Certificate.objects.get())


@pytest.mark.requirement("P11-18-025")
def test_no_competency_certificate_without_a_passed_test(house):
    with pytest.raises(Unusable, match="Tidak ada sertifikat"):
        house.draft(competent=0)
    assert house.draft().items.get().kind == Kind.COMPETENCE


@pytest.mark.requirement("P11-18-067")
@pytest.mark.parametrize("published", [True, False])
def test_a_scheme_rests_on_a_published_standard(published):
    organiser = account(Role.ORGANISER)
    version = standards.make_version()
    if published:
        standards.publish(version)
        made = keep_scheme(actor=organiser, scheme=None, fields=scheme_fields(standard=version), patterns=PATTERNS)
        kept = StoredDecision.objects.get(rule="permendagri-11-2018/skk-use")
        assert (made.standard, kept.outcome) == (version, "compliant")
        return
    with pytest.raises(RuleBroken) as refused:
        keep_scheme(actor=organiser, scheme=None, fields=scheme_fields(standard=version), patterns=PATTERNS)
    assert [code for code, _ in broken(refused)] == ["standard-not-set"]
    assert not Scheme.objects.filter(code="skk-mutasi").exists()


@pytest.mark.requirement("P11-18-067")
def test_an_skk_scheme_names_its_standard():
    with pytest.raises(RuleBroken) as refused:
        keep_scheme(actor=account(Role.ORGANISER), scheme=None, fields=scheme_fields(), patterns=PATTERNS)
    assert [code for code, _ in broken(refused)] == ["no-standard"]


def test_the_basis_of_a_scheme_in_use_stays(house):
    house.draft()
    with pytest.raises(Unusable, match="sudah dipakai"):
        keep_scheme(actor=house.organiser, scheme=house.scheme, fields={"basis": Basis.GUIDE}, patterns={})


@pytest.mark.parametrize("role", [Role.SIGNATORY, Role.SUPERVISOR, Role.EXAMINER, Role.BPSDM])
def test_only_the_organiser_makes_schemes(client, role):
    actor = account(role)
    with pytest.raises(Refused):
        keep_scheme(actor=actor, scheme=None, fields=scheme_fields(), patterns=PATTERNS)
    client.force_login(actor)
    assert client.get(reverse("certification:scheme_add")).status_code == 403


def test_the_organiser_makes_an_skk_scheme_and_a_run_by_the_pages(client, house):
    client.force_login(house.organiser)
    address = reverse("certification:scheme_add")
    sent = {**scheme_fields(code="skk-dua"), "competence_number": "{serial:05d}/A/{year}"}
    sent["attendance_number"] = "{serial:05d}/B/{year}"
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Pasal 15" in refused.content.decode()
    assert client.post(address, {**sent, "standard": house.standard.pk}).status_code == 302
    assert Scheme.objects.get(code="skk-dua").standard == house.standard
    letter = house.letter()
    run = house.draft()
    page = reverse("certification:run_detail", args=[run.pk])
    terms = {"issued_on": ISSUED_ON.isoformat(), "head": "", "centre": "", "delegation": letter.pk}
    terms["unconfirmed_reason"] = "Batas"
    client.post(reverse("certification:run_terms", args=[run.pk]), terms)
    assert "Pasal 8 ayat (6)" in client.get(page).content.decode()
    client.post(reverse("certification:run_submit", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == IssueRun.State.DRAFT
    client.post(reverse("certification:run_terms", args=[run.pk]), {**terms, "head": house.head.pk})
    client.post(reverse("certification:run_submit", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, run.delegation) == (IssueRun.State.AWAITING, letter)
    shown = client.get(page).content.decode()
    assert "Dasar hukum" in shown
    assert "800/12/BPSDM" in shown
    new = client.get(f"{reverse('certification:run_new')}?skema=skk-mutasi").content.decode()
    assert "Kepala BPSDM Kementerian" in new
