"""The advertisement's own words: to answer in the language of those who ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from prepkit.bank import Bank
from prepkit.feedback.key_points import fitted
from prepkit.feedback.lexicon import stem_of, stems
from prepkit.prepare.advert import cues
from prepkit.prepare.advert.lines import Part
from prepkit.prepare.advert.parts import sentences
from prepkit.prepare.advert.phrases import one_of
from prepkit.prepare.advert.reading import Reading, metric_pattern

SERVED = (
    "buyer", "caller", "citizen", "client", "consumer", "diner", "driver", "end user", "fan", "guest",
    "household", "learner", "member", "merchant", "partner", "passenger", "patient", "player", "policyholder",
    "reader", "rider", "resident", "seller", "shopper", "student", "subscriber", "supporter", "tenant",
    "traveller", "traveler", "user",
)  # fmt: skip
ALSO_OTHERS = frozenset(("client", "driver", "partner", "rider", "user"))
"""Of these, people who are not served but worked with, if they are named but once."""
SERVING = (
    "adviser", "advisor", "advocate", "agent", "ambassador", "associate", "champion", "colleague",
    "consultant", "expert", "guide", "hero", "representative", "specialist", "teammate",
)  # fmt: skip
LEAST, MOST = 2, 8
"""What they call people counts from the second time on; more than a few terms nobody remembers."""
# Before and after a noun; what lies between two of them is one, or begins with the verb of a duty.
_BEFORE = frozenset(
    "a an the our your their his her its this these each every any all no of for with on in within to from "
    "by about at through across into between against under over during after before without per as than and "
    "or both using".split()
)
_AFTER = (_BEFORE - {"a", "an", "the", "our", "your", "their", "each", "every", "this", "these"}) | frozenset(
    "is are was were that who which when where while so if but because including such via".split()
)
# Every advertisement says these.
_COMMON = frozenset(
    stems(
        "customer service support team role job work experience year day week hour company people manager "
        "apply offer salary benefit opportunity candidate position please new good great time skill ability "
        "strong excellent high level own first last next right other environment player manner someone daily "
        "something minutes months fast paced busy background knowledge understanding yourself once suggest "
        "side two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty "
        "hundred hear say come go get ring die hit finish need want happen trust stay live"
    )
)
_TOKEN = re.compile(r"[^\W\d_][\w&'’-]*|\S")
_DOES = re.compile(rf"(?:{'|'.join(cues.VERBS[Part.DUTY])})(?:e?s|e?d|ing)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """What they say, how often, and the plain word that it stands for; empty when there is none."""

    words: str
    times: int
    instead_of: str = ""


def terms(advert: str, bank: Bank, reading: Reading) -> tuple[Term, ...]:
    """The words to take over: what they call customers and agents, what they call the figures that PrepKit
    knows by another name, and the things that they name themselves.
    """
    told = [one.text for one in sentences(advert) if one.part is not Part.ELSE]
    text = "\n".join(told)
    named = [
        *_called(text, SERVED, "customers", ("customer",)),
        *_called(text, SERVING, "staff", ()),
        *_figures(bank, reading),
    ]
    taken = {stem for one in named for stem in stems(one.words)}
    # Tools are listed by themselves.
    tools = {stem for quotes in reading.tools.values() for quote in quotes for stem in stems(quote.words)}
    things = [
        one
        for one in _things(told)
        for said in [set(stems(one.words))]
        if not said <= taken and not said & tools
    ]
    return (*named, *things)[:MOST]


def _called(text: str, names: Sequence[str], plain: str, usual: Sequence[str]) -> list[Term]:
    """The name that is used most for one group of people, unless the usual one is used more."""
    counts = {name: len(one_of([name, f"{name}s", f"{name}es"]).findall(text)) for name in (*names, *usual)}
    name = max(counts, key=lambda one: counts[one])
    once = bool(usual) and name not in ALSO_OTHERS and not any(counts[one] for one in usual)
    if name in usual or counts[name] < (1 if once else LEAST):
        return []
    return [Term(f"{name}es" if name == "hero" else f"{name}s", counts[name], plain)]


def _figures(bank: Bank, reading: Reading) -> list[Term]:
    """Figures that a phrase of their own stands for: ``first-time fix``, for first contact resolution."""
    found = []
    for id, quotes in reading.metrics.items():
        name, said = bank.reference.metrics[id].name, quotes[0].words
        other = set(stems(said)) - set(stems(name))
        after = _TOKEN.match(quotes[0].sentence[quotes[0].end :].lstrip() or ".")
        ends = after is None or after.group().lower() in _AFTER or not after.group()[0].isalnum()
        if other and ends and " " in said and metric_pattern(id, name).fullmatch(said):
            found.append(Term(said, len(quotes), name))
    return found


def _things(told: Iterable[str]) -> list[Term]:
    """Names of two or three words for things, those first that our answers say least."""
    counts = Counter(thing for sentence in told for thing in _nouns(sentence))
    rarity = fitted().lexicon.of_stem
    said = {thing: [stem_of(word.lower()) for word in thing.split()] for thing in counts}

    def telling(thing: str) -> float:
        return counts[thing] * sum(map(rarity, said[thing])) / len(said[thing])

    own = [thing for thing in counts if not set(said[thing]) & _COMMON]
    return [Term(thing, counts[thing]) for thing in sorted(own, key=telling, reverse=True)]


def _nouns(sentence: str) -> Iterator[str]:
    """What stands between the words that go before a noun and those that come after one."""
    tokens = _TOKEN.findall(sentence)
    for start, end in ((at, at + many) for many in (2, 3) for at in range(1, len(tokens) - many + 1)):
        thing, before = tokens[start:end], tokens[start - 1].lower()
        after = tokens[end].lower() if end < len(tokens) else "."
        opens = before in _BEFORE or (start == 1 and _DOES.fullmatch(before))
        closes = after in _AFTER or not after[0].isalnum()
        if opens and closes and all(map(_is_noun_like, thing)) and not thing[-1].endswith("ly"):
            yield " ".join(thing)


def _is_noun_like(word: str) -> bool:
    return (
        len(word) > 1
        and word[0].isalpha()
        and bool(stems(word))
        and word.lower() not in _BEFORE | _AFTER
        and not _DOES.fullmatch(word)
    )
