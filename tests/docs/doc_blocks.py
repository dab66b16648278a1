"""What stands in a page to be tried: blocks of code, each with its language and the file it is, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^(?:<!-- not run: (?P<excuse>.+) -->\n)?^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.M | re.S)
_TABLE = re.compile(r"^\|.*\|\n\|[ :|-]+\|\n(?:\|.*\|(?:\n|$))+", re.MULTILINE)
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Block:
    """A block of code: "```toml co-quan.toml" is of the language toml, and the file co-quan.toml."""

    page: Path
    line: int
    language: str
    file: str
    text: str
    excuse: str

    @property
    def at(self) -> str:
        """Page and line, as the id of a test."""
        return f"{self.page.parent.name}/{self.page.name}:{self.line}"


def blocks(page: Path, language: str = "") -> list[Block]:
    """The blocks of a page, those of one language where one is named."""
    text = page.read_text("utf-8")
    found = []
    for match in _FENCE.finditer(text):
        of, _, file = match["info"].strip().partition(" ")
        line = text.count("\n", 0, match.start("text")) + 1
        found.append(Block(page, line, of, file.strip(), match["text"], match["excuse"] or ""))
    return [block for block in found if language in ("", block.language)]


def without_blocks(page: Path) -> str:
    """The running text and the tables of a page."""
    return _FENCE.sub("", page.read_text("utf-8"))


def tables(page: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Every table: its heads, and its rows of cells."""
    for match in _TABLE.finditer(without_blocks(page)):
        lines = [[cell.strip().replace("\\|", "|") for cell in _CELL.split(line.strip()[1:-1])]
                 for line in match[0].strip().split("\n")]  # fmt: skip
        yield lines[0], lines[2:]
