"""The smallest workbooks that Excel would open, written by hand, so that a test may also write bad ones."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""


def cell(place: str, value: str | float | bool) -> str:
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def table(*rows: tuple[str | float | bool, ...]) -> str:
    """The XML of a worksheet with these rows from A1 on."""
    body = "".join(
        f'<row r="{line}">{"".join(cell(f"{chr(65 + n)}{line}", value) for n, value in enumerate(row))}</row>'
        for line, row in enumerate(rows, start=1)
    )
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def sheet(rows: str, merged: tuple[str, ...] = ()) -> str:
    """The XML of a worksheet with these rows, written as XML, and merged cells such as A1:C1."""
    cells = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    return (
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData><mergeCells>{cells}</mergeCells></worksheet>'
    )


def styles(*codes: str | int) -> dict[str, bytes]:
    """The styles of a workbook: style 1 has the first format code or built-in number, and so on."""
    named = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(codes)
        if isinstance(code, str)
    )
    numbers = [164 + n if isinstance(code, str) else code for n, code in enumerate(codes)]
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in (0, *numbers))
    xml = f'<styleSheet xmlns="{MAIN}"><numFmts>{named}</numFmts><cellXfs>{formats}</cellXfs></styleSheet>'
    return {"xl/styles.xml": xml.encode()}


def renamed(content: bytes, names: Mapping[str, str]) -> bytes:
    """A workbook with parts of its members' names, and of their texts, replaced."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            name, text = member, old.read(member)
            for before, after in names.items():
                name, text = name.replace(before, after), text.replace(before.encode(), after.encode())
            new.writestr(name, text)
    return packed.getvalue()


def workbook(
    sheets: Mapping[str, str], more: Mapping[str, bytes] | None = None, hidden: tuple[str, ...] = ()
) -> bytes:
    """An .xlsx of worksheets given as XML by name, and any further members."""
    states = ("visible", "hidden")
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}" state="{states[name in hidden]}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/>'
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("_rels/.rels", f'<Relationships xmlns="{package}">{root}</Relationships>')
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{listed}</sheets></workbook>',
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">{related}</Relationships>'
        )
        for n, xml in enumerate(sheets.values(), start=1):
            file.writestr(f"xl/worksheets/sheet{n}.xml", xml)
        for name, content in (more or {}).items():
            file.writestr(name, content)
    return packed.getvalue()
