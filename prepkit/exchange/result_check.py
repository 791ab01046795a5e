"""Checks a client's file before a coach keeps it: whose it is, what it answers and what is here already."""

from __future__ import annotations

from collections.abc import Iterator

from prepkit.coaching import repository as assignments
from prepkit.exchange import results
from prepkit.exchange.archive import Archive
from prepkit.store import Store, merging, profiles
from prepkit.store.profiles import Profile


def warnings(coach: Store, client: Store, result_file: Archive) -> list[str]:
    """Return what speaks against adding a file to a client, a sentence each."""
    return [
        *_of_another_person(client, result_file),
        *_of_other_assignments(coach, client, result_file),
        *_here_already(client, result_file),
        *_elsewhere_already(coach, client, result_file),
    ]


def client_named(coach: Store, client: Store, result_file: Archive) -> Profile | None:
    """Return another client whose name fits the file's; None where this client's fits or nobody's does."""
    if not result_file.name.strip() or is_same_name(profiles.name(client), result_file.name):
        return None
    return next(
        (other for other in profiles.clients(coach) if is_same_name(other.name, result_file.name)), None
    )


def is_same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's: all words of one are in the other."""
    words, other_words = set(one.casefold().split()), set(other.casefold().split())
    return bool(words and other_words) and (words <= other_words or other_words <= words)


def _of_another_person(client: Store, result_file: Archive) -> Iterator[str]:
    name, sender = profiles.name(client), result_file.name.strip()
    if sender and name and not is_same_name(name, sender):
        yield f"This file is from {sender}, and this page is {name}'s."


def _of_other_assignments(coach: Store, client: Store, result_file: Archive) -> Iterator[str]:
    own = {row["id"] for row in merging.rows_of(coach, "assignments")}
    names = {profile.id: profile.name for profile in profiles.clients(coach)}
    answered = {mock.assignment: mock for _, mock in results.mocks_in(result_file) if mock.assignment}
    for assignment_id, mock in answered.items():
        title = mock.title or "an assignment without a title"
        if assignment_id not in own:
            setter = f" ({mock.set_by} set it)" if mock.set_by else ""
            yield f"It answers “{title}”, which is not one of your assignments{setter}."
            continue
        assignment = assignments.get(coach, assignment_id)
        meant_for = assignment.client if assignment else ""
        if meant_for and meant_for != client.profile_id:
            yield f"It answers “{title}”, which you set for {names.get(meant_for, 'another client')}."


def _here_already(client: Store, result_file: Archive) -> Iterator[str]:
    sent = [mock_id for mock_id, _ in results.mocks_in(result_file)]
    is_here = _mocks_of(client)
    count = sum(is_here.get(mock_id, False) for mock_id in sent)
    if count:
        yield f"{_some(count, len(sent), 'is', 'are')} here already."
    count = sum(not is_here.get(mock_id, True) for mock_id in sent)
    if count:
        removed = _some(count, len(sent), "was", "were")
        yield f"{removed} deleted or moved from this page before. It only comes back if changed since."


def _elsewhere_already(coach: Store, client: Store, result_file: Archive) -> Iterator[str]:
    sent = [mock_id for mock_id, _ in results.mocks_in(result_file)]
    for other in profiles.clients(coach) if sent else []:
        is_there = _mocks_of(Store(coach.db, other.id))
        count = sum(is_there.get(mock_id, False) for mock_id in sent)
        if count and other.id != client.profile_id:
            there = f"{_some(count, len(sent), 'is', 'are')} on {other.name}'s page already"
            yield f"{there}: move it from there, or it counts twice."


def _mocks_of(client: Store) -> dict[str, bool]:
    """Return the ids of a client's mocks, each with whether it is still there."""
    return {row["id"]: bool(row["content"]) for row in merging.rows_of(client, "mocks")}


def _some(count: int, total: int, verb: str, verb_of_many: str) -> str:
    """Return the beginning of a sentence about some of a file's interviews."""
    if total == 1:
        return f"Its interview {verb}"
    if count == total:
        return f"All {total} of its interviews {verb_of_many}"
    return f"{count} of its {total} interviews {verb if count == 1 else verb_of_many}"
