"""What can go wrong with an expression, what it may cost, and values that expressions may look into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docgen.finding import nearest, suggestion

MAX_TURNS = 200_000  # turns of all loops of one dossier together: a table of 5,000 rows of 40 cells
MAX_SIZE = 20_000_000  # characters and list elements that all expressions of one dossier may produce together
MAX_NAME = 60  # characters of a name that a message shows
MAX_ONE = 1_000_000  # of one value: far above any paper, far below memory


class ExpressionError(Exception):
    """An expression that cannot be evaluated. `message` is Vietnamese; `offset` counts characters into its source."""

    def __init__(self, message: str, offset: int = 0, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.remedy = remedy


class TooMuch(ExpressionError):
    """More work than any paper needs."""


class Followed(ExpressionError):
    """What fails only because something before it failed, which has its own finding."""


class NoOneValue(ExpressionError):
    """A list, a table or a record where a text or a figure is wanted."""


class UnknownName(ExpressionError):
    """A name that does not exist where it is asked for: `name`, looked for in a value (`inside`) or among all names."""

    def __init__(self, name: str, known: Iterable[Any], *, inside: bool = False) -> None:
        words = sorted({word for word in known if isinstance(word, str)})
        likely = nearest(name[:MAX_NAME], words)
        listed = ""
        if words:
            more = ", …" if len(words) > 12 else ""
            listed = f"Các tên dùng được: {', '.join(words[:12])}{more}."
        super().__init__(f"không có tên “{name[:MAX_NAME]}”", remedy=suggestion(likely, listed))
        self.name = name
        self.inside = inside


class Names:
    """A value with named parts for expressions that is not a mapping, such as a list with `.cuoi`.

    Subclasses list the attributes an expression may read in `parts`.
    """

    parts: frozenset[str] = frozenset()


class Budget:
    """What the expressions of one dossier may still cost. Its methods raise TooMuch once it is used up."""

    def __init__(self, turns: int = MAX_TURNS, size: int = MAX_SIZE) -> None:
        self._turns, self._size = turns, size

    def turn(self) -> None:
        """Count one turn of a loop."""
        self._turns -= 1
        if self._turns < 0:
            raise TooMuch("các vòng lặp dài quá mức một văn bản cần", remedy="Bớt vòng lặp lồng nhau.")

    def charge(self, value: Any) -> Any:
        """Count a value that was produced, by its length; return it."""
        if isinstance(value, str | list | tuple):
            self.spend(len(value))
        return value

    def spend(self, size: int) -> None:
        """Count `size` characters or elements before they are produced."""
        if size > MAX_ONE:
            raise TooMuch("kết quả dài quá mức một văn bản cần")
        self._size -= size
        if self._size < 0:
            raise TooMuch("các phép tính của hồ sơ tạo ra quá nhiều chữ")
