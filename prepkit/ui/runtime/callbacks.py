"""Callbacks that run to their end, and buttons that act once for each time they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from prepkit.ui.runtime.routes import GO_TO
from prepkit.ui.runtime.turns import in_turn

P = ParamSpec("P")


def uninterrupted(act: Callable[P, object]) -> Callable[P, None]:
    """Return a callback that calls ``act`` and lets it come to its end, whatever the browser sends meanwhile.

    Streamlit ends a callback at its next call of Streamlit once another message has arrived: the second click
    of a double click, or the text of a box that was left. What it had not done yet would be lost.
    """

    @wraps(act)
    def act_to_the_end(*args: P.args, **kwargs: P.kwargs) -> None:
        with _without_interruption():
            in_turn(act)(*args, **kwargs)

    return act_to_the_end


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Let messages wait that arrive meanwhile. Where Streamlit has no such switch, they interrupt as ever."""
    context = get_script_run_ctx(suppress_warning=True)
    # There is no public way: the runner looks for messages only while this is set. ``fastReruns`` is off,
    # because otherwise a second runner would work on the same session meanwhile.
    check = getattr(context.session_state, "_yield_callback", None) if context else None
    runner: Any = getattr(check, "__self__", None)
    if not getattr(runner, "_execing", False):
        yield
        return
    runner._execing = False
    try:
        yield
    finally:
        runner._execing = True


def once(act: Callable[P, object]) -> Callable[P, None]:
    """Return a callback that calls ``act`` the first time and then no more; for ``on_click``.

    A double click arrives as two clicks, both before the page is drawn again with a new callback. The second
    one leads where the first has led: it comes from the page before, and would otherwise stay there.
    """
    clicked = False
    destination: tuple[str, dict[str, str]] | None = None
    address: dict[str, str] | None = None

    @wraps(act)
    def act_once(*args: P.args, **kwargs: P.kwargs) -> None:
        nonlocal clicked, destination, address
        if not clicked:
            clicked = True
            before = st.query_params.to_dict()
            act(*args, **kwargs)
            destination = st.session_state.get(GO_TO)
            after = st.query_params.to_dict()
            address = after if after != before else None
            return
        if address is not None:
            st.query_params.from_dict(address)
        if destination is not None:
            st.session_state[GO_TO] = destination

    return uninterrupted(act_once)
