"""Which cards a person has."""

from __future__ import annotations

from dataclasses import replace

from prepkit.card_ids import question_card
from prepkit.model import Rating, Settings
from prepkit.practice.cards import core_cards, role_cards, started, target_cards
from prepkit.practice.schedule import review
from prepkit.store import card_states, open_memory, profiles
from prepkit.workspace import Workspace
from tests.practice.conftest import at
from tests.shipped import shipped_bank

ROLE = "customer-operations-manager"
SHIPPED = shipped_bank()


def of_role(role: str | None) -> Workspace:
    store = profiles.latest(open_memory(), new_id="me", now=at().now)
    return Workspace(store, SHIPPED, Settings(target_role=role))


def test_a_metric_comes_among_the_questions_once_it_was_practised() -> None:
    workspace = of_role(ROLE)
    metric = next(iter(SHIPPED.reference.terms))
    assert target_cards(workspace) == role_cards(workspace)
    card_states.save(workspace.store, review(None, metric, Rating.SOLID, at().now, 0.9))
    assert started(workspace) == [metric]
    assert target_cards(workspace) == [*role_cards(workspace), metric]


def test_a_role_has_its_questions_the_core_first_and_without_one_every_question_counts() -> None:
    workspace = of_role(ROLE)
    core = core_cards(workspace, ROLE)
    assert core == role_cards(workspace)[: len(core)]
    everything = role_cards(replace(workspace, settings=Settings()))
    assert everything == [question_card(question) for question in SHIPPED.ids]


def test_the_core_of_all_roles_holds_each_question_once() -> None:
    workspace = of_role(None)
    together = core_cards(workspace, None)
    assert len(together) == len(set(together))
    assert set(together) == {card for role in SHIPPED.roles for card in core_cards(workspace, role.id)}
