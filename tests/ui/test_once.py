from __future__ import annotations

import ast
from pathlib import Path

from prepkit.ui.widgets.once import once

UI = Path(__file__).parents[2] / "prepkit" / "ui"


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


def test_every_button_acts_once() -> None:
    """A callback that is not wrapped acts twice on a double click: two clients, two profiles, or an error."""
    assert [place for path in UI.rglob("*.py") for place in _acting_twice(path)] == []


def _acting_twice(path: Path) -> list[str]:
    """Return the places of a file where a Streamlit button gets a callback that ``once`` does not wrap."""
    return [
        f"{path.relative_to(UI)}:{keyword.value.lineno}"
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("st.")
        for keyword in call.keywords
        if keyword.arg == "on_click" and not _acts_once(keyword.value)
    ]


def _acts_once(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) or (
        isinstance(value, ast.Call) and ast.unparse(value.func) == "once"
    )
