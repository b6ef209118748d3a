"""Schemes, verdicts, runs of issue and certificates."""

from mumpuni.certification.models.certificates import Certificate, Channel, Delivery
from mumpuni.certification.models.results import NameConfirmation, UnitVerdict
from mumpuni.certification.models.runs import Approval, IssueItem, IssueRun, Slot
from mumpuni.certification.models.schemes import Kind, Scheme

__all__ = [
    "Approval",
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
]
