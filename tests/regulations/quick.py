"""The tests of one regulation in as little time as possible, for mutants: no Django, no plugins, first failure ends."""

import os
import sys

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import pytest
from hypothesis import HealthCheck, settings

QUIET = ["-x", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir=.", "--import-mode=importlib",
         "--ignore=tests/regulations/test_doors.py"]  # fmt: skip


#: What every rule promises and vectors alone do not show; with few examples, since each mutant pays for them.
PROMISES = (
    "says_what_it_is or cannot_be_changed or may_be_left_out or keeps_the_contract or reached_by_a_vector or has_words"
)


def main(rules: str, *tests: str) -> int:
    """The vectors of the rules whose name begins so, then these tests, then what every rule promises."""
    os.environ["MUMPUNI_VECTORS"] = rules.rstrip("/")
    for name, examples in (("mutants", 25), ("promises", 5)):
        settings.register_profile(
            name, derandomize=True, max_examples=examples, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
    settings.load_profile("mutants")
    quiet = [*QUIET, "--confcutdir=tests/regulations"]
    promises = [f"tests/regulations/test_{name}.py" for name in ("registry", "promises")]
    failed = pytest.main([*quiet, "-k", rules, "tests/regulations/test_vectors.py"]) or pytest.main([*quiet, *tests])
    settings.load_profile("promises")
    return failed or pytest.main([*quiet, "-k", f"{rules} and ({PROMISES})", *promises])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
