"""A Word file as the proof of arrival compares it: its words in line, and the texts of its charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from docgen.lint.arrival.drawing import CHARTS, Drawing, drawings
from docgen.lint.arrival.words import Written, soft
from docgen.word import Paragraph, WordFile


class WordText(WordFile):
    """A Word file and its words."""

    @cached_property
    def stream(self) -> Stream:
        """The words of the body in line."""
        return Stream(item for item in self.paragraphs if not item.apart)

    @cached_property
    def drawings(self) -> list[Drawing]:
        """The charts of the body, in order."""
        return drawings(self)

    @property
    def charts(self) -> Iterator[Paragraph]:
        """The names and figures that the body's charts hold, series by series."""
        for place, drawing in enumerate(self.drawings, 1):
            yield from (Paragraph(f"{CHARTS} {place}", number, text) for number, text in enumerate(drawing.texts, 1))


class Stream(Written):
    """The words of paragraphs in order, each with its paragraph; `soft` are the places of those with a soft hyphen."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        super().__init__()
        self.owners: list[Paragraph] = []
        self.soft: set[int] = set()
        for item in paragraphs:
            self.soft.update(len(self.keys) + place for place in soft(item.text))
            self.owners += [item] * self.write(item.text)
