"""The tests of one regulation in as little time as possible, for mutants: no Django, no plugins, first failure ends."""

import os
import sys

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import pytest
from hypothesis import HealthCheck, settings

QUIET = ["-x", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir=.", "--import-mode=importlib",
         "--ignore=tests/regulations/test_doors.py"]  # fmt: skip


def main(rules: str, *tests: str) -> int:
    """The vectors of the rules whose name begins so, then these tests, then what every rule promises."""
    settings.register_profile(
        "mutants", derandomize=True, max_examples=25, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    settings.load_profile("mutants")
    quiet = [*QUIET, "--confcutdir=tests/regulations"]
    promises = [f"tests/regulations/test_{name}.py" for name in ("registry", "promises")]
    return (
        pytest.main([*quiet, "-k", rules, "tests/regulations/test_vectors.py"])
        or pytest.main([*quiet, *tests])
        or pytest.main([*quiet, "-k", rules, *promises])
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
