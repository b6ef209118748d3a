"""What is not said about an assessment under Perka BKN 11/2008 counts as no, as none, or as nothing."""

import dataclasses
from importlib import import_module
from pkgutil import walk_packages

import pytest

from mumpuni.regulations import bkn_11_2008

SUBJECTS = [import_module(each.name) for each in walk_packages(bkn_11_2008.__path__, f"{bkn_11_2008.__name__}.")]
KINDS = {
    f"{kind.__module__}.{kind.__name__}": kind
    for subject in SUBJECTS
    for kind in vars(subject).values()
    if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind.__module__ == subject.__name__
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_fact_left_out_says_nothing(kind):
    defaults = [fact.default for fact in dataclasses.fields(kind) if fact.default is not dataclasses.MISSING]
    assert [said for said in defaults if said not in (None, False, ()) and said != type(said)()] == []
    assert kind.__dataclass_params__.frozen
    assert hasattr(kind, "__slots__")
