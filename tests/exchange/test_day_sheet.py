"""The sheet for the night before: what stands on it, and how it is cut to one page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from prepkit.bank import Bank
from prepkit.bank.own import with_stories
from prepkit.card_ids import question_card
from prepkit.exchange.day_sheet import DaySheet, as_html, opening, short
from prepkit.exchange.day_sheet_contents import sheet_of
from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview, QuestionHeard
from prepkit.interviews.company import Company, Finding
from prepkit.model import Attempt, Mark, Rating, Settings, Story
from prepkit.practice.clock import clock_at
from prepkit.practice.session import recompute
from prepkit.question import Likelihood, Question
from prepkit.store import attempts, marks, open_memory, profiles
from prepkit.study_plan.planning import plan_of
from prepkit.workspace import Workspace
from tests.shipped import shipped_bank

NOW = clock_at(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "UTC")
ROLE = "customer-service-manager"
LARKFIELD = Interview(company="Larkfield", role=ROLE)
EMPTY = DaySheet("Interview", "The day is not known yet", "", [], [], [], [], [], [])


@pytest.fixture(scope="module")
def bank() -> Bank:
    return shipped_bank()


@pytest.fixture
def workspace(bank: Bank) -> Workspace:
    return Workspace(profiles.latest(open_memory(), new_id="me", now=0), bank, Settings())


def sheet(workspace: Workspace, interview: Interview) -> DaySheet:
    # Each sheet is asked for by a page of its own.
    return sheet_of(replace(workspace), interview, NOW, when="")


_ids = count()


def answered(workspace: Workspace, question: str, rating: Rating, answer: str = "") -> None:
    """One more attempt, each an hour after the one before."""
    number = next(_ids)
    at = NOW.now - (1_000 - number) * 3_600_000_000
    card = question_card(question)
    attempts.append(
        workspace.store, Attempt(f"a{number}", card, rating, at, "2026-03-01", "UTC", answer=answer)
    )
    recompute(workspace, card)


def test_the_sheet_holds_what_it_should_and_escapes_all_of_it(bank: Bank) -> None:
    full = DaySheet(
        "Larkfield <script>alert(1)</script>",
        "Thursday 10 Jul, 10:30",
        "Hauptstraße 1",
        ["Hannah"],
        [Story(title=f"Story {n}", result="It went <b>well</b>.") for n in range(9)],
        ["from 19 to 4 minutes"],
        ["Why is it open?"],
        [("Why us?", "Because you answer on Sundays.")],
        [bank.question(question) for question in bank.ids[:7]],
        {bank.ids[1]},
    )
    page = as_html(full)
    assert "<script>" not in page
    assert "<b>well" not in page
    for text in ("Hannah", "Story 4", "from 19 to 4 minutes", "Why is it open?", "Because you answer"):
        assert text in page
    assert "Story 5" not in page
    assert "default-src 'none'" in page
    assert page.count("<li><strong>") == 5 + 5
    assert page.count("practised") == 1


def test_what_is_empty_is_left_out_and_named() -> None:
    page = as_html(EMPTY)
    assert "<section>" not in page
    assert "<li>" not in page
    assert EMPTY.empty == ("where", "people", "findings", "stories", "numbers", "openers", "ask")
    assert "stories" not in replace(EMPTY, stories=[Story(title="x", result="y")]).empty


def test_what_was_noted_about_the_interview_stands_on_the_sheet(workspace: Workspace) -> None:
    interview = Interview(notes="They ask for an upset customer\n\n- and <an> error\n")
    page = as_html(sheet(workspace, interview))
    assert "<h2>Notes</h2><ul><li>They ask for an upset customer</li>" in page
    assert "&lt;an&gt; error" in page


@pytest.mark.parametrize(
    ("shown", "title"),
    [(1, "My weakest question, with its key points"), (3, "My three weakest"), (5, "My five weakest")],
)
def test_the_heading_counts_the_weakest_that_are_there(bank: Bank, shown: int, title: str) -> None:
    page = as_html(replace(EMPTY, weakest=[bank.question(one) for one in bank.ids[:shown]]))
    assert title in page


def test_a_long_text_is_cut_where_a_sentence_or_a_clause_ends() -> None:
    waited = (
        "Those who mattered most waited four minutes where everybody had waited nineteen the winter before."
    )
    assert short(waited, 80) == "Those who mattered most waited four minutes…"
    assert short("We lost nobody. The queue was empty by six that day.", 25) == "We lost nobody."
    assert (
        short("I told him within the hour, with the right figure in it", 40) == "I told him within the hour…"
    )
    assert short("She was paid that day because I had asked for it", 40) == "She was paid that day…"
    assert short("We answered all of the letters", 23) == "We answered all…"
    assert short("one two three", 8) == "one two…"
    assert short(" one\n two ", 20) == "one two"
    assert short("a" * 30, 10) == "a" * 10 + "…"


def test_a_long_row_of_signs_is_cut_as_fast_as_any_text() -> None:
    assert len(short("." * 5_000 + "x" + "- " * 5_000, 300)) <= 301


def test_the_opening_of_an_answer_is_its_first_sentence() -> None:
    assert opening("I begin with the one who is harmed most, always. Then") == (
        "I begin with the one who is harmed most, always."
    )
    assert (
        opening("Yes. I did so in March, and it was hard. More.")
        == "Yes. I did so in March, and it was hard."
    )
    assert (
        opening("- Calm first of all\n- What it costs them\n- Act") == "Calm first of all; What it costs them"
    )
    assert opening("Ранжирую по вреду") == "Ранжирую по вреду"


def test_a_fuller_sheet_is_printed_smaller_but_never_too_small(bank: Bank) -> None:
    def size(made: DaySheet) -> float:
        return float(as_html(made).partition("--print: ")[2].partition("pt")[0])

    weakest = [bank.question(one) for one in bank.ids[:5]]
    story = Story(title="The morning the system went down for all", result="It was very long. " * 40)
    half = replace(EMPTY, weakest=weakest, stories=[story] * 9, ask=["What is different this time? " * 9] * 6)
    full = replace(half, people=["Somebody with a long name " * 9] * 20, numbers=["2 of very many " * 9] * 6)
    assert 10.5 == size(EMPTY) > size(half) > size(full) >= 8.5
    assert "and 15 more" in as_html(full)


def test_openers_are_words_that_were_themselves_rated_well(workspace: Workspace) -> None:
    first, second, third, fourth = workspace.bank.core(ROLE)[:4]
    elsewhere = next(one for one in workspace.bank.ids if one not in workspace.bank.core(ROLE))
    answered(workspace, first, Rating.READY, "The old way in which I began this answer was good.")
    answered(workspace, first, Rating.READY, "I begin with the customer who is harmed most by it. Then")
    answered(workspace, first, Rating.SHAKY, "Er, well, I suppose that I would have to look at it.")
    answered(workspace, first, Rating.READY)
    answered(workspace, second, Rating.SOLID, "A solid beginning of something that I can say aloud.")
    answered(workspace, third, Rating.COULD_NOT, "Blank. Read the steps again before the interview.")
    answered(workspace, third, Rating.READY)
    answered(workspace, fourth, Rating.READY, "Ready, but it has gone badly since I wrote these words.")
    answered(workspace, fourth, Rating.COULD_NOT)
    answered(workspace, elsewhere, Rating.READY, "This is no question of the core of this very role.")
    prompts = [workspace.bank.question(one).prompt for one in (first, second, fourth)]
    assert sheet(workspace, LARKFIELD).openers == [
        (prompts[0], "I begin with the customer who is harmed most by it."),
        (prompts[1], "A solid beginning of something that I can say aloud."),
        (prompts[2], "Ready, but it has gone badly since I wrote these words."),
    ]


def test_the_weakest_are_what_went_badly_then_what_was_never_met(workspace: Workspace) -> None:
    core = workspace.bank.core(ROLE)
    answered(workspace, core[0], Rating.SOLID)
    answered(workspace, core[4], Rating.SHAKY)
    marks.save(workspace.store, Mark(question_card(core[1]), suspended=True), NOW.now)
    made = sheet(workspace, LARKFIELD)
    assert [one.id for one in made.weakest] == [core[4], core[2], core[3], core[5], core[6]]
    assert core[2] in made.unmet
    assert core[4] not in made.unmet


def test_once_all_is_met_the_likeliest_forgotten_fill_the_five(workspace: Workspace) -> None:
    core = workspace.bank.core(ROLE)
    for question in core:
        answered(workspace, question, Rating.SOLID)
    answered(workspace, core[-1], Rating.COULD_NOT)
    weakest = [one.id for one in sheet(workspace, LARKFIELD).weakest]
    assert weakest == [core[-1], *core[:4]]


def test_what_this_company_asked_before_comes_before_the_rest(workspace: Workspace) -> None:
    asked = next(one for one in workspace.bank.ids if is_common(workspace.bank.question(one)))
    earlier = Interview("Larkfield", ROLE, NOW.day - timedelta(days=9), heard=(QuestionHeard("It", asked),))
    repository.save(workspace.store, "earlier", earlier, NOW.now)
    assert asked not in [one.id for one in sheet(workspace, LARKFIELD).weakest]
    second = replace(LARKFIELD, day=NOW.day + timedelta(days=5))
    weakest = [one.id for one in sheet(workspace, second).weakest]
    assert weakest == [asked, *workspace.bank.core(ROLE)[:4]]


def test_the_sheet_is_made_outside_the_page_that_offers_it(workspace: Workspace) -> None:
    invited = replace(LARKFIELD, day=NOW.day + timedelta(days=5), advert="You coach new colleagues.")
    with ThreadPoolExecutor() as threads:
        made = threads.submit(sheet_of, workspace, invited, NOW, when="Saturday 7 Mar").result()
    planning = plan_of(workspace, invited, NOW)
    assert planning is not None
    assert [question_card(question.id) for question in made.weakest] == list(planning.core.cards[:5])
    assert made.when == "Saturday 7 Mar"


def is_common(question: Question) -> bool:
    place = question.roles.get(ROLE)
    return place is not None and place.likelihood is Likelihood.COMMON


def test_numbers_are_the_measured_results_and_figures_stay_whole(workspace: Workspace) -> None:
    told = {
        "a": Story(title="Measured", result="Better.", baseline="19 min", change="4 min", period="in May"),
        "b": Story(title="Told", result="Contacts fell by 2.5 points. Nobody left. Cost halved!"),
    }
    workspace = replace(workspace, bank=with_stories(workspace.bank, told))
    numbers = sheet(workspace, LARKFIELD).numbers
    assert sorted(numbers) == ["19 min → 4 min (in May)", "Contacts fell by 2.5 points.", "Cost halved!"]


def test_what_was_found_out_about_the_company_stands_on_the_sheet(workspace: Workspace) -> None:
    found = (
        Finding("company-site", "240,000 homes,\nall from wind and sun."),
        Finding("press", "They bought Moorgate in May.", use="q:why-us"),
        Finding("press"),
    )
    repository.save_company(workspace.store, "c", Company("LARKFIELD", found), NOW.now)
    repository.save_company(
        workspace.store, "d", Company("Elsewhere", (Finding("press", "Not theirs."),)), NOW.now
    )
    made = sheet(workspace, LARKFIELD)
    assert made.findings == ["They bought Moorgate in May.", "240,000 homes, all from wind and sun."]
    assert "240,000 homes, all from wind and sun." in as_html(made)
    assert sheet(workspace, replace(LARKFIELD, company="")).findings == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            "Um… So I, er, looked. I rang back each of the nine callers.",
            "I rang back each of the nine callers.",
        ),
        ("I begin with whoever is harmed most, and then…", ""),
        ("Well, I would, uhm, look at it first of all.", ""),
        ("Yes. And er, I think. I did so in March, and it was hard.", "I did so in March, and it was hard."),
        ("I err on the side of the caller in the ER.", "I err on the side of the caller in the ER."),
    ],
)
def test_an_opening_is_said_as_it_was_meant(answer: str, said: str) -> None:
    assert opening(answer) == said


def test_an_answer_full_of_um_gives_way_to_an_earlier_clean_one(workspace: Workspace) -> None:
    first, second = workspace.bank.core(ROLE)[:2]
    answered(workspace, first, Rating.READY, "I begin with the customer who is harmed most by it.")
    answered(workspace, first, Rating.READY, "Um, so I would, er, begin with the one who is harmed…")
    answered(workspace, second, Rating.READY, "Erm, I had, uh, nine callers that day…")
    assert sheet(workspace, LARKFIELD).openers == [
        (workspace.bank.question(first).prompt, "I begin with the customer who is harmed most by it.")
    ]
