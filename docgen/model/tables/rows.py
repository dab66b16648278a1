"""The rows of a table, from where its declaration says: the data file, a CSV file or a workbook, another table.

Promises: wherever rows come from they become the same `Table`; a column or a cell that finds no place is a finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from docgen.finding import Where, nearest, suggestion
from docgen.model.fields import DataText, Key, Log, plain
from docgen.model.tables.cells import as_declared
from docgen.model.tables.cut_range import say_cut
from docgen.model.tables.levels import label_column, with_typed_titles
from docgen.model.tables.numbering_row import FirstRow, first_row
from docgen.model.tables.outline import Labels, grouped, outline
from docgen.model.tables.sorted_rows import SortedRows, SourceRow, say_unknown
from docgen.model.tables.source_columns import automatic, grouping, is_elsewhere, positions_of
from docgen.model.tables.table import Bang, Cell, Cot, Group, Nhom, Row, Table
from docgen.model.text.cell_text import CellText, cell_of
from docgen.sources import Grid

_CELL_TYPES = (str, int, Decimal, date, type(None))  # what a cell written in the data may hold, alone or in a list


def read_table(bang: Bang, log: Log, others: Mapping[str, Table] | None = None) -> Table:
    """Return the table of a declaration, from its own rows, its source, or another paper's table (`others`)."""
    table = _read(bang, log, others or {})
    if bang.bo_sung is not None:
        _add_supplement(table, log)
    if bang.nguyen_van:
        _keep_as_typed(table.children)
    return table


def _keep_as_typed(children: list[Group | Row]) -> None:
    """Take the tags and marks of cells written in the data as plain signs; those of sources are read so already."""
    for child in children:
        if isinstance(child, Group):
            child.title = _as_typed(child.title)
            _keep_as_typed(child.children)
        else:
            child.cells = {ma: _as_typed(cell) for ma, cell in child.cells.items()}


def _as_typed(cell: Cell) -> Cell:
    written = isinstance(cell.value, DataText) and not isinstance(cell.value, CellText)
    return cell._replace(value=str.__str__(cell.value)) if written else cell


def _read(bang: Bang, log: Log, others: Mapping[str, Table]) -> Table:
    if isinstance(bang.nguon, Grid):
        return _from_grid(bang, bang.nguon, log)
    if isinstance(bang.nguon, list):
        return _from_rows(bang, bang.nguon, [], (*bang.key, "nguon"), log)
    if isinstance(bang.nguon, dict) and isinstance(bang.nguon.get("bang"), str):
        return _from_other_table(bang, bang.nguon["bang"], log, others)
    if bang.nguon is not None:
        log.say("DL063", (*bang.key, "nguon"), "nguồn của bảng phải là một tệp CSV, XLSX hoặc một danh sách hàng",
                'Thí dụ: nguon = { tep = "nhiem-vu.csv" }.')  # fmt: skip
    return _from_rows(bang, bang.hang or [], bang.nhom or [], (*bang.key, "hang"), log)


def _from_other_table(bang: Bang, name: str, log: Log, others: Mapping[str, Table]) -> Table:
    """Return copies of the rows of a table of the plan or of the last period, with this table's columns."""
    source = others.get(name)
    if source is None:
        likely = nearest(name, others)
        known = ", ".join(others) or "chưa nối ke_hoach hay ky_truoc"
        remedy = suggestion(likely, f"Các bảng: {known}.")
        log.say("DL054", (*bang.key, "nguon", "bang"), f"không có bảng “{name}”", remedy)
        return Table(bang, bang.cot or [], [])

    copies = {row: Row(dict(row.cells), row.label) for row in source.rows()}
    for row, copy in copies.items():
        if row.part_of:
            copy.part_of = copies[row.part_of]
    return Table(bang, bang.cot or list(source.columns), _with_copies(source.children, copies))


def _with_copies(children: list[Group | Row], copies: Mapping[Row, Row]) -> list[Group | Row]:
    """Return a copy of a tree of groups with the copies of its rows."""
    found: list[Group | Row] = []
    for child in children:
        if isinstance(child, Row):
            found.append(copies[child])
        else:
            found.append(Group(child.title, _with_copies(child.children, copies), label=child.label))
    return found


def _add_supplement(table: Table, log: Log) -> None:
    """Put the cells of supplementary rows into the rows they are about, by the key column."""
    bang = table.declared
    key = str(bang.khoa or "")
    if not key:
        log.say("DL068", (*bang.key, "bo_sung"), "bo_sung cần “khoa”: cột dùng để ghép hàng", 'Thêm: khoa = "…".')
        return
    if not isinstance(bang.bo_sung, Grid | list):
        log.say("DL063", (*bang.key, "bo_sung"), "bo_sung phải là một tệp hoặc một danh sách hàng")
        return
    if isinstance(bang.bo_sung, Grid):
        declared = Bang(key=bang.key, nguyen_van=bang.nguyen_van, nguon=bang.bo_sung)
        extra = _from_grid(declared, bang.bo_sung, log)
    else:
        declared = Bang(key=bang.key, nguyen_van=bang.nguyen_van, hang=bang.bo_sung)
        extra = _from_rows(declared, bang.bo_sung, [], (*bang.key, "bo_sung"), log)
    by_key = {_key_text(row, key): row for row in table.rows()}
    for row in extra.rows():
        name = _key_text(row, key)
        if name not in by_key:
            likely = nearest(name, by_key)
            cell = row.cells.get(key) or next(iter(row.cells.values()), Cell(None, (*bang.key, "bo_sung")))
            message = f"không có hàng nào có {key} “{name}”"
            log.say("DL069", cell.where(log), message, suggestion(likely))
            continue
        for ma, cell in row.cells.items():
            if ma != key and cell.value not in (None, ""):
                by_key[name].cells[ma] = cell


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
    flat = _read_rows(rows, key, known | set(grouping), log)
    sorted_rows = SortedRows(bang, columns, [_source_row(row, columns, log) for row in flat], log)
    children: list[Group | Row] = _grouped([flat[number] for number in sorted_rows.kept], grouping)
    table = Table(bang, [column for column in columns if column.ma not in grouping], children)
    sorted_rows.place_totals(table)
    table.children += [_group(item, bang, columns, table, log) for item in groups]
    if not groups:
        say_unknown(bang, sorted_rows.labels, log)
    return table


def _source_row(row: Row, columns: Sequence[Cot], log: Log) -> SourceRow:
    cells = [row.cells[column.ma] for column in columns if column.ma in row.cells]
    own = next((row.cells[column.ma] for column in columns if column.numbering and column.ma in row.cells), None)
    first = next(iter(cells or row.cells.values()), None)
    at = partial(first.where, log) if first else Where
    number = "" if own is None else str(own.value)
    return SourceRow(row, [cell.value for cell in cells], at, heading=False, numbered=own is not None, number=number)


def _columns_of(rows: list[Any], groups: list[Nhom], key: Key) -> list[Cot]:
    """Return the columns of rows without declaration: their own keys, in order of appearance."""
    names: dict[str, None] = {}

    def gather(rows: list[Any], groups: list[Nhom]) -> None:
        for row in rows:
            if isinstance(row, Mapping):
                names.update(dict.fromkeys(row))
        for group in groups:
            gather(group.hang or [], group.nhom or [])

    gather(rows, groups)
    return [Cot(ma=DataText(name), ten=[DataText(name)], key=key) for name in names]


def _group(nhom: Nhom, bang: Bang, columns: Sequence[Cot], table: Table, log: Log) -> Group:
    group = Group(Cell(nhom.ten, (*nhom.key, "ten")))
    known: set[str] = {column.ma for column in columns}
    rows = _read_rows(nhom.hang or [], (*nhom.key, "hang"), known, log)
    sorted_rows = SortedRows(bang, columns, [_source_row(row, columns, log) for row in rows], log)
    group.children += [rows[number] for number in sorted_rows.kept]
    sorted_rows.place_in(group, table)
    group.children += [_group(inner, bang, columns, table, log) for inner in nhom.nhom or []]
    return group


def _read_rows(items: list[Any], key: Key, known: set[str], log: Log) -> list[Row]:
    rows = (_row(item, (*key, number), known, log) for number, item in enumerate(items))
    return [row for row in rows if row]


def _row(item: Any, key: Key, known: set[str], log: Log) -> Row | None:
    """Return a row written in the data, its cells under `known` names; None, logged, for what is not one."""
    if not isinstance(item, Mapping):
        log.say("DL064", key, "mỗi hàng phải là { mã cột = giá trị, … }")
        return None
    cells = {}
    for name, value in item.items():
        if name not in known:
            likely = nearest(plain(name), {plain(word) for word in known})
            remedy = suggestion(likely, f"Các cột: {', '.join(sorted(known))}.")
            log.say("DL065", log.name((*key, name)), f"bảng không có cột “{name}”", remedy)
            continue
        parts = value if isinstance(value, list) else [value]
        if not all(isinstance(part, _CELL_TYPES) for part in parts):
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
    ungrouped: list[Group | Row] = []
    groups: dict[str, Group] = {}
    inside: dict[Group, list[Row]] = {}
    title: Cell | None = None
    for row in rows:
        cell = row.cells.pop(name, None)
        if cell is not None and cell.value not in (None, ""):
            title = cell
        if title is None:
            ungrouped.append(row)
        else:
            group = groups.setdefault(str(title.value), Group(title))
            inside.setdefault(group, []).append(row)
    for group, rows_inside in inside.items():
        group.children = _grouped(rows_inside, rest)
    return [*ungrouped, *inside]


def _from_grid(bang: Bang, grid: Grid, log: Log) -> Table:
    as_typed = bool(bang.nguyen_van)
    grid = with_typed_titles(grid)
    columns = bang.cot or automatic(grid, bang.key, as_typed=as_typed)
    if bang.cot and is_elsewhere(columns, grid, (*bang.key, "nguon", "tep"), log):
        return Table(bang, columns, [], lost=True)
    positions = positions_of(columns, grid, log)
    groupings = [code for name in bang.nhom_theo or [] if (code := grouping(name, positions, bang, grid, log))]
    rows = _rows_of_grid(grid, columns, positions, log, as_typed=as_typed)
    say_cut(bang, grid, log)
    first = 1 if _numbers_columns(bang, grid, log) else 0
    numbering = label_column(grid)
    sorted_rows = SortedRows(bang, columns, _source_rows(grid, rows, first, numbering), log)
    say_unknown(bang, sorted_rows.labels, log)
    data = [(number + first, rows[number + first]) for number in sorted_rows.kept]
    if groupings:
        if numbering is not None and (bang.cot is None or any(column.numbering for column in bang.cot)):
            _say_numbered_anew(bang, [grid.rows[number][numbering] for number, _ in data], log)
        children = _grouped([row for _, row in data], groupings)
    else:
        children = _outlined(bang, grid, data, log)
    kept = [column for column in columns if column.ma not in groupings]
    missing = [column.ma for column in columns if not (column.numbering or column.cong_thuc or column.ma in positions)]
    used = range(len(grid.header)) if missing else positions.values()  # a missing column is reported with all there are
    table = Table(bang, kept, children, sources=[(grid, frozenset(used))], missing=frozenset(map(str, missing)))
    sorted_rows.place_totals(table)
    return table


def _rows_of_grid(
    grid: Grid, columns: Sequence[Cot], positions: Mapping[str, int], log: Log, *, as_typed: bool
) -> list[Row]:
    kinds = {str(column.ma): column.kieu for column in columns}
    rows = []
    for number in range(len(grid.rows)):
        cells = {}
        for ma, at in positions.items():
            given = cell_of(grid, number, at, as_typed=as_typed)
            value = as_declared(given, kinds.get(ma), partial(grid.where, number, at), log.findings)
            cells[ma] = Cell(value, (grid, number, at))
        rows.append(Row(cells))
    return rows


def _source_rows(grid: Grid, rows: Sequence[Row], first: int, numbering: int | None) -> list[SourceRow]:
    """Return the rows of a sheet from `first` on, with what can be said of them before totals are known."""
    seen = outline(grid, range(first, len(rows)), Labels(grid))
    found = []
    for number in range(first, len(rows)):
        owner = seen[number].part_of
        found.append(
            SourceRow(
                rows[number],
                grid.rows[number],
                partial(grid.where, number, 0),
                heading=seen[number].title is not None,
                numbered=numbering is not None and grid.rows[number][numbering] is not None,
                part_of=None if owner is None else owner - first,
                number=seen[number].label or "",
            )
        )
    return found


def _say_numbered_anew(bang: Bang, labels: Sequence[Any], log: Log) -> None:
    """Log that rows put into groups lose the numbers of their source."""
    if any(label not in (None, "") for label in labels):
        names = ", ".join(f"“{name}”" for name in bang.nhom_theo or [])
        log.say("DL167", (*bang.key, "nhom_theo"), f"bảng nhóm lại theo {names}: số ở cột STT của nguồn không được in")


def _outlined(bang: Bang, grid: Grid, rows: Sequence[tuple[int, Row]], log: Log) -> list[Group | Row]:
    """Return rows, each given with its number in the sheet, under their headings and with their labels."""
    numbering = [column for column in bang.cot or [] if column.numbering]
    through = bang.danh_so == "liên tục" if bang.danh_so else None
    labels = Labels(grid, through, as_typed=any(column.cot_nguon for column in numbering))
    children = grouped(rows, outline(grid, [number for number, _ in rows], labels), grid)
    if bang.cot is None or numbering:  # else no label is printed
        log.findings += labels.findings
    return children


def _numbers_columns(bang: Bang, grid: Grid, log: Log) -> bool:
    """Return whether the first row numbers the columns; where that is not clear, log a question."""
    found = first_row(grid)
    if bang.dong_danh_so is None and found is FirstRow.EITHER:
        shown = "; ".join(str(value) for value in grid.rows[0] if value is not None)
        message = f"dòng “{shown}” là dòng đánh số cột hay là số liệu?"
        remedy = ("Thêm vào bảng: dong_danh_so = true nếu là dòng đánh số cột (không in, không cộng), "
                  "dong_danh_so = false nếu là số liệu.")  # fmt: skip
        log.say("SL040", grid.where(0, 0), message, remedy)
    numbers = found is FirstRow.NUMBERS if bang.dong_danh_so is None else bang.dong_danh_so
    if numbers and bang.danh_so_cot is None:
        bang.danh_so_cot = True
    return numbers
