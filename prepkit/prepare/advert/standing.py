"""What a person has to show for each thing that an advertisement asks for, and where there is nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from prepkit.bank import Bank
from prepkit.model import Story, question_card
from prepkit.prepare.advert.asking import Quote
from prepkit.prepare.advert.reading import Reading, metric_pattern, tool_pattern


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked for, with what there is for it: stories, and cards attempted at least once.

    ``kind`` is competency, metric or tool; ``cards`` are all that could be practised for it.
    """

    kind: str
    id: str
    name: str
    quotes: tuple[Quote, ...]
    stories: tuple[str, ...]
    cards: tuple[str, ...]
    attempted: tuple[str, ...]

    @property
    def is_gap(self) -> bool:
        """Whether neither a story nor an attempt has anything for it."""
        return not self.stories and not self.attempted


def standing(
    bank: Bank, reading: Reading, stories: Mapping[str, Story], attempted: Collection[str], role: str | None
) -> tuple[Asked, ...]:
    """What is asked for, competencies first, then metrics, then tools; questions are the role's.

    ``attempted`` holds the ids of cards.
    """
    told = {id: story for id, story in stories.items() if story.text}
    asked_here = bank.in_role(role) if role else bank.ids
    found = []
    for id, quotes in reading.competencies.items():
        of_it = [one for one in asked_here if bank.question(one).competency == id]
        showing = [
            one
            for one, story in told.items()
            if id in story.competencies or set(of_it) & set(story.questions)
        ]
        cards = tuple(map(question_card, of_it))
        found.append(_asked("competency", id, bank.competency(id).name, quotes, showing, cards, attempted))
    for id, quotes in reading.metrics.items():
        metric = bank.reference.metrics[id]
        helped = [question_card(one) for one in metric.questions if one in asked_here]
        showing = _saying(told, metric_pattern(metric.id, metric.name))
        cards = (metric.card_id, *helped)
        found.append(_asked("metric", id, metric.name, quotes, showing, cards, attempted))
    for id, quotes in reading.tools.items():
        tool = bank.reference.tools[id]
        cards = tuple(question_card(one) for one in tool.questions if one in asked_here)
        showing = _saying(told, tool_pattern(tool))
        found.append(_asked("tool", id, tool.name, quotes, showing, cards, attempted))
    return tuple(found)


def _asked(
    kind: str,
    id: str,
    name: str,
    quotes: tuple[Quote, ...],
    stories: Iterable[str],
    cards: tuple[str, ...],
    attempted: Collection[str],
) -> Asked:
    had = tuple(card for card in cards if card in attempted)
    return Asked(kind, id, name, quotes, tuple(stories), cards, had)


def _saying(stories: Mapping[str, Story], pattern: re.Pattern[str]) -> list[str]:
    return [id for id, story in stories.items() if pattern.search(story.text)]
