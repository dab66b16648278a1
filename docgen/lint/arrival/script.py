"""The words that a Word file must hold, in order, each with its owner."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.finding import Where
from docgen.lint.arrival.words import Written, words

OWN, FREE = -1, -2  # owners that are not values: the template itself, and nobody (the word need not be printed)


@dataclass(slots=True)
class Value:
    """Something of the paper that must be printed: what it is, its text, and its place in the data.

    `block` numbers the paragraph of the body, `row` the row of a table it belongs to (0: neither); `column` counts
    from 0.
    """

    name: str
    text: str
    where: Where
    block: int = 0
    row: int = 0
    column: int = 0


class Script(Written):
    """The words a Word file must hold, in order, each with its owner: a place in `values`, OWN or FREE.

    `unprinted` are values that the template prints nowhere; `table_words` are the example table's own words, which may
    be printed in tables too. `complete` is false where the template does something that is not followed here. `blocks`
    and `rows` count those so far.
    """

    def __init__(self) -> None:
        super().__init__()
        self.owners: list[int] = []
        self.values: list[Value] = []
        self.unprinted: list[Value] = []
        self.table_words: set[str] = set()
        self.complete = True
        self.blocks = self.rows = 0

    def add(self, text: str, owner: int) -> None:
        """Add the words of a text."""
        self.owners += [owner] * self.write(text)

    def value(self, value: Value) -> int:
        """Add a value without its words yet; return its number."""
        self.values.append(value)
        return len(self.values) - 1

    def put(self, value: Value) -> None:
        """Add a value with its words, if it has any."""
        if words(value.text):
            self.add(value.text, self.value(value))
