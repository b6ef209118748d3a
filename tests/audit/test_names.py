"""Every event that the code records has a name in words."""

import re
from pathlib import Path

import mumpuni
from mumpuni.audit import names

EVENT = re.compile(
    r'"((?:audit|certification|documents|exchange|people|standards|training)\.[a-z]+\.[a-z_]+)"', re.ASCII
)


def test_every_event_is_told_in_words():
    root = Path(mumpuni.__file__).parent
    called = {code for file in root.rglob("services/**/*.py") for code in EVENT.findall(file.read_text())}
    called |= {code for file in root.glob("*/services.py") for code in EVENT.findall(file.read_text())}
    assert len(called) > 60
    assert {code for code in called if names.label(code) == code} == set()
