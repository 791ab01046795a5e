"""Draw a person's earlier answers to a question, any two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from prepkit.feedback.comparison import Comparison, compare, point_change
from prepkit.model import Attempt, Clock
from prepkit.practice.clock import local_day
from prepkit.practice.own_material import earlier_answers
from prepkit.question import Question
from prepkit.store import Store, attempts
from prepkit.ui.runtime.kept_recordings import recorded_among
from prepkit.ui.widgets.kept_recording import show_recordings
from prepkit.ui.widgets.wording import escape, paragraphs, short_date

NOW = "now"


@dataclass(frozen=True, slots=True)
class EarlierAnswers:
    """A person's answers to a question, the latest first, and the ids of those whose recording is kept."""

    question: Question
    answered: tuple[Attempt, ...]
    recorded: frozenset[str]


def read_earlier(store: Store, question: Question) -> EarlierAnswers:
    """Read the earlier answers to a question; their recordings are read only when they are played."""
    history = attempts.of_card(store, question.card_id)
    recorded = recorded_among(store, history)
    return EarlierAnswers(question, earlier_answers(history, recorded), recorded)


def side_by_side(store: Store, earlier: EarlierAnswers, answer: str, now: Clock) -> None:
    """Draw two chosen answers, or a single one by itself; ``answer`` is one that is not rated yet."""
    answered = earlier.answered
    labels = _labels(answered, now)
    answers = {attempt.id: attempt.answer for attempt in answered}
    if answer.strip():
        labels, answers = {NOW: "Just now", **labels}, {NOW: answer, **answers}
    if len(answers) == 1:
        (only_id,) = answers
        st.markdown(f"**{labels[only_id]}**\n\n{_shown(answers[only_id])}")
        _recording(store, earlier, only_id, "compare_only")
    elif answers:
        _compare(store, earlier, labels, answers)


def _compare(store: Store, earlier: EarlierAnswers, labels: dict[str, str], answers: dict[str, str]) -> None:
    """Draw two answers side by side, with the new words of the later one highlighted."""
    ids = list(answers)
    with st.grid(2, min_column_width=220):
        before = st.selectbox("Before", ids, index=1, format_func=labels.__getitem__, key="compare_before")
        after = st.selectbox("After", ids, index=0, format_func=labels.__getitem__, key="compare_after")
    before, after = before or ids[1], after or ids[0]
    comparison = compare(answers[before], answers[after])
    are_written = bool(answers[before].strip() and answers[after].strip())
    with st.grid(2, min_column_width=260, gap="medium"):
        with st.container(gap="small"):
            st.markdown(_shown(answers[before]))
            _recording(store, earlier, before, "compare_left")
        with st.container(gap="small"):
            st.markdown(_with_new(answers[after], comparison) if are_written else _shown(answers[after]))
            _recording(store, earlier, after, "compare_right")
    if are_written:
        st.caption("Sentences that were not in the other answer are highlighted.")
    if not comparison.is_close:
        st.caption("These answers are very long: towards the end, only identical sentences were matched.")
    _points(earlier.question, {attempt.id: attempt.ticks for attempt in earlier.answered}, before, after)


def _shown(answer: str) -> str:
    return paragraphs(answer) or "*Spoken, not written.*"


def _recording(store: Store, earlier: EarlierAnswers, attempt_id: str, place: str) -> None:
    show_recordings(store, attempt_id, earlier.recorded, place)


def _points(question: Question, ticks: dict[str, tuple[str, ...]], before: str, after: str) -> None:
    """Draw which key points the person ticked in the later answer only, the earlier only, or neither."""
    if before not in ticks or after not in ticks or not (ticks[before] or ticks[after]):
        return
    change = point_change(question.key_points, ticks[before], ticks[after])
    for heading, points in (("Gained", change.gained), ("Lost", change.lost), ("In neither", change.neither)):
        if points:
            st.markdown(f"**{heading}**\n\n" + "\n".join(f"- {escape(point.text)}" for point in points))


def _with_new(after: str, comparison: Comparison) -> str:
    pieces: list[str] = []
    previous_end = 0
    for sentence, is_known in comparison.sentences:
        gap = after[previous_end : sentence.start]
        pieces.append("\n\n" if "\n" in gap else " ")
        text = escape(sentence.text)
        pieces.append(text if is_known else f":green-background[{text}]")
        previous_end = sentence.end
    return "".join(pieces).strip()


def _labels(answered: Sequence[Attempt], now: Clock) -> dict[str, str]:
    """Return day and rating of each answer by its id, numbered where two would be the same.

    A browser names its choice by the label.
    """
    alike: dict[str, list[str]] = {}
    for attempt in reversed(answered):
        day = short_date(local_day(attempt.answered_at, attempt.tz), now.day)
        alike.setdefault(f"{day}, {attempt.rating.label}", []).append(attempt.id)
    by_id = {
        attempt_id: label if len(ids) == 1 else f"{label} ({number})"
        for label, ids in alike.items()
        for number, attempt_id in enumerate(ids, 1)
    }
    return {attempt.id: by_id[attempt.id] for attempt in answered}
