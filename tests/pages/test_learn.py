from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import load
from prepkit.store import Store, card_states, marks, sessions
from tests.pages.conftest import Open, act, choice, notice, press_rating, press_reveal, prompt, shown_by

Stored = Callable[[], Store]


def rated(app: AppTest, rating: int) -> None:
    press_reveal(app)
    press_rating(app, rating)


def test_guides_come_first_grouped_by_what_they_are_about(open_page: Open) -> None:
    app = open_page("learn")
    assert [heading.value for heading in app.header] == ["How to answer"]
    assert [row["id"] for row in shown_by(app, "learn_method")["rows"]] == ["guide.guide-a"]


def test_each_shelf_lists_all_it_holds(open_page: Open, tables: Path) -> None:
    bank = load(tables)
    metrics = open_page("learn", shelf="Metrics")
    assert len(metrics.header) == 7
    assert any("7 terms" in text.value for text in metrics.markdown)
    tools = shown_by(open_page("learn", shelf="Tools"), "learn_tools")["rows"]
    assert [row["id"] for row in tools] == ["tool.tool-a", "tool.tool-b"]
    levels = shown_by(open_page("learn", shelf="Levels"), "learn_levels")["rows"]
    assert [row["title"] for row in levels] == [competency.name for competency in bank.competencies]


def test_search_finds_on_every_shelf_and_says_when_nothing_matches(open_page: Open) -> None:
    app = open_page("learn")
    app.text_input(key="learn_q").set_value("money").run()
    assert shown_by(app, "learn_found")["rows"][0]["id"] == "metric.metric-money"
    app.text_input(key="learn_q").set_value("zzzzzz").run()
    assert "Nothing in Learn matches" in app.info[0].value


@pytest.mark.parametrize("item", ["guide.guide-a", "metric.metric-flow", "tool.tool-b", "competency.triage"])
def test_each_item_opens_with_the_questions_it_helps_with(open_page: Open, tables: Path, item: str) -> None:
    bank = load(tables)
    app = open_page("learn", item=item)
    shown = [row["id"] for row in shown_by(app, "helped")["rows"]]
    if item == "competency.triage":
        assert shown == [q for q in bank.ids if bank.question(q).competency == "triage"]
    else:
        assert shown == list(bank.ids[:2])
    app.button(key="back").click().run()
    assert app.title[0].value == "Learn"


def test_a_question_leads_back_to_what_helps_with_it(open_page: Open, tables: Path) -> None:
    rows = shown_by(open_page("browse", question=load(tables).ids[0]), "read_on")["rows"]
    kinds = [row["id"].split(".")[0] for row in rows]
    assert kinds == ["guide", *["metric"] * 7, "tool", "tool", "competency"]


def test_browse_offers_what_learn_has_under_the_same_name(open_page: Open) -> None:
    app = open_page("browse")
    app.text_input(key="q").set_value("money").run()
    assert app.button(key="also_metric.metric-money").label == "Metric of money"
    app.text_input(key="q").set_value("refund").run()
    assert not [button for button in app.button if str(button.key).startswith("also_")]


def test_a_link_to_nothing_says_so(open_page: Open) -> None:
    assert open_page("learn", item="metric.nonsense").title[0].value == "No such page"


def test_metrics_are_practised_as_cards_and_come_back_when_due(open_page: Open, stored: Stored) -> None:
    app = open_page("learn", shelf="Metrics")
    app.button(key="practise_terms").click().run()
    app = open_page("practise")
    assert prompt(app).startswith("Metric of voice")
    rated(app, 3)
    store = stored()
    state = card_states.get(store, "t:metric-voice")
    assert state is not None
    assert state.reps == 1
    assert "Saved as Solid" in notice(app)


def test_one_metric_can_be_practised_flagged_and_suspended(open_page: Open, stored: Stored) -> None:
    app = open_page("learn", item="metric.metric-speed")
    app.button(key="browse_flag").click().run()
    app.button(key="browse_suspend").click().run()
    mark = marks.get(stored(), "t:metric-speed")
    assert (mark.flagged, mark.suspended) == (True, True)
    assert app.button(key="practise_one").disabled
    app.button(key="browse_suspend").click().run()
    app.button(key="practise_one").click().run()
    session = sessions.latest(stored())
    assert session is not None
    assert (session.title, session.total) == ("Metric of speed", 1)


def test_a_begun_metric_joins_the_due_questions(open_page: Open) -> None:
    app = open_page("learn", item="metric.metric-speed")
    app.button(key="practise_one").click().run()
    app = open_page("practise")
    rated(app, 1)
    act(app, "end")
    assert app.title[0].value == "Session finished"
    assert "Metric of speed" in app.table[0].value["Card"].tolist()[0]
    app.button(key="practise_more").click().run()
    choice(app, "source").set_value("weakest").run()
    assert any("**1 card**" in text.value for text in app.markdown)
