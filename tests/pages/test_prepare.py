from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import DATA
from prepkit.prepare import keeping
from prepkit.prepare.interview import Heard, Interview, Outcome
from prepkit.store import Store, drafts, settings, stories
from prepkit.ui.desk import clock
from tests.pages.conftest import Open, shown_by

Stored = Callable[[], Store]


def test_an_interview_is_added_and_its_plan_shows(open_page: Open, stored: Stored) -> None:
    app = open_page("prepare")
    assert "Say when" in app.markdown[0].value
    app.text_input(key="new_company").set_value(" Larkfield  Energy ")
    day = clock().day + timedelta(days=12)
    app.date_input(key="new_day").set_value(day)
    app.button[-1].click().run()
    ((identity, kept),) = keeping.every(stored())
    assert (kept.company, kept.day) == ("Larkfield Energy", day)
    page = open_page("prepare", interview=identity)
    assert page.title[0].value == "Larkfield Energy"
    assert any("In 12 days" in one.value for one in page.markdown)
    assert any("The time" in one.value and "core questions" in one.value for one in page.markdown)
    today = open_page("today")
    assert not today.exception


def test_an_interview_is_added_once_and_never_empty(open_page: Open, stored: Stored) -> None:
    app = open_page("prepare")
    app.button[-1].click().run()
    assert "which company" in app.warning[0].value
    assert keeping.every(stored()) == []
    for _ in range(2):
        again = open_page("prepare")
        again.text_input(key="new_company").set_value("Larkfield")
        again.button[-1].click().run()
    assert len(keeping.every(stored())) == 1


def test_minutes_and_days_off_change_the_plan(open_page: Open, stored: Stored) -> None:
    app, identity = planned(open_page, stored)
    app.number_input(key="plan_minutes").set_value(45).run()
    app.pills(key="plan_days_off").set_value([6]).run()
    assert settings.load(stored()).minutes_a_day == 45
    assert settings.load(stored()).days_off == (6,)
    again = open_page("prepare", interview=identity)
    assert any("day off" in one.value for one in again.markdown)


def test_details_save_themselves_and_the_next_round_takes_them_over(open_page: Open, stored: Stored) -> None:
    _, identity = planned(open_page, stored)
    app = open_page("prepare", interview=identity, part="Details")
    app.text_input(key=f"interview_place_{identity}").set_value("Leeds").run()
    app.selectbox(key=f"interview_outcome_{identity}").select(Outcome.NEXT_ROUND).run()
    kept = keeping.get(stored(), identity)
    assert kept is not None
    assert (kept.place, kept.outcome) == ("Leeds", Outcome.NEXT_ROUND)
    app.button(key="next_round").click().run()
    found = dict(keeping.every(stored()))
    assert sorted(one.previous for one in found.values()) == ["", identity]
    app = open_page("prepare", interview=identity, part="Details")
    app.button(key="delete_interview").click().run()
    assert keeping.get(stored(), identity) is not None
    app.button(key="delete_interview_yes").click().run()
    assert keeping.get(stored(), identity) is None


def test_what_to_ask_is_picked_and_ticked(open_page: Open, stored: Stored) -> None:
    _, identity = planned(open_page, stored)
    app = open_page("prepare", interview=identity, part="Ask back")
    pick = next(button for button in app.button if button.label == "Take it")
    pick.click().run()
    kept = keeping.get(stored(), identity)
    assert kept is not None
    assert len(kept.ask) == 1
    box = next(box for box in app.checkbox if box.label == "I asked it")
    box.check().run()
    kept = keeping.get(stored(), identity)
    assert kept is not None
    assert kept.ask[0].asked


def test_findings_belong_to_the_company_whichever_round(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    _, identity = planned(open_page, stored)
    drafts.put(stored(), f"{keeping.drafts_of(identity)}company-site what", "240,000 homes", 1)
    app = open_page("prepare", interview=identity, part="Company")
    app.button(key="keep_finding_company-site").click().run()
    keeping.put(stored(), "other", Interview(company="larkfield"), 1)
    other = open_page("prepare", interview="other", part="Company")
    assert any("240,000 homes" in one.value for one in other.markdown)


def test_the_day_has_a_sheet_a_calendar_and_a_list(open_page: Open, stored: Stored) -> None:
    _, identity = planned(open_page, stored)
    app = open_page("prepare", interview=identity, part="The day")
    app.checkbox(key=f"check_{identity}_cv_False").check().run()
    app.text_input(key="new_item_text").set_value("Umbrella")
    next(button for button in app.button if button.label == "Add it").click().run()
    kept = keeping.get(stored(), identity)
    assert kept is not None
    assert kept.done == ("cv",)
    assert [item.text for item in kept.items] == ["Umbrella"]
    assert {one.key for one in app.get("download_button")} >= {"day_sheet", "day_calendar"}


def test_what_was_asked_becomes_a_question_and_a_note_is_drafted(open_page: Open, stored: Stored) -> None:
    _, identity = planned(open_page, stored)
    app = open_page("prepare", interview=identity, part="Afterwards")
    app.text_input(key="new_heard_text").set_value("Sell me this pen")
    next(button for button in app.button if button.label == "Add it").click().run()
    app.button(key=f"own_{identity}_0").click().run()
    kept = keeping.get(stored(), identity)
    assert kept is not None
    assert kept.heard == (Heard("Sell me this pen", kept.heard[0].question),)
    assert kept.heard[0].question.startswith("mine-")
    app.button(key="draft_thanks").click().run()
    kept = keeping.get(stored(), identity)
    assert kept is not None
    assert "Dear [name]" in kept.thanks


def test_a_link_to_an_interview_that_is_gone_says_so(open_page: Open) -> None:
    app = open_page("prepare", interview="nobody")
    assert "may have been deleted" in app.info[0].value
    assert app.text_input(key="new_company")


def planned(open_page: Open, stored: Stored):  # type: ignore[no-untyped-def]
    """An interview in twelve days, and its page."""
    open_page("prepare")
    day = clock().day + timedelta(days=12)
    keeping.put(stored(), "one", Interview(company="Larkfield", day=day), 1)
    return open_page("prepare", interview="one"), "one"


ADVERT = """What you will do
- Answer guests by phone and chat
- Coach new colleagues, and keep CSAT above 90
"""


def test_the_advertisement_is_kept_read_and_practised(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, identity = planned(open_page, stored)
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    app = open_page("prepare", interview=identity, part="Advertisement")
    assert shown_by(app, "interview_advert")["saved"] == ""
    keeping.change(stored(), identity, lambda one: replace(one, advert=ADVERT), 2)
    app = open_page("prepare", interview=identity, part="Advertisement")
    (found,) = (one.value for one in app.markdown if one.value.startswith("Found in it: 2 duties"))
    assert "You have nothing yet for" in found
    rows = {row["title"]: row for row in shown_by(app, "advert_named")["rows"]}
    assert "CSAT" in rows["Customer satisfaction score (CSAT)"]["note"]
    first = shown_by(app, "advert_questions")["rows"][0]
    assert "“" in first["note"]
    app.button(key="write_gap_story").click().run()
    (story,) = stories.every(stored())
    assert story.content["competencies"]
    app = open_page("prepare", interview=identity, part="Advertisement")
    app.button(key="practise_advert").click().run()
    assert open_page("practise").title[0].value.replace("\\", "") == first["title"]


def test_what_the_advertisement_makes_likelier_is_core_in_the_plan(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, identity = planned(open_page, stored)
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    keeping.change(stored(), identity, lambda one: replace(one, role="customer-service-manager"), 2)
    before = verdict(open_page("prepare", interview=identity))
    keeping.change(stored(), identity, lambda one: replace(one, advert=ADVERT), 3)
    after = verdict(open_page("prepare", interview=identity))
    assert "because of this advertisement" in after
    assert core_of(after) > core_of(before)


def verdict(app: AppTest) -> str:
    return next(one.value for one in app.markdown if "core question" in one.value)


def core_of(said: str) -> int:
    return int(re.findall(r"(\d+) core question", said)[0])


def test_an_advertisement_for_something_else_says_so(open_page: Open, stored: Stored) -> None:
    _, identity = planned(open_page, stored)
    keeping.change(stored(), identity, lambda one: replace(one, advert="Lovely flat, two rooms."), 2)
    app = open_page("prepare", interview=identity, part="Advertisement")
    assert "Is the whole advertisement there?" in app.info[0].value


def test_the_plan_names_the_questions_of_a_day(open_page: Open, stored: Stored) -> None:
    app, _ = planned(open_page, stored)
    listed = shown_by(app, "plan_day_questions")
    assert listed["rows"][0]["title"]
    assert listed["rows"][0]["tags"] == [["new", "green"]]


def test_without_a_role_the_plan_asks_for_one(open_page: Open, stored: Stored) -> None:
    app, identity = planned(open_page, stored)
    app.selectbox(key=f"plan_role_{identity}").select("customer-service-manager").run()
    assert keeping.get(stored(), identity).role == "customer-service-manager"  # type: ignore[union-attr]


def test_an_hour_elsewhere_is_told_in_both_places(open_page: Open, stored: Stored) -> None:
    open_page("prepare")
    day = clock().day + timedelta(days=12)
    away = Interview(company="Larkfield", day=day, start="00:15", tz="Asia/Kathmandu")
    keeping.put(stored(), "one", away, 1)
    app = open_page("prepare", interview="one")
    (head,) = [one.value for one in app.markdown if "Kathmandu" in one.value]
    assert head.startswith("**In 11 days**")
    assert "18:30 here" in head.replace("\\", "")


def test_somebody_invited_sees_the_plan_before_the_first_attempt(open_page: Open, stored: Stored) -> None:
    planned(open_page, stored)
    app = open_page("today")
    assert app.button(key="coming")
    app.button(key="start").click().run()
    assert open_page("practise").button(key="once_reveal")


def test_practise_offers_what_is_planned(open_page: Open, stored: Stored) -> None:
    planned(open_page, stored)
    app = open_page("practise")
    assert any("As planned" in one.value for one in app.markdown)
    app.button(key="start").click().run()
    assert app.button(key="once_reveal")


def test_a_day_s_part_is_over_when_its_cards_are_done_however_quickly(
    open_page: Open, stored: Stored
) -> None:
    planned(open_page, stored)
    open_page("today").button(key="start").click().run()
    for _ in range(20):
        card = open_page("practise")
        if not [one for one in card.button if one.key == "once_reveal"]:
            break
        card.button(key="once_reveal").click().run()
        card.button(key="once_rate_3").click().run()
    app = open_page("today")
    assert not [one for one in app.button if one.key == "start"]
    assert "question" not in app.subheader[0].value
