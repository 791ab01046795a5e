from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prepkit.bank import load
from prepkit.card_ids import question_id
from prepkit.demo.learner import play
from prepkit.model import Attempt, Rating
from prepkit.practice.clock import to_micros
from prepkit.practice.replay import rebuild
from prepkit.question import Question
from prepkit.store import Store, attempts, sessions, tallies
from tests.pages.conftest import Open, shown_by

Stored = Callable[[], Store]


@pytest.fixture
def practised(open_page: Open, stored: Stored, tables: Path) -> Store:
    """Three months of a made-up learner in the candidate's own database."""
    open_page("today")
    store = stored()
    play(store, load(tables), now=to_micros(datetime.now(UTC)), tz="UTC")
    return store


def test_before_any_practice_every_view_says_so(open_page: Open) -> None:
    for view in ("Readiness", "Activity", "Memory", "Calibration", "Weakest"):
        app = open_page("progress", view=view)
        assert app.title[0].value == "Progress"
        assert app.markdown[0].value.startswith("Nothing practised yet")
        assert app.info, view
        assert not app.get("vega_lite_chart"), view


@pytest.mark.parametrize(
    ("view", "titles"),
    [
        (
            "Readiness",
            [
                "Readiness over time",
                "Ready today, by competency",
                "Readiness on that day, by competency",
                "Readiness on that day, by role",
            ],
        ),
        ("Activity", ["Days practised", "How answers went, week by week", "Attempts a day", "Minutes a day"]),
        ("Memory", 2),
        ("Calibration", ["Were you right to be sure?", "Your score and your coach's"]),
    ],
)
def test_each_view_draws_its_charts(
    open_page: Open, practised: Store, view: str, titles: list[str] | int
) -> None:
    app = open_page("progress", view=view)
    headings = [re.sub(r"on \d+ \w+", "on that day", heading.value) for heading in app.header]
    expected = titles if isinstance(titles, int) else len(titles)
    assert len(app.get("vega_lite_chart")) == expected
    assert isinstance(titles, int) or headings == titles


def test_after_a_few_answers_a_view_shows_its_first_chart_and_when_the_others_come(
    open_page: Open, stored: Stored, tables: Path
) -> None:
    open_page("today")
    store, bank = stored(), load(tables)
    now = to_micros(datetime.now(UTC))
    for place, question in enumerate(bank.ids[:4]):
        day = datetime.now(UTC).date().isoformat()
        attempts.append(store, Attempt(f"a{place}", f"q:{question}", Rating.SOLID, now + place, day, "UTC"))
    rebuild(store)
    for view in ("Activity", "Memory"):
        app = open_page("progress", view=view)
        assert len(app.get("vega_lite_chart")) == 1
        assert app.info[-1].value.endswith("will show here after 6 more rated answers.")


def test_the_number_of_attempts_is_what_the_database_says(open_page: Open, practised: Store) -> None:
    app = open_page("progress")
    assert app.markdown[0].value.startswith(f"{tallies.total(practised)} attempts on ")


def test_the_weakest_can_be_practised_at_once_weakest_first(open_page: Open, practised: Store) -> None:
    app = open_page("progress", view="Weakest")
    weakest = shown_by(app, "weakest_questions")["rows"][0]["id"]
    app.button(key="practise_weakest").click().run()
    session = sessions.latest(practised)
    assert session is not None
    assert session.title == "My weakest"
    assert session.card is not None
    assert question_id(session.card.card_id) == weakest


def answered(question: Question, ticks: tuple[str, ...], times: int) -> list[Attempt]:
    moment = datetime.now(UTC)
    now, day = to_micros(moment), moment.date().isoformat()
    return [
        Attempt(f"a{n}", question.card_id, Rating.SHAKY, now + n, day, "UTC", ticks=ticks)
        for n in range(times)
    ]


def test_a_kind_of_key_point_left_out_is_counted_and_can_be_practised(
    open_page: Open, stored: Stored, tables: Path
) -> None:
    open_page("today")
    store, bank = stored(), load(tables)
    question = bank.question(bank.ids[0])
    said = tuple(point.id for point in question.key_points if not point.text.startswith("Explained why"))
    attempts.append_many(store, answered(question, said, 5))
    rebuild(store)
    assert "Left out most in the last 90 days: **a reason**, 5 of 5 times." in [
        text.value for text in open_page("progress").markdown
    ]
    app = open_page("progress", view="Weakest")
    assert "**A reason**  \n5 of 5 times" in [text.value for text in app.markdown]
    app.button(key="practise_left_out_reason").click().run()
    session = sessions.latest(store)
    assert session is not None
    assert session.card is not None
    assert (session.title, session.card.card_id) == ("Left out: a reason", question.card_id)


def test_without_a_tick_progress_says_how_to_learn_what_is_left_out(
    open_page: Open, stored: Stored, tables: Path
) -> None:
    open_page("today")
    store, bank = stored(), load(tables)
    attempts.append_many(store, answered(bank.question(bank.ids[0]), (), 5))
    rebuild(store)
    app = open_page("progress", view="Weakest")
    assert any(text.value.startswith("Tick the key points you said") for text in app.markdown)
