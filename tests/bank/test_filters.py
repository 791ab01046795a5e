from __future__ import annotations

import pytest

from prepkit.bank import Bank, question_index, select
from prepkit.bank.filters import Filters
from prepkit.model import Status
from prepkit.question import Likelihood
from tests.bank.folder import Folder

ROLE = "customer-service-manager"


@pytest.fixture
def bank(folder: Folder) -> Bank:
    return folder.load()


def chosen(
    bank: Bank,
    filters: Filters,
    statuses: dict[str, Status] | None = None,
    flagged: frozenset[str] = frozenset(),
) -> list[str]:
    return list(select(bank, filters, search=question_index(bank), statuses=statuses or {}, flagged=flagged))


def test_no_filter_gives_everything_in_file_order(bank: Bank) -> None:
    assert chosen(bank, Filters()) == list(bank.ids)


def test_a_role_gives_its_questions_in_its_own_order(folder: Folder) -> None:
    rows = [row for row in folder.rows("question_roles") if row["role"] == ROLE]
    folder.remove("question_roles", lambda row: row["role"] == ROLE)
    rows[0].update(likelihood="occasional", position="")
    rows[1].update(likelihood="common", position="")
    rows[2].update(position="2")
    rows[3].update(position="1")
    folder.write("question_roles", folder.rows("question_roles") + rows[:4])
    bank = folder.load()
    expected = [rows[3], rows[2], rows[1], rows[0]]
    assert chosen(bank, Filters(role=ROLE)) == [row["question"] for row in expected]
    assert chosen(bank, Filters(role="astronaut")) == []


def test_values_of_one_filter_add_up_and_filters_narrow_each_other(bank: Bank) -> None:
    kinds = chosen(bank, Filters(kinds=("technical", "general")))
    assert kinds == [q for q in bank.ids if bank.question(q).kind in ("technical", "general")]
    easy = chosen(bank, Filters(kinds=("technical", "general"), difficulties=("easy",)))
    assert easy == [q for q in kinds if bank.question(q).difficulty == "easy"]
    competency = bank.question(bank.ids[0]).competency
    found = chosen(bank, Filters(competencies=(competency,)))
    assert found == [q for q in bank.ids if bank.question(q).competency == competency]
    assert chosen(bank, Filters(kinds=("nonsense",))) == []


def test_an_industry_means_a_sample_answer_from_it(bank: Bank) -> None:
    found = chosen(bank, Filters(industries=("retail", "banking")))
    wanted = {"retail", "banking"}
    assert found == [q for q in bank.ids if wanted & {s.industry for s in bank.question(q).samples}]
    assert 0 < len(found) < len(bank)
    assert chosen(bank, Filters(industries=("retail",), kinds=("nonsense",))) == []


def test_questions_without_a_status_are_new(bank: Bank) -> None:
    first, second, third, *rest = bank.ids
    statuses = {first: Status.DUE, second: Status.SUSPENDED, third: Status.LEARNING}
    assert chosen(bank, Filters(statuses=("due", "suspended")), statuses) == [first, second]
    assert chosen(bank, Filters(statuses=("new",)), statuses) == rest


def test_flagged_keeps_only_flagged_questions(bank: Bank) -> None:
    flagged = frozenset({bank.ids[4], bank.ids[2]})
    assert chosen(bank, Filters(flagged=True), flagged=flagged) == [bank.ids[2], bank.ids[4]]


def test_a_search_ranks_within_the_other_filters(folder: Folder) -> None:
    prompt = folder.rows("questions")[7]["prompt"]
    folder.change("questions", 9, prompt=f"{prompt} Marmalade?")
    folder.change("weak_answers", 2, text="I like marmalade.")
    bank = folder.load()
    first, eighth = bank.ids[0], bank.ids[7]
    assert chosen(bank, Filters(text="marmalade")) == [eighth, first]
    assert chosen(bank, Filters(text="marmalade", flagged=True), flagged=frozenset({first})) == [first]
    for role in bank.roles:
        asked = [q for q in (eighth, first) if bank.likelihood(q, role.id) is not None]
        assert chosen(bank, Filters(text="marmalade", role=role.id)) == asked
    assert chosen(bank, Filters(text="   ")) == list(bank.ids)


def test_likelihood_orders_before_place_in_the_file(bank: Bank) -> None:
    for role in bank.roles:
        ranks = [
            list(Likelihood).index(bank.likelihood(q, role.id) or Likelihood.CORE)
            for q in bank.in_role(role.id)
        ]
        assert ranks == sorted(ranks)
