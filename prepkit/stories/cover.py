"""Choose the fewest stories that answer all questions: a minimum set cover.

Finding one is NP-hard, but a person has a few dozen stories: branch and bound finds the true minimum at
once. Greedy choice (Chvátal 1979) gives the first bound, and the answer where the search would take long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prepkit import limits


@dataclass(frozen=True, slots=True)
class Pick:
    """One chosen story, the questions it answers, and those that no story before it answers."""

    story: str
    answers: frozenset[str]
    adds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cover:
    """The chosen stories, the one that answers most first. ``is_fewest``: no smaller choice exists."""

    picks: tuple[Pick, ...]
    questions: int
    is_fewest: bool


def fewest(answered: Mapping[str, frozenset[str]]) -> Cover:
    """Return the smallest choice of stories that answers every question any of them answers.

    ``answered`` maps the id of a story to the ids of the questions it answers.
    """
    useful = {story: questions for story, questions in answered.items() if questions}
    everything = frozenset().union(*useful.values())
    best = greedy = _greedy(useful, everything)
    steps = 0

    def search(chosen: tuple[str, ...], left: frozenset[str]) -> None:
        nonlocal best, steps
        # Each step compares the remaining questions with those of every story three times.
        steps += 3 * len(useful)
        if not left:
            best = chosen if len(chosen) < len(best) else best
            return
        widest = max(len(questions & left) for questions in useful.values())
        if steps > limits.STORY_COMPARISONS or len(chosen) - (-len(left) // widest) >= len(best):
            return
        # Branching on the question with the fewest stories keeps the search small.
        hardest = min(left, key=lambda question: (sum(question in q for q in useful.values()), question))
        for story in _widest_first(useful, left):
            if hardest in useful[story]:
                search((*chosen, story), left - useful[story])

    if len(useful) > limits.STORIES_WEIGHED:
        return Cover(_in_order(useful, greedy), len(everything), is_fewest=len(greedy) <= 1)
    if len(greedy) > 1:
        search((), everything)
    return Cover(_in_order(useful, best), len(everything), steps <= limits.STORY_COMPARISONS)


def _greedy(useful: Mapping[str, frozenset[str]], left: frozenset[str]) -> tuple[str, ...]:
    chosen: list[str] = []
    while left:
        chosen.append(_widest_first(useful, left)[0])
        left = left - useful[chosen[-1]]
    return tuple(chosen)


def _widest_first(useful: Mapping[str, frozenset[str]], left: frozenset[str]) -> list[str]:
    return sorted(useful, key=lambda story: (-len(useful[story] & left), story))


def _in_order(useful: Mapping[str, frozenset[str]], chosen: Sequence[str]) -> tuple[Pick, ...]:
    picks: list[Pick] = []
    seen: frozenset[str] = frozenset()
    left = {story: useful[story] for story in chosen}
    while left:
        story = min(left, key=lambda story: (-len(left[story] - seen), story))
        questions = left.pop(story)
        picks.append(Pick(story, questions, questions - seen))
        seen |= questions
    return tuple(picks)
