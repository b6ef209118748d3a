"""Where an installation keeps its things: database, files, keys.

The folder is `MUMPUNI_DATA`; left out, `/var/lib/mumpuni` for root and the user's own data folder for anybody else.
"""

import os
import secrets
from pathlib import Path


def data_folder() -> Path:
    """The folder of this installation; it need not exist yet."""
    if given := os.environ.get("MUMPUNI_DATA"):
        return Path(given).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/mumpuni")
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "mumpuni"


def secret_key() -> str:
    """The key that signs sessions and mail links, made on first use."""
    return _key("django-secret").hex()


def master_key() -> bytes:
    """The 32 bytes that seal identity numbers and signing keys, made on first use."""
    return _key("master")


def _key(name: str) -> bytes:
    folder = data_folder() / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text())
    key = secrets.token_bytes(32)
    with os.fdopen(handle, "w") as file:
        file.write(key.hex())
    return key
