"""Which cards a person has: their role's questions, its core, what they began, their stories and drills."""

from __future__ import annotations

from prepkit.bank import select
from prepkit.lab.families import cards
from prepkit.model import Filters, question_card, story_card
from prepkit.practice.session import Desk
from prepkit.store import card_states
from prepkit.ui.desk import search_index


def target_cards(desk: Desk) -> list[str]:
    """The target role's questions, most likely first (every question when no role is chosen), then the
    metrics and stories the person has begun to practise.
    """
    return [*role_cards(desk), *started(desk)]


def role_cards(desk: Desk) -> list[str]:
    """The target role's questions alone."""
    chosen = Filters(role=desk.settings.target_role)
    found = select(desk.bank, chosen, search=search_index(desk.bank), statuses={}, flagged=frozenset())
    return [question_card(question) for question in found]


def started(desk: Desk) -> list[str]:
    """The metrics, stories and drills attempted at least once: they come back among the questions."""
    wanted = [*desk.bank.reference.terms, *story_cards(desk), *desk.bank.drills]
    return list(card_states.of_cards(desk.store, wanted))


def story_cards(desk: Desk) -> list[str]:
    """The person's stories that hold anything to tell."""
    return [story_card(story_id) for story_id, story in desk.bank.stories.items() if story.text]


def lab_cards(desk: Desk) -> list[str]:
    """The metrics lab's drills for the target role."""
    role = desk.settings.target_role
    known = {item.id: item.level for item in desk.bank.roles}
    return cards(known.get(role or "", ""))


def core_cards(desk: Desk, role: str | None) -> list[str]:
    """The core that readiness is measured over: the role's, or every role's together."""
    chosen = [role] if role else [item.id for item in desk.bank.roles]
    questions = dict.fromkeys(question for item in chosen for question in desk.bank.core(item))
    return [question_card(question) for question in questions]
