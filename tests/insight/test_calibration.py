from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.insight.calibration import by_confidence, verdict, wilson
from prepkit.store import Store, tallies


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.27753),
        (5, 10, 0.23659, 0.76341),
        (81, 263, 0.25530, 0.36621),  # Newcombe 1998, method 3
        (1, 29, 0.00611, 0.17178),  # Newcombe 1998, method 3
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilson_against_published_values(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_always_holds_the_share(of: tuple[int, int]) -> None:
    low, high = wilson(*of)
    assert -1e-12 <= low <= of[0] / of[1] + 1e-12
    assert of[0] / of[1] - 1e-12 <= high <= 1 + 1e-12


def test_counts_equal_a_plain_query(played: Store) -> None:
    plain = {
        row["confidence"]: (row["n"], row["held"])
        for row in played.db.rows(
            "SELECT confidence, COUNT(*) AS n, SUM(rating >= 3) AS held FROM attempts AS a "
            "LEFT JOIN voids AS v ON v.attempt_id = a.id WHERE v.attempt_id IS NULL "
            "AND a.profile_id = 'me' AND confidence IS NOT NULL GROUP BY 1"
        )
    }

    frame = by_confidence(tallies.confidence_by_rating(played)).set_index("confidence")

    for name, label in (("sure", "Sure"), ("unsure", "Unsure"), ("no_idea", "No idea")):
        n, held = plain[name]
        assert (frame["attempts"][label], frame["held"][label]) == (n, held)
        assert frame["share"][label] == pytest.approx(held / n)


def row(confidence: str, rating: int, attempts: int) -> dict[str, object]:
    return {"confidence": confidence, "rating": rating, "attempts": attempts}


def test_both_directions_are_said_once_there_is_enough() -> None:
    said = verdict(
        by_confidence([row("sure", 4, 15), row("sure", 2, 5), row("unsure", 3, 6), row("no_idea", 1, 6)])
    )

    assert "of 20 answers you were sure of, 5 (25%) fell below Solid" in said
    assert "of 12 answers you doubted, 6 (50%) were Solid or better" in said


def test_with_little_data_it_says_so() -> None:
    said = verdict(by_confidence([row("sure", 1, 9)]))

    assert "too early to tell (9 of 10 answers you were sure of)" in said
    assert "too early to tell (0 of 10 answers you doubted)" in said
