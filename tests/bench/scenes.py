"""Banks and databases to measure with: made from a seed, kept in ``.bench`` between runs, copied for use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import groupby, islice
from pathlib import Path
from random import Random
from uuid import UUID

from prepkit.bank.generate import generate
from prepkit.card_ids import question_card
from prepkit.model import Attempt, Confidence, Rating
from prepkit.practice.replay import rebuild
from prepkit.store import Store, attempts, first_schema, migrations, open_file, profiles, sessions

KEPT = Path(__file__).parents[2] / ".bench"
SEED = 20
DAYS = 900
RATINGS = (1, 2, 3, 3, 3, 4)
CONFIDENCES = (*Confidence, None)
AGAIN_MINUTES = 12
SITTING = 20
BATCH = 50_000


def bank_folder(questions: int) -> Path:
    """A folder with the tables of so many generated questions."""
    folder = KEPT / f"bank-{questions}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        generate(folder, questions, seed=SEED)
        (folder / "complete").touch()
    return folder


def question_ids(questions: int) -> list[str]:
    """The ids of the generated questions, without reading the tables."""
    return [f"question-{number:05}" for number in range(questions)]


def database(questions: int, answered: int) -> Path:
    """A database in which so many attempts at so many questions were made up to yesterday."""
    # The name holds what the contents depend on: the day, for what is due, and the schema.
    modules = (migrations.__file__, first_schema.__file__)
    schema = sha256(b"".join(Path(name).read_bytes() for name in modules)).hexdigest()[:8]
    kept = KEPT / f"{datetime.now(UTC):%Y-%m-%d}-{schema}-{questions}-{answered}.db"
    if not kept.exists():
        for old in KEPT.glob(f"*-{questions}-{answered}.db*"):
            old.unlink()
        making = kept.with_suffix(".making")
        making.unlink(missing_ok=True)
        _fill(making, questions, answered)
        making.rename(kept)
    return kept


def data_folder(scratch: Path, questions: int, answered: int) -> Path:
    """A fresh data folder under ``scratch``, as PREPKIT_DATA wants it, holding a copy of that database."""
    folder = scratch / f"data-{questions}-{answered}"
    folder.mkdir(parents=True)
    shutil.copy(database(questions, answered), folder / "prepkit.db")
    return folder


def history(questions: int, answered: int, seed: int = SEED) -> Iterator[Attempt]:
    """``answered`` attempts, oldest first: sittings over ``DAYS`` days; what failed is soon tried again."""
    for number, attempt in enumerate(_answers(questions, answered, Random(seed))):
        yield replace(attempt, session_id=f"sitting-{number // SITTING}")


def _answers(questions: int, answered: int, rng: Random) -> Iterator[Attempt]:
    cards = [question_card(question) for question in question_ids(questions)]
    yesterday = datetime.now(UTC).replace(hour=7, minute=0, second=0, microsecond=0) - timedelta(days=1)
    pause = timedelta(days=DAYS) / answered
    moment = yesterday - timedelta(days=DAYS)
    left = answered
    while left:
        card = rng.choice(cards)
        rating = Rating(rng.choice(RATINGS))
        yield _attempt(rng, card, rating, moment)
        left -= 1
        if rating is Rating.COULD_NOT and left:
            yield _attempt(rng, card, Rating.SOLID, moment + timedelta(minutes=AGAIN_MINUTES))
            left -= 1
        moment += pause


def _attempt(rng: Random, card: str, rating: Rating, moment: datetime) -> Attempt:
    return Attempt(
        id=str(UUID(int=rng.getrandbits(128), version=4)),
        card_id=card,
        rating=rating,
        confidence=rng.choice(CONFIDENCES),
        answered_at=int(moment.timestamp() * 1_000_000),
        local_day=moment.date().isoformat(),
        tz="UTC",
        duration_ms=rng.randint(40_000, 180_000),
        bank_version="bench",
    )


def _sit(store: Store, sitting: str, asked: list[Attempt]) -> None:
    sessions.start(
        store, sitting, "Today", [attempt.card_id for attempt in asked], asked[0].answered_at, keep_since=0
    )
    sessions.show(store, sitting, len(asked), None)
    sessions.end(store, sitting, asked[-1].answered_at)


def _fill(path: Path, questions: int, answered: int) -> None:
    db = open_file(path)
    store = profiles.latest(db, new_id="bench", now=0)
    made = history(questions, answered)
    while batch := list(islice(made, BATCH)):
        with db.transaction():
            attempts.append_many(store, batch)
            for sitting, asked in groupby(batch, key=lambda attempt: attempt.session_id):
                _sit(store, str(sitting), list(asked))
    rebuild(store)
    db.row("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
