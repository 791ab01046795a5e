"""Data in and out, as a person does it: downloads, uploads, a damaged database."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from prepkit.exchange.imports import anki_reader, text_files
from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, open_page, overflows, reveal, settle, start_first
from tests.browser.server import AppServer

HOSTILE = (
    "Question,Answer\n"
    '"<img src=x onerror=""document.title=\'broken\'""> ![p](http://example.com/p.png)",'
    "\"<script>document.title='broken'</script> $x$ :red[y]\"\n"
)


def downloaded(page: Page, key: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f".st-key-{key} button").first.click()
    return Path(download.value.path()).read_bytes()


def test_the_list_on_screen_comes_as_an_anki_deck_and_as_a_table(app: AppServer, page: Page) -> None:
    open_page(page, f"{app.url}/browse?q=refund")
    page.get_by_role("button", name="Export").click()
    expect(page.locator(".st-key-take_anki")).to_be_visible()
    settle(page)
    (deck,) = anki_reader.read("list.apkg", downloaded(page, "take_anki")).grids
    (table,) = text_files.read("list.csv", downloaded(page, "take_table")).grids
    booklet = downloaded(page, "take_booklet").decode()
    header, *rows = table.lines
    assert booklet.count("<article") == len(rows)
    prompts = [line.cells[deck.names.index("Prompt")] for line in deck.lines]
    assert prompts == [line.cells[header.cells.index("Question")] for line in rows]
    assert len(rows) > 3


def test_the_booklet_is_readable_by_everybody_and_prints(
    app: AppServer, page: Page, new_page: NewPage, tmp_path: Path
) -> None:
    open_page(page, f"{app.url}/browse?q=refund")
    page.get_by_role("button", name="Export").click()
    expect(page.locator(".st-key-take_booklet")).to_be_visible()
    settle(page)
    booklet = tmp_path / "booklet.html"
    booklet.write_bytes(downloaded(page, "take_booklet"))
    for width in (1440, 390):
        reader = new_page(width=width)
        reader.goto(booklet.as_uri())
        assert axe_violations(reader) == []
        assert overflows(reader) == 0
        assert reader.pdf().startswith(b"%PDF")


def test_everything_is_taken_to_another_computer(
    start_app: StartApp, new_page: NewPage, tmp_path: Path
) -> None:
    first, second = start_app(), start_app()
    page = new_page()
    open_page(page, first.url)
    start_first(page)
    reveal(page)
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved", exact=False).first).to_be_visible()
    open_page(page, f"{first.url}/settings")
    archive = tmp_path / "PrepKit.json"
    archive.write_bytes(downloaded(page, "take_everything"))
    elsewhere = new_page()
    open_page(elsewhere, f"{second.url}/settings")
    elsewhere.locator("input[type=file]").set_input_files(archive)
    expect(elsewhere.get_by_text("It holds 1 attempt")).to_be_visible()
    elsewhere.locator(".st-key-take_in button").click()
    expect(elsewhere.get_by_text("1 attempt, in one file on this computer.")).to_be_visible()


def test_what_a_file_holds_is_shown_and_never_carried_out(
    start_app: StartApp, own_page: NewPage, tmp_path: Path
) -> None:
    app, page = start_app(), own_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    open_page(page, f"{app.url}/own?bring=1")
    table = tmp_path / "deck.csv"
    table.write_text(HOSTILE, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(table)
    expect(page.get_by_text("1 new question from 1 row.")).to_be_visible()
    page.locator(".st-key-bring_add button").click()
    page.locator("[class*=st-key-practise_deck] button").click()
    reveal(page)
    expect(page.get_by_role("heading", level=1).first).to_contain_text("![p](http://example.com/p.png)")
    expect(page.get_by_text("<script>document.title='broken'</script> $x$ :red[y]")).to_be_visible()
    assert page.title() != "broken"
    assert [url for url in asked if not url.startswith((app.url, "data:", "blob:"))] == []


def test_a_damaged_database_is_said_with_the_way_back(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    app.stop()
    database = app.data / "prepkit.db"
    for beside in (database, *app.data.glob("prepkit.db-*")):
        beside.write_bytes(b"damaged" * 1000)
    app.start()
    open_page(page, app.url)
    expect(page.get_by_role("heading", name="Your data needs a decision")).to_be_visible()
    page.locator(".st-key-recover button").click()
    expect(page.get_by_role("heading", name="Practise the interview before it happens")).to_be_visible()
    assert len(list(app.data.glob("prepkit-damaged-*.db"))) == 1
