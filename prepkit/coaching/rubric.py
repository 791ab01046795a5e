"""A coach's own anchors for a competency, kept beside the ones of the bank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from prepkit.mock.state import Anchor, Id
from prepkit.store.collection import Collection


@dataclass(frozen=True, slots=True)
class OwnAnchor:
    """What an answer at one level sounds like that earns a score, in the coach's words."""

    level: Id
    score: Anchor
    text: Annotated[str, Field(max_length=1_000)]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A coach's anchors for one competency, at most one for each level and score."""

    competency: Id
    anchors: Annotated[tuple[OwnAnchor, ...], Field(max_length=50)] = ()


RUBRICS = Collection("rubrics", Rubric)
"""By the id of the competency."""
