"""Cells of a sheet in a paper: printed as the clerk sees them, computed whole; days that cannot be, told at the cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dossier import body, cells, codes, load, prose, table, worked_out
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.context import resolve
from docgen.context.many import members
from docgen.context.tasks import Period, deadline
from docgen.model.fields import Log
from docgen.vietnamese import NgayIn


def sheet(folder: Path, *lines: tuple[Any, ...]) -> None:
    """Write a.xlsx: names, then cells, each a value or a value with its number format."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    for row, line in enumerate(lines, 1):
        for column, cell in enumerate(line, 1):
            page.cell(row, column, cell[0] if isinstance(cell, tuple) else cell)
            if isinstance(cell, tuple):
                page.cell(row, column).number_format = cell[1]
    book.save(folder / "a.xlsx")


def printed(folder: Path, columns: str = "", total: bool = False) -> tuple[list[list[str]], list[str]]:
    """Return the rows of the table of a.xlsx as printed, and the codes of what was found."""
    declared = f"cot = [ {columns} ]\n" if columns else ""
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.xlsx" }\n' + ('dong_tong = "Cộng"\n' if total else "")
    resolved, findings = worked_out(folder, text + declared)
    return cells(table(resolved)), codes(findings)


def test_codes_print_as_seen_and_are_not_added_up(tmp_path: Path) -> None:
    phone, decision = "0000000000", '00"/QĐ-SNV"'
    sheet(
        tmp_path, ("Tên", "Điện thoại", "Văn bản", "Tiền"),
        ("A", (905123456, phone), (8, decision), 5), ("B", (1900123456, phone), (15, decision), 7),
    )  # fmt: skip
    lines, told = printed(tmp_path, total=True)
    assert lines == [
        ["A", "0905123456", "08/QĐ-SNV", "5"], ["B", "1900123456", "15/QĐ-SNV", "7"], ["Cộng", "12"],
    ]  # fmt: skip
    assert told == []


def test_a_code_is_a_number_where_its_column_says_so(tmp_path: Path) -> None:
    sheet(tmp_path, ("Tên", "Lượt"), ("A", (42, "0000")), ("B", (7, "0000")))
    lines, told = printed(tmp_path, '{ ma = "ten", ten = "Tên" }, { ma = "x", ten = "Lượt", kieu = "số" }', total=True)
    assert (lines, told) == ([["A", "42"], ["B", "7"], ["Cộng", "49"]], [])


def test_a_column_of_texts_prints_what_is_seen(tmp_path: Path) -> None:
    sheet(tmp_path, ("Tên", "Lô"), ("A", 1985), ("B", (1234.5, "0.00")), ("C", (1234567, "#,##0")), ("D", 2.5))
    lines, told = printed(tmp_path, '{ ma = "ten", ten = "Tên" }, { ma = "lo", ten = "Lô", kieu = "chữ" }')
    assert [line[1] for line in lines] == ["1985", "1234,50", "1.234.567", "2,5"]
    assert told == []


def test_figures_and_their_total_are_shown_alike(tmp_path: Path) -> None:
    brackets = "#,##0;(#,##0)"
    lines = [("A", (20, "0.00"), (-1250, brackets), 1234), ("B", (25, "0.00"), (250, brackets), 5)]
    sheet(tmp_path, ("Tên", "Vốn", "Chênh", "Tiền"), *lines)
    assert printed(tmp_path, total=True) == (
        [["A", "20,00", "(1.250)", "1.234"], ["B", "25,00", "250", "5"], ["Cộng", "45,00", "(1.000)", "1.239"]], [],
    )  # fmt: skip


def test_days_print_as_seen(tmp_path: Path) -> None:
    day = date(2026, 2, 3)
    sheet(tmp_path, ("Tên", "Ngày"), ("A", (day, "dd/mm/yyyy")), ("B", (day, "mmmm yyyy")), ("C", (day, "yyyy")))
    assert printed(tmp_path)[0] == [["A", "03/02/2026"], ["B", "tháng 02 năm 2026"], ["C", "2026"]]


def test_a_deadline_shown_as_a_month_is_the_whole_month() -> None:
    assert deadline(NgayIn(2026, 2, 1, "mmmm yyyy"), 2026) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert deadline(NgayIn(2026, 2, 3, "dddd, dd/mm/yyyy"), 2026) == Period(None, date(2026, 2, 3))


DAYS = '{ ma = "viec", ten = "Việc" }, { ma = "ngay", ten = "Ngày", kieu = "ngày" }'


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/11/2026", "DL105"), ("29/02/2026", "DL105"), ("ngày 30 tháng 2", "DL105"), ("trước 31/11/2026", "DL105"),
        ("12/13/2026", "DL105"), ("3/2/26", "SL036"), (46056, "SL036"), (2, "SL036"),
        ("30/11/2026", ""), ("29/02/2028", ""), ("ngày 29 tháng 2", ""), ("Quý II", ""), ("-", ""), (None, ""),
        (date(2026, 2, 3), ""),
    ],
)  # fmt: skip
def test_what_is_no_day_in_a_column_of_days_is_told_at_its_cell(tmp_path: Path, cell: Any, code: str) -> None:
    sheet(tmp_path, ("Việc", "Ngày"), ("a", date(2026, 1, 8)), ("b", cell))
    text = body("{{ bang.a }}") + f'[bang.a]\nnguon = {{ tep = "a.xlsx" }}\ncot = [ {DAYS} ]\n'
    _, findings = worked_out(tmp_path, text)
    assert [(item.code, item.where.cell) for item in findings] == ([(code, "B3")] if code else [])


def test_a_number_that_is_a_day_of_excels_is_asked_about_by_its_day(tmp_path: Path) -> None:
    sheet(tmp_path, ("Việc", "Ngày"), ("a", 46056))
    text = body("{{ bang.a }}") + f'[bang.a]\nnguon = {{ tep = "a.xlsx" }}\ncot = [ {DAYS} ]\n'
    (finding,) = worked_out(tmp_path, text)[1]
    assert "03/02/2026" in finding.remedy


@pytest.mark.parametrize("kieu", ["", ', kieu = "chữ"'])
def test_impossible_days_in_words_are_told_in_any_column_that_is_printed(tmp_path: Path, kieu: str) -> None:
    text = (
        body("{{ bang.a }}")
        + '[bang.a]\nnguon = { tep = "a.csv" }\n'
        + f'cot = [ {{ ma = "han", ten = "Hạn"{kieu} }} ]\n'
    )
    _, findings = worked_out(tmp_path, text, a_csv="Hạn;Khác\ntrước 31/11/2026;31/02/2026\n30/11/2026;\n")
    assert [(item.code, item.where.cell) for item in findings if item.code == "DL105"] == [("DL105", "A2")]


def test_letters_to_many_have_the_cells_as_seen(tmp_path: Path) -> None:
    sheet(
        tmp_path, ("Họ tên", "Điện thoại", "Số", "Tiền", "Từ"),
        ("Lê Văn C", (905123456, "0000000000"), (7, '00"/GM-STC"'), (1250000, "#,##0"), (date(2026, 2, 3), "mm/yyyy")),
    )  # fmt: skip
    text = 'danh_sach = { tep = "a.xlsx" }\nten_tep = "moi-{{ dong.dien_thoai }}"\n' + body(
        "Số {{ dong.dien_thoai }}: {{ dong.tien }} đồng, từ {{ dong.tu }}."
    )
    paper, log = load(tmp_path, text)
    (member,) = members(paper, log)
    assert member.name == "moi-0905123456"
    resolved = resolve(member.paper, log, member.row)
    assert (log.findings, member.findings) == ([], [])
    assert prose(resolved) == ["Số 0905123456: 1.250.000 đồng, từ 02/2026./."]
    assert resolved.number == "07/BC-STC"


def test_an_impossible_day_in_a_list_is_told_with_its_row_alone(tmp_path: Path) -> None:
    text = 'danh_sach = { tep = "ds.csv" }\nten_tep = "{{ dong.ten }}"\n' + body("Họp {{ dong.hop }}.")
    paper, log = load(tmp_path, text, ds_csv="Tên;Họp\nA;ngày 30/11/2026\nB;ngày 31/11/2026\n")
    told = {member.name: [(item.code, item.where.cell) for item in member.findings] for member in members(paper, log)}
    assert told == {"A": [], "B": [("DL105", "B3")]}
    assert isinstance(log, Log)


def test_a_column_that_the_file_has_not_is_told_with_what_it_has(tmp_path: Path) -> None:
    columns = 'cot = [ { ma = "ten", ten = "Tên" }, { ma = "phi", ten = "Phí", cot_nguon = "%s" } ]\n'
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\n' + columns
    _, findings = worked_out(tmp_path, text % "Doanh thu", a_csv="Tên;Kinh phí\nA;5\n")
    (finding,) = [item for item in findings if item.code == "DL066"]
    assert finding.message == "tệp “a.csv” không có cột “Doanh thu” (có: “Tên”, “Kinh phí”)"
    assert finding.remedy == "Thêm cột ấy vào tệp, hoặc sửa cot_nguon ở đây cho trùng tên cột của tệp."
    _, findings = worked_out(tmp_path, text % "Kinh phi1", a_csv="Tên;Kinh phí\nA;5\n")
    assert "Có phải “Kinh phí”?" in next(item.remedy for item in findings if item.code == "DL066")
