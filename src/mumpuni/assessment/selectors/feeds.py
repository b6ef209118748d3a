"""Finding whose calendar a secret address opens."""

import hashlib

from mumpuni.assessment.models import CalendarFeed


def feed_of(word: str) -> CalendarFeed | None:
    """The feed of this secret word; none where the account behind it may no longer sign in."""
    told = hashlib.sha256(word.encode()).hexdigest()
    found = CalendarFeed.objects.filter(digest=told, person__account__is_active=True)
    return found.select_related("person__account").first()


def has_feed(person: int | None) -> bool:
    """Whether this person has an address."""
    return person is not None and CalendarFeed.objects.filter(person=person).exists()
