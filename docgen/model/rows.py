"""The rows of a table, from where its declaration says: the data file, a CSV file or a workbook, another table.

Promises: wherever rows come from they become the same `Table`; a column or a cell that finds no place is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from docgen.finding import Finding, nearest
from docgen.model.cell_text import CellText, cell_of, cell_text
from docgen.model.fields import Key, Log, Text, identifier, plain
from docgen.model.outline import grouped, headings
from docgen.model.table import NUMBERING, Bang, Cell, Cot, Group, Nhom, Row, Table
from docgen.sources import Grid

_TOTAL_WORDS = ("tong_cong", "tong_so", "tong", "cong")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?(?:\s*=.*)?")
_CELL = (str, int, Decimal, date, type(None))  # what a cell written in the data may hold, alone or in a list


def read_table(bang: Bang, log: Log, others: Mapping[str, Table] | None = None) -> Table:
    """Return the table of a declaration, from its own rows, its source, or another paper's table (`others`)."""
    table = _read(bang, log, others or {})
    if bang.bo_sung is not None:
        _add_supplement(table, log)
    if bang.nguyen_van:
        _keep_as_typed(table.children)
    return table


def _keep_as_typed(children: list[Group | Row]) -> None:
    """Take cells written in the data for what they are, without tags and marks (those of sources know it)."""
    for child in children:
        if isinstance(child, Group):
            child.title = _as_typed(child.title)
            _keep_as_typed(child.children)
        else:
            child.cells = {ma: _as_typed(cell) for ma, cell in child.cells.items()}


def _as_typed(cell: Cell) -> Cell:
    written = isinstance(cell.value, Text) and not isinstance(cell.value, CellText)
    return cell._replace(value=str.__str__(cell.value)) if written else cell


def _read(bang: Bang, log: Log, others: Mapping[str, Table]) -> Table:
    if isinstance(bang.nguon, Grid):
        return _from_grid(bang, bang.nguon, log)
    if isinstance(bang.nguon, list):
        return _from_rows(bang, bang.nguon, [], (*bang.key, "nguon"), log)
    if isinstance(bang.nguon, dict) and isinstance(bang.nguon.get("bang"), str):
        return _from_table(bang, bang.nguon["bang"], log, others)
    if bang.nguon is not None:
        log.say("DL063", (*bang.key, "nguon"), "nguồn của bảng phải là một tệp CSV, XLSX hoặc một danh sách hàng",
                'Thí dụ: nguon = { tep = "nhiem-vu.csv" }.')  # fmt: skip
    return _from_rows(bang, bang.hang or [], bang.nhom or [], (*bang.key, "hang"), log)


def _from_table(bang: Bang, name: str, log: Log, others: Mapping[str, Table]) -> Table:
    """Return the rows of a table of the plan or of the last period, with this table's columns."""
    source = others.get(name)
    if source is None:
        likely = nearest(name, others)
        known = ", ".join(others) or "chưa nối ke_hoach hay ky_truoc"
        remedy = f"Có phải “{likely}”?" if likely else f"Các bảng: {known}."
        log.say("DL054", (*bang.key, "nguon", "bang"), f"không có bảng “{name}”", remedy)
        return Table(bang, bang.cot or [], [])

    def copied(children: list[Group | Row]) -> list[Group | Row]:
        return [Row(dict(c.cells)) if isinstance(c, Row) else Group(c.title, copied(c.children)) for c in children]

    return Table(bang, bang.cot or list(source.columns), copied(source.children))


def _add_supplement(table: Table, log: Log) -> None:
    """Put the cells of supplementary rows into the rows they speak of, by the key column."""
    bang = table.declared
    key = str(bang.khoa or "")
    if not key:
        log.say("DL068", (*bang.key, "bo_sung"), "bo_sung cần “khoa”: cột dùng để ghép hàng", 'Thêm: khoa = "…".')
        return
    if not isinstance(bang.bo_sung, Grid | list):
        log.say("DL063", (*bang.key, "bo_sung"), "bo_sung phải là một tệp hoặc một danh sách hàng")
        return
    shadow = Bang(key=bang.key, nguyen_van=bang.nguyen_van,
                  nguon=bang.bo_sung if isinstance(bang.bo_sung, Grid) else None,
                  hang=bang.bo_sung if isinstance(bang.bo_sung, list) else None)  # fmt: skip
    extra = _from_grid(shadow, bang.bo_sung, log) if isinstance(bang.bo_sung, Grid) else _from_rows(
        shadow, shadow.hang or [], [], (*bang.key, "bo_sung"), log)  # fmt: skip
    by_key = {_key_text(row, key): row for row in table.rows()}
    for row in extra.rows():
        name = _key_text(row, key)
        if name not in by_key:
            likely = nearest(name, by_key)
            cell = row.cells.get(key) or next(iter(row.cells.values()), Cell(None, (*bang.key, "bo_sung")))
            log.findings.append(Finding.of("DL069", cell.where(log), f"không có hàng nào có {key} “{name}”",
                                           f"Có phải “{likely}”?" if likely else ""))  # fmt: skip
            continue
        by_key[name].cells.update(
            {ma: cell for ma, cell in row.cells.items() if ma != key and cell.value not in (None, "")}
        )


def _key_text(row: Row, key: str) -> str:
    cell = row.cells.get(key)
    return " ".join(str(cell.value if cell else "").split())


def _from_rows(bang: Bang, rows: list[Any], groups: list[Nhom], key: Key, log: Log) -> Table:
    columns = bang.cot or _columns_of(rows, groups, bang.key)
    known: set[str] = {column.ma for column in columns}
    grouping = list(bang.nhom_theo or [])
    for name in grouping:
        if rows and not any(isinstance(row, Mapping) and name in row for row in rows):
            log.say("DL066", (*bang.key, "nhom_theo"), f"không hàng nào có “{name}” để nhóm")
    flat = [row for row in (_row(item, (*key, i), known | set(grouping), log) for i, item in enumerate(rows)) if row]
    children: list[Group | Row] = _grouped(flat, grouping)
    children += [_group(item, known, log) for item in groups]
    return Table(bang, [column for column in columns if column.ma not in grouping], children)


def _columns_of(rows: list[Any], groups: list[Nhom], key: Key) -> list[Cot]:
    """Return the columns of rows without declaration: their own keys, in order of appearance."""
    names: dict[str, None] = {}

    def gather(rows: list[Any], groups: list[Nhom]) -> None:
        for row in rows:
            names.update(dict.fromkeys(row) if isinstance(row, Mapping) else {})
        for group in groups:
            gather(group.hang or [], group.nhom or [])

    gather(rows, groups)
    return [Cot(ma=Text(name), ten=[Text(name)], key=key) for name in names]


def _group(nhom: Nhom, known: set[str], log: Log) -> Group:
    group = Group(Cell(nhom.ten, (*nhom.key, "ten")))
    read = (_row(item, (*nhom.key, "hang", i), known, log) for i, item in enumerate(nhom.hang or []))
    group.children += [row for row in read if row]
    group.children += [_group(inner, known, log) for inner in nhom.nhom or []]
    return group


def _row(item: Any, key: Key, known: set[str], log: Log) -> Row | None:
    if not isinstance(item, Mapping):
        log.say("DL064", key, "mỗi hàng phải là { mã cột = giá trị, … }")
        return None
    cells = {}
    for name, value in item.items():
        if name not in known:
            likely = nearest(plain(name), {plain(word) for word in known})
            remedy = f"Có phải “{likely}”?" if likely else f"Các cột: {', '.join(sorted(known))}."
            log.say("DL065", (*key, name), f"bảng không có cột “{name}”", remedy, name=True)
            continue
        if not all(isinstance(part, _CELL) for part in (value if isinstance(value, list) else [value])):
            log.say("DL042", (*key, name), f"ô “{name}” phải là chữ, số, ngày hoặc danh sách")
            continue
        cells[name] = Cell(value, (*key, name))
    return Row(cells)


def _grouped(rows: list[Row], names: Sequence[str]) -> list[Group | Row]:
    """Return rows under a group for each value of the first of `names`, in order of appearance, and so on inward.

    An empty cell means the group of the row above, as in a sheet with merged cells; rows above all groups stay as
    they are.
    """
    if not names:
        return list(rows)
    name, *rest = names
    loose: list[Group | Row] = []
    groups: dict[str, tuple[Group, list[Row]]] = {}
    title: Cell | None = None
    for row in rows:
        cell = row.cells.pop(name, None)
        if cell is not None and cell.value not in (None, ""):
            title = cell
        if title is None:
            loose.append(row)
        else:
            groups.setdefault(str(title.value), (Group(title), []))[1].append(row)
    for group, inside in groups.values():
        group.children = _grouped(inside, rest)
    return [*loose, *(group for group, _ in groups.values())]


def _from_grid(bang: Bang, grid: Grid, log: Log) -> Table:
    columns = bang.cot or _automatic(grid, bang.key, bool(bang.nguyen_van))
    positions: dict[str, int] = {}
    for column in columns:
        position = _position(column.cot_nguon, grid) if column.cot_nguon else _matching(column, grid)
        if position is not None:
            positions[column.ma] = position
        elif not column.numbering and not column.cong_thuc:
            _say_no_column(column, grid, log)
    grouping = [name for name in (_grouping(name, positions, bang, grid, log) for name in bang.nhom_theo or []) if name]
    as_typed = bool(bang.nguyen_van)
    rows = [
        Row({ma: Cell(cell_of(grid, row, at, as_typed=as_typed), (grid, row, at)) for ma, at in positions.items()})
        for row in range(len(grid.rows))
    ]
    totals = _total_rows(grid, bang)
    numbered_columns = len(rows) > 1 and _numbers_columns(grid)
    if numbered_columns and bang.danh_so_cot is None:
        bang.danh_so_cot = True
    given = [row for number, row in enumerate(rows) if number in totals]
    left_out = {*totals, *([0] if numbered_columns else [])}
    numbered = [(number, row) for number, row in enumerate(rows) if number not in left_out]
    kept = [column for column in columns if column.ma not in grouping]
    children = _grouped([row for _, row in numbered], grouping) if grouping else grouped(numbered, headings(grid), grid)
    if bang.tong_nhom is None and any(isinstance(child, Group) and child.given for child in children):
        bang.tong_nhom = True
    return Table(bang, kept, children, given, [(grid, frozenset(positions.values()))])


def _automatic(grid: Grid, key: Key, as_typed: bool) -> list[Cot]:
    """Return the columns of a source that no declaration describes: all of them, under their own headers."""
    seen: dict[str, int] = {}
    columns = []
    for at, (name, path, letter) in enumerate(zip(grid.header, grid.paths, grid.letters, strict=True)):
        ma = identifier(name) or letter.lower()
        seen[ma] = seen.get(ma, 0) + 1
        ma = f"{ma}_{seen[ma]}" if seen[ma] > 1 else ma
        header = [_header(part, grid, at, as_typed) for part in path if part] or [Text(letter)]
        columns.append(Cot(ma=Text(ma), ten=header, key=key, cot_nguon=Text(letter)))
    return columns


def _header(name: str, grid: Grid, column: int, as_typed: bool) -> Text:
    """Return a header of a source; one with tags is a text to be read."""
    made = cell_text(name, lambda: grid.where_header(column)) if "{" in name and not as_typed else name
    return made if isinstance(made, Text) else Text(made)


def _grouping(name: str, positions: dict[str, int], bang: Bang, grid: Grid, log: Log) -> str:
    """Return the code under which the rows hold a column to group by, "" with a finding when there is none."""
    if name in positions:
        return name
    position = _position(name, grid)
    if position is None:
        likely = nearest(plain(name), [plain(word) for word in [*positions, *grid.header]])
        known = ", ".join(filter(None, grid.header))
        remedy = f"Có phải “{likely}”?" if likely else f"Nguồn có: {known}."
        log.say("DL066", (*bang.key, "nhom_theo"), f"nguồn không có cột “{name}” để nhóm", remedy)
        return ""
    declared = next((ma for ma, at in positions.items() if at == position), name)
    positions[declared] = position
    return declared


def _total_rows(grid: Grid, bang: Bang) -> set[int]:
    """Return the rows of totals that a source begins or ends with: docgen works totals out, and compares."""
    words = {*_TOTAL_WORDS, *([identifier(bang.dong_tong)] if bang.dong_tong else [])}
    labels = [
        next((str(value) for value in values if isinstance(value, str) and value.strip()), "") for values in grid.rows
    ]

    def is_total(row: int) -> bool:
        return identifier(re.sub(r"\([^()]*\)", " ", labels[row])) in words

    last = len(labels)
    while last > 1 and is_total(last - 1):
        last -= 1
    found = {*range(last, len(labels)), *([0] if last > 1 and is_total(0) else [])}
    if found and bang.dong_tong is None:
        bang.dong_tong = Text(labels[min(found)].strip(" :"))
    return found


def _numbers_columns(grid: Grid) -> bool:
    """Return whether the first row numbers the columns: (1) (2) (3)=(1)+(2), or 1 2 3 under words too."""
    values = [str(value).strip() for value in grid.rows[0] if value is not None]
    numbers = [match[1] for value in values if (match := _COLUMN_NUMBER.fullmatch(value))]
    letters = len(values) - len(numbers)  # offices letter the columns of words: A B 1 2
    lettered = values[:letters] == [chr(65 + place) for place in range(letters)]
    in_order = bool(numbers) and numbers == [str(place + 1) for place in range(len(numbers))]
    each = len(values) == len(grid.header) > 2
    return lettered and in_order and (each or (not letters and len(values) > 1 and values[0].startswith("(")))


def _position(name: str, grid: Grid) -> int | None:
    """Return the column of a source by header text, or by letter."""
    if name in grid.header:
        return grid.header.index(name)
    folded = [plain(header) for header in grid.header]
    if plain(name) and plain(name) in folded:
        return folded.index(plain(name))
    return grid.letters.index(name.upper()) if name.upper() in grid.letters else None


def _matching(column: Cot, grid: Grid) -> int | None:
    """Return the source's column whose header is the column's own header or code; docgen numbers rows itself."""
    if column.numbering:
        return None
    folded = [plain(header) for header in grid.header]
    path = [" / ".join(column.ten), column.ma, column.ten[-1]] if column.ten else [column.ma]
    for name in path:
        if plain(name) in folded:
            return folded.index(plain(name))
    return None


def _say_no_column(column: Cot, grid: Grid, log: Log) -> None:
    """Log a column that the source has not; the likely one is found by its header too."""
    asked = [column.cot_nguon] if column.cot_nguon else [column.ten[-1] if column.ten else column.ma, column.ma]
    headers = {plain(header): header for header in grid.header if header}
    original = next((headers[likely] for name in asked if (likely := nearest(plain(name), headers))), "")
    key = (*column.key, "cot_nguon") if column.cot_nguon else column.key
    listed = ", ".join(f"“{header}”" for header in headers.values())
    remedy = f"Có phải “{original}”? Ghi cot_nguon." if original else f"Nguồn có: {listed}. Ghi cot_nguon."
    log.say("DL066", key, f"nguồn không có cột “{asked[0]}”", remedy)


def say_unused(tables: Iterable[Table], log: Log) -> None:
    """Log the columns of sources that no table of a dossier prints."""
    sources = [
        (grid, index, used) for table in tables for grid, used in table.sources for index in range(len(grid.header))
    ]
    printed = {grid.where_header(index) for grid, index, used in sources if index in used}
    for grid, index, used in sources:
        header, where = grid.header[index], grid.where_header(index)
        if index in used or where in printed or not header or plain(header) in NUMBERING:
            continue
        log.findings.append(Finding.of("DL067", where, f"cột “{header}” của nguồn không được dùng"))
