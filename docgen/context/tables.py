"""A table as printed: header spans, numbers of groups and rows, totals, and cells as paragraphs.

A header is a path: neighbours that begin alike share a cell, and a short path reaches down to the last header row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any

from docgen import expression, vietnamese
from docgen.context.cell_texts import CellTexts, paragraphs
from docgen.context.figure_checks import FigureChecks
from docgen.context.figures import Figures, spelled
from docgen.context.names import Cited, Evaluator
from docgen.expression import ExpressionError
from docgen.finding import At, Where, nearest, suggestion
from docgen.model.fields import DataText, Log, plain
from docgen.model.resolved import CellParagraph, Column, HeaderCell, Run, TableBlock, TableCell, TableRow
from docgen.model.tables.digits import is_padded
from docgen.model.tables.figure import Writing, as_rate, figure, writing
from docgen.model.tables.table import IN_BRACKETS, Cell, Cot, Group, Row, Table
from docgen.model.text.cell_text import is_marked
from docgen.vietnamese import NgayIn, SoIn


def header_cells(paths: Sequence[Sequence[str]]) -> tuple[list[HeaderCell], int]:
    """Return the header cells of columns with these paths, and the number of header rows."""
    depth = max((len(path) for path in paths), default=1)
    cells: list[HeaderCell] = []

    def lay(first: int, last: int, row: int) -> None:
        """Add the cells of a header row above the columns from `first` to before `last`, and those below them."""
        column = first
        while column < last:
            path = paths[column]
            end = column + 1
            if len(path) == row + 1:
                cells.append(HeaderCell(path[row], row, column, depth - row, 1))
            else:
                while end < last and _begin_alike(path, paths[end], row + 1):
                    end += 1
                cells.append(HeaderCell(path[row], row, column, 1, end - column))
                lay(column, end, row + 1)
            column = end

    lay(0, len(paths), 0)
    return cells, depth


def _begin_alike(path: Sequence[str], other: Sequence[str], size: int) -> bool:
    """Return whether two paths have the same first `size` names, and the other goes on after them."""
    return len(other) > size and list(path[:size]) == list(other[:size])


class Tables:
    """The tables of a dossier. `previous` are those of the last period, matched by code."""

    def __init__(
        self, tables: Mapping[str, Table], evaluator: Evaluator, log: Log, previous: Tables | None = None,
        year: int = 0, day: date | None = None,
    ) -> None:  # fmt: skip
        self.tables, self.evaluator, self.log, self.previous = tables, evaluator, log, previous
        self.year, self.day = year, day
        self.cells = CellTexts(evaluator)
        self.used: set[str] = set()
        self._figures: dict[str, Figures] = {}

    def figures(self, code: str) -> Figures:
        """Return a table's figures."""
        if code not in self._figures:
            table = self.tables[code]
            before = self._before(table, code)
            _sort(table, self.log)
            self._figures[code] = Figures(
                table, self.evaluator.names, self.log, before, self.year, self.day, self._evaluated
            )
        return self._figures[code]

    def _evaluated(self, value: Any) -> Any:
        return self.cells.value(value) if isinstance(value, DataText) else value

    def _before(self, table: Table, code: str) -> Figures | None:
        """Return the figures of the table of the last period that a table is compared with."""
        named = table.declared.so_voi
        if self.previous is None:
            return None
        if named and named not in self.previous.tables:
            likely = nearest(named, self.previous.tables)
            self.log.say("DL054", named.key, f"kỳ trước không có bảng “{named}”", suggestion(likely))
        wanted = str(named or code)
        if wanted not in self.previous.tables:
            return None
        self.previous.used.add(wanted)
        return self.previous.figures(wanted)

    def names(self) -> Mapping[str, Any]:
        """Return the tables as expressions see them: `bang.ho_so.tong.tiep_nhan`, `bang.ho_so.so_hang`."""
        return {code: self.figures(code).as_names() for code in self.tables}

    def check(self, *, only_used: bool = False) -> None:
        """Log every figure that contradicts another; with `only_used`, in the tables that were asked for."""
        for code, table in self.tables.items():
            asked = code in self.used or not only_used
            if asked and not table.lost:
                FigureChecks(self.figures(code)).check()

    def printed(self, code: str, at: At, cited: Cited) -> TableBlock | None:
        """Return a table ready to be printed; None when no table has that code."""
        table = self.tables.get(code)
        if table is None:
            self.used.add(nearest(code, self.tables))  # a misspelt code, reported by others: the one meant is used
            return None
        self.used.add(code)
        declared, figures = table.declared, self.figures(code)
        paths, columns = [], []
        for column in table.columns:
            paths.append([self._text(name, cited) for name in column.ten])
            width_at = partial(self.log.places.where, (*column.key, "rong"))
            columns.append(Column(str(column.ma), column.rong, column.can or _align(figures, column), width_at))
        header, depth = header_cells(paths)
        rows = [] if table.lost else _PrintedRows(self, table, figures, columns, cited).rows()
        merged = [str(ma) for ma in declared.gop_o or [] if _has(table, ma, str(ma), "gộp ô", self.log)]
        _merge_down(rows, columns, merged)
        return TableBlock(code, self._text(declared.tieu_de, cited), self._text(declared.don_vi, cited),
                          columns, header, depth, _column_numbers(table), rows, at)  # fmt: skip

    def _text(self, text: DataText | None, cited: Cited) -> str:
        return self.evaluator.printed(text, cited) if text else ""


def _column_numbers(table: Table) -> list[str]:
    """Return the row of column numbers, with formulas as offices print them: (1) (2) (3)=(4)+(5)."""
    if not table.declared.danh_so_cot:
        return []
    codes = [str(column.ma) for column in table.columns]
    numbers = []
    for number, column in enumerate(table.columns, 1):
        formula = spelled(column.cong_thuc, codes) if column.cong_thuc else ""
        numbers.append(f"({number})={formula}" if formula else f"({number})")
    return numbers


def _align(figures: Figures, column: Cot) -> str:
    if column.numbering:
        return "giữa"
    return "phải" if figures.is_figures(str(column.ma)) else ""


def _has(table: Table, name: DataText, ma: str, what: str, log: Log) -> bool:
    """Return whether a table has a column, to be sorted or merged by (`what`); log that it does not."""
    known = [str(column.ma) for column in table.columns]
    if ma not in known:
        likely = nearest(plain(ma), known)
        remedy = suggestion(likely, f"Các cột: {', '.join(known)}.")
        log.say("DL066", name.key, f"bảng không có cột “{ma}” để {what}", remedy)
    return ma in known


def _sort(table: Table, log: Log) -> None:
    """Sort the rows of each group as asked: figures by size, texts in the Vietnamese order."""
    for name in reversed(table.declared.sap_xep or []):
        ma = name.lstrip("-").strip()
        if not _has(table, name, ma, "sắp xếp", log):
            continue
        column = next(column for column in table.columns if column.ma == ma)
        order = partial(_sort_key, ma=ma, how=writing(column, table.declared))
        _sort_rows(table.children, order, descending=name.startswith("-"))


def _sort_key(row: Row, ma: str, how: Writing) -> tuple[int, Any]:
    """Return what a row is sorted by: figures come before days, days before texts, empty cells last."""
    value = figure(row.cells[ma].value, how) if ma in row.cells else None
    if isinstance(value, Decimal):
        return 0, value
    if isinstance(value, date):
        return 1, value
    if isinstance(value, str):
        return 2, vietnamese.khoa_sap_xep(value)
    return 3, 0


def _sort_rows(children: list[Group | Row], order: Callable[[Row], Any], *, descending: bool) -> None:
    """Sort the rows of each group in place; groups stay where they are."""
    rows = [child for child in children if isinstance(child, Row)]
    rows.sort(key=order, reverse=descending)
    sorted_rows = iter(rows)
    for place, child in enumerate(children):
        if isinstance(child, Row):
            children[place] = next(sorted_rows)
        else:
            _sort_rows(child.children, order, descending=descending)


def _merge_down(rows: list[TableRow], columns: list[Column], merged: list[str]) -> None:
    """Merge equal neighbours downwards; a column merges only inside the merges of the columns named before it."""
    positions = {column.code: place for place, column in enumerate(columns)}
    edges = {0, len(rows)}  # before which rows no merge goes on
    for number, row in enumerate(rows):
        if row.kind != "hang":
            edges |= {number, number + 1}
    for code in merged:
        place = positions[code]
        for start, end in pairwise(sorted(edges)):
            begin = start
            for number in range(start + 1, end + 1):
                texts = rows[begin].cells[place].paragraphs
                if number < end and rows[number].cells[place].paragraphs == texts:
                    continue
                if number - begin > 1 and any(paragraph.text for paragraph in texts):
                    _merge(rows, begin, number, place)
                edges |= {begin, number}
                begin = number


def _merge(rows: list[TableRow], begin: int, end: int, place: int) -> None:
    for number in range(begin, end):
        cell = rows[number].cells[place]
        if number == begin:
            merged = TableCell(cell.paragraphs, cell.align, cell.columns, cell.at, "restart")
        else:
            merged = TableCell((CellParagraph(""),), cell.align, cell.columns, cell.at, "continue")
        rows[number].cells[place] = merged


class _PrintedRows:
    """Builds the printed rows of one table."""

    def __init__(self, tables: Tables, table: Table, figures: Figures, columns: list[Column], cited: Cited) -> None:
        self.tables, self.table, self.figures, self.log = tables, table, figures, tables.log
        self.columns, self.cited = columns, cited
        self.printed: list[TableRow] = []
        self.count = 0
        self.totalled = bool(table.declared.dong_tong or table.declared.tong_nhom)
        used = " ".join(str(column.cong_thuc or "") for column in table.columns) + " ".join(table.declared.kiem or [])
        self.in_formulas = {str(column.ma) for column in table.columns if str(column.ma) in used}
        self._bare: dict[str, bool] = {}
        self.formats_texts = {str(column.ma): self._formats_texts(column) for column in table.columns}

    def rows(self) -> list[TableRow]:
        """Return groups, rows and the total in order."""
        self._walk(self.table.children, 0, "")
        if self.table.declared.dong_tong:
            label = self.tables._text(self.table.declared.dong_tong, self.cited)
            self.printed.append(TableRow("tong", self._summed(None, [label])))
        return self.printed

    def _walk(self, children: Sequence[Group | Row], depth: int, prefix: str) -> None:
        groups = rows = 0
        through = self.table.declared.danh_so == "liên tục"
        sorted_ = bool(self.table.declared.sap_xep)  # rows in another order have other numbers
        for child in children:
            own = None if sorted_ else child.label
            if isinstance(child, Group):
                groups += 1
                # Below the first level rows and groups share one kind of numeral, so groups count on after rows.
                label = vietnamese.la_ma(groups) if depth == 0 else f"{prefix}{groups + rows}"
                label = label if own is None else own
                self.printed.append(self._heading(child, label, depth))
                self._walk(child.children, depth + 1, "" if depth == 0 else f"{label}.")
            else:
                self.count += 1
                rows += 1
                label = str(self.count) if through else f"{prefix}{rows}"
                self.printed.append(self._row(child, label if own is None else own, own=own is not None))

    def _heading(self, group: Group, label: str, depth: int) -> TableRow:
        title = self._plain(group.title)
        kind = "nhom" if depth == 0 else "nhom_con"
        if self.table.declared.tong_nhom:
            return TableRow(kind, self._summed(group, [label, title]))
        at = self._at(group.title)
        if self.table.columns[0].numbering and len(self.columns) > 1:
            return TableRow(kind, [
                TableCell((CellParagraph(label),), "", at=at),
                TableCell((CellParagraph(title),), "", len(self.columns) - 1, at),
            ])  # fmt: skip
        return TableRow(kind, [TableCell((CellParagraph(_titled([label, title])),), "", len(self.columns), at)])

    def _summed(self, group: Group | None, labels: list[str]) -> list[TableCell]:
        """Return the cells of a total: labels over the columns before the first figures, then the totals."""
        summed = [self.figures.is_figures(column.code) for column in self.columns]
        lead = summed.index(True) if True in summed else len(self.columns)
        cells = self._labels(labels, lead, self._at(group.title) if group else Where)
        for place in range(lead, len(self.columns)):
            column = self.columns[place]
            total = self._total(column.code, group) if summed[place] else ""
            text = self._figure(total, self.table.columns[place], percent=self.figures.is_rates(column.code))
            if place == 0:  # the first column holds figures: no column is left for the labels
                text = f"{_titled(labels)}: {text}"
            cells.append(TableCell((CellParagraph(text),), column.align))
        return cells

    def _labels(self, labels: list[str], lead: int, at: At) -> list[TableCell]:
        """Return the cells that label a total, over its first `lead` columns; the number has its own where it can."""
        if not lead:
            return []
        if len(labels) == 2 and lead > 1 and self.table.columns[0].numbering:
            number, title = labels
            return [
                TableCell((CellParagraph(number),), "", at=at),
                TableCell((CellParagraph(title),), "", lead - 1, at),
            ]
        return [TableCell((CellParagraph(_titled(labels)),), "", lead, at)]

    def _total(self, ma: str, group: Group | None) -> Any:
        try:
            return self.figures.as_shown(ma, self.figures.total(ma, group))
        except ExpressionError:
            return None  # reported where the formula is written

    def _row(self, row: Row, number: str, *, own: bool) -> TableRow:
        """Return a printed row; `own`: its number is that of its source, and is printed whatever its cell says."""
        cells = []
        for column, cot in zip(self.columns, self.table.columns, strict=True):
            cell = row.cells.get(column.code)
            if cot.numbering and (own or cell is None or cell.value in (None, "")):
                cells.append(TableCell((CellParagraph(number),), column.align))
            elif cot.cong_thuc:
                text = self._figure(self._value(row, column.code), cot)
                at = partial(self.figures.where, row, column.code)
                cells.append(TableCell((CellParagraph(text),), column.align, at=at))
            elif cell is None:
                cells.append(TableCell((CellParagraph(""),), column.align))
            else:
                cells.append(TableCell(self._paragraphs(cell, cot), column.align, at=partial(cell.where, self.log)))
        return TableRow("hang", cells)

    def _at(self, cell: Cell) -> At:
        return partial(cell.where, self.log) if cell.origin else Where

    def _value(self, row: Row, ma: str) -> Any:
        try:
            return self.figures.value(row, ma)
        except ExpressionError as error:
            column = self.figures.columns[ma]
            assert column.cong_thuc is not None
            self.figures.say_failed("SL005", column.cong_thuc, error, None)
            return None

    def _runs(self, value: Any) -> list[Run]:
        return self.tables.cells.runs(value, self.cited) if isinstance(value, DataText) else [Run(shown(value))]

    def _plain(self, cell: Cell) -> str:
        return "".join(run.text for run in self._runs(cell.value))

    def _paragraphs(self, cell: Cell, column: Cot) -> tuple[CellParagraph, ...]:
        if isinstance(cell.value, list | tuple):
            self._say_empty_items(cell, cell.value)
            bullets = []
            for item in cell.value:
                for paragraph in paragraphs(self._runs(item)):
                    bullets.append(paragraph._replace(bullet=True))
            return tuple(bullets)
        if not isinstance(cell.value, str):
            return (CellParagraph(self._figure(cell.value, column)),)
        bare = not isinstance(cell.value, DataText) or not is_marked(cell.value)  # as most are
        runs = [] if bare else self._runs(cell.value)
        text = str.__str__(cell.value) if bare else "".join([run.text for run in runs])
        if self.formats_texts[str(column.ma)] and not is_padded(text):
            value = self.figures.cells.read(str(column.ma), text)
            if isinstance(value, Decimal):
                minus = text.strip().startswith("-")  # in a column of brackets too, where the source has it so
                return (CellParagraph(self._figure(value, column, percent=as_rate(text), brackets=not minus)),)
        if bare and "\n" not in text and not text.lstrip().startswith("- "):
            return (CellParagraph(text.strip()),)
        return paragraphs(runs or [Run(text)])

    def _say_empty_items(self, cell: Cell, items: Sequence[Any]) -> None:
        """Log the first item of a list in a cell that would be printed as a bare dash."""
        for number, item in enumerate(items, 1):
            if isinstance(item, str) and not item.strip():
                at = cell.where(self.log)
                if isinstance(item, DataText) and item.key:
                    at = item.where(self.log.places)
                said = f"ý thứ {number} của ô đang để trống, sẽ in một gạch đầu dòng không có chữ"
                self.log.say("DL041", at, said, "Viết nội dung vào chỗ trống, hoặc bỏ ý ấy.")
                return

    def _formats_texts(self, column: Cot) -> bool:
        """Return whether figures typed as text in a column are printed as its other figures are.

        They are where the column has a kind, is totalled or in a formula, or writes 1,234.5.
        """
        ma = str(column.ma)
        used = column.kieu or self.totalled or ma in self.in_formulas or self.figures.cells.reads_points(ma)
        return self.figures.is_figures(ma) and bool(used)

    def _figure(self, value: Any, column: Cot, *, percent: bool = False, brackets: bool = True) -> str:
        if column.am == IN_BRACKETS and brackets and isinstance(value, int | Decimal) and value < 0:
            positive = SoIn(-value, value.le, ty_le=value.ty_le) if isinstance(value, SoIn) else -value
            return f"({self._figure(positive, column, percent=percent)})"
        if isinstance(value, str):
            return str.__str__(value)
        code = str(column.ma)
        if isinstance(value, int | Decimal) and self._is_bare(code):
            if isinstance(value, Decimal) and value % 1:
                return str(value.normalize())
            return str(int(value))
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            return shown(value)
        if column.kieu == "chữ":
            return value.nhu_thay if isinstance(value, SoIn) else expression.as_text(value)
        fits = isinstance(value, SoIn) and (column.kieu is None or value.ty_le == (column.kieu == "phần trăm"))
        if isinstance(value, SoIn) and fits and column.le is None:
            return value.chu
        if percent or column.kieu == "phần trăm":
            return vietnamese.phan_tram(value, column.le)
        if column.le is not None:
            return vietnamese.so(value, column.le)
        return vietnamese.so(value, 2, toi_da=True) if column.cong_thuc else vietnamese.so(value)

    def _is_bare(self, ma: str) -> bool:
        """Return whether the digits of a column are printed as they are: 1980, of a year; 1234, of a decision."""
        if ma not in self._bare:
            figures = self.figures
            of_papers = figures.cells.may_be_papers(ma) and not figures.is_totalled(ma)
            self._bare[ma] = figures.is_named(ma) or of_papers
        return self._bare[ma]


def _titled(labels: Sequence[str]) -> str:
    """Return the label and the title of a heading as one text, "I. Khối Nội"; a title alone unchanged."""
    if len(labels) == 1:
        return labels[0]
    label, title = labels
    stop = "" if label.endswith((".", ")")) else "."
    return f"{label}{stop} {title}"


def shown(value: Any) -> str:
    """Return a plain value as a cell prints it: 6.547; 39,5; 06/01/2022."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, SoIn | NgayIn):
        return value.chu
    if isinstance(value, date):
        return vietnamese.ngay_ngan(value)
    return vietnamese.so(value) if isinstance(value, int | Decimal) else str(value)
