"""A connection that goes while somebody types: nothing typed is lost, on one's own computer and hosted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import SETTLED, open_page, settle, start_first

HERE: dict[str, str] = {}
HOSTED = {"PREPKIT_MODE": "hosted"}
# For how many seconds Streamlit keeps the session of a page that went away.
KEPT, GONE = (
    {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "600"},
    {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "0"},
)


class Line:
    """The websocket between a page and its server, which can be cut and mended."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._cut = False
        self._open: list[WebSocketRoute] = []
        page.route_web_socket("**/_stcore/stream*", self._connect)

    def cut(self) -> None:
        self._cut = True
        self._page.context.set_offline(True)
        for socket in self._open:
            socket.close()
        self._open.clear()

    def mend(self) -> None:
        self._cut = False
        self._page.context.set_offline(False)

    def _connect(self, socket: WebSocketRoute) -> None:
        if self._cut:
            socket.close()
            return
        socket.connect_to_server()
        self._open.append(socket)


@pytest.mark.parametrize(
    ("mode", "session"),
    [(HERE, KEPT), (HERE, GONE), (HOSTED, KEPT), (HOSTED, GONE)],
    ids=["here, session kept", "here, session gone", "hosted, session kept", "hosted, session gone"],
)
def test_what_is_typed_without_a_connection_is_kept(
    start_app: StartApp, own_page: NewPage, mode: dict[str, str], session: dict[str, str]
) -> None:
    app, page = start_app(**mode, **session), own_page()
    line = Line(page)
    open_page(page, app.url)
    start_first(page)
    box = page.get_by_label("Your answer (optional)")
    box.press_sequentially("Before it went.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    line.cut()
    expect(page.locator('[data-test-connection-state="PINGING_SERVER"]')).to_be_attached()
    page.keyboard.type(" While it was away.")
    expect(page.get_by_text("Saving…")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.type(" And a little later.")
    line.mend()
    expect(page.locator(SETTLED)).to_be_attached()
    expect(page.get_by_text("Saving…")).to_have_count(0)
    expect(page.get_by_text("in another window")).to_have_count(0)
    expect(box).to_have_value("Before it went. While it was away. And a little later.")
    page.reload()
    settle(page)
    expect(box).to_have_value("Before it went. While it was away. And a little later.")


@pytest.mark.parametrize("mode", [HERE, HOSTED], ids=["here", "hosted"])
def test_words_typed_just_before_back_are_kept(start_app: StartApp, page: Page, mode: dict[str, str]) -> None:
    open_page(page, start_app(**mode).url)
    start_first(page)
    box = page.get_by_label("Your answer (optional)")
    box.press_sequentially("First.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.keyboard.type(" Then back.")
    page.go_back()
    expect(box).to_have_count(0)
    page.get_by_role("link", name="Practise").click()
    expect(box).to_have_value("First. Then back.")


def test_a_page_that_is_left_at_once_is_not_in_the_way_of_the_next(start_app: StartApp, page: Page) -> None:
    """Today goes on drawing its chart after the rest: a click on another page ends that."""
    open_page(page, start_app(PREPKIT_DEMO="1").url)
    for _ in range(5):
        page.get_by_role("link", name="Today").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(["Today, Sam (demo)"])
        page.get_by_role("link", name="Settings").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(["Settings"])
        settle(page)
