"""A score as six characters that somebody reads out, so that two people score apart and still blind.

A code opens only for the same question, level and side, and looks different each time: seeing one tells
nobody the score in it. It is no secret against whoever runs PrepKit to read it, nor need it be.
"""

from __future__ import annotations

from hashlib import blake2b

from prepkit.errors import ScoredAtOtherLevel, UnusableScoreCode
from prepkit.question import Level

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 (crockford.com/base32.html): no letter is taken for a digit."""
ALIKE = str.maketrans("ILO", "110", " -–\t")
LENGTH = 6
NONCES = 1 << 16
"""Of 30 bits 16 are the nonce, 3 the score and 11 the check: one mistyped code in 2,000 is not noticed."""
_CHECK_BITS, _SCORE_BITS = 11, 3


def as_code(value: int, *, question: str, level: str, rater: str, nonce: int) -> str:
    """A score from 1 to 5 as a code such as ``7QK-4M2``. ``nonce`` is random, below ``NONCES``."""
    hidden = value ^ _mask(nonce, question, level, rater)
    number = (((nonce << _SCORE_BITS) | hidden) << _CHECK_BITS) | _check(nonce, value, question, level, rater)
    digits = [ALPHABET[number >> (5 * place) & 31] for place in reversed(range(LENGTH))]
    return f"{''.join(digits[:3])}-{''.join(digits[3:])}"


def read_code(code: str, *, question: str, level: str, rater: str) -> int:
    """The score in a code, however it was typed.

    Raises ScoredAtOtherLevel for a code that was made at another level, else UnusableScoreCode.
    """
    typed = code.upper().translate(ALIKE)
    if len(typed) != LENGTH or not set(typed) <= set(ALPHABET):
        raise UnusableScoreCode("a code has six letters and digits, such as 7QK-4M2")
    number = 0
    for character in typed:
        number = number << 5 | ALPHABET.index(character)
    value = _value(number, question, level, rater)
    if value is not None:
        return value
    for other_level in Level:
        if _value(number, question, other_level, rater) is not None:
            raise ScoredAtOtherLevel(other_level)
    raise UnusableScoreCode("it was mistyped, or the other side scored another question or as the same side")


def _value(number: int, question: str, level: str, rater: str) -> int | None:
    """The score in a code, given as a number; None where it was made for something else."""
    nonce = number >> (_SCORE_BITS + _CHECK_BITS)
    value = (number >> _CHECK_BITS & (1 << _SCORE_BITS) - 1) ^ _mask(nonce, question, level, rater)
    check = number & (1 << _CHECK_BITS) - 1
    is_right = 1 <= value <= 5 and check == _check(nonce, value, question, level, rater)
    return value if is_right else None


def _mask(nonce: int, *about: str) -> int:
    return _digest(nonce, *about) & (1 << _SCORE_BITS) - 1


def _check(nonce: int, value: int, *about: str) -> int:
    return _digest(nonce, str(value), *about) & (1 << _CHECK_BITS) - 1


def _digest(nonce: int, *about: str) -> int:
    whole = "\n".join([str(nonce), *about]).encode()
    return int.from_bytes(blake2b(whole, digest_size=8, person=b"prepkit score").digest())
