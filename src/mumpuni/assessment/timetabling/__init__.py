"""Timetables of assessment events: read, counted, solved, checked and repaired without any database."""

from mumpuni.assessment.timetabling.checking import (
    Figures,
    Violation,
    figures,
    violations,
    violations_beside,
    violations_of_move,
)
from mumpuni.assessment.timetabling.counting import explain
from mumpuni.assessment.timetabling.instance import Instance, InstanceError
from mumpuni.assessment.timetabling.plan import Plan, PlanError, Session
from mumpuni.assessment.timetabling.reading import read
from mumpuni.assessment.timetabling.solving import Progress, Solution, solve
from mumpuni.assessment.timetabling.words import speak_with

__all__ = [
    "Figures",
    "Instance",
    "InstanceError",
    "Plan",
    "PlanError",
    "Progress",
    "Session",
    "Solution",
    "Violation",
    "explain",
    "figures",
    "read",
    "solve",
    "speak_with",
    "violations",
    "violations_beside",
    "violations_of_move",
]
