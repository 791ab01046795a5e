"""Signing in at a real OpenID Connect provider: each identity has its own rows, and leaves with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import Page, expect

from prepkit.store.postgres import PostgresDatabase
from tests.browser.conftest import NewPage
from tests.browser.page import axe_violations, open_page, reveal, settle
from tests.browser.server import AppServer
from tests.browser.signing_in import secrets_of
from tests.browser.test_visitors import rate_first
from tests.postgres import PostgresServer


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppServer]:
    """A hosted server that people can sign in to."""
    secrets = tmp_path / "secrets.toml"
    server = AppServer(
        tmp_path / "data",
        tmp_path / "server.log",
        {"PREPKIT_MODE": "hosted"},
        options=[f"--secrets.files={secrets}"],
        preloaded=True,
    )
    with run_server_in_thread() as provider:
        secrets.write_text(secrets_of(server.url, provider.server_port), "utf-8")
        server.start()
        yield server
        server.stop()


def sign_in(page: Page, url: str, name: str) -> None:
    open_page(page, url)
    page.locator(".st-key-sign_in_ button").click()
    page.locator("input[name=sub]").fill(name)
    page.get_by_role("button", name="Authorize").click()
    expect(page.get_by_text(f"Signed in as {name}")).to_be_visible()
    settle(page)


def people(app: AppServer) -> list[tuple[str, int]]:
    """Who is in the database, by subject, and how many attempts they have."""
    connection = sqlite3.connect(app.data / "people" / "prepkit.db")
    rows = connection.execute(
        "SELECT identity, (SELECT COUNT(*) FROM attempts WHERE profile_id = profiles.id) FROM profiles "
        "ORDER BY identity"
    ).fetchall()
    connection.close()
    return [(identity.rpartition(" ")[2], count) for identity, count in rows]


def profile_of(app: AppServer, name: str) -> str:
    connection = sqlite3.connect(app.data / "people" / "prepkit.db")
    (found,) = connection.execute(
        "SELECT id FROM profiles WHERE identity LIKE :name", {"name": f"%{name}%"}
    ).fetchone()
    connection.close()
    return str(found)


def test_two_people_sign_in_and_meet_nobody(app: AppServer, new_page: NewPage) -> None:
    anna, ben = new_page(), new_page()
    sign_in(anna, app.url, "anna@example.org")
    sign_in(ben, app.url, "ben@example.org")
    rate_first(anna, app.url)
    for address in (app.url, f"{app.url}/?profile={profile_of(app, 'anna')}", anna.url):
        open_page(ben, address)
        expect(ben.get_by_text("Saved as")).to_have_count(0)
    open_page(ben, app.url)
    expect(ben.locator(".st-key-start_first")).to_be_visible()
    assert people(app) == [("anna@example.org", 1), ("ben@example.org", 0)]
    assert axe_violations(anna) == []

    app.stop()
    app.start()
    # The same person at another browser finds their own work.
    again = new_page(width=390, height=844, theme="dark")
    open_page(again, app.url)
    expect(again.locator(".st-key-start_first")).to_be_visible()
    again.locator(".st-key-sign_in_ button").click()
    again.locator("input[name=sub]").fill("anna@example.org")
    again.get_by_role("button", name="Authorize").click()
    expect(again.locator(".st-key-carry_on")).to_be_visible()


def test_what_was_done_before_signing_in_is_added_only_when_asked(app: AppServer, new_page: NewPage) -> None:
    page = new_page()
    rate_first(page, app.url)
    sign_in(page, app.url, "anna@example.org")
    assert people(app) == [("anna@example.org", 0)]
    page.locator(".st-key-take_offered button").click()
    expect(page.locator(".st-key-carry_on")).to_be_visible()
    assert people(app) == [("anna@example.org", 1)]
    page.wait_for_function("!Object.keys(localStorage).some(name => name.startsWith('prepkit::attempts'))")


def test_deleting_everything_about_me_leaves_no_row_and_signs_out(app: AppServer, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, app.url, "anna@example.org")
    rate_first(page, app.url)
    open_page(page, f"{app.url}/settings")
    page.locator(".st-key-delete_me button").click()
    page.locator(".st-key-delete_me_yes button").click()
    page.wait_for_url("**/end_session**")
    connection = sqlite3.connect(app.data / "people" / "prepkit.db")
    left = [connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in OWNED]
    connection.close()
    assert left == [0] * len(OWNED)
    open_page(page, app.url)
    expect(page.locator(".st-key-private_data")).to_be_visible()


def sign_in_cookies(page: Page) -> dict[str, str]:
    """A copy of what proves to the app who signed in, as somebody may have taken it."""
    cookies = {str(cookie.get("name")): str(cookie.get("value")) for cookie in page.context.cookies()}
    return {name: value for name, value in cookies.items() if name.startswith("_streamlit_user")}


def put_cookies(page: Page, url: str, copied: dict[str, str]) -> None:
    assert copied
    page.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in copied.items()])


def test_a_copied_cookie_opens_nothing_after_signing_out(app: AppServer, new_page: NewPage) -> None:
    page, elsewhere = new_page(), new_page()
    sign_in(page, app.url, "anna@example.org")
    rate_first(page, app.url)
    sign_in(elsewhere, app.url, "ben@example.org")
    second = page.context.new_page()
    open_page(second, f"{app.url}/settings")
    copied = sign_in_cookies(page)
    page.locator(".st-key-sign_out button").click()
    page.wait_for_url("**/end_session**")
    # The second tab is told at its next click, and shows nothing of the person's any more.
    second.get_by_role("link", name="Progress").click()
    expect(second.get_by_role("heading", level=1, name="Signed out")).to_be_visible()
    expect(second.get_by_text("Signed in as")).to_have_count(0)

    thief = new_page()
    put_cookies(thief, app.url, copied)
    open_page(thief, app.url)
    expect(thief.get_by_role("heading", level=1, name="Signed out")).to_be_visible()
    assert axe_violations(thief) == []
    thief.locator(".st-key-leave_sign_in button").click()
    thief.wait_for_url("**/end_session**")
    open_page(thief, app.url)
    expect(thief.locator(".st-key-private_data")).to_be_visible()

    # Nobody else was signed out, and the person comes back to their work.
    open_page(elsewhere, f"{app.url}/settings")
    expect(elsewhere.get_by_text("Signed in as ben")).to_be_visible()
    sign_in(second, app.url, "anna@example.org")
    expect(second.locator(".st-key-carry_on")).to_be_visible()
    assert people(app) == [("anna@example.org", 1), ("ben@example.org", 0)]


def test_a_copied_cookie_begins_no_empty_account_after_everything_was_deleted(
    app: AppServer, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, app.url, "anna@example.org")
    copied = sign_in_cookies(page)
    open_page(page, f"{app.url}/settings")
    page.locator(".st-key-delete_me button").click()
    page.locator(".st-key-delete_me_yes button").click()
    page.wait_for_url("**/end_session**")
    thief = new_page()
    put_cookies(thief, app.url, copied)
    open_page(thief, app.url)
    expect(thief.get_by_role("heading", level=1, name="Signed out")).to_be_visible()
    assert people(app) == []


OWNED = ("profiles", "attempts", "card_states", "sessions", "session_cards", "settings", "drafts", "tallies")


def test_a_forged_sign_in_cookie_is_nobody(app: AppServer, new_page: NewPage) -> None:
    page = new_page()
    page.context.add_cookies(
        [{"name": "_streamlit_user", "value": '{"sub": "anna@example.org", "iss": "x"}', "url": app.url}]
    )
    open_page(page, app.url)
    expect(page.locator(".st-key-private_data")).to_be_visible()
    assert not (app.data / "people").exists()


def test_two_servers_keep_one_person_s_work_in_postgresql(
    tmp_path: Path, new_page: NewPage, postgres: PostgresServer
) -> None:
    engine = postgres.engine(empty=True)
    with run_server_in_thread() as provider, ExitStack() as stack:
        servers = []
        for name in ("one", "two"):
            secrets = tmp_path / f"{name}.toml"
            server = AppServer(
                tmp_path / f"data-{name}",
                tmp_path / f"{name}.log",
                {"PREPKIT_MODE": "hosted"},
                options=[f"--secrets.files={secrets}"],
                preloaded=True,
            )
            database = engine.url.render_as_string(hide_password=False)
            secrets.write_text(secrets_of(server.url, provider.server_port, database), "utf-8")
            server.start()
            stack.callback(server.stop)
            servers.append(server)
        pages = [new_page(), new_page()]
        sign_in(pages[0], servers[0].url, "anna@example.org")
        rate_first(pages[0], servers[0].url)
        sign_in(pages[1], servers[1].url, "anna@example.org")
        expect(pages[1].locator(".st-key-carry_on")).to_be_visible()
        pages[1].locator(".st-key-carry_on button").click()
        reveal(pages[1])
        pages[1].locator(".rate_2").click()
        expect(pages[1].get_by_text("Saved as")).to_be_visible()
    rows = PostgresDatabase(engine).rows("SELECT seq, rating FROM attempts ORDER BY seq")
    assert [(row["seq"], row["rating"]) for row in rows] == [(1, 3), (2, 2)]
    assert not (tmp_path / "data-one").exists()
