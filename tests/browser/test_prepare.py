"""From an invitation to a plan, as people use it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, open_page, overflows, settle


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_an_invitation_becomes_a_plan_that_today_follows(
    start_app: StartApp, new_page: NewPage, size: tuple[int, int]
) -> None:
    app, page = start_app(), new_page(*size)
    open_page(page, f"{app.url}/prepare")
    page.get_by_label("Company").fill("Larkfield Energy")
    day = datetime.now().astimezone().date() + timedelta(days=12)
    field = page.get_by_role("group", name="Day (optional)")
    field.locator("[data-type=day]").focus()
    page.keyboard.type(f"{day:%d%m%Y}")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Larkfield Energy").first).to_be_visible()
    expect(page.get_by_text("In 12 days")).to_be_visible()
    expect(page.get_by_text("Day by day", exact=True)).to_be_visible()
    assert not overflows(page)

    # What is typed stays typed, whatever happens to the window.
    page.get_by_text("Details", exact=True).click()
    notes = page.get_by_label("Notes")
    notes.fill("They ask for an error of mine. 😀")
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()
    page.reload(wait_until="domcontentloaded")
    expect(page.get_by_label("Notes")).to_have_value("They ask for an error of mine. 😀")

    other = new_page(*size)
    open_page(other, f"{app.url}/prepare")
    expect(other.get_by_role("heading", name="Larkfield Energy")).to_be_visible()

    page.get_by_role("tab", name="Plan").click()
    page.get_by_role("button", name="Practise", exact=True).click()
    expect(page.get_by_role("button", name="Reveal")).to_be_visible()
    settle(page)
    assert not overflows(page)


ADVERT = """What you will do
- Answer guests by phone and chat, and keep CSAT above 90
- Coach new colleagues
What we look for
- You stay calm when guests are upset
"""


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_pasted_advertisement_is_read_and_survives_a_refresh(
    start_app: StartApp, new_page: NewPage, size: tuple[int, int]
) -> None:
    app, page = start_app(), new_page(*size)
    open_page(page, f"{app.url}/prepare")
    page.get_by_label("Company").fill("Larkfield Energy")
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("Advertisement", exact=True).click()
    page.get_by_label("The job advertisement").fill(ADVERT)
    expect(page.get_by_text("Questions it makes more likely")).to_be_visible()
    # The box does not fold away under the hands of who is typing.
    expect(page.get_by_label("The job advertisement")).to_be_visible()
    page.reload(wait_until="domcontentloaded")
    expect(page.get_by_text("Found: 2 duties")).to_be_visible()
    expect(page.get_by_text("“Coach new colleagues”").filter(visible=True).first).to_be_visible()
    settle(page)
    assert axe_violations(page) == []
    assert not overflows(page)
    # Downloads are made in a thread of their own, where less is allowed.
    page.get_by_role("tab", name="Details").click()
    field = page.get_by_role("group", name="Day")
    field.locator("[data-type=day]").focus()
    page.keyboard.type(f"{datetime.now().astimezone().date() + timedelta(days=12):%d%m%Y}")
    page.keyboard.press("Escape")
    expect(page.get_by_text("In 12 days")).to_be_visible()
    page.get_by_role("tab", name="The day").click()
    with page.expect_download() as calendar:
        page.get_by_role("button", name="Add to calendar").click()
    assert "BEGIN:VEVENT" in calendar.value.path().read_text("utf-8")
    page.get_by_role("tab", name="Advertisement").click()
    page.get_by_role("button", name="Practise the first").click()
    expect(page.get_by_role("button", name="Reveal")).to_be_visible()


def test_every_way_through_an_interview_leads_where_it_says(start_app: StartApp, new_page: NewPage) -> None:
    app, page = start_app(), new_page()
    open_page(page, f"{app.url}/prepare")
    page.get_by_label("Company").fill("Larkfield Energy")
    page.get_by_role("button", name="Add it").click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text(["Larkfield Energy"])

    page.get_by_role("button", name="Enter the date").click()
    expect(page.get_by_label("Place or link")).to_be_visible()
    expect(page).to_have_url(re.compile("part=Details"))
    page.reload(wait_until="domcontentloaded")
    expect(page.get_by_label("Place or link")).to_be_visible()

    page.get_by_role("button", name="Add the next round").dblclick()
    expect(page).not_to_have_url(re.compile("interview=$"))
    expect(page.get_by_label("Place or link")).to_be_visible()
    page.get_by_text("Company", exact=True).first.click()
    page.get_by_role("button", name="All interviews").click()
    expect(title).to_have_text(["Interviews"])
    expect(page.get_by_role("link", name="Larkfield Energy")).to_have_count(2)

    page.get_by_role("link", name="Larkfield Energy").first.click()
    expect(title).to_have_text(["Larkfield Energy"])
    page.get_by_role("tab", name="Questions to ask").click()
    expect(page).to_have_url(re.compile(r"part=Questions\+to\+ask"))
    page.go_back()
    expect(title).to_have_text(["Interviews"])
    page.get_by_role("link", name="Larkfield Energy").first.click()
    page.get_by_role("tab", name="Details").click()
    page.get_by_role("button", name="Delete this interview").click()
    page.get_by_role("button", name="Delete it").click()
    expect(title).to_have_text(["Interviews"])
    expect(page.get_by_role("link", name="Larkfield Energy")).to_have_count(1)
    expect(page.get_by_test_id("stException")).to_have_count(0)
