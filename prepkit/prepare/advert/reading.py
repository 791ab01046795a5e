"""What a job advertisement asks for, each with the words that say so. Nothing leaves this computer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from prepkit.bank import Bank
from prepkit.bank.reference import Metric, Tool
from prepkit.model import Competency
from prepkit.prepare.advert import cues, lines
from prepkit.prepare.advert.asking import Patterns, Quote, Quotes, Reader
from prepkit.prepare.advert.learned import fitted
from prepkit.prepare.advert.lines import Part, Sentence
from prepkit.prepare.advert.negation import affirmed
from prepkit.prepare.advert.page import reads_as_english
from prepkit.prepare.advert.parts import parted
from prepkit.prepare.advert.phrases import names, one_of

Named = tuple[tuple[str, str], ...]
"""Ids and names, which a cache can tell apart."""
_BRACKETS = re.compile(r" ?\(([^()]*)\)")
_ABBREVIATION = re.compile(r"[A-Z]{2,}")
GLANCE = 40
"""How many characters on each side say whether a name is meant as one."""


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
    by_rule = lines.sentences(advert)
    parts = parted(by_rule, fitted()["parts"]) if by_rule else []
    # What is said twice is asked for once.
    asked = list(dict.fromkeys(one.text for one in parts if one.part is not Part.ELSE))
    # A bare list of products has nothing to learn from but the section it stands in.
    naming = list(dict.fromkeys([*(one.text for one in by_rule if one.part is not Part.ELSE), *asked]))
    learned, metrics = fitted(), _named(bank.reference.metrics.values())
    return Reading(
        Reader(phrases(bank, "competencies"), {}, learned["competencies"]).asked_for(asked),
        _called(naming, _tools(tuple(bank.reference.tools.values()))),
        Reader(phrases(bank, "metrics"), _names(metrics), learned["metrics"]).asked_for(asked),
        _duties(parts),
    )


def is_english(advert: str) -> bool:
    """Whether an advertisement is in the language that is read, whatever language its page is in."""
    return reads_as_english("\n".join(lines.lines_of(advert)))


def phrases(bank: Bank, kind: str) -> Patterns:
    """The collected phrases for ``competencies`` or ``metrics``, by id in the bank's order."""
    if kind == "competencies":
        return _competencies(_named(bank.competencies))
    return _metrics(_named(bank.reference.metrics.values()))


def _named(items: Iterable[Competency | Metric]) -> Named:
    return tuple((one.id, one.name) for one in items)


def _duties(parts: Iterable[Sentence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.text for one in parts if one.part is Part.DUTY))


def _called(asked: Sequence[str], patterns: Patterns) -> Quotes:
    """The names in each sentence, one place of each. “Jira Service Management” is not Jira besides."""
    found: dict[str, list[Quote]] = {id: [] for id in patterns}
    for text in asked:
        named = {id: list(_names_in(text, pattern)) for id, pattern in patterns.items()}
        every = [quote for quotes in named.values() for quote in quotes]
        for id, quotes in named.items():
            alone = (quote for quote in quotes if not any(_holds(other, quote) for other in every))
            found[id] += islice(alone, 1)
    return {id: tuple(quotes) for id, quotes in found.items() if quotes}


def _names_in(text: str, pattern: re.Pattern[str]) -> Iterator[Quote]:
    for match in pattern.finditer(affirmed(text)):
        if not _is_a_mere_word(match, text):
            yield Quote(text, match.start(), match.end())


def _holds(longer: Quote, quote: Quote) -> bool:
    return longer.start <= quote.start and quote.end <= longer.end and len(longer.words) > len(quote.words)


def metric_pattern(id: str, name: str) -> re.Pattern[str]:
    """What a metric is called: by its names, and as advertisements put it."""
    return one_of([*cues.METRICS.get(id, ()), *_names_of(name)])


def _names_of(name: str) -> list[str]:
    """A metric's name and its short name."""
    short = [inside for inside in _BRACKETS.findall(name) if _ABBREVIATION.fullmatch(inside)]
    return [_BRACKETS.sub("", name).replace("-", " "), *(one for one in short if one not in cues.THE_FIELD)]


def tool_pattern(tool: Tool) -> re.Pattern[str]:
    """What a family of tools is called, in any case, and its products as they are written."""
    kind = one_of([*cues.TOOLS.get(tool.id, ()), _BRACKETS.sub("", tool.name)]).pattern
    product = names(_products(tool), cues.ALSO_WORDS).pattern
    return re.compile(f"(?i:{kind})|{product}")


@lru_cache(maxsize=4)
def _names(named: Named) -> Patterns:
    return {id: one_of(_names_of(name)) for id, name in named}


@lru_cache(maxsize=4)
def _competencies(named: Named) -> Patterns:
    return {id: one_of([*cues.COMPETENCIES.get(id, ()), name]) for id, name in named}


@lru_cache(maxsize=4)
def _metrics(named: Named) -> Patterns:
    return {id: metric_pattern(id, name) for id, name in named}


@lru_cache(maxsize=4)
def _tools(tools: tuple[Tool, ...]) -> Patterns:
    return {tool.id: tool_pattern(tool) for tool in tools}


def _products(tool: Tool) -> list[str]:
    listed = (_BRACKETS.sub("", product).strip() for product in tool.products.split(","))
    return [product for product in [*cues.PRODUCTS.get(tool.id, ()), *listed] if product]


def _is_a_mere_word(match: re.Match[str], text: str) -> bool:
    if match.group() not in cues.ALSO_WORDS:
        return False
    # A glance at what stands beside it: a sentence may be as long as the whole advertisement.
    before = text[max(0, match.start() - GLANCE) : match.start()].rstrip()
    after = text[match.end() : match.end() + GLANCE]
    grown_together = bool(re.match(r"[-–]\w", after))
    heads = not before or before[-1] in ".!?:"
    listed = re.match(r",|/|and\b|or\b|&|$|skills|experience", after.lstrip())
    return grown_together or (heads and not listed)
