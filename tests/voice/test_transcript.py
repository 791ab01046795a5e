from __future__ import annotations

from threading import Event

import numpy as np
import pytest

from prepkit.errors import NoTranscript
from prepkit.voice.recording import RATE, Recording
from prepkit.voice.transcribe import Engine
from prepkit.voice.transcript import TranscriptionJob, with_transcript
from tests.voice.speech import as_wav

SOUND = as_wav(np.full(RATE, 500))
LONG = 30.0


def engine(result: str | Exception, until: Event | None = None) -> Engine:
    def transcribe(recording: Recording) -> str:
        if until is not None:
            assert until.wait(LONG)
        if isinstance(result, Exception):
            raise result
        return f"{result} {recording.seconds:.0f}"

    return Engine("made-up", "Made up", False, transcribe)


def test_the_text_of_a_recording_arrives_in_the_background() -> None:
    may_end = Event()
    job = TranscriptionJob(engine("seconds:", may_end), SOUND)
    assert not job.is_done
    may_end.set()
    assert job.wait(LONG)
    assert (job.text, job.problem) == ("seconds: 1", "")


@pytest.mark.parametrize(
    ("error", "said"),
    [(NoTranscript("base.en"), "“base.en” could not be loaded"), (MemoryError(), "stopped unexpectedly")],
)
def test_what_goes_wrong_is_said_in_a_sentence(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What nobody foresaw is shown in the server's log, which is silent here.
    monkeypatch.setattr("threading.excepthook", lambda failure: None)
    job = TranscriptionJob(engine(error), SOUND)
    assert job.wait(LONG)
    assert job.text == ""
    assert said in job.problem
    assert "Your recording is still here" in job.problem


def test_a_recording_that_was_replaced_while_it_waited_is_not_transcribed() -> None:
    may_end = Event()
    first = TranscriptionJob(engine("first", may_end), SOUND)
    second = TranscriptionJob(engine("second"), SOUND)
    second.cancel()
    may_end.set()
    assert first.wait(LONG)
    assert second.wait(LONG)
    assert (first.text, second.text) == ("first 1", "")


@pytest.mark.parametrize(
    ("before", "instead", "after"),
    [
        ("", "", "I ran."),
        ("Typed first. ", "", "Typed first.\n\nI ran."),
        ("Typed.\n\nI walked.", "I walked.", "Typed.\n\nI ran."),
        ("Typed.\n\nI walked, corrected.", "I walked.", "Typed.\n\nI walked, corrected.\n\nI ran."),
    ],
)
def test_a_transcript_takes_the_place_of_the_one_before_and_of_nothing_else(
    before: str, instead: str, after: str
) -> None:
    assert with_transcript(before, "I ran.", instead) == after
