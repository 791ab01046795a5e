from __future__ import annotations

import numpy as np
import pytest

from prepkit.errors import UnusableRecording
from prepkit.voice.recording import LONGEST, RATE, read
from tests.voice.speech import as_wav


def tone(rate: int, seconds: float = 1.0) -> np.ndarray:
    return 10_000 * np.sin(2 * np.pi * 220 * np.arange(int(rate * seconds)) / rate)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_any_rate_becomes_the_one_that_recognisers_want(rate: int) -> None:
    found = read(as_wav(tone(rate), rate=rate))
    assert found.seconds == pytest.approx(1.0, abs=0.001)
    spectrum = np.abs(np.fft.rfft(found.samples))
    assert np.argmax(spectrum) == pytest.approx(220, abs=1)


def test_two_channels_become_one() -> None:
    stereo = np.repeat(tone(RATE), 2)
    assert len(read(as_wav(stereo, channels=2)).samples) == RATE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a WAV file"),
        (b"ID3 this is an MP3", "not a WAV file"),
        (as_wav(tone(RATE))[:30], "not a WAV file"),
        (as_wav(np.array([])), "holds no sound"),
        (as_wav(np.zeros(8_000 * (LONGEST + 1)), rate=8_000), "longer than 15 minutes"),
    ],
)
def test_what_is_no_recording_is_refused_in_a_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(UnusableRecording, match=f"cannot be used: it .*{reason}.*Record it again"):
        read(content)


def test_a_recording_cut_off_in_the_middle_is_read_as_far_as_it_goes() -> None:
    assert read(as_wav(tone(RATE))[: 44 + RATE]).seconds == pytest.approx(0.5, abs=0.01)
