"""Data becomes a typed paper, or findings: every wrong key and value at once, each at its own place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written import OFFICE, Made, make

from docgen.files import built_in_templates
from docgen.model.known_kinds import Kinds

PLAN = """loai = "kế hoạch"
nam = 2026
trich_yeu = "Cải cách"
noi_nhan = ["UBND tỉnh"]
luu = "VT"
nguoi_ky = { ma = "giam-doc" }
noi_dung = "Nội dung."
"""


def plan(more: str, without: str = "", tables: str = "") -> Made:
    """Return a plan with a further line (the eighth) or tables, and without a key."""
    lines = [line for line in PLAN.split("\n") if not without or not line.startswith(f"{without} =")]
    return make("\n".join(lines) + more + OFFICE + tables)


# Kinds


@pytest.mark.parametrize(
    ("name", "known"),
    [("quyết định", "quyết định"), ("Quyết định", "quyết định"), ("QUYET DINH", "quyết định"), ("ke-hoach", "kế hoạch"),
     ("kế_hoạch", "kế hoạch"), ("báo cáo", "báo cáo")],
)  # fmt: skip
def test_a_kind_is_known_however_it_is_spelt(name: str, known: str) -> None:
    kind = Kinds().find(name)
    assert kind is not None
    assert kind.ten == known


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ('loai = "quyết đinhh"\n', "chưa có loại văn bản “quyết đinhh”", "Có phải “quyết định”?"),
        ('loai = "thư mời"\n', "chưa có loại văn bản “thư mời”", "Các loại: “quyết định”"),
        ("loai = 5\n", "“loai” phải là chữ, đang là số 5", "Chọn một trong"),
        ('trich_yeu = "A"\n', "thiếu “loai”", "Chọn một trong"),
    ],
)
def test_an_unknown_kind_is_told(text: str, message: str, remedy: str) -> None:
    made = make(text)
    assert made.paper is None
    finding = made.one("DL049")
    assert message in finding.message
    assert remedy in finding.remedy
    assert finding.where.line == 1


def test_every_kind_has_a_template_and_a_meaning() -> None:
    kinds = Kinds().all()
    assert [kind.ten for kind in kinds] == ["quyết định", "kế hoạch", "báo cáo"]
    assert all((built_in_templates() / kind.template).is_file() and kind.mo_ta for kind in kinds)


# Wrong keys and values


@pytest.mark.parametrize(
    ("line", "told", "message"),
    [
        ('so = "mười"', "8:6 DL042", "“so” phải là số nguyên, đang là chữ “mười”"),
        ("so = 1.5", "8:6 DL042", "“so” phải là số nguyên, đang là số 1.5"),
        ("so = true", "8:6 DL042", "đang là true"),
        ("so = 0", "8:6 DL044", "“so” là 0, phải từ 1 đến 99999"),
        ("ngay = 5", "8:8 DL042", "“ngay” phải là một ngày, đang là số 5"),
        ('ngay = "2026-02-30"', "8:8 DL043", "“2026-02-30” không phải là một ngày có thật"),
        ('ngay = "hôm nay"', "8:8 DL043", "viết chưa đúng dạng"),
        ('du_thao = "có"', "8:11 DL042", "“du_thao” phải là true hoặc false"),
        ('hinh_thuc = "fax"', "8:13 DL046", "“hinh_thuc” không nhận “fax”"),
        ('can_cu = "Luật"', "8:10 DL042", "“can_cu” phải là một danh sách"),
        ('can_cu = ["Luật", 5]', "8:19 DL042", "“can_cu” thứ 2 phải là chữ, đang là số 5"),
        ("danh_so = []", "8:11 DL047", "“danh_so” cần ít nhất 1 mục"),
        ('danh_so = ["I.", "A."]', "8:18 DL046", "“danh_so” thứ 2 không nhận “A.”"),
        ('bang = { "a b" = { hang = [] } }', "8:10 DL048", "mã “a b”"),
        ("vb = []", "8:6 DL042", "“vb” phải là các mục có mã, đang là một danh sách"),
        ("dieu = [{ tieu_de = 5 }]", "8:9 DL041", "thiếu “noi_dung”"),
        ('trich_yeuu = "A"', "8:1 DL040", "không có mục tên “trich_yeuu”"),
        ('kinh_gui = "UBND"', "8:1 DL055", "kế hoạch không có “kinh_gui”"),
        ('ky_hieu = "' + "A" * 31 + '"', "8:11 DL045", "dài 31 ký tự, nhiều nhất 30"),
        ('mau = "../cua-toi.docx"', "8:7 DL042", "“mau” phải là một tệp Word, đang là chữ “../cua-toi.docx”"),
        ('mau = { tepp = "x.docx" }', "8:7 DL042", "“mau” phải là một tệp Word, đang là một mục { … }"),
        ("noi_nhan2 = []", "8:1 DL040", "noi_nhan2"),
    ],
)
def test_a_wrong_value_is_told_at_its_place(line: str, told: str, message: str) -> None:
    made = plan(line)
    assert told in made.told
    assert any(message in finding.message for finding in made.findings)


def test_a_misspelt_key_has_its_likely_name() -> None:
    assert plan('trichyeu = "A"').one("DL040").remedy == "Có phải “trich_yeu”?"
    assert plan('"ngày" = "A"').one("DL040").remedy == "Có phải “ngay”?"
    assert plan('zzzzzzzz = "A"').one("DL040").remedy.startswith("Ở đây chỉ có: loai,")
    assert plan("", tables="[phu_luc]\n").codes == ["DL042"]


def test_a_template_named_as_a_text_has_the_way_to_name_a_file() -> None:
    remedy = plan('mau = "../cua-toi.docx"').one("DL042").remedy
    assert remedy.endswith('mau = { tep = "../cua-toi.docx" }.')


def test_a_day_that_cannot_be_hides_nothing_and_is_told_once() -> None:
    made = plan('ngay = 2026-02-30\nngayy = 5\ncan_cu = ["{{ khong }}"]', without="nam")
    assert made.told == ["7:8 DL012", "8:1 DL040", "9:15 DL080"]


@pytest.mark.parametrize("name", ["trich_yeu", "nguoi_ky"])
def test_a_missing_key_has_an_example(name: str) -> None:
    finding = plan("", without=name).one("DL041")
    assert f"thiếu “{name}”" in finding.message
    assert finding.remedy.startswith(f"Thêm: {name} = ")


def test_an_empty_text_is_missing() -> None:
    made = plan('trich_yeu = "  "', without="trich_yeu")
    assert made.told == ["7:13 DL041"]
    assert made.one("DL041").remedy == "Viết nội dung vào chỗ trống."


def test_a_paper_without_text_is_told() -> None:
    assert plan("", without="noi_dung").codes == ["DL053"]


def test_a_draft_needs_its_year() -> None:
    assert plan("", without="nam").codes == ["DL056"]
    assert plan("ngay = 2026-05-04\nso = 1", without="nam").codes == []


def test_everything_wrong_is_told_at_once() -> None:
    made = make("""loai = "quyết định"
so = "x"
ngay = 2026-01-08
trich_yeu = 5
kinh_gui = ["a"]
noi_nhan = [1, "b", true]
nguoi_ky = { quyen_han = "KT" }
la = 1
[co_quan]
ten = "A"
viettat = "B"
lanh_dao = [ { ma = "x" }, 5 ]
[kem_theo]
loai = "kế hoạch"
[bang.b]
hang = [ { a = { x = 1 } }, 5 ]
""")
    assert made.told == [
        "1:1 DL041", "1:1 DL041", "1:1 DL058",  # can_cu, dieu, luu
        "2:6 DL042", "4:13 DL042", "5:1 DL055", "6:12 NS002", "6:13 DL042", "6:21 DL042", "7:12 DL051", "7:26 DL046",
        "8:1 DL040", "9:1 DL041", "11:1 DL040", "12:14 DL041", "12:14 DL041", "12:28 DL042", "13:1 DL041", "13:1 DL053",
        "16:16 DL042", "16:29 DL064",
    ]  # fmt: skip


def test_a_missing_key_hides_no_other_mistake() -> None:
    made = make("""loai = "kế hoạch"
so = 1
ngay = 2026-01-08
noi_nhan = ["A {{ saia }}"]
luu = "VT"
noi_dung = "B {{ saib }}"
""")
    # trich_yeu, co_quan and nguoi_ky are missing; what stands in for them is not spoken of.
    assert made.told == ["1:1 DL041", "1:1 DL041", "1:1 DL041", "4:19 DL080", "6:18 DL080"]


def test_what_was_told_is_not_told_again_as_missing() -> None:
    # A wrong day is no missing year, a misspelt name no missing key; a kind typed with a slip in its accents is that kind.
    made = make("""loai = "kế hoặch"
ngay = "31/02/2026"
trich_yue = "A"
noi_nhan = 7
luu = 1
nguoi_ky = { maa = "x" }
noi_dung = 5
co_quan = { ten = "A", viet_tat = "B", dia_danh = "C" }
bang = { b = { hang = 3, hangg = 4, cot = [ { ma = "a", ten = "A" } ] } }
""")
    assert made.told == ["2:8 DL043", "3:1 DL040", "4:12 DL042", "5:7 DL042", "6:14 DL040", "7:12 DL042", "9:23 DL042",
                         "9:26 DL040"]  # fmt: skip


def test_a_json_file_says_the_same() -> None:
    made = make(
        """{
 "$schema": "x.json",
 "loai": "kế hoạch", "ngay": "2026-01-08", "so": 5,
 "trich_yeu": "A", "noi_nhan": ["B"], "luu": "VT",
 "nguoi_ky": {"ho_ten": "C", "chuc_vu": "Giám đốc"},
 "co_quan": {"ten": "Sở", "viet_tat": "S", "dia_danh": "K"},
 "noi_dung": ["Dòng một", "dòng hai"],
 "them": {"x": 0.5}
}""",
        name="a.json",
    )
    assert made.codes == []
    assert made.lines() == ["doan|Dòng một dòng hai./."]
    assert made.paper is not None
    assert made.paper.them == {"x": Decimal("0.5")}
    assert str(made.paper.ngay) == "2026-01-08"


# Records that hold others


def test_the_office_may_stand_in_a_file_of_its_own() -> None:
    made = make(
        PLAN + 'co_quan = { tep = "co-quan.toml" }', co_quan_toml=OFFICE.replace("[co_quan]\n", "").replace("SNV", "")
    )
    assert made.codes == ["DL041"]
    assert made.findings[0].where.file == "co-quan.toml"


@pytest.mark.parametrize(
    ("tables", "code", "key"),
    [
        ('[[phu_luc]]\ntieu_de = "A"', "DL052", "phu_luc[1]"),
        ('[[phu_luc]]\ntieu_de = "Phụ lục"\nbang = "nhiem_vuu"\n[bang.nhiem_vu]\nhang = [{ a = 1 }]', "DL054", "phu_luc[1].bang"),
        ("[bang.b]", "DL061", "bang.b"),
        ('[bang.b]\nhang = [{ a = 1 }]\nnguon = [{ a = 1 }]', "DL060", "bang.b"),
        ('[bang.b]\nhang = [{ a = 1 }]\ncot = [{ ma = "a", ten = "A" }, { ma = "a", ten = "B" }]', "DL062", "bang.b.cot[2].ma"),
        ('[bang.b]\nnguon = "b.csv"', "DL063", "bang.b.nguon"),
        ('[bang.b]\nhang = ["a"]', "DL064", "bang.b.hang[1]"),
        ('[bang.b]\nhang = [{ x = 1 }]\ncot = [{ ma = "a", ten = "A" }]', "DL065", "bang.b.hang[1].x"),
        ('[bang.b]\nhang = [{ a = [[1]] }]', "DL042", "bang.b.hang[1].a"),
        ('[bang.b]\nhang = [{ a = 1 }]\nnhom_theo = "x"', "DL066", "bang.b.nhom_theo"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_told(tables: str, code: str, key: str) -> None:
    assert plan("", tables=tables).one(code).where.key == key


def test_a_period_that_ends_before_it_begins() -> None:
    office = OFFICE.replace('chuc_vu = "Giám đốc" }', 'chuc_vu = "Giám đốc", tu = 2026-02-01, den = 2026-01-01 }')
    assert make(PLAN + office).one("DL050").where.key == "co_quan.lanh_dao[1].den"
    made = make(
        """loai = "báo cáo"
nam = 2026
trich_yeu = "{{ ky_bao_cao.ten }} {{ ky_bao_cao.khoang }}"
noi_nhan = ["x"]
luu = "VT"
nguoi_ky = { ma = "giam-doc" }
noi_dung = "x"
ky_bao_cao = { quy = 5, thang = 13, nam = 2026, tu = 2026-02-01, den = 2026-01-01 }
"""
        + OFFICE
    )
    assert made.told == ["8:22 DL044", "8:33 DL044", "8:72 DL050"]
