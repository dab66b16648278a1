"""What the words of a row say of it, where they say two things."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import body, cells, table, worked_out

TABLE = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\ndong_tong = "Cộng"\n'


def read(folder: Path, rows: str) -> tuple[list[list[str]], list[tuple[str, str]]]:
    resolved, findings = worked_out(folder, TABLE, a_csv="Đơn vị;Vụ\n" + rows)
    return cells(table(resolved)), [(finding.code, finding.where.cell) for finding in findings]


@pytest.mark.parametrize("name", ["*Lắk*", "**Lắk**", "***Lắk***", "*Lắk* (mới)"])
def test_a_name_in_italics_is_no_bullet(tmp_path: Path, name: str) -> None:
    block, found = read(tmp_path, f"Ea Kar;4\n{name};5\nCư Kuin;1\n")
    assert found == []
    assert block[-1] == ["Cộng", "10"]


@pytest.mark.parametrize("name", ["* Lắk", "*Lắk", "- Lắk"])
def test_a_bullet_is_one(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f"Ea Kar;4\n{name};5\nCư Kuin;1\n")[1] == [("SL055", "B2")]


def test_a_name_in_italics_in_the_data_file(tmp_path: Path) -> None:
    rows = 'hang = [ { t = "Ea Kar", v = 4 }, { t = "*Lắk*", v = 5 }, { t = "Cư Kuin", v = 1 } ]\n'
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + '[bang.a]\ndong_tong = "Cộng"\n' + rows)
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "10"]


@pytest.mark.parametrize("name", ["TB", "Trung bình"])
def test_an_average_that_may_be_a_grade_and_is_another_figure_is_asked(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f"A;4\nB;6\n{name};7\n") == (
        [["A", "4"], ["B", "6"], [name, "7"], ["Cộng", "17"]],
        [("SL043", "A4")],
    )


@pytest.mark.parametrize(
    "rows",
    [
        "Tốt;4\nKhá;6\nTrung bình;7\n",
        "Giàu;4\nKhá giả;6\nTrung bình;7\n",
        "Lớn;4\nTrung bình;6\nNhỏ;7\n",
        "Có việc;4\nKhông việc;6\nTrung bình;7\nTổng cộng;17\n",
        "Đông;4\nTây;6\nTrung Bình;7\n",
    ],
)
def test_a_grade_or_a_place_is_added_up(tmp_path: Path, rows: str) -> None:
    block, found = read(tmp_path, rows)
    assert found == []
    assert block[-1] == ["Cộng", "17"]


def test_a_day_is_a_name(tmp_path: Path) -> None:
    assert read(tmp_path, "A;4\nB;6\n31/4/2027;7\n")[1] == [("DL105", "A4")]
    assert read(tmp_path, "A;4\nB;6\n;7\n")[1] == [("SL037", "A4")]
