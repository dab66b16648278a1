"""Total rows of a source: known by what they say and what they add up to; no row counted twice, or lost, in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import body, cells, codes, table, worked_out
from openpyxl import Workbook

from docgen.finding import Finding
from docgen.model.resolved import TableBlock
from docgen.model.tables.total_words import says_total

UNITS = """
[bang.a]
nguon = { tep = "a.csv" }
%s
cot = [ { ma = "ten", ten = "Đơn vị" }, { ma = "x", ten = "Số" } ]
"""
NUMBERED = UNITS.replace("cot = [ ", 'cot = [ { ma = "stt", ten = "TT" }, ')


def read(
    folder: Path, rows: str, more: str = 'dong_tong = "Cộng"', columns: str = UNITS
) -> tuple[TableBlock, list[Finding]]:
    head = "TT;Đơn vị;Số\n" if columns is NUMBERED else "Đơn vị;Số\n"
    resolved, findings = worked_out(folder, body("{{ bang.a }}") + columns % more, a_csv=head + rows)
    return table(resolved), findings


@pytest.mark.parametrize(
    "label",
    [
        "TỔNG CỘNG TOÀN TỈNH",
        "Tổng số hồ sơ",
        "Tổng hồ sơ",
        "Cộng (I)",
        "Total",
        "Toàn tỉnh (tổng)",
        "TONG CONG TOAN TINH",
    ],
)
def test_a_row_that_says_total_and_adds_up_is_one(tmp_path: Path, label: str) -> None:
    block, findings = read(tmp_path, f"Y tế;10\nNội vụ;5\n{label};15\n")
    assert findings == []
    assert cells(block) == [["Y tế", "10"], ["Nội vụ", "5"], ["Cộng", "15"]]
    block, findings = read(tmp_path, f"Y tế;10\nNội vụ;5\n{label};15\n", "")
    assert findings == []
    assert cells(block)[2:] == [[label, "15"]]  # as the source calls it


@pytest.mark.parametrize(
    "label",
    [
        "Tổng công ty Điện",
        "Tổng cục Thuế",
        "Cộng tác viên",
        "Ban Tổng hợp",
        "Công an",
        "Y tế công cộng",
        "Cống",
        "Tống",
    ],
)
def test_other_words_are_no_totals(tmp_path: Path, label: str) -> None:
    assert not says_total(label)
    block, findings = read(tmp_path, f"Y tế;10\n{label};6\nNội vụ;5\n")
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "21"]


@pytest.mark.parametrize("label", ["Tổng cộng", "TỔNG SỐ HỒ SƠ", "Cộng toàn tỉnh"])
def test_a_row_that_says_total_and_does_not_add_up_is_an_error(tmp_path: Path, label: str) -> None:
    block, findings = read(tmp_path, f"Y tế;10\nNội vụ;5\n{label};16\n")
    (finding,) = findings
    assert (finding.code, finding.severity.label, finding.where.cell) == ("SL003", "lỗi", "B4")
    assert cells(block)[-1] == ["Cộng", "15"]


def test_a_row_that_only_says_so_in_passing_is_asked(tmp_path: Path) -> None:
    block, findings = read(tmp_path, "Y tế;10\nKho bạc (tổng);6\nNội vụ;5\n")
    (finding,) = findings
    assert (finding.code, finding.severity.label, finding.where.cell) == ("SL037", "cảnh báo", "A3")
    assert 'hang_tong = ["Kho bạc (tổng)"]' in finding.remedy
    assert cells(block)[-1] == ["Cộng", "21"]


def test_a_row_that_only_equals_the_sum_is_asked_and_the_answer_holds(tmp_path: Path) -> None:
    rows = "Y tế;10\nNội vụ;5\nToàn tỉnh;15\n"
    block, findings = read(tmp_path, rows)
    (finding,) = findings
    assert (finding.code, finding.severity.label, finding.where.cell) == ("SL037", "cảnh báo", "A4")
    block, findings = read(tmp_path, rows, 'dong_tong = "Cộng"\nhang_tong = ["Toàn tỉnh"]')
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "15"]
    block, findings = read(tmp_path, rows, 'dong_tong = "Cộng"\nhang_tong = []')
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "30"]
    _, findings = read(tmp_path, rows, 'dong_tong = "Cộng"\nhang_tong = ["Toàn tỉn"]')
    assert codes(findings) == ["DL100"]
    assert "Toàn tỉnh" in findings[0].remedy


def test_a_row_that_equals_the_sum_of_all_below_is_asked(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "Toàn tỉnh;15\nY tế;10\nNội vụ;5\n")
    assert [(item.code, item.where.cell) for item in findings] == [("SL037", "A2")]


@pytest.mark.parametrize(
    "rows", ["a;1\nb;2\nc;3\n", "a;10\nb;5\n", "a;0\nb;0\nc;0\n", "a;5\nb;5\n", "a;12\nb;12\nc;12\n"]
)
def test_what_may_be_chance_is_not_asked(tmp_path: Path, rows: str) -> None:
    _, findings = read(tmp_path, rows)
    assert findings == []


@pytest.mark.parametrize(
    "rows",
    [
        "1;Y tế;10\n2;Nội vụ;20\n3;Tư pháp;30\n",
        "1;Y tế;125\n2;Nội vụ;250\n3;Tư pháp;375\n",
        "1.;Y tế;10\n2.;Nội vụ;20\n3.;Tư pháp;30\n4.;Thuế;7\n",
        "1;Tư pháp;30\n2;Nội vụ;20\n3;Y tế;10\n",
        "1;Y tế;100000\n2;Nội vụ;200000\n3;Tư pháp;300000\n",
    ],
)
def test_a_row_with_its_own_number_that_equals_a_sum_by_chance_is_data(tmp_path: Path, rows: str) -> None:
    _, findings = read(tmp_path, rows, columns=NUMBERED)
    assert findings == []


@pytest.mark.parametrize(
    "rows",
    [
        "1;Y tế;10\n2;Nội vụ;20\n;Tư pháp;30\n",  # no number
        "1;Y tế;10\n2;Nội vụ;20\n3;Toàn tỉnh;30\n",
        "1;Y tế;10\n2;Nội vụ;20\nToàn tỉnh;;30\n",  # its name where the numbers are
        "1;Y tế;12543\n2;Nội vụ;25011\n3;Tư pháp;37554\n",
        "1;Y tế;90,25\n2;Nội vụ;20,3\n3;Tư pháp;110,55\n",
    ],
)
def test_a_row_that_equals_a_sum_by_more_than_chance_is_asked(tmp_path: Path, rows: str) -> None:
    _, findings = read(tmp_path, rows, columns=NUMBERED)
    assert [(item.code, item.where.cell) for item in findings] == [("SL037", "A4")]


@pytest.mark.parametrize(("figures", "told"), [(("90;81", "30;19", "120;100"), []), (("90;81", "1110;1099", "1200;1180"), ["SL037"])])  # fmt: skip
def test_two_columns_at_once_are_chance_only_where_their_figures_are_small(
    tmp_path: Path, figures: tuple[str, ...], told: list[str]
) -> None:
    rows = "TT;Đơn vị;Số;Đạt\n" + "".join(f"{n};Đơn vị {n};{each}\n" for n, each in enumerate(figures, 1))
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\ndong_tong = "Cộng"\n'
    _, findings = worked_out(tmp_path, text, a_csv=rows)
    assert codes(findings) == told


def test_where_nothing_is_added_up_nothing_is_asked(tmp_path: Path) -> None:
    rows = "Tổng số hồ sơ tiếp nhận;15\nTrong đó: trực tuyến;10\nTrực tiếp;5\nTổng số hồ sơ quá hạn;2\n"
    block, findings = read(tmp_path, rows, "")
    assert findings == []
    assert len(block.rows) == 4


def test_prose_that_asks_for_a_total_asks_about_the_rows_too(tmp_path: Path) -> None:
    rows = "Đơn vị;Số\nY tế;10\nNội vụ;5\nToàn tỉnh;15\n"
    _, findings = worked_out(tmp_path, body("{{ bang.a.tong.x }}\n\n{{ bang.a }}") + UNITS % "", a_csv=rows)
    assert codes(findings) == ["SL037"]


# In the middle, by groups, above


def test_a_total_in_the_middle_is_neither_added_nor_numbered_and_that_is_told(tmp_path: Path) -> None:
    block, findings = read(tmp_path, "1;Y tế;10\n2;Nội vụ;5\n;Cộng;15\n3;Tài chính;7\n", columns=NUMBERED)
    assert [(item.code, item.where.cell) for item in findings] == [("SL038", "A4")]
    assert cells(block) == [["1", "Y tế", "10"], ["2", "Nội vụ", "5"], ["3", "Tài chính", "7"], ["Cộng", "22"]]


def test_a_wrong_total_in_the_middle_is_an_error_once(tmp_path: Path) -> None:
    block, findings = read(tmp_path, "1;Y tế;10\n2;Nội vụ;5\n;Cộng;16\n3;Tài chính;7\n", columns=NUMBERED)
    (finding,) = findings
    assert (finding.code, finding.where.cell) == ("SL003", "C4")
    assert "ghi 16, cộng 2 hàng phía trên được 15" in finding.message
    assert cells(block)[-1] == ["Cộng", "22"]


GROUPS = "I;Khối một;%s\n1;Y tế;10\n2;Nội vụ;5\n;Cộng (I);15\nII;Khối hai;\n1;Tài chính;7\n;Cộng (II);%d\n;Tổng cộng (I+II);22\n"
PRINTED = [
    ["I", "Khối một", "15"], ["1", "Y tế", "10"], ["2", "Nội vụ", "5"],
    ["II", "Khối hai", "7"], ["1", "Tài chính", "7"], ["Cộng", "22"],
]  # fmt: skip


@pytest.mark.parametrize("own", ["", "15"])
def test_totals_under_each_group_belong_to_the_groups(tmp_path: Path, own: str) -> None:
    block, findings = read(tmp_path, GROUPS % (own, 7), columns=NUMBERED)
    assert findings == []
    assert cells(block) == PRINTED
    block, findings = read(tmp_path, GROUPS % (own, 7), "", columns=NUMBERED)
    assert findings == []
    assert cells(block)[-1] == ["Tổng cộng (I+II)", "22"]


def test_a_wrong_total_of_a_group_is_told_as_that_of_the_group(tmp_path: Path) -> None:
    _, findings = read(tmp_path, GROUPS % ("", 8), columns=NUMBERED)
    (finding,) = findings
    assert (finding.code, finding.where.line, finding.where.cell) == ("SL003", 8, "C8")
    assert "nhóm “Khối hai” của nguồn ghi 8, cộng các hàng được 7" in finding.message


def test_totals_of_groups_by_a_column(tmp_path: Path) -> None:
    columns = (
        UNITS.replace("cot = [ ", 'nhom_theo = "khoi"\ncot = [ { ma = "khoi", ten = "Khối" }, ') % 'dong_tong = "Cộng"'
    )
    rows = "Khối;Đơn vị;Số\nMột;Y tế;10\nMột;Nội vụ;5\n;Cộng khối một;15\nHai;Tài chính;7\n;Cộng;7\n;Tổng cộng;22\n"
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns, a_csv=rows)
    assert findings == []
    assert cells(table(resolved)) == [
        ["I. Một", "15"], ["Y tế", "10"], ["Nội vụ", "5"], ["II. Hai", "7"], ["Tài chính", "7"], ["Cộng", "22"],
    ]  # fmt: skip


def test_a_total_above_by_a_longer_name(tmp_path: Path) -> None:
    block, findings = read(tmp_path, "Tổng số toàn tỉnh;15\nY tế;10\nNội vụ;5\n")
    assert findings == []
    assert cells(block) == [["Y tế", "10"], ["Nội vụ", "5"], ["Cộng", "15"]]


# Under the total


@pytest.mark.parametrize(
    "below",
    [
        "Bằng chữ: mười lăm;\n",
        "Ghi chú: số liệu tạm tính;\n",
        "Người lập;Thủ trưởng\n",
        "Bằng chữ: mười lăm;\nNgười lập;Giám đốc\n",
    ],
)
def test_words_under_the_total_are_not_read_and_that_is_told(tmp_path: Path, below: str) -> None:
    block, findings = read(tmp_path, f"Y tế;10\nNội vụ;5\nTổng cộng;15\n{below}")
    assert [(item.code, item.where.cell) for item in findings] == [("DL036", "A5")]
    assert cells(block) == [["Y tế", "10"], ["Nội vụ", "5"], ["Cộng", "15"]]


def test_a_wrong_total_over_words_is_still_the_total(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "Y tế;10\nNội vụ;5\nTổng cộng;16\nBằng chữ: mười sáu;\n")
    assert sorted(codes(findings)) == ["DL036", "SL003"]


def test_signers_under_a_blank_row_of_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Đơn vị", "Số", "Ghi chú"), ("Y tế", 10, None), ("Nội vụ", 5, None), ("Tổng cộng", 15, None), (),
                ("Người lập biểu", None, "Thủ trưởng đơn vị")):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.xlsx" }\n'
    resolved, findings = worked_out(tmp_path, text)
    assert codes(findings) == ["DL036"]
    assert cells(table(resolved)) == [["Y tế", "10", ""], ["Nội vụ", "5", ""], ["Tổng cộng", "15", ""]]


def test_a_part_of_the_total_under_it_is_not_added_and_is_told(tmp_path: Path) -> None:
    block, findings = read(tmp_path, "Y tế;10\nNội vụ;5\nTổng cộng;15\nTrong đó: nữ;7\n- đảng viên;4\n")
    assert [(item.code, item.where.cell) for item in findings] == [("SL039", "A5"), ("SL039", "A6")]
    assert cells(block)[-1] == ["Cộng", "15"]


def test_a_part_of_a_row_is_asked(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "Y tế;10\nTrong đó: nữ;7\nNội vụ;5\n")
    assert [(item.code, item.where.cell) for item in findings] == [("SL037", "A3")]


def test_text_rows_at_the_end_stay_rows(tmp_path: Path) -> None:
    block, findings = read(tmp_path, "Y tế;10\nNội vụ;5\nTư pháp;\n")
    assert findings == []
    assert [row[0] for row in cells(block)] == ["Y tế", "Nội vụ", "Tư pháp", "Cộng"]


# What a total row holds beside its figures


def test_total_rows_kept_as_text_do_not_vanish(tmp_path: Path) -> None:
    columns = UNITS.replace('ten = "Số"', 'ten = "Số", kieu = "chữ"') % ""
    rows = "Đơn vị;Số\nY tế;10\nNội vụ;5\nTổng cộng;15\n"
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns, a_csv=rows)
    assert findings == []
    assert cells(table(resolved))[-1] == ["Tổng cộng", "15"]


@pytest.mark.parametrize("value", ["mười lăm", "15 hồ sơ"])
def test_a_total_that_cannot_be_compared_is_told(tmp_path: Path, value: str) -> None:
    columns = UNITS.replace(" ]\n", ', { ma = "y", ten = "Vốn" } ]\n') % 'dong_tong = "Cộng"'
    rows = f"Đơn vị;Số;Vốn\nY tế;10;1\nNội vụ;5;2\nTổng cộng;{value};3\n"
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns, a_csv=rows)
    assert [(item.code, item.where.cell) for item in findings] == [("SL041", "B4")]
    assert cells(table(resolved))[-1] == ["Cộng", "15", "3"]


def test_a_remark_beside_a_total_is_told(tmp_path: Path) -> None:
    columns = UNITS.replace(" ]\n", ', { ma = "y", ten = "Ghi chú" } ]\n') % 'dong_tong = "Cộng"'
    rows = "Đơn vị;Số;Ghi chú\nY tế;10;\nNội vụ;5;mới\nTổng cộng;15;đã gồm thuế\n"
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns, a_csv=rows)
    assert [(item.code, item.where.cell) for item in findings] == [("SL041", "C4")]


def test_rows_of_the_data_file_are_sorted_alike(tmp_path: Path) -> None:
    columns = (UNITS % 'dong_tong = "Cộng"').replace('nguon = { tep = "a.csv" }\n', "")
    rows = 'hang = [ { ten = "Y tế", x = 10 }, { ten = "Nội vụ", x = 5 }, { ten = "Tổng số", x = 15 } ]\n'
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns + rows)
    assert findings == []
    assert cells(table(resolved)) == [["Y tế", "10"], ["Nội vụ", "5"], ["Cộng", "15"]]
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns + rows.replace("15", "16"))
    assert [(item.code, item.where.key) for item in findings] == [("SL003", "bang.a.hang[3].x")]


# The row that numbers the columns

FIGURES = """
[bang.a]
nguon = { tep = "a.csv" }
dong_tong = "Cộng"
%s
cot = [ { ma = "nam", ten = "Năm", kieu = "chữ" }, { ma = "x", ten = "Số vụ" }, { ma = "y", ten = "Số người" } ]
"""


def test_a_first_row_that_goes_on_is_data(tmp_path: Path) -> None:
    text = body("{{ bang.a }}") + (FIGURES % "").replace("Năm", "Tháng")
    resolved, findings = worked_out(tmp_path, text, a_csv="Tháng;Số vụ;Số người\n1;2;3\n2;5;4\n3;4;1\n")
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "11", "8"]


def test_a_first_row_that_may_number_the_columns_is_asked_and_the_answer_holds(tmp_path: Path) -> None:
    rows = "Năm;Số vụ;Số người\n1;2;3\n2025;5;4\n2026;4;1\n"
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + FIGURES % "", a_csv=rows)
    (finding,) = findings
    assert (finding.code, finding.severity.label, finding.where.cell) == ("SL040", "lỗi", "A2")
    answers = (("true", ["Cộng", "9", "5"], ["(1)", "(2)", "(3)"]), ("false", ["Cộng", "11", "8"], []))
    for answer, total, numbers in answers:
        text = body("{{ bang.a }}") + FIGURES % f"dong_danh_so = {answer}"
        resolved, findings = worked_out(tmp_path, text, a_csv=rows)
        assert findings == []
        assert cells(table(resolved))[-1] == total
        assert table(resolved).numbers == numbers


@pytest.mark.parametrize("numbers", ["(1);(2);(3)", "1;2;3=1+2", "1;2;3"])
def test_a_first_row_that_cannot_be_data_numbers_the_columns(tmp_path: Path, numbers: str) -> None:
    text = body("{{ bang.a }}") + (FIGURES % "").replace("Năm", "Đơn vị")
    rows = f"Đơn vị;Số vụ;Số người\n{numbers}\nY tế;5;4\nNội vụ;4;1\n"
    resolved, findings = worked_out(tmp_path, text, a_csv=rows)
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "9", "5"]


# Columns by letter and by header


def letters(column: str) -> str:
    return (
        body("{{ bang.a }}")
        + f'[bang.a]\nnguon = {{ tep = "a.csv" }}\ncot = [ {{ ma = "x", ten = "X", cot_nguon = "{column}" }} ]\n'
    )


def test_a_letter_that_is_another_columns_header_is_asked(tmp_path: Path) -> None:
    rows = "Tên;A;B\nmột;2;3\n"
    _, findings = worked_out(tmp_path, letters("A"), a_csv=rows)
    (finding,) = (item for item in findings if item.code != "DL067")
    assert (finding.code, finding.where.key) == ("DL101", "bang.a.cot[1].cot_nguon")
    for column, value in (("tên A", "2"), ("cột A", "một"), ("C", "3"), ("Tên", "một"), ("cột B", "2"), ("tên B", "3")):
        resolved, findings = worked_out(tmp_path, letters(column), a_csv=rows)
        assert set(codes(findings)) == {"DL067"}, column
        assert cells(table(resolved)) == [[value]]


def test_a_sheet_headed_by_letters_prints_its_own_columns(tmp_path: Path) -> None:
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\n'
    resolved, findings = worked_out(tmp_path, text, a_csv="Tên;A;B\nmột;2;3\n")
    assert findings == []
    assert cells(table(resolved)) == [["một", "2", "3"]]
    assert [cell.text for cell in table(resolved).header] == ["Tên", "A", "B"]


def test_groups_with_totals_of_their_own_and_no_other_total(tmp_path: Path) -> None:
    rows = "I;Khối một;\n1;Y tế;10\n2;Nội vụ;5\n;Cộng (I);15\nII;Khối hai;\n1;Tài chính;7\n2;Tư pháp;2\n;Cộng (II);9\n"
    block, findings = read(tmp_path, rows, "", columns=NUMBERED)
    assert findings == []
    assert cells(block) == [
        ["I", "Khối một", "15"], ["1", "Y tế", "10"], ["2", "Nội vụ", "5"],
        ["II", "Khối hai", "9"], ["1", "Tài chính", "7"], ["2", "Tư pháp", "2"],
    ]  # fmt: skip


def test_heads_of_groups_without_numbers_are_asked(tmp_path: Path) -> None:
    rows = "Khối một;15\nY tế;10\nNội vụ;5\nKhối hai;7\nTài chính;7\n"
    _, findings = read(tmp_path, rows)
    assert [(item.code, item.where.cell) for item in findings] == [("SL037", "A2"), ("SL037", "A5")]
    _, findings = read(tmp_path, rows, 'dong_tong = "Cộng"\nhang_tong = []')
    assert findings == []


def test_a_total_without_a_name_is_asked(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "Y tế;10\nNội vụ;5\n;15\n")
    (finding,) = findings
    assert (finding.code, finding.where.cell) == ("SL037", "A4")
    assert "hang_tong" not in finding.remedy


def test_a_total_typed_in_a_group_of_the_data_file_is_that_of_the_group(tmp_path: Path) -> None:
    columns = (UNITS % 'dong_tong = "Cộng"').replace('nguon = { tep = "a.csv" }\n', "")
    rows = (
        'nhom = [ { ten = "Một", hang = [ { ten = "a", x = 10 }, { ten = "b", x = 5 }, { ten = "Cộng", x = 15 } ] },'
        ' { ten = "Hai", hang = [ { ten = "c", x = 7 } ] } ]\n'
    )
    resolved, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns + rows)
    assert findings == []
    assert cells(table(resolved)) == [
        ["I. Một", "15"],
        ["a", "10"],
        ["b", "5"],
        ["II. Hai", "7"],
        ["c", "7"],
        ["Cộng", "22"],
    ]
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns + rows.replace("x = 15", "x = 16"))
    assert [(item.code, item.where.key) for item in findings] == [("SL003", "bang.a.nhom[1].hang[3].x")]


def test_a_row_without_words_is_called_by_its_first_cell(tmp_path: Path) -> None:
    columns = UNITS.replace("Đơn vị", "Năm") % 'dong_tong = "Cộng"'
    rows = "Năm;Số\n2024;10\n2025;5\n2026;15\n"
    _, findings = worked_out(tmp_path, body("{{ bang.a }}") + columns, a_csv=rows)
    (finding,) = findings
    assert 'hang_tong = ["2026"]' in finding.remedy
    assert "hang_tong = [] nếu là số liệu" in finding.remedy


@pytest.mark.parametrize("value", ["1,250.5", "mười lăm"])
def test_the_only_figure_of_a_total_that_cannot_be_read_is_told(tmp_path: Path, value: str) -> None:
    block, findings = read(tmp_path, f"Y tế;10\nNội vụ;5\nTổng cộng;{value}\n")
    assert [(item.code, item.where.cell) for item in findings] == [("SL041", "B4")]
    assert cells(block) == [["Y tế", "10"], ["Nội vụ", "5"], ["Cộng", "15"]]


# Averages and the like


@pytest.mark.parametrize(
    ("rows", "label"),
    [
        ("Y tế;10\nNội vụ;5\nBình quân;7,5\n", "Bình quân"),
        ("Y tế;10\nNội vụ;5\nTRUNG BÌNH CHUNG;7,5\n", "TRUNG BÌNH CHUNG"),
        ("Y tế;10\nNội vụ;5\nBình quân các đơn vị;8\n", "Bình quân các đơn vị"),
        ("Y tế;10\nNội vụ;5\nMức cao nhất;10\n", "Mức cao nhất"),
        ("Y tế;10\nNội vụ;5\nGiá trị nhỏ nhất;5\n", "Giá trị nhỏ nhất"),
        ("Y tế;10\nNội vụ;5\nTrung vị;7,5\nTổng cộng;15\n", "Trung vị"),
        ("Y tế;10\nNội vụ;5\nTổng cộng;15\nBình quân 1 sở;7,5\n", "Bình quân 1 sở"),
        ("Tổng số;15\nY tế;10\nNội vụ;5\nLớn nhất;10\n", "Lớn nhất"),
        ("Y tế;10\nNội vụ;5\nBQ;7,5\n", "BQ"),
        ("Y tế;10\nNội vụ;5\nTB chung;7,5\n", "TB chung"),
        ("Y tế;10\nNội vụ;5\nMax;10\n", "Max"),
    ],
)
def test_a_row_that_says_a_statistic_and_has_it_is_not_added_and_that_is_told(
    tmp_path: Path, rows: str, label: str
) -> None:
    block, findings = read(tmp_path, rows)
    assert [(item.code, item.severity.label) for item in findings] == [("SL043", "cảnh báo")]
    assert f"hàng “{label}”" in findings[0].message
    assert cells(block) == [["Y tế", "10"], ["Nội vụ", "5"], ["Cộng", "15"]]


def test_several_statistics_are_told_at_once_with_their_numbers_or_without(tmp_path: Path) -> None:
    rows = "1;Y tế;10\n2;Nội vụ;5\n3;Bình quân;7,5\n;Cao nhất;10\n;Thấp nhất;5\n"
    block, findings = read(tmp_path, rows, columns=NUMBERED)
    assert [(item.code, item.where.cell) for item in findings] == [("SL043", "A4")]
    assert "các hàng “Bình quân”, “Cao nhất”, “Thấp nhất”" in findings[0].message
    assert cells(block) == [["1", "Y tế", "10"], ["2", "Nội vụ", "5"], ["Cộng", "15"]]


def test_a_statistic_with_another_figure_is_told_and_not_added_and_an_answer_holds(tmp_path: Path) -> None:
    rows = "Y tế;10\nNội vụ;5\nBình quân;9,2\n"
    block, findings = read(tmp_path, rows)
    assert [(item.code, item.where.cell) for item in findings] == [("SL043", "A4")]
    assert "ghi 9,2, tính từ 2 hàng phía trên được 7,5" in findings[0].message
    assert cells(block)[-1] == ["Cộng", "15"]
    block, findings = read(tmp_path, rows, 'dong_tong = "Cộng"\nhang_tong = []')
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "24,2"]


@pytest.mark.parametrize(
    "rows",
    [
        "Giỏi;20\nKhá;10\nTrung bình;15\n",
        "Xã Bình Quân;10\nXã Bình Hòa;4\nXã An Hòa;3\n",
        "Bình Quân;10\nBình Hòa;10\nAn Hòa;3\n",
        "Y tế;10\nTrường Trung Bình;5\nNội vụ;3\n",
        "Nhiệm vụ bình quân hóa;10\nNội dung đạt mức trung bình;4\nKhác;3\n",
        "Trung bình tháng trước;10\nKhác;4\nKhác nữa;3\n",
        "Vùng thấp nhất thế giới;10\nVùng cao;4\n",
    ],
)
def test_words_that_only_look_like_a_statistic_are_data(tmp_path: Path, rows: str) -> None:
    block, findings = read(tmp_path, rows)
    assert findings == []
    assert len(block.rows) == rows.count("\n") + 1


def test_statistics_of_each_group(tmp_path: Path) -> None:
    rows = "I;Khối một;\n1;Y tế;10\n2;Nội vụ;5\n;Bình quân;7,5\nII;Khối hai;\n1;Tài chính;7\n2;Thuế;9\n;Bình quân;8\n"
    block, findings = read(tmp_path, rows, columns=NUMBERED)
    assert [(item.code, item.where.cell) for item in findings] == [("SL043", "A5")]
    assert cells(block)[-1] == ["Cộng", "31"]


def test_statistics_where_nothing_is_added_up_are_rows(tmp_path: Path) -> None:
    rows = "Y tế;10\nNội vụ;5\nBình quân;7,5\n"
    block, findings = read(tmp_path, rows, "")
    assert findings == []
    assert cells(block)[-1] == ["Bình quân", "7,5"]
    text = body("{{ bang.a.tong.x }}\n\n{{ bang.a }}") + UNITS % ""
    _, findings = worked_out(tmp_path, text, a_csv="Đơn vị;Số\n" + rows)
    assert codes(findings) == ["SL043"]


def test_a_total_row_that_is_an_average_is_compared_with_it(tmp_path: Path) -> None:
    columns = UNITS.replace('ten = "Số"', 'ten = "Số", tong = "trung bình"')
    block, findings = read(tmp_path, "Y tế;10\nNội vụ;5\nBình quân;7,5\n", 'dong_tong = "Bình quân"', columns)
    assert findings == []
    assert cells(block)[-1] == ["Bình quân", "7,5"]
    _, findings = read(tmp_path, "Y tế;10\nNội vụ;5\nCao nhất;10\n", 'dong_tong = "Bình quân"', columns)
    assert codes(findings) == ["SL043"]


# Parts of a row that have no number


NO_LABELS = "1;Y tế;90\n%s;Giường;50\n%s;Thuốc;40\n2;Nội vụ;30\n"


def test_rows_without_a_number_that_add_up_to_the_row_above_are_asked_once_and_the_answers_hold(tmp_path: Path) -> None:
    rows = NO_LABELS + "%s;Lương;20\n%s;Nhà;10\n"
    block, findings = read(tmp_path, rows % ("", "", "", ""), columns=NUMBERED)
    assert [(item.code, item.severity.label, item.where.cell) for item in findings] == [("SL037", "cảnh báo", "A3")]
    assert "“Giường”, “Thuốc”, “Lương”, “Nhà”" in findings[0].message
    assert cells(block)[-1] == ["Cộng", "240"]
    block, findings = read(tmp_path, rows % ("-", "-", "-", "-"), columns=NUMBERED)
    assert findings == []
    assert [row[0] for row in cells(block)] == ["1", "-", "-", "2", "-", "-", "Cộng"]
    assert cells(block)[-1] == ["Cộng", "120"]
    block, findings = read(tmp_path, rows % ("", "", "", ""), 'dong_tong = "Cộng"\nhang_tong = []', NUMBERED)
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "240"]


def test_the_total_of_the_source_proves_that_rows_are_parts(tmp_path: Path) -> None:
    block, findings = read(tmp_path, NO_LABELS % ("", "") + ";Tổng cộng;120\n", columns=NUMBERED)
    assert findings == []
    assert [row[1] for row in cells(block)] == ["Y tế", "Giường", "Thuốc", "Nội vụ", "120"]
    block, findings = read(tmp_path, NO_LABELS % ("", "") + ";Tổng cộng;120\n", "", columns=NUMBERED)
    assert findings == []
    assert cells(block)[-1] == ["Tổng cộng", "120"]


@pytest.mark.parametrize(
    ("below", "at"),
    [
        (";Trong đó:;\n;Giường;50\n;Thuốc;20\n", "A4"),
        (";Trong đó: giường;50\n;Thuốc;20\n", "A3"),
        (";- Giường;50\n;- Thuốc;20\n", "A3"),
        (";+ Giường;50\n", "A3"),
    ],
)
def test_rows_without_a_number_that_say_they_are_parts_are_asked_once(tmp_path: Path, below: str, at: str) -> None:
    _, findings = read(tmp_path, f"1;Y tế;90\n{below}2;Nội vụ;30\n", columns=NUMBERED)
    assert [(item.code, item.where.cell) for item in findings] == [("SL037", at)]


@pytest.mark.parametrize(
    "rows",
    [
        "1;Y tế;90\n;Giường;50\n;Thuốc;30\n2;Nội vụ;30\n",
        "1;Y tế;90\n;Nhà;90\n2;Nội vụ;30\n",
        "1;Y tế;6\n;Nhà;4\n;Xe;2\n2;Nội vụ;3\n",
        "1;Y tế;90\n;Nhà;50\n;Xe;40\n2;Nội vụ;30\n;Nhà;25\n;Xe;25\n3;Thuế;70\n;Nhà;9\n",
        ";Y tế;90\n;Giường;50\n;Thuốc;30\n",
    ],
)
def test_rows_without_a_number_that_may_be_data_are_not_asked(tmp_path: Path, rows: str) -> None:
    _, findings = read(tmp_path, rows, columns=NUMBERED)
    assert findings == []


def test_the_only_row_with_parts_is_asked_about_once(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "1;Y tế;90\n;Giường;50\n;Thuốc;40\n", columns=NUMBERED)
    assert [(item.code, item.where.cell) for item in findings] == [("SL037", "A3")]


def test_parts_are_asked_only_where_rows_are_added_up(tmp_path: Path) -> None:
    block, findings = read(tmp_path, NO_LABELS % ("", ""), "", columns=NUMBERED)
    assert findings == []
    assert len(block.rows) == 4


def test_a_numbered_indicator_that_says_total_is_asked_about_and_kept(tmp_path: Path) -> None:
    rows = "1;Tổng số lượt khám;1200\n2;Tổng số lượt nội trú;300\n3;Phẫu thuật;80\n"
    block, findings = read(tmp_path, rows, columns=NUMBERED)
    assert codes(findings) == ["SL037", "SL037"]
    assert [row[1] for row in cells(block)[:3]] == ["Tổng số lượt khám", "Tổng số lượt nội trú", "Phẫu thuật"]


def test_a_first_indicator_that_is_more_than_all_others_is_asked_about(tmp_path: Path) -> None:
    rows = "1;Tổng số lao động;1200\n2;Lao động nữ;700\n3;Lao động nước ngoài;20\n"
    assert codes(read(tmp_path, rows, columns=NUMBERED)[1]) == ["SL037"]


def test_small_figures_of_three_rows_may_add_up_by_chance(tmp_path: Path) -> None:
    assert read(tmp_path, "An;6\nBé;6\nCúc;12\n")[1] == []
    assert codes(read(tmp_path, "An;600\nBé;650\nCúc;1250\n")[1]) == ["SL037"]
