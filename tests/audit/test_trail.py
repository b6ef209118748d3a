"""The trail is written once (design, decision 2; requirement of the audit page)."""

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction

from mumpuni.audit import services as audit
from mumpuni.audit.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET name = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"]
)
def test_the_database_refuses_to_change_an_event(statement):
    audit.record(None, "audit.test.happened")
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.count() == 1


def test_the_system_acts_under_its_own_name():
    event = audit.record(None, "audit.test.happened", day="2026-11-23")
    assert (event.actor_id, event.actor_name, event.data) == (None, "sistem", {"day": "2026-11-23"})


def test_a_seal_shows_a_change_made_behind_the_trail():
    audit.record(None, "audit.test.one")
    audit.record(None, "audit.test.two")
    first = audit.seal()
    audit.record(None, "audit.test.three")
    second = audit.seal()
    assert audit.seal() is None
    assert audit.broken_seals() == []
    with pgtrigger.ignore("audit.Event:written_once"):
        Event.objects.filter(name="audit.test.two").update(actor_name="orang lain")
    assert audit.broken_seals() == [first]
    assert second.first_event == first.last_event + 1
