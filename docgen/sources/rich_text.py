"""Texts of a workbook that are bold or italic in parts (Excel's rich text)."""

from __future__ import annotations

import re
from typing import Any

from docgen.sources.grid import StyledCell
from docgen.sources.text import clean

Piece = tuple[str, bool, bool]  # a run of a text, bold, italic

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CARRIAGE = re.compile(r"_x000[dD]_\n?")


def pieces_of(item: Any) -> list[Piece]:
    """Return the runs of a rich text, each with bold and italic; none if no part of it is either."""
    runs = item.findall(f"{_MAIN}r")
    found = [(run.findtext(f"{_MAIN}t") or "", _on(run, "b"), _on(run, "i")) for run in runs]
    return found if any(bold or italic for _, bold, italic in found) else []


def _on(run: Any, name: str) -> bool:
    mark = run.find(f"{_MAIN}rPr/{_MAIN}{name}")
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def styled(text: str, pieces: list[Piece]) -> str:
    """Return a cell's text with the looks of its runs; unchanged if the runs do not add up to the text."""
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
    return StyledCell(text, tuple(found)) if found else text
