"""Turn a recording into text in the background, and put the text into an answer."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from prepkit.background import BackgroundJob
from prepkit.errors import TranscriptionStopped
from prepkit.voice.recording import read
from prepkit.voice.transcribe import Engine

_ONE_AT_A_TIME = Lock()
"""Held while speech is turned into text: two at once would take twice as long, and twice the memory."""


class TranscriptionJob(BackgroundJob[str]):
    """One recording (a WAV file) that an engine turns into text; the text is empty without any words."""

    def __init__(self, engine: Engine, sound: bytes) -> None:
        def transcribe(is_cancelled: Callable[[], bool]) -> str:
            with _ONE_AT_A_TIME:
                if is_cancelled():
                    raise TranscriptionStopped
                return engine.transcribe(read(sound))

        super().__init__("prepkit-transcription", transcribe, stopped=str(TranscriptionStopped()))

    @property
    def text(self) -> str:
        """The text; empty until it is there."""
        return self.result or ""


def with_transcript(before: str, words: str, instead: str = "") -> str:
    """Return an answer with a transcript after what was there already.

    ``instead`` is the transcript of an earlier recording of the same answer: where it still stands there
    unchanged, the new words take its place.
    """
    if instead and instead in before:
        return before.replace(instead, words, 1)
    return f"{before.rstrip()}\n\n{words}".strip()
