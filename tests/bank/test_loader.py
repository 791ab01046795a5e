"""Loading a folder: every rule is reported where it is broken, and the rest of the bank works."""

from __future__ import annotations

import pytest

from prepkit.bank import Bank
from prepkit.bank.contract import CONTRACTS
from prepkit.question import Kind, Likelihood, Question
from tests.bank.folder import Folder

FIRST = "question-00000"


def said(bank: Bank) -> list[str]:
    return [str(problem) for problem in bank.problems]


def test_sound_tables_have_no_problems(folder: Folder) -> None:
    bank = folder.load()
    assert said(bank) == []
    assert len(bank) == 12
    assert bank.ids[0] == FIRST
    assert FIRST in bank
    assert "nonsense" not in bank
    assert len(bank.version) == 12
    assert int(bank.version, 16) >= 0


def test_a_question_holds_all_its_parts_in_order(folder: Folder) -> None:
    steps = folder.rows("steps")
    folder.write("steps", steps[::-1])
    question = folder.load().question(FIRST)
    first = folder.rows("questions")[0]
    assert isinstance(question, Question)
    assert (question.prompt, question.kind.value) == (first["prompt"], first["kind"])
    assert question.steps == tuple(row["text"] for row in steps if row["question"] == FIRST)
    assert [point.id for point in question.key_points[:2]] == [f"{FIRST}.k1", f"{FIRST}.k2"]
    assert [variant.angle for variant in question.variants] == ["same", "other"]
    assert len(question.samples) == 2
    assert set(question.samples[0].covers) < {p.id for p in question.key_points}
    assert question.weak is not None
    assert len(question.weak.notes) == 2
    assert len(question.pitfalls) == 2
    assert len(question.follow_ups) >= 2


def test_behavioural_answers_have_their_four_parts(folder: Folder) -> None:
    bank = folder.load()
    question = next(q for q in map(bank.question, bank.ids) if q.kind is Kind.BEHAVIOURAL)
    names = [name for name, text in question.samples[0].parts if text]
    assert names == ["Situation", "Task", "Action", "Result"]


def test_an_unknown_question_is_a_key_error(folder: Folder) -> None:
    with pytest.raises(KeyError):
        folder.load().question("nonsense")


def test_the_core_follows_its_places_not_the_file(folder: Folder) -> None:
    role = "customer-service-manager"
    rows = [row for row in folder.rows("question_roles") if row["role"] == role]
    for place, row in enumerate(reversed(rows), start=1):
        row["position"] = str(place)
    others = [row for row in folder.rows("question_roles") if row["role"] != role]
    rows[0].update(likelihood="occasional", position="")
    rows[1].update(likelihood="common", position="")
    folder.write("question_roles", others + rows)
    bank = folder.load()
    expected = tuple(row["question"] for row in reversed(rows[2:]))
    assert bank.problems == ()
    assert bank.core(role) == expected
    assert bank.in_role(role) == (*expected, rows[1]["question"], rows[0]["question"])
    assert bank.likelihood(rows[0]["question"], role) is Likelihood.OCCASIONAL
    assert bank.core("astronaut") == ()
    assert bank.likelihood("nonsense", role) is None


def test_the_version_changes_with_any_table(folder: Folder) -> None:
    before = folder.load().version
    assert folder.load().version == before
    folder.change("follow_ups", 2, text="And then?")
    assert folder.load().version != before


def test_text_like_na_survives(folder: Folder) -> None:
    folder.change("follow_ups", 2, text="NA")
    folder.change("weak_answers", 2, text="None", note_1="007", note_2="null")
    bank = folder.load()
    weak = bank.question(FIRST).weak
    assert bank.problems == ()
    assert bank.question(FIRST).follow_ups[0] == "NA"
    assert weak is not None
    assert (weak.text, weak.notes) == ("None", ("007", "null"))


LONG = "word " * 40
ID_SENTENCE = "cannot be an id: use lower-case letters, digits and hyphens, as in furious-caller."

CELLS = [
    ("questions", {"prompt": ""}, "prompt", "This cell is blank. The row was left out."),
    ("questions", {"prompt": LONG}, "prompt", "This has 40 words; at most 35 are allowed."),
    ("questions", {"assesses": ""}, "assesses", "This cell is blank."),
    (
        "questions",
        {"kind": "tricky"},
        "kind",
        "“tricky” is not allowed here: use one of general, behavioural, situational, technical, motivation. "
        "The row was left out.",
    ),
    (
        "questions",
        {"difficulty": ""},
        "difficulty",
        "“” is not allowed here: use one of easy, medium, hard. The row was left out.",
    ),
    ("questions", {"id": "Furious Caller"}, "id", f"“Furious Caller” {ID_SENTENCE} The row was left out."),
    (
        "questions",
        {"competency": "juggling"},
        "competency",
        "There is no “juggling” in competencies.csv. The row was left out.",
    ),
    (
        "question_roles",
        {"role": "astronaut"},
        "role",
        "There is no “astronaut” in roles.csv. The row was left out.",
    ),
    ("question_roles", {"position": "soon"}, "position", "“soon” is not a place in the role's order"),
    ("question_roles", {"position": ""}, "position", "“” is not a place in the role's order"),
    ("question_roles", {"likelihood": "common"}, "position", "Only core questions have a place"),
    ("variants", {"angle": "sideways"}, "angle", "use one of same, other. The row was left out."),
    ("variants", {"text": LONG}, "text", "This has 40 words; at most 35 are allowed."),
    (
        "variants",
        {"question": "gone"},
        "question",
        "There is no “gone” in questions.csv. The row was left out.",
    ),
    ("steps", {"text": LONG}, "text", "This has 40 words; at most 25 are allowed."),
    (
        "steps",
        {"position": "1.5"},
        "position",
        "“1.5” is not a place in the order: use a whole number from 1.",
    ),
    ("key_points", {"text": LONG}, "text", "This has 40 words; at most 16 are allowed."),
    ("key_points", {"id": f"{FIRST}.x1"}, "id", "as in furious-caller.k1. The row was left out."),
    (
        "key_points",
        {"id": "someone-else.k1"},
        "id",
        f"“someone-else.k1” belongs to “{FIRST}” and should begin with “{FIRST}.”",
    ),
    ("sample_answers", {"industry": "piracy"}, "industry", "There is no “piracy” in industries.csv."),
    ("sample_answers", {"level": "king"}, "level", "“king” is not allowed here: use one of specialist, lead"),
    ("sample_answers", {"covers": f"{FIRST}.k1"}, "covers", "at least 70% are needed."),
    (
        "sample_answers",
        {"covers": "nothing.k9"},
        "covers",
        "“nothing.k9” is not a key point of this question.",
    ),
    ("weak_answers", {"note_2": ""}, "note_2", "This cell is blank."),
    ("pitfalls", {"signals": ""}, "signals", "This cell is blank."),
    (
        "anchors",
        {"level": "2"},
        "level",
        "“2” is not allowed here: use one of 1, 3, 5. The row was left out.",
    ),
    ("roles", {"summary": ""}, "summary", "This cell is blank."),
    (
        "metrics",
        {"group": "mood"},
        "group",
        "“mood” is not allowed here: use one of voice, resolution, speed, flow, workforce, quality, money. "
        "The row was left out.",
    ),
    ("metrics", {"values": "part 30"}, "values", "“part 30” cannot be read: write name=number pairs"),
    ("metrics", {"result": "three"}, "result", "“three” is not"),
    ("metrics", {"good": "sideways"}, "good", "“sideways” is not allowed here: use one of up, down, range."),
    ("metrics", {"counter": "happiness"}, "counter", "There is no “happiness” in metrics.csv."),
    ("metrics", {"questions": f"{FIRST} gone"}, "questions", "There is no “gone” in questions.csv."),
    ("tools", {"if_not": ""}, "if_not", "This cell is blank."),
    ("tools", {"questions": "gone"}, "questions", "There is no “gone” in questions.csv."),
    ("guides", {"area": "magic"}, "area", "“magic” is not allowed here: use one of role, method, research"),
    ("guides", {"text": ""}, "text", "This cell is blank. The row was left out."),
]


@pytest.mark.parametrize(("name", "cells", "column", "sentence"), CELLS)
def test_a_bad_cell_is_reported_in_its_place_and_the_rest_loads(
    folder: Folder, name: str, cells: dict[str, str], column: str, sentence: str
) -> None:
    folder.change(name, 2, **cells)
    bank = folder.load()
    found = [p for p in bank.problems if (p.file, p.line, p.column) == (f"{name}.csv", 2, column)]
    assert any(sentence in problem.message for problem in found), said(bank)
    left_out = name == "questions" and "left out" in sentence
    assert len(bank) == 12 - left_out
    assert bank.question("question-00001").key_points


def test_what_belongs_to_a_bad_question_is_not_reported_again(folder: Folder) -> None:
    folder.change("questions", 2, kind="tricky")
    assert len(folder.load().problems) == 1
    folder.set_line("questions", 2, f"{FIRST},far,too,many,cells,in,this,row")
    assert len(folder.load().problems) == 1
    folder.set_line("questions", 2, f'{FIRST},"never closed')
    assert len(folder.load().problems) == 1


def test_a_repeated_id_keeps_the_first(folder: Folder) -> None:
    prompt = folder.rows("questions")[0]["prompt"]
    folder.change("questions", 3, id=FIRST)
    bank = folder.load()
    assert (
        f"questions.csv, line 3, column “id”: “{FIRST}” already stands on line 2; this row was left out."
        in said(bank)
    )
    assert bank.question(FIRST).prompt == prompt


def test_a_repeated_place_in_a_core_is_reported(folder: Folder) -> None:
    role = folder.rows("question_roles")[0]["role"]
    line = 2 + next(n for n, r in enumerate(folder.rows("question_roles")) if r["role"] == role and n)
    folder.change("question_roles", line, position="1")
    assert said(folder.load()) == [
        f"question_roles.csv, line {line}, column “position”: Place 1 of {role} is already taken on line 2."
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("variants", "has 0 variants in variants.csv; it needs at least 2."),
        ("steps", "has 0 steps in steps.csv; it needs 2 to 4."),
        ("key_points", "has 0 key points in key_points.csv; it needs 4 to 6."),
        ("sample_answers", "has 0 sample answers in sample_answers.csv; it needs at least 1."),
        ("pitfalls", "has 0 pitfalls in pitfalls.csv; it needs 2 to 3."),
        ("follow_ups", "has 0 follow-ups in follow_ups.csv; it needs 2 to 3."),
        ("weak_answers", "needs a weak answer in weak_answers.csv (it is core for a role)."),
        ("question_roles", "needs a role in question_roles.csv."),
    ],
)
def test_a_question_without_a_part_is_reported_and_still_usable(
    folder: Folder, name: str, sentence: str
) -> None:
    folder.remove(name, lambda row: row["question"] == FIRST)
    bank = folder.load()
    assert f"questions.csv, line 2: “{FIRST}” {sentence}" in said(bank)
    assert bank.question(FIRST).prompt


def test_a_question_attacked_from_one_side_only_is_reported(folder: Folder) -> None:
    folder.change("variants", 3, angle="same")
    assert said(folder.load()) == [
        f"questions.csv, line 2: “{FIRST}” needs a variant from another angle in variants.csv."
    ]


def sample_line(folder: Folder, *, behavioural: bool) -> int:
    rows = folder.rows("sample_answers")
    return 2 + next(number for number, row in enumerate(rows) if bool(row["situation"]) is behavioural)


def test_an_answer_with_half_its_star_parts_is_left_out(folder: Folder) -> None:
    line = sample_line(folder, behavioural=True)
    folder.change("sample_answers", line, action="")
    assert said(folder.load()) == [
        f"sample_answers.csv, line {line}: Fill either text, or all of situation, task, action and result. "
        "The row was left out."
    ]


def test_a_behavioural_answer_in_one_piece_is_reported(folder: Folder) -> None:
    line = sample_line(folder, behavioural=True)
    folder.change("sample_answers", line, text="word " * 150, situation="", task="", action="", result="")
    assert said(folder.load()) == [
        f"sample_answers.csv, line {line}, column “text”: A behavioural answer is stored as situation, task, "
        "action and result."
    ]


@pytest.mark.parametrize(
    ("form", "length", "expected"),
    [
        ("model", 129, "The model answer has 129 words; it should have 130 to 190."),
        ("model", 191, "The model answer has 191 words; it should have 130 to 190."),
        ("other", 89, "The answer has 89 words; it should have 90 to 260."),
        ("other", 261, "The answer has 261 words; it should have 90 to 260."),
    ],
)
def test_an_answer_too_short_or_too_long_is_reported(
    folder: Folder, form: str, length: int, expected: str
) -> None:
    line = sample_line(folder, behavioural=False)
    folder.change("sample_answers", line, form=form, text="word " * length)
    folder.change("sample_answers", line + 1, form="model")
    assert said(folder.load()) == [f"sample_answers.csv, line {line}: {expected}"]


def test_a_question_without_a_model_answer_is_reported(folder: Folder) -> None:
    for line, row in enumerate(folder.rows("sample_answers"), start=2):
        if row["question"] == FIRST:
            folder.change("sample_answers", line, form="other")
    assert said(folder.load()) == [
        f"questions.csv, line 2: “{FIRST}” has no model answer in sample_answers.csv."
    ]


def test_a_missing_anchor_is_named(folder: Folder) -> None:
    folder.remove("anchors", lambda row: list(row.values())[:3] == ["recovery", "lead", "3"])
    bank = folder.load()
    assert said(bank) == ["competencies.csv, line 3: “recovery” lacks these anchors in anchors.csv: lead 3."]
    assert len(bank.anchors) == 14 * 3 * 3 - 1
    assert set(bank.anchors["level"]) == {1, 3, 5}


@pytest.mark.parametrize("name", [contract.name for contract in CONTRACTS if contract.name != "questions"])
@pytest.mark.parametrize("damage", ["missing", "binary"])
def test_losing_any_other_table_leaves_every_question_usable(folder: Folder, name: str, damage: str) -> None:
    path = folder.path / f"{name}.csv"
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(bytes(range(256)) * 9)
    bank = folder.load()
    assert len(bank) == 12
    assert {problem.file for problem in bank.problems} == {path.name}
    for question in map(bank.question, bank.ids):
        assert bank.competency(question.competency).name
        assert all(bank.role(role).name for role in question.roles)
        assert all(bank.industries[sample.industry] for sample in question.samples)


def test_without_questions_the_bank_is_empty_and_says_why_once(folder: Folder) -> None:
    (folder.path / "questions.csv").unlink()
    bank = folder.load()
    assert len(bank) == 0
    assert said(bank) == ["questions.csv: The file is missing."]


def test_an_absent_folder_is_as_many_missing_files_as_there_are_tables(folder: Folder) -> None:
    folder.path = folder.path / "nowhere"
    bank = folder.load()
    assert len(bank) == 0
    assert len(bank.problems) == len(CONTRACTS)


def test_a_competency_whose_row_is_damaged_still_serves_its_questions(folder: Folder) -> None:
    used = folder.rows("questions")[0]["competency"]
    line = 2 + next(number for number, row in enumerate(folder.rows("competencies")) if row["id"] == used)
    folder.set_line("competencies", line, f"{used},One name, with a comma,How well")
    bank = folder.load()
    assert [problem.file for problem in bank.problems] == ["competencies.csv"]
    assert len(bank) == 12
    assert bank.competency(used).name == used.capitalize()


def test_a_missing_optional_column_is_reported_once(folder: Folder) -> None:
    rows = [line.rsplit(",", 1)[0] for line in folder.lines("pitfalls")]
    folder.set_bytes("pitfalls", "\n".join(rows).encode())
    bank = folder.load()
    assert said(bank) == [
        "pitfalls.csv, line 1, column “signals”: This column is missing from the header line."
    ]
    assert bank.question(FIRST).pitfalls[0].signals == ""


def with_material(folder: Folder, cell: str) -> Bank:
    """Load the bank with a cell of material in its first question; the generated file has no such column."""
    lines = folder.lines("questions")
    quoted = '"' + cell.replace('"', '""') + '"'
    for at, line in enumerate(lines):
        end = "material" if at == 0 else quoted if at == 1 else ""
        lines[at] = f"{line},{end}"
    folder.set_bytes("questions", ("\n".join(lines) + "\n").encode())
    return folder.load()


def test_a_bank_without_the_column_for_material_has_no_problems_and_no_material(folder: Folder) -> None:
    assert "material" not in folder.lines("questions")[0]
    bank = folder.load()
    assert said(bank) == []
    assert not bank.question(FIRST).material


def test_material_is_text_above_a_table_whose_first_row_names_the_columns(folder: Folder) -> None:
    bank = with_material(folder, "Last week.\nFigure | Value\nCalls | 8,000\nFrom the phone line.")
    assert said(bank) == []
    material = bank.question(FIRST).material
    assert material.text == ("Last week.", "From the phone line.")
    assert (material.header, material.rows) == (("Figure", "Value"), (("Calls", "8,000"),))
    assert not bank.question(bank.ids[1]).material


@pytest.mark.parametrize("table", ["Figure | Value\nCalls | 8,000 | 9,000", "Figure | Value"])
def test_an_uneven_table_is_reported_and_loses_no_text(folder: Folder, table: str) -> None:
    bank = with_material(folder, table)
    [problem] = said(bank)
    assert problem.startswith("questions.csv, line 2, column “material”: The table is uneven")
    material = bank.question(FIRST).material
    assert {len(row) for row in material.rows} <= {len(material.header)}
    assert [cell for row in (material.header, *material.rows) for cell in row if cell] == [
        cell for line in table.split("\n") for cell in line.split(" | ")
    ]


def test_material_that_is_too_long_is_reported(folder: Folder) -> None:
    bank = with_material(folder, "word " * 601)
    assert said(bank) == [
        "questions.csv, line 2, column “material”: This has 601 words; at most 600 are allowed."
    ]
