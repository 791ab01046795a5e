"""Every text box of the app keeps what is typed: over a change of page, a refresh and a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from prepkit.coaching import repository as assignments
from prepkit.coaching import rounds
from prepkit.coaching import session as sessions
from prepkit.coaching.assignment import Assignment, Task
from prepkit.coaching.session import SESSIONS, CoachingSession
from prepkit.interviews import repository as prepared
from prepkit.interviews.appointment import Asking, Interview, QuestionHeard
from prepkit.mock import repository, state
from prepkit.mock.state import Here, Mock, MockItem, MockPhase
from prepkit.model import Story
from prepkit.store import open_file, profiles, stories
from prepkit.store.scores import Rater
from prepkit.ui.widgets.text_boxes import STORY, TEXT_BOXES, text_box
from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import open_page, press, reveal, settle, unfold
from tests.browser.practising import attempts, prompt
from tests.browser.server import AppServer

FIGURES = ("baseline", "change", "period")
QUESTION, NOW = "furious-caller", 1_796_000_000_000_000
SAID = "Saved"


def stay(page: Page) -> None:
    """The box stands open as soon as the page does."""


def open_note(page: Page) -> None:
    if not page.locator(".after:visible").count():
        reveal(page)
    page.get_by_role("tab", name="My note").click()


def begin_practice(page: Page) -> None:
    page.locator(".st-key-practise_one button").click()
    expect(page.locator(".reveal").first).to_be_visible()
    settle(page)


def choose_pasted_text(page: Page) -> None:
    page.get_by_role("radio", name="Pasted text").click()


def go_on(page: Page) -> None:
    """The mock pauses over a refresh, and goes on where it was only left for another page."""
    box = page.get_by_role("textbox").first
    resume = page.locator(".st-key-once_resume button")
    expect(box.or_(resume).first).to_be_visible()
    if resume.is_visible():
        resume.click()
        expect(resume).to_have_count(0)
    expect(box).to_be_visible()
    settle(page)


def hand_over(page: Page) -> None:
    page.get_by_role("button", name="I am the coach: score it").click()


def folder(label: str) -> Callable[[Page], None]:
    """Open a folder, if it is not open already."""
    return lambda page: open_folder(page, label)


def part(label: str, folder: str = "") -> Callable[[Page], None]:
    """Go to a part of the interview, and open a folder there."""

    def choose(page: Page) -> None:
        page.get_by_role("tab", name=label, exact=True).click()
        if folder:
            open_folder(page, folder)

    return choose


def open_folder(page: Page, label: str) -> None:
    box = page.get_by_test_id("stExpander").filter(has_text=label)
    expect(box).to_be_visible()
    if box.locator("details:not([open])").count():
        unfold(page, label)


def open_evidence(page: Page) -> None:
    open_folder(page, "Note your evidence")


@dataclass(frozen=True)
class Boxes:
    """Boxes that are seen together: their keys, and what must be done on their page to see them."""

    keys: tuple[str, ...]
    reach: Callable[[Page], None] = stay


@dataclass(frozen=True)
class Place:
    """A page with boxes: its address, and what must be done before it is opened."""

    address: str
    boxes: tuple[Boxes, ...]
    before: tuple[str, Callable[[Page], None]] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for boxes in self.boxes for key in boxes.keys)


def place(address: str, *keys: str, reach: Callable[[Page], None] = stay) -> Place:
    return Place(address, (Boxes(keys, reach),))


FINDING = Boxes(("found_company-site", "where_company-site"), part("Company", "Read their own pages"))
INTERVIEW = Place(
    "prepare?interview=one",
    (
        Boxes(("interview_advert",), part("Advertisement")),
        FINDING,
        Boxes(("new_ask", "said_one_0"), part("Questions to ask", "What is hard")),
        Boxes(
            ("new_heard", "interview_surprised", "interview_thanks", "heard_note_one_0"), part("Afterwards")
        ),
        Boxes(("interview_people", "interview_notes"), part("Details")),
    ),
)
COMPANY = Place("prepare?interview=one&part=Company", (FINDING,))
OWN = place("own?write=1", *(f"own_{field}_new" for field in ("prompt", "key_points", "answer", "variants")))
PLACES = (
    Place(
        "practise",
        (Boxes(("draft",)), Boxes(("note",), open_note)),
        before=(f"browse?question={QUESTION}", begin_practice),
    ),
    place(f"browse?question={QUESTION}", "browse_note"),
    OWN,
    place("own?bring=1", "bring_text", reach=choose_pasted_text),
    place("stories?paste=1", "paste_box"),
    Place(
        "stories?story=monday",
        (
            Boxes(tuple(f"story_{part}" for part in STORY if part not in (*FIGURES, "key_facts"))),
            Boxes(tuple(f"story_{part}" for part in FIGURES), folder("The result in figures")),
            Boxes(("story_key_facts",), folder("Key facts to tick")),
        ),
    ),
    place("mock?mock=running", "mock_draft", reach=go_on),
    place("mock?mock=to-score", "mock_evidence", reach=open_evidence),
    INTERVIEW,
    place("coach?client=dana", "client_note"),
    place("coach?assignment=thursday", "a_message"),
    place("coach?client=dana&feedback=sent", "give_message", "give_evidence_1", "give_try_1"),
    place("coach?client=dana&session=live", "session_notes", "session_evidence"),
    place("coach?rubric=triage", "rubric_1", "rubric_3"),
    place("round?round=candidate", "round_evidence_self"),
    place("round?round=coach", "round_evidence_coach", reach=hand_over),
)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A server on data in which every box can be reached."""
    folder = tmp_path_factory.mktemp("boxes")
    (folder / "data").mkdir()
    furnish(folder / "data")
    server = AppServer(folder / "data", folder / "server.log", preloaded=True)
    server.start()
    yield server
    server.stop()


def furnish(data: Path) -> None:
    database = open_file(data / "prepkit.db")
    store = profiles.latest(database, new_id="me", now=NOW)
    asked = MockItem("one-answer", QUESTION, answer_s=3_600)
    running = Mock("Mock", "lead", (asked,), NOW, phase=MockPhase.ANSWER, began=NOW, seen_at=NOW, paused=True)
    repository.save(store, "running", running, NOW)
    done = Mock("Mock", "lead", (MockItem("another", QUESTION),), NOW, at=1, phase=MockPhase.OVER)
    repository.save(store, "to-score", done, NOW)
    for name in ("candidate", "coach"):
        mock = rounds.begin("Round", "lead", Here.BOTH, MockItem(f"by-{name}", QUESTION), NOW)
        if name == "coach":
            mock = rounds.lock(mock, "by-coach", Rater.SELF, state.Scored(3))
        repository.save(store, name, mock, NOW)
    stories.save(store, "monday", Story(title=""), NOW)
    prepared.save(
        store,
        "one",
        Interview(company="Larkfield", ask=(Asking("What is hard?"),), heard=(QuestionHeard("Why?"),)),
        NOW,
    )
    client = profiles.add_client(store, "Dana", new_id="dana", now=NOW)
    sent = Mock("Thursday", "lead", (MockItem("sent-answer", QUESTION),), NOW, phase=MockPhase.OVER)
    repository.save(client, "sent", sent, NOW)
    begun, held = sessions.begin(
        CoachingSession("Session", (QUESTION,), "lead"), "held", lambda: "heard", NOW
    )
    SESSIONS.save(client, "live", begun, NOW)
    repository.save(client, "held", held, NOW)
    assignments.save(store, "thursday", Assignment("Thursday", (Task(QUESTION, "Furious?"),)), NOW)
    database.close()


def box_of(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} textarea")


def text_for(key: str) -> str:
    return f"Kept in {key}: 42 % of 7, 😀"


def expect_saved(page: Page, key: str) -> None:
    expect(page.locator(f".st-key-{key} [role=status]")).to_have_text(SAID)


def fill_all(page: Page, place: Place) -> None:
    for boxes in place.boxes:
        boxes.reach(page)
        for key in boxes.keys:
            # While a page is exchanged, the box of the page before may still stand beside it.
            expect(box_of(page, key)).to_have_count(1)
            box_of(page, key).fill(text_for(key))
            expect_saved(page, key)


def expect_all(page: Page, place: Place) -> None:
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    settle(page)
    for boxes in place.boxes:
        boxes.reach(page)
        for key in boxes.keys:
            expect(box_of(page, key)).to_have_value(text_for(key))


def to_settings_and_back(page: Page) -> None:
    page.keyboard.press("Escape")
    unfolder = page.get_by_test_id("stExpandSidebarButton")
    if unfolder.count():
        unfolder.click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Settings").click()
    expect(page.get_by_role("heading", level=1, name="Settings")).to_be_visible()
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Settings")).to_have_count(0)
    settle(page)
    if "/prepare" in page.url:
        # The way back to an interview may lead over the list of them.
        link = page.get_by_role("link", name="Larkfield")
        expect(link.or_(page.get_by_role("tab", name="Details")).first).to_be_visible()
        if link.is_visible():
            link.click()


def test_the_places_are_those_of_the_list() -> None:
    assert {text_box(key) for place in PLACES for key in place.keys} == set(TEXT_BOXES)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.keys[0])
def test_what_is_typed_stays_over_a_change_of_page_and_a_refresh(
    furnished: AppServer, same_page: NewPage, place: Place
) -> None:
    page = same_page()
    if place.before is not None:
        address, step = place.before
        open_page(page, f"{furnished.url}/{address}")
        step(page)
    open_page(page, f"{furnished.url}/{place.address}")
    fill_all(page, place)
    if not place.address.startswith("round"):  # It stands alone, without a way to other pages.
        to_settings_and_back(page)
        expect_all(page, place)
    page.reload(wait_until="domcontentloaded")
    expect_all(page, place)


def test_a_question_and_a_finding_being_written_survive_a_killed_server(
    start_app: StartApp, page: Page
) -> None:
    app = start_app()
    app.stop()
    furnish(app.data)
    app.start()
    for place in (OWN, COMPANY):
        open_page(page, f"{app.url}/{place.address}")
        fill_all(page, place)
    app.kill()
    app.start()
    for place in (OWN, COMPANY):
        open_page(page, f"{app.url}/{place.address}")
        expect_all(page, place)


def test_a_finished_draft_leaves_an_empty_box(start_app: StartApp, page: Page) -> None:
    app = start_app()
    app.stop()
    furnish(app.data)
    app.start()
    open_page(page, f"{app.url}/{COMPANY.address}")
    FINDING.reach(page)
    # At once, without a pause in which it could be saved first.
    box_of(page, "where_company-site").fill("Annual report")
    box_of(page, "found_company-site").fill("They deliver at night.")
    page.locator(".st-key-keep_finding_company-site button").click()
    expect(page.get_by_text("They deliver at night.", exact=False).first).to_be_visible()
    expect(box_of(page, "found_company-site")).to_have_value("")
    expect(box_of(page, "where_company-site")).to_have_value("")
    open_page(page, f"{app.url}/{COMPANY.address}")
    FINDING.reach(page)
    expect(page.get_by_text("Annual report")).to_be_visible()
    expect(box_of(page, "found_company-site")).to_have_value("")

    open_page(page, f"{app.url}/own?write=1")
    box_of(page, "own_prompt_new").fill("Why do lifts stop?")
    page.locator(".st-key-own_save button").click()
    expect(page.get_by_role("heading", level=1, name="Why do lifts stop?")).to_be_visible()
    open_page(page, f"{app.url}/own?write=1")
    expect(box_of(page, "own_prompt_new")).to_have_value("")


def test_half_an_emoji_and_arabic_are_kept_as_they_should_be(start_app: StartApp, own_page: NewPage) -> None:
    app, page = start_app(), own_page()
    open_page(page, f"{app.url}/browse?question={QUESTION}")
    box = box_of(page, "browse_note")
    box.fill("سؤال عن العميل")
    expect_saved(page, "browse_note")
    assert box.evaluate("box => getComputedStyle(box).direction") == "rtl"
    box.evaluate(
        "box => { box.value = 'calm \\ud83d'; box.dispatchEvent(new InputEvent('input', { bubbles: true })) }"
    )
    expect_saved(page, "browse_note")
    page.reload(wait_until="domcontentloaded")
    expect(box).to_have_value("calm \ufffd")


def test_spaces_and_digits_that_are_typed_neither_reveal_nor_rate(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, f"{app.url}/browse?question={QUESTION}")
    begin_practice(page)
    card, typed = prompt(page), "1 2 3 4 j k l u f s 5"
    expect(page.locator('[data-keys~="Space"]')).to_be_attached()
    box_of(page, "draft").click()
    page.keyboard.type(typed)
    expect_saved(page, "draft")
    expect(box_of(page, "draft")).to_have_value(typed)
    expect(page.locator(".reveal").first).to_be_visible()
    reveal(page)
    box_of(page, "draft").click()
    page.keyboard.press("End")
    page.keyboard.type(" 3 4")
    expect(box_of(page, "draft")).to_have_value(f"{typed} 3 4")
    page.get_by_role("tab", name="My note").click()
    box_of(page, "note").click()
    page.keyboard.type(typed)
    expect_saved(page, "note")
    expect(box_of(page, "note")).to_have_value(typed)
    assert prompt(page) == card
    assert attempts(app.data) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("heading", level=1).first.click()
    press(page, "3")
    # The only card of the session.
    expect(page.get_by_role("heading", level=1, name="Session finished")).to_be_visible()
    assert attempts(app.data) == [(f"q:{QUESTION}", 3)]


@pytest.mark.parametrize(
    "address",
    [
        "settings",
        "browse",
        "own?write=1",
        "prepare",
        "prepare?interview=one&part=Details",
        "prepare?interview=one&part=Company",
        "mock",
        "coach",
        "learn",
    ],
)
def test_no_field_on_a_phone_is_so_small_that_it_zooms(
    furnished: AppServer, same_page: NewPage, address: str
) -> None:
    page = same_page(390, 844)
    open_page(page, f"{furnished.url}/{address}")
    small = page.evaluate(
        """() => {
            const shadows = [...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean)
            const size = field => parseFloat(getComputedStyle(field).fontSize)
            const typed = 'input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select'
            return [document, ...shadows].flatMap(root => [...root.querySelectorAll(typed)])
                .filter(field => size(field) < 16)
                .map(field => `${field.getAttribute('aria-label') ?? field.id} ${size(field)}`)
        }"""
    )
    assert small == []


TYPE_BEFORE_THE_SCRIPT = """
    const attach = Element.prototype.attachShadow
    Element.prototype.attachShadow = function (options) {
        const root = attach.call(this, options)
        new MutationObserver(() => {
            const box = root.querySelector('textarea')
            if (!box || window.typed) return
            window.typed = true
            box.value = 'First words'
            box.dispatchEvent(new InputEvent('input', { bubbles: true }))
        }).observe(root, { childList: true, subtree: true })
        return root
    }
"""


def test_words_typed_before_the_box_has_its_script_are_kept(start_app: StartApp, own_page: NewPage) -> None:
    app, page = start_app(), own_page()
    page.add_init_script(TYPE_BEFORE_THE_SCRIPT)
    open_page(page, f"{app.url}/browse?question={QUESTION}")
    expect_saved(page, "browse_note")
    expect(box_of(page, "browse_note")).to_have_value("First words")


def test_a_text_that_was_saved_before_its_box_was_drawn_anew_says_so(
    start_app: StartApp, own_page: NewPage
) -> None:
    app, page = start_app(), own_page()
    open_page(page, f"{app.url}/browse?question={QUESTION}")
    box_of(page, "browse_note").fill("On its way when the page went.")
    entry = page.evaluate("Object.entries(sessionStorage).find(([key]) => key.startsWith('prepkit unsaved'))")
    expect_saved(page, "browse_note")
    page.evaluate("([key, value]) => sessionStorage.setItem(key, value)", entry)
    page.reload(wait_until="domcontentloaded")
    expect(box_of(page, "browse_note")).to_have_value("On its way when the page went.")
    expect_saved(page, "browse_note")
