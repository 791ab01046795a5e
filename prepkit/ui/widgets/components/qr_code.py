"""Draw a QR code in the browser."""

from __future__ import annotations

from collections.abc import Mapping

from prepkit.ui.widgets.components.register import register

_COMPONENT = register("qr_code")


def qr_code(code: Mapping[str, str | int], label: str, *, key: str) -> None:
    """Draw a ``code`` (its ``size`` in squares and its ``path`` in SVG); screen readers read ``label``."""
    _COMPONENT(key=key, data={"size": code["size"], "path": code["path"], "label": label})
