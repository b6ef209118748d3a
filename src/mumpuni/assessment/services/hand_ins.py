"""Keeping the files that come out of instruments (hasil kerja, hasil tes psikologi)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Assessee, EventInstrument, HandIn, Instrument
from mumpuni.assessment.policies import outputs as rights
from mumpuni.assessment.selectors.judging import judge
from mumpuni.assessment.selectors.zones import zone
from mumpuni.assessment.services.day import running
from mumpuni.audit import services as audit
from mumpuni.documents import intake
from mumpuni.people.policies import RuleBroken, Unusable, require

_MB = 1024 * 1024
Kind = HandIn.Kind


@transaction.atomic
def add_work(*, actor: Any, assessee: Assessee, instrument: EventInstrument, file: Any) -> HandIn:
    """Keep a piece of an assessee's work; it is never changed, a better one stands beside it.

    Raises:
        Refused: for others than the assessee, chair and admin.
        Unusable: for an instrument that leaves no work, before reporting, or at the field `file` for an empty, too
            large, forbidden or known file.
    """
    require(rights.may_add_work(actor, assessee), words.MAY_NOT_HAND_IN)
    if not rights.takes_work(instrument):
        raise Unusable(_("Alat ukur ini tidak meminta berkas dari Assessee."))
    return _keep(actor, assessee, instrument, file, Kind.WORK)


@transaction.atomic
def add_test(*, actor: Any, assessee: Assessee, instrument: EventInstrument, file: Any) -> HandIn:
    """Keep the raw result of a psychological test.

    Raises:
        Refused: for others than the Tester.
        Unusable: for an instrument that is no test, and as for `add_work`.
        RuleBroken: under Perka 11/2008 for who is no psychologist (II.C.1.c).
    """
    require(rights.may_add_test(actor, assessee.event), words.MAY_NOT_ADD_TESTS)
    if instrument.instrument.kind != Instrument.Kind.TEST:
        raise Unusable(_("Alat ukur ini bukan tes psikologi."))
    if assessee.event.is_2008:
        by_psychologist = rights.interpreter(actor, assessee.event) is not None
        judged = judge("bkn-11-2008/instrument", {"method": "psychometrics", "by_psychologist": by_psychologist})
        if not judged.stands:
            raise RuleBroken(judged.decision)
    return _keep(actor, assessee, instrument, file, Kind.TEST)


def read(*, actor: Any, found: HandIn) -> None:
    """Write into the trail that somebody took a file of another person out."""
    if not policies.is_own(actor, found.assessee):
        audit.record(actor, "assessment.hand-in.read", found.assessee, agency_id=found.assessee.event.request.agency_id,
                     file=found.pk, kind=found.kind)  # fmt: skip


def _keep(actor: Any, assessee: Assessee, instrument: EventInstrument, file: Any, kind: str) -> HandIn:
    here = running(assessee.event)
    if instrument.event_id != here.pk:
        raise Unusable(_("Alat ukur ini bukan dari kegiatan itu."))
    if assessee.state != Assessee.State.CALLED:
        raise Unusable(_("%(name)s tidak mengikuti penilaian ini lagi.") % {"name": assessee})
    if not assessee.check_ins.exists():
        raise Unusable(_("%(name)s belum lapor diri; catat itu dahulu.") % {"name": assessee})
    if file is None:
        raise Unusable({"file": _("Pilih berkasnya dahulu.")})
    there = assessee.hand_ins.aggregate(size=Sum("size"))["size"] or 0
    if there + file.size > settings.MUMPUNI_HAND_INS_MB * _MB and file.size <= settings.MUMPUNI_HAND_IN_MB * _MB:
        raise Unusable(
            {"file": _("Semua berkas %(name)s paling besar %(most)d MB bersama-sama.")
             % {"name": assessee, "most": settings.MUMPUNI_HAND_INS_MB}}
        )  # fmt: skip
    kept = intake.keep(file, most=settings.MUMPUNI_HAND_IN_MB * _MB)
    same = assessee.hand_ins.filter(instrument=instrument, kind=kind, sha256=kept.sha256).first()
    if same is not None:
        when = date_format(localtime(same.added_at, zone(here.place)), "j F Y H.i")
        raise Unusable(
            {"file": _("Berkas yang sama sudah diserahkan sebagai %(name)s pada %(when)s; tidak perlu diulang.")
             % {"name": same.name, "when": when}}
        )  # fmt: skip
    made = HandIn.objects.create(
        assessee=assessee, instrument=instrument, kind=kind, name=kept.file_name, media_type=kept.media_type,
        sha256=kept.sha256, size=kept.size, added_by=actor,
    )  # fmt: skip
    audit.record(actor, "assessment.hand-in.added", assessee, agency_id=here.request.agency_id, file=made.pk,
                 kind=kind, instrument=instrument.pk, sha256=made.sha256)  # fmt: skip
    return made
