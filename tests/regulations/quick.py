"""The tests of one regulation in as little time as possible, for mutants: no Django, no plugins, first failure ends.

    python -m tests.regulations.quick bkn-26-2019/ tests/regulations/bkn_26_2019
    python -m tests.regulations.quick --wait SOCKET bkn-26-2019/ tests/regulations/bkn_26_2019

With --wait the test tools are loaded once, and whoever connects to the socket gets the exit code of a run in a fork
of its own, which loads the rules anew.
"""

import os
import socket
import sys
from pathlib import Path

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import jsonschema  # noqa: F401 loaded once for all forks
import pytest
from hypothesis import HealthCheck, settings

QUIET = [
    "-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "-c", os.devnull, "--rootdir=.", "--import-mode=importlib",
    "--ignore=tests/regulations/test_doors.py", "--confcutdir=tests/regulations",
]  # fmt: skip
#: What every rule promises and vectors alone do not show; with few examples, since each mutant pays for them.
PROMISES = (
    "says_what_it_is or cannot_be_changed or may_be_left_out or keeps_the_contract or reached_by_a_vector or has_words"
)


def run(rules: str, *tests: str) -> int:
    """The vectors of the rules whose name begins so, then these tests, then what every rule promises."""
    os.environ["MUMPUNI_VECTORS"] = rules.rstrip("/")
    for name, examples in (("mutants", 25), ("promises", 5)):
        settings.register_profile(
            name, derandomize=True, max_examples=examples, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
    settings.load_profile("mutants")
    promises = [f"tests/regulations/test_{name}.py" for name in ("registry", "promises")]
    failed = pytest.main([*QUIET, "-k", rules, "tests/regulations/test_vectors.py"]) or pytest.main([*QUIET, *tests])
    settings.load_profile("promises")
    return int(failed or pytest.main([*QUIET, "-k", f"{rules} and ({PROMISES})", *promises]))


def wait(place: str, *asked: str) -> None:
    """Answer every connection with the exit code of a run."""
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
                    code = 1
                    try:
                        code = run(*asked)
                    finally:
                        visitor.sendall(str(code).encode())
                        os._exit(code)
                os.waitpid(child, 0)


if __name__ == "__main__":
    if sys.argv[1] == "--wait":
        wait(*sys.argv[2:])
    sys.exit(run(*sys.argv[1:]))
