"""A coach's own anchors for a competency, kept beside the ones of the bank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from prepkit.bank import Bank
from prepkit.mock.state import Anchor, Id
from prepkit.store import Store
from prepkit.store.collection import Collection

MAX_ANCHOR = 1_000
SCORES = (1, 3, 5)
"""The scores that have anchors; 2 and 4 lie between them."""


@dataclass(frozen=True, slots=True)
class OwnAnchor:
    """What an answer at one level sounds like that earns a score, in the coach's words."""

    level: Id
    score: Anchor
    text: Annotated[str, Field(max_length=MAX_ANCHOR)]


@dataclass(frozen=True, slots=True)
class OwnAnchors:
    """A coach's anchors for one competency, at most one for each level and score."""

    competency: Id
    anchors: Annotated[tuple[OwnAnchor, ...], Field(max_length=50)] = ()


RUBRICS = Collection("rubrics", OwnAnchors)
"""By the id of the competency."""


@dataclass(frozen=True, slots=True)
class AnchorTexts:
    """What an answer at one score sounds like: in PrepKit's words, and in the coach's own, empty for none."""

    score: int
    bank: str
    own: str


def anchors(bank: Bank, store: Store, competency: str, level: str) -> tuple[AnchorTexts, ...]:
    """List the anchors of a competency at a role level, lowest score first, with those in a coach's store."""
    of_bank, own = bank.level_anchors(competency, level), own_anchors(store, competency, level)
    return tuple(
        AnchorTexts(score, of_bank.get(score, ""), own.get(score, ""))
        for score in SCORES
        if score in of_bank or score in own
    )


def own_anchors(store: Store, competency: str, level: str) -> Mapping[int, str]:
    """Read a coach's own anchors of a competency at a role level, by score."""
    rubric = RUBRICS.get(store, competency)
    if rubric is None:
        return {}
    return {anchor.score: anchor.text for anchor in rubric.content.anchors if anchor.level == level}


def levels_with_own(store: Store) -> dict[str, set[str]]:
    """The role levels for which a coach has anchors of their own, by competency."""
    levels = {
        document.id: {anchor.level for anchor in document.content.anchors}
        for document in RUBRICS.list_all(store)
    }
    return {competency: found for competency, found in levels.items() if found}


def save_anchor(store: Store, competency: str, own: OwnAnchor, now: int) -> None:
    """Save one anchor in place of the earlier one of its level and score; one without words is removed."""
    with store.transaction():
        stored = RUBRICS.get(store, competency)
        others = [
            anchor
            for anchor in (stored.content.anchors if stored else ())
            if (anchor.level, anchor.score) != (own.level, own.score)
        ]
        kept = [*others, own] if own.text.strip() else others
        RUBRICS.save(store, competency, OwnAnchors(competency, tuple(kept)), now)


def reset(store: Store, competency: str, now: int) -> None:
    """Remove all of a coach's own anchors of a competency."""
    RUBRICS.delete(store, competency, now)
