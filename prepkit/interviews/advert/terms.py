"""Find the terms an advertisement uses for common things, so that answers can use the same terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from prepkit.bank import Bank
from prepkit.feedback.lexicon import shipped, stem_of, stems
from prepkit.interviews.advert import cues
from prepkit.interviews.advert.lines import Part
from prepkit.interviews.advert.parts import sentences
from prepkit.interviews.advert.phrases import one_of
from prepkit.interviews.advert.reading import AdvertReading, metric_pattern

SERVED = (
    "buyer", "caller", "citizen", "client", "consumer", "diner", "driver", "end user", "fan", "guest",
    "household", "learner", "member", "merchant", "partner", "passenger", "patient", "player", "policyholder",
    "reader", "rider", "resident", "seller", "shopper", "student", "subscriber", "supporter", "tenant",
    "traveller", "traveler", "user",
)  # fmt: skip
ALSO_OTHERS = frozenset(("client", "driver", "partner", "rider", "user"))
"""Those of ``SERVED`` that, named only once, usually are people one works with."""
SERVING = (
    "adviser", "advisor", "advocate", "agent", "ambassador", "associate", "champion", "colleague",
    "consultant", "expert", "guide", "hero", "representative", "specialist", "teammate",
)  # fmt: skip
LEAST, MOST = 2, 8
"""How often a name for people must occur, and the most terms listed."""
# These words stand before and after a noun phrase; one may also follow the verb of a duty.
_BEFORE = frozenset(
    "a an the our your their his her its this these each every any all no of for with on in within to from "
    "by about at through across into between against under over during after before without per as than and "
    "or both using".split()
)
_AFTER = (_BEFORE - {"a", "an", "the", "our", "your", "their", "each", "every", "this", "these"}) | frozenset(
    "is are was were that who which when where while so if but because including such via".split()
)
# Almost every advertisement uses these words, so they are no terms of its own.
_COMMON = (
    "customer service support team role job work experience year day week hour company people manager "
    "apply offer salary benefit opportunity candidate position please new good great time skill ability "
    "strong excellent high level own first last next right other environment player manner someone daily "
    "something minutes months fast paced busy background knowledge understanding yourself once suggest "
    "side two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty "
    "hundred hear say come go get ring die hit finish need want happen trust stay live"
)
# Nobody recommends themselves with these, so they are no words to take over.
_UNFLATTERING = (
    "poor bad weak worst failing failed failure mistake angry abusive rude aggressive difficult toxic "
    "underperforming underperformance dismissal disciplinary redundancy misconduct neglect unhappy"
)
_TOKEN = re.compile(r"[^\W\d_][\w&'’-]*|\S")
_DOES = re.compile(rf"(?:{'|'.join(cues.VERBS[Part.DUTY])})(?:e?s|e?d|ing)?", re.IGNORECASE)


@cache
def _never_terms() -> frozenset[str]:
    return frozenset(stems(f"{_COMMON} {_UNFLATTERING}"))


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the advertisement, how often it occurs, and the usual word for it (empty for none)."""

    words: str
    times: int
    instead_of: str = ""


def terms(advert: str, bank: Bank, reading: AdvertReading) -> tuple[Term, ...]:
    """List the terms for customers, agents, metrics that PrepKit names differently, and things."""
    texts = [sentence.text for sentence in sentences(advert) if sentence.part is not Part.ELSE]
    text = "\n".join(texts)
    named = [
        *_called(text, SERVED, "customers", ("customer",)),
        *_called(text, SERVING, "staff", ()),
        *_figures(bank, reading),
    ]
    taken = {stem for term in named for stem in stems(term.words)}
    # The page lists tools separately.
    tools = {stem for quotes in reading.tools.values() for quote in quotes for stem in stems(quote.words)}
    things = [
        term
        for term in _things(texts)
        for term_stems in [set(stems(term.words))]
        if not term_stems <= taken and not term_stems & tools
    ]
    return (*named, *things)[:MOST]


def _called(text: str, names: Sequence[str], plain: str, usual: Sequence[str]) -> list[Term]:
    """Return the most frequent name for a group of people, unless a usual name is more frequent."""
    counts = {name: len(one_of([name, f"{name}s", f"{name}es"]).findall(text)) for name in (*names, *usual)}
    name = max(counts, key=lambda candidate: counts[candidate])
    once = bool(usual) and name not in ALSO_OTHERS and not any(counts[usual_name] for usual_name in usual)
    if name in usual or counts[name] < (1 if once else LEAST):
        return []
    return [Term(f"{name}es" if name == "hero" else f"{name}s", counts[name], plain)]


def _figures(bank: Bank, reading: AdvertReading) -> list[Term]:
    """List the metrics with a name of their own, such as ``first-time fix`` for first contact resolution."""
    terms = []
    for id, quotes in reading.metrics.items():
        name, phrase = bank.reference.metrics[id].name, quotes[0].words
        other = set(stems(phrase)) - set(stems(name))
        after = _TOKEN.match(quotes[0].sentence[quotes[0].end :].lstrip() or ".")
        ends = after is None or after.group().lower() in _AFTER or not after.group()[0].isalnum()
        if other and ends and " " in phrase and metric_pattern(id, name).fullmatch(phrase):
            terms.append(Term(phrase, len(quotes), name))
    return terms


def _things(texts: Iterable[str]) -> list[Term]:
    """List names of two or three words for things, those rarest in PrepKit's answers first."""
    counts = Counter(thing for sentence in texts for thing in _nouns(sentence))
    rarity = shipped().of_stem
    thing_stems = {thing: [stem_of(word.lower()) for word in thing.split()] for thing in counts}

    def telling(thing: str) -> float:
        return counts[thing] * sum(map(rarity, thing_stems[thing])) / len(thing_stems[thing])

    own = [thing for thing in counts if not set(thing_stems[thing]) & _never_terms()]
    return [Term(thing, counts[thing]) for thing in sorted(own, key=telling, reverse=True)]


def _nouns(sentence: str) -> Iterator[str]:
    """Yield the two or three words between those that precede a noun and those that follow one."""
    tokens = _TOKEN.findall(sentence)
    for start, end in ((at, at + count) for count in (2, 3) for at in range(1, len(tokens) - count + 1)):
        thing, before = tokens[start:end], tokens[start - 1].lower()
        after = tokens[end].lower() if end < len(tokens) else "."
        opens = before in _BEFORE or (start == 1 and _DOES.fullmatch(before))
        closes = after in _AFTER or not after[0].isalnum()
        if (
            opens
            and closes
            and all(map(_is_noun_like, thing))
            and not thing[-1].endswith("ly")
            and not _is_name(thing)
        ):
            yield " ".join(thing)


def _is_name(thing: Sequence[str]) -> bool:
    """Whether two words begin with a capital and go on in small letters, as a place or a firm does."""
    return sum(word[0].isupper() and word[1:].islower() for word in thing) > 1


def _is_noun_like(word: str) -> bool:
    return (
        len(word) > 1
        and word[0].isalpha()
        and bool(stems(word))
        and word.lower() not in _BEFORE | _AFTER
        and not _DOES.fullmatch(word)
    )
