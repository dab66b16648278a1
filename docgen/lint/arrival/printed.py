"""The words of a printed PDF in reading order, and what its pages repeat beside them.

A tagged PDF marks paragraphs and cells, even those that run over pages; what it does not tag (page numbers, running
heads, the header rows that a table repeats) is kept apart by page. In a PDF without tags everything is in line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from docgen.lint.arrival.word_text import WordText
from docgen.lint.arrival.words import Written, same, words
from docgen.pdf import Document, Line
from docgen.word import Paragraph

# Roles whose letters are not the paper's text: pictures and charts, and what Word itself puts before a paragraph.
_NOT_TEXT = ("Figure", "Formula", "Lbl")


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
    """Return the words of a PDF. Each of the paragraphs `apart` (frames, text boxes, notes) may be anywhere."""
    tagged = any(line.block for _, line in document.lines)
    found = Printed(tagged=tagged)
    paragraphs: dict[int, list[tuple[int, str]]] = {}
    for number, (page, line) in enumerate(document.lines):
        if tagged and not line.block:
            found.beside.setdefault(page.number, []).append(line.text)
        elif _is_text(line):
            key = line.block.number if line.block else -number
            paragraphs.setdefault(key, []).append((page.number, line.text))
    waiting = [(words(item.text), item) for item in apart if words(item.text)]
    # Letters of cells side by side come in the order of their places; only the tags say which is read first.
    numbers = sorted(paragraphs) if tagged else list(paragraphs)
    for number in numbers:
        lines = paragraphs[number]
        if waiting and (match := _match(waiting, words("\n".join(text for _, text in lines)))):
            waiting.remove(match)
            continue
        for at, text in lines:
            count = found.write(text)
            found.pages += [at] * count
            found.owners += [number] * count
    beside = [words(" ".join(lines)) for lines in found.beside.values()]
    shown_beside = f" {' '.join(chain.from_iterable(beside))} "
    found.lost = [item for text, item in waiting if f" {' '.join(text)} " not in shown_beside]
    return found


def _match(
    waiting: Sequence[tuple[list[str], Paragraph]], printed: Sequence[str]
) -> tuple[list[str], Paragraph] | None:
    """Return the paragraph out of line that a printed one is; a note is printed with its number before it."""
    for item in waiting:
        if same(item[0], printed) or same(item[0], printed[1:]):
            return item
    return None


def _is_text(line: Line) -> bool:
    return line.block is None or not any(role in _NOT_TEXT for role in line.block.path)


class Beside:
    """What may be printed beside the text of any page: page numbers, running heads, repeated header rows."""

    def __init__(self, word: WordText) -> None:
        heads: dict[tuple[str, int], str] = {}
        for item in word.paragraphs:
            if item.header:
                heads[item.part, item.table] = f"{heads.get((item.part, item.table), '')} {item.text}"
        self.heads = {tuple(words(text)) for text in heads.values()}
        texts = set(self.heads)
        for section in word.sections:
            texts.update(tuple(words(text)) for text in section.running)
        self._texts = sorted((text for text in texts if text), key=len, reverse=True)

    def foreign(self, line: Sequence[str]) -> list[int]:
        """Return the places of the words that are not part of such a text, whole.

        The words of a repeated header row of several levels need not come cell by cell: their order does not count.
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
        waiting = list(self._texts)  # each is on a page once
        while places:
            here = [line[place] for place in places]
            text = next((text for text in waiting if same(text, here[: len(text)])), None)
            if text is None:
                found.append(places[0])
                places = places[1:]
            else:
                waiting.remove(text)
                places = places[len(text) :]
        return found


def _taken(left: Counter[str], word: str) -> bool:
    """Take a word out of what is left; return whether it was there."""
    left[word] -= 1
    return left[word] >= 0


def first_heads(word: WordText) -> Iterator[tuple[int, str]]:
    """Yield what must be beside the first page of each section, with the number of words of the body before it."""
    before = 0
    for section in word.sections:
        for text in section.first:
            yield before, text
        before += sum(len(words(item.text)) for item in section.paragraphs if not item.apart)
