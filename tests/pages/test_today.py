from __future__ import annotations

from collections.abc import Callable

from prepkit.store import Store, settings
from tests.pages.conftest import Open

Stored = Callable[[], Store]


def test_a_newcomer_sees_what_to_do_and_no_zeros(open_page: Open) -> None:
    app = open_page("today")
    assert app.title[0].value == "Practise the interview before it happens"
    assert app.button(key="start_first").label == "Start with 5 questions"
    assert not app.metric


def test_start_reveal_rate_are_the_three_clicks_to_a_first_rated_card(open_page: Open) -> None:
    app = open_page("today")
    app.button(key="start_first").click().run()
    app = open_page("practise")
    app.button(key="once_reveal").click().run()
    app.button(key="once_rate_3").click().run()
    assert any("Saved as *Solid*" in text.value for text in app.markdown)


def test_the_role_chosen_at_the_start_is_kept(open_page: Open, stored: Stored) -> None:
    app = open_page("today")
    app.selectbox(key="welcome_role").select("customer-service-manager").run()
    assert settings.load(stored()).target_role == "customer-service-manager"


def test_after_practice_readiness_has_its_three_figures_and_the_session_can_go_on(open_page: Open) -> None:
    app = open_page("today")
    app.button(key="start_first").click().run()
    app = open_page("practise")
    app.button(key="once_reveal").click().run()
    app.button(key="once_rate_4").click().run()
    app = open_page("today")
    assert [metric.label for metric in app.metric] == ["Covered", "Recalled", "Ready"]
    assert app.subheader[0].value == "First questions: 4 cards to go"
    app.button(key="carry_on").click().run()
    assert app.button(key="once_reveal").label == "Reveal the answer"


def test_when_all_is_done_it_says_so(open_page: Open, stored: Stored) -> None:
    app = open_page("today")
    settings.save(stored(), 1, new_a_day=1)
    app.run()
    app.button(key="start_first").click().run()
    app = open_page("practise")
    app.button(key="once_reveal").click().run()
    app.button(key="once_rate_4").click().run()
    app.session_state["more"] = True
    app.run()
    app.button(key="end_session").click().run()
    app = open_page("today")
    assert app.subheader[0].value == "Done for today"
