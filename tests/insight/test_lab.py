from __future__ import annotations

import altair as alt
import pytest

from prepkit.insight.charts import lab
from prepkit.lab.families import FAMILIES, scenario


@pytest.mark.parametrize("family", FAMILIES)
def test_weeks_are_drawn_as_valid_lines_and_said_in_words(family: str) -> None:
    table = scenario(family, 3).table
    if not lab.is_over_time(table):
        assert table.columns[0] != "Week"
        return
    for column in table.columns[1:]:
        spec = lab.by_week(table, column)
        alt.Chart.from_dict(spec)
        (line,) = spec["layer"]
        values = line["data"]["values"]
        assert [row["value"] for row in values] == table[column].astype(float).tolist()
        assert lab.alt_text(table, column).startswith(f"{column} by week: ")


def test_some_families_are_lines_and_some_are_tables() -> None:
    assert {lab.is_over_time(scenario(family, 1).table) for family in FAMILIES} == {True, False}
