"""Anki's own engine on a collection as large as ours, one step at a time on request.

Runs in an environment of its own, because ``anki`` brings its own protobuf:
``python anki_peer.py FOLDER NOTES REVIEWS TEXTS`` answers every line it is sent with milliseconds:
``step`` draws the next card and stores a rating, ``find WORD`` searches. TEXTS is a file with one
note a line.
"""

import json
import random
import sys
import time
from pathlib import Path

import anki.collection  # noqa: F401  # first, or anki.cards imports itself in a circle
from anki.cards import Card
from anki.collection import AddNoteRequest, Collection
from anki.scheduler.v3 import CardAnswer

RATINGS = (CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.GOOD, CardAnswer.EASY)
FULL_SYNC = 2
MANY = 9999


def build(folder: Path, notes: int, reviews: int, texts: Path) -> Collection:
    """A collection of Basic notes that were all reviewed before and are all due today."""
    collection = Collection(str(folder / "collection.anki2"))
    if collection.db.scalar("PRAGMA synchronous") != FULL_SYNC:
        raise SystemExit("Anki does not write with full sync here: the comparison would be unfair.")
    basic, deck = collection.models.by_name("Basic"), collection.decks.id("Default")
    lines = texts.read_text("utf-8").splitlines()
    requests = []
    for number in range(notes):
        note = collection.new_note(basic)
        note["Front"], note["Back"] = f"{number} {lines[number % len(lines)]}".split(" ", 1)
        requests.append(AddNoteRequest(note, deck))
    collection.add_notes(requests)
    limits = collection.decks.config_dict_for_deck_id(deck)
    limits["new"]["perDay"] = limits["rev"]["perDay"] = MANY
    collection.decks.save(limits)
    collection.set_config("fsrs", True)
    cards = [row[0] for row in collection.db.all("SELECT id FROM cards")]
    rng = random.Random(1)
    start = int((time.time() - 900 * 86400) * 1000)
    collection.db.executemany(
        "INSERT INTO revlog VALUES (?, ?, -1, ?, 10, 5, 2500, 90000, 1)",
        [(start + number * 700, rng.choice(cards), rng.choice((1, 2, 3, 4))) for number in range(reviews)],
    )
    # With its memory state stored, as on any collection in use: else Anki derives it from the log each time.
    memory = json.dumps(
        {"s": 10.0, "d": 5.0, "dr": 0.9, "decay": 0.1542, "lrt": int(time.time()) - 11 * 86400}
    )
    collection.db.execute(
        "UPDATE cards SET type = 2, queue = 2, ivl = 10, factor = 2500, reps = 5, due = 0, data = ?", memory
    )
    return collection


def step(collection: Collection) -> None:
    """Draw the next card and store a rating for it."""
    queued = collection.sched.get_queued_cards().cards[0]
    card = Card(collection, backend_card=queued.card)
    card.start_timer()
    answer = collection.sched.build_answer(card=card, states=queued.states, rating=random.choice(RATINGS))
    collection.sched.answer_card(answer)


def main() -> None:
    """Build, say ``ready``, then answer each line with how many milliseconds it took."""
    folder, notes, reviews, texts = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    collection = build(folder, notes, reviews, texts)
    print("ready", flush=True)
    for line in sys.stdin:
        command, _, word = line.strip().partition(" ")
        began = time.perf_counter()
        if command == "step":
            step(collection)
        else:
            collection.find_notes(word)
        print((time.perf_counter() - began) * 1000, flush=True)


if __name__ == "__main__":
    main()
