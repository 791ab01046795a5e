"""Draw a coach's feedback for the candidate: opening the file, and the report that it becomes."""

from __future__ import annotations

import streamlit as st

from prepkit.card_ids import question_card
from prepkit.coaching import feedback as parts
from prepkit.coaching.feedback import AnswerFeedback, CoachFeedback
from prepkit.errors import UnusableFeedback
from prepkit.exchange import feedback_file
from prepkit.exchange.feedback_report import as_html, coach_of, summary, title_of, wording
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, Scored
from prepkit.model import Clock
from prepkit.practice.clock import local_day
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.mock.routes import close_mock, open_mock
from prepkit.ui.views.mock.score import draw_answer
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import escape, paragraphs, plural, short_date
from prepkit.workspace import Workspace

FEEDBACK = "feedback"
"""The query parameter that holds the id of the mock whose feedback is open."""
UPLOAD = "feedback_upload"


def by_file(workspace: Workspace) -> None:
    """Draw a field to upload feedback that came as a file."""
    with st.expander("Open feedback from your coach", icon=":material/rate_review:", key="feedback_file"):
        file = st.file_uploader(
            "The feedback file your coach sent",
            type="json",
            key=UPLOAD,
            max_upload_size=feedback_file.MAX_BYTES // 1_000_000,
        )
        if file is None:
            return
        try:
            feedback = feedback_file.read_file(file.name, file.getvalue())
        except UnusableFeedback as error:
            st.error(str(error), icon=":material/error:")
            return
        _offer(workspace, feedback)


def _offer(workspace: Workspace, feedback: CoachFeedback) -> None:
    """Say what is in the file and what is here already, and draw the button that opens it."""
    scored = plural(len(feedback.scored), "score")
    about = f" on {escape(feedback.title)}" if feedback.title.strip() else ""
    st.markdown(f"**{escape(title_of(feedback))}**{about}, with {scored}.")
    earlier = parts.get(workspace.store, feedback.mock)
    if earlier is not None and earlier.written_at == feedback.written_at:
        st.caption("You have opened this file before.")
    elif earlier is not None and earlier.written_at > feedback.written_at:
        st.caption("You already have newer feedback on this interview. It opens instead of this file.")
    elif earlier is not None:
        st.caption("It takes the place of the feedback on this interview that you opened before.")
    st.button(
        "Open the feedback",
        key="once_open_feedback",
        type="primary",
        icon=":material/rate_review:",
        on_click=once(_receive),
        args=(feedback,),
    )


def history(workspace: Workspace, now: Clock) -> None:
    """Draw the list of the feedback that was opened here; draw nothing without any."""
    received = parts.list_received(workspace.store)
    if not received:
        return
    st.header("Feedback from your coach", anchor=False)
    link_list(
        [
            ListRow(
                feedback.mock,
                f"{feedback.title}, {_written(feedback, now)}",
                (),
                summary(feedback, repository.get(workspace.store, feedback.mock)),
            )
            for feedback in received
        ],
        on_open=_open,
        key="received_feedback",
        to=f"mock?{FEEDBACK}=",
    )


def link(workspace: Workspace, mock_id: str, now: Clock) -> None:
    """Draw the way from the report of a mock to the coach's feedback on it; draw nothing without any."""
    feedback = parts.get(workspace.store, mock_id)
    if feedback is None or not feedback.received_at:
        return
    with (
        st.container(border=True),
        st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"),
    ):
        st.markdown(
            f"**Your coach's feedback**  \n{escape(title_of(feedback))}, {_written(feedback, now)}.",
            width="stretch",
        )
        st.button(
            "Read it",
            key="read_feedback",
            icon=":material/rate_review:",
            on_click=once(_open),
            args=(mock_id,),
        )


def show(workspace: Workspace, mock_id: str, now: Clock) -> None:
    """Draw the report of the feedback on one mock."""
    back_link("All mocks", key="mock_back", on_click=close_mock)
    feedback = parts.get(workspace.store, mock_id)
    if feedback is None or not feedback.received_at:
        st.title("No such feedback", anchor=False)
        st.info("The link names feedback that is not among yours. Open the file that your coach sent.")
        return
    mock = repository.get(workspace.store, mock_id)
    st.title(escape(title_of(feedback)), anchor=False)
    st.markdown(f"{escape(feedback.title)}, written {_written(feedback, now)}.")
    _message(feedback)
    st.markdown(f"**{escape(summary(feedback, mock))}**")
    if mock is None:
        st.info(
            "Your own answers and scores are not shown: this interview is not here. It may be on another "
            "computer, or was deleted.",
            icon=":material/info:",
        )
    _drills(workspace, feedback)
    st.header("Answers", anchor=False)
    items = parts.answered(mock) if mock else {}
    for number, answer in enumerate(feedback.answers, start=1):
        _answer(workspace, number, feedback, answer, mock, items.get(answer.question))
    _at_the_end(workspace, feedback, mock, now)


def _message(feedback: CoachFeedback) -> None:
    if feedback.message.strip():
        with st.container(border=True):
            st.markdown(paragraphs(feedback.message))


def _drills(workspace: Workspace, feedback: CoachFeedback) -> None:
    """Draw the questions to practise next, and a button that begins with those in the bank."""
    if not feedback.drills:
        return
    bank = workspace.bank
    st.header("To practise next", anchor=False)
    st.markdown(
        "\n".join(
            f"{number}. {escape(wording(bank, feedback.on(question), None))}"
            + ("" if question in bank else " *(not in your questions)*")
            for number, question in enumerate(feedback.drills, start=1)
        )
    )
    cards = [question_card(question) for question in feedback.drills if question in bank]
    if cards:
        st.button(
            "Practise it" if len(cards) == 1 else f"Practise these {len(cards)}",
            type="primary",
            key="practise_feedback",
            icon=":material/play_arrow:",
            on_click=once(practise),
            args=("From your coach's feedback", cards),
        )


def _answer(
    workspace: Workspace,
    number: int,
    feedback: CoachFeedback,
    answer: AnswerFeedback,
    mock: Mock | None,
    item: MockItem | None,
) -> None:
    """Draw one question: the candidate's answer, both scores with their evidence, what to try."""
    st.subheader(f"{number}. {escape(wording(workspace.bank, answer, item))}", anchor=False)
    if mock is not None and item is not None:
        draw_answer(feedback.mock, mock, item)
    given = Scored(answer.score, answer.evidence)
    sides = [("You", item.own if item else None), (coach_of(feedback), given)]
    shown = [(name, score) for name, score in sides if score and (score.value or score.evidence.strip())]
    if shown:
        with st.grid(len(shown), min_column_width=160, gap="small"):
            for name, score in shown:
                with st.container(border=True, height="stretch"):
                    st.metric(escape(name), f"{score.value} of 5" if score.value else "No score")
                    if score.evidence.strip():
                        st.markdown(paragraphs(score.evidence))
    if answer.try_this.strip():
        st.info(f"**Try this next time**\n\n{paragraphs(answer.try_this)}", icon=":material/lightbulb:")


def _at_the_end(workspace: Workspace, feedback: CoachFeedback, mock: Mock | None, now: Clock) -> None:
    """Draw the print, the way to the interview's own report, and the deletion."""
    day = local_day(feedback.written_at, now.tz)
    with st.container(horizontal=True):
        st.download_button(
            "Print the feedback",
            lambda: as_html(workspace.bank, feedback, mock, day),
            f"Feedback {day.isoformat()}.html",
            "text/html",
            icon=":material/print:",
            key="print_feedback",
            on_click="ignore",
        )
        if mock is not None:
            st.button(
                "Open the interview's report",
                key="feedback_report",
                icon=":material/assignment:",
                on_click=once(open_mock),
                args=(feedback.mock,),
            )
        ask_first(
            "delete_feedback",
            "Delete this feedback",
            "Delete this feedback? What your coach wrote is deleted here for good; the file brings it back. "
            "Scores that are in your charts stay there.",
            "Delete it",
            _delete,
            (feedback.mock,),
        )


def _receive(feedback: CoachFeedback) -> None:
    workspace, now = open_workspace(), clock().now
    feedback_file.receive(workspace.store, feedback, now)
    _open(feedback.mock)


def _open(mock_id: str) -> None:
    st.query_params.from_dict({FEEDBACK: mock_id})


def _delete(mock_id: str) -> None:
    parts.delete(open_workspace().store, mock_id, clock().now)
    close_mock()


def _written(feedback: CoachFeedback, now: Clock) -> str:
    return short_date(local_day(feedback.written_at, now.tz), now.day)
