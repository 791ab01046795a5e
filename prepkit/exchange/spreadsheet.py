"""Writes tables for a spreadsheet program, so that it takes no text for a formula."""

from __future__ import annotations

import re

import pandas as pd

FORMULA = re.compile(r"\A\s*[=+\-@＝＋－＠\t\r]")
"""Matches the beginning of a cell that a spreadsheet might calculate (OWASP, “CSV injection”)."""
MARK = "'"


def as_csv(frame: pd.DataFrame) -> bytes:
    """Write the frame without its index as CSV that Excel, LibreOffice and Numbers open by a double click.

    UTF-8 with a byte order mark, lines end in CR LF. A text that begins like a formula gets an apostrophe
    before it, which those programs show and do not calculate; numbers stay numbers. NUL is dropped.
    """
    texts = frame.select_dtypes(include=["object", "str"]).columns
    safe = frame.assign(**{column: frame[column].map(defused) for column in texts})
    safe.columns = [defused(str(column)) for column in safe.columns]
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def defused(cell: object) -> object:
    """Put an apostrophe before a text that begins like a formula; other values stay as they are."""
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\x00", "")
    return MARK + text if FORMULA.match(text) or text.startswith(MARK) else text


def undefused(cell: str) -> str:
    """Remove the apostrophe that ``defused`` added, so that our own tables can be imported unchanged."""
    rest = cell[1:]
    return rest if cell.startswith(MARK) and (FORMULA.match(rest) or rest.startswith(MARK)) else cell
