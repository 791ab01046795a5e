"""A real server and a real Chromium for the browser tests.

``app`` is shared by a whole worker: use it where the data do not matter. ``start_app`` gives a server with
an empty data folder that the test may stop, kill and start again. ``new_page`` opens a window, ``same_page``
one that the tests of a file share.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.page import PATIENCE
from tests.browser.server import AppServer

HERE = Path(__file__).parent

expect.set_options(timeout=PATIENCE)


class StartApp(Protocol):
    def __call__(self, *options: str, **env: str) -> AppServer: ...


class NewPage(Protocol):
    def __call__(
        self, width: int = 1440, height: int = 900, theme: Literal["light", "dark"] = "light"
    ) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and isinstance(item, pytest.Function):
        for server in _servers(item):
            report.sections.append((f"Log of {server.url}", server.tail()))
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the worker. Without any: failure where required, else a skip that says so."""
    path = chromium.find()
    if path is None:
        if chromium.is_required():
            pytest.fail(chromium.MISSING)
        pytest.skip(chromium.MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """One server for the whole worker, its data shared by every test that uses it."""
    folder = tmp_path_factory.mktemp("app")
    server = AppServer(folder / "data", folder / "server.log")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def servers() -> Iterator[list[AppServer]]:
    """The servers this test started, in order."""
    started: list[AppServer] = []
    yield started
    for server in started:
        server.stop()


@pytest.fixture
def start_app(servers: list[AppServer], tmp_path: Path) -> StartApp:
    """Start a server on an empty data folder of its own: ``start_app(PREPKIT_DEMO="1")``."""

    def start(*options: str, **env: str) -> AppServer:
        name = f"app-{len(servers)}"
        server = AppServer(tmp_path / name, tmp_path / f"{name}.log", env, options=options)
        servers.append(server)
        server.start()
        return server

    return start


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Open a window of its own, with its own cookies: ``new_page(width=390, height=844, theme="dark")``."""
    with _windows(browser) as new:
        yield new


@pytest.fixture(scope="module")
def same_page(browser: Browser) -> Iterator[NewPage]:
    """One window for each size and theme, kept for the module: for tests that only look at a page.

    A window of its own reads the whole front end again, which takes longer than most of what is looked at.
    """
    with _windows(browser) as new:
        yield cache(new)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A desktop window in the light theme."""
    return new_page()


@contextmanager
def _windows(browser: Browser) -> Iterator[NewPage]:
    contexts: list[BrowserContext] = []

    def new(width: int = 1440, height: int = 900, theme: Literal["light", "dark"] = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


def _servers(item: pytest.Function) -> list[AppServer]:
    own, shared = item.funcargs.get("servers", []), item.funcargs.get("app")
    known = [*own, shared] if isinstance(own, list) else [shared]
    return [server for server in known if isinstance(server, AppServer)]
