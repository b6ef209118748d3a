"""The English catalogue: complete, and the tool that keeps it so."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from mumpuni.ui import messages


def test_every_text_has_english() -> None:
    assert messages.problems() == []


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "app" / "templates"
    folder.mkdir(parents=True)
    (tmp_path / "app" / "code.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        'a = _("Simpan")\n'
        'b = ngettext("Satu orang", "%(n)d orang", 3)\n'
        'c = pgettext("bulan", "Mei")\n'
    )
    (folder / "page.html").write_text(
        '{% load i18n %}\n<p>\n    {% translate "Batal" %} {% translate "Mei" context "nama" %}\n  </p>\n'
        "{% blocktranslate trimmed with name=x %}\n  Halo\n  {{ name }}\n{% endblocktranslate %}\n"
        "{% blocktranslate count n=y %}Satu baris{% plural %}{{ n }} baris{% endblocktranslate %}\n"
    )
    (folder / "mail.txt").write_text('{% load i18n %}{% translate "Salam" %}')
    (tmp_path / "app" / "notes.txt").write_text('{% load i18n %}{% translate "Bukan templat" %}')
    return tmp_path / "app"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return tmp_path / "locale" / "django.po"


def translate(catalogue: Path, words: dict[tuple[str, str | None], object]) -> None:
    known = messages.read(catalogue)
    assert known is not None
    for (text, context), english in words.items():
        message = known.get(text, context=context)
        assert message is not None, text
        message.string = english
    with catalogue.open("wb") as file:
        messages.write_po(file, known)


def ids(catalogue: Catalog | None) -> set[tuple[object, str | None]]:
    assert catalogue is not None
    return {(message.id, message.context) for message in catalogue if message.id}


ALL: dict[tuple[str, str | None], object] = {
    ("Simpan", None): "Save",
    ("Satu orang", None): ("One person", "%(n)d people"),
    ("Mei", "bulan"): "May",
    ("Batal", None): "Cancel",
    ("Mei", "nama"): "Mei",
    ("Halo %(name)s", None): "Hello %(name)s",
    ("Satu baris", None): ("One row", "%(n)s rows"),
    ("Salam", None): "Regards",
}


def test_texts_are_found_in_code_and_templates(source: Path, catalogue: Path) -> None:
    messages.extract(source, catalogue)
    assert ids(messages.read(catalogue)) == {
        ("Simpan", None),
        (("Satu orang", "%(n)d orang"), None),
        ("Mei", "bulan"),
        ("Batal", None),
        ("Mei", "nama"),
        ("Halo %(name)s", None),
        (("Satu baris", "%(n)s baris"), None),
        ("Salam", None),
    }


def test_a_complete_catalogue_has_no_problems_and_compiles(source: Path, catalogue: Path) -> None:
    messages.extract(source, catalogue)
    translate(catalogue, ALL)
    assert messages.problems(source, catalogue) == []
    assert messages.compile_catalogue(catalogue).read_bytes()[:4] == b"\xde\x12\x04\x95"


def test_extracting_again_keeps_translations_and_changes_nothing(source: Path, catalogue: Path) -> None:
    messages.extract(source, catalogue)
    translate(catalogue, ALL)
    messages.extract(source, catalogue)
    first = catalogue.read_bytes()
    messages.extract(source, catalogue)
    assert catalogue.read_bytes() == first
    assert messages.problems(source, catalogue) == []


def test_a_text_that_left_the_code_leaves_the_catalogue(source: Path, catalogue: Path) -> None:
    messages.extract(source, catalogue)
    (source / "templates" / "mail.txt").unlink()
    messages.extract(source, catalogue)
    assert ("Salam", None) not in ids(messages.read(catalogue))


@pytest.mark.parametrize(
    ("text", "english", "said"),
    [
        ("Simpan", "", "no English for “Simpan”"),
        ("Satu baris", ("One row", ""), "no English for “Satu baris”"),
        ("Halo %(name)s", "Hello %(nama)s", "placeholders differ"),
        ("Halo %(name)s", "Hello", "placeholders differ"),
        ("Satu baris", ("One row", "Many rows"), "placeholders differ"),
    ],
)
def test_what_is_missing_or_differs_is_named(
    source: Path, catalogue: Path, text: str, english: object, said: str
) -> None:
    messages.extract(source, catalogue)
    translate(catalogue, ALL | {(text, None): english})
    found = messages.problems(source, catalogue)
    assert len(found) == 1
    assert said in found[0]


def test_a_doubtful_translation_is_named(source: Path, catalogue: Path) -> None:
    messages.extract(source, catalogue)
    translate(catalogue, ALL)
    text = catalogue.read_text().replace('msgid "Salam"', '#, fuzzy\nmsgid "Salam"')
    catalogue.write_text(text)
    assert messages.problems(source, catalogue) == ["templates/mail.txt: doubtful English for “Salam”"]


def test_without_a_catalogue_everything_is_missing(source: Path, catalogue: Path) -> None:
    assert len(messages.problems(source, catalogue)) == len(ALL)
