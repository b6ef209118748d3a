"""Results of other providers, entered one by one, and the reports behind them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import PastResult
from mumpuni.assessment.policies import past as policies
from mumpuni.assessment.services.register import fits
from mumpuni.audit import services as audit
from mumpuni.documents import intake
from mumpuni.exchange import cells
from mumpuni.people.models import IdentityKind, Person
from mumpuni.people.policies import Unusable, require
from mumpuni.people.selectors import persons_by_number


@transaction.atomic
def attach_report(*, actor: Any, result: PastResult, file: Any) -> PastResult:
    """Keep the report's file with a loaded result; a later one takes its place.

    Raises:
        Refused: for others than who loaded the result and the Instansi Pembina.
        Unusable: no file, or one that is empty, too large or of another kind.
    """
    held = PastResult.objects.select_for_update(of=("self",)).select_related("person").get(pk=result.pk)
    require(policies.may_attach(actor, held), words.MAY_NOT_LOAD_RESULTS)
    if file is None:
        raise Unusable({"file": _("Pilih berkas laporannya.")})
    kept = intake.keep(file)
    held.file_sha256, held.file_name = kept.sha256, kept.file_name
    held.save(update_fields=["file_sha256", "file_name"])
    audit.record(actor, "assessment.past_result.report_attached", held, sha256=kept.sha256)
    return held


@transaction.atomic
def add_past_result(
    *,
    actor: Any,
    nip: str,
    name: str,
    event_name: str,
    provider_name: str,
    on: date,
    purpose: str,
    tier: str,
    match: Decimal,
    category: str,
    report_number: str = "",
    file: Any = None,
) -> PastResult:
    """Record a result of another provider as it stands in the report, with the report's file where there is one.

    Raises:
        Refused: for others than the staff of a provider and the Instansi Pembina.
        Unusable: for a number and name that nobody registered has, a day to come, or a result that is known.
    """
    require(policies.may_load(actor), words.MAY_NOT_LOAD_RESULTS)
    person = _bearer(nip, name)
    if on > timezone.localdate():
        raise Unusable({"on": _("Tanggal laporan belum tiba. Perbaiki tanggalnya.")})
    kept = intake.keep(file)
    made = PastResult(
        person=person, event_name=event_name.strip(), provider_name=provider_name.strip(), on=on, purpose=purpose,
        tier=tier, match=match, category=category.strip(), report_number=report_number.strip(),
        file_sha256=kept.sha256, file_name=kept.file_name, loaded_by=actor,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as known:
        told = _("Hasil penyelenggara, hari, dan jenjang ini sudah tercatat bagi orang itu dan tidak ditimpa.")
        raise Unusable({"on": told}) from known
    audit.record(actor, "assessment.past_result.added", made, sha256=kept.sha256)
    return made


def _bearer(nip: str, name: str) -> Person:
    """Whom number and name mean together; one message for both, so that nobody finds names by trying numbers."""
    try:
        key = (IdentityKind.NIP.value, cells.nip(nip))
    except cells.BadCell as bad:
        raise Unusable({"nip": f"{bad.message} {bad.mend}"}) from bad
    found = persons_by_number({key}).get(key)
    if found is None or not fits(found, name):
        raise Unusable(
            {
                "nip": _(
                    "Tidak ada orang terdaftar dengan nomor dan nama ini. Periksa keduanya, atau minta instansinya "
                    "mendaftarkan orang ini di halaman Pegawai dahulu."
                )
            }
        )
    return found


@transaction.atomic
def note_reading(*, actor: Any, result: PastResult) -> None:
    """Write that somebody took the report out.

    Raises:
        Refused: for whom the report is closed.
    """
    require(policies.sees_figures(actor, result), words.MAY_NOT_READ_RESULT)
    audit.record(actor, "assessment.past_result.report_read", result)
