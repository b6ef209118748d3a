"""Framework, occupational standards, development standards, dictionary, position standards, units of the guide."""

from mumpuni.standards.models.development import (
    DevelopmentMove,
    DevelopmentOutput,
    DevelopmentStandard,
    DevelopmentUnit,
    ImplementationGuide,
)
from mumpuni.standards.models.dictionary import Competency, CompetencyLevel, Dictionary, Indicator
from mumpuni.standards.models.framework import (
    Attainment,
    EquivalenceRow,
    EquivalenceTable,
    Framework,
    FrameworkLevel,
    LevelDecision,
    WorkExperience,
)
from mumpuni.standards.models.guide import LearningModule, Qualification, QualificationUnit
from mumpuni.standards.models.occupational import Government, OccupationalStandard, StandardVersion, TeamMember
from mumpuni.standards.models.positions import PositionRequirement, PositionStandard
from mumpuni.standards.models.stages import SkkStage, Sp2Stage, StageMove, StageOutput, StageRequirement
from mumpuni.standards.models.tree import (
    Comment,
    CompetencyUnit,
    Counterpart,
    Element,
    NodeRevision,
    PerformanceCriterion,
)

__all__ = [
    "Attainment",
    "Comment",
    "Competency",
    "CompetencyLevel",
    "CompetencyUnit",
    "Counterpart",
    "DevelopmentMove",
    "DevelopmentOutput",
    "DevelopmentStandard",
    "DevelopmentUnit",
    "Dictionary",
    "Element",
    "EquivalenceRow",
    "EquivalenceTable",
    "Framework",
    "FrameworkLevel",
    "Government",
    "ImplementationGuide",
    "Indicator",
    "LearningModule",
    "LevelDecision",
    "NodeRevision",
    "OccupationalStandard",
    "PerformanceCriterion",
    "PositionRequirement",
    "PositionStandard",
    "Qualification",
    "QualificationUnit",
    "SkkStage",
    "Sp2Stage",
    "StageMove",
    "StageOutput",
    "StageRequirement",
    "StandardVersion",
    "TeamMember",
    "WorkExperience",
]
