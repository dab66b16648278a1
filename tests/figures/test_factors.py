"""What is multiplied with a count is not added up; nor is what has added up the rows before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import body, cells, codes, table, worked_out

from docgen.finding import Finding

TOTAL = 'dong_tong = "Cộng"\n'


def last_row(folder: Path, rows: str, more: str = TOTAL) -> tuple[list[str], list[Finding]]:
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\n' + more
    resolved, findings = worked_out(folder, text, a_csv=rows)
    return cells(table(resolved))[-1], findings


@pytest.mark.parametrize(
    ("rows", "totals"),
    [
        (
            "Đối tượng;Số người;Mức trợ cấp;Thành tiền\nNCT;100;500000;50000000\nNKT;50;750000;37500000\n",
            ["150", "", "87.500.000"],
        ),
        (
            "Đối tượng;Người;Hỗ trợ;Thành tiền\nNCT;100;500000;50000000\nNKT;50;750000;37500000\n",
            ["150", "", "87.500.000"],
        ),
        (
            "Đối tượng;Số người;Mức (đồng);Thành tiền (triệu đồng)\nNCT;100;500000;50\nNKT;50;750000;37,5\n",
            ["150", "", "87,5"],
        ),
        (
            "Đối tượng;Số người;Mức;Số tháng;Thành tiền\nNCT;100;500000;6;300000000\nNKT;50;750000;12;450000000\n",
            ["150", "", "18", "750.000.000"],
        ),
        ("Hội;Hội viên;Mức chi;Tiền\nA;100;50;5000\nB;20;70;1400\n", ["120", "", "6.400"]),
        # quantities beside their price or rate
        ("Vật tư;Xi măng;Đơn giá;Thành tiền\nA;10;90000;900000\nB;20;95000;1900000\n", ["30", "", "2.800.000"]),
        ("Dự án;Vốn;Tỷ lệ hỗ trợ;Kinh phí hỗ trợ\nA;1000;0,5;500\nB;2000;0,7;1400\n", ["3.000", "", "1.900"]),
        # by chance, in one row only, or not in all rows
        ("Xã;Nam;Nữ;Tổng\nA;2;2;4\nB;2;2;4\n", ["4", "4", "8"]),
        ("Xã;Sáng;Chiều;Cả ngày\nA;2;3;6\nB;3;4;12\n", ["5", "7", "18"]),
        ("Xã;Vụ;Đúng hạn;Tổng\nA;1;500;500\nB;1;700;700\n", ["2", "1.200", "1.200"]),
        ("Xã;Số người;Hỗ trợ;Số tiền\nA;100;500;50000\n", ["100", "500", "50.000"]),
        ("Xã;Số người;Hỗ trợ;Số tiền\nA;100;500;50000\nB;10;500;6000\n", ["110", "1.000", "56.000"]),
        ("Xã;A;B;C\nX;0;0;0\nY;0;5;0\n", ["0", "5", "0"]),
    ],
)
def test_a_factor_is_not_added_up(tmp_path: Path, rows: str, totals: list[str]) -> None:
    row, findings = last_row(tmp_path, rows)
    assert findings == []
    assert row[1:] == totals


def test_where_neither_factor_counts_both_are_asked_about(tmp_path: Path) -> None:
    rows = "Tên;Quà;Trị giá một phần;Thành tiền\nA;100;500;50000\nB;50;700;35000\n"
    row, findings = last_row(tmp_path, rows)
    assert codes(findings) == ["SL050", "SL050"]
    assert row == ["Cộng", "150", "1.200", "85.000"]


DECLARED = TOTAL + (
    'cot = [ { ma = "dt", ten = "Đối tượng" }, { ma = "sn", ten = "Số người" },'
    ' { ma = "muc", ten = "Mức trợ cấp"%s }, { ma = "thang", ten = "Số tháng" },'
    ' { ma = "tien", ten = "Thành tiền", cong_thuc = "%s" } ]\n'
)
PAID = "Đối tượng;Số người;Mức trợ cấp;Số tháng\nA;10;500;6\nB;20;700;12\n"


@pytest.mark.parametrize("kind", ["", ', kieu = "tiền"'])
@pytest.mark.parametrize(
    ("formula", "total"),
    [("sn * muc * thang", "198.000"), ("sn*muc*thang/1000", "198"), ("(sn + thang) * muc", "30.400")],
)
def test_a_factor_of_a_formula_is_not_added_up(tmp_path: Path, kind: str, formula: str, total: str) -> None:
    row, findings = last_row(tmp_path, PAID, DECLARED % (kind, formula))
    assert findings == []
    assert row == ["Cộng", "30", "", "18", total]


def test_who_declares_the_sum_of_a_factor_gets_it(tmp_path: Path) -> None:
    row, _ = last_row(tmp_path, PAID, DECLARED % (', tong = "cộng"', "sn * muc * thang"))
    assert row == ["Cộng", "30", "1.200", "18", "198.000"]


@pytest.mark.parametrize(
    ("rows", "totals", "told"),
    [
        ("Tháng;Thu;Lũy kế\nTháng 1;10;10\nTháng 2;20;30\nTháng 3;5;35\n", ["35", "35"], []),
        ("Ngày;Thu;Luỹ kế từ đầu năm\n1/6;10;110\n2/6;20;130\n", ["30", "130"], []),
        ("Tháng;Thu;Lũy kế\nTháng 1;10;10\nTháng 2;20;30\nCộng;30;30\n", ["30", "30"], []),
        ("Tháng;Thu;Lũy kế\nTháng 1;10;10\nTháng 2;20;30\nCộng;30;40\n", ["30", "30"], ["SL003"]),
        ("Tháng;Thu;Lũy kế\nTháng 1;10;100\nTháng 2;20;300\n", ["30", "400"], ["SL050"]),
        ("Dự án;Trong kỳ;Lũy kế\nA;10;100\nB;20;130\n", ["30", "230"], []),
        ("Dự án;Trong kỳ;Lũy kế\nA;10;100\nB;0;100\nC;0;100\n", ["10", "300"], []),
    ],
)
def test_what_runs_on_from_row_to_row_ends_with_its_last_figure(
    tmp_path: Path, rows: str, totals: list[str], told: list[str]
) -> None:
    row, findings = last_row(tmp_path, rows)
    assert codes(findings) == told
    assert row == ["Cộng", *totals]
