"""Colours and the few settings that all charts share.

Every colour here reaches 3:1 on both page backgrounds. Text is left to the theme, or drawn in the
page's own text colour.
"""

from __future__ import annotations

import altair as alt

from prepkit.insight.figure import PICK, Spec
from prepkit.model import Rating

ACCENT = "#12807A"
URGENT = "#B4552D"
QUIET = "#7B8583"
# The browser resolves this to the text colour around the chart, in either theme.
TEXT = "currentColor"
# Dark, light, light, dark, and red to blue: neighbours differ in lightness or along the
# yellow-blue axis, which all common kinds of colour blindness keep.
RATINGS = {
    Rating.COULD_NOT: "#B8452F",
    Rating.SHAKY: "#B9831D",
    Rating.SOLID: "#3F968A",
    Rating.READY: "#2A6FA8",
}
ROUND = 3
# A day's ISO text is midnight in UTC to the browser; showing it in UTC keeps the date.
DAY_LABEL = "utcFormat(toDate(datum.value), '%-d %b')"


def pick(*fields: str) -> alt.Parameter:
    """The selection that filters the table under a chart: click to choose, shift-click for more."""
    return alt.selection_point(name=PICK, fields=list(fields))


def fading(chosen: alt.Parameter) -> alt.OpacityValue:
    """What is not chosen steps back."""
    return alt.OpacityValue(0.3, condition={"param": chosen.name, "value": 1.0})


def layered(*layers: alt.Chart) -> alt.LayerChart:
    """Charts in one frame, the first at the bottom (``alt.layer`` promises a LayerChart only loosely)."""
    return alt.LayerChart(layer=list(layers))


def finish(chart: alt.Chart | alt.LayerChart, height: int) -> Spec:
    """Fixed height, no frame, transparent ground, as few lines as can be; as a Vega-Lite specification."""
    styled = (
        chart.properties(height=height, background="transparent")
        .configure_view(strokeWidth=0)
        .configure_axis(
            domain=False,
            ticks=False,
            gridOpacity=0.5,
            labelLimit=220,
            labelPadding=6,
            labelColor=TEXT,
            titleColor=TEXT,
        )
        .configure_legend(
            title=None, orient="top", direction="horizontal", padding=0, offset=8, labelColor=TEXT
        )
    )
    # Checking the whole again costs as much as drawing it; the tests check every chart there is.
    spec: Spec = styled.to_dict(validate=False)
    return spec
