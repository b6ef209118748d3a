"""The layouts that documents are printed from, and the data each one must be given.

A layout is a Typst file in this folder plus a model of its data, which stands in a module per subject. Its version is a
digest of the files that draw it, so that a stored document always names exactly the drawing it came from.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import ValidationError as WrongShape
from pydantic_core import ErrorDetails

from mumpuni.audit.policies import Unusable
from mumpuni.documents.layouts.attendance import AttendanceSheet
from mumpuni.documents.layouts.books import StandardBook
from mumpuni.documents.layouts.certificates import CertificateData, CompetencyCertificate, TrainingCertificate
from mumpuni.documents.layouts.letters import (
    AssignmentLetterData,
    NotificationLetter2008,
    NotificationLetter2019,
    OfficialLetter,
)
from mumpuni.documents.layouts.minutes import MeetingMinutes
from mumpuni.documents.layouts.organising import OrganiserReportData
from mumpuni.documents.layouts.parts import date_span, long_date
from mumpuni.documents.layouts.reports import AssessmentCertificate, IndividualReport, ReportSummary
from mumpuni.documents.layouts.timetables import TimetableSheets

__all__ = ["FOLDER", "LAYOUTS", "OfficialLetter", "check", "date_span", "long_date", "version"]

FOLDER = Path(__file__).parent
SHARED = "bersama.typ"
#: What the layouts of official letters import.
SHARED_BY_LETTERS = "surat.typ"
#: What those of reports import beside it.
SHARED_BY_REPORTS = "laporan.typ"

Data = CertificateData | StandardBook | OfficialLetter | TimetableSheets | AttendanceSheet | MeetingMinutes

LAYOUTS: dict[str, type[Data]] = {
    "sertifikat-kompetensi": CompetencyCertificate,
    "sertifikat-pelatihan": TrainingCertificate,
    "skk-pdn": StandardBook,
    "surat-tugas": AssignmentLetterData,
    "surat-pemberitahuan-2008": NotificationLetter2008,
    "surat-pemberitahuan-2019": NotificationLetter2019,
    "laporan-individual": IndividualReport,
    "laporan-ringkasan": ReportSummary,
    "sertifikat-penilaian": AssessmentCertificate,
    "laporan-penyelenggaraan": OrganiserReportData,
    "daftar-pintu": TimetableSheets,
    "jadwal-kegiatan": TimetableSheets,
    "daftar-hadir": AttendanceSheet,
    "notulen-rapat": MeetingMinutes,
}


def check(layout: str, data: dict[str, Any]) -> Data:
    """The data in the layout's shape; Unusable names every field that is missing or wrong."""
    try:
        model = LAYOUTS[layout]
    except KeyError:
        raise Unusable(
            _("Tata letak “%(layout)s” tidak dikenal. Pilih salah satu: %(known)s."),
            code="unknown-layout",
            params={"layout": layout, "known": ", ".join(LAYOUTS)},
        ) from None
    try:
        return model.model_validate(data)
    except WrongShape as problem:
        raise Unusable([_refusal(layout, error) for error in problem.errors()]) from problem


def _refusal(layout: str, error: ErrorDetails) -> ValidationError:
    reason = error["type"]
    if reason in {"missing", "string_too_short", "too_short"}:
        why = _("kosong")
    elif reason == "value_error":
        why = str(error["ctx"]["error"])
    else:
        why = _("tidak dalam bentuk yang diminta")
    field = ".".join(map(str, error["loc"])) or layout
    return ValidationError(
        _("Dokumen tidak dapat dicetak. Isi “%(field)s”: %(why)s. Perbaiki data itu, lalu ulangi."),
        code="wrong-data",
        params={"field": field, "why": why},
    )


@cache
def version(layout: str) -> str:
    """Twelve hexadecimal digits over the files that draw this layout."""
    model = LAYOUTS[layout]
    shared = [SHARED_BY_LETTERS if issubclass(model, OfficialLetter) else SHARED]
    if issubclass(model, (ReportSummary, AssessmentCertificate)):
        shared.append(SHARED_BY_REPORTS)
    sources = b"".join((FOLDER / name).read_bytes() for name in (*shared, f"{layout}.typ"))
    return hashlib.sha256(sources).hexdigest()[:12]
