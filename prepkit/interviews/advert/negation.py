"""Blank out what a sentence denies, so that "we do not use Salesforce" does not ask for Salesforce."""

from __future__ import annotations

import re

# A denial ends before these words.
_ENDS = r" but\b| instead\b| rather\b| and (?:we|you|they|now|instead)\b|, (?:we|you|they|only|just)\b"
_STRETCH = rf"(?:(?!{_ENDS})[^.;:!?–—])*+"
_NOT = (
    r"(?:(?:(?:do|does|did|will|would|are|is|have|has) )?(?:not|never|no longer)"
    r"|(?:do|does|did|would|are|is|have|has)n['’]t|won['’]t)(?: ever\b)?"
)
_NOT_ONLY = r"(?! (?:just|only|merely|simply)\b)"
_EMPLOYER = r"\b(?:we|they|our \w+|the team)"
# These match what an employer does without, and what is not asked of the person hired.
_OURS = (
    rf"{_EMPLOYER} (?:also )?{_NOT}{_NOT_ONLY}(?: really| actually)? "
    r"(?:use|using|used|run|running|work with|have|measure|measuring|track|count|score|time|chase|look at|"
    r"set|ask for|expect|require|need|want|believe in)\b"
)
_DONE = r"(?:measured|judged|scored|timed|asked|expected|required|chased|assessed|rated|paid|managed)"
_YOURS = (
    rf"\byou(?:['’]ll)? {_NOT}{_NOT_ONLY}(?: also)? "
    rf"(?:need|have to|require|be {_DONE}|{_DONE}|be working with|be using)\b"
)
_HAVE_NO = (
    rf"{_EMPLOYER}(?:['’]ve| have| has| had)(?: got)? no\b"
    r"(?! (?:longer|doubts?|fewer|less|shortage|lack|trouble|problems?|hesitation|plans?)\b)"
)
_WITHOUT = (
    rf"\b(?:there (?:is|are) no|(?:comes|come) without)\b|{_HAVE_NO}"
    rf"|{_EMPLOYER} (?:work|works|manage|manages|do|does|get by|gets by) without\b"
)
_AHEAD = re.compile(rf"(?:{_OURS}|{_YOURS}|{_WITHOUT}){_STRETCH}", re.IGNORECASE)
# This matches what an employer no longer uses, up to the words for what replaced it.
_LEFT = re.compile(
    rf"{_EMPLOYER}(?:['’]ve| have| has|['’]re| are| is)?(?: now| just| since| recently| already| long)? "
    r"(?:(?:moved|moving|migrated|migrating|switched|switching|stepped) (?:away |on |over )?(?:from|off)"
    r"|(?:stopped|stopping|quit) (?:using|measuring|tracking|counting|timing|scoring|chasing|looking at)"
    r"|dropped|dropping|ditched|retired|retiring|abandoned|scrapped|replaced|replacing|got rid of"
    r"|done away with|given up|phased out|phasing out)\b"
    rf"(?:(?!{_ENDS}| to\b| with\b| for\b| in favou?r\b| and \w+ (?:with|on|at)\b| and use\b)[^.,;:!?–—])*+",
    re.IGNORECASE,
)
# Only the words after "rather than" or "instead of" are denied.
_RATHER = re.compile(
    r"\b(?:rather than|instead of)\b(?:(?! (?:we|you|they|our|your|but)\b)[^.,;:!?–—])*+", re.IGNORECASE
)
_USE = (
    r"(?:used(?! to\b)|in use|tracked|measured|counted|timed|scored|looked at|part of|something we|"
    r"what we|required|needed|necessary|expected|a must)"
)
_BEHIND = re.compile(
    rf"\b(?:(?:is|are)(?: not| never| no longer|n['’]t)|(?:will not|will never|won['’]t) be) {_USE}\b"
    r"(?: (?:use|measure|track|look at|here|by us|any ?more|at all)\b)*+"
    r"|\bnot (?:required|needed|necessary)\b"
    r"|\b(?:has|have) been (?:dropped|retired|scrapped|phased out|replaced)\b"
    r"|\bplays? no (?:part|role)\b|\b(?:has|have) no place\b",
    re.IGNORECASE,
)
_NO_NEED = re.compile(
    r"\bno (?:\w+ ){1,5}(?:needed|required|necessary|expected|targets?|quotas?|timers?)\b", re.IGNORECASE
)
_STILL_ASKED = re.compile(
    r"\b(?:advantage|plus|helpful|desirable|preferred|welcome|bonus|nice|useful)\b", re.I
)
_CLAUSE = re.compile(r"[.;:!?–—]|, | (?:while|whereas|although|though) | but (?!not\b)")
_WITH_A_VERB = re.compile(r" ?(?:we|you|they|our \w+|the team)\b", re.IGNORECASE)
LEAST_WORDS = 2


def affirmed(sentence: str) -> str:
    """Replace the denied words with spaces, which keeps the offsets of all other words."""
    text = _without_denials(sentence)
    for match in _RATHER.finditer(sentence):
        text = _blanked(text, match.start(), match.end())
    return text


def _without_denials(sentence: str) -> str:
    text = sentence
    for pattern in (_AHEAD, _LEFT, _NO_NEED):
        for match in pattern.finditer(sentence):
            text = _blanked(text, match.start(), match.end())
    for match in _BEHIND.finditer(sentence):
        start = _clause_of(sentence, match.start())
        if not _STILL_ASKED.search(sentence, start, match.start()):
            text = _blanked(text, start, match.end())
    return text


def _clause_of(sentence: str, at: int) -> int:
    """Return the start of the clause that ends at ``at``; "and" starts one after a clause with a subject."""
    start = max((cut.end() for cut in _CLAUSE.finditer(sentence) if cut.end() <= at), default=0)
    joined = sentence.rfind(" and ", start, at)
    return joined + len(" and ") if joined > 0 and _WITH_A_VERB.match(sentence, start) else start


def denies_all(sentence: str) -> bool:
    """Whether a sentence denies all it says."""
    left = affirmed(sentence)
    return left != sentence and len(re.findall(r"\w+", left)) < LEAST_WORDS


def begins_denied(sentence: str) -> bool:
    """Whether a sentence begins with a denial; an opening "rather than …" does not count as one."""
    return _without_denials(sentence)[:1].isspace()


def _blanked(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"
