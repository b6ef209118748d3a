"""Two records of one person: proposed, merged, undone to the last field."""

from datetime import date

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mumpuni.audit.models import Event
from mumpuni.audit.policies import Refused, Unusable
from mumpuni.people import selectors
from mumpuni.people import services as people
from mumpuni.people.models import Account, Appointment, Education, Merge, Person
from tests.people import factories


def snapshot():
    """Every row of every table of this app and the others that may name persons, but the records of merging."""
    tables = {}
    for model in apps.get_models():
        if (
            model._meta.app_label in ("people", "training", "certification")
            and model is not Merge
            and model._meta.managed
        ):
            tables[model._meta.label] = list(model._base_manager.order_by("pk").values())
    return tables


def pair(*, agency=None):
    born = date(1980, 5, 5)
    kept = factories.person("Siti Aminah", birth_date=born, at=agency)
    gone = factories.person("SITI AMINAH", kind="nik", number="3404054505800001", birth_date=born, at=agency)
    return kept, gone


class ExactUndo(TestCase):
    @given(
        kept_works=st.booleans(),
        gone_works=st.booleans(),
        kept_account=st.booleans(),
        gone_account=st.booleans(),
        diplomas=st.integers(0, 3),
        holds_office=st.booleans(),
    )
    def test_undoing_a_merge_leaves_no_trace(
        self, kept_works, gone_works, kept_account, gone_account, diplomas, holds_office
    ):
        organiser = factories.account("organiser")
        agency = factories.agency()
        kept, gone = pair()
        for who, works, has in ((kept, kept_works, kept_account), (gone, gone_works, gone_account)):
            if works:
                factories.appointment(who, agency)
            if has:
                factories.account("participant", person=who)
        Education.objects.bulk_create(Education(person=gone, degree="sarjana", field=str(n)) for n in range(diplomas))
        if holds_office:
            factories.holder(factories.office(), gone)
        before = snapshot()
        merge = people.merge_persons(actor=organiser, kept=kept, gone=gone, reason="orang yang sama")
        assert Person.objects.get(pk=gone.pk).merged_into_id == kept.pk
        assert kept.identities.count() == 2
        assert kept.education.count() == diplomas
        assert kept.appointments.filter(ends_on=None).count() == int(kept_works or gone_works)
        assert Account.objects.filter(person=gone).count() == 0
        people.undo_merge(actor=organiser, merge=merge, reason="ternyata dua orang")
        assert snapshot() == before


@pytest.mark.django_db
class TestMerging:
    def test_a_merged_person_is_found_by_both_numbers_and_listed_once(self, organiser):
        kept, gone = pair()
        nip = kept.identities.get().plain
        people.merge_persons(actor=organiser, kept=kept, gone=gone, reason="sama")
        found = selectors.persons_by_number([("nip", nip), ("nik", "3404054505800001")])
        assert {each.pk for each in found.values()} == {kept.pk}
        assert [each.pk for each in selectors.persons(organiser)] == [kept.pk]
        assert selectors.person(organiser, gone.pk) == kept

    def test_two_numbers_of_one_kind_are_two_people(self, organiser):
        one, other = factories.person("A"), factories.person("A")
        with pytest.raises(Unusable, match="NIP yang berbeda"):
            people.merge_persons(actor=organiser, kept=one, gone=other, reason="mirip")
        assert not Merge.objects.exists()

    def test_the_second_account_is_closed(self, organiser):
        kept, gone = pair()
        factories.account(person=kept)
        second = factories.account(person=gone)
        people.merge_persons(actor=organiser, kept=kept, gone=gone, reason="sama")
        second.refresh_from_db()
        assert (second.person_id, second.is_active) == (None, False)

    def test_what_was_deleted_since_makes_undoing_impossible(self, organiser):
        kept, gone = pair()
        Education.objects.create(person=gone, degree="sarjana")
        merge = people.merge_persons(actor=organiser, kept=kept, gone=gone, reason="sama")
        Education.objects.all().delete()
        with pytest.raises(Unusable, match="tidak lagi tepat"):
            people.undo_merge(actor=organiser, merge=merge)
        assert Person.objects.get(pk=gone.pk).merged_into_id == kept.pk

    def test_merges_are_undone_from_the_last(self, organiser):
        kept, gone = pair()
        third = factories.person("Siti A.", kind="passport", number="C1234567")
        first = people.merge_persons(actor=organiser, kept=kept, gone=gone, reason="sama")
        last = people.merge_persons(actor=organiser, kept=third, gone=kept, reason="sama")
        with pytest.raises(Unusable, match="terakhir dahulu"):
            people.undo_merge(actor=organiser, merge=first)
        people.undo_merge(actor=organiser, merge=last)
        people.undo_merge(actor=organiser, merge=first)
        with pytest.raises(Unusable, match="sudah dibatalkan"):
            people.undo_merge(actor=organiser, merge=first)

    @pytest.mark.parametrize("role", ["system-admin", "supervisor", "auditor", "participant"])
    def test_only_the_organiser_merges(self, role):
        kept, gone = pair()
        with pytest.raises(Refused):
            people.merge_persons(actor=factories.account(role), kept=kept, gone=gone, reason="x")

    def test_reason_is_kept(self, organiser):
        kept, gone = pair()
        with pytest.raises(Unusable):
            people.merge_persons(actor=organiser, kept=kept, gone=gone, reason=" ")
        people.merge_persons(actor=organiser, kept=kept, gone=gone, reason="NIK dan NIP orang yang sama")
        assert Event.objects.get().data["reason"] == "NIK dan NIP orang yang sama"

    def test_an_open_post_of_the_merged_record_ends(self, organiser):
        kept, gone = pair(agency=factories.agency())
        people.merge_persons(actor=organiser, kept=kept, gone=gone, reason="sama")
        assert Appointment.objects.filter(person=kept, ends_on=None).count() == 1


@pytest.mark.django_db
class TestProposals:
    @pytest.mark.parametrize(
        ("one", "other", "proposed"),
        [
            (("Siti Aminah", date(1980, 5, 5)), ("SITI AMINAH", date(1980, 5, 5)), True),
            (("Siti Aminah", date(1980, 5, 5)), ("Sitti Aminah", date(1980, 5, 5)), True),
            (("Siti Aminah", None), ("siti aminah", date(1980, 5, 5)), True),
            (("Siti Aminah", date(1980, 5, 5)), ("Siti Aminah", date(1981, 5, 5)), False),
            (("Siti Aminah", date(1980, 5, 5)), ("Bambang Widodo", date(1980, 5, 5)), False),
        ],
    )
    def test_pairs_are_proposed_by_name_and_birth_date(self, organiser, one, other, proposed):
        for kind, number, (name, born) in (("nik", "3404054505800001", one), ("nik", "3404054505800002", other)):
            factories.person(name, kind=kind, number=number, birth_date=born)
        assert bool(selectors.duplicate_pairs(organiser)) == proposed
        assert bool(selectors.duplicates_of(organiser, Person.objects.order_by("pk")[0])) == proposed

    def test_two_people_are_not_proposed_again(self, organiser):
        one, other = pair()
        people.keep_apart(actor=organiser, one=other, other=one)
        assert selectors.duplicate_pairs(organiser) == []
        assert selectors.duplicates_of(organiser, one) == []

    def test_pairs_are_shown_to_nobody_else(self):
        pair()
        assert selectors.duplicate_pairs(factories.account("system-admin")) == []

    def test_pairs_cost_the_same_for_one_as_for_ten(self, organiser, queries):
        pair()
        assert organiser.current_grants
        one = queries(lambda: selectors.duplicate_pairs(organiser))
        for number in range(10):
            factories.person("Kembar", kind="nik", number=f"34040545058100{number:02d}", birth_date=date(1981, 5, 5))
        assert queries(lambda: selectors.duplicate_pairs(organiser)) == one
