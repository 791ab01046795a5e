"""What a job advertisement asks for, each with the words that say so. Nothing leaves this computer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from prepkit.bank import Bank
from prepkit.bank.reference import Tool
from prepkit.prepare.advert import cues
from prepkit.prepare.advert.lines import Part, Sentence, sentences
from prepkit.prepare.advert.phrases import names, one_of

_BRACKETS = re.compile(r"\s*\(([^)]*)\)")
_ABBREVIATION = re.compile(r"[A-Z]{2,}")


CONTEXT = 40
"""So many characters before and after its words, at most, belong to a quotation."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that ask for something: where they stand in their sentence (characters)."""

    sentence: str
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.sentence[self.start : self.end]

    @property
    def in_context(self) -> str:
        """The words with so much of their sentence around them that they make sense, cut between words."""
        start = max(0, self.start - CONTEXT)
        end = min(len(self.sentence), self.end + CONTEXT)
        start = self.sentence.find(" ", start, self.start) + 1 if start else 0
        if end < len(self.sentence) and (space := self.sentence.rfind(" ", self.end, end)) > 0:
            end = space
        elif end < len(self.sentence):
            end = self.end
        before, after = "…" * (start > 0), "…" * (end < len(self.sentence))
        return f"{before}{self.sentence[start:end]}{after}"


Quotes = Mapping[str, tuple[Quote, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found, by the bank's ids in its order; ``duties`` are whole sentences."""

    competencies: Quotes
    tools: Quotes
    metrics: Quotes
    duties: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not (self.competencies or self.tools or self.metrics or self.duties)


def read(advert: str, bank: Bank) -> Reading:
    """Read an advertisement: its duties, and the bank's competencies, tools and metrics that it asks for."""
    parts = sentences(advert)
    asked = [one.text for one in parts if one.part is not Part.ELSE]
    return Reading(
        _found(asked, _competencies(tuple((one.id, one.name) for one in bank.competencies))),
        _longest(_found(asked, _tools(tuple(bank.reference.tools.values())))),
        _found(asked, _metrics(tuple((one.id, one.name) for one in bank.reference.metrics.values()))),
        _duties(parts),
    )


def _duties(parts: Iterable[Sentence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.text for one in parts if one.part is Part.DUTY))


Patterns = Sequence[tuple[str, re.Pattern[str]]]


def _found(asked: Sequence[str], patterns: Patterns) -> Quotes:
    found = {
        id: tuple(
            Quote(text, match.start(), match.end()) for text in asked for match in _first(pattern, text)
        )
        for id, pattern in patterns
    }
    return {id: quotes for id, quotes in found.items() if quotes}


def _longest(found: Quotes) -> Quotes:
    """Without names that are part of a longer one: “Jira Service Management” is no second tool."""
    every = [quote for quotes in found.values() for quote in quotes]
    kept = {
        id: tuple(quote for quote in quotes if not any(_holds(other, quote) for other in every))
        for id, quotes in found.items()
    }
    return {id: quotes for id, quotes in kept.items() if quotes}


def _holds(longer: Quote, quote: Quote) -> bool:
    return (
        longer.sentence == quote.sentence
        and longer.start <= quote.start
        and quote.end <= longer.end
        and len(longer.words) > len(quote.words)
    )


def _first(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """One place a sentence is enough to quote."""
    return islice((match for match in pattern.finditer(text) if not _is_a_mere_word(match, text)), 1)


def metric_pattern(id: str, name: str) -> re.Pattern[str]:
    """What a metric is called: by its name, by its short name, and as advertisements put it."""
    short = [inside for inside in _BRACKETS.findall(name) if _ABBREVIATION.fullmatch(inside)]
    short = [name for name in short if name not in cues.THE_FIELD]
    return one_of([*cues.METRICS.get(id, ()), _BRACKETS.sub("", name).replace("-", " "), *short])


def tool_pattern(tool: Tool) -> re.Pattern[str]:
    """What a family of tools is called, in any case, and its products as they are written."""
    kind = one_of([*cues.TOOLS.get(tool.id, ()), _BRACKETS.sub("", tool.name)]).pattern
    product = names(_products(tool), cues.ALSO_WORDS).pattern
    return re.compile(f"(?i:{kind})|{product}")


@lru_cache(maxsize=4)
def _competencies(named: tuple[tuple[str, str], ...]) -> Patterns:
    return [(id, one_of([*cues.COMPETENCIES.get(id, ()), name])) for id, name in named]


@lru_cache(maxsize=4)
def _metrics(named: tuple[tuple[str, str], ...]) -> Patterns:
    return [(id, metric_pattern(id, name)) for id, name in named]


@lru_cache(maxsize=4)
def _tools(tools: tuple[Tool, ...]) -> Patterns:
    return [(tool.id, tool_pattern(tool)) for tool in tools]


def _products(tool: Tool) -> list[str]:
    listed = (_BRACKETS.sub("", product).strip() for product in tool.products.split(","))
    return [product for product in [*cues.PRODUCTS.get(tool.id, ()), *listed] if product]


def _is_a_mere_word(match: re.Match[str], text: str) -> bool:
    if match.group() not in cues.ALSO_WORDS:
        return False
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    grown_together = bool(re.match(r"[-–]\w", after))
    heads = not before or before[-1] in ".!?:"
    return grown_together or (heads and not re.match(r"\s*(?:,|/|and\b|or\b|&|$|skills|experience)", after))
