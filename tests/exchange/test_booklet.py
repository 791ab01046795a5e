from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest

from prepkit.bank import Bank
from prepkit.bank.own import OwnQuestion, with_own
from prepkit.card_ids import question_card
from prepkit.exchange.booklet import booklet
from tests.shipped import shipped_bank

DAY = date(2026, 11, 23)
HOSTILE = "<script>alert(1)</script></style>\"'&<img src=http://example.com/x onerror=y>"


@pytest.fixture(scope="module")
def bank() -> Bank:
    return shipped_bank()


class Page(HTMLParser):
    """What a browser would see: the text, the elements and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.links += [found[name] or "" for name in ("href", "src") if name in found]
        self.ids += [found["id"] or ""] if "id" in found else []

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def said(self) -> str:
        return "\n".join(self.text)


def test_everything_about_a_question_is_in_it(bank: Bank) -> None:
    question = bank.question("furious-caller")
    page = Page(booklet(bank, [question.card_id], title="My list", day=DAY))
    wanted = [question.prompt, question.assesses, *question.steps, *question.follow_ups]
    wanted += [point.text for point in question.key_points]
    wanted += [variant.text for variant in question.variants]
    wanted += [line for sample in question.samples for line in sample.text.splitlines() if line]
    assert question.weak is not None
    wanted += [question.weak.text, *question.weak.notes]
    assert [text for text in wanted if text not in page.said()] == []
    assert "My list" in page.said()
    assert "23 November 2026" in page.said()


def test_without_answers_there_are_prompts_key_points_and_room(bank: Bank) -> None:
    question = bank.question("furious-caller")
    html = booklet(bank, [question.card_id, "t:csat"], title="T", day=DAY, answers=False)
    page = Page(html)
    assert question.key_points[0].text in page.said()
    assert question.steps[0] not in page.said()
    assert bank.reference.metrics["csat"].definition not in page.said()
    assert html.count('class="lines"') == 2


def test_a_note_takes_the_place_of_the_lines(bank: Bank) -> None:
    card = question_card("furious-caller")
    html = booklet(bank, [card], title="T", day=DAY, notes={card: "First line\nsecond"})
    assert '<p dir="auto">First line</p><p dir="auto">second</p>' in html
    assert 'class="lines"' not in html


def test_cards_are_grouped_once_each_and_the_gone_are_counted(bank: Bank) -> None:
    cards = [question_card(question) for question in bank.ids[:5]] + ["t:csat", "t:csat", "q:gone", "t:gone"]
    page = Page(booklet(bank, cards, title="T", day=DAY))
    assert "6 cards" in page.said()
    assert "2 of the chosen cards are no longer in the bank." in page.said()
    assert page.said().rindex("Metrics") > page.said().rindex("Key points")
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_whatever_anybody_writes_stays_text_and_nothing_is_fetched(bank: Bank) -> None:
    own = OwnQuestion(f"Why? {HOSTILE}", key_points=(HOSTILE,), answers=(HOSTILE,), pitfalls=(HOSTILE,))
    both = with_own(bank, [("mine/x", own)])
    card = question_card("mine/x")
    page = Page(booklet(both, [card], title=HOSTILE, day=DAY, notes={card: HOSTILE}))
    assert {"script", "img", "iframe", "object", "link"} & set(page.tags) == set()
    assert page.tags.count("style") == 1
    assert all(link.startswith("#") for link in page.links)
    assert page.said().count("alert(1)") >= 5


def test_the_whole_bank_makes_a_booklet(bank: Bank) -> None:
    cards = [question_card(question) for question in bank.ids] + list(bank.reference.terms)
    page = Page(booklet(bank, cards, title="All of it", day=DAY))
    assert page.tags.count("article") == len(cards)
    assert page.tags.count("h1") == 1


@pytest.mark.parametrize("answers", [True, False])
def test_the_material_of_a_case_is_printed_with_its_question(bank: Bank, answers: bool) -> None:
    question = bank.question("case-bpo-contract")
    page = Page(booklet(bank, [question.card_id], title="My list", day=DAY, answers=answers))
    cells = [cell for row in (question.material.header, *question.material.rows) for cell in row]
    assert [text for text in (*question.material.text, *cells) if text not in page.said()] == []
    assert page.tags.count("tr") == 1 + len(question.material.rows)
