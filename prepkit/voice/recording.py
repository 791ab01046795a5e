"""Read a recording as samples: one channel, 16,000 a second, as speech recognisers need it."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prepkit.errors import UnusableRecording

RATE = 16_000
LONGEST = 15 * 60
"""Seconds; a longer recording was left running by mistake."""
STOPS_AFTER = 10 * 60
"""Seconds after which the recorder stops by itself and keeps what it has: 19 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """``samples`` is int16, one channel, ``RATE`` a second."""

    samples: NDArray[np.int16]

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


def read(content: bytes) -> Recording:
    """Read a WAV file of 16-bit samples with any rate and number of channels.

    Raises UnusableRecording for anything else, for no sound at all and for more than a quarter of an hour.
    """
    try:
        with wave.open(io.BytesIO(content)) as file:
            rate, channels, width = file.getframerate(), file.getnchannels(), file.getsampwidth()
            if width != 2 or not rate or not channels:
                raise UnusableRecording("its samples are not of 16 bits")
            # A header written before the recording ended may hold a wrong length, so the content is measured.
            if len(content) > LONGEST * rate * channels * width:
                raise UnusableRecording(f"it is longer than {LONGEST // 60} minutes")
            frames = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    except (wave.Error, EOFError, ValueError) as error:
        raise UnusableRecording("it is not a WAV file") from error
    mono = frames[: len(frames) // channels * channels].reshape(-1, channels).mean(axis=1)
    if not len(mono):
        raise UnusableRecording("it holds no sound")
    return Recording(_resampled(mono, rate).astype(np.int16))


def _resampled(samples: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Interpolate linearly, which is enough for speech: its energy lies far below half the rate."""
    if rate == RATE:
        return samples
    wanted = np.arange(int(len(samples) * RATE / rate)) * rate / RATE
    return np.interp(wanted, np.arange(len(samples)), samples)
