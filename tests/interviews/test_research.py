from __future__ import annotations

import pytest

from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview
from prepkit.interviews.company import MOST_FINDINGS, Company, Finding, added, joined, with_done, without
from prepkit.store import Database, Store, open_memory, profiles

HOMES = Finding("company-site", "240,000 homes")
DEPOTS = Finding("company-site", "Nine depots")


@pytest.fixture
def store() -> Store:
    return profiles.latest(open_memory(), new_id="me", now=1)


def looked_up(store: Store, name: str, *found: Finding) -> None:
    repository.change_company(store, name, lambda company: added(company, *found), lambda: f"id {name}", 2)


def found_on(store: Store, name: str) -> tuple[Finding, ...]:
    return repository.company(store, name, lambda: "new")[1].findings


def left(store: Store) -> list[str]:
    return [found.name for _, found in repository.companies_without_interview(store)]


def test_research_goes_along_when_the_name_is_put_right(either_database: Database) -> None:
    store = profiles.latest(either_database, new_id="me", now=1)
    repository.save(store, "one", Interview(company="Northwind Parcel"), 1)
    looked_up(store, "Northwind Parcel", DEPOTS)
    assert repository.rename_company(store, "one", "Northwind Parcels", 3) is None
    assert found_on(store, "Northwind Parcels") == (DEPOTS,)
    assert found_on(store, "Northwind Parcel") == ()
    interview = repository.get(store, "one")
    assert interview is not None
    assert interview.company == "Northwind Parcels"
    assert left(store) == []


def test_research_stays_where_another_round_still_has_the_old_name(store: Store) -> None:
    for one in ("first", "second"):
        repository.save(store, one, Interview(company="Northwind Parcel"), 1)
    looked_up(store, "Northwind Parcel", DEPOTS)
    stays = repository.rename_company(store, "second", "Northwind Parcels", 3)
    assert stays is not None
    assert stays.findings == (DEPOTS,)
    assert found_on(store, "Northwind Parcel") == (DEPOTS,)
    assert repository.rename_company(store, "first", "Northwind Parcels", 4) is None
    assert found_on(store, "Northwind Parcels") == (DEPOTS,)


def test_research_under_the_new_name_is_not_overwritten(store: Store) -> None:
    repository.save(store, "one", Interview(company="Northwind Parcel"), 1)
    looked_up(store, "Northwind Parcel", DEPOTS)
    looked_up(store, "Northwind Parcels", HOMES)
    stays = repository.rename_company(store, "one", "Northwind Parcels", 3)
    assert stays is not None
    assert stays.name == "Northwind Parcel"
    assert found_on(store, "Northwind Parcels") == (HOMES,)
    assert left(store) == ["Northwind Parcel"]
    ((old, _),) = repository.companies_without_interview(store)
    assert repository.move_company(store, old, "Northwind Parcels", lambda: "new", 4)
    assert found_on(store, "Northwind Parcels") == (HOMES, DEPOTS)
    assert left(store) == []


def test_a_name_taken_away_or_spelled_anew_loses_nothing(store: Store) -> None:
    repository.save(store, "one", Interview(company="northwind"), 1)
    looked_up(store, "northwind", DEPOTS)
    assert repository.rename_company(store, "one", "Northwind", 3) is None
    assert repository.company(store, "Northwind", lambda: "new")[1].name == "Northwind"
    assert repository.rename_company(store, "one", "", 4) is not None
    assert left(store) == ["Northwind"]
    assert repository.rename_company(store, "gone", "Other", 5) is None


def test_what_is_moved_stays_if_there_is_no_room(store: Store) -> None:
    many = [Finding("x", str(n)) for n in range(MOST_FINDINGS)]
    repository.save(store, "one", Interview(company="Full"), 1)
    looked_up(store, "Full", *many)
    looked_up(store, "Other", DEPOTS)
    assert not repository.move_company(store, "id Other", "Full", lambda: "new", 3)
    assert found_on(store, "Other") == (DEPOTS,)
    assert len(found_on(store, "Full")) == MOST_FINDINGS
    assert repository.move_company(store, "id Other", "other", lambda: "new", 4)
    assert found_on(store, "Other") == (DEPOTS,)


def test_research_is_forgotten_whole_and_its_interview_stays(store: Store) -> None:
    repository.save(store, "one", Interview(company="Northwind"), 1)
    # Begun on two computers, and brought together.
    for company_id in ("here", "there"):
        repository.save_company(store, company_id, Company("Northwind", (DEPOTS,)), 2)
    repository.forget_company(store, " NORTHWIND", 3)
    assert found_on(store, "Northwind") == ()
    assert [found for found, _ in repository.list_all(store)] == ["one"]
    kept = store.db.rows("SELECT content FROM companies")
    assert [row["content"] for row in kept] == ["", ""]


def test_a_company_of_which_nothing_is_left_is_not_kept(store: Store) -> None:
    looked_up(store, "Northwind", DEPOTS)
    assert left(store) == ["Northwind"]
    repository.change_company(store, "Northwind", lambda one: without(one, DEPOTS), lambda: "new", 3)
    assert left(store) == []


def test_what_two_names_hold_is_joined_without_repeating() -> None:
    one = with_done(Company("One", (DEPOTS,)), "company-site", True)
    other = Company("Other", (DEPOTS, HOMES), ("company-site", "social-channels"))
    both = joined(one, other)
    assert both == Company("One", (DEPOTS, HOMES), ("company-site", "social-channels"))
    assert without(both, DEPOTS).findings == (HOMES,)
