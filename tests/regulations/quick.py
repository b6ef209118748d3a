"""The tests of one regulation in as little time as possible, for mutants: no Django, no plugins, first failure ends."""

import os
import sys
from pathlib import Path

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import pytest
from hypothesis import HealthCheck, settings

QUIET = ["-x", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir=.", "--import-mode=importlib",
         "--ignore=tests/regulations/test_doors.py"]  # fmt: skip


def main(vectors: str, *tests: str) -> int:
    """Vectors whose file lies under this folder first, then the tests in Python."""
    settings.register_profile(
        "mutants", derandomize=True, max_examples=25, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    settings.load_profile("mutants")
    quiet = [*QUIET, "--confcutdir=tests/regulations"]
    found = [path for path in tests if Path(path).exists()]
    return pytest.main([*quiet, "-k", vectors, "tests/regulations/test_vectors.py"]) or (
        pytest.main([*quiet, *found]) if found else 0
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
