"""Draw a button that records from the microphone and, pressed again, sends the recording as a WAV file.

``st.audio_input`` drops a recording before the next one begins, and drops both when it leaves the page.
This component holds a recording in the window until the server has it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prepkit.ui.widgets.components.register import register, sent

_COMPONENT = register("voice_recorder", shared_css=("recording",))
LONGEST_ID = 200
KEY = "voice_recorder"


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording: the ``take`` it belongs to, an ``id`` of its own, and its ``content`` as a WAV file."""

    take: str
    id: str
    content: bytes


def voice_recorder(
    take: str,
    *,
    received: str,
    time: str,
    error: str,
    privacy: str,
    limit: int,
    on_sound: Callable[[Sound], None],
) -> None:
    """Draw the recorder for one ``take``; ``on_sound`` must store the sound that arrives.

    ``received`` is the id of the sound that arrived last, ``time`` the length of the stored sound as text,
    ``error`` why the latest sound could not be used, ``privacy`` where a recording stays, which is said while
    one runs. A recording stops by itself after ``limit`` seconds.
    """

    def report_sound() -> None:
        sound = _sound(sent(KEY, "sound"), limit)
        if sound is not None:
            on_sound(sound)

    _COMPONENT(
        key=KEY,
        data={
            "take": take,
            "received": received,
            "time": time,
            "error": error,
            "privacy": privacy,
            "limit": limit,
        },
        on_sound_change=report_sound,
    )


def _sound(value: Any, limit: int) -> Sound | None:
    """Return the sound that the browser sent; None if it is no sound or larger than one can be."""
    if not isinstance(value, dict):
        return None
    take, sound_id, content = (value.get(name) for name in ("take", "id", "sound"))
    if not (isinstance(take, str) and isinstance(sound_id, str) and isinstance(content, str)):
        return None
    # A second has 16,000 samples of two bytes; base64 writes three bytes as four letters.
    if max(len(take), len(sound_id)) > LONGEST_ID or len(content) > (limit + 1) * 32_000 * 4 / 3:
        return None
    try:
        return Sound(take, sound_id, base64.b64decode(content, validate=True))
    except binascii.Error:
        return None
