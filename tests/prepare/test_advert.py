from __future__ import annotations

import pytest

from prepkit.bank import DATA, Bank, load
from prepkit.model import Story
from prepkit.prepare import demo
from prepkit.prepare.advert.lines import Part, sentences
from prepkit.prepare.advert.phrases import one_of
from prepkit.prepare.advert.reading import Quote, read
from prepkit.prepare.advert.relevance import RAISED, raised, relevant
from prepkit.prepare.advert.standing import standing
from prepkit.prepare.advert.terms import terms

ROLE = "customer-service-manager"


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(DATA)


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("coach*", "You will be coaching agents", "coaching"),
        ("repeat contact|call", "fewer repeat calls", None),
        ("repeat contact*|call*", "fewer repeat-calls", "repeat-calls"),
        ("keep* ~ queue*", "keeping a very long queue short", "keeping a very long queue"),
        ("keep* ~ queue*", "keep it, and mind what they say of the queue", None),
        ("can't", "what we can’t do", "can’t"),
        ("rota", "rotary club", None),
    ],
)
def test_a_cue_is_found_as_whole_words(cue: str, text: str, found: str | None) -> None:
    match = one_of([cue]).search(text)
    assert (match.group() if match else None) == found


def test_an_advertisement_falls_into_duties_wants_and_the_rest() -> None:
    parts = {one.text: one.part for one in sentences(demo.ADVERT)}
    assert parts["Coach your team leads, set fair targets and deal early with poor performance"] is Part.DUTY
    assert parts["Three years or more leading people in a contact centre"] is Part.WANTED
    assert "What we look for" not in parts


def test_a_line_broken_to_fit_a_page_is_one_sentence() -> None:
    text = "You lead five team leads and sixty agents who answer by phone,\nchat and email, from Leeds.\n"
    (only,) = sentences(text)
    assert only.text.endswith("by phone, chat and email, from Leeds.")


def test_what_is_asked_for_is_quoted_in_its_own_words(bank: Bank) -> None:
    reading = read(demo.ADVERT, bank)
    assert [quote.words for quote in reading.tools["ticketing"]] == ["Zendesk"]
    assert "csat" in reading.metrics
    for quotes in (*reading.competencies.values(), *reading.metrics.values(), *reading.tools.values()):
        assert all(quote.words in " ".join(demo.ADVERT.split()) for quote in quotes)


def test_praise_and_pay_ask_for_nothing(bank: Bank) -> None:
    reading = read(
        "Benefits\nSlack-free Fridays, coaching for you, a pension.\nAbout us\nOur CSAT is 95.\n", bank
    )
    assert reading.empty


def test_a_product_is_no_mere_word(bank: Bank) -> None:
    assert read("You work in Excel and Zendesk.", bank).tools.keys() == {"business-intelligence", "ticketing"}
    assert not read("What we look for\nExcel at what you do. Slack-free days. Nice people.", bank).tools


def test_a_longer_product_name_is_one_tool(bank: Bank) -> None:
    found = read("You know Jira Service Management.", bank).tools
    assert {id: [one.words for one in quotes] for id, quotes in found.items()} == {
        "ticketing": ["Jira Service Management"]
    }


@pytest.mark.parametrize("text", ["", " \n\n", "x" * 50_000, "- \n" * 5_000, "🙂" * 100, "a\x00b"])
def test_what_holds_nothing_is_empty(bank: Bank, text: str) -> None:
    assert read(text, bank).empty
    assert terms(text) == ()


def test_a_quotation_is_cut_between_words() -> None:
    text = "In all your first months you will help with forecasting and with all plans for winter and spring"
    start = text.index("forecasting")
    shown = Quote(text, start, start + len("forecasting")).in_context
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert f" {shown.strip('…')} " in f" {text} "


def test_questions_are_ranked_with_the_reason(bank: Bank) -> None:
    ranked = relevant(bank, read("You forecast contacts and write the rota in Verint.", bank), ROLE)
    why = {reason.name: reason.words for reason in ranked[0].reasons}
    assert "Verint" in why["Workforce management (WFM)"]
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    assert len(raised(ranked)) <= RAISED
    assert ranked[0].question in raised(ranked)


def test_gaps_are_where_neither_story_nor_attempt_has_anything(bank: Bank) -> None:
    reading = read("You own CSAT, coach the team and settle complaints. You know Zendesk.", bank)
    story = Story("Mine", action="I coached Ana on Zendesk.", competencies=("coaching",))
    empty = standing(bank, reading, {}, (), ROLE)
    assert all(one.is_gap for one in empty)
    found = {one.id: one for one in standing(bank, reading, {"s": story}, ("t:csat",), ROLE)}
    assert found["coaching"].stories == found["ticketing"].stories == ("s",)
    assert found["csat"].attempted == ("t:csat",)
    assert [id for id, one in found.items() if one.is_gap] == ["recovery"]


def test_their_words_for_customers_and_what_they_repeat(bank: Bank) -> None:
    found = {
        one.words: one
        for one in terms(
            "You welcome guests. Our guests trust you. You keep the shift log. Read the shift log daily."
        )
    }
    assert found["guests"].instead_of == "customers"
    assert found["shift log"].times == 2
    assert "customers" not in {
        one.words for one in terms("You help customers. Customers like you. One user.")
    }
