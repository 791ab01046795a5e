"""Readiness on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prepkit.model import CardState, Rating, Readiness
from prepkit.practice.recall import recall_at


def readiness(states: Mapping[str, CardState], card_ids: Sequence[str], at: int) -> Readiness:
    known = [states[card] for card in card_ids if card in states]
    n = len(card_ids) or 1
    return Readiness(
        covered=len(known) / n,
        recalled=sum(recall_at(state, at) for state in known) / n,
        ready=sum(recall_at(state, at) for state in known if state.last_rating >= Rating.SOLID) / n,
        cards=len(card_ids),
        attempted=len(known),
    )
