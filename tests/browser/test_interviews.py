"""Mock interviews and the coach's screen as people use them, on a projector and on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, open_page, overflows, press, settle, unfold
from tests.browser.practising import answers, attempts, pass_over

PROJECTOR, PHONE = (1280, 720), (390, 844)
SCROLLS = "main => main.scrollHeight > main.clientHeight + 1"

OUTSIDE = """stage => [...stage.querySelectorAll('h1, header p, .hands button, .hands output, svg')]
    .filter(part => part.getClientRects().length)
    .filter(part => {
        const { left, right, top, bottom } = part.getBoundingClientRect()
        return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1
    }).map(part => part.className || part.tagName)"""


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).first.inner_text()


@pytest.mark.parametrize("size", [PROJECTOR, PHONE])
def test_a_whole_mock_from_choice_to_report(
    start_app: StartApp, new_page: NewPage, size: tuple[int, int]
) -> None:
    app, page = start_app(), new_page(*size)
    open_page(page, f"{app.url}/mock")
    button(page, "Begin the interview")
    expect(page.get_by_text("Question 1 of 4")).to_be_visible()
    pass_over(page, "Answer now")
    box = page.get_by_label("Say your answer aloud, or write it here")
    box.fill("I rang her back within the hour.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    asked = heading(page)

    page.reload(wait_until="domcontentloaded")
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    button(page, "Resume")
    expect(box).to_have_value("I rang her back within the hour.")
    assert heading(page) == asked

    pass_over(page, "Done")
    pass_over(page, "Skip")
    while page.locator(".st-key-interview_bar").count():
        pass_over(page, "Skip")
    for number in range(1, 5):
        expect(page.get_by_text(f"Answer {number} of 4.")).to_be_visible()
        settle(page)
        assert overflows(page) == 0
        press(page, "4" if number < 4 else "1")
        expect(page.get_by_text("Counts as", exact=True)).to_be_visible()
        press(page, "n")
    expect(page.get_by_text("Drill these next")).to_be_visible()
    settle(page)
    assert overflows(page) == 0
    assert axe_violations(page) == []
    assert sorted(rating for _, rating in attempts(app.data)) == [1, 3, 3, 3]
    assert "I rang her back within the hour." in answers(app.data)

    with page.expect_download() as saved:
        button(page, "Print the report")
    assert "I rang her back within the hour." in Path(saved.value.path()).read_text("utf-8")
    button(page, "Practise these 3")
    expect(page.locator(".reveal").first).to_be_visible()


def test_time_that_runs_out_keeps_the_draft_and_a_double_click_skips_one(
    start_app: StartApp, own_page: NewPage
) -> None:
    app, page = start_app(), own_page(*PROJECTOR)
    page.clock.install()
    open_page(page, f"{app.url}/mock")
    button(page, "Begin the interview")
    expect(page.get_by_text("Think")).to_be_visible()
    page.clock.fast_forward(16_000)
    expect(page.get_by_text("Answer", exact=True)).to_be_visible()
    box = page.get_by_label("Say your answer aloud, or write it here")
    box.fill("Half a sentence")
    page.clock.fast_forward(2_000)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.clock.fast_forward(95_000)
    expect(page.get_by_text("Time is up: finish your sentence.")).to_be_visible()
    expect(box).to_have_value("Half a sentence")
    page.get_by_role("button", name="Skip").dblclick()
    expect(page.get_by_text("Question 2 of 4")).to_be_visible()


@pytest.mark.parametrize("size", [PROJECTOR, PHONE])
def test_a_round_is_scored_by_both_before_either_score_shows(
    start_app: StartApp, new_page: NewPage, size: tuple[int, int]
) -> None:
    app, page = start_app(), new_page(*size)
    open_page(page, f"{app.url}/present?list=furious-caller,staying-calm")
    page.keyboard.press("x")
    button(page, "Start the clock")
    expect(page.get_by_role("button", name="Stop the clock")).to_be_visible()
    asked = heading(page)
    button(page, "The answer was given: score it")
    button(page, "Lock my score")
    expect(page.get_by_text("Choose a score from 1 to 5 first.")).to_be_visible()
    page.get_by_role("radio", name="4").click()
    page.get_by_label("Evidence: which words earn that score?").fill("I stayed quiet for a minute.")
    button(page, "Lock my score")
    button(page, "I am the coach: score it")
    expect(page.get_by_role("heading", name="Coach: your score")).to_be_visible()
    expect(page.get_by_label("Evidence: which words earn that score?")).to_have_value("")
    expect(page.get_by_text("I stayed quiet for a minute.")).to_have_count(0)
    settle(page)
    assert overflows(page) == 0
    assert axe_violations(page) == []
    page.get_by_role("radio", name="2").click()
    button(page, "Lock my score")
    expect(page.get_by_text("The candidate scored it 2 points higher than the coach.")).to_be_visible()
    expect(page.get_by_text("I stayed quiet for a minute.")).to_be_visible()
    assert attempts(app.data) == []
    page.get_by_role("button", name="2 Shaky").dblclick()
    expect(page.get_by_text("Kept: Shaky.")).to_be_visible()
    assert attempts(app.data) == [("q:furious-caller", 2)]
    button(page, "Next question")
    expect(page.get_by_role("heading", level=1).first).not_to_have_text(asked)
    expect(page.get_by_role("button", name="Start the clock")).to_be_visible()
    open_page(page, f"{app.url}/progress?view=Calibration")
    expect(page.get_by_text("On one answer, your own score is 2 higher")).to_be_visible()


def test_keys_score_an_answer_on_a_projector_without_scrolling(
    start_app: StartApp, new_page: NewPage
) -> None:
    app, page = start_app(), new_page(*PROJECTOR)
    open_page(page, f"{app.url}/round?question=case-dashboard-readout")
    page.keyboard.press("x")
    box = page.get_by_label("Evidence: which words earn that score?")
    expect(box).to_be_visible()
    settle(page)
    assert not page.get_by_test_id("stMain").evaluate(SCROLLS)
    assert (
        page.locator(".anchors p").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)") >= 20
    )
    assert (
        page.get_by_role("heading", level=1).evaluate("title => parseFloat(getComputedStyle(title).fontSize)")
        >= 28
    )
    box.fill("4 of 5")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.locator("input[name=score]:checked")).to_have_count(0)
    box.blur()
    page.keyboard.press("3")
    expect(page.get_by_role("radio", name="3")).to_be_checked()
    settle(page)
    page.reload(wait_until="domcontentloaded")
    expect(page.get_by_role("radio", name="3")).to_be_checked()
    expect(box).to_have_value("4 of 5")
    page.keyboard.down("Enter")
    page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(page.get_by_role("heading", name="The candidate's score is locked")).to_be_visible()


def test_two_people_apart_score_blind_by_codes(start_app: StartApp, new_page: NewPage) -> None:
    theirs, mine = start_app(), start_app()
    candidate, coach = new_page(*PHONE), new_page(*PROJECTOR)
    for page, app, side, value in ((candidate, theirs, "candidate", "5"), (coach, mine, "coach", "3")):
        open_page(page, f"{app.url}/round?question=furious-caller&here={side}")
        button(page, "The answer was given: score it")
        page.get_by_role("radio", name=value).click()
        button(page, "Lock my score")
        expect(page.get_by_role("heading", name="Your score is locked")).to_be_visible()
    codes = {page: page.get_by_test_id("stCode").inner_text().strip() for page in (candidate, coach)}
    box = candidate.get_by_label("The coach's code")
    box.fill(codes[candidate])
    button(candidate, "Show both scores")
    expect(candidate.get_by_text("This score code does not work")).to_be_visible()
    box.fill(codes[coach].lower())
    button(candidate, "Show both scores")
    coach.get_by_label("The candidate's code").fill(codes[candidate])
    button(coach, "Show both scores")
    for page in (candidate, coach):
        expect(page.get_by_text("The candidate scored it 2 points higher")).to_be_visible()


def test_present_shows_each_step_at_a_key_without_scrolling_and_nothing_personal(
    start_app: StartApp, new_page: NewPage
) -> None:
    app, page = start_app(), new_page(*PROJECTOR)
    open_page(page, f"{app.url}/browse?question=furious-caller")
    note = page.get_by_label("My note: only you see it")
    note.fill("Say the number first")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    button(page, "Present it")
    expect(page.get_by_text("1 of 1")).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    main = page.locator(".stage .main")
    for key, shown in (
        ("a", "What is assessed"),
        ("h", "How to answer"),
        ("k", "Key points"),
        ("s", "A sample answer"),
        ("p", "Pitfalls"),
    ):
        page.keyboard.press(key)
        expect(main.get_by_role("heading", level=2)).to_contain_text(shown)
        assert not main.evaluate(SCROLLS), shown
        expect(page.get_by_text("Say the number first")).to_have_count(0)
    page.keyboard.press("k")
    points = main.get_by_role("listitem")
    expect(points).to_have_count(1)
    page.keyboard.press("k")
    expect(points).to_have_count(2)
    page.keyboard.press("PageUp")
    expect(points).to_have_count(1)
    assert axe_violations(page) == []
    page.reload(wait_until="domcontentloaded")
    expect(points).to_have_count(1)
    page.keyboard.press("q")
    expect(points).to_have_count(0)
    page.keyboard.press("l")
    expect(
        page.get_by_role("heading", name="Customers").or_(page.get_by_text("questions")).first
    ).to_be_visible()
    assert attempts(app.data) == []


def test_a_draw_comes_without_repeats_and_a_link_shows_the_same(
    start_app: StartApp, new_page: NewPage
) -> None:
    app, page, other = start_app(), new_page(*PROJECTOR), new_page(*PROJECTOR)
    address = f"{app.url}/present?kind=motivation&seed=11"
    open_page(page, address)
    count = int(re.findall(r"of (\d+)", page.locator(".place").inner_text())[0])
    seen = [heading(page)]
    for number in range(2, count + 1):
        page.keyboard.press("n")
        expect(page.locator(".place")).to_have_text(f"{number} of {count}")
        expect(page.get_by_role("heading", level=1).first).not_to_have_text("…")
        seen.append(heading(page))
    assert len(set(seen)) == count > 5
    page.keyboard.press("n")
    expect(page.locator(".place")).to_have_text(f"{count} of {count}")
    open_page(other, page.url)
    expect(other.get_by_role("heading", level=1)).to_have_text([seen[-1]])


def test_a_group_goes_round_and_hands_are_counted(start_app: StartApp, own_page: NewPage) -> None:
    app, page = start_app(PREPKIT_PUBLIC_URL="https://prepkit.example.org/"), own_page(*PROJECTOR)
    page.clock.install()
    open_page(page, f"{app.url}/present?seed=3&answer=120&talk=60&turn=30")
    clock = page.locator(".stage .clock")
    page.keyboard.press("t")
    expect(clock).to_contain_text("Answer")
    for seconds, name in ((121, "Feedback"), (61, "Change places"), (31, "Answer")):
        page.clock.fast_forward(1000 * seconds)
        expect(clock).to_contain_text(name)
    page.keyboard.press("t")
    page.keyboard.press("v")
    for key in "332":
        page.keyboard.press(key)
    expect(page.locator(".counts output")).to_have_text(["0", "1", "2", "0"])
    page.get_by_label("One hand less for Solid").click()
    expect(page.locator(".counts output")).to_have_text(["0", "1", "1", "0"])
    page.keyboard.press("c")
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    expect(page.get_by_text("https://prepkit.example.org/browse?question=")).to_be_visible()


def test_a_group_answers_in_turn_and_its_hands_become_a_table(start_app: StartApp, own_page: NewPage) -> None:
    app, page = start_app(), own_page(*PROJECTOR)
    page.clock.install()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    listed = "list=furious-caller,staying-calm,week-too-full"
    open_page(page, f"{app.url}/present?{listed}&answer=60&talk=60&turn=30")
    page.keyboard.press("g")
    names = page.get_by_label("Two to eight names, one a line")
    names.fill("Maria\nMaria")
    button(page, "Use these names")
    expect(page.get_by_text("Two people have the same name.")).to_be_visible()
    assert axe_violations(page) == []
    names.fill("Maria\nBen\nAna\nLi\nOlu\nKim")
    button(page, "Use these names")
    turn, active = page.locator(".stage .turn"), page.locator(".stage .turn .active")
    expect(turn).to_have_text("Answers MariaScores and gives feedback BenListen Ana, Li, Olu, Kim")
    page.keyboard.press("v")
    for key in "3344":
        page.keyboard.press(key)
    page.keyboard.press("t")
    for seconds, said in ((61, "Scores and gives feedback Ben"), (61, "Answers next Ben")):
        page.clock.fast_forward(1000 * seconds)
        expect(active.first).to_have_text(said)
    page.clock.fast_forward(31_000)
    expect(page.locator(".place")).to_have_text("2 of 3")
    expect(active).to_have_text("Answers Ben")
    page.keyboard.press("t")
    hands = page.locator(".counts output")
    expect(hands).to_have_text(["0"] * 4)
    page.keyboard.press("1")
    page.keyboard.press("b")
    expect(hands).to_have_text(["0", "0", "2", "2"])
    expect(active).to_have_text("Answers Maria")
    page.reload(wait_until="domcontentloaded")
    expect(active).to_have_text("Answers Maria")
    assert "Maria" not in page.url
    page.keyboard.press("n")
    expect(active).to_have_text("Answers Ben")
    page.keyboard.press("n")
    expect(active).to_have_text("Answers Ana")
    page.keyboard.press("n")
    rows = page.locator(".stage tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first.locator("td")).to_have_text(["Maria", "0", "0", "2", "2", "3.5"])
    expect(rows.last.locator("td")).to_have_text(["Ana", "0", "0", "0", "0", "–"])
    assert not page.locator(".stage .main").evaluate(SCROLLS)
    assert axe_violations(page) == []
    button(page, "Copy the table")
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert [line.count("\t") for line in copied] == [6] * 4
    assert copied[1].endswith("\tMaria\t0\t0\t2\t2\t3.5")
    button(page, "Clear")
    button(page, "Bring the results back")
    expect(rows).to_have_count(3)


@pytest.mark.parametrize("size", [(390, 844), (844, 390)])
def test_nothing_of_the_stage_is_cut_off_on_a_telephone(
    start_app: StartApp, new_page: NewPage, size: tuple[int, int]
) -> None:
    app, page = start_app(PREPKIT_PUBLIC_URL="https://prepkit.example.org/"), new_page(*size)
    open_page(page, f"{app.url}/present?list=furious-caller,staying-calm&talk=60")
    for key in ("q", "v", "c"):
        page.keyboard.press(key)
        assert page.locator(".stage").evaluate(OUTSIDE) == [], key
        assert not page.locator(".stage .main").evaluate(SCROLLS), key


def test_back_and_leave_lead_to_the_list_with_its_filters(start_app: StartApp, new_page: NewPage) -> None:
    app, page = start_app(), new_page()
    open_page(page, f"{app.url}/browse?kind=Motivation")
    count = page.get_by_text(re.compile(r"^\d+ questions$")).first.inner_text()
    for leave in (page.go_back, lambda: page.keyboard.press("l")):
        page.locator(".st-key-present_list button").click()
        expect(page.locator(".stage .place")).to_contain_text("1 of")
        page.reload(wait_until="domcontentloaded")
        expect(page.locator(".stage .place")).to_contain_text("1 of")
        leave()
        expect(page.get_by_text(count, exact=True).first).to_be_visible()
        expect(page).to_have_url(re.compile(r"/browse\?kind=Motivation$"))


def test_an_assignment_goes_out_as_a_file_and_its_result_comes_back(
    start_app: StartApp, new_page: NewPage, tmp_path: Path
) -> None:
    coachs, candidates = start_app(), start_app()
    coach, candidate = new_page(), new_page(*PHONE)
    open_page(coach, f"{coachs.url}/coach")
    coach.get_by_label("A client's name").fill("Dana R.")
    button(coach, "Add a client")
    expect(coach.get_by_role("heading", name="Dana R.")).to_be_visible()
    clients_page = coach.url
    coach.get_by_label("Your notes: nobody else sees them").fill("Begins every answer with an apology.")
    expect(coach.get_by_text("Saved", exact=True)).to_be_visible()
    open_page(coach, f"{coachs.url}/coach")
    button(coach, "Compose an assignment")
    box = coach.get_by_role("combobox", name="Add a question")
    box.click()
    box.fill("ninety")
    coach.get_by_role("option").first.click()
    expect(coach.get_by_role("heading", name="Share")).to_be_visible()
    settle(coach)
    assert axe_violations(coach) == []
    with coach.expect_download() as saved:
        button(coach, "Download the assignment")
    sent = tmp_path / "assignment.json"
    saved.value.save_as(sent)

    open_page(candidate, f"{candidates.url}/mock")
    unfold(candidate, "Open an assignment from a coach")
    candidate.get_by_label("The file your coach sent").locator("input[type=file]").set_input_files(sent)
    button(candidate, "Begin the assignment")
    pass_over(candidate, "Answer now")
    candidate.get_by_label("Say your answer aloud, or write it here").fill("First I would listen.")
    pass_over(candidate, "Done")
    expect(candidate.get_by_text("Answer 1 of 1.")).to_be_visible()
    settle(candidate)
    press(candidate, "2")
    expect(candidate.get_by_role("button", name="Save and see the report")).to_be_enabled()
    settle(candidate)
    press(candidate, "n")
    with candidate.expect_download() as returned:
        button(candidate, "Save the result file")
    result = tmp_path / "result.json"
    returned.value.save_as(result)

    open_page(coach, clients_page)
    coach.locator("input[type=file]").set_input_files(result)
    button(coach, "Add it to this client")
    expect(coach.get_by_text("1 new attempt added.")).to_be_visible()
    coach.get_by_text("0 of 1 answer Solid or better").click()
    expect(coach.get_by_text("First I would listen.")).to_be_visible()
    expect(coach.get_by_label("Your notes: nobody else sees them")).to_have_value(
        "Begins every answer with an apology."
    )
    assert attempts(candidates.data) != []
    button(coach, "Delete this client")
    button(coach, "Delete it all")
    expect(coach.get_by_role("heading", name="Coach", exact=True)).to_be_visible()
    expect(coach.get_by_text("Dana R. was deleted.")).to_be_visible()
