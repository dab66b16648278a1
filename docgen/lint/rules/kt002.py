"""Margins outside the decree's ranges."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.finding import Where
from docgen.lint.law import TOLERANCE_MM, law
from docgen.lint.rule import View, Wrong, as_well, rule
from docgen.word import WordFile

_SIDES = {"le_tren": ("trên", "top_mm"), "le_duoi": ("dưới", "bottom_mm"), "le_trai": ("trái", "left_mm"),
          "le_phai": ("phải", "right_mm")}  # fmt: skip


@rule("KT002", View.WORD)
def margin_out_of_range(word: WordFile) -> Iterator[Wrong]:
    """The decree names no other margins for landscape pages, so the same four apply there."""
    wrong: dict[int, str] = {}
    for number, page in enumerate(word.pages, 1):
        if page.is_unknown:
            continue  # told by KT001
        sides = []
        for name, (shown, side) in _SIDES.items():
            least, most = law()["trang"][name]
            length = getattr(page, side)
            if side in page.unset:
                sides.append(f"{shown} không ghi (quy định {least}–{most})")
            elif not least - TOLERANCE_MM <= length <= most + TOLERANCE_MM:
                sides.append(f"{shown} {length:.0f} mm (quy định {least}–{most})")
        if sides:
            wrong[number] = f"lề của mục (section) {number}: {', '.join(sides)}"
    if wrong:
        first, *others = wrong
        yield Where(part=f"mục {first}"), wrong[first] + as_well(others), ""
