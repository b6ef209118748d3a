"""`mumpuni timetable`: solves and checks timetables in files, with no database and no settings."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mumpuni.config import words
from mumpuni.config.errors import InstallationError
from mumpuni.config.words import gettext as _

PLANNED, VIOLATED, UNREADABLE, IMPOSSIBLE, NOTHING = 0, 1, 2, 3, 4
_MOST_BYTES = 20_000_000


def add_parsers(subparsers: Any) -> dict[str, Callable[[argparse.Namespace], int]]:
    """Add `timetable solve` and `timetable check`; gives the handlers, which return the exit code."""
    about = _("menyusun dan memeriksa jadwal penilaian dari berkas")
    timetable = subparsers.add_parser("timetable", help=about, description=about)
    kinds = timetable.add_subparsers(metavar="PERINTAH", required=True)
    solving = kinds.add_parser("solve", help=_("menyusun jadwal; kode keluar 0 jadwal, 3 mustahil, 4 tidak ditemukan"))
    solving.add_argument("instance", type=Path, metavar="INSTANCE.json")
    solving.add_argument("--seconds", type=_seconds, help=_("batas waktu; tanpa ini menurut besarnya acara"))
    solving.add_argument("--workers", type=_number, default=2, help=_("inti prosesor yang dipakai"))
    solving.add_argument("--seed", type=_number, default=1, help=_("benih pengacakan"))
    solving.add_argument("--greedy", action="store_true", help=_("hanya jadwal cepat, tanpa pencarian"))
    solving.add_argument("--base", action="store_true", help=_("abaikan bagian repair dan susun dari awal"))
    checking = kinds.add_parser("check", help=_("memeriksa jadwal; kode keluar 0 sah, 1 ada pelanggaran"))
    checking.add_argument("instance", type=Path, metavar="INSTANCE.json")
    checking.add_argument("plan", type=Path, metavar="PLAN.json")
    for parser, handler in ((solving, solve), (checking, check)):
        parser.add_argument("--language", choices=words.LANGUAGES, help=_("bahasa keluaran"))
        parser.set_defaults(handler=handler)
    return {"solve": solve, "check": check}


def solve(options: argparse.Namespace) -> int:
    """Print a plan, or that there is none and why; progress and figures go to standard error."""
    from mumpuni.assessment import timetabling

    timetabling.speak_with(_)
    told = _json(options.instance)
    if options.base and isinstance(told, dict):
        told.pop("repair", None)
    try:
        instance = timetabling.read(told)
    except timetabling.InstanceError as error:
        return _refuse(options.instance, error.problems)
    if options.greedy:
        return _greedy(instance, options.seed)
    solution = timetabling.solve(instance, options.seconds, options.workers, options.seed, _progress)
    if solution.plan is None:
        proven = solution.status == "infeasible"
        _print({"instance": instance.id, "infeasible": proven, "reason": solution.reason})
        _say(solution.reason)
        return IMPOSSIBLE if proven else NOTHING
    _print(solution.plan.to_dict())
    _say(_summary(solution))
    _say(json.dumps(timetabling.figures(instance, solution.plan).to_dict(), ensure_ascii=False, indent=1))
    return PLANNED


def _greedy(instance: Any, seed: int) -> int:
    from mumpuni.assessment import timetabling
    from mumpuni.assessment.timetabling.greedy import greedy

    reason = timetabling.explain(instance)
    plan = None if reason else greedy(instance, tries=100, seed=seed).plan
    if plan:
        _print(plan.to_dict())
        return PLANNED
    _print(
        {"instance": instance.id, "infeasible": bool(reason), "reason": reason or _("Jadwal cepat tidak ditemukan.")}
    )
    return IMPOSSIBLE if reason else NOTHING


def _progress(progress: Any) -> None:
    seconds = f"{progress.seconds:.1f}"
    if progress.bound is None:
        _say(_("{seconds} detik: jadwal dengan nilai {value}").format(seconds=seconds, value=progress.value))
    else:
        text = _("{seconds} detik: jadwal dengan nilai {value}, paling baik mungkin {bound}")
        _say(text.format(seconds=seconds, value=progress.value, bound=progress.bound))


def _summary(solution: Any) -> str:
    text = _(
        "{status}: jadwal pertama setelah {first} detik, selesai setelah {seconds} detik, nilai {value}, batas {bound}"
    )
    said = text.format(
        status=solution.status,
        first=f"{solution.first_after_s or 0:.1f}",
        seconds=f"{solution.seconds:.1f}",
        value=solution.value,
        bound=solution.bound,
    )
    return said + (_("; terbukti perubahan paling sedikit") if solution.fewest_changes else "")


def check(options: argparse.Namespace) -> int:
    """Print every violation, or the figures of a lawful plan."""
    from mumpuni.assessment import timetabling

    timetabling.speak_with(_)
    try:
        instance = timetabling.read(_json(options.instance))
    except timetabling.InstanceError as error:
        return _refuse(options.instance, error.problems)
    told = _json(options.plan)
    if isinstance(told, dict) and told.get("infeasible"):
        _say(timetabling.explain(instance) or _("Hitungan tidak menemukan alasan bahwa jadwal ini mustahil."))
        return PLANNED if timetabling.explain(instance) else VIOLATED
    try:
        plan = timetabling.Plan.from_dict(told)
    except timetabling.PlanError as error:
        return _refuse(options.plan, [str(error)])
    broken = timetabling.violations(instance, plan)
    figures = timetabling.figures(instance, plan).to_dict()
    _print({"violations": [{"code": each.code, "sentence": each.sentence} for each in broken], "figures": figures})
    return VIOLATED if broken else PLANNED


def _json(path: Path) -> Any:
    """The JSON of a file of reasonable size."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _Unreadable(_("{file} lebih besar dari {most} MB.").format(file=path, most=_MOST_BYTES // 1_000_000))
        return json.loads(path.read_bytes())
    except OSError as error:
        raise _Unreadable(_("{file} tidak dapat dibaca: {why}").format(file=path, why=error.strerror)) from error
    except (ValueError, RecursionError) as error:
        raise _Unreadable(_("{file} bukan JSON: {why}").format(file=path, why=str(error)[:200])) from error


class _Unreadable(InstallationError):
    """The file cannot be used."""

    code = UNREADABLE


def _refuse(path: Path, problems: list[str]) -> int:
    for problem in problems:
        _say(f"{path}: {problem}")
    return UNREADABLE


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError(_("harus bilangan detik 1-86400"))
    return seconds


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 2**31:
        raise argparse.ArgumentTypeError(_("harus bilangan bulat positif"))
    return int(text)


def _print(told: Any) -> None:
    sys.stdout.buffer.write((json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode(errors="surrogatepass"))
    sys.stdout.flush()


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
