"""Columns that are added up though they cannot be: codes, and quantities of different units."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import body, cells, codes, table, worked_out
from openpyxl import Workbook

from docgen.finding import Finding
from docgen.model.resolved import TableBlock

TOTAL = 'dong_tong = "Cộng"\n'


def read(folder: Path, rows: str, more: str = TOTAL, prose: str = "") -> tuple[TableBlock, list[Finding]]:
    text = body(prose + "{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\n' + more
    resolved, findings = worked_out(folder, text, a_csv=rows)
    return table(resolved), findings


# Units

THINGS = "Nội dung;%s;%s;Thành tiền\nĐường;%s;5;900\nCống;%s;20;300\n"


@pytest.mark.parametrize("head", ["ĐVT", "Đơn vị tính", "Đơn vị"])
@pytest.mark.parametrize("column", ["Số lượng", "Khối lượng thực hiện", "Kế hoạch năm 2026", "SL"])
def test_rows_of_different_units_that_are_added_up_are_told_once(tmp_path: Path, head: str, column: str) -> None:
    _, findings = read(tmp_path, THINGS % (head, column, "km", "cái"))
    assert [(item.code, item.severity.label) for item in findings] == [("SL045", "cảnh báo")]
    assert "(km, cái)" in findings[0].message
    assert 'tong = "không"' in findings[0].remedy
    _, findings = read(tmp_path, THINGS % (head, column, "km", "cái"), "")
    assert findings == []


@pytest.mark.parametrize(
    ("head", "column", "first", "second"),
    [
        ("ĐVT", "Số lượng", "Cái", "cái"),
        ("ĐVT", "Số lượng", "m²", "m2"),
        ("ĐVT", "Số lượng", "cái", ""),
        ("ĐVT", "Số lượng", "cái", "nt"),
        ("Đơn vị", "Kế hoạch", "Sở Y tế", "Sở Nội vụ"),
        ("Đơn vị", "Số lượng", "Xã An Hòa", "Cái Bè"),
        ("ĐVT", "Số hộ thực hiện", "km", "cái"),
        ("ĐVT", "Số lượng hồ sơ", "km", "cái"),
        ("ĐVT", "Kế hoạch (triệu đồng)", "km", "cái"),
        ("ĐVT", "Kinh phí thực hiện", "km", "cái"),
        ("ĐVT", "Đơn giá", "km", "cái"),
    ],
)
def test_what_does_not_depend_on_the_unit_of_the_row_is_added_up(
    tmp_path: Path, head: str, column: str, first: str, second: str
) -> None:
    _, findings = read(tmp_path, THINGS % (head, column, first, second))
    assert findings == []


PLAN = """dong_tong = "Cộng"
cot = [ { ma = "nd", ten = "Nội dung" }, { ma = "dvt", ten = "ĐVT" }, { ma = "kh", ten = "Kế hoạch"%s },
  { ma = "th", ten = "Thực hiện"%s }, { ma = "tl", ten = "Đạt", kieu = "phần trăm", cong_thuc = "th / kh"%s },
  { ma = "tien", ten = "Thành tiền" } ]
"""


def test_one_finding_names_every_column_and_its_remedy_holds(tmp_path: Path) -> None:
    rows = "Nội dung;ĐVT;Kế hoạch;Thực hiện;Thành tiền\nĐường;km;5;4;900\nCống;cái;20;20;300\n"
    _, findings = read(tmp_path, rows, PLAN % ("", "", ""))
    assert codes(findings) == ["SL045"]
    assert 'cột “kh”, “th”, “tl”: tong = "không"' in findings[0].remedy
    block, findings = read(tmp_path, rows, PLAN % ((', tong = "không"',) * 3))
    assert findings == []
    assert cells(block)[-1][-4:] == ["", "", "", "1.200"]
    block, findings = read(tmp_path, rows, PLAN % (', tong = "cộng"', ', tong = "cộng"', ""))
    assert findings == []


def test_totals_of_groups_add_up_the_rows_of_a_group(tmp_path: Path) -> None:
    rows = "Nhóm;Nội dung;ĐVT;Số lượng\nA;Đường;km;5\nA;Kè;km;2\nB;Cống;cái;20\n"
    _, findings = read(tmp_path, rows, 'nhom_theo = "nhom"\ntong_nhom = true\n')
    assert findings == []
    _, findings = read(tmp_path, rows, 'nhom_theo = "nhom"\ntong_nhom = true\ndong_tong = "Cộng"\n')
    assert codes(findings) == ["SL045"]


def test_a_total_asked_for_in_prose_is_told_too(tmp_path: Path) -> None:
    rows = THINGS % ("ĐVT", "Số lượng", "km", "cái")
    _, findings = read(tmp_path, rows, "", "{{ bang.a.tong.so_luong }}\n\n")
    assert codes(findings) == ["SL045"]
    _, findings = read(tmp_path, rows, "", "{{ bang.a.tong.thanh_tien }}\n\n")
    assert findings == []


# Codes

PAYEES = "Tên;%s;Số\nA;%s;1\nB;%s;2\n"


@pytest.mark.parametrize(("one", "two"), [("4201234567", "4200765431"), ("912345678", "905123457")])
def test_digits_that_look_like_codes_are_asked_about_once(tmp_path: Path, one: str, two: str) -> None:
    _, findings = read(tmp_path, PAYEES % ("Người nhận", one, two))
    assert [(item.code, item.severity.label) for item in findings] == [("SL044", "cảnh báo")]
    columns = (
        TOTAL
        + 'cot = [ { ma = "a", ten = "Tên" }, { ma = "b", ten = "Người nhận", kieu = "%s" }, { ma = "c", ten = "Số" } ]\n'
    )
    block, findings = read(tmp_path, PAYEES % ("Người nhận", one, two), columns % "chữ")
    assert findings == []
    assert cells(block)[0] == ["A", one, "1"]
    assert cells(block)[-1] == ["Cộng", "3"]
    _, findings = read(tmp_path, PAYEES % ("Người nhận", one, two), columns % "số")
    assert findings == []
    _, findings = read(tmp_path, PAYEES % ("Mã số người nhận", one, two))
    assert findings == []


@pytest.mark.parametrize(
    ("head", "one", "two"),
    [
        ("Kinh phí", "4201234567", "4200765431"),
        ("Số tiền còn lại", "4201234567", "4200765431"),
        ("Quyết toán", "4201234567", "4200765431"),
        ("Đã cấp", "4201234000", "4200765431"),
        ("Đã cấp", "4201234567", "420076543"),
        ("Đã cấp", "42012345", "42007654"),
        ("Đã cấp", "4201234567,5", "4200765431"),
    ],
)
def test_amounts_are_no_codes(tmp_path: Path, head: str, one: str, two: str) -> None:
    _, findings = read(tmp_path, PAYEES % (head, one, two))
    assert findings == []


def test_amounts_by_the_unit_of_the_table_or_its_own_total_are_no_codes(tmp_path: Path) -> None:
    rows = PAYEES % ("Đã cấp", "4201234567", "4200765431")
    _, findings = read(tmp_path, rows, TOTAL + 'don_vi = "đồng"\n')
    assert findings == []
    _, findings = read(tmp_path, rows + "Tổng cộng;8401999998;3\n")
    assert findings == []


@pytest.mark.parametrize(("form", "told"), [("General", ["SL044"]), ("#,##0", [])])
def test_digits_of_a_workbook_print_with_dots_where_nothing_is_added_up(
    tmp_path: Path, form: str, told: list[str]
) -> None:
    book = Workbook()
    for row in (("Tên", "Liên hệ"), ("A", 4201234567), ("B", 4200765431)):
        book.active.append(row)
    for number in (2, 3):
        book.active.cell(number, 2).number_format = form
    book.save(tmp_path / "a.xlsx")
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.xlsx" }\n')
    assert codes(findings) == told
