"""Formulas, totals, shares, ranks and checks of tables, against figures worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from dossier import body, cells, codes, prose, table, worked_out
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.context.figures import spelled
from docgen.context.tables import header_cells
from docgen.model.tables.figure import same

# The statistics of a real department in Quý II/2023: its totals hold, the share it printed (92,44%) does not.
COLUMNS = """
[bang.ho_so]
nguon = { tep = "hs.csv" }
dong_tong = "TỔNG CỘNG"
danh_so_cot = true
kiem = [ "tiep_nhan - giai_quyet == dang_giai_quyet" ]
cot = [
  { ma = "stt", ten = "STT" },
  { ma = "linh_vuc", ten = "Lĩnh vực" },
  { ma = "tiep_nhan", ten = ["Tiếp nhận", "Tổng số"], cong_thuc = "truc_tuyen + truc_tiep + tu_ky_truoc" },
  { ma = "truc_tuyen", ten = ["Tiếp nhận", "Trong kỳ", "Trực tuyến"] },
  { ma = "truc_tiep", ten = ["Tiếp nhận", "Trong kỳ", "Trực tiếp"] },
  { ma = "tu_ky_truoc", ten = ["Tiếp nhận", "Từ kỳ trước"] },
  { ma = "giai_quyet", ten = ["Đã giải quyết", "Tổng số"], cong_thuc = "truoc_han + dung_han + qua_han" },
  { ma = "truoc_han", ten = ["Đã giải quyết", "Trước hạn"] },
  { ma = "dung_han", ten = ["Đã giải quyết", "Đúng hạn"] },
  { ma = "qua_han", ten = ["Đã giải quyết", "Quá hạn"] },
  { ma = "dang_giai_quyet", ten = ["Đang giải quyết", "Tổng số"], cong_thuc = "trong_han + tre_han" },
  { ma = "trong_han", ten = ["Đang giải quyết", "Trong hạn"] },
  { ma = "tre_han", ten = ["Đang giải quyết", "Quá hạn"] },
]
"""
# Column by column: two fields of work and their total.
FIELDS = ["Doanh nghiệp", "Đầu tư", "TỔNG CỘNG"]
FIGURES = {
    "tiep_nhan": ["6.547", "141", "6.688"],
    "truc_tuyen": ["6.183", "0", "6.183"],
    "truc_tiep": ["97", "115", "212"],
    "tu_ky_truoc": ["267", "26", "293"],
    "giai_quyet": ["6.377", "118", "6.495"],
    "truoc_han": ["0", "115", "115"],
    "dung_han": ["6.372", "2", "6.374"],
    "qua_han": ["5", "1", "6"],
    "dang_giai_quyet": ["170", "23", "193"],
    "trong_han": ["170", "23", "193"],
    "tre_han": ["0", "0", "0"],
}
LINES = [list(line) for line in zip(FIELDS, *FIGURES.values(), strict=True)]
ROWS = "".join(";".join(line) + "\n" for line in [["linh_vuc", *FIGURES], *LINES])
SHARE = "Tỷ lệ đạt {{ (bang.ho_so.tong.truc_tuyen / bang.ho_so.tong.tiep_nhan) | phan_tram }}.\n\n{{ bang.ho_so }}"


def test_a_real_table_holds_and_its_share_is_worked_out(tmp_path: Path) -> None:
    resolved, findings = worked_out(tmp_path, body(SHARE) + COLUMNS, hs_csv=ROWS)
    assert findings == []
    assert prose(resolved)[0] == "Tỷ lệ đạt 92,45%."
    assert cells(table(resolved)) == [["1", *LINES[0]], ["2", *LINES[1]], LINES[2]]
    numbers = table(resolved).numbers
    assert [number.partition("=")[0] for number in numbers] == [f"({place})" for place in range(1, 14)]
    assert [number for number in numbers if "=" in number] == ["(3)=(4)+(5)+(6)", "(7)=(8)+(9)+(10)", "(11)=(12)+(13)"]


def test_the_printed_share_of_the_real_report_is_a_slip_that_is_found(tmp_path: Path) -> None:
    columns = (
        COLUMNS.rstrip().rstrip("]")
        + '  { ma = "ty_le", ten = "Tỷ lệ", cong_thuc = "truc_tuyen / tiep_nhan", kieu = "phần trăm" },\n]\n'
    )
    shares = ("ty_le", "94,44%", "0%", "92,44%")
    rows = "\n".join(f"{line};{share}" for line, share in zip(ROWS.strip().split("\n"), shares, strict=True)) + "\n"
    _, findings = worked_out(tmp_path, body("{{ bang.ho_so }}") + columns, hs_csv=rows)
    assert codes(findings) == ["SL003"]
    assert "92,44%" in findings[0].message
    assert "92,45%" in findings[0].message
    assert (findings[0].where.file, findings[0].where.line) == ("hs.csv", 4)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("141;0;115", "142;0;115", "SL001", 3),  # a computed cell that the source gives otherwise
        ("6.688;6.183", "6.689;6.183", "SL003", 4),  # a total that does not add up
        ("23;23;0", "22;22;0", "SL002", 3),  # an equation between columns
    ],
)
def test_a_figure_that_disagrees_is_a_finding_at_its_cell(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    _, findings = worked_out(tmp_path, body(SHARE) + COLUMNS, hs_csv=ROWS.replace(old, new))
    found = [finding for finding in findings if finding.code == code]
    assert found
    assert found[0].where.line == line


def test_shares_differences_ranks_and_group_totals(tmp_path: Path) -> None:
    text = (
        body("{{ bang.a }}")
        + """
[bang.a]
dong_tong = "Cộng"
tong_nhom = true
cot = [
  { ma = "stt", ten = "TT" },
  { ma = "ten", ten = "Đơn vị" },
  { ma = "nay", ten = "Năm nay" },
  { ma = "truoc", ten = "Năm trước" },
  { ma = "tang", ten = "Tăng", cong_thuc = "nay - truoc" },
  { ma = "ty_trong", ten = "Tỷ trọng", cong_thuc = "nay / tong.nay", kieu = "phần trăm" },
  { ma = "hang", ten = "Hạng", cong_thuc = "thu_hang.nay", tong = "không" },
]
[[bang.a.nhom]]
ten = "Nhóm một"
hang = [ { ten = "A", nay = 60, truoc = 50 }, { ten = "B", nay = 15, truoc = 20 } ]
[[bang.a.nhom]]
ten = "Nhóm hai"
hang = [ { ten = "C", nay = 25, truoc = 25 } ]
"""
    )
    resolved, findings = worked_out(tmp_path, text)
    assert findings == []
    assert cells(table(resolved)) == [
        ["I", "Nhóm một", "75", "70", "5", "75%", ""],
        ["1", "A", "60", "50", "10", "60%", "1"],
        ["2", "B", "15", "20", "-5", "15%", "3"],
        ["II", "Nhóm hai", "25", "25", "0", "25%", ""],
        ["1", "C", "25", "25", "0", "25%", "2"],
        ["Cộng", "100", "95", "5", "100%", ""],
    ]


def test_the_total_of_a_ratio_is_the_ratio_of_the_totals(tmp_path: Path) -> None:
    text = (
        body("{{ bang.a }}")
        + """
[bang.a]
dong_tong = "Cộng"
cot = [ { ma = "x", ten = "X" }, { ma = "y", ten = "Y" }, { ma = "t", ten = "X/Y", cong_thuc = "x / y", le = 2 } ]
hang = [ { x = 1, y = 2 }, { x = 3, y = 4 } ]
"""
    )
    resolved, _ = worked_out(tmp_path, text)
    assert [row[-1] for row in cells(table(resolved))] == ["0,50", "0,75", "0,67"]


@pytest.mark.parametrize(
    ("formula", "code", "said"),
    [
        ("x / y", "SL005", "chia cho 0"),
        ("x + z", "SL005", "không có tên “z”"),
        ("t + 1", "SL004", "vòng tròn"),
        ("x + ten", "SL005", "cần hai con số"),
        ("x +", "SL005", "viết chưa đúng"),
    ],
)
def test_a_formula_that_fails_is_a_finding_and_the_cell_is_empty(
    tmp_path: Path, formula: str, code: str, said: str
) -> None:
    text = (
        body("{{ bang.a }}")
        + f"""
[bang.a]
cot = [ {{ ma = "ten", ten = "Tên" }}, {{ ma = "x", ten = "X" }}, {{ ma = "y", ten = "Y" }}, {{ ma = "t", ten = "T", cong_thuc = "{formula}" }} ]
hang = [ {{ ten = "A", x = 1, y = 0 }}, {{ ten = "B", x = 3, y = 0 }} ]
"""
    )
    resolved, findings = worked_out(tmp_path, text)
    assert code in codes(findings) or "SL005" in codes(findings)
    assert any(said in finding.message for finding in findings), findings
    assert [row[-1] for row in cells(table(resolved))] == ["", ""]


def test_sorting_and_merging_downwards(tmp_path: Path) -> None:
    text = (
        body("{{ bang.a }}")
        + """
[bang.a]
sap_xep = ["khu_vuc", "-diem"]
gop_o = ["khu_vuc"]
cot = [ { ma = "khu_vuc", ten = "Khu vực" }, { ma = "ten", ten = "Tên" }, { ma = "diem", ten = "Điểm" } ]
hang = [
  { khu_vuc = "Ôn Sơn", ten = "a", diem = 5 }, { khu_vuc = "An Sơn", ten = "b", diem = 7 },
  { khu_vuc = "Ôn Sơn", ten = "c", diem = 9 }, { khu_vuc = "Ấn Sơn", ten = "d", diem = 1 },
]
"""
    )
    resolved, findings = worked_out(tmp_path, text)
    assert findings == []
    rows = table(resolved).rows
    assert cells(table(resolved)) == [["An Sơn", "b", "7"], ["Ấn Sơn", "d", "1"], ["Ôn Sơn", "c", "9"], ["", "a", "5"]]
    assert [row.cells[0].merge for row in rows] == ["", "", "restart", "continue"]


def test_numbering_goes_on_over_groups_when_asked(tmp_path: Path) -> None:
    text = (
        body("{{ bang.a }}")
        + """
[bang.a]
danh_so = "liên tục"
cot = [ { ma = "stt", ten = "TT" }, { ma = "ten", ten = "Tên" } ]
nhom = [ { ten = "Một", hang = [ { ten = "a" }, { ten = "b" } ] }, { ten = "Hai", hang = [ { ten = "c" } ] } ]
"""
    )
    resolved, _ = worked_out(tmp_path, text)
    assert [row[0] for row in cells(table(resolved))] == ["I", "1", "2", "II", "3"]


def test_codes_with_a_leading_zero_and_years_are_not_figures_to_group(tmp_path: Path) -> None:
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\n'
    resolved, _ = worked_out(tmp_path, text, a_csv="Mã;Năm;Tên\n05;2026;a\n06;2027;b\n")
    assert cells(table(resolved)) == [["05", "2026", "a"], ["06", "2027", "b"]]


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        ("a + b", "(1)+(2)"),
        ("(a+b) * c", "((1)+(2))×(3)"),
        ("a / b", "(1):(2)"),
        ("a / tong.a", ""),
        ("a if b else c", ""),
    ],
)
def test_formulas_are_spelled_by_column_numbers(formula: str, printed: str) -> None:
    assert spelled(formula, ["a", "b", "c"]) == printed


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4), min_size=1, max_size=8))
def test_header_cells_cover_every_place_exactly_once(paths: list[list[str]]) -> None:
    cells_, depth = header_cells(paths)
    covered = [(row, column) for cell in cells_ for row in range(cell.row, cell.row + cell.rows)
               for column in range(cell.column, cell.column + cell.columns)]  # fmt: skip
    assert sorted(covered) == [(row, column) for row in range(depth) for column in range(len(paths))]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.integers(0, 4))
def test_a_figure_agrees_with_itself_rounded_half_up(value: Decimal, places: int) -> None:
    from decimal import ROUND_HALF_UP

    assert same(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), value)


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=20))
def test_totals_are_exact(values: list[int]) -> None:
    import tempfile

    rows = ", ".join(f"{{ x = {value}, y = {value}.1 }}" for value in values)
    text = (
        body("{{ bang.a.tong.x | so }} {{ bang.a.tong.y }}")
        + f'[bang.a]\ncot = [ {{ ma = "x", ten = "X" }}, {{ ma = "y", ten = "Y" }} ]\nhang = [ {rows} ]\n'
    )
    with tempfile.TemporaryDirectory() as folder:
        resolved, _ = worked_out(Path(folder), text)
    exact = sum(Decimal(f"{value}.1") for value in values)
    assert prose(resolved)[0].split()[0].replace(".", "").rstrip("/") == str(sum(values))
    assert prose(resolved)[0].split()[1].removesuffix("./.") == f"{exact.normalize():f}".replace(".", ",")


RATES = """
[bang.a]
nguon = { tep = "a.csv" }
dong_tong = "Cộng"
cot = [
  { ma = "ten", ten = "Đơn vị" }, { ma = "ho_so", ten = "Hồ sơ" }, { ma = "dung_han", ten = "Đúng hạn" },
  { ma = "ty_le", ten = "Tỷ lệ"%s },
]
"""
SHARES = "Đơn vị;Hồ sơ;Đúng hạn;Tỷ lệ\nA;6547;6183;94,44%%\nB;141;0;0%%\nCộng;6688;6183;%s\n"


def test_a_total_of_rates_without_a_formula_is_checked_by_what_every_row_is(tmp_path: Path) -> None:
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + RATES % "", a_csv=SHARES % "92,44%")
    (finding,) = findings
    assert (finding.code, finding.where.line, finding.where.cell) == ("SL003", 4, "D4")
    assert "92,44%" in finding.message
    assert "92,45%" in finding.message
    assert 'cong_thuc = "dung_han / ho_so"' in finding.remedy
    assert cells(table(resolved))[-1] == ["Cộng", "6.688", "6.183", "92,45%"]


def test_a_total_of_rates_that_nothing_makes_is_told_and_not_lost(tmp_path: Path) -> None:
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + RATES % "", a_csv=SHARES % "92,45%")
    assert codes(findings) == []
    assert cells(table(resolved))[-1] == ["Cộng", "6.688", "6.183", "92,45%"]
    unlike = SHARES.replace("94,44", "33,3")
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + RATES % "", a_csv=unlike % "92,44%")
    assert codes(findings) == ["SL009"]
    assert "92,44%" in findings[0].message
    own = ', tong = "không"'
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + RATES % own, a_csv=SHARES % "92,44%")
    assert codes(findings) == []


def test_a_total_of_shares_is_worked_out_from_the_totals(tmp_path: Path) -> None:
    made = ', cong_thuc = "dung_han / ho_so", kieu = "phần trăm"'
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + RATES % made, a_csv=SHARES % "92,45%")
    assert findings == []
    assert [row[-1] for row in cells(table(resolved))] == ["94,44%", "0%", "92,45%"]


def test_a_difference_in_a_workbooks_last_binary_digit_is_none() -> None:
    assert same(Decimal("0.0924491626794259"), Decimal(6183) / Decimal(66880))
    assert same(Decimal("45.3333333333333"), Decimal(136) / 3)
    assert not same(Decimal("0.92449"), Decimal("0.92448"))


def test_a_formula_that_gives_texts_has_no_total(tmp_path: Path) -> None:
    text = (
        body("{{ bang.a }}")
        + """
[bang.a]
dong_tong = "Cộng"
cot = [
  { ma = "ten", ten = "Tên" }, { ma = "x", ten = "Số" },
  { ma = "xep", ten = "Xếp loại", cong_thuc = "'Tốt' if x > 5 else 'Khá'" },
  { ma = "gap", ten = "Gấp", cong_thuc = "x * 2" },
]
hang = [ { ten = "A", x = 7 }, { ten = "B", x = 3 } ]
"""
    )
    resolved, findings = worked_out(tmp_path, text)
    assert findings == []
    assert cells(table(resolved)) == [["A", "7", "Tốt", "14"], ["B", "3", "Khá", "6"], ["Cộng", "10", "", "20"]]
    assert [column.align for column in table(resolved).columns] == ["", "phải", "", "phải"]


def test_the_state_of_tasks_may_stand_in_a_table_with_a_total(tmp_path: Path) -> None:
    text = (
        body("{{ bang.a }}")
        + """
[bang.a]
dong_tong = "Cộng"
han = "han"
cot = [
  { ma = "viec", ten = "Việc" }, { ma = "han", ten = "Hạn" }, { ma = "x", ten = "Kinh phí" },
  { ma = "t", ten = "Tình trạng", cong_thuc = "tinh_trang" },
]
hang = [ { viec = "A", han = "Quý I/2026", x = 7 }, { viec = "B", han = "thường xuyên", x = 1 } ]
"""
    )
    resolved, findings = worked_out(tmp_path, text)
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "8", ""]


def test_a_column_coded_tt_numbers_rows_only_where_its_header_does_not_say_otherwise(tmp_path: Path) -> None:
    text = (
        body("{{ bang.a }}")
        + """
[bang.a]
nguon = { tep = "a.csv" }
cot = [
  { ma = "so_tt", ten = "Số TT" }, { ma = "ten", ten = "Tên" }, { ma = "tt", ten = "Tình trạng" },
  { ma = "stt", ten = "Điểm", cong_thuc = "x + 1" }, { ma = "x", ten = "X" },
]
"""
    )
    resolved, findings = worked_out(tmp_path, text, a_csv="Tên;Tình trạng;X\nA;Xong;4\nB;Chậm;6\n")
    assert findings == []
    assert cells(table(resolved)) == [["1", "A", "Xong", "5", "4"], ["2", "B", "Chậm", "7", "6"]]


GROUPED = """
[bang.a]
nguon = { tep = "a.csv" }
dong_tong = "Cộng"
cot = [ { ma = "tt", ten = "TT" }, { ma = "ten", ten = "Đơn vị" }, { ma = "x", ten = "Số" } ]
"""


def test_rows_with_roman_numbers_head_groups_and_their_totals_are_compared(tmp_path: Path) -> None:
    rows = "TT;Đơn vị;Số\nI;Khối Nội;30\n1;Nội tổng hợp;10\n2;Nhi;20\nII;Khối Ngoại;8\n1;Sản;7\nCộng;;37\n"
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + GROUPED, a_csv=rows)
    (finding,) = findings
    assert (finding.code, finding.where.line, finding.where.cell) == ("SL003", 5, "C5")
    assert "nhóm “Khối Ngoại” của nguồn ghi 8, cộng các hàng được 7" in finding.message
    assert cells(table(resolved)) == [
        ["I", "Khối Nội", "30"], ["1", "Nội tổng hợp", "10"], ["2", "Nhi", "20"],
        ["II", "Khối Ngoại", "7"], ["1", "Sản", "7"], ["Cộng", "37"],
    ]  # fmt: skip


def test_letters_roman_numbers_and_numbers_nest(tmp_path: Path) -> None:
    rows = "TT;Đơn vị;Số\nA;Tỉnh;\nI;Sở;\n1;Sở Y tế;1\nII;Ban;\n1;Ban Dân tộc;2\nB;Xã;\n1;Xã Cam Lâm;3\nC;Khác;4\n"
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + GROUPED, a_csv=rows)
    assert findings == []
    assert [row[:2] for row in cells(table(resolved))] == [
        ["A", "Tỉnh"], ["I", "Sở"], ["1", "Sở Y tế"], ["II", "Ban"], ["1", "Ban Dân tộc"],
        ["B", "Xã"], ["1", "Xã Cam Lâm"], ["C", "Khác"], ["Cộng", "10"],
    ]  # fmt: skip


def test_roman_numbers_alone_or_rows_that_say_more_head_nothing(tmp_path: Path) -> None:
    for rows in ("TT;Đơn vị;Số\nI;A;1\nII;B;2\n", "TT;Đơn vị;Số\nI;A;chưa có\n1;B;2\n"):
        resolved, _ = worked_out(tmp_path, body("{{ bang.a }}") + GROUPED, a_csv=rows)
        assert [row.kind for row in table(resolved).rows[:2]] == ["hang", "hang"]


@pytest.mark.parametrize(
    "rows",
    [
        "TT;Đơn vị;Số\n1;A;3\n2;B;4\nTổng cộng;;7\n",
        "TT;Đơn vị;Số\n;TỔNG SỐ;7\n1;A;3\n2;B;4\n",
        "TT;Đơn vị;Số\n1;A;3\n2;B;4\n;Cộng (1+2):;7\n",
    ],
)
def test_the_total_row_of_a_source_is_known_in_whatever_column_it_says_so(tmp_path: Path, rows: str) -> None:
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + GROUPED, a_csv=rows)
    assert findings == []
    assert cells(table(resolved)) == [["1", "A", "3"], ["2", "B", "4"], ["Cộng", "7"]]


def test_rows_numbered_right_through_take_no_number_of_their_group(tmp_path: Path) -> None:
    rows = "TT;Đơn vị;Số\nA;Tỉnh;\nI;Sở;\n1;Sở Y tế;1\nII;Ban;\n1;Ban Dân tộc;2\nB;Xã;\n1;Xã Cam Lâm;3\n"
    declared = GROUPED.replace("[bang.a]", '[bang.a]\ndanh_so = "liên tục"')
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared, a_csv=rows)
    assert findings == []
    assert [row[0] for row in cells(table(resolved))] == ["A", "I", "1", "II", "2", "B", "3", "Cộng"]


@pytest.mark.parametrize("numbers", ["(1);(2);(3)=(2)*2", "A;B;1", "1;2;3"])
def test_a_row_that_numbers_the_columns_is_no_row(tmp_path: Path, numbers: str) -> None:
    rows = f"TT;Đơn vị;Số\n{numbers}\n1;A;3\n2;B;4\n"
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + GROUPED, a_csv=rows)
    assert findings == []
    shown = cells(table(resolved))
    assert shown == [["1", "A", "3"], ["2", "B", "4"], ["Cộng", "7"]]
    assert table(resolved).numbers == ["(1)", "(2)", "(3)"]


BROKEN = """
[bang.a]
dong_tong = "Cộng"
cot = [
  { ma = "ten", ten = "Tên" }, { ma = "x", ten = "X" }, { ma = "z", ten = "Z" },
  { ma = "y", ten = "Y", cong_thuc = "%s" },
]
hang = [
  { ten = "A", x = 3, z = 1 },
  { ten = "B", x = 0, z = 1 },
  { ten = "C", x = 5, z = "nhiều" },
]
"""


@pytest.mark.parametrize(
    ("formula", "places"),
    [
        ("z / x", [("x", 2), ("z", 3)]),
        ("x * z", [("z", 3)]),
        ("x +", [("cong_thuc", 0)]),
        ("xx", [("cong_thuc", 0)]),
        ("y + 1", [("cong_thuc", 0)]),
        ("x - ky_truoc.x", [("cong_thuc", 0)]),
    ],
)
def test_what_a_formula_cannot_work_out_is_told_once_at_the_cell_that_is_wrong(
    tmp_path: Path, formula: str, places: list[tuple[str, int]]
) -> None:
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + BROKEN % formula)
    failed = [finding for finding in findings if finding.code == ("SL004" if "y" in formula.split() else "SL005")]
    told = [finding.where.key.split(".")[-1] for finding in failed]
    rows = [finding.where.key for finding in failed]
    assert sorted(told) == sorted(name for name, _ in places)
    assert all(f"hang[{row}]" in " ".join(rows) for _, row in places if row)


def test_equal_rows_have_places_and_ranks_of_their_own(tmp_path: Path) -> None:
    text = (
        body("{{ bang.a }}")
        + """
[bang.a]
cot = [ { ma = "ten", ten = "Tên" }, { ma = "n", ten = "Thứ", cong_thuc = "thu_tu" },
        { ma = "h", ten = "Hạng", cong_thuc = "thu_hang.x" }, { ma = "x", ten = "X" } ]
hang = [ { ten = "A", x = 3 }, { ten = "A", x = 3 }, { ten = "B", x = 5 }, { ten = "C" } ]
"""
    )
    resolved, findings = worked_out(tmp_path, text)
    assert findings == []
    assert [row[1:3] for row in cells(table(resolved))] == [["1", "2"], ["2", "2"], ["3", "1"], ["4", ""]]


def test_a_column_to_merge_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    declared = BROKEN.replace("[bang.a]", '[bang.a]\ngop_o = "tenn"').replace('"nhiều"', "2") % "x * 2"
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared)
    assert codes(findings) == ["DL066"]
    assert "ten" in findings[0].remedy


CHAIN = """
[bang.a]
dong_tong = "Cộng"
kiem = [ "y >= x" ]
cot = [ { ma = "ten", ten = "Tên" }, { ma = "x", ten = "X" }, { ma = "z", ten = "Z" }, { ma = "y", ten = "Y", cong_thuc = "x / z" },
        { ma = "gap", ten = "Gấp", cong_thuc = "y * 2" }, { ma = "cc", ten = "Cơ cấu", cong_thuc = "x / tong.gap" } ]
hang = [ { ten = "A", x = 3, z = 0 }, { ten = "B", x = 5, z = 1 } ]
"""


def test_what_only_follows_from_a_failed_cell_is_no_news(tmp_path: Path) -> None:
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + CHAIN)
    (zero,) = findings
    assert (zero.code, zero.where.key) == ("SL005", "bang.a.hang[1].z")
    assert "chia cho 0" in zero.message


def test_askedis_told_why_a_column_has_no_total(tmp_path: Path) -> None:
    asked = body("{{ bang.a.tong.gap | so }}, {{ bang.a.tong.ten }}")
    _, findings = worked_out(tmp_path, asked + CHAIN.replace("z = 1", "z = 0"))
    told = [finding.message for finding in findings if finding.code == "DL080"]
    assert told == [
        "cột “gap” có hàng không tính được nên chưa có tổng",
        "cột “ten” không phải toàn số nên không có tổng",
    ]


def test_totals_show_no_more_decimals_than_the_cells_of_a_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (("Tên", "Phí", "Vốn"), ("A", 12345.5, 1.25), ("B", 23010.25, 1.25)):
        sheet.append(row)
    for number in (2, 3):
        sheet.cell(number, 2).number_format = "#,##0.0"
    book.save(tmp_path / "a.xlsx")
    columns = 'cot = [ { ma = "ten", ten = "Tên" }, { ma = "phi", ten = "Phí" }, { ma = "von", ten = "Vốn" } ]\n'
    asked = body("{{ bang.a.tong.phi | so }}\n\n{{ bang.a }}")
    text = asked + '[bang.a]\ndong_tong = "Cộng"\nnguon = { tep = "a.xlsx" }\n' + columns
    resolved, findings = worked_out(tmp_path, text)
    assert findings == []
    assert [row[1:] for row in cells(table(resolved))] == [
        ["12.345,5", "1,25"], ["23.010,3", "1,25"], ["35.355,8", "2,5"],
    ]  # fmt: skip
    assert prose(resolved)[0] == "35.355,75"


# Percentages multiplied by 100 twice

OF_100 = """
[bang.a]
hang = [ { ten = "Y tế", x = 45, y = 47 }, { ten = "Nội vụ", x = 22, y = 23 } ]
dong_tong = "Cộng"
cot = [ { ma = "ten", ten = "Đơn vị" }, { ma = "x", ten = "Đạt" }, { ma = "y", ten = "Giao" }, { ma = "t", ten = "Tỷ lệ"%s } ]
"""


@pytest.mark.parametrize("formula", ["x / y * 100", "100 * x / y", "(x / y * 100) | round(1)"])
def test_a_percentage_multiplied_by_100_twice_is_told_once_at_its_formula(tmp_path: Path, formula: str) -> None:
    declared = OF_100 % f', kieu = "phần trăm", cong_thuc = "{formula}"'
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared.replace("y = 47", 'y = 47, t = "95,7%"'))
    assert [(item.code, item.severity.label, item.where.key) for item in findings] == [
        ("SL042", "lỗi", "bang.a.cot[4].cong_thuc")
    ]


def test_a_rate_among_plain_numbers_is_multiplied_rightly(tmp_path: Path) -> None:
    declared = OF_100 % ', kieu = "số", le = 1, cong_thuc = "x / y * 100"'
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared)
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "67", "70", "95,7"]


def test_a_share_in_prose_multiplied_by_100_twice_is_told_at_its_tag(tmp_path: Path) -> None:
    declared = OF_100 % ', kieu = "phần trăm", cong_thuc = "x / y"'
    told = "{{ (bang.a.tong.x / bang.a.tong.y * 100) | phan_tram }}"
    _, findings = worked_out(tmp_path, body(f"Đạt {told}.\n\n{{{{ bang.a }}}}") + declared)
    assert codes(findings) == ["DL080"]
    assert "Bỏ “* 100”" in findings[0].remedy
    right = "{{ (bang.a.tong.x / bang.a.tong.y * 100) | so(1) }}% và {{ (95.5 / 100) | phan_tram }}"
    resolved, findings = worked_out(tmp_path, body(f"Đạt {right}.\n\n{{{{ bang.a }}}}") + declared)
    assert findings == []
    assert prose(resolved)[0] == "Đạt 95,7% và 95,5%."
