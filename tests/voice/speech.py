"""Speech to test with, spoken by a synthesiser from Debian's packages."""

from __future__ import annotations

import io
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np

from prepkit.voice.recording import RATE, read


def say(text: str, *, rate: int = 150) -> bytes:
    """A WAV file of a voice that says ``text``, at so many words a minute."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(["espeak-ng", "-v", "en-us+f2", "-s", str(rate), "-w", file.name, text], check=True)
        return Path(file.name).read_bytes()


def joined(*pieces: bytes | float, noise: float = 60.0) -> bytes:
    """One WAV file of speech (WAV files) and silence (seconds) in turn, over the hiss of a microphone."""
    rng = np.random.default_rng(7)
    parts = [np.zeros(int(piece * RATE)) if isinstance(piece, float) else _trimmed(piece) for piece in pieces]
    samples = np.concatenate(parts)
    return as_wav(np.clip(samples * 0.7 + rng.normal(0, noise, len(samples)), -32768, 32767))


def as_wav(samples: np.ndarray, *, rate: int = RATE, channels: int = 1) -> bytes:
    """A WAV file of these samples."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return buffer.getvalue()


def _trimmed(spoken: bytes) -> np.ndarray:
    samples = read(spoken).samples.astype(float)
    loud = np.flatnonzero(np.abs(samples) > 200)
    return samples[loud[0] : loud[-1]]
