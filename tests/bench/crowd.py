"""Many visitors at once on one hosted copy: how long a rating takes, and how much memory they need."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from oidc_provider_mock import run_server_in_thread

from tests.bench.measure import Row, Sample
from tests.bench.screen import serving
from tests.bench.server import rss_mb
from tests.bench.visitor import Visitor, practise, visiting
from tests.browser.signing_in import cookies_of, secrets_of, way_in
from tests.postgres import running as postgres

PAUSE_SECONDS = 2.0
CROWD = 20
FIFTY = 50
WARM = 20
FULL_HOUSE = 100
CLOUD_MB = 690.0


def practising_together(scratch: Path, ratings: int) -> list[Row]:
    """Twenty visitors rating a card every two seconds, beside one alone."""
    with serving(scratch, PREPKIT_MODE="hosted") as app:
        alone = asyncio.run(_practising(app.url, 1, ratings))
    with serving(scratch, PREPKIT_MODE="hosted") as app:
        crowd = asyncio.run(_practising(app.url, CROWD, ratings))
    name = f"rate, {CROWD} visitors at once"
    return [Row(name, crowd, "one visitor", alone, {"p95": 3.0})]


def fifty_at_once(scratch: Path, ratings: int) -> list[Row]:
    """Fifty people rating a card every two seconds, in each way that their data are kept."""
    with serving(scratch, PREPKIT_MODE="hosted") as app:
        strangers = asyncio.run(_practising(app.url, FIFTY, ratings))
    with serving(scratch) as app:
        windows = asyncio.run(_practising(app.url, FIFTY, ratings))
    taken = {"strangers": strangers, "windows of one person": windows}
    taken["people signed in, SQLite"] = _signed_in(scratch, ratings)
    with postgres() as server:
        url = server.engine(empty=True).url.render_as_string(hide_password=False)
        taken["people signed in, PostgreSQL"] = _signed_in(scratch, ratings, url)
    return [Row(f"rate, {FIFTY} {kind} at once", sample) for kind, sample in taken.items()]


def _signed_in(scratch: Path, ratings: int, database: str = "") -> Sample:
    secrets = scratch / "secrets.toml"
    options = [f"--secrets.files={secrets}"]
    with (
        run_server_in_thread() as provider,
        serving(scratch, options=options, PREPKIT_MODE="hosted") as app,
    ):
        secrets.write_text(secrets_of(app.url, provider.server_port, database), "utf-8")
        login = asyncio.run(way_in(app.url))
        cookies = [cookies_of(app.url, login, f"person-{number}") for number in range(FIFTY)]
        return asyncio.run(_practising(app.url, FIFTY, ratings, cookies))


def coming_and_going(scratch: Path, sessions: int) -> list[Row]:
    """What a session that has ended leaves behind, from the twentieth of them to the last."""

    async def visit(url: str) -> None:
        async with visiting(url) as visitor:
            await visitor.visit("progress")
            await _start(visitor)
            await practise(visitor)

    options = ["--server.disconnectedSessionTTL=1"]
    with serving(scratch, options=options, PREPKIT_MODE="hosted") as app:
        for number in range(sessions):
            asyncio.run(visit(app.url))
            if number == WARM:
                asyncio.run(asyncio.sleep(PAUSE_SECONDS))
                before = rss_mb(app.pid)
        asyncio.run(asyncio.sleep(PAUSE_SECONDS))
        left = rss_mb(app.pid) - before
    return [Row(f"memory kept after {sessions - WARM} sessions that ended", _mb(left))]


def full_house(scratch: Path, _: int) -> list[Row]:
    """The memory of one visitor's server, of each further one, and of a hundred."""
    with (
        serving(scratch, PREPKIT_MODE="hosted") as app,
        serving(scratch, "frame_and_chart.py") as bare,
    ):
        ours = asyncio.run(_filling(app.url, app.pid))
        floor = asyncio.run(_filling(bare.url, bare.pid, practising=False))
    one, ten, hundred = ours
    each = (hundred - ten) / (FULL_HOUSE - 10)
    return [
        Row("server memory, one visitor", _mb(one), "bare frame and chart", _mb(floor[0]), {"median": 1.25}),
        Row("memory of each further visitor", _mb(each), "the limit", _mb(3.0), {"median": 1.0}),
        Row(f"memory, {FULL_HOUSE} visitors", _mb(hundred), "the limit", _mb(CLOUD_MB), {"median": 1.0}),
    ]


def _mb(value: float) -> Sample:
    return Sample("MB", (value,))


async def _practising(
    url: str, visitors: int, ratings: int, cookies: Sequence[Mapping[str, str]] = ()
) -> Sample:
    async def one(number: int) -> list[float]:
        # Never in step: people are not.
        rng = random.Random(number)
        async with visiting(url, cookies[number] if cookies else None) as visitor:
            await _start(visitor)
            await asyncio.sleep(rng.uniform(0, PAUSE_SECONDS))
            taken = []
            for _ in range(ratings):
                taken.append(await practise(visitor))
                await asyncio.sleep(PAUSE_SECONDS)
            return taken

    everyone = await asyncio.gather(*(one(number) for number in range(visitors)))
    return Sample("ms", tuple(value for taken in everyone for value in taken))


async def _start(visitor: Visitor) -> None:
    """A session over the whole bank, so that nobody runs out of cards."""
    await visitor.visit("browse")
    await visitor.click("practise_list")


async def _filling(url: str, pid: int, *, practising: bool = True) -> tuple[float, float, float]:
    """Memory with 1, 10 and 100 visitors, each after a look at Progress and a rated card."""
    found = []
    async with AsyncExitStack() as stack:
        for number in range(1, FULL_HOUSE + 1):
            visitor = await stack.enter_async_context(visiting(url))
            if practising:
                await visitor.visit("progress")
                await _start(visitor)
                await practise(visitor)
            if number in (1, 10, FULL_HOUSE):
                found.append(rss_mb(pid))
    return found[0], found[1], found[2]
