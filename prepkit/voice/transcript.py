"""Turn a recording into text in the background, and put the text into an answer."""

from __future__ import annotations

from threading import Event, Lock, Thread

from prepkit.errors import PrepkitError, TranscriptionStopped
from prepkit.voice.recording import read
from prepkit.voice.transcribe import Engine

_ONE_AT_A_TIME = Lock()
"""Held while speech is turned into text: two at once would take twice as long, and twice the memory."""


class TranscriptionJob:
    """One recording (a WAV file) that an engine turns into text.

    Until ``is_done`` it has neither ``text`` nor ``problem`` (a sentence). Then it has one of them, or
    neither where no words were recognised.
    """

    def __init__(self, engine: Engine, sound: bytes) -> None:
        self.text = ""
        self.problem = ""
        self._engine, self._sound = engine, sound
        self._done, self._cancelled = Event(), Event()
        Thread(target=self._run, name="prepkit-transcription", daemon=True).start()

    @property
    def is_done(self) -> bool:
        """Whether the text, or why there is none, is there."""
        return self._done.is_set()

    def cancel(self) -> None:
        """Do not begin, if it still waits for another recording."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, so long at most; returns whether it has come."""
        return self._done.wait(seconds)

    def _run(self) -> None:
        problem = str(TranscriptionStopped())
        try:
            with _ONE_AT_A_TIME:
                if not self._cancelled.is_set():
                    self.text = self._engine.transcribe(read(self._sound))
                    problem = ""
        except PrepkitError as error:
            problem = str(error)
        finally:
            self.problem = problem
            self._done.set()


def with_transcript(before: str, words: str, instead: str = "") -> str:
    """Return an answer with a transcript after what was there already.

    ``instead`` is the transcript of an earlier recording of the same answer: where it still stands there
    unchanged, the new words take its place.
    """
    if instead and instead in before:
        return before.replace(instead, words, 1)
    return f"{before.rstrip()}\n\n{words}".strip()
