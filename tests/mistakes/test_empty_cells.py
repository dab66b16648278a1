"""An emptied cell is one finding, at the cell, whatever equation, formula, total or text does not fit because of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from corpus import DANH_SACH, QUYET_DINH, Case, Change, cases, mistake, sound, swap
from openpyxl import Workbook

import docgen
from docgen.finding import Finding

PAPER = '''loai = "báo cáo"
co_quan = {{ ten = "Sở Xây dựng", chu_quan = "Ủy ban nhân dân tỉnh Bình An", viet_tat = "SXD", dia_danh = "Bình An" }}
so = 5
ngay = 2026-06-15
ky_bao_cao = {{ quy = 2, nam = 2026, tu = 2026-03-15, den = 2026-06-14 }}
trich_yeu = "Kết quả cấp phép {{{{ ky_bao_cao.ten }}}}"
kinh_gui = "Ủy ban nhân dân tỉnh Bình An"
noi_nhan = ["Như trên"]
luu = "VT"
nguoi_ky = {{ ho_ten = "Trần Thị Bình", chuc_vu = "Giám đốc" }}
noi_dung = """
Sở cấp {{{{ bang.b.tong.cap | so }}}} giấy phép trên {{{{ bang.b.tong.nhan | so }}}} hồ sơ.

{{{{ bang.b }}}}
"""
[bang.b]
{source}
dong_tong = "TỔNG CỘNG"
{equations}
{columns}
{rows}
'''
HEADER = ["Huyện", "Nhận", "Cấp", "Đúng hạn", "Trễ hạn", "Trả lại"]
CODES = ["huyen", "nhan", "cap", "dung", "tre", "tra"]
ROWS: list[list[Any]] = [
    ["Vạn Sơn", 80, 70, 60, 10, 10],
    ["Phú Hà", 120, 110, 100, 10, 10],
    ["Lộc Yên", 50, 40, 35, 5, 10],
]
TOTAL = ["Tổng cộng", 250, 220, 195, 25, 30]
EQUATIONS = 'kiem = ["nhan == cap + tra", "dung + tre == cap", "tre + tra <= nhan"]'
RATE = '[[bang.b.cot]]\nma = "ty_le"\nten = "Tỷ lệ"\ncong_thuc = "cap / nhan"'


def checked(folder: Path, kind: str, rows: list[list[Any]], equations: str = EQUATIONS) -> list[Finding]:
    """Check a report whose table comes from a data file, a CSV file or a workbook."""
    columns = "\n".join(
        f'[[bang.b.cot]]\nma = "{code}"\nten = "{name}"' + ('\nkieu = "số"' if code != "huyen" else "")
        for code, name in zip(CODES, HEADER, strict=True)
    )
    source, below = f'nguon = {{ tep = "b.{kind}" }}', ""
    if kind == "csv":
        lines = [";".join("" if value is None else str(value) for value in row) for row in [HEADER, *rows]]
        (folder / "b.csv").write_text("\n".join(lines), "utf-8")
    elif kind == "xlsx":
        book = Workbook()
        for row in [HEADER, *rows]:
            book.active.append(row)
        book.active.title = "Quý II"
        book.save(folder / "b.xlsx")
    else:
        source = ""
        for row in rows:
            pairs = [f"{code} = {value!r}" for code, value in zip(CODES, row, strict=True) if value is not None]
            below += "[[bang.b.hang]]\n" + "\n".join(pairs) + "\n"
    (folder / "docgen.toml").write_text("")
    text = PAPER.format(source=source, equations=equations, columns=f"{columns}\n{RATE}", rows=below)
    (folder / "bc.toml").write_text(text, "utf-8")
    return list(docgen.check(folder / "bc.toml").findings)


def emptied(row: int, *columns: int) -> list[list[Any]]:
    return [
        [None if number == row and column in columns else value for column, value in enumerate(line)]
        for number, line in enumerate(ROWS)
    ]


@pytest.mark.parametrize("kind", ["toml", "csv", "xlsx"])
@pytest.mark.parametrize("total", [[], [TOTAL]], ids=["", "with a total row"])
def test_an_emptied_cell_is_one_finding_there(kind: str, total: list[list[Any]], tmp_path: Path) -> None:
    assert checked(tmp_path, kind, ROWS + total) == []
    for row in range(3):
        for column in range(1, 6):
            said = checked(tmp_path, kind, emptied(row, column) + total)
            assert len(said) == 1, "\n".join(map(str, said))
            [finding] = said
            assert f"cột “{CODES[column]}” của hàng “{ROWS[row][0].lower()}” để trống" in finding.message
            if kind == "toml":
                assert (finding.where.key or "").startswith(f"bang.b.hang[{row + 1}]")
            else:
                assert finding.where.cell == f"{'ABCDEF'[column]}{row + 2}"


@pytest.mark.parametrize("kind", ["toml", "csv", "xlsx"])
def test_an_emptied_cell_that_only_the_total_row_knows(kind: str, tmp_path: Path) -> None:
    for column in range(2, 6):
        [finding] = checked(tmp_path, kind, [*emptied(1, column), TOTAL], "")
        assert finding.code == "SL003"
        assert f"cột “{CODES[column]}” của hàng “phú hà” để trống" in finding.message
        assert f"ghi {TOTAL[column]}" in finding.message


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_cells_that_are_meant_to_be_empty_are_quiet_and_not_blamed(kind: str, tmp_path: Path) -> None:
    """A district without late cases leaves the cell empty: that holds, and a slip elsewhere is told as a slip."""
    rows = [[*ROWS[0][:3], 70, None, 10], [*ROWS[1][:3], 110, None, 10], ROWS[2]]
    assert checked(tmp_path, kind, rows) == []
    rows[1] = [*ROWS[1][:3], 101, None, 10]
    [finding] = checked(tmp_path, kind, rows)
    assert (finding.code, finding.where.cell) == ("SL002", "A3")
    assert "để trống" not in finding.message


def test_two_emptied_cells_of_two_rows_are_two_findings(tmp_path: Path) -> None:
    rows = emptied(0, 2)
    rows[2] = emptied(2, 4)[2]
    assert [item.where.cell for item in checked(tmp_path, "csv", [*rows, TOTAL])] == ["C2", "E4"]


LIST = "danh-sach.csv"
ROW = '[[bang.nhiem_vu.hang]]\nviec = "Rà soát"\ndon_vi = {}\nhan = "Quý II"\nkinh_phi = 5\n'


def steps(text: str) -> Change:
    """Write the khoản of the plan's last part."""
    return swap(
        "1. Các phòng thuộc Sở:\n   - Thực hiện nhiệm vụ được phân công;\n   - Báo cáo trước ngày 15 tháng cuối quý.\n2. Văn phòng Sở theo dõi, đôn đốc.\n",
        text,
    )


def offices(value: str) -> tuple[Change, Change]:
    """Write the table's row into the data file, with this cell."""
    return swap('nguon = { tep = "nhiem-vu.csv" }\n', ""), swap("", ROW.format(value))


@cases(
    DANH_SACH,
    mistake("an empty cell that three texts print", swap("Trần Thị N;", ";", LIST), told="DL080", at="danh-sach.csv:3:17", says="dong.ho_ten"),
    mistake("an empty cell that one text prints", swap("Kế toán viên", "", LIST), told="DL080", at="danh-sach.csv:3:28"),
    mistake("an empty cell that names the file too", swap("nang-luong-{{ dong.stt }}", "{{ dong.ho_ten }}"), swap("Trần Thị N;", ";", LIST), told="DL080", at="danh-sach.csv:3:17"),
    sound("an empty cell with words in its place", swap("{{ dong.he_so }}", "{{ dong.he_so | default('cũ') }}"), swap(";3,33;", ";;", LIST)),
    sound("an empty cell that a condition asks about", swap("hệ số {{ dong.he_so }}", "{{ 'hệ số ' ~ dong.he_so if dong.he_so else 'bậc mới' }}"), swap(";3,33;", ";;", LIST)),
    sound("an empty day is left for the pen", swap("01/02/2026\n", "\n", LIST)),
)  # fmt: skip
def test_cells_of_a_list_of_papers(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


@cases(
    QUYET_DINH,
    mistake("a khoản without a text", steps("1. Một.\n2.\n3. Ba.\n4. Bốn.\n"), told="DL072", at="qd.toml:48:1"),
    mistake("a khoản without a text among blank lines", steps("1. Một.\n\n2.\n\n3. Ba.\n"), told="DL072", at="qd.toml:49:1"),
    mistake("a điểm without a text", steps("1. Một:\n   a) x;\n   b)\n   c) y.\n2. Hai.\n"), told="DL072", at="qd.toml:49:4"),
    mistake("a dash without a text", steps("1. Một:\n   - x;\n   -\n   - y.\n2. Hai.\n"), told="DL072", at="qd.toml:49:4"),
    mistake("a number left out", steps("1. Một.\n3. Ba.\n4. Bốn.\n"), told="DL074", at="qd.toml:48:1"),
    sound("khoản in order", steps("1. Một.\n2. Hai.\n3. Ba.\n")),
    mistake("an empty item of a list in a cell", *offices('["Phòng A", "", "Phòng B"]'), told="DL041", at="qd.toml:78:22"),
    mistake("an empty item at the end of a list in a cell", *offices('["Phòng A", " "]'), told="DL041", at="qd.toml:78:22"),
    mistake("two empty items of a list in a cell", *offices('["", "Phòng A", ""]'), told="DL041", at="qd.toml:78:11"),
    sound("a list in a cell", *offices('["Phòng A", "Phòng B"]'), printed=["- Phòng A", "- Phòng B"]),
    sound("no list in a cell", *offices("[]")),
    sound("nothing in a cell", *offices('""')),
)  # fmt: skip
def test_lists(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
