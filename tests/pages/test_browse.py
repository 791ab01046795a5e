from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import load
from prepkit.model import Mark
from prepkit.store import Store, attempts, marks, settings
from tests.pages.conftest import (
    Open,
    choice,
    near,
    open_question,
    opened,
    press_rating,
    press_reveal,
    shown_by,
)


def listed(app: AppTest) -> list[str]:
    """The questions on the page of the list, by id, in order."""
    return list(shown_by(app, "questions")["listed"])


Stored = Callable[[], Store]


def test_every_question_is_listed_a_page_at_a_time(open_page: Open) -> None:
    app = open_page("browse")
    assert shown_by(app, "result_count")["text"] == "30 questions"
    assert len(listed(app)) == 20


def test_search_and_filters_narrow_the_list_and_say_so_when_nothing_is_left(
    open_page: Open, tables: Path
) -> None:
    app = open_page("browse")
    prompt = load(tables).question("question-00004").prompt
    app.text_input(key="q").set_value(f'"{prompt}"').run()
    assert listed(app) == ["question-00004"]
    app.text_input(key="q").set_value("").run()
    app.session_state["filter_difficulty"] = True
    app.run()
    choice(app, "difficulty").set_value(["hard"]).run()
    assert 0 < len(listed(app)) < 20
    app.text_input(key="q").set_value("zzzzqqqq").run()
    assert "No question matches" in app.info[0].value
    assert shown_by(app, "result_count")["text"] == "0 questions"
    with pytest.raises(KeyError):
        shown_by(app, "questions")
    assert app.button(key="practise_list").disabled


def test_my_role_is_the_first_filter_and_clear_all_takes_every_filter_off(
    open_page: Open, stored: Stored, tables: Path
) -> None:
    role = load(tables).roles[0]
    with pytest.raises(KeyError):
        open_page("browse").button(key="my_role")
    settings.save(stored(), 1, target_role=role.id)
    app = open_page("browse")
    app.button(key="my_role").click().run()
    in_role = load(tables).in_role(role.id)
    assert shown_by(app, "result_count")["text"] == f"{len(in_role)} questions"
    app.button(key="clear_filters").click().run()
    assert shown_by(app, "result_count")["text"] == "30 questions"
    with pytest.raises(KeyError):
        app.button(key="clear_filters")


def test_a_filter_of_the_address_shows_as_a_chip_that_takes_it_off(open_page: Open) -> None:
    app = open_page("browse", difficulty="Hard", flagged="true")
    assert shown_by(app, "result_count")["text"] == "0 questions"
    app.button(key="off_flagged_").click().run()
    assert 0 < len(listed(app)) < 20
    app.button(key="off_difficulty_hard").click().run()
    assert shown_by(app, "result_count")["text"] == "30 questions"


def headings(app: AppTest) -> set[str]:
    """What stands as a heading on the page, in elements of its own or on top of a text."""
    texts = [text.value for text in app.markdown if text.value.startswith("## ")]
    return {heading.value for heading in app.header} | {text.splitlines()[0][3:] for text in texts}


def test_a_question_shows_its_front_and_folds_what_would_spoil_practice(open_page: Open) -> None:
    app = open_page("browse", question="question-00003")
    question = opened(app)
    assert question is not None
    assert question["assesses"]
    assert question["wordings"]
    assert headings(app) == {"Read on"}
    app.toggle(key="spoil").set_value(True).run()
    assert headings(app) >= {"How to answer", "Key points", "Sample answers", "A weak answer", "Pitfalls"}


def test_an_unknown_question_gets_a_sentence_and_a_way_on(open_page: Open) -> None:
    app = open_page("browse", question="no-such-thing")
    assert app.title[0].value == "No such question"
    app.button[0].click().run()
    assert app.title[0].value == "Questions"


def test_next_and_previous_follow_the_list(open_page: Open) -> None:
    first, second, third = listed(open_page("browse"))[:3]
    app = open_page("browse", question=second)
    assert shown_by(app, "questions")["order"][:3] == [first, second, third]
    assert shown_by(app, "questions")["first"] == 0
    open_question(app, third)
    question = opened(app)
    assert question is not None
    assert question["id"] == third
    assert app.query_params["question"] == third
    open_question(app, None)
    assert app.title[0].value == "Questions"
    assert "question" not in app.query_params


def test_a_buried_card_says_so_and_can_be_brought_back(open_page: Open, stored: Stored) -> None:
    until = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
    marks.save(stored(), Mark("q:question-00001", flagged=True, buried_until=until), 0)
    assert "Buried until" in str(near(open_page("browse"))["question-00001"]["tags"])
    app = open_page("browse", question="question-00001")
    assert app.button(key="practise_one").disabled
    assert "Buried until" in str(opened(app))
    app.button(key="browse_suspend").click().run()
    assert not app.button(key="practise_one").disabled
    assert marks.get(stored(), "q:question-00001") == Mark("q:question-00001", flagged=True)
    assert "Buried" not in str([opened(app), *(text.value for text in [*app.caption, *app.markdown])])


def test_flag_and_suspend_are_kept(open_page: Open, stored: Stored) -> None:
    app = open_page("browse", question="question-00001")
    app.button(key="browse_flag").click().run()
    app.button(key="browse_suspend").click().run()
    mark = marks.get(stored(), "q:question-00001")
    assert (mark.flagged, mark.suspended) == (True, True)
    app.button(key="browse_suspend").click().run()
    assert not marks.get(stored(), "q:question-00001").suspended


def test_practise_this_one_and_see_the_attempt_afterwards(open_page: Open, stored: Stored) -> None:
    app = open_page("browse", question="question-00002")
    app.button(key="practise_one").click().run()
    app = open_page("practise")
    press_reveal(app)
    press_rating(app, 2)
    assert [a.rating for a in attempts.of_card(stored(), "q:question-00002")] == [2]
    app = open_page("browse", question="question-00002")
    assert any(text.value.startswith("**Shaky**") for text in app.markdown)
