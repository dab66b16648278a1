"""Columns whose figures name their rows are not added up, and printed as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import body, cells, table, worked_out

TABLE = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\ndong_tong = "Cộng"\n'


def last_row(folder: Path, rows: str) -> list[str]:
    resolved, findings = worked_out(folder, TABLE, a_csv=rows)
    assert findings == []
    return cells(table(resolved))[-1]


@pytest.mark.parametrize(
    "head",
    [
        "Thôn",
        "Ngày",
        "Tháng",
        "Quý",
        "Khối",
        "Lớp",
        "Tổ dân phố",
        "Bậc",
        "Lần",
        "Khu vực",
        "Phiếu số",
        "Năm học",
        "Khóa",
        "Nhóm",
        "Hạng",
        "Loại",
        "Ca",
        "Tuần",
        "Phòng số",
        "Thôn, bản",
        "Tên đội",
        "thon",
    ],
)
def test_the_first_column_may_name_the_rows(tmp_path: Path, head: str) -> None:
    assert last_row(tmp_path, f"{head};Vụ\n1;4\n2;6\n3;8\n") == ["Cộng", "18"]


def test_names_of_four_digits_are_printed_as_they_are(tmp_path: Path) -> None:
    resolved, _ = worked_out(tmp_path, TABLE, a_csv="Phòng số;Máy\n1205;4\n1206;6\nTổng cộng;10\n")
    assert cells(table(resolved)) == [["1205", "4"], ["1206", "6"], ["Cộng", "10"]]


@pytest.mark.parametrize(
    "rows",
    [
        "Xã;Thôn;Vụ\nA;1;4\nA;2;6\nB;1;3\nB;2;4\n",
        "Xã;Thôn;Vụ\nA;1;4\n;2;6\nB;1;3\n;2;4\n",
        "Năm;Quý;Vụ\n2025;3;4\n2025;4;6\n2026;1;3\n2026;2;4\n",
        "STT;Thôn;Vụ\n1;1;10\n2;2;7\n",
        "Tháng;Việc;Vụ\n1;A;10\n1;B;6\n2;C;1\n",
    ],
)
def test_names_that_go_on_inside_a_name(tmp_path: Path, rows: str) -> None:
    assert last_row(tmp_path, rows)[-2:] in (["Cộng", "17"], ["", "17"])


@pytest.mark.parametrize(
    "rows",
    [
        "Trường;Lớp;Học sinh\nA;12;400\nB;15;500\nC;15;700\n",
        "Xã;Thôn;Hộ\nA;12;400\nB;15;500\nC;15;700\n",
        "Bệnh;Ca;Người\nSởi;12;400\nCúm;15;500\nDại;15;700\n",
        "Hội nghị;Ngày;Người\nA;12;400\nB;15;500\nC;15;700\n",
    ],
)
def test_the_same_words_count_things_behind_a_name(tmp_path: Path, rows: str) -> None:
    assert last_row(tmp_path, rows)[1:] == ["42", "1.600"]


def test_a_count_of_such_things_is_added_up(tmp_path: Path) -> None:
    assert last_row(tmp_path, "Số thôn;Hộ\n12;400\n15;500\n") == ["Cộng: 27", "900"]


@pytest.mark.parametrize(
    ("rows", "first", "last"),
    [
        ("Họ tên;Tờ bản đồ;Thửa đất;m2\nA;12;1205;100\nB;14;1301;50\n", ["A", "12", "1205", "100"], ["Cộng", "150"]),
        ("Xe;Số khung;Số máy;Chỗ\nA;1234;2345;7\nB;4444;5555;5\n", ["A", "1234", "2345", "7"], ["Cộng", "12"]),
        ("Họ tên;SBD;Phòng thi;Buổi\nA;1234;1201;3\nB;1235;1201;2\n", ["A", "1234", "1201", "3"], ["Cộng", "5"]),
        ("Họ tên;Số vào sổ;Vụ\nA;1234;3\nB;1235;2\n", ["A", "1234", "3"], ["Cộng", "5"]),
        ("Xe;Biển số;Chỗ\nA;1234;7\nB;4444;5\n", ["A", "1234", "7"], ["Cộng", "12"]),
    ],
)
def test_two_columns_that_name_one_thing_and_codes(
    tmp_path: Path, rows: str, first: list[str], last: list[str]
) -> None:
    resolved, findings = worked_out(tmp_path, TABLE, a_csv=rows)
    assert findings == []
    assert cells(table(resolved))[0] == first
    assert cells(table(resolved))[-1] == last
