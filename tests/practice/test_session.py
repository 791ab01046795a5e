from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prepkit.bank.generate import generate
from prepkit.card_ids import question_card
from prepkit.model import Attempt, Clock, Confidence, Mark, Rating, Settings, Status
from prepkit.practice import queue
from prepkit.practice.session import (
    ClickOutcome,
    begin,
    count_time,
    current,
    finish,
    on_screen,
    rate,
    remaining,
    resume,
    reveal,
    set_aside,
    tick,
    undo,
)
from prepkit.practice.weakest import weakest_cards
from prepkit.store import attempts, card_states, drafts, marks, sessions, tallies
from prepkit.store.sessions import OnScreen, Session
from prepkit.workspace import Workspace
from tests.bank.folder import Folder
from tests.practice.conftest import at


def cards(workspace: Workspace, n: int = 3) -> list[str]:
    return [question_card(question) for question in workspace.bank.ids[:n]]


def an_attempt(workspace: Workspace, card: str, rating: Rating, now: Clock) -> Attempt:
    return Attempt(workspace.new_id(), card, rating, now.now, now.day.isoformat(), now.tz)


def shown(workspace: Workspace) -> OnScreen:
    session = current(workspace)
    assert session is not None
    assert session.card is not None
    return session.card


def answer(workspace: Workspace, rating: Rating, **later: float) -> str:
    """Reveal and rate the card on screen; its card id."""
    card = shown(workspace)
    assert reveal(workspace, card.attempt_id, None, at(**later)) is not ClickOutcome.STALE
    assert rate(workspace, card.attempt_id, rating, at(**later)) is ClickOutcome.DONE
    return card.card_id


def latest(workspace: Workspace) -> Session:
    session = sessions.latest(workspace.store)
    assert session is not None
    return session


def test_a_session_shows_its_cards_in_order_and_ends_by_itself(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace), at())
    seen = [answer(workspace, Rating.READY, minutes=m) for m in (1, 2, 3)]
    assert seen == cards(workspace)
    assert current(workspace) is None
    assert latest(workspace).ended_at == at(minutes=3).now
    assert tallies.total(workspace.store) == 3


def test_an_attempt_keeps_everything_known_about_it(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace, 1), at())
    card = shown(workspace)
    drafts.save(workspace.store, card.card_id, "I would ask who is harmed first.", at().now)
    reveal(workspace, card.attempt_id, Confidence.SURE, at(seconds=80))
    points = workspace.bank.question(workspace.bank.ids[0]).key_points
    tick(workspace, card.attempt_id, [points[0].id, points[2].id])
    rate(workspace, card.attempt_id, Rating.SHAKY, at(seconds=95))
    [attempt] = attempts.of_card(workspace.store, card.card_id)
    assert attempt.answer == "I would ask who is harmed first."
    assert attempt.ticks == (points[0].id, points[2].id)
    assert (attempt.confidence, attempt.rating) == (Confidence.SURE, Rating.SHAKY)
    assert (attempt.duration_ms, attempt.local_day, attempt.seq) == (95_000, "2026-03-02", 1)
    assert attempt.bank_version == workspace.bank.version
    assert drafts.get(workspace.store, card.card_id) == ""


def test_a_second_rating_of_the_same_attempt_changes_nothing(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace), at())
    card = shown(workspace)
    reveal(workspace, card.attempt_id, None, at(minutes=1))
    assert rate(workspace, card.attempt_id, Rating.SOLID, at(minutes=1)) is ClickOutcome.DONE
    following = shown(workspace)
    assert rate(workspace, card.attempt_id, Rating.COULD_NOT, at(minutes=1)) is ClickOutcome.ALREADY
    assert shown(workspace) == following
    assert tallies.total(workspace.store) == 1


def test_a_card_cannot_be_rated_before_it_is_revealed(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace), at())
    assert rate(workspace, shown(workspace).attempt_id, Rating.READY, at(minutes=1)) is ClickOutcome.STALE
    assert tallies.total(workspace.store) == 0


def test_two_windows_on_one_card(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace), at())
    other_window = shown(workspace).attempt_id
    answer(workspace, Rating.SOLID, minutes=1)
    assert reveal(workspace, other_window, Confidence.SURE, at(minutes=2)) is ClickOutcome.STALE
    assert rate(workspace, other_window, Rating.READY, at(minutes=2)) is ClickOutcome.ALREADY
    assert tallies.total(workspace.store) == 1


def test_what_could_not_be_answered_comes_back_in_the_same_session(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace, 2), at())
    missed = answer(workspace, Rating.COULD_NOT, minutes=1)
    assert remaining(workspace, latest(workspace), at(minutes=1)) == 2
    answer(workspace, Rating.SOLID, minutes=2)
    assert shown(workspace).card_id == missed
    assert remaining(workspace, latest(workspace), at(minutes=2)) == 1
    answer(workspace, Rating.SOLID, minutes=3)
    assert current(workspace) is None


def test_a_learning_card_that_is_due_goes_before_the_plan(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace, 3), at())
    missed = answer(workspace, Rating.COULD_NOT, minutes=0)
    answer(workspace, Rating.SOLID, minutes=11)
    assert shown(workspace).card_id == missed


def test_wordings_rotate(workspace: Workspace) -> None:
    question = workspace.bank.question(workspace.bank.ids[0])
    wordings = []
    for day in range(4):
        begin(workspace, "One", [question.card_id], at(days=day))
        wordings.append(shown(workspace).variant_id)
        answer(workspace, Rating.READY, days=day)
    expected = [None, *(variant.id for variant in question.variants)]
    assert wordings == [expected[n % len(expected)] for n in range(4)]


def test_undo_brings_the_card_back_as_it_was_and_voids_the_attempt(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace), at())
    first = shown(workspace)
    drafts.save(workspace.store, first.card_id, "my words", at().now)
    reveal(workspace, first.attempt_id, Confidence.UNSURE, at(minutes=1))
    rate(workspace, first.attempt_id, Rating.COULD_NOT, at(minutes=1))
    undone = undo(workspace, at(minutes=2))
    assert undone is not None
    assert undone.kind == "rate"
    again = shown(workspace)
    assert (again.card_id, again.confidence, again.variant_id) == (first.card_id, Confidence.UNSURE, None)
    assert again.attempt_id != first.attempt_id
    assert again.revealed_at is not None
    assert drafts.get(workspace.store, again.card_id) == "my words"
    assert card_states.get(workspace.store, first.card_id) is None
    assert tallies.total(workspace.store) == 0
    rate(workspace, again.attempt_id, Rating.SOLID, at(minutes=2))
    assert shown(workspace).card_id == cards(workspace)[1]
    assert [a.rating for a in attempts.of_card(workspace.store, first.card_id)] == [Rating.SOLID]


def test_undo_reaches_back_through_ratings_suspensions_and_burials(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace, 4), at())
    answer(workspace, Rating.SOLID, minutes=1)
    second, third = cards(workspace, 4)[1:3]
    set_aside(workspace, second, Mark(second, suspended=True), "suspend", at(minutes=2))
    set_aside(workspace, third, Mark(third, buried_until="2026-03-03"), "bury", at(minutes=3))
    assert shown(workspace).card_id == cards(workspace, 4)[3]
    assert [a.kind for a in (undo(workspace, at(minutes=4)) for _ in range(3)) if a] == [
        "bury",
        "suspend",
        "rate",
    ]
    assert undo(workspace, at(minutes=5)) is None
    assert shown(workspace).card_id == cards(workspace, 4)[0]
    assert not marks.get(workspace.store, second).suspended
    assert marks.get(workspace.store, third).buried_until is None
    assert [answer(workspace, Rating.READY, minutes=6) for _ in range(4)] == cards(workspace, 4)


def test_undo_reopens_a_session_that_had_ended(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace, 1), at())
    card = answer(workspace, Rating.READY, minutes=1)
    assert current(workspace) is None
    undo(workspace, at(minutes=2))
    assert shown(workspace).card_id == card


def test_undo_leaves_an_earlier_sessions_screen_alone(workspace: Workspace) -> None:
    begin(workspace, "First", cards(workspace, 1), at())
    card = answer(workspace, Rating.READY, minutes=1)
    begin(workspace, "Second", cards(workspace, 3)[1:], at(hours=1))
    on_screen = shown(workspace)
    undo(workspace, at(hours=2))
    assert shown(workspace) == on_screen
    assert card_states.get(workspace.store, card) is None


def test_a_refresh_does_not_begin_a_cards_time_again(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace), at())
    session = current(workspace)
    assert session is not None
    resume(workspace, session, at(minutes=2))
    count_time(workspace, "another card", 0, at(minutes=2))
    answered = answer(workspace, Rating.SOLID, minutes=3)
    [attempt] = attempts.of_card(workspace.store, answered)
    assert attempt.duration_ms == 180_000


@pytest.mark.parametrize(("shown_ms", "duration"), [(30_000, 90_000), (-5, 60_000), (10**12, 900_000)])
def test_only_what_the_window_showed_counts_and_never_more_than_an_answer_takes(
    workspace: Workspace, shown_ms: int, duration: int
) -> None:
    begin(workspace, "Today", cards(workspace), at())
    count_time(workspace, shown(workspace).attempt_id, shown_ms, at(minutes=14))
    answered = answer(workspace, Rating.SOLID, minutes=15)
    [attempt] = attempts.of_card(workspace.store, answered)
    assert attempt.duration_ms == duration


def test_a_buried_card_is_called_buried_until_its_day(workspace: Workspace) -> None:
    first, *_ = cards(workspace)
    marks.save(workspace.store, Mark(first, buried_until="2026-03-03"), at().now)
    assert queue.statuses(workspace.store, [first], at(), {})[first] is Status.BURIED
    assert queue.statuses(workspace.store, [first], at(days=1), {})[first] is Status.NEW


def test_time_away_does_not_count_as_answering_time(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace), at())
    session = current(workspace)
    assert session is not None
    resumed = resume(workspace, session, at(hours=9))
    assert resumed.card is not None
    assert resumed.card.attempt_id == shown(workspace).attempt_id
    answer(workspace, Rating.SOLID, hours=9, minutes=1)
    [attempt] = attempts.of_card(workspace.store, resumed.card.card_id)
    assert attempt.duration_ms == 60_000


def test_a_suspended_or_buried_card_never_comes_up(workspace: Workspace) -> None:
    first, second, third = cards(workspace)
    marks.save(workspace.store, Mark(first, suspended=True), at().now)
    marks.save(workspace.store, Mark(second, buried_until="2026-03-03"), at().now)
    begin(workspace, "Today", cards(workspace), at())
    assert shown(workspace).card_id == third
    found = queue.due_and_new_by_fsrs(workspace.store, cards(workspace), workspace.settings, at(days=1))
    assert found.cards == (second, third)


def test_finishing_early_keeps_what_was_rated(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace), at())
    answer(workspace, Rating.SOLID, minutes=1)
    finish(workspace, latest(workspace).id, at(minutes=2))
    assert current(workspace) is None
    assert [a.card_id for a in attempts.of_session(workspace.store, latest(workspace).id)] == cards(
        workspace, 1
    )


def test_new_cards_stop_at_the_daily_limit_and_start_again_tomorrow(workspace: Workspace) -> None:
    workspace = replace(workspace, settings=Settings(new_a_day=2))
    assert queue.due_and_new_by_fsrs(
        workspace.store, cards(workspace, 5), workspace.settings, at()
    ).new == tuple(cards(workspace, 2))
    begin(workspace, "Today", cards(workspace, 2), at())
    for minute in (1, 2):
        answer(workspace, Rating.READY, minutes=minute)
    assert (
        queue.due_and_new_by_fsrs(workspace.store, cards(workspace, 5), workspace.settings, at(hours=1)).cards
        == ()
    )
    tomorrow = queue.due_and_new_by_fsrs(workspace.store, cards(workspace, 5), workspace.settings, at(days=1))
    assert tomorrow.new == tuple(cards(workspace, 5)[2:4])


def test_due_cards_come_longest_due_first_and_before_new_ones(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace, 2), at())
    late = answer(workspace, Rating.READY, minutes=1)
    soon = answer(workspace, Rating.SOLID, minutes=2)
    found = queue.due_and_new_by_fsrs(workspace.store, cards(workspace, 3), workspace.settings, at(days=20))
    assert found.due == (soon, late)
    assert found.new == (cards(workspace, 3)[2],)


def test_weakest_puts_what_went_badly_first(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace, 3), at())
    ready, solid = answer(workspace, Rating.READY, minutes=1), answer(workspace, Rating.SOLID, minutes=2)
    shaky = answer(workspace, Rating.SHAKY, minutes=3)
    assert weakest_cards(workspace.store, cards(workspace, 5), at(days=1)) == [shaky, solid, ready]


def test_an_undone_first_attempt_gives_its_place_among_the_new_back(workspace: Workspace) -> None:
    workspace = replace(workspace, settings=Settings(new_a_day=1))
    begin(workspace, "Today", cards(workspace, 1), at())
    answer(workspace, Rating.READY, minutes=1)
    undo(workspace, at(minutes=2))
    assert queue.due_and_new_by_fsrs(
        workspace.store, cards(workspace, 3), workspace.settings, at(minutes=3)
    ).new == tuple(cards(workspace, 1))


def test_text_on_the_next_card_survives_undoing_the_one_before(workspace: Workspace) -> None:
    begin(workspace, "Today", cards(workspace), at())
    answer(workspace, Rating.SOLID, minutes=1)
    second = shown(workspace)
    drafts.save(workspace.store, second.card_id, "half an answer", at(minutes=2).now)
    undo(workspace, at(minutes=2))
    answer(workspace, Rating.READY, minutes=3)
    assert shown(workspace).card_id == second.card_id
    answer(workspace, Rating.SOLID, minutes=4)
    assert attempts.of_card(workspace.store, second.card_id)[0].answer == "half an answer"
    assert drafts.get(workspace.store, second.card_id) == ""


def test_cards_at_rest_are_left_out_from_the_start(workspace: Workspace) -> None:
    first, second, third = cards(workspace)
    marks.save(workspace.store, Mark(first, suspended=True), at().now)
    marks.save(workspace.store, Mark(third, buried_until="2026-03-09"), at().now)
    session = begin(workspace, "Today", cards(workspace), at())
    assert session is not None
    assert (session.total, remaining(workspace, session, at())) == (1, 1)
    assert shown(workspace).card_id == second


def test_nothing_to_ask_leaves_the_open_session_alone(workspace: Workspace) -> None:
    first, second, _ = cards(workspace)
    begin(workspace, "Today", [first], at())
    marks.save(workspace.store, Mark(second, suspended=True), at().now)
    assert begin(workspace, "One question", [second], at(minutes=1)) is None
    assert shown(workspace).card_id == first


def test_a_session_begun_in_between_gives_way_to_the_one_before(workspace: Workspace) -> None:
    first, second, third = cards(workspace)
    begin(workspace, "Today", [first, second], at())
    begin(workspace, "One question", [third], at(minutes=1))
    assert answer(workspace, Rating.READY, minutes=2) == third
    assert shown(workspace).card_id == first


def test_yesterdays_open_session_ends_when_another_begins(workspace: Workspace) -> None:
    first, _, third = cards(workspace)
    begin(workspace, "Yesterday", [first], at())
    begin(workspace, "Today", [third], at(days=1))
    answer(workspace, Rating.READY, days=1)
    assert current(workspace) is None


def without(workspace: Workspace, folder: Path, *card_ids: str) -> Workspace:
    """The same workspace after these questions were taken out of the tables."""
    generate(folder, 30)
    tables = Folder(folder)
    tables.remove("questions", lambda row: question_card(row["id"]) in card_ids)
    return replace(workspace, bank=tables.load())


def test_a_card_whose_question_has_left_the_bank_gives_way_to_the_next(
    workspace: Workspace, tmp_path: Path
) -> None:
    first, second, third = cards(workspace)
    begin(workspace, "Today", [first, second, third], at())
    answer(workspace, Rating.COULD_NOT, minutes=1)
    later = without(workspace, tmp_path, first, second)
    session = on_screen(later, at(minutes=30))
    assert session is not None
    assert session.card is not None
    assert session.card.card_id == third
    answer(later, Rating.READY, minutes=31)
    assert on_screen(later, at(minutes=32)) is None
    assert later.bank.title(first) == f"{first} (removed)"


def test_a_session_whose_last_question_has_left_the_bank_ends(workspace: Workspace, tmp_path: Path) -> None:
    only = cards(workspace, 1)
    begin(workspace, "Today", only, at())
    assert on_screen(without(workspace, tmp_path, *only), at(minutes=1)) is None
    assert latest(workspace).ended_at == at(minutes=1).now


def test_metrics_take_no_place_from_the_days_new_questions(workspace: Workspace) -> None:
    terms = list(workspace.bank.reference.terms)
    questions = cards(workspace, 5)
    few = replace(workspace, settings=replace(workspace.settings, new_a_day=2))
    begin(few, "Metrics", terms[:2], at())
    for minute in (1, 2):
        answer(few, Rating.READY, minutes=minute)
    assert queue.due_and_new_by_fsrs(few.store, questions, few.settings, at(minutes=3)).new == tuple(
        questions[:2]
    )
    assert queue.due_and_new_by_fsrs(few.store, terms, few.settings, at(minutes=3)).new == ()
