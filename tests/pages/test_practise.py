from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from prepkit.model import Rating
from prepkit.store import Store, attempts, marks, sessions, settings, tallies
from prepkit.ui.views.practise.summary import attempts_in_words
from tests.pages.conftest import Open, act, choice, notice, press_rating, press_reveal, prompt, shown_by

Stored = Callable[[], Store]


def begun(open_page: Open) -> AppTest:
    app = open_page("practise")
    app.button(key="start").click().run()
    assert not app.exception
    return app


def test_start_reveal_rate_brings_the_next_card_and_says_saved(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    first = prompt(app)
    press_reveal(app)
    press_rating(app, 3)
    assert prompt(app) != first
    assert notice(app).startswith("✓ Saved as Solid. It comes back")
    [entry] = list(attempts.in_order(stored()))
    assert entry[1] == Rating.SOLID


def test_each_rating_says_when_the_question_comes_back(open_page: Open) -> None:
    app = begun(open_page)
    press_reveal(app)
    ratings = shown_by(app, "card_back")["ratings"]
    assert [(rating["label"], rating["below"]) for rating in ratings] == [
        ("Couldn't answer", "again in 10 min"),
        ("Shaky", "again in 15 min"),
        ("Solid", "again in 2 days"),
        ("Interview-ready", "again in 8 days"),
    ]


def test_how_sure_somebody_was_is_kept_and_need_not_be_asked(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    assert [label for _, label, _ in shown_by(app, "card_front")["asks"]] == ["Sure", "Unsure", "No idea"]
    press_reveal(app, "unsure")
    press_rating(app, 2)
    store = stored()
    [(card, _, _)] = list(attempts.in_order(store))
    assert attempts.of_card(store, card)[0].confidence == "unsure"
    settings.save(store, 1, asks_confidence=False)
    assert shown_by(open_page("practise"), "card_front")["asks"] is None


def test_undo_brings_the_rated_card_back(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    first = prompt(app)
    press_reveal(app)
    press_rating(app, 1)
    act(app, "undo")
    assert prompt(app) == first
    assert tallies.total(stored()) == 0


def test_flag_suspend_and_bury_from_the_menu(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    first = prompt(app)
    act(app, "flag")
    assert prompt(app) == first
    act(app, "suspend")
    second = prompt(app)
    assert second != first
    act(app, "bury")
    assert prompt(app) not in (first, second)
    every = marks.list_all(stored()).values()
    assert sorted((m.flagged, m.suspended, m.buried_until is not None) for m in every) == [
        (False, False, True),
        (True, True, False),
    ]


def test_another_window_resumes_the_same_card(open_page: Open) -> None:
    card = prompt(begun(open_page))
    assert prompt(open_page("practise")) == card


def test_a_second_window_is_told_the_card_is_already_rated(open_page: Open, stored: Stored) -> None:
    first = begun(open_page)
    second = open_page("practise")
    press_reveal(first)
    press_rating(first, 3)
    press_reveal(second)
    assert "already rated" in notice(second)
    assert prompt(second) == prompt(first)
    assert tallies.total(stored()) == 1


def test_the_end_of_a_session_says_what_was_done(open_page: Open) -> None:
    app = open_page("practise")
    app.selectbox(key="setup_role").select("customer-service-manager").run()
    app.button(key="start").click().run()
    press_reveal(app)
    press_rating(app, 2)
    act(app, "end")
    assert app.title[0].value == "Session finished"
    assert app.metric[0].value == "1"
    assert app.table[0].value["Rating"].tolist() == ["Shaky"]
    assert any("1 card is due by tomorrow." in text.value for text in app.markdown)


def test_nothing_flagged_says_so_instead_of_starting_nothing(open_page: Open) -> None:
    app = open_page("practise")
    choice(app, "source").set_value("flagged").run()
    assert "No question is flagged" in app.info[0].value
    assert not [button for button in app.button if button.key == "start"]


def test_every_source_says_what_it_holds(open_page: Open) -> None:
    app = open_page("practise")
    meanings = set()
    for source in choice(app, "source").options:
        choice(app, "source").set_value(source).run()
        meanings.add(app.caption[0].value)
    assert len(meanings) == len(choice(app, "source").options)


def test_the_end_says_how_often_the_cards_came(open_page: Open) -> None:
    app = open_page("today")
    app.button(key="start_first").click().run()
    app = open_page("practise")
    for rating in (1, 3, 3):
        press_reveal(app)
        press_rating(app, rating)
    act(app, "end")
    assert app.title[0].value == "Session finished"
    assert app.markdown[0].value == "You practised **3 cards**."


def test_cards_that_came_again_are_counted_in_words() -> None:
    assert attempts_in_words({"a": 2, "b": 1, "c": 2, "d": 1, "e": 1}) == "5 cards, 2 of them twice"
    assert attempts_in_words({"a": 3}) == "1 card, 3 times"


def test_undo_is_offered_while_no_session_is_open(open_page: Open) -> None:
    app = begun(open_page)
    rated = prompt(app)
    press_reveal(app)
    press_rating(app, 2)
    act(app, "end")
    app.button(key="practise_more").click().run()
    assert app.button(key="once_undo_setup").label == "Undo the last rating"
    app.button(key="once_undo_setup").click().run()
    assert prompt(app) == rated


def test_undo_after_a_session_says_what_it_took_back(open_page: Open) -> None:
    app = begun(open_page)
    rated = prompt(app)
    press_reveal(app)
    press_rating(app, 2)
    act(app, "end")
    app.button(key="once_undo_end").click().run()
    assert notice(app).startswith("Undid the rating of “")
    assert prompt(app) == rated


def test_undo_after_a_session_says_it_where_no_card_comes_back(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    press_reveal(app)
    press_rating(app, 2)
    act(app, "end")
    app.button(key="practise_more").click().run()
    app.button(key="start").click().run()
    act(app, "end")
    assert app.title[0].value == "Session finished"
    app.button(key="once_undo_end").click().run()
    assert app.toast[0].value.startswith("Undid the rating of “")
    assert tallies.total(stored()) == 0


def test_an_undo_that_is_sent_again_takes_nothing_more_back(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    for _ in range(2):
        press_reveal(app)
        press_rating(app, 3)
    newly_started = open_page("practise")
    act(app, "undo")
    act(newly_started, "undo")
    assert tallies.total(stored()) == 1
    assert prompt(newly_started) == prompt(app)


def test_a_flag_that_is_sent_again_stays(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    newly_started = open_page("practise")
    for window in (app, newly_started):
        act(window, "flag")
    assert [mark.flagged for mark in marks.list_all(stored()).values()] == [True]
    for window in (app, newly_started):
        act(window, "unflag")
    assert not any(mark.flagged for mark in marks.list_all(stored()).values())


def test_a_drill_shows_its_table_and_other_figures_the_next_time(
    open_page: Open, stored: Callable[[], Store]
) -> None:
    app = open_page("practise")
    app.segmented_control(key="source").set_value("lab").run()
    app.button(key="start").click().run()
    first = app.table[0].value
    session = sessions.latest(stored(), only_open=True)
    assert session is not None
    assert session.card is not None
    assert session.card.card_id.startswith("l:")
    assert session.card.variant_id == "1"
    assert not first.empty
    assert "what you would check first" in shown_by(app, "card_front")["wanted"][-1]["lead"]


def test_a_card_that_comes_again_in_a_session_says_so(open_page: Open, stored: Stored) -> None:
    open_page("practise")
    settings.save(stored(), 1, new_a_day=1)
    app = begun(open_page)
    assert "Again" not in str(shown_by(app, "card_front")["tags"])
    press_reveal(app)
    press_rating(app, 1)
    assert "Again: not Solid yet" in str(shown_by(app, "card_front")["tags"])


def test_what_was_left_out_last_time_is_marked_when_the_question_comes_again(
    open_page: Open, stored: Stored
) -> None:
    open_page("practise")
    settings.save(stored(), 1, new_a_day=1)
    app = begun(open_page)
    back = shown_by(app, "card_back")
    assert (back["left_out"], back["last_time"]) == ([], "")
    press_reveal(app)
    ids = [id for id, _ in back["points"]]
    act(app, "tick", points=ids[1:])
    press_rating(app, 1)
    again = shown_by(app, "card_back")
    assert again["left_out"] == ids[:1]
    assert again["last_time"] == f"Last time (today) you left out 1 of {len(ids)}: add it."
    press_reveal(app)
    press_rating(app, 1)
    assert shown_by(app, "card_back")["last_time"] == ""
