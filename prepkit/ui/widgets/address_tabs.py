"""Draw tabs of which only the open one is drawn, and which the address holds, so that a link reopens it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

# Streamlit leaves an open tab out of sight where the strip is wider than a phone.
_OPEN_TAB_IN_SIGHT = st.components.v2.component(
    "prepkit_open_tab_in_sight",
    html="<span></span>",
    js="""
    const shown = new WeakMap()
    export default function ({ parentElement, data }) {
      if (shown.get(parentElement) === data.tab) return
      shown.set(parentElement, data.tab)
      const scrollStrip = () => {
        const strip = document.querySelector(`.st-key-${data.key} [role="tablist"]`)
        const tab = strip?.querySelector('[role="tab"][aria-selected="true"]')
        if (!tab) return
        const beyond = tab.getBoundingClientRect().left - strip.getBoundingClientRect().left
        strip.scrollLeft += beyond - (strip.clientWidth - tab.clientWidth) / 2
      }
      requestAnimationFrame(scrollStrip)
    }
    """,
)


@contextmanager
def address_tabs(labels: Sequence[str], *, key: str) -> Iterator[str]:
    """Draw the tabs and give the label of the open one; what the block draws stands in it.

    ``key`` is also the name of the parameter in the address. Without one, the first tab is open.
    """
    tabs = st.tabs(labels, key=key, bind="query-params")
    open_tab = next((number for number, tab in enumerate(tabs) if tab.open), 0)
    with tabs[open_tab]:
        yield labels[open_tab]
    _OPEN_TAB_IN_SIGHT(key=f"{key}_in_sight", data={"key": key, "tab": labels[open_tab]})
