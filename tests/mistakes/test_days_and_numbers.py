"""Days, numbers and years as clerks type them."""

from __future__ import annotations

from pathlib import Path

from corpus import BAO_CAO, QUYET_DINH, Case, cases, mistake, sound, swap

DAY = "ngay = 2026-01-08"
HEAD = "Bình An, ngày 08 tháng 01 năm 2026"


@cases(
    QUYET_DINH,
    mistake("a day of no calendar", swap(DAY, "ngay = 2026-02-30"), told="DL012", at="qd.toml:4:8"),
    mistake("a day of no calendar in quotes", swap(DAY, 'ngay = "30/02/2026"'), told="DL043", at="qd.toml:4:8", says="28 ngày"),
    mistake("a day of no calendar, and no year written", swap(DAY, 'ngay = "30/02/2026"'), swap("nam = 2026\n", ""), told="DL043", at="qd.toml:4:8"),
    mistake("a thirteenth month", swap(DAY, 'ngay = "08/13/2026"'), told="DL043", at="qd.toml:4:8"),
    mistake("a day of two digits for the year", swap(DAY, 'ngay = "8/1/26"'), told="DL043", at="qd.toml:4:8", says="2026-01-08"),
    mistake("a day with strokes and no quotes", swap(DAY, "ngay = 8/1/2026"), told="DL010", at="qd.toml:4:8"),
    mistake("a day without its noughts", swap(DAY, "ngay = 2026-1-8"), told="DL010", at="qd.toml:4:8", says="2026-01-08"),
    mistake("a day in the other order", swap(DAY, "ngay = 08-01-2026"), told="DL010", at="qd.toml:4:8", says="2026-01-08"),
    mistake("a day in words", swap(DAY, 'ngay = "mùng 8 tháng Giêng"'), told="DL043", at="qd.toml:4:8"),
    mistake("the day left empty", swap(DAY, 'ngay = ""'), told="DL042", at="qd.toml:4:8"),
    mistake("dots for the day", swap(DAY, 'ngay = "…/…/2026"'), told="DL043", at="qd.toml:4:8"),
    mistake("the hour written with the day", swap(DAY, "ngay = 2026-01-08T08:00:00"), told="DL019", at="qd.toml:4:8"),
    mistake("a weekday that is wrong", swap(DAY, 'ngay = "thứ Hai, 08/01/2026"'), told="DL043", at="qd.toml:4:8"),
    mistake("a year long ago", swap("nam = 2026", "nam = 2062"), told="DL096", at="qd.toml:5:7"),
    mistake("the year before", swap("nam = 2026", "nam = 2025"), told="DL096", at="qd.toml:5:7"),
    mistake("a year of two digits", swap("nam = 2026", "nam = 26"), told="DL044", at="qd.toml:5:7"),
    mistake("a year in quotes", swap("nam = 2026", 'nam = "2026"'), told="DL042", at="qd.toml:5:7"),
    mistake("the number in quotes", swap("so = 15", 'so = "15"'), told="DL042", at="qd.toml:3:6"),
    mistake("the number with its symbol", swap("so = 15", 'so = "15/QĐ-SXD"'), told="DL042", at="qd.toml:3:6", says="15"),
    mistake("the number with a nought before it", swap("so = 15", "so = 015"), told="DL010", at="qd.toml:3:6", says="Bỏ số 0"),
    mistake("the number nought", swap("so = 15", "so = 0"), told="DL044", at="qd.toml:3:6"),
    mistake("a number below nought", swap("so = 15", "so = -15"), told="DL044", at="qd.toml:3:6"),
    mistake("the number with a dot", swap("so = 15", "so = 15.0"), told="DL042", at="qd.toml:3:6"),
    mistake("a decimal comma", swap("[vb.chuc_nang]", "[them]\nchi_tieu = 95,5\n\n[vb.chuc_nang]"), told="DL010", at="qd.toml:19:12", says="95.5"),
    mistake("dots of thousands", swap("[vb.chuc_nang]", "[them]\nvon = 1.250.000\n\n[vb.chuc_nang]"), told="DL010", at="qd.toml:19:7", says="1_234_567"),
    mistake("a percent sign behind a number", swap("[vb.chuc_nang]", "[them]\nvon = 95%\n\n[vb.chuc_nang]"), told="DL010", at="qd.toml:19:7"),
    mistake("a unit behind a number", swap("[vb.chuc_nang]", "[them]\nvon = 45 triệu\n\n[vb.chuc_nang]"), told="DL010", at="qd.toml:19:10"),
    mistake("a number too great for a number of papers", swap("so = 15", "so = 2026015"), told="DL044", at="qd.toml:3:6"),
    mistake("an impossible day in a sentence", swap("tháng cuối quý", "tháng cuối quý; hoàn thành trước ngày 31/11/2026"), told="DL105", at="qd.toml:49:61"),
    mistake("an impossible day in words in a sentence", swap("2. Văn phòng Sở", "2. Trước ngày 30 tháng 02 năm 2026, Văn phòng Sở"), told="DL105", at="qd.toml:50:10"),
    mistake("a cited paper's day of no calendar", swap("ngay = 2025-12-23", 'ngay = "31/11/2025"'), told="DL043", at="qd.toml:28:8"),
    mistake("a sum in a sentence that is wrong", swap("2. Nâng tỷ lệ", "2. Năm trước đạt 45/50 = 91%. Nâng tỷ lệ"), told="SL010", at="qd.toml:39:4"),
    mistake("a rate beside its two numbers that is wrong", swap("2. Nâng tỷ lệ", "2. Đã xử lý 15/32 hồ sơ, đạt 48%. Nâng tỷ lệ"), told="SL011", at="qd.toml:39:4"),
    sound("a day with strokes in quotes", swap(DAY, 'ngay = "8/1/2026"'), printed=[HEAD]),
    sound("a day with hyphens in quotes", swap(DAY, 'ngay = "08-01-2026"'), printed=[HEAD]),
    sound("a day with dots in quotes", swap(DAY, 'ngay = "8.1.2026"'), printed=[HEAD]),
    sound("a day in the words of a paper", swap(DAY, 'ngay = "ngày 08 tháng 01 năm 2026"'), printed=[HEAD]),
    sound("the day of a leap year", swap(DAY, "ngay = 2024-02-29"), swap("nam = 2026", "nam = 2024"), swap("ngay = 2025-08-21", "ngay = 2023-08-21"), swap("ngay = 2025-12-23", "ngay = 2023-12-23"), swap("4782/KH-UBND", "4782/KH-UBND"), swap("Quý II/2026", "Quý II/2024", "nhiem-vu.csv")),
    sound("a draft that knows its month", swap("so = 15\n" + DAY, 'ngay = "11/2026"'), printed=["Bình An, ngày     tháng 11 năm 2026"]),
    sound("a draft that knows its year", swap("so = 15\n" + DAY, "ngay = 2026"), printed=["Bình An, ngày     tháng     năm 2026"]),
    sound("a draft that knows nothing but its subject's year", swap("so = 15\n" + DAY + "\n", "")),
    sound("next year's plan signed in December", swap(DAY, "ngay = 2025-12-28"), swap("ngay = 2025-12-23", "ngay = 2025-12-15"), printed=["Bình An, ngày 28 tháng 12 năm 2025", "Cải cách hành chính năm 2026"]),
    sound("no year written", swap("nam = 2026\n", ""), printed=["Cải cách hành chính năm 2026"]),
    sound("the last day of a month", swap(DAY, "ngay = 2026-01-31"), printed=["Bình An, ngày 31 tháng 01 năm 2026"]),
    sound("a number of one digit", swap("so = 15", "so = 5"), printed=["Số: 05/QĐ-SXD"]),
    sound("a number of four digits", swap("so = 15", "so = 1234"), printed=["Số: 1234/QĐ-SXD"]),
    sound("decimals with a point print with a comma", swap("tổng kinh phí", "chỉ tiêu {{ them.chi_tieu | so }}%, tổng kinh phí"), swap("[vb.chuc_nang]", "[them]\nchi_tieu = 95.5\n\n[vb.chuc_nang]"), printed=["Nhiệm vụ cụ thể nêu tại Phụ lục kèm theo Kế hoạch này, chỉ tiêu 95,5%, tổng kinh phí 1.325,5 triệu đồng."]),
    sound("underscores between thousands", swap("tổng kinh phí", "vốn {{ them.von | so }}, tổng kinh phí"), swap("[vb.chuc_nang]", "[them]\nvon = 1_250_000\n\n[vb.chuc_nang]"), printed=["Nhiệm vụ cụ thể nêu tại Phụ lục kèm theo Kế hoạch này, vốn 1.250.000, tổng kinh phí 1.325,5 triệu đồng."]),
    sound("money in words", swap("tổng kinh phí", "vốn {{ them.von | chu(\"đồng\", chan=true) }}, tổng kinh phí"), swap("[vb.chuc_nang]", "[them]\nvon = 1250000\n\n[vb.chuc_nang]"), printed=["Nhiệm vụ cụ thể nêu tại Phụ lục kèm theo Kế hoạch này, vốn một triệu hai trăm năm mươi nghìn đồng chẵn, tổng kinh phí 1.325,5 triệu đồng."]),
    sound("a day that stands in a sentence", swap("tháng cuối quý", "tháng cuối quý; hoàn thành trước ngày 30/11/2026")),
    sound("a fraction that is no day", swap("tháng cuối quý", "tháng cuối quý; đạt 31/32 đơn vị")),
    sound("a sum in a sentence that is right", swap("2. Nâng tỷ lệ", "2. Năm trước đạt 45/50 = 90%. Nâng tỷ lệ")),
    sound("a rate beside its two numbers that is right", swap("2. Nâng tỷ lệ", "2. Đã xử lý 15/32 hồ sơ, đạt 46,9%. Nâng tỷ lệ")),
    sound("a paper of electronic form", swap("nam = 2026\n", 'nam = 2026\nhinh_thuc = "điện tử"\n')),
)  # fmt: skip
def test_days_and_numbers(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


@cases(
    BAO_CAO,
    mistake("a fifth quarter", swap("quy = 2", "quy = 5"), told="DL044", at="quy-2.toml:5:22"),
    mistake("the quarter in Roman numerals", swap("quy = 2", 'quy = "II"'), told="DL042", at="quy-2.toml:5:22"),
    mistake("the period ends before it begins", swap("den = 2026-06-14", "den = 2026-03-14"), told="DL050", at="quy-2.toml:5:60"),
    mistake("the period without its year", swap("quy = 2, nam = 2026, ", "quy = 2, "), told="DL041", at="quy-2.toml:5:14", says="nam"),
    sound("a report of a month", swap("quy = 2, nam = 2026, tu = 2026-03-15, den = 2026-06-14", "thang = 5, nam = 2026"), swap("{{ ky_truoc.ky_bao_cao.quy | quy }}", "quý trước"), printed=["Kết quả giải quyết thủ tục hành chính tháng 5 năm 2026"]),
    sound("the period without its days", swap(", tu = 2026-03-15, den = 2026-06-14", ""), printed=["Kết quả giải quyết thủ tục hành chính Quý II năm 2026"]),
    sound("a rate that comes of the totals", printed=["Cộng | 1.200 | 1.180 | 20 | 98,33%"]),
    sound("the last period in a sentence", printed=["Trong kỳ, Sở tiếp nhận 1.200 hồ sơ (Quý I: 200 hồ sơ); đã giải quyết 1.180 hồ sơ, đạt 98,33%."]),
)  # fmt: skip
def test_periods(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
