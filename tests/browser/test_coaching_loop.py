"""An assignment goes out, result and feedback come back, and it all moves to another computer."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, open_page, overflows, press, settle, unfold
from tests.browser.practising import pass_over

OWN = "A customer asks for the manager before you have said a word. What do you do?"
SHIPPED = "furious"
TITLE = "Before we meet on Thursday"
ANSWERS = ("I say that I can decide this myself.", "I let her finish, then I say what I heard.")
EVIDENCE = ("“I can decide this myself” says what you may do.", "Nothing is said about what happened next.")
TRY_THIS = ("Say by when you will ring back.", "End with what the customer got.")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def download(page: Page, name: str, path: Path) -> Path:
    with page.expect_download() as saved:
        button(page, name).click()
    saved.value.save_as(path)
    return path


def upload(page: Page, path: Path, folder: str = "") -> None:
    """Give a page a file: in a folder of that label, or in the only place for one."""
    place = page.locator("body")
    if folder:
        unfold(page, folder)
        place = page.get_by_test_id("stExpander").filter(has_text=folder)
    place.locator("input[type=file]").set_input_files(path)


def write(page: Page, label: str, text: str, number: int = 0) -> None:
    """Write into one of the boxes of that label, and wait until it says that it is saved."""
    editor = page.locator(".editor").filter(has=page.get_by_label(label, exact=True)).nth(number)
    editor.get_by_role("textbox").fill(text)
    expect(editor.get_by_role("status")).to_have_text("Saved")


def looks_well(page: Page) -> None:
    settle(page)
    page.mouse.move(0, 0)
    assert overflows(page) == 0
    assert axe_violations(page) == []


def words(page: Page) -> str:
    settle(page)
    return page.get_by_test_id("stMain").inner_text()


def exported(page: Page, url: str, path: Path) -> dict[str, Any]:
    open_page(page, f"{url}/settings")
    whole: dict[str, Any] = json.loads(download(page, "Export all data", path).read_text("utf-8"))
    del whole["made_at"]
    return whole


def become_coach(page: Page, url: str) -> None:
    open_page(page, f"{url}/settings")
    page.get_by_text("I coach others").click()
    expect(page.get_by_role("link", name="Coach")).to_be_visible()


def write_own_question(coach: Page, url: str) -> None:
    open_page(coach, f"{url}/own?write=1")
    write(coach, "The question, as an interviewer would ask it", OWN)
    write(coach, "Key points, one per line", "Says what they may decide\nAsks what happened")
    button(coach, "Save").click()
    expect(coach.get_by_role("heading", name=OWN)).to_be_visible()


def add_client(coach: Page, url: str) -> str:
    """Add Maria, and return the path of her page."""
    open_page(coach, f"{url}/coach")
    coach.get_by_label("A client's name").fill("Maria")
    button(coach, "Add a client").click()
    expect(coach.get_by_role("heading", level=1, name="Maria")).to_be_visible()
    return coach.url.removeprefix(url)


def send_assignment(coach: Page, url: str, path: Path) -> None:
    """Compose an assignment of an own and a shipped question for Maria, and download it."""
    open_page(coach, f"{url}/coach")
    button(coach, "Compose an assignment").click()
    title = coach.get_by_label("Title")
    title.fill(TITLE)
    title.press("Enter")
    expect(coach.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    coach.get_by_label("Client", exact=True).click()
    coach.get_by_role("option", name="Maria").click()
    expect(button(coach, "Open Maria's page")).to_be_visible()
    due = datetime.now().astimezone().date() + timedelta(days=9)
    field = coach.get_by_role("group", name="Due date (optional)")
    field.locator("[data-type=day]").focus()
    coach.keyboard.type(f"{due:%d%m%Y}")
    coach.keyboard.press("Escape")
    expect(coach.get_by_text("Due ").first).to_be_visible()
    for number, text in enumerate(("asks for the manager", SHIPPED), start=1):
        box = coach.get_by_role("combobox", name="Add a question")
        box.click()
        box.fill(text)
        coach.get_by_role("option").first.click()
        expect(button(coach, f"Remove question {number}")).to_be_visible()
    name = coach.get_by_label("Your name, as the candidate will see it")
    name.fill("Jo Hale")
    name.press("Enter")
    expect(coach.get_by_text("From Jo Hale.")).to_be_visible()
    looks_well(coach)
    download(coach, "Download the assignment", path)
    expect(coach.get_by_text("What you change here reaches them only when")).to_be_visible()


def answer_assignment(candidate: Page, url: str, assignment: Path, result: Path) -> None:
    """Open the assignment, answer and rate it, give a name, and save the result."""
    open_page(candidate, f"{url}/mock")
    upload(candidate, assignment, "Open an assignment from a coach")
    expect(button(candidate, "Begin the assignment")).to_be_visible()
    expect(candidate.get_by_test_id("stBaseButton-primary")).to_have_count(1)
    looks_well(candidate)
    open_page(candidate, f"{url}/practise")
    waiting = candidate.locator("[class*=st-key-open_assignment_]")
    expect(waiting).to_contain_text(f"{TITLE}\nFrom Jo Hale, 2 questions, at most")
    expect(waiting).to_contain_text("due on")
    first_button = candidate.get_by_test_id("stMain").locator(".stButton button").first
    expect(first_button).to_have_text("play_arrowBegin")
    expect(candidate.get_by_test_id("stBaseButton-primary")).to_have_count(1)
    looks_well(candidate)
    button(candidate, "Begin").click()
    expect(candidate.get_by_text("Question 1 of 2")).to_be_visible()
    expect(candidate.get_by_role("heading", level=1)).to_have_text(OWN)
    for text in ANSWERS:
        pass_over(candidate, "Answer now")
        candidate.get_by_label("Say your answer aloud, or write it here").fill(text)
        pass_over(candidate, "Done")
    for number, key in enumerate("42", start=1):
        expect(candidate.get_by_text(f"Answer {number} of 2.")).to_be_visible()
        expect(candidate.get_by_text(ANSWERS[number - 1])).to_be_visible()
        settle(candidate)
        press(candidate, key)
        expect(candidate.get_by_text("Counts as", exact=True)).to_be_visible()
        settle(candidate)
        press(candidate, "n")
    expect(candidate.get_by_text("Send this to Jo Hale.")).to_be_visible()
    name = candidate.get_by_label("Your name, as your coach knows you")
    name.fill("Maria Rossi")
    name.press("Enter")
    expect(name).to_have_count(0)
    looks_well(candidate)
    download(candidate, "Save the result file", result)
    expect(candidate.get_by_text("Now send it to Jo Hale")).to_be_visible()
    candidate.reload(wait_until="domcontentloaded")
    expect(button(candidate, "Save the result file")).to_be_visible()
    expect(name).to_have_count(0)
    open_page(candidate, f"{url}/practise")
    expect(waiting).to_have_count(0)


def import_result(coach: Page, page_of_maria: str, result: Path) -> None:
    open_page(coach, page_of_maria)
    expect(coach.get_by_role("link", name=TITLE)).to_contain_text("Sent on")
    upload(coach, result)
    expect(coach.get_by_text("It holds 2 attempts, 1 interview from Maria Rossi.")).to_be_visible()
    looks_well(coach)
    button(coach, "Add it to this client").click()
    expect(coach.get_by_text("2 new attempts added.")).to_be_visible()
    expect(coach.get_by_role("link", name=TITLE)).to_contain_text("Returned")


def open_entry(coach: Page) -> None:
    coach.locator("summary").filter(has_text=TITLE).click()
    expect(coach.get_by_text(ANSWERS[1])).to_be_visible()


def give_feedback(coach: Page, page_of_maria: str, path: Path) -> None:
    """Score both answers, say why and what to try, and save the feedback file."""
    open_entry(coach)
    button(coach, "Give feedback").click()
    expect(coach.get_by_role("heading", level=1, name="Feedback for Maria")).to_be_visible()
    write(coach, "Message to the candidate", "A calm start, Maria.")
    for number, value in enumerate("32"):
        if number:
            button(coach, "Next answer").click()
        coach.get_by_role("radio", name=value, exact=True).nth(number).click()
        write(coach, "Evidence: which words earn that score?", EVIDENCE[number], number)
        write(coach, "Try this next time", TRY_THIS[number], number)
    drills = coach.get_by_role("checkbox")
    expect(drills.nth(0)).not_to_be_checked()
    expect(drills.nth(1)).to_be_checked()
    coach.get_by_test_id("stCheckbox").filter(has_text=OWN).click()
    expect(drills.nth(0)).to_be_checked()
    looks_well(coach)
    download(coach, "Save the feedback file", path)
    expect(coach.get_by_text("Last saved")).to_be_visible()
    open_page(coach, page_of_maria)
    expect(coach.get_by_role("link", name=TITLE)).to_contain_text("Answered")


def read_feedback(candidate: Page, url: str, feedback: Path, printed: Path) -> None:
    """Open the feedback, print it, and begin to practise what the coach chose."""
    open_page(candidate, f"{url}/mock")
    upload(candidate, feedback, "Open feedback from your coach")
    button(candidate, "Open the feedback").click()
    expect(candidate.get_by_role("heading", level=1, name="Feedback from Jo Hale")).to_be_visible()
    expect(
        candidate.get_by_text("Jo Hale scored 2 of 2 answers: 1 the same as you, 1 lower than you.")
    ).to_be_visible()
    expect(candidate.get_by_test_id("stMetric")).to_have_text(
        ["You4 of 5", "Jo Hale3 of 5", "You2 of 5", "Jo Hale2 of 5"]
    )
    shown = words(candidate)
    for text in ("A calm start, Maria.", OWN, *ANSWERS, *EVIDENCE, *TRY_THIS):
        assert text in shown
    looks_well(candidate)
    on_paper = download(candidate, "Print the feedback", printed).read_text("utf-8")
    for text in ("A calm start, Maria.", OWN, *EVIDENCE, *TRY_THIS):
        assert text in on_paper
    button(candidate, "Practise these 2").click()
    expect(candidate.locator(".reveal").first).to_be_visible()
    expect(candidate.get_by_role("heading", level=1).first).to_have_text(OWN)


def test_the_loop_from_coach_to_candidate_and_back_moves_to_another_computer(
    start_app: StartApp, new_page: NewPage, tmp_path: Path
) -> None:
    coachs, candidates, second = start_app(), start_app(), start_app()
    coach, candidate = new_page(), new_page(390, 844)
    files = (tmp_path / f"{name}.json" for name in ("assignment", "result", "feedback"))
    assignment, result, feedback = files

    become_coach(coach, coachs.url)
    write_own_question(coach, coachs.url)
    path_of_maria = add_client(coach, coachs.url)
    send_assignment(coach, coachs.url, assignment)
    answer_assignment(candidate, candidates.url, assignment, result)
    import_result(coach, f"{coachs.url}{path_of_maria}", result)
    give_feedback(coach, f"{coachs.url}{path_of_maria}", feedback)
    read_feedback(candidate, candidates.url, feedback, tmp_path / "feedback.html")

    first_export = exported(coach, coachs.url, tmp_path / "PrepKit.json")
    elsewhere = new_page()
    open_page(elsewhere, f"{second.url}/settings")
    upload(elsewhere, tmp_path / "PrepKit.json")
    expect(elsewhere.get_by_text("1 client, saved")).to_be_visible()
    button(elsewhere, "Add to my data").click()
    expect(elsewhere.get_by_text("Imported: ")).to_be_visible()
    expect(elsewhere.get_by_role("link", name="Coach")).to_be_visible()
    shown: list[tuple[str, str]] = []
    for page, url in ((coach, coachs.url), (elsewhere, second.url)):
        open_page(page, f"{url}{path_of_maria}")
        expect(page.get_by_role("link", name=TITLE)).to_contain_text("Answered")
        open_entry(page)
        on_her_page = words(page)
        button(page, "Open your feedback").click()
        expect(page.get_by_role("heading", level=1, name="Feedback for Maria")).to_be_visible()
        expect(page.get_by_label("Try this next time")).to_have_count(2)
        for number, text in enumerate(TRY_THIS):
            expect(page.get_by_label("Try this next time").nth(number)).to_have_value(text)
        shown.append((on_her_page, words(page)))
    assert shown[0] == shown[1]
    assert [client["profile"]["name"] for client in first_export["clients"]] == ["Maria"]
    assert exported(elsewhere, second.url, tmp_path / "again.json") == first_export
