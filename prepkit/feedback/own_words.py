"""How much of an answer is a sample answer said again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prepkit import limits
from prepkit.feedback.remarks import Kind, Remark
from prepkit.feedback.text import Span

RUN = 6
"""So many words in a row are never the same by chance."""
TOO_MUCH = 0.15
"""The share of an answer's words that may lie in such runs: a set phrase or a question's own words."""
_TOKEN = re.compile(r"[\w'’]+")


def remarks(text: str, samples: Iterable[str]) -> Iterator[Remark]:
    """A remark if the answer recites sample answers."""
    runs, share = overlap(text, samples)
    if share > TOO_MUCH:
        yield Remark(
            Kind.RECITED,
            f"{round(share * 100)}% of it is a sample answer, word for word",
            tuple(runs),
            "Whoever has read the same page hears it, and the first follow-up question finds no answer.",
            "Take the shape of it and fill in what happened to you: your team, your figures, your mistake.",
        )


def overlap(text: str, samples: Iterable[str]) -> tuple[list[Span], float]:
    """The runs of at least six words that also stand in a sample, and the share (0 to 1) of words in them."""
    tokens = [(match.start(), match.end(), _plain(match.group())) for match in _TOKEN.finditer(text)]
    known: set[tuple[str, ...]] = set()
    left = limits.SAMPLE_CHARACTERS
    for sample in samples:
        found = [_plain(word) for word in _TOKEN.findall(sample[:left])]
        left = max(0, left - len(sample))
        known.update(tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1))
    copied = [False] * len(tokens)
    for at in range(len(tokens) - RUN + 1):
        if tuple(word for _, _, word in tokens[at : at + RUN]) in known:
            copied[at : at + RUN] = [True] * RUN
    runs: list[Span] = []
    for at, (start, end, _) in enumerate(tokens):
        if not copied[at]:
            continue
        if at and copied[at - 1]:
            runs[-1] = Span(runs[-1].start, end, text[runs[-1].start : end])
        else:
            runs.append(Span(start, end, text[start:end]))
    return runs, sum(copied) / len(tokens) if tokens else 0.0


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")
