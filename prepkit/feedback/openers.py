"""Sentences of one's own that are fit to be read out: whole, and without fillers."""

from __future__ import annotations

import re

from prepkit import limits
from prepkit.feedback import phrases
from prepkit.feedback.delivery import fillers
from prepkit.feedback.structure import trails_off
from prepkit.feedback.text import one_of, sentences, words

LEAST_WORDS = 4
_HESITATES = one_of((*phrases.HEDGES, *phrases.CIRCLING))
_BREAKS_OFF = re.compile(r"(?:\.\.|…|[-–—,;:])[\"'”’)\]]?$")
_WHOLE = re.compile(r"[.!?][\"'”’)\]]{0,3}$")


def is_clean_sentence(text: str) -> bool:
    """Whether a sentence can stand on a sheet as it is: whole, no filler, no hedge, no last breath."""
    said = limits.opening(text, limits.ANSWER_CHARACTERS).strip()
    if len(words(said)) < LEAST_WORDS or _BREAKS_OFF.search(said) or not _WHOLE.search(said):
        return False
    return not (fillers(said) or _HESITATES.search(said) or trails_off(said))


def strongest_opener(answer: str) -> str:
    """The first sentence of an answer that is fit to be read out; empty if none is."""
    read = limits.opening(answer, limits.ANSWER_CHARACTERS)
    clean = (sentence.text for sentence in sentences(read) if is_clean_sentence(sentence.text))
    return next((" ".join(text.split()) for text in clean), "")
