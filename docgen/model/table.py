"""A table as data: its columns, and its rows as a tree of groups, wherever the rows come from.

Promises: rows written in the data file and rows of a CSV or workbook become the same `Table`; every cell keeps
its origin; a column or a cell that finds no place is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from docgen.finding import Finding, Where, nearest
from docgen.model.fields import (
    MISSING,
    BanGhi,
    BatKy,
    Chon,
    Co,
    Day,
    Key,
    Kind,
    Log,
    Record,
    So,
    Text,
    Van,
    identifier,
    khai,
    plain,
)
from docgen.sources import Grid

STT = "stt"  # the column that docgen numbers
_NUMBERING = (STT, "tt", "so_tt", "so_thu_tu")
ALIGNMENTS = ("trái", "giữa", "phải", "đều")
VALUE_KINDS = ("số", "tiền", "phần trăm", "chữ", "ngày")
TOTAL_KINDS = ("cộng", "trung bình", "lớn nhất", "nhỏ nhất", "đếm", "không")
_TOTAL_WORDS = ("tong_cong", "tong_so", "tong", "cong")


@dataclass(frozen=True)
class _DoRong(Kind):
    """A width in millimetres."""

    ten = "chiều rộng tính bằng mi-li-mét"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | Decimal | float) or not 3 <= value <= 400:
            return self.refuse(value, key, log, "Thí dụ: rong = 25 (từ 3 đến 400).")
        return float(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": 3, "maximum": 400}


@dataclass(kw_only=True)
class Cot(Record):
    """A column: its code, its header (a path when headers span), its look and where its values come from."""

    ma: Text = khai(Van(), "mã của cột", bat_buoc=True, vi_du="nhiem_vu")
    ten: list[Text] = khai(
        Day(Van(), single=True), "tên cột; danh sách tên khi tiêu đề nhiều tầng", bat_buoc=True, vi_du="Nhiệm vụ"
    )
    rong: float | None = khai(_DoRong(), "chiều rộng, mm", vi_du=25)
    can: str | None = khai(Chon(ALIGNMENTS), "căn lề: trái, giữa, phải, đều")
    cong_thuc: Text | None = khai(
        Van(), "công thức từ các cột khác: truc_tuyen + truc_tiep", vi_du="truc_tuyen + truc_tiep"
    )
    kieu: str | None = khai(Chon(VALUE_KINDS), "kiểu giá trị: số, tiền, phần trăm, chữ, ngày")
    le: int | None = khai(So(0, 6), "số chữ số lẻ khi in, làm tròn nửa lên")
    tong: str | None = khai(Chon(TOTAL_KINDS), "cách lấy tổng; bỏ trống: công thức hoặc cộng")
    cot_nguon: Text | None = khai(Van(), "cột trong tệp nguồn: chữ cái của cột hoặc tên tiêu đề")

    @cached_property
    def numbering(self) -> bool:
        """Whether it numbers the rows ("STT", "TT"): docgen does so itself, and such numbers are no figures."""
        return plain(self.ma) in _NUMBERING or (bool(self.ten) and plain(self.ten[-1]) in _NUMBERING)


@dataclass(kw_only=True)
class Nhom(Record):
    """A group of rows under a heading row; groups may hold groups."""

    ten: Text = khai(Van(), "tên nhóm", bat_buoc=True, vi_du="Cải cách thể chế")
    hang: list[Any] | None = khai(Day(BatKy()), "các hàng của nhóm")
    nhom: list[Nhom] | None = khai(Day(BanGhi(lambda: Nhom)), "các nhóm con")


@dataclass(kw_only=True)
class Bang(Record):
    """A table as declared in the data."""

    tieu_de: Text | None = khai(Van(), "tên bảng, in trên bảng", vi_du="Kết quả giải quyết hồ sơ")
    don_vi: Text | None = khai(Van(), "đơn vị tính, in trên bảng, bên phải", vi_du="hồ sơ")
    cot: list[Cot] | None = khai(Day(BanGhi(Cot)), "các cột", vi_du=[{"ma": "stt", "ten": "TT"}])
    nguon: Any = khai(BatKy(), 'tệp nguồn: { tep = "…", sheet = "…", vung = "…" }', vi_du={"tep": "nhiem-vu.csv"})
    nhom_theo: list[Text] | None = khai(Day(Van(), single=True), "cột dùng để nhóm các hàng", vi_du="linh_vuc")
    hang: list[Any] | None = khai(
        Day(BatKy()), "các hàng viết ngay trong tệp dữ liệu", vi_du=[{"nhiem_vu": "Rà soát thủ tục hành chính"}]
    )
    nhom: list[Nhom] | None = khai(Day(BanGhi(Nhom)), "các nhóm hàng")
    dong_tong: Text | None = khai(Van(), "tên dòng tổng; có thì in tổng các cột số", vi_du="TỔNG CỘNG")
    tong_nhom: bool | None = khai(Co(), "in tổng của từng nhóm ở dòng tên nhóm")
    danh_so_cot: bool | None = khai(Co(), "in dòng số thứ tự cột (1) (2) (3)=(4)+(5)")
    danh_so: str | None = khai(Chon(("theo nhóm", "liên tục")), "số thứ tự bắt đầu lại ở mỗi nhóm, hay liên tục")
    sap_xep: list[Text] | None = khai(Day(Van(), single=True), "sắp xếp các hàng theo cột; thêm dấu - để giảm dần")
    gop_o: list[Text] | None = khai(Day(Van(), single=True), "cột gộp các ô liền nhau có cùng giá trị")
    so_voi: Text | None = khai(Van(), "mã của bảng kỳ trước để so sánh, khi khác mã bảng này")
    khoa: Text | None = khai(Van(), "cột dùng để ghép hàng với bổ sung và với kỳ trước")
    bo_sung: Any = khai(BatKy(), 'hàng bổ sung ghép theo khoa: { tep = "…" } hoặc danh sách hàng')
    han: Text | None = khai(Van(), "cột ghi thời hạn: Quý II/2026, trước ngày 15/12, thường xuyên")
    hoan_thanh: Text | None = khai(Van(), "cột ghi ngày hoặc dấu hiệu đã hoàn thành")
    kiem: list[Text] | None = khai(
        Day(Van(), single=True),
        "các đẳng thức phải đúng ở mọi hàng: a - b == c",
        vi_du="tiep_nhan - giai_quyet == dang_giai_quyet",
    )

    def check(self, log: Log) -> None:
        given = [name for name in ("nguon", "hang", "nhom") if getattr(self, name)]
        if len(given) > 1 and given != ["hang", "nhom"]:
            log.say("DL060", self.key, f"bảng có hai nguồn: {' và '.join(given)}", "Giữ lại một.")
        if not given and not self.spoilt & {"nguon", "hang", "nhom"}:
            log.say("DL061", self.key, "bảng không có hàng nào", "Thêm nguon, hang hoặc nhom.")
        seen: dict[str, Cot] = {}
        for column in self.cot or []:
            if column.ma in seen:
                log.say("DL062", (*column.key, "ma"), f"hai cột cùng mã “{column.ma}”")
            seen[column.ma] = column


_CELL = (str, int, Decimal, date, type(None))  # what a cell written in the data may hold, alone or in a list


class Cell(NamedTuple):
    """A value and where it came from: a key of the data file, or a place in a source."""

    value: Any
    origin: Key | tuple[Grid, int, int]

    def where(self, log: Log) -> Where:
        """Return the place of the value."""
        if self.origin and isinstance(self.origin[0], Grid):
            return self.origin[0].where(self.origin[1], self.origin[2])
        return log.places.where(self.origin)


@dataclass
class Row:
    """One row of data: its cells by column code."""

    cells: dict[str, Cell]


@dataclass
class Group:
    """Rows under a heading; `children` are groups or rows."""

    title: Cell
    children: list[Group | Row] = field(default_factory=list)


@dataclass
class Table:
    """A table read: declared columns, the tree of its rows, and the total rows that its source already had."""

    declared: Bang
    columns: list[Cot]
    children: list[Group | Row]
    totals_given: list[Row] = field(default_factory=list)
    sources: list[tuple[Grid, frozenset[int]]] = field(default_factory=list)  # with the columns that are used

    def rows(self) -> Iterator[Row]:
        """Yield every row of data in order."""

        def walk(children: list[Group | Row]) -> Iterator[Row]:
            for child in children:
                if isinstance(child, Row):
                    yield child
                else:
                    yield from walk(child.children)

        return walk(self.children)


def read_table(bang: Bang, log: Log, others: Mapping[str, Table] | None = None) -> Table:
    """Return the table of a declaration, from its own rows, its source, or another paper's table (`others`)."""
    table = _read(bang, log, others or {})
    if bang.bo_sung is not None:
        _add_supplement(table, log)
    return table


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
    shadow = Bang(key=bang.key, cot=None, nguon=bang.bo_sung if isinstance(bang.bo_sung, Grid) else None,
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
    columns = bang.cot or _automatic(grid, bang.key)
    positions: dict[str, int] = {}
    for column in columns:
        position = _position(column.cot_nguon, grid) if column.cot_nguon else _matching(column, grid)
        if position is not None:
            positions[column.ma] = position
        elif not column.numbering and not column.cong_thuc:
            _say_no_column(column, grid, log)
    grouping = [name for name in (_grouping(name, positions, bang, grid, log) for name in bang.nhom_theo or []) if name]
    rows = [
        Row({ma: Cell(values[at], (grid, number, at)) for ma, at in positions.items()})
        for number, values in enumerate(grid.rows)
    ]
    rows, totals = _without_totals(rows, bang)
    kept = [column for column in columns if column.ma not in grouping]
    return Table(bang, kept, _grouped(rows, grouping), totals, [(grid, frozenset(positions.values()))])


def _automatic(grid: Grid, key: Key) -> list[Cot]:
    """Return the columns of a source that no declaration describes: all of them, under their own headers.

    Headers are no texts of the data file: without a key they are never read for expressions.
    """
    seen: dict[str, int] = {}
    columns = []
    for name, path, letter in zip(grid.header, grid.paths, grid.letters, strict=True):
        ma = identifier(name) or letter.lower()
        seen[ma] = seen.get(ma, 0) + 1
        ma = f"{ma}_{seen[ma]}" if seen[ma] > 1 else ma
        header = [Text(part) for part in path if part] or [Text(letter)]
        columns.append(Cot(ma=Text(ma), ten=header, key=key, cot_nguon=Text(letter)))
    return columns


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


def _without_totals(rows: list[Row], bang: Bang) -> tuple[list[Row], list[Row]]:
    """Take the total row off the end of a source: docgen works totals out, and compares."""
    label = plain(bang.dong_tong) if bang.dong_tong else ""
    totals: list[Row] = []
    while rows:
        texts = [cell.value for cell in rows[-1].cells.values() if isinstance(cell.value, str) and cell.value.strip()]
        if not texts or plain(texts[0]) not in {label, *_TOTAL_WORDS} - {""}:
            break
        totals.append(rows.pop())
        if bang.dong_tong is None:
            bang.dong_tong = Text(str(texts[0]).strip())
    return rows, totals


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
    wanted = column.cot_nguon or column.ma
    likely = nearest(plain(wanted), [plain(header) for header in grid.header])
    original = next((header for header in grid.header if plain(header) == likely), "") if likely else ""
    key = (*column.key, "cot_nguon") if column.cot_nguon else column.key
    listed = ", ".join(f"“{header}”" for header in grid.header if header)
    log.say(
        "DL066", key, f"nguồn không có cột “{wanted}”", f"Có phải “{original}”?" if original else f"Nguồn có: {listed}."
    )


def say_unused(tables: Iterable[Table], log: Log) -> None:
    """Log the columns of sources that no table of a dossier prints."""
    sources = [
        (grid, index, used) for table in tables for grid, used in table.sources for index in range(len(grid.header))
    ]
    printed = {grid.where_header(index) for grid, index, used in sources if index in used}
    for grid, index, used in sources:
        header, where = grid.header[index], grid.where_header(index)
        if index in used or where in printed or not header or plain(header) in _NUMBERING:
            continue
        log.findings.append(Finding.of("DL067", where, f"cột “{header}” của nguồn không được dùng"))


__all__ = ["MISSING", "STT", "Bang", "Cell", "Cot", "Group", "Row", "Table", "read_table", "say_unused"]
