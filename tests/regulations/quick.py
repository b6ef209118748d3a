"""The tests of one regulation in as little time as possible, for mutants: no Django, no plugins, first failure ends.

    python -m tests.regulations.quick bkn-26-2019/ tests/regulations/bkn_26_2019
    python -m tests.regulations.quick --wait SOCKET bkn_26_2019 bkn-26-2019/ tests/regulations/bkn_26_2019

With --wait test tools and rules are loaded once, and whoever connects to the socket gets the exit code of a run in a
fork of its own, which loads the modules of the regulation anew.
"""

import os
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import jsonschema  # noqa: F401 loaded once for all forks
import pytest
from hypothesis import HealthCheck, Phase, settings

QUIET = [
    *"-x -q -p no:cacheprovider -p no:warnings --assert=plain --tb=no --rootdir=. --import-mode=importlib".split(),
    *"--ignore=tests/regulations/test_doors.py --confcutdir=tests/regulations -c".split(),
    os.devnull,
]
#: Seconds; a sound run takes a tenth of it.
LONGEST = 10
#: What every rule promises and its own tests do not show.
PROMISES = [
    "tests/regulations/test_registry.py::test_facts_cannot_be_changed_and_have_no_room_for_others",
    "tests/regulations/test_registry.py::test_every_decision_keeps_the_contract",
    "tests/regulations/test_promises.py::test_every_outcome_is_reached_by_a_vector",
]


def vectors_of(rules: str) -> ModuleType:
    """The vectors of one regulation, asked without the ceremony of a test each."""
    os.environ["MUMPUNI_VECTORS"] = rules.rstrip("/")
    return import_module("tests.regulations.test_vectors")


def run(rules: str, *tests: str) -> int:
    """The vectors of the rules whose name begins so, then these tests, then what every rule promises."""
    vectors = vectors_of(rules)
    try:
        for case in vectors.every_case():
            vectors.judge(case)
    except Exception:  # whatever a broken rule raises, a test would have failed
        return 1
    for name, examples in (("mutants", 10), ("promises", 2)):
        settings.register_profile(
            name, derandomize=True, max_examples=examples, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate),
        )  # fmt: skip
    settings.load_profile("mutants")
    failed = pytest.main([*QUIET, *tests])
    settings.load_profile("promises")
    return int(failed or pytest.main([*QUIET, "-k", rules, *PROMISES]))


def load_anew(package: str) -> None:
    """Forget a package of regulations and load it as it stands in the files now; all of them where none is named."""
    own = f"mumpuni.regulations.{package}".rstrip(".")
    registry = sys.modules["mumpuni.regulations.registry"]
    for name in [name for name in sys.modules if name == own or name.startswith(f"{own}.")]:
        del sys.modules[name]
    if not package:
        # The tests hold on to what they imported.
        for name in [name for name in sys.modules if name.startswith("tests.") and name != __name__]:
            del sys.modules[name]
    else:
        mine = package.replace("_", "-") + "/"
        for rule_id in [name for name in registry._EDITIONS if name.startswith(mine)]:
            del registry._EDITIONS[rule_id]
        found = import_module(own)
        for module in walk_packages(found.__path__, f"{own}."):
            import_module(module.name)


def wait(place: str, package: str, *asked: str) -> None:
    """Answer every connection with the exit code of a run."""
    vectors_of(asked[0])
    pytest.main([*QUIET, "tests/regulations/test_calendar.py"])
    Path(place).unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen()
        while True:
            visitor, _ = door.accept()
            with visitor:
                child = os.fork()
                if child == 0:
                    door.close()
                    # A broken rule may never end; whoever waits gets no answer then and counts it as noticed.
                    signal.alarm(LONGEST)
                    code = 1
                    try:
                        load_anew(package)
                        code = run(*asked)
                    finally:
                        visitor.sendall(str(code).encode())
                        os._exit(code)
                os.waitpid(child, 0)


if __name__ == "__main__":
    if sys.argv[1] == "--wait":
        wait(*sys.argv[2:])
    sys.exit(run(*sys.argv[1:]))
