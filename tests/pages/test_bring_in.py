from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from prepkit.bank import load
from prepkit.store import Store, decks
from tests.exchange.workbook import table, workbook
from tests.pages.conftest import Open, near, opened

Stored = Callable[[], Store]
CSV = "Topic,Front,Back\n{topic},Why do lifts stop?,Dust.\nJuggling,Who mends them?,We do.\n,,lost\n"


def test_nothing_is_kept_before_the_button_and_everything_after(
    open_page: Open, stored: Stored, tables: Path
) -> None:
    app = open_page("own", bring="1")
    content = CSV.format(topic=load(tables).competencies[0].name).encode()
    app.file_uploader[0].upload("lifts.csv", content, "text/csv").run()
    assert not app.exception
    assert any(text.value == "**2 questions** would be added." for text in app.markdown)
    assert [text.value for text in app.text] == [
        "lifts.csv, line 3, column “Topic”: “Juggling” is not known here; the usual one is taken.",
        "lifts.csv, line 4, column “Front”: There is no question in this row; it would be left out.",
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
    app.file_uploader[0].upload("odd.csv", b"alpha,beta\nnote,Why us?\n", "text/csv").run()
    (question,) = [box for box in app.selectbox if box.label == "Question"]
    assert question.value == "alpha"
    question.select("beta").run()
    assert app.dataframe[0].value["Question"].tolist() == ["Why us?"]


def test_a_workbook_with_several_tables_asks_which(open_page: Open) -> None:
    content = workbook(
        {"One": table(("Question",), ("Why?",)), "Two": table(("Question",), ("Who?",), ("How?",))}
    )
    app = open_page("own", bring="1")
    app.file_uploader[0].upload("deck.xlsx", content).run()
    assert app.selectbox(key="bring_sheet").options == ["1. One (1 row)", "2. Two (2 rows)"]
    app.selectbox(key="bring_sheet").select("2. Two (2 rows)").run()
    assert app.dataframe[0].value["Question"].tolist() == ["Who?", "How?"]


def test_a_file_brought_in_twice_adds_nothing(open_page: Open, stored: Stored) -> None:
    for _ in range(2):
        app = open_page("own", bring="1")
        app.file_uploader[0].upload("lifts.csv", CSV.encode(), "text/csv").run()
        if any(button.key == "bring_add" for button in app.button):
            app.button(key="bring_add").click().run()
    assert len(decks.questions(stored())) == 2


@pytest.mark.parametrize(
    ("name", "content"), [("x.csv", b""), ("x.xlsx", b"PK\x03\x04"), ("x.apkg", b"\x89PNG")]
)
def test_a_file_that_cannot_be_read_is_said_in_words(open_page: Open, name: str, content: bytes) -> None:
    app = open_page("own", bring="1")
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    assert app.text[0].value.startswith(f"{name}: ")


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
