"""Writing the modules of the guide: their codes and the units they serve."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import Unusable, require
from mumpuni.regulations import catalogue
from mumpuni.standards.models import LearningModule
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.selectors import modules as selectors
from mumpuni.standards.words import MAY_NOT_MAP_MODULES

#: The tiers that the guide has modules for, in its order.
LEVELS = ("jpt-pratama", "administrator", "pengawas")
CODE_LENGTH = LearningModule._meta.get_field("code").max_length or 0


@transaction.atomic
def load_modules(*, actor: Any = None) -> int:
    """Bring the table in line with the guide's lists of 4, 8 and 9 modules; codes and units stay. How many were added.

    Safe to run at any time. `actor` is None for what the system does by itself.
    """
    there = set(LearningModule.objects.values_list("level", "title"))
    missing = [
        LearningModule(level=level, position=position, title=entry.name())
        for level in LEVELS
        for position, entry in enumerate(catalogue(f"panduan-2019/modules-{level}").entries, start=1)
        if (level, entry.name()) not in there
    ]
    added = len(LearningModule.objects.bulk_create(missing, ignore_conflicts=True))
    if missing:
        audit.record(actor, "standards.modules.loaded", None, added=added)
    return added


@transaction.atomic
def change_module(*, actor: Any, module: LearningModule, code: str, units: Collection[Any]) -> LearningModule:
    """Give a module its code and the units it serves, both possibly none; `units` are rows or their numbers.

    Raises:
        Refused: for others than the organiser.
        Unusable: for a code that is too long or stands for another module, or a unit of another tier.
    """
    require(policies.may_map_modules(actor), MAY_NOT_MAP_MODULES)
    module = LearningModule.objects.select_for_update().get(pk=module.pk)
    code = clean(code)
    if len(code) > CODE_LENGTH:
        raise Unusable({"code": _("Kode paling panjang %(most)d tanda; pendekkan.") % {"most": CODE_LENGTH}})
    taken = LearningModule.objects.filter(code__iexact=code).exclude(pk=module.pk).first() if code else None
    if taken:
        raise Unusable(
            {
                "code": _("Kode %(code)s sudah dipakai modul “%(title)s”; pakai kode lain.")
                % {"code": code, "title": taken.title}
            }
        )
    numbers = {getattr(each, "pk", each) for each in units}
    fitting = set(selectors.units_for(module).filter(pk__in=numbers).values_list("pk", flat=True))
    if numbers - fitting:
        raise Unusable({"units": _("Sebagian unit bukan dari jenjang modul ini; pilih unit jenjang yang sama.")})
    module.code = code
    module.save(update_fields=["code"])
    module.units.set(fitting)
    audit.record(actor, "standards.module.changed", module, code=code, units=sorted(fitting))
    return module
