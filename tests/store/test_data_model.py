"""Whatever is done to the data, in whatever order, it holds what a plain list would hold."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from prepkit.exchange import archive
from prepkit.model import Attempt, Rating, Settings
from prepkit.practice import replay
from prepkit.practice.clock import clock_at
from prepkit.practice.session import recompute
from prepkit.store import Store, attempts, card_states, notes, open_file, profiles, tallies
from prepkit.store.backup import back_up
from prepkit.store.restore import restore
from prepkit.workspace import Workspace

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CARDS = ("q:a", "q:b", "t:c")
Model = tuple[dict[str, int], frozenset[str], str, int]
"""Attempts (id -> answered at), which are void, the note, and when that was written."""


class Data(RuleBasedStateMachine):
    """One profile in a file, beside dictionaries that say what must be in it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="prepkit-model-"))
        self.path = self.folder / "prepkit.db"
        self.db = open_file(self.path)
        self.moment = START
        self.made: dict[str, int] = {}
        self.void: set[str] = set()
        self.note, self.noted_at = "", 0
        self.number = 0
        self.backups: list[tuple[Path, Model]] = []
        self.archives: list[tuple[bytes, Model]] = []

    def teardown(self) -> None:
        self.db.close()
        shutil.rmtree(self.folder)

    @property
    def store(self) -> Store:
        return profiles.latest(self.db, new_id="me", now=1)

    def tick(self) -> int:
        self.moment += timedelta(minutes=7)
        return clock_at(self.moment, "UTC").now

    def model(self) -> Model:
        return dict(self.made), frozenset(self.void), self.note, self.noted_at

    @rule(card=strategies.sampled_from(CARDS), rating=strategies.sampled_from(Rating))
    def rate(self, card: str, rating: Rating) -> None:
        now, self.number = self.tick(), self.number + 1
        attempt = Attempt(
            id=f"a{self.number}",
            card_id=card,
            rating=rating,
            answered_at=now,
            local_day=self.moment.date().isoformat(),
            tz="UTC",
        )
        assert attempts.append(self.store, attempt)
        assert not attempts.append(self.store, attempt)
        self.recompute(card)
        self.made[attempt.id] = now

    @precondition(lambda self: self.made)
    @rule(data=strategies.data())
    def take_back(self, data: strategies.DataObject) -> None:
        chosen = data.draw(strategies.sampled_from(sorted(self.made)))
        attempts.void(self.store, chosen, self.tick())
        attempt = attempts.by_id(self.store, chosen)
        assert attempt is not None
        self.recompute(attempt.card_id)
        self.void.add(chosen)

    def recompute(self, card: str) -> None:
        recompute(Workspace(self.store, None, Settings()), card)  # type: ignore[arg-type]

    @rule(text=strategies.text(max_size=20))
    def write_a_note(self, text: str) -> None:
        self.noted_at = self.tick()
        notes.save(self.store, "q:a", text, self.noted_at)
        self.note = text if text.strip() else ""

    @rule()
    def restart(self) -> None:
        self.db.close()
        self.db = open_file(self.path)

    @rule()
    def back_up(self) -> None:
        self.tick()
        made = back_up(self.db, self.folder / "backups", self.moment)
        # Whether the very bytes are there already is SQLite's affair: the list grows in either case, so that
        # what is drawn from it does not depend on that.
        self.backups.append((made or self.folder / "nothing new", self.model()))

    @precondition(lambda self: self.backups)
    @rule(data=strategies.data())
    def go_back(self, data: strategies.DataObject) -> None:
        path, (made, void, note, noted_at) = data.draw(strategies.sampled_from(self.backups))
        if not path.exists():
            return
        self.tick()
        restore(self.db, path, self.moment)
        self.made, self.void, self.note, self.noted_at = dict(made), set(void), note, noted_at

    @rule()
    def take_along(self) -> None:
        content = archive.write(self.store, clock_at(self.moment, "UTC"))
        self.archives.append((content, self.model()))

    @precondition(lambda self: self.archives)
    @rule(data=strategies.data())
    def bring_back(self, data: strategies.DataObject) -> None:
        content, (made, void, note, noted_at) = data.draw(strategies.sampled_from(self.archives))
        found = archive.read("PrepKit.json", content)
        assert found.problems == ()
        assert archive.merge(self.store, found) == len(made.keys() - self.made.keys())
        self.made |= made
        self.void |= void
        if noted_at > self.noted_at:
            self.note, self.noted_at = note, noted_at

    @precondition(lambda self: self.archives)
    @rule(data=strategies.data())
    def go_on_elsewhere(self, data: strategies.DataObject) -> None:
        """An empty database, into which an archive is taken."""
        self.db.close()
        for file in self.folder.glob("prepkit.db*"):
            file.unlink()
        self.db = open_file(self.path, anew=True)
        self.made, self.void, self.note, self.noted_at = {}, set(), "", 0
        self.bring_back(data)

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        rows = self.db.rows("SELECT id, answered_at FROM attempts ORDER BY seq")
        assert [row["id"] for row in rows] == sorted(self.made, key=self.made.__getitem__)
        assert {row["id"]: row["answered_at"] for row in rows} == self.made
        voids = {row["attempt_id"] for row in self.db.rows("SELECT attempt_id FROM voids")}
        assert voids == self.void
        assert notes.get(self.store, "q:a") == self.note

    @invariant()
    def counts_and_states_are_those_of_the_attempts(self) -> None:
        assert tallies.total(self.store) == len(self.made) - len(self.void)
        states = card_states.of_cards(self.store, CARDS)
        assert states == {state.card_id: state for state in replay.replay_all(self.history(), 0.9)}

    def history(self) -> list[tuple[str, int, int]]:
        return list(attempts.in_order(self.store))


TestData = Data.TestCase
TestData.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
