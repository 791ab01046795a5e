"""Mock: an interview against the clock, scored afterwards, with a report."""

import streamlit as st

from prepkit.mock import repository
from prepkit.mock.state import MockKind
from prepkit.ui.runtime import routes as navigate
from prepkit.ui.runtime import turns
from prepkit.ui.runtime.browser_sync import CARD
from prepkit.ui.runtime.browser_sync import syncing as kept
from prepkit.ui.runtime.navigation import sections
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.mock import (
    assigned,
    coach_feedback,
    open_assignments,
    report,
    run,
    score,
    setup,
    video,
)
from prepkit.ui.views.mock.routes import MOCK, resumed
from prepkit.ui.widgets.unreadable_entries import show_unreadable


def is_file_open() -> bool:
    """Whether a coach's file is open further down, which has a filled button of its own."""
    return any(st.session_state.get(key) for key in (assigned.UPLOAD, coach_feedback.UPLOAD))


@turns.page
def interview() -> None:
    """Draw the page as a fragment: a click redraws the interview, not the shell around it."""
    navigate.leave()
    workspace, now = open_workspace(), clock()
    wanted = st.query_params.get(MOCK)
    mock = repository.get(workspace.store, wanted) if wanted else None
    run.take_the_width(mock)
    with kept(CARD):
        if coach_feedback.FEEDBACK in st.query_params:
            coach_feedback.show(workspace, st.query_params[coach_feedback.FEEDBACK], now)
        elif wanted is None or mock is None:
            sections("practise")
            st.title("Mock interview" if wanted is None else "No such mock", anchor=False)
            if wanted is not None:
                st.info("The link names a mock that is not among yours. It may have been deleted.")
            show_unreadable(workspace.store, "mocks", "feedback")
            if assigned.SENT in st.query_params:
                assigned.by_link(workspace, st.query_params[assigned.SENT])
            else:
                waiting = report.unfinished(workspace, now)
                open_assignments.on_mock(workspace, now)
                setup.offer(workspace, now, first=not waiting and not is_file_open())
                assigned.by_file(workspace)
                coach_feedback.by_file(workspace)
            coach_feedback.history(workspace, now)
            report.history(workspace, now)
        elif mock.kind is MockKind.ROUND:
            report.round_report(workspace, wanted, mock, now)
        elif mock.item is not None and mock.kind is MockKind.VIDEO:
            video.run(workspace, wanted, resumed(workspace, wanted, mock, now.now), now.now)
        elif mock.item is not None:
            run.run(workspace, wanted, resumed(workspace, wanted, mock, now.now), now.now)
        elif mock.to_score is not None:
            score.score(workspace, wanted, mock)
        else:
            report.show(workspace, wanted, mock, now)


interview()
