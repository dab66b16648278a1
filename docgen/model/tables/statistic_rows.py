"""Rows of a source that are a statistic of its other rows: their average, greatest, least or middle figure.

A row that says so (Bình quân chung, Cao nhất) and has that figure is one: it is no data, and is not added up. A row
that says only that and has another figure is not added up either, and is told as wrong. Lũy kế adds up what came before
the rows, so its figure cannot be checked: it is never added up.

Hides: words that only look so, such as names (xã Bình Quân) and grades (Khá, Trung bình, Yếu).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from docgen.model.fields import identifier
from docgen.model.tables.figure import same

RUNNING = "running"
"""The statistic that goes on from period to period."""

_KINDS = {
    "bình quân": "mean", "trung bình": "mean", "cao nhất": "most", "lớn nhất": "most", "nhiều nhất": "most",
    "tối đa": "most", "thấp nhất": "least", "nhỏ nhất": "least", "ít nhất": "least", "tối thiểu": "least",
    "lũy kế": RUNNING, "luỹ kế": RUNNING, "cộng dồn": RUNNING,
    "trung vị": "middle", "bq": "mean", "tb": "mean", "max": "most", "min": "least",
}  # fmt: skip
_OPENING = re.compile(rf"[-+*•–\s]*(?:(?:giá trị|mức|số|điểm)\s+)?({'|'.join(_KINDS)})\b(.*)", re.IGNORECASE)
# What follows a statistic of the rows, rather than the name of a thing: "Bình quân 3 xã", not "Bình quân lương thực".
_OF_ROWS = re.compile(
    r"\s*(?:$|[:(/]|\d|(?:chung|cộng|toàn|các|của|cả|một|mỗi|trên|theo|năm|quý|tháng|đơn vị|xã|phường|huyện|tỉnh)\b)",
    re.IGNORECASE,
)
_GRADES = re.compile(
    "(?:loai_|muc_|ho_|quy_mo_|co_)?(?:xuat_sac|gioi|kha|kha_gia|tot|yeu|kem|cao|thap|dat|chua_dat|giau|ngheo|can_ngheo|"
    "lon|nho|vua|nang|nhe)"
)
_LEAST_NAMED = 3  # rows above one that may as well be named Bình Quân


class Statistic(NamedTuple):
    """What a row says that it is.

    `plain`: it says nothing else; `grade`: its word is a grade as well; `name`: it is written as names are.
    """

    kind: str
    plain: bool
    grade: bool
    name: bool

    @property
    def sure(self) -> bool:
        """Whether a row that says so is hardly anything else."""
        return self.plain and not self.grade and not self.name


def statistic(label: str) -> Statistic | None:
    """Return the statistic that a label begins with."""
    match = _OPENING.match(label)
    if not match:
        return None
    word = match[1].lower()
    kind = _KINDS[word]
    if kind == RUNNING:
        return Statistic(kind, plain=True, grade=False, name=False)
    name = match[1].istitle() and " " in match[1]
    return Statistic(kind, _OF_ROWS.match(match[2]) is not None, word in ("trung bình", "tb"), name)


def has_grades(labels: Iterable[str]) -> bool:
    """Return whether rows are grades: "Khá", "Trung bình", "Yếu"."""
    return any(_GRADES.fullmatch(identifier(label)) for label in labels)


def agrees(
    said: Statistic, own: Mapping[str, Decimal], above: Sequence[Mapping[str, Decimal]], columns: Set[str]
) -> bool:
    """Return whether the figures of a row are the statistic of those above it, in all of `columns` that it fills."""
    filled = [ma for ma in own if ma in columns]
    least = 1 if said.plain else 2  # rows above
    if said.name:
        least = _LEAST_NAMED
    return bool(filled) and len(above) >= least and all(_is(said.kind, own[ma], ma, above) for ma in filled)


def _is(kind: str, given: Decimal, ma: str, above: Sequence[Mapping[str, Decimal]]) -> bool:
    values = [figures[ma] for figures in above if ma in figures]
    if not values:
        return False
    if kind == "mean" and same(given, sum(values, Decimal(0)) / len(above)):
        return True  # empty cells count as nought
    return same(given, computed(kind, values))


def computed(kind: str, values: Sequence[Decimal]) -> Decimal:
    """Return the statistic of figures, of which there are some."""
    if kind == "most":
        return max(values)
    if kind == "least":
        return min(values)
    return sum(values, Decimal(0)) / len(values) if kind == "mean" else median(values)
