from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from prepkit.bank import load
from prepkit.store import Store, decks, drafts
from tests.exchange.workbook import table, workbook
from tests.pages.conftest import Open, near, opened

Stored = Callable[[], Store]
CSV = "Topic,Front,Back\n{topic},Why do lifts stop?,Dust.\nJuggling,Who mends them?,We do.\n,,lost\n"


def box(app: AppTest, label: str) -> Selectbox[Any]:
    return next(choice for choice in app.selectbox if choice.label == label)


def marked(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown]


def test_nothing_is_kept_before_the_button_and_everything_after(
    open_page: Open, stored: Stored, tables: Path
) -> None:
    app = open_page("own", bring="1")
    content = CSV.format(topic=load(tables).competencies[0].name).encode()
    app.file_uploader[0].upload("lifts.csv", content, "text/csv").run()
    assert not app.exception
    assert "**2 new questions** from 3 rows." in marked(app)
    assert [text.value for text in app.text] == [
        "lifts.csv, line 4: “lost”: There is no question in this row.",
        "“Juggling”, 1 row: kept as a topic of its own",
    ]
    assert decks.list_all(stored()) == []
    app.button(key="bring_add").click().run()
    (deck,) = decks.list_all(stored())
    assert (deck.title, deck.source, deck.questions) == ("lifts", "lifts.csv", 2)
    assert [row.content["answers"] for row in decks.questions(stored())] == [["Dust."], ["We do."]]
    found = near(open_page("browse", q="who mends"))
    assert next(iter(found.values()))["title"] == "Who mends them?"


def test_columns_can_be_put_right_by_hand(open_page: Open) -> None:
    app = open_page("own", bring="1")
    content = b"alpha,beta\nnote,Why us?\nother,Who else?\n"
    app.file_uploader[0].upload("odd.csv", content, "text/csv").run()
    box(app, "beta").select("answers").run()
    box(app, "alpha").select("prompt").run()
    assert "**note**" in marked(app)
    box(app, "beta").select("prompt").run()
    box(app, "alpha").select("tags").run()
    assert "**Why us?**" in marked(app)
    assert "**Who else?**" in marked(app)
    assert "Columns: Tags from “alpha”, Question from “beta”" in {part.label for part in app.expander}


def test_the_header_can_be_put_right_by_hand(open_page: Open) -> None:
    app = open_page("own", bring="1")
    app.file_uploader[0].upload("odd.csv", b"Why us?,Because\nWhy now?,Moved\n", "text/csv").run()
    assert "**2 new questions** from 2 rows." in marked(app)
    box(app, "Line that names the columns").select_index(1).run()
    assert "**1 new question** from 1 row." in marked(app)


def test_a_separator_and_an_encoding_can_be_put_right_by_hand(open_page: Open) -> None:
    app = open_page("own", bring="1")
    app.file_uploader[0].upload("x.csv", "Frage;Größe|x\nWarum;so|y\n".encode("cp1252"), "text/csv").run()
    box(app, "What separates the columns").select("|").run()
    box(app, "Encoding").select("cp1250").run()
    assert not app.exception
    assert box(app, "Frage;Größe").value == "prompt"


def test_a_workbook_with_several_tables_asks_which(open_page: Open) -> None:
    content = workbook(
        {"One": table(("Question",), ("Why?",)), "Two": table(("Question",), ("Who?",), ("How?",))}
    )
    app = open_page("own", bring="1")
    app.file_uploader[0].upload("deck.xlsx", content).run()
    assert box(app, "Which table?").options == [
        "1. One (2 lines)",
        "2. Two (3 lines)",
        "3. One and Two together (4 lines)",
    ]
    assert all(f"**{prompt}**" in marked(app) for prompt in ("Why?", "Who?", "How?"))
    box(app, "Which table?").select_index(1).run()
    assert "**Why?**" not in marked(app)
    assert "**Who?**" in marked(app)
    box(app, "Which table?").select_index(0).run()
    assert "**Why?**" in marked(app)


def test_pasted_text_is_imported_and_then_gone(open_page: Open, stored: Stored) -> None:
    drafts.save(stored(), "pasted questions", "1. Why do lifts stop?\n2. Who mends them?\n", 1)
    app = open_page("own", bring="1")
    app.segmented_control(key="bring_from").select("Pasted text").run()
    assert "**2 new questions** from 2 rows." in marked(app)
    app.button(key="bring_add").click().run()
    assert [row.content["prompt"] for row in decks.questions(stored())] == [
        "Why do lifts stop?",
        "Who mends them?",
    ]
    assert drafts.get(stored(), "pasted questions") == ""


def test_a_file_brought_in_twice_adds_nothing(open_page: Open, stored: Stored) -> None:
    for _ in range(2):
        app = open_page("own", bring="1")
        app.file_uploader[0].upload("lifts.csv", CSV.encode(), "text/csv").run()
        if any(button.key == "bring_add" for button in app.button):
            app.button(key="bring_add").click().run()
    assert len(decks.questions(stored())) == 2


def test_notes_exported_again_update_what_is_there(open_page: Open, stored: Stored) -> None:
    text = "#separator:tab\n#guid column:1\nab12\tWhy us?\t{answer}\ncd34\t{second}\tMoved\n"
    for answer, second, button in (
        ("Because", "Why now?", "Add 2 questions"),
        ("You ship", "Why today?", "Update 2 questions"),
    ):
        app = open_page("own", bring="1")
        content = text.format(answer=answer, second=second).encode()
        app.file_uploader[0].upload("notes.txt", content, "text/plain").run()
        assert app.button(key="bring_add").label == button
        app.button(key="bring_add").click().run()
    assert [(row.content["prompt"], row.content["answers"]) for row in decks.questions(stored())] == [
        ("Why us?", ["You ship"]),
        ("Why today?", ["Moved"]),
    ]


@pytest.mark.parametrize("filters", [{"tag": "lifts"}, {"company": "Otis"}])
def test_tags_and_companies_filter_the_list(open_page: Open, stored: Stored, filters: dict[str, str]) -> None:
    rows = ("Question,A,B,C,Correct,Company,Tags", "Which lift?,Old,New,None,B,Otis,lifts", "Who?,x,y,z,A,,")
    app = open_page("own", bring="1")
    app.file_uploader[0].upload("lifts.csv", "\n".join(rows).encode(), "text/csv").run()
    app.button(key="bring_add").click().run()
    assert decks.questions(stored())[0].content["answers"] == ["New"]
    assert [row["title"] for row in near(open_page("browse", **filters)).values()] == ["Which lift?"]


@pytest.mark.parametrize(
    ("name", "content"), [("x.csv", b""), ("x.xlsx", b"PK\x03\x04"), ("x.apkg", b"\x89PNG")]
)
def test_a_file_that_cannot_be_read_is_said_in_words(open_page: Open, name: str, content: bytes) -> None:
    app = open_page("own", bring="1")
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    assert len(app.warning) == 1


def test_markup_in_a_file_stays_text(open_page: Open, stored: Stored) -> None:
    hostile = "<script>alert(1)</script> ![x](http://example.com/x.png) $a$ :red[b]"
    app = open_page("own", bring="1")
    app.file_uploader[0].upload("x.csv", f"Question\n{hostile}\n".encode(), "text/csv").run()
    app.button(key="bring_add").click().run()
    (row,) = decks.questions(stored())
    assert row.content["prompt"] == hostile
    question = opened(open_page("browse", question=row.id))
    # The browser sets it as text: no markup is run.
    assert question is not None
    assert question["title"] == hostile
