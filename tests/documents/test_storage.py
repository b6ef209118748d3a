import hashlib
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mumpuni.documents import storage


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MUMPUNI_FILES = tmp_path / "files"
    return settings.MUMPUNI_FILES


def kept(files):
    return sorted(str(path.relative_to(files)) for path in files.rglob("*") if path.is_file())


@pytest.mark.parametrize("wrap", [bytes, io.BytesIO, lambda content: SimpleUploadedFile("a.xlsx", content)])
def test_bytes_come_back_under_their_hash(files, wrap):
    content = b"isi " * 700_000
    blob = storage.put(wrap(content))
    assert (blob.sha256, blob.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert storage.read(blob.sha256) == content
    assert kept(files) == [f"{blob.sha256[:2]}/{blob.sha256}"]


def test_the_same_bytes_are_kept_once(files):
    assert storage.put(b"isi") == storage.put(io.BytesIO(b"isi"))
    assert len(kept(files)) == 1


def test_a_write_that_breaks_off_leaves_nothing(files):
    class Breaking(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError("aliran putus")
            return super().read(10)

    with pytest.raises(OSError, match="aliran putus"):
        storage.put(Breaking(b"isi " * 100))
    assert kept(files) == []


def test_damage_is_seen_and_says_how_to_go_on(files):
    blob = storage.put(b"isi")
    path = files / blob.sha256[:2] / blob.sha256
    path.write_bytes(b"lain")
    with pytest.raises(storage.Damaged, match=r"rusak\. Pulihkan dari cadangan"):
        storage.read(blob.sha256)
    path.unlink()
    with pytest.raises(storage.Damaged, match=r"tidak ada\. Pulihkan dari cadangan"):
        storage.read(blob.sha256)


@pytest.mark.parametrize("name", ["../secret", "", "A" * 64, "a" * 63, str(Path("/etc/passwd"))])
def test_only_hashes_name_files(name):
    with pytest.raises(ValueError, match="not a SHA-256"):
        storage.open(name)
