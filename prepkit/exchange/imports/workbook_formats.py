"""Shows a workbook's value as its cell shows it: a number, date or duration by a format code of Excel.

A format that is not understood shows the plain value: digits without float noise, dates as ISO.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import TypeAlias

Value: TypeAlias = bool | int | float | datetime | date | time | timedelta

BUILT_IN = (
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00"}
    | {9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"}
    | {18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm"}
    | {37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)"}
    | {41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"}
)
"""The formats that a workbook names by number only; 14 and 22 differ by country, so they are ISO here."""

LONGEST_CODE = 255
LARGEST = 10**21
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zones
MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

COMMA_LANGUAGES = (
    {"da": (0x06, "."), "de": (0x07, "."), "el": (0x08, "."), "es": (0x0A, "."), "it": (0x10, ".")}
    | {"nl": (0x13, "."), "pt": (0x16, "."), "ro": (0x18, "."), "hr": (0x1A, "."), "tr": (0x1F, ".")}
    | {"id": (0x21, "."), "sl": (0x24, "."), "vi": (0x2A, ".")}
    | {"bg": (0x02, "\xa0"), "cs": (0x05, "\xa0"), "fi": (0x0B, "\xa0"), "fr": (0x0C, "\xa0")}
    | {"hu": (0x0E, "\xa0"), "nb": (0x14, "\xa0"), "pl": (0x15, "\xa0"), "ru": (0x19, "\xa0")}
    | {"sk": (0x1B, "\xa0"), "sv": (0x1D, "\xa0"), "uk": (0x22, "\xa0")}
)
"""The languages that write a decimal comma: Windows' number of each, and its sign between thousands."""
POINT_COUNTRIES = {0x0807, 0x0810, 0x100C, 0x1407, 0x080A, 0x100A, 0x180A, 0x1C0A, 0x280A, 0x440A, 0x480A}
"""The countries where a language of the list above is written with a decimal point."""

TOKEN = re.compile(
    r'"(?P<quoted>[^"]{0,1000})"|\\(?P<escaped>.)|(?P<dropped>_.|\*.)|\[(?P<bracket>[^\[\]]{0,200})\]|(?P<general>General)'
    r"|(?P<half>AM/PM|A/P)|(?P<date>y+|m+|d+|h+|s+)|(?P<holder>[0#?])|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d+", re.IGNORECASE)
CURRENCY = re.compile(r"\$(?P<symbol>[^\]-]*)(?:-(?P<place>.*))?")
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
SYSTEM_FORMATS = {"f800": "yyyy-mm-dd", "x-sysdate": "yyyy-mm-dd", "f400": "h:mm:ss", "x-systime": "h:mm:ss"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, eq=False)
class _Section:
    """One of the parts of a format code that a semicolon ends; equal to nothing but itself."""

    tokens: tuple[_Token, ...]
    language: str = ""

    @cached_property
    def kinds(self) -> Set[str]:
        return {token.kind for token in self.tokens}


@dataclass(frozen=True, slots=True)
class _Layout:
    """The places for digits in a section for numbers."""

    whole: tuple[_Token, ...]
    fraction: tuple[_Token, ...]
    is_grouped: bool
    """Whether thousands are set apart."""
    power: int
    """The power of ten by which the number is multiplied first: percent signs and commas at the end."""
    places: int


class _UnknownFormat(Exception):
    """The format code says something that is not understood here."""


def shown(value: Value, code: str) -> str:
    """Return the text that a cell with this format shows for the value."""
    if isinstance(value, bool) or not code:
        return plain(value)
    try:
        sections = _sections(code)
        if isinstance(sections, _UnknownFormat):
            return plain(value)
        if sections[0].kinds & {"date", "minute", "elapsed"}:
            return _date_text(sections[0], _moment(value)).strip()
        return _number_text(sections, _number(value)).strip()
    except (_UnknownFormat, ArithmeticError, ValueError):
        return plain(value)


def plain(value: Value) -> str:
    """Return the value without a format: ``3`` for 3.0, ``0.3`` for 0.1 + 0.2, a date as ISO."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return str(int(value)) if value == value // 1 and abs(value) < 1e15 else f"{value:.15G}"
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, datetime) and value.time() != time():
        return f"{value.date().isoformat()} {plain(value.time())}"
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value.isoformat()[:10]


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...] | _UnknownFormat:
    """Parse a format code into its sections for numbers, or return why that is impossible."""
    try:
        sections = _parsed(code)
    except _UnknownFormat as error:
        return error
    return tuple(section for section in sections if "text" not in section.kinds) or _UnknownFormat(code)


def _parsed(code: str) -> list[_Section]:
    if len(code) > LONGEST_CODE:
        raise _UnknownFormat(code)
    sections: list[_Section] = []
    tokens: list[_Token] = []
    language = ""
    for match in TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "sign" and text == ";":
            sections.append(_Section(_with_minutes(tokens), language))
            tokens, language = [], ""
        elif kind == "bracket":
            currency = CURRENCY.fullmatch(text)
            if currency is not None and (place := (currency["place"] or "").lower()):
                if place in SYSTEM_FORMATS:
                    return _parsed(SYSTEM_FORMATS[place])
                language = _language(place)
            tokens.append(_bracket(text))
        else:
            tokens.append(_token(kind, text))
    return [*sections, _Section(_with_minutes(tokens), language)]


def _with_minutes(tokens: list[_Token]) -> tuple[_Token, ...]:
    """Tell the minutes from the months, which are written alike: minutes stand beside hours or seconds."""
    clock = [place for place, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    letters = ["", *(tokens[place].text[0] for place in clock), ""]
    changed = list(tokens)
    for place, before, after in zip(clock, letters, letters[2:], strict=False):
        if tokens[place] in (_Token("date", "m"), _Token("date", "mm")) and (before == "h" or after == "s"):
            changed[place] = _Token("minute", tokens[place].text)
    return tuple(changed)


def _token(kind: str, text: str) -> _Token:
    """Return a token; letters and signs with a meaning that is not known here are refused."""
    if kind in ("quoted", "escaped"):
        return _Token("literal", text)
    if kind == "dropped":
        return _Token("literal", "")
    if kind != "sign":
        return _Token(kind, text.lower())
    if text == "@":
        return _Token("text", text)
    if (text.isascii() and text.isalpha()) or text in '[]"\\':
        raise _UnknownFormat(text)
    return _Token("sign", text)


def _bracket(text: str) -> _Token:
    """Return what stands in brackets: a currency, a colour, or hours that go on beyond 24."""
    if (currency := CURRENCY.fullmatch(text)) is not None:
        return _Token("literal", currency["symbol"])
    if ELAPSED.fullmatch(text):
        return _Token("elapsed", text.lower())
    if COLOUR.fullmatch(text):
        return _Token("literal", "")
    raise _UnknownFormat(text)


def _language(place: str) -> str:
    """Return the language of a place such as ``407``, ``de-DE`` or ``x-euro2``; none if it is not known."""
    if not re.fullmatch(r"[0-9a-f]{3,8}", place):
        return "" if place.startswith("x-") else place.partition("-")[0]
    number = int(place, 16) & 0xFFFF
    if number in POINT_COUNTRIES:
        return "other"
    if number & 0x3FF in (0, 0x09):
        return ""
    found = (name for name, (language, _) in COMMA_LANGUAGES.items() if language == number & 0x3FF)
    return next(found, "other")


def _number(value: Value) -> Decimal:
    """Return a value as a number; a date as the days since Excel's first."""
    if isinstance(value, int | float):
        return Decimal(repr(value))
    days = (_moment(value) - EPOCH) / timedelta(days=1)
    return Decimal(repr(round(days, 10)))


def _moment(value: Value) -> datetime:
    """Return a value as a moment; a time or a duration as one of Excel's first days."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a workbook knows no zones
    if isinstance(value, time):
        return datetime.combine(EPOCH, value)
    return EPOCH + (value if isinstance(value, timedelta) else timedelta(days=value))


def _number_text(sections: tuple[_Section, ...], number: Decimal) -> str:
    """Show a number by the section for its sign."""
    if not number.is_finite() or abs(number) >= LARGEST:
        raise _UnknownFormat(str(number))
    place = 1 if number < 0 else 2 if number == 0 else 0
    section = sections[place] if place < len(sections) else sections[0]
    text, is_nothing = _digits(section, abs(number))
    return f"-{text}" if number < 0 and section is sections[0] and not is_nothing else text


def _digits(section: _Section, number: Decimal) -> tuple[str, bool]:
    """Fill a section with the digits of a number; the second value tells whether all of them are zero."""
    if "general" in section.kinds:
        texts = [plain(float(number)) if t.kind == "general" else t.text for t in section.tokens]
        return "".join(texts), not number
    layout = _layout(section)
    rounded = number.scaleb(layout.power).quantize(Decimal(1).scaleb(-layout.places), ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    is_comma = section.language in COMMA_LANGUAGES
    point, group = (",", COMMA_LANGUAGES[section.language][1]) if is_comma else (".", ",")
    text = _whole_digits(layout.whole, before.lstrip("0"), group if layout.is_grouped else "")
    return text + _fraction_digits(layout.fraction, after, point), not rounded


@lru_cache(maxsize=512)
def _layout(section: _Section) -> _Layout:
    """Find the places for digits in a section, at both sides of its point."""
    sides: tuple[list[_Token], list[_Token]] = ([], [])
    side = thousands = 0
    holders = [place for place, token in enumerate(section.tokens) if token.kind == "holder"]
    is_grouped = False
    for place, token in enumerate(section.tokens):
        if token == _Token("sign", "/"):
            raise _UnknownFormat(token.text)
        if token == _Token("sign", ".") and not side and holders:
            side = 1
            if place <= holders[0]:
                sides[0].append(_Token("holder", "#"))
        elif token == _Token("sign", ",") and holders and place > holders[0]:
            is_grouped |= place < holders[-1]
            thousands += place > holders[-1]
        else:
            sides[side].append(token)
    power = 2 * section.tokens.count(_Token("sign", "%")) - 3 * thousands
    places = sum(token.kind == "holder" for token in sides[1])
    return _Layout(tuple(sides[0]), tuple(sides[1]), is_grouped, power, places)


def _whole_digits(tokens: tuple[_Token, ...], digits: str, group: str) -> str:
    """Set the digits before the point into their places, from the right; the first place takes the rest."""
    left = list(digits)
    remaining = sum(token.kind == "holder" for token in tokens)
    parts: list[str] = []
    count = 0
    for token in reversed(tokens):
        if token.kind != "holder":
            parts.append(token.text)
            continue
        remaining -= 1
        taken = (len(left) or 1) if not remaining else 1
        for _ in range(taken):
            digit = left.pop() if left else token.text.strip("#?")
            if digit and count and count % 3 == 0:
                parts.append(group)
            parts.append(digit)
            count += bool(digit)
    return "".join(reversed(parts))


def _fraction_digits(tokens: tuple[_Token, ...], digits: str, point: str) -> str:
    """Set the digits after the point into their places; zeros at the end go where the format allows it."""
    if not tokens:
        return ""
    holders = "".join(token.text for token in tokens if token.kind == "holder")
    kept = len(holders)
    while kept and holders[kept - 1] != "0" and digits[kept - 1] == "0":
        kept -= 1
    shown_digits = iter(digits[:kept])
    texts = (next(shown_digits, "") if token.kind == "holder" else token.text for token in tokens)
    return (point if kept else "") + "".join(texts)


def _date_text(section: _Section, moment: datetime) -> str:
    """Show a date, a time or a duration."""
    places = sum(token.kind == "holder" for token in section.tokens)
    step = 10 ** max(6 - places, 0)
    moment += timedelta(microseconds=step // 2)
    moment -= timedelta(microseconds=moment.microsecond % step)
    if moment < EPOCH or (section.language not in ("", "en") and _names_a_day(section)):
        raise _UnknownFormat(section.language)
    parts: list[str] = []
    decimals = f"{moment.microsecond:06}"
    for token in section.tokens:
        if token.kind == "date":
            parts.append(_date_part(token.text, moment, "half" in section.kinds))
        elif token.kind == "minute":
            parts.append(f"{moment.minute:0{min(len(token.text), 2)}}")
        elif token.kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
            parts.append(f"{int((moment - EPOCH).total_seconds()) // unit:0{len(token.text)}}")
        elif token.kind == "half":
            parts.append(token.text.upper().split("/")[moment.hour >= 12])
        elif token.kind == "holder":
            parts.append(decimals[:1])
            decimals = decimals[1:]
        else:
            parts.append(token.text)
    return "".join(parts)


def _names_a_day(section: _Section) -> bool:
    """Tell whether a section spells out a month or a weekday, which only English has here."""
    return any(token.kind == "date" and re.match("mmm|ddd", token.text) for token in section.tokens)


def _date_part(letters: str, moment: datetime, is_half_day: bool) -> str:
    """Show one part of a date, such as ``dd`` or ``mmm``."""
    size = min(len(letters), 2)
    match letters[0]:
        case "y":
            return f"{moment:%Y}" if len(letters) > 2 else f"{moment:%y}"
        case "m" if len(letters) > 2:
            name = MONTHS[moment.month - 1]
            return {3: name[:3], 5: name[0]}.get(len(letters), name)
        case "m":
            return f"{moment.month:0{size}}"
        case "d" if len(letters) > 2:
            name = WEEKDAYS[moment.weekday()]
            return name[:3] if len(letters) == 3 else name
        case "d":
            return f"{moment.day:0{size}}"
        case "h":
            return f"{(moment.hour - 1) % 12 + 1 if is_half_day else moment.hour:0{size}}"
        case _:
            return f"{moment.second:0{size}}"
