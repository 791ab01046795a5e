"""Writes everything a profile owns as one JSON file, and reads it. ``docs/archive.md`` has the format."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, NoReturn

from prepkit.errors import Problem, UnusableArchive
from prepkit.exchange import copies, entries
from prepkit.exchange.fields import FIELDS, PROFILE, fault
from prepkit.exchange.inspection import entry_fault
from prepkit.model import Clock
from prepkit.practice import replay
from prepkit.store import Store, actions, deleted_clients, merging, moving, profiles, settings, unreadable
from prepkit.store.tables import TABLES, Row

FORMAT, VERSION = "prepkit", 1
MAX_PROBLEMS = 1_000
"""How many faults are listed before the whole file is refused."""
MAX_CLIENTS = 500


@dataclass(frozen=True, slots=True)
class Archive:
    """The contents of an archive, checked cell by cell: rows by table as ``merging.merge`` takes them.

    ``problems`` lists the rows that were left out. ``made_at`` is the moment the file says it was written.
    ``clients`` are a coach's, by id, each with tables of their own. ``actions`` are the steps that can be
    undone; only the copy in a visitor's own browser has them.
    """

    name: str
    renamed_at: int
    made_at: str
    tables: Mapping[str, Sequence[Row]]
    problems: tuple[Problem, ...]
    clients: Mapping[str, Archive] = field(default_factory=dict)
    actions: Sequence[Row] = ()

    def count(self, table: str) -> int:
        """Count the usable rows of a table; removed ones are not counted."""
        return sum(row.get("content", True) != "" for row in self.tables.get(table, ()))


def write(store: Store, clock: Clock, *, session: str | None = None) -> bytes:
    """Write the profile as JSON in UTF-8, one row to a line so that two archives can be compared.

    With a ``session`` (the id of a mock), only this mock, its attempts and their scores.
    """
    if session is None:
        tables = _all_rows(store)
    else:
        tables, left_out = _readable(_session_rows(merging.dump(store), session))
        tables |= _as_unreadable(left_out)
    header = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": datetime.fromtimestamp(clock.now // 1_000_000, UTC).isoformat(),
        "profile": profiles.named(store),
    }
    parts = [f'"{name}": {json.dumps(value)}' for name, value in header.items()]
    parts += _lines(tables)
    clients = [_client(store, client.id) for client in profiles.clients(store)] if session is None else []
    if clients:
        parts.append('"clients": [\n' + ",\n".join(clients) + "\n]")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def read(file: str, content: bytes) -> Archive:
    """Read and check an untrusted archive. Raises UnusableArchive when nothing of it can be used."""
    whole = _parse(file, content)
    archive = _read_profile(file, whole, whole.get("profile"), [])
    made_at = whole.get("made_at")
    problems = list(archive.problems)
    clients = _read_clients(file, whole.get("clients", []), problems)
    return replace(
        archive,
        made_at=made_at if isinstance(made_at, str) else "",
        problems=tuple(problems),
        clients=clients,
    )


def read_browser_copy(file: str, content: bytes) -> Archive:
    """Read and check the copy in a visitor's own browser, which has actions to undo and no clients."""
    archive = replace(read(file, content), clients={})
    steps, problems = entries.read_actions(file, _parse(file, content).get("actions"))
    return replace(archive, actions=steps, problems=(*archive.problems, *problems))


def merge(store: Store, archive: Archive, *, with_clients: bool = True) -> int:
    """Merge an archive into a profile, all or nothing; returns how many attempts were new.

    Merging the same file twice changes nothing, and two profiles that merge each other's
    archives end with the same data, whichever goes first.
    """
    with store.transaction():
        added = _merge_tables(store, archive)
        if with_clients:
            for client_id, client in archive.clients.items():
                _merge_client(store, client_id, client)
            for changed in moving.follow_mocks(store) if archive.clients else ():
                replay.rebuild(changed, settings.load(changed).retention)
        deleted_clients.delete_outdated(store)
    return added


def _merge_tables(store: Store, archive: Archive) -> int:
    """Merge the rows of one profile and rebuild its card states; returns how many attempts were new."""
    profiles.take_name(store, archive.name, archive.renamed_at)
    added = merging.merge(store, archive.tables)
    actions.merge(store, archive.actions)
    replay.rebuild(store, settings.load(store).retention)
    return added


def _merge_client(coach: Store, client_id: str, client: Archive) -> None:
    """Merge one client, who keeps their id unless another profile of this database has it.

    Then the client gets another id, the same each time, and copies of the attempts.
    """
    if profiles.is_taken(coach, client_id):
        client_id = copies.copied_id(coach.profile_id, client_id)
        client = replace(client, tables=copies.copy_attempts(client.tables, client_id))
    deleted = deleted_clients.list_all(coach).get(client_id)
    if deleted is not None and deleted >= max(client.renamed_at, merging.last_change(client.tables)):
        return
    store = profiles.client(coach, client_id)
    if store is None:
        # ``_merge_tables`` sets the name, with the moment at which it was given.
        store = profiles.add_client(coach, "", new_id=client_id, now=0)
    _merge_tables(store, client)


def _all_rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return every row of a profile in the form of an archive, also the rows that cannot be read."""
    tables, left_out = _readable(merging.dump(store))
    left_out += [(entry.table, entry.entry, entry.reason) for entry in unreadable.list_all(store)]
    return tables | _as_unreadable(left_out)


def _as_unreadable(left_out: Sequence[tuple[str, str, str]]) -> dict[str, list[dict[str, Any]]]:
    """Make the table ``unreadable`` of (table, row as text, fault); no table if there are none."""
    names = ("table", "entry", "reason")
    return {"unreadable": [dict(zip(names, entry, strict=True)) for entry in left_out]} if left_out else {}


def _lines(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """Write each table as a JSON member, one row to a line."""
    parts = []
    for name, rows in tables.items():
        body = ",\n".join(json.dumps(row) for row in rows)
        parts.append(f'"{name}": [\n{body}\n]' if rows else f'"{name}": []')
    return parts


def _client(coach: Store, client_id: str) -> str:
    """Write a coach's client as a JSON object."""
    store = Store(coach.db, client_id)
    head = [f'"id": {json.dumps(client_id)}', f'"profile": {json.dumps(profiles.named(store))}']
    return "{" + ",\n".join(head + _lines(_all_rows(store))) + "}"


def _read_profile(
    file: str, whole: Mapping[str, Any], profile_entry: object, earlier: Sequence[Problem]
) -> Archive:
    """Read one profile's tables; ``earlier`` are the problems that the file has had so far."""
    profile, problems = _profile(file, profile_entry)
    tables: dict[str, list[Row]] = {}
    for table in TABLES:
        rows = whole.get(table, [])
        if not isinstance(rows, list):
            raise UnusableArchive(file, f"“{table}” should be a list")
        tables[table] = []
        for number, row in enumerate(rows, start=1):
            faults = _faults(file, table, number, row)
            if faults:
                problems += faults
            else:
                tables[table].append(TABLES[table].as_row(row))
            if len(earlier) + len(problems) > MAX_PROBLEMS:
                raise UnusableArchive(
                    file, f"more than {MAX_PROBLEMS:,} entries are wrong, first: {[*earlier, *problems][0]}"
                )
    return Archive(profile["name"], profile["renamed_at"], "", tables, tuple(problems))


def _read_clients(file: str, client_entries: object, problems: list[Problem]) -> dict[str, Archive]:
    """Read a coach's clients by id, each checked as a profile is; faults are added to ``problems``."""
    clients: dict[str, Archive] = {}
    if not isinstance(client_entries, list):
        problems.append(Problem(file, None, "clients", "This should be a list of clients."))
        return clients
    if len(client_entries) > MAX_CLIENTS:
        too_many = f"There are {len(client_entries):,} clients; only the first {MAX_CLIENTS} are read."
        problems.append(Problem(file, None, "clients", too_many))
    for number, entry in enumerate(client_entries[:MAX_CLIENTS], start=1):
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
    """Return what is wrong with a client's id, as a sentence; None if it can be used."""
    if not isinstance(entry, dict):
        return "This entry is no object."
    client_id = entry.get("id")
    message = FIELDS["mocks"]["id"](client_id)
    if message is None and (len(entry["id"]) > profiles.LONGEST_ID or entry["id"] in before):
        return "This is too long for an id, or there is such a client already."
    return message


def _readable(
    rows_of: Mapping[str, Sequence[Row]],
) -> tuple[dict[str, list[dict[str, Any]]], list[tuple[str, str, str]]]:
    """Split rows into those that can be read, by table, and others as (table, row as text, fault)."""
    tables: dict[str, list[dict[str, Any]]] = {}
    left_out = []
    for table, rows in rows_of.items():
        tables[table] = []
        for row in rows:
            reason = entry_fault(table, row)
            if reason is None:
                tables[table].append(TABLES[table].as_json(row))
            else:
                left_out.append((table, unreadable.as_text(row), reason))
    return tables, left_out


def _session_rows(tables: Mapping[str, list[Row]], session: str) -> dict[str, list[Row]]:
    """Select the rows that belong to one mock: its attempts, their voids and scores, and the mock itself."""
    attempt_ids = {row["id"] for row in tables["attempts"] if row["session_id"] == session}
    keys = {
        "attempts": ("id", attempt_ids),
        "voids": ("attempt_id", attempt_ids),
        "scores": ("attempt_id", attempt_ids),
    }
    keys["mocks"] = ("id", {session})
    return {
        table: [row for row in rows if row[keys[table][0]] in keys[table][1]] if table in keys else []
        for table, rows in tables.items()
    }


def _parse(file: str, content: bytes) -> dict[str, Any]:
    """Parse a file and check its format and version. Raises UnusableArchive."""
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
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


def _refuse_constant(name: str) -> NoReturn:
    """Raise ValueError for NaN and the infinities, which JSON does not have."""
    raise ValueError(f"{name} is no number")


def _profile(file: str, entry: object) -> tuple[dict[str, Any], list[Problem]]:
    """Check the profile's own entry; returns an empty name and a problem if it cannot be used."""
    blank = {"name": "", "renamed_at": 0}
    if not isinstance(entry, dict):
        return blank, [Problem(file, None, None, "The profile's name is missing.")]
    for name, rule in PROFILE.items():
        message = rule(entry.get(name))
        if message is not None:
            return blank, [Problem(file, None, f"profile.{name}", message)]
    return {name: entry[name] for name in PROFILE}, []


def _faults(file: str, table: str, number: int, row: object) -> list[Problem]:
    """Return the first problem of a row in a list; an empty list if it is sound."""
    if not isinstance(row, dict):
        return [Problem(file, number, table, "This entry is no object; it was left out.", "entry")]
    for column in FIELDS[table]:
        message = fault(table, column, row)
        if message is not None:
            return [Problem(file, number, f"{table}.{column}", f"{message} The entry was left out.", "entry")]
    return []
