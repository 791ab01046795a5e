from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.store import Store, decks, drafts
from prepkit.ui.views.own import draft as own_draft
from tests.pages.conftest import Open, near, opened, press_reveal, prompt, shown_by

Stored = Callable[[], Store]


def write(app: AppTest, stored: Stored, question: str = "new", **texts: str) -> None:
    """Type into the form's boxes, which keep it as a draft, and save."""
    for field, text in texts.items():
        own_draft.save(stored(), question, field, text, 1)
    app.button(key="own_save").click().run()


def only(stored: Stored) -> decks.OwnRow:
    (row,) = decks.questions(stored())
    return row


def test_without_own_questions_the_page_says_what_it_is_for(open_page: Open) -> None:
    app = open_page("own")
    assert "only you see them" in app.markdown[0].value
    assert app.button(key="to_write").label == "Write a question"


def test_a_question_that_was_written_is_found_and_asked_like_any_other(
    open_page: Open, stored: Stored
) -> None:
    app = open_page("own", write="1")
    write(app, stored, prompt="Why do lifts stop?", key_points="- dust\n- doors", variants="Lifts?")
    row = only(stored)
    assert row.content["key_points"] == ["dust", "doors"]
    assert row.content["variants"] == ["Lifts?"]
    browse = open_page("browse", q="why do lifts stop")
    assert next(iter(near(browse))) == row.id
    detail = open_page("browse", question=row.id)
    question = opened(detail)
    assert question is not None
    assert question["title"] == "Why do lifts stop?"
    detail.button(key="practise_one").click().run()
    practise = open_page("practise")
    assert prompt(practise) == "Why do lifts stop?"
    press_reveal(practise)
    assert [text for _, text in shown_by(practise, "card_back")["points"]] == ["dust", "doors"]


def test_a_question_without_key_points_asks_for_none_and_shows_no_empty_frame(
    open_page: Open, stored: Stored
) -> None:
    app = open_page("own", write="1")
    write(app, stored, prompt="Why do lifts stop?", answer="Dust in the doors.")
    row = only(stored)
    open_page("browse", question=row.id).button(key="practise_one").click().run()
    practise = open_page("practise")
    press_reveal(practise)
    assert shown_by(practise, "card_front")["guidance"][1] == "Rate yourself honestly."
    assert shown_by(practise, "card_back")["points"] == []
    ((_, slide),) = shown_by(open_page("present", list=row.id), "stage")["slides"]
    assert [frame["step"] for frame in slide["frames"]] == ["question", "sample"]


def test_a_question_without_a_prompt_is_not_kept_and_nothing_typed_is_lost(
    open_page: Open, stored: Stored
) -> None:
    app = open_page("own", write="1")
    write(app, stored, prompt="  ", answer="A long answer")
    assert app.error[0].value.startswith("Write the question first.")
    assert shown_by(app, "own_answer_new")["saved"] == "A long answer"
    assert decks.list_all(stored()) == []


def test_a_question_can_be_changed_and_removed(open_page: Open, stored: Stored) -> None:
    write(open_page("own", write="1"), stored, prompt="Why?", key_points="one")
    row = only(stored)
    write(open_page("own", edit=row.id), stored, row.id, prompt="Why not?", key_points="one\ntwo")
    assert only(stored).content["prompt"] == "Why not?"
    assert only(stored).id == row.id
    app = open_page("own", edit=row.id)
    app.button(key="own_remove").click().run()
    app.button(key="own_remove_yes").click().run()
    assert decks.questions(stored()) == []
    assert open_page("browse", question=row.id).title[0].value == "No such question"


def test_a_question_being_changed_stays_a_draft_until_it_is_saved_or_discarded(
    open_page: Open, stored: Stored
) -> None:
    write(open_page("own", write="1"), stored, prompt="Why?", answer="Because.")
    row = only(stored)
    assert own_draft.load(stored(), "new") == {}
    own_draft.save(stored(), row.id, "answer", "", 1)
    app = open_page("own", edit=row.id)
    assert shown_by(app, f"own_answer_{row.id}")["saved"] == ""
    app.selectbox(key=f"own_difficulty_{row.id}_0").set_value("hard").run()
    app = open_page("own", edit=row.id)
    assert app.selectbox(key=f"own_difficulty_{row.id}_0").value == "hard"
    app.button(key="own_discard").click().run()
    assert shown_by(app, f"own_answer_{row.id}")["saved"] == "Because."
    assert app.selectbox(key=f"own_difficulty_{row.id}_1").value == row.content["difficulty"]
    assert only(stored) == row


@pytest.mark.parametrize("text", ["[1", "[]", '{"prompt": 5, "kind": "none", "other": "x"}', "[" * 100_000])
def test_a_draft_from_elsewhere_that_makes_no_sense_is_passed_over(
    open_page: Open, stored: Stored, text: str
) -> None:
    open_page("own")
    drafts.save(stored(), own_draft.name_of("new"), text, 1)
    app = open_page("own", write="1")
    assert app.title[0].value == "Write a question"
    assert shown_by(app, "own_prompt_new")["saved"] == ""


def test_an_id_is_never_given_twice(open_page: Open, stored: Stored) -> None:
    write(open_page("own", write="1"), stored, prompt="Why?")
    first = only(stored).id
    app = open_page("own", edit=first)
    app.button(key="own_remove").click().run()
    app.button(key="own_remove_yes").click().run()
    write(open_page("own", write="1"), stored, prompt="Why?")
    assert only(stored).id == f"{first}-2"


def test_a_deck_is_removed_whole_and_can_be_brought_back(open_page: Open, stored: Stored) -> None:
    write(open_page("own", write="1"), stored, prompt="Why?")
    app = open_page("own")
    deck = decks.list_all(stored())[0]
    app.button(key=f"remove_{deck.id}").click().run()
    app.button(key=f"remove_{deck.id}_yes").click().run()
    assert decks.list_all(stored()) == []
    app.button(key="bring_back").click().run()
    assert decks.list_all(stored()) == [deck]


@pytest.mark.parametrize("question", ["nothing", "mine/gone", "<b>"])
def test_a_link_to_a_question_that_is_not_there_says_so(open_page: Open, question: str) -> None:
    assert open_page("own", edit=question).title[0].value == "No such question"
