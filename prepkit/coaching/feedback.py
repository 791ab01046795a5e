"""A coach's feedback on the answers of one mock: the coach writes it, the candidate reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from prepkit.field_types import DocumentId, Moment
from prepkit.mock.state import Anchor, Id
from prepkit.store.collection import Collection

MAX_LINE = 2_000
Line = Annotated[str, Field(max_length=MAX_LINE)]
Name = Annotated[str, Field(max_length=200)]


@dataclass(frozen=True, slots=True)
class AnswerFeedback:
    """What a coach says of one answer: a score from 1 to 5 (0: none), its evidence, and what to try next.

    ``prompt`` is how the coach's PrepKit words the question.
    """

    question: Id
    prompt: Line = ""
    score: Anchor = 0
    evidence: Line = ""
    try_this: Line = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        return not (self.score or self.evidence.strip() or self.try_this.strip())


@dataclass(frozen=True, slots=True)
class Feedback:
    """Feedback on the mock with the id ``mock``, which was set as ``assignment`` where that is not empty.

    ``drills`` are questions to practise next. ``written_at`` is 0 until the coach saved it as a file, and
    ``received_at`` is 0 on the coach's side.
    """

    title: Name
    mock: DocumentId
    assignment: Id = ""
    level: Id = ""
    coach: Name = ""
    candidate: Name = ""
    message: Annotated[str, Field(max_length=5_000)] = ""
    answers: Annotated[tuple[AnswerFeedback, ...], Field(max_length=200)] = ()
    drills: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    written_at: Moment = 0
    received_at: Moment = 0


FEEDBACK = Collection("feedback", Feedback)
