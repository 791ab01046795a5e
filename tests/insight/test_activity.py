from __future__ import annotations

from datetime import date, timedelta

import pytest

from prepkit.insight.activity import calendar, daily, weekly_mix
from prepkit.insight.today import practised_days, streak
from prepkit.model import Clock
from prepkit.store import Store, tallies

PLAIN = (
    "FROM attempts AS a LEFT JOIN voids AS v ON v.attempt_id = a.id "
    "WHERE v.attempt_id IS NULL AND a.profile_id = 'me'"
)


def test_days_equal_a_plain_query(played: Store, clock: Clock) -> None:
    since = (clock.day - timedelta(days=59)).isoformat()
    plain = {
        row["local_day"]: (row["n"], row["ms"])
        for row in played.db.rows(
            f"SELECT local_day, COUNT(*) AS n, SUM(duration_ms) AS ms {PLAIN} "
            "AND local_day >= :since GROUP BY 1",
            {"since": since},
        )
    }

    frame = daily(tallies.by_day(played), clock.day)

    assert len(frame) == 60
    assert (frame["day"].iloc[0], frame["day"].iloc[-1]) == (since, clock.day.isoformat())
    assert {row.day: row.attempts for row in frame.itertuples() if row.attempts} == {
        day: n for day, (n, _) in plain.items()
    }
    assert frame["minutes"].sum() == pytest.approx(sum(ms for _, ms in plain.values()) / 60_000)
    assert [str(kind) for kind in frame.dtypes] == ["str", "int64", "float64"]


def test_the_calendar_holds_every_day_once_and_marks_today(played: Store, clock: Clock) -> None:
    frame = calendar(tallies.by_day(played), clock.day)

    total = played.db.rows(f"SELECT COUNT(*) AS n {PLAIN}")[0]["n"]
    assert frame["attempts"].sum() == total
    assert frame["week"].nunique() == 26
    assert frame["day"].is_unique
    assert list(frame[frame["today"]]["day"]) == ["2026-11-23"]
    assert set(frame.groupby("week")["weekday"].first()) == {"Mon"}
    assert (frame["attempts"] == 0).any()


def test_the_weekly_mix_equals_a_plain_query(played: Store, clock: Clock) -> None:
    plain = {
        (row["week"], row["rating"]): row["n"]
        for row in played.db.rows(
            "SELECT date(local_day, '-6 days', 'weekday 1') AS week, rating, COUNT(*) AS n "
            f"{PLAIN} GROUP BY 1, 2"
        )
    }

    frame = weekly_mix(tallies.ratings_by_day(played), clock.day)

    assert {(row.week, row.rating): row.attempts for row in frame.itertuples() if row.attempts} == plain
    sums = frame.groupby("week")[["attempts", "share"]].sum()
    assert sums[sums["attempts"] > 0]["share"].tolist() == pytest.approx(
        [1.0] * int((sums["attempts"] > 0).sum())
    )
    assert (sums["attempts"] == 0).any(), "a gap stays visible"
    assert [str(kind) for kind in frame.dtypes] == ["str", "int64", "str", "int64", "float64"]


def test_a_streak_survives_until_the_end_of_today() -> None:
    today = date(2026, 3, 10)
    days = [{"local_day": f"2026-03-{day:02}"} for day in (5, 7, 8, 9)]

    assert streak(days, today) == 3
    assert streak([*days, {"local_day": "2026-03-10"}], today) == 4
    assert streak(days, today + timedelta(days=1)) == 0
    assert practised_days(days, today, 4) == [True, True, True, False]
