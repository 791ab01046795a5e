from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlite_utils

from prepkit.exchange import archive
from prepkit.model import Clock
from prepkit.practice.clock import clock_at
from prepkit.prepare import keeping
from prepkit.prepare.company import Company, Finding
from prepkit.prepare.interview import (
    Asking,
    Format,
    Heard,
    Interview,
    Outcome,
    begins,
    day_here,
    is_over,
    next_round,
)
from prepkit.store import Database, Store, open_file, open_memory, profiles
from tests.practice.conftest import at

NOW = at()
TODAY = NOW.day
FULL = Interview(
    company="Larkfield Energy",
    role="customer-operations-manager",
    day=date(2026, 3, 20),
    start="10:30",
    tz="Europe/London",
    stage="Second round",
    format=Format.PANEL,
    people="Hannah\nTomasz",
    advert="We look for …",
    notes="Ask “why” — twice",
    ask=(Asking("What is hard?", asked=True, note="Billing days"),),
    done=("cv",),
    heard=(Heard("Why us?", "why-us", 3),),
    surprised="A role play",
)


@pytest.fixture
def store() -> Store:
    return profiles.latest(open_memory(), new_id="me", now=1)


def test_an_interview_comes_back_as_it_was_kept(either_database: Database) -> None:
    mine = profiles.latest(either_database, new_id="me", now=1)
    keeping.put(mine, "one", FULL, 5)
    assert keeping.get(mine, "one") == FULL
    keeping.change(mine, "one", lambda found: replace(found, outcome=Outcome.OFFER), 6)
    found = keeping.get(mine, "one")
    assert found is not None
    assert found.outcome is Outcome.OFFER
    keeping.remove(mine, "one", 7)
    assert keeping.every(mine) == []


def test_the_next_day_passes_over_what_is_past_refused_or_undated(store: Store) -> None:
    assert keeping.next_day(store, NOW) is None
    keeping.put(store, "undated", Interview(company="A"), 1)
    assert keeping.next_day(store, NOW) is None
    keeping.put(store, "past", Interview(company="B", day=TODAY - timedelta(days=1)), 1)
    keeping.put(store, "refused", replace(FULL, day=TODAY + timedelta(days=1), outcome=Outcome.REFUSED), 1)
    keeping.put(store, "late", Interview(company="C", day=TODAY + timedelta(days=9)), 1)
    keeping.put(store, "soon", Interview(company="D", day=TODAY + timedelta(days=3)), 1)
    assert keeping.next_day(store, NOW) == TODAY + timedelta(days=3)
    assert [found for found, _ in keeping.upcoming(store, NOW)] == ["soon", "late", "undated"]
    assert keeping.next_day(store, at(days=4)) == TODAY + timedelta(days=9)
    assert keeping.next_day(store, at(days=10)) is None


def test_interviews_without_a_day_stand_in_the_order_they_were_put_in(store: Store) -> None:
    for moment, name in enumerate(("first", "second", "last")):
        keeping.put(store, f"{9 - moment}", Interview(company=name), moment)
    keeping.put(store, "dated", Interview(company="dated", day=TODAY), 7)
    keeping.change(store, "9", lambda found: replace(found, notes="touched last"), 8)
    assert [found.company for _, found in keeping.every(store)] == ["dated", "first", "second", "last"]


def test_a_beginning_knows_its_zone() -> None:
    assert str(begins(FULL)) == "2026-03-20 10:30:00+00:00"
    assert str(begins(replace(FULL, tz="Asia/Tokyo"))) == "2026-03-20 10:30:00+09:00"
    assert begins(replace(FULL, start="")) is None
    assert begins(replace(FULL, tz="Mars/Olympus")) is None


def test_the_next_round_takes_over_what_stays_the_same() -> None:
    found = next_round(replace(FULL, ask=(*FULL.ask, Asking("Why is the post open?"))), "one")
    assert (found.company, found.role, found.advert, found.previous) == (
        FULL.company,
        FULL.role,
        FULL.advert,
        "one",
    )
    assert found.day is None
    assert found.heard == ()
    assert [one.text for one in found.ask] == ["Why is the post open?"]


def test_a_round_is_added_once_until_something_is_said_of_it(store: Store) -> None:
    names = iter(("two", "three", "four"))
    keeping.put(store, "one", FULL, 1)

    def add(before: str) -> str:
        return keeping.add_next_round(store, before, lambda: next(names), 2)

    assert [add("one"), add("one"), add("two")] == ["two", "two", "two"]
    assert keeping.get(store, "two") == next_round(FULL, "one")
    keeping.change(store, "two", lambda found: replace(found, day=TODAY), 3)
    assert add("two") == "three"
    # Two people may be met in two rounds after the same one.
    assert add("one") == "four"


def test_one_company_whatever_its_name_is_written_like(store: Store) -> None:
    company_id, found = keeping.company(store, " Larkfield  Energy", lambda: "c1")
    assert (company_id, found) == ("c1", Company("Larkfield Energy"))
    keeping.put_company(
        store, company_id, replace(found, findings=(Finding("company-site", "240,000 homes"),)), 5
    )
    again, found = keeping.company(store, "larkfield energy", lambda: "c2")
    assert again == "c1"
    assert found.findings[0].text == "240,000 homes"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ({"start": "25:00"}, "start"),
        ({"day": "tomorrow"}, "day"),
        ({"format": "telepathy"}, "format"),
        ({"company": "x" * 301}, "company"),
        ({"heard": [{"text": "Why us?", "went": 9}]}, "heard.0.went"),
    ],
)
def test_an_interview_from_elsewhere_is_checked(content: dict[str, object], fault: str) -> None:
    assert [said for said in keeping.interview_faults(content) if fault in said]


def test_interviews_and_companies_travel_in_an_archive_and_go_with_the_profile(store: Store) -> None:
    keeping.put(store, "one", FULL, 5)
    keeping.put_company(store, "c1", Company("Larkfield Energy"), 5)
    there = profiles.latest(open_memory(), new_id="you", now=1)
    archive.take_in(there, archive.read("me.json", archive.write(store, at())))
    assert keeping.get(there, "one") == FULL
    assert keeping.company(there, "Larkfield Energy", lambda: "new")[0] == "c1"
    profiles.delete(store)
    assert store.db.rows("SELECT * FROM interviews") == []
    assert store.db.rows("SELECT * FROM companies") == []


def test_a_date_from_an_older_archive_becomes_an_interview(store: Store) -> None:
    whole = json.loads(archive.write(store, at()))
    whole["settings"] = [{"name": "interview_date", "value": "2026-03-20", "updated_at": 7}]
    del whole["interviews"], whole["companies"]
    content = json.dumps(whole).encode()
    for _ in range(2):
        archive.take_in(store, archive.read("old.json", content))
    assert [found.day for _, found in keeping.every(store)] == [date(2026, 3, 20)]
    identity = keeping.every(store)[0][0]
    keeping.change(store, identity, lambda found: replace(found, company="Larkfield"), 8)
    archive.take_in(store, archive.read("old.json", content))
    assert keeping.every(store)[0][1].company == "Larkfield"
    assert store.db.rows("SELECT * FROM settings") == []


def test_a_date_in_an_older_database_becomes_an_interview(tmp_path: Path) -> None:
    path = tmp_path / "prepkit.db"
    profiles.latest(database := open_file(path), new_id="me", now=1)
    database.close()
    older = sqlite_utils.Database(path)
    for table in ("interviews", "companies"):
        older[table].drop()
    older["_sqlite_migrations"].delete_where("name = 'm009_interviews'")
    for profile, day in (("me", '"2026-03-20"'), ("you", "null")):
        older.execute(
            "INSERT INTO profiles (id, name, created_at) VALUES (?, '', 1) ON CONFLICT DO NOTHING", [profile]
        )
        older.execute("INSERT INTO settings VALUES (?, 'interview_date', ?, 7)", [profile, day])
    older.conn.commit()
    older.close()
    database = open_file(path)
    mine = Store(database, "me")
    assert [found.day for _, found in keeping.every(mine)] == [date(2026, 3, 20)]
    assert keeping.every(Store(database, "you")) == []
    assert database.rows("SELECT * FROM settings") == []
    database.close()


def clock_in(moment: str, tz: str) -> Clock:
    return clock_at(datetime.fromisoformat(moment), tz)


@pytest.mark.parametrize(
    ("tz", "day"),
    [("Asia/Kathmandu", date(2026, 12, 10)), ("Europe/London", date(2026, 12, 9))],
)
def test_the_day_is_the_one_where_the_person_is(tz: str, day: date) -> None:
    early = Interview(company="A", day=date(2026, 12, 10), start="00:15", tz="Asia/Kathmandu")
    here = clock_in("2026-11-28T12:00+00:00", tz)
    assert day_here(early, here) == day
    assert day_here(replace(early, start=""), here) == date(2026, 12, 10)


def test_an_interview_is_over_an_hour_after_it_began_or_with_its_day(store: Store) -> None:
    morning = Interview(company="A", day=date(2026, 12, 10), start="09:00", tz="Europe/London")
    evening = replace(morning, company="B", start="19:00")
    keeping.put(store, "morning", morning, 1)
    keeping.put(store, "evening", evening, 1)
    during, after = (clock_in(f"2026-12-10T{hour}+00:00", "Europe/London") for hour in ("09:30", "10:30"))
    assert [found for found, _ in keeping.upcoming(store, during)] == ["morning", "evening"]
    assert [found for found, _ in keeping.upcoming(store, after)] == ["evening"]
    assert is_over(morning, after)
    # Without an hour the whole day belongs to it.
    assert not is_over(replace(morning, start=""), after)
