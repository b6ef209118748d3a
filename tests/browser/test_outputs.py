"""Material, work, tests, potential and catch-up in a real browser, on desk and phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mumpuni.assessment.models import CheckIn, Event, HandIn, MaterialCopy, Taking, TeamRole
from mumpuni.assessment.selectors import potential as profiles
from mumpuni.assessment.services import hand_ins, material, potential
from tests.assessment import factories as make
from tests.assessment import stages
from tests.assessment.test_outputs import paper
from tests.browser.screens import EACH_SCREEN
from tests.people import factories as people

pytestmark = pytest.mark.django_db(transaction=True)
TOOLS = ("case-analysis", "competency-interview", "psychological-test")


@pytest.fixture
def scene(transactional_db):
    today = timezone.localdate()
    make.standards()
    event = make.event(
        make.request(make.provider(), people_count=4), instruments=TOOLS, first_day=today,
        last_day=today + timedelta(days=1), state=Event.State.RUNNING,
    )  # fmt: skip
    make.team(event)
    stages.aspects()
    for each in event.assessees.all():
        CheckIn.objects.create(assessee=each, day=today, at=timezone.now(), identity="KTP", briefed_at=timezone.now())
    return event


def test_from_handing_out_to_the_signed_profile_by_clicking(open_page, live_server, sign_in, scene, tmp_path):
    event, assessee = scene, stages.first(scene)
    page = open_page(phone=True)
    sign_in(page, make.signed_in(stages.member(event, TeamRole.ADMIN)))
    page.goto(live_server.url + reverse("assessment:event", args=[event.pk]))
    page.get_by_role("link", name="Pelaksanaan", exact=True).click()
    page.get_by_role("link", name="Bahan", exact=True).click()
    page.get_by_label("Pilih Assessee 01").check()
    page.get_by_role("button", name="Bagikan salinan bernomor").click()
    expect(page.get_by_text("1 salinan masih di luar")).to_be_visible()
    page.get_by_label("Pilih Assessee 01").check()
    page.get_by_role("button", name="Catat kembali").click()
    expect(page.get_by_text("Tidak ada salinan yang masih di luar.")).to_be_visible()
    assert MaterialCopy.objects.get().returned_at is not None

    file = tmp_path / "analisis.pdf"
    file.write_bytes(b"%PDF-1.4 analisis")
    sign_in(page, make.assessee_account(assessee))
    page.goto(live_server.url)
    page.get_by_role("link", name="Serahkan berkas").first.click()
    page.get_by_role("link", name="Serahkan berkas Analisis kasus").click()
    page.get_by_label("Berkas").set_input_files(file)
    page.get_by_role("button", name="Serahkan").click()
    expect(page.get_by_role("link", name="analisis.pdf")).to_be_visible()
    assert HandIn.objects.get().assessee == assessee

    sign_in(page, make.signed_in(stages.member(event)))
    page.goto(live_server.url)
    page.get_by_role("link", name="Tulis profil").click()
    page.get_by_role("link", name="Assessee 01").click()
    for each in profiles.aspects():
        page.get_by_role("group", name=each.name).get_by_label("Taraf").select_option("B")
    page.get_by_label("Dinamika psikologis").fill("Tenang dan runtut di bawah tekanan.")
    page.get_by_role("button", name="Simpan dan tandatangani").click()
    expect(page.get_by_text("Profil potensi ditandatangani.")).to_be_visible()
    assert profiles.signed_potential(assessee) is not None


@EACH_SCREEN
def test_the_pages_are_accessible_and_fit(
    open_page, live_server, sign_in, scene, axe, wide_overflow, screenshot, phone, dark
):
    event, (first, second, *_others) = scene, scene.assessees.order_by("number")
    admin = make.signed_in(stages.member(event, TeamRole.ADMIN))
    psychologist = make.signed_in(stages.member(event))
    tester = make.signed_in(stages.member(event, TeamRole.TESTER))
    case, talk, test = event.instruments.order_by("number")
    own = make.assessee_account(first)
    material.hand_out(actor=admin, event=event, instrument=case, assessees=[first.pk, second.pk])
    material.take_back(actor=admin, event=event, instrument=case, assessees=[first.pk])
    hand_ins.add_work(actor=own, assessee=first, instrument=case, file=paper("analisis-kasus-mutasi.pdf"))
    hand_ins.add_test(actor=tester, assessee=first, instrument=test, file=paper("lembar-jawaban.pdf"))
    graded = {each.pk: ("B", "Terlihat pada tes dan wawancara.") for each in profiles.aspects()}
    potential.save_potential(
        actor=psychologist, assessee=first, grades=graded, dynamics="Tenang dan runtut.", revision=0, sign=True
    )
    Taking.objects.create(assessee=second, instrument=talk, state="izin", reason="Sakit")
    copy = MaterialCopy.objects.get(assessee=second)
    here = [event.pk]
    pages = {
        admin: {
            "papan": reverse("assessment:day", args=here),
            "bahan": reverse("assessment:day_material", args=here),
            "hilang": reverse("assessment:day_material_missing", args=[*here, copy.pk]),
            "hasil-kerja": reverse("assessment:day_hand_ins", args=here),
            "rekap": reverse("assessment:day_recap", args=here),
            "susulan": reverse("assessment:day_catch_up", args=[*here, second.pk, talk.pk]),
        },
        tester: {"tes": reverse("assessment:day_tests", args=here)},
        own: {
            "saya": reverse("assessment:own_hand_ins"),
            "serahkan": reverse("assessment:own_hand_in_add", args=[first.pk, case.pk]),
        },
        psychologist: {
            "potensi": reverse("assessment:potentials", args=here),
            "profil": reverse("assessment:potential", args=[*here, first.pk]),
            "isi-profil": reverse("assessment:potential", args=[*here, second.pk]),
        },
        people.account("supervisor"): {"aspek": reverse("assessment:aspect_list")},
    }
    page = open_page(phone=phone, dark=dark)
    wrong = {}
    for account, addresses in pages.items():
        sign_in(page, account)
        for name, address in addresses.items():
            assert page.goto(live_server.url + address).status == 200, name
            screenshot(page, f"bahan-{name}-{'360' if phone else '1280'}-{'dark' if dark else 'light'}")
            if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
                wrong[name] = found
    assert wrong == {}
