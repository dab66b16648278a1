"""Total rows of sources, and numbers and letters typed in lists, headings and label columns."""

from __future__ import annotations

from pathlib import Path

from corpus import BAO_CAO, QUYET_DINH, SO_TINH, Case, Change, cases, cell, mistake, row, sound, swap, write

CSV = "ho-so-quy-2.csv"
HEAD = "Lĩnh vực,Tiếp nhận,Đã giải quyết,Còn lại\n"
ROWS = "Quy hoạch,90,81,9\nNhà ở,1.110,1.099,11\n"
SUM = "Cộng | 1.200 | 1.180 | 20 | 98,33%"


def below(*lines: str) -> Change:
    """Write rows below those of the table."""
    return write(CSV, HEAD + ROWS + "".join(f"{line}\n" for line in lines))


def rows(text: str) -> Change:
    """Write the rows of the table anew."""
    return write(CSV, HEAD + text)


def compared(head: str) -> tuple[Change, ...]:
    """Head the column of what is left otherwise, and take away the equation with it."""
    renamed = swap('ten = "Còn lại"', f'ten = "{head}"\ncot_nguon = "Còn lại"')
    return renamed, swap('kiem = ["tiep_nhan == giai_quyet + con_lai"]\n', "")


@cases(
    BAO_CAO,
    mistake("a total that does not add up", below("Tổng cộng,1.201,1.180,20"), told="SL003", at="ho-so-quy-2.csv:4:11", says="1.200"),
    mistake("a longer total that does not add up", below("TỔNG CỘNG TOÀN TỈNH,1.201,1.180,20"), told="SL003", at="ho-so-quy-2.csv:4:21", says="1.200"),
    mistake("a row that adds up and does not say so", below("Toàn tỉnh,1.200,1.180,20"), told="SL037", at="ho-so-quy-2.csv:4:1", says="Toàn tỉnh"),
    mistake("a sum in the middle", rows("Quy hoạch,90,81,9\nNhà ở,1.110,1.099,11\nCộng,1.200,1.180,20\nXây dựng,7,7,0\n"), told="SL038", at="ho-so-quy-2.csv:4:1"),
    mistake("a part of the total under it", below("Tổng cộng,1.200,1.180,20", "Trong đó: trực tuyến,900,890,10"), told="SL039", at="ho-so-quy-2.csv:5:1"),
    mistake("rows that a dash calls parts", rows("Quy hoạch,90,81,9\n- Tỉnh,40,36,4\n- Xã,50,45,5\n"), told="SL037", at="ho-so-quy-2.csv:3:1", says="“- Tỉnh”, “- Xã”"),
    mistake("rows that a dash calls parts, greater than the row above", rows("Quy hoạch,90,81,9\n- Tỉnh,40,36,4\n- Xã,60,55,5\n"), told="SL055", at="ho-so-quy-2.csv:2:11", says="cộng được 100: thừa 10"),
    mistake("words under the total", below("Tổng cộng,1.200,1.180,20", "Bằng chữ: một nghìn hai trăm hồ sơ,,,"), told="DL036", at="ho-so-quy-2.csv:5:1"),
    mistake("signers under the total", below("Tổng cộng,1.200,1.180,20", "Người lập biểu,,Thủ trưởng đơn vị,"), told="DL036", at="ho-so-quy-2.csv:5:1"),
    mistake("a total that cannot be read", below("Tổng cộng,1.200 hồ sơ,1.180,20"), told="SL041", at="ho-so-quy-2.csv:4:11"),
    mistake("an equation that does not hold", swap("81,9", "81,8", CSV), told="SL002", at="ho-so-quy-2.csv:2:1", says="89"),
    mistake("a column of the formula misspelt", swap("giai_quyet / tiep_nhan\"", "giaiquyet / tiep_nhan\""), told="SL005", at="quy-2.toml:50:14", says="giai_quyet"),
    mistake("a formula of a spreadsheet", swap('"giai_quyet / tiep_nhan"', '"=C2/B2"'), told="SL005", at="quy-2.toml:50:13"),
    mistake("a formula with a percent sign", swap('"giai_quyet / tiep_nhan"', '"giai_quyet / tiep_nhan * 100%"'), told="SL005", at="quy-2.toml:50:13"),
    mistake("a percentage multiplied by 100", swap('"giai_quyet / tiep_nhan"', '"giai_quyet / tiep_nhan * 100"'), told="SL042", at="quy-2.toml:50:13"),
    mistake("a percentage multiplied by 100 in prose", swap("bang.ho_so.tong.tiep_nhan) | phan_tram", "bang.ho_so.tong.tiep_nhan * 100) | phan_tram"), told="DL080", at="quy-2.toml:12:292", says="nhân 100"),
    mistake("two formulas of each other", swap('ten = "Còn lại"', 'ten = "Còn lại"\ncong_thuc = "ty_le + 1"'), swap('"giai_quyet / tiep_nhan"', '"con_lai - 1"'), told="SL004", at="quy-2.toml:51:14"),
    mistake("a division by nought", rows("Quy hoạch,90,81,9\nNhà ở,0,0,0\n"), told="SL005", at="ho-so-quy-2.csv:3:7"),
    mistake("a name of a total that the source has not", swap('dong_tong = "Cộng"', 'dong_tong = "Cộng"\nhang_tong = ["Toàn tỉn"]'), told="DL100", at="quy-2.toml:28:14"),
    sound("a first row that can only number the columns", rows("1,2,3,4\n" + ROWS), printed=[SUM]),
    mistake("a row of another report's group", swap('dong_tong = "Cộng"', 'dong_tong = "Cộng"\nnhom_theo = "khoi"'), told="DL066", at="quy-2.toml:28:13"),
    mistake("a rate that the source gives and the formula contradicts", write(CSV, "Lĩnh vực,Tiếp nhận,Đã giải quyết,Còn lại,Tỷ lệ\nQuy hoạch,90,81,9,91%\nNhà ở,1.110,1.099,11,99%\n"), told="SL001", at="ho-so-quy-2.csv:2:19", says="90%"),
    mistake("a share under a percent sign", swap('ten = "Tỷ lệ"\nkieu = "phần trăm"', 'ten = "Tỷ lệ (%)"'), told="SL051", at="quy-2.toml:49:13", says="giai_quyet / tiep_nhan * 100"),
    mistake("a percentage that nothing calls so", swap('ten = "Tỷ lệ"\nkieu = "phần trăm"', 'ten = "Đạt"'), swap('"giai_quyet / tiep_nhan"', '"giai_quyet / tiep_nhan * 100"'), told="SL052", at="quy-2.toml:49:13"),
    sound("a percentage under a percent sign", swap('ten = "Tỷ lệ"\nkieu = "phần trăm"', 'ten = "Tỷ lệ (%)"'), swap('"giai_quyet / tiep_nhan"', '"giai_quyet / tiep_nhan * 100"'), printed=["Cộng | 1.200 | 1.180 | 20 | 98,33"]),
    mistake("a comparison that may be a rate or a difference", *compared("Tăng, giảm so với cùng kỳ"), rows("Quy hoạch,90,81,7\nNhà ở,1.110,1.099,-3\n"), told="SL050", at="quy-2.toml:41:1", says="Tăng, giảm so với cùng kỳ"),
    sound("a comparison that is a rate", *compared("So với cùng kỳ"), rows("Quy hoạch,90,81,104\nNhà ở,1.110,1.099,98\n"), printed=["Cộng | 1.200 | 1.180 |  | 98,33%"]),
    sound("a comparison that is a difference", *compared("Tăng, giảm so với cùng kỳ (hồ sơ)"), rows("Quy hoạch,90,81,7\nNhà ở,1.110,1.099,-3\n"), printed=["Cộng | 1.200 | 1.180 | 4 | 98,33%"]),
    sound("a rate of a hundred", swap("(bang.ho_so.tong.giai_quyet / bang.ho_so.tong.tiep_nhan) | phan_tram }}", "(bang.ho_so.tong.giai_quyet / bang.ho_so.tong.tiep_nhan * 100) | so(2) }}%")),
    mistake("an average below the rows", below("Bình quân,600,590,10"), told="SL043", at="ho-so-quy-2.csv:4:1", says="Bình quân", printed=[SUM]),
    mistake("an average between the rows and their total", below("Trung bình chung,600,590,10", "Tổng cộng,1.200,1.180,20"), told="SL043", at="ho-so-quy-2.csv:4:1", printed=[SUM]),
    mistake("the greatest and the least below the total", below("Tổng cộng,1.200,1.180,20", "Cao nhất,1.110,1.099,11", "Thấp nhất,90,81,9"), told="SL043", at="ho-so-quy-2.csv:5:1", says="“Cao nhất”, “Thấp nhất”", printed=[SUM]),
    mistake("an average that is wrong", below("Bình quân,610,590,20"), told="SL043", at="ho-so-quy-2.csv:4:1", says="ghi 610, tính từ 2 hàng phía trên được 600", printed=[SUM]),
    mistake("what has added up since January", below("Lũy kế từ đầu năm,4.500,4.400,100"), told="SL043", at="ho-so-quy-2.csv:4:1", says="lũy kế", printed=[SUM]),
    mistake("what has added up, as much as the rows", below("Luỹ kế,1.200,1.180,20"), told="SL043", at="ho-so-quy-2.csv:4:1", printed=[SUM]),
    mistake("what has added up, called a sum", below("Cộng dồn,4.500,4.400,100"), told="SL043", at="ho-so-quy-2.csv:4:1", printed=[SUM]),
    mistake("what has added up, below the total", below("Tổng cộng,1.200,1.180,20", "Lũy kế từ đầu năm,4.500,4.400,100"), told="SL043", at="ho-so-quy-2.csv:5:1", printed=[SUM]),
    mistake("the whole province that is nearly the sum", below("Toàn tỉnh,1.201,1.181,20"), told="SL037", at="ho-so-quy-2.csv:4:1", says="ghi 1.201, các hàng khác cộng được 1.200"),
    mistake("the whole province on top that is nearly the sum", rows("Toàn tỉnh,1.201,1.181,20\n" + ROWS), told="SL037", at="ho-so-quy-2.csv:2:1", says="phía dưới"),
    mistake("a last row without a name that is nearly the sum", below(",1.201,1.181,20"), told="SL037", at="ho-so-quy-2.csv:4:1", says="hàng không tên"),
    mistake("the whole province that is nearly the sum, answered that it is the total", below("Toàn tỉnh,1.201,1.180,20"), swap('dong_tong = "Cộng"', 'dong_tong = "Cộng"\nhang_tong = ["Toàn tỉnh"]'), told="SL003", at="ho-so-quy-2.csv:4:11"),
    sound("what has added up before the rows", rows("Lũy kế kỳ trước chuyển sang,100,90,10\n" + ROWS), printed=["Cộng | 1.300 | 1.270 | 30 | 97,69%"]),
    sound("what concerns the whole society", below("Toàn xã hội hóa,7,7,0"), printed=["Cộng | 1.207 | 1.187 | 20 | 98,34%"]),
    sound("a place whose name says average", below("Khu Trung Bình,7,7,0"), printed=["Cộng | 1.207 | 1.187 | 20 | 98,34%"]),
    sound("the source's own total", below("Tổng cộng,1.200,1.180,20"), printed=[SUM]),
    sound("the source's own total of a longer name", below("TỔNG CỘNG TOÀN TỈNH,1.200,1.180,20"), printed=[SUM]),
    sound("the source's total above", rows("Tổng số,1.200,1.180,20\n" + ROWS), printed=[SUM]),
    sound("a row asked about, answered that it is the total", below("Toàn tỉnh,1.200,1.180,20"), swap('dong_tong = "Cộng"', 'dong_tong = "Cộng"\nhang_tong = ["Toàn tỉnh"]'), printed=[SUM]),
    sound("a row asked about, answered that it is none", below("Toàn tỉnh,1.200,1.180,20"), swap('dong_tong = "Cộng"', 'dong_tong = "Cộng"\nhang_tong = []'), printed=["Cộng | 2.400 | 2.360 | 40 | 98,33%"]),
    sound("an office whose name begins like a total", below("Tổng công ty Xây dựng,7,7,0"), printed=["Cộng | 1.207 | 1.187 | 20 | 98,34%"]),
    sound("one row", rows("Quy hoạch,90,81,9\n"), printed=["Cộng | 90 | 81 | 9 | 90%"]),
    sound("a row that numbers the columns", rows("(1),(2),(3),(4)\n" + ROWS), printed=[SUM]),
    sound("a first row that numbers the columns, answered", rows("1,2,3,4\n" + ROWS), swap('dong_tong = "Cộng"', 'dong_tong = "Cộng"\ndong_danh_so = true'), printed=[SUM]),
    sound("no total asked for", swap('dong_tong = "Cộng"\n', "")),
    sound("columns numbered with their formulas", swap('dong_tong = "Cộng"', 'dong_tong = "Cộng"\ndanh_so_cot = true'), printed=["(1) | (2) | (3) | (4) | (5)=(3):(2)"]),
    sound("sorted by a column, the greatest first", swap('dong_tong = "Cộng"', 'dong_tong = "Cộng"\nsap_xep = "-tiep_nhan"'), printed=[SUM]),
    sound("the rate of the source, right", write(CSV, "Lĩnh vực,Tiếp nhận,Đã giải quyết,Còn lại,Tỷ lệ\nQuy hoạch,90,81,9,90%\nNhà ở,1.110,1.099,11,99%\n")),
    sound("a condition against nought", rows("Quy hoạch,90,81,9\nNhà ở,0,0,0\n"), swap('"giai_quyet / tiep_nhan"', '"giai_quyet / tiep_nhan if tiep_nhan else 1"'), printed=["Cộng | 90 | 81 | 9 | 90%"]),
)  # fmt: skip
def test_totals(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


NUMBERED = "STT,Nhiệm vụ,Đơn vị thực hiện,Thời hạn,Kinh phí\n"
STT = (
    swap(
        '[[bang.nhiem_vu.cot]]\nma = "viec"',
        '[[bang.nhiem_vu.cot]]\nma = "stt"\nten = "STT"\n\n[[bang.nhiem_vu.cot]]\nma = "viec"',
    ),
)


def tasks(*lines: str) -> tuple[Change, ...]:
    """Write the tasks anew, with a column of labels."""
    return (*STT, write("nhiem-vu.csv", NUMBERED + "".join(f"{line}\n" for line in lines)))


FIRST = "1. Rút ngắn thời gian giải quyết thủ tục hành chính.\n2. Nâng tỷ lệ hồ sơ trực tuyến."


def body(text: str) -> Change:
    """Write the first part of the plan anew."""
    return swap(FIRST, text)


@cases(
    QUYET_DINH,
    mistake("a number left out", body("1. Một.\n3. Ba."), told="DL074", at="qd.toml:39:1", says="2."),
    mistake("a list that begins with two", body("2. Hai.\n3. Ba."), told="DL074", at="qd.toml:38:1", says="1."),
    mistake("a letter left out", body("1. Một:\n   a) A;\n   c) C."), told="DL074", at="qd.toml:40:4", says="b)"),
    mistake("a letter twice", body("1. Một:\n   a) A;\n   b) B;\n   b) C."), told="DL074", at="qd.toml:41:4", says="c)"),
    mistake("a number with a bracket for a letter", body("1. Một:\n   1) A;\n   2) B."), told="DL074", at="qd.toml:39:4", says="a)"),
    mistake("a letter of another alphabet", body("1. Một:\n   a) A;\n   b) B;\n   c) C;\n   d) D;\n   e) E."), told="DL074", at="qd.toml:43:4", says="đ)"),
    mistake("a Roman number out of turn", swap("# Nhiệm vụ\n", "# III. Nhiệm vụ\n"), told="DL074", at="qd.toml:41:3", says="II"),
    mistake("a heading without its blank", swap("# Nhiệm vụ\n", "#Nhiệm vụ\n"), told="DL072", at="qd.toml:41:1"),
    sound("a dash without its blank", swap("   - Báo cáo", "   -Báo cáo"), printed=["- Báo cáo trước ngày 15 tháng cuối quý."]),
    mistake("an article typed with another number", swap('"Quyết định này có hiệu', '"Điều 3. Quyết định này có hiệu'), told="DL074", at="qd.toml:11:4", says="Điều 2"),
    mistake("bold opened and not closed", body("1. **Một.\n2. Hai."), told="DL071", at="qd.toml:38:4"),
    mistake("a paragraph set in", body("Mở đầu.\n\n        Thụt vào."), told="DL070", at="qd.toml:40:1"),
    mistake("a label out of turn in a sheet", *tasks("1,Một,A,Quý I/2026,1", "3,Ba,B,Quý I/2026,2"), told="DL074", at="nhiem-vu.csv:3:1"),
    mistake("parts of a row without a label", *tasks("1,Một,A,Quý I/2026,10", ",Một a,A,Quý I/2026,6", ",Một b,A,Quý I/2026,4", "2,Hai,B,Quý I/2026,3"), told="SL037", at="nhiem-vu.csv:3:1", says="“Một a”, “Một b”"),
    sound("numbers that are right", body("1. Một.\n2. Hai.\n3. Ba."), printed=["1. Một.", "3. Ba."]),
    sound("every number typed as one", body("1. Một.\n1. Hai."), printed=["2. Hai."]),
    sound("letters that are right", body("1. Một:\n   a) A;\n   b) B."), printed=["a) A;", "b) B."]),
    sound("letters of the Vietnamese alphabet", body("1. Một:\n   a) A;\n   b) B;\n   c) C;\n   d) D;\n   đ) Đ;\n   e) E."), printed=["đ) Đ;", "e) E."]),
    sound("a heading with its right number typed", swap("# Nhiệm vụ\n", "# II. Nhiệm vụ\n"), printed=["II. NHIỆM VỤ"]),
    sound("an article with its right number typed", swap('"Quyết định này có hiệu', '"Điều 2. Quyết định này có hiệu'), printed=["Điều 2. Quyết định này có hiệu lực kể từ ngày ký."]),
    sound("a strange blank behind a mark", swap("# Nhiệm vụ\n", "#\u00a0Nhiệm vụ\n"), swap("   - Báo cáo", "   -\u2003Báo cáo"), printed=["II. NHIỆM VỤ", "- Báo cáo trước ngày 15 tháng cuối quý."]),
    sound("a long dash for a bullet", swap("   - Báo cáo", "   – Báo cáo"), printed=["- Báo cáo trước ngày 15 tháng cuối quý."]),
    sound("round marks for bullets", swap("   - Thực", "   • Thực"), swap("   - Báo cáo", "   • Báo cáo"), printed=["- Báo cáo trước ngày 15 tháng cuối quý."]),
    sound("bold and italics", body("1. **Một**.\n2. *Hai*."), printed=["1. Một.", "2. Hai."]),
    sound("a year that begins a line", body("Năm qua đạt kết quả tốt.\n\n2026 là năm bản lề."), printed=["2026 là năm bản lề."]),
    sound("a bracket in a heading keeps its case", swap("# Nhiệm vụ\n", "# Nhiệm vụ (theo Đề án 06)\n"), printed=["II. NHIỆM VỤ (theo Đề án 06)"]),
    sound("the end typed already", swap("theo dõi, đôn đốc.\n", "theo dõi, đôn đốc./.\n"), printed=["2. Văn phòng Sở theo dõi, đôn đốc./."]),
    sound("parts of a row with a dash", *tasks("1,Một,A,Quý I/2026,10", "-,Một a,A,Quý I/2026,6", "-,Một b,A,Quý I/2026,4")),
    sound("a numbered row that is the sum of those above by chance", *tasks("1,Một,A,Quý I/2026,10", "2,Hai,B,Quý I/2026,20", "3,Ba,C,Quý I/2026,30"), printed=["3 | Ba | C | Quý I/2026 | 30"]),
    mistake("parts of a row with a dash, greater than it", *tasks("1,Một,A,Quý I/2026,10", "-,Một a,A,Quý I/2026,6", "-,Một b,A,Quý I/2026,5"), told="SL055", at="nhiem-vu.csv:2:20", says="cộng được 11: thừa 1"),
    mistake("rows of the second level that are not the sum", *tasks("1,Một,A,Quý I/2026,10", "1.1,Một a,A,Quý I/2026,6", "1.2,Một b,A,Quý I/2026,3"), told="SL055", at="nhiem-vu.csv:2:20", says="cộng được 9: thiếu 1"),
    sound("rows of the second level", *tasks("1,Một,A,Quý I/2026,10", "1.1,Một a,A,Quý I/2026,6", "1.2,Một b,A,Quý I/2026,4")),
    sound("labels of a sheet", *tasks("1,Một,A,Quý I/2026,1", "2,Hai,B,Quý I/2026,2"), printed=["1 | Một | A | Quý I/2026 | 1", "2 | Hai | B | Quý I/2026 | 2"]),
    sound("levels of a sheet", *tasks("I,Khối một,,,", "1,Một,A,Quý I/2026,1", "2,Hai,B,Quý I/2026,2", "II,Khối hai,,,", "1,Ba,C,Quý I/2026,4"), printed=["1 | Ba | C | Quý I/2026 | 4"]),
    sound("the label column left empty", *tasks(",Một,A,Quý I/2026,1", ",Hai,B,Quý I/2026,2"), printed=["1 | Một | A | Quý I/2026 | 1", "2 | Hai | B | Quý I/2026 | 2"]),
)  # fmt: skip
def test_labels(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


def in_words(words: str, unit: str = "Vốn (triệu đồng)") -> tuple[Change, ...]:
    """Write an amount in words below the table, whose column of money has this header."""
    below = swap("{{ bang.cong_trinh }}\n", "{{ bang.cong_trinh }}\n\n" + words + "\n")
    return below, swap('ten = "Vốn"', f'ten = "{unit}"'), cell("D1", unit)


RIGHT = "Ba mươi mốt tỷ bảy trăm ba mươi triệu năm trăm nghìn đồng"


@cases(
    SO_TINH,
    mistake("words below the table that are not its total", *in_words("Bằng chữ: Ba mươi mốt tỷ bảy trăm triệu đồng./."), told="SL056", at="kh.toml:13:1", says="31.730,5 triệu đồng"),
    mistake("words below a table without a unit that are not its total", *in_words("(Bằng chữ: Ba mươi hai tỷ đồng)", "Vốn"), told="SL056", at="kh.toml:13:1"),
    sound("words below the table", *in_words(f"Bằng chữ: {RIGHT}./.")),
    sound("words below the table in another spelling", *in_words("*(Số tiền bằng chữ: Ba mốt tỉ bảy trăm ba mươi triệu năm trăm ngàn đồng chẵn)*")),
    sound("words below a table without a unit", *in_words(f"Bằng chữ: {RIGHT}", "Vốn")),
    sound("words below the table that name no number", *in_words("Bằng chữ: như trên đã ghi, tính tròn đồng.")),
    mistake("words under the total of a workbook", row(5, "Tổng cộng", None, None, 31730.5, None), row(6, "Bằng chữ: ba mươi mốt tỷ"), told="DL036", at="cong-trinh.xlsx Năm 2026!A6"),
    mistake("a row that only adds up in a workbook", row(5, "Toàn tỉnh", None, None, 31730.5, None), told="SL037", at="cong-trinh.xlsx Năm 2026!A5"),
)  # fmt: skip
def test_totals_of_workbooks(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
