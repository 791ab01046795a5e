from __future__ import annotations

import errno
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from prepkit.errors import RecordingNotKept, RecordingUnreadable
from prepkit.voice.kept import RecordingFolder
from prepkit.voice.recording import RATE
from tests.voice.speech import as_wav

SECOND = as_wav(np.full(RATE, 500))
ANA, BEN = str(uuid4()), str(uuid4())


def test_a_recording_is_kept_as_a_file_of_its_attempt_and_read_back_whole(tmp_path: Path) -> None:
    folder, attempt = RecordingFolder(tmp_path, ANA), str(uuid4())
    folder.save(attempt, SECOND)
    assert folder.load(attempt) == SECOND
    assert [path.name for path in tmp_path.rglob("*.*")] == [f"{attempt}.wav"]
    assert folder.among([attempt, str(uuid4())]) == {attempt}


def test_a_minute_takes_as_much_as_settings_says(tmp_path: Path) -> None:
    folder = RecordingFolder(tmp_path, ANA)
    folder.save(str(uuid4()), as_wav(np.full(60 * RATE, 500)))
    assert f"{folder.holding().size / 1e6:.1f}" == "1.9"


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/passwd", "", "con", "a" * 300, "0B224A3C-753B-43AB-82D1-36804E8A71F0"]
)
def test_an_id_that_is_none_never_becomes_a_file(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    folder = RecordingFolder(inside, ANA)
    with pytest.raises(RecordingNotKept):
        folder.save(name, SECOND)
    with pytest.raises(RecordingUnreadable):
        folder.load(name)
    folder.delete(name)
    assert list(tmp_path.rglob("*")) == []


def test_one_profile_neither_counts_nor_deletes_the_recordings_of_another(tmp_path: Path) -> None:
    ana, ben = RecordingFolder(tmp_path, ANA), RecordingFolder(tmp_path, BEN)
    kept = str(uuid4())
    ben.save(kept, SECOND)
    for _ in range(2):
        ana.save(str(uuid4()), SECOND)
    assert (ana.holding().count, ana.holding().size) == (2, 2 * len(SECOND))
    ana.delete_all()
    assert ana.holding().count == 0
    assert ben.load(kept) == SECOND


def test_a_full_disk_leaves_the_recording_before_and_no_half_of_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, attempt = RecordingFolder(tmp_path, ANA), str(uuid4())
    folder.save(attempt, SECOND)

    def fill_up(path: Path, *rest: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("prepkit.voice.kept.sync_file", fill_up)
    with pytest.raises(RecordingNotKept, match=r"No space left on device.*Your rating is saved"):
        folder.save(attempt, as_wav(np.zeros(RATE)))
    assert folder.load(attempt) == SECOND
    assert folder.holding().count == len(list(tmp_path.rglob("*.*"))) == 1


def test_a_half_written_file_is_never_counted_and_goes_with_the_rest(tmp_path: Path) -> None:
    folder = RecordingFolder(tmp_path, ANA)
    folder.save(str(uuid4()), SECOND)
    left_over = tmp_path / ANA / f"{uuid4()}.wav.part"
    left_over.write_bytes(SECOND[:100])
    assert folder.holding().count == 1
    folder.delete_all()
    assert not left_over.exists()


@pytest.mark.parametrize("content", [b"", b"not a sound", SECOND[:20]])
def test_a_damaged_file_is_said_to_be_one(tmp_path: Path, content: bytes) -> None:
    folder, attempt = RecordingFolder(tmp_path, ANA), str(uuid4())
    folder.save(attempt, SECOND)
    (tmp_path / ANA / f"{attempt}.wav").write_bytes(content)
    with pytest.raises(RecordingUnreadable, match="gone or damaged"):
        folder.load(attempt)


def test_a_recording_can_be_handed_on_to_another_attempt(tmp_path: Path) -> None:
    folder, undone, again = RecordingFolder(tmp_path, ANA), str(uuid4()), str(uuid4())
    folder.save(undone, SECOND)
    folder.move(undone, again)
    assert folder.load(again) == SECOND
    assert folder.among([undone]) == frozenset()
