"""Scroll once to the place where this component stands, so that nobody misses what appeared further down."""

from __future__ import annotations

import streamlit as st

_COMPONENT = st.components.v2.component(
    "prepkit_bring_into_view",
    html="<span></span>",
    js="""
    const scrolledTo = new WeakSet()
    export default function ({ parentElement }) {
      if (scrolledTo.has(parentElement)) return
      scrolledTo.add(parentElement)
      const place = parentElement.querySelector("span")
      requestAnimationFrame(() => place.scrollIntoView({ block: "start", behavior: "instant" }))
    }
    """,
)


def bring_into_view(key: str) -> None:
    """Scroll the page, once for each ``key``, so that what is drawn next stands at its top."""
    _COMPONENT(key=key)
