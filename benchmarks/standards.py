"""The register of SKK-PDN at 2,000 standards: list, search, CASE of everything, and one large standard in and out.

Beside the list stands the smallest page of the same pipeline, beside search the bare query of PostgreSQL over one
table, beside CASE the plain reading of the same rows, each measured in turns with ours.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks import workbench

STANDARDS = 40 if workbench.QUICK else 2_000
UNITS, ELEMENTS, CRITERIA = 20, 2, 5
RUNS = 5 if workbench.QUICK else 40
SEARCHES = 20 if workbench.QUICK else 200
LARGE = 6 if workbench.QUICK else 60

VERBS = "menyusun menelaah merencanakan mengevaluasi mengoordinasikan memverifikasi melaporkan mengendalikan".split()
VERBS += "menganalisis memfasilitasi mengawasi menetapkan merumuskan mengelola membina melaksanakan".split()
NOUNS = "anggaran mutasi kebijakan pelayanan perizinan kependudukan pembangunan wilayah keuangan aset arsip".split()
NOUNS += "perencanaan pendapatan pajak retribusi kecamatan kelurahan kerja sama pengaduan bencana statistik".split()
NOUNS += "kepegawaian organisasi jabatan kinerja pengadaan hukum peraturan dokumen data informasi sistem".split()
QUALITIES = "sesuai prosedur|tepat waktu|berdasarkan peraturan|secara berkala|dengan teliti|menurut kebutuhan".split(
    "|"
)
PLACES = "daerah provinsi kabupaten kota desa kecamatan pusat wilayah perbatasan pesisir".split()


def measure() -> dict[str, Any]:
    with workbench.installation() as data:
        seconds = workbench.timed(_fill)
        workbench.say(f"   filled in {seconds:.0f} s")
        figures: dict[str, Any] = _size()
        figures |= _lists()
        figures |= _searches()
        for what in ("case", "large"):
            # A process of its own each, so that memory is that of the work alone.
            result = data / f"{what}.json"
            command = [sys.executable, "-m", "benchmarks.standards", what, str(result)]
            subprocess.run(command, cwd=workbench.REPOSITORY, check=True)
            figures |= json.loads(result.read_text())
        return figures


def _words(dice: random.Random) -> str:
    return f"{dice.choice(VERBS)} {dice.choice(NOUNS)} {dice.choice(NOUNS)} {dice.choice(PLACES)}"


def _fill() -> None:
    """2,000 standards with all their text by COPY, words from a fixed seed; published at last, for then they close."""
    from datetime import date

    from django.db import connection
    from django.utils import timezone

    from mumpuni.people.models import Account
    from mumpuni.standards.models import StandardVersion

    dice, day = random.Random(11), date(2026, 1, 2)
    versions = _drafts(dice, day)
    _write_texts(dice, versions)
    StandardVersion.objects.update(
        stage="distribusi",
        decree_number="100-1 Tahun 2026",
        decree_date=day,
        in_force_from=day,
        published_at=timezone.now(),
    )
    Account.objects.create_user("pembaca@contoh.go.id", None, name="Pembaca")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _drafts(dice: random.Random, day: Any) -> list[int]:
    """One empty version of each standard, by number."""
    from mumpuni.standards.models import OccupationalStandard, StandardVersion

    codes = [("AP", "provinsi"), ("AK", "kabupaten-kota"), ("PTP", "provinsi"), ("PTK", "kabupaten-kota")]
    standards = OccupationalStandard.objects.bulk_create(
        OccupationalStandard(
            title=f"Kepala {_words(dice).title()} {number}",
            position="pengawas" if number % 4 < 2 else "jpt-pratama",
            government=codes[number % 4][1],
            job_code=codes[number % 4][0],
            position_number=number // 4 + 1,
        )
        for number in range(STANDARDS)
    )
    made = StandardVersion.objects.bulk_create(StandardVersion(standard=each, started_on=day) for each in standards)
    return [version.pk for version in made]


def _write_texts(dice: random.Random, versions: list[int]) -> None:
    from mumpuni.standards.models import CompetencyUnit, Element, PerformanceCriterion

    def text() -> str:
        return f"{_words(dice).capitalize()} {dice.choice(QUALITIES)}.\n\n- {_words(dice)}\n- {_words(dice)}"

    kinds = ["U"] * 3 + ["I"] * (UNITS - 6) + ["P"] * 3

    def units() -> Iterable[tuple[Any, ...]]:
        for version in versions:
            numbers = {"U": 0, "I": 0, "P": 0}
            for kind in kinds:
                numbers[kind] += 1
                texts = [text() for _name in CompetencyUnit.TEXTS[1:]]
                yield (version, kind, numbers[kind], _words(dice).title(), *texts)

    names = ["version_id", "kind", "number", *CompetencyUnit.TEXTS]
    _copy(CompetencyUnit, names, units(), {"no_counterpart": False})
    parents = list(CompetencyUnit.objects.values_list("pk", flat=True).order_by("pk"))
    elements = ((pk, number, _words(dice)) for pk in parents for number in range(1, ELEMENTS + 1))
    _copy(Element, ["unit_id", "number", "title"], elements, {})
    parents = list(Element.objects.values_list("pk", flat=True).order_by("pk"))
    criteria = (
        (pk, number, f"{_words(dice).capitalize()} {dice.choice(QUALITIES)}")
        for pk in parents
        for number in range(1, CRITERIA + 1)
    )
    _copy(PerformanceCriterion, ["element_id", "number", "title"], criteria, {})


def _copy(model: Any, names: list[str], rows: Iterable[tuple[Any, ...]], more: dict[str, Any]) -> None:
    import uuid

    from django.db import connection
    from django.utils import timezone

    now = timezone.now()
    columns = [*names, *more, "identifier", "lineage", "revision", "changes", "changed_at"]
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row((*row, *more.values(), uuid.uuid4(), uuid.uuid4(), 1, "{}", now))


def _size() -> dict[str, Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()) / 1e6")
        size = cursor.fetchone()[0]
    return {
        "standards": STANDARDS,
        "units": STANDARDS * UNITS,
        "criteria": STANDARDS * UNITS * ELEMENTS * CRITERIA,
        "database, MB": round(float(size)),
    }


def _client() -> Any:
    from django.conf import settings
    from django.test import Client

    from mumpuni.people.models import Account

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(Account.objects.get(email="pembaca@contoh.go.id"))
    return client


def _lists() -> dict[str, Any]:
    """The list, filtered and not, inside one process without a network; the search form without words beside it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = _client()
    pages = {
        "bare page": "/skk-pdn/cari/",
        "list": "/skk-pdn/",
        "list, filtered": "/skk-pdn/?government=provinsi&position=pengawas",
        "list, one day": "/skk-pdn/?on=2026-06-01",
        "list, sorted by units": "/skk-pdn/?sort=-units_all",
        "list, last page": f"/skk-pdn/?page={STANDARDS // 25}",
    }
    figures, times = {}, {word: [] for word in pages}
    for word, path in pages.items():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        figures[f"{word}, queries"] = len(captured)
    for _number in range(RUNS):
        for word, path in pages.items():
            times[word].append(1000 * workbench.timed(lambda path=path: client.get(path)))
    for word, each in times.items():
        figures[f"{word}, p50 ms"] = workbench.median(each)
        figures[f"{word}, p95 ms"] = workbench.percentile(each, 95)
        figures[f"{word}, ratio to bare page"] = workbench.median(each) / workbench.median(times["bare page"])
    workbench.say(f"   list {figures['list, p50 ms']:.0f} ms")
    return figures


def _searches() -> dict[str, Any]:
    """Words of all kinds: one that stands in a tenth of all criteria, two, three, a phrase, none that is there."""
    from django.db import connection

    from mumpuni.standards.models import PerformanceCriterion

    client, dice = _client(), random.Random(12)
    table = PerformanceCriterion._meta.db_table
    statement = f"SELECT id FROM {table} WHERE search @@ websearch_to_tsquery('indonesian', %s) LIMIT 1000"

    def bare(words: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, [words])
            cursor.fetchall()

    makers: dict[str, Callable[[], str]] = {
        "one word": lambda: dice.choice(VERBS + NOUNS),
        "two words": lambda: f"{dice.choice(VERBS)} {dice.choice(NOUNS)}",
        "three words": lambda: f"{dice.choice(VERBS)} {dice.choice(NOUNS)} {dice.choice(PLACES)}",
        "a phrase": lambda: f'"{dice.choice(VERBS)} {dice.choice(NOUNS)}"',
        "a word that is nowhere": lambda: f"xyz{dice.randrange(1000)}",
        "a code": lambda: f"AP.{dice.randrange(1, max(2, STANDARDS // 4)):03d}.UK-I.{dice.randrange(1, 15):02d}",
    }
    every: list[float] = []
    beside: list[float] = []
    figures: dict[str, Any] = {}
    for word, make in makers.items():
        times = []
        for _number in range(max(3, SEARCHES // len(makers))):
            words = make()
            times.append(1000 * workbench.timed(lambda words=words: client.get("/skk-pdn/cari/", {"q": words})))
            beside.append(1000 * workbench.timed(lambda words=words: bare(words)))
        every += times
        figures[f"search, {word}, p50 ms"] = workbench.median(times)
        figures[f"search, {word}, p95 ms"] = workbench.percentile(times, 95)
    figures["search, all, p50 ms"] = workbench.median(every)
    figures["search, all, p95 ms"] = workbench.percentile(every, 95)
    figures["bare full text over criteria, p50 ms"] = workbench.median(beside)
    figures["bare full text over criteria, p95 ms"] = workbench.percentile(beside, 95)
    workbench.say(f"   search p95 {figures['search, all, p95 ms']:.0f} ms")
    return figures


def _case() -> dict[str, Any]:
    """Everything as CASE into nothing; memory is looked at after each twentieth of it."""
    from django.db import connection

    from mumpuni.people.models import Account
    from mumpuni.standards.models import CompetencyUnit, Element, PerformanceCriterion
    from mumpuni.standards.selectors import case

    actor = Account.objects.get(email="pembaca@contoh.go.id")
    next(iter(case.register_pieces(actor, "https://mumpuni.example/")))
    models = (CompetencyUnit, Element, PerformanceCriterion)

    def bare() -> None:
        for model in models:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT identifier, title, number, changed_at FROM {model._meta.db_table}")
                for row in cursor:
                    json.dumps(row, default=str)

    workbench.forget_peak()
    before, start, size, seen = workbench.memory(), time.perf_counter(), 0, []
    busy = time.process_time()
    for at, piece in enumerate(case.register_pieces(actor, "https://mumpuni.example/")):
        size += len(piece)
        if at % max(1, STANDARDS // 20) == 0:
            seen.append(workbench.memory())
    seconds, busy, peak = time.perf_counter() - start, time.process_time() - busy, workbench.memory("VmHWM")
    plain = workbench.timed(bare)
    return {
        "CASE of all, s": seconds,
        "CASE of all, processor s": busy,
        "CASE of all, MB written": size / 1e6,
        "CASE of all, memory before, MB": before,
        "CASE of all, memory at a tenth and at the end, MB": [seen[2], seen[-1]],
        "CASE of all, memory at peak, MB": peak,
        "CASE of all, reading and writing the titles alone, s": plain,
        "CASE of all, ratio to that": seconds / plain,
    }


def _large() -> dict[str, Any]:
    """A standard of 60 units in by spreadsheet, and out as a book; how fast, in how much memory."""
    from datetime import date

    from mumpuni.exchange import services as exchange
    from mumpuni.exchange.exports import Column, workbook
    from mumpuni.people.models import Account, Role, RoleGrant
    from mumpuni.standards.importers.trees import TreeImporter
    from mumpuni.standards.models import CompetencyUnit, OccupationalStandard, StandardVersion
    from mumpuni.standards.services.books import print_book

    dice = random.Random(13)
    actor = Account.objects.create_user("bpsdm@contoh.go.id", None, name="BPSDM")
    RoleGrant.objects.create(account=actor, role=Role.BPSDM, starts_on=date(2026, 1, 1), reason="benchmark")
    standard = OccupationalStandard.objects.create(
        title="Besar", position="pengawas", government="provinsi", job_code="AP", position_number=999
    )
    version = StandardVersion.objects.create(standard=standard, started_on=date(2026, 1, 2))
    blank = [""] * (len(CompetencyUnit.TEXTS) - 1)
    rows: list[list[str]] = []
    for unit in range(LARGE):
        front = ["UK-I", f"{_words(dice).title()} {unit}"]
        rows.append(["Unit", *front, "", "", *(f"{_words(dice)}.\n\n- {_words(dice)}" for _text in blank)])
        for element in range(5):
            title = f"{_words(dice)} {element}"
            rows.append(["Elemen", *front, title, "", *blank])
            rows += [["KUK", *front, title, f"{_words(dice)} {dice.choice(QUALITIES)}", *blank] for _each in range(5)]
    columns = [Column(field.label, field.width) for field in TreeImporter.fields]
    data = workbook(columns, rows, "SKK-PDN")
    workbench.forget_peak()
    figures: dict[str, Any] = {"import, rows": len(rows), "import, memory before, MB": workbench.memory()}
    start = time.perf_counter()
    batch = exchange.upload(
        actor=actor, kind="standards.skk-tree", file_name="n.xlsx", data=data, context={"versi": str(version.pk)}
    )
    batch = exchange.map_columns(actor=actor, batch=batch)
    if batch.state == "checking":
        exchange.run_check(batch_id=str(batch.pk), actor_id=actor.pk)
        batch.refresh_from_db()
    figures["import, check, s"] = time.perf_counter() - start
    assert batch.state == "checked", batch.notice
    exchange.confirm(actor=actor, batch=batch)
    start = time.perf_counter()
    exchange.run_confirm(batch_id=str(batch.pk), actor_id=actor.pk)
    figures["import, enter, s"] = time.perf_counter() - start
    figures["import, memory at peak, MB"] = workbench.memory("VmHWM")
    assert version.units.count() == LARGE, batch.notice
    workbench.forget_peak()
    figures["book, memory before, MB"] = workbench.memory()
    start = time.perf_counter()
    pdf = print_book(version)
    figures["book, first, s"] = time.perf_counter() - start
    figures["book, kB"] = len(pdf) / 1000
    figures["book, memory at peak, MB"] = workbench.memory("VmHWM")
    return figures


if __name__ == "__main__":
    from mumpuni.config import installation

    with installation.database():
        workbench.set_up()
        Path(sys.argv[2]).write_text(json.dumps({"case": _case, "large": _large}[sys.argv[1]]()))
