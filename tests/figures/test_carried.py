"""What a report still shares with the report of the last period."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from dossier import REPORT, body, codes, worked_out

ROWS = "Tên;Số\nA;5\nB;7\nC;9\n"
COLUMNS = 'cot = [ { ma = "ten", ten = "Tên" }, { ma = "so", ten = "Số" } ]\n'


def table(source: str) -> str:
    return f"[bang.a]\nnguon = {source}\n" + COLUMNS


def found(folder: Path, now: str, before: str, **files: str) -> list[tuple[str, str]]:
    """The codes found, with the keys they stand at."""
    text = 'ky_truoc = { tep = "q1.toml" }\n' + body("{{ bang.a }} ") + now
    _, findings = worked_out(folder, text, q1_toml=REPORT + body("{{ bang.a }}") + before, **files)
    return [(item.code, item.where.key) for item in findings if item.code.startswith("DL14")]


def test_a_table_of_the_very_file_of_its_predecessor_is_told(tmp_path: Path) -> None:
    same = table('{ tep = "a.csv" }')
    assert found(tmp_path, same, same, a_csv=ROWS) == [("DL143", "bang.a.nguon")]


def test_another_sheet_or_another_part_of_a_sheet_is_another_source(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("Quý II")
    assert first is not None
    first.title = "Quý I"
    for row in (("Tên", "Số"), ("A", 5), ("B", 7), ("C", 9)):
        first.append(row)
        second.append((row[0], row[1] if row[1] == "Số" else int(row[1]) + 1))
    for row in (("Tên", "Số"), ("A", 15), ("B", 17), ("C", 19)):
        first.append(row)
    book.save(tmp_path / "a.xlsx")
    sheet = '{ tep = "a.xlsx", sheet = "%s", vung = "%s" }'
    before = table(sheet % ("Quý I", "A1:B4"))
    assert found(tmp_path, table(sheet % ("Quý II", "A1:B4")), before) == []
    assert found(tmp_path, table(sheet % ("Quý I", "A5:B8")), before) == []
    assert found(tmp_path, table(sheet % ("Quý I", "A1:B4")), before) == [("DL143", "bang.a.nguon")]


@pytest.mark.parametrize(
    ("now", "told"),
    [(ROWS, [("DL144", "bang.a.nguon")]), (ROWS.replace("9", "10"), []), (ROWS.replace("C;9", "D;9"), [])],
)
def test_a_report_none_of_whose_figures_differs_is_told(tmp_path: Path, now: str, told: list[tuple[str, str]]) -> None:
    sources = {"a_csv": ROWS, "b_csv": now}
    assert found(tmp_path, table('{ tep = "b.csv" }'), table('{ tep = "a.csv" }'), **sources) == told


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Tên;Số\nA;5\nB;7\n", [("DL144", "bang.a.nguon")]),
        ("Tên;Số\nA;5\nB;0\n", [("DL144", "bang.a.nguon")]),
        ("Tên;Số\nA;1\nB;0\n", []),
        ("Tên;Số\nA;5\n", []),
    ],
)
def test_two_figures_count_where_there_are_no_others(tmp_path: Path, rows: str, told: list[tuple[str, str]]) -> None:
    sources = {"a_csv": rows, "b_csv": rows}
    assert found(tmp_path, table('{ tep = "b.csv" }'), table('{ tep = "a.csv" }'), **sources) == told


def test_figures_in_the_data_file_count_and_one_new_one_is_enough(tmp_path: Path) -> None:
    rows = COLUMNS + 'hang = [ { ten = "A", so = 5 }, { ten = "B", so = 7 }, { ten = "C", so = 9 } ]\n'
    before = "[bang.a]\n" + rows + "[them]\nx = 1\n"
    assert found(tmp_path, "[bang.a]\n" + rows + "[them]\nx = 1\n", before) == [("DL144", "bang.a")]
    assert found(tmp_path, "[bang.a]\n" + rows + "[them]\nx = 2\n", before) == []


def test_columns_of_years_are_compared_in_their_order(tmp_path: Path) -> None:
    columns = 'cot = [ { ma = "ten", ten = "Tên" }, { ma = "nam_%s", ten = "Một" }, { ma = "nam_%s", ten = "Hai" } ]\n'
    rows = 'hang = [ { ten = "A", nam_%s = %s, nam_%s = 7 }, { ten = "A", nam_%s = 8, nam_%s = 9 } ]\n'

    def of(first: int, figure: int) -> str:
        years = (first, first + 1)
        return "[bang.a]\n" + columns % years + rows % (first, figure, first + 1, *years)

    assert found(tmp_path, of(2031, 5), of(2026, 5)) == [("DL144", "bang.a")]
    assert found(tmp_path, of(2031, 6), of(2026, 5)) == []


def test_rows_of_one_name_are_each_compared(tmp_path: Path) -> None:
    rows = "Tên;Số\nA;5\nA;7\nA;9\n"
    sources = {"a_csv": rows, "b_csv": rows.replace("5", "6")}
    assert found(tmp_path, table('{ tep = "b.csv" }'), table('{ tep = "a.csv" }'), **sources) == []
    sources = {"a_csv": rows, "b_csv": rows}
    assert found(tmp_path, table('{ tep = "b.csv" }'), table('{ tep = "a.csv" }'), **sources) == [
        ("DL144", "bang.a.nguon")
    ]


def test_a_table_without_figures_may_stay_what_it_is(tmp_path: Path) -> None:
    same = '[bang.a]\nnguon = { tep = "a.csv" }\ncot = [ { ma = "ten", ten = "Tên" } ]\n'
    assert found(tmp_path, same, same, a_csv="Tên;Việc\nA;x\nB;y\n") == []


MARKS = """noi_dung = '''
Một.
Kết quả tháng 5 tốt.
'''
[bang.a]
nguon = { tep = "a.csv" }
cot = [ { ma = "ten", ten = "Tên" }, { ma = "so", ten = "Số" } ]
[bang.b]
cot = [ { ma = "ten", ten = "Tên" } ]
hang = [ { ten = "Quý I" }, { ten = "Quý I" } ]
[xem_lai]
cho = [
  { o = "noi_dung", chu = "tháng 5", cau = "Kết quả tháng 5 tốt." },
  { o = "bang.a.nguon", chu = "Quý I", cau = "Quý I" },
  { o = "bang.b.hang[1].ten", chu = "Quý I", cau = "Quý I" },
  { o = "bang.b.hang[2].ten", chu = "Quý I", cau = "Quý I" },
]
"""
SHEET = "Tên;Số\nViệc của Quý I;5\n"
SPOTS = [("bc.toml", 12, 9), ("a.csv", 2, 1), ("bc.toml", 19, 19), ("bc.toml", 19, 38)]


def marks(folder: Path, text: str) -> list[tuple[str, int, int]]:
    _, findings = worked_out(folder, text, a_csv=SHEET)
    return [(item.where.file, item.where.line, item.where.column) for item in findings if item.code == "DL140"]


def test_a_mark_is_said_at_its_place_until_it_is_settled(tmp_path: Path) -> None:
    assert marks(tmp_path, MARKS) == SPOTS
    assert marks(tmp_path, MARKS.replace("Kết quả tháng 5 tốt.\n''", "Kết quả tháng 8 tốt.\n''")) == SPOTS[1:]
    row = '  { o = "bang.a.nguon", chu = "Quý I", cau = "Quý I" },\n'
    assert marks(tmp_path, MARKS.replace(row, "")) == [SPOTS[0], *SPOTS[2:]]


@pytest.mark.parametrize("rest", ["cho = [\n]\n", ""])
def test_when_all_is_settled_the_empty_section_may_stay(tmp_path: Path, rest: str) -> None:
    _, findings = worked_out(tmp_path, MARKS.split("[xem_lai]\n")[0] + "[xem_lai]\n" + rest, a_csv=SHEET)
    assert [code for code in codes(findings) if code in ("DL040", "DL041", "DL140")] == []


def test_a_mark_follows_its_row(tmp_path: Path) -> None:
    moved = MARKS.replace('hang = [ { ten = "Quý I" }', 'hang = [ { ten = "Mới" }, { ten = "Quý I" }')
    assert marks(tmp_path, moved) == [*SPOTS[:2], ("bc.toml", 19, 36), ("bc.toml", 19, 55)]


def test_a_mark_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    _, findings = worked_out(tmp_path, MARKS.replace('o = "noi_dung"', 'oo = "noi_dung"'), a_csv=SHEET)
    told = [code for code in codes(findings) if code in ("DL040", "DL041", "DL140")]
    assert told == ["DL040", "DL140", "DL140", "DL140"]
