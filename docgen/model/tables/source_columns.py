"""Which column of a source is which column of a table: by header text, by letter, by the column's own name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgen.finding import nearest, suggestion
from docgen.model.fields import DataText, Key, Log, identifier, plain, toml_value
from docgen.model.tables.table import NUMBERING, Bang, Cot, Table
from docgen.model.text.cell_text import cell_text
from docgen.sources import Grid


def positions_of(columns: Iterable[Cot], grid: Grid, log: Log) -> dict[str, int]:
    """Return where the columns of a table stand in its source; one that is not there is logged.

    The likeliest column takes its place, so that its absence gives no further findings.
    """
    found: dict[str, int] = {}
    for column in columns:
        position = _named(column.cot_nguon, grid, log) if column.cot_nguon else _matching(column, grid)
        if position is None and not column.numbering and not column.cong_thuc:
            position = _say_no_column(column, grid, log)
        if position is not None:
            found[column.ma] = position
    return found


def is_elsewhere(columns: Sequence[Cot], grid: Grid, key: Key, log: Log) -> bool:
    """Return whether a source is another table than the one declared; logged once, at the name of the source.

    That is so where it has none of several columns, or less than half of those that another sheet has all of.
    """
    wanted = [column for column in columns if not (column.numbering or column.cong_thuc)]
    had = _had(wanted, grid)
    if len(wanted) < 2 or 2 * had >= len(wanted):
        return False
    sheet, found = _sheet_with(wanted, grid)
    if had and not sheet:
        return False
    listed = ", ".join(f"“{header}”" for header in grid.header if header)
    names = ", ".join(f"“{column.cot_nguon or (column.ten[-1] if column.ten else column.ma)}”" for column in wanted[:3])
    said = (
        f"nguồn không phải bảng này: thiếu {len(wanted) - had} trong {len(wanted)} cột ({names} …), nguồn có: {listed}"
    )
    remedy = "Xem lại tên tệp (tep), trang tính (sheet), vùng (vung) và số dòng tiêu đề (dong_tieu_de)."
    if sheet and sheet == grid.where_header(0).sheet:  # but not in the range, or the rows of header, that are asked for
        remedy = f'Trang tính có đủ: ghi sheet = "{sheet}", vung = "{_range(found)}"; có dong_tieu_de thì bỏ.'
    elif sheet:
        remedy = f'Trang “{sheet}” có đủ các cột ấy: ghi sheet = "{sheet}"; có vung thì ghi vung = "{_range(found)}".'
    log.say("DL066", key, said, remedy)
    return True


def _sheet_with(columns: Sequence[Cot], grid: Grid) -> tuple[str, Grid]:
    """Return the sheet of the workbook that has all of some columns, the one that was read before others; else ""."""
    first = ("", grid)
    for name, other in grid.others():
        if _had(columns, other) == len(columns):
            if name == grid.where_header(0).sheet:
                return name, other
            first = first if first[0] else (name, other)
    return first


def _range(whole: Grid) -> str:
    """Return the range of cells of a whole table, as `vung` has it."""
    last = whole.where(len(whole.rows) - 1, len(whole.header) - 1) if whole.rows else whole.where_header(0)
    return f"{whole.where_header(0).cell}:{last.cell}"


def _had(columns: Iterable[Cot], grid: Grid) -> int:
    """Return how many of some columns a source has."""
    return sum(
        _is_there(column.cot_nguon, grid) if column.cot_nguon else _matching(column, grid) is not None
        for column in columns
    )


def _is_there(name: str, grid: Grid) -> bool:
    """Return whether a source has a column that a name may mean."""
    bare = name.removeprefix(_BY_HEADER).removeprefix(_BY_LETTER)
    return any(_headed(word, grid) is not None or _lettered(word, grid) is not None for word in (name, bare))


def automatic(grid: Grid, key: Key, *, as_typed: bool) -> list[Cot]:
    """Return the columns of a source that no declaration describes: all of them, under their own headers."""
    seen: dict[str, int] = {}
    columns = []
    for at, (name, path, letter) in enumerate(zip(grid.header, grid.paths, grid.letters, strict=True)):
        ma = identifier(name) or letter.lower()
        seen[ma] = seen.get(ma, 0) + 1
        ma = f"{ma}_{seen[ma]}" if seen[ma] > 1 else ma
        header = [_header(part, grid, at, as_typed) for part in path if part] or [DataText(letter)]
        columns.append(Cot(ma=DataText(ma), ten=header, key=key, cot_nguon=DataText(_BY_LETTER + letter)))
    return columns


def _header(name: str, grid: Grid, column: int, as_typed: bool) -> DataText:
    """Return a header of a source; one with tags is a text to be read."""
    made = cell_text(name, lambda: grid.where_header(column)) if "{" in name and not as_typed else name
    return made if isinstance(made, DataText) else DataText(made)


def grouping(name: DataText, positions: dict[str, int], bang: Bang, grid: Grid, log: Log) -> str:
    """Return the code under which the rows hold a column to group by, "" with a finding when they do not hold it."""
    if name in positions:
        return name
    position = _named(name, grid, log)
    if position is None:
        likely = nearest(plain(name), [plain(word) for word in [*positions, *grid.header]])
        known = ", ".join(filter(None, grid.header))
        remedy = suggestion(likely, f"Nguồn có: {known}.")
        log.say("DL066", (*bang.key, "nhom_theo"), f"nguồn không có cột “{name}” để nhóm", remedy)
        return ""
    declared = next((ma for ma, at in positions.items() if at == position), name)
    positions[declared] = position
    return declared


_BY_LETTER, _BY_HEADER = "cột ", "tên "


def _named(name: DataText, grid: Grid, log: Log) -> int | None:
    """Return the column that a name means: a header text or a letter. Where both exist and differ, it asks."""
    if name.startswith(_BY_LETTER) and (by_letter := _lettered(name.removeprefix(_BY_LETTER), grid)) is not None:
        by_header = _headed(name, grid)
    elif name.startswith(_BY_HEADER) and (by_header := _headed(name.removeprefix(_BY_HEADER), grid)) is not None:
        return by_header
    else:
        by_header, by_letter = _headed(name, grid), _lettered(name, grid)
    if by_header is None or by_letter is None or by_header == by_letter or not name.key:
        return by_letter if by_header is None or not name.key else by_header
    said = f"“{name}” vừa là tên của cột {grid.letters[by_header]}, vừa là chữ cái của cột “{grid.header[by_letter]}”"
    remedy = f'Ghi "{_BY_HEADER}{name}" nếu theo tên, "{_BY_LETTER}{name.upper()}" nếu theo chữ cái.'
    log.say("DL101", name.key, said, remedy)
    return by_header


def _headed(name: str, grid: Grid) -> int | None:
    if name in grid.header:
        return grid.header.index(name)
    folded = [plain(header) for header in grid.header]
    return folded.index(plain(name)) if plain(name) and plain(name) in folded else None


def _lettered(name: str, grid: Grid) -> int | None:
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


def _say_no_column(column: Cot, grid: Grid, log: Log) -> int | None:
    """Log a column that the source does not have, and return the likely one, found by its header too."""
    asked = [column.cot_nguon] if column.cot_nguon else [column.ten[-1] if column.ten else column.ma, column.ma]
    headers = {plain(header): header for header in grid.header if header}
    original = next((headers[likely] for name in asked if (likely := nearest(plain(name), headers))), "")
    key = (*column.key, "cot_nguon") if column.cot_nguon else column.key
    listed = ", ".join(f"“{header}”" for header in headers.values())
    if column.cot_nguon:
        first = f"Có phải “{original}”? Nếu phải thì" if original else "Thêm cột ấy vào tệp, hoặc"
        remedy = f"{first} sửa cot_nguon ở đây cho trùng tên cột của tệp."
        log.say("DL066", key, f"tệp “{grid.file}” không có cột “{asked[0]}” (có: {listed})", remedy)
    elif not original and (outside := _outside(column, grid)):
        remedy = f"Cột ấy có trong trang tính nhưng ở ngoài vùng: ghi {outside}."
        log.say("DL066", key, f"vùng ô của nguồn không có cột “{asked[0]}”", remedy)
    else:
        remedy = f'Thêm cột ấy vào tệp, hoặc ghi cho cột này cot_nguon = "…" (tên một cột của nguồn: {listed}).'
        if original:
            remedy = f"Có phải “{original}”? Nếu phải thì ghi cho cột này: cot_nguon = {toml_value(original)}."
        log.say("DL066", key, f"nguồn không có cột “{asked[0]}”", remedy)
    return grid.header.index(original) if original else None


def _outside(column: Cot, grid: Grid) -> str:
    """Return the sheet and range of the whole table, as data name them, where a column is outside what was read."""
    for name, other in grid.others():
        if name == grid.where_header(0).sheet and _matching(column, other) is not None:
            return f'sheet = "{name}", vung = "{_range(other)}"'
    return ""


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
        log.say("DL067", where, f"cột “{header}” của nguồn không được dùng")
