"""Paper that is not A4."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.finding import Where
from docgen.lint.law import TOLERANCE_MM, law
from docgen.lint.rule import View, Wrong, as_well, rule
from docgen.word import WordFile

_LEFT_OPEN = ": máy nào mở thì tự chọn lấy, thường là khổ Letter (216 × 279 mm)"


@rule("KT001", View.WORD)
def paper_not_a4(word: WordFile) -> Iterator[Wrong]:
    """Portrait or landscape; python-docx and Word's American setting start with Letter.

    A file that says no size is printed on Letter by LibreOffice. One that says nothing of its page is told here only.
    """
    wanted = sorted(law()["trang"]["kho"])
    wrong: dict[int, str] = {}
    for number, page in enumerate(word.pages, 1):
        sides = sorted([page.width_mm, page.height_mm])
        if page.is_unknown:
            wrong[number] = f"tệp không ghi khổ giấy và lề của mục (section) {number}{_LEFT_OPEN}"
        elif page.is_unsized:
            wrong[number] = f"tệp không ghi khổ giấy của mục (section) {number}{_LEFT_OPEN}"
        elif any(abs(side - right) > TOLERANCE_MM for side, right in zip(sides, wanted, strict=True)):
            wrong[number] = f"khổ giấy của mục (section) {number} là {page.width_mm:.0f} × {page.height_mm:.0f} mm"
    if wrong:
        first, *others = wrong
        yield Where(part=f"mục {first}"), wrong[first] + as_well(others), ""
