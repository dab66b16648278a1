"""`docgen new KIND FILE --from OLD`: which files are made, which are not, and what is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import tomli
from build_project import plan, tree, write
from cli_said import Said

from docgen.errors import ExitCode

Call = Callable[..., Said]

REPORT = """loai = "báo cáo"
co_quan = {{ tep = "../co-quan.toml" }}
so = 5
ngay = 2026-06-20
nam = 2026
ky_bao_cao = {{ quy = 2, nam = 2026, tu = 2026-03-15, den = 2026-06-14 }}
trich_yeu = "Kết quả {{{{ ky_bao_cao.ten }}}}"
noi_dung = '''
# Kết quả
Bảng:

{{{{ bang.a }}}}
'''
noi_nhan = ["Như trên"]
luu = "VT"
nguoi_ky = {{ ma = "giam-doc" }}
{more}
[bang.a]
nguon = {source}
cot = [ {{ ma = "ten", ten = "Tên" }}, {{ ma = "so", ten = "Số" }} ]
"""
ROWS = "Tên;Số\nA;5\nB;7\nC;9\n"


def report(source: str, more: str = "") -> str:
    return REPORT.format(source=source, more=more)


def data(path: Path) -> dict[str, object]:
    return dict(tomli.loads(path.read_text("utf-8")))


def test_the_next_plan_from_the_last(call: Call, root: Path) -> None:
    write(root / "data/kehoach/k1.toml", plan(more="so = 7\nngay = 2026-01-05"))
    said = call("new", "kế hoạch", "data/kehoach/k2027", "--from", "data/kehoach/k1.toml")
    assert said.code == 0, said
    made = data(root / "data/kehoach/k2027.toml")
    assert made["nam"] == 2027
    assert "so" not in made
    assert call("build", "data/kehoach/k2027.toml", "--only", "docx").code == 0


def test_what_a_report_reads_is_copied_so_that_the_old_one_cannot_change(call: Call, root: Path) -> None:
    write(root / "data/bc/ho-so-quy-2-2026.csv", ROWS)
    write(root / "data/bc/q2.toml", report('{ tep = "ho-so-quy-2-2026.csv" }'))
    before = tree(root)
    said = call("new", "báo cáo", "data/bc/q3.toml", "--from", "data/bc/q2.toml")
    assert said.code == 0, said
    assert "đã chép data/bc/ho-so-quy-2-2026.csv → data/bc/ho-so-quy-3-2026.csv" in said.out
    after = tree(root)
    assert {name: after[name] for name in before} == before
    assert after["data/bc/ho-so-quy-3-2026.csv"] == before["data/bc/ho-so-quy-2-2026.csv"]
    assert data(root / "data/bc/q3.toml")["bang"]["a"]["nguon"] == {"tep": "ho-so-quy-3-2026.csv"}  # type: ignore[index]
    said = call("check", "data/bc/q3.toml")
    assert "DL144" in said.out  # until the new figures are typed
    write(root / "data/bc/ho-so-quy-3-2026.csv", ROWS.replace("9", "11"))
    assert call("check", "data/bc/q3.toml").out == "Không có gì phải sửa.\n"


def test_a_source_that_names_no_period_is_given_the_new_one_and_nothing_is_overwritten(call: Call, root: Path) -> None:
    write(root / "data/bc/ho-so.csv", ROWS)
    write(root / "data/bc/ho-so-quy-3-2026.csv", "Tên;Số\nD;1\n")
    write(root / "data/bc/q2.toml", report('{ tep = "ho-so.csv" }'))
    said = call("new", "báo cáo", "data/bc/q3.toml", "--from", "data/bc/q2.toml")
    assert said.code == 0, said
    assert "dùng tệp đã có: data/bc/ho-so-quy-3-2026.csv" in said.out
    assert (root / "data/bc/ho-so-quy-3-2026.csv").read_text("utf-8") == "Tên;Số\nD;1\n"


def test_paths_are_those_of_the_new_folder(call: Call, root: Path) -> None:
    write(root / "data/2026/quy-2/so-lieu/ho-so.csv", ROWS)
    write(root / "data/2026/chung.csv", ROWS)
    more = "[bang.b]\nnguon = { tep = '../chung.csv' }\n"
    source = (
        report('{ tep = "so-lieu/ho-so.csv" }', more).replace('"../co', '"../../co').replace("Bảng:", "{{ bang.b }}")
    )
    write(root / "data/2026/quy-2/bc.toml", source)
    said = call("new", "báo cáo", "data/2026/quy-3/bc.toml", "--from", "data/2026/quy-2/bc.toml")
    assert said.code == 0, said
    made = data(root / "data/2026/quy-3/bc.toml")
    assert made["co_quan"] == {"tep": "../../co-quan.toml"}
    assert made["ky_truoc"] == {"tep": "../quy-2/bc.toml"}
    tables = made["bang"]
    assert isinstance(tables, dict)
    assert tables["a"]["nguon"] == {"tep": "so-lieu/ho-so.csv"}
    assert tables["b"]["nguon"] == {"tep": "../chung-quy-3-2026.csv"}
    assert (root / "data/2026/quy-3/so-lieu/ho-so.csv").is_file()
    assert call("build", "data/2026/quy-3/bc.toml", "--only", "docx").code == 0


def workbook(path: Path, *sheets: str) -> None:
    book = openpyxl.Workbook()
    for number, name in enumerate(sheets):
        sheet = book.create_sheet(name)
        for row in (("Tên", "Số"), ("A", 5 + number), ("B", 7), ("C", 9)):
            sheet.append(row)
    del book["Sheet"]
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


@pytest.mark.parametrize(
    ("sheets", "source", "following"),
    [
        (("Quý II", "Quý III"), 'sheet = "Quý II"', {"tep": "so.xlsx", "sheet": "Quý III"}),
        (("Quý II", "Quý III"), "vung = \"'Quý II'!A1:B4\"", {"tep": "so.xlsx", "vung": "'Quý III'!A1:B4"}),
        (("Quý II",), 'sheet = "Quý II"', {"tep": "so-quy-3-2026.xlsx", "sheet": "Quý II"}),
        (("Quý II",), "vung = \"'Quý II'!A1:B4\"", {"tep": "so-quy-3-2026.xlsx", "vung": "'Quý II'!A1:B4"}),
    ],
)
def test_a_workbook_has_a_sheet_for_the_new_period_or_is_copied(
    call: Call, root: Path, sheets: tuple[str, ...], source: str, following: dict[str, str]
) -> None:
    workbook(root / "data/bc/so.xlsx", *sheets)
    write(root / "data/bc/q2.toml", report(f'{{ tep = "so.xlsx", {source} }}'))
    said = call("new", "báo cáo", "data/bc/q3.toml", "--from", "data/bc/q2.toml")
    assert said.code == 0, said
    assert data(root / "data/bc/q3.toml")["bang"]["a"]["nguon"] == following  # type: ignore[index]
    found = call("check", "data/bc/q3.toml").out
    assert ("bang.a.nguon): cảnh báo DL140: tên trang tính còn của kỳ cũ: Quý II" in found) == (len(sheets) == 1)
    assert call("build", "data/bc/q3.toml", "--only", "docx").code == 0


@pytest.mark.parametrize(
    ("source", "following"),
    [
        ("so-lieu-thang-12-2026.csv", "so-lieu-thang-01-2027.csv"),
        ("so-lieu/2026-12.csv", "so-lieu/2027-01.csv"),
        ("2026/thang-12/hs.csv", "2027/thang-01/hs.csv"),
        ("../chung/2026/hs.csv", "../chung/2027/hs.csv"),
        ("../chung/hs.csv", "../chung/hs-thang-1-2027.csv"),
    ],
)
def test_december_is_followed_by_january_of_the_next_year(call: Call, root: Path, source: str, following: str) -> None:
    write(root / "data/bc" / source, ROWS)
    text = report(f'{{ tep = "{source}" }}').replace("ky_bao_cao = { quy = 2", "ky_bao_cao = { thang = 12")
    text = text.replace("tu = 2026-03-15, den = 2026-06-14", "tu = 2026-12-01, den = 2026-12-31")
    write(root / "data/bc/t12.toml", text)
    said = call("new", "báo cáo", "data/bc/t1.toml", "--from", "data/bc/t12.toml")
    assert said.code == 0, said
    made = data(root / "data/bc/t1.toml")
    assert made["bang"]["a"]["nguon"] == {"tep": following}  # type: ignore[index]
    assert (root / "data/bc" / following).read_text("utf-8") == ROWS
    period = {key: str(value) for key, value in made["ky_bao_cao"].items()}  # type: ignore[attr-defined]
    assert period == {"thang": "1", "nam": "2027", "tu": "2027-01-01", "den": "2027-01-31"}


def test_folders_of_years_and_quarters_move_on_as_the_paper_does(call: Call, root: Path) -> None:
    write(root / "data/bc/2026/so-lieu/hs.csv", ROWS)
    text = report('{ tep = "../so-lieu/hs.csv" }').replace("../co-quan", "../../../co-quan")
    write(root / "data/bc/2026/quy-4/bc.toml", text.replace("quy = 2", "quy = 4"))
    assert call("new", "báo cáo", "data/bc/2027/quy-1/bc.toml", "--from", "data/bc/2026/quy-4/bc.toml").code == 0
    made = data(root / "data/bc/2027/quy-1/bc.toml")
    assert made["bang"]["a"]["nguon"] == {"tep": "../so-lieu/hs.csv"}  # type: ignore[index]
    assert (root / "data/bc/2027/so-lieu/hs.csv").is_file()
    # a new paper in a folder of its own liking: beside the old source
    assert call("new", "báo cáo", "data/moi/bc.toml", "--from", "data/bc/2026/quy-4/bc.toml").code == ExitCode.OK
    assert (root / "data/bc/2026/so-lieu/hs-quy-1-2027.csv").is_file()


def test_a_sheet_of_the_year_that_is_over_is_not_the_next_one(call: Call, root: Path) -> None:
    """What "Quý I" beside "Quý IV" holds was a year ago: its figures would pass for new ones."""
    workbook(root / "data/bc/hs-2026.xlsx", "Quý I", "Quý II", "Quý III", "Quý IV")
    workbook(root / "data/bc/hs.xlsx", "Quý IV.2026", "Quý I.2027")
    more = "[bang.b]\nnguon = { tep = 'hs.xlsx', sheet = 'Quý IV.2026' }\n"
    text = report('{ tep = "hs-2026.xlsx", sheet = "Quý IV" }', more).replace("Bảng:", "{{ bang.b }}")
    write(root / "data/bc/q4.toml", text.replace("quy = 2", "quy = 4"))
    assert call("new", "báo cáo", "data/bc/q1.toml", "--from", "data/bc/q4.toml").code == 0
    tables = data(root / "data/bc/q1.toml")["bang"]
    assert tables["a"]["nguon"] == {"tep": "hs-2027.xlsx", "sheet": "Quý IV"}  # type: ignore[index]
    assert tables["b"]["nguon"] == {"tep": "hs.xlsx", "sheet": "Quý I.2027"}  # type: ignore[index]
    assert (
        "(bang.a.nguon): cảnh báo DL140: tên trang tính còn của kỳ cũ: Quý IV" in call("check", "data/bc/q1.toml").out
    )


def test_a_sheet_or_file_of_the_next_period_is_found_with_or_without_its_zero(call: Call, root: Path) -> None:
    workbook(root / "data/bc/hs-2026.xlsx", "Tháng 12")
    workbook(root / "data/bc/hs-2027.xlsx", "Tháng 1", "Tháng 2")
    write(root / "data/bc/t12-2026.csv", ROWS)
    write(root / "data/bc/T1-2027.csv", ROWS)
    more = "[bang.b]\nnguon = { tep = 't12-2026.csv' }\n"
    text = report('{ tep = "hs-2026.xlsx", sheet = "Tháng 12" }', more).replace("Bảng:", "{{ bang.b }}")
    write(root / "data/bc/t12.toml", text.replace("quy = 2", "thang = 12"))
    assert call("new", "báo cáo", "data/bc/t1.toml", "--from", "data/bc/t12.toml").code == 0
    tables = data(root / "data/bc/t1.toml")["bang"]
    assert tables["a"]["nguon"] == {"tep": "hs-2027.xlsx", "sheet": "Tháng 1"}  # type: ignore[index]
    assert tables["b"]["nguon"] == {"tep": "T1-2027.csv"}  # type: ignore[index]


def test_the_plan_a_report_follows_is_that_of_its_year_or_is_marked(call: Call, root: Path) -> None:
    write(root / "data/kehoach/2026.toml", plan())
    write(root / "data/bc/ho-so-q4-2026.csv", ROWS)
    text = report('{ tep = "ho-so-q4-2026.csv" }', 'ke_hoach = { tep = "../kehoach/2026.toml" }').replace(
        "quy = 2", "quy = 4"
    )
    write(root / "data/bc/q4.toml", text.replace("Bảng:", "{{ ke_hoach.nam }}"))
    assert call("new", "báo cáo", "data/bc/a.toml", "--from", "data/bc/q4.toml").code == 0
    assert "DL141: văn bản của kỳ cũ (“2026”): data/kehoach/2026.toml" in call("check", "data/bc/a.toml").out
    write(root / "data/kehoach/2027.toml", plan())
    assert call("new", "báo cáo", "data/bc/b.toml", "--from", "data/bc/q4.toml").code == 0
    assert data(root / "data/bc/b.toml")["ke_hoach"] == {"tep": "../kehoach/2027.toml"}
    assert "DL141" not in call("check", "data/bc/b.toml").out


def test_a_plan_whose_name_tells_no_year_is_marked_by_its_own(call: Call, root: Path) -> None:
    write(root / "data/kehoach/2026/kh.toml", plan().replace("../co-quan", "../../co-quan"))
    write(root / "data/kehoach/ke-hoach.toml", plan())
    write(root / "data/bc/ho-so-q4-2026.csv", ROWS)
    for name, source in (("a", "../kehoach/ke-hoach.toml"), ("b", "../kehoach/2026/kh.toml")):
        text = report('{ tep = "ho-so-q4-2026.csv" }', f'ke_hoach = {{ tep = "{source}" }}').replace(
            "quy = 2", "quy = 4"
        )
        write(root / f"data/bc/{name}4.toml", text.replace("Bảng:", "{{ ke_hoach.nam }}"))
    assert call("new", "báo cáo", "data/bc/a1.toml", "--from", "data/bc/a4.toml").code == 0
    assert "DL141: văn bản của kỳ cũ (“2026”): data/kehoach/ke-hoach.toml" in call("check", "data/bc/a1.toml").out
    write(root / "data/kehoach/2027/kh.toml", plan().replace("../co-quan", "../../co-quan"))
    assert call("new", "báo cáo", "data/bc/b1.toml", "--from", "data/bc/b4.toml").code == 0
    assert data(root / "data/bc/b1.toml")["ke_hoach"] == {"tep": "../kehoach/2027/kh.toml"}


def test_an_attached_plan_in_a_file_of_its_own_is_carried_too(call: Call, root: Path) -> None:
    text = plan().replace('loai = "kế hoạch"', 'loai = "quyết định"\ncan_cu = ["Luật A"]\ndieu = ["Một.", "Hai."]')
    text = text.replace('noi_dung = """', 'kem_theo = { tep = "ke-hoach-2026.toml" }\nthem = { x = """').replace(
        '"""\nnoi', '""" }\nnoi'
    )
    write(root / "data/kehoach/qd.toml", text)
    attached = (
        'loai = "kế hoạch"\ntrich_yeu = "A"\nnoi_dung = """\n# Mục tiêu\nTrong năm 2026.\nHọp ngày 05/6/2026.\n"""\n'
    )
    write(root / "data/kehoach/ke-hoach-2026.toml", attached)
    said = call("new", "quyết định", "data/kehoach/qd2.toml", "--from", "data/kehoach/qd.toml")
    assert said.code == 0, said
    assert "kem_theo.noi_dung: 2026 → 2027" in said.out
    assert "Trong năm 2027." in (root / "data/kehoach/ke-hoach-2027.toml").read_text("utf-8")
    assert (root / "data/kehoach/ke-hoach-2026.toml").read_text("utf-8") == attached
    assert "ke-hoach-2027.toml:6:10 (kem_theo.noi_dung): cảnh báo DL140" in call("check", "data/kehoach/qd2.toml").out


def test_a_plan_none_of_whose_figures_is_new_is_told_until_one_is(call: Call, root: Path) -> None:
    more = """phu_luc = [{ tieu_de = "Kinh phí", bang = "a" }]
[bang.a]
nguon = { tep = "kinh-phi-2026.csv" }
cot = [ { ma = "ten", ten = "Việc" }, { ma = "nam", ten = "Năm" }, { ma = "kp", ten = "Kinh phí" } ]
"""
    write(
        root / "data/kehoach/kinh-phi-2026.csv", "Việc;Năm;Kinh phí\nHội nghị năm 2026;2026;50\nB;2026;70\nC;2026;90\n"
    )
    write(root / "data/kehoach/k26.toml", plan("Việc tại Phụ lục", more=more))
    assert call("check", "data/kehoach/k26.toml").out == "Không có gì phải sửa.\n"
    assert call("new", "kế hoạch", "data/kehoach/k27.toml", "--from", "data/kehoach/k26.toml").code == 0
    assert data(root / "data/kehoach/k27.toml")["ky_truoc"] == {"tep": "k26.toml"}
    told = "k27.toml:15:9 (bang.a.nguon): cảnh báo DL144: cả 3 số liệu đều bằng số liệu của kế hoạch kỳ trước"
    assert call("check", "data/kehoach/k27.toml").out.count("DL144") == 1
    assert told in call("check", "data/kehoach/k27.toml").out
    copy = root / "data/kehoach/kinh-phi-2027.csv"
    assert "Hội nghị năm 2027;2027;50" in copy.read_text("utf-8")
    write(copy, copy.read_text("utf-8").replace(";70", ";75"))
    assert call("check", "data/kehoach/k27.toml").out == "Không có gì phải sửa.\n"
    # the year after follows the new one
    assert call("new", "kế hoạch", "data/kehoach/k28.toml", "--from", "data/kehoach/k27.toml").code == 0
    assert data(root / "data/kehoach/k28.toml")["ky_truoc"] == {"tep": "k27.toml"}


def test_a_plan_without_figures_is_held_against_nothing(call: Call, root: Path) -> None:
    more = """phu_luc = [{ tieu_de = "Việc", bang = "a" }]
[bang.a]
cot = [ { ma = "stt", ten = "STT" }, { ma = "ten", ten = "Việc" }, { ma = "nam", ten = "Năm" } ]
hang = [ { ten = "A", nam = 2026 }, { ten = "B", nam = 2026 }, { ten = "C", nam = 2026 } ]
"""
    write(root / "data/kehoach/k26.toml", plan("Việc tại Phụ lục", more=more))
    assert call("new", "kế hoạch", "data/kehoach/k27.toml", "--from", "data/kehoach/k26.toml").code == 0
    assert "ky_truoc" not in data(root / "data/kehoach/k27.toml")
    assert call("check", "data/kehoach/k27.toml").out == "Không có gì phải sửa.\n"


def test_a_file_that_many_papers_share_is_not_changed_but_asked_about(call: Call, root: Path) -> None:
    register = """[kh_tinh]
loai = "Kế hoạch"
so_ky_hieu = "12/KH-UBND"
ngay = 2026-01-05
co_quan = "Ủy ban nhân dân tỉnh"
trich_yeu = "kiểm tra năm 2026"
"""
    write(root / "data/so-van-ban.toml", register)
    text = plan(more='can_cu = ["{{ vb.kh_tinh }}"]\nvb = { tep = "../so-van-ban.toml" }')
    write(root / "data/kehoach/k1.toml", text)
    said = call("new", "kế hoạch", "data/kehoach/2027/m.toml", "--from", "data/kehoach/k1.toml")
    assert said.code == 0, said
    assert data(root / "data/kehoach/2027/m.toml")["vb"] == {"tep": "../../so-van-ban.toml"}
    assert (root / "data/so-van-ban.toml").read_text("utf-8") == register
    found = [line.split(": ")[0] for line in call("check", "data/kehoach/2027/m.toml").out.splitlines()[:-1]]
    assert found == ["data/so-van-ban.toml:6:27 (vb.kh_tinh.trich_yeu)"]


def test_texts_of_a_csv_file_of_a_plan_move_in_its_own_encoding(call: Call, root: Path) -> None:
    table = 'Việc;Thời hạn;Ngày\r\n"Một ""hai""";Quý II/2026;08/9/2026\r\nBa;Năm 2026;\r\n'
    (root / "data/kehoach/viec-2026.csv").write_bytes(b"\xef\xbb\xbf" + table.encode())
    more = 'phu_luc = [{ tieu_de = "Việc", bang = "a" }]\n[bang.a]\nnguon = { tep = "viec-2026.csv" }'
    write(root / "data/kehoach/k1.toml", plan("Việc tại Phụ lục", more=more))
    said = call("new", "kế hoạch", "data/kehoach/m.toml", "--from", "data/kehoach/k1.toml")
    assert said.code == 0, said
    made = (root / "data/kehoach/viec-2027.csv").read_bytes()
    assert made == b"\xef\xbb\xbf" + table.replace("II/2026", "II/2027").replace("Năm 2026", "Năm 2027").encode()
    assert "viec-2027.csv:2:" in call("check", "data/kehoach/m.toml").out  # the meeting's day


def test_numbers_of_a_list_are_marked(call: Call, root: Path) -> None:
    write(root / "data/kehoach/ds-2026.csv", "Số;Ngày;Tên\n231;01/7/2026;Nguyễn Văn A\n")
    text = plan("Gửi {{ dong.ten }}", more='danh_sach = { tep = "ds-2026.csv" }')
    write(root / "data/kehoach/k1.toml", text)
    said = call("new", "kế hoạch", "data/kehoach/m.toml", "--from", "data/kehoach/k1.toml")
    assert (said.code, said.out.count("DL140")) == (0, 2), said


def test_json_is_carried_as_json(call: Call, root: Path) -> None:
    text = tomli.loads(plan().replace("năm {{ nam }}", "năm 2026"))
    write(root / "data/kehoach/k.json", json.dumps(text, ensure_ascii=False, indent=2))
    said = call("new", "kế hoạch", "data/kehoach/k27", "--from", "data/kehoach/k.json")
    assert said.code == 0, said
    made = json.loads((root / "data/kehoach/k27.json").read_text("utf-8"))
    assert (made["nam"], made["trich_yeu"]) == (2027, "Kiểm tra năm 2027")
    assert call("build", "data/kehoach/k27.json", "--only", "docx").code == 0


REFUSED = [
    ("kế hoạch", "data/kehoach/y3.docx", "data/kehoach/k1.toml", "phải có đuôi"),
    ("kế hoạch", "data/kehoach/y.json", "data/kehoach/k1.toml", "phải có đuôi .toml"),
    ("báo cáo", "data/kehoach/y.toml", "data/kehoach/k1.toml", "Tệp cũ là kế hoạch, không phải báo cáo."),
    ("kế hoạch", "data/kehoach/y", "data/kehoach/không-có.toml", "cần một tệp .toml hoặc .json có thật"),
    ("kế hoạch", "data/kehoach/k2", "data/kehoach/k1.toml", "đã có"),
    ("kế hoạch", "data/kehoach/k1.toml", "data/kehoach/k1.toml", "đã có"),
    ("kế hoạch", "../y.toml", "data/kehoach/k1.toml", "cùng dự án"),
]


@pytest.mark.parametrize(("kind", "new", "old", "why"), REFUSED)
def test_what_cannot_be_is_refused_and_nothing_written(
    call: Call, root: Path, kind: str, new: str, old: str, why: str
) -> None:
    before = tree(root.parent)
    said = call("new", kind, new, "--from", old)
    assert (said.code, why in said.err) == (ExitCode.USAGE, True), said
    assert tree(root.parent) == before


def test_nothing_is_left_of_a_paper_that_cannot_be_written(call: Call, root: Path) -> None:
    write(root / "data/bc/ho-so-quy-2-2026.csv", ROWS)
    write(root / "data/bc/q2.toml", report('{ tep = "ho-so-quy-2-2026.csv" }'))
    (root / "data/bc/q3.toml").mkdir()
    (root / "data/bc/.q4.toml.part").mkdir()  # where it is written before it has its name
    before = tree(root)
    assert call("new", "báo cáo", "data/bc/q3.toml", "--from", "data/bc/q2.toml", "--force").code == ExitCode.USAGE
    assert call("new", "báo cáo", "data/bc/q4.toml", "--from", "data/bc/q2.toml").code != ExitCode.OK
    assert tree(root) == before


def test_a_new_file_has_the_ending_of_data(call: Call, root: Path) -> None:
    said = call("new", "kế hoạch", "data/y3.docx")
    assert (said.code, "tên tệp phải có đuôi .toml" in said.err) == (ExitCode.USAGE, True)
    assert not (root / "data/y3.docx").exists()


BROKEN = [
    (plan().replace("nam = 2026", "nam = = 2026").encode(), "DL010"),
    (plan().encode("utf-8").replace("Mục".encode(), "Mà".encode("latin-1")), "DL007"),
    (plan(more='ke_hoach = { tep = "khong-co.toml" }').encode(), "DL001"),
]


@pytest.mark.parametrize(("text", "code"), BROKEN)
def test_a_broken_old_file_is_refused_with_its_finding(call: Call, root: Path, text: bytes, code: str) -> None:
    (root / "data/kehoach/k1.toml").write_bytes(text)
    before = tree(root)
    said = call("new", "kế hoạch", "data/kehoach/y.toml", "--from", "data/kehoach/k1.toml")
    assert (said.code, code in said.out, "k1.toml:" in said.out) == (ExitCode.FINDINGS, True, True), said
    assert tree(root) == before


@pytest.mark.parametrize("subject", ["Kết quả định kỳ", "Kết quả tháng 6 và Quý II"])
def test_a_report_that_does_not_say_its_period_is_asked_for_it(call: Call, root: Path, subject: str) -> None:
    how = "ky_bao_cao = { quy = 2, nam = 2026 }"
    write(root / "data/bc/ho-so-quy-2-2026.csv", ROWS)
    text = "\n".join(
        line for line in report('{ tep = "ho-so-quy-2-2026.csv" }').split("\n") if "ky_bao_cao = " not in line
    )
    text = text.replace("Kết quả {{ ky_bao_cao.ten }}", subject)
    write(root / "data/bc/q2.toml", text)
    before = tree(root)
    said = call("new", "báo cáo", "data/bc/q3.toml", "--from", "data/bc/q2.toml")
    assert (said.code, f"{how} (tháng" in said.err) == (ExitCode.USAGE, True), said
    assert "gọi {{ ky_bao_cao.ten }} ở trich_yeu" in said.err
    assert tree(root) == before
    write(root / "data/bc/q2.toml", text.replace("nam = 2026", f"nam = 2026\n{how}"))
    assert call("new", "báo cáo", "data/bc/q3.toml", "--from", "data/bc/q2.toml").code == 0


def test_a_report_of_a_week_is_not_carried_on_by_a_year(call: Call, root: Path) -> None:
    text = report('{ tep = "ho-so.csv" }').replace("{{ ky_bao_cao.ten }}", "công tác tuần 23")
    write(root / "data/bc/ho-so.csv", ROWS)
    write(root / "data/bc/tuan.toml", "\n".join(line for line in text.split("\n") if "ky_bao_cao" not in line))
    before = tree(root)
    said = call("new", "báo cáo", "data/bc/tuan-24.toml", "--from", "data/bc/tuan.toml")
    assert (said.code, "trích yếu nêu một tuần" in said.err) == (ExitCode.USAGE, True), said
    assert tree(root) == before


def test_a_report_of_the_year_so_far_chooses_its_sheet_and_names_the_rest(call: Call, root: Path) -> None:
    workbook(root / "data/bc/so.xlsx", "5T", "6T")
    write(root / "data/bc/luy-ke-5-thang-2026.csv", "Tên;Lũy kế 5 tháng\nĐợt 15/4 - 14/5;5\nB;7\nC;9\n")
    more = "[bang.b]\nnguon = { tep = 'luy-ke-5-thang-2026.csv' }\n"
    text = report('{ tep = "so.xlsx", sheet = "5T" }', more).replace("Bảng:", "{{ bang.b }}")
    text = text.replace("quy = 2", "thang = 5").replace("{{ ky_bao_cao.ten }}", "5 tháng đầu năm 2026")
    write(root / "data/bc/t5.toml", text)
    assert call("new", "báo cáo", "data/bc/t6.toml", "--from", "data/bc/t5.toml").code == 0
    made = data(root / "data/bc/t6.toml")
    assert made["trich_yeu"] == "Kết quả 6 tháng đầu năm 2026"
    assert made["bang"]["a"]["nguon"] == {"tep": "so.xlsx", "sheet": "6T"}  # type: ignore[index]
    assert made["bang"]["b"]["nguon"] == {"tep": "luy-ke-6-thang-2026.csv"}  # type: ignore[index]
    found = [line.split(" → ")[0] for line in call("check", "data/bc/t6.toml").out.splitlines() if "DL140" in line]
    assert found == [
        "data/bc/luy-ke-6-thang-2026.csv:1:5 (ô B1): cảnh báo DL140: còn nói về kỳ cũ (“5 tháng”): Lũy kế 5 tháng",
        "data/bc/luy-ke-6-thang-2026.csv:2:1 (ô A2): cảnh báo DL140: còn nói về kỳ cũ (“15/4 - 14/5”): Đợt 15/4 - 14/5",
    ]


def test_a_report_whose_subject_names_its_quarter_moves_by_a_quarter(call: Call, root: Path) -> None:
    write(root / "data/bc/ho-so-quy-4-2026.csv", ROWS)
    text = report('{ tep = "ho-so-quy-4-2026.csv" }').replace("{{ ky_bao_cao.ten }}", "Quý IV năm 2026")
    write(root / "data/bc/q4.toml", "\n".join(line for line in text.split("\n") if "ky_bao_cao" not in line))
    said = call("new", "báo cáo", "data/bc/q1.toml", "--from", "data/bc/q4.toml")
    assert said.code == 0, said
    made = data(root / "data/bc/q1.toml")
    assert (made["trich_yeu"], made["nam"], "ky_bao_cao" in made) == ("Kết quả Quý I năm 2027", 2027, False)
    assert (root / "data/bc/ho-so-quy-1-2027.csv").is_file()
    write(root / "data/bc/ho-so-quy-1-2027.csv", ROWS.replace("9", "11"))
    assert call("check", "data/bc/q1.toml").out == "Không có gì phải sửa.\n"


def test_names_with_blanks_are_quoted_in_the_command_to_run(call: Call, root: Path) -> None:
    said = call("new", "kế hoạch", "data/Kế hoạch 2027.toml", "--from", "data/kehoach/k1.toml")
    assert "docgen build 'data/Kế hoạch 2027.toml'" in said.out
    assert "docgen build 'data/Mới tinh.toml'" in call("new", "kế hoạch", "data/Mới tinh").out
