"""Make the ids of own questions."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from prepkit.bank.own import OwnQuestion


def slugs(questions: Sequence[OwnQuestion], deck: str, taken: Collection[str] = ()) -> list[str]:
    """Make an id for each question: the deck and the first words of the prompt, numbered where needed."""
    used_ids, ids = set(taken), []
    # The next number of each stem: every question in a script without Latin letters has the same stem.
    numbers: dict[str, int] = {}
    for question in questions:
        words = re.findall(r"[a-z0-9]+", question.prompt.lower())
        stem = "-".join(words[:6])[:60].strip("-") or "question"
        number = numbers.get(stem, 1)
        while (slug := f"{deck}/{stem}-{number}" if number > 1 else f"{deck}/{stem}") in used_ids:
            number += 1
        numbers[stem] = number + 1
        used_ids.add(slug)
        ids.append(slug)
    return ids
