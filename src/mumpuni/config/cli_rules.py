"""`mumpuni rules` and `mumpuni decide`: the law on the command line, with no database and no settings."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from mumpuni.regulations import Misfit, Problem, answer, catalogues, explained, readings, rules

DECIDED, MISFIT = 0, 2


def add_parsers(subparsers: Any) -> dict[str, Callable[[argparse.Namespace], int]]:
    """Add both commands to argparse's subparsers; gives the handlers, which return the exit code."""
    listing = subparsers.add_parser("rules", help="daftar aturan / list the rules")
    what = listing.add_mutually_exclusive_group()
    what.add_argument("--readings", action="store_true", help="tafsir dan pertentangan / how conflicts are read")
    what.add_argument("--catalogues", action="store_true", help="katalog / lists and tables of the law")
    listing.add_argument("--json", action="store_true", help="JSON, with the JSON Schema of facts and values")
    deciding = subparsers.add_parser("decide", help="putuskan fakta menurut aturan / judge facts by a rule")
    deciding.add_argument("rule", metavar="RULE-ID", help="such as panduan-2019/certificate")
    deciding.add_argument("file", metavar="FILE", nargs="?", default="-", help="facts as JSON; - is standard input")
    deciding.add_argument("--on", metavar="YYYY-MM-DD", help="the day that governs; the newest edition without it")
    deciding.add_argument(
        "--explain", action="store_true", help="facts, arithmetic, articles instead of the decision alone"
    )
    deciding.add_argument("--text", action="store_true", help="with --explain: as lines to read instead of JSON")
    for parser in (listing, deciding):
        parser.add_argument("--language", choices=("id", "en"), default="id")
    handlers: dict[str, Callable[[argparse.Namespace], int]] = {"rules": list_rules, "decide": decide}
    listing.set_defaults(handler=list_rules)
    deciding.set_defaults(handler=decide)
    return handlers


def list_rules(options: argparse.Namespace) -> int:
    """Print every rule, reading or catalogue with its articles; as JSON also what a rule takes and gives."""
    told = readings() if options.readings else catalogues() if options.catalogues else rules()
    known = [each.as_json(options.language) for each in told]
    if options.json:
        _print(known, sys.stdout)
    else:
        lines = _reading if options.readings else _catalogue if options.catalogues else _rule
        _write("".join(f"{line}\n" for each in known for line in lines(each)), sys.stdout)
    return DECIDED


def _rule(known: dict[str, Any]) -> Iterator[str]:
    yield f"{known['id']}  {known['title']}"
    yield from (f"    {article}" for article in known["articles"])


def _reading(known: dict[str, Any]) -> Iterator[str]:
    yield f"{known['id']}  {known['title']}"
    yield f"    {known['question']}"
    yield from (f'    {side["citation"]}: "{side["quote"]}"' for side in known["sides"])
    yield f"    -> {known['reading']}"
    if known["setting"]:
        yield f"    [{known['setting']}]"


def _catalogue(known: dict[str, Any]) -> Iterator[str]:
    yield f"{known['id']}  {known['title']}"
    yield f"    {known['basis']['citation'] if known['basis'] else known['note']}"
    yield from (f"    {entry['code']}  {entry['name']}" for entry in known["entries"])


def decide(options: argparse.Namespace) -> int:
    """Print the decision on the facts; what does not fit goes to standard error as JSON, with exit code 2."""
    try:
        ask = explained if options.explain else answer
        decided = ask(options.rule, _read(options.file), options.on, options.language)
    except Misfit as misfit:
        _print(misfit.as_json(options.language), sys.stderr)
        return MISFIT
    if options.explain and options.text:
        many = decided if isinstance(decided, list) else [decided]
        _write("\n\n".join(each["text"] for each in many) + "\n", sys.stdout)
    else:
        _print(decided, sys.stdout)
    return DECIDED


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as reason:
        raise Misfit([Problem("file", "unreadable", {"reason": reason.strerror})]) from reason


def _print(answered: Any, stream: TextIO) -> None:
    """UTF-8 whatever the locale of the machine; a lone surrogate in the facts comes back as it was written.

    A list has a line for each of its items: a hundred thousand decisions need no indentation.
    """
    if isinstance(answered, list):
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in answered)
        _write(f"[\n{lines}\n]\n" if answered else "[]\n", stream)
    else:
        _write(json.dumps(answered, ensure_ascii=False, indent=2) + "\n", stream)


def _write(text: str, stream: TextIO) -> None:
    stream.flush()
    stream.buffer.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def main(arguments: list[str] | None = None) -> int:
    """The two commands by themselves."""
    parser = argparse.ArgumentParser(prog="mumpuni")
    handlers = add_parsers(parser.add_subparsers(dest="command", required=True))
    options = parser.parse_args(arguments)
    return handlers[options.command](options)


if __name__ == "__main__":
    sys.exit(main())
