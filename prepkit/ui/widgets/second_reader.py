"""Have the second reader read an answer while its page stays usable, and draw what it said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from prepkit.background import Work
from prepkit.feedback.reader.client import ChatReader
from prepkit.feedback.reader.job import ReadingJob
from prepkit.feedback.reader.judgement import VerdictCache, read_answer
from prepkit.feedback.reader.verdicts import Coverage, Verdicts
from prepkit.feedback.review import Feedback
from prepkit.model import KeyPoint, Kind, Question, Story
from prepkit.ui.runtime import second_reader as runtime
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock
from prepkit.ui.widgets.components.tick_list import PointCoverage
from prepkit.ui.widgets.wording import escape

MOST_JOBS = 20
LOOK_SECONDS = 0.7
LABELS = {Coverage.COVERED: "Covered", Coverage.PARTLY: "Partly", Coverage.MISSING: "Missing"}
TELL_IT = "Tell me about something that happened at your work."
"""The question that a story is read against where no question was asked: its title is nobody else's."""
LIMIT_MET = "This site's second reader has read as many answers as it may for now."


@dataclass(frozen=True, slots=True)
class Rubric:
    """What an answer is read against. ``tells``: the question asks for something that happened."""

    question: str
    key_points: Sequence[KeyPoint]
    tells: bool


@dataclass(frozen=True, slots=True)
class ReadText:
    """The reading of one text: its job, and who reads, to be put after “by”. No job: the limit is met.

    ``id`` is that of the attempt where the text is an answer.
    """

    id: str
    text: str
    job: ReadingJob[Any] | None
    read_by: str

    @property
    def is_read(self) -> bool:
        """Whether it was read, and something came of it."""
        return self.job is not None and self.job.result is not None


class ReadAnswer(ReadText):
    """The reading of an answer."""

    __slots__ = ()

    @property
    def verdicts(self) -> Verdicts | None:
        """What was said of the answer; None while it is being read, and where there is nothing."""
        return self.job.result if self.job is not None else None


def rubric_of(question: Question) -> Rubric:
    """Return what an answer to a question is read against."""
    return Rubric(question.prompt, question.key_points, question.kind is Kind.BEHAVIOURAL)


KEY_MISSING = ":material/key: Not read: the second reader's key is no longer here. Enter it in Settings."


def key_facts(story: Story) -> list[KeyPoint]:
    """Return the key facts of a story as key points."""
    return [KeyPoint(f"f{number}", fact) for number, fact in enumerate(story.facts, start=1)]


def read(attempt: str, rubric: Rubric, answer: str) -> ReadAnswer | None:
    """Have an answer read, once for each attempt; None where there is no reader.

    What is typed after the reading began is read only when somebody asks for it.
    """
    reader = runtime.reader()
    if reader is None:
        return None
    job = _job(attempt, answer, partial(_read_answer, reader, rubric, answer, runtime.cache()))
    return ReadAnswer(attempt, answer, job, _read_by(reader))


def read_text(id: str, text: str, work: Callable[[ChatReader], Work[Any]]) -> ReadText | None:
    """Have a text read by ``work``, once for each id; None where there is no reader."""
    reader = runtime.reader()
    return ReadText(id, text, _job(id, text, work(reader)), _read_by(reader)) if reader is not None else None


def is_begun(attempt: str) -> bool:
    """Whether a reading was begun under this id, or could not be because of the operator's limit."""
    return attempt in _jobs()


def coverage_by_point(reading: ReadAnswer | None) -> dict[str, PointCoverage]:
    """Return what is said of each key point that was judged, by its id."""
    verdicts = reading.verdicts if reading is not None else None
    return {
        point.point_id: PointCoverage(
            point.coverage.value, LABELS[point.coverage], " … ".join(quote.text for quote in point.quotes)
        )
        for point in (verdicts.points if verdicts is not None else ())
        if point.coverage is not None
    }


def passages(review: Feedback | None, reading: ReadAnswer | None) -> dict[str, str]:
    """Return the words of the answer to mark for each key point, by its id: quoted ones, else the nearest."""
    nearest = {point_id: span.text for point_id, span in review.nearest.items()} if review is not None else {}
    verdicts = reading.verdicts if reading is not None else None
    points = verdicts.points if verdicts is not None else ()
    return nearest | {point.point_id: point.quotes[0].text for point in points if point.quotes}


def follow_up(reading: ReadAnswer | None) -> str:
    """Return the question that an interviewer might ask next about this answer; empty if there is none."""
    verdicts = reading.verdicts if reading is not None else None
    return verdicts.follow_up if verdicts is not None else ""


def name_of_reader(reading: ReadText | None) -> str:
    """Return the sentence that says who read the answer; empty until it has been read."""
    return f"Read by {reading.read_by}." if reading is not None and reading.is_read else ""


def state_of(reading: ReadText | None) -> str:
    """Return in a sentence who reads the answer or has read it, or why nobody has; empty without a reader."""
    if reading is None or reading.job is None:
        return ""
    if not reading.job.is_done:
        return f"Being read by {reading.read_by}…"
    return reading.job.problem or name_of_reader(reading)


def show_progress(reading: ReadText | None, *, key: str = "second_reader") -> None:
    """Draw that an answer is being read, or why it was not; the page is drawn again when it has been."""
    if reading is None:
        if runtime.key_is_missing():
            st.caption(KEY_MISSING)
        return
    with st.container(key=key):
        if reading.job is None:
            st.caption(LIMIT_MET)
        elif not reading.job.is_done:
            _wait(reading.id, reading.read_by, key)
        elif reading.job.problem:
            st.caption(f":material/error: {escape(reading.job.problem)}")
            _again_button("Try again", reading, key)
        elif reading.job.text != reading.text:
            st.caption("You have changed your answer since it was read.")
            _again_button("Read it again", reading, key)


def show_name(reading: ReadAnswer | None) -> None:
    """Draw who read the answer, once it has been read."""
    name = name_of_reader(reading)
    if name:
        st.caption(escape(name))


def has_advice(reading: ReadAnswer | None) -> bool:
    """Whether there is anything for ``show_advice`` to draw."""
    verdicts = reading.verdicts if reading is not None else None
    return verdicts is not None and bool(verdicts.improvement or verdicts.follow_up)


def show_advice(reading: ReadAnswer | None) -> None:
    """Draw the one thing that would help most, and the question an interviewer would ask next."""
    verdicts = reading.verdicts if reading is not None else None
    if verdicts is None or not has_advice(reading):
        return
    st.markdown("## From the second reader", anchors=False)
    with st.container(border=True, gap="xsmall", key="second_reader_advice"):
        if verdicts.improvement:
            st.markdown(escape(verdicts.improvement))
        if verdicts.follow_up:
            st.markdown(f"**They might ask next:** {escape(verdicts.follow_up)}")
    who = escape(name_of_reader(reading))
    st.caption(f"{who} A language model can be wrong: every quotation is from your answer.")


def _jobs() -> dict[str, ReadingJob[Any] | None]:
    jobs: dict[str, ReadingJob[Any] | None] = st.session_state.setdefault(runtime.JOBS, {})
    return jobs


def _read_by(reader: ChatReader) -> str:
    choice = runtime.chosen()
    assert choice is not None
    return f"{reader.server.model}, {runtime.where(choice)}"


def forget(attempt: str) -> None:
    """Stop a reading, and forget what it said. For callbacks."""
    _cancel(attempt)
    _jobs().pop(attempt, None)


def _job(id: str, text: str, work: Work[Any]) -> ReadingJob[Any] | None:
    """Return the job that reads a text, begun where there is none yet."""
    jobs = _jobs()
    if id in jobs:
        return jobs[id]
    while len(jobs) >= MOST_JOBS:
        oldest = jobs.pop(next(iter(jobs)))
        if oldest is not None:
            oldest.cancel()
    jobs[id] = ReadingJob(text, work) if runtime.may_read(clock().day.isoformat()) else None
    return jobs[id]


def _read_answer(
    reader: ChatReader, rubric: Rubric, answer: str, cache: VerdictCache, cancelled: Callable[[], bool]
) -> Verdicts:
    return read_answer(
        reader,
        rubric.question,
        rubric.key_points,
        answer,
        tells=rubric.tells,
        cancelled=cancelled,
        cache=cache,
    )


@st.fragment(run_every=LOOK_SECONDS)
def _wait(attempt: str, read_by: str, key: str) -> None:
    job = _jobs().get(attempt)
    if job is None or job.is_done:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/hourglass_top: Being read by {escape(read_by)}…", width="content")
        st.button("Cancel", key=f"{key}_cancel", type="tertiary", on_click=once(_cancel), args=(attempt,))


def _cancel(attempt: str) -> None:
    job = _jobs().get(attempt)
    if job is not None:
        job.cancel()


def _again_button(label: str, reading: ReadText, key: str) -> None:
    st.button(
        label,
        key=f"{key}_again",
        type="tertiary",
        icon=":material/refresh:",
        on_click=once(forget),
        args=(reading.id,),
    )
