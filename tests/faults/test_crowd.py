"""Fifty people rating at once on one real server: whatever was acknowledged is there once, and theirs."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from oidc_provider_mock import run_server_in_thread

from prepkit.practice import replay
from prepkit.store import Database, Store, open_file, profiles, settings, tallies
from prepkit.store.postgres import PostgresDatabase
from tests.bench.visitor import Visitor, practise, run, visiting
from tests.browser.server import AppServer
from tests.browser.signing_in import cookies_of, secrets_of, way_in
from tests.postgres import PostgresServer

pytestmark = pytest.mark.faults

PEOPLE, RATINGS = 50, 6


@contextmanager
def serving(server: AppServer) -> Iterator[AppServer]:
    server.start()
    try:
        yield server
    finally:
        server.stop()


async def rate_cards(url: str, cookies: dict[str, str] | None, seed: int) -> Visitor:
    """A visitor who rates some cards, out of step with everybody else."""
    rng = random.Random(seed)
    async with visiting(url, cookies) as visitor:
        await visitor.visit("browse")
        await visitor.click("practise_list")
        for _ in range(RATINGS):
            await asyncio.sleep(rng.uniform(0, 0.2))
            await practise(visitor)
        return visitor


async def crowd(url: str, cookies: list[dict[str, str] | None]) -> list[Visitor]:
    return await asyncio.gather(*(rate_cards(url, cookie, seed) for seed, cookie in enumerate(cookies)))


def test_strangers(tmp_path: Path) -> None:
    with serving(AppServer(tmp_path / "data", tmp_path / "log", {"PREPKIT_MODE": "hosted"})) as app:
        visitors = run(crowd(app.url, [None] * PEOPLE))
    made = [{name for name in visitor.kept if name.startswith("attempts:")} for visitor in visitors]
    assert [len(names) for names in made] == [RATINGS] * PEOPLE
    assert len(set().union(*made)) == PEOPLE * RATINGS
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_people_who_signed_in(tmp_path: Path, kind: str, postgres: PostgresServer) -> None:
    secrets = tmp_path / "secrets.toml"
    server = AppServer(
        tmp_path / "data",
        tmp_path / "log",
        {"PREPKIT_MODE": "hosted"},
        options=[f"--secrets.files={secrets}"],
    )
    engine = postgres.engine(empty=True)
    url = engine.url.render_as_string(hide_password=False) if kind == "postgresql" else ""
    with run_server_in_thread() as provider:
        secrets.write_text(secrets_of(server.url, provider.server_port, url), "utf-8")
        with serving(server) as app:
            login = run(way_in(app.url))
            cookies = [cookies_of(app.url, login, f"person-{number}") for number in range(PEOPLE)]
            run(crowd(app.url, [*cookies]))
    database: Database = (
        PostgresDatabase(engine)
        if kind == "postgresql"
        else open_file(tmp_path / "data" / "people" / "prepkit.db")
    )
    rows = database.rows("SELECT identity FROM attempts JOIN profiles ON profiles.id = profile_id")
    found = Counter(row["identity"].rpartition(" ")[2] for row in rows)
    assert found == {f"person-{number}": RATINGS for number in range(PEOPLE)}
    database.close()


def test_windows_of_one_person(tmp_path: Path) -> None:
    """All windows show the one session, so some ratings are of a card that another window rated first."""
    with serving(AppServer(tmp_path / "data", tmp_path / "log")) as app:
        run(crowd(app.url, [None] * PEOPLE))
    database = open_file(tmp_path / "data" / "prepkit.db")
    store = profiles.latest(database, new_id="none", now=0)
    sequence = [row["seq"] for row in database.rows("SELECT seq FROM attempts ORDER BY seq")]
    assert sequence == list(range(1, len(sequence) + 1))
    assert RATINGS <= len(sequence) <= PEOPLE * RATINGS
    before = caches(store)
    replay.rebuild(store, settings.load(store).retention)
    tallies.recount(store)
    assert caches(store) == before
    database.close()


def caches(store: Store) -> list[list[tuple[object, ...]]]:
    """What is worked out from the attempts, to twelve digits: sums in another order differ in the last."""
    tables = [store.db.tuples(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in CACHES]
    return [
        [tuple(f"{cell:.12g}" if isinstance(cell, float) else cell for cell in row) for row in rows]
        for rows in tables
    ]


CACHES = ("card_states", "tallies")
