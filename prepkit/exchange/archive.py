"""Everything a profile owns as one JSON file, and back again. ``docs/archive.md`` describes the format."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, NoReturn

from prepkit.errors import UnusableArchive
from prepkit.exchange import copies, entries
from prepkit.exchange.fields import FIELDS, JSON_COLUMNS, PROFILE, fault
from prepkit.exchange.inspection import as_json, entry_fault
from prepkit.model import Clock, Problem
from prepkit.practice import replay
from prepkit.store import Store, actions, deleted_clients, merging, profiles, settings, unreadable

FORMAT, VERSION = "prepkit", 1
MAX_PROBLEMS = 1_000
"""How many faults are listed before a file is taken for hopeless."""
MAX_CLIENTS = 500


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds, checked cell by cell: rows by table as ``merging.take_in`` wants them.

    ``problems`` lists the rows that were left out. ``made_at`` is the moment the file says it was written.
    ``clients`` are a coach's, by id, each with tables of their own. ``actions`` are what can be undone, which
    only a visitor's own browser holds.
    """

    name: str
    renamed_at: int
    made_at: str
    tables: Mapping[str, Sequence[merging.Row]]
    problems: tuple[Problem, ...]
    clients: Mapping[str, Archive] = field(default_factory=dict)
    actions: Sequence[merging.Row] = ()

    def count(self, table: str) -> int:
        """How many usable rows of a table there are; what was removed is not counted."""
        return sum(row.get("content", True) != "" for row in self.tables.get(table, ()))


def write(store: Store, clock: Clock, *, session: str | None = None) -> bytes:
    """The profile as JSON in UTF-8, one row to a line so that two archives can be compared.

    All of it, or what came of one mock: itself, its attempts and their scores, whose ``session`` it is.
    """
    if session is None:
        tables = _everything(store)
    else:
        tables, left_out = _readable(_of_session(merging.dump(store), session))
        tables |= _as_unreadable(left_out)
    head = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": datetime.fromtimestamp(clock.now // 1_000_000, UTC).isoformat(),
        "profile": profiles.named(store),
    }
    parts = [f'"{name}": {json.dumps(value)}' for name, value in head.items()]
    parts += _lines(tables)
    clients = [_client(store, client.id) for client in profiles.clients(store)] if session is None else []
    if clients:
        parts.append('"clients": [\n' + ",\n".join(clients) + "\n]")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def read(file: str, content: bytes) -> Archive:
    """Check an archive, whoever wrote it. Raises UnusableArchive when nothing of it can be used."""
    whole = _parse(file, content)
    found = _read_profile(file, whole, whole.get("profile"), [])
    made_at = whole.get("made_at")
    problems = list(found.problems)
    clients = _read_clients(file, whole.get("clients", []), problems)
    return replace(
        found,
        made_at=made_at if isinstance(made_at, str) else "",
        problems=tuple(problems),
        clients=clients,
    )


def read_browser_copy(file: str, content: bytes) -> Archive:
    """Check what a visitor's own browser keeps: what can be undone is there too, and clients are not."""
    found = replace(read(file, content), clients={})
    steps, problems = entries.read_actions(file, _parse(file, content).get("actions"))
    return replace(found, actions=steps, problems=(*found.problems, *problems))


def take_in(store: Store, archive: Archive, *, with_clients: bool = True) -> int:
    """Merge an archive into a profile, all or nothing; how many attempts were new.

    Taking in the same file twice changes nothing, and two profiles that take in each other's
    archives end with the same data, whichever goes first.
    """
    with store.transaction():
        added = _merge(store, archive)
        if with_clients:
            for client_id, client in archive.clients.items():
                _take_in_client(store, client_id, client)
        deleted_clients.delete_outdated(store)
    return added


def _merge(store: Store, archive: Archive) -> int:
    profiles.take_name(store, archive.name, archive.renamed_at)
    added = merging.take_in(store, archive.tables)
    actions.merge(store, archive.actions)
    replay.rebuild(store, settings.load(store).retention)
    return added


def _take_in_client(coach: Store, client_id: str, client: Archive) -> None:
    """Merge one client, who keeps their id unless it is somebody else's in this database.

    Then they become a client of their own, the same one each time, whose attempts are copies.
    """
    if profiles.is_taken(coach, client_id):
        client_id = copies.copied_id(coach.profile_id, client_id)
        client = replace(client, tables=copies.copy_attempts(client.tables, client_id))
    deleted = deleted_clients.list_all(coach).get(client_id)
    if deleted is not None and deleted >= max(client.renamed_at, merging.last_change(client.tables)):
        return
    store = profiles.client(coach, client_id)
    if store is None:
        # The name follows when the rows are merged, with the moment at which it was given.
        store = profiles.add_client(coach, "", new_id=client_id, now=0)
    _merge(store, client)


def _everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row of a profile as a reader takes it in, and those that cannot be read."""
    tables, left_out = _readable(merging.dump(store))
    left_out += [(entry.table, entry.entry, entry.reason) for entry in unreadable.list_all(store)]
    return tables | _as_unreadable(left_out)


def _as_unreadable(left_out: Sequence[tuple[str, str, str]]) -> dict[str, list[dict[str, Any]]]:
    names = ("table", "entry", "reason")
    return {"unreadable": [dict(zip(names, entry, strict=True)) for entry in left_out]} if left_out else {}


def _lines(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    parts = []
    for name, rows in tables.items():
        body = ",\n".join(json.dumps(row) for row in rows)
        parts.append(f'"{name}": [\n{body}\n]' if rows else f'"{name}": []')
    return parts


def _client(coach: Store, client_id: str) -> str:
    store = Store(coach.db, client_id)
    head = [f'"id": {json.dumps(client_id)}', f'"profile": {json.dumps(profiles.named(store))}']
    return "{" + ",\n".join(head + _lines(_everything(store))) + "}"


def _read_profile(file: str, whole: Mapping[str, Any], named: object, before: Sequence[Problem]) -> Archive:
    """One profile's tables; ``before`` are the problems that the file has had so far."""
    profile, problems = _profile(file, named)
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
            if len(before) + len(problems) > MAX_PROBLEMS:
                raise UnusableArchive(
                    file, f"more than {MAX_PROBLEMS:,} entries are wrong, first: {[*before, *problems][0]}"
                )
    return Archive(profile["name"], profile["renamed_at"], "", tables, tuple(problems))


def _read_clients(file: str, found: object, problems: list[Problem]) -> dict[str, Archive]:
    """A coach's clients by id, each checked as a profile is; what is wrong is added to ``problems``."""
    clients: dict[str, Archive] = {}
    if not isinstance(found, list):
        problems.append(Problem(file, None, "clients", "This should be a list of clients."))
        return clients
    if len(found) > MAX_CLIENTS:
        said = f"There are {len(found):,} clients; only the first {MAX_CLIENTS} are read."
        problems.append(Problem(file, None, "clients", said))
    for number, entry in enumerate(found[:MAX_CLIENTS], start=1):
        message = _client_fault(entry, clients)
        if message is not None:
            left_out = f"{message} The client was left out."
            problems.append(Problem(file, number, "clients.id", left_out, "entry"))
            continue
        where = f"{file}, client {number}"
        clients[entry["id"]] = _read_profile(where, entry, entry.get("profile"), problems)
        problems += clients[entry["id"]].problems
    return clients


def _client_fault(entry: object, before: Mapping[str, Archive]) -> str | None:
    if not isinstance(entry, dict):
        return "This entry is no object."
    client_id = entry.get("id")
    message = FIELDS["mocks"]["id"](client_id)
    if message is None and (len(entry["id"]) > profiles.LONGEST_ID or entry["id"] in before):
        return "This is too long for an id, or there is such a client already."
    return message


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
    for name, rule in PROFILE.items():
        message = rule(found.get(name))
        if message is not None:
            return blank, [Problem(file, None, f"profile.{name}", message)]
    return {name: found[name] for name in PROFILE}, []


def _faults(file: str, table: str, number: int, row: object) -> list[Problem]:
    if not isinstance(row, dict):
        return [Problem(file, number, table, "This entry is no object; it was left out.", "entry")]
    for column in FIELDS[table]:
        message = fault(table, column, row)
        if message is not None:
            return [Problem(file, number, f"{table}.{column}", f"{message} The entry was left out.", "entry")]
    return []


def _as_row(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    cells = {column: row.get(column) for column in FIELDS[table]}
    return {
        name: json.dumps(cell) if name in JSON_COLUMNS and (name, cell) != ("content", "") else cell
        for name, cell in cells.items()
    }
