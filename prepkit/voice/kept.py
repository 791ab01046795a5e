"""Keep the recordings of rated answers as files, one for each attempt.

They are WAV files as the browser sends them: a minute takes 1.9 MB, and any player opens them. Zstandard
would save 15% of it, and no codec for speech is among the libraries that PrepKit always has.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from prepkit.errors import RecordingNotDeleted, RecordingNotKept, RecordingUnreadable, UnusableRecording
from prepkit.store.backup import sync_file, sync_folder
from prepkit.voice.recording import read

SUFFIX = ".wav"
PART = ".part"


@dataclass(frozen=True, slots=True)
class Holding:
    """How many recordings there are, and their size in bytes."""

    count: int
    size: int


class RecordingFolder:
    """The recordings of one profile in a folder, each named by the id of its attempt."""

    def __init__(self, folder: Path, profile_id: str) -> None:
        self._folder = folder / profile_id if _is_id(profile_id) else None

    def save(self, attempt_id: str, sound: bytes) -> None:
        """Keep a WAV file. Raises RecordingNotKept; what was kept of the attempt before stays then."""
        path = self._path(attempt_id)
        if path is None:
            raise RecordingNotKept("its answer has no id that can name a file")
        part = path.with_name(path.name + PART)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(sound)
            sync_file(part)
            # Give it its name once it is whole, so that a half-written file is never played.
            part.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise RecordingNotKept(error.strerror or str(error)) from error

    def load(self, attempt_id: str) -> bytes:
        """Read a recording. Raises RecordingUnreadable where it is gone or damaged."""
        path = self._path(attempt_id)
        try:
            sound = path.read_bytes() if path is not None else b""
            read(sound)
        except (OSError, UnusableRecording) as error:
            raise RecordingUnreadable from error
        return sound

    def among(self, attempt_ids: Iterable[str]) -> frozenset[str]:
        """Return which of these attempts have a recording."""
        kept = {path.stem for path in self._files()}
        return frozenset(kept.intersection(attempt_ids))

    def holding(self) -> Holding:
        """Count the recordings and their bytes."""
        sizes = []
        for path in self._files():
            with suppress(OSError):
                sizes.append(path.stat().st_size)
        return Holding(len(sizes), sum(sizes))

    def move(self, attempt_id: str, new_id: str) -> None:
        """Give a recording to another attempt. Raises RecordingNotKept."""
        path, new_path = self._path(attempt_id), self._path(new_id)
        if path is None or new_path is None:
            return
        try:
            path.replace(new_path)
        except OSError as error:
            raise RecordingNotKept(error.strerror or str(error)) from error

    def delete(self, attempt_id: str) -> None:
        """Delete the recording of an attempt, if there is one. Raises RecordingNotDeleted."""
        path = self._path(attempt_id)
        if path is not None:
            _unlink(path)

    def delete_all(self) -> None:
        """Delete every recording of the profile, and what is left of half-written ones."""
        for path in (*self._files(), *self._files(SUFFIX + PART)):
            _unlink(path)
        if self._folder is not None:
            with suppress(OSError):
                self._folder.rmdir()

    def _path(self, attempt_id: str) -> Path | None:
        """Return where the recording of an attempt lies; None for an id that is no id of ours."""
        return self._folder / f"{attempt_id}{SUFFIX}" if self._folder and _is_id(attempt_id) else None

    def _files(self, suffix: str = SUFFIX) -> list[Path]:
        if self._folder is None:
            return []
        try:
            return [
                path
                for path in self._folder.iterdir()
                if path.name.endswith(suffix) and _is_id(path.name.removesuffix(suffix))
            ]
        except OSError:
            # There is none before the first recording is kept.
            return []


def _is_id(text: str) -> bool:
    """Whether a text is an id as PrepKit makes them, which is safe as the name of a file."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise RecordingNotDeleted(error.strerror or str(error)) from error
