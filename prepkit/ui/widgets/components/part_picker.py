"""Draw sentences, each with a choice of the part of a story it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from prepkit.ui.widgets.components.register import register, sent

_COMPONENT = register("part_picker", "<ol></ol>")


def part_picker(
    sentences: Sequence[str],
    parts: Sequence[str],
    names: Mapping[str, str],
    *,
    document: str,
    on_pick: Callable[[list[str]], None],
    key: str,
) -> None:
    """Draw each sentence with ``names`` (part -> label) to choose from; ``parts`` are the current choices.

    After a change ``on_pick`` gets the part of every sentence; the next run must pass them back as ``parts``.
    ``document`` is any text that changes with the sentences.
    """

    def report_parts() -> None:
        picked = sent(key, "parts")
        if picked and picked["document"] == document:
            on_pick([part if part in names else "" for part in map(str, picked["parts"])])

    _COMPONENT(
        key=key,
        data={
            "sentences": list(sentences),
            "parts": list(parts),
            "names": list(names.items()),
            "document": document,
        },
        on_parts_change=report_parts,
    )
