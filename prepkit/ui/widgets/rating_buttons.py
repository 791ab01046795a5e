"""Draw the four ratings of an answer, and the rating that the ticked key points suggest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from prepkit.model import Rating
from prepkit.practice.suggestion import suggested
from prepkit.ui.runtime.callbacks import once


def rating_buttons(
    on_rate: Callable[..., None],
    args: tuple[Any, ...],
    *,
    suggestion: Rating | None = None,
    below: Mapping[Rating, str] | None = None,
    key: str = "once_rate",
) -> None:
    """Draw a button for each rating; ``on_rate`` is called with ``args`` and the rating.

    ``below`` is a small second line on each button. Put the id of the rated answer in ``args``, so that both
    clicks of a double click rate the same answer.
    """
    with st.grid(4, min_column_width=140, gap="xsmall"):
        for rating in Rating:
            second_line = f"  \n:small[{below[rating]}]" if below else ""
            st.button(
                f"{int(rating)}  {rating.label}{second_line}",
                key=f"{key}_{int(rating)}",
                type="primary" if rating is suggestion else "secondary",
                width="stretch",
                wrap=True,
                on_click=once(on_rate),
                args=(*args, rating),
            )


def how_did_it_go(ticked: int, points: int, *, explained: bool = False) -> Rating | None:
    """Draw the question above the buttons, and return the rating that the ticks suggest; None without ticks.

    ``explained`` adds a help text on what the ratings mean.
    """
    suggestion = suggested(ticked, points) if ticked else None
    advice = f" {ticked} of {points} ticked. Suggested: *{suggestion.label}*." if suggestion else ""
    meanings = "\n".join(f"- **{rating.label}**: {rating.meaning}" for rating in Rating)
    st.markdown(
        f"**How did it go?**{advice}",
        help=f"What the ratings mean\n\n{meanings}" if explained else None,
    )
    return suggestion
