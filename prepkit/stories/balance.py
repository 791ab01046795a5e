"""Weigh the four parts of a story by their words, and advise what to change.

The bounds are PrepKit's own reading of common advice: a scene no longer than needed, the largest share for
what you did, and always a result. People who are not told do the reverse (studies of real interviews find
the situation told at length, and action and result dropped).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prepkit.feedback.delivery import seconds
from prepkit.feedback.reading import PARTS
from prepkit.model import Story

LONGEST_SCENE = 0.40
"""The most that situation and task together should take."""
SHORTEST_ACTION = 0.40
SHORTEST_RESULT = 0.10
ENOUGH_WORDS = 30
"""Words; a shorter story gets no advice yet."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Words of each part by its name, and what to change, a sentence each."""

    words: Mapping[str, int]
    advice: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(self.words.values())

    @property
    def seconds(self) -> int:
        """How long the story takes to say."""
        return seconds(self.total)

    def share(self, part: str) -> float:
        """Return the share of a part in all words, 0 to 1; 0 while nothing is written."""
        return self.words[part] / self.total if self.total else 0.0


def weigh(story: Story) -> Balance:
    """Count the words of each part of a story, and advise on them."""
    words = {part: len(getattr(story, part).split()) for part in PARTS}
    balance = Balance(words, ())
    return Balance(words, tuple(_advice(balance))) if balance.total >= ENOUGH_WORDS else balance


def _advice(balance: Balance) -> Iterator[str]:
    words = balance.words
    if not words["result"]:
        yield "How did it end? Without a result the listener decides that."
    elif balance.share("result") < SHORTEST_RESULT:
        yield "The result is too brief. Give a number, and what it was before."
    if not words["action"]:
        yield "What did you do? The action is what you are being hired for."
    elif balance.share("action") < SHORTEST_ACTION or words["action"] < max(words.values()):
        yield "What you did should take the most words. Say it step by step, with “I”."
    if balance.share("situation") + balance.share("task") > LONGEST_SCENE:
        yield "The scene is long. Keep what the listener needs in order to understand what you did."
    if not words["task"]:
        yield "What was your task? One sentence says what you were asked or decided to do."
