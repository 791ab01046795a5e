"""Find a story's measured result (before, after, period) in its words, and write it as one sentence."""

from __future__ import annotations

import re

from prepkit.model import Story
from prepkit.stories import figures

# The lengths on both sides of the first “to” are bounded, so that matching stays fast.
_SAID = re.compile(r"It went from (?>[^\n]{1,400}? to )[^\n]{1,600}?\.(?=\s++[^a-z]|\s*+$)")


def sentence(story: Story) -> str:
    """Return the sentence; empty until baseline, change and period are filled."""
    baseline, change, period = (text.strip(" .") for text in (story.baseline, story.change, story.period))
    return f"It went from {baseline} to {change} {period}." if baseline and change and period else ""


def is_said(story: Story) -> bool:
    """Whether the result already contains such a sentence, with any figures."""
    return _SAID.search(story.result) is not None


def result_with(story: Story) -> str:
    """Return the result with the sentence added, replacing one made from earlier figures."""
    new = sentence(story)
    if not new or new in story.result:
        return story.result
    if is_said(story):
        return _SAID.sub(lambda _: new, story.result, count=1)
    return f"{story.result.rstrip()} {new}".strip()


def is_missing(story: Story) -> bool:
    """Whether the sentence is complete and the result says this change neither so nor in other words."""
    new = sentence(story)
    if not new or new in story.result:
        return False
    change = figures.in_text(story.result)
    return change is None or any(
        getattr(story, name).strip(" .").casefold() != change.fields.get(name, "").casefold()
        for name in figures.FIELDS
    )
