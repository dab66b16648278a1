"""Marks of what a paper made from an older one still says about the old period, until a clerk settles them.

Promise: a mark is in the data file ([xem_lai]), and every check and build reports it at the place of its sentence. It
is settled, and reported no more, as soon as the sentence is changed or the mark is taken out; rows and sentences that
move to another entry of the same list keep their marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from docgen import vietnamese
from docgen.finding import Where
from docgen.model.fields import DataText, Key, Log, Record, declare
from docgen.model.periods.old_period import CITED_PAPER, REPLACES
from docgen.model.value_types import List, RecordOf, Text
from docgen.sources import Grid, dotted

SECTION, LIST = "xem_lai", "cho"
COMMENT = "Còn nói về kỳ cũ: sửa câu được nêu; câu nào vẫn đúng thì xóa dòng của câu ấy ở đây."
_STILL_RIGHT = "Nếu vẫn đúng thì xóa dòng của nó trong [xem_lai]."
_NAMES = {
    ".sheet": ("tên trang tính", "Ghi tên trang tính của kỳ này, hoặc đổi tên nó trong sổ tính."),
    ".tep": ("tên tệp", "Ghi tên tệp của kỳ này."),
    ".cot_nguon": ("tên cột nguồn", "Ghi tên cột của kỳ này."),
    ".ma": ("tên cột", "Bảng nguồn có cột của kỳ này thì đổi tên cột."),
}
"""What is no sentence, by the end of its path: what it is, and what to do."""
_INDEX = re.compile(r"\[\d+\]")


@dataclass(kw_only=True)
class Cho(Record):
    """One sentence to look at again."""

    o: DataText = declare(Text(), "mục chứa câu ấy", required=True, example="noi_dung")
    chu: DataText = declare(Text(), "chữ của kỳ cũ", required=True, example="Quý II")
    cau: DataText = declare(Text(), "câu có chữ ấy", required=True, example="so với Quý II")


@dataclass(kw_only=True)
class XemLai(Record):
    """What `docgen new --from` left to a clerk."""

    cho: list[Cho] | None = declare(List(RecordOf(Cho)), "những câu còn nói về kỳ cũ; xem xong thì xóa")


@dataclass(frozen=True, slots=True)
class _MarkedText:
    """A text of the data: its path, and the place of each of its characters."""

    path: str
    text: str
    where: Callable[[int], Where]

    @property
    def shape(self) -> str:
        return _INDEX.sub("[]", self.path)


def open_marks(value: Mapping[str, Any], marks: Sequence[Cho], log: Log) -> Iterator[tuple[Cho, Where]]:
    """Yield the marks that are not settled, each with the place of its words. `value` is the dossier as read."""
    if not marks:
        return
    others = {name: item for name, item in value.items() if name != SECTION}
    spots: dict[str, list[_MarkedText]] = {}
    for spot in _spots(others, (), log):
        spots.setdefault(spot.shape, []).append(spot)
    taken: set[tuple[int, int]] = set()  # ids of spots, each with the offset of a sentence that a mark is for
    for mark in marks:
        like = spots.get(_INDEX.sub("[]", mark.o), [])
        for spot in sorted(like, key=lambda spot: spot.path != mark.o):
            at = _free(spot, mark.cau, taken)
            if at >= 0:
                taken.add((id(spot), at))
                yield mark, spot.where(at + max(mark.cau.find(mark.chu.split(", ")[0]), 0))
                break


def _free(spot: _MarkedText, sentence: str, taken: set[tuple[int, int]]) -> int:
    """Return the offset of a sentence that no other mark is for; -1 where there is none."""
    at = spot.text.find(sentence)
    while (id(spot), at) in taken:
        at = spot.text.find(sentence, at + 1)
    return at


def remind(value: Mapping[str, Any], marks: Sequence[Cho], log: Log) -> None:
    """Log a warning for each mark that is not settled."""
    for mark, where in open_marks(value, marks, log):
        code, message, remedy = said(mark)
        log.say(code, where, message, remedy)


def said(mark: Cho) -> tuple[str, str, str]:
    """Return the code, the message and the remedy of a mark."""
    if REPLACES.match(mark.chu):
        remedy = "Ghi văn bản mà văn bản này thay thế; nếu vẫn đúng thì xóa dòng của nó trong [xem_lai]."
        return "DL141", f"văn bản cũ thay thế văn bản khác, văn bản này thì chưa chắc: {mark.cau}", remedy
    before, _, _ = mark.cau.partition(mark.chu.split(", ")[0])
    if mark.o.startswith(("vb.", "ke_hoach")) or ("can_cu[" in mark.o and CITED_PAPER.search(before)):
        message = f"văn bản của kỳ cũ (“{mark.chu}”): {mark.cau}"
        return "DL141", message, ""
    if mark.o.startswith("ky_bao_cao"):
        message = f"kỳ cũ lấy số liệu lũy kế, kỳ này chỉ tính từ ngày {mark.chu}"
        return "DL142", message, ""
    return "DL140", *_of_the_old_period(mark)


def _of_the_old_period(mark: Cho) -> tuple[str, str]:
    """Return the message and the remedy of a sentence, or of what is none: a name, a day."""
    for end, (what, remedy) in _NAMES.items():
        if mark.o.endswith(end):
            return f"{what} còn của kỳ cũ: {mark.cau}", f"{remedy} {_STILL_RIGHT}"
    if mark.chu != mark.cau:
        return f"còn nói về kỳ cũ (“{mark.chu}”): {mark.cau}", ""
    try:
        day = vietnamese.ngay_ngan(date.fromisoformat(mark.cau))
    except ValueError:
        return f"còn nói về kỳ cũ: {mark.cau}", ""
    return f"ngày còn của kỳ cũ: {day}", f"Ghi ngày của kỳ này. {_STILL_RIGHT}"


def _spots(value: Any, key: Key, log: Log) -> Iterator[_MarkedText]:
    """Yield every text of a value: strings, days, numbers, names, cells of tables, and names of files it refers to."""
    path = dotted(key)

    def here(offset: int) -> Where:
        return log.places.where(key, offset if isinstance(value, str) else None)

    if key == ("ky_truoc",):
        return
    if key == ("ke_hoach",):  # another paper: only which one it is
        yield _MarkedText(f"{path}.tep", log.places.where((*key, "loai")).file, here)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield _MarkedText(dotted((*key, name)), name, partial(_name_at, (*key, name), log))
            yield from _spots(item, (*key, name), log)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _spots(item, (*key, index), log)
    elif isinstance(value, Grid):
        yield _MarkedText(f"{path}.tep", value.file, here)
        yield _MarkedText(f"{path}.sheet", value.where_header(0).sheet if value.header else "", here)
        yield from _cells(value, path)
    elif isinstance(value, str | int | Decimal | date):
        yield _MarkedText(path, as_text(value), here)


def _name_at(key: Key, log: Log, _: int) -> Where:
    return log.places.where_key(key)


def _cells(grid: Grid, path: str) -> Iterator[_MarkedText]:
    for column, name in enumerate(grid.header):
        yield _MarkedText(path, name, partial(_cell_at, grid, -1, column))
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if cell is not None:
                yield _MarkedText(path, as_text(cell), partial(_cell_at, grid, number, column))


def _cell_at(grid: Grid, row: int, column: int, _: int) -> Where:
    return grid.where_header(column) if row < 0 else grid.where(row, column)


def as_text(value: Any) -> str:
    """Return a plain value as marks quote it: days as 2026-05-22, lists line by line."""
    if isinstance(value, tuple):
        return "\n".join(value)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
