"""Tables from a CSV file, a workbook or a list of objects, all in one shape (`Grid`).

Hidden: ranges, titles above a table and signers below it, merged cells, ragged and empty edges.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from docgen import vietnamese
from docgen.finding import Finding, Findings, Where
from docgen.sources.grid import CELL_LIMIT, MOST_TOLD, ROW_LIMIT, WHOLE, Area, Below, Cell, Grid, Sheet, letter
from docgen.sources.header import column_paths, header_depth, same_names
from docgen.vietnamese.shown import MaIn

_LEAST_WIDE = 3  # columns under a merged cell that makes its row a heading; cells of a row of names
_MOST_TITLES = 15  # rows above a header
_FEWER_ROWS = (
    'Chỉ lấy những dòng in trong văn bản, thí dụ vung = "A1:F500"; số liệu tổng hợp thì tính sẵn vào một bảng ngắn.'
)
_DIGITS = re.compile(r"[+-]?\d[\d.,]*%?")


def make_grid(sheet: Sheet, area: Area | None, header_rows: int | None, findings: Findings) -> Grid | None:
    """Cut the table out of `sheet`: `area` (None: all of it), of which the first `header_rows` rows are the header.

    With `header_rows` None the header is one row, or as many as its merged cells show.

    Returns None with a finding if there is nothing below the header, or nothing in the area.
    """
    box, header_rows = _table_area(sheet, area, header_rows, findings)
    if box is None:
        if area:
            findings.say("DL027", sheet.place(area.top, area.left), "Vùng ô này không có dữ liệu.")
        else:
            findings.say("DL023", Where(sheet.file), "Bảng không có dữ liệu.")
        return None
    body = range(box.top + header_rows, box.bottom + 1)
    kept = [row for row in body if _filled(sheet, box, row)]
    if _is_too_large(sheet, box, kept, findings):
        return None
    if not kept:
        findings.say("DL023", sheet.where(box.top, box.left), "Dưới dòng tiêu đề không có dòng nào.")
        return None
    paths = column_paths(sheet, box, header_rows)
    header_row = box.top + max(header_rows - 1, 0)
    grid = Grid(
        sheet.file,
        tuple(" / ".join(path) for path in paths),
        tuple(paths),
        tuple(letter(sheet.columns[column]) for column in box.columns),
        _rows(sheet, kept, box, _covered(sheet, body, box)),
        sheet.where,
        (*kept, header_row),
        box.left,
        _merged(sheet, kept, box),
    )
    found = list(same_names(grid, sheet, box))
    if sheet.typed:
        found += _texts_among_numbers(grid)
    for finding in found[:MOST_TOLD]:
        findings.append(finding)
    return grid


def _table_area(
    sheet: Sheet, area: Area | None, header_rows: int | None, findings: Findings
) -> tuple[Area | None, int]:
    """Return the area of the table, None if it is empty, and its number of header rows.

    Titles above and signatures below are cut off only if the user named no area.
    """
    asked = sheet.inside(area) if area else None
    box = _tighten(sheet, asked, 1 if header_rows is None else header_rows)
    if box is not None and asked is None:
        box = _below_titles(sheet, box, findings)
    if box is not None and header_rows is None:
        header_rows = header_depth(sheet, box)
    if box is not None and asked is None:
        box = _above_signatures(sheet, box, header_rows or 0, findings)
    return box, header_rows or 0


def _filled(sheet: Sheet, box: Area, row: int) -> list[Cell]:
    """Return the cells of a row of the table that are not empty."""
    return [value for value in sheet.cells[row][box.left : box.right + 1] if value is not None]


def rows_below(sheet: Sheet, area: Area, grid: Grid, written: str) -> Below | None:
    """Return the rows right below the area of a table, in its columns; None if the area has no lower end.

    `written` is the area as it is written in the data.
    """
    if area.bottom >= WHOLE.bottom:
        return None
    left = sheet.inside(area).left
    columns = range(left, left + len(grid.header))
    rows: list[tuple[Cell, ...]] = []
    for number in range(area.bottom + 1, len(sheet.cells)):
        row = tuple(sheet.at(number, column) for column in columns)
        if all(value is None for value in row):
            break
        rows.append(row)
    name, mark, _ = written.rpartition("!")
    box = Area(area.top, area.left, area.bottom, min(area.right, sheet.columns[columns[-1]]))
    return Below(name + mark, box, tuple(rows)) if rows else None


def _is_too_large(sheet: Sheet, box: Area, kept: Sequence[int], findings: Findings) -> bool:
    """Return whether a table is larger than any paper's, and report it."""
    if len(kept) > ROW_LIMIT:
        message = f"Bảng có {vietnamese.so(len(kept))} dòng, nhiều hơn {vietnamese.so(ROW_LIMIT)} dòng cho phép."
        findings.say("DL005", sheet.where(kept[ROW_LIMIT], box.left), message, _FEWER_ROWS)
        return True
    if len(kept) * len(box.columns) > CELL_LIMIT:
        message = f"Bảng có hơn {CELL_LIMIT // 1_000_000} triệu ô."
        findings.say("DL005", sheet.where(box.top, box.left), message)
        return True
    return False


def _rows(
    sheet: Sheet, kept: Sequence[int], box: Area, covered: Mapping[tuple[int, int], Cell]
) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of the table, each as wide as the table."""
    rows = []
    for row in kept:
        cells = sheet.cells[row][box.left : box.right + 1]
        rows.append((*cells, *[None] * (len(box.columns) - len(cells))))
    if not covered:
        return tuple(rows)
    places = {row: number for number, row in enumerate(kept)}
    for (row, column), value in covered.items():
        if value and row in places:
            cells = rows[places[row]]
            rows[places[row]] = (*cells[: column - box.left], value, *cells[column - box.left + 1 :])
    return tuple(rows)


def _below_titles(sheet: Sheet, box: Area, findings: Findings) -> Area:
    """Return the area without titles above the header: rows of one or two cells above a row of names."""
    width = box.right - box.left + 1
    for row in range(box.top, min(box.top + _MOST_TITLES, box.bottom) + 1):
        filled = _filled(sheet, box, row)
        deep = header_depth(sheet, Area(row, box.left, box.bottom, box.right)) > 1
        if len(filled) < min(width, _LEAST_WIDE) and not deep:
            continue
        if row > box.top and all(isinstance(value, str) and not _DIGITS.fullmatch(value) for value in filled):
            where = sheet.where(box.top, box.left)
            findings.say("DL036", where, f"{row - box.top} dòng phía trên dòng tiêu đề của bảng không được đọc.")
            return Area(row, box.left, box.bottom, box.right)
        return box
    return box


def _above_signatures(sheet: Sheet, box: Area, header_rows: int, findings: Findings) -> Area:
    """Return the area without signatures and notes, which follow the table after an empty row."""
    width, body = box.right - box.left + 1, range(box.top + header_rows, box.bottom + 1)
    below: list[int] = []  # rows that hold few texts and no figure
    gap = 0
    for row in reversed(body):
        filled = _filled(sheet, box, row)
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
        gap = 0  # no row holds a figure: a table of words
    cut = [row for row in below if row > gap]
    if not gap or not cut:
        return box
    message = f"{len(cut)} dòng phía dưới bảng, sau dòng trống, không được đọc."
    findings.say("DL036", sheet.where(cut[-1], box.left), message)
    return Area(box.top, box.left, gap - 1, box.right)


def _is_figure(value: Cell) -> bool:
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return number or (isinstance(value, str) and _DIGITS.fullmatch(value) is not None)


def _covered(sheet: Sheet, body: range, box: Area) -> dict[tuple[int, int], Cell]:
    """Return the text of cells merged downwards, for each row they cover. A number is not repeated."""
    covered: dict[tuple[int, int], Cell] = {}
    for top, left, bottom, _ in sheet.spans:
        if top not in body or not box.left <= left <= box.right:
            continue
        value = sheet.at(top, left)
        if isinstance(value, str):
            for row in range(top + 1, min(bottom, box.bottom) + 1):
                covered[row, left] = value
    return covered


def _merged(sheet: Sheet, kept: Sequence[int], box: Area) -> dict[int, int]:
    """Return the rows that one merged cell spans, with the column of that cell, from 0 in the table."""
    places = {row: number for number, row in enumerate(kept)}
    found = {}
    for top, left, bottom, right in sheet.spans:
        right = min(right, box.right)
        wide = right - left + 1 >= max(_LEAST_WIDE, len(box.columns) / 2)
        beyond = any(sheet.at(top, column) is not None for column in range(right + 1, box.right + 1))
        if top == bottom and top in places and wide and not beyond and isinstance(sheet.at(top, left), str):
            found[places[top]] = left - box.left
    return {row: column for row, column in found.items() if column >= 0}


def _tighten(sheet: Sheet, area: Area | None, header_rows: int) -> Area | None:
    """Return the part of `area` that is not empty; the first row and column of an area that the user set are kept."""
    far = area or WHOLE
    full: list[tuple[int, int, int]] = []  # row, first and last filled column
    for row in range(far.top, min(far.bottom + 1, len(sheet.cells))):
        if not sheet.cells[row]:
            continue
        cells = sheet.cells[row][far.left : far.right + 1]
        held = [column for column, value in enumerate(cells, far.left) if value is not None]
        if held:
            full.append((row, held[0], held[-1]))
    if not full:
        return None
    top = area.top if area and area.top else full[0][0]  # an area of whole columns begins at the first filled row
    left = area.left if area else min(first for _, first, _ in full)
    merged = [last for row, column, _, last in sheet.spans if top <= row < top + header_rows and column <= far.right]
    right = max([*merged, *(last for *_, last in full)])
    right = min(right, max(len(row) for row in sheet.cells) - 1)  # a merged cell may claim more columns than there are
    return Area(top, left, full[-1][0], min(right, far.right))


_CODE_DIGITS = 9
_CODE_OR_FIGURE = (
    "Cột là mã thì chọn kiểu Văn bản (Text) cho cả cột rồi gõ lại cho đủ số 0; là số thì đổi ô này sang số "
    "(Convert to Number)."
)


def _is_typed_digits(value: object) -> bool:
    """Return whether a cell holds digits as text. A code that the sheet shows with leading zeros is a number."""
    return isinstance(value, str) and not isinstance(value, MaIn) and _DIGITS.fullmatch(value) is not None


def _texts_among_numbers(grid: Grid) -> Iterator[Finding]:
    """Find digits stored as text in a column of numbers: sums would skip them."""
    for column in range(len(grid.header)):
        values = [row[column] for row in grid.rows]
        texts = [row for row, value in enumerate(values) if _is_typed_digits(value)]
        numbers = sum(isinstance(value, int | Decimal) and not isinstance(value, bool) for value in values)
        if numbers <= len(texts):
            continue
        for row in texts:
            text = str(values[row])
            if text[0] == "0" and len(text) >= _CODE_DIGITS:  # of a phone: the numbers beside it have lost their zero
                continue
            remedy = _CODE_OR_FIGURE if text[0] == "0" and text[1:2].isdigit() else ""
            message = f"Ô này chứa chữ “{text}” trong một cột số."
            yield Finding.of("DL033", grid.where(row, column), message, remedy)


def from_records(
    file: str, records: object, place: Callable[[tuple[str | int, ...]], Where], findings: Findings
) -> Grid | None:
    """Return the grid of a list of objects; `place` returns the place of a key path below the list."""
    if not isinstance(records, list) or not records:
        findings.say("DL031", place(()), "Ở đây phải là danh sách các dòng, mỗi dòng là các cặp tên = giá trị.")
        return None
    names: dict[str, int] = {}
    lines: list[dict[str, Cell]] = []
    numbers: list[int] = []
    for index, record in enumerate(records):
        if not isinstance(record, Mapping):
            findings.say("DL031", place((index,)), "Dòng này không phải là các cặp tên = giá trị.")
            continue
        line = {name: _plain(value, place, (index, name), findings) for name, value in record.items()}
        for name in line:
            names.setdefault(name, len(names))
        lines.append(line)
        numbers.append(index)
    if not names:
        return None
    header = list(names)

    def where(row: int, column: int) -> Where:
        return place((max(row, 0), header[column]))

    rows = tuple(tuple(line.get(name) for name in header) for line in lines)
    letters = tuple(letter(column) for column in range(len(header)))
    paths = tuple((name,) for name in header)
    return Grid(file, tuple(header), paths, letters, rows, where, (*numbers, 0), 0)


def _plain(
    value: object,
    place: Callable[[tuple[str | int, ...]], Where],
    key: tuple[str | int, ...],
    findings: Findings,
) -> Cell:
    if value is None or isinstance(value, str | int | Decimal | date):
        return None if value == "" else value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    findings.say("DL031", place(key), "Ô của bảng chỉ nhận chữ, số, ngày, đúng/sai hoặc danh sách các chữ.")
    return None
