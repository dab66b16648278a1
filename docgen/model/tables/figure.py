"""Cells read as figures: how a column writes them, what may be read two ways, and what is not a figure.

Promises: a number typed as such keeps its value; a text is read as its column writes figures (`Writing`), never by a
guess; what is not a figure is returned unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from docgen import vietnamese
from docgen.model.fields import Key, plain, toml_value
from docgen.model.tables.digits import YEARS
from docgen.model.tables.table import FOREIGN, IN_BRACKETS, Bang, Cot
from docgen.vietnamese import MaIn, SoIn

FEW = 3  # figures that may well be those of another period by chance
_NOTHING = ("-", "–", "—")  # how a sheet says that there is none
_LONGEST = 1000  # characters of a figure
_EXACT = 9  # decimals to which a workbook's own arithmetic, in binary, is right
_BRACKETED = re.compile(r"\(\s*([^()\-+]+?)\s*\)")
_POINTED = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)%?")  # 1250.5, 1,250.5
_THREE_AFTER = re.compile(r"\(?[-+]?[1-9]\d{0,2},\d{3}\)?")  # 1,250
_COMMA_DECIMALS = re.compile(r"[-+]?(?:0,\d+|[\d.]+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+)%?")


@dataclass(frozen=True)
class Writing:
    """How the texts of a column write figures.

    `pointed`: 1,234.5 instead of 1.234,5; `settled`: one of the two was declared; `brackets`: (5) is -5; `nothing`:
    words that say there is no figure, without accents.
    """

    pointed: bool = False
    settled: bool = False
    brackets: bool = False
    nothing: frozenset[str] = frozenset()


USUAL = Writing()


def writing(column: Cot | None, table: Bang) -> Writing:
    """Return how a column writes its figures: as it says itself, else as its table does."""
    said = (column.so_viet if column else None) or table.so_viet
    if column is None:
        return Writing(said == FOREIGN, said is not None)
    nothing = frozenset(plain(word) for word in column.khong_co or [])
    return Writing(said == FOREIGN, said is not None or column.le == 3, column.am == IN_BRACKETS, nothing)


def figure(value: Any, how: Writing = USUAL) -> Any:
    """Return a cell's figure: numbers as Decimal, texts that are figures read; None for nothing; else unchanged."""
    if isinstance(value, bool | MaIn) or value is None:
        return value
    if isinstance(value, int | float | Decimal):
        return value if isinstance(value, Decimal) else Decimal(str(value))
    if not isinstance(value, str):
        return value
    text = str.__str__(value).strip()
    if not text or text in _NOTHING or (how.nothing and plain(text) in how.nothing):
        return None
    if text[0].isalpha() or len(text) > _LONGEST:  # most cells are words
        return value
    return _read(text, how, value)


def _read(text: str, how: Writing, otherwise: Any) -> Any:
    inside = _BRACKETED.fullmatch(text) if how.brackets else None
    if inside:
        read = _read(inside[1], how, None)
        return otherwise if read is None else read.copy_negate()
    if how.pointed:
        if not _POINTED.fullmatch(text) or len(text) > _LONGEST:
            return otherwise
        pointed = Decimal(text.rstrip("%").replace(",", ""))
        return pointed.scaleb(-2) if text.endswith("%") else pointed
    read_text = vietnamese.doc_phan_tram if text.endswith("%") else vietnamese.doc_so
    try:
        return Decimal(read_text(text))
    except ValueError:
        return otherwise


def same(given: Decimal, computed: Decimal) -> bool:
    """Return whether a given figure is the computed one, rounded half up to as many decimals as were given."""
    if abs(given - computed) > 1:
        return False
    exponent = given.as_tuple().exponent
    places = min(-exponent, _EXACT) if isinstance(exponent, int) and exponent < 0 else 0
    if isinstance(given, SoIn):  # 0.7 that its sheet shows as 70,0%
        places = max(places, given.le + (2 if given.ty_le else 0))
    return vietnamese.lam_tron(computed, places) == vietnamese.lam_tron(given, places)


def figures_of_them(value: Any, key: Key = ("them",)) -> Iterator[tuple[Key, Decimal]]:
    """Yield the figures among the office's own values, each with its key; years do not count."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from figures_of_them(inner, (*key, name))
        return
    is_year = "nam" in str(key[-1]).split("_") and value in YEARS
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and not is_year:
        yield key, Decimal(value)


def as_rate(value: Any) -> bool:
    """Return whether a cell says that it is a rate: it is written, or shown by its sheet, with a "%"."""
    if isinstance(value, SoIn):
        return value.ty_le
    return isinstance(value, str) and value.strip().endswith("%")


# What may be meant


def two_ways(text: str) -> bool:
    """Return whether a text can be read as two figures: 1,250 is 1.250 where commas separate thousands, else 1,25."""
    return _THREE_AFTER.fullmatch(text.strip()) is not None


def has_decimal_commas(texts: Iterable[str]) -> bool:
    """Return whether texts of a column certainly write decimals after a comma, and none of them after a point."""
    found = [text.strip() for text in texts]
    if any(_looks_pointed(text) for text in found):
        return False
    return any(_COMMA_DECIMALS.fullmatch(text) for text in found)


def looks_like_figure(value: Any) -> bool:
    """Return whether a value that is not a figure was meant as one: 1250.5, (1.250)."""
    text = value.strip() if isinstance(value, str) else ""
    inside = _BRACKETED.fullmatch(text)
    return _looks_pointed(text) or (inside is not None and isinstance(figure(inside[1]), Decimal))


def _looks_pointed(text: str) -> bool:
    return len(text) <= _LONGEST and _POINTED.fullmatch(text) is not None and figure(text) == text


def meant(text: str) -> str:
    """Return what to write, or to declare, instead of a text that is no figure."""
    words = text.strip()
    if _looks_pointed(words):
        shown = vietnamese.so(Decimal(words.rstrip("%").replace(",", ""))) + ("%" if words.endswith("%") else "")
        return f'Viết {shown}; nếu cả cột viết kiểu 1,234.5 thì ghi cho cột (hoặc cho bảng): so_viet = "1,234.5".'
    inside = _BRACKETED.fullmatch(words)
    if inside and isinstance(figure(inside[1]), Decimal):
        return f'Số âm thì viết -{inside[1]}, hoặc ghi cho cột: am = "ngoặc".'
    if not re.search(r"\d", words):
        said = toml_value(words)
        return f"Sửa thành số hoặc để trống; chữ này nghĩa là không có số liệu thì ghi cho cột: khong_co = [{said}]."
    digits = re.sub(r"[oO]", "0", words)
    if digits != words and isinstance(figure(digits), Decimal):
        return f"Có chữ O lẫn trong số: viết {digits}."
    return "Ô này chỉ ghi con số, thí dụ 1.250 hoặc 1,25 (đơn vị ghi ở tên cột, ghi chú ghi ở cột khác), hoặc để trống."


def significant_digits(figures: Iterable[Decimal]) -> int:
    """Return how many digits figures have altogether that say something: 1.200 has two."""
    return sum(len(value.normalize().as_tuple().digits) for value in figures)
