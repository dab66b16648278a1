"""Cases met in the field: small inputs of other projects' troubles, each with what is right.

The plan `so-tinh` is given another table; its total is printed by the sentence that stands above it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from corpus import SO_TINH, WORKBOOK, Case, Change, cases, mistake, sound, swap, workbook, write

PLAN = (Path(__file__).parent / "projects/so-tinh/kh.toml").read_text("utf-8")
BODY, TABLE = PLAN[PLAN.index("noi_dung") : PLAN.index("noi_nhan")], PLAN[PLAN.index("[bang.cong_trinh]") :]
COLUMNS = (("a", "Nội dung", ""), ("b", "Kinh phí", ""))


def table(
    name: str, text: str, *columns: tuple[str, str, str], total: str = "Cộng", body: str = "{{ bang.b }}"
) -> tuple[Change, ...]:
    """Print a table of a text file: each column by its code, its header and further keys."""
    declared = "".join(f'[[bang.b.cot]]\nma = "{ma}"\nten = "{ten}"\n{more}\n' for ma, ten, more in columns)
    named = f'dong_tong = "{total}"\n' if total else ""
    new = f'[bang.b]\nnguon = {{ tep = "{name}" }}\n{named}\n{declared}'
    return write(name, text), swap(TABLE, new), swap(BODY, f"noi_dung = '''\n# Số liệu\n\n{body}\n'''\n")


MONEY = (("a", "Nội dung", ""), ("b", "Kinh phí", 'kieu = "tiền"'))
UNITS = (("b", "Đơn vị", ""), ("c", "Số hồ sơ", ""))
NUMBERED = (("stt", "TT", ""), *UNITS)
DAYS = (("a", "Việc", ""), ("b", "Ngày", 'kieu = "ngày"'))
RATES = (("a", "Việc", ""), ("b", "Tỷ lệ", 'kieu = "phần trăm"'))
CASES = (("a", "Tháng", 'kieu = "chữ"'), ("b", "Số vụ", ""), ("c", "Số người", ""))
SPENT = "Nội dung;Kinh phí\nTập huấn;1.250.000\n"


def sheet_of(*rows: tuple[object, ...]) -> Change:
    """Write the workbook's sheet anew."""

    def edit(sheet: object) -> None:
        sheet.delete_rows(1, 10)  # type: ignore[attr-defined]
        for number, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                sheet.cell(number, column).value = value  # type: ignore[attr-defined]

    return workbook(edit)


TWO = swap(TABLE, f'[bang.b]\nnguon = {{ tep = "{WORKBOOK}" }}\ndong_tong = "Tổng cộng"\n')
TWO_BODY = swap(BODY, "noi_dung = '''\n# Số liệu\n\n{{ bang.b }}\n'''\n")


@cases(
    SO_TINH,
    # A total never leaves cells out.
    mistake("02 commas of thousands", *table("b.csv", SPENT + 'In ấn;"1,250,000"\n', *MONEY), told="SL033", at="b.csv:3:7", says="1.250.000"),
    mistake("02 brackets", *table("b.csv", SPENT + "Hoàn trả;(200.000)\n", *MONEY), told="SL033", at="b.csv:3:10"),
    mistake("02 a unit", *table("b.csv", SPENT + "Đi lại;500.000 nghìn\n", *MONEY), told="SL033", at="b.csv:3:8"),
    sound("02 figures", *table("b.csv", SPENT + "Khác;1000\n", *MONEY, body="Tổng {{ bang.b.tong.b | tien }}.\n\n{{ bang.b }}"), printed=["Tổng 1.251.000 đồng.", "Cộng | 1.251.000"]),
    # No total is counted again.
    sound("04 a longer word for the total", *table("b.csv", "Đơn vị;Số hồ sơ\nSở Y tế;10\nSở Nội vụ;5\nTỔNG CỘNG TOÀN TỈNH;15\n", *UNITS), printed=["Cộng | 15"]),
    mistake("04 a sum in the middle", *table("b.csv", "TT;Đơn vị;Số hồ sơ\n1;Sở Y tế;10\n2;Sở Nội vụ;5\n;Cộng;15\n3;Sở Tài chính;7\n", *NUMBERED), told="SL038", at="b.csv:4:1", printed=["Cộng | 22", "3 | Sở Tài chính | 7"]),
    sound("05 a sum under each group", *table("b.csv", "TT;Đơn vị;Số hồ sơ\nI;Khối một;\n1;Sở Y tế;10\n2;Sở Nội vụ;5\n;Cộng (I);15\nII;Khối hai;\n1;Sở Tài chính;7\n;Cộng (II);7\n;Tổng cộng (I+II);22\n", *NUMBERED, total="Tổng cộng"), printed=["Tổng cộng | 22", "1 | Sở Tài chính | 7"]),
    # A first row of data stays.
    sound("06 a first row 1, 2, 3 that goes on", *table("b.csv", "Tháng;Số vụ;Số người\n1;2;3\n2;5;4\n3;4;1\n", *CASES), printed=["Cộng | 11 | 8", "1 | 2 | 3"]),
    mistake("06 a first row 1, 2, 3 that may be either", *table("b.csv", "Tháng;Số vụ;Số người\n1;2;3\n7;5;4\n9;4;1\n", *CASES), told="SL040", at="b.csv:2:1"),
    # A day is a day.
    mistake("07 the 31st of April", *table("b.csv", "Việc;Ngày\nHọp;31/4/2026\n", *DAYS, total=""), told="DL105", at="b.csv:2:5"),
    mistake("07 two digits for the year", *table("b.csv", "Việc;Ngày\nHọp;3/2/26\n", *DAYS, total=""), told="SL036", at="b.csv:2:5"),
    sound("07 days", *table("b.csv", "Việc;Ngày\nHọp;30/4/2026\nKý;03/02/2026\n", *DAYS, total=""), printed=["Họp | 30/4/2026", "Ký | 03/02/2026"]),
    # Marks are marks whatever blank follows.
    sound("08 no-break spaces behind marks", swap(BODY, "noi_dung = '''\n#\u00a0Mục tiêu\n\n1.\u00a0Việc một\n2.\u00a0Việc hai\n\n-\u00a0ý một\n-\u00a0ý hai\n\n{{ bang.cong_trinh }}\n'''\n"), printed=["I. MỤC TIÊU", "1. Việc một", "2. Việc hai", "- ý một", "- ý hai"]),
    sound("08 other blanks behind marks", swap(BODY, "noi_dung = '''\n#\u2003Mục tiêu\n\n1.\u3000Việc một\n2.\u2007Việc hai\n\n{{ bang.cong_trinh }}\n'''\n"), printed=["I. MỤC TIÊU", "1. Việc một", "2. Việc hai"]),
    # What is typed prints, or is told.
    mistake("22 a number typed out of turn", swap(BODY, "noi_dung = '''\n# Nhiệm vụ\n\n1. Việc một\n2. Việc hai\n4. Việc bốn\n\n{{ bang.cong_trinh }}\n'''\n"), told="DL074", at="kh.toml:11:1", says="3.", printed=["3. Việc bốn"]),
    mistake("22 a letter typed out of turn", swap(BODY, "noi_dung = '''\n# Nhiệm vụ\n\na) ý một\n\nb) ý hai\n\nd) ý bốn\n\n{{ bang.cong_trinh }}\n'''\n"), told="DL074", at="kh.toml:13:1", says="c)"),
    # Rates are rates.
    mistake("23 a number among rates", *table("b.csv", "Việc;Tỷ lệ\nx;50%\nz;50\n", *RATES, total=""), told="SL035", at="b.csv:3:3"),
    mistake("23 a word among rates", *table("b.csv", "Việc;Tỷ lệ\nx;50%\nt;abc\n", *RATES, total=""), told="SL033", at="b.csv:3:3"),
    sound("23 rates", *table("b.csv", "Việc;Tỷ lệ\nx;50%\ny;45,5%\n", *RATES, total=""), printed=["x | 50%", "y | 45,5%"]),
    # Excel's own text files are tables.
    sound("25 Excel's Unicode text", *table("b.txt", "", *COLUMNS), write("b.txt", "Nội dung\tKinh phí\r\nTập huấn\t1.250\r\n".encode("utf-16")), printed=["Cộng | 1.250"]),
    # What stands under the total is not read.
    mistake("28 the total in words under it", sheet_of(("Nội dung", "Kinh phí"), ("Một", 10), ("Hai", 5), ("Tổng cộng", 15), ("Bằng chữ: mười lăm triệu đồng",)), TWO, TWO_BODY, told="DL036", at=f"{WORKBOOK} Năm 2026!A5", printed=["Tổng cộng | 15"]),
    mistake("28 signers under the total", sheet_of(("Đơn vị", "Kinh phí", "Ghi chú"), ("Sở Y tế", 10), ("Sở Nội vụ", 5), ("Tổng cộng", 15), (), ("Người lập biểu", None, "Thủ trưởng đơn vị")), TWO, TWO_BODY, told="DL036", at=f"{WORKBOOK} Năm 2026!A6", printed=["Tổng cộng | 15 | "]),
    mistake("28 a remark under the total", sheet_of(("Nội dung", "Kinh phí"), ("Một", 10), ("Hai", 5), ("Tổng cộng", 15), ("Ghi chú: số liệu tạm tính",)), TWO, TWO_BODY, told="DL036", at=f"{WORKBOOK} Năm 2026!A5", printed=["Tổng cộng | 15"]),
    sound("28 nothing under the total", sheet_of(("Nội dung", "Kinh phí"), ("Một", 10), ("Hai", 5), ("Tổng cộng", 15)), TWO, TWO_BODY, printed=["Tổng cộng | 15"]),
    # Rates written as numbers are not added up.
    sound("a rate as a plain number under its head", sheet_of(("Đơn vị", "Tiếp nhận", "Tỷ lệ đúng hạn (%)"), ("Sở Y tế", 10, 97.78), ("Sở Nội vụ", 5, 96.5)), TWO, TWO_BODY, printed=["Sở Y tế | 10 | 97,78"]),
    sound("a day as a heading of rows", sheet_of(("Việc", "Ngày"), ("Họp", datetime(2026, 2, 3)), ("Ký", datetime(2026, 3, 4))), TWO, swap('dong_tong = "Tổng cộng"\n', ""), TWO_BODY, printed=["Họp | 03/02/2026"]),
)  # fmt: skip
def test_field_cases(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
