from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from prepkit.exchange import archive
from prepkit.interviews import repository
from prepkit.interviews.appointment import (
    Asking,
    Format,
    Interview,
    InterviewOutcome,
    QuestionHeard,
    begins,
    day_here,
    is_over,
    next_round,
)
from prepkit.interviews.company import Company, Finding
from prepkit.model import Clock
from prepkit.practice.clock import clock_at
from prepkit.store import Database, Store, open_memory, profiles
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
    heard=(QuestionHeard("Why us?", "why-us", 3),),
    surprised="A role play",
)


@pytest.fixture
def store() -> Store:
    return profiles.latest(open_memory(), new_id="me", now=1)


def test_an_interview_comes_back_as_it_was_kept(either_database: Database) -> None:
    mine = profiles.latest(either_database, new_id="me", now=1)
    repository.save(mine, "one", FULL, 5)
    assert repository.get(mine, "one") == FULL
    repository.change(mine, "one", lambda found: replace(found, outcome=InterviewOutcome.OFFER), 6)
    found = repository.get(mine, "one")
    assert found is not None
    assert found.outcome is InterviewOutcome.OFFER
    repository.delete(mine, "one", 7)
    assert repository.list_all(mine) == []


def test_the_next_day_passes_over_what_is_past_refused_or_undated(store: Store) -> None:
    assert repository.next_day(store, NOW) is None
    repository.save(store, "undated", Interview(company="A"), 1)
    assert repository.next_day(store, NOW) is None
    repository.save(store, "past", Interview(company="B", day=TODAY - timedelta(days=1)), 1)
    repository.save(
        store, "refused", replace(FULL, day=TODAY + timedelta(days=1), outcome=InterviewOutcome.REFUSED), 1
    )
    repository.save(store, "late", Interview(company="C", day=TODAY + timedelta(days=9)), 1)
    repository.save(store, "soon", Interview(company="D", day=TODAY + timedelta(days=3)), 1)
    assert repository.next_day(store, NOW) == TODAY + timedelta(days=3)
    assert [found for found, _ in repository.upcoming(store, NOW)] == ["soon", "late", "undated"]
    assert repository.next_day(store, at(days=4)) == TODAY + timedelta(days=9)
    assert repository.next_day(store, at(days=10)) is None


def test_interviews_without_a_day_stand_in_the_order_they_were_put_in(store: Store) -> None:
    for moment, name in enumerate(("first", "second", "last")):
        repository.save(store, f"{9 - moment}", Interview(company=name), moment)
    repository.save(store, "dated", Interview(company="dated", day=TODAY), 7)
    repository.change(store, "9", lambda found: replace(found, notes="touched last"), 8)
    assert [found.company for _, found in repository.list_all(store)] == ["dated", "first", "second", "last"]


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
    repository.save(store, "one", FULL, 1)

    def add(before: str) -> str:
        return repository.add_next_round(store, before, lambda: next(names), 2)

    assert [add("one"), add("one"), add("two")] == ["two", "two", "two"]
    assert repository.get(store, "two") == next_round(FULL, "one")
    repository.change(store, "two", lambda found: replace(found, day=TODAY), 3)
    assert add("two") == "three"
    # Two people may be met in two rounds after the same one.
    assert add("one") == "four"


def test_one_company_whatever_its_name_is_written_like(store: Store) -> None:
    company_id, found = repository.company(store, " Larkfield  Energy", lambda: "c1")
    assert (company_id, found) == ("c1", Company("Larkfield Energy"))
    repository.save_company(
        store, company_id, replace(found, findings=(Finding("company-site", "240,000 homes"),)), 5
    )
    again, found = repository.company(store, "larkfield energy", lambda: "c2")
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
    assert [said for said in repository.INTERVIEWS.faults(content) if fault in said]


def test_interviews_and_companies_travel_in_an_archive_and_go_with_the_profile(store: Store) -> None:
    repository.save(store, "one", FULL, 5)
    repository.save_company(store, "c1", Company("Larkfield Energy"), 5)
    there = profiles.latest(open_memory(), new_id="you", now=1)
    archive.merge(there, archive.read("me.json", archive.write(store, at())))
    assert repository.get(there, "one") == FULL
    assert repository.company(there, "Larkfield Energy", lambda: "new")[0] == "c1"
    profiles.delete(store)
    assert store.db.rows("SELECT * FROM interviews") == []
    assert store.db.rows("SELECT * FROM companies") == []


def test_a_date_from_an_older_archive_becomes_an_interview(store: Store) -> None:
    whole = json.loads(archive.write(store, at()))
    whole["settings"] = [{"name": "interview_date", "value": "2026-03-20", "updated_at": 7}]
    del whole["interviews"], whole["companies"]
    content = json.dumps(whole).encode()
    for _ in range(2):
        archive.merge(store, archive.read("old.json", content))
    assert [found.day for _, found in repository.list_all(store)] == [date(2026, 3, 20)]
    identity = repository.list_all(store)[0][0]
    repository.change(store, identity, lambda found: replace(found, company="Larkfield"), 8)
    archive.merge(store, archive.read("old.json", content))
    assert repository.list_all(store)[0][1].company == "Larkfield"
    assert store.db.rows("SELECT * FROM settings") == []


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
    repository.save(store, "morning", morning, 1)
    repository.save(store, "evening", evening, 1)
    during, after = (clock_in(f"2026-12-10T{hour}+00:00", "Europe/London") for hour in ("09:30", "10:30"))
    assert [found for found, _ in repository.upcoming(store, during)] == ["morning", "evening"]
    assert [found for found, _ in repository.upcoming(store, after)] == ["evening"]
    assert is_over(morning, after)
    # Without an hour the whole day belongs to it.
    assert not is_over(replace(morning, start=""), after)
