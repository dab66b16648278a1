"""Texts of a workbook that it sets bold or italic in parts (Excel's rich text)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from docgen.sources.table import Styled
from docgen.sources.text import clean

Piece = tuple[str, bool, bool]  # a run of a text, bold, italic

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SET = re.compile(rb"<(?:\w+:)?[bi](?: [^>]*)?/?>")  # bold or italic of a run
_CARRIAGE = re.compile(r"_x000[dD]_\n?")


def shared(package: zipfile.ZipFile) -> dict[int, list[Piece]]:
    """Return the shared strings of a workbook of which parts are bold or italic, by their number."""
    part = next((name for name in package.namelist() if name.lower().endswith("sharedstrings.xml")), "")
    content = package.read(part) if part else b""
    if not _SET.search(content):
        return {}
    found: dict[int, list[Piece]] = {}
    items = etree.iterparse(io.BytesIO(content), tag=f"{_MAIN}si", resolve_entities=False, no_network=True)
    for number, (_, item) in enumerate(items):
        if pieces := _pieces(item):
            found[number] = pieces
        item.clear()
        while item.getprevious() is not None:
            del item.getparent()[0]
    return found


def of_cell(cell: Any, styled: Mapping[int, list[Piece]]) -> list[Piece]:
    if cell.get("t") == "inlineStr":
        inside = cell.find(f"{_MAIN}is")
        return _pieces(inside) if inside is not None else []
    number = cell.findtext(f"{_MAIN}v") if styled and cell.get("t") == "s" else None
    return styled.get(int(number), []) if number and number.isdecimal() else []


def _pieces(item: Any) -> list[Piece]:
    """Return the runs of a rich text, each with bold and italic; none where nothing in it is either."""
    runs = item.findall(f"{_MAIN}r")
    found = [(run.findtext(f"{_MAIN}t") or "", _on(run, "b"), _on(run, "i")) for run in runs]
    return found if any(bold or italic for _, bold, italic in found) else []


def _on(run: Any, name: str) -> bool:
    mark = run.find(f"{_MAIN}rPr/{_MAIN}{name}")
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def styled(text: str, pieces: list[Piece]) -> str:
    """Return a cell's text with the parts that its runs set; as it is where the runs do not make it up."""
    given = [(clean(_CARRIAGE.sub("\n", piece)), bold, italic) for piece, bold, italic in pieces]
    place = -"".join(piece for piece, _, _ in given).find(text)
    if place > 0:
        return text
    found = []
    for piece, bold, italic in given:
        start, end = max(place, 0), min(place + len(piece), len(text))
        place += len(piece)
        if (bold or italic) and start < end:
            found.append((start, end, bold, italic))
    return Styled(text, tuple(found)) if found else text
