"""The words of a printed PDF in reading order, and what its pages repeat beside them.

A tagged PDF tells paragraphs and cells, also those that run over pages; what it does not tag (page numbers, running
heads, the header rows that a table repeats) is kept apart by page. In a PDF without tags everything is in line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from docgen.lint.arrival.word_text import WordText
from docgen.lint.arrival.words import Written, same, words
from docgen.pdf import Document, Line
from docgen.word import Paragraph

_DRAWN = ("Figure", "Formula")  # pictures and charts: their letters are no text of the paper
_LABEL = "Lbl"  # a number or dash that Word itself puts before a paragraph


class Printed(Written):
    """The words in reading order, each with its page and the number of its paragraph (of its line, without tags).

    `beside` are the lines out of the text, by page. `lost` are paragraphs out of line that are not printed.
    """

    def __init__(self, *, tagged: bool) -> None:
        super().__init__()
        self.tagged = tagged
        self.pages: list[int] = []
        self.owners: list[int] = []
        self.beside: dict[int, list[str]] = {}
        self.lost: list[Paragraph] = []


def printed(document: Document, apart: Iterable[Paragraph]) -> Printed:
    """Return the words of a PDF. Each of the paragraphs `apart` (frames, text boxes, notes) may stand anywhere."""
    tagged = any(line.block for _, line in document.lines)
    found = Printed(tagged=tagged)
    paragraphs: dict[int, list[tuple[int, str]]] = {}
    for number, (page, line) in enumerate(document.lines):
        if tagged and not line.block:
            found.beside.setdefault(page.number, []).append(line.text)
        elif not _drawn(line):
            key = line.block.number if line.block else -number
            paragraphs.setdefault(key, []).append((page.number, line.text))
    waiting = [(words(item.text), item) for item in apart if words(item.text)]
    # The letters of cells side by side come in the order of their places; the tags know which is read first.
    for own, lines in sorted(paragraphs.items()) if tagged else paragraphs.items():
        if waiting and (held := _held(waiting, [word for _, text in lines for word in words(text)])):
            waiting.remove(held)
            continue
        for at, text in lines:
            count = found.write(text)
            found.pages += [at] * count
            found.owners += [own] * count
    beside = [word for lines in found.beside.values() for line in lines for word in words(line)]
    found.lost = [item for text, item in waiting if f" {' '.join(text)} " not in f" {' '.join(beside)} "]
    return found


def _held(waiting: Sequence[tuple[list[str], Paragraph]], printed: Sequence[str]) -> tuple[list[str], Paragraph] | None:
    """Return which of the paragraphs out of line a printed one is; a note is printed with its number before it."""
    return next((item for item in waiting if same(item[0], printed) or same(item[0], printed[1:])), None)


def _drawn(line: Line) -> bool:
    return line.block is not None and any(role in _DRAWN or role == _LABEL for role in line.block.path)


class Beside:
    """What may stand beside the text of any page of a Word file: page numbers, running heads, repeated header rows."""

    def __init__(self, word: WordText) -> None:
        running = [text for section in word.sections for text in section.running]
        heads: dict[tuple[str, int], str] = {}
        for item in word.paragraphs:
            if item.header:
                heads[item.part, item.table] = f"{heads.get((item.part, item.table), '')} {item.text}"
        self.heads = {tuple(words(text)) for text in heads.values()}
        texts = {tuple(words(text)) for text in running} | self.heads
        self._texts = sorted((text for text in texts if text), key=len, reverse=True)

    def foreign(self, line: Sequence[str]) -> list[int]:
        """Return the places of the words that are not part of such a text, whole.

        A repeated header row of several levels need not be written cell by cell: its words count, not their order.
        """
        places = list(range(len(line)))
        tried = [self._unexplained(line, places)]
        for head in self.heads:
            left = Counter(head)
            rest = [place for place in places if not _taken(left, line[place])]
            if not +left:
                tried.append(self._unexplained(line, rest))
        return min(tried, key=len)

    def _unexplained(self, line: Sequence[str], places: list[int]) -> list[int]:
        found = []
        waiting = list(self._texts)  # each stands on a page once
        while places:
            here = [line[place] for place in places]
            text = next((text for text in waiting if same(text, here[: len(text)])), None)
            if text is None:
                found.append(places[0])
            else:
                waiting.remove(text)
            places = places[len(text or " ") :]
        return found


def _taken(left: Counter[str], word: str) -> bool:
    """Take a word out of what is left; return whether it was there."""
    left[word] -= 1
    return left[word] >= 0


def first_heads(word: WordText) -> Iterator[tuple[int, str]]:
    """Yield what must stand beside the first page of each section, with the number of words of the body before it."""
    before = 0
    for section in word.sections:
        for text in section.first:
            yield before, text
        before += sum(len(words(item.text)) for item in section.paragraphs if not item.apart)
