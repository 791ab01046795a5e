from __future__ import annotations

import pytest

from prepkit.text import MAX_TEXT, received


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("calm \ud83d", "calm \ufffd"),
        ("\ude00 calm", "\ufffd calm"),
        ("\ud83d\ud83d\ude00", "\ufffd😀"),
        ("\ud83d\ude00", "😀"),
        ("a\x00b", "ab"),
        ("Ärger, سؤال, 😀\n", "Ärger, سؤال, 😀\n"),
    ],
)
def test_half_characters_are_made_whole_and_all_else_stays(sent: str, kept: str) -> None:
    assert received(sent) == kept
    assert received(sent).encode("utf-8")


@pytest.mark.parametrize("letter", ["a", "😀", "\ud83d"])
def test_a_text_is_cut_where_it_is_too_long(letter: str) -> None:
    assert len(received(letter * (MAX_TEXT + 1))) == MAX_TEXT
    assert len(received(letter * 20, 7)) == 7
    assert received("\ud83d\ude00" * 7 + "more", 7) == "😀" * 7
