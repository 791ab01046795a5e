"""Measure how much of an answer repeats a sample answer word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prepkit import limits
from prepkit.feedback.remarks import Remark, RemarkKind
from prepkit.feedback.text import Span

RUN = 6
"""Words in a row from which a repetition is no coincidence."""
TOO_MUCH = 0.15
"""The share of an answer's words allowed in such runs, for set phrases and the question's own words."""
_TOKEN = re.compile(r"[\w'’]+")


def remarks(text: str, samples: Iterable[str]) -> Iterator[Remark]:
    """Yield a remark if the answer recites sample answers."""
    runs, share = overlap(text, samples)
    if share > TOO_MUCH:
        yield Remark(
            RemarkKind.RECITED,
            f"{round(share * 100)}% of it is a sample answer, word for word",
            tuple(runs),
            "Anyone who has read the same page will notice, and you have no answer to the first follow-up.",
            "Keep its structure and fill in what happened to you: your team, your numbers, your mistake.",
        )


def overlap(text: str, samples: Iterable[str]) -> tuple[list[Span], float]:
    """Return the runs of at least six words that stand in a sample, and their share (0 to 1) of all words."""
    tokens = [(match.start(), match.end(), _plain(match.group())) for match in _TOKEN.finditer(text)]
    known: set[tuple[str, ...]] = set()
    left = limits.SAMPLE_CHARACTERS
    for sample in samples:
        sample_words = [_plain(word) for word in _TOKEN.findall(sample[:left])]
        left = max(0, left - len(sample))
        known.update(tuple(sample_words[at : at + RUN]) for at in range(len(sample_words) - RUN + 1))
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
