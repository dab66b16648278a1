"""Rows that are parts of another row whose figures contradict its own.

Rows numbered under it (1.1 and 1.2 under 1) add up to it. Rows that begin with a dash or a letter, or stand under
"Trong đó", may be less than it together, and never more. Nothing is said of figures that are no sums of others: prices,
quantities in other units, and parts that may be the same people or papers twice (nữ, đảng viên).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from docgen import vietnamese
from docgen.model.tables.figure import same
from docgen.model.tables.total_words import says_part

UNIT_HEADS = ("dvt", "don_vi_tinh", "dv_tinh", "don_vi_do", "dvi_tinh")
"""Headers, without accents, of a column that gives each row its unit."""

_MOST_NAMED = 5  # rows that a finding names
_TWICE = re.compile(
    r"\b(?:nữ|nam|đảng viên|đoàn viên|dân tộc|tôn giáo|trẻ em|cao tuổi|khuyết tật|nghèo|đại học|cao đẳng|thạc sĩ|"
    r"tiến sĩ|chính trị|ngoại ngữ|tin học|trực tuyến|đúng hạn|quá hạn|trước hạn|toàn trình|một phần)\b",
    re.IGNORECASE,
)


class PartRow(NamedTuple):
    """A row as it is compared: the number its source gives it, what it calls itself, its unit, its figures."""

    number: str
    label: str
    unit: str
    figures: Mapping[str, Decimal]


class Contradiction(NamedTuple):
    """A row `owner` whose figure in the column `ma` is not that of its `parts`; `exact`: they should add up to it."""

    owner: int
    parts: tuple[int, ...]
    ma: str
    given: Decimal
    computed: Decimal
    exact: bool

    def said(self, rows: Sequence[PartRow], *, twice: bool) -> str:
        """Return what is wrong; `twice`: the parts are added to the total beside the row that they are parts of."""
        names = [f"“{rows[part].label}”" for part in self.parts if rows[part].label]
        listed = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
        said = f"hàng “{rows[self.owner].label}” ghi {so(self.given)} ở cột “{self.ma}”, "
        said += f"{len(self.parts)} hàng thành phần{f' ({listed})' if listed else ''} cộng được {so(self.computed)}: "
        difference = self.computed - self.given
        said += f"thừa {so(difference)}" if difference > 0 else f"thiếu {so(-difference)}"
        return said + ("; các hàng ấy đang được cộng cả vào tổng" if twice else "")

    def remedy(self, rows: Sequence[PartRow], *, numbers: bool) -> str:
        """Return what the hand may do; `numbers`: the source has a column of numbers."""
        remedy = f"Sửa số của hàng “{rows[self.owner].label}” hoặc số của các hàng thành phần"
        if self.exact:
            return f"{remedy} cho khớp; không phải thành phần của hàng ấy thì đánh số ngang hàng với nó (2, 3)."
        how = "ghi số thứ tự cho từng hàng" if numbers else "bỏ dấu “-”, chữ “Trong đó” ở tên hàng"
        return f"{remedy}; không phải thành phần của hàng ấy thì {how}."


def so(value: Decimal) -> str:
    """Return a figure as findings write it."""
    return vietnamese.so(value, 4, toi_da=True)


def contradictions(
    rows: Sequence[PartRow], owners: Mapping[int, int], columns: Sequence[str]
) -> Iterator[Contradiction]:
    """Yield the first contradiction of each row that has parts. `owners` are the rows that parts belong to."""
    inside: dict[int, list[int]] = {}
    for part, owner in owners.items():
        inside.setdefault(owner, []).append(part)
    for owner, parts in inside.items():
        if any(rows[part].unit not in ("", rows[owner].unit) for part in parts):
            continue
        found = (_contradiction(rows, owner, parts, ma) for ma in columns)
        if first := next((item for item in found if item), None):
            yield first


def _contradiction(rows: Sequence[PartRow], owner: int, parts: Sequence[int], ma: str) -> Contradiction | None:
    given = rows[owner].figures.get(ma)
    filled = [part for part in parts if ma in rows[part].figures]
    values = [rows[part].figures[ma] for part in filled]
    if given is None or not values:
        return None
    exact = len(filled) > 1 and all((rows[part].number or rows[part].label)[:1].isdigit() for part in parts)
    exact = exact and not any(says_part(rows[part].label) for part in parts)
    if not exact and (given < 0 or min(values) < 0):
        return None
    if not exact and any(_TWICE.search(rows[part].label) for part in parts):
        filled = [max(filled, key=lambda part: rows[part].figures[ma])]
        values = [rows[filled[0]].figures[ma]]
    computed = sum(values, Decimal(0))
    if same(given, computed) or abs(given - computed) <= _rounding([given, *values]):
        return None
    if computed > given or (exact and len(filled) == len(parts)):
        return Contradiction(owner, tuple(filled), ma, given, computed, exact)
    return None


def _rounding(values: Sequence[Decimal]) -> Decimal:
    """Return by how much a sum of figures that were rounded may differ from its own rounding."""
    places = 0
    for value in values:
        exponent = value.normalize().as_tuple().exponent
        places = max(places, -exponent if isinstance(exponent, int) else 0)
    return Decimal(len(values)) / 2 * Decimal(1).scaleb(-places) if places else Decimal(0)
