"""The rows of a source sorted: data, totals that the source has itself, and what stands under them.

Promise: no row of a source is left out, and none counted twice, without a finding. A total that its source has is
compared with the one that docgen computes, of the whole table or of its group; a total of other rows is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from docgen import vietnamese
from docgen.finding import At, Finding, nearest, suggestion
from docgen.model.digits import YEARS, has_day_beside, is_padded, says_codes, says_years
from docgen.model.fields import DataText, Log, identifier, toml_value
from docgen.model.figure import as_rate, figure, has_decimal_commas, same, says_rates, two_ways, writing
from docgen.model.table import Bang, Cot, Group, Row, Table, rows_in
from docgen.model.total_rows import Columns, FoundTotals, SourceLine, find, label_of
from docgen.model.unnumbered import parts_of_rows, says_part
from docgen.sources import Grid

_MOST_NAMED = 5  # rows that a finding names
_STATISTIC = (
    "Cần in thì viết vào nội dung văn bản, dưới bảng, rồi bỏ hàng ấy khỏi bảng; là số liệu thì đổi tên hàng cho rõ."
)


class SourceRow(NamedTuple):
    """A row of a source: its cells by column, and all values of the source's row in order.

    `heading`: it heads a group; `numbered`: it has a number of its own; `part_of` is the place, among these rows, of
    the row whose figures contain its own.
    """

    row: Row
    values: Sequence[object]
    at: At
    heading: bool
    numbered: bool
    part_of: int | None = None


class SortedRows:
    """Sorts the rows of one table. `kept` are the numbers of the rows of data, headings among them."""

    def __init__(self, bang: Bang, columns: Sequence[Cot], rows: Sequence[SourceRow], log: Log) -> None:
        self.bang, self.rows, self.log = bang, rows, log
        self._columns = [_Figures(column, bang, rows, columns) for column in columns]
        self._lines = [self._line(number) for number in range(len(rows))]
        named = None if bang.hang_tong is None else [str(name) for name in bang.hang_tong]
        self._sums = Columns(
            {column.ma for column in self._columns if column.adds},
            {column.ma for column in self._columns if column.counts},
        )
        self.found = self._find(self._lines, named)
        self._parts = self._unnumbered() if named != [] else {}
        left_out = {*self.found.totals, *self.found.below, *self.found.statistics}
        self.kept = [number for number in range(len(rows)) if number not in left_out]
        self._say_below()

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
        table.doubts += self._doubts()

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
        table.doubts += self._doubts()

    def _line(self, number: int) -> SourceLine:
        source = self.rows[number]
        figures = {}
        for column in self._columns:
            value = column.values.get(number)
            if value is not None and not self._is_part(number, column):
                figures[column.ma] = value
        filled = sum(value not in (None, "") for value in source.values)
        slips = any(number in column.slips for column in self._columns)
        return SourceLine(label_of(source.values), figures, filled, source.numbered, source.heading, slips)

    def _is_part(self, number: int, column: _Figures) -> bool:
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
        self.log.findings.append(Finding.of(code, self.rows[row].at(), message, remedy))

    def _say_below(self) -> None:
        for row in self.found.parts:
            said = f"dòng “{self._lines[row].label}” đứng dưới dòng tổng: không được in, không được cộng"
            self._say("SL039", row, said)
        if statistics := self.found.statistics:
            said = f"{self._named(statistics)} là số bình quân, cao nhất hay thấp nhất của các hàng khác"
            self._say("SL043", statistics[0], f"{said}: không cộng vào tổng, không in", _STATISTIC)
        silent = [row for row in self.found.below if row not in self.found.parts]
        if silent:
            self._say("DL036", silent[0], f"{len(silent)} dòng phía dưới dòng tổng của bảng không được đọc.",
                      "Cần in thì viết vào nội dung văn bản, dưới bảng.")  # fmt: skip

    def _say_of_no_group(self, row: int, over: Sequence[int]) -> None:
        """Log a total of rows that are not a group: that it is wrong, or right and not printed."""
        label = self._lines[row].label
        for column in self._columns:
            given = column.values.get(row)
            if given is None or not column.adds:
                continue
            total = sum((column.values[number] for number in over if number in column.values), Decimal(0))
            if not same(given, total):
                said = f"dòng “{label}” của nguồn ghi {_shown(given)}, "
                said += f"cộng {len(over)} hàng phía trên được {_shown(total)}"
                where = self.rows[row].row.cells[column.ma].where(self.log)
                self.log.findings.append(Finding.of("SL003", where, said))
                return
        self._say("SL038", row, f"dòng “{label}” là tổng của {len(over)} hàng phía trên: không in, không cộng lại")

    def _doubts(self) -> list[Finding]:
        """Return a finding for each doubtful row; one for all statistics, and one for all parts of rows."""
        statistics = [row for row, why in self.found.doubts.items() if why == "statistic"]
        parts = [row for row, why in self.found.doubts.items() if why == "part"]
        found = [self._doubt(row, why) for row, why in self.found.doubts.items() if why not in ("statistic", "part")]
        if parts:
            found.append(self._doubted_parts(sorted(parts)))
        if statistics:
            said = f"{self._named(statistics)} tự gọi là số bình quân, cao nhất hay thấp nhất: đang được cộng vào tổng"
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
        if not label:
            said = "hàng không tên này đúng bằng tổng các hàng khác: nếu là dòng tổng thì đang được cộng hai lần"
            remedy = "Là dòng tổng thì ghi “Tổng cộng” vào hàng ấy; là số liệu thì ghi tên hàng."
            return Finding.of("SL037", self.rows[row].at(), said, remedy)
        if why == "says":
            said = f"hàng “{label}” tự gọi là tổng mà không bằng tổng các hàng phía trên: đang được cộng vào tổng"
        else:
            said = f"hàng “{label}” đúng bằng tổng các hàng khác: nếu là dòng tổng thì đang được cộng hai lần"
        with_it, without = toml_value([*self._labels, label]), toml_value(self._labels)
        remedy = f"Thêm vào bảng hang_tong = {with_it} nếu là dòng tổng, hang_tong = {without} nếu là số liệu."
        return Finding.of("SL037", self.rows[row].at(), said, remedy)


def say_unknown(bang: Bang, labels: Iterable[str], log: Log) -> None:
    """Log names of total rows that no row of the source has."""
    known = {identifier(label): label for label in labels}
    for name in bang.hang_tong or []:
        if identifier(name) not in known:
            likely = known.get(nearest(identifier(name), known), "")
            remedy = suggestion(likely, "Ghi đúng chữ của hàng ấy trong nguồn.")
            log.say("DL100", name.key, f"nguồn không có hàng tên “{name}”", remedy)


class _Figures:
    """The figures of a column, by row. `adds`: they can be added up; `counts`: the column has some kind of total, such
    as an average.
    """

    def __init__(self, column: Cot, bang: Bang, rows: Sequence[SourceRow], columns: Sequence[Cot]) -> None:
        self.ma = str(column.ma)
        self.values: dict[int, Decimal] = {}
        self.slips: set[int] = set()  # rows whose cell is no figure
        self.adds = self.counts = False
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
        rates = (
            column.kieu == "phần trăm"
            or says_rates(column, str(bang.don_vi or ""))
            or any(map(as_rate, cells.values()))
        )
        added = column.tong in (None, "cộng") and not column.cong_thuc
        other = column.tong not in (None, "cộng", "không")
        named = says_codes(column) or has_day_beside(column, columns) or any(map(is_padded, texts))
        codes = not column.kieu and not column.tong and named
        years = says_years(column) and all(value in YEARS for value in values.values())
        whole = len(values) == len(read) and not years
        self.adds = clear and added and whole and not rates and not codes
        self.counts = self.adds or (clear and other and whole)


def _rows_of(children: Sequence[Group | Row]) -> Iterable[tuple[Group, list[Row]]]:
    """Yield every group with the rows in it, those of groups inside too."""
    for child in children:
        if isinstance(child, Group):
            yield child, list(rows_in(child.children))
            yield from _rows_of(child.children)


def _shown(value: Decimal) -> str:
    return vietnamese.so(value, 4, toi_da=True)
