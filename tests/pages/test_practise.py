from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from prepkit.model import Rating
from prepkit.store import Store, attempts, marks, sessions, tallies
from tests.pages.conftest import Open

Stored = Callable[[], Store]


def begun(open_page: Open) -> AppTest:
    app = open_page("practise")
    app.button(key="start").click().run()
    assert not app.exception
    return app


def choose_from_menu(app: AppTest, key: str) -> None:
    app.session_state["more"] = True
    app.run()
    app.button(key=key).click().run()


def prompt(app: AppTest) -> str:
    return str(app.title[0].value)


def test_start_reveal_rate_brings_the_next_card_and_says_saved(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    first = prompt(app)
    app.button(key="once_reveal").click().run()
    app.button(key="once_rate_3").click().run()
    assert prompt(app) != first
    assert any("Saved as *Solid*" in text.value for text in app.markdown)
    [entry] = list(attempts.in_order(stored()))
    assert entry[1] == Rating.SOLID


def test_each_rating_says_when_the_question_comes_back(open_page: Open) -> None:
    app = begun(open_page)
    app.button(key="once_reveal").click().run()
    assert [app.button(key=f"once_rate_{n}").label for n in (1, 2, 3, 4)] == [
        "1  Couldn't answer  \n:small[again in 10 min]",
        "2  Shaky  \n:small[again in 15 min]",
        "3  Solid  \n:small[again in 2 days]",
        "4  Interview-ready  \n:small[again in 8 days]",
    ]


def test_from_the_second_session_on_revealing_asks_how_sure(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    choose_from_menu(app, "end_session")
    app.button(key="practise_more").click().run()
    app.button(key="start").click().run()
    assert any("how sure you are" in text.value for text in app.markdown)
    app.button(key="once_reveal_unsure").click().run()
    app.button(key="once_rate_2").click().run()
    store = stored()
    [(card, _, _)] = list(attempts.in_order(store))
    assert attempts.of_card(store, card)[0].confidence == "unsure"
    assert not any("New: say how sure" in text.value for text in app.markdown)


def test_undo_brings_the_rated_card_back(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    first = prompt(app)
    app.button(key="once_reveal").click().run()
    app.button(key="once_rate_1").click().run()
    app.button(key="once_undo").click().run()
    assert prompt(app) == first
    assert tallies.total(stored()) == 0


def test_flag_suspend_and_bury_from_the_menu(open_page: Open, stored: Stored) -> None:
    app = begun(open_page)
    first = prompt(app)
    choose_from_menu(app, "flag")
    assert prompt(app) == first
    choose_from_menu(app, "once_suspend")
    second = prompt(app)
    assert second != first
    choose_from_menu(app, "once_bury")
    assert prompt(app) not in (first, second)
    every = marks.every(stored()).values()
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
    first.button(key="once_reveal").click().run()
    first.button(key="once_rate_3").click().run()
    second.button(key="once_reveal").click().run()
    assert any("already rated" in text.value for text in second.markdown)
    assert prompt(second) == prompt(first)
    assert tallies.total(stored()) == 1


def test_the_end_of_a_session_says_what_was_done(open_page: Open) -> None:
    app = open_page("practise")
    app.selectbox(key="setup_role").select("customer-service-manager").run()
    app.button(key="start").click().run()
    app.button(key="once_reveal").click().run()
    app.button(key="once_rate_2").click().run()
    choose_from_menu(app, "end_session")
    assert prompt(app) == "Session finished"
    assert app.metric[0].value == "1"
    assert app.table[0].value["Rating"].tolist() == ["Shaky"]


def test_nothing_flagged_says_so_instead_of_starting_nothing(open_page: Open) -> None:
    app = open_page("practise")
    app.get_by_key("source").set_value("flagged").run()
    assert "No question is flagged" in app.info[0].value
    assert not [button for button in app.button if button.key == "start"]


def test_undo_is_offered_while_no_session_is_open(open_page: Open) -> None:
    app = begun(open_page)
    rated = prompt(app)
    app.button(key="once_reveal").click().run()
    app.button(key="once_rate_2").click().run()
    choose_from_menu(app, "end_session")
    app.button(key="practise_more").click().run()
    app.button(key="once_undo_setup").click().run()
    assert prompt(app) == rated


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
    assert "what you would check first" in "".join(one.value for one in app.markdown)
