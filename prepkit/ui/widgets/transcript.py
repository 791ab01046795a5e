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
from prepkit.ui.widgets.wording import escape, paragraphs, plural
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

PUT = "voice_put"
"""The session key of what was put last into an answer's draft."""
REPLACED = "voice_replaced"
"""The session key of the text that a transcript took the place of, to bring it back."""
WriteDown = Callable[[str, str], None]
"""Puts words into an answer's draft, in the place of others that stand there (empty: after what does)."""
ReadDraft = Callable[[], str]
"""Returns an answer's draft as it is now."""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """The draft of an answer (``id``). Without ``read`` all of it belongs to the answer being given."""

    id: str
    write_down: WriteDown
    read: ReadDraft | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """Words that were put into the draft of an answer, and those whose place they took."""

    answer: str
    words: str
    instead: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text of a recording (``sound``, an id) of an answer."""

    answer: str
    sound: str
    job: TranscriptionJob

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
    put = st.session_state.get(PUT)
    return Dictated(put.words, put.instead) if isinstance(put, Put) and put.answer == answer_id else None


def transcription(draft: AnswerDraft, sound_id: str, sound: bytes) -> None:
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
            if latest.job.is_done and _holds_another_text(draft):
                _ask_where(draft, latest)
            else:
                _wait(draft, latest)
            return
        _say_problem(latest.job)
        _offer_replaced(draft)
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
def _wait(draft: AnswerDraft, latest: Transcribing) -> None:
    if latest.job.is_done:
        if not _holds_another_text(draft):
            uninterrupted(_finish)(draft, latest)
        st.rerun()
    doing = (
        "Downloading the speech model, then transcribing" if latest.engine.needs_download else "Transcribing"
    )
    st.markdown(f":material/hourglass_top: {doing} with {latest.engine.label}…")


def _finish(draft: AnswerDraft, latest: Transcribing) -> None:
    """Put the text into the draft, once; the page is drawn again afterwards."""
    if latest.job.text and not _is_written(latest.job):
        _put(draft, latest, instead=_earlier_words(draft))


def _earlier_words(draft: AnswerDraft) -> str:
    """Return the words of an earlier recording of the same answer."""
    before = _latest()
    return before.text if before is not None and before.answer == draft.id else ""


def _holds_another_text(draft: AnswerDraft) -> bool:
    """Whether a draft that may be an old one holds more than the words of an earlier recording."""
    if draft.read is None:
        return False
    text, earlier = draft.read(), _earlier_words(draft)
    # Somebody who added the first recording to that text wants the next one there as well.
    return bool(text.strip()) and not (earlier and earlier in text)


def _ask_where(draft: AnswerDraft, latest: Transcribing) -> None:
    """Draw the transcript, and the ways it can go together with what stands in the draft."""
    with st.container(border=True, gap="small", key="where_transcript"):
        st.markdown("**Transcribed. Your answer already holds a text.**")
        st.markdown(paragraphs(latest.job.text))
        with st.container(horizontal=True):
            for label, name, act in (
                ("Add to what is there", "add", _finish),
                ("Replace it", "replace", _replace),
            ):
                st.button(label, key=f"transcript_{name}", on_click=once(act), args=(draft, latest))


def _replace(draft: AnswerDraft, latest: Transcribing) -> None:
    if draft.read is None or _is_written(latest.job):
        return
    text = draft.read()
    st.session_state[REPLACED] = Put(draft.id, text, latest.job.text)
    _put(draft, latest, instead=text)


def _offer_replaced(draft: AnswerDraft) -> None:
    """Draw the button that brings back the text that a transcript took the place of."""
    replaced = st.session_state.get(REPLACED)
    if isinstance(replaced, Put) and replaced.answer == draft.id:
        st.button(
            "Bring back the text that was there",
            key="transcript_undo",
            icon=":material/undo:",
            type="tertiary",
            on_click=once(_bring_back),
            args=(draft, replaced),
        )


def _bring_back(draft: AnswerDraft, replaced: Put) -> None:
    """Put the replaced text back in the place of the transcript, which is then offered again."""
    draft.write_down(replaced.words, replaced.instead)
    st.session_state[PUT] = replaced
    st.session_state.pop(REPLACED, None)
    st.session_state.pop(TRANSCRIPT, None)
    st.session_state[WRITTEN] = st.session_state.get(WRITTEN, 0) + 1


def _put(draft: AnswerDraft, latest: Transcribing, *, instead: str) -> None:
    text = latest.job.text
    draft.write_down(text, instead)
    st.session_state[PUT] = Put(draft.id, text, instead)
    st.session_state[TRANSCRIPT] = Transcript(draft.id, latest.sound, latest.job)
    st.session_state[WRITTEN] = st.session_state.get(WRITTEN, 0) + 1
    st.toast(f"Transcribed: {plural(len(words(text)), 'word')}. Correct anything misheard.")
