"""The next paper from the last."""

from __future__ import annotations

import tomllib

import pytest

from docgen.model.renew import renew
from docgen.model.schema import new_file

PLAN = """# Kế hoạch
loai = "kế hoạch"
so = 12
ngay = 2026-01-09
nam = 2026   # năm
trich_yeu = "Cải cách hành chính năm {{ nam }}"
noi_dung = '''
# Mục tiêu
so = 5
Đến năm 2026 đạt 95%.
'''
[co_quan]
ten = "Sở Nội vụ"
"""


def test_a_plan_moves_to_the_next_year_and_loses_its_number_and_day() -> None:
    made = renew(PLAN, "2026.toml")
    value = tomllib.loads(made.text)
    assert value["nam"] == 2027
    assert "so" not in value
    assert "ngay" not in value
    assert "so = 5" in value["noi_dung"]
    assert made.to_check == [10]  # the year left over in the text


def test_a_paper_whose_day_alone_told_the_year_names_the_next() -> None:
    made = renew('loai = "quyết định"\nngay = 2026-07-01\ntrich_yeu = "Khen thưởng"\nluu = "VT 2026"\n', "cu.toml")
    value = tomllib.loads(made.text)
    assert value["nam"] == 2027
    assert "ngay" not in value
    assert made.to_check == [5]


@pytest.mark.parametrize("ngay", ["2026-07-01", '"1/7/2026"', '"11/2026"', "2026"])
def test_the_year_of_a_day_is_known_in_whatever_form_it_is_written(ngay: str) -> None:
    made = renew(f'loai = "quyết định"\nngay = {ngay}\ntrich_yeu = "Khen thưởng"\n', "cu.toml")
    assert tomllib.loads(made.text) == {"loai": "quyết định", "nam": 2027, "trich_yeu": "Khen thưởng"}


def test_a_report_moves_to_the_next_quarter_and_names_its_last_period() -> None:
    text = 'loai = "báo cáo"\nnam = 2026\nky_bao_cao = { quy = 3, nam = 2026, tu = 2026-06-15, den = 2026-09-14 }\nky_truoc = { tep = "q2.toml" }\n'
    value = tomllib.loads(renew(text, "q3.toml").text)
    assert value["ky_truoc"] == {"tep": "q3.toml"}
    assert value["nam"] == 2026
    period = {key: str(item) for key, item in value["ky_bao_cao"].items()}
    assert period == {"quy": "4", "nam": "2026", "tu": "2026-09-15", "den": "2026-12-14"}


def test_the_fourth_quarter_is_followed_by_the_first_of_the_next_year() -> None:
    text = 'loai = "báo cáo"\nnam = 2026\nky_bao_cao = { quy = 4, nam = 2026, den = 2026-11-30 }\n'
    made = renew(text, "q4.toml")
    value = tomllib.loads(made.text)
    assert value["nam"] == 2027
    assert {key: str(item) for key, item in value["ky_bao_cao"].items()} == {
        "quy": "1",
        "nam": "2027",
        "den": "2027-02-28",
    }


QUARTER = {"quy": "3", "nam": "2026", "tu": "2026-06-15", "den": "2026-09-14"}
TABLE = """loai = "báo cáo"
nam = 2026  # năm
# ky_truoc = { tep = "…" }  # báo cáo kỳ trước
trich_yeu = "Kết quả {{ ky_bao_cao.ten }}"

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
    value = tomllib.loads(renew(text, "q2.toml").text)
    assert {key: str(item) for key, item in value["ky_bao_cao"].items()} == QUARTER
    assert value["ky_truoc"] == {"tep": "q2.toml"}
    assert value.get("nam", 2026) == 2026
    assert value.get("vb", {"chuc_nang": {"nam": 2026}}) == {"chuc_nang": {"nam": 2026}}


def test_what_only_a_comment_says_stays_and_the_comment_of_the_last_period_too() -> None:
    lines = renew(TABLE, "q2.toml").text.split("\n")
    assert "# thang = 1  # tháng, với báo cáo tháng" in lines
    assert 'ky_truoc = { tep = "q2.toml" }  # báo cáo kỳ trước' in lines


def test_the_next_paper_from_a_new_file_of_docgen_itself() -> None:
    value = tomllib.loads(renew(new_file("báo cáo"), "q2.toml").text)
    assert value["ky_bao_cao"]["quy"] == 3
    assert value["nam"] == value["ky_bao_cao"]["nam"] == 2026


def test_the_new_period_itself_is_nothing_to_look_at_again() -> None:
    text = TABLE.replace("quy = 2", "quy = 4").replace("2026-03-15", "2026-09-15").replace("2026-06-14", "2026-12-14")
    made = renew(text, "q4.toml")
    period = tomllib.loads(made.text)["ky_bao_cao"]
    assert [str(period[key]) for key in ("quy", "tu", "den")] == ["1", "2026-12-15", "2027-03-14"]
    assert [made.text.split("\n")[number - 1] for number in made.to_check] == ["nam = 2026"]  # of a paper cited
