from __future__ import annotations

import ast
from pathlib import Path

import pytest

from prepkit.ui.widgets.text_boxes import TEXT_BOXES, text_box

ROOT = Path(__file__).parents[2]
SOURCES = [*sorted((ROOT / "prepkit" / "ui").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]


def test_no_box_for_several_lines_stands_outside_the_one_editor() -> None:
    """``st.text_area`` keeps nothing before it is left: a refresh loses what was typed."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("text_area", "chat_input")
    ]
    assert found == []


def test_a_key_belongs_to_one_box_of_the_list() -> None:
    for box in TEXT_BOXES:
        assert text_box(box.key.replace("*", "x")) is box


def test_a_box_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(LookupError, match="diary"):
        text_box("diary")
