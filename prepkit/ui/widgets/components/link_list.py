"""Draw a list of links as one element: twenty rows of three elements each would be sixty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

from prepkit.ui.widgets.components.register import register, sent

_COMPONENT = register(
    "link_list", '<ul class="links"></ul>', shared_css=("tags", "link_row"), shared_js=("link_row",)
)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One link: its id and title, ``tags`` as (text, colour name of the theme), and a ``note`` below."""

    id: str
    title: str
    tags: Sequence[tuple[str, str]] = ()
    note: str = ""


def link_list(
    rows: Iterable[ListRow], *, on_open: Callable[[str], None], key: str, to: str = "browse?question="
) -> None:
    """Draw ``rows`` as links to the address ``to`` followed by the row's id.

    ``on_open`` gets the id of the clicked row. A click with Ctrl or the middle button opens another
    tab, as on any link.
    """

    def report_open() -> None:
        row_id = sent(key, "open")
        if row_id:
            on_open(str(row_id))

    _COMPONENT(key=key, data={"to": to, "rows": [asdict(row) for row in rows]}, on_open_change=report_open)
