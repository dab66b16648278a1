"""The same table of the last period: which of its rows and groups are about the same as this period's.

Promises: a row is compared with the one row about the same thing, by the column `khoa` names, else by its first text;
rows of one name are distinguished by their groups, and where that is not enough it is an error, never a guess. A group
is compared with the last period's group of the same titles; where there was none (a flat list, other groups), with the
rows of that time that are about the same as its own: never with the total of the whole table.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docgen.expression import ExpressionError
from docgen.model.tables.table import Group, Row

if TYPE_CHECKING:
    from docgen.context.figures import Figures

_Path = tuple[str, ...]


class LastPeriod:
    """Matches this period's table, `now`, with the last period's, `before`."""

    def __init__(self, now: Figures, before: Figures) -> None:
        self.now, self.before = now, before
        named = str(now.table.declared.khoa or "")
        self._column = named if any(named in row.cells for row in before.rows) else ""
        self._found: dict[str, list[Row]] = {}
        for row in before.rows:
            self._found.setdefault(self._key(before, row), []).append(row)
        self._times = Counter((self._key(now, row), _path(now, row)) for row in now.rows)
        self._keys = Counter(key for key, _ in self._times.elements())
        self._groups: dict[_Path, Group] = {}
        for owners in before.groups.values():
            for depth, group in enumerate(owners, 1):
                self._groups[_titles(owners[:depth])] = group
        self._compared: dict[Group, Group] = {}

    def row(self, row: Row) -> Row | None:
        """Return the last period's row about the same thing; ExpressionError where several may be meant."""
        key, path = self._key(self.now, row), _path(self.now, row)
        found = self._found.get(key, []) if key else []
        if len(found) < 2 and self._keys[key] < 2:
            return found[0] if found else None
        same = [item for item in found if _path(self.before, item) == path]
        if len(same) == 1 and self._times[key, path] == 1:
            return same[0]
        if not same and all(_path(self.before, item) for item in found):
            return None
        message = f"có nhiều hàng “{key}”, chưa biết so với hàng nào của kỳ trước"
        raise ExpressionError(message, remedy='Thêm khoa = "…" cho bảng: cột mà mỗi hàng có một giá trị riêng.')

    def group(self, group: Group | None) -> Group | None:
        """Return what a group is compared with: the last period's group, or rows of that time about the same."""
        if group is None:
            return None
        if group not in self._compared:
            known = self._groups.get(self._titles_of(group))
            self._compared[group] = known or self.before.gathered(self._rows_before(group))
        return self._compared[group]

    def _rows_before(self, group: Group) -> list[Row]:
        found = (self.row(row) for row in self.now.rows_of(group))
        return [row for row in found if row is not None]

    def _titles_of(self, group: Group) -> _Path:
        """Return the titles of a group and of those around it; none where it has no rows."""
        rows = self.now.rows_of(group)
        owners = self.now.groups[rows[0]] if rows else ()
        depth = owners.index(group) + 1 if group in owners else 0
        return _titles(owners[:depth])

    def _key(self, figures: Figures, row: Row) -> str:
        if not self._column:
            return figures.key_of(row)
        cell = row.cells.get(self._column)
        value = figures.text(cell.value) if cell is not None else None
        return " ".join(str(value).split()).lower() if value is not None else ""


def _path(figures: Figures, row: Row) -> _Path:
    return _titles(figures.groups[row])


def _titles(owners: tuple[Group, ...]) -> _Path:
    return tuple(" ".join(str(group.title.value).split()).lower() for group in owners)
