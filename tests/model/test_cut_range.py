"""Ranges of cells that end before their table does, in workbooks and CSV files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from written import REPORT

import docgen
from docgen.finding import Finding

PAPER = f"""{REPORT}noi_dung = "{{{{ bang.a }}}}"
[bang.a]
dong_tong = "Cộng"
"""
HEAD = ("TT", "Đơn vị", "Số")
TWO = ((1, "Y tế", 10), (2, "Nội vụ", 6))


def found(folder: Path, *rows: tuple[Any, ...], vung: str = "A1:C3", head: tuple[str, ...] = HEAD) -> list[Finding]:
    """Return what is said of the range of a table."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Quý II"
    for row in (head, *(row[-len(head) :] for row in rows)):
        sheet.append(row)
    book.save(folder / "a.xlsx")
    (folder / "bc.toml").write_text(PAPER + f'nguon = {{ tep = "a.xlsx", vung = "{vung}" }}\n', "utf-8")
    return [item for item in docgen.check(folder / "bc.toml").findings if item.severity.label != "ghi chú"]


@pytest.mark.parametrize(
    ("after", "right"),
    [
        (((3, "Thuế", 7),), "A1:C4"),
        (((3, "Thuế", 7), (4, "Công an", 8), (None, "Tổng cộng", 31)), "A1:C5"),
        (((3, "Thuế", 7), (None, None, None), (4, "Công an", 8)), "A1:C4"),
        (((3, "Thuế", 7), (None, "Người lập biểu", "Giám đốc")), "A1:C4"),
    ],
)
def test_a_range_that_ends_before_its_table_is_told_with_the_right_one(
    tmp_path: Path, after: tuple[tuple[Any, ...], ...], right: str
) -> None:
    findings = found(tmp_path, *TWO, *after)
    assert [(item.code, item.severity.label) for item in findings] == [("DL109", "cảnh báo")]
    assert (findings[0].where.line, findings[0].where.key) == (13, "bang.a.nguon.vung")
    assert f'vung = "{right}"' in findings[0].remedy
    assert found(tmp_path, *TWO, *after, vung=right) == []


def test_a_table_far_to_the_right(tmp_path: Path) -> None:
    gap = (None,) * 1000
    findings = found(tmp_path, *((*gap, *row) for row in (*TWO, (3, "Thuế", 7))), vung="ALM1:ALO3", head=(*gap, *HEAD))
    assert [item.code for item in findings] == ["DL109"]
    assert 'vung = "ALM1:ALO4"' in findings[0].remedy


def test_the_sheet_stays_before_the_right_range(tmp_path: Path) -> None:
    findings = found(tmp_path, *TWO, (3, "Thuế", 7), vung="'Quý II'!A1:C3")
    assert "vung = \"'Quý II'!A1:C4\"" in findings[0].remedy


def test_a_table_without_numbers_of_its_rows(tmp_path: Path) -> None:
    findings = found(tmp_path, *TWO, (3, "Thuế", 7), vung="A1:B3", head=HEAD[1:])
    assert [item.code for item in findings] == ["DL109"]


@pytest.mark.parametrize(
    "after",
    [
        (None, "Tổng cộng", 16),
        (3, "Toàn tỉnh", 16),
        (None, "Toàn tỉnh", 17),
        (None, "Bình quân", 8),
        (3, "Cao nhất", 10),
        (None, "Ghi chú: số tạm tính", None),
        (None, "Nguồn: Sở Tài chính", 2026),
        (None, "Người lập", "Giám đốc"),
        (3, "Thuế", None),
        (3, None, 7),
        (3, "Thuế", "chưa có"),
        (1, "Đường", 7),
        ("II", "Khối hai", 7),
        ("TT", "Đơn vị", "Số"),
        (None, None, None),
    ],
)
def test_what_else_stands_under_a_table_is_not_asked_for(tmp_path: Path, after: tuple[Any, ...]) -> None:
    assert found(tmp_path, *TWO, after, (4, "Công an", 9)) == []


def test_open_ranges_and_cells_beside_the_table(tmp_path: Path) -> None:
    assert found(tmp_path, *TWO, (3, "Thuế", 7), vung="A:C") == []
    assert found(tmp_path, *TWO, (3, "Thuế", 7), vung="A1:C") == []
    assert found(tmp_path, *TWO, vung="A1:C3") == []
    book_total = (None, "Tổng cộng", 16)
    assert found(tmp_path, *TWO, book_total, (3, "Khác", 7), vung="A1:C4") == []


def test_faults_under_a_range_are_none_of_the_table(tmp_path: Path) -> None:
    assert found(tmp_path, *TWO, (None, "#REF!", "=1/0")) == []


def test_a_csv_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Đơn vị;Số\nY tế;10\nNội vụ;6\nThuế;7\n", "utf-8")
    (tmp_path / "bc.toml").write_text(PAPER + 'nguon = { tep = "a.csv", vung = "A1:B3" }\n', "utf-8")
    findings = docgen.check(tmp_path / "bc.toml").findings
    assert [item.code for item in findings] == ["DL109"]
    assert 'vung = "A1:B4"' in findings[0].remedy
