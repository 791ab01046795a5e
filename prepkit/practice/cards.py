"""The cards of a person: their role's questions, its core, started cards, stories and drills."""

from __future__ import annotations

from prepkit.bank import Bank
from prepkit.card_ids import question_card, story_card
from prepkit.lab.families import cards
from prepkit.store import card_states
from prepkit.workspace import Workspace


def target_cards(workspace: Workspace) -> list[str]:
    """The target role's questions, most likely first (every question when no role is chosen), then the
    metrics and stories the person has begun to practise.
    """
    return [*role_cards(workspace), *started(workspace)]


def role_cards(workspace: Workspace) -> list[str]:
    """The target role's questions alone."""
    role, bank = workspace.settings.target_role, workspace.bank
    return [question_card(question) for question in (bank.in_role(role) if role else bank.ids)]


def started(workspace: Workspace) -> list[str]:
    """The metrics, stories and drills attempted at least once, which come back among the questions."""
    wanted = [*workspace.bank.reference.terms, *story_cards(workspace), *workspace.bank.drills]
    return list(card_states.of_cards(workspace.store, wanted))


def story_cards(workspace: Workspace) -> list[str]:
    """The person's stories that hold any text."""
    return [story_card(story_id) for story_id, story in workspace.bank.stories.items() if story.text]


def lab_cards(workspace: Workspace) -> list[str]:
    """The metrics lab's drills for the target role."""
    return cards(workspace.bank.level_of(workspace.settings.target_role))


def core_questions(bank: Bank, role: str | None) -> list[str]:
    """The core: the questions that ``bank`` calls core for a role, in its order; without a role those of
    every role, each once.

    Readiness, coverage by stories and the plan are counted over it. A question that an interview makes
    as likely joins the core for this interview (``study_plan.planning.Core``).
    """
    roles = [role] if role else [item.id for item in bank.roles]
    return list(dict.fromkeys(question for role_id in roles for question in bank.core(role_id)))


def core_cards(workspace: Workspace, role: str | None) -> list[str]:
    """The cards of the core."""
    return [question_card(question) for question in core_questions(workspace.bank, role)]
