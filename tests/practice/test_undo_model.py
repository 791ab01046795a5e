"""Rate, suspend, undo and rebuild, in any order, against a plain list of what should be true."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.card_ids import question_card
from prepkit.model import Mark, Rating, Settings
from prepkit.practice import replay
from prepkit.practice.session import begin, current, rate, reveal, set_aside, undo
from prepkit.store import attempts, card_states, marks, open_memory, profiles, tallies
from prepkit.workspace import Workspace, new_uuid
from tests.practice.conftest import at

BANK: dict[str, Bank] = {}


class Practice(RuleBasedStateMachine):
    """The model: a list of (kind, card, rating, moment); undo pops its last entry."""

    @initialize()
    def start(self) -> None:
        self.hours = 0
        self.done: list[tuple[str, str, int, int]] = []
        self.database = open_memory()
        store = profiles.latest(self.database, new_id="me", now=0)
        self.workspace = Workspace(store, BANK["bank"], Settings(), new_uuid)
        self.cards = [question_card(question) for question in BANK["bank"].ids[:6]]
        begin(self.workspace, "Model", self.cards, at())

    @rule(rating=st.sampled_from(Rating), hours=st.integers(0, 200), twice=st.booleans())
    def rate_the_card(self, rating: Rating, hours: int, twice: bool) -> None:
        session = current(self.workspace)
        if session is None or session.card is None:
            return
        self.hours += hours
        now, card = at(hours=self.hours), session.card
        reveal(self.workspace, card.attempt_id, None, now)
        for _ in range(1 + twice):
            rate(self.workspace, card.attempt_id, rating, now)
        self.done.append(("rate", card.card_id, int(rating), now.now))

    @rule()
    def suspend_the_card(self) -> None:
        session = current(self.workspace)
        if session is None or session.card is None:
            return
        card = session.card.card_id
        set_aside(self.workspace, card, Mark(card, suspended=True), "suspend", at(hours=self.hours))
        self.done.append(("suspend", card, 0, 0))

    @rule()
    def undo_the_last(self) -> None:
        action = undo(self.workspace, at(hours=self.hours))
        expected = self.done.pop() if self.done else None
        assert (action and (action.kind, action.card_id)) == (expected and expected[:2])

    @rule()
    def begin_again(self) -> None:
        begin(self.workspace, "Again", self.cards, at(hours=self.hours))

    @invariant()
    def attempts_are_the_list(self) -> None:
        counted = list(attempts.in_order(self.workspace.store))
        assert counted == [entry[1:] for entry in self.done if entry[0] == "rate"]

    @invariant()
    def suspended_are_the_list(self) -> None:
        suspended = {card for card, mark in marks.list_all(self.workspace.store).items() if mark.suspended}
        assert suspended == {entry[1] for entry in self.done if entry[0] == "suspend"}

    @invariant()
    def rebuild_equals_stored(self) -> None:
        store = self.workspace.store
        stored, counted = card_states.list_all(store), tallies.ratings_by_day(store)
        replay.rebuild(store)
        tallies.recount(store)
        assert card_states.list_all(store) == stored
        assert tallies.ratings_by_day(store) == counted

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()


@pytest.fixture(autouse=True, scope="module")
def _bank(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder: Path = tmp_path_factory.mktemp("bank")
    generate(folder, 6)
    BANK["bank"] = load(folder)


Practice.TestCase.settings = examples(max_examples=40, stateful_step_count=25, deadline=None)
TestPractice = Practice.TestCase
