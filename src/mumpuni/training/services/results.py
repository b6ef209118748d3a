"""Lesson hours attended (Jam Pelajaran, JP)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require
from mumpuni.regulations.panduan_2019.certificates import TRAINING_JP
from mumpuni.training import policies
from mumpuni.training.models import Nomination


@transaction.atomic
def record_jp(*, actor: Any, jp: Mapping[int, int | None]) -> int:
    """Write the hours of e-learning and class that participants attended, by nomination; None clears. How many changed.

    Raises:
        Refused: for others than the organiser and the batch's examiners.
        Unusable: for hours outside 0 to 15, or a nomination that is not accepted; the keys are the nominations.
    """
    rows = list(
        Nomination.objects.filter(pk__in=jp)
        .select_for_update(of=("self",))
        .select_related("batch", "person")
        .order_by("pk")
    )
    problems: dict[str, str] = {
        str(pk): _("Usulan ini tidak ditemukan; muat ulang halaman.") for pk in jp.keys() - {row.pk for row in rows}
    }
    for batch in {row.batch_id: row.batch for row in rows}.values():
        require(
            policies.may_record_results(actor, batch), _("JP pelatihan diisi oleh penyelenggara atau penguji angkatan.")
        )
    changed = []
    for row in rows:
        hours = jp[row.pk]
        if row.state != Nomination.State.ACCEPTED:
            problems[str(row.pk)] = _("%(person)s belum diterima sebagai peserta; terima usulannya dahulu.") % {
                "person": row.person
            }
        elif hours is not None and not 0 <= hours <= TRAINING_JP:
            problems[str(row.pk)] = _("JP pelatihan %(person)s tertulis %(here)d; isi 0 sampai %(most)d.") % {
                "person": row.person,
                "here": hours,
                "most": TRAINING_JP,
            }
        elif row.training_jp != hours:
            row.training_jp = hours
            changed.append(row)
    if problems:
        raise Unusable(problems)
    Nomination.objects.bulk_update(changed, ["training_jp"], batch_size=1000)
    if changed:
        audit.record(
            actor,
            "training.jp.recorded",
            changed[0].batch if len({row.batch_id for row in changed}) == 1 else None,
            jp={str(row.pk): row.training_jp for row in changed},
        )
    return len(changed)
