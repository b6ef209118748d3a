"""Schemes, verdicts, runs of issue and certificates."""

from mumpuni.certification.models.certificates import Certificate, Channel, Delivery
from mumpuni.certification.models.results import NameConfirmation, UnitVerdict
from mumpuni.certification.models.runs import Approval, IssueItem, IssueRun, Slot, places
from mumpuni.certification.models.schemes import Basis, Kind, Scheme

__all__ = [
    "Approval",
    "Basis",
    "Certificate",
    "Channel",
    "Delivery",
    "IssueItem",
    "IssueRun",
    "Kind",
    "NameConfirmation",
    "Scheme",
    "Slot",
    "UnitVerdict",
    "places",
]
