"""Cells of workbooks, as Excel keeps them: values, number formats, texts, formulas, headers, sheets."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from corpus import SHEET, SO_TINH, WORKBOOK, Case, Change, cases, cell, mistake, row, sound, swap, workbook, write

AT = f"{WORKBOOK} {SHEET}!"
NO_TOTAL = (
    swap('dong_tong = "Tổng cộng"\n', ""),
    swap(", tổng vốn {{ bang.cong_trinh.tong.von | so }} triệu đồng", ""),
)
AS_TEXT = (*NO_TOTAL, swap('kieu = "số"', 'kieu = "chữ"'))

DIGITS = (cell("C1", "Liên hệ"), cell("C2", 912345678), cell("C3", 905123457), cell("C4", 236111229))
UNITS = (
    cell("C1", "ĐVT"), cell("C2", "km"), cell("C3", "cái"), cell("C4", "km"), cell("D1", "Số lượng"),
    swap('ten = "Điện thoại"', 'ten = "ĐVT"'), swap('ten = "Vốn"', 'ten = "Số lượng"'),
)  # fmt: skip


def merged_head(sheet: Any) -> None:
    """Give the sheet the usual header of two rows: Vốn over Kế hoạch and Giải ngân."""
    sheet.insert_rows(2)
    for column in "ABC":
        sheet.merge_cells(f"{column}1:{column}2")
    sheet["D1"] = "Vốn"
    sheet["E1"] = None
    sheet.merge_cells("D1:E1")
    sheet["D2"], sheet["E2"] = "Kế hoạch", "Giải ngân"


def titled(sheet: Any) -> None:
    """Put a title and a blank row above the table."""
    sheet.insert_rows(1, 3)
    sheet["A1"] = "DANH MỤC CÔNG TRÌNH KIỂM TRA NĂM 2026"
    sheet.merge_cells("A1:E1")


def signed(sheet: Any) -> None:
    """Put signers under a blank row below the table."""
    sheet["A7"], sheet["D7"] = "Người lập biểu", "Thủ trưởng đơn vị"


def hidden(sheet: Any) -> None:
    """Hide a row."""
    sheet.row_dimensions[3].hidden = True


def second_sheet(sheet: Any) -> None:
    """Add a second sheet that holds something."""
    sheet.parent.create_sheet("Năm 2025")["A1"] = "Công trình"


def empty_sheets(sheet: Any) -> None:
    """Add the empty sheets that spreadsheets begin with, one of them at the front."""
    sheet.parent.create_sheet("Sheet1", 0)
    sheet.parent.create_sheet("Sheet3")


def cover(sheet: Any) -> None:
    """Put a cover in front."""
    front = sheet.parent.create_sheet("Bìa", 0)
    front["A1"], front["A2"] = "SỞ XÂY DỰNG", "Số liệu công trình"


def other_table(sheet: Any) -> None:
    """Put another table in front, which has one of the columns."""
    front = sheet.parent.create_sheet("Danh mục", 0)
    for line in (("Công trình", "Mã", "Loại"), ("Trường tiểu học", "T01", "C"), ("Trạm y tế", "T02", "D")):
        front.append(line)


def formatted(sheet: Any) -> None:
    """Format cells far below the last row that holds anything."""
    for number in range(5, 400):
        sheet.cell(number, 4).number_format = "#,##0"


def quarters(sheet: Any) -> None:
    """Give each quarter its sheet, in Roman numerals."""
    for name in ("Quý I", "Quý II", "Quý III"):
        sheet.parent.copy_worksheet(sheet).title = name


def formula(place: str, text: str) -> Change:
    """Put in a formula without a result, as a program that is not Excel saves it."""
    return cell(place, text)


@cases(
    SO_TINH,
    mistake("a text among figures", cell("D3", "480,5"), told="DL033", at=f"{AT}D3"),
    mistake("a figure with its unit", cell("D3", "480,5 triệu"), told="SL033", at=f"{AT}D3"),
    mistake("about so much", cell("D3", "khoảng 480"), told="SL033", at=f"{AT}D3"),
    mistake("the letter O for nought", cell("D3", "48O"), told="SL033", at=f"{AT}D3"),
    mistake("a comma before three digits", cell("D3", "1,250"), told="SL034", at=f"{AT}D3"),
    mistake("a rate among figures", cell("D3", 0.05, "0%"), told="SL035", at=f"{AT}D3"),
    mistake("a figure among rates", cell("E3", 50, "General"), told="SL035", at=f"{AT}E3"),
    mistake("a day among figures", cell("D3", datetime(2026, 3, 2), "dd/mm/yyyy"), told="SL033", at=f"{AT}D3"),
    mistake("a day of no calendar", cell("B3", "31/11/2026"), told="DL105", at=f"{AT}B3"),
    mistake("a day with two digits for the year", cell("B3", "15/4/26"), told="SL036", at=f"{AT}B3"),
    mistake("a word among days", cell("B3", "sẽ báo sau"), told="SL036", at=f"{AT}B3"),
    mistake("a day that is a bare number", cell("B3", 46127, "General"), told="SL036", at=f"{AT}B3", says="15/4/2026"),
    mistake("a year among days", cell("B3", 1985, "General"), told="SL036", at=f"{AT}B3", says="chỉ biết năm"),
    mistake("the day nought", cell("B3", 0, "dd/mm/yyyy"), told="DL105", at=f"{AT}B3"),
    mistake("a formula without its result", formula("D3", "=D2*2"), told="DL028", at=f"{AT}D3"),
    mistake("a formula that failed", cell("D3", "#DIV/0!"), told="DL029", at=f"{AT}D3"),
    mistake("a reference that failed", cell("A3", "#REF!"), told="DL029", at=f"{AT}A3"),
    mistake("the sheet's name misspelt", swap('sheet = "Năm 2026"', 'sheet = "Nam 2026"'), told="DL026", at="kh.toml:18:17", says="Năm 2026"),
    mistake("the sheet is not named and a cover is the first", workbook(cover), swap(', sheet = "Năm 2026"', ""), told="DL066", at="kh.toml:18:17", says='sheet = "Năm 2026"'),
    mistake("the sheet is not named and another table is the first", workbook(other_table), swap(', sheet = "Năm 2026"', ""), told="DL066", at="kh.toml:18:17", says='sheet = "Năm 2026"'),
    mistake("the sheet named is that of another table", workbook(other_table), swap('"Năm 2026"', '"Danh mục"'), told="DL066", at="kh.toml:18:17", says='sheet = "Năm 2026"'),
    mistake("the sheet named is the cover", workbook(cover), swap('"Năm 2026"', '"Bìa"'), told="DL066", at="kh.toml:18:17", says='sheet = "Năm 2026"'),
    mistake("the sheet named is missing", swap('"Năm 2026"', '"Năm 2O26"'), told="DL026", at="kh.toml:18:17", says="Năm 2026"),
    mistake("the sheet named in Arabic digits", workbook(quarters), swap('"Năm 2026"', '"Quý 3"'), told="DL026", at="kh.toml:18:17", says="Có lẽ là “Quý III”"),
    mistake("the sheet of a quarter that has none", workbook(quarters), swap('"Năm 2026"', '"Quý IV"'), told="DL026", at="kh.toml:18:17", says="Các trang: "),
    mistake("a column of the sheet with a Roman number", cell("D1", "Vốn đợt II"), swap('ten = "Vốn"\n', 'ten = "Vốn đợt 2"\n'), told="DL066", at="kh.toml:35:1", says="Vốn đợt II"),
    sound("empty sheets beside the only one that is filled", workbook(empty_sheets), swap(', sheet = "Năm 2026"', "")),
    mistake("the sheet is not named and there are two", workbook(second_sheet), swap(', sheet = "Năm 2026"', ""), told="DL034", at="kh.toml:18:17", says="Năm 2026"),
    mistake("a range beyond the table", swap('sheet = "Năm 2026"', 'sheet = "Năm 2026", vung = "Z90:AB99"'), told="DL027", at=f"{AT}Z90"),
    mistake("a range that is none", swap('sheet = "Năm 2026"', 'sheet = "Năm 2026", vung = "A1-E4"'), told="DL027", at="kh.toml:18:17", says="A1-E4"),
    mistake("a range that ends before the table", swap('sheet = "Năm 2026"', 'sheet = "Năm 2026", vung = "A1:E3"'), told="DL109", at="kh.toml:18:63", says='vung = "A1:E4"'),
    sound("a range above the total row", row(5, "Tổng cộng", None, None, 31730.5, None), swap('sheet = "Năm 2026"', 'sheet = "Năm 2026", vung = "A1:E4"')),
    mistake("a range that leaves the header out", swap('sheet = "Năm 2026"', 'sheet = "Năm 2026", vung = "A2:E4"'), told="DL066", at="kh.toml:18:17", says='sheet = "Năm 2026", vung = "A1:E4"'),
    mistake("a range that leaves a column out", swap('sheet = "Năm 2026"', 'sheet = "Năm 2026", vung = "A1:D4"'), told="DL066", at="kh.toml:40:1", says='sheet = "Năm 2026", vung = "A1:E4"'),
    sound("the range that a remedy names", swap('sheet = "Năm 2026"', 'sheet = "Năm 2026", vung = "A1:E4"')),
    mistake("a hidden row", workbook(hidden), told="DL032", at=f"{AT}A3"),
    mistake("a column of the sheet renamed", cell("D1", "Tổng vốn"), told="DL066", at="kh.toml:35:1", says="Tổng vốn"),
    mistake("a column of the sheet that is not used", cell("F1", "Ghi chú"), cell("F2", "gấp"), told="DL067", at=f"{AT}F1"),
    mistake("two columns of one name", cell("E1", "Vốn"), told="DL022", at=f"{AT}E1"),
    mistake("thousands shown as millions", cell("D2", 1250000, '#,##0,'), told="DL108", at=f"{AT}D2"),
    mistake("a title above the table", workbook(titled), told="DL036", at=f"{AT}A1"),
    mistake("signers below the table", workbook(signed), told="DL036", at=f"{AT}A7"),
    mistake("a web page renamed", write(WORKBOOK, "<html><table></table></html>"), told="DL025", at="kh.toml:18:17"),
    mistake("a tag misspelt in a cell", cell("A3", "Trạm y tế năm {{ namm }}"), told="DL080", at=f"{AT}A3"),
    mistake("a field of mail merge in a cell", cell("A3", "Trạm y tế «nam»"), told="DL130", at=f"{AT}A3"),
    mistake("damaged letters in a cell", cell("A3", "Tr ạm y tế"), told="CT001", at=f"{AT}A3"),
    mistake("letters of the old fonts in a cell", cell("A3", "Tr¹m y tÕ x· §«ng Hßa"), told="CT001", at=f"{AT}A3"),
    mistake("one word of the old fonts in a cell", cell("A3", "UBND x·"), told="DL177", at=f"{AT}A3", says="“x·” → “xã”"),
    mistake("one word of the old fonts before a sound one", cell("A3", "C«ng an"), told="DL177", at=f"{AT}A3", says="“C«ng” → “Công”"),
    mistake("many damaged cells", cell("A2", "Tr­êng tiÓu häc"), cell("A3", "Tr¹m y tÕ x·"), cell("A4", "§­êng tØnh"), told="CT001", at=f"{AT}A2", says="còn 2 ô nữa (A3, A4)"),
    sound("names from elsewhere", cell("A2", "Krông Ană, H’Mông, Êđê"), cell("A3", "Hãng Müller, xe Citroën 5±2 m²"), cell("A4", "Cầu São Paulo © 2026, x¹ a·b")),
    mistake("a total row that does not add up", row(5, "Tổng cộng", None, None, 31730, None), told="SL003", at=f"{AT}D5", says="31.730,5"),
    mistake("a rate's total that the rows do not make", row(5, "Tổng cộng", None, None, 31730.5, 0.9), told="SL009", at=f"{AT}E5"),
    mistake("a word for a rate", cell("E3", "một nửa"), told="SL033", at=f"{AT}E3"),
    mistake("codes under a head that does not say so", *DIGITS, swap('ten = "Điện thoại"\nkieu = "chữ"', 'ten = "Liên hệ"'), told="SL044", at="kh.toml:30:1"),
    mistake("phones that have lost their noughts", cell("C2", 905123456), cell("C4", 2363822041), told="DL176", at=f"{AT}C2", says="0905123456"),
    mistake("phones that have lost their noughts in a column of no kind", cell("C2", 905123456), swap('ten = "Điện thoại"\nkieu = "chữ"', 'ten = "Điện thoại"'), told="DL176", at=f"{AT}C2", printed=["Trường tiểu học | 02/3/2026 | 905123456 | 1.250,0 | 50,0%"]),
    mistake("a code of a column of codes that has lost its noughts", cell("C1", "Tủ hồ sơ"), cell("C2", "0012"), cell("C3", 13), cell("C4", "0014"), swap('ten = "Điện thoại"', 'ten = "Tủ hồ sơ"'), told="DL176", at=f"{AT}C3", says="0013"),
    mistake("quantities of different units added up", *UNITS, told="SL045", at="kh.toml:35:1", says="km, cái"),
    sound("quantities of different units, not added up", *UNITS, swap('ten = "Số lượng"\nkieu = "số"', 'ten = "Số lượng"\nkieu = "số"\ntong = "không"'), swap(", tổng vốn {{ bang.cong_trinh.tong.von | so }} triệu đồng", "")),
    sound("codes of a column of texts", *DIGITS, swap('ten = "Điện thoại"', 'ten = "Liên hệ"')),
    sound("nothing in a cell of figures", cell("D3", None), printed=["Sở kiểm tra 3 công trình, tổng vốn 31.250 triệu đồng."]),
    sound("a dash in a cell of figures", cell("D3", "-")),
    sound("a blank in a cell of figures", cell("D3", " ")),
    sound("nothing in a cell of days", cell("B3", None)),
    sound("a month for a day", cell("B3", "tháng 4/2026")),
    sound("a quarter for a day", cell("B3", "Quý II/2026")),
    sound("a day typed as text", cell("B3", "15/4/2026"), printed=["Trạm y tế | 15/4/2026 | 0914000111 | 480,5 | 90,5%"]),
    sound("a day shown in another way", cell("B3", datetime(2026, 4, 15), "d/m/yyyy")),
    sound("a phone number as a number with its format", cell("C3", 914000111, "0000000000"), printed=["Trạm y tế | 15/4/2026 | 0914000111 | 480,5 | 90,5%"]),
    sound("a code padded with noughts", cell("D3", 42, "0000"), *AS_TEXT, printed=["Trạm y tế | 15/4/2026 | 0914000111 | 0042 | 90,5%"]),
    sound("a code with its symbol", cell("D3", 8, '00"/QĐ-SXD"'), *AS_TEXT, printed=["Trạm y tế | 15/4/2026 | 0914000111 | 08/QĐ-SXD | 90,5%"]),
    sound("a year in a column of texts", cell("D3", 1985, "0"), *AS_TEXT, printed=["Trạm y tế | 15/4/2026 | 0914000111 | 1985 | 90,5%"]),
    sound("a year in a column of no kind", cell("C1", "Ngày sinh"), cell("C2", 1985), cell("C3", 1990), cell("C4", "12/3/1992"), swap('ten = "Điện thoại"\nkieu = "chữ"', 'ten = "Ngày sinh"'), printed=["Trạm y tế | 15/4/2026 | 1990 | 480,5 | 90,5%"]),
    sound("two decimals", cell("D3", 480.5, "0.00"), printed=["Trạm y tế | 15/4/2026 | 0914000111 | 480,50 | 90,5%"]),
    sound("brackets for minus by the format", cell("D3", -480.5, "#,##0.0;(#,##0.0)")),
    sound("a rate of two decimals", cell("E3", 0.924491, "0.00%"), printed=["Trạm y tế | 15/4/2026 | 0914000111 | 480,5 | 92,45%"]),
    sound("the total row of the source", row(5, "Tổng cộng", None, None, 31730.5, None), printed=["Sở kiểm tra 3 công trình, tổng vốn 31.730,5 triệu đồng."]),
    sound("the total row under a longer name", row(5, "TỔNG CỘNG TOÀN TỈNH", None, None, 31730.5, None), printed=["Sở kiểm tra 3 công trình, tổng vốn 31.730,5 triệu đồng."]),
    sound("a title above, the range given", workbook(titled), swap('sheet = "Năm 2026"', 'sheet = "Năm 2026", vung = "A4:E7"'), printed=["Sở kiểm tra 3 công trình, tổng vốn 31.730,5 triệu đồng."]),
    sound("a header of two rows with merged cells", workbook(merged_head), swap('ten = "Vốn"', 'ten = ["Vốn", "Kế hoạch"]'), swap('ten = "Giải ngân"', 'ten = ["Vốn", "Giải ngân"]'), printed=["Sở kiểm tra 3 công trình, tổng vốn 31.730,5 triệu đồng."]),
    sound("cells formatted far below", workbook(formatted), printed=["Sở kiểm tra 3 công trình, tổng vốn 31.730,5 triệu đồng."]),
    sound("a second sheet that nobody asks for", workbook(second_sheet)),
    sound("the columns by their letters", swap('ten = "Vốn"\n', 'ten = "Vốn kế hoạch"\ncot_nguon = "D"\n'), printed=["Sở kiểm tra 3 công trình, tổng vốn 31.730,5 triệu đồng."]),
    sound("a tag in a cell", cell("A3", "Trạm y tế năm {{ nam }}"), printed=["Trạm y tế năm 2026 | 15/4/2026 | 0914000111 | 480,5 | 90,5%"]),
    sound("two lines in a cell", cell("A3", "Trạm y tế\nxã Đông")),
    sound("a further row", row(5, "Cầu", datetime(2026, 12, 1), "0900000000", 5, 0.1), printed=["Sở kiểm tra 4 công trình, tổng vốn 31.735,5 triệu đồng."]),
    sound("no columns declared", swap((Path(__file__).parent / "projects/so-tinh/kh.toml").read_text("utf-8").split('"Tổng cộng"\n')[1], "")),
)  # fmt: skip
def test_cells_of_xlsx(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
