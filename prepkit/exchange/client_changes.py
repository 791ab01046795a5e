"""Moves and deletes entries of a client's timeline, and brings back what was deleted."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.mock.repository import MOCKS
from prepkit.mock.state import Mock
from prepkit.practice import replay
from prepkit.store import Store, attempts, deleted_clients, moving, settings
from prepkit.store.deleted_clients import DeletedClient


@dataclass(frozen=True, slots=True)
class DeletedEntry:
    """A deleted mock, with the attempts that were taken back with it."""

    mock_id: str
    mock: Mock
    attempt_ids: tuple[str, ...]


def move_entry(coach: Store, source: Store, target: Store, mock_id: str, now: int) -> bool:
    """Move a mock to another client; False if it is gone or the other client has it already."""
    with coach.transaction():
        if not moving.move_mock(source, target, mock_id, now):
            return False
        _rebuild(source)
        _rebuild(target)
    return True


def delete_entry(client: Store, mock_id: str, now: int) -> DeletedEntry | None:
    """Delete a mock and take its attempts back; returns what ``restore_entry`` needs, None if it is gone."""
    with client.transaction():
        document = MOCKS.get(client, mock_id)
        if document is None:
            return None
        counted = tuple(attempt.id for attempt in attempts.list_all(client) if attempt.session_id == mock_id)
        for attempt_id in counted:
            attempts.void(client, attempt_id, now)
        MOCKS.delete(client, mock_id, now)
        _rebuild(client)
    return DeletedEntry(mock_id, document.content, counted)


def restore_entry(client: Store, deleted: DeletedEntry, now: int) -> None:
    """Bring back a deleted mock and the attempts that were taken back with it."""
    with client.transaction():
        MOCKS.save(client, deleted.mock_id, deleted.mock, now)
        attempts.count_again(client, deleted.attempt_ids)
        _rebuild(client)


def restore_client(coach: Store, deleted: DeletedClient, now: int) -> None:
    """Bring back a deleted client with everything of theirs."""
    with coach.transaction():
        _rebuild(deleted_clients.restore(coach, deleted, now))


def _rebuild(client: Store) -> None:
    replay.rebuild(client, settings.load(client).retention)
