"""The assessment centre: providers, teams, timetables, letters."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Assessment of managerial and sociocultural competence."""

    name = "mumpuni.assessment"
    label = "assessment"

    def ready(self) -> None:
        """Tell the trail, the import kit, the home page and the grants of roles what this app brings."""
        from django.utils.translation import gettext

        from mumpuni.assessment import events, home, timetabling
        from mumpuni.assessment.importers.candidates import CandidateImporter
        from mumpuni.assessment.importers.register import PractitionerImporter
        from mumpuni.assessment.importers.results import PastResultImporter
        from mumpuni.assessment.importers.sentences import SentenceImporter
        from mumpuni.assessment.importers.work import PastWorkImporter
        from mumpuni.assessment.on_person import past_of_person, results_of_person
        from mumpuni.assessment.selectors.providers import provider_names
        from mumpuni.audit import names
        from mumpuni.exchange import importers
        from mumpuni.people import extras, scopes
        from mumpuni.people.models import ScopeKind
        from mumpuni.ui.home import register

        names.register(events.NAMES)
        scopes.register(ScopeKind.PROVIDER, provider_names)
        register(home.cards)
        extras.register(past_of_person)
        extras.register(results_of_person)
        kept = (CandidateImporter, PractitionerImporter, PastWorkImporter, PastResultImporter, SentenceImporter)
        for importer in kept:
            importers.register(importer())
        timetabling.speak_with(gettext)
