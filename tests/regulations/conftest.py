"""Where the texts of the regulations are read from, when they are at hand."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

TEXTS = Path(os.environ.get("MUMPUNI_TEXTS", Path(__file__).parents[3] / "shared" / "seeds"))
FILES = {
    "bkn-26-2019": "bkn-26-2019-penilaian-kompetensi.txt",
    "bkn-11-2008": "perka-bkn-11-2008-jabatan-struktural.txt",
    "bkn-7-2020": "bkn-7-2020-sertifikasi-kompetensi-teknis.txt",
    "permendagri-11-2018": "permendagri-kka-skk-sp2-pdn.txt",
    "panduan-2019": "panduan-pelatihan-sertifikasi-2019.txt",
}


@pytest.fixture(scope="session")
def regulation_text() -> Callable[[str], str]:
    """The text of a regulation in one line, without marks of layout."""

    def read(regulation: str) -> str:
        file = TEXTS / FILES[regulation]
        if not file.exists():
            pytest.skip(f"the text of {regulation} is not at hand; MUMPUNI_TEXTS can say where it is")
        return " ".join(re.sub(r"\*|</?i>", "", file.read_text(encoding="utf-8")).split())

    return read
