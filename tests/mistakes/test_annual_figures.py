"""Annual papers held against those of the year before: figures that nobody has changed, and what is no figure."""

from __future__ import annotations

from pathlib import Path

from corpus import JSON, QUYET_DINH, SO_TINH, Case, Change, cases, cell, mistake, sound, swap

TASKS = "nhiem-vu.csv"
THEM = "\n[them]\nlop = 5\nhoc_vien = 120\nkinh_phi = 300\nnam_goc = 2025\n"
USED = swap(
    "Rút ngắn thời gian",
    "Từ năm {{ them.nam_goc }} mở {{ them.lop }} lớp, {{ them.hoc_vien }} học viên ({{ them.kinh_phi }} triệu đồng), rút ngắn thời gian",
)


def after(old: str, link: str, *changes: Change) -> tuple[Change, ...]:
    """The paper follows another of the same words and figures, `old`; `changes` are made in the new one alone."""

    def copy(root: Path, paper: str) -> None:
        (root / old).write_bytes((root / paper).read_bytes())
        for source in root.glob("nhiem-vu.csv"):
            (root / "nhiem-vu-cu.csv").write_bytes(source.read_bytes())
            swap(TASKS, "nhiem-vu-cu.csv", old)(root, paper)
        swap(link.partition("|")[0], link.partition("|")[2], paper)(root, paper)

    return (copy, *changes)


LINK = 'so = 15\n|so = 15\nky_truoc = { tep = "cu.toml" }\n'
LINK_TINH = 'so = 12\n|so = 12\nky_truoc = { tep = "cu.toml" }\n'
LINK_JSON = '"so": 18,|"so": 18,\n  "ky_truoc": { "tep": "cu.json" },'
THIRD = swap('"nguoi": 35 }', '"nguoi": 35 }, { "viec": "Rút kinh nghiệm", "gio": "10 giờ", "nguoi": 30 }')


@cases(
    QUYET_DINH,
    mistake("a decision and its plan, every figure of the year before", *after("cu.toml", LINK), told="DL144", at="qd.toml:59:9", says="quyết định kỳ trước"),
    mistake("in the office's own values", swap("", THEM), USED, *after("cu.toml", LINK), told="DL144", at="qd.toml:59:9"),
    mistake("words are changed, figures are not", *after("cu.toml", LINK, swap("Văn phòng", "Thanh tra", TASKS)), told="DL144", at="qd.toml:59:9"),
    sound("one figure changed", *after("cu.toml", LINK, swap("1.250", "1.260", TASKS))),
    sound("one of the office's own values changed", swap("", THEM), USED, *after("cu.toml", LINK, swap("lop = 5", "lop = 6"))),
)  # fmt: skip
def test_a_decision_after_that_of_the_year_before(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


@cases(
    SO_TINH,
    mistake("a plan from a workbook", *after("cu.toml", LINK_TINH), told="DL144", at="kh.toml:19:9", says="kế hoạch kỳ trước"),
    sound("a plan without figures", swap(", tổng vốn {{ bang.cong_trinh.tong.von | so }} triệu đồng", ""), swap('dong_tong = "Tổng cộng"\n', ""), swap('ma = "von"\nten = "Vốn"\nkieu = "số"', 'ma = "von"\nten = "Mã công trình"\ncot_nguon = "Vốn"\nkieu = "chữ"'), swap('ma = "ty_le"\nten = "Giải ngân"\nkieu = "phần trăm"', 'ma = "ty_le"\nten = "Ghi chú"\ncot_nguon = "Giải ngân"\nkieu = "chữ"'), *(cell(f"D{row}", f"CT{row}") for row in (2, 3, 4)), *(cell(f"E{row}", "x") for row in (2, 3, 4)), *after("cu.toml", LINK_TINH)),
)  # fmt: skip
def test_a_plan_after_that_of_the_year_before(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


@cases(
    JSON,
    mistake("a plan of JSON, its figures in it", THIRD, *after("cu.json", LINK_JSON), told="DL144", at="kh.json:19:13"),
    sound("one figure changed", THIRD, *after("cu.json", LINK_JSON, swap('"nguoi": 35', '"nguoi": 36'))),
)  # fmt: skip
def test_a_plan_of_json_after_that_of_the_year_before(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
