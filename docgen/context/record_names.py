"""Records and tables of the data as expressions see them: texts evaluated, keys by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.context.names import Evaluator
from docgen.model.fields import DataText, Record, declared


class Asked(dict[str, Any], Mapping[str, Any]):
    """Names that remember which of them were asked for."""

    def __init__(self, names: Mapping[str, Any], asked: set[str] | None = None) -> None:
        super().__init__(names)
        self.asked: set[str] = set() if asked is None else asked

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)


class RecordNames(Mapping[str, Any]):
    """A record as expressions see it: its keys, and what it implies (`extra`)."""

    def __init__(self, evaluator: Evaluator, record: Record, extra: Mapping[str, Any] | None = None) -> None:
        self._evaluator, self._record, self._extra = evaluator, record, extra or {}
        self._fields = declared(type(record))

    def __getitem__(self, name: str) -> Any:
        if name in self._extra:
            extra = self._extra[name]
            return extra() if callable(extra) else extra
        if name not in self._fields:
            raise KeyError(name)
        return named(self._evaluator, getattr(self._record, name))

    def __contains__(self, name: object) -> bool:
        return name in self._extra or name in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter([*self._fields, *self._extra])

    def __len__(self) -> int:
        return len(set(self._fields) | set(self._extra))


class _PlainTable(Mapping[str, Any]):
    """A plain table of the data (`them`) as expressions see it."""

    def __init__(self, evaluator: Evaluator, table: Mapping[str, Any]) -> None:
        self._evaluator, self._table = evaluator, table

    def __getitem__(self, name: str) -> Any:
        return named(self._evaluator, self._table[name])

    def __contains__(self, name: object) -> bool:
        return name in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


def named(evaluator: Evaluator, value: Any) -> Any:
    """Return a value of the model as expressions see it: texts evaluated, records by their keys."""
    if isinstance(value, DataText):
        return evaluator.text(value)
    if isinstance(value, Record):
        return RecordNames(evaluator, value)
    if isinstance(value, list):
        return [named(evaluator, item) for item in value]
    return _PlainTable(evaluator, value) if isinstance(value, dict) else value
