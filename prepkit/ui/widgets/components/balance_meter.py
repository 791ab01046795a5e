"""Draw the share of a story's words in each of its parts, as one bar with the figures beneath."""

from __future__ import annotations

from collections.abc import Mapping

from prepkit.ui.widgets.components.register import register

_COMPONENT = register("balance_meter", '<figure><div class="bar" aria-hidden="true"></div><ul></ul></figure>')


def balance_meter(words: Mapping[str, int], *, key: str, none: str = "nothing yet") -> None:
    """Draw a bar and a list of the same shares; ``words`` maps each part's label to its number of words.

    ``none`` is the text for a part without words.
    """
    _COMPONENT(key=key, data={"words": list(words.items()), "none": none})
