"""The filters of templates and data texts: {{ x | so }}, {{ x | chu("đồng") }}, {{ d | ngay_ngan }} …

One mapping, name to function, for whoever renders text. Every filter takes the plain values of data (int, Decimal,
date, str) and raises LanguageError, in Vietnamese, for what it cannot write.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from docgen.vietnamese import dates, figures, letters, words
from docgen.vietnamese.errors import LanguageError
from docgen.vietnamese.words import CachDoc


def chu(x: figures.Number, don_vi: str = "", chan: bool = False, hoa: bool = False, **cach: Any) -> str:
    """Return a number in words; the fields of `CachDoc` may be given by name (linh="lẻ", nghin="ngàn" …)."""
    unknown = cach.keys() - CachDoc.__dataclass_fields__.keys()
    if unknown:
        known = ", ".join(CachDoc.__dataclass_fields__)
        raise LanguageError(f"chu không có tùy chọn {', '.join(sorted(unknown))}: dùng {known}")
    return words.bang_chu(x, don_vi, chan=chan, hoa=hoa, cach=CachDoc(**cach))


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return dates.doc_ngay(value)
    raise LanguageError(f"{value!r} không phải một ngày: viết 2022-01-06 hoặc 06/01/2022")


def _whole(value: object) -> int:
    number = figures.exact(value)
    if number != int(number):
        raise LanguageError(f"{value} không phải số nguyên")
    return int(number)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise LanguageError(f"{value!r} không phải một đoạn chữ")
    return value


FILTERS: dict[str, Callable[..., str]] = {
    "so": lambda x, le=None: figures.so(x, _le(le)),
    "phan_tram": lambda x, le=None: figures.phan_tram(x, _le(le)),
    "tien": lambda x, don_vi="đồng", le=None: figures.tien(x, don_vi, _le(le)),
    "don_vi": lambda x, ten, le=None: figures.don_vi(x, ten, _le(le)),
    "chu": chu,
    "thu_tu": lambda n: words.thu_tu(_whole(n)),
    "ngay": lambda d, nam=None: dates.ngay(None if d is None else _day(d), nam=_le(nam)),
    "ngay_ngan": lambda d, nam=None: dates.ngay_ngan(None if d is None else _day(d), nam=_le(nam)),
    "thu": lambda d: dates.thu(_day(d)),
    "quy": lambda n, nam=None: dates.quy(_whole(n), _le(nam)),
    "thang": lambda n, nam=None: dates.thang(_whole(n), _le(nam)),
    "can_chi": lambda nam: dates.can_chi(_whole(nam)),
    "la_ma": lambda n: letters.la_ma(_whole(n)),
    "diem": lambda n: letters.diem(_whole(n)),
    "hoa": lambda text: letters.hoa(_text(text)),
    "hoa_dau": lambda text: letters.hoa_dau(_text(text)),
}
"""Filter name to function. The first argument is the value before the bar."""


def _le(value: object) -> int | None:
    return None if value is None else _whole(value)
