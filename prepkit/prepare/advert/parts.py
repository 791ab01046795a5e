"""What each sentence of an advertisement is about: the rules of ``lines``, weighed with what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from prepkit.feedback.text import words
from prepkit.prepare.advert import lines
from prepkit.prepare.advert.learned import Regression, fitted
from prepkit.prepare.advert.lines import Part, Sentence
from prepkit.prepare.advert.negation import begins_denied, denies_all
from prepkit.prepare.advert.page import introduces, is_aside

DUTY, ASKED = "duty", "asked"
"""The labels: whether a sentence says what the person will do, and whether it asks anything of them."""
SHORT = 4
"""Words; fewer make no whole sentence."""


def sentences(text: str) -> list[Sentence]:
    """Every sentence of an advertisement with its part; headings are left out."""
    found = lines.sentences(text)
    return parted(found, fitted()["parts"]) if found else []


def parted(found: Sequence[Sentence], regression: Regression) -> list[Sentence]:
    """The same sentences, with their part as the regression has it."""
    duty, asked = (regression.labels.index(label) for label in (DUTY, ASKED))
    sure = regression.chances(features(found)) >= regression.bounds
    weighed = [
        replace(one, part=_part(one, is_duty=bool(row[duty]), asks=bool(row[asked])))
        for one, row in zip(found, sure, strict=True)
    ]
    return [
        replace(one, part=Part.DUTY) if _is_in_a_list_of_duties(at, weighed, found[at].part) else one
        for at, one in enumerate(weighed)
    ]


def _is_in_a_list_of_duties(at: int, weighed: Sequence[Sentence], by_rule: Part) -> bool:
    """Whether an order that was not learned stands in a list, with nothing but duties beside it."""
    one = weighed[at]
    if one.part is not Part.OPEN or by_rule is not Part.DUTY or not (one.marked and lines.is_order(one.text)):
        return False
    beside = [near.part for near in (*weighed[max(0, at - 1) : at], *weighed[at + 1 : at + 2]) if near.marked]
    return bool(beside) and all(part is Part.DUTY for part in beside)


def _part(sentence: Sentence, *, is_duty: bool, asks: bool) -> Part:
    if is_aside(sentence.text) or denies_all(sentence.text):
        return Part.ELSE
    if is_duty and not introduces(sentence.text) and not begins_denied(sentence.text):
        return Part.DUTY
    return _otherwise(sentence.part, asks=asks)


def _otherwise(by_rule: Part, *, asks: bool) -> Part:
    """The part of what is no duty. A formal requirement asks for nothing to tell of, but is wanted."""
    if by_rule is Part.WANTED:
        return Part.WANTED
    return Part.OPEN if asks else Part.ELSE


def features(found: Sequence[Sentence]) -> list[set[str]]:
    """What a sentence is known by: its section, what the rules say, its words, and how it begins."""
    return [
        {
            *(f"section {one.section}", f"rule {one.part}", f"marked {one.marked}"),
            *(f"third {3 * at // len(found)}", f"short {len(said) < SHORT}"),
            *(f"begins {' '.join(said[:many])}" for many in (1, 2)),
            f"begins …{said[0][-3:] if said else ''}",
            *said,
            *map(" ".join, pairwise(said)),
        }
        for at, one in enumerate(found)
        for said in [words(one.text)]
    ]
