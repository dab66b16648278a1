"""Names of groups typed as rows of a sheet that has no column of numbers, and one finding for one cause."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import body, cells, table, worked_out

from docgen.finding import Finding

TABLE = '[bang.a]\nnguon = { tep = "a.csv" }\ndong_tong = "Cộng"\n'
GROUPS = (
    "Hạt;Vụ\nI. Khu Đông;\nEa Kar;4\nCư Kuin;6\nCộng (I);%s\nII. Khu Tây;\nLắk;3\nCộng (II);3\nTổng cộng (I+II);%s\n"
)


def read(folder: Path, rows: str, more: str = "") -> tuple[list[list[str]], list[Finding]]:
    resolved, findings = worked_out(folder, body("{{ bang.a }}") + TABLE + more, a_csv=rows)
    return cells(table(resolved)), findings


def test_groups_typed_as_rows_have_their_totals(tmp_path: Path) -> None:
    block, findings = read(tmp_path, GROUPS % (10, 13))
    assert findings == []
    assert block == [
        ["I. Khu Đông", "10"],
        ["Ea Kar", "4"],
        ["Cư Kuin", "6"],
        ["II. Khu Tây", "3"],
        ["Lắk", "3"],
        ["Cộng", "13"],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "Hạng mục;Vốn\nI. Xây lắp;\nII. Thiết bị;\nIII. Khác;5\n",
        "Người;Số\nA. Hùng;\nB. Lan;4\nC. Mai;5\n",
        "Người;Số\nV. Hugo;\nLan;4\nC. Mai;5\n",
    ],
)
def test_rows_that_only_look_like_names_of_groups(tmp_path: Path, rows: str) -> None:
    block, findings = read(tmp_path, rows)
    assert findings == []
    assert all(len(row) == 2 for row in block)


@pytest.mark.parametrize(
    ("of_group", "of_all", "at"),
    [(11, 14, ["B5"]), (11, 13, ["B5"]), (10, 14, ["B9"]), (11, 15, ["B5", "B9"])],
)
def test_a_wrong_total_of_a_group_is_told_once(tmp_path: Path, of_group: int, of_all: int, at: list[str]) -> None:
    _, findings = read(tmp_path, GROUPS % (of_group, of_all))
    assert [(item.code, item.where.cell) for item in findings] == [("SL003", cell) for cell in at]


def test_a_sum_of_rows_that_are_no_group_counts_them(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "Hạt;Vụ\nEa Kar;4\nCư Kuin;6\nCộng;10\nLắk;3\n")
    (finding,) = findings
    assert finding.code == "SL038"
    assert "tổng của 2 hàng" in finding.message


@pytest.mark.parametrize("formula", ["", ', { ma = "tl", ten = "Mức", cong_thuc = "kp / 2" }'])
def test_a_column_that_the_source_has_not_is_one_finding(tmp_path: Path, formula: str) -> None:
    columns = f'cot = [ {{ ma = "hat", ten = "Hạt" }}, {{ ma = "kp", ten = "Kinh phí" }}{formula} ]\n'
    _, findings = read(tmp_path, "Hạt;Vụ\nA;4\nB;6\n", columns)
    (finding,) = findings
    assert finding.code == "DL066"
    assert 'cot_nguon = "…"' in finding.remedy
