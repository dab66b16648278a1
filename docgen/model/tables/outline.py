"""The outline of a sheet: which rows head groups, which are parts of another row, and the label printed for each.

A row is a heading only where that is certain: a row merged across most of the table, or a row with a title alone (and,
under A or I, the figures of its group, which are compared) over rows of a deeper level. Any other row with deeper rows
stays a row, and those are parts of it: its figures count, theirs are contained in them.

Labels are printed as the sheet has them; one out of turn is reported, with the one that is printed instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, zip_longest
from typing import NamedTuple

from docgen.finding import Findings
from docgen.model.tables.levels import TITLE_LABEL, Labelled, label_column, levels
from docgen.model.tables.table import Cell, Group, Row
from docgen.model.text.labels import CAPITAL, NUMBER, ROMAN, Label, follows
from docgen.sources import MOST_TOLD, Grid

_FIGURE = re.compile(r"\s*(?:[-+]?\d[\d.,]*\s*%?|[-–—])\s*")
_BULLETS = ("-", "–", "+", "*", "•")


class Outlined(NamedTuple):
    """What the outline says of a row.

    `level` counts from 0 (None: its label says none); `title` is the column of a heading's title; `label` is what is
    printed (None: docgen numbers the row); `part_of` is the row that this one is a part of.
    """

    level: int | None = None
    title: int | None = None
    label: str | None = None
    part_of: int | None = None


def outline(grid: Grid, rows: Sequence[int], labels: Labels) -> dict[int, Outlined]:
    """Return the outline of these rows of a sheet, which hold data, by number from 0."""
    found = levels(grid, rows)
    titles = _titles(grid, found)
    labelled = any(each.level is not None for each in found)
    numbered = any(each.level is not None and each.row not in grid.merged for each in found)
    owners: list[int] = []  # the last row of each level that is open
    outlined = {}
    for each in found:
        title, level = titles.get(each.row), each.level
        part_of = owners[level - 1] if level and level <= len(owners) else None
        if level is None and each.text in _BULLETS and owners:
            part_of = owners[-1]
        elif level is not None:
            owners[level:] = [each.row]
        elif title is not None:
            owners.clear()
        label = labels.printed(each, heading=title is not None) if labelled else None
        if title is None and not numbered:
            label = None
        if part_of in titles:
            part_of = None
        outlined[each.row] = Outlined(level, title, label, part_of)
    return outlined


def _titles(grid: Grid, found: Sequence[Labelled]) -> dict[int, int]:
    """Return the rows that head a group, with the column of their title."""
    column = label_column(grid)
    titles = dict(grid.merged)
    labelled = [each for each in found if each.level is not None]
    for each, below in pairwise(labelled):
        if each.row in titles or (below.level or 0) <= (each.level or 0):
            continue
        filled = [at for at, value in enumerate(grid.rows[each.row]) if value is not None and at != column]
        words = [at for at in filled if _is_word(grid.rows[each.row][at])]
        group = any(label.style in (ROMAN, CAPITAL) for label in each.readings)
        if len(words) == 1 and (group or len(filled) == 1):
            titles[each.row] = words[0]
    return titles


def _is_word(value: object) -> bool:
    return isinstance(value, tuple | date) or (isinstance(value, str) and not _FIGURE.fullmatch(value))


@dataclass
class _LabelPlace:
    """The last label of a level: as typed, and with the numbers printed."""

    typed: Sequence[Label]
    number: int
    printed: tuple[int, ...]


@dataclass
class Labels:
    """Gives the rows of a sheet, in order, the labels they are printed with; `findings` are on those out of turn.

    `through` is whether numbers go on from group to group (None: as the sheet has them). With `as_typed` labels are
    printed unchanged.
    """

    grid: Grid
    through: bool | None = None
    as_typed: bool = False
    findings: Findings = field(default_factory=Findings)
    _open: list[_LabelPlace] = field(default_factory=list)
    _last_group: _LabelPlace | None = None

    def printed(self, each: Labelled, *, heading: bool) -> str | None:
        """Return the label of a row; None for a heading without one, which docgen numbers."""
        if each.level is None:
            if not heading:
                return each.text
            self._open = []
            return None
        counted = not heading and each.readings[0].style == NUMBER and not each.readings[0].above
        before = self._open[each.level] if each.level < len(self._open) else None
        if before is None and counted:
            before = self._going_on(each.readings[0])
        number = before.number + 1 if before else 1
        above = self._above(each)
        right = self._right(each.readings, number, above, before) and not each.lost_dot
        same = any((label.number, label.above) == (number, above) for label in each.readings) and not each.lost_dot
        text = each.text
        if not same and not self.as_typed:
            text = each.readings[0].at(number, above)
        here = _LabelPlace(each.readings, number, (*above, number))
        self._open[each.level :] = [here]
        if counted:
            self._last_group = here
        if not right and not (self.as_typed or (counted and self.through is not None and text != each.text)):
            self._say(each, text)
        return text

    def _above(self, each: Labelled) -> tuple[int, ...]:
        """Return the numbers printed above a row's own: 1 for 1.10, whatever was typed for it."""
        before = self._open[each.level] if each.level is not None and each.level < len(self._open) else None
        if before and len(before.printed) > 1:
            return before.printed[:-1]
        parent = self._open[each.level - 1] if each.level and each.level <= len(self._open) else None
        return parent.printed if parent and each.readings[0].above else each.readings[0].above

    def _right(self, found: Sequence[Label], number: int, above: tuple[int, ...], before: _LabelPlace | None) -> bool:
        typed = {(label.style, label.latin): label.number for label in before.typed} if before else {}
        return any(
            len(label.above) == len(above) and follows(label.number, number, typed.get((label.style, label.latin), 0))
            for label in found
        )

    def _going_on(self, label: Label) -> _LabelPlace | None:
        """Return the last label of the group before, if its numbers go on here."""
        last = self._last_group
        goes_on = last is not None and label.number == last.typed[0].number + 1
        return last if self.through or (self.through is None and goes_on) else None

    def _say(self, each: Labelled, printed: str) -> None:
        if len(self.findings) == MOST_TOLD:
            return
        column = label_column(self.grid)
        merged = self.grid.merged.get(each.row)
        at = merged if column is None or merged == column else column
        letter = self.grid.letters[at or 0]
        self.findings.say(
            "DL074", self.grid.where(each.row, at or 0), f"ô này ghi “{each.text}”, sẽ in “{printed}”",
            f'Sửa số trong bảng nguồn; muốn in đúng số của nguồn thì khai cột ấy với cot_nguon = "{letter}".',
        )  # fmt: skip


class _OpenGroup(NamedTuple):
    """A group that rows may still be added to; `labelled` whether a label gives its level."""

    level: int
    children: list[Group | Row]
    labelled: bool = False


def grouped(rows: Sequence[tuple[int, Row]], found: Mapping[int, Outlined], grid: Grid) -> list[Group | Row]:
    """Return rows, each with its number in the sheet, under their heading rows. A heading over nothing stays a row."""
    children: list[Group | Row] = []
    open_: list[_OpenGroup] = [_OpenGroup(-1, children)]
    by_number = dict(rows)
    for (number, row), (after, _) in zip_longest(rows, rows[1:], fillvalue=(-1, Row({}))):
        here, below = found[number], found.get(after)
        row.label, row.part_of = here.label, by_number.get(-1 if here.part_of is None else here.part_of)
        level = here.level or 0
        while open_[-1].level >= level and (here.title is not None or (here.level is not None and open_[-1].labelled)):
            open_.pop()
        over_nothing = below is None or (below.title is not None and (below.level or 0) <= level)
        if here.title is None or over_nothing:
            open_[-1].children.append(row)
            continue
        text = TITLE_LABEL.sub("", str(grid.rows[number][here.title]), count=1).strip()
        title = Cell(text, (grid, number, here.title))
        beside = {label_column(grid), here.title}
        own = {ma: cell for ma, cell in row.cells.items() if cell.value is not None and cell.origin[2] not in beside}
        group = Group(title, given=[Row(own)] if own else [], label=here.label)
        open_[-1].children.append(group)
        open_.append(_OpenGroup(level, group.children, here.level is not None))
    return children
