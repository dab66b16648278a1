"""Days and periods, written and read."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.vietnamese import (
    LanguageError,
    can_chi,
    doc_can_chi,
    doc_ky,
    doc_ngay,
    doc_quy,
    doc_thang,
    doc_thu,
    khoang_ngay,
    ky,
    ngay,
    ngay_khong_co,
    ngay_ngan,
    nua_nam,
    quy,
    thang,
    thu,
)

LONG = [  # the first four are the decree's own examples
    (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020", "05/01/2020"),
    (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019", "29/6/2019"),
    (date(2004, 4, 8), "ngày 08 tháng 4 năm 2004", "08/4/2004"),
    (date(2010, 2, 8), "ngày 08 tháng 02 năm 2010", "08/02/2010"),
    (date(2016, 7, 26), "ngày 26 tháng 7 năm 2016", "26/7/2016"),
    (date(2020, 8, 1), "ngày 01 tháng 8 năm 2020", "01/8/2020"),
    (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026", "31/12/2026"),
]


@pytest.mark.parametrize(("day", "long", "short"), LONG)
def test_days_and_back(day: date, long: str, short: str) -> None:
    assert ngay(day) == long
    assert ngay_ngan(day) == short
    assert doc_ngay(long) == doc_ngay(short) == day


def test_babel_pads_by_no_rule_of_the_decree() -> None:
    day = date(2022, 1, 6)
    assert format_date(day, "long", locale="vi") == "6 tháng 1, 2022"
    assert ngay(day) == "ngày 06 tháng 01 năm 2022"
    assert format_date(day, "QQQQ", locale="vi").lower() == "quý 1"
    assert quy(1) == "Quý I"


def test_a_draft_has_blanks() -> None:
    assert ngay(None, nam=2026) == "ngày     tháng     năm 2026"
    assert ngay(None) == "ngày     tháng     năm     "
    assert ngay_ngan(None, nam=2026) == "    /    /2026"


@given(st.dates())
@settings(max_examples=500, derandomize=True)
def test_every_day_comes_back(day: date) -> None:
    assert doc_ngay(ngay(day)) == doc_ngay(ngay_ngan(day)) == doc_ngay(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    ["6/1/2022", "06-01-2022", "06.01.2022", "06 / 01 /2022", "2022-01-06", "Ngày 6 tháng 1 năm 2022",
     "ngày 06/01/2022",
     "thứ Năm, ngày 06/01/2022", "Thứ 5 ngày 06 tháng 01 năm 2022", "06/01/2022.",
     "ngày\u00a006 tháng 01  năm 2022,", "nga\u0300y 06 tha\u0301ng 01 na\u0306m 2022"],
)  # fmt: skip
def test_other_ways_to_write_a_day_are_read(text: str) -> None:
    assert doc_ngay(text) == date(2022, 1, 6)


@pytest.mark.parametrize(
    "text",
    ["30/02/2022", "00/01/2022", "06/13/2022", "6/1/22", "06/01-2022", "tháng 01 năm 2022", "", "hôm nay", "2022/01/06",
     "ngày     tháng     năm 2026", "29/02/2023", "1/1/0000", "thứ Hai, ngày 06/01/2022", "thứ Năm",
     "thứ Năm, thứ Năm, 06/01/2022"],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(LanguageError):
        doc_ngay(text)


def test_quarters() -> None:
    assert [quy(n) for n in (1, 2, 3, 4)] == ["Quý I", "Quý II", "Quý III", "Quý IV"]
    assert quy(2, 2026) == "Quý II/2026"
    assert quy(2, 2026, dai=True) == "Quý II năm 2026"
    for text in ("Quý II/2026", "quý 2 năm 2026", "Quý II năm 2026", "QUÝ II/2026", "Qúy 2/2026"):
        assert doc_quy(text) == (2, 2026)
    assert doc_quy("Quý IV") == (4, None)
    for text in ("Quý V", "quý 0/2026", "Quý IIII", "2/2026"):
        with pytest.raises(LanguageError):
            doc_quy(text)
    with pytest.raises(LanguageError):
        quy(5)


def test_months_come_back() -> None:
    for month in range(1, 13):
        assert doc_thang(thang(month)) == (month, None)
        assert doc_thang(thang(month, 2026)) == doc_thang(thang(month, 2026, dai=True)) == (month, 2026)
    for text in ("tháng 13", "tháng 0/2026", "tháng giêng", "4/2026"):
        with pytest.raises(LanguageError):
            doc_thang(text)


def test_months_and_half_years() -> None:
    assert thang(11, 2026) == "tháng 11/2026"
    assert thang(1, 2026) == "tháng 01/2026"
    assert thang(4, 2026, dai=True) == "tháng 4 năm 2026"
    assert thang(4) == "tháng 4"
    assert nua_nam(1, 2026) == "6 tháng đầu năm 2026"
    assert nua_nam(2) == "6 tháng cuối năm"
    for wrong in (lambda: thang(13), lambda: nua_nam(3), lambda: quy(1, 0)):
        with pytest.raises(LanguageError):
            wrong()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Quý II/2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("tháng 02/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("tháng 11 năm 2026", date(2026, 11, 1), date(2026, 11, 30)),
        ("6 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("sáu tháng cuối năm 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("năm 2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("từ ngày 15/12/2022 đến ngày 14/6/2023", date(2022, 12, 15), date(2023, 6, 14)),
        ("từ ngày 15 tháng 12 năm 2022 đến hết ngày 14 tháng 6 năm 2023", date(2022, 12, 15), date(2023, 6, 14)),
        ("06/01/2022", date(2022, 1, 6), date(2022, 1, 6)),
        ("9 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 9, 30)),
        ("ba tháng cuối năm 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("06 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("15/12/2022 - 14/6/2023", date(2022, 12, 15), date(2023, 6, 14)),
        ("từ tháng 01/2026 đến hết tháng 3/2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("từ Quý II/2025 đến Quý I/2026", date(2025, 4, 1), date(2026, 3, 31)),
        ("giai đoạn 2021 - 2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("2021-2025", date(2021, 1, 1), date(2025, 12, 31)),
    ],
)
def test_periods_are_read(text: str, first: date, last: date) -> None:
    assert doc_ky(text) == (first, last)


@pytest.mark.parametrize("text", ["Quý II", "tháng 13/2026", "từ 14/6/2023 đến 15/12/2022", "năm tới", "tháng 5",
                                  "13 tháng đầu năm 2026", "0 tháng đầu năm 2026", "giai đoạn 2025 - 2021", "từ tháng 1 đến tháng 3"])  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(LanguageError):
        doc_ky(text)


def test_periods_are_written_as_short_as_they_can_be_and_come_back() -> None:
    assert khoang_ngay(date(2022, 12, 15), date(2023, 6, 14)) == "từ ngày 15/12/2022 đến ngày 14/6/2023"
    assert khoang_ngay(date(2022, 1, 1), date(2022, 2, 1), dai=True).startswith("từ ngày 01 tháng 01 năm 2022 đến")
    assert ky(date(2026, 4, 1), date(2026, 6, 30)) == "Quý II/2026"
    assert ky(date(2026, 3, 1), date(2026, 5, 31)) == "từ ngày 01/3/2026 đến ngày 31/5/2026"
    assert ky(date(2026, 1, 1), date(2026, 9, 30)) == "9 tháng đầu năm 2026"
    assert ky(date(2026, 5, 1), date(2026, 5, 1)) == "ngày 01/5/2026"
    assert ky(date(2021, 1, 1), date(2025, 12, 31)) == "giai đoạn 2021 - 2025"
    starts = [date(2024, month, day) for month in range(1, 13) for day in (1, 15)]
    for first in starts:
        for last in [*starts, date(2024, 2, 29), date(2024, 6, 30), date(2024, 12, 31)]:
            if first <= last:
                assert doc_ky(ky(first, last)) == (first, last)
                assert doc_ky(khoang_ngay(first, last, dai=True)) == (first, last)
    with pytest.raises(LanguageError):
        khoang_ngay(date(2023, 1, 1), date(2022, 1, 1))


def test_days_of_the_week() -> None:
    assert thu(date(2026, 11, 21)) == "thứ Bảy"
    assert thu(date(2026, 11, 22)) == "Chủ nhật"
    for number in range(7):
        assert doc_thu(thu(date(2026, 11, 16 + number))) == number
    assert doc_thu("Thứ hai") == doc_thu("thứ 2") == 0
    with pytest.raises(LanguageError):
        doc_thu("thứ tám")


def test_lunar_names() -> None:
    assert [can_chi(year) for year in (1945, 1968, 1975, 1984, 2024, 2026)] == [
        "Ất Dậu", "Mậu Thân", "Ất Mão", "Giáp Tý", "Giáp Thìn", "Bính Ngọ",
    ]  # fmt: skip
    assert doc_can_chi("Bính Ngọ", 2026) == 2026
    assert doc_can_chi("bính ngọ", 1970) == 1966
    assert doc_can_chi("năm Ất Tị", 2026) == doc_can_chi("Ất Tỵ", 2026) == 2025
    assert doc_can_chi("Quí Mẹo", 2026) == 2023
    for year in range(1900, 2100):
        assert doc_can_chi(can_chi(year), year + 29) == year
    for name in ("Giáp Sửu", "Ngọ", "Bính Mèo"):  # the stems of odd years never meet the branches of even ones
        with pytest.raises(LanguageError):
            doc_can_chi(name, 2026)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trước 31/11/2026", [(6, "31/11/2026", "tháng 11 có 30 ngày")]),
        ("Ngày 30 tháng 2", [(0, "Ngày 30 tháng 2", "tháng 2 có 29 ngày")]),
        ("ngày 29 tháng 02 năm 2026", [(0, "ngày 29 tháng 02 năm 2026", "tháng 2 năm 2026 có 28 ngày")]),
        ("từ 01/13/2026 đến 00/02/2026", [(3, "01/13/2026", "một năm không có tháng 13"),
                                          (18, "00/02/2026", "tháng 2 năm 2026 có 28 ngày")]),
        ("đến ngày 31-4-2026, ngày 31.6", [(4, "ngày 31-4-2026", "tháng 4 có 30 ngày"),
                                           (20, "ngày 31.6", "tháng 6 có 30 ngày")]),
        ("ngày 29 tháng 2; 29/02/2028; ngày 30/4", []),
        ("Nghị định số 30/2020/NĐ-CP, số 45/13/2026, Quyết định 31/11/2026/QĐ-SNV, 40/50 hộ, tổ 3/31/12/2026", []),
        ("ngày … tháng 11 năm 2026, ngày     tháng     năm 2026", []),
        ("giảm 40/50/2026x", []),
    ],
)  # fmt: skip
def test_days_in_a_text_that_no_calendar_has(text: str, found: list[tuple[int, str, str]]) -> None:
    assert ngay_khong_co(text) == found
