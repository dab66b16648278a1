"""What stands where on the pages of dossiers that docgen had never seen."""

from __future__ import annotations

from collections.abc import Callable

from docgen.pdf import Document

Printed = Callable[[str], Document]


def lines(paper: Document, page: int) -> list[str]:
    return [line.text for line in paper.pages[page].lines]


def test_a_chain_of_headings_at_the_25th_paragraph_stays_together(printed: Printed) -> None:
    # LibreOffice deals out 25 paragraphs to a page while it loads, and leaves a chain of headings cut there.
    attached = printed("xa/quy-che")
    assert lines(attached, 1)[0].startswith("ỦY BAN NHÂN DÂN")
    assert lines(attached, 1)[-1].startswith("được pháp luật quy định thuộc thẩm quyền")
    assert lines(attached, 2)[1:4] == ["Mục 2", "TRÁCH NHIỆM CỦA CÁ NHÂN", "Điều 4. Chủ tịch Ủy ban nhân dân xã"]


def test_a_groups_subtotals_stand_under_the_figures_of_their_column(printed: Printed) -> None:
    found = {line.text: line for line in printed("so/ke-hoach-du-thao").pages[1].lines}
    assert len({round(found[figure].x1) for figure in ("107,78", "75,00", "22,00", "129,78")}) == 1
