from __future__ import annotations

import pytest

from prepkit.bank import Bank
from prepkit.demo import interview as demo
from prepkit.interviews.advert.asking import Quote
from prepkit.interviews.advert.lines import Part
from prepkit.interviews.advert.parts import sentences
from prepkit.interviews.advert.phrases import one_of
from prepkit.interviews.advert.reading import is_english, read
from prepkit.interviews.advert.relevance import RAISED, likelihood_factors, relevant
from prepkit.interviews.advert.requirements import list_requirements
from prepkit.interviews.advert.terms import terms
from prepkit.model import Story
from tests.shipped import shipped_bank

ROLE = "customer-service-manager"


@pytest.fixture(scope="module")
def bank() -> Bank:
    return shipped_bank()


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


def test_a_bare_list_of_products_names_tools_and_no_duty(bank: Bank) -> None:
    reading = read("Requirements\nSalesforce, Genesys Cloud, Power BI\nYou run our WFM (NICE IEX).", bank)
    assert reading.tools.keys() == {"crm", "telephony-ivr", "business-intelligence", "workforce-management"}
    assert "Salesforce, Genesys Cloud, Power BI" not in reading.duties


def test_a_longer_product_name_is_one_tool(bank: Bank) -> None:
    found = read("You know Jira Service Management.", bank).tools
    assert {id: [one.words for one in quotes] for id, quotes in found.items()} == {
        "ticketing": ["Jira Service Management"]
    }


@pytest.mark.parametrize("text", ["", " \n\n", "x" * 50_000, "- \n" * 5_000, "🙂" * 100, "a\x00b"])
def test_what_holds_nothing_is_empty(bank: Bank, text: str) -> None:
    reading = read(text, bank)
    assert reading.empty
    assert terms(text, bank, reading) == ()


def test_a_sentence_is_quoted_whole_and_a_long_one_by_its_clauses() -> None:
    text = "You report service levels, CSAT and cost per contact, and explain each of them to the board"
    assert quoted(text, "CSAT") == text
    long = (
        "You will work with colleagues in seven countries and with partners who look after our customers at "
        "night; you report service levels, CSAT and cost per contact, and explain each of them to the board, "
        "while you keep the rota, the knowledge base and the forecast in good order."
    )
    assert quoted(long, "CSAT") == "…you report service levels, CSAT and cost per contact…"


def test_a_clause_too_long_to_quote_is_cut_between_words() -> None:
    text = "In all your first months you will help with forecasting and with all plans for winter " * 4
    shown = quoted(text, "forecasting")
    assert len(shown) < 100
    assert f" {shown.strip('…')} " in f" {text} "


def quoted(text: str, words: str) -> str:
    start = text.index(words)
    return Quote(text, start, start + len(words)).in_context


def test_questions_are_ranked_with_the_reason(bank: Bank) -> None:
    ranked = relevant(bank, read("You forecast contacts and write the rota in Verint.", bank), ROLE)
    why = {reason.name: reason.words for reason in ranked[0].reasons}
    assert "Verint" in why["Workforce management (WFM)"]
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    assert len(likelihood_factors(ranked)) <= RAISED
    assert ranked[0].question in likelihood_factors(ranked)


def test_gaps_are_where_neither_story_nor_attempt_has_anything(bank: Bank) -> None:
    reading = read("You own CSAT, coach the team and settle complaints. You know Zendesk.", bank)
    story = Story("Mine", action="I coached Ana on Zendesk.", competencies=("coaching",))
    empty = list_requirements(bank, reading, {}, (), ROLE)
    assert all(one.is_gap for one in empty)
    found = {one.id: one for one in list_requirements(bank, reading, {"s": story}, ("t:csat",), ROLE)}
    assert found["coaching"].stories == found["ticketing"].stories == ("s",)
    assert found["csat"].attempted == ("t:csat",)
    assert [id for id, one in found.items() if one.is_gap] == ["recovery"]
    assert not found["coaching"].is_thin
    assert found["csat"].is_thin == (len(found["csat"].cards) > 2)


def test_their_words_are_theirs_for_people_for_figures_and_for_things(bank: Bank) -> None:
    text = (
        "You welcome guests by phone and chat, and our guests come first.\n"
        "You report the first-time fix, and you own the goodwill guideline for lost parcels.\n"
        "Two years of experience in customer service."
    )
    found = {one.words: one for one in terms(text, bank, read(text, bank))}
    assert found["guests"].instead_of == "customers"
    assert found["first-time fix"].instead_of == "First contact resolution (FCR)"
    assert {"goodwill guideline", "lost parcels"} <= found.keys()
    assert not {"customer service", "years experience"} & found.keys()


def test_a_place_is_no_term_of_the_advertisement(bank: Bank) -> None:
    text = (
        "You answer travellers in Cape Town and own the goodwill guideline for lost parcels.\n"
        "You report to the floor manager in Cape Town."
    )
    words = {term.words for term in terms(text, bank, read(text, bank))}
    assert "goodwill guideline" in words
    assert "Cape Town" not in words


def test_words_with_a_bad_meaning_are_not_recommended(bank: Bank) -> None:
    text = "You deal with poor performance and own the goodwill guideline for lost parcels."
    words = {term.words for term in terms(text, bank, read(text, bank))}
    assert "goodwill guideline" in words
    assert "poor performance" not in words


def test_the_usual_word_for_customers_is_not_theirs(bank: Bank) -> None:
    text = "You help customers by phone. You keep customers happy. You call one user back."
    assert not [one for one in terms(text, bank, read(text, bank)) if one.instead_of == "customers"]


def test_words_with_angle_brackets_are_no_html(bank: Bank) -> None:
    assert read("You answer calls in < 20 seconds and keep CSAT > 90.", bank).metrics.keys() >= {"csat"}


GERMAN = (
    "Wir suchen zum nächsten Termin eine Mitarbeiterin oder einen Mitarbeiter für unseren Kundendienst in "
    "Bremen. Sie beantworten Anfragen per Telefon und E-Mail, bearbeiten Reklamationen und pflegen die Daten "
    "im System. Sie bringen eine kaufmännische Ausbildung und Freude am Umgang mit Menschen mit."
)


@pytest.mark.parametrize(("text", "english"), [(GERMAN, False), (demo.ADVERT, True), ("Hallo!", True)])
def test_another_language_is_noticed(text: str, *, english: bool) -> None:
    assert is_english(text) is english
