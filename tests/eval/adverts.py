"""The reading of advertisements, against labels made by hand. README.md says how they came about."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from prepkit.bank import DATA, Bank, load
from prepkit.interviews.advert.reading import AdvertReading, read
from tests.eval.score import Score, kappa, score

FOLDER = Path(__file__).parent
KINDS = ("competencies", "tools", "metrics")
Found = Callable[["Advert"], set[str]]
Asked = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Advert:
    """One advertisement. ``duties``: by each labeller, for each line whether it names a duty; ``asked``: by
    each labeller, for each kind the ids asked for, with the quotations; ``held``: never used for tuning.
    """

    id: str
    held: bool
    lines: tuple[str, ...]
    duties: tuple[tuple[bool, ...], ...]
    asked: tuple[Asked, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def adverts() -> list[Advert]:
    """Every labelled advertisement, in the order of the table."""
    lines: dict[str, list[dict[str, str]]] = {}
    for row in _rows("advert_lines.csv"):
        lines.setdefault(row["advert"], []).append(row)
    asked: dict[tuple[str, str], Asked] = {}
    for row in _rows("advert_labels.csv"):
        kinds = asked.setdefault((row["advert"], row["labeller"]), {kind: {} for kind in KINDS})
        kinds[row["kind"]].setdefault(row["id"], []).append(row["quotation"])
    return [
        Advert(
            row["id"],
            row["half"] == "held",
            tuple(line["text"] for line in lines[row["id"]]),
            tuple(
                tuple(line[by] == "yes" for line in lines[row["id"]])
                for by in ("duty", "second")
                if lines[row["id"]][0][by]
            ),
            tuple(asked[row["id"], by] for by in ("1", "2") if (row["id"], by) in asked),
        )
        for row in _rows("adverts.csv")
    ]


def report() -> None:
    """Print agreement and, for each kind, how well the reader and a plain search by name do."""
    bank, every = load(DATA), adverts()
    halves = [a for a in every if not a.held], [a for a in every if a.held]
    print(
        f"{len(every)} advertisements ({len(halves[1])} held back), {sum(len(a.lines) for a in every)} lines"
    )
    ids = {kind: _ids(bank, kind) for kind in KINDS}
    _agreement([a for a in every if len(a.asked) > 1], ids)
    print(f"{'Read in an advertisement':<44} tuning half        held-back half")
    print(f"{'':<40}      P    R    F1        P    R    F1")
    readings = {a.id: read(a.text, bank) for a in every}
    for kind in KINDS:
        ways: dict[str, Found] = {
            "all, always": partial(_always, ids[kind]),
            "by the bank's names": _by_name(bank, kind),
            "PrepKit": partial(_read_out, readings, kind),
        }
        for way, found in ways.items():
            print(_line(f"{kind}: {way}", [_micro(half, kind, found) for half in halves]))
        quoted = [_quoted(half, kind, readings) for half in halves]
        print(
            f"    quoted from a line of the label             {quoted[0]:.2f}               {quoted[1]:.2f}"
        )
    for name, says in (
        ("every line", lambda a: set(a.lines)),
        ("PrepKit", lambda a: {line for line in a.lines if _is_told(line, readings[a.id])}),
    ):
        print(_line(f"duties: {name}", [_duties(half, says) for half in halves]))
    print()


def _agreement(twice: Sequence[Advert], ids: dict[str, set[str]]) -> None:
    """How far two people agree on the same advertisements: no reader can be asked for more."""
    print(f"Agreement of two labellers on {len(twice)} of them      kappa   F1 of one against the other")
    for kind in KINDS:
        pairs = [[id in labels[kind] for labels in a.asked] for a in twice for id in sorted(ids[kind])]
        first, second = zip(*pairs, strict=True)
        print(f"  {kind:<43}{kappa(first, second):.2f}    {score(first, second).f1:.2f}")
    first, second = zip(*(pair for a in twice for pair in zip(*a.duties, strict=True)), strict=True)
    print(f"  {'duties':<43}{kappa(first, second):.2f}    {score(first, second).f1:.2f}")


def _is_told(line: str, reading: AdvertReading) -> bool:
    return any(duty in line for duty in reading.duties)


def _ids(bank: Bank, kind: str) -> set[str]:
    if kind == "competencies":
        return {one.id for one in bank.competencies}
    return set(bank.reference.tools if kind == "tools" else bank.reference.metrics)


def _by_name(bank: Bank, kind: str) -> Found:
    """The simple way: the names, abbreviations and products in the bank's own tables, as whole words."""
    named: dict[str, list[str]] = {}
    for one in bank.competencies if kind == "competencies" else ():
        named[one.id] = re.split(r",? and |, ", one.name)
    for tool in bank.reference.tools.values() if kind == "tools" else ():
        named[tool.id] = [
            *re.split(r",? and |, ", re.sub(r" \(.*\)", "", tool.name)),
            *tool.products.split(", "),
        ]
    for metric in bank.reference.metrics.values() if kind == "metrics" else ():
        named[metric.id] = [re.sub(r" \(.*\)", "", metric.name), *re.findall(r"\(([A-Z]+)\)", metric.name)]
    patterns = {
        id: re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
        for id, names in named.items()
    }
    return lambda advert: {id for id, pattern in patterns.items() if pattern.search(advert.text)}


def _always(ids: set[str], advert: Advert) -> set[str]:
    return ids


def _read_out(readings: dict[str, AdvertReading], kind: str, advert: Advert) -> set[str]:
    return set(getattr(readings[advert.id], kind))


def _micro(half: Sequence[Advert], kind: str, found: Found) -> Score:
    """Over every pair of advertisement and id that was found or wanted, against each labeller in turn."""
    said: list[bool] = []
    true: list[bool] = []
    for advert in half:
        ours = found(advert)
        for labels in advert.asked:
            wanted = set(labels[kind])
            for id in ours | wanted:
                said.append(id in ours)
                true.append(id in wanted)
    return score(said, true)


def _quoted(half: Sequence[Advert], kind: str, readings: dict[str, AdvertReading]) -> float:
    """Of what was rightly found, the share with a quotation from a line that a label quotes."""
    hits = []
    for advert in half:
        for id, quotes in getattr(readings[advert.id], kind).items():
            theirs = [words for labels in advert.asked for words in labels[kind].get(id, ())]
            lines = [line for line in advert.lines if any(words in line for words in theirs)]
            if lines:
                hits.append(any(quote.sentence in line for quote in quotes for line in lines))
    return sum(hits) / len(hits) if hits else 0.0


def _duties(half: Sequence[Advert], says: Callable[[Advert], set[str]]) -> Score:
    said: list[bool] = []
    true: list[bool] = []
    for advert in half:
        told = says(advert)
        for labels in advert.duties:
            said += [line in told for line in advert.lines]
            true += labels
    return score(said, true)


def _line(name: str, found: Sequence[Score]) -> str:
    figures = "     ".join(f"{s.precision:.2f} {s.recall:.2f} {s.f1:.2f}" for s in found)
    return f"  {name:<42}{figures}"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
