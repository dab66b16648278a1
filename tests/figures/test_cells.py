"""Cells that their column cannot hold: told at the cell, never left out of a total."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from dossier import REPORT, body, cells, codes, prose, table, worked_out
from openpyxl import Workbook

from docgen import project
from docgen.line.dossier import prepare

COLUMNS = 'cot = [ {{ ma = "ten", ten = "Nội dung" }}, {{ ma = "x", ten = "{0}"{1} }} ]\n'


def declared(column: str, head: str = "Kinh phí", more: str = 'dong_tong = "Cộng"') -> str:
    return '[bang.a]\nnguon = { tep = "a.csv" }\n' + more + "\n" + COLUMNS.format(head, column)


def csv(*values: str) -> str:
    quoted = (f'"{value}"' if ";" in value else value for value in values)
    return "Nội dung;Kinh phí\n" + "".join(f"Việc {n};{value}\n" for n, value in enumerate(quoted))


NO_FIGURES = [
    "1250.5", "1,250.5", "1,250,000", "1.250 triệu", "1.250đ", "khoảng 1250", "(1.250)", "x", "…", "1.25O", "12/3",
    "1250*", "12.34", "không",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["số", "tiền", "phần trăm"])
@pytest.mark.parametrize("value", NO_FIGURES)
def test_what_is_no_figure_in_a_column_of_figures_is_an_error_at_the_cell(
    tmp_path: Path, kind: str, value: str
) -> None:
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared(f', kieu = "{kind}"'), a_csv=csv("1", value))
    (finding,) = findings
    assert (finding.code, finding.severity.label) == ("SL033", "lỗi")
    assert (finding.where.line, finding.where.cell) == (3, "B3")
    assert value in finding.message
    assert "kieu" not in finding.remedy


@pytest.mark.parametrize("kind", ["số", "tiền"])
def test_figures_dashes_and_empty_cells_are_fine(tmp_path: Path, kind: str) -> None:
    values = ("1.250", "12", "-", "–", "", "1.250,5", "-3", "1 000", "0,375")
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared(f', kieu = "{kind}"'), a_csv=csv(*values))
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "3.509,875"]


def test_the_same_in_a_workbook_and_in_the_data_file(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Nội dung", "Kinh phí"), ("a", 45), ("b", "1.250 tr"), ("c", date(2026, 3, 12)), ("d", True)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    text = body("{{ bang.a }}") + declared(', kieu = "số"').replace("a.csv", "a.xlsx")
    _, findings = worked_out(tmp_path, text)
    assert [(item.code, item.where.cell) for item in findings] == [("SL033", "B3"), ("SL033", "B4"), ("SL033", "B5")]
    inline = (
        declared(', kieu = "số"').replace('nguon = { tep = "a.csv" }\n', "")
        + 'hang = [ { ten = "a", x = 45 }, { ten = "b", x = "1.250 tr" }, { ten = "c", x = "{{ nam }} người" } ]\n'
    )
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + inline)
    assert [(item.code, item.where.key) for item in findings] == [
        ("SL033", "bang.a.hang[2].x"),
        ("SL033", "bang.a.hang[3].x"),
    ]


def test_one_cell_is_told_once_whatever_asks_for_it(tmp_path: Path) -> None:
    asked = "Cộng {{ bang.a.tong.x | so }}, bằng {{ bang.a.tong.y | so }}.\n\n{{ bang.a }}"
    rows = "Nội dung;Kinh phí;Gấp đôi\na;45;90\nb;1250.5;2501\nCộng;1.295,5;2.591\n"
    columns = declared(', kieu = "số"').replace(" ]\n", ', { ma = "y", ten = "Gấp đôi", cong_thuc = "x * 2" } ]\n')
    _, findings = worked_out(tmp_path, body(asked) + "kiem = 1\n".replace("kiem = 1\n", "") + columns, a_csv=rows)
    assert [(item.code, item.where.cell) for item in findings] == [("SL033", "B3")]


def test_brackets_are_minus_where_the_column_says_so_and_print_as_they_are(tmp_path: Path) -> None:
    text = body("{{ bang.a.tong.x | so }}\n\n{{ bang.a }}") + declared(', kieu = "tiền", am = "ngoặc"')
    resolved, findings = worked_out(tmp_path, text, a_csv=csv("1.000", "(1.250)", "-5"))
    assert findings == []
    assert [row[1] for row in cells(table(resolved))] == ["1.000", "(1.250)", "-5", "(255)"]
    assert prose(resolved)[0].startswith("-255")


def test_words_that_mean_no_figure_are_declared(tmp_path: Path) -> None:
    text = body("{{ bang.a }}") + declared(', kieu = "số", khong_co = ["x", "chưa có"]')
    resolved, findings = worked_out(tmp_path, text, a_csv=csv("5", "x", "Chưa có"))
    assert findings == []
    assert [row[1] for row in cells(table(resolved))] == ["5", "x", "Chưa có", "5"]


# Two ways to read


@pytest.mark.parametrize("column", ["", ', kieu = "số"', ', kieu = "tiền"'])
def test_a_comma_before_three_digits_is_asked_with_both_readings(tmp_path: Path, column: str) -> None:
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared(column), a_csv=csv("45", "1,250", "1.250"))
    (finding,) = findings
    assert (finding.code, finding.severity.label, finding.where.cell) == ("SL034", "lỗi", "B3")
    assert "1,25 hoặc 1.250" in finding.message
    assert 'so_viet = "1,234.5"' in finding.remedy


def test_figures_of_a_column_that_read_two_ways_are_one_question(tmp_path: Path) -> None:
    values = ("45", "1,250", "2,300", "4,100", "5,200", "6,600")
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared(""), a_csv=csv(*values))
    (finding,) = findings
    assert (finding.code, finding.where.cell) == ("SL034", "B3")
    assert "còn 4 ô như vậy: “2,300”, “4,100”, “5,200”, …" in finding.message


@pytest.mark.parametrize(
    ("column", "values", "total"),
    [
        (', so_viet = "1,234.5"', ("45", "1,250", "1,250.5"), "2.545,5"),
        (', so_viet = "1.234,5"', ("45", "1,250"), "46,25"),
        (", le = 3", ("45", "1,250"), "46,250"),
        ("", ("2,5", "1,250"), "3,75"),  # other cells show what a comma is
        ("", ("0,375", "1,250"), "1,625"),
    ],
)
def test_what_settles_how_figures_are_written(tmp_path: Path, column: str, values: tuple[str, ...], total: str) -> None:
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared(column), a_csv=csv(*values))
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", total]


def test_a_table_says_how_its_figures_are_written_and_they_print_as_papers_write_them(tmp_path: Path) -> None:
    text = body("{{ bang.a }}") + declared("", more='so_viet = "1,234.5"')
    resolved, findings = worked_out(tmp_path, text, a_csv=csv("1,250", "1,250.75", "45"))
    assert findings == []
    assert [row[1] for row in cells(table(resolved))] == ["1.250", "1.250,75", "45"]


def test_a_figure_nobody_adds_prints_as_it_is_typed(tmp_path: Path) -> None:
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared("", more=""), a_csv=csv("1,250", "45"))
    assert findings == []
    assert [row[1] for row in cells(table(resolved))] == ["1,250", "45"]
    _, findings = worked_out(
        tmp_path, body("{{ bang.a.hang[0].x }}\n\n{{ bang.a }}") + declared("", more=""), a_csv=csv("1,250", "45")
    )
    assert "SL034" in codes(findings)


def test_a_number_typed_in_the_data_file_reads_one_way(tmp_path: Path) -> None:
    inline = (
        declared("").replace('nguon = { tep = "a.csv" }\n', "") + 'hang = [ { ten = "a", x = 1.250 }, { x = 45 } ]\n'
    )
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + inline)
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "46,25"]


def test_a_text_among_the_numbers_of_a_workbook_is_told_once(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Nội dung", "Kinh phí"), ("a", 45), ("b", "1,250"), ("c", 7), ("d", "12"), ("e", 8)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    text = body("{{ bang.a }}") + declared(', kieu = "số"').replace("a.csv", "a.xlsx")
    (tmp_path / "a.toml").write_text(REPORT + text, "utf-8")
    (job,), _ = project.jobs([tmp_path / "a.toml"], None)
    (paper,) = prepare(job)
    found = [(item.code, item.where.cell) for item in paper.findings if item.where.file == "a.xlsx"]
    assert found == [("SL034", "B3"), ("DL033", "B5")]


# Rates and numbers


@pytest.mark.parametrize("column", ["", ', kieu = "số"', ', kieu = "tiền"'])
def test_a_rate_among_numbers_is_asked(tmp_path: Path, column: str) -> None:
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared(column), a_csv=csv("45", "5%", "7"))
    (finding,) = findings
    assert (finding.code, finding.severity.label, finding.where.cell) == ("SL035", "lỗi", "B3")
    assert "5 hay 0,05" in finding.message


@pytest.mark.parametrize(
    "values", [("50%", "0,5", "50"), ("0,97", "1,2", "50"), ("0,5", "1", "2,5"), ("50%", "51%", "50")]
)
def test_a_number_among_rates_is_asked(tmp_path: Path, values: tuple[str, ...]) -> None:
    text = body("{{ bang.a }}") + declared(', kieu = "phần trăm"', more="")
    _, findings = worked_out(tmp_path, text, a_csv=csv(*values))
    assert [(item.code, item.where.cell) for item in findings] == [("SL035", "B4")]


@pytest.mark.parametrize("values", [("50%", "0,5", "1"), ("0,97", "1,2", "1,5"), ("250%", "120,5%", "0%")])
def test_sound_rates_are_fine(tmp_path: Path, values: tuple[str, ...]) -> None:
    text = body("{{ bang.a }}") + declared(', kieu = "phần trăm"', more="")
    _, findings = worked_out(tmp_path, text, a_csv=csv(*values))
    assert findings == []


@pytest.mark.parametrize("head", ["Tỷ lệ đúng hạn (%)", "Tỉ lệ", "Đúng hạn, %", "Tỷ trọng"])
@pytest.mark.parametrize("column", ["", ', kieu = "số"'])
def test_rates_as_plain_numbers_are_not_added_up(tmp_path: Path, head: str, column: str) -> None:
    rows = csv("97,78", "95,97", "100") + "Cộng;97,9\n"
    text = body("{{ bang.a }}") + declared(column, head).replace(" ]\n", ', { ma = "y", ten = "Số" } ]\n')
    rows = "".join(f"{line};{y}\n" for line, y in zip(rows.split("\n"), ("Số", 1, 2, 3, 6), strict=False))
    resolved, findings = worked_out(tmp_path, text, a_csv=rows.replace("Kinh phí", head))
    assert codes(findings) == ["SL009"]
    assert cells(table(resolved))[-1] == ["Cộng", "", "6"]


@pytest.mark.parametrize("head", ["Số tiêu chí đạt 100%", "Số xã có tỷ lệ trên 90%", "Kinh phí"])
def test_counts_that_speak_of_rates_are_added_up(tmp_path: Path, head: str) -> None:
    rows = csv("2", "3").replace("Kinh phí", head)
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared("", head), a_csv=rows)
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "5"]


def test_a_total_of_plain_rates_is_held_against_what_every_row_is(tmp_path: Path) -> None:
    rows = "Đơn vị;Hồ sơ;Đúng hạn;Tỷ lệ (%)\nA;200;190;95\nB;100;80;80\nCộng;300;270;87,5\n"
    columns = """
[bang.a]
nguon = { tep = "a.csv" }
dong_tong = "Cộng"
"""
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns, a_csv=rows)
    (finding,) = findings
    assert (finding.code, finding.where.cell) == ("SL003", "D4")
    assert "90" in finding.message
    assert 'cong_thuc = "dung_han / ho_so * 100"' in finding.remedy
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns, a_csv=rows.replace("87,5", "90"))
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "300", "270", "90"]


def test_a_total_of_rates_asked_for_is_told_what_to_do(tmp_path: Path) -> None:
    text = body("{{ bang.a.tong.x | so }}\n\n{{ bang.a }}") + declared(', kieu = "phần trăm"', more="")
    _, findings = worked_out(tmp_path, text, a_csv=csv("5%", "7%"))
    (finding,) = findings
    assert finding.message == "cột “x” là tỷ lệ nên không có tổng"
    assert 'tong = "trung bình"' in finding.remedy


# Days, slips without a kind, formulas of a spreadsheet


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("31/4/2026", "DL105"), ("29/02/2026", "DL105"), ("ngày 30 tháng 2 năm 2026", "DL105"),
        ("00:00", "SL036"), ("46056", "SL036"), ("3/2/26", "SL036"), ("sớm", "SL036"),
    ],
)  # fmt: skip
def test_what_is_no_day_in_a_column_of_days_is_an_error_at_the_cell(tmp_path: Path, value: str, code: str) -> None:
    text = body("{{ bang.a }}") + declared(', kieu = "ngày"', more="")
    _, findings = worked_out(tmp_path, text, a_csv=csv("3/2/2026", value))
    (finding,) = findings
    assert (finding.code, finding.severity.label, finding.where.cell) == (code, "lỗi", "B3")
    assert value in finding.message


def test_days_months_and_quarters_are_days(tmp_path: Path) -> None:
    text = body("{{ bang.a }}") + declared(', kieu = "ngày"', more="")
    values = ("3/2/2026", "30/04/2026", "ngày 05 tháng 6 năm 2026", "Tháng 12/2026", "Quý II/2026", "", "-")
    _, findings = worked_out(tmp_path, text, a_csv=csv(*values))
    assert findings == []


def test_a_number_in_a_column_of_texts_is_a_code(tmp_path: Path) -> None:
    inline = declared(', kieu = "chữ"', more="").replace('nguon = { tep = "a.csv" }\n', "")
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + inline + "hang = [ { x = 905123456 } ]\n")
    assert findings == []
    assert cells(table(resolved)) == [["", "905123456"]]


@pytest.mark.parametrize("values", [("12", "1250.5"), ("12", "15", "n/a"), ("1", "(2)")])
def test_slips_in_a_column_without_a_kind_are_told_and_no_remedy_leads_to_a_wrong_total(
    tmp_path: Path, values: tuple[str, ...]
) -> None:
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared(""), a_csv=csv(*values))
    (finding,) = findings
    assert finding.code == "SL007"
    assert "kieu" not in finding.remedy


@pytest.mark.parametrize("formula", ["=E2*2", "E2*2", "x * 100%", "SUM(x)"])
def test_a_formula_of_a_spreadsheet_is_told_as_one(tmp_path: Path, formula: str) -> None:
    columns = declared("").replace(" ]\n", f', {{ ma = "y", ten = "Y", cong_thuc = "{formula}" }} ]\n')
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns, a_csv=csv("1", "2"))
    (finding,) = findings
    assert finding.code == "SL005"
    assert "như trong Excel" in finding.message
    assert "x * 2" in finding.remedy


# Codes are no figures


@pytest.mark.parametrize(
    ("head", "values", "printed"),
    [
        ("Điện thoại", ("0905123456", "0912345678"), ["0905123456", "0912345678"]),
        ("Số điện thoại", ("84905123456", "84912345678"), ["84905123456", "84912345678"]),
        ("CCCD", ("192170002469", "146185000123"), ["192170002469", "146185000123"]),
        ("Số, ký hiệu", ("1201", "1202"), ["1201", "1202"]),
        ("Năm sinh", ("1980", "1975"), ["1980", "1975"]),
        ("Ngày, tháng, năm sinh", ("1980", "12/3/1975"), ["1980", "12/3/1975"]),
        ("Mã hồ sơ", ("1201", "1202"), ["1201", "1202"]),
        ("Ký hiệu", ("001", "002"), ["001", "002"]),
    ],
)
def test_codes_are_neither_added_up_nor_parted(
    tmp_path: Path, head: str, values: tuple[str, ...], printed: list[str]
) -> None:
    rows = "".join(f"Việc {number};{value};{number}\n" for number, value in enumerate(values, 1))
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\ndong_tong = "Cộng"\n'
    resolved, findings = worked_out(tmp_path, text, a_csv=f"Nội dung;{head};Số việc\n{rows}")
    assert findings == []
    lines = cells(table(resolved))
    assert [line[1] for line in lines[:-1]] == printed
    assert lines[-1] == ["Cộng", "3"], "the word of the total runs over the codes"


@pytest.mark.parametrize(
    ("head", "value", "code"),
    [
        ("Điện thoại", "905123456", "0905123456"),
        ("Fax", "2363822041", "02363822041"),
        ("Căn cước công dân", "1092001234", "001092001234"),
        ("Số CMND", "12345678", "012345678"),
        ("Mã số thuế", "400123456", "0400123456"),
        ("Mã số BHXH", "116001234", "0116001234"),
    ],
)
def test_a_code_that_has_lost_its_noughts_is_told_once_a_column(
    tmp_path: Path, head: str, value: str, code: str
) -> None:
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\n'
    _, findings = worked_out(tmp_path, text, a_csv=f"Nội dung;{head}\nViệc 1;{code}\nViệc 2;{value}\nViệc 3;{value}\n")
    assert [(found.code, found.where.line) for found in findings] == [("DL176", 3)]
    assert code in findings[0].remedy


@pytest.mark.parametrize(
    ("head", "value"),
    [("Tiền BHXH (đồng)", "123456789"), ("Điện thoại", "19001234"), ("CMND/CCCD", "201234567"), ("Năm trước", "1950")],
)
def test_other_digits_have_lost_nothing(tmp_path: Path, head: str, value: str) -> None:
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\n'
    _, findings = worked_out(tmp_path, text, a_csv=f"Nội dung;{head}\nViệc 1;{value}\n")
    assert findings == []


def test_the_number_of_a_decision_beside_its_day_is_not_added_up(tmp_path: Path) -> None:
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\ndong_tong = "Cộng"\n'
    rows = "Tên;Số quyết định;Ngày ký;Vốn\nCầu;1234;01/02/2026;5\nĐường;1235;02/02/2026;7\n"
    resolved, findings = worked_out(tmp_path, text, a_csv=rows)
    assert findings == []
    lines = cells(table(resolved))
    assert [line[1] for line in lines[:-1]] == ["1234", "1235"]
    assert lines[-1] == ["Cộng", "12"]
    counted, _ = worked_out(tmp_path, text, a_csv="Tên;Số quyết định\nSở A;1234\nSở B;2\n")
    assert cells(table(counted))[-1] == ["Cộng", "1.236"], "decisions may be counted as well"


def test_a_count_is_no_code_though_its_header_speaks_of_numbers(tmp_path: Path) -> None:
    text = body("{{ bang.a }}") + declared("", head="Số hồ sơ")
    resolved, findings = worked_out(tmp_path, text, a_csv=csv("1200", "34").replace("Kinh phí", "Số hồ sơ"))
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "1.234"]


def test_rates_typed_in_hundredths_agree_with_a_formula_of_shares(tmp_path: Path) -> None:
    text = body("{{ bang.a }}") + (
        '[bang.a]\nnguon = { tep = "a.csv" }\ncot = [ { ma = "ten", ten = "Nội dung" }, { ma = "a", ten = "Đúng hạn" },'
        ' { ma = "b", ten = "Tổng" }, { ma = "x", ten = "Tỷ lệ (%)", kieu = "phần trăm", cong_thuc = "a / b" } ]\n'
    )
    source = "Nội dung;Đúng hạn;Tổng;Tỷ lệ (%)\nViệc 1;19;20;95\nViệc 2;28;30;93,33\n"
    resolved, findings = worked_out(tmp_path, text, a_csv=source)
    assert findings == []
    assert [line[-1] for line in cells(table(resolved))] == ["95%", "93,33%"]
    _, wrong = worked_out(tmp_path, text, a_csv=source.replace("93,33", "91,33"))
    assert codes(wrong) == ["SL001"]


def test_a_rate_that_its_sheet_shows_with_a_decimal_is_held_to_it(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Nội dung", "a", "b", "Tỷ lệ"), ("Việc 1", 2, 3, 0.7)):
        book.active.append(row)
    book.active["D2"].number_format = "0.0%"
    book.save(tmp_path / "a.xlsx")
    text = body("{{ bang.a }}") + (
        '[bang.a]\nnguon = { tep = "a.xlsx" }\ncot = [ { ma = "ten", ten = "Nội dung" }, { ma = "a", ten = "a" },'
        ' { ma = "b", ten = "b" }, { ma = "x", ten = "Tỷ lệ", cong_thuc = "a / b" } ]\n'
    )
    _, findings = worked_out(tmp_path, text)
    assert [(item.code, item.where.cell) for item in findings] == [("SL001", "D2")]


def test_a_figure_of_thousands_of_digits_is_a_text_and_breaks_nothing(tmp_path: Path) -> None:
    text = body("{{ bang.a }}") + declared(', kieu = "số"', more="")
    _, findings = worked_out(tmp_path, text, a_csv=csv("1", "9" * 5000))
    assert [(item.code, item.where.cell) for item in findings] == [("SL033", "B3")]


@pytest.mark.parametrize(
    "head", ["Thu nhập bình quân", "Điểm bình quân", "Mật độ dân số", "Đơn giá", "Xếp hạng", "Nhiệt độ (°C)"]
)
def test_averages_prices_and_ranks_are_not_added_up(tmp_path: Path, head: str) -> None:
    rows = "".join(f"Xã {number};{value};{number}\n" for number, value in enumerate(("17,5", "20,5"), 1))
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\ndong_tong = "Cộng"\n'
    resolved, findings = worked_out(tmp_path, text, a_csv=f"Nội dung;{head};Số hộ\n{rows}")
    assert findings == []
    assert [cell for cell in cells(table(resolved))[-1] if cell] == ["Cộng", "3"]


def test_the_name_of_a_place_is_no_total(tmp_path: Path) -> None:
    source = "Nội dung;Kinh phí\nXã Hồng Việt;1\nXã Nam Tuấn;2\nXã Tổng Cọt;3\n"
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + declared(""), a_csv=source)
    assert all(item.severity.label != "lỗi" for item in findings)
    lines = cells(table(resolved))
    assert lines[-2][0] == "Xã Tổng Cọt"
    assert lines[-1] == ["Cộng", "6"]
