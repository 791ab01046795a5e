"""A measured result: what it was before, what it became, and over what time, as one sentence to say."""

from __future__ import annotations

import re

from prepkit.model import Story

# Bounded on both sides of the first “to”, so that a result full of them is read once.
_SAID = re.compile(r"It went from (?>[^\n]{1,400}? to )[^\n]{1,600}?\.(?=\s++[^a-z]|\s*+$)")


def sentence(story: Story) -> str:
    """The sentence; empty until all three are there."""
    baseline, change, period = (text.strip(" .") for text in (story.baseline, story.change, story.period))
    return f"It went from {baseline} to {change} {period}." if baseline and change and period else ""


def is_said(story: Story) -> bool:
    """Whether such a sentence stands in the result already, be it with other figures."""
    return _SAID.search(story.result) is not None


def result_with(story: Story) -> str:
    """The result with the sentence in it, in place of one made from earlier figures."""
    new = sentence(story)
    if not new or new in story.result:
        return story.result
    if is_said(story):
        return _SAID.sub(lambda _: new, story.result, count=1)
    return f"{story.result.rstrip()} {new}".strip()
