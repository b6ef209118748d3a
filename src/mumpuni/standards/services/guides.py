"""The guides by which other kinds of development run (panduan penyelenggaraan; Pasal 25 ayat (3))."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import Unusable, require
from mumpuni.standards import words
from mumpuni.standards.models import ImplementationGuide
from mumpuni.standards.policies import development as policies


@transaction.atomic
def record_guide(*, actor: Any, title: str, number: str, dated: date) -> ImplementationGuide:
    """Enter a guide that Kepala BPSDM has set, with its title, number and day.

    Raises:
        Refused: for others than BPSDM.
        Unusable: without title or number, with a day to come, or entered before.
    """
    require(policies.may_keep_guides(actor), words.MAY_NOT_KEEP_GUIDES)
    problems: dict[str, str] = {}
    name, given = clean(title), clean(number)
    if not name:
        problems["title"] = _("Tulis judul panduan.")
    if not given:
        problems["number"] = _("Tulis nomor penetapan panduan.")
    elif ImplementationGuide.objects.filter(number__iexact=given, dated=dated).exists():
        problems["number"] = _("Panduan dengan nomor dan tanggal ini sudah dicatat.")
    if dated > timezone.localdate():
        problems["dated"] = _("Tanggal penetapan tidak boleh sesudah hari ini.")
    if problems:
        raise Unusable(problems)
    made = ImplementationGuide.objects.create(title=name, number=given, dated=dated, added_by=actor)
    audit.record(actor, "standards.guide.recorded", made, number=given, dated=dated)
    return made


@transaction.atomic
def end_guide(*, actor: Any, guide: ImplementationGuide, until: date) -> ImplementationGuide:
    """Let a guide end with a day; programmes that named it keep it.

    Raises:
        Refused: for others than BPSDM.
        Unusable: for a day before its own.
    """
    require(policies.may_keep_guides(actor), words.MAY_NOT_KEEP_GUIDES)
    found = ImplementationGuide.objects.select_for_update().get(pk=guide.pk)
    if until < found.dated:
        raise Unusable({"until": _("Hari terakhir tidak boleh sebelum tanggal panduan.")})
    found.in_force_until = until
    found.save(update_fields=["in_force_until"])
    audit.record(actor, "standards.guide.ended", found, until=until)
    return found
