from __future__ import annotations

import pytest

from prepkit.insight.charts.words import with_range


@pytest.mark.parametrize(
    ("share", "low", "high", "text"),
    [
        (0.9, 0.834, 0.921, "90%, probably between 83% and 92%"),
        (0.931, 0.929, 0.934, "about 93%"),
        (0.0, 0.0, 0.0, "about 0%"),
    ],
)
def test_a_forecast_has_a_range_only_where_its_ends_differ(
    share: float, low: float, high: float, text: str
) -> None:
    assert with_range(share, low, high) == text
