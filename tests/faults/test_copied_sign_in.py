"""A copy of somebody's sign-in cookie, put to a real server after they signed out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import run_server_in_thread

from tests.bench.visitor import run, visiting
from tests.browser.server import AppServer
from tests.browser.signing_in import cookies_of, secrets_of, way_in

ENDED = "leave_sign_in"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppServer]:
    """A hosted server that people can sign in to."""
    secrets = tmp_path / "secrets.toml"
    options = [f"--secrets.files={secrets}"]
    server = AppServer(
        tmp_path / "data", tmp_path / "server.log", {"PREPKIT_MODE": "hosted"}, options=options
    )
    with run_server_in_thread() as provider:
        secrets.write_text(secrets_of(server.url, provider.server_port), "utf-8")
        server.start()
        yield server
        server.stop()


def test_a_copied_cookie_opens_nothing_once_its_sign_in_has_ended(app: AppServer) -> None:
    run(_sign_out(app))


async def _sign_out(app: AppServer) -> None:
    login = await way_in(app.url)
    anna, ben = (cookies_of(app.url, login, name) for name in ("anna", "ben"))
    async with visiting(app.url, anna) as window, visiting(app.url, anna) as second:
        assert "sign_out" in window.buttons
        await window.click("sign_out")
        assert window.sent_to.endswith("/auth/logout")
        # The other window is told at its next click, and nothing there says that somebody is signed in.
        await second.visit("settings")
        assert ENDED in second.buttons
        assert "sign_out" not in second.buttons
    async with visiting(app.url, anna) as thief:
        assert ENDED in thief.buttons
        await thief.click(ENDED)
        assert thief.sent_to.endswith("/auth/logout")
    async with visiting(app.url, ben) as other:
        assert "sign_out" in other.buttons


def test_a_click_in_a_window_whose_sign_in_has_ended_changes_nothing_and_says_so(app: AppServer) -> None:
    run(_click(app))


async def _click(app: AppServer) -> None:
    anna = cookies_of(app.url, await way_in(app.url), "anna")
    async with visiting(app.url, anna) as window, visiting(app.url, anna) as second:
        await window.click("sign_out")
        await second.click("start_first")
        assert ENDED in second.buttons
    assert _count(app, "sessions") == 0


def _count(app: AppServer, table: str) -> int:
    connection = sqlite3.connect(app.data / "people" / "prepkit.db")
    (count,) = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()
    connection.close()
    return int(count)
