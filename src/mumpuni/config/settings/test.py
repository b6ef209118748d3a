"""Settings of the tests: the same product on a throwaway database, with cheap hashing and fixed keys."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("MUMPUNI_DATA", tempfile.mkdtemp(prefix="mumpuni-test-"))

from mumpuni.config.settings.base import *  # noqa: F403

SECRET_KEY = "test-only"
MUMPUNI_MASTER_KEY = b"0123456789abcdef0123456789abcdef"
MUMPUNI_FILES = Path(os.environ["MUMPUNI_DATA"]) / "files"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
MUMPUNI_RULES_PER_MINUTE = 100_000
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405
