"""Draw a figure: its takeaway, the chart, and a table of the rows that are picked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from prepkit.exchange.spreadsheet import as_csv
from prepkit.insight.figure import Column, Figure, Form, readable, selected, written

if TYPE_CHECKING:
    import pandas as pd


TOOLBAR_ROOM = 12
"""Pixels that, with the gaps around them, are as high as a chart's buttons."""


@st.fragment
def show(figure: Figure) -> None:
    """Draw one figure of Progress; a pick in its chart redraws this figure alone."""
    # By this key the style sheet sets the rows of figures beside each other on the same lines.
    with st.container(key=f"figure_{figure.name}"):
        _figure(figure)


def _figure(figure: Figure) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(figure.title, anchor=False)
        with st.popover("What is this?", type="tertiary", icon=":material/info:", key=f"what_{figure.name}"):
            st.markdown(figure.definition)
    if figure.empty:
        st.info(figure.empty_text, icon=":material/hourglass_empty:")
        return
    st.markdown(figure.alt)
    # The chart's buttons appear right above it, and would lie over the sentence.
    st.space(TOOLBAR_ROOM)
    event = st.vega_lite_chart(
        spec=figure.spec, height=figure.height, key=f"chart_{figure.name}", on_select="rerun", alt=figure.alt
    )
    _table(figure, selected(figure.table, dict(event.selection)))


def _table(figure: Figure, rows: pd.DataFrame) -> None:
    narrowed = len(rows) < len(figure.table)
    key = f"table_{figure.name}"
    if narrowed:
        st.session_state[key] = True
    with st.expander("The numbers", icon=":material/table:", key=key, on_change="rerun") as table:
        if not table.open:
            return
        if narrowed:
            st.caption("Only what is picked in the chart. Click beside it to see everything again.")
        st.dataframe(
            readable(rows, figure.columns),
            hide_index=True,
            column_config={name: _config(column) for name, column in figure.columns.items()},
            alt=f"{figure.title}: the numbers",
            key=f"rows_{figure.name}",
        )
        st.download_button(
            "Download what is picked as CSV" if narrowed else "Download as CSV",
            as_csv(written(rows, figure.columns)),
            file_name=f"prepkit-{figure.name}.csv",
            mime="text/csv",
            icon=":material/download:",
            type="tertiary",
            key=f"csv_{figure.name}",
            on_click="ignore",
        )


def _config(column: Column) -> ColumnConfig | str:
    if column.form is Form.SHARE:
        return st.column_config.NumberColumn(column.heading, format="percent")
    return column.heading
