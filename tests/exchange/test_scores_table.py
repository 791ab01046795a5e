from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.exchange.scores_table import COLUMNS, write_csv
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, MockKind
from prepkit.model import Attempt, Rating
from prepkit.store import Store, attempts, open_memory, profiles, scores
from prepkit.store.scores import Rater, Score

DAY = 86_400_000_000


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


@pytest.fixture
def coach() -> Iterator[Store]:
    database = open_memory()
    yield profiles.latest(database, new_id="coach", now=0)
    database.close()


def add_client(coach: Store, name: str) -> Store:
    return profiles.add_client(coach, name, new_id=name.casefold(), now=1)


def answer(
    client: Store,
    question: str,
    day: str,
    *,
    own: int = 0,
    by_coach: int = 0,
    mode: str = "mock",
    session: str | None = None,
    ticks: tuple[str, ...] = (),
) -> str:
    attempt = f"{client.profile_id}-{question}-{day}"
    attempts.append(
        client,
        Attempt(
            attempt, f"q:{question}", Rating.SOLID, DAY, day, "Europe/London",
            mode=mode, session_id=session, ticks=ticks,
        ),
    )  # fmt: skip
    given = ((Rater.SELF, own), (Rater.COACH, by_coach))
    scores.save(client, [Score(attempt, rater, "lead", value) for rater, value in given if value], 5)
    return attempt


def table(coach: Store, bank: Bank) -> list[dict[str, str]]:
    content = write_csv(coach, bank, profiles.clients(coach), "Kim")
    assert content.startswith(b"\xef\xbb\xbf"), "a spreadsheet needs the mark to read UTF-8"
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_row_tells_the_whole_of_one_scored_answer(coach: Store, bank: Bank) -> None:
    maria = add_client(coach, "Maria")
    question = bank.question("furious-caller")
    item = MockItem("x", question.id)
    repository.save(maria, "round", Mock("Round with a coach", "lead", (item,), DAY, MockKind.ROUND), DAY)
    first = question.key_points[0].id
    answer(maria, question.id, "2026-11-23", own=4, by_coach=2, session="round", ticks=(first, "gone"))
    assert table(coach, bank) == [
        {
            "Client": "Maria",
            "Day": "2026-11-23",
            "Time zone": "Europe/London",
            "Interview": "Round with a coach",
            "Question": question.prompt,
            "Competency": bank.competency(question.competency).name,
            "Level": "Team lead",
            "Own score": "4",
            "Coach's score": "2",
            "Coach": "Kim",
            "Rating": "Solid",
            "Key points ticked": "1",
            "Key points in all": str(len(question.key_points)),
        }
    ]
    assert tuple(table(coach, bank)[0]) == COLUMNS


def test_a_score_that_came_in_a_file_names_the_coach_who_set_it(coach: Store, bank: Bank) -> None:
    maria = add_client(coach, "Maria")
    sent = Mock("Thursday", "lead", (), DAY, MockKind.ASSIGNMENT, set_by="Robin", is_from_file=True)
    repository.save(maria, "sent", sent, DAY)
    answer(maria, "furious-caller", "2026-11-23", by_coach=2, session="sent")
    answer(maria, "staying-calm", "2026-11-24", own=3, session="sent")
    assert [row["Coach"] for row in table(coach, bank)] == ["Robin", ""]


def test_practice_alone_stays_out_and_what_is_missing_stays_empty(coach: Store, bank: Bank) -> None:
    maria = add_client(coach, "Maria")
    answer(maria, "staying-calm", "2026-11-22", mode="practise")
    attempts.void(maria, answer(maria, "staying-calm", "2026-11-23", own=4), 9)
    answer(maria, "their-own/question", "2026-11-24", own=4)
    (row,) = table(coach, bank)
    assert row["Question"] == "their-own/question (not in your bank)"
    assert (row["Competency"], row["Coach's score"], row["Key points in all"]) == ("", "", "")


def test_names_and_titles_are_no_formulas(coach: Store, bank: Bank) -> None:
    client = add_client(coach, "=HYPERLINK(1)")
    repository.save(client, "m", Mock("+1", "lead", (), DAY), DAY)
    answer(client, "staying-calm", "2026-11-23", session="m")
    (row,) = table(coach, bank)
    assert (row["Client"], row["Interview"]) == ("'=HYPERLINK(1)", "'+1")


def test_without_an_answer_there_are_the_headings_alone(coach: Store, bank: Bank) -> None:
    add_client(coach, "Maria")
    assert table(coach, bank) == []
