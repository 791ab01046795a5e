"""Tables as people leave them: headers of two lines, totals, notes, hidden rows, odd endings."""

from __future__ import annotations

import pytest

from prepkit.bank import DATA, load
from prepkit.exchange.imports.columns import guess
from prepkit.exchange.imports.headers import find_header, tabulate
from prepkit.exchange.imports.preview import Preview, preview
from prepkit.exchange.imports.reader import read
from tests.exchange.workbook import MAIN, cell, sheet, workbook

ROWS = "Why us?,The work\nWhy now?,The time\nWhy you?,My record\n"


def brought(content: bytes | str, name: str = "table.csv") -> Preview:
    (grid,) = read(name, content.encode() if isinstance(content, str) else content).grids
    table = tabulate(grid, find_header(grid))
    return preview(table, guess(table), load(DATA))


def prompts(found: Preview) -> list[str]:
    return [question.prompt for question in found.questions]


def named(found: Preview) -> dict[int | None, str]:
    return {problem.line: problem.message for problem in found.left_out}


def test_totals_and_notes_below_a_table_are_named_and_not_asked() -> None:
    text = "Question,Answer,Points\nWhy us?,The work,10\nWhy now?,The time,20\nWhy you?,My record,5\n"
    found = brought(text + "Summe,,35\n,,\nHinweis: Nur für den internen Gebrauch,,\n")
    assert prompts(found) == ["Why us?", "Why now?", "Why you?"]
    assert "total below" in named(found)[5]
    assert "note below" in named(found)[7]


def test_a_sentence_behind_a_blank_line_is_a_note_and_a_question_there_is_none() -> None:
    assert (
        len(brought(f"Question,Answer\n{ROWS}\nPlease return this to the front desk by Friday,\n").questions)
        == 3
    )
    assert len(brought(f"Question,Answer\n{ROWS}\nWhat would you change here?,\n").questions) == 4


def test_a_question_without_an_answer_in_the_last_row_comes_in() -> None:
    assert prompts(brought(f"Question,Answer\n{ROWS}Tell me about the hardest shift you have had,\n"))[
        3:
    ] == ["Tell me about the hardest shift you have had"]


def test_a_total_that_is_explained_is_a_question() -> None:
    assert len(brought("Term,Meaning\nNet,What is left\nGross,Before tax\nTotal,All of it\n").questions) == 3


def test_a_second_header_line_gives_the_columns_below_one_name_their_own() -> None:
    text = "Topic,Question,Answer,,Level\n,,Brief,Full,\nFire,Where to?,Out,Out by the stairs,Easy\n"
    (question,) = brought(text).questions
    assert question.answers == ("Out", "Out by the stairs")
    assert (question.topic, question.difficulty) == ("Fire", "easy")


def test_merged_headers_of_two_rows_are_one_header() -> None:
    rows = f'<row r="1">{cell("A1", "Question")}{cell("B1", "Answers")}</row>'
    rows += f'<row r="2">{cell("B2", "Short")}{cell("C2", "Long")}</row>'
    rows += f'<row r="3">{cell("A3", "Why?")}{cell("B3", "So")}{cell("C3", "Because of it")}</row>'
    found = brought(workbook({"S": sheet(rows, ("A1:A2", "B1:C1"))}), "two.xlsx")
    (question,) = found.questions
    assert question.answers == ("So", "Because of it")
    assert named(found) == {2: "“Question Short Long”: It belongs to the header."}


def test_a_line_of_units_below_the_header_is_no_row() -> None:
    found = brought("Question,Answer,Time\n(required),(optional),(min)\nWhy us?,The work,3\n")
    assert prompts(found) == ["Why us?"]
    assert "belongs to the header" in named(found)[2]


def test_the_header_of_each_printed_page_is_no_row() -> None:
    found = brought("Question,Answer\nWhy us?,The work\nQUESTION,ANSWER\nWhy now?,The time\n")
    assert prompts(found) == ["Why us?", "Why now?"]
    assert "repeats the header" in named(found)[3]


def test_a_template_with_instructions_above_and_in_its_header_gives_its_questions() -> None:
    header = "Question - max 95 letters;Answer 1 - max 60;Answer 2 - max 60;"
    header += "Time limit (sec) – 5, 10 or 20 of them, as you like it;Correct answer(s) - at least one"
    text = f"My template;;;;\nAdd your questions here. Have fun!;;;;\n{header}\nΠού;εδώ;εκεί;20;2\n"
    (question,) = brought(text).questions
    assert (question.options, question.answers) == (("εδώ", "εκεί"), ("εκεί",))


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Fråga;Exempelsvar;Svårighetsgrad", "Lätt Medel Svår"),
        ("Soru;Örnek cevap;Zorluk", "Kolay Orta Zor"),
        ("Вопрос;Ответ;Сложность", "Лёгкий Средний Сложный"),
        ("Otázka;Odpověď;Obtížnost", "Snadná Střední Těžká"),
        ("Kysymys;Vastaus;Vaikeusaste", "Helppo Keskitaso Vaikea"),
        ("Question;Answer;How hard was it?", "Easy Medium Hard"),
        ("Prompt;Solution;Stage", "Beginner Intermediate Advanced"),
    ],
)
def test_difficulties_are_known_in_many_languages_and_by_their_words(header: str, words: str) -> None:
    rows = "".join(f"Number {at} of what?;It is {at};{word}\n" for at, word in enumerate(words.split()))
    found = brought(f"{header}\n{rows}")
    assert [question.difficulty for question in found.questions] == ["easy", "medium", "hard"]
    assert found.questions[0].answers == ("It is 0",)


def test_a_priority_is_no_difficulty() -> None:
    text = "Question,Answer,Priority\nWhy us?,The work,High\nWhy now?,The time,Low\n"
    assert {question.difficulty for question in brought(text).questions} == {"medium"}


def test_a_table_keeps_its_columns_where_many_last_cells_are_empty() -> None:
    text = 'Question,Answer,Why it,Where from\nWhy us?,"Well,\nthe work",a,b\nWhy now?,,c,\nWhy you?,,,\n'
    assert prompts(brought(text)) == ["Why us?", "Why now?", "Why you?"]


def test_quotation_marks_that_a_word_processor_curled_hold_cells_together() -> None:
    text = '“Question”;“Answer”\r\n“Why us?”;“Work; and a "team"”\r\n“Why now?”;“It is time.”\r\n'
    first, second = brought(text).questions
    assert (first.prompt, first.answers) == ("Why us?", ('Work; and a "team"',))
    assert second.answers == ("It is time.",)


def test_curled_quotation_marks_of_a_spoken_sentence_stay() -> None:
    text = "Question,Answer\n“Sell me this pen.”,I ask first\nWhy us?,“Because,” I say\n"
    assert prompts(brought(text))[0] == "“Sell me this pen.”"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\r\r\n", "\n\r", "\u2028", "\t\t\r\n"], ids=repr)
def test_a_table_comes_in_whatever_ends_its_lines(ending: str) -> None:
    lines = ["Question\tAnswer", "Why us?\tThe work", "Why now?\tThe time"]
    found = brought(ending.join([*lines, ""]), "table.tsv")
    assert prompts(found) == ["Why us?", "Why now?"]


def test_the_end_sign_of_dos_is_no_row() -> None:
    assert prompts(brought("Question,Answer\r\nWhy us?,The work\r\n\x1a")) == ["Why us?"]


def test_a_text_of_an_old_mac_has_its_letters() -> None:
    content = "Question\tRéponse\rÀ quelle heure ?\tTôt\rOù êtes-vous ?\tIci\r".encode("mac-roman")
    assert prompts(brought(content)) == ["À quelle heure ?", "Où êtes-vous ?"]


def test_factorials_and_questions_of_a_number_are_two() -> None:
    assert len(brought("Front,Back\nWhat is 4!,24\nWhat is 4?,A number\nWhat is 4! ,24\n").questions) == 2


def test_hidden_rows_stay_out_and_are_named() -> None:
    rows = f'<row r="1">{cell("A1", "Question")}{cell("B1", "Answer")}</row>'
    rows += f'<row r="2" hidden="1">{cell("A2", "Old?")}{cell("B2", "Was so")}</row>'
    rows += f'<row r="3">{cell("A3", "New?")}{cell("B3", "Is so")}</row>'
    content = workbook({"S": sheet(rows)})
    found = read("deck.xlsx", content)
    assert prompts(brought(content, "deck.xlsx")) == ["New?"]
    assert (found.lost[0].line, found.lost[0].message) == (
        2,
        "“Old? Was so”: The row is hidden in the workbook. Show it there to bring it in.",
    )


def test_hidden_columns_are_read_and_said() -> None:
    rows = f'<row r="1">{cell("A1", "Question")}{cell("B1", "Answer")}</row>'
    rows += f'<row r="2">{cell("A2", "Why?")}{cell("B2", "So")}</row>'
    xml = f'<worksheet xmlns="{MAIN}"><cols><col min="2" max="16384" hidden="1"/></cols>'
    content = workbook({"S": f"{xml}<sheetData>{rows}</sheetData></worksheet>"})
    assert brought(content, "deck.xlsx").questions[0].answers == ("So",)
    (note,) = read("deck.xlsx", content).notes
    assert note.message == "Column B of sheet “S” is hidden in the workbook and read all the same."


def test_a_sheet_whose_rows_are_all_hidden_is_read() -> None:
    rows = f'<row r="1" hidden="1">{cell("A1", "Why us?")}{cell("B1", "So")}</row>'
    assert prompts(brought(workbook({"S": sheet(rows)}), "deck.xlsx")) == ["Why us?"]
