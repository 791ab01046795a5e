"""What a person has of their own for a question: the stories that answer it, and what they said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from prepkit.feedback.comparison import Comparison, compare
from prepkit.model import Attempt, Clock, Question, Story
from prepkit.practice.clock import local_day
from prepkit.practice.session import Desk
from prepkit.store import attempts
from prepkit.ui.wording import escape, paragraphs, short_date

NOW = "now"


@dataclass(frozen=True, slots=True)
class Own:
    """Stories by id, and earlier attempts that hold an answer, the latest first."""

    stories: dict[str, Story]
    attempts: tuple[Attempt, ...]

    def __bool__(self) -> bool:
        return bool(self.stories or self.attempts)


def of(desk: Desk, question: Question) -> Own:
    """What there is for one question."""
    told = {
        id: story for id, story in desk.bank.stories.items() if question.id in story.questions and story.text
    }
    made = [attempt for attempt in attempts.of_card(desk.store, question.card_id) if attempt.answer.strip()]
    return Own(told, tuple(reversed(made)))


def show(desk: Desk, question: Question, own: Own, answer: str, now: Clock) -> None:
    """The stories in full, then the answers, any two side by side."""
    for story in own.stories.values():
        with st.container(border=True):
            title = escape(story.title.strip() or "A story without a title")
            parts = "\n\n".join(f"**{name}**  \n{paragraphs(text)}" for name, text in story.parts)
            st.markdown(f"**My story: {title}**\n\n{parts}")
    side_by_side(question, own.attempts, answer, now)


def side_by_side(question: Question, made: Sequence[Attempt], answer: str, now: Clock) -> None:
    """Any two of the answers, ``answer`` being one that is not rated yet; a single one by itself."""
    labels = {attempt.id: _label(attempt, now) for attempt in made}
    answers = {attempt.id: attempt.answer for attempt in made}
    if answer.strip():
        labels, answers = {NOW: "Just now", **labels}, {NOW: answer, **answers}
    if len(answers) == 1:
        (only,) = answers
        st.markdown(f"**{labels[only]}**\n\n{paragraphs(answers[only])}")
    elif answers:
        _compare(question, made, labels, answers)


def _compare(
    question: Question, made: Sequence[Attempt], labels: dict[str, str], answers: dict[str, str]
) -> None:
    """Two answers side by side, what is new in the later one set off, and what neither has."""
    ids = list(answers)
    with st.grid(2, min_column_width=220):
        before = st.selectbox("Before", ids, index=1, format_func=labels.__getitem__, key="compare_before")
        after = st.selectbox("After", ids, index=0, format_func=labels.__getitem__, key="compare_after")
    before, after = before or ids[1], after or ids[0]
    comparison = compare(answers[before], answers[after])
    with st.grid(2, min_column_width=260, gap="medium"):
        st.markdown(paragraphs(answers[before]))
        st.markdown(_with_new(answers[after], comparison))
    st.caption("Sentences that were not in the other answer stand on a ground of their own.")
    if not comparison.is_close:
        st.caption(
            "These answers are very long: towards the end, only sentences that are equal were recognised."
        )
    _points(question, {attempt.id: attempt.ticks for attempt in made}, before, after)


def _points(question: Question, ticks: dict[str, tuple[str, ...]], before: str, after: str) -> None:
    """Which key points were gained, lost, and are in neither: as the person ticked them."""
    if before not in ticks or after not in ticks or not (ticks[before] or ticks[after]):
        return
    had, has = set(ticks[before]), set(ticks[after])
    for heading, wanted in (
        ("Gained", has - had),
        ("Lost", had - has),
        ("In neither", {point.id for point in question.key_points} - had - has),
    ):
        texts = [escape(point.text) for point in question.key_points if point.id in wanted]
        if texts:
            st.markdown(f"**{heading}**\n\n" + "\n".join(f"- {text}" for text in texts))


def _with_new(after: str, comparison: Comparison) -> str:
    shown: list[str] = []
    at = 0
    for sentence, is_known in comparison.sentences:
        gap = after[at : sentence.start]
        shown.append("\n\n" if "\n" in gap else " ")
        text = escape(sentence.text)
        shown.append(text if is_known else f":green-background[{text}]")
        at = sentence.end
    return "".join(shown).strip()


def _label(attempt: Attempt, now: Clock) -> str:
    return f"{short_date(local_day(attempt.answered_at, attempt.tz), now.day)}, {attempt.rating.label}"
