"""Have the second reader read an answer while its page stays usable, and draw what it said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import streamlit as st

from prepkit.background import Work
from prepkit.feedback.reader.client import ChatReader
from prepkit.feedback.reader.job import ReadingJob
from prepkit.feedback.reader.judgement import VerdictCache, kept_verdicts, read_answer
from prepkit.feedback.reader.verdicts import Coverage, Verdicts, words_to_read
from prepkit.feedback.review import Feedback
from prepkit.material import as_text
from prepkit.model import Story
from prepkit.question import KeyPoint, Kind, Question
from prepkit.ui.runtime import second_reader as runtime
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock
from prepkit.ui.runtime.readings import Readings, readings_of
from prepkit.ui.widgets.components.tick_list import PointCoverage
from prepkit.ui.widgets.wording import escape, with_addresses

MOST_JOBS = 20
LOOK_SECONDS = 0.7
LABELS = {Coverage.COVERED: "Covered", Coverage.PARTLY: "Partly", Coverage.MISSING: "Missing"}
TELL_IT = "Tell me about something that happened at your work."
"""The question that a story is read against where no question was asked: its title is nobody else's."""
LIMIT_MET = "This site's second reader has read as many answers as it may for now."
KEY_MISSING = "Not read: the second reader's key is no longer here. Enter it in Settings."
CHANGED = "You have changed your answer since it was read."
AT_ONCE_SECONDS = 1.0
"""So long a page waits for what was read before: it is in memory."""
MaybeJob = ReadingJob[Any] | None


class ReadingStep(StrEnum):
    """What can be done about a reading."""

    STOP = "stop_reading"
    TRY_AGAIN = "try_reading"
    READ_AGAIN = "read_again"

    @property
    def label(self) -> str:
        """What its button says."""
        return {"stop_reading": "Cancel", "try_reading": "Try again", "read_again": "Read it again"}[self]


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How a reading is, as sentences, and what can be done about it."""

    sentence: str = ""
    step: ReadingStep | None = None


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
    """Return what an answer to a question is read against; its material belongs to the question."""
    asked = f"{question.prompt}\n\n{as_text(question.material)}".strip()
    return Rubric(asked, question.key_points, question.kind is Kind.BEHAVIOURAL)


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
    readings = readings_of(reader.server)
    if attempt not in readings.jobs:
        kept = kept_verdicts(
            reader.server,
            rubric.question,
            rubric.key_points,
            answer,
            tells=rubric.tells,
            cache=readings.verdicts,
        )
        if kept is not None:
            _add(readings, attempt, lambda: _done(answer, kept))
    work = partial(_read_answer, reader, rubric, answer, readings.verdicts)
    return ReadAnswer(attempt, answer, _job(readings, attempt, answer, work), _read_by(reader))


def read_text(id: str, text: str, work: Callable[[ChatReader], Work[Any]]) -> ReadText | None:
    """Have a text read by ``work``, once for each id; None where there is no reader."""
    reader = runtime.reader()
    if reader is None:
        return None
    job = _job(readings_of(reader.server), id, text, work(reader))
    return ReadText(id, text, job, _read_by(reader))


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
    """Return who read the answer, and what of it, in sentences; empty until it has been read."""
    if reading is None or not reading.is_read:
        return ""
    sentences = [f"Read by {reading.read_by}."]
    if isinstance(reading, ReadAnswer):
        sentences += [_how_much_was_read(reading), _unverified(reading)]
    return " ".join(filter(None, sentences))


def _how_much_was_read(reading: ReadAnswer) -> str:
    """Say where a reading ended before the text did: what stands after it cannot be called missing."""
    words = words_to_read(reading.job.text) if reading.job is not None else None
    if words is None:
        return ""
    return f"It got the first {words:,} words only, so “Missing” speaks of these."


def _unverified(reading: ReadAnswer) -> str:
    """Say why no key point has a verdict, where the model gave some."""
    verdicts = reading.verdicts
    if verdicts is None or not verdicts.points or any(point.coverage for point in verdicts.points):
        return ""
    return "Nothing it said of the key points could be verified in the answer, so none of it is shown."


def state_of(reading: ReadText | None) -> ReadingState:
    """Return who reads the answer or has read it, or why nobody has, and what can be done about it."""
    if reading is None:
        return ReadingState(KEY_MISSING if runtime.key_is_missing() else "")
    if reading.job is None:
        return ReadingState(LIMIT_MET)
    if not reading.job.is_done:
        return ReadingState(f"Being read by {reading.read_by}…", ReadingStep.STOP)
    if reading.job.problem:
        return ReadingState(reading.job.problem, ReadingStep.TRY_AGAIN)
    if reading.job.text != reading.text:
        return ReadingState(f"{CHANGED} {name_of_reader(reading)}", ReadingStep.READ_AGAIN)
    return ReadingState(name_of_reader(reading))


def watch(reading: ReadText | None) -> None:
    """Draw the page again once an answer has been read. It draws nothing itself: the card says how it is."""
    if reading is not None and reading.job is not None and not reading.job.is_done:
        _look(reading.id)


def show_progress(reading: ReadText | None, *, key: str = "second_reader") -> None:
    """Draw that an answer is being read, or why it was not; the page is drawn again when it has been."""
    if reading is None:
        if runtime.key_is_missing():
            st.caption(f":material/key: {escape(KEY_MISSING)}")
        return
    with st.container(key=key):
        if reading.job is None:
            st.caption(LIMIT_MET)
        elif not reading.job.is_done:
            _wait(reading.id, reading.read_by, key)
        elif reading.job.problem:
            st.caption(f":material/error: {with_addresses(reading.job.problem)}")
            _again_button(ReadingStep.TRY_AGAIN, reading, key)
        elif reading.job.text != reading.text:
            st.caption(CHANGED)
            _again_button(ReadingStep.READ_AGAIN, reading, key)


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
    choice = runtime.chosen()
    return readings_of(choice.server).jobs if choice is not None else {}


def _read_by(reader: ChatReader) -> str:
    choice = runtime.chosen()
    assert choice is not None
    return f"{reader.server.model}, {runtime.where(choice)}"


def forget(attempt: str) -> None:
    """Stop a reading, and forget what it said. For callbacks."""
    stop(attempt)
    _jobs().pop(attempt, None)


def stop(attempt: str) -> None:
    """Stop a reading. For callbacks."""
    job = _jobs().get(attempt)
    if job is not None:
        job.cancel()


def _job(readings: Readings, id: str, text: str, work: Work[Any]) -> ReadingJob[Any] | None:
    """Return the job that reads a text, begun where there is none yet."""
    return _add(
        readings,
        id,
        lambda: ReadingJob(text, work) if runtime.may_read(clock().day.isoformat()) else None,
    )


def _done(answer: str, verdicts: Verdicts) -> ReadingJob[Verdicts]:
    job = ReadingJob(answer, lambda _: verdicts)
    job.wait(AT_ONCE_SECONDS)
    return job


def _add(readings: Readings, id: str, begin: Callable[[], MaybeJob]) -> MaybeJob:
    """Return the job kept under an id; where there is none, begin it: two windows begin one together."""
    with readings.lock:
        jobs = readings.jobs
        if id not in jobs:
            while len(jobs) >= MOST_JOBS:
                oldest = jobs.pop(next(iter(jobs)))
                if oldest is not None:
                    oldest.cancel()
            jobs[id] = begin()
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
    _rerun_if_done(attempt)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/hourglass_top: Being read by {escape(read_by)}…", width="content")
        st.button(
            ReadingStep.STOP.label,
            key=f"{key}_cancel",
            type="tertiary",
            on_click=once(stop),
            args=(attempt,),
        )


@st.fragment(run_every=LOOK_SECONDS)
def _look(attempt: str) -> None:
    _rerun_if_done(attempt)


def _rerun_if_done(attempt: str) -> None:
    job = _jobs().get(attempt)
    if job is None or job.is_done:
        st.rerun()


def _again_button(step: ReadingStep, reading: ReadText, key: str) -> None:
    st.button(
        step.label,
        key=f"{key}_again",
        type="tertiary",
        icon=":material/refresh:",
        on_click=once(forget),
        args=(reading.id,),
    )
