"""Match what an advertisement asks for with a person's stories and attempts, and find the gaps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from prepkit.bank import Bank
from prepkit.card_ids import question_card
from prepkit.interviews.advert.asking import Quote
from prepkit.interviews.advert.reading import AdvertReading, metric_pattern, tool_pattern
from prepkit.model import Story


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing asked for, with the stories that show it and the cards for it.

    ``kind`` is competency, metric or tool. ``stories`` holds ids of stories, ``cards`` the ids of all cards
    that practise it, ``attempted`` those attempted at least once.
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
        """Whether there is neither a story nor an attempt for it."""
        return not self.stories and not self.attempted

    @property
    def is_thin(self) -> bool:
        """Whether there is no story for it, and an attempt at fewer than half of its cards."""
        return not self.is_gap and not self.stories and 2 * len(self.attempted) < len(self.cards)


def list_requirements(
    bank: Bank,
    reading: AdvertReading,
    stories: Mapping[str, Story],
    attempted: Collection[str],
    role: str | None,
) -> tuple[Requirement, ...]:
    """List the requirements of an advertisement: competencies first, then metrics, then tools.

    ``attempted`` holds the ids of cards; ``role`` limits the questions, None allows all.
    """
    written = {id: story for id, story in stories.items() if story.text}
    questions = bank.in_role(role) if role else bank.ids
    requirements = []
    for id, quotes in reading.competencies.items():
        on_competency = [question for question in questions if bank.question(question).competency == id]
        showing = [
            story_id
            for story_id, story in written.items()
            if id in story.competencies or set(on_competency) & set(story.questions)
        ]
        cards = tuple(map(question_card, on_competency))
        name = bank.competency(id).name
        requirements.append(_requirement("competency", id, name, quotes, showing, cards, attempted))
    for id, quotes in reading.metrics.items():
        metric = bank.reference.metrics[id]
        helped = [question_card(question) for question in metric.questions if question in questions]
        showing = _mentioning(written, metric_pattern(metric.id, metric.name))
        cards = (metric.card_id, *helped)
        requirements.append(_requirement("metric", id, metric.name, quotes, showing, cards, attempted))
    for id, quotes in reading.tools.items():
        tool = bank.reference.tools[id]
        cards = tuple(question_card(question) for question in tool.questions if question in questions)
        showing = _mentioning(written, tool_pattern(tool))
        requirements.append(_requirement("tool", id, tool.name, quotes, showing, cards, attempted))
    return tuple(requirements)


def _requirement(
    kind: str,
    id: str,
    name: str,
    quotes: tuple[Quote, ...],
    stories: Iterable[str],
    cards: tuple[str, ...],
    attempted: Collection[str],
) -> Requirement:
    practised = tuple(card for card in cards if card in attempted)
    return Requirement(kind, id, name, quotes, tuple(stories), cards, practised)


def _mentioning(stories: Mapping[str, Story], pattern: re.Pattern[str]) -> list[str]:
    return [id for id, story in stories.items() if pattern.search(story.text)]
