"""Draw a coach's feedback on a client's answers: scores, evidence, what to try next, and the file to send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from prepkit.bank import Bank
from prepkit.coaching import feedback as parts
from prepkit.coaching.feedback import AnswerFeedback, CoachFeedback
from prepkit.exchange import feedback_file
from prepkit.mock import repository
from prepkit.mock.scale import SCORES
from prepkit.mock.state import Mock, MockItem, MockKind
from prepkit.model import Clock, Rating
from prepkit.practice.clock import clock_at, local_day
from prepkit.question import level_label
from prepkit.store import Store, profiles
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.coach.whose import CLIENT
from prepkit.ui.views.mock.coach_feedback import FEEDBACK
from prepkit.ui.views.mock.score import anchor_lines
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.file_name import file_name
from prepkit.ui.widgets.question import ticked_points
from prepkit.ui.widgets.stored_value import show_stored
from prepkit.ui.widgets.wording import escape, option, paragraphs, plural, short_date
from prepkit.workspace import Workspace

Change = Callable[[CoachFeedback], CoachFeedback]


@dataclass(frozen=True, slots=True)
class _Editing:
    """The stored feedback of a coach on one mock of a client. For callbacks."""

    client_id: str
    mock_id: str

    def change(self, step: Change) -> None:
        """Apply a step to it, if the client and the mock are still there."""
        workspace, now = open_workspace(), clock().now
        client = profiles.client(workspace.store, self.client_id)
        if client is None:
            return
        with client.transaction():
            mock = repository.get(client, self.mock_id)
            if mock is not None:
                before = _current(workspace, client, self.mock_id, mock)
                after = step(before)
                if after != before:
                    parts.FEEDBACK.save(client, self.mock_id, after, now)

    def stored(self) -> CoachFeedback | None:
        """Read it; None where nothing is stored."""
        client = profiles.client(open_workspace().store, self.client_id)
        return parts.get(client, self.mock_id) if client else None

    def stored_message(self, _document: str) -> str:
        """Read the message to the candidate."""
        feedback = self.stored()
        return feedback.message if feedback else ""

    def stored_line(self, question: str, field: str, _document: str) -> str:
        """Read one text about an answer."""
        feedback = self.stored()
        return str(getattr(feedback.on(question), field)) if feedback else ""

    def take_back_score(self, question: str) -> None:
        """Count the score of an answer no more, because it was taken back after the file was saved."""
        client = profiles.client(open_workspace().store, self.client_id)
        if client is not None:
            feedback_file.take_back_score(client, self.mock_id, question, clock().now)


def draw(client_workspace: Workspace, mock_id: str, mock: Mock, now: Clock) -> None:
    """Draw the button that opens the feedback on one mock of a client, and how far it has got."""
    if mock.kind is MockKind.ROUND:
        return
    feedback = parts.get(client_workspace.store, mock_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Open your feedback" if feedback else "Give feedback",
            key=f"give_feedback_{mock_id}",
            icon=":material/rate_review:",
            on_click=once(_open),
            args=(client_workspace.store.profile_id, mock_id),
        )
        if feedback:
            saved = f", saved as a file on {_day(feedback.written_at, now)}" if feedback.written_at else ""
            total = plural(len(feedback.answers), "answer")
            st.caption(f"You scored {len(feedback.scored)} of {total}{saved}.", width="content")


def show(workspace: Workspace, client: Store, mock_id: str, now: Clock) -> None:
    """Draw the feedback on one mock of a client."""
    name = profiles.name(client)
    back_link(f"Back to {escape(name)}", key="feedback_back", on_click=_to_client, args=(client.profile_id,))
    st.title(f"Feedback for {escape(name)}", anchor=False)
    mock = repository.get(client, mock_id)
    if mock is None or mock.kind is MockKind.ROUND:
        st.info("The link names an interview that this client has not sent. It may have been deleted.")
        return
    feedback = _current(workspace, client, mock_id, mock)
    editing = _Editing(client.profile_id, mock_id)
    level = escape(level_label(mock.level).lower())
    st.markdown(f"{escape(mock.title)}, answered {_day(mock.started_at, now)}, scored as a {level}.")
    _message(mock_id, feedback, editing)
    _answers(workspace.bank, mock, feedback, editing)
    _drills(feedback, editing)
    _save(client, mock_id, feedback, now)


def _message(mock_id: str, feedback: CoachFeedback, editing: _Editing) -> None:
    """Draw the message above all answers, and the names that the file carries."""
    editor(
        mock_id,
        feedback.message,
        label="Message to the candidate",
        placeholder="What went well, and the one thing to work on.",
        on_text=lambda document, text: _if_same(document, mock_id, editing, _with_message(text)),
        key="give_message",
        rows=4,
        longest=parts.MAX_MESSAGE,
        stored_text=editing.stored_message,
    )
    with st.grid(2, min_column_width=200, gap="small"):
        for field, label, value in (
            ("coach", "From", feedback.coach),
            ("candidate", "To", feedback.candidate),
        ):
            key = f"give_{field}_{mock_id}"
            show_stored(key, value)
            st.text_input(
                label,
                max_chars=parts.MAX_NAME,
                key=key,
                on_change=uninterrupted(_name),
                args=(editing, field, key),
            )


def _answers(bank: Bank, mock: Mock, feedback: CoachFeedback, editing: _Editing) -> None:
    """Draw the answers, folded but for the one to go on with; each says whether it is done."""
    st.header("Answers", anchor=False)
    items = list(parts.answered(mock).values())
    st.caption(f"You scored {len(feedback.scored)} of {plural(len(items), 'answer')}.")
    questions = [item.question for item in items]
    to_do = next((place for place, one in enumerate(questions) if not feedback.on(one).score), None)
    for place, item in enumerate(items):
        key, answer = _fold_key(feedback.mock, place), feedback.on(item.question)
        if key not in st.session_state:
            st.session_state[key] = place == to_do
        with st.container(gap="xxsmall"):
            # Not in its label: with another label the fold is drawn anew, and its box loses the focus.
            st.caption(f"Answer {place + 1}: {_so_far(answer)}")
            fold = st.expander(escape(answer.prompt or item.question), key=key, on_change="rerun")
        with fold:
            _answer(bank, place + 1, mock, item, feedback, editing)
            if place + 1 < len(items):
                st.button(
                    "Next answer",
                    key=f"give_next_{place}",
                    icon=":material/arrow_downward:",
                    on_click=once(_fold_and_open),
                    args=(feedback.mock, place),
                )


def _so_far(answer: AnswerFeedback) -> str:
    if answer.score:
        return f"{answer.score} of 5"
    return "to do" if answer.is_empty else "no score"


def _fold_key(mock_id: str, place: int) -> str:
    return f"give_answer_{mock_id}_{place}"


def _fold_and_open(mock_id: str, place: int) -> None:
    st.session_state[_fold_key(mock_id, place)] = False
    st.session_state[_fold_key(mock_id, place + 1)] = True


def _answer(
    bank: Bank,
    number: int,
    mock: Mock,
    item: MockItem,
    feedback: CoachFeedback,
    editing: _Editing,
) -> None:
    """Draw one answer in full, the anchors of its competency, and the coach's part beside them."""
    answer = feedback.on(item.question)
    _what_they_said(bank, mock, item)
    lines = (
        anchor_lines(bank, bank.question(item.question).competency, mock.level)
        if item.question in bank
        else ""
    )
    anchors, own = st.columns(2, gap="medium") if lines else (None, st.container())
    if anchors is not None:
        with anchors:
            level = escape(level_label(mock.level).lower())
            st.markdown(f"**What it sounds like from a {level}**\n\n{lines}")
    with own:
        _score(number, feedback, answer, editing)
        for field, label, placeholder in (
            ("evidence", "Evidence: which words earn that score?", "“I rang her back within the hour…”"),
            ("try_this", "Try this next time", "Say the figure first, then how you got there."),
        ):
            document = f"{feedback.mock} {item.question}"
            editor(
                document,
                getattr(answer, field),
                label=label,
                placeholder=placeholder,
                on_text=partial(_line, document, editing, item.question, field),
                key=f"give_{field.removesuffix('_this')}_{number}",
                rows=2,
                longest=parts.MAX_LINE,
                stored_text=partial(editing.stored_line, item.question, field),
            )


def _what_they_said(bank: Bank, mock: Mock, item: MockItem) -> None:
    """Draw the answer, the follow-up, what the candidate thinks of it, and the key points they ticked."""
    unwritten = "Answered to the camera; the recording stayed with them."
    if mock.kind is not MockKind.VIDEO:
        unwritten = "Skipped." if item.skipped else "Nothing was written."
    with st.container(border=True, gap="small"):
        st.markdown(paragraphs(item.answer) or f"*{unwritten}*")
        if item.probe and (item.probe_ms or item.probe_answer):
            st.markdown(f"**{escape(item.probe)}**")
            st.markdown(paragraphs(item.probe_answer) or "*Nothing was written.*")
        st.caption(f"{item.answer_ms // 1000} of {item.answer_s} seconds")
    rating = Rating(item.rating).label if item.rating else "left out"
    own = f", scored {item.own.value} of 5" if item.own and item.own.value else ""
    evidence = f" {escape(item.own.evidence)}" if item.own and item.own.evidence.strip() else ""
    st.markdown(f"**Their own view:** {rating}{own}.{evidence}")
    if item.question in bank and bank.question(item.question).key_points:
        st.markdown("**Key points, as they ticked them**")
        ticked_points(bank.question(item.question), item.ticks)


def _score(number: int, feedback: CoachFeedback, answer: AnswerFeedback, editing: _Editing) -> None:
    """Draw the choice of a score; a second click on it takes it back."""
    key = f"give_score_{feedback.mock}_{number}"
    show_stored(key, answer.score or None)
    st.segmented_control(
        "Your score, from 1 to 5",
        SCORES,
        format_func=lambda score: option(str(score)),
        key=key,
        on_change=uninterrupted(_give_score),
        args=(editing, answer.question, key),
    )


def _drills(feedback: CoachFeedback, editing: _Editing) -> None:
    """Draw the choice of the questions to practise next."""
    st.header("To practise next", anchor=False)
    st.markdown("Answers that you score below 3 are ticked by themselves.")
    for number, answer in enumerate(feedback.answers, start=1):
        key = f"give_drill_{feedback.mock}_{number}"
        show_stored(key, answer.question in feedback.drills)
        st.checkbox(
            escape(answer.prompt or answer.question),
            key=key,
            on_change=uninterrupted(_choose),
            args=(editing, answer.question, key),
        )


def _save(client: Store, mock_id: str, feedback: CoachFeedback, now: Clock) -> None:
    """Draw the button that saves the file, and when it was saved last."""
    st.header("Send it", anchor=False)
    st.markdown(
        "The file holds your message, scores, evidence and advice, and none of your private notes. The "
        "candidate opens it under Practise, Mock interview. Once it is saved, your scores count in the "
        "client's charts."
    )
    st.download_button(
        "Save the feedback file",
        lambda: feedback_file.write(client, mock_id, clock_at(datetime.now(UTC), now.tz).now),
        f"Feedback {file_name(feedback.title, 'from your coach')}.json",
        "application/json",
        icon=":material/outgoing_mail:",
        key="save_feedback",
        type="primary",
        disabled=feedback.is_empty,
    )
    if feedback.is_empty:
        sent = " The file that you saved before still holds what was in it." if feedback.written_at else ""
        st.caption(f"Write something or give a score first.{sent}")
    elif feedback.written_at:
        document = parts.FEEDBACK.get(client, mock_id)
        has_changed = document is not None and document.updated_at > feedback.written_at
        changed = " You have changed it since: save it again and send the new file." if has_changed else ""
        st.caption(f"Last saved {_day(feedback.written_at, now)}.{changed}")


def _current(workspace: Workspace, client: Store, mock_id: str, mock: Mock) -> CoachFeedback:
    """Return the feedback as it stands, with an entry for every answer; a new one where none was begun."""
    feedback = parts.get(client, mock_id) or parts.begin(
        mock_id, mock, coach=profiles.name(workspace.store), candidate=profiles.name(client)
    )

    def word(item: MockItem) -> str:
        in_bank = item.question in workspace.bank
        return workspace.bank.question(item.question).wording(item.variant) if in_bank else ""

    return parts.brought_up_to_date(feedback, mock, word)


def _if_same(document: str, expected: str, editing: _Editing, step: Change) -> None:
    """Apply a step if the text comes from the box of this document, not of one opened before."""
    if document == expected:
        editing.change(step)


def _with_message(text: str) -> Change:
    return lambda feedback: replace(feedback, message=text)


def _line(expected: str, editing: _Editing, question: str, field: str, document: str, text: str) -> None:
    _if_same(document, expected, editing, lambda feedback: parts.say(feedback, question, **{field: text}))


def _name(editing: _Editing, field: str, key: str) -> None:
    name = str(st.session_state[key]).strip()[: parts.MAX_NAME]
    editing.change(lambda feedback: replace(feedback, **{field: name}))  # type: ignore[arg-type]


def _give_score(editing: _Editing, question: str, key: str) -> None:
    score = int(st.session_state[key] or 0)
    editing.change(lambda feedback: parts.give_score(feedback, question, score))
    if not score:
        editing.take_back_score(question)


def _choose(editing: _Editing, question: str, key: str) -> None:
    chosen = bool(st.session_state[key])
    editing.change(lambda feedback: parts.choose_drill(feedback, question, chosen=chosen))


def _open(client_id: str, mock_id: str) -> None:
    st.query_params.from_dict({CLIENT: client_id, FEEDBACK: mock_id})


def _to_client(client_id: str) -> None:
    st.query_params.from_dict({CLIENT: client_id})


def _day(moment: int, now: Clock) -> str:
    return short_date(local_day(moment, now.tz), now.day)
