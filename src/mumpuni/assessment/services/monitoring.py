"""What the Instansi Pembina finds of an event (pemantauan, Pasal 25 ayat (3))."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Event, QualityCheck
from mumpuni.assessment.policies import watches
from mumpuni.assessment.selectors import monitoring as selectors
from mumpuni.assessment.services.common import held
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require

State = QualityCheck.State


@transaction.atomic
def record_checks(*, actor: Any, event: Event, found: dict[str, tuple[str, str]]) -> int:
    """Write how each check came out, by its code: state and note; what is as recorded stays. How many are new.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: an event that has not begun, a check without state, a failure without note, or something resolved
            that never failed.
    """
    require(watches(actor), words.MAY_NOT_MONITOR)
    here = held(event)
    if here.state not in (Event.State.RUNNING, Event.State.CLOSED):
        raise Unusable(_("Mutu diperiksa sesudah pelaksanaan dimulai."))
    before = selectors.latest(here)
    problems: dict[str, str] = {}
    new = []
    for code in selectors.CHECKS.codes:
        state, note = found.get(code, ("", ""))
        last = before.get(code)
        if not state:
            continue
        if state != State.PASSED and not note.strip():
            problems[f"{code}_note"] = _("Tulis apa yang tidak sesuai, atau bagaimana diperbaiki.")
        elif state == State.RESOLVED and (last is None or last.state == State.PASSED):
            problems[code] = _("Pemeriksaan ini tidak pernah tercatat tidak sesuai.")
        elif last is None or (last.state, last.note) != (state, note.strip()):
            new.append(QualityCheck(event=here, check_code=code, state=state, note=note.strip()[:500], by=actor))
    if problems:
        raise Unusable(problems)
    QualityCheck.objects.bulk_create(new)
    if not new:
        return 0
    judged = selectors.judge_monitoring(selectors.latest(here))
    kept = audit.keep(actor, judged.decision, dict(judged.facts), here)
    audit.record(
        actor, "assessment.quality.checked", here, decision=kept, agency_id=here.request.agency_id,
        checks={each.check_code: each.state for each in new},
    )  # fmt: skip
    return len(new)
