"""Company, Questions to ask and Afterwards, as somebody goes through them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import DATA
from prepkit.interviews import repository
from prepkit.interviews.appointment import Asking, Interview, QuestionHeard
from prepkit.interviews.company import Company, Finding
from prepkit.model import Rating
from prepkit.store import Store, decks, drafts, profiles, settings
from prepkit.ui.runtime.opening import clock
from tests.pages.conftest import Open, shown_by

Stored = Callable[[], Store]
PART = "Northwind Parcel"


def an_interview(stored: Stored, *, ago: int = 1, **fields: Any) -> str:
    """One that was ``ago`` days ago."""
    interview = Interview(day=clock().day - timedelta(days=ago), **fields)
    repository.save(stored(), "one", interview, 1)
    return "one"


def kept(stored: Stored) -> Interview:
    found = repository.get(stored(), "one")
    assert found is not None
    return found


def open_part(open_page: Open, part: str) -> AppTest:
    return open_page("prepare", interview="one", part=part)


def press(app: AppTest, label: str, nth: int = 0) -> AppTest:
    [one for one in app.button if one.label == label][nth].click().run()
    assert not app.exception
    return app


def typed(stored: Stored, of: str, text: str) -> None:
    """Keep a new question as the box keeps it while it is typed."""
    drafts.save(stored(), f"{repository.drafts_of('one')}new {of}", text, 1)


def rate(app: AppTest, nth: int, rating: Rating) -> None:
    ratings = [one for one in app.segmented_control if one.label == "How it went"]
    ratings[nth].set_value(rating).run()
    assert not app.exception


def test_removing_a_question_leaves_the_others_what_was_said_of_them(open_page: Open, stored: Stored) -> None:
    an_interview(stored, heard=(QuestionHeard("First one", note="Of it"), QuestionHeard("Second one")))
    app = open_part(open_page, "Afterwards")
    rate(app, 0, Rating.READY)
    press(press(app, "Remove"), "Remove it")
    assert kept(stored).heard == (QuestionHeard("Second one"),)
    (left,) = [one for one in app.segmented_control if one.label == "How it went"]
    assert not left.value
    assert shown_by(app, "heard_note_one_1")["saved"] == ""
    rate(app, 0, Rating.SHAKY)
    assert kept(stored).heard == (QuestionHeard("Second one", went=2),)


def test_a_rating_given_in_another_tab_means_the_question_it_stands_under(
    open_page: Open, stored: Stored
) -> None:
    an_interview(stored, heard=(QuestionHeard("From tab A"), QuestionHeard("From tab B")))
    stale = open_part(open_page, "Afterwards")
    press(press(open_part(open_page, "Afterwards"), "Remove"), "Remove it")
    rate(stale, 0, Rating.READY)
    assert kept(stored).heard == (QuestionHeard("From tab B"),)
    again = open_part(open_page, "Afterwards")
    repository.change(stored(), "one", lambda one: replace(one, heard=(QuestionHeard("New"), *one.heard)), 2)
    rate(again, 0, Rating.SOLID)
    assert kept(stored).heard == (QuestionHeard("New"), QuestionHeard("From tab B", went=3))


def test_the_same_question_is_heard_once(open_page: Open, stored: Stored) -> None:
    an_interview(stored, heard=(QuestionHeard("Why us?"), QuestionHeard("Why us?")))
    typed(stored, "heard", " Why  us? ")
    app = press(open_part(open_page, "Afterwards"), "Add it")
    assert shown_by(app, "new_heard")["saved"] == ""
    assert len([one for one in app.segmented_control if one.label == "How it went"]) == 1
    assert len(kept(stored).heard) == 2


@pytest.mark.parametrize("own", ["", "customer-service-manager"])
def test_a_question_of_theirs_is_for_the_role_of_the_interview(
    open_page: Open, stored: Stored, own: str
) -> None:
    open_page("today")
    settings.save(stored(), 1, target_role="customer-operations-manager")
    an_interview(stored, role=own, heard=(QuestionHeard("Sell me this pen"),))
    press(open_part(open_page, "Afterwards"), "Add it to my questions")
    (row,) = decks.questions(stored())
    assert row.content["roles"] == [own or "customer-operations-manager"]
    assert kept(stored).heard[0].question == row.id


def test_everybody_gets_a_note_and_a_new_draft_is_asked_about(open_page: Open, stored: Stored) -> None:
    an_interview(stored, company="Larkfield", people="Hannah Osei")
    profiles.rename(stored(), "Ada Lovelace", 1)
    app = press(open_part(open_page, "Afterwards"), "Write a draft")
    first = kept(stored).thanks
    assert "Dear Hannah Osei," in first
    assert first.endswith("Ada Lovelace")
    assert [one.value for one in app.code] == [first]
    assert any("[something they said]" in one.value.replace("\\", "") for one in app.caption)

    told = (Asking("What is hard?", note="Billing days"),)
    repository.change(stored(), "one", lambda one: replace(one, people="Hannah\nTomasz", ask=told), 2)
    app = press(open_part(open_page, "Afterwards"), "Write a new draft")
    assert kept(stored).thanks == first
    press(app, "Keep mine")
    assert kept(stored).thanks == first
    press(press(app, "Write a new draft"), "Replace it")
    assert "Billing days" in kept(stored).thanks
    assert [one.value.splitlines()[0] for one in app.code] == ["Dear Hannah,", "Dear Tomasz,"]
    shown = shown_by(app, "interview_thanks")
    assert (shown["saved"], shown["revision"]) == (kept(stored).thanks, 1)
    assert "Replace it" not in [one.label for one in app.button]


def test_a_rated_question_closes_when_the_next_is_added(open_page: Open, stored: Stored) -> None:
    an_interview(stored, heard=(QuestionHeard("First one"),))
    app = open_part(open_page, "Afterwards")
    rate(app, 0, Rating.READY)
    assert open_questions(app) == ["**First one** · Interview-ready"]
    typed(stored, "heard", "Second one")
    assert open_questions(press(app, "Add it")) == ["**Second one**"]


def open_questions(app: AppTest) -> list[str]:
    return [box.label for box in app.expander if box.label.startswith("**") and box.proto.expanded]


def test_a_question_added_to_ones_own_is_not_repeated_below_itself(open_page: Open, stored: Stored) -> None:
    an_interview(stored, heard=(QuestionHeard("Sell me this pen"),))
    app = press(open_part(open_page, "Afterwards"), "Add it to my questions")
    assert "In your questions" in [caption.value for caption in app.caption]


def test_the_outcome_before_the_day_is_not_the_one_after_it(open_page: Open, stored: Stored) -> None:
    for ago, label in ((-3, "Not held yet"), (1, "Not recorded yet")):
        an_interview(stored, ago=ago)
        outcome = open_part(open_page, "Afterwards").selectbox(key="interview_outcome_one")
        assert outcome.options[:2] == [label, "Waiting to hear"]


def test_the_box_for_the_notes_stays_while_it_is_empty(open_page: Open, stored: Stored) -> None:
    an_interview(stored)
    assert shown_by(open_part(open_page, "Afterwards"), "interview_thanks")["saved"] == ""


@pytest.mark.parametrize(
    ("ago", "words", "thanks"),
    [
        (-3, "on the same day", "Within 24 hours"),
        (1, "now, while", "Within 24 hours"),
        (8, "gist", "Better late"),
    ],
)
def test_what_the_debrief_says_fits_the_day(
    open_page: Open, stored: Stored, ago: int, words: str, thanks: str
) -> None:
    an_interview(stored, ago=ago)
    said = " ".join(one.value for one in open_part(open_page, "Afterwards").markdown)
    assert words in said
    assert thanks in said


def test_questions_to_pick_from_stay_open_while_somebody_picks(open_page: Open, stored: Stored) -> None:
    an_interview(stored)
    app = open_part(open_page, "Questions to ask")
    for picked in range(1, 6):
        next(button for button in app.button if str(button.key).startswith("pick_")).click().run()
        assert len(kept(stored).ask) == picked
        assert picking(app)
    assert not picking(open_part(open_page, "Questions to ask"))


def picking(app: AppTest) -> bool:
    (found,) = [one for one in app.expander if one.label == "Suggested questions"]
    return bool(found.proto.expanded)


def test_a_question_to_ask_keeps_its_tick_wherever_it_goes(open_page: Open, stored: Stored) -> None:
    an_interview(stored, ask=(Asking("First?"), Asking("Second?", note="Of the second")))
    app = open_part(open_page, "Questions to ask")
    stale = open_part(open_page, "Questions to ask")
    press(app, "Move up", 1)
    assert [one.text for one in kept(stored).ask] == ["Second?", "First?"]
    notes = [shown_by(app, f"said_one_{number}")["saved"] for number in (0, 1)]
    assert sorted(notes) == ["", "Of the second"]
    stale.checkbox[0].check().run()
    assert kept(stored).ask == (Asking("Second?", note="Of the second"), Asking("First?", asked=True))


def test_a_question_to_ask_of_ones_own_is_added_and_leaves_an_empty_box(
    open_page: Open, stored: Stored
) -> None:
    an_interview(stored)
    typed(stored, "ask", "Who decides\nabout refunds?")
    app = press(open_part(open_page, "Questions to ask"), "Add it")
    assert kept(stored).ask == (Asking("Who decides about refunds?"),)
    assert shown_by(app, "new_ask")["saved"] == ""


def test_rewording_and_ticking_in_one_breath_keeps_both(open_page: Open, stored: Stored) -> None:
    an_interview(stored, ask=(Asking("First?"), Asking("Second?")))
    app = open_part(open_page, "Questions to ask")
    app.text_input[0].set_value("Better?")
    app.checkbox[0].check().run()
    assert kept(stored).ask == (Asking("Better?", asked=True), Asking("Second?"))
    app.text_input[0].set_value("Second?").run()
    assert [one.text for one in kept(stored).ask] == ["Better?", "Second?"]
    fields = [one.value for one in app.text_input if one.label == "In your words"]
    assert fields == ["Better?", "Second?"]
    assert "already" in app.toast[0].value


def test_a_change_to_a_question_that_is_gone_changes_nothing(open_page: Open, stored: Stored) -> None:
    an_interview(stored, ask=(Asking("First?"), Asking("Second?")))
    stale = open_part(open_page, "Questions to ask")
    press(press(open_part(open_page, "Questions to ask"), "Remove"), "Remove it")
    stale.checkbox[0].check().run()
    assert not stale.exception
    assert kept(stored).ask == (Asking("Second?"),)


def researched(stored: Stored, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    an_interview(stored, ago=-9, company=names[0])
    for name in names:
        found = tuple(Finding("company-site", f"{text} of {name}") for text in ("Depots", "Vans"))
        repository.save_company(stored(), name, Company(name, found), 1)


def found_on(stored: Stored, name: str) -> list[str]:
    return [one.text for one in repository.company(stored(), name, lambda: "new")[1].findings]


def test_a_finding_is_kept_once_and_removed_alone(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    researched(stored, monkeypatch, PART)
    app = open_part(open_page, "Company")
    typed = f"{repository.drafts_of('one')}company-site what"
    drafts.save(stored(), typed, f"Vans of {PART}", 1)
    assert shown_by(open_part(open_page, "Company"), "found_company-site")["saved"] == f"Vans of {PART}"
    app.button(key="keep_finding_company-site").click().run()
    assert found_on(stored, PART) == [f"Depots of {PART}", f"Vans of {PART}"]
    assert drafts.get(stored(), typed) == ""
    stale = press(open_part(open_page, "Company"), "Remove")
    press(press(app, "Remove"), "Remove it")
    assert found_on(stored, PART) == [f"Vans of {PART}"]
    press(stale, "Remove it")
    assert found_on(stored, PART) == [f"Vans of {PART}"]


def test_a_finding_being_written_goes_with_its_interview_and_with_no_other(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    researched(stored, monkeypatch, PART)
    repository.save(stored(), "one-more", Interview(company="Other"), 1)
    names = [f"{repository.drafts_of(interview)}company-site what" for interview in ("one", "one-more")]
    for name in names:
        drafts.save(stored(), name, "Half a sentence", 1)
    repository.rename_company(stored(), "one", f"{PART}s", 2)
    assert shown_by(open_part(open_page, "Company"), "found_company-site")["saved"] == "Half a sentence"
    repository.delete(stored(), "one", 3)
    assert [drafts.get(stored(), name) for name in names] == ["", "Half a sentence"]


def test_research_is_forgotten_when_it_is_said_twice(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    researched(stored, monkeypatch, PART)
    app = press(open_part(open_page, "Company"), "Delete this research")
    assert any("Delete 2 findings" in one.value for one in app.markdown)
    app.button(key="forget_this_keep").click().run()
    assert len(found_on(stored, PART)) == 2
    press(press(app, "Delete this research"), "Delete it")
    assert found_on(stored, PART) == []
    assert repository.get(stored(), "one")
    assert "Delete this research" not in [one.label for one in app.button]


def test_research_without_an_interview_is_shown_and_moved(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    researched(stored, monkeypatch, f"{PART}s", PART)
    app = open_part(open_page, "Company")
    assert any(one.label.startswith(f"{PART} (2") for one in app.expander)
    press(app, f"Move it to {PART}s")
    assert len(found_on(stored, f"{PART}s")) == 4
    assert repository.companies_without_interview(stored()) == []
    assert not any(one.label.startswith(f"{PART} (") for one in app.expander)


def test_an_address_from_before_the_part_was_renamed_opens_it(open_page: Open, stored: Stored) -> None:
    an_interview(stored)
    former, today = (open_part(open_page, name) for name in ("Ask back", "Questions to ask"))
    assert [tab.label for tab in former.tabs if tab.proto.label] == [tab.label for tab in today.tabs]
    assert {button.key for button in former.button} == {button.key for button in today.button}
