from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import pytest

from prepkit.bank import Bank
from prepkit.card_ids import question_card
from prepkit.insight import activity, calibration, cards, memory, readiness, readiness_course
from prepkit.insight.charts import activity as activity_charts
from prepkit.insight.charts import calibration as calibration_charts
from prepkit.insight.charts import course as course_charts
from prepkit.insight.charts import memory as memory_charts
from prepkit.insight.charts import readiness as readiness_charts
from prepkit.insight.figure import Figure, Form, readable, selected, written
from prepkit.model import Clock, Settings
from prepkit.store import Store, card_states, open_memory, profiles, tallies
from prepkit.workspace import Workspace

PICKED_BY = {
    "readiness_by_competency": {"id"},
    "readiness_by_role": {"id"},
    "readiness_course": {"day"},
    "then_and_now": {"id"},
    "calendar": {"day"},
    "attempts_a_day": {"day"},
    "minutes_a_day": {"day"},
    "rating_mix": {"week", "label"},
    "recall": {"bin"},
    "due_forecast": {"day"},
    "calibration": {"confidence"},
}


def draw(store: Store, bank: Bank, clock: Clock) -> list[Figure]:
    """Every figure of one store."""
    every = card_states.list_all(store)
    states = {state.card_id: state for state in every}
    core = [question_card(question) for question in bank.core("customer-operations-manager")]
    workspace = Workspace(store, bank, Settings(target_role="customer-operations-manager"))
    days, known = tallies.by_day(store), cards.attempted(bank, every, clock.now)
    mix = activity.weekly_mix(tallies.ratings_by_day(store), clock.day)
    sure = calibration.by_confidence(tallies.confidence_by_rating(store))
    return [
        readiness_charts.by_competency(readiness.by_competency(bank, states, core, clock.now), "9 December"),
        readiness_charts.by_role(readiness.by_role(bank, states, clock.now), "9 December"),
        course_charts.course(readiness_course.course(workspace, None, clock)),
        course_charts.then_and_now(readiness_course.by_competency_then_now(bank, store, core, clock)),
        activity_charts.calendar(activity.calendar(days, clock.day)),
        activity_charts.daily(activity.daily(days, clock.day)),
        activity_charts.daily(activity.daily(days, clock.day), "minutes"),
        activity_charts.weekly_mix(mix),
        memory_charts.recall(memory.binned(known)),
        memory_charts.forecast(
            memory.dated(bank, known, [(clock.day, known["card"].tolist())], clock), clock
        ),
        calibration_charts.calibration(sure),
    ]


@pytest.fixture(scope="module")
def figures(played: Store, bank: Bank, clock: Clock) -> list[Figure]:
    """Every figure of the store with three months, drawn once: these tests only look at them."""
    return draw(played, bank, clock)


@pytest.fixture(scope="module")
def empty_figures(bank: Bank, clock: Clock) -> list[Figure]:
    """Every figure of a store with nothing in it."""
    database = open_memory()
    drawn = draw(profiles.latest(database, new_id="me", now=0), bank, clock)
    database.close()
    return drawn


def selections(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [param for param in spec.get("params", []) if param["name"] == "pick"]


def rows_drawn(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of the last layer, where a chart has its marks."""
    return list(spec["layer"][-1]["data"]["values"])


def test_every_figure_is_a_valid_chart_with_all_that_belongs_to_it(figures: list[Figure]) -> None:
    assert {figure.name for figure in figures} == set(PICKED_BY)
    for figure in figures:
        spec = figure.spec
        alt.Chart.from_dict(spec, validate=True)
        assert not figure.empty
        assert spec["height"] == figure.height
        assert spec["background"] == "transparent"
        assert "title" not in spec
        # Rows at the top would put "Show data" beside the chart, with names that only machines need.
        assert not spec.keys() & {"data", "datasets"}
        assert set(figure.columns) <= set(figure.table.columns)
        assert figure.alt.endswith(".")
        assert figure.definition.endswith(".")
        fields = {field for param in selections(spec) for field in param["select"]["fields"]}
        assert fields == PICKED_BY[figure.name] <= set(figure.table.columns)


def test_an_empty_store_gives_sentences_and_no_error(empty_figures: list[Figure]) -> None:
    for figure in empty_figures:
        assert figure.empty, figure.name
        assert figure.empty_text.endswith("."), figure.name
        assert figure.alt.endswith("."), figure.name
        alt.Chart.from_dict(figure.spec, validate=True)


def test_charts_show_the_numbers_of_their_tables(figures: list[Figure]) -> None:
    by_name = {figure.name: figure for figure in figures}

    def shown(name: str, column: str) -> int:
        return sum(row[column] for row in rows_drawn(by_name[name].spec))

    assert shown("recall", "cards") == len(by_name["recall"].table)
    assert shown("due_forecast", "cards") == len(by_name["due_forecast"].table)
    assert shown("calendar", "attempts") == by_name["calendar"].table["attempts"].sum()
    assert shown("calibration", "attempts") == by_name["calibration"].table["attempts"].sum()


def test_an_untouched_competency_is_said_in_words(empty_figures: list[Figure]) -> None:
    figure = empty_figures[0]

    assert {row["note"] for row in rows_drawn(figure.spec)} == {"untouched"}


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        ({}, ["a", "b", "c"]),
        ({"pick": {}}, ["a", "b", "c"]),
        ({"pick": []}, ["a", "b", "c"]),
        ({"pick": [{"week": "1", "label": "x"}]}, ["a"]),
        ({"pick": [{"week": "1", "label": "x"}, {"week": "2", "label": "x"}]}, ["a", "c"]),
        ({"pick": [{"colour": "red"}]}, []),
    ],
)
def test_a_selection_filters_the_table(selection: dict[str, Any], left: list[str]) -> None:
    table = pd.DataFrame({"week": ["1", "1", "2"], "label": ["x", "y", "x"], "row": ["a", "b", "c"]})

    assert list(selected(table, selection)["row"]) == left


def test_what_a_person_sees_of_every_figure_has_headings_and_per_cent(figures: list[Figure]) -> None:
    for figure in figures:
        shown, kept = readable(figure.table, figure.columns), written(figure.table, figure.columns)
        assert list(shown.columns) == list(figure.columns), figure.name
        assert list(kept.columns) == [column.heading for column in figure.columns.values()]
        for name, column in figure.columns.items():
            values = figure.table[name].dropna()
            # A fraction of one that is not declared a share would be read as 0.9416.
            if column.form is Form.PLAIN:
                assert values.dtype.kind != "f", (figure.name, name)
            elif column.form is Form.SHARE:
                assert set(kept[column.heading]) <= {"", *(f"{n}%" for n in range(101))}


def test_a_share_reads_as_per_cent_on_the_screen_and_in_the_file(figures: list[Figure]) -> None:
    recall = next(figure for figure in figures if figure.name == "recall")
    row = recall.table.head(1).assign(recall=0.9416, prompt="How are you?")

    assert readable(row, recall.columns)["recall"].tolist() == [0.94]
    assert written(row, recall.columns)["Recall now"].tolist() == ["94%"]
    assert not {"card", "question", "due", "lapses"} & set(written(row, recall.columns).columns)
