"""Small steps of a one-way video interview that its browser tests share."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.page import axe_violations, open_page, overflows, settle

STORED = """async () => {
    const database = await new Promise((resolve) => {
        const opening = indexedDB.open("prepkit-videos", 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore("recordings", { keyPath: "id" })
        opening.onsuccess = () => resolve(opening.result)
    })
    const all = database.transaction("recordings").objectStore("recordings").getAll()
    await new Promise((resolve) => { all.onsuccess = resolve })
    database.close()
    return all.result.map((recording) => recording.content.size)
}"""


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def open_camera(page: Page, url: str, questions: int = 1, *, one_take: bool = False) -> None:
    """Set up a video interview and stop where the camera is shown before it starts."""
    open_page(page, f"{url}/mock")
    page.get_by_role("radio", name="One-way video").click()
    expect(page.get_by_text("30 seconds to think")).to_be_visible()
    page.get_by_label("How many questions").fill(str(questions))
    page.get_by_label("How many questions").press("Enter")
    expect(page.locator("strong").filter(has_text=f"{questions} question")).to_be_visible()
    if one_take:
        page.get_by_text("One take only").click()
    settle(page)
    button(page, "Begin the interview").click()
    expect(button(page, "Show the first question")).to_be_visible()


def begin_answer(page: Page) -> None:
    button(page, "Show the first question").click()
    button(page, "Answer now").click()


def left(page: Page) -> Locator:
    return page.get_by_role("timer", name="Time left")


def record(page: Page, until: str = "0:58") -> None:
    """Let the recorder count down so far, and stop it."""
    expect(page.get_by_text("Recording.", exact=True)).to_be_attached()
    expect(left(page)).to_have_text(until)
    button(page, "Stop and watch it").click()


def player(page: Page) -> Locator:
    return page.get_by_label("Your answer to:")


def length(page: Page) -> float:
    """How many seconds the player says its recording has, once it knows."""
    expect(player(page)).to_be_visible()
    element = player(page).element_handle()
    page.wait_for_function("(video) => Number.isFinite(video.duration) && video.duration > 0", arg=element)
    seconds: float = player(page).evaluate("(video) => video.duration")
    return seconds


def score(page: Page, value: int = 4) -> None:
    page.get_by_role("radio", name=str(value), exact=True).click()
    expect(page.locator(".st-key-once_save_score button")).to_be_enabled()
    page.locator(".st-key-once_save_score button").click()


def recordings(page: Page) -> list[int]:
    """The sizes of the recordings that the browser keeps."""
    sizes: list[int] = page.evaluate(STORED)
    return sizes


def looks_well(page: Page) -> None:
    settle(page)
    # Away from the buttons, whose colours change under the pointer.
    page.mouse.move(0, 0)
    assert overflows(page) == 0
    assert axe_violations(page) == []
