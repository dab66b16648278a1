"""What stands in the prose: left by drafting, times that there are not, periods that have not begun."""

from __future__ import annotations

from pathlib import Path

from corpus import BAO_CAO, QUYET_DINH, SO_TINH, Case, cases, cell, mistake, sound, swap

EFFECT = "Quyết định này có hiệu lực kể từ ngày ký."
FORM = """
[[kem_theo.phu_luc]]
tieu_de = "Phiếu đăng ký"
noi_dung = "Theo các Phụ lục. Họ và tên: .................... Ngày … tháng … năm 2026 (ghi rõ …)."

[bang.nhiem_vu]
"""


@cases(
    QUYET_DINH,
    mistake("crosses in the body", swap("Rút ngắn", "Phòng XXX rút ngắn"), told="NS007", at="qd.toml:38:10", says="“XXX”"),
    mistake("two holes of one line", swap("Nâng tỷ lệ hồ sơ trực tuyến.", "Nâng tỷ lệ [điền số] của ____."), told="NS007", at="qd.toml:39:15", says="“[điền số]”, “____”"),
    mistake("crosses in the addressees", swap('"Sở Nội vụ"', '"Sở xxx"'), told="NS007", at="qd.toml:14:40"),
    mistake("a note to oneself in the subject", swap('trich_yeu = "Cải cách hành chính', 'trich_yeu = "Cải cách hành chính ???'), told="NS007", at="qd.toml:34:34"),
    mistake("a title of an annex", swap('tieu_de = "Nhiệm vụ cụ thể"', 'tieu_de = "Nhiệm vụ <tên đơn vị>"'), told="NS007", at="qd.toml:54:21"),
    mistake("a day left open", swap("trước ngày 15 tháng cuối quý", "trước ngày ... tháng ... năm 2026"), told="NS007", at="qd.toml:49:20"),
    mistake("a line of dots is reported as that of a sample", swap(EFFECT, "Hiệu lực: ......"), told="NS006", at="qd.toml:11:4"),
    sound("a draft has holes", swap("so = 15\n", ""), swap("Rút ngắn", "Phòng XXX rút ngắn [điền số]")),
    sound("enumerations end with dots", swap("Rút ngắn", "Giảm giấy tờ, lệ phí, … và rút ngắn"), swap("hồ sơ trực tuyến.", "hồ sơ trực tuyến, v.v...")),
    sound("a Roman number", swap("Rút ngắn", "Theo Nghị quyết Đại hội lần thứ XXX, rút ngắn")),
    sound("a form to be filled in by hand", swap("[bang.nhiem_vu]\n", FORM), swap("nêu tại Phụ lục kèm theo", "nêu tại Phụ lục I, II kèm theo")),
)  # fmt: skip
def test_left_unfinished(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


@cases(
    SO_TINH, mistake("crosses in a cell", cell("A3", "Trạm y tế XXX"), told="NS007", at="cong-trinh.xlsx Năm 2026!A3")
)
def test_left_unfinished_in_a_cell(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


LINE = "Rút ngắn thời gian giải quyết thủ tục hành chính."


@cases(
    QUYET_DINH,
    mistake("a thirteenth month", swap(LINE, "Hoàn thành trong tháng 13/2026."), told="NS008", at="qd.toml:38:21", says="tháng 12"),
    mistake("a fifth quarter", swap(LINE, "Hoàn thành trong Quý V."), told="NS008", at="qd.toml:38:21", says="Quý IV"),
    mistake("a day that the month has not, without its year", swap(LINE, "Hoàn thành trước 31/11."), told="NS008", at="qd.toml:38:21", says="tháng 11 có 30 ngày"),
    mistake("the same with the word day is one finding", swap(LINE, "Hoàn thành trước ngày 31/11."), told="DL105", at="qd.toml:38:21"),
    mistake("a fifty-fourth week", swap(LINE, "Hoàn thành trong tuần 54."), told="NS008", at="qd.toml:38:21", says="tuần thứ 54"),
    mistake("half an hour after the day's end", swap(LINE, "Họp đến 24h30 ngày 15/3/2026."), told="NS008", at="qd.toml:38:12", says="0 giờ 30 hôm sau"),
    mistake("the wrong day of the week", swap(LINE, "Họp Thứ Hai, ngày 17 tháng 3 năm 2026."), told="NS009", at="qd.toml:38:8", says="17/3/2026 là thứ Ba"),
    mistake("the wrong day of the week, no year", swap(LINE, "Họp sáng thứ hai ngày 17/3."), told="NS009", at="qd.toml:38:13", says="thứ Ba"),
    sound("the right day of the week", swap(LINE, "Họp Thứ Ba, ngày 17 tháng 3 năm 2026, lúc 14h30.")),
    sound("a meeting that is the second", swap(LINE, "Theo kết luận tại phiên họp thứ hai ngày 17/3/2026.")),
    sound("a wage and an address", swap(LINE, "Chi lương tháng 13 tại số nhà 31/11, ngõ 31/11 đường 3 tháng 2.")),
    sound("numbers that count", swap(LINE, "Mỗi tháng 20 hồ sơ, một tuần 60 giờ, ngày 45 lượt; đạt 31/11 chỉ tiêu.")),
    sound("what is quoted", swap(LINE, "Tuyên truyền vở kịch “Tháng 13”.")),
)  # fmt: skip
def test_times_that_there_are_not(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


DAY = "ngay = 2026-06-15"
PERIOD = "ky_bao_cao = { quy = 2, nam = 2026, tu = 2026-03-15, den = 2026-06-14 }"


@cases(
    BAO_CAO,
    mistake("signed in the quarter before", swap(DAY, "ngay = 2026-03-15"), told="NS010", at="quy-2.toml:5:14", says="Quý II/2026"),
    mistake("signed before the last month", swap(DAY, "ngay = 2026-05-28"), told="NS010", at="quy-2.toml:5:14"),
    sound("signed some days before the end", swap(DAY, "ngay = 2026-06-05")),
    sound("signed long after", swap(DAY, "ngay = 2026-10-05")),
)  # fmt: skip
def test_reports_of_the_future(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


@cases(
    SO_TINH,
    mistake("a plan for the year before", swap("năm {{ nam }}", "năm 2025"), told="NS011", at="kh.toml:5:13", says="năm 2025"),
    mistake("the declared year is one finding", swap("ngay = 2026-02-03", "ngay = 2026-02-03\nnam = 2025"), told="DL096", at="kh.toml:5:7"),
    sound("a plan to sum up the year before", swap("Kiểm tra công trình năm {{ nam }}", "Tổng kết công tác năm 2025")),
    sound("a stage that goes on", swap("năm {{ nam }}", "giai đoạn 2021 - 2026")),
)  # fmt: skip
def test_plans_for_the_past(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
