"""Make addresses that others can open, and their QR codes, where a public address is configured."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlencode

import segno

from prepkit.ui.runtime.paths import public_address
from prepkit.ui.widgets.question import BARE, OPEN

BORDER = 2


def address(page: str, **query: str) -> str | None:
    """Return the public address of a page; None where no public address is configured."""
    base = public_address()
    return f"{base}/{page}?{urlencode(query)}" if base else None


def question_address(question_id: str) -> str | None:
    """Return the public address of one question's wording alone; None where none is configured."""
    return address("browse", **{OPEN: question_id, BARE: "1"})


@cache
def code_of(link: str | None) -> dict[str, str | int] | None:
    """Return a QR code (ISO/IEC 18004) as an SVG path of squares in a field of ``size``.

    Return None for no address, or for one too long to be scanned off a screen.
    """
    if link is None or len(link.encode()) > 1_200:
        return None
    rows = list(segno.make(link, micro=False).matrix_iter(border=BORDER))
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"size": len(rows), "path": path, "address": link}
