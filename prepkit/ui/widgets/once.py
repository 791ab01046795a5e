"""Make a button act once for each time it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from prepkit.ui.runtime.routes import GO_TO

P = ParamSpec("P")


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

    return act_once
