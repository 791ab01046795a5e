from __future__ import annotations

from pathlib import Path

import pytest

from prepkit.voice.recording import read
from prepkit.voice.transcribe import engines
from tests.voice.speech import say


def test_an_engine_that_needs_no_network_hears_real_speech(tmp_path: Path) -> None:
    sphinx = next(engine for engine in engines(tmp_path) if engine.name == "sphinx")
    assert not sphinx.needs_download
    heard = sphinx.transcribe(read(say("we answered the phone on monday", rate=120))).split()
    said = ["we", "answered", "the", "phone", "on", "monday"]
    # It is rough: what counts is that words of this answer come out of this sound.
    assert len(set(said) & set(heard)) >= 4, heard


def test_what_is_not_installed_is_not_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prepkit.voice.transcribe.find_spec", lambda name: None)
    assert engines(tmp_path) == []
