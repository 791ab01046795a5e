from __future__ import annotations

import ast
from pathlib import Path

import pytest

from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.widgets.components.register import sent

UI = Path(__file__).parents[2] / "prepkit" / "ui"
COMPONENTS = UI / "widgets" / "components"
WRAPPED = {"on_click": "once", "on_change": "uninterrupted"}


def test_a_second_click_before_the_page_is_drawn_again_does_nothing() -> None:
    names: list[str] = []
    add = once(names.append)
    add("first")
    add("second")
    assert names == ["first"]


def test_a_button_drawn_again_acts_again() -> None:
    names: list[str] = []
    once(names.append)("first")
    once(names.append)("second")
    assert names == ["first", "second"]


def test_what_a_callback_raises_reaches_its_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        uninterrupted(lambda: 1 / 0)()


def test_every_callback_is_wrapped() -> None:
    """One that is not is cut off by the next click or text: two clients, or a choice that is not kept."""
    assert [place for path in UI.rglob("*.py") for place in _bare(path)] == []


def _bare(path: Path) -> list[str]:
    """Return the places of a file where a Streamlit widget gets a callback that nothing wraps."""
    return [
        f"{path.relative_to(UI)}:{keyword.value.lineno}"
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("st.")
        for keyword in call.keywords
        if keyword.arg in WRAPPED and not _is_wrapped(keyword.value, WRAPPED[keyword.arg])
    ]


def _is_wrapped(value: ast.expr, wrapper: str) -> bool:
    if isinstance(value, ast.IfExp):
        return _is_wrapped(value.body, wrapper) and _is_wrapped(value.orelse, wrapper)
    return isinstance(value, ast.Constant) or (
        isinstance(value, ast.Call) and ast.unparse(value.func) == wrapper
    )


def test_a_component_that_is_gone_has_sent_nothing() -> None:
    """Its page may be left as it sends: Streamlit then calls back without its state."""
    assert sent("never_drawn", "draft") is None


def test_components_read_what_was_sent_by_one_function() -> None:
    reads = [
        f"{path.name}: {line.strip()}"
        for path in COMPONENTS.glob("*.py")
        if path.name != "register.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if "st.session_state[key]" in line or "st.session_state.get(key)" in line
    ]
    assert reads == []
