"""Find what a job advertisement asks for, with quotes; all of it runs on this computer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from prepkit.bank import Bank
from prepkit.bank.reference import Metric, Tool
from prepkit.interviews.advert import cues, lines
from prepkit.interviews.advert.asking import Patterns, PhraseFinder, Quote, Quotes
from prepkit.interviews.advert.learned import fitted
from prepkit.interviews.advert.lines import AdvertSentence, Part
from prepkit.interviews.advert.negation import affirmed
from prepkit.interviews.advert.page import reads_as_english
from prepkit.interviews.advert.parts import classify
from prepkit.interviews.advert.phrases import names, one_of
from prepkit.question import Competency

Named = tuple[tuple[str, str], ...]
"""Pairs of id and name, hashable so that they can be the key of a cache."""
_BRACKETS = re.compile(r" ?\(([^()]*)\)")
_ABBREVIATION = re.compile(r"[A-Z]{2,}")
GLANCE = 40
"""Characters on each side of a product name that are read to tell it from an ordinary word."""


@dataclass(frozen=True, slots=True)
class AdvertReading:
    """What an advertisement asks for: quotes by the bank's ids, in its order, and duties as sentences."""

    competencies: Quotes
    tools: Quotes
    metrics: Quotes
    duties: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not (self.competencies or self.tools or self.metrics or self.duties)

    def of_kind(self, kind: str) -> Quotes:
        """Return the quotes of one kind of requirement: competency, metric or tool."""
        return {"competency": self.competencies, "metric": self.metrics, "tool": self.tools}[kind]


def read(advert: str, bank: Bank) -> AdvertReading:
    """Read an advertisement: its duties, and the bank's competencies, tools and metrics that it asks for."""
    by_rule = lines.sentences(advert)
    parts = classify(by_rule, fitted()["parts"]) if by_rule else []
    # A repeated sentence counts once.
    asked = list(dict.fromkeys(sentence.text for sentence in parts if sentence.part is not Part.ELSE))
    # The regression cannot class a bare list of products, so tools are also sought in what the rules keep.
    kept_by_rule = (sentence.text for sentence in by_rule if sentence.part is not Part.ELSE)
    naming = list(dict.fromkeys([*kept_by_rule, *asked]))
    learned, metrics = fitted(), _named(bank.reference.metrics.values())
    return AdvertReading(
        PhraseFinder(phrases(bank, "competencies"), {}, learned["competencies"]).find(asked),
        _called(naming, _tools(tuple(bank.reference.tools.values()))),
        PhraseFinder(phrases(bank, "metrics"), _names(metrics), learned["metrics"]).find(asked),
        _duties(parts),
    )


def is_english(advert: str) -> bool:
    """Whether the advertisement itself is in English, whatever the language of the page around it."""
    return reads_as_english("\n".join(lines.lines_of(advert)))


def phrases(bank: Bank, kind: str) -> Patterns:
    """Return the patterns of the phrases for ``competencies`` or ``metrics``, by id in the bank's order."""
    if kind == "competencies":
        return _competencies(_named(bank.competencies))
    return _metrics(_named(bank.reference.metrics.values()))


def _named(items: Iterable[Competency | Metric]) -> Named:
    return tuple((item.id, item.name) for item in items)


def _duties(parts: Iterable[AdvertSentence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentence.text for sentence in parts if sentence.part is Part.DUTY))


def _called(asked: Sequence[str], patterns: Patterns) -> Quotes:
    """Quote each name once per sentence; a name inside a longer one (Jira Service Management) is skipped."""
    quotes_by_id: dict[str, list[Quote]] = {id: [] for id in patterns}
    for text in asked:
        named = {id: list(_names_in(text, pattern)) for id, pattern in patterns.items()}
        all_quotes = [quote for quotes in named.values() for quote in quotes]
        for id, quotes in named.items():
            alone = (quote for quote in quotes if not any(_holds(other, quote) for other in all_quotes))
            quotes_by_id[id] += islice(alone, 1)
    return {id: tuple(quotes) for id, quotes in quotes_by_id.items() if quotes}


def _names_in(text: str, pattern: re.Pattern[str]) -> Iterator[Quote]:
    for match in pattern.finditer(affirmed(text)):
        if not _is_a_mere_word(match, text):
            yield Quote(text, match.start(), match.end())


def _holds(longer: Quote, quote: Quote) -> bool:
    return longer.start <= quote.start and quote.end <= longer.end and len(longer.words) > len(quote.words)


def metric_pattern(id: str, name: str) -> re.Pattern[str]:
    """Compile a pattern for a metric: its name, its abbreviation and the collected phrases."""
    return one_of([*cues.METRICS.get(id, ()), *_names_of(name)])


def _names_of(name: str) -> list[str]:
    """List the name of a metric without brackets, and its abbreviation in brackets."""
    short = [inside for inside in _BRACKETS.findall(name) if _ABBREVIATION.fullmatch(inside)]
    return [
        _BRACKETS.sub("", name).replace("-", " "),
        *(name for name in short if name not in cues.THE_FIELD),
    ]


def tool_pattern(tool: Tool) -> re.Pattern[str]:
    """Compile a pattern for a family of tools and its products; product names that are words match case."""
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
    # Only the characters beside the name are read, since a sentence may be as long as the advertisement.
    before = text[max(0, match.start() - GLANCE) : match.start()].rstrip()
    after = text[match.end() : match.end() + GLANCE]
    grown_together = bool(re.match(r"[-–]\w", after))
    heads = not before or before[-1] in ".!?:"
    listed = re.match(r",|/|and\b|or\b|&|$|skills|experience", after.lstrip())
    return grown_together or (heads and not listed)
