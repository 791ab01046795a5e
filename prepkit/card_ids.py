"""The ids of cards: a letter for the kind, then the id of what is practised."""

from __future__ import annotations


def deck_of(question_id: str) -> str:
    """The deck an own question belongs to (``deck/slug``); empty for one that ships with PrepKit."""
    deck, slash, _ = question_id.partition("/")
    return deck if slash else ""


def question_card(question_id: str) -> str:
    """The card id of a question: ``furious-caller`` -> ``q:furious-caller``."""
    return f"q:{question_id}"


def question_id(card_id: str) -> str:
    """The question behind a card id: ``q:furious-caller`` -> ``furious-caller``."""
    return card_id.removeprefix("q:")


def term_card(metric_id: str) -> str:
    """The card id of a glossary term: ``csat`` -> ``t:csat``."""
    return f"t:{metric_id}"


def drill_card(family: str) -> str:
    """The card id of a family of the metrics lab: ``mix-shift`` -> ``l:mix-shift``."""
    return f"l:{family}"


def story_card(story_id: str) -> str:
    """The card id of a story: ``3f2a`` -> ``s:3f2a``."""
    return f"s:{story_id}"
