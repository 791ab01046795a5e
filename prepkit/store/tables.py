"""The registry of the personal tables: columns, keys and merge rules, from which every other part derives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]
"""One row, its cells by column, without the profile it belongs to."""
EMPTY = ""
"""The content of a removed document, kept so that an older copy from another machine does not revive it."""


class MergeRule(StrEnum):
    """How a row from elsewhere and the stored row become one, whichever arrives first."""

    LATER_WINS = "the one changed later"
    FURTHEST_WINS = "the session that got further"
    UNION = "all of both, each once"
    EARLIEST_WINS = "all of both, each with its earliest moment"
    NEVER_CHANGES = "the one that is here"


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table of rows that belong to a profile.

    ``columns`` are what an archive holds of a row. ``key`` names one row of a profile, or of the whole
    database where the key is ``unique_everywhere``. ``moments`` say when a row was written; the first of
    them moves whenever it changes. ``entry_name`` is what a person calls one entry. A row counts as
    something that a person wrote while ``written_if`` holds, an SQL condition; empty: it never does.
    """

    name: str
    entry_name: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ("id",)
    unique_everywhere: bool = False
    json_columns: tuple[str, ...] = ()
    moments: tuple[str, ...] = ("updated_at",)
    merge_rule: MergeRule = MergeRule.LATER_WINS
    written_if: str = ""
    order: tuple[str, ...] = ()
    through_sessions: bool = False

    @property
    def is_own(self) -> str:
        """The SQL condition for a row of ``:profile_id``."""
        if self.through_sessions:
            return "session_id IN (SELECT id FROM sessions WHERE profile_id = :profile_id)"
        return "profile_id = :profile_id"

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The columns that name one row of the whole database."""
        return self.key if self.unique_everywhere else ("profile_id", *self.key)

    @property
    def row_key(self) -> tuple[str, ...]:
        """The columns that name a row even if its cells are damaged, with the profile's id if it has one."""
        return self.key if self.through_sessions else ("profile_id", *self.key)

    @property
    def in_order(self) -> str:
        """The columns that a dump is ordered by, as SQL, so that two dumps have the same order."""
        return ", ".join(self.order or self.columns[:2])

    def key_of(self, row: Row) -> str:
        """The key of a row of a table whose key is one column."""
        (column,) = self.key
        return str(row[column])

    def as_json(self, row: Row) -> dict[str, Any]:
        """Parse the JSON columns of a stored row. Raises ValueError for text that is not JSON."""
        return {
            name: json.loads(cell) if name in self.json_columns and not _is_removed(name, cell) else cell
            for name, cell in row.items()
        }

    def as_row(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Make a row from an entry of an archive; names that are no column of the table are ignored."""
        cells = {name: entry.get(name) for name in self.columns}
        return {
            name: json.dumps(cell) if name in self.json_columns and not _is_removed(name, cell) else cell
            for name, cell in cells.items()
        }


def _is_removed(column: str, cell: object) -> bool:
    return column == "content" and cell == EMPTY


def document_table(name: str, entry_name: str, *, counted: bool = True) -> StoredTable:
    """Register a table of whole documents, which ``migrations.create_document_table`` creates in a database.

    If they are ``counted``, the description of a backup gives their number.
    """
    return StoredTable(
        name,
        entry_name,
        ("id", "content", "created_at", "updated_at"),
        json_columns=("content",),
        written_if="content != ''" if counted else "",
    )


_ALL = (
    StoredTable(
        "settings", "A setting", ("name", "value", "updated_at"), key=("name",), json_columns=("value",)
    ),
    StoredTable(
        "attempts",
        "An attempt",
        (
            *("id", "card_id", "variant_id", "mode", "rating", "confidence", "answered_at", "local_day"),
            *("tz", "duration_ms", "answer", "ticks", "session_id", "bank_version"),
        ),
        unique_everywhere=True,
        json_columns=("ticks",),
        moments=("answered_at",),
        merge_rule=MergeRule.UNION,
        order=("seq",),
    ),
    StoredTable(
        "voids",
        "A note that an attempt was taken back",
        ("attempt_id", "voided_at"),
        key=("attempt_id",),
        unique_everywhere=True,
        moments=("voided_at",),
        merge_rule=MergeRule.EARLIEST_WINS,
    ),
    StoredTable(
        "marks",
        "A mark on a card",
        ("card_id", "flagged", "suspended", "buried_until", "updated_at"),
        key=("card_id",),
    ),
    StoredTable(
        "notes", "A note", ("card_id", "text", "updated_at"), key=("card_id",), written_if="text != ''"
    ),
    StoredTable("drafts", "A draft", ("name", "text", "updated_at"), key=("name",)),
    StoredTable(
        "sessions",
        "A practice session",
        (
            *("id", "title", "started_at", "ended_at", "total", "position", "card_id", "variant_id"),
            *("attempt_id", "drawn_at", "revealed_at", "confidence", "ticks"),
        ),
        unique_everywhere=True,
        json_columns=("ticks",),
        moments=("started_at", "ended_at"),
        merge_rule=MergeRule.FURTHEST_WINS,
    ),
    StoredTable(
        "session_cards",
        "A card of a session",
        ("session_id", "position", "card_id"),
        key=("session_id", "position"),
        unique_everywhere=True,
        moments=(),
        merge_rule=MergeRule.NEVER_CHANGES,
        through_sessions=True,
    ),
    StoredTable("decks", "A deck", ("id", "title", "source", "created_at", "updated_at", "removed")),
    StoredTable(
        "own_questions",
        "A question of your own",
        ("id", "deck_id", "position", "content", "updated_at"),
        json_columns=("content",),
        written_if="content != ''",
    ),
    document_table("stories", "A story"),
    StoredTable(
        "story_versions",
        "An earlier version of a story",
        ("id", "story_id", "content", "made_at", "updated_at"),
        json_columns=("content",),
    ),
    document_table("mocks", "A mock"),
    document_table("assignments", "An assignment", counted=False),
    StoredTable(
        "scores",
        "A score",
        ("id", "attempt_id", "rater", "level", "score", "evidence", "updated_at"),
    ),
    document_table("interviews", "An interview"),
    document_table("companies", "What is noted about a company"),
    document_table("coaching_sessions", "A coaching session"),
    document_table("feedback", "A coach's feedback"),
    document_table("rubrics", "Anchors of your own", counted=False),
)
TABLES: Mapping[str, StoredTable] = {table.name: table for table in _ALL}
"""The tables by name, in the order in which an archive has them. Every other table can be computed again or
belongs to one machine."""
WORKED_OUT = ("card_states", "tallies")
"""Tables whose rows can be computed again from the profile's attempts."""
OF_THIS_MACHINE = ("actions", "unreadable")
"""Tables of a profile that no archive holds: actions that can be undone, and entries that cannot be read."""
