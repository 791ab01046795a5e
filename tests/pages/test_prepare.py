from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import DATA
from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview, InterviewOutcome, QuestionHeard
from prepkit.store import Store, drafts, settings, stories
from prepkit.ui.runtime.opening import clock
from tests.pages.conftest import Open, is_card, press_rating, press_reveal, prompt, shown_by

Stored = Callable[[], Store]


def test_an_interview_is_added_and_its_plan_shows(open_page: Open, stored: Stored) -> None:
    app = open_page("prepare")
    assert "Add the date" in app.markdown[0].value
    app.text_input(key="new_company").set_value(" Larkfield  Energy ")
    day = clock().day + timedelta(days=12)
    app.date_input(key="new_day").set_value(day)
    app.button[-1].click().run()
    ((identity, kept),) = repository.list_all(stored())
    assert (kept.company, kept.day) == ("Larkfield Energy", day)
    page = open_page("prepare", interview=identity)
    assert page.title[0].value == "Larkfield Energy"
    assert any("In 12 days" in one.value for one in page.markdown)
    assert any("enough time" in one.value and "core questions" in one.value for one in page.markdown)
    today = open_page("today")
    assert not today.exception


def test_an_interview_is_added_once_and_never_empty(open_page: Open, stored: Stored) -> None:
    app = open_page("prepare")
    app.button[-1].click().run()
    assert "Enter a company" in app.warning[0].value
    assert repository.list_all(stored()) == []
    for _ in range(2):
        again = open_page("prepare", all="1")
        again.text_input(key="new_company").set_value("Larkfield")
        again.button[-1].click().run()
    assert len(repository.list_all(stored())) == 1


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
    app.selectbox(key=f"interview_outcome_{identity}").select(InterviewOutcome.NEXT_ROUND).run()
    kept = repository.get(stored(), identity)
    assert kept is not None
    assert (kept.place, kept.outcome) == ("Leeds", InterviewOutcome.NEXT_ROUND)
    app.button(key="next_round").click().run()
    found = dict(repository.list_all(stored()))
    assert sorted(one.previous for one in found.values()) == ["", identity]
    app = open_page("prepare", interview=identity, part="Details")
    app.button(key="delete_interview").click().run()
    assert repository.get(stored(), identity) is not None
    app.button(key="delete_interview_yes").click().run()
    assert repository.get(stored(), identity) is None


def test_what_to_ask_is_picked_and_ticked(open_page: Open, stored: Stored) -> None:
    _, identity = planned(open_page, stored)
    app = open_page("prepare", interview=identity, part="Questions to ask")
    assert any("0 of 5" in text.value for text in app.markdown)
    pick = next(button for button in app.button if str(button.key).startswith("pick_"))
    pick.click().run()
    kept = repository.get(stored(), identity)
    assert kept is not None
    assert len(kept.ask) == 1
    box = next(box for box in app.checkbox if box.label == "I asked this")
    box.check().run()
    kept = repository.get(stored(), identity)
    assert kept is not None
    assert kept.ask[0].asked


def test_findings_belong_to_the_company_whichever_round(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    _, identity = planned(open_page, stored)
    drafts.save(stored(), f"{repository.drafts_of(identity)}company-site what", "240,000 homes", 1)
    app = open_page("prepare", interview=identity, part="Company")
    app.button(key="keep_finding_company-site").click().run()
    repository.save(stored(), "other", Interview(company="larkfield"), 1)
    other = open_page("prepare", interview="other", part="Company")
    assert any("240,000 homes" in one.value for one in other.markdown)


def test_the_day_has_a_sheet_a_calendar_and_a_list(open_page: Open, stored: Stored) -> None:
    _, identity = planned(open_page, stored)
    app = open_page("prepare", interview=identity, part="The day")
    app.checkbox(key=f"check_{identity}_cv_False").check().run()
    app.text_input(key="new_item_text").set_value("Umbrella")
    next(button for button in app.button if button.label == "Add it").click().run()
    kept = repository.get(stored(), identity)
    assert kept is not None
    assert kept.done == ("cv",)
    assert [item.text for item in kept.items] == ["Umbrella"]
    assert {one.key for one in app.get("download_button")} >= {"day_sheet", "day_calendar"}
    assert any("Larkfield.html" in text.value.replace("\\", "") for text in app.caption)
    app.button(key="fill_people").click().run()
    assert app.text_input(key=f"interview_place_{identity}").value == ""


def test_the_next_step_stands_on_the_plan_and_is_one_line_elsewhere(open_page: Open, stored: Stored) -> None:
    app, identity = planned(open_page, stored)
    planned_step = app.header[0].value
    assert planned_step == "Practise what is planned for today"
    app = open_page("prepare", interview=identity, part="The day")
    assert planned_step not in [header.value for header in app.header]
    app.button(key="prepare_next_line").click().run()
    assert app.header[0].value == planned_step
    repository.change(stored(), identity, lambda one: replace(one, day=clock().day), 2)
    app = open_page("prepare", interview=identity)
    assert app.button(key="prepare_open").label == "Open the checklist"
    app.button(key="prepare_open").click().run()
    assert "To bring and to do" in [header.value for header in app.header]
    assert "prepare_next_line" not in [button.key for button in app.button]


def test_an_interview_without_a_company_asks_for_it_where_it_is_needed(
    open_page: Open, stored: Stored
) -> None:
    open_page("prepare")
    day = clock().day + timedelta(days=200)
    repository.save(stored(), "one", Interview(day=day), 1)
    app = open_page("prepare", interview="one", part="Company")
    app.text_input(key="research_company_one").set_value(" Larkfield  Energy ").run()
    assert repository.get(stored(), "one") == Interview(company="Larkfield Energy", day=day)
    assert app.title[0].value == "Larkfield Energy"


def test_a_mock_for_an_interview_is_a_click_from_its_plan(open_page: Open, stored: Stored) -> None:
    app, _ = planned(open_page, stored)
    assert app.button(key="prepare_mock").label == "Mock for Larkfield"
    app.button(key="prepare_mock").click().run()
    assert app.selectbox(key="mock_for").value == "one"


def test_what_was_asked_becomes_a_question_and_a_note_is_drafted(open_page: Open, stored: Stored) -> None:
    _, identity = planned(open_page, stored)
    drafts.save(stored(), f"{repository.drafts_of(identity)}new heard", "Sell me this pen", 1)
    app = open_page("prepare", interview=identity, part="Afterwards")
    next(button for button in app.button if button.label == "Add it").click().run()
    app.button(key=f"own_{identity}_0").click().run()
    kept = repository.get(stored(), identity)
    assert kept is not None
    assert kept.heard == (QuestionHeard("Sell me this pen", kept.heard[0].question),)
    assert kept.heard[0].question.startswith("mine-")
    app.button(key="draft_thanks").click().run()
    kept = repository.get(stored(), identity)
    assert kept is not None
    assert "Dear [name]" in kept.thanks


def test_a_link_to_an_interview_that_is_gone_says_so(open_page: Open) -> None:
    app = open_page("prepare", interview="nobody")
    assert "may have been deleted" in app.info[0].value
    assert not app.text_input(key="new_company").disabled


def planned(open_page: Open, stored: Stored):  # type: ignore[no-untyped-def]
    """An interview in twelve days, and its page."""
    open_page("prepare")
    day = clock().day + timedelta(days=12)
    repository.save(stored(), "one", Interview(company="Larkfield", day=day), 1)
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
    repository.change(stored(), identity, lambda one: replace(one, advert=ADVERT), 2)
    app = open_page("prepare", interview=identity, part="Advertisement")
    (found,) = (one.value for one in app.markdown if one.value.startswith("Found: 2 duties"))
    assert "You have nothing yet for" in found
    rows = {row["title"]: row for row in shown_by(app, "advert_named")["rows"]}
    assert "CSAT" in rows["Customer satisfaction score (CSAT)"]["note"]
    first = shown_by(app, "advert_questions")["rows"][0]
    assert "“" in first["note"]
    quotations = re.findall("“[^”]*”", " ".join(row["note"] for row in listed_rows(app)))
    in_full = [words for words in quotations if not words.endswith("…”")]
    assert len(in_full) == len(set(in_full))
    app.button(key="write_gap_story").click().run()
    assert app.query_params["shows"]
    assert stories.list_all(stored()) == []
    app = open_page("prepare", interview=identity, part="Advertisement")
    app.button(key="practise_advert").click().run()
    assert prompt(open_page("practise")) == first["title"]


def listed_rows(app: AppTest) -> list[dict[str, str]]:
    keys = ("advert_questions", "advert_competencies", "advert_named")
    return [row for key in keys for row in shown_by(app, key)["rows"]]


def test_what_the_advertisement_makes_likelier_is_core_in_the_plan(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, identity = planned(open_page, stored)
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    repository.change(stored(), identity, lambda one: replace(one, role="customer-service-manager"), 2)
    before = verdict(open_page("prepare", interview=identity))
    repository.change(stored(), identity, lambda one: replace(one, advert=ADVERT), 3)
    after = verdict(open_page("prepare", interview=identity))
    assert "because of this advertisement" in after
    assert core_of(after) > core_of(before)


def verdict(app: AppTest) -> str:
    return next(one.value for one in app.markdown if "core question" in one.value)


def core_of(said: str) -> int:
    return int(re.findall(r"(\d+) core question", said)[0])


def test_an_advertisement_for_something_else_says_so(open_page: Open, stored: Stored) -> None:
    _, identity = planned(open_page, stored)
    repository.change(stored(), identity, lambda one: replace(one, advert="Lovely flat, two rooms."), 2)
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
    assert repository.get(stored(), identity).role == "customer-service-manager"  # type: ignore[union-attr]


def test_an_hour_elsewhere_is_told_in_both_places(open_page: Open, stored: Stored) -> None:
    open_page("prepare")
    day = clock().day + timedelta(days=12)
    away = Interview(company="Larkfield", day=day, start="00:15", tz="Asia/Kathmandu")
    repository.save(stored(), "one", away, 1)
    app = open_page("prepare", interview="one")
    (head,) = [one.value for one in app.markdown if "Kathmandu" in one.value]
    assert head.startswith("**In 11 days**")
    assert "18:30 here" in head.replace("\\", "")


def test_somebody_invited_sees_the_plan_before_the_first_attempt(open_page: Open, stored: Stored) -> None:
    planned(open_page, stored)
    app = open_page("today")
    assert not app.button(key="coming").disabled
    app.button(key="start_first").click().run()
    assert is_card(open_page("practise"))


def test_practise_offers_what_is_planned(open_page: Open, stored: Stored) -> None:
    planned(open_page, stored)
    app = open_page("practise")
    assert any("What your plan has for today" in text.value for text in (*app.markdown, *app.caption))
    app.button(key="start").click().run()
    assert is_card(app)


def test_a_day_s_part_is_over_when_its_cards_are_done_however_quickly(
    open_page: Open, stored: Stored
) -> None:
    planned(open_page, stored)
    open_page("today").button(key="start_first").click().run()
    for _ in range(20):
        card = open_page("practise")
        if not is_card(card):
            break
        press_reveal(card)
        press_rating(card, 3)
    app = open_page("today")
    assert not [one for one in app.button if one.key == "start"]
    assert "question" not in app.header[0].value


def test_the_only_interview_opens_without_the_list(open_page: Open, stored: Stored) -> None:
    _, interview = planned(open_page, stored)
    only = open_page("prepare")
    assert only.query_params["interview"] == interview
    assert only.title[0].value != "Interviews"
    listed = open_page("prepare", all="1")
    assert [row["id"] for row in shown_by(listed, "upcoming_interviews")["rows"]] == [interview]
    repository.save(stored(), "second", Interview(company="Northwind"), 1)
    assert open_page("prepare").title[0].value == "Interviews"
