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
    """Make the selection that filters the table under a chart: click to choose, shift-click for more."""
    return alt.selection_point(name=PICK, fields=list(fields))


def fading(chosen: alt.Parameter) -> alt.OpacityValue:
    """Fade the marks that are not chosen."""
    return alt.OpacityValue(0.3, condition={"param": chosen.name, "value": 1.0})


def dashes_in_legend() -> alt.Legend:
    """Make the legend of solid and dashed lines: strokes long enough for two dashes, no outlined dots."""
    return alt.Legend(symbolType="stroke", symbolSize=400, symbolStrokeWidth=2)


def layered(*layers: alt.Chart) -> alt.LayerChart:
    """Layer charts in one frame, the first at the bottom (the type of ``alt.layer`` is too loose)."""
    return alt.LayerChart(layer=list(layers))


def finish(chart: alt.Chart | alt.LayerChart, height: int) -> Spec:
    """Set the common style and return a Vega-Lite specification: fixed height, no frame, transparent."""
    frame = chart if isinstance(chart, alt.LayerChart) else layered(chart)
    styled = (
        frame.properties(height=height, background="transparent")
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
    # Validation is off because it takes as long as drawing; the tests validate every chart.
    return _with_data_in_layers(styled.to_dict(validate=False))


def _with_data_in_layers(spec: Spec) -> Spec:
    """Move a chart's rows into its layers.

    Streamlit puts "Show data" beside a chart whose rows stand at the top of its specification. What it
    shows are the names and figures that the chart is drawn from; the table under the chart is for people.
    """
    rows = spec.pop("datasets")
    common = spec.pop("data", None)
    for layer in spec["layer"]:
        layer["data"] = {"values": rows[layer.get("data", common)["name"]]}
    return spec
