"""Scrolls to the place where it stands, once, so that nobody misses what appeared further down."""

from __future__ import annotations

import streamlit as st

_COMPONENT = st.components.v2.component(
    "prepkit_bring_into_view",
    html="<span></span>",
    js="""
    const shown = new WeakSet()
    export default function ({ parentElement }) {
      if (shown.has(parentElement)) return
      shown.add(parentElement)
      const place = parentElement.querySelector("span")
      requestAnimationFrame(() => place.scrollIntoView({ block: "start", behavior: "instant" }))
    }
    """,
)


def bring_into_view(key: str) -> None:
    """Scroll the page so that what is drawn next stands at its top. Happens once for each ``key``."""
    _COMPONENT(key=key)
