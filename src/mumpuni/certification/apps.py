"""Results of tests, and the certificates that follow from them."""

from collections.abc import Collection, Iterable

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    """Schemes, verdicts, issue, register, verification."""

    name = "mumpuni.certification"
    label = "certification"
    verbose_name = _("Sertifikasi")

    def ready(self) -> None:
        """Let the trail, the import kit, the home page and the programme know of this app."""
        from mumpuni.audit import names
        from mumpuni.certification import events
        from mumpuni.certification.home import cards
        from mumpuni.certification.importers import ResultImporter
        from mumpuni.certification.models import UnitVerdict
        from mumpuni.certification.selectors.holders import held as holders
        from mumpuni.exchange import importers
        from mumpuni.standards import held
        from mumpuni.training.selectors import register_use_check
        from mumpuni.ui import home

        def used(nominations: Collection[int]) -> Iterable[int]:
            return UnitVerdict.objects.filter(nomination__in=nominations).values_list("nomination_id", flat=True)

        names.register(events.NAMES)
        importers.register(ResultImporter())
        home.register(cards)
        register_use_check(used)
        held.register(holders)
