"""A coaching session: the questions to show, in order, and what the coach notes meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from prepkit.field_types import Moment
from prepkit.mock.state import Id
from prepkit.store.collection import Collection

MAX_QUESTIONS = 50


@dataclass(frozen=True, slots=True)
class CoachingSession:
    """One session with a client, or with nobody in particular.

    ``round`` is the id of the round that holds the scores of the session, empty until one was given.
    ``notes`` are the coach's own. ``ended_at`` is 0 while the session goes on.
    """

    title: Annotated[str, Field(max_length=200)]
    questions: Annotated[tuple[Id, ...], Field(max_length=MAX_QUESTIONS)]
    level: Id = "specialist"
    notes: Annotated[str, Field(max_length=50_000)] = ""
    round: Id = ""
    started_at: Moment = 0
    ended_at: Moment = 0


SESSIONS = Collection("coaching_sessions", CoachingSession)
