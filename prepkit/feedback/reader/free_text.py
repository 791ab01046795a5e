"""Let free text of a language model through only where it is short and plain, and scores nobody."""

from __future__ import annotations

import re
import unicodedata

from prepkit.feedback.reader.quotations import FoldedText, quoted
from prepkit.feedback.text import sentences

IMPROVEMENT_CHARACTERS = 400
FOLLOW_UP_CHARACTERS = 250
MOST_SENTENCES = 2
_LOOKED_AT = 4_000
"""Characters; a longer text is dropped unread."""
_NUMBER = r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten)"
_SCORE = re.compile(
    rf"""
      \b{_NUMBER}\s*/\s*(?:5|10|20|100)\b
    | \b{_NUMBER}\s+(?:out\s+)?of\s+(?:5|10|100|five|ten|a\s+hundred)\b
    | \b{_NUMBER}\s*(?:of|/|out\s+of)\s*{_NUMBER}\s+(?:key\s+)?points\b
    | \b{_NUMBER}[\s-]*stars?\b | [★☆⭐]
    | \b\d+\s*(?:%|percent|per\s+cent)\s+(?:answer|score|match|complete|covered|ready)\b
    | \b\d+\s*(?:%|percent|per\s+cent)\s+of\s+(?:the|your)\s+(?:key\s+)?points\b
    | \b(?:rating|score|grade|mark)s?\b\s*(?:[:=]|of|is|was|would\s+be)?\s*\W{{0,2}}{_NUMBER}\b
    | \b(?:rating|score|grade|mark)s?\b\s*(?:[:=]|of|is|was|would\s+be)?\s*\W{{0,2}}(?-i:[A-F])(?![\w'’])
    | \b(?:rate|score|grade|mark)\s+(?:this|it|you|your|the)\b
    | \b(?:i|we)(?:'d|’d|\s+would)?\s+(?:rate|score|grade)\b
    | \b(?:full|top|high|low|bottom)\s+(?:marks|score)\b
    | \b(?:pass|fail)(?:ed|es|s)?[.!:]?$ | \b(?:you|candidate)\s+(?:would\s+)?(?:pass|fail)(?:ed|es|s)?\b
    | \b(?:strong|weak|no|not|definite|lean|would|should|don['’]t|must)[\s-]+hire\b
    | \bhire\s+(?:you|them|him|her|this|the\s+candidate)\b | (?:^|[.!?:]\s*)hire\b | \bhir(?:e|able)[.!]?$
    """,
    re.IGNORECASE | re.VERBOSE,
)
# In lower case such a letter may be anything.
_GRADE = re.compile(
    r"(?<![\w+])[A-F](?:\+(?!\w)|[-–](?=[\s.,;!?)]|$))"
    r"|\b(?:[Aa]n?|[Ss]olid|[Ss]trong|[Ss]traight) [A-F](?=[\s.,;!?)]|$)"
)
_PRAISE = re.compile(
    r"""
      \b(?:great|excellent|impressive|outstanding|fantastic|brilliant|amazing|superb|perfect|wonderful)\b
    | \b(?:terrific|exceptional|remarkable|awesome|flawless|stellar|bravo|kudos|congratulations|nice|nicely)\b
    | \bwell[\s-](?:done|told|said|put|structured|organi[sz]ed|handled)\b
    | \b(?:did|do|doing)\s+(?:very\s+)?well\b
    | \b(?:good|strong|solid|clear|compelling|convincing)\s+
      (?:answer|job|work|example|story|start|structure|point|opening|ending|response|candidate|use)\b
    | \bi\s+(?:really\s+)?(?:like|love|enjoyed|admire)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(
    r"://|\bwww\.|\bmailto:|\]\(|\S@\S|\b[a-z0-9-]{2,}\.(?:[a-z]{2,})\b(?![’'])", re.IGNORECASE
)


def improvement(text: str, answer: FoldedText) -> str:
    """Return the advice, at most two sentences of it; empty if it must not be shown."""
    plain = _plain(text, answer)
    kept = sentences(plain)[:MOST_SENTENCES]
    short = plain[: kept[-1].end] if kept else ""
    return short if len(short) <= IMPROVEMENT_CHARACTERS else ""


def follow_up(text: str, answer: FoldedText) -> str:
    """Return the question; empty if it is none or must not be shown."""
    plain = _plain(text, answer)
    is_question = plain.endswith("?") and plain.count("?") == 1 and len(sentences(plain)) <= MOST_SENTENCES
    return plain if is_question and len(plain) <= FOLLOW_UP_CHARACTERS else ""


def _plain(text: str, answer: FoldedText) -> str:
    """The text on one line, or nothing where any of it is not to be shown."""
    if len(text) > _LOOKED_AT:
        return ""
    plain = " ".join(text.split())
    if any(unicodedata.category(character).startswith("C") for character in plain):
        return ""
    words = list(quoted(plain))
    invents = any(answer.find(piece) is None for piece in words)
    flatters = not words and _PRAISE.search(plain)
    if invents or flatters or _SCORE.search(plain) or _GRADE.search(plain) or _ADDRESS.search(plain):
        return ""
    return plain
