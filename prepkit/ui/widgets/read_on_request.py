"""Have the second reader read a text when a button is pressed, and draw which key points are in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from prepkit.feedback.reader.choice import ReaderChoice
from prepkit.feedback.reader.servers import ReaderServer
from prepkit.feedback.reader.verdicts import Coverage
from prepkit.ui.runtime import second_reader as runtime
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.readings import readings_of
from prepkit.ui.widgets import second_reader
from prepkit.ui.widgets.second_reader import ReadAnswer, Rubric
from prepkit.ui.widgets.wording import escape

MARKS = {
    Coverage.COVERED: ":green[**{}**]",
    Coverage.PARTLY: ":orange[**{}**]",
    Coverage.MISSING: ":gray[{}]",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One reading of a text: its heading, empty for none, and what the text is read against."""

    id: str
    title: str
    rubric: Rubric


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked to have read, and by which model: nothing else is sent on their word."""

    text: str
    sections: Sequence[Section]
    server: ReaderServer


def show_readings(
    id: str, text: str, sections: Sequence[Section], *, sent: str, key: str, is_own: bool = True
) -> bool:
    """Draw the button that has a text read, or what was read; return whether that is drawn.

    ``sent`` says what the model gets, to go on with in a sentence. ``is_own``: it is the visitor's own text.
    """
    asked = asked_for(id, text, sections, sent=sent, key=key) if sections else None
    if asked is None:
        return False
    is_current = (asked.text, asked.sections) == (text, sections)
    _draw(id, asked, is_current=is_current, is_own=is_own, key=key)
    return True


def asked_for(id: str, text: str, sections: Sequence[Section] = (), *, sent: str, key: str) -> Asked | None:
    """Draw the button that has a text read, unless it was pressed for just this; return what it was for.

    None where it was not pressed yet, and where there is no reader.
    """
    choice = runtime.chosen()
    if choice is None or not choice.is_agreed or runtime.key_is_missing():
        return None
    present = Asked(text, sections, choice.server)
    asked: Asked | None = readings_of(choice.server).asked.get(id)
    if asked is None:
        _read_button(id, present, "Have it read", sent, choice, key)
        return None
    if asked != present:
        st.caption(":material/edit: It has changed since it was read.")
        _read_button(id, present, "Have it read again", sent, choice, key)
    return asked


def _draw(id: str, asked: Asked, *, is_current: bool, is_own: bool, key: str) -> None:
    """Draw the readings one below the other; the next begins when the one before it is done."""
    reading: ReadAnswer | None = None
    for number, section in enumerate(asked.sections, start=1):
        attempt = _attempt(id, section)
        if not is_current and not second_reader.is_begun(attempt):
            break
        reading = second_reader.read(attempt, section.rubric, asked.text)
        if section.title:
            st.markdown(f"### {escape(section.title)}")
        second_reader.show_progress(reading, key=f"{key}_{number}")
        if reading is None or reading.verdicts is None:
            return
        _points(section.rubric, reading)
        _advice(reading, is_own=is_own)
    name = second_reader.name_of_reader(reading)
    if name:
        st.caption(escape(f"{name} A language model can be wrong: every quotation is from this text."))


def _points(rubric: Rubric, reading: ReadAnswer) -> None:
    coverage = reading.verdicts.points if reading.verdicts is not None else ()
    said = {point.point_id: point for point in coverage}
    lines = []
    for point in rubric.key_points:
        verdict = said.get(point.id)
        line = f"- {escape(point.text)}"
        if verdict is not None and verdict.coverage is not None:
            mark = MARKS[verdict.coverage].format(second_reader.LABELS[verdict.coverage])
            quotes = " … ".join(" ".join(quote.text.split()) for quote in verdict.quotes)
            line += f"  \n  {mark}" + (f" “{escape(quotes)}”" if quotes else "")
        lines.append(line)
    st.markdown("\n".join(lines))


def _advice(reading: ReadAnswer, *, is_own: bool) -> None:
    verdicts = reading.verdicts
    if verdicts is None:
        return
    if is_own and verdicts.improvement:
        st.markdown(escape(verdicts.improvement))
    if verdicts.follow_up:
        who = "They might ask next" if is_own else "You could ask next"
        st.markdown(f"**{who}:** {escape(verdicts.follow_up)}")


def _read_button(id: str, present: Asked, label: str, sent: str, choice: ReaderChoice, key: str) -> None:
    """Draw the button that says where the text goes, and beside it what leaves this computer."""
    stays_here = runtime.stays_here(choice)
    where = "on this computer" if stays_here else f"(sent to {runtime.destination(choice)})"
    gets = escape(f"{choice.model} gets {sent}. Nothing else.")
    st.button(
        f"{label} {escape(where)}",
        key=f"{key}_ask",
        icon=":material/fact_check:",
        help=gets if stays_here else None,
        on_click=once(_ask),
        args=(id, present),
    )
    if not stays_here:
        st.caption(gets)


def _ask(id: str, asked: Asked) -> None:
    for reading in (id, *(_attempt(id, section) for section in asked.sections)):
        second_reader.forget(reading)
    all_asked = readings_of(asked.server).asked
    all_asked[id] = asked
    while len(all_asked) > second_reader.MOST_JOBS:
        all_asked.pop(next(iter(all_asked)))


def _attempt(id: str, section: Section) -> str:
    return f"{id} {section.id}"
