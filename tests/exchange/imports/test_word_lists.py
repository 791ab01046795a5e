"""Lists as word processors and note books write them, and multiple choice that says what is wrong."""

from __future__ import annotations

import pytest

from tests.exchange.imports.test_quizzes import brought


def asked(text: str, name: str = "list.txt") -> list[tuple[str, tuple[str, ...], str]]:
    return [(q.prompt, q.answers, q.topic) for q in brought(text, name).questions]


def test_bullets_with_a_tab_are_a_list_and_short_lines_between_are_topics() -> None:
    text = (
        "Guide for a florist\n\nOpening\n•\tWhat brought you to flowers?\n•\tWhy this shop?\n\n"
        "Work\n•\tHow do you keep roses fresh?\n•\tTell us about a wedding.\n"
    )
    assert asked(text) == [
        ("What brought you to flowers?", (), "Opening"),
        ("Why this shop?", (), "Opening"),
        ("How do you keep roses fresh?", (), "Work"),
        ("Tell us about a wedding.", (), "Work"),
    ]


def test_numbers_with_a_tab_are_a_list() -> None:
    text = "1.\tWhat is a till float?\n2.\tWho counts it?\n3.\tWhen is it counted?\n"
    assert [prompt for prompt, _, _ in asked(text)] == [
        "What is a till float?",
        "Who counts it?",
        "When is it counted?",
    ]


def test_a_table_with_a_bullet_in_its_first_cells_stays_a_table() -> None:
    text = "• What is a float?\tMoney in the till\n• Who counts it?\tThe first on shift\n"
    assert [answers for _, answers, _ in asked(text)] == [("Money in the till",), ("The first on shift",)]


@pytest.mark.parametrize("label", ["Respuesta", "Resposta", "Odpowiedź", "Answer", "Ответ"])
def test_the_word_before_an_answer_below_a_numbered_question_is_no_part_of_it(label: str) -> None:
    text = "".join(f"{n}. Number {n}?\n{label}: It is {n}.\n\n" for n in range(1, 5))
    assert asked(text) == [(f"Number {n}?", (f"It is {n}.",), "") for n in range(1, 5)]


def test_text_set_in_below_a_bullet_is_its_answer() -> None:
    text = (
        "# Trial shift\n\n- How do you steam milk?\n    \n    Slowly, then let it roll.\n    \n"
        "- How often do you purge?\n    \n    Before and after.\n    \n"
    )
    assert asked(text, "Trial.md") == [
        ("How do you steam milk?", ("Slowly, then let it roll.",), "Trial shift"),
        ("How often do you purge?", ("Before and after.",), "Trial shift"),
    ]


@pytest.mark.parametrize(
    "header", ["Question,Correct answer,Wrong 1,Wrong 2", "Frage,Richtige Antwort,Falsch 1,Falsch 2"]
)
def test_the_right_choice_stands_among_the_wrong_ones(header: str) -> None:
    (question,) = brought(f"{header}\nWhich glass for red?,Burgundy,Flute,Tumbler\n", "q.csv").questions
    assert question.options == ("Burgundy", "Flute", "Tumbler")
    assert question.answers == ("Burgundy",)


def test_the_last_of_several_answers_says_which_is_right() -> None:
    text = "Frage;Antwort 1;Antwort 2;Antwort 3;Lösung\nWie weit?;1 m;2 m;3 m;2\nWer haftet?;Ich;Du;Alle;3\n"
    first, second = brought(text, "q.csv").questions
    assert (first.options, first.answers) == (("1 m", "2 m", "3 m"), ("2 m",))
    assert (second.options, second.answers) == (("Ich", "Du", "Alle"), ("Alle",))


def test_several_answers_without_such_a_one_stay_answers() -> None:
    (question,) = brought("Question;Answer 1;Answer 2;Answer 3\nWho?;Ann;Ben;Cem\n", "q.csv").questions
    assert (question.options, question.answers) == ((), ("Ann", "Ben", "Cem"))


def test_a_remark_in_place_of_the_right_choice_is_no_choice() -> None:
    remark = "See the handbook on both colours and when to use which"
    text = f"Question,Option A,Option B,Answer\nWhich?,Red,Blue,{remark}\n"
    (question,) = brought(text, "q.csv").questions
    assert question.options == ("Red", "Blue")


def test_what_to_listen_for_is_key_points() -> None:
    text = "Question;What to listen for\nA guest is late?;patience, a call, a new time\n"
    (question,) = brought(text, "q.csv").questions
    assert question.key_points == ("patience", "a call", "a new time")
