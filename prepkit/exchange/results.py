"""Writes one mock's results as a file for a coach, and merges a client's file into the coach's rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from prepkit.errors import UnknownLevel
from prepkit.exchange import archive, copies
from prepkit.exchange.archive import Archive
from prepkit.mock import repository
from prepkit.mock.repository import MOCKS
from prepkit.mock.state import Here, Mock, MockItem, MockKind, Scored
from prepkit.model import Clock
from prepkit.question import Level
from prepkit.store import Store, attempts, merging, profiles
from prepkit.store.scores import Rater
from prepkit.store.tables import Row

TABLES = ("attempts", "voids", "mocks", "scores", "stories", "story_versions")
"""The tables of a client's file that a coach takes whole; of the settings only ``SETTINGS``."""
SETTINGS = frozenset({"target_role"})
SAME_ROUND = 6 * 3_600 * 1_000_000
"""The longest time, in microseconds, between the beginnings of one round on two sides whose clocks differ."""
NO_SCORE = Scored(0)


@dataclass(frozen=True, slots=True)
class _ScoredApart:
    """One answer of a round whose two sides sat at different screens."""

    round_id: str
    mock: Mock
    item: MockItem

    def is_same_answer(self, theirs: _ScoredApart) -> bool:
        """Return whether both are one answer: question, level and scores agree, the times are near."""
        own, their_own = self.item.own or NO_SCORE, theirs.item.own or NO_SCORE
        coach, their_coach = self.item.coach or NO_SCORE, theirs.item.coach or NO_SCORE
        return (
            (self.item.question, self.mock.level) == (theirs.item.question, theirs.mock.level)
            and coach.value == their_coach.value > 0
            and own.value in (0, their_own.value)
            and self.distance(theirs) <= SAME_ROUND
        )

    def distance(self, theirs: _ScoredApart) -> int:
        """Return how far apart the two sides began their rounds, in microseconds."""
        return abs(self.mock.started_at - theirs.mock.started_at)


_Pairs = Mapping[str, tuple[_ScoredApart, _ScoredApart]]
"""The stored answer and the file's copy of the same answer, by the id the file gives it."""


def write(store: Store, mock_id: str, clock: Clock) -> bytes:
    """Write one mock with its attempts and scores, in the format of an archive."""
    return archive.write(store, clock, session=mock_id)


def read(file: str, content: bytes) -> Archive:
    """Read a result file, or a client's whole archive. Raises UnusableArchive, UnknownLevel."""
    whole = archive.read(file, content)
    tables = {table: whole.tables.get(table, ()) for table in TABLES}
    chosen = [row for row in whole.tables.get("settings", ()) if row["name"] in SETTINGS]
    result_file = replace(whole, tables=tables | {"settings": chosen}, clients={})
    levels = {mock.level for _, mock in mocks_in(result_file)}
    levels |= {row["level"] for row in result_file.tables["scores"]}
    unknown = sorted(levels - set(Level))
    if unknown:
        raise UnknownLevel(file, unknown[0][:60], ", ".join(Level))
    return result_file


def mocks_in(result_file: Archive) -> list[tuple[str, Mock]]:
    """List the mocks of a file as (id, mock), without those that were removed."""
    return [
        (row["id"], MOCKS.from_json(json.loads(row["content"])))
        for row in result_file.tables.get("mocks", ())
        if row["content"]
    ]


def count_scored_by_code(store: Store, result_file: Archive) -> int:
    """Count the answers of a file that a client's rows hold already, scored by code in a coach's round."""
    return len(_same_answers(store, result_file))


def merge(store: Store, result_file: Archive) -> int:
    """Add a file to a client's rows; returns how many attempts were new. The client keeps the coach's name.

    An attempt's id is unique in a whole database, and the client, or another coach of theirs, may use the
    same database: the copy has its own id, the same each time the file is merged. An answer that is stored
    already, scored by code, stays one answer and gains what only the candidate's side has.
    """
    with store.transaction():
        pairs = _same_answers(store, result_file)
        known_ids = {attempt_id: ours.item.id for attempt_id, (ours, _) in pairs.items()}
        known_ids |= _moved_ids(store, result_file)
        tables = copies.copy_attempts(_without_rounds(result_file.tables, pairs), store.profile_id, known_ids)
        tables["attempts"] = [_in_its_round(row, pairs) for row in tables.get("attempts", ())]
        tables["scores"] = list(_scores(store, tables.get("scores", ()), pairs))
        marked = [_from_file(row, result_file.name) for row in tables.get("mocks", ())]
        tables["mocks"] = [*marked, *_completed_rounds(store, pairs)]
        return archive.merge(store, replace(result_file, tables=tables, name="", renamed_at=0))


def _same_answers(store: Store, result_file: Archive) -> _Pairs:
    """Match each answer of the file with at most one stored answer, of the round begun nearest in time."""
    ours = list(_list_scored_apart(repository.list_all(store), Here.COACH))
    pairs: dict[str, tuple[_ScoredApart, _ScoredApart]] = {}
    for theirs in _list_scored_apart(mocks_in(result_file), Here.CANDIDATE):
        if attempts.exists(store, copies.copied_id(store.profile_id, theirs.item.id)):
            continue
        same = [answer for answer in ours if answer.is_same_answer(theirs)]
        if same:
            nearest = min(same, key=theirs.distance)
            ours.remove(nearest)
            pairs[theirs.item.id] = nearest, theirs
    return pairs


def _moved_ids(store: Store, result_file: Archive) -> dict[str, str]:
    """Map the attempts of mocks that were imported for another client, and moved here, to their ids here."""
    others = profiles.other_clients(store)
    known: dict[str, str] = {}
    for mock_id, theirs in mocks_in(result_file):
        mock = repository.get(store, mock_id)
        here = {item.id for item in mock.items} if mock else set()
        for item in theirs.items if here else ():
            for attempt_id in here & {copies.copied_id(other, item.id) for other in others}:
                known[item.id] = attempt_id
    return known


def _from_file(row: Row, sender: str) -> Row:
    """Mark a mock of the file as such, with the name of who sent it."""
    if not row["content"]:
        return row
    content = {**json.loads(row["content"]), "is_from_file": True, "sent_by": sender}
    return {**row, "content": json.dumps(content)}


def _list_scored_apart(rounds: Sequence[tuple[str, Mock]], side: Here) -> Iterator[_ScoredApart]:
    """Yield the answers of the rounds that were held at this side's screen."""
    for round_id, mock in rounds:
        if mock.kind is MockKind.ROUND and mock.here is side:
            yield from (_ScoredApart(round_id, mock, item) for item in mock.items)


def _without_rounds(tables: Mapping[str, Sequence[Row]], pairs: _Pairs) -> dict[str, Sequence[Row]]:
    """Remove the answers that a stored round holds, because two rounds would show the same answer."""
    mocks = []
    for row in tables.get("mocks", ()):
        content = json.loads(row["content"]) if row["content"] else None
        if content is None:
            mocks.append(row)
            continue
        items = [item for item in content["items"] if item["id"] not in pairs]
        if items:
            mocks.append({**row, "content": json.dumps({**content, "items": items})})
    return {**tables, "mocks": mocks}


def _in_its_round(attempt: Row, pairs: _Pairs) -> Row:
    """Return an attempt with the stored round as its session if its answer was stored already."""
    rounds = {ours.item.id: ours.round_id for ours, _ in pairs.values()}
    return {**attempt, "session_id": rounds.get(attempt["id"], attempt["session_id"])}


def _scores(store: Store, rows: Sequence[Row], pairs: _Pairs) -> Iterator[Row]:
    """Yield the file's scores; for a stored answer the coach's words stay and the candidate's are added."""
    items_by_attempt = {ours.item.id: ours.item for ours, _ in pairs.values()}
    stored = {row["id"]: row for row in merging.rows_of(store, "scores")}
    for row in rows:
        item, before = items_by_attempt.get(row["attempt_id"]), stored.get(row["id"])
        if item is None:
            yield row
        elif row["rater"] == Rater.COACH:
            if before is None:
                yield {**row, "evidence": (item.coach or NO_SCORE).evidence}
        elif before is not None and not before["evidence"] and row["evidence"]:
            # A score code carries no evidence, so the file's evidence wins even if the code was typed later.
            yield {**row, "updated_at": max(row["updated_at"], before["updated_at"] + 1)}
        else:
            yield row


def _completed_rounds(store: Store, pairs: _Pairs) -> Iterator[Row]:
    """Complete the stored rounds from the candidate's side; only changed rounds are returned."""
    changed: dict[str, dict[str, MockItem]] = {}
    for ours, theirs in pairs.values():
        item = _completed(ours.item, theirs.item)
        if item != ours.item:
            changed.setdefault(ours.round_id, {})[item.id] = item
    for round_id, items in changed.items():
        document = MOCKS.get(store, round_id)
        if document is not None:
            mock = document.content
            whole = replace(mock, items=tuple(items.get(item.id, item) for item in mock.items))
            yield {
                "id": round_id,
                "content": json.dumps(MOCKS.as_json(whole)),
                "created_at": document.created_at,
                "updated_at": document.updated_at + 1,
            }


def _completed(item: MockItem, theirs: MockItem) -> MockItem:
    """Return the stored item with what only the candidate's side has."""
    has_words = item.own is not None and bool(item.own.evidence)
    return replace(
        item,
        own=item.own if has_words else theirs.own,
        answer=item.answer or theirs.answer,
        ticks=item.ticks or theirs.ticks,
        rating=item.rating or (0 if item.left_out else theirs.rating),
    )
