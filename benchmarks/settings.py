"""Settings of an installation, with one page more to compare with."""

from mumpuni.config.settings.base import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
LOGGING["root"]["level"] = "WARNING"  # noqa: F405
