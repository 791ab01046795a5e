"""Transcribe spoken answers on this machine with one of two optional engines.

Whisper (faster-whisper) is accurate and fetches its model once, from the internet, only when somebody says
so, or takes it from a folder. PocketSphinx is rough, but its model ships in its wheel: no network at all.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from prepkit.errors import NoTranscript, TranscriptionStopped
from prepkit.voice.recording import RATE, Recording

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

MODEL_FOLDER = "PREPKIT_WHISPER_MODEL"
"""An environment variable: the folder of a Whisper model that is already there."""
SPHINX_PROCESS = Path(__file__).with_name("sphinx_process.py")
MODEL = "base.en"
MODEL_MEGABYTES = 145


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to turn speech into text. ``needs_download``: its model has to be fetched first.

    ``transcribe`` raises NoTranscript when there is no model to be had, TranscriptionStopped when it fails.
    """

    name: str
    label: str
    needs_download: bool
    transcribe: Callable[[Recording], str]


def engines(models: Path) -> list[Engine]:
    """List the installed engines, the better first; ``models`` is the folder of downloaded models."""
    engines = []
    if find_spec("faster_whisper") is not None:
        local = _local_model(models)
        source = str(local) if local else MODEL
        engines.append(
            Engine("whisper", "Whisper", local is None, lambda speech: _whisper(speech, source, models))
        )
    if find_spec("pocketsphinx") is not None:
        engines.append(Engine("sphinx", "PocketSphinx (rough)", False, _sphinx))
    return engines


def _local_model(models: Path) -> Path | None:
    named = os.environ.get(MODEL_FOLDER)
    if named:
        return Path(named)
    fetched = sorted(models.glob("models--*/snapshots/*/model.bin"))
    return fetched[0].parent if fetched else None


def _whisper(recording: Recording, source: str, models: Path) -> str:
    try:
        model = _whisper_model(source, models)
        parts, _ = model.transcribe(
            recording.samples.astype(np.float32) / 32768, language="en", beam_size=1, vad_filter=True
        )
        return " ".join(part.text.strip() for part in parts).strip()
    except (OSError, RuntimeError, ValueError) as error:
        raise NoTranscript(source) from error


@lru_cache(maxsize=1)
def _whisper_model(source: str, models: Path) -> WhisperModel:
    # This keeps the library that fetches the model from sending telemetry.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import faster_whisper

    return faster_whisper.WhisperModel(source, device="cpu", compute_type="int8", download_root=str(models))


def _sphinx(recording: Recording) -> str:
    command = [sys.executable, "-I", str(SPHINX_PROCESS), str(RATE)]
    process = subprocess.run(command, input=recording.samples.tobytes(), capture_output=True, check=False)
    if process.returncode:
        raise TranscriptionStopped
    return process.stdout.decode()
