"""Draw what can be said of a story: remarks, and what the second reader finds in it once it is asked to."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from prepkit.model import Story
from prepkit.question import Question
from prepkit.ui.runtime import second_reader as runtime
from prepkit.ui.widgets import feedback
from prepkit.ui.widgets.read_on_request import Section, show_readings
from prepkit.ui.widgets.second_reader import TELL_IT, Rubric, key_facts, rubric_of
from prepkit.ui.widgets.wording import escape
from prepkit.workspace import Workspace

MOST_QUESTIONS = 8
"""A story is read against the key points of so many of its questions: each is a request of its own."""


def story_feedback(workspace: Workspace, story_id: str, story: Story) -> None:
    """Draw the folder with the feedback on a story."""
    folder = st.expander("Feedback", icon=":material/rate_review:", key="story_feedback", on_change="rerun")
    if not folder.open:
        return
    with folder:
        questions = [workspace.bank.question(item) for item in story.questions if item in workspace.bank]
        review = feedback.story_feedback(story, questions)
        if review is None:
            st.markdown(f"Write {feedback.LEAST_WORDS} words or more, and this looks at them.")
            return
        feedback.show(workspace, review, key="story_feedback")
        with_points = [question for question in questions if question.key_points]
        are_read = show_readings(
            f"story {story_id}",
            story.text,
            _sections(story, with_points),
            sent="the four parts of the story, its key facts, and its questions with their key points",
            key="story_read",
        )
        if not are_read:
            _say_what_is_missing(story, with_points)
            _key_points(with_points)


def _sections(story: Story, questions: Sequence[Question]) -> list[Section]:
    facts = key_facts(story)
    told = [Section("facts", "Your key facts", Rubric(TELL_IT, facts, tells=True))] if facts else []
    asked = [
        Section(question.id, question.prompt, rubric_of(question)) for question in questions[:MOST_QUESTIONS]
    ]
    return told + asked


def _say_what_is_missing(story: Story, questions: Sequence[Question]) -> None:
    """Say why the second reader cannot read the story yet, where there is one."""
    if runtime.reader() is not None and not _sections(story, questions):
        st.markdown(
            ":material/fact_check: The second reader reads a story against its key facts and its questions. "
            "Write a key fact or choose a question, and “Have it read” shows here."
        )


def _key_points(questions: Sequence[Question]) -> None:
    for question in questions:
        st.markdown(f"### {escape(question.prompt)}")
        st.markdown("\n".join(f"- {escape(point.text)}" for point in question.key_points))
