from __future__ import annotations

import pytest

from prepkit.bank import Bank
from prepkit.card_ids import question_card
from prepkit.insight.readiness import by_competency, by_role, readiness
from prepkit.model import CardPhase, CardState, Clock, Rating
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.store import Store, card_states

COUNTED = """SELECT DISTINCT card_id FROM attempts AS a
    LEFT JOIN voids AS v ON v.attempt_id = a.id WHERE v.attempt_id IS NULL AND a.profile_id = 'me'"""


def state(card: str, rating: Rating, stability: float = 10.0) -> CardState:
    return CardState(card, stability, 5.0, 0, CardPhase.REVIEW, None, 0, 1, 0, rating)


def test_three_shares_by_hand() -> None:
    """After exactly one stability, FSRS recall is 90 % by definition."""
    states = {
        "q:a": state("q:a", Rating.SOLID),
        "q:b": state("q:b", Rating.SHAKY),
        "q:z": state("q:z", Rating.READY),
    }

    found = readiness(states, ["q:a", "q:b", "q:c", "q:d"], 10 * MICROS_A_DAY)

    assert (found.cards, found.attempted, found.covered) == (4, 2, 0.5)
    assert found.recalled == pytest.approx(2 * 0.9 / 4)
    assert found.ready == pytest.approx(0.9 / 4)


def test_no_cards_and_no_attempts_are_zeros() -> None:
    assert readiness({}, [], 0).covered == 0
    assert readiness({}, ["q:a"], 0).recalled == 0


def test_competencies_add_up_to_the_whole(bank: Bank, played: Store, clock: Clock) -> None:
    cards = [question_card(question) for question in bank.core("customer-operations-manager")]
    states = card_states.of_cards(played, cards)
    whole = readiness(states, cards, clock.now)

    frame = by_competency(bank, states, cards, clock.now)

    assert frame["cards"].sum() == whole.cards == len(cards)
    assert frame["attempted"].sum() == whole.attempted
    for share in ("covered", "recalled", "ready"):
        assert (frame[share] * frame["cards"]).sum() / len(cards) == pytest.approx(getattr(whole, share))


def test_coverage_equals_a_plain_query(bank: Bank, played: Store, clock: Clock) -> None:
    attempted = {row["card_id"] for row in played.db.rows(COUNTED)}
    states = {found.card_id: found for found in card_states.list_all(played)}

    frame = by_role(bank, states, clock.now)

    assert list(frame["id"]) == [role.id for role in bank.roles]
    for row in frame.itertuples():
        core = {question_card(question) for question in bank.core(str(row.id))}
        assert row.attempted == len(core & attempted)
        assert row.covered == pytest.approx(len(core & attempted) / len(core))


def test_an_untouched_competency_is_there_and_last(bank: Bank) -> None:
    first, other = (
        bank.ids[0],
        next(
            question
            for question in bank.ids
            if bank.question(question).competency != bank.question(bank.ids[0]).competency
        ),
    )
    cards = [question_card(other), question_card(first)]

    frame = by_competency(bank, {cards[1]: state(cards[1], Rating.COULD_NOT)}, cards, 0)

    assert list(frame["attempted"]) == [1, 0]
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "id": "str",
        "name": "str",
        "cards": "int64",
        "attempted": "int64",
        "covered": "float64",
        "recalled": "float64",
        "ready": "float64",
    }
