"""Mock: an interview against the clock, scored afterwards, with a report."""

import streamlit as st

from prepkit.mock import keeping
from prepkit.mock.interview import Kind
from prepkit.ui import navigate
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.kept_in_browser import CARD
from prepkit.ui.kept_in_browser import keeping as kept
from prepkit.ui.mock import assigned, report, run, score, setup
from prepkit.ui.mock.place import MOCK, resumed
from prepkit.ui.unreadable_entries import show_unreadable


@st.fragment
def interview() -> None:
    """A fragment: a click redraws the interview alone, not the shell around it."""
    navigate.leave()
    desk, now = open_desk(), clock()
    wanted = st.query_params.get(MOCK)
    mock = keeping.get(desk.store, wanted) if wanted else None
    run.take_the_width(mock)
    with kept(CARD):
        if wanted is None or mock is None:
            st.title("Mock interview" if wanted is None else "No such mock", anchor=False)
            if wanted is not None:
                st.info("The link names a mock that is not among yours. It may have been deleted.")
            show_unreadable(desk.store, "mocks")
            if assigned.SENT in st.query_params:
                assigned.by_link(desk, st.query_params[assigned.SENT])
            else:
                setup.offer(desk, now)
                assigned.by_file(desk)
            report.history(desk, now)
        elif mock.kind is Kind.ROUND:
            report.of_round(desk, wanted, mock, now)
        elif mock.item is not None:
            run.run(desk, wanted, resumed(desk, wanted, mock, now.now), now.now)
        elif mock.to_score is not None:
            score.score(desk, wanted, mock)
        else:
            report.show(desk, wanted, mock, now)


interview()
