"""A long table's rows: marked, measured, divided, verified."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from docgen.office.long.alike import Alike
from docgen.office.long.divisible import Undivided, check, has
from docgen.office.long.paging import cuts, page_starts
from docgen.office.wordfile import element, mark, start_page
from docgen.ooxml.xml import qn
from docgen.pdf.destinations import Place
from docgen.pdf.pieces import cut_name, head_name, row_name
from docgen.word.look import Looks

_GROUP = 40  # rows on one tall page
_BEGINNING = 320  # rows: some pages of any table
_PIECE = 8  # pages
_SURE = 1.0  # points by which a row must overrun the end of the page for a cut there
_SAME = 0.2  # points: LibreOffice writes places in tenths
_ABOVE = {"top": (), "bottom": ("top", "left", "start")}


class Misjudged(Undivided):
    """Pages do not end where they were expected to. It is now known where, so another try may succeed."""


@dataclass
class _LongRow:
    """A row: the name of its mark, which is in its first cell; whether it keeps with the next row.

    Rows with the same `like` are equally high, None is like no other. On tall pages a row's last cell is top-aligned
    and has a mark too, equally deep in all rows of a kind.
    """

    element: Any
    name: str
    keeps: bool
    like: Hashable | None
    kind: bytes = b""
    height: float = 0.0
    depth: float = 0.0


class LongTable:
    """A long table that is a child of the body.

    A row's *top* is where the mark of a measuring row would be in its place, so that tops compare whatever the rows
    hold.
    """

    def __init__(self, name: str, element: Any, alike: Alike) -> None:
        self.name = name
        self.element = element
        self.section = _section(element)
        every = element.findall(qn("w:tr"))
        self._properties = copy.deepcopy(element.find(qn("w:tblPr")))
        self._header = list(itertools.takewhile(lambda row: has(row, "tblHeader"), every))
        self._rows = [
            _LongRow(row, row_name(name, number), _keeps(row, alike.looks), alike.key(row))
            for number, row in enumerate(every[len(self._header) :])
        ]
        self._chosen: list[_LongRow] = []
        self._samples: dict[bytes, _LongRow] = {}
        self._depth: dict[bytes, float] = {}
        self._expected: list[Place] = []
        self._cuts: list[int] = []
        self._pieces: list[Any] = []
        self._begun_pieces: list[tuple[Any, str]] = []  # their first rows, with the names of the marks there
        self._marks = itertools.count(800_000)
        self._alike = alike
        for row in self._rows:
            _mark(row.element.find(qn("w:tc")), row.name, next(self._marks))
        if self._rows:
            first = self._rows[0].element
            _mark(first.find(qn("w:tc")), head_name(name, len(self._header)), next(self._marks))

    def check(self) -> None:
        """Raise Undivided if rows may break, or if what they hold may reach beyond them."""
        rows = [row.element for row in self._rows]
        check(self.element, self._header, rows, self.section, self._alike)

    def choose(self, *, every: bool) -> None:
        """Put the table together again and choose the rows to be measured: all, or one of those that are alike."""
        self._cuts = []
        self._cut()
        first = {row.like: row for row in reversed(self._rows)}
        self._chosen = [row for row in self._rows if every or row.like is None or first[row.like] is row]
        for row in self._chosen:
            row.kind = _kind(row.element)
        self._samples = {row.kind: row for row in self._chosen}
        if len(self._samples) > 60:
            raise Undivided("bảng có quá nhiều kiểu hàng")

    @property
    def all_chosen(self) -> bool:
        """Whether every row is measured."""
        return len(self._chosen) == len(self._rows)

    def beginning(self) -> Any:
        """Return the first pages of the table."""
        table = self._empty(top=True)
        table.extend(copy.deepcopy(row) for row in self._header)
        table.extend(copy.deepcopy(row.element) for row in self._rows[:_BEGINNING])
        return table

    def on_tall_pages(self, documents: int) -> Iterator[list[Any]]:
        """Yield the bodies of at most `documents` files: groups of rows, each on a page; first a row of each kind."""
        groups = list(self._groups())
        share = -(-len(groups) // documents)
        for start in range(0, len(groups), share):
            tables = [] if start else [self._kinds()]
            tables += [self._group(group) for group in groups[start : start + share]]
            body = []
            for table in tables:
                body += [table, _joint()]
            yield body

    def _groups(self) -> Iterator[list[_LongRow]]:
        return (self._chosen[start : start + _GROUP] for start in range(0, len(self._chosen), _GROUP))

    def _kinds(self) -> Any:
        """Return a row of each kind between measuring rows."""
        table = self._begun(self.name)
        for number, sample in enumerate(self._samples.values()):
            row = self._topped(sample.element, f"{self.name}kind{number}")
            _unmark(row.find(qn("w:tc")), f"{sample.name}")
            table.extend([row, self._measuring(f"{self.name}after{number}")])
        return table

    def _group(self, group: list[_LongRow]) -> Any:
        table = self._begun(group[0].name)
        table.extend(self._topped(row.element, f"{row.name}top") for row in group)
        table.append(self._measuring(f"{group[0].name}end"))
        return table

    def _begun(self, name: str) -> Any:
        """Return a table that starts a page and has only two measuring rows."""
        table = self._empty()
        table.extend([self._measuring(f"{name}one"), self._measuring(f"{name}two")])
        _start_page(table)
        return table

    def _empty(self, *, top: bool = False) -> Any:
        table = element("tbl")
        table.extend([self._lined(top=top), copy.deepcopy(self.element.find(qn("w:tblGrid")))])
        return table

    def _lined(self, *, top: bool = False, bottom: bool = False) -> Any:
        """Return the table's properties for a part of it.

        The table's outer lines are only at its own ends (`top`, `bottom`); elsewhere are those between rows.
        """
        properties = copy.deepcopy(self._properties)
        borders = properties.find(qn("w:tblBorders"))
        if borders is not None:
            if not top:
                _put_inner_line(borders, "top")
            if not bottom:
                _put_inner_line(borders, "bottom")
        return properties

    def _measuring(self, name: str) -> Any:
        width = str(len(self.element.find(qn("w:tblGrid"))))
        cell = element("tc", element("tcPr", element("gridSpan", val=width)), element("p"))
        _mark(cell, name, next(self._marks))
        return element("tr", element("trPr", element("trHeight", val="400", hRule="exact")), cell)

    def _topped(self, row: Any, name: str) -> Any:
        """Return a copy of a row with a mark in its last cell, whose text is aligned to the top."""
        topped = copy.deepcopy(row)
        cell = topped.findall(qn("w:tc"))[-1]
        for place in cell.findall(f"{qn('w:tcPr')}/{qn('w:vAlign')}"):
            place.getparent().remove(place)
        _mark(cell, name, next(self._marks))
        return topped

    def measure(self, tall: list[dict[str, Place]], beginning: dict[str, Place]) -> None:
        """Take heights from the tall pages, and from the paper's beginning where rows are on a page."""
        found: dict[str, Place] = {}
        for part in tall:
            found |= part
        try:
            self._measure_kinds(found)
            for group in self._groups():
                self._measure_group(group, found)
            if not self.all_chosen:
                self._copy_heights()
            self._take_rooms(found, [beginning[row.name] for row in self._rows[:_BEGINNING]])
        except KeyError as missing:
            raise Undivided(f"không đo được {missing}") from missing

    def _copy_heights(self) -> None:
        """Give each row that was not measured the measures of the row it is like."""
        known = {row.like: row for row in self._chosen}
        for row in self._rows:
            if row.like is not None:
                row.height, row.depth = known[row.like].height, known[row.like].depth

    def _measure_kinds(self, found: dict[str, Place]) -> None:
        before = found[f"{self.name}two"].y
        self._mark_height = before - found[f"{self.name}one"].y
        for number, kind in enumerate(self._samples):
            place = found[f"{self.name}kind{number}"]
            self._depth[kind] = place.y - before - self._mark_height
            before = found[f"{self.name}after{number}"].y

    def _measure_group(self, group: list[_LongRow], found: dict[str, Place]) -> None:
        name = group[0].name
        end = found[f"{name}end"]
        marks = [found[f"{row.name}top"] for row in group]
        tops = [place.y - self._depth[row.kind] for row, place in zip(group, marks, strict=True)] + [end.y]
        on_one_page = {place.page for place in marks} == {end.page}
        if not on_one_page or abs(tops[0] - found[f"{name}two"].y - self._mark_height) > _SAME:
            raise Undivided("hàng quá cao hoặc không đo được")
        for row, (top, below) in zip(group, itertools.pairwise(tops), strict=True):
            row.height = below - top
            row.depth = found[row.name].y - top

    def _take_rooms(self, found: dict[str, Place], beginning: list[Place]) -> None:
        """Take from the first pages where the table's rows begin on a page, and estimate where they must end."""
        tops: dict[int, float] = {}
        for row, place in zip(self._rows, beginning, strict=False):
            tops.setdefault(place.page, place.y - row.depth)
        self._first_page = min(tops)
        self._first_top, *others = (tops[page] for page in sorted(tops))
        if len(others) < 2 or max(others) - min(others) > _SAME:
            raise Undivided("các trang đầu của bảng không đều nhau")
        self._top = sum(others) / len(others)
        self._beginning_pages = len(tops)
        margins, size = self.section.find(qn("w:pgMar")), self.section.find(qn("w:pgSz"))
        end = (int(size.get(qn("w:h"))) - int(margins.get(qn("w:bottom")))) / 20
        # A top counts from under its row's upper border; the lower border of a page's last row must fit too.
        depth = found[f"{self.name}one"].y - int(margins.get(qn("w:top"))) / 20
        low, high = self._ends(beginning)
        self._end = min(max(end + depth - self._border(), low), high)

    def _border(self) -> float:
        borders = self.element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
        inner = None if borders is None else borders.find(qn("w:insideH"))
        return 0.5 if inner is None else int(inner.get(qn("w:sz"), "0")) / 8

    def _ends(self, printed: list[Place]) -> tuple[float, float]:
        """Return between which heights pages end: what LibreOffice's own page breaks let fit, and what they did not."""
        low, high = 0.0, float("inf")
        for number in range(1, len(printed)):
            if printed[number].page == printed[number - 1].page:
                continue
            row = self._rows[number - 1]
            fits = printed[number - 1].y - row.depth + row.height
            low = max(low, fits)
            if number not in self._cuts:
                chain = itertools.takewhile(lambda row: row.keeps, self._rows[number:])
                chain_height = sum(row.height for row in chain)
                after = next((row.height for row in self._rows[number:] if not row.keeps), 0.0)
                high = min(high, fits + chain_height + after)
        return low, high

    def divide(self, later: int) -> int:
        """Compute where each row will be and cut the table in its document, again if it was cut before.

        It begins `later` pages after where it began when measured. Returns how many pages longer it is than there.
        """
        starts = page_starts(
            [row.height for row in self._rows],
            [row.keeps for row in self._rows],
            self._end - self._first_top,
            self._end - self._top,
        )
        self._cuts = cuts(starts, _PIECE, _SURE)
        self._expected = []
        ends = [start.row for start in starts[1:]] + [len(self._rows)]
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            y = self._top if number else self._first_top
            for row in self._rows[start.row : end]:
                self._expected.append(Place(self._first_page + later + number, y + row.depth))
                y += row.height
        self._cut()
        return len(starts) - self._beginning_pages

    def _cut(self) -> None:
        for old in self._pieces:
            old.getparent().remove(old)
        for row, name in self._begun_pieces:
            _unmark(row.find(qn("w:tc")), name)
            for old in list(row.iter(qn("w:pageBreakBefore"))):
                old.getparent().remove(old)
        self._pieces, self._begun_pieces = [], []
        piece = self.element
        for number, row in enumerate(self._rows):
            if number in self._cuts:
                joint, last, piece = _joint(), piece, self._empty(top=bool(self._header))
                last.addnext(joint)
                joint.addnext(piece)
                self._pieces += [joint, piece]
                piece.extend(_unmarked(header) for header in self._header)
                piece.append(row.element)
                _start_page(piece)
                self._begun_pieces.append((row.element, cut_name(self.name, number)))
                _mark(row.element.find(qn("w:tc")), cut_name(self.name, number), next(self._marks))
            else:
                piece.append(row.element)
        for table in {self.element, piece}:
            lines = self._lined(top=table is self.element or bool(self._header), bottom=table is piece)
            table.replace(table.find(qn("w:tblPr")), lines)

    def verify(self, found: dict[str, Place]) -> Undivided | None:
        """Return what is wrong, None if every row was printed where it was expected; what it shows is kept."""
        missing = [row.name for row in self._rows if row.name not in found]
        if missing:
            return Undivided(f"không thấy {len(missing)} hàng của bảng trong PDF")
        printed = [found[row.name] for row in self._rows]
        for number, (here, there) in enumerate(zip(printed, self._expected, strict=True)):
            if here.page != there.page or abs(here.y - there.y) > _SAME:
                low, high = self._ends(printed)
                self._end = (low + high) / 2
                self._first_page += printed[0].page - self._expected[0].page
                kind = Undivided if here.page == there.page else Misjudged
                return kind(f"hàng {number + 1} của bảng không đứng ở chỗ đã tính")
        return None


def _section(table: Any) -> Any:
    """Return the sectPr of the section that the table is in: the next one after it."""
    for sibling in table.itersiblings():
        found = sibling if sibling.tag == qn("w:sectPr") else sibling.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found is not None:
            return found
    raise Undivided("văn bản không có khổ giấy")


def _keeps(row: Any, looks: Looks) -> bool:
    """Return whether a row keeps with the next: for LibreOffice the first paragraph of its first cell decides."""
    paragraph = row.find(f"{qn('w:tc')}/{qn('w:p')}")
    return looks.paragraph(paragraph).keep_next


def _kind(row: Any) -> bytes:
    """Return what decides how deep a mark at the top of a row's last cell is: looks, margins and borders."""
    cell = row.findall(qn("w:tc"))[-1]
    paragraph = cell.find(qn("w:p"))
    looks = [cell.find(qn("w:tcPr")), paragraph.find(qn("w:pPr")), paragraph.find(f"{qn('w:r')}/{qn('w:rPr')}")]
    looks += list(row.iter(qn("w:tcBorders"), qn("w:tcMar")))
    parts = []
    for look in looks:
        parts.append(b"" if look is None else etree.tostring(look, with_tail=False))
    return b"|".join(parts)


def _put_inner_line(borders: Any, side: str) -> None:
    """Replace an outer line of a table by that between its rows."""
    outer, inner = borders.find(qn(f"w:{side}")), copy.deepcopy(borders.find(qn("w:insideH")))
    if outer is not None:
        borders.remove(outer)
    if inner is not None:
        inner.tag = qn(f"w:{side}")
        above = [qn(f"w:{name}") for name in _ABOVE[side]]
        borders.insert(sum(part.tag in above for part in borders), inner)


def _mark(cell: Any, name: str, number: int) -> None:
    """Put a bookmark at the beginning of a cell."""
    mark(cell.find(qn("w:p")), name, number)


def _unmark(cell: Any, name: str) -> None:
    for start in list(cell.iter(qn("w:bookmarkStart"))):
        if start.get(qn("w:name")) == name:
            start.getparent().remove(start.getnext())
            start.getparent().remove(start)


def _unmarked(row: Any) -> Any:
    unmarked = copy.deepcopy(row)
    for end in list(unmarked.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        end.getparent().remove(end)
    return unmarked


def _joint() -> Any:
    """Return a paragraph that separates two tables and takes no room."""
    look = element("rPr", element("vanish"), element("sz", val="2"))
    spacing = element("spacing", before="0", after="0", line="20", lineRule="exact")
    return element("p", element("pPr", spacing, look))


def _start_page(table: Any) -> None:
    start_page(table.find(f"{qn('w:tr')}/{qn('w:tc')}/{qn('w:p')}"))
