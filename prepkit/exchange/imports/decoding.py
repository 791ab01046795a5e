"""Turn the bytes of a text file into text, in the encoding that it was written in."""

from __future__ import annotations

import re
from dataclasses import dataclass

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Western European (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "cp1253": "Greek (Windows-1253)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp932": "Japanese (Shift-JIS)",
    "euc-jp": "Japanese (EUC-JP)",
    "gb18030": "Chinese, simplified (GB18030)",
    "big5": "Chinese, traditional (Big5)",
    "cp949": "Korean (EUC-KR)",
    "mac-roman": "Western European (Mac)",
}
"""The encodings that a person can choose, by Python's name, with what to call them."""

WESTERN, OLD_MAC = "cp1252", "mac-roman"
AS_LIKELY = 0.9
FOREIGN = 0.25
"""The share of bytes above ASCII that only a script other than the Latin one reaches."""
ODD_BREAK = re.compile("[\u2028\u2029\x85\x0b\x0c]")
"""What breaks lines in texts that have no usual line break."""
ODD_LETTER = re.compile(
    r"(?<=[a-zà-ÿ])[À-ÖØ-Þ¡-¿†-…‰-›ﬁﬂ€™−-√](?=[a-zà-ÿ])|(?<![^\W\d_])[¡-¿](?=[a-zà-ÿ]{2})"
)
"""A capital or a sign inside a word, or a sign before one: no encoding that gives it is the right one."""
_SAMPLE = 200_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ZEROS = 1 / 3


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and the encoding it was read in; ``certain`` is false for a guess."""

    text: str
    encoding: str
    certain: bool


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """Decode a file in the encoding given, or in the one it is most likely written in.

    A byte order mark decides, then UTF-8 where the bytes allow it; anything else is guessed by chardet. What
    an encoding cannot read becomes U+FFFD. Raises LookupError for an encoding that Python does not know.
    """
    chosen, certain = (encoding, True) if encoding else _detected(content)
    codec = "utf-8-sig" if chosen == "utf-8" else chosen
    text = content.decode(codec, errors="replace")
    if "\n" not in text and "\r" not in text:
        text = ODD_BREAK.sub("\n", text)
    # Some programs write a second byte order mark before a text that has one, DOS a sign for its end.
    return Decoded(text.lstrip("\ufeff").rstrip("\x1a\x00"), chosen, certain)


def _detected(content: bytes) -> tuple[str, bool]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, True
    beginning = content[:2000]
    if beginning.count(0) > len(beginning) * _ZEROS:
        big = beginning[::2].count(0) > beginning[1::2].count(0)
        return ("utf-16-be" if big else "utf-16-le"), True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        if b"\r" in content and b"\n" not in content:
            beginning = content[:_SAMPLE]
            if sum(byte > 127 for byte in beginning) > FOREIGN * len(beginning):
                return _guessed(beginning.replace(b"\r", b"\n")), False
            # Only old Macs ended lines so, and programs of Windows that were asked to write like them.
            return min(OLD_MAC, WESTERN, key=lambda encoding: _odd_letters(content, encoding)), False
        return _guessed(content[:_SAMPLE]), False
    return "utf-8", True


def _guessed(sample: bytes) -> str:
    """Return the likeliest encoding that spreadsheets write, the Western one where it is as likely."""
    import chardet

    found = chardet.detect_all(sample, encoding_era=chardet.EncodingEra.MODERN_WEB)
    likely = {_python_name(each["encoding"] or ""): each["confidence"] for each in found}
    known = {name: confidence for name, confidence in likely.items() if name in ENCODINGS}
    best = max(known, key=known.__getitem__, default=WESTERN)
    return WESTERN if known.get(WESTERN, 0) >= AS_LIKELY * known.get(best, 0) else best


def _odd_letters(content: bytes, encoding: str) -> int:
    """Count what a word does not hold, were the bytes in this encoding: capitals and signs inside it."""
    return len(ODD_LETTER.findall(content[:_SAMPLE].decode(encoding, errors="replace")))


def _python_name(encoding: str) -> str:
    return encoding.lower().replace("windows-", "cp").replace("_", "-")
