"""Figures as state papers write them, and back: 6.547; 1.234,5; 92,45%; 1,5 tỷ đồng.

Signs come from CLDR, and are those of Luật Kế toán 2015, Điều 11: thousands dot, decimal comma. Rounding is half up and
exact: a binary float is refused because the digits it holds are not the digits that were typed. Reading is our own.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction
from typing import TypeVar

from docgen.vietnamese.cldr import cldr
from docgen.vietnamese.errors import LanguageError
from docgen.vietnamese.letters import nfc

Number = int | Decimal | Fraction
N = TypeVar("N", int, Decimal, Fraction, int | Decimal, Number)

NBSP = "\u00a0"
"""Between a figure and its unit, so that no line ends between them."""

_UNITS = {"đồng": 0, "nghìn đồng": 3, "triệu đồng": 6, "tỷ đồng": 9, "nghìn tỷ đồng": 12}
_PLAIN = re.compile(r"([0-9]+)(?:,([0-9]+))?")
_DOTTED = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_SPACED = re.compile(r"([0-9]{1,3}(?: [0-9]{3})+)(?:,([0-9]+))?")
_POINT = re.compile(r"[0-9]+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


LONGEST = 1000
"""The most digits before or after the comma of a number. Longer ones are slips ("1e999999") and costly to compute."""

_EVERYDAY = 10**36


def exact(x: object) -> Number:
    """Return `x` if it is a number without binary rounding, of a reasonable length. Raises LanguageError otherwise."""
    if type(x) is int and -_EVERYDAY < x < _EVERYDAY:
        return x
    if isinstance(x, bool) or not isinstance(x, int | Decimal | Fraction):
        if isinstance(x, float):
            raise LanguageError(f"{x} là số thực nhị phân (float), không giữ đúng chữ số đã gõ: cần int hoặc Decimal")
        raise LanguageError(f"“{x}” không phải là số: cần số nguyên hoặc số thập phân")
    if isinstance(x, Decimal):
        if not x.is_finite():
            raise LanguageError(f"{x} không phải là một con số viết ra được")
        long = x.adjusted() > LONGEST or int(x.as_tuple().exponent) < -LONGEST
    else:
        long = max(x.numerator.bit_length(), x.denominator.bit_length()) > 10 * LONGEST // 3
    if long:
        raise LanguageError(f"Con số dài quá {LONGEST} chữ số: hãy xem lại giá trị đã nhập")
    return x


def trai_dau(x: N, am: bool = True) -> N:
    """Return -x if `am`, else x. Python's own minus rounds a Decimal to 28 digits; this one does not."""
    if not am:
        return x
    return x.copy_negate() if isinstance(x, Decimal) else -x


def lam_tron(x: Number, le: int) -> Decimal:
    """Return `x` rounded half up (away from zero at the middle) to `le` decimals; `le` may be negative."""
    if not -LONGEST <= le <= LONGEST:
        raise LanguageError(f"Không làm tròn được đến {le} chữ số sau dấu phẩy")
    ratio = Fraction(exact(x)) * Fraction(10) ** le
    whole, rest = divmod(abs(ratio.numerator), ratio.denominator)
    whole += 2 * rest >= ratio.denominator
    return Decimal(-whole if ratio < 0 else whole).scaleb(-le, Context(prec=3 * LONGEST))


def _decimals(x: Fraction) -> int:
    """Return how many decimals `x` has. Raises LanguageError if they never end."""
    rest, places = x.denominator, 0
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        if rest % 10 == 0:
            rest //= 10
        elif rest % 2 == 0:
            rest //= 2
        else:
            rest //= 5
        places += 1
    if rest != 1:
        raise LanguageError(f"{x} không viết hết được bằng số thập phân: hãy nêu số chữ số sau dấu phẩy")
    return places


def so(x: Number, le: int | None = None, *, toi_da: bool = False, dau: bool = False) -> str:
    """Return `x` with thousands dots and a decimal comma: 6547 gives "6.547", Decimal("1234.5") "1.234,5".

    `le`: exactly so many decimals, rounded half up; None: as many as the value needs. `toi_da`: at most `le`,
    without zeros at the end. `dau`: a plus sign too ("+3"). Raises LanguageError for anything but an exact number.
    """
    ratio = Fraction(exact(x))
    exact_le = _decimals(ratio) if le is None else le
    value = lam_tron(ratio, exact_le)
    whole, _, part = format(value.copy_abs(), "f").partition(".")
    part = part.rstrip("0") if toi_da or le is None else part
    signs = cldr()
    sign = ""
    if value < 0:
        sign = signs.minus
    elif dau and value > 0:
        sign = signs.plus
    grouped = f"{int(whole):,}".replace(",", signs.group)
    decimals = f"{signs.decimal}{part}" if part else ""
    return f"{sign}{grouped}{decimals}"


def phan_tram(x: Number, le: int | None = None, *, dau: bool = False) -> str:
    """Return the ratio `x` as a percentage: Decimal("0.92449") gives "92,45%", 1 gives "100%".

    `le`: exactly so many decimals; left out, at most two, without zeros at the end. Rounded half up.
    """
    ratio = Fraction(exact(x)) * 100
    return so(ratio, 2 if le is None else le, toi_da=le is None, dau=dau) + cldr().percent


def tien(x: Number, don_vi: str = "đồng", le: int | None = None) -> str:
    """Return an amount of đồng with its unit: 1500000 gives "1.500.000 đồng", in "triệu đồng" "1,5 triệu đồng".

    The amount is always in đồng; `don_vi` is the unit it is written in (đồng, nghìn đồng, triệu đồng, tỷ đồng,
    nghìn tỷ đồng). The space before the unit does not break. Raises LanguageError for another unit.
    """
    if don_vi not in _UNITS:
        raise LanguageError(f"Không biết đơn vị tiền “{don_vi}”: dùng {', '.join(_UNITS)}")
    return so(Fraction(exact(x)) / 10 ** _UNITS[don_vi], le) + cldr().gap + don_vi.replace(" ", NBSP)


def don_vi(x: Number, ten: str, le: int | None = None) -> str:
    """Return a figure and its unit, joined by a space that does not break: "12,5 km", "40 hồ sơ"."""
    return so(x, le) + NBSP + ten


def khoang(tu: Number, den: Number, le: int | None = None, *, loi: bool = False) -> str:
    """Return a range: "27 - 28", or in words "từ 27 đến 28" when `loi` or a figure is negative.

    Raises LanguageError when it runs backwards.
    """
    if Fraction(exact(tu)) > Fraction(exact(den)):
        raise LanguageError(f"Khoảng số viết ngược: {so(tu)} lớn hơn {so(den)}")
    if loi or tu < 0:
        return f"từ {so(tu, le)} đến {so(den, le)}"
    return f"{so(tu, le)} - {so(den, le)}"


def doc_khoang(text: str) -> tuple[int | Decimal, int | Decimal]:
    """Return the ends of a range: "27-28", "27 - 28", "27–28", "từ 27 đến 28". Raises LanguageError otherwise."""
    words = " ".join(nfc(text).split())
    match = re.fullmatch(r"[Tt]ừ (.+?) đến (.+)", words)
    match = match or re.fullmatch(r"([0-9.,]+) ?[-–—\u2212] ?([0-9.,]+)", words)
    if not match:
        raise LanguageError(f"“{text}” không phải một khoảng số: viết 27 - 28 hoặc từ 27 đến 28")
    ends = doc_so(match[1]), doc_so(match[2])
    if ends[0] > ends[1]:
        raise LanguageError(f"Khoảng số viết ngược: “{text}”")
    return ends


def doc_so(text: str) -> int | Decimal:
    """Return the number a Vietnamese figure stands for: "6.547" 6547, "1.234,5" Decimal("1234.5"), "05" 5.

    A dot separates thousands and a comma decimals, so "1.234" is 1234. A figure in another style ("1.5", "1,234.5")
    or with wrong groups ("12.34", "1.2345") is refused with LanguageError, never guessed.
    """
    raw = nfc(text).replace(NBSP, " ").replace("\u202f", " ").replace("\u2212", "-").strip()
    negative, figure = raw.startswith("-"), raw[1:] if raw[:1] in ("+", "-") else raw
    match = _DOTTED.fullmatch(figure) or _SPACED.fullmatch(figure) or _PLAIN.fullmatch(figure)
    if not match or (match.re is not _PLAIN and figure.startswith("0")):
        hint = "viết kiểu nước ngoài; " if _POINT.fullmatch(figure) else ""
        raise LanguageError(f"“{text}” không đọc được thành số: {hint}dấu chấm tách hàng nghìn, dấu phẩy trước phần lẻ")
    whole = match[1].replace(".", "").replace(" ", "")
    if len(figure) > 2 * LONGEST:
        raise LanguageError(f"Con số dài quá {LONGEST} chữ số: hãy xem lại giá trị đã nhập")
    return trai_dau(Decimal(f"{whole}.{match[2]}") if match[2] else int(whole), negative)


def doc_phan_tram(text: str) -> Decimal:
    """Return the ratio of a percentage: "92,45%" gives Decimal("0.9245"). Raises LanguageError without "%"."""
    figure = text.strip()
    if not figure.endswith("%"):
        raise LanguageError(f"“{text}” không phải tỷ lệ phần trăm (thiếu dấu %)")
    return Decimal(doc_so(figure[:-1])).scaleb(-2, Context(prec=max(28, len(figure))))


def doc_don_vi(text: str) -> tuple[int | Decimal, str]:
    """Return a figure and its unit: "12,5 km" gives (Decimal("12.5"), "km"). Raises LanguageError without either."""
    match = re.fullmatch(r"([-+]?[0-9.,]*[0-9])\s*([^\W\d_].*|%|°.*)", nfc(text).replace(NBSP, " ").strip())
    if not match:
        raise LanguageError(f"“{text}” không phải con số kèm đơn vị (như 12,5 km)")
    return doc_so(match[1]), " ".join(match[2].split())


def doc_tien(text: str) -> int | Decimal:
    """Return an amount in đồng: "1,5 tỷ đồng" gives 1500000000. Raises LanguageError for an unknown unit."""
    match = re.fullmatch(r"([-+0-9.,\u2212 ]*[0-9])\s*(.*)", nfc(text).replace(NBSP, " ").strip(" .,;/"))
    unit = " ".join(match[2].lower().split()).replace("tỉ", "tỷ").replace("ngàn", "nghìn") if match else ""
    unit = "đồng" if unit in ("đ", "₫", "vnd", "vnđ") else unit
    if not match or unit not in _UNITS:
        raise LanguageError(f"“{text}” không đọc được thành số tiền: cần con số và đơn vị ({', '.join(_UNITS)})")
    amount = Fraction(doc_so(match[1])) * 10 ** _UNITS[unit]
    return int(amount) if amount.denominator == 1 else lam_tron(amount, _decimals(amount))
