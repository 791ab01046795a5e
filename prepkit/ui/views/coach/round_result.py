"""Draw both scores of an answer together, what it is rated, and the round so far."""

from __future__ import annotations

from functools import partial

import streamlit as st

from prepkit.card_ids import question_card
from prepkit.coaching import rounds
from prepkit.mock import repository, state
from prepkit.mock.report import gap, widest_gap
from prepkit.mock.state import Mock, MockItem
from prepkit.model import Clock, Rating
from prepkit.practice.record import attempt_of, record, scores_of
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.coach import whose
from prepkit.ui.views.coach.present import deck_of_address, questions_of
from prepkit.ui.views.coach.round_steps import SIDES, board, card_of, change, place, to_present
from prepkit.ui.views.mock.score import anchor_lines
from prepkit.ui.widgets.components.round_board import BothScores
from prepkit.ui.widgets.components.tick_list import tick_list
from prepkit.ui.widgets.question import OPEN
from prepkit.ui.widgets.rating_buttons import rating_buttons
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import escape, plural
from prepkit.workspace import Workspace


def result(
    coach: Workspace, workspace: Workspace, round_id: str, mock: Mock, item: MockItem, now: Clock
) -> None:
    """Draw the scores, then the ticks and the rating, then the way on."""
    board(
        workspace,
        item.question,
        place(mock, coach),
        card=card_of(mock, item, "result"),
        part=None if item.left_out else BothScores(_sides(item), _gap_in_words(gap(item))),
    )
    if item.is_done:
        _after(workspace, round_id, mock, item, now)
        return
    kept = f" This rating moves {schedule} schedule." if (schedule := _schedule_moved()) else ""
    with st.grid(2, min_column_width=340, gap="medium"):
        with st.container():
            if item.question in workspace.bank:
                _ticks(workspace, round_id, mock, item)
        with st.container():
            st.markdown(f"**Talk it over, then agree: how did it go?**{kept}")
            rating_buttons(_rate, (round_id, item.id), key="once_round")


def _schedule_moved() -> str:
    """Return whose schedule a rating moves, in words; empty where the answer is not kept."""
    if whose.named() in whose.FLEETING_CHOICES:
        return ""
    return "your" if whose.named() in ("", whose.MYSELF) else "the client's"


def _sides(item: MockItem) -> list[tuple[str, int, str]]:
    scores = [(name, rounds.given(item, rater)) for rater, name in SIDES.items()]
    return [(name, score.value, score.evidence) for name, score in scores if score]


def _gap_in_words(difference: int) -> str:
    if not difference:
        return "You agree."
    side = "higher" if difference > 0 else "lower"
    return f"The candidate scored it {plural(abs(difference), 'point')} {side} than the coach."


def _ticks(workspace: Workspace, round_id: str, mock: Mock, item: MockItem) -> None:
    question = workspace.bank.question(item.question)
    tick_list(
        "Which of these did the answer have?",
        {point.id: point.text for point in question.key_points},
        item.ticks,
        card=item.id,
        on_tick=partial(_tick, round_id),
        key="round_points",
        coverage={},
    )
    with st.expander("The anchors", icon=":material/straighten:", key=f"round_anchors_{item.id}"):
        st.markdown(anchor_lines(workspace.bank, question.competency, mock.level))


def _after(workspace: Workspace, round_id: str, mock: Mock, item: MockItem, now: Clock) -> None:
    if item.left_out:
        st.info("This answer was left. No score of it is kept.")
    else:
        st.success(f"Kept: {Rating(item.rating).label}.", icon=":material/check_circle:")
    questions = questions_of(workspace, deck_of_address(), now)
    at = questions.index(item.question) if item.question in questions else None
    following = _following(questions, mock, at)
    with st.container(horizontal=True):
        st.button(
            "Next question",
            type="primary",
            key="once_next_round",
            icon=":material/skip_next:",
            disabled=following is None,
            on_click=once(_next),
            args=(following,),
        )
        to_present("Back to the screen", at=at)
    _so_far(workspace, mock)


def _following(questions: list[str], mock: Mock, at: int | None) -> str | None:
    """Return the first question after this one in its list that the round has not asked."""
    asked = {answered.question for answered in mock.items}
    after = 0 if at is None else at + 1
    return next(
        (question for question in questions[after:] + questions[:after] if question not in asked), None
    )


def _so_far(workspace: Workspace, mock: Mock) -> None:
    """Draw the scores of the round so far, and a button to practise the question with the widest gap."""
    st.header("This round", anchor=False)
    summary(workspace, mock)
    widest = widest_gap(mock)
    if widest is None or widest.question not in workspace.bank:
        return
    title = workspace.bank.question(widest.question).prompt
    st.markdown(f"You differ most on “{escape(title)}”: work on that next.")
    if whose.named() in ("", whose.MYSELF):
        st.button(
            "Practise it",
            key="drill_gap",
            icon=":material/play_arrow:",
            on_click=once(practise),
            args=("After the round", [question_card(widest.question)]),
        )


def summary(workspace: Workspace, mock: Mock) -> None:
    """Draw a table with both scores of each answer of a round."""
    rows = [
        (_prompt(workspace, item), str(item.own.value), str(item.coach.value), _signed(gap(item)))
        for item in mock.items
        if item.own is not None and item.coach is not None
    ]
    if rows:
        questions, own, coach, gaps = map(list, zip(*rows, strict=True))
        st.table(
            {"Question": questions, "Candidate": own, "Coach": coach, "Gap": gaps},
            border="horizontal",
            hide_index=True,
            alt="Both scores of each answer, from 1 to 5, and how far they are apart",
        )
    else:
        st.markdown("No answer in it was scored by both.")


def _prompt(workspace: Workspace, item: MockItem) -> str:
    return workspace.bank.question(item.question).prompt if item.question in workspace.bank else item.question


def _signed(difference: int) -> str:
    return f"{difference:+d}" if difference else "0"


def _next(question: str) -> None:
    st.query_params[OPEN] = question


def _tick(round_id: str, item_id: str, ticks: list[str]) -> None:
    change(round_id, lambda mock: state.change(mock, item_id, ticks=tuple(ticks)))


def _rate(round_id: str, item_id: str, rating: Rating) -> None:
    workspace, now = whose.workspace_of(open_workspace()), clock()
    if workspace is None:
        return

    def rate(mock: Mock) -> Mock:
        item = mock.by_id(item_id)
        if item is None or item.is_done:
            return mock
        record(workspace, attempt_of(workspace, round_id, item, rating, now), scores_of(mock, item), now)
        return state.rate(mock, item_id, rating, now.now)

    repository.change(workspace.store, round_id, rate, now.now)
