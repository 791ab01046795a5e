"""Lists with answers in other lines: in paragraphs, below quotations and headings, in keys."""

from __future__ import annotations

from tests.exchange.imports.test_pasted import ONE, THREE, TWO, reasons, rows

ANSWERED = [(ONE, "Patience."), (TWO, "It is near.\nI walk."), (THREE, "In May.")]


def test_a_paragraph_with_a_question_first_is_a_question_with_its_answer() -> None:
    text = f"Notes\n\n{ONE}\nPatience.\n\n{TWO}\nIt is near.\nI walk.\n\n{THREE}\nIn May.\n"
    assert rows(text) == ANSWERED
    assert reasons(text) == ["“Notes”: It has no question above it."]


def test_paragraphs_of_questions_alone_stay_a_question_a_line() -> None:
    assert len(rows(f"{ONE}\n{TWO}\n\n{THREE}\nWho are you?\n\nWhat else?\nTell me more.\n")) == 6
    assert len(rows(f"{ONE}\n\nTell me about a mistake.\n\n{TWO}\n\nDescribe a hard day.\n")) == 4


def test_a_paragraph_of_a_term_and_its_meaning_is_a_pair() -> None:
    text = "folio\nwhat a guest owes\n\nwalk-in\na guest without a booking\n\nupsell\na better room\n"
    assert rows(text)[1] == ("walk-in", "a guest without a booking")


def test_below_each_quoted_question_of_a_reply_stands_its_answer() -> None:
    quoted = f"> 1. {ONE}\n\nPatience.\n\n> 2. {TWO}\n\nIt is near.\nI walk.\n\n> 3. {THREE}\nIn May.\n"
    text = f"Hi Ann,\n\n{quoted}\nBest regards\nBo\n"
    assert rows(text) == ANSWERED
    assert "“Hi Ann,”: It stands above the list." in reasons(text)
    assert len(reasons(text)) == 3


def test_a_second_numbered_list_holds_the_answers() -> None:
    text = f"1. {ONE}\n2. {TWO}\n3. {THREE}\n\nKey\n1. Patience.\n2. It is\nnear.\n3. In May.\n"
    assert rows(text) == [(ONE, "Patience."), (TWO, "It is near."), (THREE, "In May.")]
    assert reasons(text) == ["“Key”: It is not in the numbered list."]


def test_a_second_numbered_list_of_questions_is_one_of_questions() -> None:
    assert len(rows(f"1. {ONE}\n2. {TWO}\n3. {THREE}\n\n1. Who?\n2. Where?\n3. How?\n")) == 6


def test_a_heading_that_asks_has_its_answer_below_and_the_one_above_as_topic() -> None:
    text = f"# Shop\n\n## {ONE}\nPatience.\n\n## **{TWO}**\n- near\n- cheap\n"
    assert rows(text, "notes.md") == [(ONE, "Patience.", "Shop"), (TWO, "near\ncheap", "Shop")]


def test_questions_below_headings_that_ask_stay_questions() -> None:
    text = f"# What is asked of all?\n{ONE}\n{TWO}\n# And of managers?\nHow do you lead?\n"
    assert [row[0] for row in rows(text, "notes.md")] == [ONE, TWO, "How do you lead?"]


def test_a_line_across_the_page_parts_cards_with_dashes_between_their_sides() -> None:
    assert rows("Lead\n---\nmay buy\n\n***\n\nFunnel\n---\nthe steps\n", "cards.md") == [
        ("Lead", "may buy"),
        ("Funnel", "the steps"),
    ]


def test_pairs_keep_the_lines_of_a_meaning_and_the_headings_above_them() -> None:
    rail = "RAIL\n\nPoints – tracks that part\nBallast – stones under the\nsleepers\n"
    text = f"{rail}\nSIGNALS\n\nHome – a signal that stops\nDistant – one that warns\n"
    assert rows(text) == [
        ("Points", "tracks that part", "RAIL"),
        ("Ballast", "stones under the sleepers", "RAIL"),
        ("Home", "a signal that stops", "SIGNALS"),
        ("Distant", "one that warns", "SIGNALS"),
    ]
