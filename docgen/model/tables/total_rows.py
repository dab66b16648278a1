"""Which rows of a source are totals of its other rows, and what comes below the last of them.

A row that says so (Tổng cộng, Cộng (I), Total) and equals the sum of the rows above it, of all of them or of the last
few, is a total; docgen computes totals itself and compares. A row that only says so, or only equals one, is a doubt.
Where the table names its total rows (`hang_tong`), those and no others are totals. Rows that are another statistic of
the rows (`statistic_rows`) are neither totals nor data.

Hides: the sums of rows; `total_words` knows what their words say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from docgen.model.fields import identifier
from docgen.model.tables.figure import same, significant_digits
from docgen.model.tables.row_sums import RowSums
from docgen.model.tables.statistic_rows import RUNNING, agrees, has_grades, statistic
from docgen.model.tables.total_words import OPENING, is_exact, says_total, says_whole

_PART = re.compile(r"[-+*•–\s]*trong đó\b")
_OF_ALL = re.compile(r"(?:toàn|cả|chung|(?:lũy|luỹ) kế)\b")  # toàn tỉnh, cả nước
_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?")
_MANY_DIGITS = 5  # that agree: a row with a number of its own is hardly ever a total
_SMALL = 100  # below it the sum of only two figures is met by chance
_TELLING = 10  # a sum in one column proves nothing when it is smaller: 1, 2, 3 are three figures as well


class SourceLine(NamedTuple):
    """A row of a source: its first words, its figures by column, and how it stands among the others.

    `filled` is the number of its cells that are not empty; `numbered`: it has a number of its own, `counted`: one as 1,
    2, 3; `heading`: it heads a group; `slips`: one of its cells in a column of figures is not a figure.
    """

    label: str
    figures: Mapping[str, Decimal]
    filled: int
    numbered: bool
    heading: bool
    slips: bool = False
    counted: bool = False

    @property
    def words(self) -> int:
        """The number of its cells that are neither a figure nor its number."""
        return self.filled - len(self.figures) - self.numbered


class Columns(NamedTuple):
    """The columns whose figures are added up, and all whose figures are totalled in some way."""

    added: Set[str]
    totalled: Set[str]


@dataclass
class FoundTotals:
    """What the rows of a source are, by their number.

    `totals` are total rows with the rows each one totals; `below` are the rows after the last total, `parts` those of
    them that have figures; `statistics` are averages and the like of other rows, `wrong` those of them with another
    figure, each with the rows it is of; `doubts` may be totals ("says", "equals", "nameless"), parts of the row above
    them ("part"), heads of the rows below them ("head") or statistics ("statistic").
    """

    totals: dict[int, frozenset[int]] = field(default_factory=dict)
    below: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    statistics: list[int] = field(default_factory=list)
    wrong: dict[int, list[int]] = field(default_factory=dict)
    doubts: dict[int, str] = field(default_factory=dict)
    data: list[int] = field(default_factory=list)

    def is_whole(self, row: int) -> bool:
        """Return whether a total row totals all rows of data."""
        return self.totals[row] == frozenset(self.data)


def find(
    lines: Sequence[SourceLine], columns: Columns, own: str, totalled: bool, named: Sequence[str] | None
) -> FoundTotals:
    """Return what the rows of a source are.

    `own` is what the table calls its total, `totalled` whether it has totals; `named` are the labels of total rows
    where the table gives them.
    """
    finder = _Finder(lines, columns, own, totalled, named)
    found = finder.found()
    if named is not None or totalled:
        return found
    if not any(map(found.is_whole, found.totals)):
        finder.only_groups = True  # nothing is added up: rows that look like totals print as they are
        found = finder.found()
        if not found.totals:
            found.data = sorted([*found.data, *found.statistics])
            found.doubts |= dict.fromkeys(found.statistics, "statistic")
            found.statistics, found.wrong = [], {}
            return found
    finder.only_groups, finder.totalled = False, True  # a source with a total adds up
    return finder.found()


class _Finder:
    def __init__(
        self, lines: Sequence[SourceLine], columns: Columns, own: str, totalled: bool, named: Sequence[str] | None
    ) -> None:
        self.lines, self.columns, self.own, self.totalled = lines, columns.added, own, totalled
        self.counted = columns.totalled
        self.named = None if named is None else {identifier(name) for name in named}
        said = {row: statistic(line.label) for row, line in enumerate(lines) if line.figures and self.named != set()}
        self.statistics = {row: each for row, each in said.items() if each}
        if self.statistics and has_grades(line.label for line in lines):
            self.statistics = {row: each for row, each in self.statistics.items() if not each.grade}
        self.only_groups = False
        self.end = max((row for row in range(len(lines)) if self._may_end(row)), default=-1)
        self.tail = self.end  # the first of the total rows that the figures end with
        while self.tail > 1 and self._exact(self.tail - 1) and self._exact(self.tail):
            self.tail -= 1

    def found(self) -> FoundTotals:
        """Return what the rows are; the first may be the total of those below it."""
        if len(self.lines) > 1 and self._may_be_first():
            found, sums = self._read(1)
            sure = self._exact(0) or self.named is not None
            if found.data and (sure or self._equals(0, sums.since(0))):
                found.totals[0] = frozenset(found.data)
                return found
        found, sums = self._read(0)
        if found.data[:1] == [0] and self.named is None and len(found.data) > 2:
            own = self.lines[0].figures
            rest = {ma: value - own.get(ma, Decimal(0)) for ma, value in sums.since(0).items()}
            if self._evident(0, rest, found.data[1:]):
                found.doubts[0] = "equals"
            elif self._names_whole(0) or self._says(0):
                found.doubts[0] = "says"
        if not found.doubts and self.named is None:
            found.doubts = dict.fromkeys(self._heads(found.data), "head")
        return found

    def _heads(self, data: Sequence[int]) -> list[int]:
        """Return the rows that are each the sum of those below, up to the next such row; none if a row is left over."""
        heads, place, several = [], 0, False
        while place < len(data):
            sums, end = RowSums(), place + 1
            while end < len(data) and not (sums.rows and self._fits(data[place], sums)):
                sums.add(data[end], self.lines[data[end]].figures)
                end += 1
            if not sums.rows or not self._fits(data[place], sums):
                return []
            heads.append(data[place])
            several = several or len(sums.rows) > 1
            place = end
        telling = any(self._telling(row, set(self.lines[row].figures) & self.columns) for row in heads)
        return heads if several and len(heads) > 1 and telling else []

    def _fits(self, row: int, sums: RowSums) -> bool:
        wanted = {ma for ma in self.lines[row].figures if ma in self.columns}
        return bool(wanted) and any(self.lines[row].figures.values()) and self._equals(row, sums.since(0))

    def _read(self, first: int) -> tuple[FoundTotals, RowSums]:
        """Return what the rows from `first` on are, and the sums of those that are data."""
        found, sums = FoundTotals(), RowSums()
        marks = [0]  # from which rows of data on a total may add up: after headings and totals
        heads: set[int] = set()  # those of them where groups begin
        ends: list[int] = []  # after statistics
        for row in range(first, len(self.lines)):
            line = self.lines[row]
            if line.heading and (line.numbered or not self._exact(row)):
                marks.append(len(sums.rows))
                heads.add(len(sums.rows))
                continue
            start = self._total_since(row, sums, marks, heads)
            if start is not None:
                found.totals[row] = frozenset(sums.rows[start:])
                marks.append(len(sums.rows))
                continue
            if row in self.statistics and self._is_statistic(row, sums, {*marks, *ends}):
                found.statistics.append(row)
                ends.append(len(sums.rows))
                continue
            if self.named is None and self._must_be_statistic(row, sums):
                found.statistics.append(row)
                found.wrong[row] = sums.rows[marks[-1] if marks[-1] < len(sums.rows) else 0 :]
                ends.append(len(sums.rows))
                continue
            if self.named is None:
                self._doubt(row, sums, marks, found)
            sums.add(row, line.figures)
        found.data = list(sums.rows)
        for row in [row for row, why in found.doubts.items() if why == "statistic" and self._is_counted(row, found)]:
            del found.doubts[row]
        self._cut_below(found)
        return found, sums

    def _total_since(self, row: int, sums: RowSums, marks: Sequence[int], heads: Set[int]) -> int | None:
        """Return the place of the row of data from which on a row is the total; None when it is not a total."""
        if not self._says(row):
            return None
        starts = [start for start in sorted(set(marks), reverse=True) if start < len(sums.rows)]
        if not starts:
            return None
        line = self.lines[row]
        if not line.figures:
            return 0 if self._exact(row) and (line.filled == 1 or line.slips) and row >= self.end else None
        exact = next((start for start in starts if self._equals(row, sums.since(start))), None)
        if exact is not None and self.only_groups and exact not in heads:
            exact = None
        if exact is None and self._insists(row):
            return min(starts, key=lambda start: self._distance(row, sums.since(start)))
        return exact

    def _is_statistic(self, row: int, sums: RowSums, starts: Set[int]) -> bool:
        said = self.statistics.get(row)
        if said is None or self._exact(row) or (said.grade and not self._closes(row)):
            return False
        if said.kind == RUNNING:
            return bool(sums.rows)  # without rows above it is what they begin from
        figures = [self.lines[number].figures for number in sums.rows]
        return any(agrees(said, self.lines[row].figures, figures[start:], self.counted) for start in starts)

    def _must_be_statistic(self, row: int, sums: RowSums) -> bool:
        """Return whether a row is a statistic by its words alone: with another figure too, it is not data."""
        said = self.statistics.get(row)
        if said is None or not said.sure or self._exact(row) or len(sums.rows) < 2:
            return False
        return self._closes(row) and bool(self.counted & set(self.lines[row].figures))

    def _may_be_average(self, row: int, sums: RowSums) -> bool:
        """Return whether a row of another figure says "TB", which is a grade as well, where no row is a grade."""
        said = self.statistics.get(row)
        if said is None or not (said.grade and said.plain) or said.name or len(sums.rows) < 2:
            return False
        return self._closes(row) and bool(self.columns & set(self.lines[row].figures))

    def _is_counted(self, row: int, found: FoundTotals) -> bool:
        """Return whether a total of the source is right only with this row among its rows."""
        for total, over in found.totals.items():
            sums = RowSums()
            for part in over:
                sums.add(part, self.lines[part].figures)
            if row in over and self._equals(total, sums.since(0)):
                return True
        return False

    def _closes(self, row: int) -> bool:
        """Return whether no data come before the next heading or total."""
        for below in range(row + 1, len(self.lines)):
            line = self.lines[below]
            if line.heading or self._says(below):
                return True
            if line.figures and below not in self.statistics:
                return False
        return True

    def _doubt(self, row: int, sums: RowSums, marks: Sequence[int], found: FoundTotals) -> None:
        """Note why a row of data may be something else."""
        line = self.lines[row]
        if not line.figures:
            return
        if _PART.match(line.label.lower()):
            found.doubts[row] = "part"
        elif self._says(row) and sums.rows:
            found.doubts[row] = "says"
        elif any(self._evident(row, sums.since(start), sums.rows[start:]) for start in {marks[-1], 0}):
            found.doubts[row] = "equals"
        elif sums.rows and self._names_whole(row):
            found.doubts[row] = "says"
        elif self._may_be_average(row, sums):
            found.doubts[row] = "statistic"
        elif sums.rows and self._alone_has_no_name(row):
            found.doubts[row] = "nameless"

    def _cut_below(self, found: FoundTotals) -> None:
        """Take the rows after the last total out of the data: amounts in words, notes, names of signers."""
        last = max(found.totals, default=-1)
        below = range(last + 1, len(self.lines))
        if last > 0:
            more = [row for row in below if row in self.statistics and self.statistics[row].sure]
            found.statistics = sorted({*found.statistics, *more})
            found.data = [row for row in found.data if row not in more]
            for row in more:
                found.doubts.pop(row, None)
        tail = [row for row in below if row not in found.statistics]
        if last < 1 or not tail or any(self.lines[row].numbered for row in tail):
            return
        parts = [row for row in tail if self.lines[row].figures]
        if parts and not _PART.match(self.lines[tail[0]].label.lower()):
            return
        found.below, found.parts = tail, parts
        found.data = [row for row in found.data if row < last]
        for row in tail:
            found.doubts.pop(row, None)

    # What a row says

    def _may_end(self, row: int) -> bool:
        line = self.lines[row]
        if row in self.statistics and self.statistics[row].sure:
            return False
        return bool(line.figures) or ((line.filled == 1 or line.slips) and is_exact(line.label, self.own))

    def _exact(self, row: int) -> bool:
        label = self.lines[row].label
        if self.named is not None:
            return identifier(label) in self.named
        return is_exact(label, self.own)

    def _says(self, row: int) -> bool:
        if self._exact(row):
            return True
        return self.named is None and says_total(self.lines[row].label)

    def _names_whole(self, row: int) -> bool:
        """Return whether a row has nothing but figures and the name of what all rows are of: "Toàn tỉnh"."""
        line = self.lines[row]
        return says_whole(line.label) and line.words == 1 and bool(self.columns & set(line.figures))

    def _alone_has_no_name(self, row: int) -> bool:
        """Return whether a row is the last with figures and the only one that has no name."""
        line = self.lines[row]
        if _has_name(line.label) or line.numbered or row != self.end or not self.columns & set(line.figures):
            return False
        others = [other.label for number, other in enumerate(self.lines) if other.figures and number != row]
        return len(others) > 1 and all(map(_has_name, others))

    def _insists(self, row: int) -> bool:
        """Return whether a row is a total even if it does not add up (which is then an error)."""
        if self.named is not None:
            return True
        if self.only_groups:
            return False
        if self._exact(row):
            return self.totalled or row >= self.tail
        line = self.lines[row]
        if line.counted:  # "2. Tổng số lượt nội trú" is an indicator of its own, or asked about
            return False
        return self.totalled and says_total(line.label) and OPENING.match(line.label.lower()) is not None

    def _may_be_first(self) -> bool:
        line = self.lines[0]
        if line.heading and line.numbered:
            return False
        return self._exact(0) or (self._says(0) and self.totalled and bool(line.figures))

    # What it adds up to

    def _equals(self, row: int, sums: Mapping[str, Decimal]) -> bool:
        figures = {ma: value for ma, value in self.lines[row].figures.items() if ma in self.columns}
        return bool(figures) and all(same(value, sums.get(ma, Decimal(0))) for ma, value in figures.items())

    def _evident(self, row: int, sums: Mapping[str, Decimal], above: Sequence[int]) -> bool:
        """Return whether a row that says nothing equals a sum by more than chance."""
        wanted = {ma for ma, value in sums.items() if value and ma in self.columns}
        figures = self.lines[row].figures
        if not wanted or not wanted <= set(figures) or not self._equals(row, sums):
            return False
        adding = [number for number in above if any(self.lines[number].figures.get(ma) for ma in wanted)]
        if self.lines[row].counted and not _OF_ALL.match(self.lines[row].label.lower()):
            return len(adding) > 1 and significant_digits(figures[ma] for ma in wanted) >= _MANY_DIGITS
        if len(adding) == 2 and len(wanted) == 1 and self._is_named_as_others(row):
            return abs(figures[next(iter(wanted))]) >= _SMALL  # 6, 6, 12
        return len(adding) > 1 and self._telling(row, wanted)

    def _is_named_as_others(self, row: int) -> bool:
        """Return whether nothing but its figures sets a row apart: none has a number, all have a name of their own."""
        named = [_has_name(line.label) and not line.numbered for line in self.lines if line.figures]
        return all(named) and not _OF_ALL.match(self.lines[row].label.lower())

    def _telling(self, row: int, columns: Set[str]) -> bool:
        """Return whether it can hardly be chance that a row is a sum in these columns."""
        return len(columns) > 1 or any(abs(self.lines[row].figures[ma]) >= _TELLING for ma in columns)

    def _distance(self, row: int, sums: Mapping[str, Decimal]) -> tuple[int, Decimal]:
        """Return how far a row is from a sum: in how many columns it differs, and by how much altogether."""
        differences = []
        for ma, value in self.lines[row].figures.items():
            total = sums.get(ma, Decimal(0))
            if ma in self.columns and not same(value, total):
                differences.append(abs(value - total))
        return len(differences), sum(differences, Decimal(0))


def _has_name(label: str) -> bool:
    return any(map(str.isalpha, label)) or _DAY.fullmatch(label.strip()) is not None
