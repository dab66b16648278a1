"""Sheets as clerks see them: number formats, days that cannot be, headers of several rows; and sheets far too large."""

from __future__ import annotations

import io
import re
import resource
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from source_folder import Folder
from test_xlsx import SHEET, edited, grid, made, read, rows

from docgen.expression import as_text
from docgen.vietnamese import MaIn, NgayIn, SoIn


def column(*cells: tuple[Any, str], head: str = "x") -> bytes:
    """Return a workbook whose one column holds values, each in a number format."""

    def fill(sheet: Any) -> None:
        sheet["A1"] = head
        for row, (value, style) in enumerate(cells, 2):
            sheet.cell(row, 1, value).number_format = style

    return made(fill)


def test_codes_are_texts_as_the_sheet_shows_them(folder: Folder) -> None:
    cells = [(905123456, "0000000000"), (79085000123, "000000000000"), (8, '00"/QĐ-SNV"'), (1900123456, "0000000000")]
    table = grid(folder, column(*cells))
    assert [row[0] for row in table.rows] == ["0905123456", "079085000123", "08/QĐ-SNV", "1900123456"]
    assert all(isinstance(row[0], MaIn) for row in table.rows)
    assert table.rows[0][0].so == 905123456  # type: ignore[union-attr]
    assert not folder.findings


def test_days_are_read_as_the_sheet_shows_them_and_compute_as_days(folder: Folder) -> None:
    styles = ("dd/mm/yyyy", "mmmm yyyy", '"Tháng "mm/yyyy', 'dddd", ngày "dd/mm/yyyy', "[$-42A]d/m/yyyy;@")
    table = grid(folder, column(*[(date(2026, 2, 3), style) for style in styles]))
    assert [as_text(row[0]) for row in table.rows] == [
        "03/02/2026", "tháng 02 năm 2026", "Tháng 02/2026", "thứ Ba, ngày 03/02/2026", "03/02/2026",
    ]  # fmt: skip
    assert all(row[0] == date(2026, 2, 3) for row in table.rows)
    assert [isinstance(row[0], NgayIn) for row in table.rows] == [False, True, True, True, False]


def test_texts_have_what_their_format_puts_beside_them(folder: Folder) -> None:
    table = grid(folder, column(("Nguyễn Văn A", '"Ông "@'), ("0042", "@"), ("x", "0.00")))
    assert [row[0] for row in table.rows] == ["Ông Nguyễn Văn A", "0042", "x"]


def test_figures_keep_their_format_and_compute_whole(folder: Folder) -> None:
    table = grid(folder, column((1250.456, "#,##0.0"), (-1250, "#,##0;(#,##0)"), (0, '#,##0;-#,##0;"-"'), (7, "0")))
    assert [as_text(row[0]) for row in table.rows] == ["1.250,5", "(1.250)", "-", "7"]
    assert [row[0] for row in table.rows] == [Decimal("1250.456"), -1250, 0, 7]
    assert [isinstance(row[0], SoIn) for row in table.rows] == [True, True, True, False]


def test_figures_shown_in_thousands_are_told_once_a_column(folder: Folder) -> None:
    table = grid(folder, column((1234567, "#,##0,"), (2345678, "#,##0,")))
    assert [as_text(row[0]) for row in table.rows] == ["1.235", "2.346"]
    assert folder.told == ["data/x.xlsx Quý II!A2 DL108"]
    assert "1.234.567" in folder.findings[0].message


@pytest.mark.parametrize(("serial", "shown"), [(0, "00/01/1900"), (60, "29/02/1900"), (-3, ""), (3_000_000, "")])
def test_numbers_that_are_no_days_are_told(folder: Folder, serial: int, shown: str) -> None:
    table = read(folder, column((5, "0"), (serial, "dd/mm/yyyy")))
    assert folder.told == ["data/x.xlsx Quý II!A3 DL105"]
    assert shown in folder.findings[0].message
    assert table.rows == ((5,),)


def test_days_of_both_calendars(folder: Folder) -> None:
    table = grid(folder, column((1, "d/m/yyyy"), (59, "d/m/yyyy"), (61, "d/m/yyyy"), (46056, "d/m/yyyy")))
    assert [row[0] for row in table.rows] == [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2026, 2, 3)]
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    book.active["A1"], book.active["A2"] = "x", date(2026, 2, 3)
    out = io.BytesIO()
    book.save(out)
    assert grid(folder, out.getvalue()).rows == ((date(2026, 2, 3),),)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1e99", "1e-99", "NaN", "x"])
def test_numbers_that_no_paper_can_hold_are_told_at_their_cell(folder: Folder, number: str) -> None:
    data = edited(made(rows(["a", "b"], ["x", 987654])), SHEET, lambda xml: xml.replace("987654", number))
    assert read(folder, data).rows == (("x", None),)
    assert folder.told == ["data/x.xlsx Quý II!B2 DL013"]


# --- headers


def merged(*areas: str, lines: list[list[Any]]) -> Callable[[Any], None]:
    def fill(sheet: Any) -> None:
        rows(*lines)(sheet)
        for area in areas:
            sheet.merge_cells(area)

    return fill


TALL = [["TT", "Lĩnh vực", "Tiếp nhận", None, "Ghi chú"], [None, None, "Trực tuyến", "Trực tiếp", None],
        [1, "Đất đai", 10, 4, None], [2, "Hộ tịch", 20, 8, "x"]]  # fmt: skip


def test_a_header_of_two_rows_with_merged_cells_is_read(folder: Folder) -> None:
    table = grid(folder, made(merged("A1:A2", "B1:B2", "C1:D1", "E1:E2", lines=TALL)))
    assert not folder.findings
    assert table.paths == (
        ("TT",), ("Lĩnh vực",), ("Tiếp nhận", "Trực tuyến"), ("Tiếp nhận", "Trực tiếp"), ("Ghi chú",),
    )  # fmt: skip
    assert table.rows[0] == (1, "Đất đai", 10, 4, None)


def test_a_header_of_two_rows_under_titles_is_read(folder: Folder) -> None:
    lines = [["UBND TỈNH", None, "CỘNG HÒA"], [], ["BẢNG TỔNG HỢP"], ["Đơn vị", "Kết quả"], [None, "Đạt", "Chưa đạt"],
             ["Sở A", 1, 2], ["Sở B", 3, 4]]  # fmt: skip
    table = grid(folder, made(merged("A1:B2", "C1:C2", "A3:C3", "A4:A5", "B4:C4", lines=lines)))
    assert table.header == ("Đơn vị", "Kết quả / Đạt", "Kết quả / Chưa đạt")
    assert table.rows == (("Sở A", 1, 2), ("Sở B", 3, 4))


def test_a_header_of_three_rows_is_read(folder: Folder) -> None:
    lines = [["TT", "Hồ sơ"], [None, "Tổng số", "Trong kỳ"], [None, None, "Trực tuyến", "Trực tiếp"], [1, 9, 4, 5]]
    table = grid(folder, made(merged("A1:A3", "B1:D1", "B2:B3", "C2:D2", lines=lines)))
    assert table.paths[3] == ("Hồ sơ", "Trong kỳ", "Trực tiếp")
    assert table.rows == ((1, 9, 4, 5),)


def test_names_under_wide_cells_alone_are_a_second_row(folder: Folder) -> None:
    lines = [["TT", "Hồ sơ", None, "Ghi chú"], [None, "Trực tuyến", "Trực tiếp", None], [1, 4, 5, "x"]]
    table = grid(folder, made(merged("B1:C1", lines=lines)))
    assert table.header == ("TT", "Hồ sơ / Trực tuyến", "Hồ sơ / Trực tiếp", "Ghi chú")


def test_a_header_that_may_have_one_row_or_two_is_asked_about(folder: Folder) -> None:
    lines = [["Tên", "Nơi ở", None, "Ghi chú"], ["A", "Phường X", "Tỉnh Y", "b"], ["C", "Phường Z", "Tỉnh Y", "d"]]
    read(folder, made(merged("B1:C1", lines=lines)))
    assert folder.told == ["data/x.xlsx Quý II!C1 DL022"]
    assert folder.findings[0].remedy == "Tiêu đề bảng này có 2 dòng: ghi dong_tieu_de = 2."


def test_who_says_how_many_rows_a_header_has_is_believed(folder: Folder) -> None:
    data = made(merged("A1:A2", "B1:B2", "C1:D1", "E1:E2", lines=TALL))
    assert grid(folder, data, ", dong_tieu_de = 2").rows[0][0] == 1
    read(folder, data, ", dong_tieu_de = 1")
    assert [item.code for item in folder.findings] == ["DL022"]


def test_cells_merged_in_the_rows_are_no_header(folder: Folder) -> None:
    lines = [["Lĩnh vực", "Việc", "Tiền"], ["Đất đai", "a", 5], [None, "b", 7]]
    assert grid(folder, made(merged("A2:A3", lines=lines))).header == ("Lĩnh vực", "Việc", "Tiền")


# --- large and hostile


def test_a_sheet_formatted_to_its_last_row_is_read_at_once(folder: Folder) -> None:
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>' for row in range(4, 1_048_577))
    data = made(rows(["a", "b"], ["x", 1], ["y", 2]))
    data = edited(data, SHEET, lambda xml: xml.replace("</sheetData>", empty + "</sheetData>"))
    start = time.process_time()
    assert grid(folder, data).rows == (("x", 1), ("y", 2))
    assert time.process_time() - start < 6  # every cell looked at took 36 s
    assert not folder.findings


def test_rows_numbered_by_their_order_only_are_all_read(folder: Folder) -> None:
    def bare(xml: str) -> str:
        return "".join(part.split(">", 1)[1].join(["<row>", ""]) if part.startswith(" r=") else part
                       for part in xml.replace("<row", "\0").split("\0"))  # fmt: skip

    data = made(rows(["a"], ["x"], ["y"]))
    assert grid(folder, edited(data, SHEET, bare)).rows == (("x",), ("y",))


def packed(data: bytes, part: str, content: bytes) -> bytes:
    """Return a workbook with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, content)
    return out.getvalue()


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def with_texts(data: bytes, content: bytes) -> bytes:
    """Return a workbook whose cells share texts, as Excel saves it."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="texts" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    linked = edited(data, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace("</Relationships>", link))
    return packed(linked, "xl/sharedStrings.xml", content)


def test_texts_that_cells_share(folder: Folder) -> None:
    texts = (
        b"<sst %s><si><t>Ten</t></si><si><r><t>So </t></r><r><t>A</t></r><rPh><t>x</t></rPh></si><si><t/></si></sst>"
    )
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
    data = edited(
        made(rows(["a"])),
        SHEET,
        lambda xml: re.sub("<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>", xml),
    )
    table = grid(folder, with_texts(data, texts % MAIN))
    assert (table.header, table.rows) == (("Ten",), (("So A",),))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/styles.xml", b"<styleSheet %s><cellXfs>%s</cellXfs></styleSheet>" % (MAIN, b"<xf/>" * 5_000_000)),
        ("xl/styles.xml", b"<styleSheet %s><fonts>%s</fonts></styleSheet>" % (MAIN, b"<font/>" * 5_000_000)),
        ("xl/sharedStrings.xml", b"<sst %s>%s</sst>" % (MAIN, b"<si/>" * 5_000_000)),
        (SHEET, b"<worksheet %s><sheetData/><mergeCells>%s</mergeCells></worksheet>"
                % (MAIN, b'<mergeCell ref="A1:XFD2"/>' * 100_000)),
    ],
)  # fmt: skip
def test_parts_of_millions_of_elements_are_refused_at_once(folder: Folder, part: str, content: bytes) -> None:
    data = packed(made(rows(["a"], ["x"])), part, content)
    start = time.process_time()
    assert read(folder, data) is None
    assert time.process_time() - start < 3
    assert folder.told == ["data/a.toml:1:17 DL030"]


def test_merged_cells_far_wider_than_the_table_cost_nothing(folder: Folder) -> None:
    merges = "".join(f'<mergeCell ref="A{row}:XFD{row + 1}"/>' for row in range(1, 60_000))
    data = edited(made(rows(["a", "b"], ["x", 1])), SHEET,
                  lambda xml: xml.replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>"))  # fmt: skip
    start = time.process_time()
    read(folder, data)
    assert time.process_time() - start < 3


def test_a_cell_of_no_spreadsheets_length_is_told(folder: Folder) -> None:
    def long(xml: str) -> str:
        return xml.replace("<v>987</v>", "<v>" + "a" * 40_000 + "</v>").replace('r="B2" t="n"', 'r="B2" t="str"')

    read(folder, edited(made(rows(["a", "b"], ["x", 987])), SHEET, long))
    assert folder.told == ["data/x.xlsx Quý II!B2 DL106"]


# --- text files


def text_file(folder: Folder, name: str, content: bytes, options: str = "") -> Any:
    folder.write(f"data/{name}", content)
    data = folder.read(f'nguon = {{ tep = "{name}"{options} }}')
    assert data is not None
    return data.value["nguon"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_text_files_with_separators_are_tables(folder: Folder, encoding: str, separator: str) -> None:
    text = 'Đơn vị|Số\r\n"Sở ""A"""|1.250\r\nSở B|2\r\n'.replace("|", separator)
    table = text_file(folder, "so-lieu.txt", text.encode(encoding))
    assert table.rows == (('Sở "A"', "1.250"), ("Sở B", "2"))
    assert not folder.findings


def test_an_open_quote_costs_no_more_than_the_file(folder: Folder) -> None:
    content = b'a;b\n1;"' + b"x" * 4_000_000 + b"\n"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    text_file(folder, "x.csv", content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # KB; it was 526 MB
    assert folder.told == ["data/x.csv:2:3 DL020", "data/x.csv:2:3 DL106"]


def test_a_file_of_millions_of_cells_is_refused(folder: Folder) -> None:
    start = time.process_time()
    assert text_file(folder, "x.csv", b"a;b\n" + b"1;2\n" * 2_100_000) is None
    assert time.process_time() - start < 5
    assert [item.code for item in folder.findings] == ["DL005"]


def test_a_table_of_more_rows_than_a_paper_prints_is_refused(folder: Folder) -> None:
    start = time.process_time()
    content = b"a;b\n" + b"x;2\n" * 200_000 + b"\n" * 1000 + b";\n" * 1000
    assert text_file(folder, "x.csv", content) is None
    assert time.process_time() - start < 6
    assert folder.told == ["data/x.csv:50002:1 DL005"]
    assert "vung" in folder.findings[0].remedy
    assert "200.000 dòng" in folder.findings[0].message


def test_a_part_of_a_vast_file_is_read(folder: Folder) -> None:
    folder.write("data/x.csv", b"a;b\n" + b"x;2\n" * 60_000)
    data = folder.read('nguon = { tep = "x.csv", vung = "A1:B500" }')
    assert data is not None
    assert len(data.value["nguon"].rows) == 499
    assert folder.findings == []


def test_rows_up_to_the_limit_are_read_and_keep_their_places(folder: Folder) -> None:
    table = text_file(folder, "x.csv", "Việc;b\r\n".encode() + "họp;2\r\n".encode() * 50_000)
    assert len(table.rows) == 50_000
    where = table.where(49_999, 1)
    assert (where.line, where.column, where.cell) == (50_001, 5, "B50001")
