"""Tones placed in the other style than the office has chosen (hòa, hoà)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from docgen import vietnamese
from docgen.finding import Where
from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.vietnamese import KieuDau

_WORD = re.compile(r"[^\W\d_]+")
_FEW = 5  # words that a finding shows


@rule("DL153", View.PAPER)
def other_style_of_tones(dossier: Dossier) -> Iterator[Wrong]:
    """Asked only where the project has chosen a style, of every text as it was typed; of a sheet once."""
    style = dossier.settings.style
    if style is None:
        return
    said = f"bỏ dấu khác kiểu của cơ quan ({dossier.settings.kieu_dau}): "
    sheets: dict[tuple[str, str], list[tuple[Where, str]]] = {}
    for item in dossier.resolved.written():
        if item.key[-1:] == ("ho_ten",):
            continue
        for start, shown in _lines(item.text, style):
            if item.key == ("danh_sach",) or (item.key[:1] == ("bang",) and len(item.key) == 2):  # a cell
                where = item.at(start)
                sheets.setdefault((where.file, where.sheet), []).append((where, shown))
            else:
                yield partial(item.at, start), said + shown, ""
    for (first, shown), *others in sheets.values():
        named = ", ".join(where.cell for where, _ in others[:_FEW])
        more = ", …" if len(others) > _FEW else ""
        yield first, said + shown + (f"; còn {len(others)} ô nữa ({named}{more})" if others else ""), ""


def _lines(text: str, style: KieuDau) -> Iterator[tuple[int, str]]:
    """Yield each line with words of the other style: where the first stands, and the words as a finding shows them."""
    start = 0
    for line in text.split("\n"):
        other: dict[str, str] = {}
        first = -1
        for match in _WORD.finditer(line):
            word = vietnamese.nfc(match[0])
            right = vietnamese.dat_dau(word, style)
            if right != word:
                first = match.start() if first < 0 else first
                other[word] = right
        if other:
            yield start + first, ", ".join(f"“{word}” → “{right}”" for word, right in list(other.items())[:_FEW])
        start += len(line) + 1
