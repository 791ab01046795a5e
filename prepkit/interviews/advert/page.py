"""Remove from a pasted page what is not the advertisement: buttons, counts, other jobs, letterheads.

Such lines are recognised by their wording (``cues.csv``, kind ``page``), position and language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from prepkit.feedback.lexicon import stems
from prepkit.feedback.text import words
from prepkit.interviews.advert import cues
from prepkit.interviews.advert.phrases import one_of

LONGEST_LINE = 14
"""Words; a longer line belongs to the advertisement."""
HEAD_LINES = 15
"""The most lines above an advertisement that hold names and places."""
TAIL_SHARE = 0.3
"""The share of the page before which nothing ends an advertisement that has no headings."""
FEW_WORDS, LEAST_SHARE, LEAST_KNOWN = 30, 0.1, 0.5
_ENGLISH = frozenset("the and to of a in with you our we for your is are will on as be or that".split())
_FOREIGN = frozenset(
    "der das und oder mit für auf bei von zu zum zur im ist sind wir sie du deine dein ihre ihr eine "
    "einen einem einer ein nicht dich dir uns unser unsere unserer unseren auch wie aus nach über diese "
    "dieser le la les des une et pour avec dans vous nous votre vos notre nos est sont sur aux au par qui "
    "que el las del y para con una usted nuestro nuestra por su sus como "
    "het een en voor je jij jouw wij zijn bij ons onze naar ook aan "
    "il gli della delle di che nel sono oraz dla się jest na nie os um uma com em você".split()
)
_LINE = one_of(cues.PAGE["line"])
_STARTS, _TAIL = one_of(cues.PAGE["begins"]), one_of(cues.PAGE["after"])
_ASIDE = one_of(cues.PAGE["aside"])
_INTRO = one_of(cues.PAGE["intro"])
_BODY = one_of(cues.PAGE["body"])
_LABEL = re.compile(rf"(?:{one_of(cues.PAGE['label']).pattern})(?: ?:| [–-] ) ?\S", re.IGNORECASE)
_PRODUCT = one_of([name for names in cues.PRODUCTS.values() for name in names])
_COUNTS = re.compile(
    r"\A(?:[\d,.]+%?\+?$|[\d.]+% [\w ]{1,40} applicants$|©|\(c\) |page \d+(?: of \d+)?$|\d+(?:st|nd|rd|th)$"
    r"|(?:over )?[\d,.]+\+? (?:applicants?|followers?|reviews?|connections?|employees|alumni)\b"
    r"|[\d.]+ out of \d|(?:re)?posted\b|erschienen\b|(?:hi|hello|dear) [^.]{1,40},$)",
    re.IGNORECASE,
)
_IN_IT = re.compile(
    r"\bpage \d+ of \d+$|\bago · |· (?:re)?posted\b|\b\d{1,9}\+? applicants\b"
    r"|\b[\d,.]{1,12} (?:employees|followers) ·",
    re.IGNORECASE,
)
_JOINERS = frozenset("and of the in de plc for at".split())


def reads_as_english(text: str) -> bool:
    """Whether a text is English, the only language that can be read; a text too short to tell counts as it.

    At least a tenth of its words must be common English words. A list of bullets has fewer of them, so half
    of its stems being known from the collected phrases is enough, too.
    """
    letters = [letter for letter in text if letter.isalpha()]
    if sum(letter > "\u024f" for letter in letters) * 2 > len(letters):
        return False
    text_words = words(text)
    english, foreign = _count_common_words(text_words)
    if len(text_words) < FEW_WORDS or (foreign <= english and english >= LEAST_SHARE * len(text_words)):
        return True
    stemmed = stems(" ".join(text_words))
    known = sum(stem in _stems_of_work() for stem in stemmed)
    return foreign <= english and known >= LEAST_KNOWN * len(stemmed)


def advertisement_lines(lines: Sequence[str], is_heading: Callable[[str], bool]) -> list[str]:
    """Return the lines without those of the page, the mail or the sheet around the advertisement.

    ``is_heading`` tells whether a line is a heading of duties or requirements.
    """
    left = list(lines)
    headings = [at for at, line in enumerate(left) if is_heading(line)]
    after = next(
        (at for at, line in enumerate(left) if _ends_advertisement(at, line, headings, len(left))), len(left)
    )
    left = left[:after]
    bodies = [at for at, line in enumerate(left) if _whole(_BODY, line)]
    if bodies and sum(map(is_page_line, left[: bodies[0]])) > 1:
        left = left[bodies[0] + 1 :]
    english = reads_as_english("\n".join(left))
    kept = [line for line in left if not is_page_line(line) and not (english and _is_foreign(line))]
    return _without_head(kept, is_heading)


def is_page_line(line: str) -> bool:
    """Whether a line is a button, a count, a label or a footnote of a page or a mail."""
    short = len(line.split()) <= LONGEST_LINE
    return short and bool(
        _whole(_LINE, line)
        or _STARTS.match(line)
        or _LABEL.match(line)
        or _COUNTS.match(line)
        or _IN_IT.search(line)
    )


def is_aside(sentence: str) -> bool:
    """Whether a sentence is about the mail or the page instead of the job."""
    return bool(_ASIDE.search(sentence))


def introduces(sentence: str) -> bool:
    """Whether a sentence announces the vacancy or asks the reader a question, and so is no duty."""
    return sentence.endswith("?") or bool(_INTRO.search(sentence))


def _ends_advertisement(at: int, line: str, headings: Sequence[int], count: int) -> bool:
    if not _whole(_TAIL, line):
        return False
    return at > headings[-1] if headings else at >= TAIL_SHARE * count


def _whole(pattern: re.Pattern[str], line: str) -> bool:
    match = pattern.match(line)
    return match is not None and len(line) - match.end() <= 2


def _without_head(lines: list[str], is_heading: Callable[[str], bool]) -> list[str]:
    """Remove the names and places between the title and the first line of text."""
    end = next((at for at, line in enumerate(lines) if is_heading(line) or not _is_head(line)), len(lines))
    title, head = lines[:1], lines[1 : min(end, HEAD_LINES)]
    return [
        *title,
        *(line for line in head if not _is_name(line)),
        *lines[max(end, 1) if end <= HEAD_LINES else HEAD_LINES :],
    ]


def _is_head(line: str) -> bool:
    return line[0].isalnum() and line[-1] not in ".!?:;" and len(line.split()) <= LONGEST_LINE


def _is_name(line: str) -> bool:
    bare = (word.strip("()[],.·|&/–-") for word in line.split())
    names = all(not word or not word[0].islower() or word in _JOINERS for word in bare)
    return names and not _PRODUCT.search(line)


def _is_foreign(line: str) -> bool:
    english, foreign = _count_common_words(words(line))
    return foreign >= 2 and foreign > english


def _count_common_words(text_words: Sequence[str]) -> tuple[int, int]:
    """Count the common English words, and those of other languages."""
    english = sum(word in _ENGLISH for word in text_words)
    return english, sum(word in _FOREIGN for word in text_words)


@lru_cache(maxsize=1)
def _stems_of_work() -> frozenset[str]:
    """Return the stems of all collected phrases about the work."""
    kinds = (cues.COMPETENCIES, cues.METRICS, cues.TOOLS, cues.PRODUCTS, cues.VERBS)
    phrases = (phrase for kind in kinds for values in kind.values() for phrase in values)
    return frozenset(stems(re.sub(r"[|*~]", " ", " ".join(phrases))))
