"""Results by spreadsheet: a row per participant, a column per unit (impor hasil uji)."""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.certification import policies
from mumpuni.certification.selectors.results import Result, participants_of, results_of
from mumpuni.certification.services.verdicts import HoursChange, UnitChange, record_results
from mumpuni.exchange import cells, exports
from mumpuni.exchange.importers import Context, Field, Importer, Row
from mumpuni.people.models import Identity, IdentityKind
from mumpuni.regulations import decide
from mumpuni.regulations.panduan_2019.certificates import TRAINING_JP
from mumpuni.standards.models import Qualification
from mumpuni.training.models import Batch

KIND = "certification.results"
_WORDS = {
    "K": "K", "Kompeten": "K", "1": "K", "Ya": "K",
    "BK": "BK", "Belum kompeten": "BK", "Tidak kompeten": "BK", "0": "BK", "Tidak": "BK",
}  # fmt: skip


def unit_field(title: str) -> str:
    """The field of a unit; lasting, since column maps are remembered by it."""
    return "u" + hashlib.sha256(title.encode()).hexdigest()[:10]


@cache
def _titles() -> tuple[str, ...]:
    """All titles of the guide's lists, each once."""
    lists = [
        decide("panduan-2019/required-units", {"qualification": word}).values["units"] for word in Qualification.values
    ]
    return tuple(dict.fromkeys(title for titles in lists for title in titles))


def _fields() -> tuple[Field, ...]:
    verdict = cells.one_of(_WORDS)
    return (
        Field("participant", gettext_lazy("No. peserta"), parse=cells.whole_number, aliases=("nomor peserta",),
              help=gettext_lazy("Seperti pada templat angkatan; atau isi NIP.")),
        Field("nip", gettext_lazy("NIP"), parse=cells.nip, aliases=("nomor induk pegawai",), width=22),
        Field("name", gettext_lazy("Nama"), parse=cells.text, aliases=("nama peserta", "nama dan gelar"), width=30),
        Field("hours", gettext_lazy("JP pelatihan"), parse=cells.whole_number, aliases=("jp", "jp hadir")),
        Field("evidence", gettext_lazy("Bukti"), parse=cells.text, aliases=("lembar penilaian", "bukti uji"), width=36,
              help=gettext_lazy("Nama uji, tanggal, lembar; wajib bila ada unit yang kompeten.")),
        *(Field(unit_field(title), title, parse=verdict, choices=("K", "BK")) for title in _titles()),
    )  # fmt: skip


class ResultImporter(Importer):
    """Verdicts and hours of one batch."""

    kind = KIND
    title = gettext_lazy("Impor hasil uji kompetensi")
    description = gettext_lazy("Satu baris per peserta, satu kolom per unit: K (kompeten) atau BK (belum kompeten).")
    fields = _fields()
    unique = (("participant",), ("nip",))
    context_fields = ("angkatan",)
    template_name = "hasil-uji"

    def may_import(self, actor: Any, context: Context) -> bool:
        """Examiners of the batch."""
        batch = _batch(context)
        return batch is not None and policies.may_decide(actor, batch)

    def owner_key(self, context: Context) -> str:
        """Columns are remembered for all."""
        return KIND

    def describe(self, context: Context) -> str:
        """The batch, in words."""
        batch = _batch(context)
        return f"{batch.season}, {batch}" if batch else ""

    def check(self, rows: list[Row], context: Context, actor: Any) -> None:
        """Find the participants, and see that units, evidence and certificates allow the change."""
        batch = _batch(context)
        assert batch is not None
        results = {result.nomination.pk: result for result in results_of(participants_of(batch))}
        by_nip = dict(
            Identity.objects.filter(
                kind=IdentityKind.NIP, person__in=[result.nomination.person_id for result in results.values()]
            ).values_list("plain", "person_id")
        )
        by_person = {result.nomination.person_id: result for result in results.values()}
        for row in rows:
            found = results.get(row.get("participant")) or by_person.get(by_nip.get(row.get("nip"), 0))
            if found is None:
                _not_found(row)
            else:
                row.values["result"] = found
                _judge(row, found)

    def write(self, rows: list[Row], context: Context, actor: Any) -> Sequence[tuple[str, int] | None]:
        """Record the changed cells, one save for each text of evidence."""
        batch = _batch(context)
        assert batch is not None
        by_evidence: dict[str, list[Row]] = {}
        for row in rows:
            by_evidence.setdefault(row.get("evidence", ""), []).append(row)
        for evidence, same in by_evidence.items():
            record_results(
                actor=actor,
                batch=batch,
                units=[change for row in same for change in _unit_changes(row)],
                hours=[change for row in same for change in _hours_changes(row)],
                evidence=evidence,
            )
        return [None] * len(rows)

    def success_url(self, batch: Any) -> str:
        """The grid of the batch."""
        return reverse("certification:results", args=[batch.context["angkatan"]])


def template_file(results: Sequence[Result], *, title: str) -> bytes:
    """A workbook with the batch's participants and the units of their qualifications, filled as far as known."""
    titles = list(dict.fromkeys(unit.title for result in results for unit in result.units))
    columns = [
        _("No. peserta"),
        exports.Column(_("Nama"), width=34),
        _("JP pelatihan"),
        exports.Column(_("Bukti"), width=40),
    ]
    columns += [exports.Column(unit, width=16) for unit in titles]
    rows = []
    for result in results:
        words = {unit.title: result.verdicts[unit.pk].word for unit in result.units if unit.pk in result.verdicts}
        evidence = next((verdict.evidence for verdict in result.verdicts.values() if verdict.evidence), "")
        hours = result.nomination.training_jp
        known = [result.nomination.pk, result.nomination.person.full_name, "" if hours is None else hours, evidence]
        rows.append([*known, *(words.get(unit, "") for unit in titles)])
    return exports.workbook(columns=columns, rows=rows, title=title)


def _batch(context: Context) -> Batch | None:
    given = context.get("angkatan", "")
    return Batch.objects.select_related("season").filter(pk=int(given)).first() if given.isdigit() else None


def _not_found(row: Row) -> None:
    field = "participant" if row.get("participant") else "nip"
    row.fail(
        field,
        "unknown-participant",
        _("Tidak ada peserta diterima dengan nomor atau NIP ini pada angkatan tujuan."),
        _("Pakailah nomor peserta dari templat angkatan, atau periksa NIP-nya."),
    )


def _judge(row: Row, result: Result) -> None:
    titles = {unit.title for unit in result.units}
    for title in _titles():
        field = unit_field(title)
        if row.get(field) and title not in titles:
            row.fail(
                field,
                "foreign-unit",
                _("Unit ini tidak termasuk kualifikasi %(word)s.")
                % {"word": result.nomination.get_qualification_display()},
                _("Kosongkan sel ini."),
            )
    if (row.get("hours") or 0) > TRAINING_JP:
        row.fail(
            "hours",
            "too-many-hours",
            _("JP pelatihan paling banyak %(most)d.") % {"most": TRAINING_JP},
            _("Isi 0 sampai %(most)d.") % {"most": TRAINING_JP},
        )
    changed = _unit_changes(row)
    if changed and result.is_certified:
        row.fail(
            "",
            "certified",
            _("Sertifikat kompetensi peserta ini sudah terbit; hasilnya hanya berubah lewat koreksi."),
            _("Lewati baris ini, atau koreksi per unit pada halaman peserta."),
        )
    if any(change.now == "K" for change in changed) and not row.get("evidence"):
        row.fail(
            "evidence",
            "no-evidence",
            _("Keputusan “kompeten” memerlukan bukti."),
            _("Tulis nama uji, tanggal, dan lembar penilaiannya."),
        )
    if any(change.was for change in changed):
        row.warn(
            "",
            "changes-verdict",
            _("Baris ini mengubah keputusan yang sudah ada."),
            _("Ambil baris ini bila memang hendak diubah; bila tidak, lewati."),
        )
    given = str(row.get("name", "")).casefold()
    if given and cells.loose_key(result.nomination.person.name) not in cells.loose_key(given):
        row.warn(
            "name",
            "other-name",
            _("Nama ini berbeda dari peserta nomor itu: %(name)s.") % {"name": result.nomination.person.full_name},
            _("Periksa nomor pesertanya; ambil baris ini bila orangnya benar."),
        )


def _unit_changes(row: Row) -> list[UnitChange]:
    result: Result = row.values["result"]
    changes = []
    for unit in result.units:
        now, verdict = row.get(unit_field(unit.title)), result.verdicts.get(unit.pk)
        here = verdict.word if verdict else ""
        if now and now != here:
            changes.append(UnitChange(result.nomination.pk, unit.pk, now, here))
    return changes


def _hours_changes(row: Row) -> list[HoursChange]:
    nomination, now = row.values["result"].nomination, row.get("hours")
    if now is None or now == nomination.training_jp:
        return []
    return [HoursChange(nomination.pk, now, nomination.training_jp)]
