"""Draw what stands around a card and is no part of it: a table, feedback, own material, the note."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from prepkit.feedback.review import Feedback
from prepkit.lab.scenario import Scenario
from prepkit.model import Clock
from prepkit.question import Question
from prepkit.store import notes
from prepkit.store.sessions import OnScreen
from prepkit.ui.views.practise.actions import keep_note
from prepkit.ui.views.practise.sides import CardSides
from prepkit.ui.widgets import feedback, mine, second_reader
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.material import draw_material
from prepkit.ui.widgets.second_reader import ReadAnswer
from prepkit.ui.widgets.wording import escape, option
from prepkit.workspace import Workspace


def draw_table(sides: CardSides) -> None:
    """Draw what stands below the prompt: the table of a drill, or the material of a question."""
    if sides.drill is not None:
        _drill(sides.drill)
    elif sides.question is not None:
        draw_material(sides.question.material)


def _drill(drill: Scenario) -> None:
    """Draw a line chart by week for each column, and the table with the exact figures."""
    # Import the charts here: they are slow to load, and only drills need them.
    from prepkit.insight.charts import lab

    first, *columns = map(str, drill.table.columns)
    if lab.is_over_time(drill.table):
        with st.grid(min(3, len(columns)), min_column_width=210, gap="xsmall"):
            for column in columns:
                with st.container(gap="xxsmall"):
                    st.markdown(f"**{escape(column)}**")
                    st.vega_lite_chart(
                        spec=lab.by_week(drill.table, column),
                        height=lab.HEIGHT,
                        key=f"lab_{column}",
                        alt=lab.alt_text(drill.table, column),
                    )
    st.table(drill.table.set_index(first).style.format(precision=1, thousands=","))


def after_reveal(
    workspace: Workspace,
    card: OnScreen,
    question: Question | None,
    review: Feedback | None,
    reading: ReadAnswer | None,
    answer: str,
    now: Clock,
) -> None:
    """Draw what is worth reading after the reveal. All tabs are drawn, so that each opens at once."""
    earlier = mine.read_earlier(workspace.store, question) if question is not None else None
    drawn: dict[str, Callable[[], None]] = {}
    if review is not None or reading is not None:
        drawn["Feedback"] = partial(_feedback, workspace, review, reading)
    if earlier is not None and earlier.answered:
        drawn["Earlier answers"] = partial(mine.side_by_side, workspace.store, earlier, answer, now)
    drawn["My note"] = lambda: _note(workspace, card.card_id)
    for tab, draw in zip(st.tabs([option(name) for name in drawn]), drawn.values(), strict=True):
        with tab:
            draw()


def _feedback(workspace: Workspace, review: Feedback | None, reading: ReadAnswer | None) -> None:
    if review is None and not second_reader.has_advice(reading):
        st.markdown("No advice from the second reader so far.")
    second_reader.show_advice(reading)
    feedback.show(workspace, review, key="feedback")


def _note(workspace: Workspace, card_id: str) -> None:
    editor(
        card_id,
        notes.get(workspace.store, card_id),
        label="My note on this card",
        placeholder="A number to remember, a story to use…",
        on_text=keep_note,
        key="note",
    )
