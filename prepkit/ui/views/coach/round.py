"""Draw the Round page: candidate and coach score an answer, each without seeing the other's score."""

from __future__ import annotations

import streamlit as st

from prepkit.coaching import rounds
from prepkit.mock import repository
from prepkit.mock.state import Here, Mock, MockItem
from prepkit.model import Clock
from prepkit.store.scores import Rater
from prepkit.ui.views.coach import whose
from prepkit.ui.views.coach.round_answer import answer
from prepkit.ui.views.coach.round_codes import exchange_codes
from prepkit.ui.views.coach.round_result import result
from prepkit.ui.views.coach.round_sheet import hand_over, is_handed_over, sheet
from prepkit.ui.views.coach.round_steps import ROUND, card_of
from prepkit.ui.widgets.components.keys import keys
from prepkit.ui.widgets.question import OPEN
from prepkit.workspace import Workspace


def play(coach: Workspace, now: Clock) -> None:
    """Draw the current step of a round: an answer's clock, a side's score, or both together."""
    workspace = whose.workspace_of(coach)
    if workspace is None:
        st.title("No such client", anchor=False)
        st.info("The link names somebody who is not among your clients. They may have been deleted.")
        return
    round_id = st.query_params.get(ROUND, "")
    mock = repository.get(workspace.store, round_id) if round_id else None
    if mock is None or _goes_on(mock):
        answer(coach, workspace, mock, now)
        return
    item, turn = rounds.current(mock), rounds.turn(mock)
    if item.is_done or turn is None:
        result(coach, workspace, round_id, mock, item, now)
    elif rounds.is_by_code(mock, turn):
        exchange_codes(coach, workspace, round_id, mock, item, turn)
    elif turn is Rater.COACH and mock.here is Here.BOTH and not is_handed_over(item):
        hand_over(coach, workspace, mock, item)
    else:
        sheet(coach, workspace, round_id, mock, item, turn)
    _from_the_top(mock, item)


def _goes_on(mock: Mock) -> bool:
    """Whether the address asks for another question after the last one of the round."""
    item = rounds.current(mock)
    return item.is_done and st.query_params.get(OPEN, item.question) != item.question


def _from_the_top(mock: Mock, item: MockItem) -> None:
    """Scroll each new screen to its top, and keep the second click of a double click from the next button."""
    keys({}, (), card=card_of(mock, item, str(is_handed_over(item))), on_press=lambda *_: None)
