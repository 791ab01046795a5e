"""Turn a recording into text below it: by itself when it ends, or at a button; the page stays usable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from prepkit.feedback.text import words
from prepkit.ui.runtime import paths
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import open_workspace
from prepkit.ui.widgets.components.editor import Dictated
from prepkit.ui.widgets.wording import escape, plural
from prepkit.voice import transcribe
from prepkit.voice.transcribe import Engine
from prepkit.voice.transcript import TranscriptionJob

WRITTEN = "draft_written"
"""The session key that counts transcripts put into the draft, so that its box shows them."""
CONSENT = "voice_consent"
"""The session key of whether the person agreed to download a speech model."""
TRANSCRIPT = "voice_heard"
"""The session key of the latest transcript."""
TRANSCRIBING = "voice_transcribing"
"""The session key of the recording that was turned into text last, or is now."""
LOOK_SECONDS = 0.7

WriteDown = Callable[[str, str], None]
"""Puts a transcript into an answer's draft, in the place of an earlier one (empty: of none)."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text of a recording (``sound``, an id) of an answer, and which earlier text it replaced."""

    answer: str
    sound: str
    job: TranscriptionJob
    instead: str

    @property
    def text(self) -> str:
        return self.job.text


@dataclass(frozen=True, slots=True)
class Transcribing:
    """A recording (``sound``, an id) that ``engine`` turns into text."""

    sound: str
    engine: Engine
    job: TranscriptionJob


def transcript_of(sound_id: str) -> str:
    """Return the text of a recording; empty while there is none."""
    transcript = _latest()
    return transcript.text if transcript is not None and transcript.sound == sound_id else ""


def dictated(answer_id: str) -> Dictated | None:
    """Return what was put last into an answer from a recording of it, for the box that shows the answer."""
    transcript = _latest()
    if transcript is None or transcript.answer != answer_id:
        return None
    return Dictated(transcript.text, transcript.instead)


def transcription(answer_id: str, sound_id: str, sound: bytes, write_down: WriteDown) -> None:
    """Draw how a recording becomes text: it is under way, it failed, or the buttons that begin it."""
    engines = transcribe.engines(paths.model_folder())
    if not engines:
        st.caption(
            "To see it as text, with feedback on the words: `pip install -r requirements-voice.txt`. "
            "It works on this computer alone."
        )
        return
    if _begins_by_itself(engines[0]) and _under_way(sound_id) is None:
        _begin(engines[0], sound_id, sound)
    latest = _under_way(sound_id)
    if latest is not None:
        if not latest.job.is_done or (latest.job.text and not _is_written(latest.job)):
            _wait(answer_id, latest, write_down)
            return
        _say_problem(latest.job)
    _buttons(engines, sound_id, sound)


def _say_problem(job: TranscriptionJob) -> None:
    if job.problem:
        # Offer the download again: it may be what failed.
        st.session_state.pop(CONSENT, None)
        st.error(escape(job.problem), icon=":material/cloud_off:")
    elif not job.text:
        st.warning("No words were recognised.", icon=":material/hearing_disabled:")


def _begins_by_itself(engine: Engine) -> bool:
    """Whether a recording is turned into text without a click: the best engine is ready, and may."""
    is_ready = not engine.needs_download or bool(st.session_state.get(CONSENT))
    return is_ready and open_workspace().settings.transcribes


def _buttons(engines: list[Engine], sound_id: str, sound: bytes) -> None:
    again = " again" if transcript_of(sound_id) else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        for engine in engines:
            if engine.needs_download and not st.session_state.get(CONSENT):
                st.button(
                    f"Download the {engine.label} model ({transcribe.MODEL_MEGABYTES} MB)",
                    key=f"fetch_{engine.name}",
                    icon=":material/download:",
                    help="Downloaded once; after that it works offline. Nothing of yours is sent.",
                    on_click=once(_begin_with_download),
                    args=(engine, sound_id, sound),
                )
            else:
                st.button(
                    f"Transcribe{again} with {engine.label}",
                    key=f"text_{engine.name}",
                    type="tertiary" if again else "secondary",
                    on_click=once(_begin),
                    args=(engine, sound_id, sound),
                )


def _latest() -> Transcript | None:
    transcript = st.session_state.get(TRANSCRIPT)
    return transcript if isinstance(transcript, Transcript) else None


def _under_way(sound_id: str) -> Transcribing | None:
    latest = st.session_state.get(TRANSCRIBING)
    return latest if isinstance(latest, Transcribing) and latest.sound == sound_id else None


def _is_written(job: TranscriptionJob) -> bool:
    transcript = _latest()
    return transcript is not None and transcript.job is job


def _begin_with_download(engine: Engine, sound_id: str, sound: bytes) -> None:
    st.session_state[CONSENT] = True
    _begin(engine, sound_id, sound)


def _begin(engine: Engine, sound_id: str, sound: bytes) -> None:
    before = st.session_state.get(TRANSCRIBING)
    if isinstance(before, Transcribing):
        before.job.cancel()
    st.session_state[TRANSCRIBING] = Transcribing(sound_id, engine, TranscriptionJob(engine, sound))


@st.fragment(run_every=LOOK_SECONDS)
def _wait(answer_id: str, latest: Transcribing, write_down: WriteDown) -> None:
    if latest.job.is_done:
        uninterrupted(_finish)(answer_id, latest, write_down)
        st.rerun()
    doing = (
        "Downloading the speech model, then transcribing" if latest.engine.needs_download else "Transcribing"
    )
    st.markdown(f":material/hourglass_top: {doing} with {latest.engine.label}…")


def _finish(answer_id: str, latest: Transcribing, write_down: WriteDown) -> None:
    """Put the text into the draft, once; the page is drawn again afterwards."""
    text, before = latest.job.text, _latest()
    if not text or _is_written(latest.job):
        return
    instead = before.text if before is not None and before.answer == answer_id else ""
    write_down(text, instead)
    st.session_state[TRANSCRIPT] = Transcript(answer_id, latest.sound, latest.job, instead)
    st.session_state[WRITTEN] = st.session_state.get(WRITTEN, 0) + 1
    st.toast(f"Transcribed: {plural(len(words(text)), 'word')}. Correct anything misheard.")
