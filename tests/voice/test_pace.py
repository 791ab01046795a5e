from __future__ import annotations

import numpy as np
import pytest

from prepkit.voice.pace import measure
from prepkit.voice.recording import RATE, read
from tests.voice.speech import as_wav, joined, say


def test_pauses_are_found_where_they_are_and_as_long_as_they_are() -> None:
    first, second = say("When the phones went down on Monday"), say("I moved half of the team to chat")
    third = say("and called the largest customers myself")
    pace = measure(read(joined(1.5, first, 2.0, second, 0.3, third, 1.0)))
    assert [pause.seconds for pause in pace.pauses] == [pytest.approx(2.0, abs=0.25)]
    assert pace.before == pytest.approx(1.5, abs=0.2)
    assert pace.longest == pace.pauses[0]
    spoken = sum(len(read(part).samples) / RATE for part in (first, second, third))
    assert pace.speaking == pytest.approx(spoken, rel=0.15)


def test_somebody_who_talks_faster_has_more_words_a_minute() -> None:
    text = "I answered the ten largest customers myself and wrote the notice for everybody else"
    slow = measure(read(say(text, rate=120))).words_a_minute(14)
    fast = measure(read(say(text, rate=240))).words_a_minute(14)
    assert 90 < slow < 150
    assert fast > 1.5 * slow


def test_silence_has_no_pace() -> None:
    pace = measure(read(as_wav(np.zeros(3 * RATE))))
    assert (pace.seconds, pace.speaking, pace.pauses) == (0.0, 0.0, ())
    assert pace.words_a_minute(10) == 0
    assert pace.longest is None


def test_clicks_are_no_speech() -> None:
    samples = np.zeros(3 * RATE)
    samples[RATE : RATE + 400] = 20_000
    assert measure(read(as_wav(samples))).seconds == 0
