"""Who signs and by what right; the last period, and what was copied from it."""

from __future__ import annotations

from pathlib import Path

from corpus import BAO_CAO, QUYET_DINH, Case, cases, mistake, sound, swap, write

SIGNER = 'nguoi_ky = { ma = "giam-doc" }'


@cases(
    QUYET_DINH,
    mistake("a code misspelt", swap(SIGNER, 'nguoi_ky = { ma = "giamdoc" }'), told="DL081", at="qd.toml:16:19", says="giam-doc"),
    mistake("a name for the code", swap(SIGNER, 'nguoi_ky = "Nguyễn Văn S"'), told="DL042", at="qd.toml:16:12", says='{ ma = "giam-doc" }'),
    mistake("a deputy without the right", swap(SIGNER, 'nguoi_ky = { ma = "pho-giam-doc" }'), told="DL084", at="qd.toml:16:12", says="KT."),
    mistake("the head in his own place", swap(SIGNER, 'nguoi_ky = { ma = "giam-doc", quyen_han = "KT." }'), told="DL083", at="qd.toml:16:12"),
    mistake("a right without its dot", swap(SIGNER, 'nguoi_ky = { ma = "pho-giam-doc", quyen_han = "KT" }'), told="DL046", at="qd.toml:16:47", says="KT."),
    mistake("a right that is none", swap(SIGNER, 'nguoi_ky = { ma = "pho-giam-doc", quyen_han = "K/T" }'), told="DL046", at="qd.toml:16:47", says="KT."),
    mistake("a deputy by order of himself", swap(SIGNER, 'nguoi_ky = { ma = "pho-giam-doc", quyen_han = "TL." }'), told="DL083", at="qd.toml:16:12", says="KT."),
    mistake("a head of office in the head's place", swap(SIGNER, 'nguoi_ky = { ma = "chanh-van-phong", quyen_han = "KT." }'), told="DL083", at="qd.toml:16:12"),
    mistake("nobody named", swap(SIGNER, "nguoi_ky = { }"), told="DL051", at="qd.toml:16:12"),
    mistake("a leader who has left, signing later", swap('den = 2026-06-30', 'den = 2025-12-31', "co-quan.toml"), told="DL082", at="qd.toml:16:19"),
    mistake("a leader without his post", swap('chuc_vu = "Giám đốc"\nden', "den", "co-quan.toml"), told="DL041", at="co-quan.toml:6:1", says="chuc_vu"),
    mistake("a post that ends before it begins", swap("tu = 2026-07-01", "tu = 2026-07-01\nden = 2026-01-01", "co-quan.toml"), told="DL050", at="co-quan.toml:17:7"),
    mistake("a sample's name left", swap('"Nguyễn Văn S"', '"Nguyễn Văn A"', "co-quan.toml"), told="NS006", at="co-quan.toml:8:10", says="Nguyễn Văn A"),
    mistake("dots left where a text belongs", swap("Quyết định này có hiệu lực kể từ ngày ký.", "…"), told="NS006", at="qd.toml:11:4"),
    mistake("a leader's code misspelt in the office's file", swap('ma = "giam-doc"\nho_ten = "Lê', 'mã = "giam-doc"\nho_ten = "Lê', "co-quan.toml"), told="DL010", at="co-quan.toml:13:1"),
    sound("the deputy for the head", swap(SIGNER, 'nguoi_ky = { ma = "pho-giam-doc", quyen_han = "KT." }'), printed=["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị T"]),
    sound("the head of office by order", swap(SIGNER, 'nguoi_ky = { ma = "chanh-van-phong", quyen_han = "TL." }'), printed=["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]),
    sound("the head of office by authority", swap(SIGNER, 'nguoi_ky = { ma = "chanh-van-phong", quyen_han = "TUQ." }'), printed=["TUQ. GIÁM ĐỐC"]),
    sound("the acting head", swap(SIGNER, 'nguoi_ky = { ma = "pho-giam-doc", quyen_han = "Q.", chuc_vu = "Giám đốc" }'), printed=["Q. GIÁM ĐỐC"]),
    sound("a right in small letters", swap(SIGNER, 'nguoi_ky = { ma = "pho-giam-doc", quyen_han = "kt." }'), printed=["KT. GIÁM ĐỐC"]),
    sound("the successor signs after the change", swap("ngay = 2026-01-08", "ngay = 2026-07-02"), printed=["Lê Thị H"]),
    sound("the predecessor signs before the change", printed=["Nguyễn Văn S"]),
    sound("on the last day in office", swap("ngay = 2026-01-08", "ngay = 2026-06-30"), printed=["Nguyễn Văn S"]),
    sound("somebody who is not on the list", swap(SIGNER, 'nguoi_ky = { ho_ten = "Võ Thị K", chuc_vu = "Giám đốc" }'), printed=["Võ Thị K"]),
    sound("who proposes, otherwise", swap('theo_de_nghi = "Chánh Văn phòng Sở"', 'theo_de_nghi = { loi = "Xét đề nghị của", ai = "Chánh Văn phòng Sở" }'), printed=["Xét đề nghị của Chánh Văn phòng Sở."]),
    sound("who proposes, typed whole", swap('"Chánh Văn phòng Sở"\n', '"Theo đề nghị của Chánh Văn phòng Sở."\n'), printed=["Theo đề nghị của Chánh Văn phòng Sở."]),
    sound("the attached paper is signed too", swap('[kem_theo]\n', "[kem_theo]\nky = true\n")),
)  # fmt: skip
def test_signing(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


SAME = write("ho-so-quy-2.csv", "Lĩnh vực,Tiếp nhận,Đã giải quyết,Còn lại\nQuy hoạch,80,72,8\nNhà ở,120,110,10\n")
REVIEW = """
[xem_lai]
cho = [{ o = "noi_dung", chu = "tháng 3", cau = "Kết quả tháng 3 đạt yêu cầu." }]
"""
SENTENCE = swap("# Đánh giá\n", "# Đánh giá\n\nKết quả tháng 3 đạt yêu cầu.\n")


@cases(
    BAO_CAO,
    mistake("the very file of the last quarter", swap("ho-so-quy-2.csv", "ho-so-quy-1.csv"), swap('kiem = ["tiep_nhan == giai_quyet + con_lai"]\n', ""), swap('[[bang.ho_so.cot]]\nma = "con_lai"\nten = "Còn lại"\n\n', ""), told="DL143", at="quy-2.toml:26:9"),
    mistake("every figure of the last quarter", SAME, told="DL144", at="quy-2.toml:26:9"),
    mistake("a sentence of the last quarter still to be looked at", SENTENCE, swap("", REVIEW), told="DL140", at="quy-2.toml:18:9"),
    mistake("the months up to the last quarter still to be looked at", swap("# Đánh giá\n", "# Đánh giá\n\nLũy kế 3 tháng đạt 20%.\n"), swap("", REVIEW.replace("tháng 3", "3 tháng").replace("Kết quả 3 tháng đạt yêu cầu.", "Lũy kế 3 tháng đạt 20%.")), told="DL140", at="quy-2.toml:18:8"),
    mistake("the last period is not there", swap('"quy-1.toml"', '"quy-4-2025.toml"'), told="DL001", at="quy-2.toml:6:20"),
    mistake("a figure of the last period cannot be read", swap("80,72", "8O,72", "ho-so-quy-1.csv"), swap('ten = "Tiếp nhận"', 'ten = "Tiếp nhận"\nkieu = "số"', "quy-1.toml"), told="DL087", at="quy-2.toml:6:12", says="ho-so-quy-1.csv:2:11"),
    mistake("a total of the last period does not add up", swap("120,110\n", "120,110\nTổng cộng,201,182\n", "ho-so-quy-1.csv"), told="DL087", at="quy-2.toml:6:12", says="ho-so-quy-1.csv:4:11"),
    sound("what the last period has wrong elsewhere is its own", swap('trich_yeu = "Kết quả', 'trich_yeuu = "Kết quả', "quy-1.toml")),
    mistake("a name of the last period misspelt", swap("ky_truoc.bang.ho_so.tong.tiep_nhan", "ky_truoc.bang.ho_so.tong.tiepnhan"), told="DL080", at="quy-2.toml:12:134", says="tiep_nhan"),
    mistake("a table of the last period misspelt", swap("ky_truoc.bang.ho_so", "ky_truoc.bang.hoso"), told="DL080", at="quy-2.toml:12:123", says="ho_so"),
    mistake("the report that is its own last period", swap('"quy-1.toml"', '"quy-2.toml"'), told="DL015", at="quy-2.toml:6:20"),
    sound("the sentence was mended", swap("", REVIEW.replace('{ o = "noi_dung", chu = "tháng 3", cau = "Kết quả tháng 3 đạt yêu cầu." }', ""))),
    sound("a new figure", SAME, swap("80,72,8", "81,73,8", "ho-so-quy-2.csv")),
    sound("no last period", swap('ky_truoc = { tep = "quy-1.toml" }\n', ""), swap(" *({{ ky_truoc.ky_bao_cao.quy | quy }}: {{ ky_truoc.bang.ho_so.tong.tiep_nhan | so }} hồ sơ)*", "")),
    sound("a column compared with the last period", swap('ma = "con_lai"\nten = "Còn lại"\n', 'ma = "con_lai"\nten = "Còn lại"\n\n[[bang.ho_so.cot]]\nma = "tang"\nten = "Tăng"\ncong_thuc = "tiep_nhan - ky_truoc.tiep_nhan"\n'), printed=["Cộng | 1.200 | 1.180 | 20 | 1.000 | 98,33%"]),
    sound("the next quarter's name, worked out", swap("# Đánh giá", "# Nhiệm vụ {{ (ky_bao_cao.quy + 1) | quy }}"), printed=["II. NHIỆM VỤ QUÝ III"]),
)  # fmt: skip
def test_periods_and_copies(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
