"""Saying an answer on the card: record, hear it again, see the pace, turn it into text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from prepkit.errors import PrepkitError
from prepkit.feedback.delivery import fillers
from prepkit.feedback.text import words
from prepkit.ui import places
from prepkit.ui.desk import clock
from prepkit.ui.visit import Mode, mode
from prepkit.ui.wording import plural
from prepkit.voice import pace, transcribe
from prepkit.voice.recording import Recording, read
from prepkit.voice.transcribe import Engine

WRITTEN = "draft_written"
"""Counts how often a transcript was put into the draft, so that its box shows it."""
CONSENT = "voice_consent"
HEARD = "voice_heard"
SAYING = "practise_saying"
"""Whether the recorder is open: from card to card, until it is folded away."""

KEPT = "voice_kept"
"""The sound of each answer of this session, by the id of its take: to be heard again, never stored."""
MOST_KEPT = 12


@dataclass(frozen=True, slots=True)
class Take:
    """One answer that may be spoken: a stable id, what puts a transcript into its draft, and whether the
    sound is ``heard_again`` later in the same session.
    """

    id: str
    write_down: Callable[[str], None]
    heard_again: bool = False


def say_it() -> None:
    """Open the recorder, or fold it away. For callbacks."""
    st.session_state[SAYING] = not st.session_state.get(SAYING, False)


def heard_again(take_id: str) -> bytes | None:
    """The sound recorded under an id in this session; None if there is none, or no longer."""
    sound: bytes | None = st.session_state.get(KEPT, {}).get(take_id)
    return sound


def recorder(take: Take) -> None:
    """The recorder under the draft, where it was asked for; nothing of it is drawn before."""
    if not st.session_state.get(SAYING):
        return
    with st.container(border=True):
        sound = st.audio_input("Your answer, spoken", key=f"record_{take.id}")
        if sound is None:
            st.caption(_where_it_stays("this window" if take.heard_again else "the next card"))
            return
        try:
            recording = read(sound.getvalue())
        except PrepkitError as error:
            st.error(str(error), icon=":material/mic_off:")
            return
        if take.heard_again:
            _keep(take, sound.getvalue())
        measured(recording, st.session_state.get(HEARD, {}).get(take.id, ""))
        _engines(recording, take)
        st.download_button(
            "Keep the recording",
            sound.getvalue(),
            f"PrepKit {clock().day.isoformat()}.wav",
            "audio/wav",
            icon=":material/download:",
            key="keep_recording",
            type="tertiary",
            on_click="ignore",
        )


def _keep(take: Take, sound: bytes) -> None:
    kept = {**st.session_state.get(KEPT, {}), take.id: sound}
    st.session_state[KEPT] = dict(list(kept.items())[-MOST_KEPT:])


def _where_it_stays(until: str) -> str:
    if mode() is Mode.LOCAL:
        return f"The sound stays in this window and is gone with {until}, unless you save it."
    return (
        "The sound goes to this server's memory for as long as this is open, to no other place, and is "
        f"gone with {until}, unless you save it."
    )


def measured(recording: Recording, heard: str) -> None:
    """How long, how fast and with which pauses, as one line of figures and one of advice."""
    found = pace.measure(recording)
    if not found.seconds:
        st.warning("No voice could be made out. Is the right microphone chosen?", icon=":material/mic_off:")
        return
    spoken = len(words(heard))
    figures = [
        ("Time", f"{round(found.seconds)} s"),
        ("Speaking", f"{round(100 * found.speaking / found.seconds)}%"),
    ]
    figures.append(("Pauses", str(len(found.pauses))))
    if spoken:
        figures.append(("Words a minute", str(found.words_a_minute(spoken))))
        figures.append(("Fillers", str(len(fillers(heard)))))
    with st.grid(len(figures), min_column_width=100, gap="xsmall"):
        for label, value in figures:
            st.metric(label, value, border=True)
    st.markdown(" ".join(advice(found, spoken)))


def advice(found: pace.Pace, spoken: int) -> list[str]:
    """What to make of a pace, in sentences; ``spoken`` is the number of words, 0 where it is not known."""
    said = []
    if found.before > 3:
        said.append(
            f"You began after {found.before:.0f} seconds. A breath is fine; say that you are thinking."
        )
    if found.longest is not None and found.longest.seconds >= 3:
        at = f"{int(found.longest.start) // 60}:{int(found.longest.start) % 60:02}"
        said.append(f"The longest pause is {found.longest.seconds:.0f} seconds, at {at}.")
    if found.seconds < 60:
        said.append("Under a minute: there is room for what you did step by step.")
    elif found.seconds > 120:
        said.append("Over two minutes: people stop taking notes about there.")
    rate = found.words_a_minute(spoken)
    if rate > 170:
        said.append("That is fast for someone who hears it once. Pause after each figure.")
    elif 0 < rate < 110:
        said.append("That is slow: long silences make a listener wait for the end.")
    return said or ["A good length and an even pace."]


def _engines(recording: Recording, take: Take) -> None:
    found = transcribe.engines(places.model_folder())
    if not found:
        st.caption(
            "To see it as text, with feedback on the words: `pip install -r requirements-voice.txt`. "
            "It works on this computer alone."
        )
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for engine in found:
            if engine.needs_download and not st.session_state.get(CONSENT):
                st.button(
                    f"Fetch the {engine.label} model ({transcribe.MODEL_MEGABYTES} MB)",
                    key=f"fetch_{engine.name}",
                    icon=":material/download:",
                    help="Once, from the internet. Nothing of yours is sent. Then no network is needed.",
                    on_click=st.session_state.update,
                    args=({CONSENT: True},),
                )
            elif st.button(f"Turn it into text with {engine.label}", key=f"text_{engine.name}"):
                _write_down(engine, recording, take)


def _write_down(engine: Engine, recording: Recording, take: Take) -> None:
    try:
        with st.spinner("Listening…", show_time=True):
            text = engine.transcribe(recording)
    except PrepkitError as error:
        st.session_state.pop(CONSENT, None)
        st.error(str(error), icon=":material/cloud_off:")
        return
    if not text:
        st.warning("Not a word could be made out.", icon=":material/hearing_disabled:")
        return
    take.write_down(text)
    st.session_state[HEARD] = {take.id: text}
    st.session_state[WRITTEN] = st.session_state.get(WRITTEN, 0) + 1
    st.toast(f"Written down: {plural(len(words(text)), 'word')}. Put right what was misheard.")
    st.rerun(scope="fragment")
