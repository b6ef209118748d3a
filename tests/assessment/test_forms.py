"""Forms of assessees: saved as typed, two tabs, handed in and returned, reminders, accommodations, versions."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction
from django.http import Http404
from django.utils import timezone

from mumpuni.assessment import fields
from mumpuni.assessment.cards.forms import form_cards
from mumpuni.assessment.models import Answer, Assessee, Event, FormTemplate
from mumpuni.assessment.policies import forms as policies
from mumpuni.assessment.selectors import answers as selectors
from mumpuni.assessment.services import accommodations, answers, form_reminders, form_templates
from mumpuni.audit.models import Event as Trail
from mumpuni.exchange.models import OutgoingMail
from mumpuni.people.models import Education
from mumpuni.people.policies import Refused, Unusable
from tests.assessment import factories as make
from tests.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db):
    make.standards()
    first = timezone.localdate() + timedelta(days=10)
    made = make.event(
        make.request(make.provider(), people_count=3), first_day=first, last_day=first + timedelta(days=1)
    )
    make.team(made)
    return made


@pytest.fixture
def assessee(event):
    return event.assessees.first()


@pytest.fixture
def own(assessee):
    return make.assessee_account(assessee)


@pytest.fixture
def chair(event):
    return make.signed_in(event.team.get(role="chair"))


@pytest.fixture
def admin(event):
    return make.signed_in(event.team.filter(role="admin").first())


def form(code, version=1):
    return FormTemplate.objects.get(code=code, version=version)


def fill(actor, assessee, code):
    """Everything that a form requires."""
    template = form(code)
    data = {}
    for one in fields.fields_of(template.parts):
        if one.required and one.kind != "file":
            data[one.code] = {
                "yes": True, "table": [["x"] * len(one.choices)], "choice": (one.choices or [""])[0],
                "date": "2026-01-05", "number": "3",
            }.get(one.kind, "Sudah diisi")  # fmt: skip
    return answers.save(actor=actor, assessee=assessee, template=template, data=data)


def submit(actor, assessee, code, **more):
    if more:
        answers.save(actor=actor, assessee=assessee, template=form(code), data=more)
    fill(actor, assessee, code)
    return answers.submit(actor=actor, assessee=assessee, template=form(code))


# Fields


@pytest.mark.parametrize(
    ("kind", "value", "wrong"),
    [
        ("date", "2026-03-31", False), ("date", "31-03-2026", True), ("date", "2026-02-30", True),
        ("number", "12,5", False), ("number", "dua", True), ("number", "", False),
        ("choice", "a", False), ("choice", "c", True),
        ("long", "x" * 10_000, False), ("long", "x" * 10_001, True),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(kind, value, wrong):
    assert bool(fields.Field("f", "F", kind, choices=("a", "b")).problem(value)) is wrong


def test_what_the_page_sends_is_what_the_page_shows_again():
    asked = [
        fields.Field("t", "T", "table", rows=3, choices=("A", "B")),
        fields.Field("y", "Y", "yes"),
        fields.Field("l", "L", "long"),
    ]
    data = {"t": [["1", ""], ["", "2"]], "y": True, "l": "dua\nbaris"}
    assert fields.read(asked, fields.controls(asked, data)) == data
    assert fields.read(asked, {"l": "saja"}) == {"l": "saja"}


def test_percent_counts_what_is_required_or_all_where_nothing_is():
    needed = [fields.Field("a", "A", required=True), fields.Field("b", "B", required=True), fields.Field("c", "C")]
    assert fields.percent(needed, {"a": "x", "c": "x"}) == 50
    assert fields.percent([fields.Field("c", "C"), fields.Field("d", "D")], {"c": "x"}) == 50


def test_a_long_table_is_no_long_text():
    table = fields.Field("t", "T", "table", rows=20, choices=("A", "B", "C"))
    assert table.problem([["x" * 300] * 3] * 20) == ""
    assert "10001" in table.problem([["", "x" * 10_001, ""]])


# Filling in


def test_the_life_history_begins_with_what_the_register_knows(assessee, own):
    Education.objects.create(person=assessee.person, degree="sarjana", field="Hukum", institution="UGM", year=2004)
    saved = answers.save(actor=own, assessee=assessee, template=form("riwayat-hidup"), data={"minat": "Hukum"})
    assert saved.data["nama"] == assessee.person.full_name
    assert saved.data["pendidikan-formal"] == [["Sarjana", "Hukum", "UGM", "2004"]]
    assert saved.data["jabatan-jabatan"][0][0] == "Kepala Bidang"
    assert (saved.data["minat"], saved.revision, saved.state) == ("Hukum", 1, Answer.State.OPEN)


def test_two_tabs_are_told_what_differs_and_nothing_is_overwritten(assessee, own):
    template = form("kuesioner")
    given = {"actor": own, "assessee": assessee, "template": template}
    first = answers.save(**given, data={"hasil": "dari tab satu"}, revision=0)
    with pytest.raises(answers.Differs) as told:
        answers.save(**given, data={"hasil": "dari tab dua", "layanan": "baru"}, revision=0)
    assert [(one.field.code, one.theirs, one.mine) for one in told.value.differences] == [
        ("hasil", "dari tab satu", "dari tab dua"),
        ("layanan", None, "baru"),
    ]
    first.refresh_from_db()
    assert first.data["hasil"] == "dari tab satu"
    # The same words again are no difference: an answer lost on the way is asked for twice.
    assert answers.save(**given, data={"hasil": "dari tab satu"}, revision=0).revision == 1
    assert answers.save(**given, data={"hasil": "dari tab dua"}, revision=1).revision == 2


def test_a_form_is_handed_in_only_when_what_is_required_stands_there(assessee, own):
    template = form("kejadian-kritis")
    answers.save(actor=own, assessee=assessee, template=template, data={"berhasil-waktu": "2025"})
    with pytest.raises(Unusable) as refused:
        answers.submit(actor=own, assessee=assessee, template=template)
    assert len(refused.value.messages) == 11
    assert refused.value.messages[0] == "Situasi belum diisi."
    held = submit(own, assessee, "kejadian-kritis")
    assert held.state == Answer.State.SUBMITTED
    for again in (
        lambda: fill(own, assessee, "kejadian-kritis"),
        lambda: answers.submit(actor=own, assessee=assessee, template=template),
    ):
        with pytest.raises(Unusable, match="sudah dikirim"):
            again()


def test_a_form_that_was_saved_elsewhere_is_not_handed_in_unseen(assessee, own):
    held = fill(own, assessee, "persetujuan")
    with pytest.raises(Unusable, match="halaman lain"):
        answers.submit(actor=own, assessee=assessee, template=held.template, revision=held.revision - 1)


def test_a_wrong_number_is_kept_and_stops_only_the_handing_in(assessee, own):
    template = form("riwayat-hidup")
    fill(own, assessee, "riwayat-hidup")
    answers.save(actor=own, assessee=assessee, template=template, data={"bawahan": "beberapa"})
    with pytest.raises(Unusable, match="angka saja"):
        answers.submit(actor=own, assessee=assessee, template=template)


def test_a_text_too_long_is_refused_and_named(assessee, own):
    with pytest.raises(Unusable) as refused:
        answers.save(actor=own, assessee=assessee, template=form("kuesioner"), data={"hasil": "x" * 10_001})
    assert "10001" in refused.value.message_dict["hasil"][0]


@pytest.mark.parametrize("state", [Event.State.CLOSED, Event.State.CANCELLED])
def test_after_the_event_nothing_is_changed(event, assessee, own, state):
    Event.objects.filter(pk=event.pk).update(state=state)
    with pytest.raises(Unusable, match="sudah berakhir"):
        fill(own, Assessee.objects.get(pk=assessee.pk), "kuesioner")


def test_who_withdrew_fills_in_nothing(assessee, own):
    Assessee.objects.filter(pk=assessee.pk).update(state="mundur", state_reason="sakit")
    with pytest.raises(Unusable, match="sudah berakhir"):
        fill(own, Assessee.objects.get(pk=assessee.pk), "kuesioner")


@pytest.mark.parametrize(("hour", "over"), [(15, False), (16, True)])
def test_satisfaction_opens_when_the_last_day_has_ended_where_it_is_held(event, hour, over):
    event.place.time_zone = "Asia/Jayapura"
    now = datetime.combine(event.last_day, datetime.min.time(), ZoneInfo("Asia/Jayapura")) + timedelta(hours=hour)
    assert policies.day_is_over(event, now) is over


def test_satisfaction_waits_for_the_day(assessee, own):
    with pytest.raises(Unusable, match="sesudah hari penilaian"):
        fill(own, assessee, "kepuasan")
    day = timezone.localdate() - timedelta(days=1)
    assessee.event.days.all().delete()
    Event.objects.filter(pk=assessee.event_id).update(first_day=day, last_day=day)
    assert submit(own, Assessee.objects.get(pk=assessee.pk), "kepuasan").state == Answer.State.SUBMITTED


# Reading and giving back


def test_who_reads_what_is_handed_in_and_leaves_a_line(event, assessee, own, chair, admin):
    held = submit(own, assessee, "kuesioner")
    need = submit(own, assessee, "penyesuaian", penyesuaian="Huruf besar")
    open_one = fill(own, assessee, "kejadian-kritis")
    assessor = make.signed_in(event.team.filter(role="assessor").first())
    tester = make.signed_in(event.team.get(role="tester"))
    for reader in (chair, admin):
        assert set(selectors.answers_of(reader, assessee)) == {held, need}
    assert list(selectors.answers_of(assessor, assessee)) == [held]
    assert set(selectors.answers_of(own, assessee)) == {held, need, open_one}
    others = event.assessees.last()
    strangers = [
        tester,
        make.signed_in(event.team.get(role="support")),
        make.signed_in(event.team.get(role="resource-person")),
        make.staff(event.provider),
        make.staff(make.provider("Penyelenggara Lain")),
        people.account("agency-hr", agency=event.request.agency),
        people.account("supervisor"),
        people.account("system-admin"),
        make.assessee_account(others),
    ]
    for stranger in strangers:
        assert not selectors.answers_of(stranger, assessee).exists()
        with pytest.raises(Http404):
            answers.read(actor=stranger, answer=held)
    answers.read(actor=own, answer=held)
    answers.read(actor=assessor, answer=held)
    line = selectors.readings(held).get()
    assert (line.actor_id, line.data["part"]) == (assessor.pk, "assessor")


def test_an_assessor_of_another_group_or_gone_from_the_team_reads_nothing(event, assessee, own):
    held = submit(own, assessee, "kuesioner")
    member = event.team.filter(role="assessor").first()
    reader = make.signed_in(member)
    assert selectors.answer(reader, held.pk) == held
    member.removed_at, member.removal_reason = timezone.now(), "sakit"
    member.save()
    with pytest.raises(Http404):
        selectors.answer(reader, held.pk)
    other = event.team.filter(role="assessor", removed_at=None).first()
    assessee.group.observers.remove(other)
    with pytest.raises(Http404):
        selectors.answer(make.signed_in(other), held.pk)


def test_a_returned_form_says_why_and_can_be_handed_in_again(assessee, own, admin, chair):
    held = submit(own, assessee, "kuesioner")
    with pytest.raises(Unusable, match="harus diperbaiki"):
        answers.give_back(actor=admin, answer=held, reason="  ")
    with pytest.raises(Refused):
        answers.give_back(actor=own, answer=held, reason="x")
    answers.give_back(actor=admin, answer=held, reason="Tulis tindakan Anda sendiri")
    held.refresh_from_db()
    assert (held.state, held.return_reason) == (Answer.State.RETURNED, "Tulis tindakan Anda sendiri")
    assert "Tulis tindakan Anda sendiri" in OutgoingMail.objects.get().body
    with pytest.raises(Unusable, match="belum dikirim"):
        answers.give_back(actor=chair, answer=held, reason="lagi")
    assert submit(own, assessee, "kuesioner").return_reason == ""


# Reminders


def test_reminders_go_once_a_day_to_those_whose_forms_are_open(event, assessee, admin, own):
    for code in ("riwayat-hidup", "kuesioner", "kejadian-kritis", "persetujuan"):
        submit(own, assessee, code)
    second, third = event.assessees.exclude(pk=assessee.pk)
    third.person.email = ""
    third.person.save()
    everyone = [assessee.pk, second.pk, third.pk]
    result = form_reminders.remind(actor=admin, event=event, assessees=everyone)
    assert (result.told, result.complete, result.without_address) == ([second], [assessee], [third])
    written = OutgoingMail.objects.get()
    assert written.to == second.person.email
    assert "Daftar riwayat hidup" in written.body
    assert form_reminders.remind(actor=admin, event=event, assessees=everyone).already == [second]
    assert OutgoingMail.objects.count() == 1
    Answer.objects.update(reminded_at=timezone.now() - timedelta(days=1, minutes=1))
    assert form_reminders.remind(actor=admin, event=event, assessees=everyone).told == [second]
    assert mail.outbox == []


def test_reminders_are_for_chair_and_admin_and_for_somebody(event, admin, own):
    assessor = make.signed_in(event.team.filter(role="assessor").first())
    for stranger in (own, assessor, make.staff(event.provider), people.account("participant")):
        with pytest.raises(Refused):
            form_reminders.remind(actor=stranger, event=event, assessees=[1])
    with pytest.raises(Unusable, match="Pilih dahulu"):
        form_reminders.remind(actor=admin, event=event, assessees=[])


# Accommodations


def test_an_accommodation_is_asked_in_the_form_and_answered_by_the_chair(assessee, own, chair, admin):
    held = submit(own, assessee, "penyesuaian", penyesuaian="Ruang di lantai dasar")
    assessee.refresh_from_db()
    assert assessee.accommodation == "Penyesuaian yang Anda perlukan: Ruang di lantai dasar"
    with pytest.raises(Refused):
        accommodations.answer_accommodation(actor=admin, assessee=assessee, granted=True)
    with pytest.raises(Unusable, match="alasan"):
        accommodations.answer_accommodation(actor=chair, assessee=assessee, granted=False)
    accommodations.answer_accommodation(actor=chair, assessee=assessee, granted=False, note="Sudah di lantai dasar")
    granted = accommodations.answer_accommodation(actor=chair, assessee=assessee, granted=True)
    assert (granted.accommodation_granted, granted.accommodation_by) == (True, chair)
    answers.give_back(actor=chair, answer=held, reason="Sebut kursi rodanya")
    submit(own, assessee, "penyesuaian", penyesuaian="Kursi roda")
    assessee.refresh_from_db()
    assert (assessee.accommodation_granted, assessee.accommodation_answer) == (None, "")
    names = Trail.objects.filter(name__startswith="assessment.accommodation").values_list("name", flat=True)
    assert sorted(names) == ["assessment.accommodation.declined", "assessment.accommodation.granted"]


def test_who_asks_for_nothing_has_nothing_to_be_answered(assessee, own, chair):
    submit(own, assessee, "penyesuaian")
    with pytest.raises(Unusable, match="tidak meminta"):
        accommodations.answer_accommodation(actor=chair, assessee=assessee, granted=True)


# Versions


@pytest.fixture
def supervisor(db):
    return people.account("supervisor")


def test_new_answers_get_the_new_version_and_those_begun_stay(event, assessee, own, supervisor):
    begun = fill(own, assessee, "kuesioner")
    draft = form_templates.draft_version(actor=supervisor, code="kuesioner")
    assert draft.parts == begun.template.parts
    form_templates.save_draft(
        actor=supervisor, template=draft, title="Kuesioner baru",
        parts=[{"title": "A", "fields": [{"label": "Apa?", "kind": "long", "required": True}]}],
    )  # fmt: skip
    assert form("kuesioner") in selectors.current_templates()
    form_templates.publish(actor=supervisor, template=draft)
    other = event.assessees.last()
    found = selectors.sheets(selectors.with_forms(event.assessees.all()))
    version = {pk: next(one.template.version for one in sheets if one.template.code == "kuesioner")
               for pk, sheets in found.items()}  # fmt: skip
    assert (version[assessee.pk], version[other.pk]) == (1, 2)
    account = make.assessee_account(other)
    saved = answers.save(actor=account, assessee=other, template=form("kuesioner", 1), data={"apa": "x"})
    assert (saved.template.version, saved.data) == (2, {"apa": "x"})


def test_a_published_version_never_changes(supervisor):
    published = form("kuesioner")
    for act in (form_templates.publish, form_templates.drop_draft):
        with pytest.raises(Unusable, match="sudah terbit"):
            act(actor=supervisor, template=published)
    with pytest.raises(Unusable, match="sudah terbit"):
        form_templates.save_draft(actor=supervisor, template=published, title="Lain", parts=[])
    for change in (lambda: published.save(), lambda: published.delete()):
        published.title = "Lain"
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_a_form_out_of_use_is_asked_of_nobody(assessee, supervisor):
    form_templates.retire(actor=supervisor, template=form("portofolio"))
    assert "portofolio" not in {one.code for one in selectors.current_templates()}
    with pytest.raises(Unusable, match="masih dipakai"):
        form_templates.retire(actor=supervisor, template=form("portofolio"))


def test_a_form_for_other_tiers_is_not_asked(assessee, own, supervisor):
    draft = form_templates.draft_version(actor=supervisor, code="portofolio")
    form_templates.save_draft(
        actor=supervisor, template=draft, title="Portofolio", parts=draft.parts, tiers=["jpt-madya"]
    )
    form_templates.publish(actor=supervisor, template=draft)
    with pytest.raises(Http404):
        selectors.own_sheet(own, assessee.pk, "portofolio")


def test_a_draft_with_holes_says_where(supervisor):
    draft = form_templates.draft_version(actor=supervisor, code="kuesioner")
    with pytest.raises(Unusable, match="masih berupa draf"):
        form_templates.draft_version(actor=supervisor, code="kuesioner")
    form_templates.save_draft(
        actor=supervisor, template=draft, title="",
        parts=[{"title": "", "fields": [{"label": ""}, {"label": "B", "kind": "choice", "choices": ["satu"]},
                                        {"label": "C", "kind": "table"}]}],
    )  # fmt: skip
    draft.refresh_from_db()
    assert form_templates.holes(draft) == [
        "Judul formulir belum diisi.",
        "Bagian 1 belum berjudul.",
        "1, isian 1: labelnya belum diisi.",
        "1, isian 2: tulis sedikitnya dua pilihan.",
        "1, isian 3: tulis judul kolom tabelnya.",
    ]
    with pytest.raises(Unusable):
        form_templates.publish(actor=supervisor, template=draft)


def test_two_editors_of_one_draft_are_told(supervisor):
    draft = form_templates.draft_version(actor=supervisor, code="kuesioner")
    seen = form_templates.mark(draft)
    form_templates.save_draft(actor=supervisor, template=draft, title="Satu", parts=[], seen=seen)
    with pytest.raises(Unusable, match="Orang lain"):
        form_templates.save_draft(actor=supervisor, template=draft, title="Dua", parts=[], seen=seen)


def test_codes_of_fields_are_given_once():
    parts = form_templates.coded(
        [{"title": "Apa", "fields": [{"label": "Apa"}, {"label": "Apa"}]}, {"title": "", "fields": [{"label": "…"}]}]
    )
    codes = [part["code"] for part in parts] + [one["code"] for part in parts for one in part["fields"]]
    assert codes == ["apa", "bagian", "apa-2", "apa-3", "isian"]


def test_only_the_supervisor_and_the_system_administrator_keep_forms(event, chair, own):
    for stranger in (chair, own, make.staff(event.provider), people.account("participant")):
        with pytest.raises(Refused):
            form_templates.draft_version(actor=stranger, code="kuesioner")
    assert form_templates.draft_version(actor=people.account("system-admin"), code="kuesioner").version == 2


# Home


def test_home_says_what_waits(event, assessee, own, admin):
    card = form_cards(own)[0]
    assert (card.figure, card.tone) == ("4", "next")
    assert form_cards(admin)[0].figure == "3"
    for code in ("riwayat-hidup", "kuesioner", "kejadian-kritis", "persetujuan"):
        submit(own, assessee, code)
    assert form_cards(own) == []
    assert form_cards(admin)[0].figure == "2"
    assert form_cards(people.account("agency-hr", agency=event.request.agency)) == []
