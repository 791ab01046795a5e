"""Keep the recordings of rated answers on this computer, where the person wants that."""

from __future__ import annotations

from collections.abc import Iterable

from prepkit.errors import PrepkitError
from prepkit.model import Attempt
from prepkit.store import Store, attempts
from prepkit.ui.runtime import paths
from prepkit.ui.runtime.databases import is_saved
from prepkit.voice.kept import RecordingFolder
from prepkit.workspace import Workspace


def folder_of(store: Store) -> RecordingFolder | None:
    """Return the recordings of a profile; None where nothing is saved on this computer."""
    return RecordingFolder(paths.recordings_folder(), store.profile_id) if is_saved() else None


def are_kept(workspace: Workspace) -> bool:
    """Return whether the recording of an answer is kept once the answer is rated."""
    return workspace.settings.keeps_recordings and is_saved()


def recorded_among(store: Store, answered: Iterable[Attempt]) -> frozenset[str]:
    """Return the ids of those attempts whose recording was kept."""
    folder = folder_of(store)
    return folder.among(attempt.id for attempt in answered) if folder is not None else frozenset()


def keep_of_rated(workspace: Workspace, attempt_id: str, sound: bytes | None) -> str:
    """Keep the recording of an answer that was just rated; return what went wrong, as a sentence.

    A recording whose rating was undone is still there until now: it goes on to the answer that was rated
    again in the same session, unless that one has a recording of its own.
    """
    folder = folder_of(workspace.store)
    try:
        if folder is not None:
            if sound is not None and not are_kept(workspace):
                sound = None
            if sound is not None:
                folder.save(attempt_id, sound)
            _settle_undone(workspace.store, folder, attempt_id, has_own=sound is not None)
    except PrepkitError as error:
        return str(error)
    return ""


def keep_late(workspace: Workspace, attempt_id: str, sound: bytes) -> str:
    """Keep a recording that ended after its answer was rated; return what went wrong, as a sentence."""
    folder = folder_of(workspace.store)
    if folder is None or not are_kept(workspace) or not attempts.exists(workspace.store, attempt_id):
        return ""
    try:
        folder.save(attempt_id, sound)
    except PrepkitError as error:
        return str(error)
    return ""


def _settle_undone(store: Store, folder: RecordingFolder, attempt_id: str, *, has_own: bool) -> None:
    """Hand on or delete the recordings of ratings of the same card that were undone."""
    rated = attempts.by_id(store, attempt_id)
    if rated is None or not folder.holding().count:
        return
    undone = attempts.undone_of_card(store, rated.card_id)
    recorded = folder.among(attempt.id for attempt in undone)
    for attempt in undone:
        if attempt.id not in recorded:
            continue
        if not has_own and attempt.session_id == rated.session_id:
            folder.move(attempt.id, attempt_id)
            has_own = True
        else:
            folder.delete(attempt.id)
