"""Draw a client's timeline: answers with both sides' scores, and ways to move or delete an entry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from prepkit.bank import Bank
from prepkit.coaching import feedback as coach_feedback
from prepkit.coaching.feedback import AnswerFeedback
from prepkit.exchange import client_changes
from prepkit.exchange.client_changes import DeletedEntry
from prepkit.mock import repository
from prepkit.mock.report import gaps, summary
from prepkit.mock.state import Here, Mock, MockItem, MockKind, Scored
from prepkit.model import Clock
from prepkit.practice.clock import local_day
from prepkit.question import Question
from prepkit.store import Store, archived_clients, attempts, profiles
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.coach import client_undo, give_feedback
from prepkit.ui.widgets.feedback import LEAST_WORDS
from prepkit.ui.widgets.read_on_request import Section, show_readings
from prepkit.ui.widgets.second_reader import rubric_of
from prepkit.ui.widgets.wording import escape, paragraphs, percent, plural, short_date
from prepkit.workspace import Workspace

UNTITLED = "An interview without a title"


def timeline(client_workspace: Workspace, coach: Store, now: Clock) -> None:
    """Draw what the client practised alone, and each interview, round and assignment, the latest first."""
    store = client_workspace.store
    st.header("Timeline", anchor=False)
    client_undo.draw(store.profile_id)
    kept = [pair for pair in repository.list_all(store) if not pair[1].was_abandoned]
    practised = [attempt for attempt in attempts.list_all(store) if attempt.mode != "mock"]
    if practised:
        days = {attempt.local_day for attempt in practised}
        st.markdown(
            f"Practised alone: {plural(len(practised), 'attempt')} on {plural(len(days), 'day')}, "
            f"the last {short_date(local_day(practised[-1].answered_at, now.tz), now.day)}."
        )
    if not kept:
        st.markdown("Interviews, rounds and assignments show here once there are any.")
    for mock_id, mock in sorted(kept, key=lambda pair: -pair[1].started_at):
        _entry(client_workspace, coach, mock_id, mock, now)


def sender_line(mock: Mock) -> str:
    """Return who sent an imported mock, for which assignment and whose, in Markdown; empty where unknown."""
    said = [f"from {escape(mock.sent_by)}"] if mock.sent_by else []
    if mock.assignment and (mock.is_from_file or mock.set_by):
        setter = f" set by {escape(mock.set_by)}" if mock.set_by else ""
        said.append(f"for “{escape(mock.title) or 'an assignment without a title'}”{setter}")
    line = ", ".join(said)
    return f"{line[:1].upper()}{line[1:]}"


def score_lines(item: MockItem, *, is_from_file: bool, feedback: AnswerFeedback | None = None) -> list[str]:
    """Return each score of an answer with its evidence, in plain text; ``feedback`` is this coach's on it."""
    in_feedback = Scored(feedback.score, feedback.evidence) if feedback else None
    file_coach = "A coach gave {} (in their file)"
    lines = [
        _score_line(item.own, "They gave {}", "Their words"),
        _score_line(item.coach, file_coach if is_from_file else "You gave {}", "The coach's words"),
        _score_line(in_feedback, "You gave {} in your feedback", "Your feedback"),
    ]
    return [line for line in lines if line]


def _score_line(score: Scored | None, given: str, without_value: str) -> str:
    if score is None or not (score.value or score.evidence.strip()):
        return ""
    start = given.format(f"{score.value} of 5") if score.value else without_value
    return f"{start}: {score.evidence.strip()}" if score.evidence.strip() else f"{start}."


def _entry(client_workspace: Workspace, coach: Store, mock_id: str, mock: Mock, now: Clock) -> None:
    day = short_date(local_day(mock.started_at, now.tz), now.day)
    result = summary(client_workspace.bank, mock)
    if mock.kind is MockKind.ROUND and mock.here is Here.COACH and result.coach_scored:
        outcome = f"{plural(result.coach_scored, 'answer')} scored by you"
    elif mock.kind is MockKind.ROUND:
        both = sum(gap is not None for gap in gaps(mock))
        outcome = f"{plural(both, 'answer')} scored by both" if both else "scored by one of you so far"
    else:
        outcome = f"{result.held} of {plural(result.rated, 'answer')} Solid or better"
    title = escape(mock.title) or UNTITLED
    entry = st.expander(f"{day}: {title} ({outcome})", key=f"entry_{mock_id}", on_change="rerun")
    if not entry.open:
        return
    with entry:
        give_feedback.draw(client_workspace, mock_id, mock, now)
        key_points = f"{percent(result.key_points)} of the key points"
        about = [sender_line(mock), key_points if mock.kind is not MockKind.ROUND else ""]
        if any(about):
            st.caption(". ".join(filter(None, about)))
        feedback = coach_feedback.get(client_workspace.store, mock_id)
        given = {answer.question: answer for answer in feedback.answers} if feedback else {}
        for item in mock.items:
            lines = score_lines(item, is_from_file=mock.is_from_file, feedback=given.get(item.question))
            _answer(client_workspace.bank, item, lines)
        _changes(client_workspace.store, coach, mock_id)


def _answer(bank: Bank, item: MockItem, lines: Sequence[str]) -> None:
    in_bank = item.question in bank
    prompt = bank.question(item.question).wording(item.variant) if in_bank else item.question
    st.markdown(f"**{escape(prompt)}**")
    st.markdown(paragraphs(item.answer) or "*Nothing was written.*")
    for line in lines:
        # Two spaces break a line in Markdown: the evidence stays one block below its score.
        st.caption("  \n".join(filter(None, escape(line).split("\n"))))
    if in_bank:
        _reading(bank.question(item.question), item)


def _reading(question: Question, item: MockItem) -> None:
    """Draw the button that has a client's answer read by the coach's second reader, and what it found."""
    if question.key_points and len(item.answer.split()) >= LEAST_WORDS:
        show_readings(
            f"answer {item.id}",
            item.answer,
            [Section("question", "", rubric_of(question))],
            sent="the question, its key points and what they wrote",
            key=f"read_{item.id}",
            is_own=False,
        )


def _changes(store: Store, coach: Store, mock_id: str) -> None:
    """Draw the ways to move the entry to another client, and to delete it."""
    names = {
        other.id: other.name for other in archived_clients.list_current(coach) if other.id != store.profile_id
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if names:
            target = st.selectbox(
                "Not this client's? Move it to",
                list(names),
                index=None,
                format_func=names.__getitem__,
                placeholder="Choose a client",
                key=f"move_to_{mock_id}",
                width=240,
            )
            st.button(
                "Move",
                key=f"once_move_{mock_id}",
                icon=":material/drive_file_move:",
                disabled=target is None,
                on_click=once(_move),
                args=(store.profile_id, target, mock_id),
            )
        st.button(
            "Delete",
            key=f"once_delete_{mock_id}",
            type="tertiary",
            icon=":material/delete:",
            on_click=once(_delete),
            args=(store.profile_id, mock_id),
        )


def _move(source_id: str, target_id: str, mock_id: str) -> None:
    coach = open_workspace().store
    source, target = profiles.client(coach, source_id), profiles.client(coach, target_id)
    mock = repository.get(source, mock_id) if source else None
    if source is None or target is None or mock is None:
        return
    name = escape(profiles.name(target))
    if not client_changes.move_entry(coach, source, target, mock_id, clock().now):
        st.toast(f"{name} has this one already. Delete it here instead.", icon=":material/info:")
        return
    said = f"“{escape(mock.title) or UNTITLED}” was moved from {escape(profiles.name(source))} to {name}."
    back = partial(_move_back, source_id, target_id, mock_id)
    client_undo.offer(said, (source_id, target_id), coach, back)


def _move_back(source_id: str, target_id: str, mock_id: str, coach: Store, now: int) -> None:
    source, target = profiles.client(coach, source_id), profiles.client(coach, target_id)
    if source is not None and target is not None:
        client_changes.move_entry(coach, target, source, mock_id, now)


def _delete(client_id: str, mock_id: str) -> None:
    coach = open_workspace().store
    store = profiles.client(coach, client_id)
    deleted = client_changes.delete_entry(store, mock_id, clock().now) if store else None
    if deleted is not None:
        said = f"“{escape(deleted.mock.title) or UNTITLED}” was deleted."
        client_undo.offer(said, (client_id,), coach, partial(_restore, client_id, deleted))


def _restore(client_id: str, deleted: DeletedEntry, coach: Store, now: int) -> None:
    store = profiles.client(coach, client_id)
    if store is not None:
        client_changes.restore_entry(store, deleted, now)
