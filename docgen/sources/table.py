"""Rows from a CSV file, a workbook or a list of objects: one shape for all, each cell with its place.

Promise: `Grid.rows` holds what stands below the header, without empty rows and empty outer columns; every cell knows
its line and column, or its sheet and cell. Text stays text: "05", "1.234" and "1,5" are not guessed at; who needs a
figure reads it with `docgen.vietnamese.doc_so`. Numbers are int or Decimal only where the source has a number.

Hidden: ranges, header rows and merged header cells, ragged and empty edges.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from docgen.finding import Finding, Where

Cell = str | int | Decimal | date | bool | tuple[str, ...] | None
CELL_LIMIT = 2_000_000  # cells of one table, empty ones between full ones included
MOST_TOLD = 20  # findings of one kind and one table; the rest is counted

_LEAST_WIDE = 3  # columns under a merged cell that makes its row a heading; cells of a row of names
_MOST_TITLES = 15  # rows above a header
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d{1,7})?:\$?([A-Za-z]{1,3})?\$?(\d{1,7})?")
_DIGITS = re.compile(r"[+-]?\d[\d.,]*%?")


@dataclass(frozen=True, slots=True)
class Options:
    """How a table is to be read: the keys beside `tep`."""

    sheet: str = ""
    vung: str = ""
    dong_tieu_de: int = 1
    phan_cach: str = ""
    bang_ma: str = ""


@dataclass(frozen=True)
class Grid:
    """A table as read.

    `header` has a column's name (several header rows joined by " / "), `paths` the same as a path, `letters` the
    column's letter in the source. `rows` are tuples as long as `header`; an empty cell is None. A tuple of texts is
    a list in one cell (only from JSON and TOML). `merged` are the rows that one cell runs through, most of the table
    wide, with nothing beside it but what stands before; each with the column of that cell.
    """

    file: str
    header: tuple[str, ...]
    paths: tuple[tuple[str, ...], ...]
    letters: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    _place: Callable[[int, int], Where] = field(repr=False, compare=False)
    _numbers: tuple[int, ...] = field(repr=False, compare=False)  # of each row, then of the header, in the source
    _first: int = field(repr=False, compare=False)
    merged: Mapping[int, int] = field(default_factory=dict, repr=False, compare=False)

    def where(self, row: int, column: int) -> Where:
        """Return the place of a cell; `row` and `column` count from 0 in `rows`."""
        return self._place(self._numbers[row], self._first + column)

    def where_header(self, column: int) -> Where:
        """Return the place of a column's name; without a header, of the column's first cell."""
        return self._place(self._numbers[-1], self._first + column)


@dataclass
class Sheet:
    """Cells as they lie in the source, from A1; rows may differ in length.

    `place` gives the place of a cell by row and column from 0. `spans` are merged cells (row, column, last row,
    last column). `open_header`: a blank in an upper header row continues its left neighbour (CSV lost the merge).
    `typed`: the source tells numbers from text.
    """

    file: str
    cells: Sequence[Sequence[Cell]]
    place: Callable[[int, int], Where]
    spans: Sequence[tuple[int, int, int, int]] = ()
    open_header: bool = False
    typed: bool = False

    def at(self, row: int, column: int) -> Cell:
        """Return a cell's value; None beyond the edges."""
        line = self.cells[row] if row < len(self.cells) else ()
        return line[column] if column < len(line) else None


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def letter(column: int) -> str:
    """Return the letters of a column counted from 0: A … Z, AA …"""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(letters: str) -> int:
    """Return the number from 0 of a column's letters."""
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - 64
    return number - 1


def parse_range(text: str) -> Area | None:
    """Return the area written as "B5:M30", "B:M", "5:30" or "B5:M" (open ends reach far); None when it is none."""
    match = _RANGE.fullmatch(text.strip())
    if not match or not any(match.groups()):
        return None
    left, top, right, bottom = match.groups()
    if (left is None) != (right is None) or (top is None and bottom is not None) or match[2] == "0":
        return None
    columns = sorted([column_number(left or "A"), column_number(right or "XFD")])
    rows = sorted([int(top or 1) - 1, int(bottom or 1 << 20) - 1])
    if columns[1] >= 1 << 14 or rows[1] >= 1 << 20:
        return None
    return Area(rows[0], columns[0], rows[1], columns[1])


def make_grid(sheet: Sheet, area: Area | None, header_rows: int, say: Callable[[Finding], None]) -> Grid | None:
    """Cut the table out of `sheet`: `area` (None: all of it), whose first `header_rows` rows are the header.

    Returns None with a finding when there is nothing below the header, or nothing in the area.
    """
    box = _tighten(sheet, area, header_rows)
    if box is not None and area is None:
        box = _below_titles(sheet, box, say)
        box = _above_signatures(sheet, box, header_rows, say)
    if box is None:
        code, text = ("DL027", "Vùng ô này không có dữ liệu.") if area else ("DL023", "Bảng không có dữ liệu.")
        say(Finding.of(code, Where(sheet.file) if not area else sheet.place(area.top, area.left), text))
        return None
    body = range(box.top + header_rows, box.bottom + 1)
    kept = [row for row in body if any(value is not None for value in sheet.cells[row][box.left : box.right + 1])]
    if len(kept) * len(_columns(box)) > CELL_LIMIT:
        say(Finding.of("DL005", sheet.place(box.top, box.left), f"Bảng có hơn {CELL_LIMIT // 1_000_000} triệu ô."))
        return None
    if not kept:
        say(Finding.of("DL023", sheet.place(box.top, box.left), "Dưới dòng tiêu đề không có dòng nào."))
        return None
    covered = _covered(sheet, body, box)

    def cell(row: int, column: int) -> Cell:
        return covered.get((row, column)) or sheet.at(row, column)

    paths = _paths(sheet, box, header_rows)
    header_row = box.top + max(header_rows - 1, 0)
    grid = Grid(
        sheet.file,
        tuple(" / ".join(path) for path in paths),
        tuple(paths),
        tuple(letter(column) for column in _columns(box)),
        tuple(tuple(cell(row, column) for column in _columns(box)) for row in kept),
        sheet.place,
        (*kept, header_row),
        box.left,
        _merged(sheet, kept, box),
    )
    for finding in [*_same_names(grid), *(_texts_among_numbers(grid) if sheet.typed else ())][:MOST_TOLD]:
        say(finding)
    return grid


def _below_titles(sheet: Sheet, box: Area, say: Callable[[Finding], None]) -> Area:
    """Return the area without the titles that stand above the header: rows of one or two cells over a row of names."""
    width = box.right - box.left + 1
    for row in range(box.top, min(box.top + _MOST_TITLES, box.bottom) + 1):
        filled = [value for value in sheet.cells[row][box.left : box.right + 1] if value is not None]
        if len(filled) < min(width, _LEAST_WIDE):
            continue
        if row > box.top and all(isinstance(value, str) and not _DIGITS.fullmatch(value) for value in filled):
            where = sheet.place(box.top, box.left)
            say(Finding.of("DL036", where, f"{row - box.top} dòng phía trên dòng tiêu đề của bảng không được đọc."))
            return Area(row, box.left, box.bottom, box.right)
        return box
    return box


def _above_signatures(sheet: Sheet, box: Area, header_rows: int, say: Callable[[Finding], None]) -> Area:
    """Return the area without what stands below the table behind an empty row: names of those who made it, notes."""
    width, body = box.right - box.left + 1, range(box.top + header_rows, box.bottom + 1)
    below: list[int] = []  # rows that hold few texts and no figure
    gap = 0
    for row in reversed(body):
        filled = [value for value in sheet.cells[row][box.left : box.right + 1] if value is not None]
        if not filled:
            gap = row
        elif any(map(_is_figure, filled)):
            break
        elif len(filled) > width / 2:
            gap = 0
            break
        else:
            below.append(row)
    else:
        gap = 0  # a table of words
    cut = [row for row in below if row > gap]
    if not gap or not cut:
        return box
    message = f"{len(cut)} dòng phía dưới bảng, sau dòng trống, không được đọc."
    say(Finding.of("DL036", sheet.place(cut[-1], box.left), message))
    return Area(box.top, box.left, gap - 1, box.right)


def _is_figure(value: Cell) -> bool:
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return number or (isinstance(value, str) and _DIGITS.fullmatch(value) is not None)


def _covered(sheet: Sheet, body: range, box: Area) -> dict[tuple[int, int], Cell]:
    """Return the text of cells merged downwards, for each row they cover. A number stays one number."""
    return {
        (row, left): value
        for top, left, bottom, _ in sheet.spans
        if top in body and box.left <= left <= box.right and isinstance(value := sheet.at(top, left), str)
        for row in range(top + 1, min(bottom, box.bottom) + 1)
    }


def _merged(sheet: Sheet, kept: Sequence[int], box: Area) -> dict[int, int]:
    """Return the rows that one merged cell runs through, with its column from 0 in the table."""
    places = {row: number for number, row in enumerate(kept)}
    found = {}
    for top, left, bottom, right in sheet.spans:
        right = min(right, box.right)
        wide = right - left + 1 >= max(_LEAST_WIDE, len(_columns(box)) / 2)
        beyond = any(sheet.at(top, column) is not None for column in range(right + 1, box.right + 1))
        if top == bottom and top in places and wide and not beyond and isinstance(sheet.at(top, left), str):
            found[places[top]] = left - box.left
    return {row: column for row, column in found.items() if column >= 0}


def _columns(box: Area) -> range:
    return range(box.left, box.right + 1)


def _tighten(sheet: Sheet, area: Area | None, header_rows: int) -> Area | None:
    """Return the part of `area` that holds something; where the user set one, its first row and column stay."""
    far = area or Area(0, 0, 1 << 20, 1 << 14)
    full = [
        (row, column)
        for row in range(far.top, min(far.bottom + 1, len(sheet.cells)))
        for column, value in enumerate(sheet.cells[row])
        if value is not None and far.left <= column <= far.right
    ]
    if not full:
        return None
    top = area.top if area and area.top else full[0][0]  # whole columns begin where something stands
    left = area.left if area else min(column for _, column in full)
    merged = [last for row, column, _, last in sheet.spans if top <= row < top + header_rows and column <= far.right]
    right = max([*merged, *(column for _, column in full)])
    right = min(right, max(len(row) for row in sheet.cells) - 1)  # a merge may claim more than there is
    return Area(top, left, full[-1][0], min(right, far.right))


def _paths(sheet: Sheet, box: Area, header_rows: int) -> list[tuple[str, ...]]:
    rows = range(box.top, min(box.top + header_rows, box.bottom + 1))
    names = {(row, column): _name(sheet.at(row, column)) for row in rows for column in _columns(box)}
    for top, left, _, right in sheet.spans:  # a merged cell names every column it covers, once
        if top in rows:
            names |= {
                (top, column): _name(sheet.at(top, left))
                for column in range(left, right + 1)
                if column in _columns(box)
            }
    if sheet.open_header:
        for row in rows[:-1]:
            for column in list(_columns(box))[1:]:
                below = any(names[under, column] for under in rows if under > row)
                if not names[row, column] and below:
                    names[row, column] = names[row, column - 1]
    return [tuple(name for row in rows if (name := names[row, column])) for column in _columns(box)]


def _name(value: Cell) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _same_names(grid: Grid) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for column, name in enumerate(grid.header):
        if name and name in seen:
            message = f"Cột {grid.letters[column]} trùng tên “{name}” với cột {grid.letters[seen[name]]}."
            yield Finding.of("DL022", grid.where_header(column), message)
        seen.setdefault(name, column)


def _texts_among_numbers(grid: Grid) -> Iterator[Finding]:
    """Find digits stored as text in a column that holds numbers: sums would pass them over."""
    for column in range(len(grid.header)):
        values = [row[column] for row in grid.rows]
        texts = [row for row, value in enumerate(values) if isinstance(value, str) and _DIGITS.fullmatch(value)]
        numbers = sum(isinstance(value, int | Decimal) and not isinstance(value, bool) for value in values)
        for row in texts if numbers > len(texts) else ():
            message = f"Ô này chứa chữ “{values[row]}” trong một cột số."
            yield Finding.of("DL033", grid.where(row, column), message)


def from_records(
    file: str, records: object, place: Callable[[tuple[str | int, ...]], Where], say: Callable[[Finding], None]
) -> Grid | None:
    """Return the grid of a list of objects; `place` gives the place of a key path below the list."""
    if not isinstance(records, list) or not records:
        say(Finding.of("DL031", place(()), "Ở đây phải là danh sách các dòng, mỗi dòng là các cặp tên = giá trị."))
        return None
    names: dict[str, int] = {}
    lines: list[dict[str, Cell]] = []
    for index, record in enumerate(records):
        if not isinstance(record, Mapping):
            say(Finding.of("DL031", place((index,)), "Dòng này không phải là các cặp tên = giá trị."))
            continue
        line = {name: _plain(value, place, (index, name), say) for name, value in record.items()}
        names |= {name: names.get(name, len(names)) for name in line}
        lines.append(line)
    header = list(names)

    def where(row: int, column: int) -> Where:
        return place((max(row, 0), header[column]))

    rows = tuple(tuple(line.get(name) for name in header) for line in lines)
    letters = tuple(letter(column) for column in range(len(header)))
    paths = tuple((name,) for name in header)
    numbers = (*(index for index, record in enumerate(records) if isinstance(record, Mapping)), 0)
    return Grid(file, tuple(header), paths, letters, rows, where, numbers, 0) if header else None


def _plain(
    value: object,
    place: Callable[[tuple[str | int, ...]], Where],
    key: tuple[str | int, ...],
    say: Callable[[Finding], None],
) -> Cell:
    if value is None or isinstance(value, str | int | Decimal | date):
        return None if value == "" else value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    say(Finding.of("DL031", place(key), "Ô của bảng chỉ nhận chữ, số, ngày, đúng/sai hoặc danh sách các chữ."))
    return None
