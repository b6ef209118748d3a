"""What tests of standards share."""

from collections.abc import Iterator

import pgtrigger
import pytest


@pytest.fixture
def unsealed(db: None) -> Iterator[None]:
    """Lets a test write what it needs into a version that is published already; nothing else may."""
    texts = [
        f"standards.{name}:closed_once_published" for name in ("CompetencyUnit", "Element", "PerformanceCriterion")
    ]
    with pgtrigger.ignore(*texts, "standards.StandardVersion:published_stays"):
        yield
