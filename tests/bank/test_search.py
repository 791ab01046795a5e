"""What a person types in the search box, and what they should find."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.bank import Bank, SearchIndex, load, question_index, reference_index
from prepkit.bank.generate import generate
from prepkit.bank.search import RANKED_AT_MOST, SearchEntry
from prepkit.bank.search_words import synonyms
from tests.bank.folder import Folder
from tests.shipped import shipped_bank

PROMPTS = {
    "question-00000": "A customer is shouting because of a late kitchen. How do you calm them?",
    "question-00001": "How do you decide what to prioritise on a Monday?",
    "question-00002": "Which escalations should never reach engineering?",
    "question-00003": "How many people does a café hotline need at noon?",
}


@pytest.fixture
def bank(folder: Folder) -> Bank:
    rows = folder.rows("questions")
    for row in rows:
        row["prompt"] = PROMPTS.get(row["id"], row["prompt"])
    folder.write("questions", rows)
    point = next(n for n, row in enumerate(folder.rows("key_points")) if row["question"] == "question-00004")
    folder.change("key_points", point + 2, text="Counted the marmalade before shouting")
    weak = folder.rows("weak_answers")
    folder.change(
        "weak_answers", len(weak) + 1, text="I was shouting about Erlang all the time, I like shouting."
    )
    return folder.load()


@pytest.fixture
def index(bank: Bank) -> SearchIndex:
    return question_index(bank)


def test_the_prompt_outweighs_key_points_and_those_the_rest(index: SearchIndex) -> None:
    assert index.search('"shouting"') == ["question-00000", "question-00004", "question-00011"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("marmalade", "question-00004"),
        ("erlang", "question-00011"),
        ("SHOUTS", "question-00000"),
        ("prioritising", "question-00001"),
        ("prioritize", "question-00001"),
        ("priorit", "question-00001"),
        ("cafe", "question-00003"),
        ("ki", "question-00000"),
        ("kit shouting", "question-00000"),
        ("marmelade", "question-00004"),
        ("priotitise", "question-00001"),
        ("hotlnie noon", "question-00003"),
    ],
)
def test_words_match_by_stem_by_beginning_and_despite_typos(
    index: SearchIndex, typed: str, wanted: str
) -> None:
    assert index.search(typed)[0] == wanted


@pytest.mark.parametrize(
    "typed", ["esc", "escal", "escala", "escalat", "escalati", "escalation", "eskalation"]
)
def test_every_beginning_of_a_word_finds_it_while_it_is_typed(index: SearchIndex, typed: str) -> None:
    assert "question-00002" in index.search(typed)[:3]


def test_a_phrase_matches_its_words_side_by_side(index: SearchIndex) -> None:
    assert index.search('"late kitchen"') == ["question-00000"]
    assert index.search("“late kitchen”") == ["question-00000"]
    assert index.search('"kitchen late"') == []
    assert index.search('"late kitc') == ["question-00000"]


def test_all_words_narrow_and_an_unknown_word_does_not_empty_the_list(index: SearchIndex) -> None:
    assert index.search("shouting kitchen") == ["question-00000"]
    assert index.search("kitchen xqzjvw")[0] == "question-00000"
    assert index.search("xqzjvw") == []


def test_a_limit_keeps_the_best(index: SearchIndex) -> None:
    assert index.search('"shouting"', limit=2) == ["question-00000", "question-00004"]


def test_competency_and_industry_names_are_found(bank: Bank, index: SearchIndex) -> None:
    question = bank.question(bank.ids[5])
    assert question.id in index.search(bank.competency(question.competency).name)
    assert question.id in index.search(bank.industries[question.samples[0].industry])


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        '"',
        '""',
        '"""""',
        "*",
        "a*",
        "-shouting",
        "prompt:shouting",
        "shouting NEAR kitchen",
        "NEAR(shouting kitchen, 2)",
        "(((((",
        "shouting AND",
        "NOT shouting",
        "OR",
        "^shouting",
        "{prompt} : x",
        "'; DROP TABLE bank; --",
        "\x00shouting\x00",
        "\ud800",
        "🙂",
        "ａｂｃ",
        "x" * 50_000,
        "shouting " * 6_000,
        '"' * 50_000,
        "(" * 50_000,
    ],
)
def test_hostile_input_never_raises(index: SearchIndex, typed: str) -> None:
    assert set(index.search(typed)) <= {f"question-{number:05}" for number in range(12)}


def test_punctuation_around_a_word_is_ignored(index: SearchIndex) -> None:
    for typed in ("-shouting", "(shouting)", "shouting*", "'shouting'", "shouting?", "\x00shouting\x00"):
        assert index.search(typed) == index.search("shouting"), typed


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    path = tmp_path_factory.mktemp("shared")
    generate(path, 6)
    return question_index(load(path))


@given(st.text(max_size=60))
def test_any_text_gives_distinct_ids(shared: SearchIndex, typed: str) -> None:
    found = shared.search(typed)
    assert len(found) == len(set(found)) <= 6


def test_threads_share_one_index(index: SearchIndex) -> None:
    expected = index.search("shouting")
    results: list[list[str]] = []

    def work() -> None:
        results.extend(index.search("shouting") for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 160


def test_an_empty_bank_finds_nothing(tmp_path: Path) -> None:
    assert question_index(load(tmp_path)).search("anything") == []


def test_of_very_many_the_question_that_asks_it_comes_first(tmp_path: Path) -> None:
    generate(tmp_path, RANKED_AT_MOST + 300)
    bank = load(tmp_path)
    found = question_index(bank).search("refund")
    assert len(found) == len(set(found)) > RANKED_AT_MOST
    asks = ["refund" in str(bank.questions.loc[question, "prompt"]).lower() for question in found]
    assert any(asks)
    assert asks == sorted(asks, reverse=True)


@pytest.fixture(scope="module")
def shipped() -> Bank:
    return shipped_bank()


@pytest.fixture(scope="module")
def shipped_index(shipped: Bank) -> SearchIndex:
    return question_index(shipped)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tell me about yourself", "tell-me-about-yourself"),
        ("why should we hire you", "why-you"),
        ("Why do you want this role?", "why-this-role"),
        ("What do you expect to earn", "salary"),
    ],
)
def test_a_question_with_that_wording_comes_first(shipped_index: SearchIndex, typed: str, first: str) -> None:
    assert shipped_index.search(typed)[0] == first


def test_a_wording_that_holds_what_was_typed_comes_before_one_with_all_its_words(folder: Folder) -> None:
    rows = folder.rows("questions")
    rows[0]["prompt"] = "Refund late? A refund comes late when a late refund is late, late refund late."
    rows[1]["prompt"] = "Who in the company decides, at the end of a long week, that a refund is late?"
    folder.write("questions", rows)
    assert question_index(folder.load()).search("a refund is late")[0] == rows[1]["id"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("fire", "letting-someone-go"),
        ("dismiss", "letting-someone-go"),
        ("WISMO", "repetitive-enquiries"),
        ("where is my order", "repetitive-enquiries"),
        ("failed", "own-mistake"),
        ("mistake", "own-mistake"),
        ("GDPR", "data-sent-to-wrong-people"),
        ("data breach", "customer-data"),
        ("laid off", "why-leaving"),
        ("redundancy", "why-leaving"),
        ("upsell", "sell-on-a-service-call"),
    ],
)
def test_words_of_the_trade_and_everyday_words_lead_to_each_other(
    shipped_index: SearchIndex, typed: str, wanted: str
) -> None:
    assert wanted in shipped_index.search(typed)[:3]


def test_synonyms_find_questions_that_nobody_described(folder: Folder) -> None:
    rows = folder.rows("questions")
    rows[3]["prompt"] = "When did you last dismiss a person?"
    folder.write("questions", rows)
    assert question_index(folder.load()).search("I was fired")[0] == rows[3]["id"]


def test_little_words_do_not_count(shipped_index: SearchIndex) -> None:
    assert 0 < len(shipped_index.search("diversity and inclusion")) < 20
    assert set(shipped_index.search("what would you do about the audit")) == set(
        shipped_index.search("audit")
    )
    assert shipped_index.search("and") != []


def test_a_pasted_question_lists_few_with_the_one_it_means_first(shipped_index: SearchIndex) -> None:
    pasted = "Could you please tell me about a time when you had to deal with a conflict with a coworker?"
    matches = shipped_index.search(pasted)
    assert matches[0] == "conflict-with-a-colleague"
    assert len(matches) < 40


@pytest.mark.parametrize("typed", ["knowlege base", "knowledgr base", "nkowledge base", "knowledgee base"])
def test_one_wrong_letter_still_finds(shipped_index: SearchIndex, typed: str) -> None:
    assert shipped_index.search(typed)[0] == "knowledge-base"


def test_figures_match_however_thousands_are_written(shipped_index: SearchIndex) -> None:
    assert shipped_index.search("3000 tickets")[0] == shipped_index.search("3,000 tickets")[0]
    assert shipped_index.search("3000 tickets")[0] == "inherited-backlog"


def test_learn_is_searched_the_same_way(shipped: Bank) -> None:
    index = reference_index(shipped)
    assert index.search("csat")[0] == index.search("customer satisfaction")[0] == "metric.csat"


def test_every_shipped_question_has_search_words(shipped: Bank) -> None:
    assert [question for question in shipped.ids if not shipped.question(question).search_words] == []


def test_a_question_is_found_by_the_words_that_are_typed_for_it(
    shipped: Bank, shipped_index: SearchIndex
) -> None:
    words = shipped.question("order-your-queue").search_words[0]
    assert "order-your-queue" in shipped_index.search(words, limit=3)


def test_no_synonym_is_alone_or_empty() -> None:
    for group in synonyms():
        assert len(set(group)) > 1
        assert all(group)


def index_of(*titles: str) -> SearchIndex:
    return SearchIndex(SearchEntry(title, title, "", "", "") for title in titles)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("C++", ["What is a template in C++?"]),
        ("c#", ["What is a delegate in C#?"]),
        ("投诉", ["您如何处理客户投诉？"]),
        ("客户投", ["您如何处理客户投诉？"]),
        ("クレーム", ["お客様のクレームにどう対応しますか"]),
        ("दिन", ["दिन का क्या अर्थ है?"]),
        ("cafe", ["Where is the café?"]),
        ("café", ["Where is the café?"]),
    ],
)
def test_every_script_and_sign_is_found(typed: str, found: list[str]) -> None:
    index = index_of(
        *("What is a template in C++?", "What is a delegate in C#?", "What is a pointer in C?"),
        *("您如何处理客户投诉？", "您为什么想来我们公司？", "お客様のクレームにどう対応しますか"),
        *("दिन का क्या अर्थ है?", "दीन का क्या अर्थ है?", "Where is the café?"),
    )
    assert index.search(typed) == found
