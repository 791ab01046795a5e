"""Keep the recordings of rated answers on this computer, where the person wants that."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

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


def follow_up_id(attempt_id: str) -> str:
    """Return the id of the recording of what was answered to a follow-up; empty for an id that names none."""
    try:
        return str(uuid5(UUID(attempt_id), "follow-up"))
    except ValueError:
        return ""


def recorded_among(store: Store, answered: Iterable[Attempt]) -> frozenset[str]:
    """Return the ids of those attempts whose recording was kept, and of the recordings of follow-ups."""
    folder = folder_of(store)
    ids = [attempt.id for attempt in answered]
    return folder.among([*ids, *map(follow_up_id, ids)]) if folder is not None else frozenset()


def keep_of_rated(
    workspace: Workspace, attempt_id: str, sound: bytes | None, follow_up: bytes | None = None
) -> str:
    """Keep the recording of an answer that was just rated, and that of its ``follow_up``, if there is one.

    Returns what went wrong, as a sentence. A recording whose rating was undone is still there until now: it
    goes on to the answer that was rated again in the same session, unless that has a recording of its own.
    """
    folder = folder_of(workspace.store)
    if folder is None:
        return ""
    if not are_kept(workspace):
        sound = follow_up = None
    try:
        if sound is not None:
            folder.save(attempt_id, sound)
        if follow_up is not None:
            folder.save(follow_up_id(attempt_id), follow_up)
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
    recorded = recorded_among(store, undone)
    for attempt in undone:
        if not recorded & {attempt.id, follow_up_id(attempt.id)}:
            continue
        goes_on = not has_own and attempt.session_id == rated.session_id
        for old, new in ((attempt.id, attempt_id), (follow_up_id(attempt.id), follow_up_id(attempt_id))):
            if old not in recorded:
                continue
            if goes_on:
                folder.move(old, new)
            else:
                folder.delete(old)
        has_own = has_own or goes_on
