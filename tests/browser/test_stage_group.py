"""The stage with a whole group in front of it, on a projector and on a telephone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, open_page, settle

NAMES = ("Maria", "Ben", "Ana", "Li", "Olu", "Kim")
SIX = "furious-caller,staying-calm,week-too-full,three-urgent-requests,order-your-queue,severity-scheme"
CUT_OFF = """stage => [...stage.querySelectorAll('*')]
    .filter(part => part.getClientRects().length)
    .filter(part => {
        const { left, right, width } = part.getBoundingClientRect()
        return width > innerWidth || left < -1 || right > innerWidth + 1
    }).map(part => part.className || part.textContent)"""
OUT_OF_REACH = """buttons => buttons.filter(button => {
        const { left, top, width, height } = button.getBoundingClientRect()
        const hit = button.getRootNode().elementFromPoint(left + width / 2, top + height / 2)
        return hit !== button && !button.contains(hit)
    }).map(button => button.textContent)"""


def test_a_group_of_six_takes_a_turn_each_and_every_tally_stays_with_its_question(
    start_app: StartApp, new_page: NewPage
) -> None:
    app, page = start_app(), new_page(1280, 720)
    open_page(page, f"{app.url}/present?list={SIX}")
    page.keyboard.press("g")
    page.get_by_label("Two to eight names, one a line").fill("\n".join(NAMES))
    page.get_by_role("button", name="Use these names").click()
    answers = page.locator(".stage .turn .active b")
    hands = page.locator(".counts output")
    for number, name in enumerate(NAMES, start=1):
        expect(page.locator(".place")).to_have_text(f"{number} of 6")
        expect(answers).to_have_text(name)
        if number == 1:
            page.keyboard.press("v")
        expect(hands).to_have_text(["0"] * 4)
        for _ in range(number):
            page.keyboard.press("3")
        expect(hands).to_have_text(["0", "0", str(number), "0"])
        if number < len(NAMES):
            page.get_by_role("button", name="Next question").click()
    page.keyboard.press("b")
    expect(answers).to_have_text("Olu")
    expect(hands).to_have_text(["0", "0", "5", "0"])
    page.keyboard.press("4")
    page.keyboard.press("n")
    expect(answers).to_have_text("Kim")
    expect(hands).to_have_text(["0", "0", "6", "0"])
    page.get_by_role("button", name="Results").click()
    rows = page.locator(".stage tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.locator("td:nth-of-type(1)")).to_have_text(list(NAMES))
    expect(rows.locator("td:nth-of-type(4)")).to_have_text(["1", "2", "3", "4", "5", "6"])
    expect(rows.locator("td:nth-of-type(5)")).to_have_text(["0", "0", "0", "0", "1", "0"])
    assert axe_violations(page) == []


def test_a_telephone_shows_a_group_its_turn_and_results_with_nothing_cut_off(
    start_app: StartApp, new_page: NewPage
) -> None:
    app, page = start_app(PREPKIT_PUBLIC_URL="https://prepkit.example.org/"), new_page(390, 844)
    open_page(page, f"{app.url}/present?list={SIX}&talk=60")
    stage, tools = page.locator(".stage"), page.locator(".stage .tools button")
    page.keyboard.press("g")
    page.get_by_label("Two to eight names, one a line").fill("\n".join(NAMES))
    assert stage.evaluate(CUT_OFF) == []
    page.get_by_role("button", name="Use these names").click()
    expect(page.locator(".stage .turn .active b")).to_have_text("Maria")
    for key in ("q", "a", "h", "k", "s", "p", "t", "v", "c", "e"):
        page.keyboard.press(key)
        assert stage.evaluate(CUT_OFF) == [], key
        assert tools.evaluate_all(OUT_OF_REACH) == [], key
    expect(page.locator(".stage tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Next question").click()
    expect(page.locator(".stage .turn .active b")).to_have_text("Ben")


def test_an_answer_of_a_group_is_scored_for_its_member_and_stands_in_the_groups_results(
    start_app: StartApp, new_page: NewPage
) -> None:
    app, page = start_app(), new_page(1280, 720)
    open_page(page, f"{app.url}/present?list={SIX}")
    page.keyboard.press("g")
    page.get_by_label("Two to eight names, one a line").fill("\n".join(NAMES))
    page.get_by_role("button", name="Use these names").click()
    page.keyboard.press("x")
    expect(page.locator(".board .who")).to_have_text("Maria answers, Ben scores")
    settle(page)
    page.keyboard.press("x")
    for score in ("4", "2"):
        expect(page.locator(".board .scores")).to_be_visible()
        settle(page)
        page.keyboard.press(score)
        page.keyboard.press("Enter")
        if score == "4":
            page.get_by_role("button", name="Score it").click()
    expect(page.locator(".board .sides h2")).to_have_text(["Maria", "Ben"])
    expect(page.locator(".board .sides .value")).to_have_text(["4 of 5", "2 of 5"])
    page.get_by_role("button", name="3 Solid").click()
    page.get_by_role("button", name="Back to the screen").click()
    expect(page.locator(".stage .turn .active b")).to_have_text("Maria")
    page.keyboard.press("e")
    expect(page.locator(".stage tbody td").nth(-2)).to_have_text("4")
    expect(page.locator(".stage tbody td").nth(-1)).to_have_text("2")
    assert axe_violations(page) == []
