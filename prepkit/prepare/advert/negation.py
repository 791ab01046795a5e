"""What a sentence says is not so: "we do not use Salesforce" asks for none."""

from __future__ import annotations

import re

# Neither the end of a stretch nor what comes after it is denied.
_STRETCH = r"(?:(?! but\b| instead\b| rather\b|, (?:we|you|only|just)\b)[^.;:!?–—])*+"
_NOT = r"(?:(?:do|does|did|will|are|is) not|(?:do|does|did|are|is)n['’]t|won['’]t|never|no longer)"
_NOT_ONLY = r"(?! (?:just|only|merely|simply)\b)"
# What an employer does without, and what is not done to whoever is hired.
_OURS = (
    rf"\b(?:we|they|our \w+|the team) (?:also )?{_NOT}{_NOT_ONLY}(?: really| actually)? "
    r"(?:use|using|run|running|work with|have|measure|measuring|track|count|score|time|chase|look at|set|"
    r"ask for|expect|require|need|want|believe in)\b"
)
_DONE = r"(?:measured|judged|scored|timed|asked|expected|required|chased|assessed|rated|paid|managed)"
_YOURS = (
    rf"\byou(?:['’]ll)? {_NOT}{_NOT_ONLY}(?: also| ever)? "
    rf"(?:need|have to|require|be {_DONE}|{_DONE}|be working with|be using)\b"
)
_WITHOUT = r"\b(?:there (?:is|are) no|we have no|(?:comes|come) without)\b"
_AHEAD = re.compile(rf"(?:{_OURS}|{_YOURS}|{_WITHOUT}){_STRETCH}", re.IGNORECASE)
_BEHIND = re.compile(
    r"\b(?:is|are) (?:not|never) (?:required|needed|necessary|expected|a must)\b"
    r"|\bnot (?:required|needed|necessary)\b"
    r"|\b(?:is|are)n['’]t (?:required|needed|necessary|expected)\b",
    re.IGNORECASE,
)
_NO_NEED = re.compile(
    r"\bno (?:\w+ ){1,5}(?:needed|required|necessary|expected|targets?|quotas?|timers?)\b", re.IGNORECASE
)
_STILL_ASKED = re.compile(
    r"\b(?:advantage|plus|helpful|desirable|preferred|welcome|bonus|nice|useful)\b", re.I
)
_CLAUSE = re.compile(r"[.;:!?–—]|, | but (?!not\b)")
LEAST_WORDS = 2


def affirmed(sentence: str) -> str:
    """The sentence with blanks where it says what is not so, so that all else stays in its place."""
    text = sentence
    for match in (*_AHEAD.finditer(sentence), *_NO_NEED.finditer(sentence)):
        text = _blanked(text, match.start(), match.end())
    for match in _BEHIND.finditer(sentence):
        cuts = (cut.end() for cut in _CLAUSE.finditer(sentence) if cut.end() <= match.start())
        start = max(cuts, default=0)
        if not _STILL_ASKED.search(sentence, start, match.start()):
            text = _blanked(text, start, match.end())
    return text


def denies_all(sentence: str) -> bool:
    """Whether nothing is left of a sentence but what is not so."""
    left = affirmed(sentence)
    return left != sentence and len(re.findall(r"\w+", left)) < LEAST_WORDS


def begins_denied(sentence: str) -> bool:
    """Whether a sentence begins with what is not so."""
    return affirmed(sentence)[:1].isspace()


def _blanked(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"
