"""One interview's results as a file for a coach, and what a coach takes in of a client's file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from prepkit.exchange import archive, copies
from prepkit.exchange.archive import Archive
from prepkit.mock import keeping
from prepkit.mock.interview import Asked, Here, Kind, Mock, Scored
from prepkit.model import Clock
from prepkit.store import Store, attempts, documents, merging
from prepkit.store.merging import Row
from prepkit.store.scores import Rater

TABLES = ("attempts", "voids", "mocks", "scores", "stories", "story_versions")
"""What concerns a coach of a file that a client sent: neither notes nor settings."""
SAME_ROUND = 6 * 3_600 * 1_000_000
"""How far apart the two sides may have begun one round, in microseconds: clocks differ, and rounds last."""
NO_SCORE = Scored(0)


@dataclass(frozen=True, slots=True)
class _ScoredApart:
    """One answer of a round whose two sides sat at different screens."""

    round_id: str
    mock: Mock
    item: Asked

    def is_same_answer(self, theirs: _ScoredApart) -> bool:
        """Whether this side's answer is the candidate's: both know its question, its level and the scores."""
        own, their_own = self.item.own or NO_SCORE, theirs.item.own or NO_SCORE
        coach, their_coach = self.item.coach or NO_SCORE, theirs.item.coach or NO_SCORE
        return (
            (self.item.question, self.mock.level) == (theirs.item.question, theirs.mock.level)
            and coach.value == their_coach.value > 0
            and own.value in (0, their_own.value)
            and self.distance(theirs) <= SAME_ROUND
        )

    def distance(self, theirs: _ScoredApart) -> int:
        return abs(self.mock.started_at - theirs.mock.started_at)


_Pairs = Mapping[str, tuple[_ScoredApart, _ScoredApart]]
"""The same answer, as it is here and as the file has it, by the id the file gives it."""


def write(store: Store, mock_id: str, clock: Clock) -> bytes:
    """One mock with its attempts and scores, in the format of an archive."""
    return archive.write(store, clock, session=mock_id)


def read(file: str, content: bytes) -> Archive:
    """A result file, or everything a client took with them. Raises UnusableArchive."""
    found = archive.read(file, content)
    return replace(found, tables={table: found.tables.get(table, ()) for table in TABLES}, clients={})


def count_scored_by_code(store: Store, found: Archive) -> int:
    """How many answers of a file are in a client's rows already, scored by code in a round of the coach's."""
    return len(_same_answers(store, found))


def take_in(store: Store, found: Archive) -> int:
    """Add it to a client's rows; how many attempts were new. The client keeps the name the coach gave.

    An attempt's id is its own in a whole database, and the client, or another coach of theirs, may use the
    same one: the copy has an id of its own, the same each time the file is taken in. An answer that is here
    already, scored by code, stays one answer, and gains what only the candidate knows of it.
    """
    with store.transaction():
        pairs = _same_answers(store, found)
        known = {attempt_id: here.item.id for attempt_id, (here, _) in pairs.items()}
        tables = copies.copy_attempts(_without_rounds(found.tables, pairs), store.profile_id, known)
        tables["attempts"] = [_in_its_round(row, pairs) for row in tables.get("attempts", ())]
        tables["scores"] = list(_scores(store, tables.get("scores", ()), pairs))
        tables["mocks"] = [*tables.get("mocks", ()), *_completed_rounds(store, pairs)]
        return archive.take_in(store, replace(found, tables=tables, name="", renamed_at=0))


def _same_answers(store: Store, found: Archive) -> _Pairs:
    """Each answer here belongs to one of the file at most, the one of the round begun nearest to its own."""
    ours = list(_scored_apart(keeping.every(store), Here.COACH))
    rounds = [
        (row["id"], keeping.from_json(json.loads(row["content"])))
        for row in found.tables.get("mocks", ())
        if row["content"]
    ]
    pairs: dict[str, tuple[_ScoredApart, _ScoredApart]] = {}
    for theirs in _scored_apart(rounds, Here.CANDIDATE):
        if attempts.known(store, copies.copied_id(store.profile_id, theirs.item.id)):
            continue
        same = [here for here in ours if here.is_same_answer(theirs)]
        if same:
            nearest = min(same, key=theirs.distance)
            ours.remove(nearest)
            pairs[theirs.item.id] = nearest, theirs
    return pairs


def _scored_apart(rounds: Sequence[tuple[str, Mock]], here: Here) -> Iterator[_ScoredApart]:
    for round_id, mock in rounds:
        if mock.kind is Kind.ROUND and mock.here is here:
            yield from (_ScoredApart(round_id, mock, item) for item in mock.items)


def _without_rounds(tables: Mapping[str, Sequence[Row]], pairs: _Pairs) -> dict[str, Sequence[Row]]:
    """The tables without the answers that have a round here: two rounds would show the same answer."""
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
    rounds = {here.item.id: here.round_id for here, _ in pairs.values()}
    return {**attempt, "session_id": rounds.get(attempt["id"], attempt["session_id"])}


def _scores(store: Store, rows: Sequence[Row], pairs: _Pairs) -> Iterator[Row]:
    """The file's scores: of an answer that is here, the coach's words stay and the candidate's are added."""
    ours = {here.item.id: here.item for here, _ in pairs.values()}
    stored = {row["id"]: row for row in merging.rows_of(store, "scores")}
    for row in rows:
        item, before = ours.get(row["attempt_id"]), stored.get(row["id"])
        if item is None:
            yield row
        elif row["rater"] == Rater.COACH:
            if before is None:
                yield {**row, "evidence": (item.coach or NO_SCORE).evidence}
        elif before is not None and not before["evidence"] and row["evidence"]:
            # A code carries no words, however late it was typed.
            yield {**row, "updated_at": max(row["updated_at"], before["updated_at"] + 1)}
        else:
            yield row


def _completed_rounds(store: Store, pairs: _Pairs) -> Iterator[Row]:
    """The rounds here with what only the candidate's side knows; only those that it changes."""
    changed: dict[str, dict[str, Asked]] = {}
    for here, theirs in pairs.values():
        item = _completed(here.item, theirs.item)
        if item != here.item:
            changed.setdefault(here.round_id, {})[item.id] = item
    for round_id, items in changed.items():
        row = documents.get(store, "mocks", round_id)
        if row is not None:
            mock = keeping.from_json(row.content)
            whole = replace(mock, items=tuple(items.get(item.id, item) for item in mock.items))
            yield {
                "id": round_id,
                "content": json.dumps(keeping.as_json(whole)),
                "created_at": row.created_at,
                "updated_at": row.updated_at + 1,
            }


def _completed(item: Asked, theirs: Asked) -> Asked:
    has_words = item.own is not None and bool(item.own.evidence)
    return replace(
        item,
        own=item.own if has_words else theirs.own,
        answer=item.answer or theirs.answer,
        ticks=item.ticks or theirs.ticks,
        rating=item.rating or (0 if item.left_out else theirs.rating),
    )
