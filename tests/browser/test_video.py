"""A one-way video interview: the browser alone records, and it goes on whatever happens to the camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.browser import chromium
from tests.browser.conftest import NewPage, StartApp
from tests.browser.filming import (
    STORED,
    begin_answer,
    button,
    left,
    length,
    looks_well,
    open_camera,
    player,
    record,
    recordings,
    score,
)
from tests.browser.page import PATIENCE, open_page, settle

HOSTED = {"PREPKIT_MODE": "hosted"}
PRETEND = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
DENY = "--use-fake-ui-for-media-stream=deny"
NO_ANSWER = "navigator.mediaDevices.getUserMedia = () => new Promise(() => {})"
NO_CAMERA = "Object.defineProperty(navigator, 'mediaDevices', { value: undefined })"
NO_ROOM = """IDBObjectStore.prototype.put = () => {
    throw new DOMException("full", "QuotaExceededError")
}"""
ANYTHING_ELSE = 20_000
"""The most bytes of one message that has no video in it."""


@pytest.fixture
def filmed(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Windows of a browser with a pretended camera and microphone."""
    filming = browser.browser_type.launch(executable_path=chromium.find(), args=[*chromium.FLAGS, *PRETEND])

    def new(width: int = 1440, height: int = 900) -> Page:
        context = filming.new_context(
            permissions=["camera", "microphone"],
            viewport={"width": width, "height": height},
            color_scheme="dark" if width < 500 else "light",
            reduced_motion="reduce",
            locale="en-GB",
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield new
    filming.close()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_an_answer_is_filmed_watched_and_scored(
    start_app: StartApp, filmed: Callable[..., Page], width: int, height: int
) -> None:
    page = filmed(width, height)
    open_camera(page, start_app().url, 2)
    looks_well(page)
    preview = page.get_by_label("What your camera sees")
    expect(preview).to_have_js_property("videoWidth", 640)
    assert "matrix(-1" in preview.evaluate("(video) => getComputedStyle(video).transform")
    button(page, "Show the first question").click()
    expect(page.get_by_text("Think", exact=True)).to_be_visible()
    looks_well(page)
    button(page, "Answer now").click()
    expect(page.get_by_text("Recording.", exact=True)).to_be_attached()
    looks_well(page)
    record(page, "0:56")
    assert 2 < length(page) < 30
    looks_well(page)
    score(page)
    expect(page.get_by_text("Question 2 of 2")).to_be_visible()
    button(page, "Answer now").click()
    record(page)
    expect(page.get_by_text("Answer 2 of 2.")).to_be_visible()
    score(page)
    expect(page.get_by_text("2 recordings in this browser")).to_be_visible()
    looks_well(page)


def test_no_byte_of_a_video_reaches_the_server(start_app: StartApp, filmed: Callable[..., Page]) -> None:
    page = filmed()
    sent: list[int] = []

    def watch(socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: sent.append(len(payload)))

    page.on("websocket", watch)
    page.on("request", lambda request: sent.append(len(request.post_data_buffer or b"")))
    open_camera(page, start_app().url)
    begin_answer(page)
    record(page, "0:50")
    expect(player(page)).to_be_visible()
    score(page)
    expect(page.get_by_text("1 recording in this browser")).to_be_visible()
    [size] = recordings(page)
    assert size > 5 * ANYTHING_ELSE
    assert sent
    assert max(sent) < ANYTHING_ELSE
    assert sum(sent) < size


def test_an_answer_can_be_recorded_again_unless_one_take_is_allowed(
    start_app: StartApp, filmed: Callable[..., Page]
) -> None:
    app, page = start_app(), filmed()
    open_camera(page, app.url)
    begin_answer(page)
    record(page, "0:59")
    first = length(page)
    button(page, "Record again").click()
    record(page, "0:54")
    assert length(page) > first + 2
    assert len(recordings(page)) == 1
    open_camera(page, app.url, one_take=True)
    begin_answer(page)
    record(page)
    expect(player(page)).to_be_visible()
    settle(page)
    expect(button(page, "Record again")).to_have_count(0)


def test_an_answer_stops_at_its_limit(start_app: StartApp, filmed: Callable[..., Page]) -> None:
    page = filmed()
    page.clock.install()
    open_camera(page, start_app().url)
    begin_answer(page)
    expect(left(page)).to_have_text("0:58")
    page.clock.fast_forward("02:00")
    expect(player(page)).to_be_visible()
    expect(page.get_by_text("60 of 60 seconds")).to_be_visible()


def test_thinking_ends_by_itself_and_the_answer_begins(
    start_app: StartApp, filmed: Callable[..., Page]
) -> None:
    page = filmed()
    page.clock.install()
    open_camera(page, start_app().url)
    button(page, "Show the first question").click()
    expect(button(page, "Answer now")).to_be_visible()
    page.clock.fast_forward("00:31")
    expect(button(page, "Stop and watch it")).to_be_visible()


def test_a_refresh_loses_the_running_recording_and_keeps_the_others(
    start_app: StartApp, filmed: Callable[..., Page]
) -> None:
    page = filmed()
    page.on("dialog", lambda dialog: dialog.accept())
    open_camera(page, start_app().url, 2)
    begin_answer(page)
    record(page)
    score(page)
    button(page, "Answer now").click()
    expect(left(page)).to_have_text("0:58")
    page.reload()
    expect(page.get_by_text("a recording that was running when the page was left is lost")).to_be_visible()
    button(page, "Resume").click()
    expect(left(page)).to_have_text("0:59")
    record(page)
    expect(player(page)).to_be_visible()
    assert len(recordings(page)) == 2
    page.reload()
    expect(player(page)).to_be_visible()


def test_recordings_are_deleted_one_by_one_together_and_with_their_mock(
    start_app: StartApp, filmed: Callable[..., Page]
) -> None:
    app, page = start_app(), filmed()
    open_camera(page, app.url, 3)
    button(page, "Show the first question").click()
    for _ in range(3):
        button(page, "Answer now").click()
        record(page, "0:59")
        expect(player(page)).to_be_visible()
        score(page)
    expect(page.get_by_text("3 recordings in this browser")).to_be_visible()
    report = page.url
    page.get_by_role("button", name="Delete:").first.click()
    expect(page.get_by_role("button", name="for good")).to_be_focused()
    looks_well(page)
    button(page, "Keep").click()
    page.get_by_role("button", name="Delete:").first.click()
    page.get_by_role("button", name="for good").click()
    expect(page.get_by_text("2 recordings in this browser")).to_be_visible()
    other = page.context.new_page()
    open_page(other, f"{app.url}/settings")
    button(other, "Delete all").click()
    looks_well(other)
    button(other, "Delete for good").click()
    expect(other.get_by_text("This browser keeps no recording of a mock interview.")).to_be_visible()
    expect(page.get_by_text("This browser has no recording of this interview.")).to_be_visible()
    assert recordings(page) == []
    open_camera(page, app.url)
    begin_answer(page)
    record(page)
    expect(player(page)).to_be_visible()
    score(page)
    expect(page.get_by_text("1 recording in this browser")).to_be_visible()
    assert page.url != report
    page.locator(".st-key-delete_mock button").click()
    page.locator(".st-key-delete_mock_yes button").click()
    expect(page.get_by_role("heading", name="Mock interview")).to_be_visible()
    page.wait_for_function(f"async () => (await ({STORED})()).length === 0")


def goes_on_without(page: Page) -> None:
    """The question counts down and is scored, though nothing is recorded."""
    looks_well(page)
    begin_answer(page)
    expect(page.get_by_text("Not recorded")).to_be_visible()
    expect(left(page)).to_have_text("0:58")
    looks_well(page)
    button(page, "Done").click()
    expect(page.get_by_text("This browser has no recording of this answer.")).to_be_visible()
    score(page)
    expect(page.get_by_text("This browser has no recording of this interview.")).to_be_visible()


def test_a_refused_camera_is_said_and_the_interview_goes_on(start_app: StartApp, browser: Browser) -> None:
    refusing = browser.browser_type.launch(
        executable_path=chromium.find(), args=[*chromium.FLAGS, "--use-fake-device-for-media-stream", DENY]
    )
    page = refusing.new_page(permissions=[], reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)
    open_camera(page, start_app().url)
    expect(page.get_by_text("Camera and microphone were refused")).to_be_visible()
    expect(button(page, "Try the camera again")).to_be_visible()
    goes_on_without(page)
    refusing.close()


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (NO_ANSWER, "Your browser asks whether this page may use camera and microphone"),
        (NO_CAMERA, "This browser cannot record."),
    ],
)
def test_an_ignored_prompt_and_no_camera_are_said_and_the_interview_goes_on(
    start_app: StartApp, own_page: NewPage, script: str, message: str
) -> None:
    page = own_page()
    page.add_init_script(script)
    open_camera(page, start_app().url)
    expect(page.get_by_text(message)).to_be_visible()
    goes_on_without(page)


def test_a_full_storage_is_said_and_the_recording_can_be_watched_until_the_page_is_left(
    start_app: StartApp, filmed: Callable[..., Page]
) -> None:
    page = filmed()
    page.add_init_script(NO_ROOM)
    open_camera(page, start_app().url)
    begin_answer(page)
    record(page)
    expect(page.get_by_text("This browser has no room left for the recording.")).to_be_visible()
    looks_well(page)
    button(page, "Go on").click()
    assert length(page) > 0.5
    page.reload()
    expect(page.get_by_text("This browser has no recording of this answer.")).to_be_visible()


def test_a_camera_that_is_pulled_out_leaves_what_was_recorded(
    start_app: StartApp, filmed: Callable[..., Page]
) -> None:
    page = filmed()
    open_camera(page, start_app().url)
    begin_answer(page)
    expect(left(page)).to_have_text("0:57")
    page.evaluate("""() => {
        const tracks = window.prepkitCamera.stream.getTracks()
        for (const track of tracks) track.stop()
        tracks[0].onended()
    }""")
    expect(page.get_by_text("The camera was switched off.")).to_be_visible()
    button(page, "Done").click()
    assert length(page) > 1


def test_an_answer_goes_on_behind_another_tab(start_app: StartApp, filmed: Callable[..., Page]) -> None:
    page = filmed()
    open_camera(page, start_app().url)
    begin_answer(page)
    expect(left(page)).to_have_text("0:58")
    other = page.context.new_page()
    other.bring_to_front()
    expect(left(page)).to_have_text("0:54")
    other.close()
    button(page, "Stop and watch it").click()
    assert length(page) > 3


def test_another_window_goes_on_with_the_interview_and_plays_what_was_filmed(
    start_app: StartApp, filmed: Callable[..., Page]
) -> None:
    page = filmed()
    open_camera(page, start_app().url, 2)
    begin_answer(page)
    record(page)
    expect(player(page)).to_be_visible()
    other = page.context.new_page()
    open_page(other, page.url)
    assert length(other) > 0.5
    score(other)
    button(other, "Answer now").click()
    record(other)
    expect(player(other)).to_be_visible()
    assert len(recordings(other)) == 2


def test_a_server_that_is_started_anew_meanwhile_gets_the_answer(
    start_app: StartApp, filmed: Callable[..., Page]
) -> None:
    app, page = start_app(), filmed()
    open_camera(page, app.url)
    begin_answer(page)
    expect(left(page)).to_have_text("0:57")
    app.kill()
    app.start()
    assert length(page) > 1


def test_deleting_all_data_deletes_the_recordings(start_app: StartApp, filmed: Callable[..., Page]) -> None:
    page = filmed()
    open_camera(page, start_app(**HOSTED).url)
    begin_answer(page)
    record(page)
    expect(player(page)).to_be_visible()
    assert len(recordings(page)) == 1
    page.locator(".st-key-private_data button").first.click()
    page.locator(".st-key-private_forget button").click()
    page.locator(".st-key-private_forget_yes button").click()
    expect(page.locator(".st-key-start_first")).to_be_visible()
    page.wait_for_function(f"async () => (await ({STORED})()).length === 0")
