"""A real server and a real Chromium for the browser tests.

``app`` is shared by a whole worker: use it where the data do not matter. ``start_app`` gives a server with
an empty data folder that the test may stop, kill and start again. ``new_page`` opens a window, ``same_page``
one that the tests of a file share, ``own_page`` one for a test that changes the window itself.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.page import PATIENCE
from tests.browser.server import AppServer, free_port

Look = tuple[int, int, Literal["light", "dark"]]
"""Width and height of a window, and its theme."""
KeptWindows = dict[Look, Page]
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
    server = AppServer(folder / "data", folder / "server.log", preloaded=True)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """One server of the demo for the whole worker: each window has a demo of its own."""
    folder = tmp_path_factory.mktemp("demo")
    server = AppServer(folder / "data", folder / "server.log", {"PREPKIT_DEMO": "1"}, preloaded=True)
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


@pytest.fixture(scope="session")
def port() -> int:
    """The port of the first server of each test: a kept window has compiled what comes from it."""
    return free_port()


@pytest.fixture
def start_app(servers: list[AppServer], tmp_path: Path, port: int) -> StartApp:
    """Start a server on an empty data folder of its own: ``start_app(PREPKIT_DEMO="1")``."""
    return _starter(servers, tmp_path, port, preloaded=True)


@pytest.fixture
def start_cold_app(servers: list[AppServer], tmp_path: Path, port: int) -> StartApp:
    """The same as a person starts it: it has to import everything first."""
    return _starter(servers, tmp_path, port, preloaded=False)


def _starter(servers: list[AppServer], folder: Path, port: int, *, preloaded: bool) -> StartApp:
    def start(*options: str, **env: str) -> AppServer:
        name = f"app-{len(servers)}"
        log = folder / f"{name}.log"
        server = AppServer(
            folder / name,
            log,
            env,
            options=options,
            preloaded=preloaded,
            port=None if servers else port,
        )
        servers.append(server)
        server.start()
        return server

    return start


@pytest.fixture(scope="session")
def kept_windows() -> KeptWindows:
    """Windows that the tests of a worker use one after the other."""
    return {}


@pytest.fixture
def new_page(browser: Browser, kept_windows: KeptWindows) -> Iterator[NewPage]:
    """Open a window with nothing of any other in it: ``new_page(width=390, height=844, theme="dark")``."""
    with _windows(browser, kept_windows) as new:
        yield new


@pytest.fixture(scope="module")
def same_page(browser: Browser, kept_windows: KeptWindows) -> Iterator[NewPage]:
    """One window for each size and theme, kept for the module: for tests that only look at a page.

    A window of its own reads the whole front end again, which takes longer than most of what is looked at.
    """
    with _windows(browser, kept_windows) as new:
        yield cache(new)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A desktop window in the light theme."""
    return new_page()


@pytest.fixture
def own_page(browser: Browser) -> Iterator[NewPage]:
    """Windows no other test uses: for one that changes their clock, size or scripts, or listens to them."""
    opened: list[Page] = []

    def new(width: int = 1440, height: int = 900, theme: Literal["light", "dark"] = "light") -> Page:
        opened.append(_new_window(browser, (width, height, theme)))
        return opened[-1]

    yield new
    for page in opened:
        page.context.close()


@contextmanager
def _windows(browser: Browser, kept: KeptWindows) -> Iterator[NewPage]:
    """Windows that are new, or kept and emptied. Of those that look the same, one is kept."""
    used: list[tuple[Look, Page]] = []

    def new(width: int = 1440, height: int = 900, theme: Literal["light", "dark"] = "light") -> Page:
        look = (width, height, theme)
        page = kept.pop(look, None) or _new_window(browser, look)
        used.append((look, page))
        return page

    yield new
    for look, page in used:
        if look in kept or page.is_closed():
            page.context.close()
        else:
            _empty(page)
            page.emulate_media(color_scheme=look[2])
            kept[look] = page


def _new_window(browser: Browser, look: Look) -> Page:
    width, height, theme = look
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def _empty(page: Page) -> None:
    """Leave nothing in a window but the scripts it has compiled, which take a second to compile again."""
    context = page.context
    origins = {"{0.scheme}://{0.netloc}".format(urlsplit(tab.url)) for tab in context.pages}
    for tab in context.pages:
        if tab != page:
            tab.close()
    context.set_offline(False)
    _show_nothing(page)
    context.clear_cookies()
    context.clear_permissions()
    context.set_extra_http_headers({})
    session = context.new_cdp_session(page)
    for origin in origins:
        stored = {"origin": origin, "storageTypes": "local_storage,indexeddb"}
        session.send("Storage.clearDataForOrigin", stored)
    session.detach()


def _show_nothing(page: Page) -> None:
    """Leave the app but not its address: for another one the browser would start an empty process."""
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=""))
    page.goto(page.url)
    if page.url.startswith("http"):
        page.evaluate("sessionStorage.clear()")
    page.mouse.move(0, 0)
    page.unroute_all()


def _servers(item: pytest.Function) -> list[AppServer]:
    """The servers of a test, shared ones included, each once."""
    own = item.funcargs.get("servers", [])
    known = [*(own if isinstance(own, list) else []), *item.funcargs.values()]
    return list(dict.fromkeys(server for server in known if isinstance(server, AppServer)))
