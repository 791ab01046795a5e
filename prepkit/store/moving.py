"""Moves a mock and what belongs to it from one of a coach's clients to another.

Its attempts, voids, scores, feedback and coaching session go with it.

Card states are not worked out again: rebuild those of both in the same transaction.
"""

from __future__ import annotations

from prepkit.store import documents, merging, tallies
from prepkit.store.database import Store
from prepkit.store.tables import TABLES, Row

ROUND_OF_SESSION = "session-"
"""The beginning of the id of a round that belongs to a coaching session; the session's id follows."""
_OF_SESSION = (
    "attempt_id IN (SELECT id FROM attempts WHERE profile_id = :profile_id AND session_id = :session_id)"
)


def move_mock(source: Store, target: Store, mock_id: str, now: int) -> bool:
    """Move a mock and all that belongs to it; False if it is gone, or if ``target`` has it already.

    The source keeps a removed document, so that an older copy from another machine does not revive it.
    """
    if not _move_document(source, target, "mocks", mock_id, now):
        return False
    _move_document(source, target, "feedback", mock_id, now)
    _move_document(source, target, "coaching_sessions", session_of_round(mock_id), now)
    _move_attempts(source, target, mock_id)
    return True


def session_of_round(mock_id: str) -> str:
    """The id of the coaching session whose scores a round holds."""
    return mock_id.removeprefix(ROUND_OF_SESSION)


def _move_document(source: Store, target: Store, table: str, document_id: str, now: int) -> bool:
    document = documents.get_text(source, table, document_id)
    if document is None or documents.get_text(target, table, document_id) is not None:
        return False
    target.db.execute(
        f"INSERT INTO {table} (profile_id, id, content, created_at, updated_at) "
        "VALUES (:profile_id, :id, :content, :created_at, :now) ON CONFLICT (profile_id, id) "
        "DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at",
        target.params(id=document_id, content=document.content, created_at=document.created_at, now=now),
    )
    documents.delete(source, table, document_id, now)
    return True


def follow_mocks(coach: Store) -> list[Store]:
    """Move attempts after the mocks that another machine moved; returns the clients that changed.

    An attempt's id is unique in a database, so an archive cannot add it to the client who has it now while
    another one holds it here.
    """
    changed: dict[str, Store] = {}
    for row in coach.db.rows(
        "SELECT DISTINCT attempts.session_id, attempts.profile_id AS holder, mocks.profile_id AS owner "
        "FROM attempts JOIN mocks ON mocks.id = attempts.session_id AND mocks.content != '' "
        "WHERE attempts.profile_id IN (SELECT id FROM profiles WHERE coach_id = :profile_id) "
        "AND mocks.profile_id IN (SELECT id FROM profiles WHERE coach_id = :profile_id) "
        "AND NOT EXISTS (SELECT 1 FROM mocks AS here WHERE here.profile_id = attempts.profile_id "
        "AND here.id = attempts.session_id AND here.content != '') "
        "AND NOT EXISTS (SELECT 1 FROM attempts AS there WHERE there.profile_id = mocks.profile_id "
        "AND there.session_id = mocks.id) ORDER BY attempts.session_id, owner",
        coach.params(),
    ):
        holder, owner = Store(coach.db, row["holder"]), Store(coach.db, row["owner"])
        _move_attempts(holder, owner, row["session_id"])
        changed |= {holder.profile_id: holder, owner.profile_id: owner}
    _collect_scores(coach)
    return list(changed.values())


def _move_attempts(source: Store, target: Store, session_id: str) -> None:
    params = source.params(session_id=session_id, target=target.profile_id)
    rows = _score_rows(source, _OF_SESSION, params)
    source.db.execute(f"DELETE FROM scores WHERE profile_id = :profile_id AND {_OF_SESSION}", params)
    for table in ("voids", "attempts"):
        condition = _OF_SESSION if table == "voids" else "session_id = :session_id"
        # Below every number of the target's, because two attempts may never share one.
        number = ", seq = -seq" if table == "attempts" else ""
        source.db.execute(
            f"UPDATE {table} SET profile_id = :target{number} WHERE profile_id = :profile_id AND {condition}",
            params,
        )
    merging.merge(target, {"scores": rows})
    for store in (source, target):
        merging.number_attempts(store)
        tallies.recount(store)


def _collect_scores(coach: Store) -> None:
    """Give scores that arrived with an older copy to the client who has their attempt now."""
    strays = coach.db.rows(
        "SELECT scores.profile_id, scores.id, attempts.profile_id AS owner FROM scores "
        "JOIN attempts ON attempts.id = scores.attempt_id AND attempts.profile_id != scores.profile_id "
        "WHERE scores.profile_id IN (SELECT id FROM profiles WHERE coach_id = :profile_id) "
        "AND attempts.profile_id IN (SELECT id FROM profiles WHERE coach_id = :profile_id)",
        coach.params(),
    )
    for stray in strays:
        holder = Store(coach.db, stray["profile_id"])
        params = holder.params(id=stray["id"])
        merging.merge(Store(coach.db, stray["owner"]), {"scores": _score_rows(holder, "id = :id", params)})
        coach.db.execute("DELETE FROM scores WHERE profile_id = :profile_id AND id = :id", params)


def _score_rows(store: Store, condition: str, params: Row) -> list[Row]:
    columns = ", ".join(TABLES["scores"].columns)
    query = f"SELECT {columns} FROM scores WHERE profile_id = :profile_id AND {condition}"
    return [dict(row) for row in store.db.rows(query, params)]
