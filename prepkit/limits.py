"""How much of a text is looked at. One visitor's text must not keep the server from all others.

What is kept may be longer: these caps say from where on a text is no longer read closely.
"""

from __future__ import annotations

ANSWER_CHARACTERS = 20_000
"""Feedback looks at the first so many characters of an answer: far more than can be said in ten minutes."""
ANSWER_SENTENCES = 400
"""Feedback looks at the first so many sentences."""
KEY_POINTS = 100
"""Feedback looks for the first so many key points of a question."""
KEY_POINT_CHARACTERS = 300
"""Feedback looks at the first so many characters of a key point, which is one idea and one sentence."""
QUESTION_CHARACTERS = 4_000
"""A language model is sent the first so many characters of a question, its material included."""
SAMPLE_CHARACTERS = 200_000
"""So many characters of sample answers are held against an answer, all of them together."""
WORD_CHARACTERS = 60
"""A longer word is reduced to its beginning before its stem is looked for."""
COMPARISON_STEPS = 1_000_000
"""So many words are looked at to tell which sentences two answers share; then only equal ones are noticed."""
SEARCH_CHARACTERS = 1_000
"""A search looks at the first so many characters of what was typed."""
SEARCH_WORDS = 48
"""A search reads so many words, and looks for the first ``SEARCH_TERMS`` of them that say something."""
SEARCH_TERMS = 16
SEARCH_WORD_CHARACTERS = 40
STORY_COMPARISONS = 1_000_000
"""So often two sets of questions are compared to find the fewest stories; then a good choice is taken."""
STORIES_WEIGHED = 200
"""Of more stories than this a good choice is taken at once."""


def opening(text: str, most: int) -> str:
    """The beginning of a text, cut between two words where there is a gap near the end of it."""
    if len(text) <= most:
        return text
    gap = max(text.rfind(" ", most - 200, most), text.rfind("\n", most - 200, most))
    return text[:gap] if gap > 0 else text[:most]
