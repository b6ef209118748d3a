"""A person's secret address for calendar programs (langganan kalender)."""

import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import policies
from mumpuni.assessment.models import CalendarFeed
from mumpuni.audit import services as audit
from mumpuni.people.policies import Refused


def digest(word: str) -> str:
    """What is kept of the secret."""
    return hashlib.sha256(word.encode()).hexdigest()


@transaction.atomic
def open_feed(*, actor: Any) -> str:
    """A new secret word, shown once; an address made before stops working.

    Raises:
        Refused: for an account without a person.
    """
    person = policies.own_person(actor)
    if person is None:
        raise Refused(_("Akun Anda belum terhubung dengan data pegawai."))
    word = secrets.token_urlsafe(32)
    CalendarFeed.objects.filter(person=person).delete()
    feed = CalendarFeed.objects.create(person_id=person, digest=digest(word))
    audit.record(actor, "assessment.calendar.opened", feed)
    return word


@transaction.atomic
def close_feed(*, actor: Any) -> bool:
    """Let the address stop working; True when there was one."""
    feed = CalendarFeed.objects.filter(person=policies.own_person(actor)).first()
    if feed is None:
        return False
    audit.record(actor, "assessment.calendar.closed", feed)
    feed.delete()
    return True
