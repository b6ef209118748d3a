"""`mumpuni rules` and `mumpuni decide`: the law on the command line, with no database and no settings."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from mumpuni.regulations import Misfit, Problem, answer, rules

DECIDED, MISFIT = 0, 2


def add_parsers(subparsers: Any) -> dict[str, Callable[[argparse.Namespace], int]]:
    """Add both commands to argparse's subparsers; gives the handlers, which return the exit code."""
    listing = subparsers.add_parser("rules", help="daftar aturan / list the rules")
    listing.add_argument("--json", action="store_true", help="JSON, with the JSON Schema of facts and values")
    deciding = subparsers.add_parser("decide", help="putuskan fakta menurut aturan / judge facts by a rule")
    deciding.add_argument("rule", metavar="RULE-ID", help="such as panduan-2019/certificate")
    deciding.add_argument("file", metavar="FILE", nargs="?", default="-", help="facts as JSON; - is standard input")
    deciding.add_argument("--on", metavar="YYYY-MM-DD", help="the day that governs; the newest edition without it")
    for parser in (listing, deciding):
        parser.add_argument("--language", choices=("id", "en"), default="id")
    handlers: dict[str, Callable[[argparse.Namespace], int]] = {"rules": list_rules, "decide": decide}
    listing.set_defaults(handler=list_rules)
    deciding.set_defaults(handler=decide)
    return handlers


def list_rules(options: argparse.Namespace) -> int:
    """Print every rule: name, title, articles; as JSON also what it takes and gives."""
    if options.json:
        _print([rule.as_json(options.language) for rule in rules()], sys.stdout)
        return DECIDED
    for rule in rules():
        known = rule.as_json(options.language)
        sys.stdout.write(f"{known['id']}  {known['title']}\n")
        sys.stdout.writelines(f"    {article}\n" for article in known["articles"])
    return DECIDED


def decide(options: argparse.Namespace) -> int:
    """Print the decision on the facts; what does not fit goes to standard error as JSON, with exit code 2."""
    try:
        decided = answer(options.rule, _read(options.file), options.on, options.language)
    except Misfit as misfit:
        _print(misfit.as_json(options.language), sys.stderr)
        return MISFIT
    _print(decided, sys.stdout)
    return DECIDED


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as reason:
        raise Misfit([Problem("file", "unreadable", {"reason": reason.strerror})]) from reason


def _print(answered: Any, stream: TextIO) -> None:
    """UTF-8 whatever the locale of the machine; a lone surrogate in the facts comes back as it was written."""
    text = json.dumps(answered, ensure_ascii=False, indent=2) + "\n"
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
