"""Advertisements as people have them: copied off pages, out of mails and documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from prepkit.bank import Bank
from prepkit.interviews.advert.lines import Part
from prepkit.interviews.advert.negation import affirmed
from prepkit.interviews.advert.parts import sentences
from prepkit.interviews.advert.reading import AdvertReading, is_english, read
from prepkit.interviews.appointment import Interview
from prepkit.study_plan.planning import advert_text
from tests.shipped import shipped_bank

FOLDER = Path(__file__).with_name("adverts")


@pytest.fixture(scope="module")
def bank() -> Bank:
    return shipped_bank()


@dataclass(frozen=True)
class Wanted:
    """What must be found in an advertisement: some competencies, all metrics, tools and duties (how they
    begin); and words that may stand in nothing that is found.
    """

    competencies: set[str]
    metrics: set[str]
    tools: set[str]
    duties: tuple[str, ...]
    never: tuple[str, ...] = ()


WANTED = {
    "network_page": Wanted(
        {"coaching", "recovery"},
        {"csat"},
        {"ticketing"},
        ("Lead a team", "Coach each", "Own the weekly", "Take over escalated"),
        ("compare", "Show", "Premium", "Salesforce", "Verint", "alert", "Share", "Leeds", "Follow"),
    ),
    "aggregator": Wanted(
        {"recovery"},
        {"fcr"},
        {"crm"},
        ("As an advisor", "You will keep", "You will record", "You will stay calm"),
        ("Hiring Lab", "Exeter", "workforce planning", "complaints handler", "Upload", "account", "pension"),
    ),
    "html_source": Wanted(
        {"communication", "recovery", "quality"},
        {"qa-score"},
        {"ticketing"},
        ("Answer questions", "Explain the terms", "De-escalate calls", "Log each call"),
        ("©", "Bristol", "&amp;", "nbsp"),
    ),
    "entities": Wanted(
        {"communication"},
        {"csat"},
        {"ticketing"},
        ("Answer questions", "Explain the terms", "Own the CSAT", "Log each call"),
        ("nbsp", "bull", "Contact Centre Agent"),
    ),
    "one_line": Wanted(
        {"triage", "influence"},
        {"backlog"},
        {"ticketing", "knowledge-base", "collaboration"},
        ("Reply to players", "Sort tickets", "Write help articles", "Work with developers"),
        ("Quillon", "training budget", "Slack", "What we"),
    ),
    "short_bullets": Wanted(
        {"recovery", "coaching", "quality", "triage"},
        {"csat", "service-level", "qa-score"},
        {"ticketing", "live-chat", "knowledge-base"},
        (
            *("Answer inbound", "Resolve billing", "Process refunds", "Update customer", "Handle live"),
            *("Meet service", "Escalate urgent", "Coach new", "Schedule callbacks"),
        ),
    ),
    "recruiter_mail": Wanted(
        {"coaching", "workforce"},
        {"service-level", "abandonment-rate"},
        {"workforce-management"},
        ("The role: you will lead", "You'll own service level"),
        ("hope you", "quick call", "in error", "Sam", "Whitlock", "unsubscribe", "CV"),
    ),
    "pdf_copy": Wanted(
        {"triage", "recovery", "improvement"},
        {"fcr"},
        {"crm"},
        (
            "Answer calls",
            "Raise first contact resolution by",
            "Record each case in Salesforce",
            "Calm customers",
        ),
        ("Page", "Marlpit", "custo-", "reso-", "ombuds-", "up-set"),
    ),
    "negations": Wanted(
        {"recovery", "judgement"},
        set(),
        {"ticketing", "live-chat"},
        ("Help diners", "Decide on refunds", "Never leave a complaint"),
        ("handling time", "Genesys", "Power BI", "Verint", "sales targets"),
    ),
    "public_sector": Wanted(
        {"triage", "recovery", "communication"},
        set(),
        {"crm", "business-intelligence"},
        ("To respond to enquiries", "To investigate", "To record all contacts"),
        ("Ashmere", "Directorate", "Grade", "seeking", "Assessed", "Disability", "CVs", "safeguarding"),
    ),
    "mixed_languages": Wanted(
        {"recovery", "communication"},
        {"fcr"},
        {"ticketing"},
        ("Answer questions", "Solve problems", "Write down what"),
        ("Kunden", "anzeigen", "Salesforce", "Bewerbung", "Berlin", "Kranich", "gefällt"),
    ),
}


def text_of(name: str) -> str:
    """An advertisement as the page of an interview hands it on."""
    return advert_text(Interview(advert=(FOLDER / f"{name}.txt").read_text(encoding="utf-8")))


def quoted(reading: AdvertReading) -> list[str]:
    """All that a person is shown of it."""
    kinds = (reading.competencies, reading.metrics, reading.tools)
    words = [quote.words for kind in kinds for quotes in kind.values() for quote in quotes]
    return [*words, *reading.duties]


@pytest.mark.parametrize("name", WANTED)
def test_a_pasted_advertisement_is_read_and_what_hangs_on_it_is_not(bank: Bank, name: str) -> None:
    text, wanted = text_of(name), WANTED[name]
    reading = read(text, bank)
    assert is_english(text)
    assert wanted.competencies <= reading.competencies.keys()
    assert reading.metrics.keys() == wanted.metrics
    assert reading.tools.keys() == wanted.tools
    begun = {duty: [begin for begin in wanted.duties if duty.startswith(begin)] for duty in reading.duties}
    assert [begins for begins in begun.values() if not begins] == []
    assert sorted(begin for begins in begun.values() for begin in begins) == sorted(wanted.duties)
    shown = "\n".join(quoted(reading))
    assert [word for word in wanted.never if word in shown] == []


def test_every_advertisement_of_the_folder_is_looked_at() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == WANTED.keys()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We do not use Salesforce; our tickets live in Zendesk.", "; our tickets live in Zendesk."),
        ("You won't be measured on average handling time.", "."),
        ("We don’t measure handling time but first contact resolution.", "but first contact resolution."),
        ("There are no sales targets, only CSAT.", ", only CSAT."),
        ("Experience with Genesys is not required.", "."),
        ("Zendesk is an advantage but not required", "Zendesk is an advantage but not required"),
        ("You know Zendesk but Genesys is not required", "You know Zendesk but"),
        ("You don't just close tickets in Intercom", "You don't just close tickets in Intercom"),
        ("Never leave a complaint unanswered", "Never leave a complaint unanswered"),
        ("You do not give up on a hard case", "You do not give up on a hard case"),
        ("You will never be judged by average handling time.", "."),
        ("We've moved away from Genesys.", "."),
        ("We have moved from Salesforce to Zendesk.", "to Zendesk."),
        ("We no longer use Verint and we use Zendesk.", "and we use Zendesk."),
        ("We use Zendesk and Salesforce is not used", "We use Zendesk and"),
        ("Zendesk and Genesys are no longer used.", "."),
        ("Genesys has been replaced by Five9.", "by Five9."),
        ("We have no doubt that you know Salesforce.", "We have no doubt that you know Salesforce."),
        ("Help customers moving from Salesforce to us", "Help customers moving from Salesforce to us"),
        ("You are not used to Zendesk yet", "You are not used to Zendesk yet"),
        ("Rather than handling time we look at CSAT.", "we look at CSAT."),
    ],
)
def test_only_what_is_not_so_is_left_out(text: str, left: str) -> None:
    assert affirmed(text).strip() == left
    assert len(affirmed(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "tools", "metrics"),
    [
        ("• Salesforce is not used here", set(), set()),
        ("We've moved away from Genesys.", set(), set()),
        ("You will never be judged by average handling time.", set(), set()),
        (
            "We have no Salesforce here, and rather than average handling time we look at first contact "
            "resolution.",
            set(),
            {"fcr"},
        ),
        ("Instead of Salesforce we use Zendesk.", {"ticketing"}, set()),
        ("We have replaced Genesys with Five9.", {"telephony-ivr"}, set()),
    ],
)
def test_what_an_employer_does_without_is_not_asked_for(
    bank: Bank, text: str, tools: set[str], metrics: set[str]
) -> None:
    reading = read(text, bank)
    assert (set(reading.tools), set(reading.metrics)) == (tools, metrics)


def test_a_duty_that_begins_with_what_is_not_done_stays_a_duty(bank: Bank) -> None:
    text = "Rather than close tickets, you solve the problem."
    assert read(text, bank).duties == (text,)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("• Settle com-\nplaints by phone", "Settle complaints by phone"),
        ("• Raise first-\ncontact resolution", "Raise first-contact resolution"),
        ("• Log each case in\nZendesk", "Log each case in Zendesk"),
        ("•\nAnswer calls from residents", "Answer calls from residents"),
        ("\uf0b7\u00a0Answer\u00a0calls from resi\u00addents", "Answer calls from residents"),
        ("&amp;bull; Answer calls &amp;amp; chats", "Answer calls & chats"),
        ("<li>Answer calls<br>", "Answer calls"),
    ],
)
def test_what_copying_did_to_a_line_is_undone(lines: str, whole: str) -> None:
    assert [one.text for one in sentences(f"Support Agent\nWhat you will do\n{lines}")] == [whole]


def test_a_list_on_one_line_keeps_its_first_and_its_last_duty(bank: Bank) -> None:
    text = "Lead&nbsp;agents&bull;Own SLA&bull;Fix root causes&bull;Report CSAT weekly"
    duties = ("Lead agents", "Own SLA", "Fix root causes", "Report CSAT weekly")
    assert read(text, bank).duties == duties
    assert read(text.replace("Lead&nbsp;agents", "Lead Agent"), bank).duties == duties[1:]


def test_what_names_no_work_is_no_duty() -> None:
    text = (
        "Support Lead\nOtterby Insurance\nLeeds, England\nOtterby is looking for a support lead to join our "
        "team.\nAre you ready to lead?\nWhat you will do\nAnswer calls from residents"
    )
    assert [one.text for one in sentences(text) if one.part is Part.DUTY] == ["Answer calls from residents"]


def test_a_plain_line_is_no_button_for_its_first_word() -> None:
    text = (
        "What you will do\n- Share what you learn\n- Save customers who want to leave\n"
        "From day one you take calls"
    )
    assert [one.text for one in sentences(text) if one.part is Part.DUTY] == [
        "Share what you learn",
        "Save customers who want to leave",
        "From day one you take calls",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Vastaat asiakkaiden puheluihin ja sähköposteihin sekä hoidat tilaukset järjestelmässä. " * 5,
        "Вы отвечаете на звонки и письма клиентов и решаете их вопросы. " * 5,
        "Vous répondez aux appels et aux messages de nos clients et vous suivez leurs dossiers. " * 5,
    ],
)
def test_other_languages_are_noticed(text: str) -> None:
    assert not is_english(text)


def test_no_more_of_a_text_is_looked_at_than_an_interview_holds(bank: Bank) -> None:
    far = "You will do things. " * 3_000 + "\nYou own CSAT."
    assert not read(far, bank).metrics
