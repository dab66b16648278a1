"""What a printed page holds, as values.

Lengths are points (1/72 inch). The origin is the page's top left corner, x grows to the right, y downwards. `baseline`
is the y of the line that letters stand on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class TaggedBlock:
    """The paragraph a line belongs to, according to the tags of the PDF.

    `number` counts the paragraphs of the document; `role` is the standard tag ("P", "H1"), `style` the tag as written
    (LibreOffice writes the name of the paragraph style), `path` the roles from the root down to it. `row` and `cell`
    number the table row and cell it stands in, 0 outside tables; `figure` the picture or chart it is drawn in.
    """

    number: int
    role: str
    style: str
    path: tuple[str, ...]
    row: int = 0
    cell: int = 0
    figure: int = 0


@dataclass(frozen=True, slots=True)
class PrintedRun:
    """A stretch of one line in one look.

    `edges` are x: character i of `text` begins at edges[i]; the last entry is where the run ends. `font` is the
    PostScript name without subset prefix, `size` its size as printed, `colour` "#rrggbb".
    """

    text: str
    edges: tuple[float, ...]
    baseline: float
    font: str
    size: float
    bold: bool
    italic: bool
    colour: str

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.edges[-1]


@dataclass(frozen=True, slots=True)
class Word:
    """Letters between spaces, and their place."""

    text: str
    x0: float
    x1: float
    baseline: float


@dataclass(frozen=True)
class Line:
    """A printed line of one paragraph: the text on one baseline, without the spaces around it.

    Each table cell has its own lines. `top` and `bottom` bound its fonts' ascent and descent.
    """

    runs: tuple[PrintedRun, ...]
    top: float
    bottom: float
    block: TaggedBlock | None = None

    @cached_property
    def text(self) -> str:
        """The text, NFC; a gap wider than a space but without one (a tab) reads as a space."""
        return "".join(character for character, _, _ in self._letters())

    @property
    def x0(self) -> float:
        """Left edge of the first letter."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """Right edge of the last letter."""
        return self.runs[-1].x1

    @property
    def baseline(self) -> float:
        """The baseline of the longest run (an exponent does not count)."""
        return self.main.baseline

    @property
    def main(self) -> PrintedRun:
        """The longest run, which represents the line's look."""
        return max(self.runs, key=lambda run: len(run.text))

    @property
    def size(self) -> float:
        """Size of the longest run."""
        return self.main.size

    @property
    def bold(self) -> bool:
        """Whether every letter is bold."""
        return all(run.bold for run in self.runs if run.text.strip())

    @property
    def italic(self) -> bool:
        """Whether every letter is italic."""
        return all(run.italic for run in self.runs if run.text.strip())

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words with their places."""
        words: list[Word] = []
        text, x0, x1 = "", 0.0, 0.0
        for character, left, right in [*self._letters(), (" ", 0.0, 0.0)]:
            if not character.isspace():
                text, x0, x1 = text + character, x0 if text else left, right
            elif text:
                words.append(Word(text, x0, x1, self.baseline))
                text = ""
        return tuple(words)

    def _letters(self) -> Iterator[tuple[str, float, float]]:
        end: float | None = None
        spaced = True
        for run in self.runs:
            if end is not None and not spaced and not run.text[0].isspace() and run.x0 - end > 0.2 * run.size:
                yield " ", end, run.x0
            for index, character in enumerate(run.text):
                yield character, run.edges[index], run.edges[index + 1]
            end, spaced = run.x1, run.text[-1].isspace()


@dataclass(frozen=True, slots=True)
class DrawnRule:
    """A drawn straight line, level or upright (or slanting, rarely), from (x0, y0) to (x1, y1) along its middle.

    Thin filled rectangles are rules; touching pieces of one look are one rule. `dashed` where the pen is.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float
    colour: str
    dashed: bool = False

    @property
    def level(self) -> bool:
        """Whether it lies horizontally."""
        return abs(self.y1 - self.y0) < 0.05

    @property
    def upright(self) -> bool:
        """Whether it stands vertically."""
        return abs(self.x1 - self.x0) < 0.05

    @property
    def length(self) -> float:
        """Its length."""
        return float(((self.x1 - self.x0) ** 2 + (self.y1 - self.y0) ** 2) ** 0.5)


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn rectangle. `fill` and `stroke` are colours, "" for none; `thickness` is that of its border."""

    x0: float
    y0: float
    x1: float
    y1: float
    fill: str
    stroke: str
    thickness: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's outline: `level` from 1, `page` from 1 (0 where it leads nowhere), `y` on that page."""

    level: int
    title: str
    page: int
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size, its lines in reading order (as the file writes them), rules and boxes."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[DrawnRule, ...]
    boxes: tuple[Box, ...]

    @property
    def text(self) -> str:
        """The page's lines, one under the other."""
        return "\n".join(line.text for line in self.lines)

    @property
    def written(self) -> list[Line]:
        """Its lines without the page's own number, which stands above all others (a number alone on the first line)."""
        lines = list(self.lines)
        return lines[1:] if lines and lines[0].text.isdecimal() else lines

    @property
    def landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF as printed. `metadata` has the docinfo's entries (Title, Author, …) that are not empty."""

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...]
    metadata: Mapping[str, str]

    @property
    def text(self) -> str:
        """All pages' text."""
        return "\n".join(page.text for page in self.pages)

    @property
    def lines(self) -> Iterator[tuple[Page, Line]]:
        """Every line with its page."""
        return ((page, line) for page in self.pages for line in page.lines)
