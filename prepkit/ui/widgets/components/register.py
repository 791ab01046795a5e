"""Register the components of this folder with Streamlit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.bidi_component.state import BidiComponentResult

from prepkit.ui.runtime.callbacks import uninterrupted

Renderer = Callable[..., BidiComponentResult]
"""Draws a component: its ``data``, its ``key`` and its callbacks as keyword arguments."""
_FOLDER = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./\w+\.js"\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def register(
    name: str, html: str = "", *, shared_css: Sequence[str] = (), shared_js: Sequence[str] = ()
) -> Renderer:
    """Register a component from ``name.js`` and ``name.css`` beside this file, and return its function.

    ``shared_css`` and ``shared_js`` name files that come before its own. Its markup is ``html``, or
    ``name.html``; without a style sheet of its own it has only the shared ones.
    """
    styles = [f"{style}.css" for style in (*shared_css, name)]
    renderer = st.components.v2.component(
        f"prepkit_{name}",
        html=html or _read(f"{name}.html"),
        css="".join(_read(style) for style in styles if (_FOLDER / style).exists()),
        js=_joined([_read(f"{script}.js") for script in (*shared_js, name)]),
    )

    def draw(**options: Any) -> BidiComponentResult:
        callbacks = {option: act for option, act in options.items() if option.startswith("on_") and act}
        return renderer(**options | {option: uninterrupted(act) for option, act in callbacks.items()})

    return draw


def sent(key: str, name: str) -> Any:
    """Return what the component drawn with ``key`` sends under ``name``; None if nothing. For its callbacks.

    Streamlit may call back for a component whose page was left meanwhile, and then keeps no state of it.
    """
    return getattr(st.session_state.get(key), name, None)


def _joined(modules: Sequence[str]) -> str:
    """Return modules that import from each other as one, because Streamlit takes one script a component."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", module)) for module in modules)


def _read(file: str) -> str:
    return (_FOLDER / file).read_text(encoding="utf-8")
