"""The built front end: which files a page needs, as vite's manifest names them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "ui"
MISSING = "Tampilan belum dibangun: jalankan `npm ci && npm run build` di folder frontend."


def manifest() -> dict[str, Any]:
    """What vite built; empty before the first build, so that an error page can still be drawn."""
    return _read((FOLDER / "manifest.json").stat().st_mtime_ns) if (FOLDER / "manifest.json").exists() else {}


@cache
def _read(_changed_at: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "manifest.json").read_text())
    return found


def url(name: str) -> str:
    """The address of one built file, by the name it has in the source; empty when it was not built."""
    entry = manifest().get(name)
    return static(f"ui/{entry['file']}") if entry else ""


def styles(name: str) -> list[str]:
    """The addresses of the style sheets that an entry brings along."""
    return [static(f"ui/{file}") for file in manifest().get(name, {}).get("css", [])]


def fonts() -> list[str]:
    """The addresses of the fonts, so that a page can ask for them before it has read its style sheet."""
    return [static(f"ui/{entry['file']}") for entry in manifest().values() if entry["file"].endswith(".woff2")]


def check_built(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Say so at start when the front end was never built."""
    if manifest() or settings.DEBUG:
        return []
    return [Error(MISSING, id="ui.E001")]
