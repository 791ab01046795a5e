"""The library without a browser: a rating, a search, a rebuild, and how each grows."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import fsrs

from prepkit.bank import Bank, SearchIndex, load, question_index
from prepkit.card_ids import question_card
from prepkit.model import Clock, Rating, Settings
from prepkit.practice.clock import clock_at, to_datetime
from prepkit.practice.replay import rebuild
from prepkit.practice.session import begin, current, rate, reveal
from prepkit.store import attempts, card_states, open_file, profiles
from prepkit.workspace import Workspace
from tests.bench import peers, scenes
from tests.bench.measure import Row, Sample, in_turn, timed

QUESTIONS, ANSWERED = 10_000, 100_000
GROWTH = ((100, 1_000), (10_000, 100_000), (100_000, 100_000), (10_000, 1_000_000))
WORDS = ("refund", "voucher", "overtime", "kestrel", "heron", "willow", "dismissal")
TEN_MINUTES = timedelta(minutes=10)
RATINGS = (Rating.SHAKY, Rating.SOLID, Rating.SOLID, Rating.READY)


@dataclass(slots=True)
class Loop:
    """A practice session that can be stepped through for ever."""

    workspace: Workspace
    rng: random.Random

    def step(self) -> float:
        """Pick the next card and store its rating durably; milliseconds. The reveal before is not counted."""
        session = current(self.workspace)
        if session is None or session.card is None:
            self.begin()
            return self.step()
        reveal(self.workspace, session.card.attempt_id, None, _clock())
        moment, rating = _clock(), self.rng.choice(RATINGS)
        began = time.perf_counter()
        session = current(self.workspace)
        if session is not None and session.card is not None:
            rate(self.workspace, session.card.attempt_id, rating, moment)
        return (time.perf_counter() - began) * 1000

    def begin(self) -> None:
        """A session over everything, in random order."""
        cards = [question_card(question) for question in self.workspace.bank.ids]
        self.rng.shuffle(cards)
        begin(self.workspace, "Everything", cards, _clock())


def open_loop(scratch: Path, bank: Bank, questions: int, answered: int) -> Loop:
    """A session over a copy of the scene's database."""
    db = open_file(scenes.data_folder(scratch, questions, answered) / "prepkit.db")
    store = profiles.latest(db, new_id="bench", now=0)
    loop = Loop(Workspace(store, bank, Settings()), random.Random(scenes.SEED))
    loop.begin()
    return loop


def against_anki(scratch: Path, rounds: int) -> list[Row]:
    """A rating and a search, beside Anki's own engine on a collection of the same size."""
    bank = load(scenes.bank_folder(QUESTIONS))
    texts = [_document(bank, question) for question in bank.ids]
    loop = open_loop(scratch, bank, QUESTIONS, ANSWERED)
    index = question_index(bank)
    folder = scratch / "anki"
    folder.mkdir()
    with peers.anki(folder, QUESTIONS, ANSWERED, texts) as anki:
        ours, theirs = in_turn(loop.step, lambda: anki.ask("step"), rounds, warm=20)
        rows = [Row("pick a card, store its rating", ours, "Anki's engine", theirs, {"median": 1.0})]
        found: list[tuple[float, float]] = []
        for word in WORDS:
            mine, its = in_turn(timed(partial(index.search, word)), partial(anki.ask, f"find {word}"), 5)
            found += zip(mine.values, its.values, strict=True)
    return [*rows, *_search_rows(index, texts, found)]


def _search_rows(index: SearchIndex, texts: list[str], found: list[tuple[float, float]]) -> list[Row]:
    import pandas as pd

    series = pd.Series(texts, dtype="str")
    scanned: list[tuple[float, float]] = []
    for word in WORDS:
        mine, its = in_turn(
            timed(partial(index.search, word)),
            timed(partial(series.str.contains, word, case=False, regex=False)),
            3,
        )
        scanned += zip(mine.values, its.values, strict=True)
    return [
        Row("search 10,000 questions", *_pair(found, "Anki's find_notes"), {"median": 1.0}),
        Row("search 10,000 questions", *_pair(scanned, "pandas str.contains"), {"median": 1.0}),
    ]


def _pair(values: list[tuple[float, float]], against: str) -> tuple[Sample, str, Sample]:
    return Sample("ms", tuple(a for a, _ in values)), against, Sample("ms", tuple(b for _, b in values))


def growth(scratch: Path, rounds: int) -> list[Row]:
    """The same step with ever more questions and attempts behind it."""
    loops = {}
    for number, (questions, answered) in enumerate(GROWTH):
        bank = load(scenes.bank_folder(questions))
        loops[questions, answered] = open_loop(scratch / str(number), bank, questions, answered)
    smallest, *larger = loops.items()
    rows = []
    for (questions, answered), loop in larger:
        ours, least = in_turn(loop.step, smallest[1].step, rounds, warm=20)
        name = f"the same, {questions:,} questions, {answered:,} attempts"
        rows.append(Row(name, ours, "100 questions, 1,000 attempts", least, {"median": 1.2}))
    return rows


def rebuilding(scratch: Path, rounds: int, answered: int = 1_000_000) -> list[Row]:
    """All card states from the attempts, beside a plain loop over py-fsrs."""
    folder = scenes.data_folder(scratch, QUESTIONS, answered)
    db = open_file(folder / "prepkit.db")
    store = profiles.latest(db, new_id="bench", now=0)
    history = list(attempts.in_order(store))
    ours, theirs = in_turn(timed(lambda: rebuild(store)), timed(lambda: plain_loop(history)), rounds, warm=0)
    expected = plain_loop(history)
    apart = max(
        max(abs(state.stability / card.stability - 1), abs(state.difficulty / card.difficulty - 1))
        for state in card_states.list_all(store)
        for card in (expected[state.card_id],)
        if card.stability and card.difficulty
    )
    row = Row(
        f"rebuild from {answered:,} attempts",
        ours,
        "a plain loop over py-fsrs",
        theirs,
        {"median": 1 / 5},
        f"states differ by at most {apart:.0e}",
    )
    return [row]


def plain_loop(history: list[tuple[str, int, int]]) -> dict[str, fsrs.Card]:
    """What anybody would write first: py-fsrs, one review after the other."""
    steps = [TEN_MINUTES]
    scheduler = fsrs.Scheduler(
        learning_steps=steps, relearning_steps=steps, maximum_interval=365, enable_fuzzing=False
    )
    cards: dict[str, fsrs.Card] = {}
    for card_id, rating, at in history:
        card = cards.get(card_id) or fsrs.Card(card_id=1)
        cards[card_id], _ = scheduler.review_card(card, fsrs.Rating(rating), to_datetime(at))
    return cards


def _document(bank: Bank, question_id: str) -> str:
    question = bank.question(question_id)
    parts = [question.prompt, *(variant.text for variant in question.variants)]
    parts += [point.text for point in question.key_points]
    parts += [" ".join((sample.text, *dict(sample.parts).values())) for sample in question.samples]
    return " ".join(parts)


def _clock() -> Clock:
    return clock_at(datetime.now(UTC), "UTC")
