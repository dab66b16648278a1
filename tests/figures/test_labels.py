"""The column of labels of a sheet: its levels, and labels out of turn, each reported with what is printed for it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from dossier import REPORT, body, cells, table, worked_out

from docgen.context import resolve
from docgen.model.fields import Log
from docgen.model.read_paper import read_paper
from docgen.sources import Reader

AUTOMATIC = '\n[bang.a]\nnguon = { tep = "a.csv" }\ndong_tong = "Cộng"\n'
DECLARED = AUTOMATIC + 'cot = [ { ma = "tt", ten = "TT" }, { ma = "ten", ten = "Tên" }, { ma = "x", ten = "Số" } ]\n'
AS_TYPED = DECLARED.replace('ten = "TT"', 'ten = "TT", cot_nguon = "A"')


def printed(folder: Path, rows: list[str], declared: str = DECLARED) -> tuple[list[str], list[str]]:
    """Return the printed rows of a table as "label|title|figure", and the findings as "cell typed printed"."""
    source = "\n".join(["TT;Tên;Số", *rows]) + "\n"
    resolved, findings = worked_out(folder, body("{{ bang.a }}") + declared, a_csv=source)
    told = [f"{item.code} {item.where.cell} {item.message}" for item in findings]
    return ["|".join(row) for row in cells(table(resolved))], told


@pytest.mark.parametrize("declared", [AUTOMATIC, DECLARED, AS_TYPED])
@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (["1;A;3", "2;B;4"], ["1|A|3", "2|B|4", "Cộng|7"]),
        (["1.;A;3", "2.;B;4"], ["1.|A|3", "2.|B|4", "Cộng|7"]),
        (["01;A;3", "02;B;4"], ["01|A|3", "02|B|4", "Cộng|7"]),
        # I › 1. › 1.1
        (["I;Sở;", "1.;Văn phòng;", "1.1;A;3", "1.2;B;4", "2.;Thanh tra;", "2.1;C;5", "II;Xã;", "1.;D;6"],
         ["I|Sở", "1.|Văn phòng", "1.1|A|3", "1.2|B|4", "2.|Thanh tra", "2.1|C|5", "II|Xã", "1.|D|6", "Cộng|18"]),
        # 3 › a), b): a row with a figure stays a row, what splits it up is not counted again
        (["1;A;3", "2;B;4", "3;C;10", "a);nam;4", "b);nữ;6"], ["1|A|3", "2|B|4", "3|C|10", "a)|nam|4", "b)|nữ|6", "Cộng|17"]),
        (["1;A;10", "-;nữ;4", "2;B;1"], ["1|A|10", "-|nữ|4", "2|B|1", "Cộng|11"]),
        (["1;A;", "a);nam;4", "b);nữ;6", "2;B;5"], ["1|A", "a)|nam|4", "b)|nữ|6", "2|B|5", "Cộng|15"]),
        # A › I › 1
        (["A;Tỉnh;", "I;Sở;", "1;C;1", "2;D;2", "II;Ban;", "1;E;3", "B;Xã;", "I;G;", "1;H;4"],
         ["A|Tỉnh", "I|Sở", "1|C|1", "2|D|2", "II|Ban", "1|E|3", "B|Xã", "I|G", "1|H|4", "Cộng|10"]),
        # right through the groups, as the sheet has it
        (["I;Sở;", "1;A;1", "2;B;2", "II;Xã;", "3;C;3"], ["I|Sở", "1|A|1", "2|B|2", "II|Xã", "3|C|3", "Cộng|6"]),
        # a group's own figures are its totals
        (["I;Sở;3", "1;A;1", "2;B;2", "II;Xã;4", "1;C;4"], ["I|Sở|3", "1|A|1", "2|B|2", "II|Xã|4", "1|C|4", "Cộng|7"]),
        (["I;A;1", "II;B;2"], ["I|A|1", "II|B|2", "Cộng|3"]),
        (["a;A;1", "b;B;2", "c;C;1", "d;D;1", "e;E;1"], ["a|A|1", "b|B|2", "c|C|1", "d|D|1", "e|E|1", "Cộng|6"]),
        # a row without a number has none, and takes none
        (["1;A;1", ";thêm;2", "2;B;4"], ["1|A|1", "|thêm|2", "2|B|4", "Cộng|7"]),
        ([*(f"1.{n};A;1" for n in range(1, 12))], [*(f"1.{n}|A|1" for n in range(1, 12)), "Cộng|11"]),
    ],
)  # fmt: skip
def test_labels_and_levels_are_those_of_the_sheet(
    tmp_path: Path, rows: list[str], lines: list[str], declared: str
) -> None:
    assert printed(tmp_path, rows, declared) == (lines, [])


@pytest.mark.parametrize("declared", [AUTOMATIC, DECLARED])
@pytest.mark.parametrize(
    ("rows", "labels", "told"),
    [
        (["1;A;1", "3;B;1", "4;C;1"], ["1", "2", "3"], ["A3 ô này ghi “3”, sẽ in “2”"]),
        (["1;A;1", "2;B;1", "2;C;1", "3;D;1"], ["1", "2", "3", "4"], ["A4 ô này ghi “2”, sẽ in “3”"]),
        (["1;A;1", "2;B;1", "7;C;1", "4;D;1"], ["1", "2", "3", "4"], ["A4 ô này ghi “7”, sẽ in “3”"]),
        (["1;A;9", "a);B;1", "b);C;1", "b);D;1", "2;E;1"], ["1", "a)", "b)", "c)", "2"], ["A5 ô này ghi “b)”, sẽ in “c)”"]),
        (["I;A;", "1;B;1", "III;C;", "1;D;1"], ["I", "1", "II", "1"], ["A4 ô này ghi “III”, sẽ in “II”"]),
        ([*(f"1.{n};A;1" for n in range(1, 10)), "110;B;1", "1.11;C;1"], [*(f"1.{n}" for n in range(1, 12))],
         ["A11 ô này ghi “110”, sẽ in “1.10”"]),
        ([*(f"1.{n};A;1" for n in range(1, 10)), "1.1;B;1"], [*(f"1.{n}" for n in range(1, 11))],
         ["A11 ô này ghi “1.1”, sẽ in “1.10”"]),
        (["5;A;1", "9;B;1"], ["1", "2"], ["A2 ô này ghi “5”, sẽ in “1”", "A3 ô này ghi “9”, sẽ in “2”"]),
    ],
)  # fmt: skip
def test_a_label_out_of_turn_is_told_with_what_is_printed(
    tmp_path: Path, rows: list[str], labels: list[str], told: list[str], declared: str
) -> None:
    lines, findings = printed(tmp_path, rows, declared)
    assert [line.split("|")[0] for line in lines[:-1]] == labels
    assert findings == [f"DL074 {line}" for line in told]


def test_labels_asked_for_as_they_stand_are_printed_so(tmp_path: Path) -> None:
    lines, findings = printed(tmp_path, ["5;A;1", "9;B;1"], AS_TYPED)
    assert (lines[:2], findings) == (["5|A|1", "9|B|1"], [])


def test_a_sorted_table_is_numbered_anew(tmp_path: Path) -> None:
    lines, findings = printed(tmp_path, ["1;A;1", "2;B;9"], DECLARED + 'sap_xep = "-x"\n')
    assert (lines[:2], findings) == (["1|B|9", "2|A|1"], [])


def test_numbers_begin_anew_in_each_group_where_the_data_say_so(tmp_path: Path) -> None:
    rows = ["I;Sở;", "1;A;1", "2;B;2", "II;Xã;", "3;C;3"]
    lines, findings = printed(tmp_path, rows, DECLARED + 'danh_so = "theo nhóm"\n')
    assert ([line.split("|")[0] for line in lines[:5]], findings) == (["I", "1", "2", "II", "1"], [])


def of_workbook(
    folder: Path, rows: list[list[object]], merged: list[str], declared: str
) -> tuple[list[list[str]], Log]:
    """Return the printed rows of a table whose source is a workbook, and what was found."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells_ in merged:
        sheet.merge_cells(cells_)
    book.save(folder / "a.xlsx")
    (folder / "a.toml").write_text(REPORT + body("{{ bang.a }}") + declared.replace("a.csv", "a.xlsx"), "utf-8")
    data = Reader(folder).data(folder / "a.toml")
    assert data is not None
    log = Log(data)
    paper = read_paper(data.value, log)
    assert paper is not None
    return cells(table(resolve(paper, log))), log


def test_labels_of_a_workbook_are_read_as_it_shows_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["STT", "Tên", "Số"],
        [1, "A", None],
        [1.1, "B", 1],
        [1.2, "C", 2],
        [2, "D", 5],
        [4, "E", 1],
    ]
    made, log = of_workbook(tmp_path, rows, [], AUTOMATIC)
    assert [row[0] for row in made] == ["1", "1.1", "1.2", "2", "3", "Cộng"]
    assert [f"{item.where.sheet}!{item.where.cell}: {item.message}" for item in log.findings] == [
        "Sheet!A6: ô này ghi “4”, sẽ in “3”"
    ]


def test_docgen_numbers_the_rows_where_only_merged_titles_have_labels(tmp_path: Path) -> None:
    declared = DECLARED.replace('ma = "tt", ten = "TT"', 'ma = "stt", ten = "STT"')
    rows: list[list[object]] = [
        ["Tên", "Số", "Ghi chú"], ["I. Sở"], ["A", 1, "x"], ["B", 2, "y"], ["III. Xã"], ["C", 3, "z"],
    ]  # fmt: skip
    made, log = of_workbook(tmp_path, rows, ["A2:C2", "A5:C5"], declared)
    assert [row[:2] for row in made] == [["I", "Sở"], ["1", "A"], ["2", "B"], ["II", "Xã"], ["1", "C"], ["Cộng", "6"]]
    assert [item.message for item in log.findings if item.code == "DL074"] == ["ô này ghi “III”, sẽ in “II”"]


@pytest.mark.parametrize(("head", "told"), [("STT;Việc;Lĩnh vực", ["DL167"]), ("Mã;Việc;Lĩnh vực", [])])
def test_rows_put_into_groups_are_numbered_anew_and_that_is_told(tmp_path: Path, head: str, told: list[str]) -> None:
    source = f"{head}\n1;a;Đất đai\n2;b;Xây dựng\n3;c;Đất đai\n"
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\nnhom_theo = "Lĩnh vực"\n'
    _, findings = worked_out(tmp_path, text, a_csv=source)
    assert [item.code for item in findings] == told
