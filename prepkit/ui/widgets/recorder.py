"""Draw the recorder of a spoken answer: record it, play it, show its pace, turn it into text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from prepkit.errors import PrepkitError
from prepkit.feedback.delivery import fillers
from prepkit.feedback.text import words
from prepkit.ui.runtime.kept_recordings import are_kept, keep_late
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.visit import Mode, mode
from prepkit.ui.widgets.components.voice_recorder import Sound, voice_recorder
from prepkit.ui.widgets.transcript import AnswerDraft, ReadDraft, WriteDown, transcript_of, transcription
from prepkit.ui.widgets.wording import percent
from prepkit.voice import pace
from prepkit.voice.recording import STOPS_AFTER, read

KEPT = "voice_kept"
"""The session key of the recordings by take id; the database holds none."""
UNUSABLE = "voice_unusable"
"""The session key of why the latest sound of a take could not be used, by the take's id."""
ARRIVED = "voice_arrived"
"""The session key of the id of the latest sound that arrived: the browser need not send it again."""
MOST_KEPT = 12
"""The most recordings a session keeps."""
MOST_BYTES = 40_000_000
"""The most bytes of all recordings of a session together; the newest is kept in any case."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished recording: its id, its sound as a WAV file, its pace, and whether it outlives its card."""

    id: str
    sound: bytes
    pace: pace.Pace
    lasting: bool


@dataclass(frozen=True, slots=True)
class Take:
    """One answer that may be spoken.

    ``id`` is stable, ``write_down`` puts a transcript into the answer's draft, and ``heard_again`` says
    whether the sound can be played later in the same session. ``read_draft`` returns a draft that may hold an
    old text: then it is asked where a transcript goes.
    """

    id: str
    write_down: WriteDown
    heard_again: bool = False
    read_draft: ReadDraft | None = None


def sound_of_take(take_id: str) -> bytes | None:
    """Return the sound recorded for a take in this session; None if there is none, or no longer."""
    recording = _kept().get(take_id)
    return recording.sound if recording else None


def recorder(take: Take) -> None:
    """Draw the button that records, and what there is to a finished recording below it."""
    if not take.heard_again:
        _drop_others(take)
    recording = _kept().get(take.id)
    voice_recorder(
        take.id,
        received=st.session_state.get(ARRIVED, ""),
        time=minutes_and_seconds(recording.pace.recorded) if recording else "",
        error=st.session_state.get(UNUSABLE, {}).get(take.id, ""),
        privacy=_privacy_note("this window" if take.heard_again else "the next card"),
        limit=STOPS_AFTER,
        on_sound=partial(_receive, take),
    )
    if recording is not None:
        with st.container(key="recording"):
            _finished(take, recording)


def _finished(take: Take, recording: Kept) -> None:
    st.audio(recording.sound, format="audio/wav")
    show_pace(recording.pace, transcript_of(recording.id))
    transcription(AnswerDraft(take.id, take.write_down, take.read_draft), recording.id, recording.sound)
    st.download_button(
        "Save the recording as a file",
        recording.sound,
        f"PrepKit {clock().day.isoformat()}.wav",
        "audio/wav",
        icon=":material/download:",
        key="keep_recording",
        type="tertiary",
        on_click="ignore",
    )


def _kept() -> dict[str, Kept]:
    kept: dict[str, Kept] = st.session_state.get(KEPT, {})
    return kept


def _receive(take: Take, sound: Sound) -> None:
    """Keep a new sound instead of the take's earlier one; a sound that cannot be used changes nothing."""
    st.session_state[ARRIVED] = sound.id
    try:
        measured_pace = pace.measure(read(sound.content))
    except PrepkitError as error:
        st.session_state[UNUSABLE] = {sound.take: str(error)}
        return
    st.session_state.pop(UNUSABLE, None)
    if sound.take != take.id:
        # The answer was rated while the recording still ran.
        problem = keep_late(open_workspace(), sound.take, sound.content)
        if problem:
            st.session_state[UNUSABLE] = {take.id: problem}
    others = {take_id: recording for take_id, recording in _kept().items() if take_id != sound.take}
    recordings = {**others, sound.take: Kept(sound.id, sound.content, measured_pace, take.heard_again)}
    st.session_state[KEPT] = _newest(recordings)


def _newest(recordings: dict[str, Kept]) -> dict[str, Kept]:
    """Return as many of the newest recordings as there is room for, in their order."""
    room = MOST_BYTES
    fitting: dict[str, Kept] = {}
    for take_id, take in reversed(recordings.items()):
        room -= len(take.sound)
        if fitting and (room < 0 or len(fitting) == MOST_KEPT):
            break
        fitting[take_id] = take
    return dict(reversed(fitting.items()))


def _drop_others(take: Take) -> None:
    """Remove the recordings that were kept only until the next card."""
    recordings = _kept()
    staying = {
        take_id: recording
        for take_id, recording in recordings.items()
        if recording.lasting or take_id == take.id
    }
    if len(staying) < len(recordings):
        st.session_state[KEPT] = staying


def _privacy_note(until: str) -> str:
    if are_kept(open_workspace()):
        return "The recording is kept on this computer once you have rated your answer, until you delete it."
    if mode() is Mode.LOCAL:
        return f"The recording stays on this computer and is deleted with {until}, unless you save it."
    return (
        "The recording is held in this server's memory while this is open, nowhere else, and is "
        f"deleted with {until}, unless you save it."
    )


def minutes_and_seconds(seconds: float) -> str:
    """Return a length of time as the recorder shows it: ``0:04``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def show_pace(measured_pace: pace.Pace, transcript: str) -> None:
    """Draw a recording's length, speed and pauses as a line of figures, and a line of advice."""
    if not measured_pace.seconds:
        st.warning("No voice was detected. Is the right microphone selected?", icon=":material/mic_off:")
        return
    spoken = len(words(transcript))
    figures = [
        ("Time", minutes_and_seconds(measured_pace.recorded)),
        ("Speaking", percent(measured_pace.speaking / measured_pace.recorded)),
    ]
    figures.append(("Pauses", str(len(measured_pace.pauses))))
    if spoken:
        figures.append(("Words a minute", str(measured_pace.words_a_minute(spoken))))
        figures.append(("Fillers", str(len(fillers(transcript)))))
    with st.grid(len(figures), min_column_width=100, gap="xsmall"):
        for label, value in figures:
            st.metric(label, value, border=True)
    st.markdown(" ".join(advice(measured_pace, spoken)))


def advice(answer_pace: pace.Pace, spoken: int) -> list[str]:
    """Return advice on a pace, in sentences; ``spoken`` is the number of words, 0 where it is not known."""
    sentences = []
    if answer_pace.before > 3:
        sentences.append(
            f"You began after {answer_pace.before:.0f} seconds. A breath is fine; say that you are thinking."
        )
    if answer_pace.longest is not None and answer_pace.longest.seconds >= 3:
        at = minutes_and_seconds(answer_pace.longest.start)
        sentences.append(f"The longest pause is {answer_pace.longest.seconds:.0f} seconds, at {at}.")
    if answer_pace.recorded < 60:
        sentences.append("Under a minute: there is room for what you did step by step.")
    elif answer_pace.recorded > 120:
        sentences.append("Over two minutes: people stop taking notes around then.")
    rate = answer_pace.words_a_minute(spoken)
    if rate > 170:
        sentences.append("That is fast for someone who hears it once. Pause after each figure.")
    elif 0 < rate < 110:
        sentences.append("That is slow: long silences make a listener wait for the end.")
    return sentences or ["A good length and an even pace."]
