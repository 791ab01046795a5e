"""How feedback on an answer looks: what was heard of each key point, and remarks with what they quote."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from prepkit.feedback import meaning
from prepkit.feedback.key_points import Coverage
from prepkit.feedback.reading import read_parts
from prepkit.feedback.remarks import GROUPS, Kind, Remark
from prepkit.feedback.review import Feedback, review
from prepkit.model import Kind as QuestionKind
from prepkit.model import Question, Story
from prepkit.practice.session import Desk
from prepkit.store import settings
from prepkit.ui.components.balance_meter import balance_meter
from prepkit.ui.components.tick_list import Heard
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.wording import escape, plural

LEAST_WORDS = 8
"""Fewer are a note and no answer."""
MOST_QUOTES = 4
SEEN_IN_BUILDER = (Kind.OPENING, Kind.MISSING_PART, Kind.BALANCE)
"""A story's builder shows its parts and their balance as they are written."""
LABELS = {Coverage.COVERED: "Heard", Coverage.PARTLY: "Perhaps", Coverage.MISSING: "Not heard"}


def warm_up() -> None:
    """Load what feedback needs in the background: for the moment when somebody begins to type."""
    meaning.warm_up()


def of_answer(question: Question, text: str) -> Feedback | None:
    """The feedback on an answer to a question; None where there is too little to look at."""
    if len(text.split()) < LEAST_WORDS:
        return None
    return _review(question.id, text, question)


def of_story(story: Story, questions: Sequence[Question]) -> Feedback | None:
    """The feedback on a story's wording; its parts are known and are not looked for."""
    if len(story.text.split()) < LEAST_WORDS:
        return None
    samples = [text for question in questions for text in _samples(question)]
    reading = read_parts((name.lower(), text) for name, text in story.parts)
    return review(reading, samples=samples, tells=True, off=SEEN_IN_BUILDER)


def show_points(found: Feedback) -> None:
    """Each key point with whether it was heard, for reading."""
    colours = {Coverage.COVERED: "green", Coverage.PARTLY: "orange", Coverage.MISSING: "gray"}
    st.markdown(
        "\n".join(
            f"- :{colours[point.coverage]}-badge[{LABELS[point.coverage]}] {escape(point.point.text)}"
            for point in found.points
        )
    )


def _samples(question: Question) -> list[str]:
    return [sample.text or "\n".join(told for _, told in sample.parts) for sample in question.samples]


@st.cache_resource(show_spinner=False, scope="session", max_entries=8)
def _review(question_id: str, text: str, _question: Question) -> Feedback:
    return review(
        text,
        points=_question.key_points,
        samples=_samples(_question),
        tells=_question.kind is QuestionKind.BEHAVIOURAL,
    )


def heard(found: Feedback) -> dict[str, Heard]:
    """What to say beneath each key point, by its id."""
    return {
        point.point.id: Heard(
            point.coverage.value, LABELS[point.coverage], " … ".join(quote.text for quote in point.quotes)
        )
        for point in found.points
    }


def show(desk: Desk, question: Question | None, found: Feedback | None, *, key: str) -> None:
    """The remarks by group, those of kinds that are switched off left out."""
    if found is None:
        return
    tells = question is None or question.kind is QuestionKind.BEHAVIOURAL
    off = set(desk.settings.remarks_off)
    shown = [remark for remark in found.remarks if remark.kind not in off]
    if not found.reading.is_whole:
        st.caption(f"This answer is very long: only its first {found.reading.words:,} words were looked at.")
    if tells and question is not None:
        _story(found, key)
    if not shown:
        st.markdown(":material/check: Nothing to remark on in structure, substance and delivery.")
    for group in GROUPS:
        remarks = [remark for remark in shown if remark.kind.group == group]
        if remarks:
            st.markdown(f"#### {group}")
            _group(remarks, key)
    st.caption(
        "Worked out on this machine, by rules and word vectors: it counts and compares, it does not "
        "understand. You decide what of it is right."
    )
    hidden = [remark for remark in found.remarks if remark.kind in off]
    if hidden:
        names = ", ".join(dict.fromkeys(remark.kind.label for remark in hidden))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"Switched off: {names}", width="content")
            st.button("Show them again", key=f"{key}_all", type="tertiary", on_click=_show_all)


def _story(found: Feedback, key: str) -> None:
    if found.reading.parts:
        st.markdown("#### The story in it")
        balance_meter(
            {part.capitalize(): count for part, count in found.reading.words_of_parts.items()},
            key=f"{key}_balance",
            none="none found",
        )


def _group(remarks: Sequence[Remark], key: str) -> None:
    for number, remark in enumerate(remarks):
        with st.container(border=True, gap="xsmall", key=f"{key}_{remark.kind}_{number}"):
            with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
                st.markdown(f"**{escape(remark.says)}**", width="content")
                if number == 0 or remarks[number - 1].kind is not remark.kind:
                    _off_switch(remark.kind, key)
            st.markdown(f"{_quoted(remark)}{escape(remark.why)} {escape(remark.mend)}")


def _off_switch(kind: Kind, key: str) -> None:
    st.button(
        "Hide",
        key=f"{key}_off_{kind}",
        type="tertiary",
        icon=":material/visibility_off:",
        help=f"No more remarks on: {kind.label.lower()}. They can be shown again below.",
        on_click=_switch_off,
        args=(kind,),
    )


def _quoted(remark: Remark) -> str:
    if not remark.quotes:
        return ""
    shown = remark.quotes[:MOST_QUOTES]
    more = len(remark.quotes) - len(shown)
    said = " ".join(f":primary-background[“{escape(' '.join(quote.text.split()))}”]" for quote in shown)
    return said + (f" and {plural(more, 'more place')}" if more else "") + "\n\n"


def _switch_off(kind: Kind) -> None:
    desk = open_desk()
    off = tuple(dict.fromkeys((*desk.settings.remarks_off, kind.value)))
    settings.save(desk.store, clock().now, remarks_off=off)


def _show_all() -> None:
    settings.save(open_desk().store, clock().now, remarks_off=())
