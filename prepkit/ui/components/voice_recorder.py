"""One button that records from the microphone and, pressed again, keeps the take as a WAV file.

``st.audio_input`` throws the take away before the next one begins, and drops both when it leaves the page.
This one holds a take in the window until the server has it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_voice_recorder",
    html=(_FOLDER / "voice_recorder.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "voice_recorder.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "voice_recorder.js").read_text(encoding="utf-8"),
)
LONGEST_ID = 200
KEY = "voice_recorder"


@dataclass(frozen=True, slots=True)
class Sound:
    """What was recorded: the ``take`` it belongs to, an ``id`` of its own, a WAV file."""

    take: str
    id: str
    content: bytes


def voice_recorder(
    take: str,
    *,
    received: str,
    time: str,
    error: str,
    closed: bool,
    limit: int,
    on_sound: Callable[[Sound], None],
) -> None:
    """Show the recorder for one ``take``; ``on_sound`` must store what arrives.

    ``received`` is the id of the sound that arrived last, ``time`` the length of what is stored, ``error``
    why the latest sound could not be used. ``closed`` hides it, keeping what is being recorded.
    It stops by itself after ``limit`` seconds.
    """

    def arrived() -> None:
        sound = _sound(getattr(st.session_state.get(KEY), "sound", None), limit)
        if sound is not None:
            on_sound(sound)

    _COMPONENT(
        key=KEY,
        data={
            "take": take,
            "received": received,
            "time": time,
            "error": error,
            "closed": closed,
            "limit": limit,
        },
        on_sound_change=arrived,
    )


def _sound(value: Any, limit: int) -> Sound | None:
    """What the browser sent, if it is a sound of a size that it can have."""
    if not isinstance(value, dict):
        return None
    take, sound_id, content = (value.get(name) for name in ("take", "id", "sound"))
    if not (isinstance(take, str) and isinstance(sound_id, str) and isinstance(content, str)):
        return None
    # 16,000 samples of two bytes a second, four letters for three bytes.
    if max(len(take), len(sound_id)) > LONGEST_ID or len(content) > (limit + 1) * 32_000 * 4 / 3:
        return None
    try:
        return Sound(take, sound_id, base64.b64decode(content, validate=True))
    except binascii.Error:
        return None
