"""Class each sentence of an advertisement by a regression over its words and the rules of ``lines``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from prepkit.feedback.text import words
from prepkit.interviews.advert import lines
from prepkit.interviews.advert.learned import Regression, fitted
from prepkit.interviews.advert.lines import AdvertSentence, Part
from prepkit.interviews.advert.negation import begins_denied, denies_all
from prepkit.interviews.advert.page import introduces, is_aside

DUTY, ASKED = "duty", "asked"
"""The labels: a sentence says what the person will do, or asks something of them."""
SHORT = 4
"""Words; a sentence with fewer gets a feature of its own."""


def sentences(text: str) -> list[AdvertSentence]:
    """List the sentences of an advertisement with their parts; headings are left out."""
    by_rule = lines.sentences(text)
    return classify(by_rule, fitted()["parts"]) if by_rule else []


def classify(by_rule: Sequence[AdvertSentence], regression: Regression) -> list[AdvertSentence]:
    """Replace the parts that rules gave to the sentences by those of the regression."""
    duty, asked = (regression.labels.index(label) for label in (DUTY, ASKED))
    has_label = regression.chances(features(by_rule)) >= regression.bounds
    classified = [
        replace(sentence, part=_part(sentence, is_duty=bool(row[duty]), asks=bool(row[asked])))
        for sentence, row in zip(by_rule, has_label, strict=True)
    ]
    return [
        replace(sentence, part=Part.DUTY)
        if _is_in_a_list_of_duties(at, classified, by_rule[at].part)
        else sentence
        for at, sentence in enumerate(classified)
    ]


def _is_in_a_list_of_duties(at: int, sentences: Sequence[AdvertSentence], by_rule: Part) -> bool:
    """Whether a list item that rules take for a duty has only duties next to it in its list."""
    sentence = sentences[at]
    if sentence.part is not Part.OPEN or by_rule is not Part.DUTY:
        return False
    if not (sentence.marked and lines.is_order(sentence.text)):
        return False
    neighbours = (*sentences[max(0, at - 1) : at], *sentences[at + 1 : at + 2])
    beside = [neighbour.part for neighbour in neighbours if neighbour.marked]
    return bool(beside) and all(part is Part.DUTY for part in beside)


def _part(sentence: AdvertSentence, *, is_duty: bool, asks: bool) -> Part:
    if is_aside(sentence.text) or denies_all(sentence.text):
        return Part.ELSE
    if is_duty and not introduces(sentence.text) and not begins_denied(sentence.text):
        return Part.DUTY
    return _otherwise(sentence.part, asks=asks)


def _otherwise(by_rule: Part, *, asks: bool) -> Part:
    """Return the part of a sentence that is no duty; what rules take for a requirement stays one."""
    if by_rule is Part.WANTED:
        return Part.WANTED
    return Part.OPEN if asks else Part.ELSE


def features(sentences: Sequence[AdvertSentence]) -> list[set[str]]:
    """List the features of each sentence: section, part by rule, mark, position, words and beginning."""
    return [
        {
            *(f"section {sentence.section}", f"rule {sentence.part}", f"marked {sentence.marked}"),
            *(f"third {3 * at // len(sentences)}", f"short {len(tokens) < SHORT}"),
            *(f"begins {' '.join(tokens[:count])}" for count in (1, 2)),
            f"begins …{tokens[0][-3:] if tokens else ''}",
            *tokens,
            *map(" ".join, pairwise(tokens)),
        }
        for at, sentence in enumerate(sentences)
        for tokens in [words(sentence.text)]
    ]
