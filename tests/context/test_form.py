"""Elements of form worked out: signing, căn cứ and citations, Kính gửi, Nơi nhận, annexes, blanks of drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from written import OFFICE, Made, body, ke_hoach, make, quyet_dinh

from docgen.context import members, resolve
from docgen.model.fields import Log
from docgen.model.read_paper import read_paper
from docgen.sources import Reader

COLLECTIVE = """
[co_quan]
ten = "Ủy ban nhân dân phường Bắc Nha Trang"
viet_tat = "UBND"
dia_danh = "Bắc Nha Trang"
lanh_dao = [
  { ma = "chu-tich", ho_ten = "Đặng Văn H", chuc_vu = "Chủ tịch" },
  { ma = "pho-chu-tich", ho_ten = "Bùi Thị K", chuc_vu = "Phó Chủ tịch" },
  { ma = "pho-chanh-van-phong", ho_ten = "Lê Văn M", chuc_vu = "Phó Chánh Văn phòng" },
]
"""
BLANK = " " * 7


def signed(nguoi_ky: str, top: str = "", office: str = OFFICE) -> Made:
    return quyet_dinh(top=f"nguoi_ky = {nguoi_ky}\n{top}", office=office)


# Signing (Điều 13; S-01 … S-09)


@pytest.mark.parametrize(
    ("nguoi_ky", "lines", "authority", "office"),
    [
        ('{ ma = "giam-doc" }', ["GIÁM ĐỐC"], "Giám đốc Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
        ('{ ma = "pho-giam-doc", quyen_han = "KT." }', ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
         "Giám đốc Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
        ('{ ma = "chanh-van-phong", quyen_han = "TL." }', ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"],
         "Giám đốc Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
        ('{ ma = "chanh-van-phong", quyen_han = "TUQ." }', ["TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"],
         "Giám đốc Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
        ('{ ma = "pho-giam-doc", quyen_han = "Q." }', ["Q. GIÁM ĐỐC"], "Giám đốc Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
        ('{ ho_ten = "A", chuc_vu = "Quyền Giám đốc", quyen_han = "Q." }', ["Q. GIÁM ĐỐC"],
         "Giám đốc Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
        ('{ ma = "chu-tich" }', ["CHỦ TỊCH"], "Chủ tịch Ủy ban nhân dân phường Bắc Nha Trang", COLLECTIVE),
        ('{ ma = "chu-tich", quyen_han = "TM." }', ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
         "Ủy ban nhân dân phường Bắc Nha Trang", COLLECTIVE),
        ('{ ma = "pho-chu-tich", quyen_han = "TM. KT." }', ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
         "Ủy ban nhân dân phường Bắc Nha Trang", COLLECTIVE),
        ('{ ma = "pho-chanh-van-phong", quyen_han = "TL. KT." }',
         ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
         "Chủ tịch Ủy ban nhân dân phường Bắc Nha Trang", COLLECTIVE),
        ('{ ho_ten = "A", chuc_vu = "Thứ trưởng", quyen_han = "KT.", thay = "Bộ trưởng" }',
         ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"], "Bộ trưởng Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
        ('{ ho_ten = "A", chuc_vu = "Tổ phó", quyen_han = "KT.", thay = "Tổ trưởng" }',
         ["KT. TỔ TRƯỞNG", "TỔ PHÓ"], "Tổ trưởng Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
        ('{ ho_ten = "A", chuc_vu = "Tổ phó Tổ thư ký", quyen_han = "TL. KT." }',
         ["TL. GIÁM ĐỐC", "KT. TỔ TRƯỞNG TỔ THƯ KÝ", "TỔ PHÓ TỔ THƯ KÝ"], "Giám đốc Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
        # a title that names its office takes it once
        ('{ ho_ten = "A", chuc_vu = "Giám đốc Sở" }', ["GIÁM ĐỐC SỞ"], "Giám đốc Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
        ('{ ho_ten = "A", chuc_vu = "Giám đốc Sở Nội vụ" }', ["GIÁM ĐỐC SỞ NỘI VỤ"],
         "Giám đốc Sở Nội vụ tỉnh Khánh Hòa", OFFICE),
    ],
)  # fmt: skip
def test_the_eight_rights_to_sign(nguoi_ky: str, lines: list[str], authority: str, office: str) -> None:
    made = signed(nguoi_ky, office=office)
    assert made.codes == []
    assert made.values()["chuc_vu"] == lines
    assert made.values()["tham_quyen"] == authority


def test_the_collectives_own_name_comes_first() -> None:
    office = COLLECTIVE.replace("viet_tat", 'tap_the = "Ủy ban nhân dân phường"\nviet_tat')
    assert signed('{ ma = "chu-tich", quyen_han = "TM." }', office=office).values()["chuc_vu"] == [
        "TM. ỦY BAN NHÂN DÂN PHƯỜNG", "CHỦ TỊCH",
    ]  # fmt: skip


def test_the_authority_may_be_given() -> None:
    made = signed('{ ma = "giam-doc" }', 'tham_quyen = "Giám đốc {{ co_quan.ten_ngan }}"')
    assert made.values()["tham_quyen"] == "Giám đốc Sở Nội vụ tỉnh Khánh Hòa"


@pytest.mark.parametrize(
    ("nguoi_ky", "code"),
    [
        ('{ ma = "giam-doc", quyen_han = "KT." }', "DL083"),
        ('{ ma = "pho-giam-doc" }', "DL084"),
        ('{ ho_ten = "A", chuc_vu = "Hiệu phó" }', "DL084"),
        ('{ ma = "giam-doc", quyen_han = "TL." }', "DL083"),
        ('{ ma = "pho-giam-doc", quyen_han = "TM." }', "DL084"),
        ('{ ma = "pho-giam-doc", quyen_han = "K/T" }', "DL046"),
        ('{ ma = "giamdoc" }', "DL081"),
        ('{ ma = "giam-doc", quyen_han = "K/T" }', "DL046"),
        ('{ ho_ten = "A" }', "DL051"),
    ],
)
def test_a_signer_who_does_not_fit_is_told(nguoi_ky: str, code: str) -> None:
    assert signed(nguoi_ky).codes == [code]


PERIODS = """
[co_quan]
ten = "Sở Nội vụ"
viet_tat = "SNV"
dia_danh = "Khánh Hòa"
lanh_dao = [
  { ma = "giam-doc", ho_ten = "Người Cũ", chuc_vu = "Giám đốc", den = 2026-03-31 },
  { ma = "giam-doc", ho_ten = "Người Mới", chuc_vu = "Giám đốc", tu = 2026-04-01 },
  { ma = "pho", ho_ten = "Cấp Phó", chuc_vu = "Phó Giám đốc", tu = 2025-01-01, den = 2026-12-31 },
]
"""


@pytest.mark.parametrize(
    ("ngay", "name"),
    [("ngay = 2026-03-31\nso = 1", "Người Cũ"), ("ngay = 2026-04-01\nso = 1", "Người Mới"), ("", "Người Mới")],
)
def test_who_held_the_post_on_the_day_signs(ngay: str, name: str) -> None:
    made = signed('{ ma = "giam-doc" }', ngay, PERIODS)
    assert made.codes == []
    assert made.values()["ho_ten"] == name


def test_who_did_not_hold_the_post_is_told() -> None:
    made = signed('{ ma = "pho", quyen_han = "KT." }', "ngay = 2027-01-05\nso = 1", PERIODS)
    assert "DL082" in made.codes
    assert "05/01/2027" in made.one("DL082").message
    assert made.values()["chuc_vu"] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]


def test_a_vacant_post_of_head_keeps_its_title() -> None:
    office = PERIODS.replace("tu = 2026-04-01", "tu = 2026-06-01")
    made = signed('{ ma = "pho", quyen_han = "KT." }', "ngay = 2026-05-04\nso = 1", office)
    assert made.codes == []
    assert made.values()["chuc_vu"] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]


def test_names_of_signers_may_be_expressions() -> None:
    made = signed(
        '{ ho_ten = "{{ them.ai }}", chuc_vu = "{{ them.chuc }}" }',
        office=OFFICE + '[them]\nai = "A"\nchuc = "Giám đốc"\n',
    )
    assert made.values()["ho_ten"] == "A"
    assert made.values()["chuc_vu"] == ["GIÁM ĐỐC"]


# Number and day


def test_number_and_day_of_a_signed_paper() -> None:
    made = quyet_dinh("so = 2\nngay = 2026-01-06")
    assert made.values()["so_ky_hieu"] == "02/QĐ-SNV"
    assert made.values()["thoi_gian"] == "ngày 06 tháng 01 năm 2026"
    assert made.resolved is not None
    assert made.resolved.number == "02/QĐ-SNV"
    assert made.main.title == "Quyết định 02/QĐ-SNV"


def test_a_draft_leaves_blanks_and_changes_nothing_else() -> None:
    made = quyet_dinh()
    assert made.values()["so_ky_hieu"] == f"{BLANK}/QĐ-SNV"
    assert made.values()["thoi_gian"] == "ngày     tháng     năm     "
    assert made.values()["du_thao"] == ""
    assert made.resolved is not None
    assert made.resolved.number == ""
    assert made.main.title == "Quyết định Ban hành Kế hoạch"
    signed_ = quyet_dinh("so = 2\nngay = 2026-01-06")
    assert {k: v for k, v in made.values().items() if k not in ("so_ky_hieu", "thoi_gian", "them")} == {
        k: v for k, v in signed_.values().items() if k not in ("so_ky_hieu", "thoi_gian", "them")
    }
    assert made.lines() == signed_.lines()


def test_a_draft_is_marked_only_on_request() -> None:
    assert quyet_dinh("du_thao = true").values()["du_thao"] == "DỰ THẢO"


def test_the_symbol_may_be_given() -> None:
    assert quyet_dinh('so = 15\nngay = 2026-05-04\nky_hieu = "QĐ-SNV-VP"').values()["so_ky_hieu"] == "15/QĐ-SNV-VP"


NEXT = """loai = "kế hoạch"
trich_yeu = "Chuyển đổi số năm {{ nam }}"
noi_nhan = ["a"]
luu = "VT"
nguoi_ky = { ma = "giam-doc" }
noi_dung = "Kế hoạch năm {{ nam }}; chi tiết tại Phụ lục."
phu_luc = [ { tieu_de = "Việc năm {{ nam }}", noi_dung = "Trước ngày 31/12/{{ nam }}" } ]
"""


def test_the_year_of_the_subject_and_the_year_of_issue_are_two_facts() -> None:
    made = make(f"{NEXT}nam = 2027\nso = 901\nngay = 2026-12-28\n{OFFICE}")
    assert made.codes == []
    assert made.values()["trich_yeu"] == "Chuyển đổi số năm 2027"
    assert made.values()["thoi_gian"] == "ngày 28 tháng 12 năm 2026"
    assert made.lines() == ["doan|Kế hoạch năm 2027; chi tiết tại Phụ lục./."]
    assert made.lines(1) == ["doan|Trước ngày 31/12/2027./."]
    annex = made.values(1)["phu_luc"]
    assert annex["dong_kem_theo"] == (  # type: ignore[index]
        "(Kèm theo Kế hoạch số 901/KH-SNV ngày 28 tháng 12 năm 2026 của Sở Nội vụ tỉnh Khánh Hòa)"
    )


def test_without_its_own_year_a_paper_speaks_of_the_year_of_issue() -> None:
    assert make(f"{NEXT}ngay = 2026-12-28\n{OFFICE}").values()["trich_yeu"] == "Chuyển đổi số năm 2026"


@pytest.mark.parametrize(
    ("ngay", "printed"),
    [
        # A plan for 2027 may be signed in December 2026: its year says nothing of the day.
        ("", "ngày     tháng     năm     "),
        ("ngay = 2026", "ngày     tháng     năm 2026"),
        ('ngay = "năm 2026"', "ngày     tháng     năm 2026"),
        ('ngay = "11/2026"', "ngày     tháng 11 năm 2026"),
        ('ngay = "tháng 11/2026"', "ngày     tháng 11 năm 2026"),
        ('ngay = "ngày … tháng 11 năm 2026"', "ngày     tháng 11 năm 2026"),
        ('ngay = "1/2027"', "ngày     tháng 01 năm 2027"),
    ],
)
def test_a_draft_prints_what_is_known_of_its_day(ngay: str, printed: str) -> None:
    made = make(f"{NEXT}nam = 2027\n{ngay}\n{OFFICE}")
    assert made.codes == []
    assert made.values()["thoi_gian"] == printed
    assert printed in made.values(1)["phu_luc"]["dong_kem_theo"]  # type: ignore[index]
    assert made.values()["trich_yeu"] == "Chuyển đổi số năm 2027"
    assert made.resolved is not None
    assert made.resolved.day is None


def test_a_known_month_or_year_stands_in_for_the_year_of_the_paper() -> None:
    assert make(f'{NEXT}ngay = "11/2026"\n{OFFICE}').values()["trich_yeu"] == "Chuyển đổi số năm 2026"


@pytest.mark.parametrize("ngay", ['"13/2026"', '"0/2026"', "26", '"11/26"', "20261"])
def test_what_is_no_day_month_or_year_is_told(ngay: str) -> None:
    assert make(f"{NEXT}nam = 2027\nngay = {ngay}\n{OFFICE}").codes in (["DL043"], ["DL042"])


@pytest.mark.parametrize(
    ("ngay", "codes"),
    [
        ("2024-05-04", ["DL096"]), ("2027-01-04", ["DL096"]), ("2027-05-04", ["DL096"]),
        ("2025-01-08", ["DL096"]),  # in January the day has the old year
        ("2025-12-25", []), ("2025-06-30", []), ("2026-01-08", []), ('"11/2025"', []), ("2023", ["DL096"]),
    ],
)  # fmt: skip
def test_an_unusual_distance_between_the_two_years_is_told(ngay: str, codes: list[str]) -> None:
    made = quyet_dinh(f"so = 1\nngay = {ngay}")
    assert made.codes == codes
    assert not codes or "{{ nam }} in 2026" in made.one("DL096").message


LISTED = """
so = 1
danh_sach = [ { ten = "a", ngay = 2026-12-28 }, { ten = "b", ngay = "1/2027" } ]
"""


def test_each_paper_of_a_list_has_its_own_day(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(f'{NEXT}ten_tep = "{{{{ dong.ten }}}}-{{{{ nam }}}}"\n{LISTED}\n{OFFICE}', "utf-8")
    data = Reader(tmp_path).data(tmp_path / "a.toml")
    assert data is not None
    log = Log(data)
    paper = read_paper(data.value, log)
    assert paper is not None
    made = [
        (each.name, resolve(each.paper, log, each.row).parts[0].values["thoi_gian"]) for each in members(paper, log)
    ]
    assert made == [("a-2026", "ngày 28 tháng 12 năm 2026"), ("b-2027", "ngày     tháng 01 năm 2027")]


def test_a_report_of_early_spring_speaks_of_last_year() -> None:
    text = 'loai = "báo cáo"\nnam = 2026\ntrich_yeu = "Kết quả năm {{ nam }}"\nnoi_nhan = ["a"]\nluu = "VT"\n'
    text += 'nguoi_ky = { ma = "giam-doc" }\nnoi_dung = "x"\nso = 1\n'
    made = make(f"{text}ngay = 2027-01-10\n{OFFICE}")
    assert made.codes == []
    assert made.values()["trich_yeu"] == "Kết quả năm 2026"


def test_a_subject_that_repeats_the_type_is_told() -> None:
    text = (
        'loai = "kế hoạch"\nnam = 2026\nnoi_nhan = ["a"]\nluu = "VT"\nnguoi_ky = { ma = "giam-doc" }\nnoi_dung = "x"\n'
    )
    assert make(f'{text}trich_yeu = "Kế hoạch cải cách"\n{OFFICE}').codes == ["DL097"]
    assert make(f'{text}trich_yeu = "Kế hoạch hóa gia đình"\n{OFFICE}').codes == []


# Căn cứ and citations

CITED = """
[vb.luat]
loai = "Luật"
ten = "Lưu trữ"
ngay = 2024-06-21

[vb.kh]
loai = "Quyết định"
so_ky_hieu = "4782/QĐ-UBND"
ngay = 2025-12-23
co_quan = "Ủy ban nhân dân tỉnh"
trich_yeu = "Ban hành Kế hoạch"

[vb.nd]
loai = "Nghị định"
so_ky_hieu = "30/2020/NĐ-CP"
ngay = 2020-03-05
co_quan = "Chính phủ"
trich_yeu = "về công tác văn thư"
"""
FULL = "Quyết định số 4782/QĐ-UBND ngày 23/12/2025 của Ủy ban nhân dân tỉnh ban hành Kế hoạch"
SHORT = "Quyết định số 4782/QĐ-UBND"
DECREE = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư"


def bases(can_cu: str, top: str = "", dieu: str = '["{{ vb.luat }} {{ vb.kh }} {{ vb.nd }}"]') -> Any:
    made = quyet_dinh(f"can_cu = {can_cu}\n{top}", CITED, dieu=dieu)
    assert made.codes == [], [str(item) for item in made.findings]
    return made.values()["can_cu"]


def test_bases_are_closed_by_semicolons_and_one_full_stop() -> None:
    assert bases('["{{ vb.luat }}", "Căn cứ {{ vb.kh }};", "{{ vb.nd }}."]') == [
        "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;", f"Căn cứ {FULL};", f"Căn cứ {DECREE}.",
    ]  # fmt: skip


def test_several_papers_stand_on_one_line() -> None:
    assert bases('["{{ vb.kh }}; {{ vb.nd }}", "Thực hiện {{ vb.kh }}", "{{ vb.luat }}"]') == [
        f"Căn cứ {FULL}; {DECREE};", f"Thực hiện {SHORT};", "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "last"),
    [
        ('"Chánh Văn phòng"', "Theo đề nghị của Chánh Văn phòng."),
        ('"Theo đề nghị của Chánh Văn phòng."', "Theo đề nghị của Chánh Văn phòng."),
        ('"xét đề nghị của Chánh Văn phòng"', "Xét đề nghị của Chánh Văn phòng."),
        ('{ loi = "Xét đề nghị của", ai = "Chánh Văn phòng;" }', "Xét đề nghị của Chánh Văn phòng."),
        ('"Xét Tờ trình số 15/TTr-VP của Chánh Văn phòng"', "Xét Tờ trình số 15/TTr-VP của Chánh Văn phòng."),
    ],
)
def test_who_proposes_stands_last(given: str, last: str) -> None:
    assert bases('["{{ vb.kh }}"]', f"theo_de_nghi = {given}") == [f"Căn cứ {FULL};", last]


def test_typed_bases_are_taken_as_they_are() -> None:
    made = quyet_dinh('can_cu = ["căn cứ Luật A", "- Luật B ,", "Theo Kết luận C", ""]')
    assert made.values()["can_cu"] == ["Căn cứ Luật A;", "Căn cứ Luật B;", "Theo Kết luận C."]


@pytest.mark.parametrize(
    ("given", "printed", "codes"),
    [
        ("Thực hiện Nghị quyết A", "Thực hiện Nghị quyết A.", []),
        ("xét nhu cầu công tác", "Xét nhu cầu công tác.", []),
        ("Tiếp tục thực hiện Nghị quyết A", "Tiếp tục thực hiện Nghị quyết A.", []),
        ("Kế hoạch số 5/KH-UBND của tỉnh", "Căn cứ Kế hoạch số 5/KH-UBND của tỉnh.", []),
        ("Công văn số 5/SNV-VP", "Căn cứ Công văn số 5/SNV-VP.", []),
        ("tình hình thực tế của đơn vị", "Căn cứ tình hình thực tế của đơn vị.", []),
        ("{{ them.khac }} số 5", "Căn cứ Điều lệ số 5.", []),
        ("Vận dụng Điều lệ A", "Vận dụng Điều lệ A.", ["NS004"]),
    ],
)
def test_a_basis_opens_as_it_is_written(given: str, printed: str, codes: list[str]) -> None:
    made = quyet_dinh(f'can_cu = ["{given}"]', '[them]\nkhac = "Điều lệ"\n')
    assert made.values()["can_cu"] == [printed]
    assert made.codes == codes


def test_the_line_in_brackets_opens_as_offices_word_it() -> None:
    text = ATTACHED.replace('can_cu = ["{{ vb.kh }}"]', 'loi_kem_theo = "Ban hành kèm theo"')
    text = text.replace("Theo {{ vb.kh }}; ", "").replace('theo {{ vb.kh }}"', 'A"\nloi_kem_theo = "Kèm theo"')
    text = text.replace('noi_dung = "Theo {{ vb.kh }}"', 'noi_dung = "x"')
    made = quyet_dinh("so = 2\nngay = 2026-01-06", text, dieu='["Ban hành {{ kem_theo.ten }}."]')
    assert made.codes == []
    number = "Quyết định số 02/QĐ-SNV ngày 06 tháng 01 năm 2026"
    office = "của Giám đốc Sở Nội vụ tỉnh Khánh Hòa"
    assert made.values(1)["dong_kem_theo"] == f"(Ban hành kèm theo {number} {office})"
    annex = made.values(2)["phu_luc"]
    assert annex["dong_kem_theo"] == f"(Kèm theo Kế hoạch ban hành kèm theo {number} {office})"  # type: ignore[index]


def test_a_paper_is_cited_in_full_where_it_first_stands() -> None:
    dieu = '["Thực hiện {{ vb.kh }} và {{ vb.luat }}.", "Theo {{ vb.kh.ngan }}; {{ vb.nd }}; {{ vb.nd }}; {{ vb.kh.day_du }}."]'
    made = quyet_dinh('can_cu = ["{{ vb.kh }}"]', CITED, dieu=dieu)
    assert made.values()["can_cu"] == [f"Căn cứ {FULL}."]
    assert made.lines() == [
        f"dieu|Điều 1. Thực hiện {SHORT} và Luật Lưu trữ.",
        f"dieu|Điều 2. Theo {SHORT}; {DECREE}; Nghị định số 30/2020/NĐ-CP; {FULL}./.",
    ]


def test_the_title_comes_before_the_bases() -> None:
    made = make(
        f"""loai = "quyết định"
nam = 2026
trich_yeu = "Thực hiện {{{{ vb.kh }}}}"
noi_nhan = ["Như Điều 1"]
luu = "VT"
nguoi_ky = {{ ma = "giam-doc" }}
can_cu = ["{{{{ vb.kh }}}}", "{{{{ vb.luat }}}}; {{{{ vb.nd }}}}"]
dieu = ["x"]
{OFFICE}{CITED}"""
    )
    assert made.values()["trich_yeu"] == f"Thực hiện {FULL}"
    assert made.values()["can_cu"][0] == f"Căn cứ {SHORT};"  # type: ignore[index]


ATTACHED = """
[kem_theo]
loai = "kế hoạch"
trich_yeu = "Cải cách"
can_cu = ["{{ vb.kh }}"]
noi_dung = '''
Theo {{ vb.kh }}; chi tiết tại Phụ lục.
'''
[[kem_theo.phu_luc]]
tieu_de = "Việc theo {{ vb.kh }}"
noi_dung = "Theo {{ vb.kh }}"
"""


def test_the_attached_paper_cites_afresh() -> None:
    made = quyet_dinh('can_cu = ["{{ vb.kh }}"]', CITED.split("[vb.nd]")[0].replace("[vb.luat]", "[vb.luat2]") + ATTACHED,
                      dieu='["Ban hành {{ kem_theo.ten }} theo {{ vb.kh }}.", "{{ vb.luat2 }}"]')  # fmt: skip
    assert made.codes == []
    assert made.lines(0)[0] == f"dieu|Điều 1. Ban hành Kế hoạch Cải cách theo {SHORT}."
    assert made.values(1)["can_cu"] == [f"Căn cứ {FULL}."]
    assert made.lines(1) == [f"doan|Theo {SHORT}; chi tiết tại Phụ lục./."]
    assert made.values(2)["phu_luc"]["tieu_de"] == f"Việc theo {SHORT}"  # type: ignore[index]
    assert made.lines(2) == [f"doan|Theo {SHORT}./."]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ('[vb.a]\nloai = "Quyết định"\nngay = 2025-01-01\nco_quan = "X"\ntrich_yeu = "về y"', "VD001"),
        ('[vb.a]\nloai = "Quyết định"\nso_ky_hieu = "1/QĐ-X"', "VD002"),
        ('[vb.a]\nloai = "Luật"', "VD002"),
    ],
)
def test_a_cited_paper_with_gaps_is_told(table: str, code: str) -> None:
    assert code in quyet_dinh('can_cu = ["{{ vb.a }}"]', table).codes


def test_what_is_said_of_a_cited_paper_may_quote() -> None:
    vb = """
[vb.a]
loai = "Kế hoạch"
so_ky_hieu = "{{ them.so }}/KH-UBND"
ngay = 2026-01-02
co_quan = "UBND {{ co_quan.dia_danh }}"
trich_yeu = "về việc {{ trich_yeu }}"
[them]
so = 15
"""
    made = quyet_dinh('can_cu = ["{{ vb.a }}", "{{ vb.a.co_quan }}"]', vb)
    assert made.codes == []
    assert made.values()["can_cu"] == [
        "Căn cứ Kế hoạch số 15/KH-UBND ngày 02/01/2026 của UBND Khánh Hòa về việc Ban hành Kế hoạch;",
        "Căn cứ UBND Khánh Hòa.",
    ]
    made = quyet_dinh('can_cu = ["{{ vb.a }}"]', vb.replace("{{ trich_yeu }}", "{{ vb.a }}"))
    assert "DL089" in made.codes


@pytest.mark.parametrize(("day", "told"), [("2026-01-02", []), ("2026-01-08", []), ("2026-02-05", ["VD004"])])
def test_a_paper_of_a_later_day_cannot_be_cited(day: str, told: list[str]) -> None:
    vb = f"""
[vb.a]
loai = "Kế hoạch"
so_ky_hieu = "số 15/KH-UBND"
ngay = {day}
co_quan = "UBND tỉnh"
trich_yeu = "về việc làm sạch dữ liệu"
"""
    made = quyet_dinh('so = 5\nngay = 2026-01-08\ncan_cu = ["{{ vb.a }}"]', vb)
    assert made.codes == told
    assert "Kế hoạch số 15/KH-UBND ngày" in made.values()["can_cu"][0], "the word that docgen writes is not doubled"


def test_a_paper_never_cited_is_told() -> None:
    made = quyet_dinh("", CITED)
    assert made.codes == ["VD003"] * 3
    assert made.findings[0].where.key == "vb.luat"


# Kính gửi, Nơi nhận


def bao_cao(top: str) -> Made:
    return make(f"""loai = "báo cáo"
nam = 2026
trich_yeu = "Kết quả {{{{ ky_bao_cao.ten }}}}"
ky_bao_cao = {{ quy = 2, nam = 2026, tu = 2025-12-15, den = 2026-06-14 }}
nguoi_ky = {{ ma = "giam-doc" }}
noi_dung = "Số liệu {{{{ ky_bao_cao.khoang }}}}."
{top}
{OFFICE}""")


def test_one_addressee_stands_on_one_line_without_a_full_stop() -> None:
    made = bao_cao('kinh_gui = "Kính gửi: Ủy ban nhân dân tỉnh;"\nnoi_nhan = ["Như trên"]\nluu = "VT"')
    assert made.codes == []
    assert made.values()["kinh_gui"] == {"mot": "Ủy ban nhân dân tỉnh", "nhan": "", "dong": []}
    assert made.values()["trich_yeu"] == "Kết quả Quý II năm 2026"
    assert made.lines() == ["doan|Số liệu từ ngày 15/12/2025 đến ngày 14/6/2026./."]


def test_several_addressees_are_a_list() -> None:
    made = bao_cao('kinh_gui = ["Ủy ban nhân dân tỉnh", "- Sở Nội vụ."]\nnoi_nhan = ["Như trên"]\nluu = "VT"')
    assert made.values()["kinh_gui"] == {
        "mot": "",
        "nhan": "Kính gửi:",
        "dong": ["Ủy ban nhân dân tỉnh;", "Sở Nội vụ."],
    }


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ('noi_nhan = ["Như trên", "- Lãnh đạo Sở;"]\nluu = "VT, VP"', ["Như trên;", "Lãnh đạo Sở;", "Lưu: VT, VP."]),
        ('noi_nhan = ["Như trên"]\nluu = "Lưu: VT."', ["Như trên;", "Lưu: VT."]),
        ('noi_nhan = ["Như trên"]\nluu = "Lưu VT, TCCB."', ["Như trên;", "Lưu: VT, TCCB."]),
        ('noi_nhan = ["Như trên", "", "Lưu: VT (2)."]', ["Như trên;", "Lưu: VT (2)."]),
    ],
)
def test_recipients_end_with_the_file(given: str, printed: list[str]) -> None:
    made = bao_cao(f'kinh_gui = "UBND tỉnh"\n{given}')
    assert made.codes == []
    assert made.values()["noi_nhan"] == printed


def test_recipients_that_must_stand_first_are_told() -> None:
    made = bao_cao('kinh_gui = "UBND tỉnh"\nnoi_nhan = ["Lãnh đạo Sở"]\nluu = "VT"')
    assert made.codes == ["NS003"]
    assert made.findings[0].where.key == "noi_nhan"
    assert bao_cao('noi_nhan = ["Lãnh đạo Sở"]\nluu = "VT"').codes == []
    assert quyet_dinh().codes == []


def test_a_decision_without_its_article_among_the_recipients_is_told() -> None:
    made = make(f"""loai = "quyết định"
nam = 2026
trich_yeu = "Về việc x"
can_cu = ["Luật Y"]
dieu = ["z"]
noi_nhan = ["UBND tỉnh"]
luu = "VT"
nguoi_ky = {{ ma = "giam-doc" }}
{OFFICE}""")
    assert made.told == ["6:12 NS002"]


def test_no_recipients_and_no_file_are_told() -> None:
    assert sorted(bao_cao("").codes) == ["DL057", "DL058"]


# Annexes


def with_annexes(count: int, body: str, top: str = "") -> Made:
    annexes = "".join(
        f'[[phu_luc]]\nma = "pl{n}"\ntieu_de = "Tên {n}"\nnoi_dung = "Việc."\n' for n in range(1, count + 1)
    )
    return ke_hoach(body, top, annexes)


def test_annexes_are_numbered_from_two_up() -> None:
    made = with_annexes(1, "Xem {{ phu_luc.pl1 }} kèm theo.")
    assert made.codes == []
    assert made.lines() == ["doan|Xem Phụ lục kèm theo./."]
    assert made.parts[1].title == "Phụ lục. Tên 1"
    made = with_annexes(2, "Xem {{ phu_luc.pl1 }} và {{ phu_luc[1] }} ({{ phu_luc.so_phu_luc }}).")
    assert made.codes == []
    assert made.lines() == ["doan|Xem Phụ lục I và Phụ lục II (2)./."]
    assert [part.values["phu_luc"]["nhan"] for part in made.parts[1:]] == ["Phụ lục I", "Phụ lục II"]
    assert made.lines(2) == ["doan|Việc./."]


@pytest.mark.parametrize("own", [False, True])
def test_an_annex_is_named_by_its_code_whichever_paper_it_ends(own: bool) -> None:
    attached = ATTACHED.replace("{{ vb.kh }}", "QĐ").replace("tại Phụ lục.", "tại {{ phu_luc.viec }}.")
    attached = (
        attached.replace("tieu_de =", 'ma = "viec"\ntieu_de =', 1)
        + '[[kem_theo.phu_luc]]\ntieu_de = "B"\nnoi_dung = "x"\n'
    )
    first = '[[phu_luc]]\nma = "dau"\ntieu_de = "A"\nnoi_dung = "x"\n' if own else ""
    dieu = '["Theo {{ phu_luc.viec }}, {{ kem_theo.phu_luc.viec }}, {{ kem_theo.phu_luc[1] }}; {{ phu_luc.dau }}."]'
    made = quyet_dinh("", attached + first, dieu=dieu if own else dieu.replace("; {{ phu_luc.dau }}", ""))
    assert made.codes == []
    said = "Theo Phụ lục I, Phụ lục I, Phụ lục II" + ("; Phụ lục" if own else "")
    assert made.lines(0) == [f"dieu|Điều 1. {said}./."]
    assert "chi tiết tại Phụ lục I." in " ".join(made.lines(1))


@pytest.mark.parametrize(
    ("extra", "line"),
    [
        ("so = 9\nngay = 2026-04-05", "(Kèm theo Kế hoạch số 09/KH-SNV ngày 05 tháng 4 năm 2026 của Sở Nội vụ tỉnh Khánh Hòa)"),
        ("", f"(Kèm theo Kế hoạch số {BLANK}/KH-SNV ngày     tháng     năm      của Sở Nội vụ tỉnh Khánh Hòa)"),
        ('so = 9\nngay = 2026-04-05\nhinh_thuc = "điện tử"',
         f"(Kèm theo Kế hoạch số {BLANK}/KH-SNV ngày     tháng     năm 2026 của Sở Nội vụ tỉnh Khánh Hòa)"),
    ],
)  # fmt: skip
def test_the_line_that_ties_an_annex(extra: str, line: str) -> None:
    made = with_annexes(1, "Xem Phụ lục.", extra)
    assert made.codes == []
    assert made.values(1)["phu_luc"]["dong_kem_theo"] == line  # type: ignore[index]


def test_what_is_attached_hangs_on_the_decision() -> None:
    tables = ATTACHED.replace("{{ vb.kh }}", "QĐ")
    made = quyet_dinh("so = 12\nngay = 2026-01-09", tables, dieu='["Ban hành {{ kem_theo.ten }}."]')
    assert made.codes == []
    tie = "Quyết định số 12/QĐ-SNV ngày 09 tháng 01 năm 2026 của Giám đốc Sở Nội vụ tỉnh Khánh Hòa"
    assert made.values(1)["dong_kem_theo"] == f"(Kèm theo {tie})"
    assert made.values(2)["phu_luc"]["dong_kem_theo"] == f"(Kèm theo Kế hoạch ban hành kèm theo {tie})"  # type: ignore[index]
    assert [part.kind for part in made.parts] == ["van_ban", "kem_theo", "phu_luc"]
    assert made.values(1)["chuc_vu"] == []
    assert made.values(1)["ho_ten"] == ""
    signed_ = quyet_dinh("", tables.replace('trich_yeu = "Cải cách"', 'trich_yeu = "Cải cách"\nky = true'))
    assert signed_.values(1)["chuc_vu"] == ["GIÁM ĐỐC"]
    assert signed_.values(1)["ho_ten"] == "Nguyễn Văn S"


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("Không nhắc.", [1, 2, 3, 4]),
        ("Tại Phụ lục I và Phụ lục III.", [2, 4]),
        ("Tại các Phụ lục I, II và IV.", [3]),
        ("Tại Phụ lục I đến Phụ lục IV.", []),
        ("Tại các Phụ lục I - III; phụ lục IV.", []),
        ("Chi tiết tại các phụ lục kèm theo.", []),
        ("Tại Phụ lục kèm theo.", [1, 2, 3, 4]),
    ],
)
def test_an_annex_nobody_mentions_is_told(body: str, missing: list[int]) -> None:
    made = with_annexes(4, body)
    assert made.codes == ["NS001"] * len(missing)
    assert [item.where.key for item in made.findings] == [f"phu_luc[{number}].tieu_de" for number in missing]


def test_an_annex_may_be_mentioned_in_a_table_or_a_heading() -> None:
    tables = '[bang.b]\nhang = [ { a = "xem Phụ lục" } ]\n[[phu_luc]]\ntieu_de = "T"\nnoi_dung = "x"'
    assert ke_hoach("{{ bang.b }}", tables=tables).codes == []


def test_an_annex_with_a_table_ends_behind_it() -> None:
    tables = '[bang.b]\nhang = [ { a = 1 } ]\n[[phu_luc]]\ntieu_de = "T"\nhuong = "ngang"\nnoi_dung = "# A"\nbang = "b"'
    made = ke_hoach("Xem Phụ lục.", tables=tables)
    assert made.lines(1) == ["muc|I. A", "bang|", "doan|./."]
    assert made.parts[1].landscape


# Texts that quote texts


def test_texts_quote_texts() -> None:
    made = quyet_dinh(
        tables=ATTACHED.replace("{{ vb.kh }}", "{{ ten }}"), dieu='["{{ kem_theo.ten }}", "{{ ten }} {{ nam }}"]'
    )
    assert made.lines()[0] == "dieu|Điều 1. Kế hoạch Cải cách"
    assert made.lines()[1] == "dieu|Điều 2. Quyết định Ban hành Kế hoạch 2026./."


def test_a_circle_is_one_finding_with_its_chain() -> None:
    tables = '[them]\na = "{{ them.b }}"\nb = "x {{ them.c[0] }}"\nc = ["{{ them.a }}"]\n'
    made = ke_hoach("{{ them.a }} {{ them.b }} {{ them.a }}", tables=tables)
    assert made.codes == ["DL089"]
    finding = made.one("DL089")
    assert "them.a → them.b → them.c[1] → them.a" in finding.message
    assert finding.where.key == "them.c[1]"


def test_a_text_that_quotes_itself() -> None:
    made = ke_hoach("{{ noi_dung }}")
    assert made.codes in (["DL089"], ["DL080"])


def test_growing_texts_are_bounded() -> None:
    quotes = [f'a{number} = "' + f"{{{{ them.a{number + 1} }}}}" * 10 + '"' for number in range(9)]
    made = ke_hoach("{{ them.a0 }}", tables="[them]\n" + "\n".join(quotes) + '\na9 = "0123456789"\n')
    assert made.codes == ["DL080"]
    assert "quá mức" in made.findings[0].message


def test_an_empty_datum_in_a_text_is_told() -> None:
    made = ke_hoach("Cấp trên: {{ co_quan.chu_quan }}.", office=OFFICE.replace("chu_quan =", "dia_chi ="))
    assert made.codes == ["DL080"]
    assert "“co_quan.chu_quan” chưa có giá trị" in made.findings[0].message
    assert body('Số: {{ so | default("chưa cấp") }}.') == ["doan|Số: chưa cấp./."]
    assert body("Ngày: {{ ngay | ngay }} tới.")[0].startswith("doan|Ngày: ngày     tháng")


def test_a_failing_text_is_told_once_however_often_it_is_quoted() -> None:
    made = ke_hoach("{{ them.a }} {{ them.a }}\n\n{% for x in [1, 2, 3] %}\n{{ them.a }}\n{% endfor %}",
                    tables='[them]\na = "{{ khong_co }}"')  # fmt: skip
    assert made.codes == ["DL080"]
    assert made.findings[0].where.key == "them.a"
