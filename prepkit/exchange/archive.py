"""Everything a profile owns as one JSON file, and back again. ``docs/archive.md`` describes the format."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from prepkit.errors import UnusableArchive
from prepkit.exchange.fields import FIELDS, JSON_COLUMNS, PROFILE, fault
from prepkit.exchange.inspection import as_json, entry_fault
from prepkit.model import Clock, Problem
from prepkit.practice import replay
from prepkit.store import Store, merging, profiles, settings, unreadable

FORMAT, VERSION = "prepkit", 1
MAX_PROBLEMS = 1_000
"""How many faults are listed before a file is taken for hopeless."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds, checked cell by cell: rows by table as ``merging.take_in`` wants them.

    ``problems`` lists the rows that were left out. ``made_at`` is the moment the file says it was written.
    """

    name: str
    renamed_at: int
    made_at: str
    tables: Mapping[str, Sequence[merging.Row]]
    problems: tuple[Problem, ...]

    def count(self, table: str) -> int:
        """How many usable rows of a table there are; what was removed is not counted."""
        return sum(row.get("content", True) != "" for row in self.tables.get(table, ()))


def write(store: Store, clock: Clock, *, session: str | None = None) -> bytes:
    """The profile as JSON in UTF-8, one row to a line so that two archives can be compared.

    All of it, or what came of one mock: itself, its attempts and their scores, whose ``session`` it is.
    """
    rows_of = merging.dump(store)
    if session is not None:
        rows_of = _of_session(rows_of, session)
    tables, left_out = _readable(rows_of)
    if session is None:
        left_out += [(entry.table, entry.entry, entry.reason) for entry in unreadable.list_all(store)]
    head = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": datetime.fromtimestamp(clock.now // 1_000_000, UTC).isoformat(),
        "profile": profiles.named(store),
    }
    parts = [f'"{name}": {json.dumps(value)}' for name, value in head.items()]
    if left_out:
        names = ("table", "entry", "reason")
        tables["unreadable"] = [dict(zip(names, entry, strict=True)) for entry in left_out]
    for name, rows in tables.items():
        body = ",\n".join(json.dumps(row) for row in rows)
        parts.append(f'"{name}": [\n{body}\n]' if rows else f'"{name}": []')
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def read(file: str, content: bytes) -> Archive:
    """Check an archive, whoever wrote it. Raises UnusableArchive when nothing of it can be used."""
    whole = _parse(file, content)
    profile, problems = _profile(file, whole.get("profile"))
    tables: dict[str, list[merging.Row]] = {}
    for table in merging.COLUMNS:
        rows = whole.get(table, [])
        if not isinstance(rows, list):
            raise UnusableArchive(file, f"“{table}” should be a list")
        tables[table] = []
        for number, row in enumerate(rows, start=1):
            found = _faults(file, table, number, row)
            if found:
                problems += found
            else:
                tables[table].append(_as_row(table, row))
            if len(problems) > MAX_PROBLEMS:
                raise UnusableArchive(
                    file, f"more than {MAX_PROBLEMS:,} entries are wrong, first: {problems[0]}"
                )
    made_at = whole.get("made_at")
    return Archive(
        profile["name"],
        profile["renamed_at"],
        made_at if isinstance(made_at, str) else "",
        tables,
        tuple(problems),
    )


def take_in(store: Store, archive: Archive) -> int:
    """Merge an archive into a profile, all or nothing; how many attempts were new.

    Taking in the same file twice changes nothing, and two profiles that take in each other's
    archives end with the same data, whichever goes first.
    """
    with store.transaction():
        profiles.take_name(store, archive.name, archive.renamed_at)
        added = merging.take_in(store, archive.tables)
        replay.rebuild(store, settings.load(store).retention)
    return added


def _readable(
    rows_of: Mapping[str, Sequence[merging.Row]],
) -> tuple[dict[str, list[dict[str, Any]]], list[tuple[str, str, str]]]:
    """The rows that a reader takes in, by table; the others as (table, row as text, what is wrong)."""
    tables: dict[str, list[dict[str, Any]]] = {}
    left_out = []
    for table, rows in rows_of.items():
        tables[table] = []
        for row in rows:
            reason = entry_fault(table, row)
            if reason is None:
                tables[table].append(as_json(row))
            else:
                left_out.append((table, unreadable.as_text(row), reason))
    return tables, left_out


def _of_session(tables: Mapping[str, list[merging.Row]], session: str) -> dict[str, list[merging.Row]]:
    made = {row["id"] for row in tables["attempts"] if row["session_id"] == session}
    kept = {"attempts": ("id", made), "voids": ("attempt_id", made), "scores": ("attempt_id", made)}
    kept["mocks"] = ("id", {session})
    return {
        table: [row for row in rows if row[kept[table][0]] in kept[table][1]] if table in kept else []
        for table, rows in tables.items()
    }


def _parse(file: str, content: bytes) -> dict[str, Any]:
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise UnusableArchive(file, f"it is not JSON as PrepKit writes it ({error})") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise UnusableArchive(file, "it does not say that it comes from PrepKit")
    version = whole.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise UnusableArchive(file, "it does not say which version of the format it has")
    if version > VERSION:
        raise UnusableArchive(file, f"a newer PrepKit wrote it (format {version}, this one knows {VERSION})")
    return whole


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _profile(file: str, found: object) -> tuple[dict[str, Any], list[Problem]]:
    blank = {"name": "", "renamed_at": 0}
    if not isinstance(found, dict):
        return blank, [Problem(file, None, None, "The profile's name is missing.")]
    for field, rule in PROFILE.items():
        message = rule(found.get(field))
        if message is not None:
            return blank, [Problem(file, None, f"profile.{field}", message)]
    return {field: found[field] for field in PROFILE}, []


def _faults(file: str, table: str, number: int, row: object) -> list[Problem]:
    if not isinstance(row, dict):
        return [Problem(file, number, table, "This entry is no object; it was left out.")]
    for column in FIELDS[table]:
        message = fault(table, column, row)
        if message is not None:
            return [Problem(file, number, f"{table}.{column}", f"{message} The entry was left out.")]
    return []


def _as_row(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    cells = {column: row.get(column) for column in FIELDS[table]}
    return {
        name: json.dumps(cell) if name in JSON_COLUMNS and (name, cell) != ("content", "") else cell
        for name, cell in cells.items()
    }
