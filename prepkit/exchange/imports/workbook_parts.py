"""Finds the parts of a packed workbook and the format of each cell, by linear scans without an XML parser.

calamine gives the values of cells, but neither their formats, nor errors such as ``#N/A``, nor the formulas
that have no value.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from prepkit.exchange.imports.workbook_formats import BUILT_IN

CHUNK = 1_000_000
MOST_COLUMNS = 16_384
TRUE = ("1", "true")
WORKBOOK = "xl/workbook.xml"
TAG = rb"<(?:\w+:)?%b(\s(?:[^>\"'<]|\"[^\"<]*\"|'[^'<]*')*)/?>"
ATTRIBUTE = re.compile(r"\s(?:\w+:)?(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
CELLS = re.compile(rb"<(?:\w+:)?(row|col|c|f|v)((?:\s[^<>]*|/)?)>([^<]*)")
END_OF_CELLS = re.compile(rb"</(?:\w+:)?sheetData>")

Place = tuple[int, int]
"""A row and a column, counted from 0."""


@dataclass(slots=True)
class CellFacts:
    """What a worksheet says of its cells besides their values, each by its place."""

    codes: dict[Place, str] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    unstored: list[Place] = field(default_factory=list)
    """The formulas without a value."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def is_workbook(members: set[str]) -> bool:
    """Tell from the names in a zip file whether it is an Excel workbook, whatever its main part is called."""
    names = {name.replace("\\", "/").lower() for name in members}
    if WORKBOOK in names:
        return True
    return "[content_types].xml" in names and any(name.startswith("xl/") for name in names)


class WorkbookParts:
    """The members of a packed workbook by name, whatever slash and case their names are written in."""

    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed
        self._names = {name.replace("\\", "/").lower(): name for name in packed.namelist()}

    def main(self) -> str:
        """Return the name of the part that lists the worksheets, or nothing."""
        if WORKBOOK in self._names:
            return WORKBOOK
        for relation in _tags(self._content("_rels/.rels"), b"Relationship"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/").lower()
        return ""

    def worksheets(self) -> list[str]:
        """Return the member of each sheet that the workbook lists, in its order."""
        relations = _tags(self._content("xl/_rels/workbook.xml.rels"), b"Relationship")
        targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
        listed = [sheet.get("id", "") for sheet in _tags(self._content(WORKBOOK), b"sheet")]
        return [posixpath.normpath(posixpath.join("/xl", targets.get(id_, "")))[1:] for id_ in listed]

    def format_codes(self) -> list[str]:
        """Return the format code of each cell style; an empty one where the plain value is shown."""
        styles = self._content("xl/styles.xml")
        codes = dict(BUILT_IN)
        for tag in _tags(styles, b"numFmt"):
            code = tag.get("formatCode", "")
            codes[_whole(tag.get("numFmtId"))] = "" if code.lower() in ("general", "@") else code
        start = re.search(rb"<(?:\w+:)?cellXfs\b", styles)
        if start is None:
            return []
        end = re.compile(rb"</(?:\w+:)?cellXfs>").search(styles, start.end())
        formats = _tags(styles[start.end() : end.start() if end else None], b"xf")
        return [codes.get(_whole(tag.get("numFmtId")), "") for tag in formats]

    def cell_facts(self, worksheet: str, codes: list[str]) -> CellFacts:
        """Scan a worksheet for the formats of its cells, its errors and its formulas without a value."""
        facts = CellFacts()
        member = self._names.get(worksheet.lower())
        if member is None:
            return facts
        for place, attributes, has_formula, value in _cells(self._packed, member, facts):
            kind = attributes.get("t", "n")
            style = _whole(attributes.get("s"))
            if has_formula and not value and kind != "str":
                facts.unstored.append(place)
            elif kind == "e" and value:
                facts.errors[place] = html.unescape(value.decode(errors="replace"))
            elif kind in ("n", "d") and style < len(codes) and codes[style]:
                facts.codes[place] = codes[style]
        return facts

    def _content(self, name: str) -> bytes:
        """Return the content of a member, empty if there is none."""
        member = self._names.get(name)
        return self._packed.read(member) if member is not None else b""


def with_usual_name(packed: ZipFile, main: str) -> bytes:
    """Pack a workbook anew with its main part under the name that every reader knows, texts only."""
    links = "xl/_rels/{}.rels"
    renamed = {main: WORKBOOK, links.format(posixpath.basename(main)): links.format("workbook.xml")}
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED, compresslevel=1) as copy:
        for member in packed.namelist():
            name = member.replace("\\", "/")
            if name.lower().endswith((".xml", ".rels")):
                copy.writestr(renamed.get(name.lower(), name), packed.read(member))
    return content.getvalue()


def reference(place: Place) -> str:
    """Return a place as the spreadsheet writes it, such as ``B7``."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _tags(xml: bytes, name: bytes) -> list[dict[str, str]]:
    """Return the attributes of every tag of this name, without the prefixes of their names."""
    return [_attributes(match[1]) for match in re.finditer(TAG % name, xml)]


def _attributes(written: bytes) -> dict[str, str]:
    """Return attributes without the prefixes of their names."""
    text = written.decode(errors="replace")
    found = {name: double or single for name, double, single in ATTRIBUTE.findall(text)}
    return {name: html.unescape(value) for name, value in found.items()} if "&" in text else found


def _whole(text: str | None) -> int:
    """Return a whole number, 0 if it is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _cells(
    packed: ZipFile, member: str, facts: CellFacts
) -> Iterator[tuple[Place, dict[str, str], bool, bytes]]:
    """Go through the cells of a worksheet: place, attributes, whether it has a formula, stored value.

    Rows and columns that are hidden are noted in ``facts`` on the way.
    """
    row = column = -1
    attributes: dict[str, str] | None = None
    has_formula = False
    value = b""
    for tag, written, text in _elements(packed, member):
        if tag == b"v":
            value = text
        elif tag == b"f":
            has_formula = True
        else:
            if attributes is not None:
                yield (row, column), attributes, has_formula, value
            attributes, has_formula, value = None, False, b""
            if tag == b"row":
                told = _attributes(written)
                number = _whole(told.get("r"))
                row, column = number - 1 if number else row + 1, -1
                if told.get("hidden") in TRUE:
                    facts.hidden_rows.add(row)
            elif tag == b"col":
                facts.hidden_columns.update(_hidden_columns(_attributes(written)))
            elif tag == b"c":
                attributes = _attributes(written)
                row, column = _place(attributes.get("r", ""), (row, column + 1))
    if attributes is not None:
        yield (row, column), attributes, has_formula, value


def _hidden_columns(told: dict[str, str]) -> range:
    """Return the columns, counted from 0, that a ``col`` hides."""
    if told.get("hidden") not in TRUE:
        return range(0)
    return range(max(0, _whole(told.get("min")) - 1), min(_whole(told.get("max")), MOST_COLUMNS))


def _elements(packed: ZipFile, member: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Go through the tags of a worksheet that belong to cells: name, attributes, text after it."""
    rest = b""
    with packed.open(member) as file:
        while chunk := file.read(CHUNK):
            rest += chunk
            end = rest.rfind(b"<")
            if end < 0:
                rest = b""
                continue
            last = END_OF_CELLS.search(rest, 0, end)
            yield from CELLS.findall(rest, 0, last.start() if last else end)
            if last:
                return
            rest = rest[end:] if len(rest) - end < CHUNK else b""
    yield from CELLS.findall(rest)


def _place(written: str, following: Place) -> Place:
    """Convert a reference such as ``B7``; a cell without one follows the cell before it."""
    letters = written.rstrip("0123456789")
    row = _whole(written[len(letters) :])
    column = column_number(letters)
    return (row - 1, column - 1) if row and column else following


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Convert a column's letters to its number, counted from 1; 0 if they are none."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return 0
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
