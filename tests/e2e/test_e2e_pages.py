"""What stands where on the pages of dossiers that docgen had never seen."""

from __future__ import annotations

from collections.abc import Callable

from docgen.line import Report
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


def test_no_word_and_no_number_breaks_in_a_portrait_table_of_fourteen_columns(printed: Printed, report: Report) -> None:
    text = {line.text for line in printed("ban/bang").pages[1].lines}
    assert {"Trước", "chính", "15.085", "14.790", "99,71%", "Khác", "(13)="} <= text
    assert any(f.code == "MT031" and f.where.line == 24 for f in report.findings if "bang.toml" in f.where.file)


def test_equal_neighbours_are_merged_downwards(printed: Printed) -> None:
    lines = {line.text: line for line in printed("ban/bang").pages[1].lines}
    last = lines["Thi công"]
    assert [line.text for line in printed("ban/bang").pages[1].lines].count("Đầu tư") == 1
    assert lines["30/6/2026"].top < lines["Đầu tư"].top < last.top  # in the middle of its three rows


def test_a_repeated_header_is_as_high_as_its_highest_cell(printed: Printed) -> None:
    # A cell that spans header rows and has more lines than they: Writer cuts it off where it repeats the header.
    annex = printed("ban/ho-ngheo").pages[1:]
    assert len(annex) == 3
    for page in annex:
        last, before = (next(line for line in page.lines if line.text == word) for word in ("quân", "bình"))
        below = min(
            rule.y0 for rule in page.rules if rule.level and rule.x0 < last.x0 < rule.x1 and rule.y0 > before.bottom
        )
        assert below > last.bottom


def test_numbers_of_rows_and_rates_are_not_added_up(printed: Printed) -> None:
    text = [line.text for line in printed("ban/du-an").pages[0].lines]
    total = text.index("Cộng")
    assert text[total + 1 : total + 3] == ["2.221.580", "./."]
    assert "Tổng mức đầu tư 2.221.580 triệu đồng." in text
    assert {'Trường mầm non "Hoa Sen"', "Kênh N2 & N3", "đợt 2", "45,2%", "15/12/2025"} <= set(text)
