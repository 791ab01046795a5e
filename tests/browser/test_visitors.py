"""Whoever does not clearly come from this computer gets a private store of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, open_page, overflows, reveal, settle, start_first
from tests.browser.practising import prompt
from tests.browser.proxy import careless_proxy
from tests.browser.server import AppServer

HOSTED = {"PREPKIT_MODE": "hosted"}
KEPT = "Object.keys(localStorage).filter(name => name.startsWith('prepkit::attempts'))"


def rate_first(page: Page, url: str) -> None:
    """From the welcome page to a first rating that is kept."""
    open_page(page, url)
    start_first(page)
    reveal(page)
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    if page.locator(".st-key-private_data").count():
        page.wait_for_function(f"{KEPT}.length > 0")


def kept(page: Page, table: str = "") -> list[str]:
    """The names of what this browser keeps, of one table or all."""
    names: list[str] = page.evaluate("Object.keys(localStorage)")
    found = [name.removeprefix("prepkit::") for name in names if name.startswith("prepkit::")]
    return [name for name in found if name.startswith(table)]


def expect_attempts(page: Page, url: str, number: int) -> None:
    open_page(page, f"{url}/settings")
    said = f"{number} attempt, in this tab" if number == 1 else f"{number} attempts, in this tab"
    expect(page.get_by_text(said)).to_be_visible()


def test_visitors_share_nothing_and_nothing_is_written(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app(**HOSTED)
    one, two = new_page(), new_page()
    rate_first(one, app.url)
    expect(one.locator(".st-key-private_data")).to_be_visible()
    question = one.url
    open_page(two, question)
    expect(two.get_by_text("Saved as")).to_have_count(0)
    open_page(two, app.url)
    expect(two.locator(".st-key-start_first")).to_be_visible()
    assert kept(two, "attempts") == []
    assert not app.data.exists()


@pytest.mark.parametrize("ends", [False, True], ids=["in a session", "after a session"])
def test_a_card_that_an_undo_brought_back_is_there_after_a_refresh(
    start_app: StartApp, page: Page, ends: bool
) -> None:
    app = start_app(**HOSTED)
    open_page(page, app.url)
    start_first(page)
    first = prompt(page)
    reveal(page)
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    if ends:
        page.get_by_text("More", exact=True).click()
        page.get_by_role("button", name="End this session").click()
        page.get_by_role("button", name="Undo the last rating").click()
    else:
        page.locator(".undo").click()
    expect(page.get_by_text("Undid the rating of")).to_be_visible()
    assert prompt(page) == first
    page.reload()
    expect(page.locator(".rate_3")).to_be_visible()
    assert prompt(page) == first


def test_a_refresh_a_restart_and_another_tab_bring_everything_back(
    start_app: StartApp, new_page: NewPage
) -> None:
    app = start_app(**HOSTED)
    page = new_page()
    rate_first(page, app.url)
    expect_attempts(page, app.url, 1)
    app.kill()
    app.start()
    expect_attempts(page, app.url, 1)
    second = page.context.new_page()
    expect_attempts(second, app.url, 1)
    # Each tab goes on by itself; what they do adds up.
    for tab in (page, second):
        open_page(tab, f"{app.url}/practise")
        reveal(tab)
        tab.locator(".rate_2").click()
        expect(tab.get_by_text("Saved as")).to_be_visible()
    page.wait_for_function(f"{KEPT}.length === 3")
    expect_attempts(page, app.url, 3)
    expect_attempts(second, app.url, 3)
    assert len(kept(page, "attempts")) == 3


def test_what_is_typed_survives_a_refresh(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app(**HOSTED)
    page = new_page()
    open_page(page, app.url)
    start_first(page)
    page.locator("textarea").first.fill("First I would listen.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    expect(page.locator("textarea").first).to_have_value("First I would listen.")


@pytest.mark.parametrize("mode", ["hosted", "local"])
def test_what_is_typed_while_the_server_is_away_is_kept(
    start_app: StartApp, new_page: NewPage, mode: str
) -> None:
    app = start_app(**(HOSTED if mode == "hosted" else {}))
    page = new_page()
    open_page(page, app.url)
    start_first(page)
    box = page.locator("textarea").first
    box.fill("First I would listen.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    app.kill()
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(0)
    box.fill("First I would listen. Then I would ask.")
    # Leaving the box sends it, to nobody.
    box.blur()
    expect(page.get_by_text("Saving…", exact=True)).to_be_visible()
    app.start()
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_be_attached()
    settle(page)
    expect(page.locator("textarea").first).to_have_value("First I would listen. Then I would ask.")
    expect(page.get_by_text("Saving…")).to_have_count(0)
    page.reload()
    expect(page.locator("textarea").first).to_have_value("First I would listen. Then I would ask.")
    # A rating ends the draft: its words come back in no other box.
    reveal(page)
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    expect(page.locator("textarea").first).to_have_value("")


WATCH = """
window.seen = []
const boxes = () => [...document.querySelectorAll("*")]
  .map(element => element.shadowRoot?.querySelector(".state"))
const look = () => {
  const is = (element, text) => element?.textContent.startsWith(text)
    && element.checkVisibility({ visibilityProperty: true })
  const keeps = (table, text) => Object.entries(localStorage)
    .some(([name, value]) => name.startsWith("prepkit::" + table) && value.includes(text))
  if (boxes().some(box => is(box, "Saved")))
    window.seen.push(["typed", keeps("drafts", "First I would listen.")])
  if ([...document.querySelectorAll("*")]
    .some(item => is(item.shadowRoot?.querySelector(".said"), "✓ Saved as")))
    window.seen.push(["rated", keeps("attempts", "")])
  requestAnimationFrame(look)
}
requestAnimationFrame(look)
"""
"""In each frame that is painted: what says “Saved”, and whether the browser has it."""


def test_saved_is_seen_only_when_the_browser_has_it(hosted: AppServer, new_page: NewPage) -> None:
    page = new_page(width=390, height=844)
    open_page(page, hosted.url)
    start_first(page)
    page.evaluate(WATCH)
    page.locator("textarea").first.fill("First I would listen.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    assert {there for what, there in page.evaluate("window.seen") if what == "typed"} == {True}
    reveal(page)
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    page.wait_for_function("window.seen.some(([what]) => what === 'rated')")
    # The rating ends the draft, while its box may still stand there for a frame.
    assert {there for what, there in page.evaluate("window.seen") if what == "rated"} == {True}
    assert overflows(page) == 0


def test_forgetting_empties_this_window_and_the_other(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app(**HOSTED)
    page = new_page()
    rate_first(page, app.url)
    other = page.context.new_page()
    expect_attempts(other, app.url, 1)
    open_page(page, app.url)
    page.locator(".st-key-private_data button").first.click()
    page.locator(".st-key-private_forget button").click()
    page.locator(".st-key-private_forget_yes button").click()
    expect(page.locator(".st-key-start_first")).to_be_visible()
    expect(other.locator(".st-key-start_first")).to_be_visible()
    assert kept(page) == ["forgotten"]
    assert "prepkit_kept" not in [cookie.get("name") for cookie in page.context.cookies()]
    rate_first(page, app.url)
    page.reload()
    settle(page)
    expect_attempts(page, app.url, 1)


def test_data_can_be_taken_to_another_browser(start_app: StartApp, new_page: NewPage, tmp_path: Path) -> None:
    app = start_app(**HOSTED)
    one, two = new_page(), new_page()
    rate_first(one, app.url)
    open_page(one, app.url)
    one.locator(".st-key-private_data button").first.click()
    with one.expect_download() as download:
        one.locator(".st-key-private_take button").first.click()
    download.value.save_as(tmp_path / "mine.json")
    open_page(two, app.url)
    two.locator(".st-key-private_data button").first.click()
    two.locator(".st-key-private_bring button").click()
    two.locator("input[type=file]").set_input_files(tmp_path / "mine.json")
    two.locator(".st-key-take_in button").click()
    expect(two.get_by_text("1 attempt, in this tab")).to_be_visible()
    settle(two)
    expect_attempts(two, app.url, 1)


def test_a_copied_storage_shows_only_what_was_copied(start_app: StartApp, new_page: NewPage) -> None:
    """Whoever steals a browser's storage has what was in it, and no way to what comes after."""
    app = start_app(**HOSTED)
    owner, thief = new_page(), new_page()
    rate_first(owner, app.url)
    stolen = owner.evaluate("Object.entries(localStorage).filter(([name]) => name.startsWith('prepkit'))")
    cookies = [cookie for cookie in owner.context.cookies() if cookie.get("name", "").startswith("prepkit")]
    thief.context.add_cookies(cookies)  # type: ignore[arg-type]
    open_page(thief, app.url)
    thief.evaluate("stolen => stolen.forEach(([name, value]) => localStorage.setItem(name, value))", stolen)
    expect_attempts(thief, app.url, 1)
    reveal_and_rate(owner)
    expect_attempts(thief, app.url, 1)
    expect_attempts(owner, app.url, 2)


def reveal_and_rate(page: Page) -> None:
    reveal(page)
    page.locator(".rate_2").click()
    expect(page.get_by_text("Saved as Shaky")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("attempts:x", '{"id": "x", "rating": 9}', "damaged entries in this browser’s copy"),
        ("attempts:x", "not json", ""),
        (
            "notes:x",
            '{"card_id": "q:x", "text": "<img onerror=alert(1)>", "updated_at": -1}',
            "damaged",
        ),
        ("settings:x", '{"name": "minutes_a_day", "value": "a lot", "updated_at": 1}', "damaged"),
        ("strange:x", '{"a": 1}', ""),
        ("profile:", '{"name": 7, "renamed_at": 1}', "damaged"),
        ("attempts:" + "y" * 3_000, '"' + "z" * 1_000_000 + '"', "damaged"),
    ],
)
def test_a_forged_storage_harms_nothing(
    hosted: AppServer, new_page: NewPage, name: str, value: str, said: str
) -> None:
    page = new_page()
    rate_first(page, hosted.url)
    page.evaluate("([name, value]) => localStorage.setItem('prepkit::' + name, value)", [name, value])
    expect_attempts(page, hosted.url, 1)
    if said:
        expect(page.get_by_text(said)).to_be_visible()


def test_a_forged_cookie_only_makes_the_page_ask(hosted: AppServer, new_page: NewPage) -> None:
    page = new_page()
    page.context.add_cookies([{"name": "prepkit_kept", "value": "somebody-else", "url": hosted.url}])
    open_page(page, hosted.url)
    expect(page.locator(".st-key-start_first")).to_be_visible()


def test_a_full_storage_keeps_the_rating_and_says_so(hosted: AppServer, new_page: NewPage) -> None:
    page = new_page()
    open_page(page, hosted.url)
    fill = """() => {
      let size = 1 << 20, place = 0
      while (size > 1) {
        try { localStorage.setItem('other' + place++, 'x'.repeat(size)) } catch { size >>= 1 }
      }
    }"""
    page.evaluate(fill)
    start_first(page)
    expect(page.get_by_text("This browser has no room for more")).to_be_visible()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Real-Ip": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"Cf-Connecting-Ip": "203.0.113.9"},
    ],
)
def test_a_forwarded_request_is_a_visitor(
    forwarding: AppServer, new_page: NewPage, headers: dict[str, str]
) -> None:
    page = new_page()
    page.context.set_extra_http_headers(headers)
    open_page(page, forwarding.url)
    expect(page.locator(".st-key-private_data")).to_be_visible()
    assert not forwarding.data.exists()


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A hosted server for tests whose visitors don't mind each other."""
    yield from _serve(tmp_path_factory.mktemp("hosted"), HOSTED)


@pytest.fixture(scope="module")
def forwarding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A server without any configuration, to which requests come by way of a proxy."""
    yield from _serve(tmp_path_factory.mktemp("forwarding"), {})


def _serve(folder: Path, env: dict[str, str]) -> Iterator[AppServer]:
    server = AppServer(folder / "data", folder / "server.log", env, preloaded=True)
    server.start()
    yield server
    server.stop()


def test_plain_streamlit_run_knows_its_own_computer(start_app: StartApp, new_page: NewPage) -> None:
    # Bound to every address, as `streamlit run app.py` is, the server sees this browser as ::ffff:127.0.0.1.
    app = start_app(STREAMLIT_SERVER_ADDRESS="")
    page = new_page()
    open_page(page, app.url)
    expect(page.locator(".st-key-private_data")).to_have_count(0)
    assert (app.data / "prepkit.db").exists()


def test_a_data_folder_that_cannot_be_written_is_named(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app()
    app.data.write_text("not a folder")
    page = new_page()
    page.goto(app.url)
    expect(page.get_by_text("PrepKit cannot continue")).to_be_visible()
    expect(page.get_by_text("set PREPKIT_DATA to another folder")).to_be_visible()
    assert app.data.read_text() == "not a folder"


def test_the_demo_never_touches_the_real_data(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app()
    page = new_page()
    open_page(page, app.url)
    page.get_by_role("button", name="See the demo").click()
    expect(page.get_by_text("Demo: a made-up learner")).to_be_visible()
    expect(page.get_by_role("heading", level=1).first).to_contain_text("Today, Sam")
    page.reload()
    expect(page.get_by_text("Demo: a made-up learner")).to_be_visible()
    page.locator(".st-key-start button").click()
    reveal(page)
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    page.locator(".st-key-leave_demo button").click()
    open_page(page, app.url)
    expect(page.locator(".st-key-start_first")).to_be_visible()


def test_a_second_server_on_the_same_file_says_where_the_first_is(
    start_app: StartApp, new_page: NewPage
) -> None:
    first = start_app()
    page = new_page()
    open_page(page, first.url)
    second = AppServer(first.data, first.data.parent / "second.log", preloaded=True)
    second.start()
    try:
        page.goto(second.url)
        expect(page.get_by_text("already open in another PrepKit")).to_be_visible()
        expect(page.get_by_text(f"localhost:{first.port}")).to_be_visible()
    finally:
        second.stop()


def test_a_visitor_behind_a_careless_proxy_on_this_computer_is_a_stranger(
    tmp_path: Path, new_page: NewPage
) -> None:
    """Peer and Host are this computer's and no header tells; only the address in the browser does."""
    options: list[str] = []
    app = AppServer(tmp_path / "data", tmp_path / "log", options=options, preloaded=True)
    with careless_proxy(app.port) as port:
        public = f"http://prepkit.localhost:{port}"
        options.append(f"--server.corsAllowedOrigins={public}")
        app.start()
        page = new_page()
        open_page(page, public)
        expect(page.locator(".st-key-private_data")).to_be_visible()
        page.close()
        app.stop()
    assert not app.data.exists()


def test_another_s_own_question_opens_for_nobody_else(hosted: AppServer, new_page: NewPage) -> None:
    one, two = new_page(), new_page()
    open_page(one, f"{hosted.url}/own?write=1")
    one.locator(".st-key-own_prompt_new textarea").fill("What did they ask me at Acme?")
    one.locator(".st-key-own_save button").click()
    expect(one.get_by_role("heading", level=1).first).to_contain_text("Acme")
    for address in (one.url, one.url.replace("/browse?question=", "/own?edit=")):
        open_page(two, address)
        expect(two.get_by_role("heading", level=1).first).to_have_text("No such question")
        expect(two.get_by_text("Acme")).to_have_count(0)


def test_the_notice_is_readable_by_everybody(hosted: AppServer, new_page: NewPage) -> None:
    for theme in ("light", "dark"):
        page = new_page(width=390, height=844, theme=theme)
        open_page(page, hosted.url)
        page.locator(".st-key-private_data button").first.click()
        expect(page.locator(".st-key-private_forget")).to_be_visible()
        settle(page)
        assert axe_violations(page) == []
        assert overflows(page) == 0
