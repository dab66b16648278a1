"""The rows of a source sorted: data, totals that the source has itself, and what stands under them.

Promise: no row of a source is left out, and none counted twice, without a finding. A total that its source has is
compared with the one that docgen computes, of the whole table or of its group; a total of other rows is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from docgen.finding import At, Finding, nearest, suggestion
from docgen.model.fields import DataText, Log, identifier, toml_value
from docgen.model.tables.digits import YEARS, has_day_beside, is_padded, says_codes, says_years
from docgen.model.tables.figure import as_rate, figure, has_decimal_commas, same, two_ways, writing
from docgen.model.tables.part_sums import UNIT_HEADS, PartRow, contradictions, so
from docgen.model.tables.rates import Said, said_of
from docgen.model.tables.row_numbers import names_rows
from docgen.model.tables.statistic_rows import RUNNING, computed, statistic
from docgen.model.tables.table import Bang, Cot, Group, Row, Table, rows_in
from docgen.model.tables.total_rows import Columns, FoundTotals, SourceLine, find
from docgen.model.tables.total_words import label_of, says_part
from docgen.model.tables.unnumbered import dotted_parts, parts_of_rows
from docgen.sources import Grid

_MOST_NAMED = 5  # rows that a finding names
_COUNTED = re.compile(r"\d{1,4}(?:\.0)?[.)]?")
_STATISTIC = (
    "Cần in thì viết vào nội dung văn bản, dưới bảng, rồi bỏ hàng ấy khỏi bảng; là số liệu thì đổi tên hàng cho rõ."
)
_WRONG_STATISTIC = "Sửa hoặc bỏ con số ấy trong nguồn; là số liệu thì đổi tên hàng cho rõ, hoặc ghi hang_tong = []."


class SourceRow(NamedTuple):
    """A row of a source: its cells by column, and all values of the source's row in order.

    `heading`: it heads a group; `numbered`: it has a number of its own; `part_of` is the place, among these rows, of
    the row whose figures contain its own, `number` what its source has as its number.
    """

    row: Row
    values: Sequence[object]
    at: At
    heading: bool
    numbered: bool
    part_of: int | None = None
    number: str = ""


class SortedRows:
    """Sorts the rows of one table. `kept` are the numbers of the rows of data, headings among them."""

    def __init__(self, bang: Bang, columns: Sequence[Cot], rows: Sequence[SourceRow], log: Log) -> None:
        self.bang, self.rows, self.log = bang, rows, log
        self._columns = [_ColumnFigures(column, bang, rows, columns) for column in columns]
        self._lines = [self._line(number) for number in range(len(rows))]
        named = None if bang.hang_tong is None else [str(name) for name in bang.hang_tong]
        self._sums = Columns(
            self._added(),
            {column.ma for column in self._columns if column.counts},
        )
        self.found = self._find(self._lines, named)
        self._doubted: dict[int, int] = {}  # rows that may be parts of others, with those
        self._parts = self._unnumbered() if named != [] else {}
        left_out = {*self.found.totals, *self.found.below, *self.found.statistics}
        self.kept = [number for number in range(len(rows)) if number not in left_out]
        self._say_below()

    def _added(self) -> set[str]:
        """Return the columns whose figures are added up; those that may be rates only where there are no others."""
        added = [column for column in self._columns if column.adds]
        sure = {column.ma for column in added if not column.may_be_rates}
        return sure or {column.ma for column in added}

    def _find(self, lines: Sequence[SourceLine], named: Sequence[str] | None) -> FoundTotals:
        totalled = bool(self.bang.dong_tong or self.bang.tong_nhom)
        return find(lines, self._sums, str(self.bang.dong_tong or ""), totalled, named)

    def _unnumbered(self) -> dict[int, int]:
        """Return rows without a number that are parts of the row above them, where a total of the source proves it.

        Where none does they are doubts.
        """
        named = None if self.bang.hang_tong is None else [str(name) for name in self.bang.hang_tong]
        others = {*self.found.totals, *self.found.statistics, *self.found.below}
        parts = parts_of_rows(self._lines, self._sums.added, others.__contains__)
        numbers = [source.number for source in self.rows]
        parts |= dotted_parts(self._lines, numbers, self._sums.added, others.__contains__)
        if not parts:
            return {}
        lines = [line._replace(figures={}) if row in parts else line for row, line in enumerate(self._lines)]
        found = self._find(lines, named)
        if self._adds_up(found, lines) and not self._adds_up(self.found, self._lines):
            self.found, self._lines = found, lines
            return parts
        for owner in set(parts.values()):
            self.found.doubts.pop(owner, None)  # that it is a sum is said with its parts
        self.found.doubts |= dict.fromkeys(parts, "part")
        self._doubted = parts
        return {}

    def _adds_up(self, found: FoundTotals, lines: Sequence[SourceLine]) -> bool:
        """Return whether the rows have a total of their own that is the sum of all of them."""
        whole = next((row for row in found.totals if found.is_whole(row)), None)
        given = {} if whole is None else lines[whole].figures
        added = [ma for ma in given if ma in self._sums.added]
        for ma in added:
            total = sum((lines[row].figures.get(ma, Decimal(0)) for row in found.data), Decimal(0))
            if not same(given[ma], total):
                return False
        return bool(added)

    def place_totals(self, table: Table) -> None:
        """Give each total of the source to the table or to its group; log the others, and note doubts."""
        for part, owner in self._parts.items():
            self.rows[part].row.part_of = self.rows[owner].row
        whole = [row for row in self.found.totals if self.found.is_whole(row)]
        table.totals_given = [self.rows[row].row for row in whole]
        if whole and self.bang.dong_tong is None:
            self.bang.dong_tong = DataText(self._lines[whole[0]].label.strip(" :"))
        groups = {frozenset(rows): group for group, rows in _rows_of(table.children)}
        for row, over in self.found.totals.items():
            if row in whole:
                continue
            group = groups.get(frozenset(self.rows[number].row for number in over))
            if group is not None:
                group.given.append(self.rows[row].row)
            else:
                self._say_of_no_group(row, sorted(over))
        if self.bang.tong_nhom is None and any(group.given for group, _ in _rows_of(table.children)):
            self.bang.tong_nhom = True
        table.doubts += self._doubts(table.columns)

    def place_in(self, group: Group, table: Table) -> None:
        """Give the totals of all rows, which are one group, to it; log the others, and note doubts."""
        for part, owner in self._parts.items():
            self.rows[part].row.part_of = self.rows[owner].row
        for row, over in self.found.totals.items():
            if self.found.is_whole(row):
                group.given.append(self.rows[row].row)
            else:
                self._say_of_no_group(row, sorted(over))
        if self.bang.tong_nhom is None and group.given:
            self.bang.tong_nhom = True
        table.doubts += self._doubts(table.columns)

    def _line(self, number: int) -> SourceLine:
        source = self.rows[number]
        figures = {}
        for column in self._columns:
            value = column.values.get(number)
            if value is not None and not self._is_part(number, column):
                figures[column.ma] = value
        filled = sum(value not in (None, "") for value in source.values)
        slips = any(number in column.slips for column in self._columns)
        first = next((value for value in source.values if value not in (None, "")), "")
        counted = source.numbered and _COUNTED.fullmatch(str(first).strip()) is not None
        return SourceLine(label_of(source.values), figures, filled, source.numbered, source.heading, slips, counted)

    def _is_part(self, number: int, column: _ColumnFigures) -> bool:
        """Return whether the figure of a row is part of one above it, which is counted already."""
        owner = self.rows[number].part_of
        while owner is not None and owner not in column.values:
            owner = self.rows[owner].part_of
        return owner is not None

    @property
    def labels(self) -> list[str]:
        """What the rows call themselves."""
        return [line.label for line in self._lines]

    @cached_property
    def _labels(self) -> list[str]:
        """The labels of the total rows found, as `hang_tong` writes them."""
        return list(dict.fromkeys(self._lines[row].label for row in self.found.totals))

    def _say(self, code: str, row: int, message: str, remedy: str = "") -> None:
        self.log.say(code, self.rows[row].at(), message, remedy)

    def _say_below(self) -> None:
        for row in self.found.parts:
            said = f"dòng “{self._lines[row].label}” đứng dưới dòng tổng: không được in, không được cộng"
            self._say("SL039", row, said)
        self._say_statistics([row for row in self.found.statistics if row not in self.found.wrong])
        for row, above in self.found.wrong.items():
            said = f"{self._named([row])} {self._contradicted(row, above)}: không cộng vào tổng, không in"
            self._say("SL043", row, said, _WRONG_STATISTIC)
        silent = [row for row in self.found.below if row not in self.found.parts]
        if silent:
            self._say("DL036", silent[0], f"{len(silent)} dòng phía dưới dòng tổng của bảng không được đọc.",
                      "Cần in thì viết vào nội dung văn bản, dưới bảng.")  # fmt: skip

    def _say_statistics(self, rows: Sequence[int]) -> None:
        """Log the rows left out that are what they say of other rows, or add up what was before them."""
        running = [row for row in rows if self._kind(row) == RUNNING]
        others = [row for row in rows if row not in running]
        if others:
            said = f"{self._named(others)} là số bình quân, cao nhất hay thấp nhất của các hàng khác"
            self._say("SL043", others[0], f"{said}: không cộng vào tổng, không in", _STATISTIC)
        if running:
            said = f"{self._named(running)} là số lũy kế: không cộng vào tổng, không in"
            self._say("SL043", running[0], said, _STATISTIC)

    def _kind(self, row: int) -> str:
        said = statistic(self._lines[row].label)
        return said.kind if said else ""

    def _contradicted(self, row: int, above: Sequence[int]) -> str:
        """Return the figure that a row has, and the one that it should have of the rows it is a statistic of."""
        for column in self._columns:
            given, values = column.values.get(row), [column.values[item] for item in above if item in column.values]
            if given is None or not column.counts or not values:
                continue
            right = computed(self._kind(row), values)
            if not same(given, right):
                return f"ghi {so(given)}, tính từ {len(values)} hàng phía trên được {so(right)}"
        return "không khớp với các hàng phía trên"

    def _say_of_no_group(self, row: int, over: Sequence[int]) -> None:
        """Log a total of rows that are not a group: that it is wrong, or right and not printed."""
        label = self._lines[row].label
        for column in self._columns:
            given = column.values.get(row)
            if given is None or column.ma not in self._sums.added:
                continue
            total = sum((column.values[number] for number in over if number in column.values), Decimal(0))
            if not same(given, total):
                said = f"dòng “{label}” của nguồn ghi {so(given)}, "
                filled = [number for number in over if column.ma in self._lines[number].figures]
                said += f"cộng {len(filled)} hàng phía trên được {so(total)}"
                where = self.rows[row].row.cells[column.ma].where(self.log)
                self.log.say("SL003", where, said)
                return
        added = [number for number in over if self._lines[number].figures]
        self._say("SL038", row, f"dòng “{label}” là tổng của {len(added)} hàng phía trên: không in, không cộng lại")

    def _contradicted_parts(self, columns: Sequence[Cot]) -> list[Finding]:
        """Return a finding for each row that its parts contradict; these are doubts no longer."""
        added = [column.ma for column in self._columns if column.adds and not column.may_be_rates]
        unit = next((str(cot.ma) for cot in columns if cot.ten and identifier(cot.ten[-1]) in UNIT_HEADS), "")
        rows = [self._part_row(number, unit) for number in range(len(self.rows))]
        found = []
        for each in contradictions(rows, self._owners(), added):
            twice = any(self._doubted.get(part) == each.owner for part in each.parts)
            for part in [part for part, owner in self._doubted.items() if owner == each.owner]:
                self.found.doubts.pop(part, None)
            where = self.rows[each.owner].row.cells[each.ma].where(self.log)
            numbers = any(line.numbered for line in self._lines)
            found.append(Finding.of("SL055", where, each.said(rows, twice=twice), each.remedy(rows, numbers=numbers)))
        return found

    def _owners(self) -> dict[int, int]:
        """Return the rows of data that are parts of others, with those."""
        kept = set(self.kept)
        owners = {number: source.part_of for number, source in enumerate(self.rows) if source.part_of is not None}
        owners |= self._parts | self._doubted
        return {part: owner for part, owner in owners.items() if {part, owner} <= kept}

    def _part_row(self, number: int, unit: str) -> PartRow:
        cell = self.rows[number].row.cells.get(unit)
        figures = {column.ma: column.values[number] for column in self._columns if number in column.values}
        named = " ".join(str(cell.value or "").split()).lower() if cell else ""
        return PartRow(self.rows[number].number, self._lines[number].label, named, figures)

    def _doubts(self, columns: Sequence[Cot]) -> list[Finding]:
        """Return a finding for each doubtful row; one for all statistics, and one for all parts of rows."""
        contradicted = self._contradicted_parts(columns)
        statistics = [row for row, why in self.found.doubts.items() if why == "statistic"]
        parts = [row for row, why in self.found.doubts.items() if why == "part"]
        found = [self._doubt(row, why) for row, why in self.found.doubts.items() if why not in ("statistic", "part")]
        found += contradicted
        if parts:
            found.append(self._doubted_parts(sorted(parts)))
        if statistics:
            what = "lũy kế" if self._kind(statistics[0]) == RUNNING else "bình quân, cao nhất hay thấp nhất"
            said = f"{self._named(statistics)} tự gọi là số {what}: đang được cộng vào tổng"
            remedy = "Bỏ hàng ấy khỏi bảng (cần in thì viết vào nội dung văn bản); "
            remedy += f"là số liệu thì thêm vào bảng: hang_tong = {toml_value(self._labels)}."
            found.append(Finding.of("SL043", self.rows[statistics[0]].at(), said, remedy))
        return found

    def _doubted_parts(self, rows: Sequence[int]) -> Finding:
        sure = any(says_part(self._lines[row].label) for row in rows)
        what = "là một phần của hàng trên" if sure else "không có số thứ tự, có lẽ là một phần của hàng trên"
        said = f"{self._named(rows)} {what}: đang được cộng hai lần vào tổng"
        remedy = "Bỏ hàng ấy, hoặc chuyển số của nó sang một cột riêng."
        if isinstance(self.bang.nguon, Grid) and any(line.numbered for line in self._lines):
            remedy = ("Là phần của hàng trên thì ghi dấu “-” vào cột TT của hàng ấy: vẫn in, không cộng lại; "
                      "là số liệu thì ghi số thứ tự.")  # fmt: skip
        return Finding.of("SL037", self.rows[rows[0]].at(), said, remedy)

    def _named(self, rows: Sequence[int]) -> str:
        """Return what rows call themselves; of many, the first few."""
        names = list(dict.fromkeys(f"“{self._lines[row].label}”" for row in rows))
        listed = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
        return f"{'hàng' if len(names) == 1 else 'các hàng'} {listed}"

    def _doubt(self, row: int, why: str) -> Finding:
        label = self._lines[row].label
        if why == "head":
            said = f"hàng “{label}” đúng bằng tổng các hàng dưới nó: nếu là tên nhóm thì đang được cộng hai lần"
            remedy = ("Là tên nhóm thì đánh số ở cột TT: I, II cho tên nhóm, 1, 2 cho các hàng của nhóm; "
                      f"là số liệu thì thêm vào bảng: hang_tong = {toml_value(self._labels)}.")  # fmt: skip
            return Finding.of("SL037", self.rows[row].at(), said, remedy)
        if why == "nameless":
            said = f"hàng không tên này đang được cộng vào tổng{self._against_sum(row)}: là dòng tổng hay là số liệu?"
            remedy = "Là dòng tổng thì ghi “Tổng cộng” vào hàng ấy và sửa cho đúng; là số liệu thì ghi tên hàng."
            return Finding.of("SL037", self.rows[row].at(), said, remedy)
        if not label:
            said = "hàng không tên này đúng bằng tổng các hàng khác: nếu là dòng tổng thì đang được cộng hai lần"
            remedy = "Là dòng tổng thì ghi “Tổng cộng” vào hàng ấy; là số liệu thì ghi tên hàng."
            return Finding.of("SL037", self.rows[row].at(), said, remedy)
        if why == "says":
            where = "phía trên" if row else "phía dưới"
            said = f"hàng “{label}” tự gọi là tổng mà không bằng tổng các hàng {where}{self._against_sum(row)}: "
            said += "đang được cộng vào tổng"
        else:
            said = f"hàng “{label}” đúng bằng tổng các hàng khác: nếu là dòng tổng thì đang được cộng hai lần"
        with_it, without = toml_value([*self._labels, label]), toml_value(self._labels)
        remedy = f"Thêm vào bảng hang_tong = {with_it} nếu là dòng tổng, hang_tong = {without} nếu là số liệu."
        return Finding.of("SL037", self.rows[row].at(), said, remedy)

    def _against_sum(self, row: int) -> str:
        """Return the figure of a row that may be a total, beside the sum of the rows above it, or below a first one."""
        over = [item for item in self.found.data if (item < row if row else item > row)]
        for column in self._columns:
            values = [column.values[item] for item in over if item in column.values]
            if column.adds and row in column.values and not same(column.values[row], sum(values, Decimal(0))):
                return f" (ghi {so(column.values[row])}, các hàng khác cộng được {so(sum(values, Decimal(0)))})"
        return ""


def say_unknown(bang: Bang, labels: Iterable[str], log: Log) -> None:
    """Log names of total rows that no row of the source has."""
    known = {identifier(label): label for label in labels}
    for name in bang.hang_tong or []:
        if identifier(name) not in known:
            likely = known.get(nearest(identifier(name), known), "")
            remedy = suggestion(likely, "Ghi đúng chữ của hàng ấy trong nguồn.")
            log.say("DL100", name.key, f"nguồn không có hàng tên “{name}”", remedy)


class _ColumnFigures:
    """The figures of a column, by row. `adds`: they can be added up (`may_be_rates`: if its head means sums); `counts`:
    the column has some kind of total, such as an average.
    """

    def __init__(self, column: Cot, bang: Bang, rows: Sequence[SourceRow], columns: Sequence[Cot]) -> None:
        self.ma = str(column.ma)
        self.values: dict[int, Decimal] = {}
        self.slips: set[int] = set()  # rows whose cell is no figure
        self.adds = self.counts = self.may_be_rates = False
        if column.numbering or column.kieu in ("chữ", "ngày"):
            return
        how = writing(column, bang)
        cells = {number: cell.value for number, source in enumerate(rows) if (cell := source.row.cells.get(self.ma))}
        read = {number: figure(value, how) for number, value in cells.items()}
        read = {number: value for number, value in read.items() if value not in (None, "")}
        values = {number: value for number, value in read.items() if isinstance(value, Decimal)}
        if not values or (not column.kieu and 2 * len(values) < len(read)):
            return
        self.values, self.slips = values, set(read) - set(values)
        texts = [value for value in cells.values() if isinstance(value, str)]
        clear = how.settled or has_decimal_commas(texts) or not any(map(two_ways, texts))
        said = said_of(column, str(bang.don_vi or ""))
        rates = column.kieu == "phần trăm" or said is Said.RATES or any(map(as_rate, cells.values()))
        self.may_be_rates = said is not Said.SUMS and column.tong != "cộng"
        added = column.tong in (None, "cộng") and not column.cong_thuc
        other = column.tong not in (None, "cộng", "không")
        named = says_codes(column) or has_day_beside(column, columns) or any(map(is_padded, texts))
        named = named or names_rows(column, columns, [source.row for source in rows])
        codes = not column.kieu and not column.tong and named
        years = says_years(column) and all(value in YEARS for value in values.values())
        whole = len(values) == len(read) and not years
        self.adds = clear and added and whole and not codes and (column.tong == "cộng" or not rates)
        self.counts = self.adds or (clear and other and whole)


def _rows_of(children: Sequence[Group | Row]) -> Iterable[tuple[Group, list[Row]]]:
    """Yield every group with the rows in it, those of groups inside too."""
    for child in children:
        if isinstance(child, Group):
            yield child, list(rows_in(child.children))
            yield from _rows_of(child.children)
