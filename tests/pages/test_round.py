"""The screens of a round: the clock of an answer, the score sheet, codes from another level, the way on."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from prepkit.coaching import rounds
from prepkit.coaching.score_code import as_code
from prepkit.mock import repository, state
from prepkit.mock.state import Here, Mock, MockItem, Scored
from prepkit.model import Rating
from prepkit.store import Store, profiles, scores
from prepkit.store.scores import Rater
from tests.pages.conftest import Open, press_on_board, shown_by

Stored = Callable[[], Store]
FIRST, SECOND = "question-00001", "question-00002"


def begin(app: AppTest) -> AppTest:
    return app.button(key="once_begin_round").click().run()


def a_round(store: Store, here: Here = Here.CANDIDATE, level: str = "specialist") -> None:
    """Save a round whose side at this screen has scored."""
    mock = rounds.begin("Round", level, here, MockItem("one", FIRST), 5)
    repository.save(store, "r1", rounds.lock(mock, "one", Rater.SELF, Scored(4)), 5)


def code_of_coach(level: str, value: int = 2) -> str:
    return as_code(value, question=FIRST, level=level, rater="coach", nonce=7)


def type_code(app: AppTest, code: str) -> AppTest:
    app.text_input(key="code_one").set_value(code)
    return next(button for button in app.button if button.label == "Show both scores").click().run()


def only(store: Store) -> Mock:
    ((_, mock),) = repository.list_all(store)
    return mock


def test_the_answers_clock_comes_first_with_the_seconds_of_the_address(open_page: Open) -> None:
    app = open_page("round", question=FIRST, answer="120")
    board = shown_by(app, "round_board")
    assert board["clock"] == {"seconds": 120, "question": FIRST, "anew": False}
    assert board["sheet"] is None
    assert shown_by(open_page("round", question=FIRST), "round_board")["clock"]["seconds"] == 90
    assert shown_by(open_page("round", question=FIRST, answer="x"), "round_board")["clock"]["seconds"] == 90


def test_a_chosen_score_survives_a_refresh_until_it_is_locked(open_page: Open, stored: Stored) -> None:
    app = begin(open_page("round", question=FIRST))
    assert shown_by(app, "round_board")["sheet"]["value"] == 0
    press_on_board(app, "choose", 4)
    app = open_page("round", round=app.query_params["round"])
    assert shown_by(app, "round_board")["sheet"]["value"] == 4
    press_on_board(app, "lock", 4)
    app.button(key="once_hand_over").click().run()
    assert shown_by(app, "round_board")["sheet"]["value"] == 0


def test_the_anchors_of_the_level_stand_beside_each_other(open_page: Open) -> None:
    sheet = shown_by(begin(open_page("round", question=FIRST, level="manager")), "round_board")["sheet"]
    assert [(score, word) for score, word, _ in sheet["anchors"]] == [
        (1, "weak"),
        (3, "sound"),
        (5, "outstanding"),
    ]
    assert sheet["side"] == "Candidate: your score, against a manager"


def test_the_next_question_needs_one_click_and_keeps_client_level_and_place(
    open_page: Open, stored: Stored
) -> None:
    store = profiles.add_client(stored(), "Dana", new_id="dana", now=5)
    app = open_page("round", list=f"{FIRST},{SECOND}", question=FIRST, client="dana", level="manager")
    begin(app)
    press_on_board(app, "lock", 4)
    app.button(key="once_hand_over").click().run()
    press_on_board(app, "lock", 4)
    assert shown_by(app, "round_board")["result"]["gap"] == "You agree."
    app.button(key="once_round_3").click().run()
    app.button(key="once_next_round").click().run()
    clock = shown_by(app, "round_board")["clock"]
    assert (clock["question"], clock["anew"]) == (SECOND, True)
    assert app.caption[0].value.startswith("Dana's answer. Answer 2 of this round")
    begin(app)
    mock = only(store)
    assert (mock.level, [item.question for item in mock.items]) == ("manager", [FIRST, SECOND])
    assert shown_by(app, "round_board")["sheet"]["side"] == "Candidate: your score, against a manager"


def test_another_place_for_the_next_question_begins_another_round(open_page: Open, stored: Stored) -> None:
    a_round(stored())
    store, mock = stored(), only(stored())
    mock = state.rate(rounds.lock(mock, "one", Rater.COACH, Scored(4)), "one", Rating.SOLID, 9)
    repository.save(store, "r1", mock, 9)
    app = open_page("round", round="r1", question=SECOND)
    assert app.selectbox(key="round_here").value is Here.CANDIDATE
    app.selectbox(key="round_here").select(Here.BOTH).run()
    assert app.query_params["here"] == "both"
    begin(app)
    assert sorted(len(mock.items) for _, mock in repository.list_all(stored())) == [1, 1]


def test_a_code_from_another_level_is_recognised_and_the_answer_scored_again(
    open_page: Open, stored: Stored
) -> None:
    a_round(stored())
    app = type_code(open_page("round", round="r1"), code_of_coach("lead"))
    assert [one.value for one in app.header] == ["The coach scored at team lead level, you at specialist."]
    app.button(key="once_score_again").click().run()
    assert only(stored()).level == "lead"
    assert shown_by(app, "round_board")["sheet"]["side"] == "Candidate: your score, against a team lead"
    press_on_board(app, "lock", 3)
    assert app.text_input(key="code_one").value == code_of_coach("lead")
    next(button for button in app.button if button.label == "Show both scores").click().run()
    assert shown_by(app, "round_board")["result"]["gap"].startswith("The candidate scored it 1 point higher")
    app.button(key="once_round_3").click().run()
    assert [(pair.own, pair.coach) for pair in scores.pairs(stored())] == [(3, 2)]


def test_an_answer_scored_at_different_levels_can_be_left(open_page: Open, stored: Stored) -> None:
    a_round(stored())
    app = type_code(open_page("round", round="r1"), code_of_coach("manager"))
    app.button(key="once_leave_answer").click().run()
    assert "No score of it is kept" in app.info[0].value
    assert not app.button(key="once_next_round").disabled
    assert only(stored()).was_abandoned
    assert scores.pairs(stored()) == []


def test_a_wrong_code_is_said_and_shows_nothing(open_page: Open, stored: Stored) -> None:
    a_round(stored())
    app = type_code(open_page("round", round="r1"), "000-000")
    assert "does not work" in app.error[0].value
    assert shown_by(app, "round_board")["result"] is None
