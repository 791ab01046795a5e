"""Fits prepkit/interviews/advert/learned.json: ``python -m tests.eval --fit``.

Held-back advertisements take no part in it.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from prepkit.bank import Bank
from prepkit.feedback import meaning
from prepkit.interviews.advert import asking, learned, lines, parts
from prepkit.interviews.advert.learned import SCALE, Floats, Regression, feature_matrix
from prepkit.interviews.advert.lines import AdvertSentence, Part
from prepkit.interviews.advert.reading import phrases
from tests.eval.adverts import Advert
from tests.eval.score import best_threshold

EXAMPLES = Path(__file__).with_name("advert_examples.csv")
FOLDS = 5
SEEN, LEAST = 3, 0.1
"""A feature of fewer lines teaches nothing, and one whose weights are all smaller says nothing."""
STRENGTH = {"parts": 1.0, "competencies": 10.0, "metrics": 10.0}
"""How freely the weights may move (scikit-learn's C), and MEANING how much a line's vector counts beside its
features: both chosen by cross-validation on the tuning half."""
MEANING = {"parts": 0.0, "competencies": 1.0, "metrics": 1.0}


@dataclass(frozen=True)
class Taught:
    """Lines to learn from: text, features, labels, and the advertisement of each (none for an example)."""

    texts: list[str]
    features: list[set[str]]
    labels: list[set[str]]
    owners: list[str]

    def only(self, rows: Sequence[int]) -> Taught:
        """The same for some of the lines."""
        return Taught(*([column[row] for row in rows] for column in vars(self).values()))


def fit(bank: Bank, tune: Sequence[Advert]) -> None:
    """Write the regressions anew."""
    of_parts = _parts(tune)
    found = {"parts": regression("parts", of_parts, _bounds_of_lines("parts", of_parts))}
    for kind in ("competencies", "metrics"):
        taught = _asking(bank, tune, kind, found["parts"])
        found[kind] = regression(kind, taught, _bounds_over_all(bank, kind, taught, tune))
    learned.FITTED.write_text(
        "{\n" + ",\n".join(f'"{name}": {_as_json(one)}' for name, one in found.items()) + "\n}\n",
        encoding="utf-8",
    )
    learned.fitted.cache_clear()


def regression(kind: str, taught: Taught, bounds: Sequence[float] | None = None) -> Regression:
    """A regression for each label that any line has."""
    labels = sorted({label for labels in taught.labels for label in labels})
    often = Counter(feature for line in taught.features for feature in line)
    known = {feature: at for at, feature in enumerate(sorted(f for f, n in often.items() if n >= SEEN))}
    rows = csr_matrix(feature_matrix(taught.features, known))
    if MEANING[kind]:
        rows = hstack((rows, csr_matrix(MEANING[kind] * meaning.embed(taught.texts)))).tocsr()
    weights = []
    for label in labels:
        model = LogisticRegression(C=STRENGTH[kind], max_iter=1_000)
        model.fit(rows, [label in one for one in taught.labels])
        weights.append(np.append(model.coef_[0], model.intercept_))
    table = np.array(weights).T
    return Regression(
        tuple(labels),
        known,
        table[: len(known)],
        MEANING[kind] * table[len(known) : -1],
        table[-1],
        np.full(len(labels), 0.5) if bounds is None else np.array(bounds),
    )


Judge = Callable[[Taught, Regression], Floats]
"""The chances of lines by a regression, in the order of its labels."""


def chances_unseen(kind: str, taught: Taught, labels: Sequence[str], judge: Judge) -> Floats:
    """For each line of an advertisement its chances by a regression that saw no other line of it."""
    owners = sorted(set(taught.owners) - {""})
    found = np.zeros((len(taught.texts), len(labels)))
    for fold in range(FOLDS):
        out = set(owners[fold::FOLDS])
        left = [row for row, owner in enumerate(taught.owners) if owner in out]
        model = regression(
            kind, taught.only([r for r, owner in enumerate(taught.owners) if owner not in out])
        )
        chances = judge(taught.only(left), model)
        for column, label in enumerate(labels):
            if label in model.labels:
                found[left, column] = chances[:, model.labels.index(label)]
    return found


def _bounds_of_lines(kind: str, taught: Taught) -> list[float]:
    labels = sorted({label for labels in taught.labels for label in labels})
    chances = chances_unseen(kind, taught, labels, lambda lines, model: model.chances(lines.features))
    return [
        best_threshold([float(c) for c in chances[:, column]], [label in one for one in taught.labels])
        for column, label in enumerate(labels)
    ]


def _bounds_over_all(bank: Bank, kind: str, taught: Taught, tune: Sequence[Advert]) -> list[float]:
    """One bound for all labels: few advertisements ask for each, and bounds of their own would fit those."""
    labels = sorted({label for labels in taught.labels for label in labels})
    collected = phrases(bank, kind)
    chances = chances_unseen(
        kind, taught, labels, lambda lines, model: asking.judge(lines.texts, collected, model).chances
    )
    said, true = [], []
    for advert in tune:
        rows = [row for row, owner in enumerate(taught.owners) if owner == advert.id]
        said += asking.chance_of_any(chances[rows]).tolist()
        true += [label in advert.asked[0][kind] for label in labels]
    return [best_threshold(said, true)] * len(labels)


def _parts(tune: Sequence[Advert]) -> Taught:
    """Sentences with what they are. In a line of which only some are duties, the rules say which."""
    taught = Taught([], [], [], [])
    for advert in tune:
        found = lines.sentences(advert.text)
        for one, features in zip(found, parts.features(found), strict=True):
            of_line, alone = _line_of(one, advert)
            duty = advert.duties[0][of_line] if of_line is not None else False
            if duty and not alone and one.part is not Part.DUTY:
                continue
            quoted = any(
                words in one.text
                for kind in advert.asked[0].values()
                for all in kind.values()
                for words in all
            )
            taught.texts.append(one.text)
            taught.features.append(features)
            given = ((parts.DUTY, duty), (parts.ASKED, duty or quoted))
            taught.labels.append({label for label, is_given in given if is_given})
            taught.owners.append(advert.id)
    return taught


def _line_of(one: AdvertSentence, advert: Advert) -> tuple[int | None, bool]:
    """The line that holds a sentence, and whether it holds nothing else."""
    for at, line in enumerate(advert.lines):
        if one.text in line:
            return at, len(line) - len(one.text) < 6
    return None, False


def _asking(bank: Bank, tune: Sequence[Advert], kind: str, of_parts: Regression) -> Taught:
    """The examples, and what the advertisements say besides praise and pay, with the labels quoting it."""
    taught = Taught([], [], [], [])
    for line, labels in examples(kind):
        taught.texts.append(line)
        taught.labels.append(labels)
        taught.owners.append("")
    for advert in tune:
        for one in parts.classify(lines.sentences(advert.text), of_parts):
            if one.part is not Part.ELSE:
                asked = advert.asked[0][kind]
                taught.texts.append(one.text)
                taught.labels.append(
                    {id for id, all in asked.items() if any(words in one.text for words in all)}
                )
                taught.owners.append(advert.id)
    taught.features.extend(asking.features(taught.texts, phrases(bank, kind)))
    return taught


def examples(kind: str) -> Iterator[tuple[str, set[str]]]:
    """Single lines written for the purpose, with what each asks for."""
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == kind:
                yield row["line"], set(row["ids"].split())


def _as_json(one: Regression) -> str:
    """A row a feature, in whole hundredths, so that a new fit shows what changed."""

    def hundredths(numbers: Floats) -> list[int]:
        return [int(number) for number in np.round(numbers * SCALE)]

    weights = ",\n".join(
        f"{json.dumps(feature)}: {json.dumps(hundredths(one.weights[at]), separators=(',', ':'))}"
        for feature, at in one.features.items()
        if np.abs(one.weights[at]).max() >= LEAST
    )
    vectors = json.dumps(hundredths(one.meaning.ravel()), separators=(",", ":"))
    return (
        f'{{"labels": {json.dumps(one.labels)},\n"constants": {hundredths(one.constants)},\n'
        f'"bounds": {hundredths(one.bounds)},\n"meaning": {vectors},\n"weights": {{\n{weights}\n}}}}'
    )
