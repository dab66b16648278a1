"""The words that a Word file must hold, in order, and whose each is."""

from __future__ import annotations

from dataclasses import dataclass, field

from docgen.finding import Where
from docgen.lint.arrival.words import forms, words

OWN, FREE = -1, -2  # whose a word is when it is no value's: the template's own, or one that need not be printed


@dataclass(slots=True)
class Value:
    """Something of the paper that must be printed: what it is, its text, and where it stands in the data.

    `block` numbers the paragraph of the body, `row` the row of a table it belongs to (0: neither); `column` counts
    from 0.
    """

    name: str
    text: str
    where: Where
    block: int = 0
    row: int = 0
    column: int = 0


@dataclass
class Script:
    """The words a Word file must hold, in order, and whose each is: a place in `values`, OWN or FREE.

    `unprinted` are values that the template prints nowhere; `loose` words may stand in tables too.
    `complete` is false where the template does something that is not followed here.
    """

    keys: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    unprinted: list[Value] = field(default_factory=list)
    loose: set[str] = field(default_factory=set)
    complete: bool = True
    blocks: int = 0
    rows: int = 0

    def add(self, text: str, owner: int) -> None:
        """Add the words of a text."""
        here = words(text)
        self.keys += here
        self.forms += forms(text)
        self.owners += [owner] * len(here)

    def text(self, begin: int, end: int) -> str:
        """Return words as they are written."""
        return "".join(self.forms[begin:end]).strip()

    def value(self, value: Value) -> int:
        """Add a value without its words yet; return its number."""
        self.values.append(value)
        return len(self.values) - 1

    def put(self, value: Value) -> None:
        """Add a value with its words, if it has any."""
        if words(value.text):
            self.add(value.text, self.value(value))
