from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.coaching.score_code import ALPHABET, NONCES, as_code, read_code
from prepkit.errors import ScoredAtOtherLevel, UnusableScoreCode

ABOUT = {"question": "furious-caller", "level": "lead", "rater": "self"}


@given(value=st.integers(1, 5), nonce=st.integers(0, NONCES - 1))
def test_a_code_opens_to_its_score_however_it_is_typed(value: int, nonce: int) -> None:
    code = as_code(value, nonce=nonce, **ABOUT)
    assert len(code) == 7
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "O").replace("1", "l")):
        assert read_code(typed, **ABOUT) == value


def test_the_same_score_looks_different_each_time() -> None:
    codes = {as_code(3, nonce=nonce, **ABOUT) for nonce in range(500)}
    assert len(codes) == 500
    # Nothing about the score shows in any one place of the code.
    for place in range(7):
        seen = [{as_code(v, nonce=n, **ABOUT)[place] for n in range(400)} for v in (1, 5)]
        assert seen[0] & seen[1]


@pytest.mark.parametrize("other", [{"question": "staying-calm"}, {"level": "manager"}, {"rater": "coach"}])
def test_a_code_for_something_else_does_not_open(other: dict[str, str]) -> None:
    wrong = 0
    for nonce in range(300):
        try:
            read_code(as_code(4, nonce=nonce, **ABOUT), **{**ABOUT, **other})
        except UnusableScoreCode:
            wrong += 1
    assert wrong >= 299


def test_a_code_made_at_another_level_says_which_and_not_the_score() -> None:
    code = as_code(4, nonce=7, question="furious-caller", level="manager", rater="self")
    with pytest.raises(ScoredAtOtherLevel) as error:
        read_code(code, **ABOUT)
    assert error.value.level == "manager"
    assert "4" not in str(error.value)
    with pytest.raises(UnusableScoreCode, match="another question"):
        read_code(code, **{**ABOUT, "question": "staying-calm"})


def test_a_mistyped_character_is_noticed() -> None:
    code = as_code(2, nonce=77, **ABOUT)
    opened = 0
    for place in (0, 1, 2, 4, 5, 6):
        for letter in ALPHABET:
            if letter != code[place]:
                try:
                    opened += bool(read_code(code[:place] + letter + code[place + 1 :], **ABOUT))
                except UnusableScoreCode:
                    continue
    assert opened <= 2  # of 186


@pytest.mark.parametrize("typed", ["", "7QK", "7QK-4M2-9", "7QK-4M!", "ééé-ééé", "x" * 50_000])
def test_what_is_no_code_is_said_so(typed: str) -> None:
    with pytest.raises(UnusableScoreCode, match="code"):
        read_code(typed, **ABOUT)
