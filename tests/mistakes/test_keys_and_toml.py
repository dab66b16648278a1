"""Names of keys, and the small signs of TOML and JSON: quotes, brackets, commas, sections."""

from __future__ import annotations

from pathlib import Path

from corpus import JSON, QUYET_DINH, Case, cases, encode, mistake, rename, sound, swap, write

LUU = 'luu = "VT, VP"\n'
PLACES = '["Như {{ dieu.cuoi }}", "Sở Nội vụ", "Lãnh đạo Sở"]'


@cases(
    QUYET_DINH,
    mistake("a key misspelt", swap("theo_de_nghi =", "theo_de_ngi ="), told="DL040", at="qd.toml:8:1", says="theo_de_nghi"),
    mistake("a key doubled in its letters", swap("trich_yeu = \"Ban", "trich_yeuu = \"Ban"), told="DL040", at="qd.toml:6:1", says="trich_yeu"),
    mistake("a key in English", swap("so = 15", "number = 15"), told="DL040", at="qd.toml:3:1"),
    mistake("a key with accents", swap("noi_nhan =", "nơi_nhận ="), told="DL010", at="qd.toml:14:1", says="noi_nhan"),
    mistake("a key of two words", swap("noi_nhan =", "noi nhan ="), told="DL010", at="qd.toml:14:1", says="noi_nhan"),
    mistake("a key with capitals", swap("so = 15", "So = 15"), told="DL040", at="qd.toml:3:1", says="“so”"),
    mistake("a key with a hyphen", swap("noi_nhan =", "noi-nhan ="), told="DL040", at="qd.toml:14:1", says="noi_nhan"),
    mistake("a key behind the last section", swap(LUU, ""), swap("", "\n" + LUU), told="DL040", at="qd.toml:77:1", says="Chuyển dòng này lên trên dòng 17"),
    mistake("a key of a cited paper misspelt", swap("so_ky_hieu = \"4782", "so_ki_hieu = \"4782"), told="DL040", at="qd.toml:27:1", says="so_ky_hieu"),
    mistake("a key of a column misspelt", swap('kieu = "số"', 'kiu = "số"'), told="DL040", at="qd.toml:76:1", says="kieu"),
    mistake("the kind of paper misspelt", swap('"quyết định"', '"quyết đing"'), told="DL049", at="qd.toml:1:8", says="quyết định"),
    mistake("a kind that docgen does not make", swap('"quyết định"', '"công văn"'), told="DL049", at="qd.toml:1:8"),
    mistake("no kind", swap('loai = "quyết định"\n', ""), told="DL049", at="qd.toml:1:1"),
    mistake("no subject", swap('trich_yeu = "Ban hành {{ kem_theo.ten }}"\n', ""), told="DL041", at="qd.toml:1:1", says="trich_yeu"),
    mistake("no signer", swap('nguoi_ky = { ma = "giam-doc" }\n', ""), told="DL041", at="qd.toml:1:1", says="nguoi_ky"),
    mistake("no file number place", swap(LUU, ""), told="DL058", at="qd.toml:1:1"),
    mistake("a key that must stand misspelt", swap("dieu = [\n", "dieuu = [\n"), told="DL040", at="qd.toml:9:1", says="dieu"),
    mistake("a key that a decision has not", swap(LUU, LUU + 'kinh_gui = "Ủy ban nhân dân tỉnh"\n'), told="DL055", at="qd.toml:16:1"),
    mistake("a key written twice", swap(LUU, LUU + "so = 16\n"), told="DL011", at="qd.toml:16:1"),
    mistake("a section pasted twice", swap("", '\n[vb.kh_tinh]\nloai = "Luật"\n'), told="DL011", at="qd.toml:78:5", says="dòng 25 và 78"),
    mistake("a section of several with single brackets", swap("[[kem_theo.phu_luc]]", "[kem_theo.phu_luc]"), told="DL042", at="qd.toml:53:1", says="[[kem_theo.phu_luc]]"),
    mistake("a section without its last bracket", swap("[vb.kh_tinh]", "[vb.kh_tinh"), told="DL010", at="qd.toml:25:12"),
    mistake("a section of two brackets closed by one", swap("[[kem_theo.phu_luc]]", "[[kem_theo.phu_luc]"), told="DL010", at="qd.toml:53:19"),
    mistake("the closing quote is missing", swap('luu = "VT, VP"', 'luu = "VT, VP'), told="DL010", at="qd.toml:15:14"),
    mistake("no quotes at all", swap('luu = "VT, VP"', "luu = VT"), told="DL010", at="qd.toml:15:7"),
    mistake("straight quotes inside a text", swap("Quyết định này có hiệu lực", 'Quyết định "này" có hiệu lực'), told="DL010", at="qd.toml:11:15", says="“"),
    mistake("a comma is missing between two articles", swap('{{ kem_theo.ten }}.",\n', '{{ kem_theo.ten }}."\n'), told="DL010", at="qd.toml:10:57"),
    mistake("a list is not closed", swap('thi hành Quyết định này.",\n]', 'thi hành Quyết định này.",'), told="DL010", at="qd.toml:9:8"),
    mistake("braces not closed", swap('{ ma = "giam-doc" }', '{ ma = "giam-doc"'), told="DL010", at="qd.toml:16:12"),
    mistake("a colon for the equals sign", swap("so = 15", "so: 15"), told="DL010", at="qd.toml:3:3"),
    mistake("the equals sign is missing", swap("so = 15", "so 15"), told="DL010", at="qd.toml:3:4"),
    mistake("a semicolon ends the line", swap("so = 15", "so = 15;"), told="DL010", at="qd.toml:3:8"),
    mistake("a comma ends the line", swap("so = 15", "so = 15,"), told="DL010", at="qd.toml:3:8"),
    mistake("a remark with strokes", swap("so = 15", "so = 15 // chờ số"), told="DL010", at="qd.toml:3:9"),
    mistake("the long text is not closed", swap("theo dõi, đôn đốc.\n'''", "theo dõi, đôn đốc.\n"), told="DL010", at="qd.toml:35:12"),
    mistake("a backslash in a path", swap('"co-quan.toml"', r'".\co-quan.toml"'), told="DL010", at="qd.toml:2:21", says="./co-quan.toml"),
    mistake("a file that is not there", swap('"co-quan.toml"', '"co-quam.toml"'), told="DL001", at="qd.toml:2:19", says="co-quan.toml"),
    mistake("file for tep at a table", swap('{ tep = "nhiem-vu.csv" }', '{ file = "nhiem-vu.csv" }'), told="DL063", at="qd.toml:58:9", says="{ tep ="),
    mistake("Tep for tep at a table", swap('{ tep = "nhiem-vu.csv" }', '{ Tep = "nhiem-vu.csv" }'), told="DL063", at="qd.toml:58:9", says="{ tep ="),
    mistake("the office by its path alone", swap('{ tep = "co-quan.toml" }', '"co-quan.toml"'), told="DL042", at="qd.toml:2:11", says="{ tep ="),
    mistake("file for tep", swap('{ tep = "co-quan.toml" }', '{ file = "co-quan.toml" }'), told="DL040", at="qd.toml:2:13", says="{ tep ="),
    mistake("recipients as one text", swap(PLACES, '"Sở Nội vụ"'), told="DL042", at="qd.toml:14:12"),
    mistake("a table's source by its path alone", swap('{ tep = "nhiem-vu.csv" }', '"nhiem-vu.csv"'), told="DL063", at="qd.toml:58:9"),
    mistake("a table's code misspelt at the annex", swap('bang = "nhiem_vu"', 'bang = "nhiemvu"'), told="DL054", at="qd.toml:55:8", says="nhiem_vu"),
    mistake("a choice that is none", swap('kieu = "số"', 'kieu = "number"'), told="DL046", at="qd.toml:76:8"),
    mistake("có for true", swap(LUU, LUU + "du_thao = có\n"), told="DL010", at="qd.toml:16:11", says="true"),
    mistake("true in quotes and misspelt", swap(LUU, LUU + 'du_thao = "đúng rồi"\n'), told="DL042", at="qd.toml:16:11"),
    mistake("a code with a space", swap("[vb.kh_tinh]", '[vb."kế hoạch"]'), swap("{{ vb.kh_tinh }}", "{{ vb.kh_tinh }}"), swap(', "{{ vb.kh_tinh }}"', ""), told="DL048", at="qd.toml:25:5"),
    mistake("a datum that nothing uses", swap("[vb.chuc_nang]", "[them]\nkinh_phi = 500\n\n[vb.chuc_nang]"), told="SL031", at="qd.toml:19:1"),
    mistake("a key of the office in the paper", swap(LUU, LUU + 'viet_tat = "SXD"\n'), told="DL040", at="qd.toml:16:1"),
    mistake("an article that is empty", swap('"Quyết định này có hiệu lực kể từ ngày ký."', '""'), told="DL041", at="qd.toml:11:3", says="đang để trống"),
    mistake("the office's own file names no place", swap('dia_danh = "Bình An"\n', "", "co-quan.toml"), told="DL041", at="co-quan.toml:1:1", says="dia_danh"),
    mistake("an empty file called in", write("co-quan.toml", ""), told="DL006", at="co-quan.toml:1:1"),
    mistake("the data file saved by an old program", encode("qd.toml", "utf-16-le"), told="DL007", at="qd.toml:1:23", says="UTF-16"),
    sound("the kind with a slip in its accents", swap('"quyết định"', '"quyết đinh"'), printed=["QUYẾT ĐỊNH"]),
    sound("kind without accents", swap('"quyết định"', '"quyet dinh"')),
    sound("kind in capitals", swap('"quyết định"', '"QUYẾT ĐỊNH"')),
    sound("remarks and blank lines", swap("so = 15", "# số lấy ở văn thư\n\nso = 15   # đã đăng ký")),
    sound("blanks missing around the equals sign", swap("so = 15", "so=15")),
    sound("blanks before a key", swap("so = 15", "   so   =   15")),
    sound("a text in single quotes holds straight quotes", swap('"Quyết định này có hiệu lực kể từ ngày ký."', "'Quyết định \"này\" có hiệu lực kể từ ngày ký.'")),
    sound("curved quotes inside a text", swap("Quyết định này có hiệu lực", "Quyết định “này” có hiệu lực")),
    sound("a list on one line without a last comma", swap('Quyết định này.",\n]', 'Quyết định này."]')),
    sound("data of the office's own, used", swap("tổng kinh phí", "chi {{ them.noi_chi }}, tổng kinh phí"), swap("[vb.chuc_nang]", "[them]\nnoi_chi = \"ngân sách\"\n\n[vb.chuc_nang]")),
    sound("a path that begins with a dot", swap('"co-quan.toml"', '"./co-quan.toml"')),
    sound("the office written in the paper", swap('{ tep = "co-quan.toml" }', '{ ten = "Sở Xây dựng", viet_tat = "SXD", dia_danh = "Bình An", lanh_dao = [{ ma = "giam-doc", ho_ten = "Nguyễn Văn S", chuc_vu = "Giám đốc" }] }')),
    sound("one recipient more", swap('"Sở Nội vụ", ', '"Sở Nội vụ", "Sở Tài chính", '), printed=["- Sở Tài chính;"]),
    sound("the place of filing among the recipients", swap(LUU, ""), swap('"Lãnh đạo Sở"]', '"Lãnh đạo Sở", "Lưu: VT, VP"]')),
    sound("recipients with their dashes and semicolons", swap('"Sở Nội vụ", "Lãnh đạo Sở"', '"- Sở Nội vụ;", "- Lãnh đạo Sở;"')),
    sound("an empty line among the recipients", swap('"Sở Nội vụ", ', '"Sở Nội vụ", "", ')),
    sound("saved with a mark at its head", encode("qd.toml", "utf-8-sig")),
    sound("saved as UTF-16 with its mark", encode("qd.toml", "utf-16")),
    sound("line ends of Windows", swap("\nso = 15\n", "\r\nso = 15\r\n")),
    sound("an ampersand and angle brackets", swap("Rút ngắn", "R&D: dưới 5 < 10, rút ngắn")),
    sound("a draft", swap("so = 15\nngay = 2026-01-08\n", ""), swap(LUU, LUU + "du_thao = true\n")),
)  # fmt: skip
def test_keys_and_toml(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


@cases(
    JSON,
    mistake("a comma behind the last entry", swap('"nguoi": 35 }', '"nguoi": 35 },'), told="DL010", at="kh.json:26:60"),
    mistake("a comma is missing", swap('"so": 18,', '"so": 18'), told="DL010", at="kh.json:4:11"),
    mistake("a remark", swap('"so": 18,', '"so": 18, // chờ số'), told="DL010", at="kh.json:4:13"),
    mistake("single quotes", swap('"VT"', "'VT'"), told="DL010", at="kh.json:15:10"),
    mistake("a key without quotes", swap('"luu": "VT"', 'luu: "VT"'), told="DL010", at="kh.json:15:3"),
    mistake("a key twice", swap('"luu": "VT",', '"luu": "VT",\n  "so": 19,'), told="DL011", at="kh.json:16:3"),
    mistake("a day without quotes", swap('"2026-03-05"', "2026-03-05"), told="DL010", at="kh.json:5:11"),
    mistake("a day that does not exist", swap('"2026-03-05"', '"2026-02-30"'), told="DL043", at="kh.json:5:11"),
    mistake("True as another language writes it", swap('"luu": "VT",', '"luu": "VT",\n  "du_thao": True,'), told="DL010", at="kh.json:16:14"),
    mistake("a key misspelt in a row", swap('"viec": "Diễn tập"', '"viecc": "Diễn tập"'), told="DL065", at="kh.json:26:11", says="viec"),
    mistake("a key of the paper misspelt", swap('"noi_nhan"', '"noi_nhanh"'), told="DL040", at="kh.json:14:3", says="noi_nhan"),
    mistake("a list for the whole", write("kh.json", "[1, 2]"), told="DL017", at="kh.json:1:1"),
    mistake("the file ends too early", swap("      ]\n    }\n  }\n}\n", "      ]\n"), told="DL010", at="kh.json:27:8"),
    sound("the schema named", swap('{\n  "loai"', '{\n  "$schema": "kh.schema.json",\n  "loai"')),
    sound("a day with strokes", swap('"2026-03-05"', '"5/3/2026"')),
    sound("a text for the lines of the body", swap('"Nâng cao kỹ năng xử lý.",', '"1. Nâng cao kỹ năng xử lý.", "2. Rút kinh nghiệm.",'), printed=["1. Nâng cao kỹ năng xử lý.", "2. Rút kinh nghiệm."]),
    sound("null for what is not known yet", swap('"so": 18,', '"so": null,')),
    sound("letters as their codes", swap("Diễn tập phòng", "Di\\u1ec5n tập phòng"), printed=["Diễn tập phòng cháy năm 2026"]),
)  # fmt: skip
def test_json(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


@cases(
    QUYET_DINH,
    mistake("a file called in under another name", rename("nhiem-vu.csv", "nhiem vu.csv"), told="DL001", at="qd.toml:58:17", says="nhiem vu.csv"),
    sound("a file with blanks and accents in its name", rename("nhiem-vu.csv", "Nhiệm vụ 2026.csv"), swap('"nhiem-vu.csv"', '"Nhiệm vụ 2026.csv"')),
)  # fmt: skip
def test_names_of_files(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
