"""Deadlines and states of tasks, last periods, plans, lists that make many papers, and where figures came from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from dossier import REPORT, body, cells, codes, load, prose, table, worked_out

from docgen.context import explain, members, resolve
from docgen.context.tasks import AHEAD, ALWAYS, DONE, LATE_DONE, OVERDUE, RUNNING, Period, deadline, state
from docgen.finding import Finding
from docgen.model.fields import Log
from docgen.model.paper import VanBan

YEAR_END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Quý II/2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("quý 2 năm 2025", date(2025, 4, 1), date(2025, 6, 30)),
        ("Quý I", date(2026, 1, 1), date(2026, 3, 31)),
        ("Quý I và quý III/2026", date(2026, 1, 1), date(2026, 9, 30)),
        ("Tháng 02/2026", date(2026, 2, 1), date(2026, 2, 28)),
        ("Tháng 2/2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("Từ tháng 3 đến tháng 10", date(2026, 3, 1), date(2026, 10, 31)),
        ("Từ tháng 11/2026", date(2026, 11, 1), YEAR_END),
        ("6 tháng đầu năm", date(2026, 1, 1), date(2026, 6, 30)),
        ("Trong năm 2026", date(2026, 1, 1), YEAR_END),
        ("Quý II, III/2026", date(2026, 4, 1), date(2026, 9, 30)),
        ("Quý II - IV", date(2026, 4, 1), YEAR_END),
        ("quý II và III", date(2026, 4, 1), date(2026, 9, 30)),
        ("Tháng 6-8/2026", date(2026, 6, 1), date(2026, 8, 31)),
        ("tháng 6, 7, 8", date(2026, 6, 1), date(2026, 8, 31)),
        ("T6/2026", date(2026, 6, 1), date(2026, 6, 30)),
        ("06/2026", date(2026, 6, 1), date(2026, 6, 30)),
        ("30.6.2026", date(2026, 6, 30), date(2026, 6, 30)),
        ("30-6-2026", date(2026, 6, 30), date(2026, 6, 30)),
        ("2026-06-30", date(2026, 6, 30), date(2026, 6, 30)),
        ("chậm nhất ngày 20/7", None, date(2026, 7, 20)),
        ("đến hết 15/7/2026", None, date(2026, 7, 15)),
        ("9 tháng đầu năm", date(2026, 1, 1), date(2026, 9, 30)),
        ("cuối năm 2026", date(2026, 10, 1), YEAR_END),
        ("sau Quý I", date(2026, 4, 1), YEAR_END),
        ("giai đoạn 2026-2030", date(2026, 1, 1), date(2030, 12, 31)),
        ("đến năm 2030", None, date(2030, 12, 31)),
        ("2026", date(2026, 1, 1), YEAR_END),
        ("trong năm", date(2026, 1, 1), YEAR_END),
        ("Cả năm 2026", date(2026, 1, 1), YEAR_END),
        ("trước ngày 15/12", None, date(2026, 12, 14)),
        ("Trước ngày 30 tháng 6 năm 2027", None, date(2027, 6, 29)),
        ("Thường xuyên", None, None),
        ("Hằng quý", None, None),
        ("Sau khi có hướng dẫn của Bộ", None, None),
    ],
)
def test_deadlines_are_understood(text: str, start: date | None, end: date | None) -> None:
    assert deadline(text, 2026) == Period(start, end)


@pytest.mark.parametrize("text", ["", "giữa kỳ", "ngày 31/02/2026", None])
def test_what_is_no_deadline_is_not_guessed(text: str | None) -> None:
    assert deadline(text, 2026) is None


@pytest.mark.parametrize(
    ("due", "done", "said"),
    [
        ("Quý I/2026", None, OVERDUE),
        ("Quý II/2026", "", RUNNING),
        ("Quý III/2026", None, AHEAD),
        ("Thường xuyên", None, ALWAYS),
        ("Quý I/2026", date(2026, 3, 31), DONE),
        ("Quý I/2026", "01/4/2026", LATE_DONE),
        ("Quý II/2026", "x", DONE),
        ("Quý II/2026", date(2026, 6, 15), RUNNING),  # done after the day the report counts to
    ],
)
def test_the_state_of_a_task_on_a_day(due: str, done: object, said: str) -> None:
    assert state(deadline(due, 2026), done, date(2026, 6, 14)) == said


PLAN = (
    REPORT.replace('"báo cáo"', '"kế hoạch"').replace(
        "ky_bao_cao = { quy = 2, nam = 2026, tu = 2025-12-15, den = 2026-06-14 }\n", ""
    )
    + """
so = 5
ngay = 2026-01-10
noi_dung = "# Nhiệm vụ"
[[phu_luc]]
tieu_de = "Nhiệm vụ"
bang = "nv"
[bang.nv]
cot = [ { ma = "viec", ten = "Nhiệm vụ" }, { ma = "han", ten = "Thời hạn" } ]
nhom = [ { ten = "Nhóm", hang = [
  { viec = "Một", han = "Quý I/2026" }, { viec = "Hai", han = "Quý II/2026" }, { viec = "Ba", han = "trước ngày 15/12" } ] } ]
"""
)
FOLLOW = """
[bang.td]
nguon = { bang = "ke_hoach.nv" }
khoa = "viec"
bo_sung = [ { viec = "Hai", xong = 2026-05-04, ket_qua = "Đã trình" } ]
han = "han"
hoan_thanh = "xong"
cot = [
  { ma = "viec", ten = "Nhiệm vụ" }, { ma = "ket_qua", ten = "Kết quả" },
  { ma = "tinh_hinh", ten = "Tình hình", cong_thuc = "tinh_trang", kieu = "chữ" },
]
"""


def test_a_report_follows_the_tasks_of_a_plan(tmp_path: Path) -> None:
    text = 'ke_hoach = { tep = "kh.toml" }\n' + body(
        "{{ bang.td.tinh_trang.qua_han }} nhiệm vụ quá hạn theo Kế hoạch số {{ ke_hoach.so_ky_hieu }}.\n\n"
        "{% for v in bang.td.viec.qua_han %}\n- {{ v.viec }}\n{% endfor %}\n\n{{ bang.td }}"
    )
    resolved, findings = worked_out(tmp_path, text + FOLLOW, kh_toml=PLAN)
    assert findings == []
    assert prose(resolved)[:2] == ["1 nhiệm vụ quá hạn theo Kế hoạch số 05/KH-STC.", "- Một"]
    assert cells(table(resolved))[1:] == [["Một", "", OVERDUE], ["Hai", "Đã trình", DONE], ["Ba", "", RUNNING]]


def test_a_supplement_that_speaks_of_no_row_is_a_finding_with_the_nearest(tmp_path: Path) -> None:
    text = (
        'ke_hoach = { tep = "kh.toml" }\n'
        + body("{{ bang.td }}")
        + FOLLOW.replace('viec = "Hai", xong', 'viec = "Hay", xong')
    )
    _, findings = worked_out(tmp_path, text, kh_toml=PLAN)
    assert codes(findings) == ["DL069"]
    assert "Hai" in findings[0].remedy


def test_a_deadline_that_is_not_understood_is_told_at_its_cell(tmp_path: Path) -> None:
    text = 'ke_hoach = { tep = "kh.toml" }\n' + body("{{ bang.td }}") + FOLLOW
    _, findings = worked_out(tmp_path, text, kh_toml=PLAN.replace('"Quý I/2026"', '"khi rảnh"'))
    assert codes(findings) == ["SL006"]
    assert findings[0].where.file == "kh.toml"


def test_figures_of_the_last_period_stand_beside_this_one(tmp_path: Path) -> None:
    columns = 'cot = [ { ma = "ten", ten = "Lĩnh vực" }, { ma = "x", ten = "Hồ sơ" }%s ]\ndong_tong = "Cộng"\n'
    before = (
        REPORT
        + body("{{ bang.a }}")
        + "[bang.a]\n"
        + columns % ""
        + 'hang = [ { ten = "A", x = 50 }, { ten = "B", x = 10 } ]\n'
    )
    more = ', { ma = "ss", ten = "So kỳ trước", cong_thuc = "(x - ky_truoc.x) / ky_truoc.x", kieu = "phần trăm" }'
    text = (
        'ky_truoc = { tep = "q1.toml" }\n'
        + body("Kỳ trước {{ ky_truoc.bang.a.tong.x }}.\n\n{{ bang.a }}")
        + ("[bang.a]\n" + columns % more + 'hang = [ { ten = "B", x = 15 }, { ten = "A", x = 48 } ]\n')
    )
    resolved, findings = worked_out(tmp_path, text, q1_toml=before)
    assert findings == []
    assert prose(resolved)[0] == "Kỳ trước 60."
    assert cells(table(resolved)) == [["B", "15", "50%"], ["A", "48", "-4%"], ["Cộng", "63", "5%"]]


GROUPED = """[bang.a]
dong_tong = "Cộng"
tong_nhom = true
nhom_theo = "kv"
cot = [ { ma = "ten", ten = "Tên" }, { ma = "x", ten = "Số" }%s ]
hang = [ %s ]
"""
GROWTH = ', { ma = "d", ten = "Tăng", cong_thuc = "x - ky_truoc.x" }'
PLAIN_ROWS = '{ kv = "%s", ten = "A", x = 5 }, { kv = "%s", ten = "B", x = 7 }, { kv = "%s", ten = "C", x = 9 }'


def _grown(folder: Path, before: str, now: str) -> tuple[dict[str, str], list[Finding]]:
    text = 'ky_truoc = { tep = "q1.toml" }\n' + body("{{ bang.a }}") + now
    resolved, findings = worked_out(folder, text, q1_toml=REPORT + body("{{ bang.a }}") + before)
    return {row[0]: row[-1] for row in cells(table(resolved))}, findings


def test_a_group_is_compared_with_its_own_rows_of_the_last_period(tmp_path: Path) -> None:
    flat = GROUPED.replace('nhom_theo = "kv"\n', "").replace("tong_nhom = true\n", "")
    rows = '{ ten = "A", x = 1 }, { ten = "B", x = 2 }, { ten = "C", x = 30 }'
    grown, findings = _grown(tmp_path, flat % ("", rows), GROUPED % (GROWTH, PLAIN_ROWS % ("K1", "K1", "K2")))
    assert findings == []
    assert grown == {"I. K1": "9", "A": "4", "B": "5", "II. K2": "-21", "C": "-21", "Cộng": "-12"}


def test_a_group_is_compared_with_the_last_periods_group_of_its_name(tmp_path: Path) -> None:
    rows = '{ kv = "K2", ten = "C", x = 30 }, { kv = "K2", ten = "E", x = 100 }, { kv = "K1", ten = "A", x = 1 }'
    grown, findings = _grown(tmp_path, GROUPED % ("", rows), GROUPED % (GROWTH, PLAIN_ROWS % ("K1", "K1", "K2")))
    assert findings == []
    assert grown == {"I. K1": "11", "A": "4", "B": "7", "II. K2": "-121", "C": "-21", "Cộng": "-110"}


def test_rows_of_one_name_are_compared_within_their_group_and_never_by_guess(tmp_path: Path) -> None:
    both = '{ kv = "K1", ten = "A", x = %d }, { kv = "K2", ten = "A", x = %d }'
    grown, findings = _grown(tmp_path, GROUPED % ("", both % (1, 20)), GROUPED % (GROWTH, both % (5, 60)))
    assert findings == []
    assert grown["I. K1"] == "4"
    assert grown["II. K2"] == "40"
    flat = GROUPED.replace('nhom_theo = "kv"\n', "").replace("tong_nhom = true\n", "")
    both = '{ ten = "A", x = 1 }, { ten = "A", x = 20 }'
    _, findings = _grown(tmp_path, flat % ("", both), flat % (GROWTH, both.replace("20", "21")))
    assert codes(findings) == ["SL005", "SL005"]
    assert "chưa biết so với hàng nào" in findings[0].message


def test_khoa_names_the_column_by_which_periods_are_compared(tmp_path: Path) -> None:
    columns = '[bang.a]\nkhoa = "ms"\ncot = [ { ma = "ten", ten = "Tên" }, { ma = "ms", ten = "Mã" }, '
    columns += '{ ma = "x", ten = "Số" }%s ]\nhang = [ %s ]\n'
    before = '{ ten = "Cũ", ms = "M1", x = 1 }, { ten = "Mới", ms = "M2", x = 20 }'
    now = '{ ten = "Mới", ms = "M1", x = 5 }, { ten = "Cũ", ms = "M2", x = 60 }'
    grown, findings = _grown(tmp_path, columns % ("", before), columns % (GROWTH, now))
    assert findings == []
    assert grown == {"Mới": "4", "Cũ": "40"}


def test_one_paper_for_each_row_of_a_list(tmp_path: Path) -> None:
    text = 'danh_sach = { tep = "ds.csv" }\nten_tep = "moi-{{ dong.ho_ten }}"\n' + body(
        "Kính mời {{ dong.ho_ten }} ({{ dong.thu_tu }})."
    )
    paper, log = load(tmp_path, text, ds_csv="Họ tên;so\nLê Văn C;7\nPhạm/Thị D;8\n")
    made = [(member.name, resolve(member.paper, log, member.row)) for member in members(paper, log)]
    assert log.findings == []
    assert [name for name, _ in made] == ["moi-Lê Văn C", "moi-Phạm-Thị D"]
    assert [resolved.number for _, resolved in made] == ["07/BC-STC", "08/BC-STC"]
    assert [prose(resolved)[0] for _, resolved in made] == ["Kính mời Lê Văn C (1)./.", "Kính mời Phạm/Thị D (2)./."]


def test_a_bad_row_of_a_list_is_told_with_its_cell_and_alone(tmp_path: Path) -> None:
    text = 'danh_sach = { tep = "ds.csv" }\nten_tep = "moi-{{ dong.ten }}"\n' + body("Chi {{ dong.tien | so }} đồng.")
    rows = "Tên;Tiền;Số;Ngày\nA;1500;7;2026-03-01\nB;nhiều;8;\nC;5;tám;\nA;6;9;\n;7;10;\nD;8;11;31/02/2026\n"
    paper, log = load(tmp_path, text, ds_csv=rows)
    told = {}
    for member in members(paper, log):
        own = Log(log.places)
        resolved = resolve(member.paper, own, member.row)
        told[member.name] = [*member.findings, *own.findings]
        assert prose(resolved)
    assert log.findings == []
    assert list(told) == ["moi-A", "moi-B", "moi-C", "moi-A-004", "moi", "moi-D"]
    (wrong,) = told["moi-B"]
    assert (wrong.code, wrong.where.file) == ("DL080", "bc.toml")
    assert "ds.csv:3" in wrong.message
    assert "B3" in wrong.message
    places = {name: [(item.code, item.where.cell) for item in found] for name, found in told.items() if name != "moi-B"}
    assert places == {
        "moi-A": [], "moi-C": [("DL042", "C4")], "moi-A-004": [("DL088", "A5")], "moi": [("DL080", "A6")],
        "moi-D": [("DL043", "D7")],
    }  # fmt: skip
    assert "ds.csv:2" in told["moi-A-004"][0].message


def test_why_a_figure_is_what_it_is(tmp_path: Path) -> None:
    text = (
        body("Đạt {{ (bang.a.tong.x / bang.a.tong.y) | phan_tram }}.\n\n{{ bang.a }}")
        + """
[bang.a]
nguon = { tep = "a.csv" }
dong_tong = "Cộng"
cot = [ { ma = "ten", ten = "Tên" }, { ma = "x", ten = "X" }, { ma = "y", ten = "Y", cong_thuc = "x + z" }, { ma = "z", ten = "Z" } ]
"""
    )
    paper, log = load(tmp_path, text, a_csv="ten;x;z\nA;3;1\nB;4;2\n")
    share = "\n".join(explain(paper, log, "70%"))
    assert "bc.toml:" in share
    assert "tong.x = 7" in share
    assert "a.csv:2:3 (ô B2) … a.csv:3:3 (ô B3)" in share
    assert "công thức “x + z”" in share
    assert "z = 2: a.csv:3:5 (ô C3)" in "\n".join(explain(paper, log, "6"))
    assert explain(paper, log, "123") == []


def why(paper: VanBan, log: Log, figure: str) -> str:
    return "\n".join(explain(paper, log, figure))


def test_why_tells_totals_of_groups_and_what_formulas_rest_on(tmp_path: Path) -> None:
    text = (
        body("{{ bang.a }}\n\nCó 17 đơn vị; {{ bang.a.so_hang }} hàng.")
        + """
[bang.a]
dong_tong = "Cộng"
tong_nhom = true
nhom_theo = "vung"
cot = [
  { ma = "ten", ten = "Tên" }, { ma = "x", ten = "Số" }, { ma = "y", ten = "Gấp đôi", cong_thuc = "x * 2" },
  { ma = "z", ten = "Tỷ trọng", cong_thuc = "y / tong.y", kieu = "phần trăm" },
]
hang = [
  { vung = "I", ten = "A", x = 3 }, { vung = "I", ten = "B", x = 4 }, { vung = "II", ten = "C", x = 13 },
]
"""
    )
    paper, log = load(tmp_path, text)
    group = why(paper, log, "14")
    assert group.startswith("nhóm “I” của bảng “a”, cột “y”\n    nhom.y = 14: công thức “x * 2”")
    assert "nhom.x = 7: cộng 2 ô" in group
    share = why(paper, log, "15%")
    assert "y = 6" in share
    assert "tong.y = 40: công thức “x * 2” trên các tổng" in share
    assert "x = 3" in share
    assert "viết thẳng trong câu “Có 17 đơn vị" in why(paper, log, "17")
    assert "so_hang = 3: đếm các hàng" in why(paper, log, "3")
    assert why(paper, log, "999") == ""


def test_why_reaches_the_last_period(tmp_path: Path) -> None:
    table = '[bang.a]\ndong_tong = "Cộng"\ncot = [ { ma = "ten", ten = "Tên" }, { ma = "x", ten = "Số" }%s ]\n'
    before = REPORT + body("{{ bang.a }}") + table % "" + 'hang = [ { ten = "A", x = 50 }, { ten = "B", x = 11 } ]\n'
    more = ', { ma = "d", ten = "Tăng", cong_thuc = "x - ky_truoc.x" }'
    text = 'ky_truoc = { tep = "q1.toml" }\n' + body("Kỳ trước {{ ky_truoc.bang.a.tong.x }}.\n\n{{ bang.a }}")
    paper, log = load(tmp_path, text + table % more + 'hang = [ { ten = "A", x = 57 } ]\n', q1_toml=before)
    told = why(paper, log, "61")
    assert "tong.x = 61: cộng 2 ô, q1.toml:" in told
    assert "ky_truoc.x = 50: q1.toml:" in why(paper, log, "7")
    assert "trong kỳ trước:" in why(paper, log, "-4")
    assert "tong.x = 61: cộng 2 ô, q1.toml:" in why(paper, log, "-4")


def test_why_covers_what_stands_in_charts_and_in_a_list(tmp_path: Path) -> None:
    text = (
        body("{{ bieu_do.t }}\n\nGửi {{ dong.ten }}.")
        + """
[bieu_do.t]
bang = "a"
kieu = "tròn"
cot = "x"
[bang.a]
cot = [ { ma = "ten", ten = "Tên" }, { ma = "x", ten = "Số" } ]
hang = [ { ten = "A", x = 3 }, { ten = "B", x = 5 } ]
"""
    )
    paper, log = load(tmp_path, 'danh_sach = { tep = "ds.csv" }\n' + text, ds_csv="Tên\nÔng C\nBà D\n")
    second = list(members(paper, log))[1]
    (chart, cell) = explain(second.paper, log, "37,5%", second.row)
    assert chart == "biểu đồ “t”, “Số” của “A”, từ bảng “a”"
    assert cell.startswith("    cột “x”: bc.toml:")
    assert "ds.csv:3" in "\n".join(explain(second.paper, log, "Bà D", second.row))


def test_why_finds_a_figure_whatever_space_stands_before_its_unit(tmp_path: Path) -> None:
    paper, log = load(tmp_path, body("Chi {{ 1500 | tien }}."))
    assert "1500 | tien" in why(paper, log, "1.500 đồng")
    assert "1500 | tien" in why(paper, log, "1.500")
    assert why(paper, log, "500") == ""
