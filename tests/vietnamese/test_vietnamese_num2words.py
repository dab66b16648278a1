"""docgen's Vietnamese as a language of num2words: for docgen itself, and for any program that imports one module.

What is expected stands here in words, so that neither num2words nor docgen is its own witness.
"""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import num2words as package
import pytest
from num2words import num2words
from num2words.lang_VI import Num2Word_VI as Original

from docgen.vietnamese import CachDoc, LanguageError, bang_chu
from docgen.vietnamese.reading import CHUAN
from docgen.vietnamese.spoken import language

ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
BELOW_HUNDRED = [
    *ONES,
    *[
        "mười",
        "mười một",
        "mười hai",
        "mười ba",
        "mười bốn",
        "mười lăm",
        "mười sáu",
        "mười bảy",
        "mười tám",
        "mười chín",
    ],
    *(
        f"{tens} mươi {last}".strip()
        for tens in ONES[2:]
        for last in ("", "mốt", "hai", "ba", "bốn", "lăm", "sáu", "bảy", "tám", "chín")
    ),
]


def below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return BELOW_HUNDRED[rest]
    tail = "" if not rest else f" linh {ONES[rest]}" if rest < 10 else f" {BELOW_HUNDRED[rest]}"
    return f"{ONES[hundreds]} trăm{tail}"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The module that registers the language; num2words has its own again afterwards."""
    monkeypatch.setitem(package.CONVERTER_CLASSES, "vi", package.CONVERTER_CLASSES["vi"])
    return importlib.reload(importlib.import_module("docgen.vietnamese.num2words_vi"))


def test_below_a_thousand_the_original_is_right_and_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [bang_chu(n) for n in range(1000)] == [below_thousand(n) for n in range(1000)]
    southern = [below_thousand(n).replace("linh", "lẻ") for n in range(1000)]
    assert [Original().vietnam_number(n) for n in range(1000)] == southern
    monkeypatch.setattr(Original, "vietnam_number", lambda self, n: f"[{n}]")
    language.cache_clear()
    try:
        assert bang_chu(1_005_024, cach=CachDoc(phay=True)) == "[1] triệu, không trăm linh [5] nghìn, không trăm [24]"
    finally:
        language.cache_clear()


@pytest.mark.parametrize(
    ("number", "options", "words"),
    [
        (105, {}, "một trăm linh năm"),
        (1005, {}, "một nghìn không trăm linh năm"),
        (2026, {}, "hai nghìn không trăm hai mươi sáu"),
        (10**15 + 10**9, {}, "một triệu không trăm linh một tỷ"),
        (10**18, {}, "một tỷ tỷ"),
        (0, {}, "không"),
        (-5, {}, "âm năm"),
        (-21, {}, "âm hai mươi mốt"),
        (0.5, {}, "không phẩy năm"),
        (3.05, {}, "ba phẩy không năm"),
        (0.1 + 0.2, {"tung_chu_so": True}, "không phẩy ba" + " không" * 15 + " bốn"),
        (Decimal("92.45"), {}, "chín mươi hai phẩy bốn mươi lăm"),
        (Fraction(3, 4), {}, "ba phần tư"),
        ("1234.5", {}, "một nghìn hai trăm ba mươi bốn phẩy năm"),
        ("-7", {}, "âm bảy"),
        (24, {"bon": "tư"}, "hai mươi tư"),
        (1_105, {"linh": "lẻ", "nghin": "ngàn"}, "một ngàn một trăm lẻ năm"),
        (1, {"to": "ordinal"}, "thứ nhất"),
        (4, {"to": "ordinal"}, "thứ tư"),
        (2, {"to": "ordinal", "hai": "nhì"}, "thứ nhì"),
        (21, {"ordinal": True}, "thứ hai mươi mốt"),
        (1305, {"to": "ordinal_num"}, "thứ 1.305"),
        (1945, {"to": "year"}, "một nghìn chín trăm bốn mươi lăm"),
        (-111, {"to": "year"}, "một trăm mười một trước Công nguyên"),
        (1_500_000, {"to": "currency"}, "một triệu năm trăm nghìn đồng"),
        (1_500_000, {"to": "currency", "chan": True}, "một triệu năm trăm nghìn đồng chẵn"),
        (1_500_500, {"to": "currency", "currency": "VND", "chan": True}, "một triệu năm trăm nghìn năm trăm đồng"),
        (-200, {"to": "currency", "separator": " và", "cents": False}, "âm hai trăm đồng"),
        (2.5, {"to": "currency"}, "hai phẩy năm đồng"),
    ],
)
def test_num2words_speaks_right_vietnamese(installed: Any, number: Any, options: dict[str, Any], words: str) -> None:
    assert num2words(number, lang="vi", **options) == words
    assert num2words(number, lang="vi_VN", **options) == words


@pytest.mark.parametrize(
    ("number", "options", "error"),
    [
        (0, {"to": "ordinal"}, LanguageError),
        (-1, {"to": "ordinal_num"}, LanguageError),
        (2.5, {"to": "ordinal"}, LanguageError),
        (float("nan"), {}, LanguageError),
        (True, {}, LanguageError),
        (5, {"linh": "le"}, LanguageError),
        (5, {"lin": "lẻ"}, TypeError),
        (5, {"to": "currency", "currency": "USD"}, NotImplementedError),
    ],
)
def test_what_has_no_words_is_refused(
    installed: Any, number: Any, options: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        num2words(number, lang="vi", **options)


def test_num2words_is_changed_by_that_one_import_only() -> None:
    assert (bang_chu(1024), language(CHUAN).to_cardinal(1024)) == ("một nghìn không trăm hai mươi bốn",) * 2
    assert num2words(1024, lang="vi") == "một nghìn lẻ hai mươi bốn"


def test_the_example_of_the_module_runs(installed: Any) -> None:
    assert doctest.testmod(installed) == (0, 6)
