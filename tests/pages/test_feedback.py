from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.model import Story
from prepkit.store import Store, attempts, drafts, settings, stories
from prepkit.ui.runtime.opening import open_bank
from tests.pages.conftest import Open, near, press_rating, press_reveal, shown_by

Stored = Callable[[], Store]
ANSWER = (
    "Um, that's a good question. We moved people and we wrote a notice and, um, we called the "
    "customers, and in the evening we rang all of them once more. Complaints fell by 40%, um, in May."
)


def question_of(open_page: Open) -> str:
    return next(iter(near(open_page("browse"))))


def answered(open_page: Open, stored: Stored, text: str = ANSWER) -> tuple[AppTest, str]:
    """A card on which this text was typed, revealed."""
    question = question_of(open_page)
    open_page("browse", question=question).button(key="practise_one").click().run()
    drafts.save(stored(), f"q:{question}", text, 1)
    card = open_page("practise")
    return press_reveal(card), question


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown).replace("\\", "")


def test_an_answer_that_was_typed_gets_feedback_that_quotes_it(open_page: Open, stored: Stored) -> None:
    card, _ = answered(open_page, stored)
    assert card.tabs[0].label == ":gray[Feedback]"
    assert "It opens with words that every answer" in said(card)
    assert "“Um, that's a good question”" in said(card)
    assert "“We” 4 times, “I” 0 times" in said(card)
    assert "for you to tick" in card.caption[-1].value


def test_words_near_a_key_point_are_there_to_be_marked_and_nothing_is_claimed(
    open_page: Open, stored: Stored
) -> None:
    points = _points(question_of(open_page))
    card, question = answered(open_page, stored, " ".join(f"I {text.lower()}." for _, text in points))
    shown = shown_by(card, "card_back")
    assert shown["nearest"] == {identity: f"I {text.lower()}." for identity, text in points}
    assert shown["coverage"] == {}
    assert shown["ticked"] == []
    press_rating(card, 3)
    assert attempts.of_card(stored(), f"q:{question}")[0].ticks == ()


def _points(question: str) -> list[tuple[str, str]]:
    return [(point.id, point.text) for point in open_bank().question(question).key_points]


def test_without_an_answer_there_is_no_feedback(open_page: Open, stored: Stored) -> None:
    card, _ = answered(open_page, stored, "")
    assert ":gray[Feedback]" not in {tab.label for tab in card.tabs}
    assert shown_by(card, "card_back")["nearest"] == {}


def test_a_kind_of_remark_can_be_hidden_and_brought_back(open_page: Open, stored: Stored) -> None:
    card, _ = answered(open_page, stored)
    card.button(key="feedback_off_filler").click().run()
    assert "3 fillers" not in said(card)
    assert settings.load(stored()).remarks_off == ("filler",)
    page = open_page("settings")
    assert page.multiselect(key="set_remarks_off").value == ["filler"]
    card.button(key="feedback_all").click().run()
    assert "3 fillers" in said(card)
    assert settings.load(stored()).remarks_off == ()


def test_a_follow_up_waits_to_be_asked_and_changes_each_time(open_page: Open, stored: Stored) -> None:
    card, question = answered(open_page, stored, "")
    probes = open_bank().question(question).follow_ups
    assert shown_by(card, "card_back")["probe"] == probes[0]
    press_rating(card, 3)
    again, _ = answered(open_page, stored, "")
    assert shown_by(again, "card_back")["probe"] == probes[1 % len(probes)]


def test_my_story_comes_before_the_samples_of_the_bank(open_page: Open, stored: Stored) -> None:
    question = question_of(open_page)
    stories.save(stored(), "flood", Story("The flood", action="I ran.", questions=(question,)), 1)
    card, _ = answered(open_page, stored, "")
    mine, samples, *_ = shown_by(card, "card_back")["tabs"]
    assert (mine["name"], samples["name"]) == ("My story", "Sample answer")
    assert [block["text"] for block in mine["texts"][0]["blocks"]] == ["Action", "I ran."]


def test_two_answers_stand_side_by_side_with_what_was_gained(open_page: Open, stored: Stored) -> None:
    card, question = answered(open_page, stored, "I called the customer at nine in the morning, as agreed.")
    first, second = (point for point, _ in _points(question)[:2])
    press_rating(card, 1)
    _tick_last(stored(), question, [first])
    told = "I called the customer at nine in the morning. Then I wrote to her boss."
    again, _ = answered(open_page, stored, told)
    press_rating(again, 3)
    _tick_last(stored(), question, [first, second])
    assert "**Gained**" in said(open_page("browse", question=question))
    third, _ = answered(open_page, stored, "")
    text = said(third)
    assert ":green-background[Then I wrote to her boss" in text
    assert "**Gained**" in text
    assert "**Lost**" not in text
    assert "**In neither**" in text


def _tick_last(store: Store, question: str, ticks: list[str]) -> None:
    store.db.execute(
        "UPDATE attempts SET ticks = :ticks WHERE seq = (SELECT MAX(seq) FROM attempts) AND card_id = :card",
        {"ticks": json.dumps(ticks), "card": f"q:{question}"},
    )


@pytest.mark.parametrize("tampered", [["no-such-kind"], []])
def test_an_unknown_kind_that_is_switched_off_breaks_nothing(
    open_page: Open, stored: Stored, tampered: list[str]
) -> None:
    settings.save(stored(), 1, remarks_off=tampered)
    card, _ = answered(open_page, stored)
    assert "3 fillers" in said(card)
    assert open_page("settings").title[0].value == "Settings"


def test_a_story_gets_feedback_for_each_question_it_answers(open_page: Open, stored: Stored) -> None:
    question = question_of(open_page)
    stories.save(stored(), "flood", Story("The flood", action=ANSWER, questions=(question,)), 1)
    app = open_page("stories", story="flood")
    app.session_state["story_feedback"] = True
    app.run()
    assert "3 fillers" in said(app)
    assert all(f"- {text}" in said(app) for _, text in _points(question))
