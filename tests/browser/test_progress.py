"""Progress as it is drawn: every chart, at the widths of a desktop and of a phone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.page import open_page, overflows, settle
from tests.browser.server import AppServer

CHARTS = 4
EDGE = 1


def charts(page: Page, url: str) -> Locator:
    """The charts of the open tab, once all of them are drawn."""
    open_page(page, url)
    drawn = page.get_by_test_id("stVegaLiteChart")
    expect(drawn.locator("svg.marks")).to_have_count(CHARTS)
    settle(page)
    return drawn


def box(element: Locator) -> Any:
    found = element.bounding_box()
    assert found is not None
    return found


def test_on_a_desktop_competencies_stand_side_by_side_under_the_course(
    demo: AppServer, new_page: NewPage
) -> None:
    drawn = charts(new_page(width=1440), f"{demo.url}/progress")
    course, then_and_now, by_competency = (box(drawn.nth(place)) for place in range(3))

    assert course["width"] > 900
    assert then_and_now["x"] + then_and_now["width"] < by_competency["x"]
    assert course["y"] + course["height"] < min(then_and_now["y"], by_competency["y"])


def test_on_a_phone_every_word_of_a_chart_is_whole(demo: AppServer, new_page: NewPage) -> None:
    page = new_page(width=390, height=844)
    drawn = charts(page, f"{demo.url}/progress")

    assert overflows(page) == 0
    for place in range(CHARTS):
        chart = box(drawn.nth(place))
        for text in drawn.nth(place).locator("svg text").all():
            word = box(text)
            if word["width"]:
                assert word["x"] >= chart["x"] - EDGE, text.text_content()
                assert word["x"] + word["width"] <= chart["x"] + chart["width"] + EDGE, text.text_content()


def test_the_buttons_of_a_chart_leave_its_sentence_free(demo: AppServer, new_page: NewPage) -> None:
    page = new_page(width=1440)
    drawn = charts(page, f"{demo.url}/progress")
    drawn.first.hover()
    buttons = page.get_by_role("button", name="Fullscreen: Today: you recall").first
    expect(buttons).to_be_visible()
    sentence = box(page.get_by_test_id("stMarkdown").filter(has_text="Today: you recall").first)

    assert sentence["y"] + sentence["height"] <= box(buttons)["y"] + EDGE
