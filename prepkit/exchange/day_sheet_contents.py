"""Chooses the contents of the day sheet: stories, numbers, openers and weakest questions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from prepkit.card_ids import question_id
from prepkit.exchange.day_sheet import WEAKEST, DaySheet, opening
from prepkit.feedback.text import sentences
from prepkit.interviews import repository
from prepkit.interviews.appointment import Format, Interview
from prepkit.model import Attempt, CardState, Clock, Rating, Story
from prepkit.practice import queue
from prepkit.practice.cards import core_cards
from prepkit.practice.weakest import weakest_cards
from prepkit.store import attempts, card_states, marks
from prepkit.stories.coverage import of_role
from prepkit.study_plan.planning import plan_of, role_of
from prepkit.workspace import Workspace, new_uuid

FIGURE = re.compile(r"\d|per ?cent|\bhalf\b|\bhalved\b|\bdoubled\b", re.IGNORECASE)


def sheet_of(workspace: Workspace, interview: Interview, now: Clock, *, when: str) -> DaySheet:
    """Collect the contents of the day sheet. ``when`` is the day and the hour as people read them, if known.

    Openers and weakest questions are taken from the interview's core.
    """
    core = core_of(workspace, interview, now)
    states = card_states.of_cards(workspace.store, core)
    coverage = of_role(workspace.bank, workspace.bank.stories, role_of(workspace, interview))
    # The smallest set that covers most comes first, then the other stories.
    story_ids = list(
        dict.fromkeys([*(pick.story for pick in coverage.fewest.picks), *workspace.bank.stories])
    )
    stories = [
        workspace.bank.stories[story_id] for story_id in story_ids if workspace.bank.stories[story_id].text
    ]
    numbers = [number for story in stories for number in _numbers(story)]
    format_label = interview.format.label if interview.format is not Format.UNKNOWN else ""
    return DaySheet(
        interview.title,
        " · ".join(part for part in (when, interview.job.strip(), format_label) if part)
        or "The day is not known yet",
        interview.place,
        _lines(interview.people),
        stories,
        list(dict.fromkeys(numbers)),
        [asking.text for asking in interview.ask],
        _openers(workspace, core, states),
        [workspace.bank.question(question_id(card)) for card in _weakest(workspace, core, states, now)],
        {question_id(card) for card in core if card not in states},
        _findings(workspace, interview),
        _lines(interview.notes),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _findings(workspace: Workspace, interview: Interview) -> list[str]:
    """List the findings about the company, those meant for an answer first."""
    if not interview.company.strip():
        return []
    _, company = repository.company(workspace.store, interview.company, new_uuid)
    ordered = sorted(company.findings, key=lambda finding: not finding.use)
    return list(dict.fromkeys(text for finding in ordered if (text := " ".join(finding.text.split()))))


def core_of(workspace: Workspace, interview: Interview, now: Clock) -> Sequence[str]:
    """List the cards of the core of the interview's plan; without a plan, of the core of its role."""
    planning = plan_of(workspace, interview, now)
    return planning.core.cards if planning else core_cards(workspace, role_of(workspace, interview))


def _weakest(
    workspace: Workspace, core: Sequence[str], states: Mapping[str, CardState], now: Clock
) -> list[str]:
    """List the weakest cards: those last rated below Solid, then those never attempted, then the others."""
    attempted = weakest_cards(workspace.store, core, now, n=len(core))
    rated_badly = [card for card in attempted if states[card].last_rating < Rating.SOLID]
    unmet = queue.unseen(workspace.store, core, marks.resting(workspace.store, now.day.isoformat()))
    return list(dict.fromkeys([*rated_badly, *unmet, *attempted]))[:WEAKEST]


def _numbers(story: Story) -> list[str]:
    """List the measured change of a story; without one, sentences of its result that hold a figure."""
    if story.baseline and story.change:
        period = f" ({story.period})" if story.period else ""
        return [f"{story.baseline} → {story.change}{period}"]
    return [sentence.text for sentence in sentences(story.result) if FIGURE.search(sentence.text)]


def _openers(
    workspace: Workspace, core: Sequence[str], states: Mapping[str, CardState]
) -> list[tuple[str, str]]:
    """List (question, first words) of the best written answers, those rated Interview-ready before Solid.

    A question that was last rated below Solid comes last, because it is among the weakest, too.
    """
    best_answers = [(card, best) for card in core if card in states and (best := _best(workspace, card))]
    best_answers.sort(key=lambda pair: (states[pair[0]].last_rating < Rating.SOLID, -pair[1].rating))
    return [
        (workspace.bank.question(question_id(card)).prompt, opening(attempt.answer))
        for card, attempt in best_answers
    ]


def _best(workspace: Workspace, card: str) -> Attempt | None:
    """Return the latest answer with an opening rated Interview-ready, else the latest rated Solid."""
    written = [
        attempt
        for attempt in attempts.of_card(workspace.store, card)
        if attempt.rating >= Rating.SOLID and opening(attempt.answer)
    ]
    return max(written, key=lambda attempt: (attempt.rating, attempt.seq), default=None)
