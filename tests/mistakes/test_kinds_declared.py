"""Mistakes in a kind of paper that an office declares for itself, and in a paper of it: one finding, where to mend it."""

from __future__ import annotations

from pathlib import Path

from corpus import TO_TRINH, Case, cases, mistake, rename, sound, swap, write

KIND = "templates/totrinh/to-trinh.toml"


@cases(
    TO_TRINH,
    # The declaration
    mistake("a trait that there is not", swap("mo_dau_noi_nhan", "mo_dau_noi_nhaan", KIND), told="DL040", at=f"{KIND}:8:1",
            says="Có phải “mo_dau_noi_nhan”?"),
    mistake("no name", swap('ten = "tờ trình"\n', "", KIND), told="DL041", at=f"{KIND}:1:1", says="thiếu “ten”"),
    mistake("no sample", swap("[vi_du]", "[vi_duu]", KIND), told="DL040", at=f"{KIND}:10:2", says="Có phải “vi_du”?"),
    mistake("a name that is a list", swap('"tờ trình"', '["tờ trình"]', KIND), told="DL042", at=f"{KIND}:2:7"),
    mistake("the name of another kind", swap('"tờ trình"', '"thông báo"', KIND), told="DL170", at=f"{KIND}:2:7",
            says="Đổi tên tệp thành thong-bao.toml"),
    mistake("a name with brackets", swap('"tờ trình"', '"tờ trình (gấp)"', KIND), told="DL170", at=f"{KIND}:2:7",
            says="Tên loại chỉ gồm chữ, số và dấu cách."),
    mistake("another name of the file", rename(KIND, "templates/totrinh/totrinh.toml"), told="DL170",
            at="templates/totrinh/totrinh.toml:2:7", says="Đổi tên tệp thành to-trinh.toml"),
    mistake("a key that no paper has", swap('"kinh_gui", ', '"kinhgui", ', KIND), told="DL040", at=f"{KIND}:6:11",
            says="Có phải “kinh_gui”?"),
    mistake("a key needed and refused", swap('["dieu",', '["dieu", "noi_dung",', KIND), told="DL170", at=f"{KIND}:7:12",
            says="“noi_dung” vừa phải có (can_co) vừa không có"),
    mistake("a beginning of Nơi nhận that there is not", swap('"Như trên"\n\n', '"Như treen"\n\n', KIND), told="DL046",
            at=f"{KIND}:8:19", says="Có phải “Như trên”?"),
    mistake("a symbol of an unknown part", swap('viet_tat = "TTr"', 'ky_hieu = "{viet_tat}-{phong}"', KIND), told="DL170",
            at=f"{KIND}:5:11", says="“{viet_tat}-{phong}”"),
    mistake("a symbol that reaches into Python", swap('viet_tat = "TTr"', 'ky_hieu = "{co_quan.__class__}"', KIND),
            told="DL170", at=f"{KIND}:5:11"),
    mistake("a symbol without its abbreviation", swap('viet_tat = "TTr"', 'ky_hieu = "{viet_tat}-{co_quan}"', KIND),
            told="DL170", at=f"{KIND}:5:11", says='viet_tat = "TTr"'),
    mistake("a template in another folder", swap('"bao-cao.docx"', '"../../mau.docx"', KIND), told="DL170", at=f"{KIND}:4:7"),
    mistake("a template that is not there", swap('"bao-cao.docx"', '"to-trinh.docx"', KIND), told="DL001", at=f"{KIND}:1:1",
            says="templates/totrinh/to-trinh.docx"),
    mistake("a sample with a key of no paper", swap("kinh_gui = [", "kinhgui = [", KIND), told="DL040", at=f"{KIND}:12:1",
            says="Có phải “kinh_gui”?"),
    mistake("a sample with what the kind refuses", swap("kinh_gui = [", 'dieu = ["Một."]\nkinh_gui = [', KIND), told="DL055",
            at=f"{KIND}:12:1", says="tờ trình không có “dieu”"),
    mistake("a sample that calls a file", swap("kinh_gui = [", 'them = { tep = "/etc/passwd" }\nkinh_gui = [', KIND),
            told="DL170", at=f"{KIND}:12:16", says="không gọi tệp khác được"),
    mistake("a file that is no TOML", swap("can_co = [", "can_co = ", KIND), told="DL010", at=f"{KIND}:6:20"),
    mistake("an empty file", write(KIND, ""), told="DL006", at=f"{KIND}:1:1"),
    # The paper
    mistake("a slip in the name of the kind", swap('"tờ trình"', '"tờ trinhf"'), told="DL049", at="tt.toml:1:8",
            says="Có phải “tờ trình”?"),
    mistake("a kind that the decree has and nobody declared", swap('"tờ trình"', '"công điện"'), told="DL049",
            at="tt.toml:1:8", says="“báo cáo”, “tờ trình”"),
    mistake("a path for a kind", swap('"tờ trình"', '"../../to-trinh"'), told="DL049", at="tt.toml:1:8"),
    mistake("what the kind refuses", swap("luu =", 'dieu = ["Một."]\nluu ='), told="DL055", at="tt.toml:21:1",
            says="tờ trình không có “dieu”"),
    mistake("what the kind needs is missing", swap('kinh_gui = ["Ủy ban nhân dân tỉnh Bình An"]\n', ""), told="DL041",
            at="tt.toml:1:1", says='Thêm: kinh_gui = ["Ủy ban nhân dân tỉnh Khánh Hòa"]'),
    mistake("a key that this kind does not have", swap("luu =", 'don_vi_soan = "VP"\nluu ='), told="DL040",
            at="tt.toml:21:1"),
    mistake("nobody above in Nơi nhận", swap('"Như trên", ', ""), told="NS003", at="tt.toml:20:12",
            says="nơi nhận của tờ trình chưa có “Như trên”"),
    mistake("a trích yếu that says the type again", swap('"Đề nghị', '"Tờ trình đề nghị'), told="DL097", at="tt.toml:6:13"),
    mistake("what the template prints before the trích yếu, written again", swap("[vi_du]", 'mo_dau_trich_yeu = "V/v"\n[vi_du]', KIND),
            swap('"Đề nghị', '"Về việc đề nghị'), told="DL097", at="tt.toml:6:13", says="trùng với chữ “V/v” in ngay phía trước"),
    # Sound
    sound("typed without accents", swap('"tờ trình"', '"TO TRINH"'), printed=["TỜ TRÌNH", "Số: 12/TTr-SXD"]),
    sound("its symbol", printed=["Số: 12/TTr-SXD", "- Như trên;"]),
    sound("a symbol of the office's own", swap('viet_tat = "TTr"', 'viet_tat = "TTr"\nky_hieu = "{co_quan}/{viet_tat}"', KIND),
          printed=["Số: 12/SXD/TTr"]),
    sound("a kind for units", swap('viet_tat = "TTr"', 'ky_hieu = "TTr-{co_quan}-{don_vi}"', KIND),
          swap("luu =", 'don_vi_soan = "QLN"\nluu ='), swap("[vi_du]", '[vi_du]\ndon_vi_soan = "VP"', KIND),
          printed=["Số: 12/TTr-SXD-QLN"]),
    sound("a symbol in the data", swap("so = 12", 'so = 12\nky_hieu = "TTr-BQL"'), printed=["Số: 12/TTr-BQL"]),
    sound("without what it opens with", swap('mo_dau_noi_nhan = "Như trên"\n', "", KIND), swap('"Như trên", ', "")),
    sound("with a mark of the editor", write(KIND, b"\xef\xbb\xbf" + (Path(__file__).parent / "projects/to-trinh" / KIND).read_bytes())),
)  # fmt: skip
def test_an_own_kind(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
