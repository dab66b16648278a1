"""What formulas and prose see of a table: rows, totals, groups, ranks, the last period, states of tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from docgen.context import tasks
from docgen.expression import ExpressionError, UnknownName
from docgen.model.fields import identifier
from docgen.model.tables.table import Group, Row

if TYPE_CHECKING:
    from docgen.context.figures import Figures
    from docgen.context.last_period import LastPeriod

_OWN_NAMES = ("tong", "nhom", "ky_truoc", "thu_hang", "thu_tu", "so_hang", "tinh_trang")


class _NoLastPeriod(UnknownName):
    """A formula that asks for the last period in a dossier that names none."""

    def __init__(self) -> None:
        super().__init__("ky_truoc", ())
        self.message, self.remedy = "chưa nối báo cáo kỳ trước", 'Thêm ở đầu tệp: ky_truoc = { tep = "…" }.'


class _RowNamesBase(Mapping[str, Any]):
    """A mapping whose values are computed when asked for."""

    def __init__(self, keys: Callable[[], list[str]], get: Callable[[str], Any]) -> None:
        self._keys, self._get = keys, get

    def __getitem__(self, name: str) -> Any:
        if name not in self:
            raise KeyError(name)
        return self._get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(self._keys())


class _TotalsOfTable(_RowNamesBase):
    """The totals of a table in prose: those of its columns of figures; asking for another says why it has none."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        super().__init__(self._totalled, figures.asked_total)

    def _totalled(self) -> list[str]:
        return [ma for ma in self._figures.columns if self._figures.is_figures(ma)]

    def __contains__(self, name: object) -> bool:
        return name in self._figures.columns

    def __getitem__(self, name: str) -> Any:
        if name in self and name not in self._keys():
            remedy = "Sửa ô không phải là số trong cột, hoặc để trống ô ấy."
            raise ExpressionError(f"cột “{name}” không phải toàn số nên không có tổng", remedy=remedy)
        return super().__getitem__(name)


class RowNames(Mapping[str, Any]):
    """What a formula sees in one row: the other columns, totals (`tong`, `nhom`), ranks and the last period.

    After them come the names of the dossier, or those of `outer`: none where prose asks a row for a name.
    """

    def __init__(self, figures: Figures, row: Row, outer: Mapping[str, Any] | None = None) -> None:
        self._figures, self._row = figures, row
        self._outer = figures.names if outer is None else outer

    def __getitem__(self, name: str) -> Any:
        figures, row = self._figures, self._row
        if name in figures.columns:
            return figures.asked(name, row)
        if name == "tong":
            return _totals_of(figures, None)
        if name == "nhom":
            owners = figures.groups[row]
            return _totals_of(figures, owners[-1] if owners else None)
        if name == "thu_hang":
            return _by_column(figures, lambda ma: figures.rank(row, ma))
        if name == "thu_tu":
            return figures.place(row)
        if name == "so_hang":
            return len(figures.rows)
        if name == "tinh_trang" and figures.table.declared.han:
            return figures.state(row)
        if name == "ky_truoc" and figures.last_period:
            return self._last_period(figures.last_period)
        return self._outside(name)

    def _outside(self, name: str) -> Any:
        """Return a name of the dossier."""
        value = self._outer[name]
        if name == "ky_truoc" and value is None:
            raise _NoLastPeriod
        return value

    def _last_period(self, last: LastPeriod) -> Mapping[str, Any]:
        before = last.row(self._row)
        if before is None:
            return _by_column(last.before, lambda ma: Decimal(0))
        return RowNames(last.before, before)

    def __contains__(self, name: object) -> bool:
        return name in self._figures.columns or name in _OWN_NAMES or name in self._outer

    def __iter__(self) -> Iterator[str]:
        return iter([*self._figures.columns, *_OWN_NAMES, *self._outer])

    def __len__(self) -> int:
        return len(list(iter(self)))


class TotalNames(RowNames):
    """What a formula sees in a total: the totals of the other columns."""

    def __init__(self, figures: Figures, group: Group | None) -> None:
        super().__init__(figures, Row({}))
        self._group = group

    def __getitem__(self, name: str) -> Any:
        figures = self._figures
        if name in figures.columns:
            return figures.asked_total(name, self._group)
        if name in ("tong", "nhom"):
            return _totals_of(figures, None if name == "tong" else self._group)
        if name == "ky_truoc" and (last := figures.last_period):
            return TotalNames(last.before, last.group(self._group))
        if name == "thu_hang":
            return _by_column(figures, lambda ma: None)
        if name == "thu_tu":
            return None
        if name == "so_hang":
            return len(figures.rows_of(self._group))
        return self._outside(name)


class TableNames(Mapping[str, Any]):
    """A table in prose: its totals, rows, groups and counts; of tasks also their states (`tinh_trang`, `viec`)."""

    _KEYS = ("tong", "hang", "dong", "nhom", "so_hang", "so_nhom", "tinh_trang", "viec")

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def __getitem__(self, name: str) -> Any:
        figures = self._figures
        groups = [child for child in figures.table.children if isinstance(child, Group)]
        if name == "tong":
            return _TotalsOfTable(figures)
        if name == "hang":
            return _rows_names(figures, figures.rows)
        if name == "dong":
            by_name = {identifier(figures.key_of(row)): row for row in figures.rows}
            return _RowNamesBase(lambda: list(by_name), lambda key: RowNames(figures, by_name[key], {}))
        if name == "nhom":
            return [_group_names(figures, group) for group in groups]
        if name == "so_hang":
            return len(figures.rows)
        if name == "so_nhom":
            return len(groups)
        by_state: dict[str, list[Row]] = {state: [] for state in tasks.STATES.values()}
        for row in figures.rows:
            by_state[figures.state(row)].append(row)
        if name == "tinh_trang":
            return {key: len(by_state[state]) for key, state in tasks.STATES.items()}
        return {key: _rows_names(figures, by_state[state]) for key, state in tasks.STATES.items()}

    def __contains__(self, name: object) -> bool:
        return name in self._KEYS and (name not in ("tinh_trang", "viec") or bool(self._figures.table.declared.han))

    def __iter__(self) -> Iterator[str]:
        return iter(self._KEYS)

    def __len__(self) -> int:
        return len(self._KEYS)


def _group_names(figures: Figures, group: Group) -> Mapping[str, Any]:
    return {
        "ten": str(figures.text(group.title.value)),
        "tong": _totals_of(figures, group),
        "so_hang": len(figures.rows_of(group)),
        "hang": _rows_names(figures, figures.rows_of(group)),
    }


def _rows_names(figures: Figures, rows: Sequence[Row]) -> list[RowNames]:
    return [RowNames(figures, row, {}) for row in rows]


def _by_column(figures: Figures, get: Callable[[str], Any]) -> _RowNamesBase:
    return _RowNamesBase(lambda: list(figures.columns), get)


def _totals_of(figures: Figures, group: Group | None) -> _RowNamesBase:
    return _by_column(figures, lambda ma: figures.asked_total(ma, group))
