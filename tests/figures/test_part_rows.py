"""Rows that are parts of another: what they may add up to, and that they are never added twice in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import body, cells, table, worked_out

TABLE = """
[bang.a]
nguon = { tep = "a.csv" }
%s
"""


def read(folder: Path, sheet: str, more: str = 'dong_tong = "Cộng"') -> tuple[list[str], list[tuple[str, str]], str]:
    """Return the last printed row, the findings with their cells, and what these say."""
    resolved, findings = worked_out(folder, body("{{ bang.a }}") + TABLE % more, a_csv=sheet)
    said = " ".join(f"{item.message} {item.remedy}" for item in findings)
    return cells(table(resolved))[-1], [(item.code, item.where.cell) for item in findings], said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1;Chi;100\n1.1;Lương;60\n1.2;Điện;50\n", "cộng được 110: thừa 10"),
        ("1;Chi;100\n1.1;Lương;60\n1.2;Điện;30\n", "cộng được 90: thiếu 10"),
        ("1;Chi;100\n-;Lương;80\n-;Điện;50\n", "thừa 30"),
        ("1;Chi;100\n+;Lương;80\n+;Điện;50\n", "thừa 30"),
        ("1;Chi;100\na;Lương;60\nb;Điện;50\n", "thừa 10"),
        ("1;Chi;100\n-;Trong đó: lương;180\n", "thừa 80"),
        ("1;Chi;100\n;- Lương;80\n;- Điện;50\n", "thừa 30; các hàng ấy đang được cộng cả vào tổng"),
        ("1;Chi;100\n;Trong đó: lương;180\n", "thừa 80"),
        ("1;Chi;100\n;Trong đó:;\n;- Lương;80\n;- Điện;50\n", "thừa 30"),
        ("1;Biên chế;100\n-;Nữ;120\n-;Đảng viên;80\n", "cộng được 120: thừa 20"),
    ],
)
def test_parts_that_contradict_the_row_above_are_one_finding_at_it(tmp_path: Path, rows: str, said: str) -> None:
    _, found, message = read(tmp_path, f"STT;Nội dung;Kinh phí\n{rows}2;Khác;40\n")
    assert found == [("SL055", "C2")]
    assert said in message
    assert "hàng thành phần" in message


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ("1;Chi;100\n1.1;Lương;60\n1.2;Điện;40\n", "140"),
        ("1;Chi;100\n-;Trong đó: lương;60\n", "140"),
        ("1;Chi;\n1.1;Lương;60\n1.2;Điện;40\n", "140"),
        ("1;Chi;100\n1.1;Lương;60\n1.2;Điện;\n", "140"),
        ("1;Chi;100,0\n1.1;Một;33,3\n1.2;Hai;33,3\n1.3;Ba;33,3\n", "140"),
        ("1;Biên chế;100\n-;Nữ;60\n-;Đảng viên;80\n", "140"),
        ("1;Chênh lệch;10\n-;Tăng;50\n-;Giảm;-30\n", "50"),
    ],
)
def test_sound_parts_are_not_told_and_not_added(tmp_path: Path, rows: str, total: str) -> None:
    last, found, said = read(tmp_path, f"STT;Nội dung;Kinh phí\n{rows}2;Khác;40\n")
    assert found == [], said
    assert last[-1] == total


def test_parts_in_the_unit_of_their_own_and_prices_are_no_sums(tmp_path: Path) -> None:
    rows = "1;Lúa;ha;100\n1.1;Năng suất;tạ/ha;60\n1.2;Sản lượng;tấn;600\n2;Ngô;ha;40\n"
    _, found, said = read(tmp_path, "STT;Chỉ tiêu;ĐVT;Số liệu\n" + rows)
    assert found == [], said
    rows = "1;Máy;2;15\n1.1;Màn hình;1;5\n1.2;Thân máy;1;10\n2;Bàn;1;7\n"
    _, found, said = read(tmp_path, "STT;Hàng;Số lượng;Đơn giá\n" + rows)
    assert found == [], said


def test_nothing_is_said_of_indicators_that_nobody_adds_up(tmp_path: Path) -> None:
    rows = "1;Tổng số hộ;500\n1.1;Hộ nghèo;20\n1.2;Hộ cận nghèo;30\n2;Số thôn;12\n"
    _, found, said = read(tmp_path, "STT;Chỉ tiêu;Số\n" + rows, more="")
    assert found == [], said


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ("Chi;130\n- Lương;80\n- Điện;50\nKhác;40\n", "SL037", "A3"),
        ("Chi;150\nTrong đó: lương;80\nKhác;40\n", "SL037", "A3"),
        ("1. Chi;130\n1.1. Lương;80\n1.2. Điện;50\n2. Khác;40\n", "SL037", "A3"),
        ("Chi;100\n- Lương;80\n- Điện;50\nKhác;40\n", "SL055", "B2"),
        ("1. Chi;100\n1.1. Lương;60\n1.2. Điện;30\n2. Khác;40\n", "SL055", "B2"),
    ],
)
def test_rows_that_call_themselves_parts_where_none_has_a_number(
    tmp_path: Path, rows: str, code: str, cell: str
) -> None:
    _, found, said = read(tmp_path, "Nội dung;Kinh phí\n" + rows)
    assert found == [(code, cell)], said
    assert "được cộng" in said


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ("Thu;100\n- Thuế;60\n- Phí;40\nKhác;20\nTổng cộng;120\n", "120"),
        ("1. Thu;100\n1.1. Thuế;60\n1.2. Phí;40\n2. Khác;20\nTổng cộng;120\n", "120"),
        ("Khối tỉnh;\n- Y tế;30\n- Nội vụ;40\nKhối xã;\n- Xã A;12\n", "82"),
        ("- Lương;80\n- Điện;50\n", "130"),
        ("Trạm Y tế - Dân số;50\nHội nghị;30\n", "80"),
    ],
)
def test_dashes_that_a_total_proves_or_that_are_no_parts(tmp_path: Path, rows: str, total: str) -> None:
    last, found, said = read(tmp_path, "Nội dung;Kinh phí\n" + rows)
    assert found == [], said
    assert last[-1] == total


def test_rows_typed_in_the_data_with_numbers_of_two_levels(tmp_path: Path) -> None:
    rows = """
[bang.a]
dong_tong = "Cộng"
cot = [ { ma = "stt", ten = "STT" }, { ma = "a", ten = "Nội dung" }, { ma = "b", ten = "Kinh phí" } ]
hang = [
  { stt = "1", a = "Chi", b = 100 },
  { stt = "1.1", a = "Lương", b = 60 },
  { stt = "1.2", a = "Điện", b = %d },
  { stt = "2", a = "Khác", b = 40 },
]
"""
    for figure, code in ((50, "SL055"), (40, "SL037")):
        _, findings = worked_out(tmp_path, body("{{ bang.a }}") + rows % figure)
        assert [item.code for item in findings] == [code]
