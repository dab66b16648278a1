"""What a clerk mistypes, one mistake a project: the one finding, word for word, at the place where the hand must go."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

import docgen
from docgen.project import built_in_templates

OFFICE = """ten = "Sở Xây dựng tỉnh Bình An"
chu_quan = "Ủy ban nhân dân tỉnh Bình An"
viet_tat = "SXD"
dia_danh = "Bình An"

[[lanh_dao]]
ma = "giam-doc"
ho_ten = "Nguyễn Văn S"
chuc_vu = "Giám đốc"

[[lanh_dao]]
ma = "pho-giam-doc"
ho_ten = "Trần Thị T"
chuc_vu = "Phó Giám đốc"
"""
PAPER = """loai = "quyết định"
co_quan = { tep = "co-quan.toml" }
so = 15
ngay = 2026-01-08
trich_yeu = "Ban hành {{ kem_theo.ten }}"
can_cu = ["{{ vb.kh_tinh }}"]
dieu = ["Ban hành kèm theo Quyết định này {{ kem_theo.ten }}.", "Quyết định này có hiệu lực kể từ ngày ký."]
noi_nhan = ["Như {{ dieu.cuoi }}", "Lãnh đạo Sở"]
luu = "VT"
nguoi_ky = { ma = "giam-doc" }

[vb.kh_tinh]
loai = "Kế hoạch"
so_ky_hieu = "4782/KH-UBND"
ngay = 2025-12-23
co_quan = "Ủy ban nhân dân tỉnh Bình An"
trich_yeu = "cải cách hành chính năm 2026"

[kem_theo]
loai = "kế hoạch"
trich_yeu = "Cải cách hành chính năm 2026"
noi_dung = '''
# Nhiệm vụ
Chi tiết tại Phụ lục kèm theo.
'''

[[kem_theo.phu_luc]]
tieu_de = "Nhiệm vụ"
bang = "nhiem_vu"

[bang.nhiem_vu]
nguon = { tep = "nhiem-vu.csv" }

[[bang.nhiem_vu.cot]]
ma = "viec"
ten = "Nhiệm vụ"

[[bang.nhiem_vu.cot]]
ma = "han"
ten = "Thời hạn"
"""
ROWS = "Nhiệm vụ,Thời hạn\nRà soát thủ tục,Quý II/2026\n"

Check = Callable[..., list[str]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """check(old, new) gives the findings of the project with one thing changed in its paper."""
    (tmp_path / "docgen.toml").write_text("", "utf-8")
    (tmp_path / "co-quan.toml").write_text(OFFICE, "utf-8")
    (tmp_path / "nhiem-vu.csv").write_text(ROWS, "utf-8")
    monkeypatch.chdir(tmp_path)

    def run(old: str = "", new: str = "", *more: str) -> list[str]:
        text = PAPER
        for before, after in zip((old, *more[::2]), (new, *more[1::2]), strict=True):
            assert before in text
            text = text.replace(before, after, 1) if before else text + after
        (tmp_path / "qd.toml").write_text(text, "utf-8")
        return [str(finding) for finding in docgen.check("qd.toml").findings]

    return run


def test_the_project_is_sound(check: Check) -> None:
    assert check() == []


# What stands in the wrong section


def test_a_key_of_the_paper_behind_a_section(check: Check) -> None:
    assert check('luu = "VT"\n', "", "", 'luu = "VT"\n') == [
        "qd.toml:40:1 (bang.nhiem_vu.cot[2].luu): lỗi DL040: “luu” là mục của cả văn bản, không thuộc "
        "[bang.nhiem_vu.cot] → Chuyển dòng này lên trên dòng 11 ([vb.kh_tinh])."
    ]


def test_a_key_the_paper_must_have_behind_a_section(check: Check) -> None:
    line = 'trich_yeu = "Ban hành {{ kem_theo.ten }}"\n'
    assert check(line, "", '[[bang.nhiem_vu.cot]]\nma = "han"', f'[[bang.nhiem_vu.cot]]\n{line}ma = "han"') == [
        "qd.toml:38:1 (bang.nhiem_vu.cot[2].trich_yeu): lỗi DL040: “trich_yeu” là mục của cả văn bản, không thuộc "
        "[bang.nhiem_vu.cot] → Chuyển dòng này lên trên dòng 11 ([vb.kh_tinh])."
    ]


def test_a_key_of_the_attached_paper_in_its_annex(check: Check) -> None:
    assert check('bang = "nhiem_vu"\n', 'bang = "nhiem_vu"\nky = true\n') == [
        "qd.toml:30:1 (kem_theo.phu_luc[1].ky): lỗi DL040: “ky” là mục của [kem_theo], không thuộc [kem_theo.phu_luc] → "
        "Chuyển dòng này lên trên dòng 27 ([[kem_theo.phu_luc]])."
    ]


def test_a_key_of_the_paper_inside_braces(check: Check) -> None:
    assert check('luu = "VT"\n', "", '{ ma = "giam-doc" }', '{ ma = "giam-doc", luu = "VT" }') == [
        "qd.toml:9:31 (nguoi_ky.luu): lỗi DL040: “luu” là mục của cả văn bản, không thuộc [nguoi_ky] → "
        "Đưa “luu” ra ngoài dấu { … }, viết ở một dòng riêng."
    ]


def test_a_key_of_the_paper_among_the_office_s_own_data(check: Check) -> None:
    assert check('luu = "VT"\n', "", "", '[them]\nluu = "VT"\n') == [
        "qd.toml:41:1 (them.luu): lỗi DL040: “luu” là mục của cả văn bản, không thuộc [them] → "
        "Chuyển dòng này lên trên dòng 11 ([vb.kh_tinh])."
    ]


@pytest.mark.parametrize("columns", [True, False])
def test_a_key_of_the_paper_behind_the_last_row(check: Check, columns: bool) -> None:
    rows = '[[bang.nhiem_vu.hang]]\nviec = "Một"\nhan = "Quý I"\n[[bang.nhiem_vu.hang]]\nviec = "Hai"\n'
    declared = PAPER[PAPER.index("\n[[bang.nhiem_vu.cot]]") :]
    asked = ('nguon = { tep = "nhiem-vu.csv" }\n', "", 'luu = "VT"\n', "", "", f'{rows}han = "Quý II"\nluu = "VT"\n')
    (told,) = check(*asked, *(() if columns else (declared, "")))
    assert "(bang.nhiem_vu.hang[2].luu): lỗi DL040: “luu” là mục của cả văn bản" in told


def test_a_key_of_the_paper_in_the_file_of_the_office(check: Check) -> None:
    Path("co-quan.toml").write_text('luu = "VT"\n' + OFFICE, "utf-8")
    assert check('luu = "VT"\n', "") == [
        "co-quan.toml:1:1 (co_quan.luu): lỗi DL040: “luu” là mục của cả văn bản, không thuộc [co_quan] → "
        "Chuyển sang tệp qd.toml."
    ]


def test_loai_misspelt(check: Check) -> None:
    assert check('loai = "quyết', 'loaii = "quyết') == [
        "qd.toml:1:1 (loaii): lỗi DL040: không có mục tên “loaii” ở đây → Có phải “loai”?"
    ]


def test_a_list_of_sections_with_single_brackets(check: Check) -> None:
    assert check('[[bang.nhiem_vu.cot]]\nma = "viec"', '[bang.nhiem_vu.cot]\nma = "viec"') == [
        "qd.toml:34:1: lỗi DL011: Mục lặp lại nhiều lần phải có hai dấu ngoặc. → Viết [[bang.nhiem_vu.cot]]."
    ]
    assert check("[[kem_theo.phu_luc]]", "[kem_theo.phu_luc]") == [
        "qd.toml:27:1 (kem_theo.phu_luc): lỗi DL042: “phu_luc” phải là một danh sách, đang là một mục { … } → "
        "Viết [[kem_theo.phu_luc]], hai dấu ngoặc."
    ]


def test_a_section_pasted_twice(check: Check) -> None:
    again = PAPER[PAPER.index("[vb.kh_tinh]") : PAPER.index("[kem_theo]")]
    assert check("", again) == [
        "qd.toml:41:5 (kh_tinh): lỗi DL011: Mục [vb.kh_tinh] có hai lần (dòng 12 và 41). → "
        "Đổi tên mục sau, hoặc bỏ một mục; nếu là danh sách thì viết mỗi lần [[vb.kh_tinh]]."
    ]


# A text where something else is wanted


@pytest.mark.parametrize("path", ["co-quan.toml", "./co-quan.toml"])
def test_a_path_where_a_file_is_meant(check: Check, path: str) -> None:
    assert check('{ tep = "co-quan.toml" }', f'"{path}"') == [
        f"qd.toml:2:11 (co_quan): lỗi DL042: “co_quan” phải là mục {{ … }}, đang là chữ “{path}” → "
        f'Muốn lấy từ tệp thì viết: co_quan = {{ tep = "{path}" }}'
    ]


@pytest.mark.parametrize("written", ["Trần Thị T", "Phó Giám đốc", "pho-giam-doc"])
def test_the_signer_s_name_for_the_code(check: Check, written: str) -> None:
    assert check('{ ma = "giam-doc" }', f'"{written}"') == [
        f"qd.toml:10:12 (nguoi_ky): lỗi DL042: “nguoi_ky” phải là mục {{ … }}, đang là chữ “{written}” → "
        'Ghi mã của người ký: nguoi_ky = { ma = "pho-giam-doc" } (mã của Trần Thị T)'
    ]
    assert check('{ ma = "giam-doc" }', '"Lê Văn C"')[0].endswith("các mã: giam-doc, pho-giam-doc.")


def test_a_text_of_several_lines_is_shortened(check: Check) -> None:
    text = "'''\nNhư {{ dieu.cuoi }}\nLãnh đạo Sở và các phòng, đơn vị thuộc Sở\nLưu\n'''"
    assert check('["Như {{ dieu.cuoi }}", "Lãnh đạo Sở"]', text) == [
        "qd.toml:8:12 (noi_nhan): lỗi DL042: “noi_nhan” phải là một danh sách, đang là chữ "
        '“Như {{ dieu.cuoi }} Lãnh đạo Sở và cá…” → Viết giữa hai dấu ngoặc vuông: [ "…", "…" ].'
    ]


# Values


@pytest.mark.parametrize(("name", "value", "column"), [("so", "15", 6), ("ngay", "2026-01-08", 8)])
def test_what_is_not_known_yet(check: Check, name: str, value: str, column: int) -> None:
    line = 3 if name == "so" else 4
    assert check(f"{name} = {value}", f'{name} = ""') == [
        f"qd.toml:{line}:{column} ({name}): lỗi DL042: “{name}” đang để trống → "
        "Chưa có thì bỏ cả dòng này (hoặc thêm # ở đầu dòng): docgen in chỗ trống."
    ]


@pytest.mark.parametrize(
    ("written", "as_it_should_be"),
    [
        ("2026/01/08", 'Viết 2026-01-08 hoặc "08/01/2026"'),
        ("8/1/26", 'Viết 2026-01-08 hoặc "08/01/2026"'),
        ("thứ Hai, 8/1/2026", 'Viết 2026-01-08 hoặc "08/01/2026"'),
        ("mồng tám tháng giêng", 'Viết 2026-01-08 hoặc "08/01/2026"'),
    ],
)
def test_days_written_in_other_forms(check: Check, written: str, as_it_should_be: str) -> None:
    assert check("ngay = 2026-01-08", f'ngay = "{written}"') == [
        f"qd.toml:4:8 (ngay): lỗi DL043: ngày “{written}” viết chưa đúng dạng → {as_it_should_be} "
        "(đủ bốn chữ số của năm)."
    ]


@pytest.mark.parametrize("written", ["30/02/2026", "2026-02-30", "30-2-2026"])
def test_days_of_no_calendar(check: Check, written: str) -> None:
    assert check("ngay = 2026-01-08", f'ngay = "{written}"') == [
        f"qd.toml:4:8 (ngay): lỗi DL043: “{written}” không phải là một ngày có thật → Tháng 2 năm 2026 có 28 ngày."
    ]


@pytest.mark.parametrize("written", ['"8/1/2026"', '"08-01-2026"', '"ngày 08 tháng 01 năm 2026"', "2026-01-08"])
def test_days_that_are_read(check: Check, written: str) -> None:
    assert check("ngay = 2026-01-08", f"ngay = {written}") == []


def test_a_paper_that_is_cited_and_not_declared(check: Check) -> None:
    section = PAPER[PAPER.index("[vb.kh_tinh]") : PAPER.index("[kem_theo]")]
    assert check(section, "") == [
        "qd.toml:6:18 (can_cu[1]): lỗi DL080: chưa khai văn bản “kh_tinh” → "
        "Thêm mục [vb.kh_tinh] (loai, so_ky_hieu, ngay, co_quan, trich_yeu), hoặc sửa {{ vb.kh_tinh }}."
    ]
    assert check("{{ vb.kh_tinh }}", "{{ vb.kh_tinhh }}") == [
        "qd.toml:6:18 (can_cu[1]): lỗi DL080: chưa khai văn bản “kh_tinhh” → Có phải “kh_tinh”?",
    ]


def test_a_table_that_is_misspelt_is_told_once(check: Check) -> None:
    assert check('bang = "nhiem_vu"', 'bang = "nhiem_vuu"') == [
        "qd.toml:29:8 (kem_theo.phu_luc[1].bang): lỗi DL054: không có bảng “nhiem_vuu” → Có phải “nhiem_vu”?"
    ]


def test_paths_with_backslashes(check: Check) -> None:
    assert check('"nhiem-vu.csv"', r'".\bang\nhiem-vu.csv"') == [
        "qd.toml:32:17 (bang.nhiem_vu.nguon.tep): lỗi DL016: Đường dẫn tới tệp không viết bằng dấu \\. → "
        'Đường dẫn viết bằng dấu / : "./bang/nhiem-vu.csv".'
    ]


# Widths


def test_widths_that_are_not_given(check: Check) -> None:
    assert check('ten = "Nhiệm vụ"\n', 'ten = "Nhiệm vụ"\nrong = 300\n') == [
        "qd.toml:37:8 (bang.nhiem_vu.cot[1].rong): cảnh báo DL150: bề rộng ghi ở rong không đủ chỗ hoặc quá trang, nên "
        "in khác: cột “viec” 149 mm thay cho 300 → Sửa rong cho vừa trang và vừa chữ của cột, hoặc bỏ rong để docgen tự "
        "chia."
    ]
    assert check('ten = "Nhiệm vụ"\n', 'ten = "Nhiệm vụ"\nrong = 100\n') == []


# Templates


def test_a_name_typed_into_the_template(check: Check, tmp_path: Path) -> None:
    copy = Path(shutil.copy(built_in_templates() / "kehoach/quyet-dinh.docx", tmp_path / "mau.docx"))
    document = Document(str(copy))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    typed = [p for cell in cells for p in cell.paragraphs if "{{ ho_ten }}" in p.text]
    for paragraph in typed:
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = "Nguyễn Văn S"
    document.save(str(copy))
    assert len(typed) > 1
    assert check('luu = "VT"\n', 'luu = "VT"\nmau = { tep = "mau.docx" }\n') == [
        "mau.docx: cảnh báo SL030: mẫu ghi sẵn tên “Nguyễn Văn S” ở phần ký → Thay tên ấy bằng {{ ho_ten }}."
    ]


def test_a_template_without_the_day_of_a_draft(check: Check, tmp_path: Path) -> None:
    document = Document(str(built_in_templates() / "kehoach/quyet-dinh.docx"))
    for table in document.tables:
        for paragraph in [item for row in table.rows for cell in row.cells for item in cell.paragraphs]:
            for run in paragraph.runs if "{{ thoi_gian }}" in paragraph.text else ():
                run.text = run.text.replace(", {{ thoi_gian }}", "").replace("{{ thoi_gian }}", "")
    document.save(str(tmp_path / "mau.docx"))
    told = check("ngay = 2026-01-08", 'nam = 2026\nmau = { tep = "mau.docx" }')
    assert [line.partition(": mẫu")[0] for line in told] == ["mau.docx: cảnh báo SL022"]
