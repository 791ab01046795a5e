"""Stories and spoken answers as a person makes them, in a real browser on a real server."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import PATIENCE, axe_violations, open_page, overflows, settle, start_first, unfold
from tests.browser.practising import answers
from tests.shipped import shipped_bank
from tests.voice.speech import joined, say


def test_a_story_survives_typing_a_page_switch_a_refresh_and_a_killed_server(
    start_app: StartApp, page: Page
) -> None:
    app = start_app()
    open_page(page, f"{app.url}/stories")
    page.get_by_role("button", name="Write a story").click()
    box = page.get_by_label("Action", exact=True)
    box.press_sequentially("I moved half of the team to chat.")
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", level=1).first).not_to_have_text("New story")
    page.go_back()
    expect(box).to_have_value("I moved half of the team to chat.")
    page.get_by_label("Title (only you see it)").fill("Half the team")
    expect(page.get_by_role("heading", level=1).first).to_have_text("Half the team")
    app.kill()
    app.start()
    open_page(page, page.url)
    expect(box).to_have_value("I moved half of the team to chat.")
    expect(page.get_by_role("heading", level=1).first).to_have_text("Half the team")


def test_the_last_letters_before_a_refresh_are_not_lost(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, f"{app.url}/stories")
    page.get_by_role("button", name="Write a story").click()
    box = page.get_by_label("Result", exact=True)
    box.press_sequentially("She stayed")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    box.press_sequentially(" with us.")
    page.reload()
    expect(box).to_have_value("She stayed with us.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.evaluate("sessionStorage.clear()")
    open_page(page, page.url)
    expect(box).to_have_value("She stayed with us.")


def test_what_a_button_writes_stands_in_the_box_and_is_typed_on(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, f"{app.url}/stories")
    page.get_by_role("button", name="Write a story").click()
    result = page.get_by_label("Result", exact=True)
    result.fill("She stayed.")
    expect(page.get_by_text("Saved", exact=True)).to_have_count(1)
    page.get_by_role("button", name="Keep this version").click()
    expect(page.get_by_text("1 earlier version")).to_be_visible()
    unfold(page, "The result in figures")
    page.get_by_label("What it was before").fill("9 calls")
    page.get_by_label("What it became").fill("2")
    page.get_by_label("Over what time").fill("in a week")
    # The last words typed in the box reach the store by the click itself.
    result.press_sequentially(" Gladly.")
    page.get_by_role("button", name="Add it to the result").click()
    whole = "She stayed. Gladly. It went from 9 calls to 2 in a week."
    expect(result).to_have_value(whole)
    result.press_sequentially(" Good.")
    expect(result).to_have_value(f"{whole} Good.")
    page.get_by_text("A number counts only beside").click()
    expect(page.get_by_text("Saving…", exact=True)).to_have_count(0)
    settle(page)
    unfold(page, "1 earlier version")
    page.get_by_role("button", name="Restore this version").click()
    expect(result).to_have_value("She stayed.")
    expect(page.get_by_label("What it became")).to_have_value("")


def test_two_windows_write_two_parts_of_one_story(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app()
    first, second = new_page(), new_page()
    open_page(first, f"{app.url}/stories")
    first.get_by_role("button", name="Write a story").click()
    expect(first.get_by_label("Result", exact=True)).to_be_visible()
    open_page(second, first.url)
    first.get_by_label("Action", exact=True).fill("I called her.")
    second.get_by_label("Result", exact=True).fill("She stayed.")
    expect(first.get_by_text("Saved", exact=True)).to_be_visible()
    expect(second.get_by_text("Saved", exact=True)).to_be_visible()
    open_page(first, first.url)
    expect(first.get_by_label("Action", exact=True)).to_have_value("I called her.")
    expect(first.get_by_label("Result", exact=True)).to_have_value("She stayed.")


def test_a_pasted_story_is_put_right_by_keyboard_on_a_phone(start_app: StartApp, new_page: NewPage) -> None:
    app, page = start_app(), new_page(width=390, height=844)
    open_page(page, f"{app.url}/stories?paste=1")
    page.get_by_label("The story").fill("It was a Monday in May. I called her at nine. She stayed with us.")
    page.get_by_role("group").nth(0).get_by_label("Situation").check()
    second = page.get_by_role("group").nth(1)
    second.get_by_label("Situation").check()
    # One that was proposed is checked already, and a click on it would be none.
    second.get_by_label("Situation").focus()
    page.keyboard.press("ArrowDown")
    expect(second.get_by_label("Task")).to_be_checked()
    settle(page)
    assert axe_violations(page) == []
    assert overflows(page) == 0
    page.get_by_role("button", name="Make a story of").click()
    expect(page.get_by_role("textbox", name="Task")).to_have_value("I called her at nine.")


def test_pointing_at_a_key_point_marks_the_nearest_words_of_the_answer(
    start_app: StartApp, page: Page
) -> None:
    app = start_app()
    open_page(page, f"{app.url}/browse?question=furious-caller")
    said = [f"I {point}." for point in _key_points()]
    page.get_by_role("button", name="Practise this one").click()
    page.get_by_label("Your answer (optional)").fill(" ".join([*said, "And that is how it went.\n" * 20]))
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.locator(".reveal").click()
    marked = page.locator(".st-key-draft mark")
    for number in (len(said) - 1, 0):
        page.get_by_role("checkbox").nth(number).hover()
        expect(marked).to_have_text(said[number])
        expect(marked).to_be_in_viewport()
    page.get_by_role("heading", level=1).hover()
    expect(marked).to_have_count(0)
    page.get_by_role("checkbox").nth(1).focus()
    expect(marked).to_have_text(said[1])
    assert page.get_by_role("checkbox", checked=True).count() == 0
    page.get_by_role("button", name="Ask me a follow-up").press("Enter")
    expect(page.get_by_text("then rate both together")).to_be_visible()
    settle(page)
    assert axe_violations(page) == []


def _key_points() -> list[str]:
    return [point.text.lower() for point in shipped_bank().question("furious-caller").key_points]


def test_a_spoken_answer_becomes_text_with_its_pace(
    start_app: StartApp, browser: Browser, tmp_path: Path
) -> None:
    """A real recording of a real (synthetic) voice, from the microphone to the stored attempt."""
    sound = tmp_path / "answer.wav"
    first, second = say("we answered the phone on monday"), say("i called the people who had been waiting")
    sound.write_bytes(joined(0.5, first, 2.0, second, 1.0))
    app = start_app()
    microphone = f"--use-file-for-fake-audio-capture={sound}%noloop"
    pretend = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", microphone)
    speaking = browser.browser_type.launch(executable_path=chromium.find(), args=[*chromium.FLAGS, *pretend])
    page = speaking.new_page(permissions=["microphone"], viewport={"width": 390, "height": 844})
    page.set_default_timeout(PATIENCE)
    open_page(page, app.url)
    start_first(page)
    page.get_by_role("button", name="Record", exact=True).click()
    # The answer takes eight seconds to say, and the recorder shows them passing.
    expect(page.get_by_role("timer", name="Length of the recording")).to_contain_text("0:08")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Pauses")).to_be_visible()
    expect(page.get_by_text("Words a minute")).to_be_visible()
    settle(page)
    assert overflows(page) == 0
    assert axe_violations(page) == []
    heard = page.get_by_label("Your answer (optional)").input_value()
    assert {"we", "phone", "monday", "people", "waiting"} & set(heard.split())
    page.locator(".reveal").click()
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    speaking.close()
    assert answers(app.data) == [heard]
