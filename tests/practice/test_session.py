from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prepkit.bank.generate import generate
from prepkit.model import Attempt, Clock, Confidence, Mark, Rating, Settings, Status, question_card
from prepkit.practice import queue
from prepkit.practice.session import (
    Desk,
    Outcome,
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
from prepkit.store import attempts, card_states, drafts, marks, sessions, tallies
from prepkit.store.sessions import OnScreen, Session
from tests.bank.folder import Folder
from tests.practice.conftest import at


def cards(desk: Desk, n: int = 3) -> list[str]:
    return [question_card(question) for question in desk.bank.ids[:n]]


def an_attempt(desk: Desk, card: str, rating: Rating, now: Clock) -> Attempt:
    return Attempt(desk.new_id(), card, rating, now.now, now.day.isoformat(), now.tz)


def shown(desk: Desk) -> OnScreen:
    session = current(desk)
    assert session is not None
    assert session.card is not None
    return session.card


def answer(desk: Desk, rating: Rating, **later: float) -> str:
    """Reveal and rate the card on screen; its card id."""
    card = shown(desk)
    assert reveal(desk, card.attempt_id, None, at(**later)) is not Outcome.STALE
    assert rate(desk, card.attempt_id, rating, at(**later)) is Outcome.DONE
    return card.card_id


def latest(desk: Desk) -> Session:
    session = sessions.latest(desk.store)
    assert session is not None
    return session


def test_a_session_shows_its_cards_in_order_and_ends_by_itself(desk: Desk) -> None:
    begin(desk, "Today", cards(desk), at())
    seen = [answer(desk, Rating.READY, minutes=m) for m in (1, 2, 3)]
    assert seen == cards(desk)
    assert current(desk) is None
    assert latest(desk).ended_at == at(minutes=3).now
    assert tallies.total(desk.store) == 3


def test_an_attempt_keeps_everything_known_about_it(desk: Desk) -> None:
    begin(desk, "Today", cards(desk, 1), at())
    card = shown(desk)
    drafts.put(desk.store, card.card_id, "I would ask who is harmed first.", at().now)
    reveal(desk, card.attempt_id, Confidence.SURE, at(seconds=80))
    points = desk.bank.question(desk.bank.ids[0]).key_points
    tick(desk, card.attempt_id, [points[0].id, points[2].id])
    rate(desk, card.attempt_id, Rating.SHAKY, at(seconds=95))
    [attempt] = attempts.of_card(desk.store, card.card_id)
    assert attempt.answer == "I would ask who is harmed first."
    assert attempt.ticks == (points[0].id, points[2].id)
    assert (attempt.confidence, attempt.rating) == (Confidence.SURE, Rating.SHAKY)
    assert (attempt.duration_ms, attempt.local_day, attempt.seq) == (95_000, "2026-03-02", 1)
    assert attempt.bank_version == desk.bank.version
    assert drafts.get(desk.store, card.card_id) == ""


def test_a_second_rating_of_the_same_attempt_changes_nothing(desk: Desk) -> None:
    begin(desk, "Today", cards(desk), at())
    card = shown(desk)
    reveal(desk, card.attempt_id, None, at(minutes=1))
    assert rate(desk, card.attempt_id, Rating.SOLID, at(minutes=1)) is Outcome.DONE
    following = shown(desk)
    assert rate(desk, card.attempt_id, Rating.COULD_NOT, at(minutes=1)) is Outcome.ALREADY
    assert shown(desk) == following
    assert tallies.total(desk.store) == 1


def test_a_card_cannot_be_rated_before_it_is_revealed(desk: Desk) -> None:
    begin(desk, "Today", cards(desk), at())
    assert rate(desk, shown(desk).attempt_id, Rating.READY, at(minutes=1)) is Outcome.STALE
    assert tallies.total(desk.store) == 0


def test_two_windows_on_one_card(desk: Desk) -> None:
    begin(desk, "Today", cards(desk), at())
    other_window = shown(desk).attempt_id
    answer(desk, Rating.SOLID, minutes=1)
    assert reveal(desk, other_window, Confidence.SURE, at(minutes=2)) is Outcome.STALE
    assert rate(desk, other_window, Rating.READY, at(minutes=2)) is Outcome.ALREADY
    assert tallies.total(desk.store) == 1


def test_what_could_not_be_answered_comes_back_in_the_same_session(desk: Desk) -> None:
    begin(desk, "Today", cards(desk, 2), at())
    missed = answer(desk, Rating.COULD_NOT, minutes=1)
    assert remaining(desk, latest(desk), at(minutes=1)) == 2
    answer(desk, Rating.SOLID, minutes=2)
    assert shown(desk).card_id == missed
    assert remaining(desk, latest(desk), at(minutes=2)) == 1
    answer(desk, Rating.SOLID, minutes=3)
    assert current(desk) is None


def test_a_learning_card_that_is_due_goes_before_the_plan(desk: Desk) -> None:
    begin(desk, "Today", cards(desk, 3), at())
    missed = answer(desk, Rating.COULD_NOT, minutes=0)
    answer(desk, Rating.SOLID, minutes=11)
    assert shown(desk).card_id == missed


def test_wordings_rotate(desk: Desk) -> None:
    question = desk.bank.question(desk.bank.ids[0])
    wordings = []
    for day in range(4):
        begin(desk, "One", [question.card_id], at(days=day))
        wordings.append(shown(desk).variant_id)
        answer(desk, Rating.READY, days=day)
    expected = [None, *(variant.id for variant in question.variants)]
    assert wordings == [expected[n % len(expected)] for n in range(4)]


def test_undo_brings_the_card_back_as_it_was_and_voids_the_attempt(desk: Desk) -> None:
    begin(desk, "Today", cards(desk), at())
    first = shown(desk)
    drafts.put(desk.store, first.card_id, "my words", at().now)
    reveal(desk, first.attempt_id, Confidence.UNSURE, at(minutes=1))
    rate(desk, first.attempt_id, Rating.COULD_NOT, at(minutes=1))
    undone = undo(desk, at(minutes=2))
    assert undone is not None
    assert undone.kind == "rate"
    again = shown(desk)
    assert (again.card_id, again.confidence, again.variant_id) == (first.card_id, Confidence.UNSURE, None)
    assert again.attempt_id != first.attempt_id
    assert again.revealed_at is not None
    assert drafts.get(desk.store, again.card_id) == "my words"
    assert card_states.get(desk.store, first.card_id) is None
    assert tallies.total(desk.store) == 0
    rate(desk, again.attempt_id, Rating.SOLID, at(minutes=2))
    assert shown(desk).card_id == cards(desk)[1]
    assert [a.rating for a in attempts.of_card(desk.store, first.card_id)] == [Rating.SOLID]


def test_undo_reaches_back_through_ratings_suspensions_and_burials(desk: Desk) -> None:
    begin(desk, "Today", cards(desk, 4), at())
    answer(desk, Rating.SOLID, minutes=1)
    second, third = cards(desk, 4)[1:3]
    set_aside(desk, second, Mark(second, suspended=True), "suspend", at(minutes=2))
    set_aside(desk, third, Mark(third, buried_until="2026-03-03"), "bury", at(minutes=3))
    assert shown(desk).card_id == cards(desk, 4)[3]
    assert [a.kind for a in (undo(desk, at(minutes=4)) for _ in range(3)) if a] == ["bury", "suspend", "rate"]
    assert undo(desk, at(minutes=5)) is None
    assert shown(desk).card_id == cards(desk, 4)[0]
    assert not marks.get(desk.store, second).suspended
    assert marks.get(desk.store, third).buried_until is None
    assert [answer(desk, Rating.READY, minutes=6) for _ in range(4)] == cards(desk, 4)


def test_undo_reopens_a_session_that_had_ended(desk: Desk) -> None:
    begin(desk, "Today", cards(desk, 1), at())
    card = answer(desk, Rating.READY, minutes=1)
    assert current(desk) is None
    undo(desk, at(minutes=2))
    assert shown(desk).card_id == card


def test_undo_leaves_an_earlier_sessions_screen_alone(desk: Desk) -> None:
    begin(desk, "First", cards(desk, 1), at())
    card = answer(desk, Rating.READY, minutes=1)
    begin(desk, "Second", cards(desk, 3)[1:], at(hours=1))
    on_screen = shown(desk)
    undo(desk, at(hours=2))
    assert shown(desk) == on_screen
    assert card_states.get(desk.store, card) is None


def test_a_refresh_does_not_begin_a_cards_time_again(desk: Desk) -> None:
    begin(desk, "Today", cards(desk), at())
    session = current(desk)
    assert session is not None
    resume(desk, session, at(minutes=2))
    count_time(desk, "another card", 0, at(minutes=2))
    answered = answer(desk, Rating.SOLID, minutes=3)
    [attempt] = attempts.of_card(desk.store, answered)
    assert attempt.duration_ms == 180_000


@pytest.mark.parametrize(("shown_ms", "duration"), [(30_000, 90_000), (-5, 60_000), (10**12, 900_000)])
def test_only_what_the_window_showed_counts_and_never_more_than_an_answer_takes(
    desk: Desk, shown_ms: int, duration: int
) -> None:
    begin(desk, "Today", cards(desk), at())
    count_time(desk, shown(desk).attempt_id, shown_ms, at(minutes=14))
    answered = answer(desk, Rating.SOLID, minutes=15)
    [attempt] = attempts.of_card(desk.store, answered)
    assert attempt.duration_ms == duration


def test_a_buried_card_is_called_buried_until_its_day(desk: Desk) -> None:
    first, *_ = cards(desk)
    marks.put(desk.store, Mark(first, buried_until="2026-03-03"), at().now)
    assert queue.statuses(desk.store, [first], at(), {})[first] is Status.BURIED
    assert queue.statuses(desk.store, [first], at(days=1), {})[first] is Status.NEW


def test_time_away_does_not_count_as_answering_time(desk: Desk) -> None:
    begin(desk, "Today", cards(desk), at())
    session = current(desk)
    assert session is not None
    resumed = resume(desk, session, at(hours=9))
    assert resumed.card is not None
    assert resumed.card.attempt_id == shown(desk).attempt_id
    answer(desk, Rating.SOLID, hours=9, minutes=1)
    [attempt] = attempts.of_card(desk.store, resumed.card.card_id)
    assert attempt.duration_ms == 60_000


def test_a_suspended_or_buried_card_never_comes_up(desk: Desk) -> None:
    first, second, third = cards(desk)
    marks.put(desk.store, Mark(first, suspended=True), at().now)
    marks.put(desk.store, Mark(second, buried_until="2026-03-03"), at().now)
    begin(desk, "Today", cards(desk), at())
    assert shown(desk).card_id == third
    found = queue.due_and_new(desk.store, cards(desk), desk.settings, at(days=1))
    assert found.cards == (second, third)


def test_finishing_early_keeps_what_was_rated(desk: Desk) -> None:
    begin(desk, "Today", cards(desk), at())
    answer(desk, Rating.SOLID, minutes=1)
    finish(desk, latest(desk).id, at(minutes=2))
    assert current(desk) is None
    assert [a.card_id for a in attempts.of_session(desk.store, latest(desk).id)] == cards(desk, 1)


def test_new_cards_stop_at_the_daily_limit_and_start_again_tomorrow(desk: Desk) -> None:
    desk = replace(desk, settings=Settings(new_a_day=2))
    assert queue.due_and_new(desk.store, cards(desk, 5), desk.settings, at()).new == tuple(cards(desk, 2))
    begin(desk, "Today", cards(desk, 2), at())
    for minute in (1, 2):
        answer(desk, Rating.READY, minutes=minute)
    assert queue.due_and_new(desk.store, cards(desk, 5), desk.settings, at(hours=1)).cards == ()
    tomorrow = queue.due_and_new(desk.store, cards(desk, 5), desk.settings, at(days=1))
    assert tomorrow.new == tuple(cards(desk, 5)[2:4])


def test_due_cards_come_longest_due_first_and_before_new_ones(desk: Desk) -> None:
    begin(desk, "Today", cards(desk, 2), at())
    late = answer(desk, Rating.READY, minutes=1)
    soon = answer(desk, Rating.SOLID, minutes=2)
    found = queue.due_and_new(desk.store, cards(desk, 3), desk.settings, at(days=20))
    assert found.due == (soon, late)
    assert found.new == (cards(desk, 3)[2],)


def test_weakest_puts_what_went_badly_first(desk: Desk) -> None:
    begin(desk, "Today", cards(desk, 3), at())
    ready, solid = answer(desk, Rating.READY, minutes=1), answer(desk, Rating.SOLID, minutes=2)
    shaky = answer(desk, Rating.SHAKY, minutes=3)
    assert queue.weakest(desk.store, cards(desk, 5), at(days=1)) == [shaky, solid, ready]


def test_an_undone_first_attempt_gives_its_place_among_the_new_back(desk: Desk) -> None:
    desk = replace(desk, settings=Settings(new_a_day=1))
    begin(desk, "Today", cards(desk, 1), at())
    answer(desk, Rating.READY, minutes=1)
    undo(desk, at(minutes=2))
    assert queue.due_and_new(desk.store, cards(desk, 3), desk.settings, at(minutes=3)).new == tuple(
        cards(desk, 1)
    )


def test_text_on_the_next_card_survives_undoing_the_one_before(desk: Desk) -> None:
    begin(desk, "Today", cards(desk), at())
    answer(desk, Rating.SOLID, minutes=1)
    second = shown(desk)
    drafts.put(desk.store, second.card_id, "half an answer", at(minutes=2).now)
    undo(desk, at(minutes=2))
    answer(desk, Rating.READY, minutes=3)
    assert shown(desk).card_id == second.card_id
    answer(desk, Rating.SOLID, minutes=4)
    assert attempts.of_card(desk.store, second.card_id)[0].answer == "half an answer"
    assert drafts.get(desk.store, second.card_id) == ""


def test_cards_at_rest_are_left_out_from_the_start(desk: Desk) -> None:
    first, second, third = cards(desk)
    marks.put(desk.store, Mark(first, suspended=True), at().now)
    marks.put(desk.store, Mark(third, buried_until="2026-03-09"), at().now)
    session = begin(desk, "Today", cards(desk), at())
    assert session is not None
    assert (session.total, remaining(desk, session, at())) == (1, 1)
    assert shown(desk).card_id == second


def test_nothing_to_ask_leaves_the_open_session_alone(desk: Desk) -> None:
    first, second, _ = cards(desk)
    begin(desk, "Today", [first], at())
    marks.put(desk.store, Mark(second, suspended=True), at().now)
    assert begin(desk, "One question", [second], at(minutes=1)) is None
    assert shown(desk).card_id == first


def test_a_session_begun_in_between_gives_way_to_the_one_before(desk: Desk) -> None:
    first, second, third = cards(desk)
    begin(desk, "Today", [first, second], at())
    begin(desk, "One question", [third], at(minutes=1))
    assert answer(desk, Rating.READY, minutes=2) == third
    assert shown(desk).card_id == first


def test_yesterdays_open_session_ends_when_another_begins(desk: Desk) -> None:
    first, _, third = cards(desk)
    begin(desk, "Yesterday", [first], at())
    begin(desk, "Today", [third], at(days=1))
    answer(desk, Rating.READY, days=1)
    assert current(desk) is None


def without(desk: Desk, folder: Path, *card_ids: str) -> Desk:
    """The same desk after these questions were taken out of the tables."""
    generate(folder, 30)
    tables = Folder(folder)
    tables.remove("questions", lambda row: question_card(row["id"]) in card_ids)
    return replace(desk, bank=tables.load())


def test_a_card_whose_question_has_left_the_bank_gives_way_to_the_next(desk: Desk, tmp_path: Path) -> None:
    first, second, third = cards(desk)
    begin(desk, "Today", [first, second, third], at())
    answer(desk, Rating.COULD_NOT, minutes=1)
    later = without(desk, tmp_path, first, second)
    session = on_screen(later, at(minutes=30))
    assert session is not None
    assert session.card is not None
    assert session.card.card_id == third
    answer(later, Rating.READY, minutes=31)
    assert on_screen(later, at(minutes=32)) is None
    assert later.bank.title(first) == f"{first} (removed)"


def test_a_session_whose_last_question_has_left_the_bank_ends(desk: Desk, tmp_path: Path) -> None:
    only = cards(desk, 1)
    begin(desk, "Today", only, at())
    assert on_screen(without(desk, tmp_path, *only), at(minutes=1)) is None
    assert latest(desk).ended_at == at(minutes=1).now


def test_metrics_take_no_place_from_the_days_new_questions(desk: Desk) -> None:
    terms = list(desk.bank.reference.terms)
    questions = cards(desk, 5)
    few = replace(desk, settings=replace(desk.settings, new_a_day=2))
    begin(few, "Metrics", terms[:2], at())
    for minute in (1, 2):
        answer(few, Rating.READY, minutes=minute)
    assert queue.due_and_new(few.store, questions, few.settings, at(minutes=3)).new == tuple(questions[:2])
    assert queue.due_and_new(few.store, terms, few.settings, at(minutes=3)).new == ()
