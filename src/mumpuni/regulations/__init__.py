"""The law as plain Python: no Django, no database, no clock.

>>> decide("panduan-2019/batch-level", {"batch": 4}).outcome
'pengawas'
"""

from importlib import import_module
from pkgutil import walk_packages

from mumpuni.regulations.catalogue import Catalogue, catalogue, catalogues
from mumpuni.regulations.explain import Explanation, explain, explain_each, explained
from mumpuni.regulations.finding import Citation, Decision, Finding, Step
from mumpuni.regulations.misfit import Misfit, Problem
from mumpuni.regulations.readings import Reading, readings
from mumpuni.regulations.register import REGULATIONS, Regulation
from mumpuni.regulations.registry import Rule, answer, ask, citations, decide, decide_each, rules

# Importing a subject enters its rules.
for _module in walk_packages(__path__, f"{__name__}."):
    import_module(_module.name)

__all__ = [
    "REGULATIONS",
    "Catalogue",
    "Citation",
    "Decision",
    "Explanation",
    "Finding",
    "Misfit",
    "Problem",
    "Reading",
    "Regulation",
    "Rule",
    "Step",
    "answer",
    "ask",
    "catalogue",
    "catalogues",
    "citations",
    "decide",
    "decide_each",
    "explain",
    "explain_each",
    "explained",
    "readings",
    "rules",
]
