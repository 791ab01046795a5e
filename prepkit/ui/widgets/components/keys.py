"""Listen for single-key shortcuts, each of which acts once.

Streamlit's own ``shortcut=`` repeats while a key is held, so that one second on a key rated or suspended
a dozen unseen cards, and a Space shortcut fires when another button has the focus. This listener ignores
repeats, leaves typing and focused controls alone, sends the id of the card the person saw, and stops the
second click of a double click from reaching the button that follows the first. With each new card it moves
the focus from the pressed button to the card's prompt, and scrolls to the top of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from prepkit.ui.widgets.components.register import register, sent

_COMPONENT = register("keys", '<p class="hints"></p><p class="news" role="status"></p>')


def keys(
    bindings: Mapping[str, str],
    hints: Sequence[tuple[str, str]],
    *,
    card: str,
    news: str = "",
    on_press: Callable[[str, str], None],
    key: str = "keys",
) -> None:
    """Listen for ``bindings`` (key -> action) and call ``on_press(action, card)`` with the card on screen.

    An empty mapping listens to no key but still guards against double clicks. ``hints`` are pairs of (keys,
    what they do), shown wherever there may be a keyboard. ``news`` tells users of a screen reader what has
    changed on the card.
    """

    def report_press() -> None:
        press = sent(key, "press")
        if press:
            on_press(str(press["action"]), str(press["card"]))

    _COMPONENT(
        key=key,
        data={"bindings": dict(bindings), "hints": list(hints), "card": card, "news": news},
        on_press_change=report_press,
        width="content",
    )
