"""The mapping of filters, and the promises of the package as a whole."""

from __future__ import annotations

import ast
import re
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import docgen.vietnamese as vietnamese
from docgen.vietnamese import FILTERS, CachDoc, LanguageError, bang_chu


@pytest.mark.parametrize(
    ("name", "args", "options", "text"),
    [
        ("so", (Decimal("1234.5"),), {}, "1.234,5"),
        ("so", (Decimal("1234.5"), Decimal(2)), {}, "1.234,50"),
        ("phan_tram", (Decimal("0.92449"),), {}, "92,45%"),
        ("phan_tram", (Decimal("0.92449"), 1), {}, "92,4%"),
        ("tien", (1_500_000,), {"don_vi": "triệu đồng"}, "1,5\u00a0triệu\u00a0đồng"),
        ("don_vi", (40, "hồ sơ"), {}, "40\u00a0hồ sơ"),
        ("chu", (5,), {}, "năm"),
        ("chu", (105_000, "đồng"), {"linh": "lẻ", "hoa": True, "chan": True}, "Một trăm lẻ năm nghìn đồng chẵn"),
        ("thu_tu", (Decimal(4),), {}, "thứ tư"),
        ("ngay", (date(2022, 1, 6),), {}, "ngày 06 tháng 01 năm 2022"),
        ("ngay", (datetime(2022, 1, 6, 9, 30),), {}, "ngày 06 tháng 01 năm 2022"),
        ("ngay", ("2022-01-06",), {}, "ngày 06 tháng 01 năm 2022"),
        ("ngay", (None,), {"nam": Decimal(2026)}, "ngày     tháng     năm 2026"),
        ("ngay_ngan", (date(2020, 8, 1),), {}, "01/8/2020"),
        ("thu", (date(2026, 11, 21),), {}, "thứ Bảy"),
        ("quy", (Decimal(2),), {}, "Quý II"),
        ("quy", (2, 2026), {}, "Quý II/2026"),
        ("thang", (4, 2026), {}, "tháng 4/2026"),
        ("can_chi", (2026,), {}, "Bính Ngọ"),
        ("la_ma", (4,), {}, "IV"),
        ("diem", (5,), {}, "đ"),
        ("hoa", ("kế hoạch",), {}, "KẾ HOẠCH"),
        ("hoa_dau", ("kế hoạch",), {}, "Kế hoạch"),
        ("dem", (5,), {}, "05"),
        ("dem", (Decimal(12),), {}, "12"),
        ("dem", (1200,), {}, "1.200"),
        ("dem_chu", (5,), {}, "05 (năm)"),
        ("so", (Decimal("1234.5"), 3), {"toi_da": True, "dau": True}, "+1.234,5"),
        ("phan_tram", (Decimal("0.035"),), {"dau": True}, "+3,5%"),
        ("khoang", (27, Decimal("28.5")), {}, "27 - 28,5"),
        ("khoang", (27, 28), {"loi": True}, "từ 27 đến 28"),
        ("thu_tu", (2,), {"hai": "nhì"}, "thứ nhì"),
        ("quy", (2, 2026), {"dai": True}, "Quý II năm 2026"),
        ("thang", (4, 2026), {"dai": True}, "tháng 4 năm 2026"),
        ("nua_nam", (Decimal(1), 2026), {}, "6 tháng đầu năm 2026"),
        ("khoang_ngay", (date(2022, 12, 15), "2023-06-14"), {}, "từ ngày 15/12/2022 đến ngày 14/6/2023"),
        ("ky", (date(2026, 4, 1), date(2026, 6, 30)), {}, "Quý II/2026"),
        ("so_ky_hieu", (Decimal(2), "QĐ-UBND"), {}, "02/QĐ-UBND"),
        ("so_ky_hieu", ("15a", "QĐ-UBND", 2026), {}, "15a/2026/QĐ-UBND"),
        ("so_ky_hieu", (None, "QĐ-UBND"), {}, "       /QĐ-UBND"),
        ("thuong_dau", ("Ban hành",), {}, "ban hành"),
        ("so_voi", (9, 8), {}, "tăng 12,5%"),
        ("so_voi", (Decimal("9.7"), 10, 1), {}, "giảm 3,0%"),
        ("so_voi", (7, Decimal("7.0")), {}, "không đổi"),
        ("so_voi", (100_001, 100_000), {}, "tăng dưới 0,01%"),
    ],
)
def test_filters(name: str, args: tuple[object, ...], options: dict[str, object], text: str) -> None:
    assert FILTERS[name](*args, **options) == text


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("value", [0.5, "xin chào", None, True, [1], {}, Decimal("NaN"), Decimal("2.5"), -1, object()])
def test_a_filter_writes_or_says_in_vietnamese_why_not(name: str, value: object) -> None:
    day = date(2026, 11, 21)
    more = {
        "don_vi": ("km",),
        "so_voi": (2,),
        "khoang": (9,),
        "ky": (day,),
        "khoang_ngay": (day,),
        "so_ky_hieu": ("X",),
    }
    args = (value, *more.get(name, ()))
    try:
        text = FILTERS[name](*args)
    except LanguageError as error:
        text = str(error) if re.search("[à-ỹ]", str(error)) else None
    assert isinstance(text, str)


@pytest.mark.parametrize(("name", "args"), [("so_voi", (5, 0)), ("so_voi", (5, -3)), ("dem", (-1,)), ("dem", (True,))])
def test_what_has_no_count_or_ratio_is_refused(name: str, args: tuple[int, ...]) -> None:
    with pytest.raises(LanguageError):
        FILTERS[name](*args)


def test_every_filter_says_what_it_prints() -> None:
    assert set(vietnamese.MEANINGS) == set(FILTERS)


def test_every_way_of_reading_numbers_is_an_option_of_the_filter() -> None:
    ways = {
        "linh": "lẻ",
        "bon": "tư",
        "nghin": "ngàn",
        "ty": "tỉ",
        "khong_tram": False,
        "phay": True,
        "tung_chu_so": True,
    }
    assert set(ways) == set(CachDoc.__dataclass_fields__)
    for name, way in ways.items():
        number = Decimal("3000004105024.25")
        assert (
            FILTERS["chu"](number, **{name: way}) == bang_chu(number, cach=CachDoc(**{name: way})) != bang_chu(number)
        )
    with pytest.raises(LanguageError, match="linh hoặc lẻ"):
        FILTERS["chu"](5, linh="le")
    with pytest.raises(LanguageError):
        FILTERS["chu"](5, 7)


def test_the_package_knows_nothing_of_docgen_and_needs_two_libraries() -> None:
    known = sys.stdlib_module_names | {"babel", "num2words"}
    for path in Path(vietnamese.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.startswith("docgen.vietnamese") or name.split(".")[0] in known, f"{path.name}: {name}"


def test_every_public_name_has_a_docstring() -> None:
    for name in vietnamese.__all__:
        value = getattr(vietnamese, name)
        assert not callable(value) or value.__doc__, name
