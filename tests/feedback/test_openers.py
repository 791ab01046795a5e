from __future__ import annotations

import pytest

from prepkit.feedback.openers import is_clean_sentence, strongest_opener


@pytest.mark.parametrize(
    "text",
    [
        "Um, I called her at nine.",
        "So I called her and…",
        "When the phones failed I",
        "It was fine, so yeah.",
    ],
)
def test_a_filler_or_an_open_end_is_not_read_out(text: str) -> None:
    assert not is_clean_sentence(text)


def test_the_first_clean_sentence_opens() -> None:
    answer = "Um, good question. I rank by harm to the customer first. Then by deadline."
    assert strongest_opener(answer) == "I rank by harm to the customer first."
    assert strongest_opener("um… so yeah") == ""
