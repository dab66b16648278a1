"""What is wrong in a PDF, said of each value of the Word file: lost, changed, moved, printed twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docgen.finding import Finding, Where
from docgen.lint.arrival.alignment import last_match
from docgen.lint.arrival.difference import FOREIGN, MISSING, MOVED, TWICE, Difference
from docgen.lint.arrival.printed import Beside, Printed, first_heads
from docgen.lint.arrival.word_text import WordText
from docgen.lint.arrival.words import Written, shown, words
from docgen.word import PAGE, Paragraph

if TYPE_CHECKING:
    from docgen.lint.arrival.proof import Arrival

_LABEL_WORDS = 6  # of the longest number that Word puts before a paragraph: "Điều 12.", "1.2.3."


class InPrint:
    """Reports what is wrong in a PDF, by value. `spots` are the places in it of the Word file's words."""

    def __init__(self, word: WordText, page: Printed, spots: list[int], known: Arrival, file: str) -> None:
        self.word, self.page, self.spots, self.known, self.file = word, page, spots, known, file
        self._listed: set[int] = set()  # where paragraphs that Word numbers begin
        before: Paragraph | None = None
        for spot, item in zip(spots, word.stream.owners, strict=True):
            if item.listed and item is not before:
                self._listed.add(spot)
            before = item
        self.absent: set[int] = set()

    def differing(self, differences: Sequence[Difference], beside: Beside) -> Iterator[Finding]:
        """Yield what differs from the Word file, each at its page."""
        for item in differences:
            if item.kind not in (TWICE, FOREIGN):
                yield self._lost(item)
            elif not self._repeats(item, beside):
                code, said = ("SL028", "hai lần") if item.kind == TWICE else ("SL029", "mà tệp Word không có")
                text = shown(self.page.text(*item.found))
                yield Finding.of(code, self._where(item.found.begin), f"PDF in “{text}” {said}")

    def _repeats(self, item: Difference, beside: Beside) -> bool:
        """Return whether extra words are what Word itself prints: header rows again, numbers before paragraphs.

        Without tags anything beside the text is in line too.
        """
        begin, end = item.found
        pages, text = self.page.pages, self.page.keys[begin:end]
        if end - begin <= _LABEL_WORDS and end in self._listed:
            return True
        if not self.page.tagged:
            return not beside.foreign(text)
        return tuple(text) in beside.heads and begin > 0 and pages[begin - 1] < pages[begin]

    def _lost(self, item: Difference) -> Finding:
        begin, end = item.wanted
        owners = sorted({owner for owner in self.known.owners[begin:end] if owner >= 0})
        self.absent.update(owners)
        said = f"“{shown(self.word.stream.text(begin, end))}”"
        if owners:
            value = self.known.values[owners[0]]
            said += f" của {value.name} “{shown(value.text)}”"
            if value.where.file:
                said += f" ({value.where})"
        if len(owners) > 1:
            said += f" và {len(owners) - 1} giá trị nữa"
        if item.kind == MISSING:
            before = max(last_match(self.spots, begin), 0)
            return Finding.of("SL026", self._where(before), f"{said} không có trong PDF")
        where = self._where(item.found.begin)
        if item.kind == MOVED:
            return Finding.of("SL027", where, f"{said} đứng sai thứ tự trong PDF")
        return Finding.of("SL026", where, f"{said} thành “{shown(self.page.text(*item.found))}” trong PDF")

    def _where(self, index: int) -> Where:
        return Where(file=self.file, page=self.page.pages[index] if index < len(self.page.pages) else 0)

    def beside(self, beside: Beside) -> Iterator[Finding]:
        """Yield what is beside the text and is neither a page number, a running head nor a repeated header row."""
        for number, lines in self.page.beside.items():
            written = Written()
            written.write(" ".join(lines))
            if foreign := beside.foreign(written.keys):
                said = shown("".join(written.forms[place] for place in foreign))
                yield Finding.of("SL029", Where(file=self.file, page=number), f"PDF in “{said}” mà tệp Word không có")

    def heads(self) -> Iterator[Finding]:
        """Yield what should head the first page of a section and does not."""
        for before, text in first_heads(self.word):
            head = [word for word in words(text) if word != PAGE]
            spot = next((spot for spot in self.spots[before:] if spot >= 0), None)
            if spot is None or not head:
                continue
            number = self.page.pages[spot]
            if self.page.tagged:
                there = words(" ".join(self.page.beside.get(number, [])))
            else:
                there = [key for key, at in zip(self.page.keys, self.page.pages, strict=True) if at == number]
            if f" {' '.join(head)} " not in f" {' '.join(there)} ":
                self._count_absent(head)
                where = Where(file=self.file, page=number)
                yield Finding.of("SL026", where, f"“{shown(text)}” ở đầu hoặc chân trang không có trong PDF")

    def lost(self) -> Iterator[Finding]:
        """Yield what floats in the Word file and is nowhere in the PDF."""
        for item in self.page.lost:
            self._count_absent(words(item.text))
            said = f"“{shown(item.text)}” trong khung chữ hoặc chú thích ({item.where('tệp Word')}) không có trong PDF"
            yield Finding.of("SL026", Where(file=self.file), said)

    def _count_absent(self, text: list[str]) -> None:
        """Count every value of this text as absent: which of them was out of line is not known."""
        self.absent.update(i for i, value in enumerate(self.known.values) if words(value.text) == text)
