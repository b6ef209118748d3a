"""Officials, agencies, accounts and rights."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who there is, where they serve, and what they may do here."""

    name = "mumpuni.people"
    label = "people"
