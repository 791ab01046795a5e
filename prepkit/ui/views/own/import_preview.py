"""Draw what an import would do: the figures, the first questions as cards, and every row that stays out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from prepkit.bank.own import OwnQuestion
from prepkit.errors import Problem
from prepkit.exchange.imports.preview import Preview
from prepkit.ui.widgets.wording import escape, plural

CARDS = 3
LISTED = 100


def show_preview(imported: Preview, lost: Sequence[Problem]) -> None:
    """Draw an import's figures, its first questions, and what is left out; ``lost`` could not be read."""
    st.header("What comes in", anchor=False)
    st.markdown(_figures(imported, len(lost)))
    if imported.unused:
        st.markdown(f"Not used: {escape(', '.join(imported.unused))}")
    left_out = [*lost, *imported.left_out]
    _lines(f"Left out: {plural(len(left_out), 'line')}", [str(problem) for problem in left_out], "rule")
    _lines("Words that are not known here", [str(notice) for notice in imported.notices], "label")
    shown = [*imported.questions, *(question for _, question in imported.updates)]
    for place, question in enumerate(shown[:CARDS]):
        _card(question, place)
    if len(shown) > CARDS:
        with st.expander(f"The first {min(len(shown), LISTED)} in a table", icon=":material/list:"):
            st.dataframe(_table(shown[:LISTED]), hide_index=True)


def _figures(imported: Preview, lost: int) -> str:
    added = f"**{plural(len(imported.questions), 'new question')}**"
    parts = [f"{added} from {plural(imported.rows + lost, 'row')}"]
    if imported.updates:
        parts.append(f"{plural(len(imported.updates), 'question')} that you have already, brought up to date")
    if imported.merged:
        parts.append(f"{plural(imported.merged, 'row')} with another answer to a question above")
    return "; ".join(parts) + "."


def _lines(title: str, sentences: Sequence[str], icon: str) -> None:
    if not sentences:
        return
    with st.expander(title, icon=f":material/{icon}:"):
        for sentence in sentences[:LISTED]:
            st.text(sentence)
        if len(sentences) > LISTED:
            st.text(f"and {len(sentences) - LISTED:,} more")


def _card(question: OwnQuestion, place: int) -> None:
    """Draw a question as it would be asked, with its answer below."""
    with st.container(border=True, key=f"bring_card_{place}", gap="xsmall"):
        st.markdown(f"**{escape(question.prompt[:400])}**")
        if question.options:
            st.markdown("\n".join(f"- {escape(option[:200])}" for option in question.options))
        for answer in question.answers[:2]:
            st.markdown(escape(answer[:600]))
        if question.key_points and not question.options:
            st.markdown("\n".join(f"- {escape(point[:200])}" for point in question.key_points[:8]))
        if question.explanation:
            st.caption(escape(question.explanation[:400]))
        about = [question.topic, question.company, question.source, *question.tags]
        if any(about):
            st.caption(escape(" · ".join(part for part in about if part)[:300]))


def _table(questions: Sequence[OwnQuestion]) -> dict[str, list[str]]:
    return {
        "Question": [question.prompt for question in questions],
        "Sample answer": ["\n\n".join(question.answers) for question in questions],
        "Key points": ["; ".join(question.key_points) for question in questions],
        "Topic": [question.topic for question in questions],
        "Tags": [", ".join(question.tags) for question in questions],
    }
