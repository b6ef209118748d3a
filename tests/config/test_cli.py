"""The command line before anything is started."""

import subprocess
import sys
from pathlib import Path

import pytest

from mumpuni.config import cli


def test_rules_need_no_django() -> None:
    script = (
        "import sys; from mumpuni.config import cli; code = cli.main(['rules'])\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in {'django', 'psycopg'}]; sys.exit(code)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("port", ["0", "65536", "delapan", "-1", "٨٠"])
def test_a_port_that_is_none_is_named(capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["serve", f"--port={port}"])
    assert stopped.value.code == 2
    assert f"«{port}»" in capsys.readouterr().err


def test_a_refusal_is_one_sentence(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["restore", str(bare.parent / "tidak-ada.tar")]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{bare.parent}/tidak-ada.tar bukan arsip cadangan yang utuh")
    assert said.count("\n") == 1


def test_tls_needs_both_parts(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--key", "kunci.pem"]) == 1
    assert capsys.readouterr().err == "TLS memerlukan keduanya: --certificate dan --key.\n"


def test_the_data_folder_of_the_option_wins(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = bare.parent / "lain"
    (other / "keys").mkdir(parents=True)
    (other / "keys" / "x").write_text("")
    assert cli.main(["restore", "--data", str(other), "apa.tar"]) == 1
    assert str(other / "keys") in capsys.readouterr().err
