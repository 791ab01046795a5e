"""Saying an answer on the card: record, hear it again, see the pace, turn it into text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from prepkit.errors import PrepkitError
from prepkit.feedback.delivery import fillers
from prepkit.feedback.text import words
from prepkit.ui import places
from prepkit.ui.components.voice_recorder import Sound, voice_recorder
from prepkit.ui.desk import clock
from prepkit.ui.visit import Mode, mode
from prepkit.ui.wording import percent, plural
from prepkit.voice import pace, transcribe
from prepkit.voice.recording import STOPS_AFTER, read
from prepkit.voice.transcribe import Engine

WRITTEN = "draft_written"
"""Counts how often a transcript was put into the draft, so that its box shows it."""
CONSENT = "voice_consent"
HEARD = "voice_heard"
SAYING = "practise_saying"
"""Whether the recorder is open: from card to card, until it is folded away."""

KEPT = "voice_kept"
"""The takes of this session, by id: to be heard again, never stored."""
UNUSABLE = "voice_unusable"
"""Why the latest sound of a take could not be used, by the take's id."""
ARRIVED = "voice_arrived"
"""The id of the latest sound that arrived, used or not: the browser need not send it again."""
MOST_KEPT = 12
MOST_BYTES = 40_000_000
"""Of all takes of a session together; the newest is kept in any case."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished take: its sound and its pace; whether it outlives its card."""

    sound: bytes
    pace: pace.Pace
    lasting: bool


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
    kept = _kept().get(take_id)
    return kept.sound if kept else None


def recorder(take: Take) -> None:
    """The recorder under the draft, where it was asked for; nothing of it is drawn before.

    Folded away it stays on the page, unseen, so that what is being said then is kept.
    """
    if SAYING not in st.session_state:
        return
    if not take.heard_again:
        _drop_others(take)
    kept, is_open = _kept().get(take.id), bool(st.session_state[SAYING])
    voice_recorder(
        take.id,
        received=st.session_state.get(ARRIVED, ""),
        time=minutes_and_seconds(kept.pace.recorded) if kept else "",
        error=st.session_state.get(UNUSABLE, {}).get(take.id, ""),
        closed=not is_open,
        limit=STOPS_AFTER,
        on_sound=partial(_receive, take),
    )
    if not is_open:
        return
    if kept is None:
        st.caption(_where_it_stays("this window" if take.heard_again else "the next card"))
        return
    st.audio(kept.sound, format="audio/wav")
    measured(kept.pace, st.session_state.get(HEARD, {}).get(take.id, ""))
    _engines(kept.sound, take)
    st.download_button(
        "Save the recording as a file",
        kept.sound,
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
    """Put a new sound in the place of the take before; one that cannot be used changes nothing."""
    st.session_state[ARRIVED] = sound.id
    try:
        found = pace.measure(read(sound.content))
    except PrepkitError as error:
        st.session_state[UNUSABLE] = {sound.take: str(error)}
        return
    st.session_state.pop(UNUSABLE, None)
    # A transcript belongs to the sound it was made from.
    st.session_state.pop(HEARD, None)
    others = {id: kept for id, kept in _kept().items() if id != sound.take}
    kept = {**others, sound.take: Kept(sound.content, found, take.heard_again)}
    st.session_state[KEPT] = _newest(kept)


def _newest(kept: dict[str, Kept]) -> dict[str, Kept]:
    """As many of the takes as there is room for, the newest first to stay."""
    room = MOST_BYTES
    fitting: dict[str, Kept] = {}
    for take_id, take in reversed(kept.items()):
        room -= len(take.sound)
        if fitting and (room < 0 or len(fitting) == MOST_KEPT):
            break
        fitting[take_id] = take
    return dict(reversed(fitting.items()))


def _drop_others(take: Take) -> None:
    """Let go of the takes that were to be kept until the next card."""
    kept = _kept()
    staying = {id: other for id, other in kept.items() if other.lasting or id == take.id}
    if len(staying) < len(kept):
        st.session_state[KEPT] = staying


def _where_it_stays(until: str) -> str:
    if mode() is Mode.LOCAL:
        return f"The sound stays on this computer and is gone with {until}, unless you save it."
    return (
        "The sound goes to this server's memory for as long as this is open, to no other place, and is "
        f"gone with {until}, unless you save it."
    )


def minutes_and_seconds(seconds: float) -> str:
    """A length as the recorder counts it: ``0:04``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def measured(found: pace.Pace, heard: str) -> None:
    """How long, how fast and with which pauses, as one line of figures and one of advice."""
    if not found.seconds:
        st.warning("No voice could be made out. Is the right microphone chosen?", icon=":material/mic_off:")
        return
    spoken = len(words(heard))
    figures = [
        ("Time", minutes_and_seconds(found.recorded)),
        ("Speaking", percent(found.speaking / found.recorded)),
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
        at = minutes_and_seconds(found.longest.start)
        said.append(f"The longest pause is {found.longest.seconds:.0f} seconds, at {at}.")
    if found.recorded < 60:
        said.append("Under a minute: there is room for what you did step by step.")
    elif found.recorded > 120:
        said.append("Over two minutes: people stop taking notes about there.")
    rate = found.words_a_minute(spoken)
    if rate > 170:
        said.append("That is fast for someone who hears it once. Pause after each figure.")
    elif 0 < rate < 110:
        said.append("That is slow: long silences make a listener wait for the end.")
    return said or ["A good length and an even pace."]


def _engines(sound: bytes, take: Take) -> None:
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
                _write_down(engine, sound, take)


def _write_down(engine: Engine, sound: bytes, take: Take) -> None:
    try:
        with st.spinner("Listening…", show_time=True):
            text = engine.transcribe(read(sound))
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
