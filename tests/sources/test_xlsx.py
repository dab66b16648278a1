"""Workbooks: values as typed, each at its sheet and cell; what clerks' workbooks have; what attackers' have."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from source_folder import Folder

from docgen.expression import as_text
from docgen.sources import Grid, StyledCell, rich_text
from docgen.sources.grid import letter
from docgen.sources.parts import Parts


def made(fill: Callable[[Any], None], title: str = "Quý II") -> bytes:
    """Return a workbook whose one sheet `fill` fills."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    fill(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(*lines: list[Any], at: str = "A1") -> Callable[[Any], None]:
    def fill(sheet: Any) -> None:
        start = sheet[at]
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                sheet.cell(start.row + row, start.column + column, value)

    return fill


def edited(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """Return a workbook with one part of the package rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content.decode()) if name == part else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def read(folder: Folder, content: bytes, options: str = "") -> Any:
    folder.write("data/x.xlsx", content)
    data = folder.read(f'nguon = {{ tep = "x.xlsx"{options} }}')
    assert data is not None
    return data.value["nguon"]


def grid(folder: Folder, content: bytes, options: str = "") -> Grid:
    found = read(folder, content, options)
    assert isinstance(found, Grid), [str(item) for item in folder.findings]
    return found


def test_values_are_as_typed(folder: Folder) -> None:
    table = grid(
        folder,
        made(
            rows(
                ["ma", "so", "tien", "ty_le", "ngay", "co", "gio", "dai", "chu"],
                ["05", 5, 1234567.5, 0.1 + 0.2, date(2026, 1, 8), True, time(8, 30), timedelta(hours=30), "1.234"],
                [None, 3.0, -1e-7, 1e20, datetime(2026, 12, 31), False, None, None, "  x \n y "],
            )
        ),
    )
    assert not folder.findings
    assert table.header == ("ma", "so", "tien", "ty_le", "ngay", "co", "gio", "dai", "chu")
    first, second = table.rows
    assert first == ("05", 5, Decimal("1234567.5"), Decimal("0.3"), date(2026, 1, 8), True, "08:30", "30:00", "1.234")
    assert second[1:6] == (3, Decimal("-1E-7"), Decimal("1E+20"), date(2026, 12, 31), False)
    assert second[0] is None
    assert second[8] == "x \n y"
    assert [type(value).__name__ for value in first] == [
        "str",
        "int",
        "Decimal",
        "Decimal",
        "date",
        "bool",
        "str",
        "str",
        "str",
    ]
    where = table.where(1, 4)
    assert (where.file, where.sheet, where.cell) == ("data/x.xlsx", "Quý II", "E3")
    assert str(where) == "data/x.xlsx (trang tính “Quý II”, ô E3)"
    assert table.where_header(2).cell == "C1"


def test_a_number_is_shown_as_the_sheet_shows_it_and_computes_whole(folder: Folder) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "ty_le"
        for row, style in enumerate(("0.00%", "0%", "0.0%;[Red]-0.0%", '0" %"', "General"), 2):
            sheet.cell(row, 1, 0.45236).number_format = style

    table = grid(folder, made(fill))
    assert [row[0] for row in table.rows] == [Decimal("0.45236")] * 5
    assert [as_text(row[0]) for row in table.rows] == ["45,24%", "45%", "45,2%", "0 %", "0,45236"]
    assert [str(row[0] * 2) for row in table.rows] == ["0.90472"] * 5


@pytest.mark.parametrize(
    ("style", "value", "text"),
    [
        ("0.0", 45.33333, "45,3"), ("#,##0.00", 1234.5678, "1.234,57"), ("0.00", 1234.5, "1.234,50"), ("#,##0", 1234, "1.234"), ("0.00", 2, "2,00"),
        ("0", 1234, "1234"), ("0", 2.6, "3"), ("#,##0;(#,##0)", -1250, "(1.250)"),
        ("General", 45.33333, "45,33333"), ('_-* #,##0.00\\ "₫"_-', 10.555, "10,56 ₫"), ("# ?/?", 0.25, "1/4"),
        ("0.00E+00", 12345.678, "12345,678"), ("#,##0,", 1234567, "1.235"), ("[$-420]0.0%", 0.5, "50,0%"),
        ("0%", 1, "100%"), ("@", 7.25, "7,25"),
    ],
)  # fmt: skip
def test_number_formats_say_how_figures_are_read(folder: Folder, style: str, value: float, text: str) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "x"
        sheet.cell(2, 1, value).number_format = style

    (row,) = grid(folder, made(fill)).rows
    assert as_text(row[0]) == text
    assert row[0] == Decimal(str(value))


def test_a_range_with_merged_header_cells(folder: Folder) -> None:
    def fill(sheet: Any) -> None:
        rows(["BẢNG TỔNG HỢP"])(sheet)
        sheet.merge_cells("A1:F1")
        rows(
            ["STT", "Số lượng hồ sơ tiếp nhận", None, None, "Ghi\nchú"],
            [None, "Tổng số", "Trong kỳ", None, None],
            [None, None, "Trực tuyến", "Trực tiếp", None],
            [1, 10, 4, 6, None],
            [2, 20, 8, 12, "x"],
            ["Tổng", 30, 12, 18, None],
            at="B5",
        )(sheet)
        for area in ("B5:B7", "C5:E5", "F5:F7", "C6:C7", "D6:E6"):
            sheet.merge_cells(area)

    table = grid(folder, made(fill), ', sheet = "Quý II", vung = "B5:F9", dong_tieu_de = 3')
    assert not folder.findings
    assert table.paths == (
        ("STT",),
        ("Số lượng hồ sơ tiếp nhận", "Tổng số"),
        ("Số lượng hồ sơ tiếp nhận", "Trong kỳ", "Trực tuyến"),
        ("Số lượng hồ sơ tiếp nhận", "Trong kỳ", "Trực tiếp"),
        ("Ghi chú",),
    )
    assert table.letters == tuple("BCDEF")
    assert table.rows == ((1, 10, 4, 6, None), (2, 20, 8, 12, "x"))
    assert table.where(1, 4).cell == "F9"


def test_text_merged_downwards_stands_in_each_row_and_a_number_once(folder: Folder) -> None:
    def fill(sheet: Any) -> None:
        rows(["Lĩnh vực", "Việc", "Tiền"], ["Đất đai", "a", 5], [None, "b", None], [None, "c", 7])(sheet)
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("C2:C3")

    table = grid(folder, made(fill))
    assert table.rows == (("Đất đai", "a", 5), ("Đất đai", "b", None), ("Đất đai", "c", 7))


def with_result(formula: str, cell: str) -> Callable[[str], str]:
    return lambda xml: re.sub(rf'<c r="{cell}"[^>]*><f>[^<]*</f><v></v></c>', formula, xml)


def test_formulas_give_their_stored_result(folder: Folder) -> None:
    data = made(rows(["a", "b"], [1, "=A2*2"], [2, "=A3*2"], [3, '=""']))
    data = edited(data, SHEET, with_result('<c r="B2"><f>A2*2</f><v>2</v></c>', "B2"))
    data = edited(data, SHEET, with_result('<c r="B4" t="str"><f>""</f><v></v></c>', "B4"))
    table = grid(folder, data)
    assert folder.told == ["data/x.xlsx Quý II!B3 DL028"]
    assert table.rows == ((1, 2), (2, None), (3, None))


def test_only_the_area_asked_for_is_judged(folder: Folder) -> None:
    data = made(rows(["a", "b"], [1, 2], ["=A1", "#REF!"]))
    data = edited(data, SHEET, lambda xml: xml.replace('<c r="B3" t="s"', '<c r="B3" t="e"'))
    assert read(folder, data, ', vung = "A1:B2"').rows == ((1, 2),)
    assert not folder.findings


def test_error_cells(folder: Folder) -> None:
    def fill(sheet: Any) -> None:
        rows(["a", "b"], [1, "#DIV/0!"], [2, "#N/A"], [3, "x"])(sheet)
        sheet["B2"].data_type = "e"
        sheet["B3"].data_type = "e"

    table = grid(folder, made(fill))
    assert folder.told == ["data/x.xlsx Quý II!B2 DL029", "data/x.xlsx Quý II!B3 DL029"]
    assert "#DIV/0!" in folder.findings[0].message
    assert table.rows == ((1, None), (2, None), (3, "x"))


def test_many_faults_of_one_kind_are_counted(folder: Folder) -> None:
    def fill(sheet: Any) -> None:
        rows(["a", "b"], *[[index, "#N/A"] for index in range(100)])(sheet)
        for row in range(2, 102):
            sheet.cell(row, 2).data_type = "e"

    read(folder, made(fill))
    assert len(folder.findings) == 21
    assert "80" in folder.findings[-1].message


def test_a_workbook_that_was_never_computed_is_one_finding(folder: Folder) -> None:
    read(folder, made(rows(["a", "b"], *[[index, "=1+1"] for index in range(17)])))
    assert folder.told == ["data/x.xlsx Quý II!B2 DL028"]
    assert folder.findings[0].message.startswith("17 công thức của trang tính chưa có kết quả (B2, B3, B4, B5, B6, …)")


def test_times_with_a_day_and_digits_as_text(folder: Folder) -> None:
    table = grid(folder, made(rows(["n", "s"], [datetime(2026, 1, 8, 10, 30), 1], [date(2026, 1, 9), "12"], [None, 3])))
    assert folder.told == ["data/x.xlsx Quý II!B3 DL033"]
    assert table.rows[0][0] == date(2026, 1, 8)
    assert as_text(table.rows[0][0]) == "08/01/2026 10:30:00"
    assert table.rows[1][1] == "12"


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("hh:mm dd/mm/yyyy", "08:30 03/02/2027"), ("dd/mm/yyyy", "03/02/2027"), ("m/d/yy h:mm", "03/02/2027 8:30"),
        ("dd/mm/yy", "03/02/27"), ("mm-dd-yy", "03/02/2027"), ("mmmm yyyy", "tháng 02 năm 2027"),
        ("dd/mm/yyyy h:mm AM/PM", "03/02/2027 8:30 SA"), ("yyyy\\-mm\\-dd hh:mm", "03/02/2027 08:30"),
        ('hh"h"mm", ngày "dd/mm/yyyy', "08h30, ngày 03/02/2027"), ("hh:mm", "08:30"),
    ],
)  # fmt: skip
def test_a_day_is_read_with_the_hours_that_its_sheet_shows(folder: Folder, style: str, text: str) -> None:
    """And hours that nobody sees are no finding."""

    def fill(sheet: Any) -> None:
        sheet["A1"] = "x"
        sheet.cell(2, 1, datetime(2027, 2, 3, 8, 30)).number_format = style

    (row,) = grid(folder, made(fill)).rows
    assert (as_text(row[0]), folder.told) == (text, [])


def test_midnight_is_an_hour_only_where_people_write_the_day(folder: Folder) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = "x", "y"
        sheet.cell(2, 1, datetime(2027, 2, 3)).number_format = "dd/mm/yyyy hh:mm"
        sheet.cell(2, 2, datetime(2027, 2, 3)).number_format = "yyyy-mm-dd h:mm:ss"

    (row,) = grid(folder, made(fill)).rows
    assert list(map(as_text, row)) == ["03/02/2027 00:00", "03/02/2027"]


def test_hidden_rows_are_read_and_told(folder: Folder) -> None:
    def fill(sheet: Any) -> None:
        rows(["a"], [1], [2], [3])(sheet)
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True

    table = grid(folder, made(fill))
    assert table.rows == ((1,), (2,), (3,))
    assert folder.told == ["data/x.xlsx Quý II!A3 DL032"]


def book_of_three() -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Quý I"
    rows(["a"], [1])(first)
    second = book.create_sheet("Quý II")
    rows(["x", "y"], ["p", 1], ["q", 2], ["Tổng", 3], at="C4")(second)
    table = Table(displayName="HoSo", ref="C4:D7", totalsRowCount=1)
    second.add_table(table)
    hidden = book.create_sheet("Ẩn", 0)
    hidden.sheet_state = "hidden"
    book.defined_names["so_lieu"] = DefinedName("so_lieu", attr_text="'Quý II'!$C$4:$D$6")
    book.defined_names["hong"] = DefinedName("hong", attr_text="#REF!")
    second.defined_names["rieng"] = DefinedName("rieng", attr_text="'Quý II'!$D$4:$D$5")
    book.create_chartsheet("Biểu đồ")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (', sheet = "Quý II"', (("p", 1), ("q", 2), ("Tổng", 3))),
        (', sheet = "quý ii"', (("p", 1), ("q", 2), ("Tổng", 3))),
        (', vung = "HoSo"', (("p", 1), ("q", 2))),
        (', vung = "so_lieu"', (("p", 1), ("q", 2))),
        (', vung = "rieng"', ((1,),)),
        (", vung = \"'Quý II'!C4:D5\"", (("p", 1),)),
        (', sheet = "Quý II", vung = "C:D"', (("p", 1), ("q", 2), ("Tổng", 3))),
        (', sheet = "Quý II", vung = "C5:D900", dong_tieu_de = 0', (("p", 1), ("q", 2), ("Tổng", 3))),
    ],
)
def test_sheets_ranges_names_and_tables(folder: Folder, options: str, expected: Any) -> None:
    assert grid(folder, book_of_three(), options).rows == expected
    assert not folder.findings


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (', sheet = "Quy III"', "DL026", "Quý II"),
        (', sheet = "Biểu đồ"', "DL026", ""),
        (', sheet = "Quý II", vung = "Z90:ZZ99"', "DL027", ""),
        (', vung = "HoSoo"', "DL027", "HoSo"),
        (', vung = "hong"', "DL027", ""),
        (', vung = "XFE1:XFE2"', "DL027", ""),
        ("", "DL034", "Quý I"),
    ],
)
def test_what_is_not_there(folder: Folder, options: str, code: str, said: str) -> None:
    read(folder, book_of_three(), options)
    assert [item.code for item in folder.findings] == [code]
    assert said in folder.findings[0].message + folder.findings[0].remedy


def test_line_ends_and_characters_in_cells(folder: Folder) -> None:
    table = grid(folder, made(rows(["a"], ["một_x000D_\nhai"], ["x\ue123"], ["e\u0301"])))
    assert folder.told == ["data/x.xlsx Quý II!A3 DL008"]
    assert table.rows == (("một\nhai",), ("x�",), ("é",))


# --- damaged and hostile


def test_no_workbook(folder: Folder) -> None:
    for content, said in (
        (b"abc", "hỏng"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "mật khẩu"),
        (b"", "hỏng"),
        (b"PK\x03\x04", "hỏng"),
    ):
        assert read(folder, content) is None
        assert [item.code for item in folder.findings] == ["DL025"]
        assert said in folder.findings[0].message


def test_a_word_file_named_xlsx(folder: Folder) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<x/>")
    assert read(folder, out.getvalue()) is None
    assert folder.told == ["data/a.toml:1:17 DL025"]


def test_a_bomb_is_not_unpacked(folder: Folder) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, package.open(SHEET, "w") as part:
        for _ in range(200):
            part.write(b" " * (1 << 20))
    assert read(folder, out.getvalue()) is None
    assert folder.told == ["data/a.toml:1:17 DL030"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(folder: Folder, encoding: str) -> None:
    data = made(rows(["a"], [1]))
    evil = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == SHEET:
                content = (f'<?xml version="1.0" encoding="{encoding}"?>' + evil + content.decode()).encode(encoding)
            target.writestr(name, content)
    assert read(folder, out.getvalue()) is None
    assert folder.told == ["data/a.toml:1:17 DL030"]


def test_far_cells_and_vast_merges_do_not_hang(folder: Folder) -> None:
    data = made(rows(["a", "b"], [1, 2]))
    far = '</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    merges = '<mergeCells count="2"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:B1048576"/></mergeCells>'
    vast = edited(data, SHEET, lambda xml: xml.replace("</sheetData>", "</sheetData>" + merges))
    assert grid(folder, vast).rows == ((1, 2),)
    read(folder, edited(data, SHEET, lambda xml: xml.replace("</row></sheetData>", far)))
    steps = "".join(
        f'<row r="{index}"><c r="{letter(8 * index)}{index}"><v>1</v></c></row>' for index in range(3, 1800)
    )
    assert read(folder, edited(data, SHEET, lambda xml: xml.replace("</sheetData>", steps + "</sheetData>"))) is None
    assert [(item.code, item.where.cell) for item in folder.findings] == [("DL005", "BU9")]
    assert "vung" in folder.findings[0].remedy


def test_a_cell_far_to_the_right_costs_its_row_alone(folder: Folder) -> None:
    table = [["Việc", "Số"], *([f"việc {number}", number] for number in range(2000))]
    data = made(rows(*table))
    far = edited(data, SHEET, lambda xml: xml.replace('</row><row r="2"', '<c r="XFD1"><v>7</v></c></row><row r="2"'))
    read_whole = grid(folder, far)
    assert read_whole.letters == ("A", "B", "XFD")
    assert read_whole.rows[1999] == ("việc 1999", 1999, None)
    assert read_whole.where_header(2).cell == "XFD1"
    assert read_whole.where(1999, 1).cell == "B2001"
    wide = "".join(f'<row r="{index}"><c r="XFD{index}"><v>1</v></c></row>' for index in range(2002, 2400))
    many = grid(folder, edited(data, SHEET, lambda xml: xml.replace("</sheetData>", wide + "</sheetData>")))
    assert (len(many.rows), many.where(2397, 2).cell) == (2398, "XFD2399")
    assert folder.findings == []


def test_ranges_and_merged_cells_find_their_columns_beside_far_ones(folder: Folder) -> None:
    data = made(rows(["a", "b"], [1, 2]))
    more = '<c r="ZZ1" t="inlineStr"><is><t>x</t></is></c><c r="AAB1" t="inlineStr"><is><t>y</t></is></c></row>'
    more += '<row r="2"><c r="A2"><v>1</v></c><c r="ZZ2"><v>5</v></c><c r="AAA2"><v>6</v></c></row></sheetData>'
    merges = '<mergeCells count="1"><mergeCell ref="ZZ1:AAA1"/></mergeCells>'
    xml = edited(data, SHEET, lambda xml: re.sub("</row>.*</sheetData>", more + merges, xml))
    assert grid(folder, xml, ', vung = "ZZ1:AAA2"').header == ("x", "x")
    assert [item.code for item in folder.findings] == ["DL022"]  # the merged cell over two columns
    assert grid(folder, xml, ', vung = "A:ZZ"').rows == ((1, None, 5),)
    assert grid(folder, xml, ', vung = "ZY1:AAB2", dong_tieu_de = 1').letters == ("ZY", "ZZ", "AAA", "AAB")
    assert read(folder, xml, ', vung = "C1:F2"') is None
    assert folder.findings[-1].where.cell == "C1"


def test_links_to_elsewhere_are_not_followed(folder: Folder) -> None:
    data = made(rows(["a"], ["x"]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/table" TargetMode="External" '
            'Target="file:///etc/passwd"/></Relationships>',
        )
    assert grid(folder, out.getvalue()).rows == (("x",),)
    assert read(folder, out.getvalue(), ', vung = "HoSo"') is None
    assert folder.told == ["data/a.toml:1:17 DL027"]


def test_shared_strings_keep_what_is_bold_and_italic() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = (
        f'<sst xmlns="{main}"><si><t>thường</t></si><si><r><t xml:space="preserve"> Việc </t></r>'
        '<r><rPr><b/><i val="0"/></rPr><t>đậm</t></r><r><rPr><i/></rPr><t xml:space="preserve"> nghiêng </t></r></si></sst>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("xl/_rels/workbook.xml.rels", relations)
        package.writestr("xl/sharedStrings.xml", strings)
    with zipfile.ZipFile(packed) as package:
        shared = Parts(package).styled
    assert shared == {1: [(" Việc ", False, False), ("đậm", True, False), (" nghiêng ", False, True)]}
    text = rich_text.styled("Việc đậm nghiêng", shared[1])
    assert isinstance(text, StyledCell)
    assert text.styles == ((5, 8, True, False), (8, 16, False, True))
