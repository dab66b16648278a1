"""Cells of CSV files: figures, days, texts, separators and encodings."""

from __future__ import annotations

from pathlib import Path

from corpus import DANH_SACH, QUYET_DINH, Case, Change, cases, encode, mistake, rename, sound, swap, write

CSV = "nhiem-vu.csv"
ROW = "Đo mức độ hài lòng;Văn phòng;15/12/2026;1.250\n"
PLAIN = 'kieu = "số"\n'
TOTAL = "TỔNG CỘNG | 1.325,5"


def amount(typed: str) -> Change:
    """Type the second row's figure otherwise."""
    return swap(";1.250\n", f";{typed}\n", CSV)


def head(old: str, new: str) -> Change:
    """Type the header otherwise."""
    return swap(old, new, CSV)


@cases(
    QUYET_DINH,
    mistake("a point for the comma", amount("1250.5"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("a figure with its unit", amount("1.250 triệu"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("a figure with about", amount("khoảng 1.250"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("the letter O for nought", amount("1.25O"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("the letter l for one", amount("l.250"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("an accountant's brackets", amount("(1.250)"), told="SL033", at="nhiem-vu.csv:3:41", says='am = "ngoặc"'),
    mistake("a minus behind the figure", amount("1.250-"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("a comma before three digits", amount("1,250"), swap("30,5", "30", CSV), told="SL034", at="nhiem-vu.csv:3:41", says="1.250"),
    mistake("commas of thousands and a point", amount("1,250.5"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("a rate among figures", amount("5%"), told="SL035", at="nhiem-vu.csv:3:41"),
    mistake("a fraction", amount("12/3"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("two figures", amount("1.250 - 1.300"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("a cross", amount("x"), told="SL033", at="nhiem-vu.csv:3:41", says='khong_co = ["x"]'),
    mistake("dots that wait", amount("…"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("a remark mark", amount("1.250*"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("thousands apart wrongly", amount("12.50"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("what a spreadsheet shows for too narrow", amount("####"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("an error of a spreadsheet", amount("#VALUE!"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("a figure of a spreadsheet's science", amount("1,25E+3"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("a currency sign", amount("$1.250"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("a figure in words", amount("một nghìn"), told="SL033", at="nhiem-vu.csv:3:41"),
    mistake("a deadline of no calendar", swap(";15/12/2026;", ";31/11/2026;", CSV), told="DL105", at="nhiem-vu.csv:3:30"),
    mistake("a deadline of no calendar inside words", swap(";15/12/2026;", ";trước ngày 31/6/2026;", CSV), told="DL105", at="nhiem-vu.csv:3:30"),
    mistake("a cell too many", amount("1.250;gấp"), told="DL021", at="nhiem-vu.csv:3:47"),
    mistake("a cell too few", swap(";15/12/2026;1.250", ";15/12/2026", CSV), told="DL021", at="nhiem-vu.csv:3:1"),
    mistake("a separator inside a text", swap("Tập huấn công chức", "Tập huấn; bồi dưỡng công chức", CSV), told="DL021", at="nhiem-vu.csv:4:54"),
    mistake("a quote not closed", swap("Đo mức", '"Đo mức', CSV), told="DL020", at="nhiem-vu.csv:3:1"),
    mistake("the file of another table", write(CSV, "Mã;Tên;Loại\n1;a;b\n2;c;d\n"), told="DL066", at="qd.toml:58:17", says="tep"),
    mistake("a column renamed in the file", head("Kinh phí", "Kinh phi (triệu)"), told="DL066", at="qd.toml:73:1", says="Kinh phi (triệu)"),
    mistake("two columns of one name", head("Thời hạn", "Kinh phí"), told="DL022", at="nhiem-vu.csv:1:36"),
    mistake("a column that is not used", head("Kinh phí\n", "Kinh phí;Ghi chú\n"), swap(";45\n", ";45;\n", CSV), amount("1.250;gấp"), swap(";30,5\n", ";30,5;\n", CSV), told="DL067", at="nhiem-vu.csv:1:45", says="Ghi chú"),
    mistake("the header alone", write(CSV, "Nhiệm vụ;Đơn vị thực hiện;Thời hạn;Kinh phí\n"), told="DL023", at="nhiem-vu.csv:1:1"),
    mistake("an empty file", write(CSV, ""), told="DL006", at="nhiem-vu.csv:1:1"),
    mistake("a tag misspelt in a cell", swap("Tập huấn công chức", "Tập huấn công chức năm {{ namm }}", CSV), told="DL080", at="nhiem-vu.csv:4:1", says="nam"),
    mistake("a field of mail merge in a cell", swap("Tập huấn công chức", "Tập huấn năm «nam»", CSV), told="DL130", at="nhiem-vu.csv:4:1"),
    mistake("the code of a field in a cell", swap("Tập huấn công chức", "MERGEFIELD ho_ten", CSV), told="DL130", at="nhiem-vu.csv:4:1", says="MERGEFIELD ho_ten"),
    mistake("a tag not closed in a cell", swap("Tập huấn công chức", "Tập huấn năm {{ nam", CSV), told="DL073", at="nhiem-vu.csv:4:1"),
    mistake("damaged letters in a cell", swap("Tập huấn công chức", "T ập huấn công chức", CSV), told="CT001", at="nhiem-vu.csv:4:1"),
    mistake("a sheet of the old kind renamed", write("nhiem-vu.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), swap(f'"{CSV}"', '"nhiem-vu.xlsx"'), told="DL025", at="qd.toml:58:17", says="nhiem-vu.xlsx"),
    mistake("a figure that cannot be read in a column without a kind", swap(PLAIN, ""), swap(", tổng kinh phí {{ bang.nhiem_vu.tong.kinh_phi | so }} triệu đồng", ""), amount("1.250 triệu"), told="SL007", at="nhiem-vu.csv:3:41"),
    sound("a figure without dots", amount("1250"), printed=[TOTAL]),
    sound("a figure with a blank before and behind", amount(" 1.250 "), printed=[TOTAL]),
    sound("a strange blank behind the figure", amount("1.250\u00a0"), printed=[TOTAL]),
    sound("a figure in quotes", amount('"1.250"'), printed=[TOTAL]),
    sound("a decimal comma", amount("1.250,25"), printed=["TỔNG CỘNG | 1.325,75"]),
    sound("below nought", amount("-1.250"), printed=["TỔNG CỘNG | -1.174,5"]),
    sound("a dash for nothing", amount("-"), printed=["TỔNG CỘNG | 75,5", "Đo mức độ hài lòng | Văn phòng | 15/12/2026 | -"]),
    sound("nothing", amount(""), printed=["TỔNG CỘNG | 75,5"]),
    sound("nought", amount("0"), printed=["TỔNG CỘNG | 75,5"]),
    sound("brackets where the column says so", amount("(1.250)"), swap(PLAIN, PLAIN + 'am = "ngoặc"\n'), printed=["TỔNG CỘNG | (1.174,5)"]),
    sound("a word where the column says so", amount("chưa có"), swap(PLAIN, PLAIN + 'khong_co = ["chưa có"]\n'), printed=["TỔNG CỘNG | 75,5"]),
    sound("figures of another land where the column says so", write(CSV, 'Nhiệm vụ;Đơn vị thực hiện;Thời hạn;Kinh phí\nA;B;Quý I/2026;"1,250.5"\nC;D;Quý I/2026;2\n'), swap(PLAIN, PLAIN + 'so_viet = "1,234.5"\n'), printed=["TỔNG CỘNG | 1.252,5"]),
    sound("a tag in a cell", swap("Tập huấn công chức", "Tập huấn năm {{ nam }}", CSV), printed=["Tập huấn năm 2026 | Văn phòng | Tháng 9/2026 | 30,5"]),
    sound("italics in a cell", swap("Tập huấn công chức", "Tập huấn *nâng cao*", CSV), printed=["Tập huấn nâng cao | Văn phòng | Tháng 9/2026 | 30,5"]),
    sound("a lone star in a cell", swap("Tập huấn công chức", "Tập huấn 3 * 2 lớp", CSV), printed=["Tập huấn 3 * 2 lớp | Văn phòng | Tháng 9/2026 | 30,5"]),
    sound("cells kept as typed", swap("Tập huấn công chức", "Tập huấn *a* {x}", CSV), swap('dong_tong = "TỔNG', 'nguyen_van = true\ndong_tong = "TỔNG'), printed=["Tập huấn *a* {x} | Văn phòng | Tháng 9/2026 | 30,5"]),
    sound("a separator in quotes", swap("Tập huấn công chức", '"Tập huấn; bồi dưỡng"', CSV), printed=["Tập huấn; bồi dưỡng | Văn phòng | Tháng 9/2026 | 30,5"]),
    sound("quotes doubled in a cell", swap("Tập huấn công chức", '"Lớp ""cơ bản"""', CSV), printed=['Lớp "cơ bản" | Văn phòng | Tháng 9/2026 | 30,5']),
    sound("commas for semicolons", write(CSV, 'Nhiệm vụ,Đơn vị thực hiện,Thời hạn,Kinh phí\nTập huấn,Văn phòng,Quý I/2026,"30,5"\n'), printed=["TỔNG CỘNG | 30,5"]),
    sound("tabs for semicolons", write(CSV, "Nhiệm vụ\tĐơn vị thực hiện\tThời hạn\tKinh phí\nTập huấn\tVăn phòng\tQuý I/2026\t30,5\n"), printed=["TỔNG CỘNG | 30,5"]),
    sound("Excel's Unicode text", encode(CSV, "utf-16"), rename(CSV, "nhiem-vu.txt"), swap(f'"{CSV}"', '"nhiem-vu.txt"'), printed=[TOTAL]),
    sound("a mark at the head of the file", encode(CSV, "utf-8-sig"), printed=[TOTAL]),
    sound("line ends of Windows", write(CSV, "Nhiệm vụ;Đơn vị thực hiện;Thời hạn;Kinh phí\r\nTập huấn;Văn phòng;Quý I/2026;30,5\r\n"), printed=["TỔNG CỘNG | 30,5"]),
    sound("blank lines at the end", swap("", "\n\n;;;\n", CSV), printed=[TOTAL]),
    sound("columns in another order", write(CSV, "Kinh phí;Nhiệm vụ;Thời hạn;Đơn vị thực hiện\n30,5;Tập huấn;Quý I/2026;Văn phòng\n"), printed=["Tập huấn | Văn phòng | Quý I/2026 | 30,5"]),
    sound("a header typed without accents", head("Kinh phí", "Kinh phi"), printed=[TOTAL]),
    sound("a header in capitals", head("Kinh phí", "KINH PHÍ"), printed=[TOTAL]),
    sound("two lines in a cell", swap("Tập huấn công chức", '"Tập huấn\ncông chức"', CSV), printed=[TOTAL]),
    sound("a list in a cell", swap("Văn phòng;Tháng", '"Văn phòng; các phòng";Tháng', CSV), printed=[TOTAL]),
    sound("an ampersand and a bracket", swap("Tập huấn công chức", "Tập huấn R&D <mới>", CSV), printed=["Tập huấn R&D <mới> | Văn phòng | Tháng 9/2026 | 30,5"]),
    sound("a leading nought stays in a column of texts", swap(PLAIN, 'kieu = "chữ"\n'), swap('dong_tong = "TỔNG CỘNG"\n', ""), swap(", tổng kinh phí {{ bang.nhiem_vu.tong.kinh_phi | so }} triệu đồng", ""), amount("0123"), printed=["Đo mức độ hài lòng | Văn phòng | 15/12/2026 | 0123"]),
)  # fmt: skip
def test_cells_of_csv(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


LIST = "danh-sach.csv"


@cases(
    DANH_SACH,
    mistake("a total of the list that counts another number", swap("", ";;;Cộng: 4 người;;;\n", LIST), told="SL057", at="danh-sach.csv:5:1", says="danh sách có 3 dòng"),
    mistake("a count beside the total of the list", swap("", "Tổng cộng;;;2;;;\n", LIST), told="SL057", at="danh-sach.csv:5:1"),
    mistake("a signer below the total of the list", swap("", ";;;Cộng: 3 người;;;\n;;;Người lập;;;\n", LIST), told="DL036", at="danh-sach.csv:6:1"),
    sound("the total of the list", swap("", ";;;Tổng cộng;;;\n", LIST)),
    sound("the total of the list, counted", swap("", "Cộng: 03 người;;;;;;\n", LIST)),
    sound("the total of the list with the sum of its figures", swap("", ";;;Tổng cộng;;9,66;\n", LIST)),
    mistake("a number twice in a list", swap("3;23;", "3;22;", LIST), told="VD010", at="danh-sach.csv:4:3"),
    mistake("a number that is none in a list", swap("3;23;", "3;hai ba;", LIST), told="DL042", at="danh-sach.csv:4:3"),
    mistake("a day of no calendar in a list", swap("06/02/2026", "30/02/2026", LIST), told="DL043", at="danh-sach.csv:4:6"),
    mistake("a column of the list misspelt", swap("{{ dong.chuc_danh }}", "{{ dong.chucdanh }}"), told="DL080", at="nang-luong.toml:7:64", says="chuc_danh"),
    mistake("a cell that is no day", swap("2,67;01/02/2026", "2,67;01/13/2026", LIST), told="DL105", at="danh-sach.csv:4:45"),
    mistake("two papers of one file's name", swap('"nang-luong-{{ dong.stt }}"', '"nang-luong"'), told="DL088", at="nang-luong.toml:14:11"),
    mistake("a list that is not there", swap('"danh-sach.csv"', '"danh-sach-2.csv"'), told="DL001", at="nang-luong.toml:13:21"),
    mistake("an empty list", write(LIST, "stt;so;ngay;ho_ten;chuc_danh;he_so;tu_ngay\n"), told="DL023", at="danh-sach.csv:1:1"),
    sound("no number yet", swap("3;23;06/02/2026;", "3;;;", LIST)),
    sound("days written two ways", swap("06/02/2026", "2026-02-06", LIST), printed=["Bình An, ngày 06 tháng 02 năm 2026"]),
    sound("one paper a row", printed=["Nâng bậc lương đối với Lê Văn M", "Nâng bậc lương đối với Phạm Văn P", "Số: 23/QĐ-SXD"]),
    mistake("phones of a list that have lost their noughts", swap("tu_ngay\n", "tu_ngay;dien_thoai\n", LIST), swap("01/01/2026\n", "01/01/2026;0905123456\n", LIST), swap("3,33;01/02/2026\n", "3,33;01/02/2026;912345678\n", LIST), swap("2,67;01/02/2026\n", "2,67;01/02/2026;914000111\n", LIST), swap("hệ số {{", "điện thoại {{ dong.dien_thoai }}, hệ số {{"), told="DL176", at="danh-sach.csv:3:57", says="0912345678"),
    mistake("a column that the paper does not use", swap("tu_ngay\n", "tu_ngay;ghi_chu\n", LIST), swap("01/01/2026\n", "01/01/2026;\n", LIST), swap("3,33;01/02/2026\n", "3,33;01/02/2026;\n", LIST), swap("2,67;01/02/2026\n", "2,67;01/02/2026;gấp\n", LIST), told="SL031", at="danh-sach.csv:1:44", says="ghi_chu"),
)  # fmt: skip
def test_lists(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
