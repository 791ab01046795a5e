"""Draw feedback on an answer: remarks with the words they are about."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from prepkit.feedback.reading import read_parts
from prepkit.feedback.remarks import GROUPS, Remark, RemarkKind
from prepkit.feedback.review import Feedback, review
from prepkit.model import Story
from prepkit.question import Kind as QuestionKind
from prepkit.question import Question
from prepkit.store import settings
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.widgets.wording import escape, plural
from prepkit.workspace import Workspace

LEAST_WORDS = 8
"""A text of fewer words counts as a note and gets no feedback."""
MOST_QUOTES = 4
SEEN_IN_BUILDER = (RemarkKind.OPENING, RemarkKind.MISSING_PART)
"""The kinds left out for a story: its builder shows the parts and their balance while they are written."""


def answer_feedback(question: Question, text: str) -> Feedback | None:
    """Return the feedback on an answer to a question; None for fewer than ``LEAST_WORDS`` words."""
    if len(text.split()) < LEAST_WORDS:
        return None
    return _review(question.id, text, question)


def story_feedback(story: Story, questions: Sequence[Question]) -> Feedback | None:
    """Return the feedback on a story, whose parts are given; None for fewer than ``LEAST_WORDS`` words."""
    if len(story.text.split()) < LEAST_WORDS:
        return None
    samples = [text for question in questions for text in _samples(question)]
    reading = read_parts((name.lower(), text) for name, text in story.parts)
    return review(reading, samples=samples, tells=True, off=SEEN_IN_BUILDER)


def _samples(question: Question) -> list[str]:
    return [sample.text or "\n".join(text for _, text in sample.parts) for sample in question.samples]


@st.cache_resource(show_spinner=False, scope="session", max_entries=8)
def _review(question_id: str, text: str, _question: Question) -> Feedback:
    return review(
        text,
        points=_question.key_points,
        samples=_samples(_question),
        tells=_question.kind is QuestionKind.BEHAVIOURAL,
    )


def show(workspace: Workspace, review: Feedback | None, *, key: str) -> None:
    """Draw the remarks by group, without the kinds that are switched off."""
    if review is None:
        return
    off = set(workspace.settings.remarks_off)
    remarks_on = [remark for remark in review.remarks if remark.kind not in off]
    if not review.reading.is_whole:
        st.caption(f"This answer is very long: only its first {review.reading.words:,} words were looked at.")
    if not remarks_on:
        st.markdown(":material/check: Nothing to remark on.")
    for group in GROUPS:
        remarks = [remark for remark in remarks_on if remark.kind.group == group]
        if remarks:
            st.markdown(f"## {group}", anchors=False)
            _group(remarks, key)
    st.caption(
        "Counted by rules, without understanding what you say. Whether a key point is in your answer is for "
        "you to tick."
    )
    hidden = [remark for remark in review.remarks if remark.kind in off]
    if hidden:
        names = ", ".join(dict.fromkeys(remark.kind.label for remark in hidden))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"Switched off: {names}", width="content")
            st.button("Show them again", key=f"{key}_all", type="tertiary", on_click=once(_show_all))


def _group(remarks: Sequence[Remark], key: str) -> None:
    for number, remark in enumerate(remarks):
        with st.container(border=True, gap="xsmall", key=f"{key}_{remark.kind}_{number}"):
            with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
                st.markdown(f"**{escape(remark.says)}**", width="content")
                if number == 0 or remarks[number - 1].kind is not remark.kind:
                    _hide_button(remark.kind, key)
            st.markdown(f"{_quoted(remark)}{escape(remark.why)} {escape(remark.mend)}")


def _hide_button(kind: RemarkKind, key: str) -> None:
    st.button(
        "Hide",
        key=f"{key}_off_{kind}",
        type="tertiary",
        icon=":material/visibility_off:",
        help=f"No more remarks on: {kind.label.lower()}. They can be shown again below.",
        on_click=once(_switch_off),
        args=(kind,),
    )


def _quoted(remark: Remark) -> str:
    if not remark.quotes:
        return ""
    quotes = remark.quotes[:MOST_QUOTES]
    more = len(remark.quotes) - len(quotes)
    quoted = " ".join(f":primary-background[“{escape(' '.join(quote.text.split()))}”]" for quote in quotes)
    return quoted + (f" and {plural(more, 'more place')}" if more else "") + "\n\n"


def _switch_off(kind: RemarkKind) -> None:
    workspace = open_workspace()
    off = tuple(dict.fromkeys((*workspace.settings.remarks_off, kind.value)))
    settings.save(workspace.store, clock().now, remarks_off=off)


def _show_all() -> None:
    settings.save(open_workspace().store, clock().now, remarks_off=())
