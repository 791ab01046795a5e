"""Fits prepkit/feedback/*.json: ``python -m tests.eval --fit``. Held-back answers take no part in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from prepkit.bank import Bank
from prepkit.feedback import lexicon, star
from prepkit.feedback.lexicon import Weights, stems
from prepkit.feedback.text import sentences
from prepkit.question import SampleAnswer
from tests.eval.dataset import PARTS, Answer
from tests.eval.score import best_threshold

VOCABULARY = 250
FOLDS = 8
SAMPLES_COUNT = 1 / 3
"""How much a sample answer of the bank counts beside an answer that people really gave."""
STAR_STRENGTH = 0.4
MANY = 99.0
"""Sentences: more than any answer has, for a part that is told anyway."""
SHORTENED = 4
"""How many incomplete tellings of each sample story are made: a story in the bank has every part."""
Story = list[tuple[str, str | None]]
"""Sentences with the part that each tells."""


def fit(bank: Bank, tune: Sequence[Answer]) -> None:
    """Count the stems and fit the regression anew."""
    lexicon.COUNTED.write_text(json.dumps(_counted(bank), indent=1) + "\n", encoding="utf-8")
    lexicon.shipped.cache_clear()
    star.FITTED.write_text(json.dumps(_star(bank, tune)) + "\n", encoding="utf-8")
    star.fitted.cache_clear()


def _counted(bank: Bank) -> dict[str, object]:
    weights = Weights.of(sentence.text for sample in _samples(bank) for sentence in sentences(_text(sample)))
    common = {stem: count for stem, count in sorted(weights.seen.items()) if count > 1}
    return {"texts": weights.texts, "seen": common}


def _star(bank: Bank, tune: Sequence[Answer]) -> dict[str, object]:
    rng = Random(7)
    stories = [_of_sample(sample) for sample in _samples(bank) if sample.parts]
    told = [*stories, *(_shortened(story, rng) for story in stories for _ in range(SHORTENED))]
    weights = [SAMPLES_COUNT / (1 + SHORTENED)] * len(told)
    for answer in tune:
        for letters in answer.parts:
            told.append(
                [(text, PARTS[letter]) for text, letter in zip(answer.sentences, letters, strict=True)]
            )
            weights.append(1.0)
    common = Counter(stem for story in told for text, _ in story for stem in set(stems(text)))
    vocabulary = {stem: at for at, (stem, _) in enumerate(common.most_common(VOCABULARY))}
    measured = np.vstack([star.features([text for text, _ in story], vocabulary) for story in told])
    classes = [star.CLASSES.index(part) for story in told for _, part in story]
    each = [weight for story, weight in zip(told, weights, strict=True) for _ in story]
    model = LogisticRegression(C=STAR_STRENGTH, max_iter=5_000)
    model.fit(measured, classes, sample_weight=each)
    moves = _moves(told, weights)
    least = _least(tune, measured, classes, each, told, moves)
    return {
        "vocabulary": list(vocabulary),
        "weights": np.round(model.coef_, 4).tolist(),
        "constants": np.round(model.intercept_, 4).tolist(),
        "moves": np.round(moves, 4).tolist(),
        "least": least,
    }


def _least(
    tune: Sequence[Answer],
    measured: NDArray[np.float64],
    classes: Sequence[int],
    each: Sequence[float],
    told: Sequence[Story],
    moves: NDArray[np.float64],
) -> float:
    """From which weight a part counts as told: the best on answers that each fold has not seen.

    One bound for all parts: few answers tell a task, and a bound of its own would fit those few.
    """
    starts = np.cumsum([0, *(len(story) for story in told)])
    first = len(told) - sum(len(answer.parts) for answer in tune)
    rows = {
        answer.id: [first + at for at, owner in enumerate(_owners(tune)) if owner is answer]
        for answer in tune
    }
    weights: dict[str, dict[str, float]] = {}
    questions = sorted({answer.id.rsplit(".", 1)[0] for answer in tune})
    for fold in range(FOLDS):
        left = [a for a in tune if questions.index(a.id.rsplit(".", 1)[0]) % FOLDS == fold]
        out = {row for answer in left for row in rows[answer.id]}
        kept = np.concatenate(
            [np.arange(starts[row], starts[row + 1]) for row in range(len(told)) if row not in out]
        )
        model = LogisticRegression(C=STAR_STRENGTH, max_iter=5_000)
        model.fit(measured[kept], np.array(classes)[kept], sample_weight=np.array(each)[kept])
        for answer in left:
            row = rows[answer.id][0]
            scores = measured[starts[row] : starts[row + 1]] @ model.coef_.T + model.intercept_
            chances = star.log_chances(scores)
            sure = star.confident_parts(chances, moves)
            weights[answer.id] = {
                part: MANY if part in sure else weight
                for part, weight in star.weight_of_parts(chances).items()
            }
    parts = [(letter, part) for letter, part in PARTS.items() if part is not None]
    return round(
        best_threshold(
            [weights[a.id][part] for _, part in parts for a in tune],
            [a.is_there(letter) for letter, _ in parts for a in tune],
        ),
        4,
    )


def _owners(tune: Sequence[Answer]) -> list[Answer]:
    return [answer for answer in tune for _ in answer.parts]


def _moves(told: Sequence[Story], weights: Sequence[float]) -> NDArray[np.float64]:
    """A quarter of the logarithm of how often each class follows each: neighbours are features already."""
    counts = np.ones((len(star.CLASSES) + 1, len(star.CLASSES)))
    for story, weight in zip(told, weights, strict=True):
        before = 0
        for _, part in story:
            now = star.CLASSES.index(part)
            counts[before, now] += weight
            before = now + 1
    moves: NDArray[np.float64] = 0.25 * np.log(counts / counts.sum(axis=1, keepdims=True))
    return moves


def _of_sample(sample: SampleAnswer) -> Story:
    return [(sentence.text, name.lower()) for name, text in sample.parts for sentence in sentences(text)]


def _shortened(story: Story, rng: Random) -> Story:
    """The story with a part or two left out, or cut off."""
    gone = set(rng.sample(["situation", "task", "action", "result"], rng.choice((1, 1, 2))))
    kept = [(text, part) for text, part in story if part not in gone]
    return kept or story


def _samples(bank: Bank) -> list[SampleAnswer]:
    return [sample for question in bank.ids for sample in bank.question(question).samples]


def _text(sample: SampleAnswer) -> str:
    return sample.text or "\n".join(text for _, text in sample.parts)
