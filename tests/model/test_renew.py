"""The next paper from the last."""

from __future__ import annotations

import tomllib

from docgen.model.renew import renew

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
