"""The advertisement's own words: to answer in the language of those who ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from prepkit.feedback.lexicon import stems
from prepkit.feedback.text import words
from prepkit.prepare.advert.lines import Part, sentences
from prepkit.prepare.advert.phrases import one_of

SERVED = (
    "buyer", "caller", "citizen", "client", "consumer", "diner", "driver", "end user", "fan", "guest",
    "household", "learner", "member", "merchant", "partner", "passenger", "patient", "player", "policyholder",
    "reader", "rider", "resident", "seller", "shopper", "student", "subscriber", "supporter", "tenant",
    "traveller", "traveler", "user",
)  # fmt: skip
SERVING = (
    "adviser", "advisor", "advocate", "agent", "ambassador", "associate", "champion", "colleague",
    "consultant", "expert", "guide", "hero", "representative", "specialist", "teammate",
)  # fmt: skip
LEAST, MOST = 2, 6
"""A word said once is chance; more than a few nobody remembers in an interview."""
# Every advertisement repeats these.
_COMMON = frozenset(
    stems(
        "customer service support team role job work experience year day week hour company people manager "
        "apply offer salary benefit opportunity candidate position please new good great time skill ability"
    )
)


@dataclass(frozen=True, slots=True)
class Term:
    """What they say, how often, and the plain word that it stands for; empty when there is none."""

    words: str
    times: int
    instead_of: str = ""


def terms(advert: str) -> tuple[Term, ...]:
    """The words to take over: what they call customers and agents, then phrases that they repeat."""
    text = "\n".join(one.text for one in sentences(advert) if one.part is not Part.ELSE)
    named = [
        *_called(text, SERVED, "customers", ("customer",)),
        *_called(text, SERVING, "staff", ()),
    ]
    return (*named, *_repeated(text)[:MOST])


def _called(text: str, names: Sequence[str], plain: str, usual: Sequence[str]) -> list[Term]:
    """The name that is used most for one group of people, unless the usual one is used more."""
    counts = {name: len(one_of([name, f"{name}s", f"{name}es"]).findall(text)) for name in (*names, *usual)}
    name = max(counts, key=lambda one: counts[one])
    if counts[name] < LEAST or name in usual:
        return []
    return [Term(f"{name}es" if name == "hero" else f"{name}s", counts[name], plain)]


def _repeated(text: str) -> list[Term]:
    """Pairs of neighbouring words that carry meaning and come more than once, the most frequent first."""
    seen: Counter[tuple[str, ...]] = Counter()
    shown: dict[tuple[str, ...], str] = {}
    for line in re.split(r"[\n.,;:!?()]", text):
        for pair in pairwise(words(line)):
            stem = tuple(stems(" ".join(pair)))
            if len(stem) == 2 and not set(stem) <= _COMMON and not any(part.isdigit() for part in stem):
                seen[stem] += 1
                shown.setdefault(stem, " ".join(pair))
    return [Term(shown[stem], times) for stem, times in seen.most_common() if times >= LEAST]
