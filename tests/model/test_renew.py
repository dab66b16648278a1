"""The next paper from the last: its period, its texts and the marks of what is left over."""

from __future__ import annotations

import json
from typing import Any

import pytest
import tomli

from docgen.model.known_kinds import Kinds
from docgen.model.periods.marks import Cho, said
from docgen.model.periods.own_period import step_of
from docgen.model.periods.renew import Renewal
from docgen.model.schema import new_file
from docgen.sources.writer import DataWriter

PLAN = """# Kế hoạch
loai = "kế hoạch"
so = 12   # chưa có thì bỏ
ngay = 2026-01-09
nam = 2026   # năm
trich_yeu = "Cải cách hành chính năm {{ nam }}"
noi_dung = '''
# Mục tiêu
so = 5
Đến năm 2026 đạt 95%.
Họp ngày 08/9/2026.
'''
[co_quan]
ten = "Sở Nội vụ 2026"
"""


def renewed(text: str, kind: str = "toml", old: str = "cu.toml") -> tuple[str, dict[str, Any]]:
    """The next file's text, and what it says."""
    writer = DataWriter(text.encode(), kind)
    step = step_of(writer.value, report=writer.value["loai"] == "báo cáo")
    assert step is not None
    renewal = Renewal(step, writer.value["loai"] == "báo cáo", "ky_truoc" in writer.value)
    renewal.paper(writer, old)
    renewal.texts(writer)
    renewal.mark(writer, [])
    made = writer.bytes().decode()
    return made, (json if kind == "json" else tomli).loads(made)


def marked(value: dict[str, Any]) -> list[tuple[str, str]]:
    return [(mark["o"], mark["chu"]) for mark in value.get("xem_lai", {}).get("cho", [])]


def test_a_plan_moves_to_the_next_year_and_loses_its_number_and_day() -> None:
    text, value = renewed(PLAN)
    assert text.split("\n[xem_lai]")[0].rstrip() == (
        PLAN.replace("so = 12", "# so = …").replace("ngay = 2026-01-09", "# ngay = …")
        .replace("nam = 2026", "nam = 2027").replace("Đến năm 2026", "Đến năm 2027").rstrip()
    )  # fmt: skip
    assert marked(value) == [("noi_dung", "08/9/2026")]


@pytest.mark.parametrize("ngay", ["2026-07-01", '"1/7/2026"', '"11/2026"', "2026"])
def test_a_paper_whose_day_alone_gave_the_year_says_the_next(ngay: str) -> None:
    _, value = renewed(f'loai = "quyết định"\nngay = {ngay}\ntrich_yeu = "Khen thưởng"\n')
    assert value == {"loai": "quyết định", "nam": 2027, "trich_yeu": "Khen thưởng"}


@pytest.mark.parametrize(
    ("period", "following"),
    [
        ("quy = 3, nam = 2026, tu = 2026-06-15, den = 2026-09-14", "quy = 4, nam = 2026, tu = 2026-09-15, den = 2026-12-14"),
        ("quy = 4, nam = 2026, den = 2026-11-30", "quy = 1, nam = 2027, den = 2027-02-28"),
        ("thang = 12, nam = 2026, tu = 2026-12-01, den = 2026-12-31", "thang = 1, nam = 2027, tu = 2027-01-01, den = 2027-01-31"),
        ("nam = 2026, tu = 2026-01-01, den = 2026-06-30", "nam = 2027, tu = 2027-01-01, den = 2027-06-30"),
        ("nam = 2026, tu = 2026-01-01, den = 2026-09-30", "nam = 2027, tu = 2027-01-01, den = 2027-09-30"),
        ("nam = 2026, tu = 2025-12-15, den = 2026-12-14", "nam = 2027, tu = 2026-12-15, den = 2027-12-14"),
        ('quy = 3, nam = 2026, tu = "15/6/2026", den = "14/9/2026"', 'quy = 4, nam = 2026, tu = "15/9/2026", den = "14/12/2026"'),
    ],
)  # fmt: skip
def test_a_report_moves_to_the_next_period_and_names_its_last(period: str, following: str) -> None:
    text, value = renewed(
        f'loai = "báo cáo"\nnam = 2026\nky_bao_cao = {{ {period} }} # kỳ\nky_truoc = {{ tep = "q.toml" }}\n'
    )
    assert f"ky_bao_cao = {{ {following} }} # kỳ\n" in text
    assert value["ky_truoc"] == {"tep": "cu.toml"}
    assert value["nam"] == value["ky_bao_cao"]["nam"]
    assert marked(value) == []


def test_a_period_that_was_cumulative_is_marked_when_it_becomes_one_quarter() -> None:
    _, value = renewed('loai = "báo cáo"\nky_bao_cao = { quy = 2, nam = 2026, tu = 2025-12-15, den = 2026-06-14 }\n')
    assert str(value["ky_bao_cao"]["tu"]) == "2026-06-15"
    assert marked(value) == [("ky_bao_cao.tu", "15/6/2026")]


TABLE = """loai = "báo cáo"
# ky_truoc = { tep = "…" }  # báo cáo kỳ trước
tinh_den = 2026-06-14

# Kỳ báo cáo.
[ky_bao_cao]
quy = 2  # quý
# thang = 1  # tháng, với báo cáo tháng
nam = 2026  # năm
tu = 2026-03-15  # số liệu tính từ ngày
den = 2026-06-14

[vb.chuc_nang]
nam = 2026
"""
KEYS = """loai = "báo cáo"
ky_bao_cao.quy = 2
ky_bao_cao.nam = 2026
ky_bao_cao.tu = 2026-03-15
ky_bao_cao.den = 2026-06-14
"""


@pytest.mark.parametrize("text", [TABLE, KEYS])
def test_a_period_written_as_a_table_or_key_by_key_moves_on(text: str) -> None:
    made, value = renewed(text)
    period = {key: str(item) for key, item in value["ky_bao_cao"].items()}
    assert period == {"quy": "3", "nam": "2026", "tu": "2026-06-15", "den": "2026-09-14"}
    assert value["ky_truoc"] == {"tep": "cu.toml"}
    assert value["nam"] == 2026
    assert str(value.get("tinh_den", "2026-09-14")) == "2026-09-14"
    assert "# thang = 1  # tháng, với báo cáo tháng" in made or text is KEYS


def test_titles_headers_rows_and_names_each_have_their_way() -> None:
    _, value = renewed("""loai = "báo cáo"
ky_bao_cao = { quy = 2, nam = 2026 }
[them]
quy_2 = "Quý II"
[bang.x]
tieu_de = "Kết quả Quý II"
[[bang.x.cot]]
ma = "quy_2"
ten = ["Quý II", "Cộng"]
cong_thuc = "quy_1 + quy_2"
[[bang.x.cot]]
ma = "b"
ten = "Tên"
cot_nguon = "Quý II"
[[bang.x.hang]]
quy_2 = 2026
b = "Quý II"
[vb.a]
ngay = 2026-05-02
so_ky_hieu = "5/2026/QĐ-UBND"
trich_yeu = "về báo cáo Quý II năm 2026"
""")
    assert value["bang"]["x"]["tieu_de"] == "Kết quả Quý III"
    assert value["bang"]["x"]["cot"][0]["ten"] == ["Quý III", "Cộng"]
    assert value["bang"]["x"]["hang"] == [{"quy_2": 2026, "b": "Quý II"}]
    assert marked(value) == [
        ("them.quy_2", "Quý II"), ("bang.x.cot[1].ma", "quy_2"), ("bang.x.cot[2].cot_nguon", "Quý II"),
        ("bang.x.hang[1].b", "Quý II"), ("vb.a.trich_yeu", "Quý II năm 2026"),
    ]  # fmt: skip


def test_a_short_name_of_a_column_with_a_title_is_no_leftover() -> None:
    _, value = renewed("""loai = "báo cáo"
ky_bao_cao = { thang = 5, nam = 2026 }
[[bang.x.cot]]
ma = "t5"
ten = "Số hồ sơ"
[[bang.x.cot]]
ma = "T5"
""")
    assert marked(value) == [("bang.x.cot[2].ma", "T5")]


def test_json_is_renewed_as_toml_is() -> None:
    text = json.dumps(
        {
            "loai": "báo cáo", "so": 5, "ngay": "2026-06-15",
            "ky_bao_cao": {"quy": 4, "nam": 2026, "tu": "2026-09-15", "den": "2026-12-14"},
            "noi_dung": ["# Kết quả Quý IV", "Trong tháng 11 có 5 hồ sơ."],
        }, ensure_ascii=False, indent=2,
    )  # fmt: skip
    _, value = renewed(text, "json", "q4.json")
    assert value["ky_bao_cao"] == {"quy": 1, "nam": 2027, "tu": "2026-12-15", "den": "2027-03-14"}
    assert value["noi_dung"] == ["# Kết quả Quý I", "Trong tháng 11 có 5 hồ sơ."]
    assert (value["nam"], value["ky_truoc"]) == (2027, {"tep": "q4.json"})
    assert "so" not in value
    assert marked(value) == [("noi_dung[2]", "tháng 11")]


def test_the_next_paper_from_a_new_file_of_docgen_itself() -> None:
    kind = Kinds().find("báo cáo")
    assert kind is not None
    _, value = renewed(new_file(kind))
    assert value["ky_bao_cao"]["quy"] == 3
    assert value["nam"] == value["ky_bao_cao"]["nam"] == 2026


def test_a_report_of_words_alone_has_nothing_to_hold_against_its_last() -> None:
    _, value = renewed('loai = "báo cáo"\ntrich_yeu = "Kết quả Quý II năm 2026"\n')
    assert value == {"loai": "báo cáo", "nam": 2026, "trich_yeu": "Kết quả Quý III năm 2026"}


@pytest.mark.parametrize(
    "odd",
    [
        "ky_bao_cao = { quy = 2 }\nnam = 2026\n",
        'ky_bao_cao = { quy = 2, nam = 2026, tu = "?" }\nky_truoc = { loai = "báo cáo" }\n',
        'ky_bao_cao = { quy = 2, nam = 2026 }\nky_truoc = "q1.toml"\n',
    ],
)
def test_what_a_check_would_find_wrong_is_carried_all_the_same(odd: str) -> None:
    _, value = renewed('loai = "báo cáo"\n' + odd)
    assert value["ky_truoc"]["tep"] == "cu.toml"
    assert isinstance(value["nam"], int)


def test_the_subject_of_a_cited_paper_does_not_move() -> None:
    """Decision 3100 of 2025 is about 2026 for ever: with another year it would be a paper that does not exist."""
    cited = "Quyết định số 3100/QĐ-UBND ngày 10/12/2025 của UBND tỉnh về giao dự toán năm 2026"
    _, value = renewed(PLAN.replace("[co_quan]", f'can_cu = ["{cited}", "Dự toán năm 2026"]\n[co_quan]', 1))
    assert value["can_cu"] == [cited, "Dự toán năm 2027"]
    assert ("can_cu[1]", "2026") in marked(value)


@pytest.mark.parametrize(
    ("where", "sentence", "code"),
    [
        ("can_cu", "Kế hoạch số 15/KH-SNV ngày 05/01/2026 của Sở Nội vụ về kiểm tra năm 2026", "DL141"),
        ("can_cu", "Nghị quyết số 05-NQ/TU ngày 10/12/2025 của Tỉnh ủy về nhiệm vụ năm 2026", "DL141"),
        ("dieu", "Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 05/01/2025.", "DL141"),
        ("dieu", "Họp ngày 08/9/2026.", "DL140"),
        ("can_cu", "Luật số 80/2025/QH15 ngày 19/02/2025", ""),
        ("can_cu", "Luật Ban hành văn bản số 64/2025/QH15 được sửa đổi, thay thế bởi Luật số 87/2025/QH15", ""),
    ],
)
def test_a_cited_paper_of_the_old_period_is_to_be_renewed(where: str, sentence: str, code: str) -> None:
    _, value = renewed(f'loai = "quyết định"\nnam = 2026\n{where} = ["{sentence}"]\n')
    assert value[where] == [sentence]
    marks = value.get("xem_lai", {}).get("cho", [])
    assert [said(Cho(o=mark["o"], chu=mark["chu"], cau=mark["cau"]))[0] for mark in marks] == [code] * bool(code)


def test_a_paper_that_was_replaced_is_told_once() -> None:
    papers = """[vb.qd]
trich_yeu = "giao chỉ tiêu năm 2025"
[vb.cu]
trich_yeu = "quy chế"
"""
    _, value = renewed(
        'loai = "quyết định"\nnam = 2026\ndieu = ["Thay thế {{ vb.qd }}.", "Thay thế {{ vb.cu }}."]\n' + papers
    )
    assert marked(value) == [("dieu[2]", "Thay thế"), ("vb.qd.trich_yeu", "2025")]
