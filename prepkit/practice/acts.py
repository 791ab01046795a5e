"""Read what a person did on a card, as the browser reports it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from prepkit.field_types import MAX_ID
from prepkit.model import Confidence, Rating

MOST_ACTS = 200
MOST_POINTS = 100
Id = Annotated[str, Field(max_length=MAX_ID)]


class Do(StrEnum):
    """What can be done on a card."""

    REVEAL = "reveal"
    TICK = "tick"
    RATE = "rate"
    FLAG = "flag"
    UNFLAG = "unflag"
    SUSPEND = "suspend"
    BURY = "bury"
    UNDO = "undo"
    END = "end"
    STOP_READING = "stop_reading"
    TRY_READING = "try_reading"
    READ_AGAIN = "read_again"


@dataclass(frozen=True, slots=True)
class Draft:
    """Text not yet reported when the card was left; ``document`` is the attempt id and the card id."""

    document: Annotated[str, Field(max_length=2 * MAX_ID + 1)]
    text: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act on an attempt's card. ``number`` grows; ``next`` is the attempt of the card shown after it."""

    number: Annotated[int, Field(ge=0, le=2**53)]
    do: Do
    attempt: Id
    confidence: Confidence | None = None
    rating: Rating | None = None
    points: Annotated[tuple[Id, ...], Field(max_length=MOST_POINTS)] = ()
    next: str = ""
    draft: Draft | None = None


_ACT: TypeAdapter[Act] = TypeAdapter(Act)


def acts_after(seen: int, reported: Sequence[Any]) -> list[Act]:
    """Return the acts that come after the last one done, in order; what is no act is left out."""
    acts = []
    for entry in reported[-MOST_ACTS:]:
        try:
            act = _ACT.validate_python(entry)
        except ValidationError:
            continue
        if act.number > seen:
            acts.append(act)
    return sorted(acts, key=lambda act: act.number)
