"""Draw what came of a coaching session: a summary to copy, print and send."""

from __future__ import annotations

import streamlit as st

from prepkit.coaching.session import CoachingSession, as_feedback
from prepkit.exchange import feedback_file, session_summary
from prepkit.mock.state import Mock, MockItem
from prepkit.model import Clock
from prepkit.practice.clock import local_day
from prepkit.store import profiles
from prepkit.ui.views.coach import whose
from prepkit.ui.widgets.file_name import file_name
from prepkit.ui.widgets.wording import escape, long_date, plural
from prepkit.workspace import Workspace


def session_over(
    coach: Workspace, workspace: Workspace, session: CoachingSession, mock: Mock | None, now: Clock
) -> None:
    """Draw each answer with its score and key points, the text to copy, and the page to print."""
    day = long_date(local_day(session.started_at, now.tz).isoformat())
    title = f"{session.title}, {day}"
    st.title(escape(title), anchor=False)
    summaries = session_summary.answers(workspace.bank, mock) if mock else []
    if not summaries:
        st.info("No answer of this session was scored, ticked or written about, so there is no summary.")
    for answer in summaries:
        with st.container(border=True):
            st.markdown(f"**{escape(answer.prompt)}**")
            st.markdown(" · ".join(filter(None, (answer.score, escape(answer.evidence)))))
            for heading, points in session_summary.key_points(answer):
                st.markdown("\n".join([f"{heading}:", *(f"- {escape(point)}" for point in points)]))
    if summaries and (others := len(session.questions) - len(summaries)) > 0:
        st.caption(f"{plural(others, 'more question')} on the list: not scored.")
    if summaries:
        parts = (title, session.level, summaries)
        with st.container(horizontal=True):
            if mock is not None and whose.named() != whose.NOBODY:
                _feedback_file(coach, workspace, session, mock, now)
            st.download_button(
                "Save the page to print",
                lambda: session_summary.as_html(*parts),
                f"{file_name(title, 'Session')}.html",
                "text/html",
                icon=":material/print:",
                key="print_session",
                on_click="ignore",
            )
        with st.expander("The summary as text, to copy", icon=":material/content_copy:", key="copy_session"):
            st.code(session_summary.as_text(*parts), language=None, wrap_lines=True)
    if session.notes.strip():
        st.header("Your notes", anchor=False)
        st.caption("They are not in the summary.")
        st.markdown(escape(session.notes))
    if whose.named() == whose.NOBODY:
        st.caption("Nothing of this session is kept: it goes when this window is closed or loaded again.")


def _feedback_file(
    coach: Workspace, workspace: Workspace, session: CoachingSession, mock: Mock, now: Clock
) -> None:
    """Draw the button that saves what the client can open in their own PrepKit."""

    def word(item: MockItem) -> str:
        return workspace.bank.question(item.question).prompt if item.question in workspace.bank else ""

    name = profiles.name(workspace.store)
    feedback = as_feedback(
        session.round, mock, word, coach=profiles.name(coach.store), candidate=name, now=now.now
    )
    st.download_button(
        "Save the feedback file",
        lambda: feedback_file.as_file(feedback),
        f"Feedback {file_name(session.title, 'from your coach')}.json",
        "application/json",
        icon=":material/outgoing_mail:",
        key="save_session_feedback",
        type="primary",
        on_click="ignore",
        help=f"{escape(name)} opens it under Practise, Mock interview: scores, evidence, what to practise.",
    )
