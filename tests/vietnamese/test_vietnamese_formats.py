"""Number formats of worksheets: each as a Vietnamese reader sees it, and what kind of value it makes."""

from __future__ import annotations

import copy
import pickle
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from docgen.vietnamese import MaIn, NgayIn, NumberFormat, SoIn

ACCOUNTING = r'_-* #,##0.00\ _₫_-;\-* #,##0.00\ _₫_-;_-* "-"??\ _₫_-;_-@_-'


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("General", "1234567.25", "1234567,25"),
        ("General", "-3", "-3"),
        ('General" kg"', "2.5", "2,5 kg"),
        ("0", "1234.6", "1235"),
        ("0.00", "2", "2,00"),
        ("0.00", "1234.567", "1234,57"),
        ("#,##0", "1234567", "1.234.567"),
        ("#,##0", "0", "0"),
        ("#,##0.0", "1234.25", "1.234,3"),
        ("#,##0.##", "2", "2"),
        ("#,##0.##", "2.5", "2,5"),
        ("0.0#", "2", "2,0"),
        ("#.##", "0.5", "0,5"),
        ("#,##0", "-1234", "-1.234"),
        ("0.0", "-0.01", "0,0"),
        ("# ##0", "1234567", "1234 567"),
        ("0%", "0.5", "50%"),
        ("0.0%", "0.45236", "45,2%"),
        ("[$-420]0.0%", "-0.5", "-50,0%"),
        ('0" %"', "45.2", "45 %"),
        ("0000000000", "905123456", "0905123456"),
        ("0000", "42", "0042"),
        ("00", "12345", "12345"),
        ('00"/QĐ-SNV"', "8", "08/QĐ-SNV"),
        (r"00\/\Q\Đ\-\S\N\V", "8", "08/QĐ-SNV"),
        ("0000-000-000", "905123456", "0905-123-456"),
        ("[<=9999999]###-####;(###) ###-####", "5123456", "512-3456"),
        ("[<=9999999]###-####;(###) ###-####", "2583123456", "(258) 312-3456"),
        ("#,##0;(#,##0)", "-1250", "(1.250)"),
        ("#,##0;(#,##0)", "1250", "1.250"),
        ("#,##0_);(#,##0)", "1250", "1.250"),
        ("#,##0;[Red]#,##0", "-1250", "-1.250"),
        ("#,##0;[Red]-#,##0", "-1250", "-1.250"),
        ('#,##0" đồng";[Red]#,##0" đồng"', "-1250", "-1.250 đồng"),
        ("General;[Red]General", "-5", "-5"),
        ('#,##0;-#,##0;"-"', "0", "-"),
        ("#,##0;-#,##0;", "0", ""),
        ('"Tăng "0.0;"Giảm "0.0', "-2.5", "Giảm 2,5"),
        (ACCOUNTING, "1250", "1.250,00"),
        (ACCOUNTING, "-1250", "-1.250,00"),
        (ACCOUNTING, "0", "-"),
        ('#,##0\\ "₫"', "1250", "1.250 ₫"),
        ("#,##0 [$₫-42A]", "1250", "1.250 ₫"),
        ('#,##0" đồng"', "1250000", "1.250.000 đồng"),
        ("#,##0,", "1234567", "1.235"),
        ('0.0,,"tr"', "1250000", "1,3tr"),
        ("# ?/?", "0.25", "1/4"),
        ("# ?/?", "2.5", "2 1/2"),
        ("# ?/?", "-0.75", "-3/4"),
        ("# ?/?", "3", "3"),
        ("# ?/?", "0", "0"),
        ("# ?/?", "0.99", "1"),
        ("# ??/??", "0.3125", "5/16"),
        ('# ?/?" ngày"', "1.5", "1 1/2 ngày"),
        ("# ?/8", "0.25", "2/8"),
        ("# ?/100", "0.25", "25/100"),
        ("?/?", "2.5", "5/2"),
        ("0.00E+00", "12345.678", "12345,678"),
        ("@", "7.25", "7,25"),
        ('"Có";;"Không"', "1", "Có"),
        ('"Có";;"Không"', "0", "Không"),
        (";;;", "5", ""),
        ("", "5", "5"),
    ],
)  # fmt: skip
def test_figures_are_written_as_the_sheet_shows_them(code: str, value: str, text: str) -> None:
    assert NumberFormat.of(code).number(Decimal(value)) == text


DAY = date(2026, 2, 3)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("mmmm yyyy", "tháng 02 năm 2026"),
        ("mmm-yy", "tháng 02 năm 26"),
        ("[$-42A]mmmm yyyy;@", "tháng 02 năm 2026"),
        ("mm/yyyy", "02/2026"),
        ('"Tháng "mm/yyyy', "Tháng 02/2026"),
        ('"Tháng "mmmm', "Tháng 02"),
        ("yyyy", "2026"),
        ('"ngày "dd" tháng "mm" năm "yyyy', "ngày 03 tháng 02 năm 2026"),
        (r"\n\g\à\y\ d\/m", "ngày 3/2"),
        ("dddd, dd/mm/yyyy", "thứ Ba, 03/02/2026"),
        ("[$-F800]dddd, mmmm dd, yyyy", "ngày 03 tháng 02 năm 2026"),
        ("dd.mm.yyyy", "03.02.2026"),
        ("dd/mm/yy", "03/02/26"),
        ("d-m-yy", "3-2-26"),
    ],
)
def test_days_are_written_as_the_sheet_shows_them(code: str, text: str) -> None:
    form = NumberFormat.of(code)
    assert form.is_date
    assert form.day(DAY) == text


@pytest.mark.parametrize(
    ("code", "plain"),
    [
        ("dd/mm/yyyy", True), ("mm-dd-yy", True), ("d-mmm-yy", True), ("[$-1010000]d/m/yyyy;@", True),
        ("yyyy\\-mm\\-dd", True), ("d/m/yyyy h:mm", True), ("dd/mm/yy", False),
        ("mmmm yyyy", False), ("dddd, dd/mm/yyyy", False),
        ('"ngày "d" tháng "m" năm "yyyy', False), ("[$-F800]dddd, mmmm dd, yyyy", False), ("h:mm", False),
    ],
)  # fmt: skip
def test_days_of_figures_only_are_written_as_papers_write_them(code: str, plain: bool) -> None:
    assert NumberFormat.of(code).is_plain_date == plain


@pytest.mark.parametrize("code", ["h:mm", "[h]:mm", "mm:ss", "hh:mm:ss"])
def test_minutes_are_no_months(code: str) -> None:
    form = NumberFormat.of(code)
    assert form.is_date
    assert not form.shows_day


@pytest.mark.parametrize("code", ["General", "0.00", '0" năm"', '#,##0 "đồng"', "[Red]0", "@", '00"/QĐ-SNV"'])
def test_figures_are_no_days(code: str) -> None:
    assert not NumberFormat.of(code).is_date


@pytest.mark.parametrize(
    ("code", "is_code"),
    [
        ("0000000000", True), ('00"/QĐ-SNV"', True), ('0"/10"', True), ("000-000", True), ("00", True),
        ("0", False), ("0.00", False), ("#,##0", False), ("0,000", False), ('#,##0" đồng"', False), ("# ##0", False),
    ],
)  # fmt: skip
def test_which_numbers_are_codes(code: str, is_code: bool) -> None:
    assert NumberFormat.of(code).is_code(Decimal(8)) == is_code


def test_texts_with_something_beside_them() -> None:
    assert NumberFormat.of('"Ông "@').text("Nguyễn Văn A") == "Ông Nguyễn Văn A"
    assert NumberFormat.of("0.00").text("a") == "a"
    assert NumberFormat.of("@").text("a") == "a"


def test_a_shown_figure_computes_whole_and_prints_in_the_way_of_papers() -> None:
    plain, own = SoIn.as_in("0.00", Decimal("1234.567")), SoIn.as_in("#,##0;(#,##0)", -1250)
    assert (plain.chu, plain.nhu_thay, plain * 2) == ("1.234,57", "1234,57", Decimal("2469.134"))
    assert (own.chu, own.nhu_thay, own + 1) == ("(1.250)", "(1.250)", -1249)
    assert SoIn.as_in("0.0%", Decimal("0.4567")).chu == "45,7%"
    assert SoIn(Decimal("2.5"), 2).nhu_thay == "2,50"
    for value in (plain, own):
        assert pickle.loads(pickle.dumps(value)).chu == copy.deepcopy(value).chu == value.chu


def test_a_code_is_a_text_that_keeps_its_number() -> None:
    code = pickle.loads(pickle.dumps(MaIn("0042", 42)))
    assert (code, code.so, code.removeprefix("00")) == ("0042", 42, "42")


def test_a_shown_day_computes_as_a_day() -> None:
    shown = NgayIn(2026, 2, 3, "mmmm yyyy")
    assert shown == DAY
    assert shown + timedelta(days=1) == date(2026, 2, 4)
    assert (shown.chu, shown.co_ngay, NgayIn(2026, 2, 3).chu) == ("tháng 02 năm 2026", False, "03/02/2026")
    assert pickle.loads(pickle.dumps(shown)).chu == copy.deepcopy(shown).chu == shown.chu


@pytest.mark.parametrize("code", [r"yyyy-mm-dd\Thh:mm:ss", 'yyyy/mm/dd hh"h"mm', "yyyy-mm-dd hh:mm:ss.000"])
def test_hours_that_are_left_out_leave_nothing(code: str) -> None:
    shown = NumberFormat.of(code)
    assert shown is not None
    for clock in (None, time()):
        assert shown.day(date(2027, 2, 3), clock) in ("2027-02-03", "2027/02/03")
