"""Paper that is not A4."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.finding import Where
from docgen.lint.law import TOLERANCE_MM, law
from docgen.lint.rule import View, Wrong, as_well, rule
from docgen.word import WordFile


@rule("KT001", View.WORD)
def paper_not_a4(word: WordFile) -> Iterator[Wrong]:
    """Portrait or landscape; python-docx and Word's American setting start with Letter."""
    wanted = sorted(law()["trang"]["kho"])
    wrong: dict[int, str] = {}
    for number, page in enumerate(word.pages, 1):
        sides = sorted([page.width_mm, page.height_mm])
        if any(abs(side - right) > TOLERANCE_MM for side, right in zip(sides, wanted, strict=True)):
            wrong[number] = f"khổ giấy của mục (section) {number} là {page.width_mm:.0f} × {page.height_mm:.0f} mm"
    if wrong:
        first, *others = wrong
        yield Where(part=f"mục {first}"), wrong[first] + as_well(others), ""
