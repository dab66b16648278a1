"""Days and periods as state papers write them, and back.

The order of day, month and year and the signs between them come from CLDR; the padding is the decree's (PL I, Mục II.4;
its own examples): a zero before days under 10 and months 1 and 2 only. Reading is our own.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from docgen.vietnamese.cldr import cldr
from docgen.vietnamese.errors import LanguageError
from docgen.vietnamese.letters import doc_la_ma, la_ma, nfc

BLANK = " " * 5
"""The blank in a draft for a number written by hand after signing."""

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""Days of the week from Monday, with the capitals of the decree (PL II: "thứ Hai")."""

STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_YEAR_WORDS = {"Kỉ": "Kỷ", "Quí": "Quý", "Tí": "Tý", "Mẹo": "Mão", "Tị": "Tỵ"}
"""Other spellings of the names of years."""
BRANCHES = ("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi")

_LONG = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})")
_SHORT = re.compile(r"(?:ngày )?([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})")
_WEEKDAY = re.compile(r"(thứ [^\s,]+|chủ nhật),? ((?:ngày )?[0-9].+)")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def _month(month: int) -> str:
    if not 1 <= month <= 12:
        raise LanguageError(f"Không có tháng {month}: một năm có tháng 1 đến tháng 12")
    return f"{month:02}" if month < 3 else str(month)


def _year(year: int) -> str:
    if not 1 <= year <= 9999:
        raise LanguageError(f"Năm {year} không viết được: cần năm từ 1 đến 9999")
    return f"{year:04}" if year < 1000 else str(year)


def ngay(d: date | None, *, nam: int | None = None, thang: int | None = None) -> str:
    """Return the decree's long form: "ngày 06 tháng 01 năm 2022", "ngày 08 tháng 4 năm 2004".

    Without a day (a draft) the blanks to be filled by hand: "ngày     tháng     năm 2026" with `nam`, "ngày     tháng
    11 năm 2026" with `thang` too, a blank for each that is not known. Raises LanguageError for a month outside 1–12.
    """
    if d is None:
        month = BLANK if thang is None else f" {_month(thang)} "
        return f"ngày{BLANK}tháng{month}năm" + (f" {_year(nam)}" if nam is not None else BLANK)
    return f"ngày {d.day:02} {_long_month(d.month, d.year)}"


def ngay_ngan(d: date | None, *, nam: int | None = None) -> str:
    """Return the short form of citations and tables: "06/01/2022", "01/8/2020"; for a draft "    /    /2026"."""
    if d is None:
        blank = BLANK[1:]
        return cldr().day % {"d": blank, "M": blank, "y": _year(nam) if nam is not None else blank}
    return cldr().day % {"d": f"{d.day:02}", "M": _month(d.month), "y": _year(d.year)}


def doc_ngay(text: str) -> date:
    """Return the day that a long or short form names, padded or not, in words, with "/", "-", "." or ISO.

    A day of the week before it must be the right one. Raises LanguageError for an impossible day, a year of two digits,
    or anything else.
    """
    words = " ".join(nfc(text).split()).strip(" .,;").lower()
    if match := _WEEKDAY.fullmatch(words):
        day_named = doc_ngay(match[2])
        if doc_thu(match[1]) != day_named.weekday():
            raise LanguageError(f"“{text}”: {ngay(day_named)} là {thu(day_named)}")
        return day_named
    if match := _ISO.fullmatch(words):
        year, month, day = match.groups()
    elif match := _LONG.fullmatch(words):
        day, month, year = match.groups()
    elif match := _SHORT.fullmatch(words):
        day, _, month, year = match.groups()
    else:
        raise LanguageError(f"“{text}” không đọc được thành ngày: viết 06/01/2022 hoặc ngày 06 tháng 01 năm 2022")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise LanguageError(f"“{text}”: không có ngày {int(day)} tháng {int(month)} năm {int(year)}") from None


_IN_TEXT = re.compile(
    r"(?<![\d/.,])(?<!số )(?P<d1>\d{1,2})/(?P<m1>\d{1,2})/(?P<y1>\d{4})(?![\w/-])"
    r"|ngày\s+(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})(?:\s+năm\s+(?P<y2>\d{4}))?(?!\d)"
    r"|ngày\s+(?P<d3>\d{1,2})(?P<sign>[/.-])(?P<m3>\d{1,2})(?:(?P=sign)(?P<y3>\d{4}))?(?![\d/.,]*\d)",
    re.IGNORECASE,
)
_LEAP_YEAR = 2024  # without a year, 29/02 is possible


def ngay_khong_co(text: str) -> list[tuple[int, str, str]]:
    """Return the impossible days in a text: where each begins, as written, and why it is impossible."""
    if "/" not in text and "ngày" not in text.lower():
        return []
    found = []
    for match in _IN_TEXT.finditer(text):
        day, month, year = (_number(match, part) for part in "dmy")
        why = _impossible(day, month, year)
        if why:
            found.append((match.start(), match[0], why))
    return found


def _number(match: re.Match[str], part: str) -> int:
    """Return the day, month or year of a match, whichever of the three forms it has; 0 if it is missing."""
    for form in "123":
        digits = match[f"{part}{form}"]
        if digits:
            return int(digits)
    return 0


def _impossible(day: int, month: int, year: int) -> str:
    """Return why a day is impossible, "" if it is possible; `year` is 0 where no year is given."""
    if not 1 <= month <= 12:
        return f"một năm không có tháng {month}"
    last = calendar.monthrange(year or _LEAP_YEAR, month)[1]
    if 1 <= day <= last:
        return ""
    of_year = f" năm {year}" if month == 2 and year else ""
    return f"tháng {month}{of_year} có {last} ngày"


def quy(n: int, nam: int | None = None, *, dai: bool = False) -> str:
    """Return "Quý II", with a year "Quý II/2026", or "Quý II năm 2026" when `dai`. Raises LanguageError outside 1–4."""
    if n not in (1, 2, 3, 4):
        raise LanguageError(f"Không có quý {n}: một năm có Quý I đến Quý IV")
    name = f"Quý {la_ma(n)}"
    if nam is None:
        return name
    return cldr().quarter_long % {"QQQQ": name, "y": _year(nam)} if dai else f"{name}/{_year(nam)}"


def thang(n: int, nam: int | None = None, *, dai: bool = False) -> str:
    """Return "tháng 11/2026", "tháng 01/2026", "tháng 4"; "tháng 4 năm 2026" when `dai`."""
    if nam is None:
        return cldr().month_name + _month(n)
    return _long_month(n, nam) if dai else cldr().month_name + cldr().month % {"M": _month(n), "y": _year(nam)}


def _long_month(month: int, year: int) -> str:
    """Return "tháng 01 năm 2026"."""
    signs = cldr()
    return signs.month_long % {"MMMM": signs.month_name + _month(month), "y": _year(year)}


def nua_nam(n: int, nam: int | None = None) -> str:
    """Return "6 tháng đầu năm 2026" (n = 1) or "6 tháng cuối năm 2026" (n = 2)."""
    if n not in (1, 2):
        raise LanguageError(f"Một năm có hai nửa: 1 (6 tháng đầu năm) và 2 (6 tháng cuối năm), không có {n}")
    return f"6 tháng {('đầu', 'cuối')[n - 1]} năm" + (f" {_year(nam)}" if nam is not None else "")


def khoang_ngay(tu: date, den: date, *, dai: bool = False) -> str:
    """Return "từ ngày 15/12/2022 đến ngày 14/6/2023", in long forms when `dai`. Raises LanguageError if backwards."""
    if tu > den:
        raise LanguageError(f"Khoảng ngày viết ngược: {ngay_ngan(tu)} sau {ngay_ngan(den)}")
    if dai:
        return f"từ {ngay(tu)} đến {ngay(den)}"
    return f"từ ngày {ngay_ngan(tu)} đến ngày {ngay_ngan(den)}"


def ky(tu: date, den: date) -> str:
    """Return the name of a period, as short as it can be: "Quý II/2026", "tháng 11/2026", "năm 2026", or từ … đến ….

    Half a year is "6 tháng đầu năm 2026", three quarters "9 tháng đầu năm 2026", whole years "giai đoạn 2021 - 2025", a
    single day "ngày 01/5/2026".
    Raises LanguageError if it runs backwards.
    """
    if (tu.month, tu.day, den.month, den.day) == (1, 1, 12, 31) and tu.year < den.year:
        return f"giai đoạn {_year(tu.year)} - {_year(den.year)}"
    whole = tu.day == 1 and den == _months(den.year, den.month, 1)[1] and tu.year == den.year
    count, first = den.month - tu.month + 1, tu.month
    if whole and count == 1:
        return thang(first, tu.year)
    if whole and count == 3 and first % 3 == 1:
        return quy(first // 3 + 1, tu.year)
    if whole and count == 6 and first in (1, 7):
        return nua_nam(1 if first == 1 else 2, tu.year)
    if whole and count == 9 and first == 1:
        return f"9 tháng đầu năm {_year(tu.year)}"
    if tu == den:
        return f"ngày {ngay_ngan(tu)}"
    return f"năm {_year(tu.year)}" if whole and count == 12 else khoang_ngay(tu, den)


def thu(d: date) -> str:
    """Return the day of the week: "thứ Hai" … "Chủ nhật"."""
    return WEEKDAYS[d.weekday()]


def doc_thu(text: str) -> int:
    """Return which day of the week (0 = Monday) a name means, any capitals. Raises LanguageError otherwise."""
    word = " ".join(nfc(text).lower().split())
    names = [name.lower() for name in WEEKDAYS]
    digits = {f"thứ {place + 2}": place for place in range(6)}
    if word in names:
        return names.index(word)
    if word in digits:
        return digits[word]
    raise LanguageError(f"“{text}” không phải tên một ngày trong tuần (thứ Hai … thứ Bảy, Chủ nhật)")


def can_chi(nam: int) -> str:
    """Return the lunar name of a year: 2026 gives "Bính Ngọ". The lunar year starts at Tết, not on 01 January."""
    return f"{STEMS[(nam - 4) % 10]} {BRANCHES[(nam - 4) % 12]}"


def doc_can_chi(text: str, gan: int) -> int:
    """Return the year nearest to `gan` that bears a lunar name. Raises LanguageError for a pair that does not exist."""
    words = [_YEAR_WORDS.get(word, word) for word in nfc(text).title().removeprefix("Năm ").split()]
    if len(words) == 2 and words[0] in STEMS and words[1] in BRANCHES:
        stem, branch = STEMS.index(words[0]), BRANCHES.index(words[1])
        for distance in range(31):
            for year in (gan - distance, gan + distance):
                if (year - 4) % 10 == stem and (year - 4) % 12 == branch:
                    return year
    raise LanguageError(f"“{text}” không phải tên một năm âm lịch (Giáp Tý … Quý Hợi)")


def doc_quy(text: str) -> tuple[int, int | None]:
    """Return (quarter, year or None): "Quý II/2026", "quý 2 năm 2026", "Quý IV". Raises LanguageError otherwise."""
    words = " ".join(nfc(text).lower().split())
    match = re.fullmatch(r"q(?:uý|úy|uí) ([iv]+|[1-4])(?: ?[/-] ?([0-9]{4})| năm ([0-9]{4}))?", words)
    if not match:
        raise LanguageError(f"“{text}” không phải một quý: viết Quý II/2026 hoặc Quý II năm 2026")
    number = int(match[1]) if match[1].isdigit() else doc_la_ma(match[1].upper())
    quy(number)
    year = match[2] or match[3]
    return number, int(year) if year else None


def doc_thang(text: str) -> tuple[int, int | None]:
    """Return (month, year or None): "tháng 11/2026", "tháng 4 năm 2026", "tháng 4". Raises LanguageError otherwise."""
    words = " ".join(nfc(text).lower().split())
    match = re.fullmatch(r"tháng ([0-9]{1,2})(?: ?[/-] ?([0-9]{4})| năm ([0-9]{4}))?", words)
    if not match:
        raise LanguageError(f"“{text}” không phải một tháng: viết tháng 11/2026 hoặc tháng 11 năm 2026")
    month, year = int(match[1]), match[2] or match[3]
    _month(month)
    return month, int(year) if year else None


_FROM_TO = re.compile(r"(?:tính )?từ (.+?) đến(?: hết)? (.+)")
_BETWEEN = re.compile(r"([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}) ?[-–] ?([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})")
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9}


def doc_ky(text: str) -> tuple[date, date]:
    """Return the first and last day of a period: a day, month, quarter, half-year, year, years, or từ … đến ….

    The ends of từ … đến … may be periods too ("từ tháng 01/2026 đến tháng 3/2026"), and so many months at the
    beginning or end of a year ("9 tháng đầu năm 2026"). Raises LanguageError where the year is missing or the period
    runs backwards.
    """
    low = " ".join(nfc(text).lower().split())
    if match := _FROM_TO.fullmatch(low) or _BETWEEN.fullmatch(low):
        first, last = doc_ky(match[1])[0], doc_ky(match[2])[1]
        if first > last:
            raise LanguageError(f"“{text}”: ngày đầu sau ngày cuối")
        return first, last
    if match := re.fullmatch(r"(?:giai đoạn |các năm )?([0-9]{4}) ?[-–] ?([0-9]{4})", low):
        if match[1] > match[2]:
            raise LanguageError(f"“{text}”: năm đầu sau năm cuối")
        return _months(int(match[1]), 1, 12)[0], _months(int(match[2]), 1, 12)[1]
    if low.startswith("tháng"):
        month, of_year = doc_thang(low)
        if of_year is None:
            raise LanguageError(f"“{text}” thiếu năm: viết {thang(month)}/2026")
        return _months(of_year, month, 1)
    if match := re.fullmatch(r"(0?[1-9]|1[0-2]|ba|sáu|chín) tháng (đầu|cuối) năm ([0-9]{4})", low):
        count = _COUNTS.get(match[1]) or int(match[1])
        return _months(int(match[3]), 1 if match[2] == "đầu" else 13 - count, count)
    if match := re.fullmatch(r"năm ([0-9]{4})", low):
        return _months(int(match[1]), 1, 12)
    if low.startswith("q"):
        quarter, year = doc_quy(low)
        if year is None:
            raise LanguageError(f"“{text}” thiếu năm: viết {quy(quarter)}/2026")
        return _months(year, 3 * quarter - 2, 3)
    day = doc_ngay(text)
    return day, day


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    _year(year)
    last = first + count - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
