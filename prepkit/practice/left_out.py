"""What a person left out of an answer: the key points they did not tick."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from prepkit.bank import Bank
from prepkit.card_ids import deck_of
from prepkit.practice.clock import local_day
from prepkit.question import Question
from prepkit.store import attempts
from prepkit.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The latest answer to a question: the person's own day, and the key points left out, by their ids."""

    day: date
    points: tuple[str, ...]


def left_out(
    bank: Bank, question: Question, ticks: Collection[str], bank_version: str
) -> tuple[str, ...] | None:
    """Return the ids of the key points that an answer left out; None where its ticks tell nothing of it.

    That is so without any tick, because many people do not tick, and when a ticked point is gone since. Ids
    of an own question's points are places in its list, so they say the same only in the same bank.
    """
    points = [point.id for point in question.key_points]
    if not ticks or not set(ticks) <= set(points):
        return None
    if deck_of(question.id) and bank_version != bank.version:
        return None
    return tuple(point for point in points if point not in ticks)


def left_out_last_time(workspace: Workspace, question: Question) -> LeftOut | None:
    """Return what the latest answer to a question left out; None where that is not known, or nothing."""
    latest = attempts.latest_of_card(workspace.store, question.card_id)
    if latest is None:
        return None
    points = left_out(workspace.bank, question, latest.ticks, latest.bank_version)
    return LeftOut(local_day(latest.answered_at, latest.tz), points) if points else None
