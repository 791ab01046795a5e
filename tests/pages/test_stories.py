from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from streamlit.testing.v1 import AppTest

from prepkit.model import Story
from prepkit.store import Store, drafts, stories
from tests.pages.conftest import Open, near, press_rating, press_reveal, prompt, shown_by

Stored = Callable[[], Store]
WHOLE = Story(
    "The flood",
    situation="In May the cellar of our office was under water and the phones were dead for a morning.",
    task="I had to keep the desk open.",
    action="I sent six people home with laptops, wrote the notice for the website and rang the ten "
    "largest customers myself, one after the other, before they could ring us.",
    result="We answered 80 per cent of calls by noon, against 20 the last time this happened.",
)


def a_story(stored: Stored, **more: Any) -> str:
    stories.save(stored(), "flood", replace(WHOLE, **more), 1)
    return "flood"


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def test_without_stories_the_page_offers_the_questions_that_need_one(open_page: Open, stored: Stored) -> None:
    app = open_page("stories")
    assert "Interviewers remember stories" in app.markdown[0].value
    offered = [str(button.key) for button in app.button if str(button.key).startswith("write_for_")]
    assert len(offered) == 5
    app.button(key=offered[0]).click().run()
    assert app.title[0].value == "New story"
    assert app.query_params["for"] == offered[0].removeprefix("write_for_")
    assert any(text.value.startswith("For the question") for text in app.markdown)


def test_a_new_story_is_stored_with_its_first_words_and_keeps_its_question(
    open_page: Open, stored: Stored
) -> None:
    app = open_page("stories")
    app.button(key="write_story").click().run()
    assert stories.list_all(stored()) == []
    address = {"story": "0a1b2c3d", "new": "1", "for": "no-such-question"}
    app = open_page("stories", **address)
    assert app.title[0].value == "New story"
    assert "practise_story" not in {button.key for button in app.button}
    assert "remove_story" not in {button.key for button in app.button}
    # Only an id of the kind that the page gives out begins a story.
    assert open_page("stories", story="../x", new="1").title[0].value == "No such story"
    stories.save(stored(), "0a1b2c3d", WHOLE, 1)
    stories.delete(stored(), "0a1b2c3d", 2)
    assert open_page("stories", **address).title[0].value == "No such story"


def test_a_story_in_which_nothing_is_written_is_in_no_list(open_page: Open, stored: Stored) -> None:
    stories.save(stored(), "empty", Story(questions=("q1",)), 1)
    app = open_page("stories")
    assert any(str(button.key).startswith("write_for_") for button in app.button)
    stories.save(stored(), "empty", Story(key_facts=("ten customers",)), 2)
    (row,) = shown_by(open_page("stories"), "stories")["rows"]
    assert row["id"] == "empty"


def test_the_button_for_a_pasted_story_is_there_before_its_text(open_page: Open) -> None:
    app = open_page("stories", paste="1")
    assert app.button(key="make_story").disabled
    assert "each sentence gets a part" in app.caption[-1].value


def test_a_story_shows_its_balance_and_what_to_change(open_page: Open, stored: Stored) -> None:
    a_story(stored, result="")
    app = open_page("stories", story="flood")
    assert app.title[0].value == "The flood"
    assert dict(shown_by(app, "balance")["words"])["Result"] == 0
    assert "How did it end?" in said(app)


def test_three_figures_make_a_sentence_for_the_result(open_page: Open, stored: Stored) -> None:
    a_story(stored, baseline="19 complaints a week", change="4", period="in two months")
    app = open_page("stories", story="flood")
    app.button(key="add_measured").click().run()
    (row,) = stories.list_all(stored())
    assert row.content.result.endswith("It went from 19 complaints a week to 4 in two months.")
    assert "add_measured" not in {button.key for button in app.button}
    assert shown_by(app, "story_result")["saved"] == row.content.result
    assert shown_by(app, "story_result")["revision"] == 1  # so that the box shows it


def test_a_corrected_figure_corrects_its_sentence(open_page: Open, stored: Stored) -> None:
    told = "She stayed. It went from 19 calls to 4 in a week."
    a_story(stored, result=told, baseline="19 calls", change="3", period="in a week")
    app = open_page("stories", story="flood")
    assert app.button(key="add_measured").label == "Correct it in the result"
    app.button(key="add_measured").click().run()
    (row,) = stories.list_all(stored())
    assert row.content.result == "She stayed. It went from 19 calls to 3 in a week."


def test_figures_in_the_result_are_offered_and_taken_over_with_a_click(
    open_page: Open, stored: Stored
) -> None:
    result = "Waiting fell from 19 minutes to 4 in six weeks."
    a_story(stored, result=result)
    app = open_page("stories", story="flood")
    assert app.button(key="use_figures").label == "Use: from 19 minutes, to 4, in six weeks"
    app.button(key="use_figures").click().run()
    (row,) = stories.list_all(stored())
    story = row.content
    assert (story.baseline, story.change, story.period) == ("19 minutes", "4", "in six weeks")
    assert story.result == result
    assert shown_by(app, "story_baseline")["saved"] == "19 minutes"
    assert {"use_figures", "add_measured"}.isdisjoint({button.key for button in app.button})


def test_figures_are_not_offered_where_something_else_was_typed(open_page: Open, stored: Stored) -> None:
    a_story(stored, result="Waiting fell from 19 minutes to 4 in six weeks.", baseline="41 calls")
    app = open_page("stories", story="flood")
    assert "use_figures" not in {button.key for button in app.button}


def test_a_missing_figure_is_named(open_page: Open, stored: Stored) -> None:
    a_story(stored, change="4 a week")
    app = open_page("stories", story="flood")
    assert "Still missing: what it was before, over what time." in [c.value for c in app.caption]


def test_links_and_tags_are_kept_and_counted(open_page: Open, stored: Stored) -> None:
    a_story(stored)
    app = open_page("stories", story="flood")
    question = app.multiselect(key="story_questions_flood").options[0]
    app.multiselect(key="story_questions_flood").select(question).run()
    (row,) = stories.list_all(stored())
    assert len(row.content.questions) == 1
    again = open_page("stories")
    (shown,) = shown_by(again, "stories")["rows"]
    assert ["answers 1 question", "gray"] in shown["tags"]


def suggested(app: AppTest) -> list[str]:
    keys = [str(button.key) for button in app.button]
    return [key.removeprefix("link_") for key in keys if key.startswith("link_")]


def test_a_suggested_question_is_linked_or_refused_with_a_click(open_page: Open, stored: Stored) -> None:
    a_story(stored)
    app = open_page("stories", story="flood")
    first, second, *_ = suggested(app)
    app.button(key=f"link_{first}").click().run()
    assert first not in suggested(app)
    assert len(app.multiselect(key="story_questions_flood").value) == 1
    assert not app.warning
    app.button(key=f"refuse_{second}").click().run()
    assert second not in suggested(app)
    again = open_page("stories", story="flood")
    assert {first, second}.isdisjoint(suggested(again))
    (row,) = stories.list_all(stored())
    assert (row.content.questions, row.content.refused) == ((first,), (second,))


def test_an_empty_story_gets_no_suggestions(open_page: Open, stored: Stored) -> None:
    stories.save(stored(), "new", Story("Not written yet"), 1)
    assert suggested(open_page("stories", story="new")) == []


def test_coverage_names_the_fewest_stories_and_the_gaps(open_page: Open, stored: Stored) -> None:
    a_story(stored)
    app = open_page("stories", story="flood")
    for option in app.multiselect(key="story_questions_flood").options:
        app.multiselect(key="story_questions_flood").select(option)
    app.run()
    page = open_page("stories")
    page.button_group(key="stories_view").set_value("coverage").run()
    assert "**The flood** answers" in said(page)
    assert "One story answers the" in said(page)
    assert "The flood" in page.dataframe[0].value.columns
    assert "is your answer to" in page.warning[0].value


def test_a_removed_story_can_be_brought_back_with_its_versions(open_page: Open, stored: Stored) -> None:
    a_story(stored)
    app = open_page("stories", story="flood")
    app.button(key="keep_version").click().run()
    app.button(key="remove_story").click().run()
    app.button(key="remove_story_yes").click().run()
    assert stories.list_all(stored()) == []
    app.button(key="bring_back_story").click().run()
    assert stories.list_all(stored())[0].content.title == "The flood"
    assert len(stories.versions(stored(), "flood")) == 1


def test_a_story_is_practised_like_any_card_and_its_facts_are_ticked(open_page: Open, stored: Stored) -> None:
    a_story(stored, key_facts=("- ten customers", "", "80 per cent by noon"))
    open_page("stories", story="flood").button(key="practise_story").click().run()
    card = open_page("practise")
    assert prompt(card) == "The flood"
    press_reveal(card)
    points = shown_by(card, "card_back")["points"]
    assert [text for _, text in points] == ["ten customers", "80 per cent by noon"]
    assert "I sent six people home" in str(shown_by(card, "card_back")["tabs"])
    press_rating(card, 3)
    assert [row["card_id"] for row in stored().db.rows("SELECT card_id FROM attempts")] == ["s:flood"]


def test_a_story_with_a_question_is_asked_for_by_it(open_page: Open, stored: Stored) -> None:
    app = open_page("browse")
    question = next(iter(near(app).values()))
    a_story(stored, questions=(question["id"],))
    open_page("stories", story="flood").button(key="practise_story").click().run()
    card = open_page("practise")
    assert prompt(card) == question["title"]
    assert shown_by(card, "card_front")["wanted"][0]["text"] == "Tell “The flood”."


def test_pasted_text_becomes_a_story_sentence_by_sentence(open_page: Open, stored: Stored) -> None:
    pasted = " ".join(getattr(WHOLE, part) for part in ("situation", "action", "result"))
    drafts.save(stored(), "story-paste", pasted, 1)
    app = open_page("stories", paste="1")
    shown = shown_by(app, "part_picker")
    assert len(shown["sentences"]) == 3
    app.button(key="make_story").click().run()
    (row,) = stories.list_all(stored())
    told = " ".join(getattr(row.content, part) for part in ("situation", "task", "action", "result"))
    assert sorted(told.split()) == sorted(pasted.split())
    assert drafts.get(stored(), "story-paste") == ""


def test_a_link_to_a_story_that_is_gone_says_so(open_page: Open, stored: Stored) -> None:
    a_story(stored)
    app = open_page("stories", story="nobody")
    assert app.title[0].value == "No such story"
    assert "may have been removed" in app.info[0].value


def test_a_question_leads_to_a_new_story_for_it_and_shows_it_then(open_page: Open, stored: Stored) -> None:
    asked = next(iter(near(open_page("browse"))))
    app = open_page("browse", question=asked)
    app.button(key="story_for_question").click().run()
    assert app.title[0].value == "New story"
    assert app.query_params["for"] == asked
    assert stories.list_all(stored()) == []
    a_story(stored, questions=(asked,))
    again = open_page("browse", question=asked)
    assert [row["id"] for row in shown_by(again, "my_stories")["rows"]] == ["flood"]
