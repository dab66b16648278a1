"""The words of a printed PDF in reading order, and what its pages repeat beside them.

A tagged PDF tells paragraphs and cells, also those that run over pages; what it does not tag (page numbers, running
heads, the header rows that a table repeats) is kept apart by page. In a PDF without tags everything is in line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from docgen.lint.word_file import WordText
from docgen.lint.words import PAGE, forms, words
from docgen.pdf import Document, Line

_DRAWN = ("Figure", "Formula")  # pictures and charts: their letters are no text of the paper
_LABEL = "Lbl"  # a number or dash that Word itself puts before a paragraph


@dataclass
class Printed:
    """The words in reading order, each with its page; `beside` are the lines out of the text by page."""

    keys: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    beside: dict[int, list[str]] = field(default_factory=dict)
    tagged: bool = True

    def text(self, begin: int, end: int) -> str:
        """Return words as they are printed."""
        return "".join(self.forms[begin:end]).strip()


def printed(document: Document, floating: Iterable[str]) -> Printed:
    """Return the words of a PDF. A paragraph that is one of the `floating` texts (a text box, a note) is set apart."""
    tagged = any(line.block for _, line in document.lines)
    found = Printed(tagged=tagged)
    paragraphs: dict[int, list[tuple[int, str]]] = {}
    for number, (page, line) in enumerate(document.lines):
        if tagged and not line.block:
            found.beside.setdefault(page.number, []).append(line.text)
        elif not _drawn(line):
            key = line.block.number if line.block else -number
            paragraphs.setdefault(key, []).append((page.number, line.text))
    apart = [words(text) for text in floating]
    for lines in paragraphs.values():
        if apart and (held := _apart(apart, [word for _, text in lines for word in words(text)])):
            apart.remove(held)
            continue
        for at, text in lines:
            here = words(text)
            found.keys += here
            found.forms += forms(text)
            found.pages += [at] * len(here)
    return found


def _apart(texts: list[list[str]], paragraph: list[str]) -> list[str] | None:
    """Return the text set apart that a printed paragraph is; a note begins with its number, which is not in its text."""
    alike = (text for text in texts if text and paragraph[-len(text) :] == text and len(paragraph) <= len(text) + 1)
    return next(alike, None)


def _drawn(line: Line) -> bool:
    return line.block is not None and any(role in _DRAWN or role == _LABEL for role in line.block.path)


class Beside:
    """What may stand beside the text of any page of a Word file: page numbers, running heads, repeated header rows."""

    def __init__(self, word: WordText) -> None:
        running = [text for section in word.sections for text in section.running]
        heads = [item.text for item in word.paragraphs if item.header]
        self.texts = [words(text) for text in dict.fromkeys([*running, *heads]) if text.strip()]
        self.listed = any(item.listed for item in word.paragraphs)

    def explains(self, line: Sequence[str]) -> bool:
        """Return whether a line may be one of these, or a line of one of them."""
        if len(line) == 1 and line[0].isdigit():
            return any(PAGE in text for text in self.texts)
        if self.listed and len(line) <= 2:
            return True
        return any(_holds(text, line) for text in self.texts)


def _holds(text: Sequence[str], line: Sequence[str]) -> bool:
    """Return whether `line` stands in `text` word by word; a page number may be any number."""
    size = len(line)
    for start in range(len(text) - size + 1):
        pairs = zip(text[start : start + size], line, strict=True)
        if all(ours == theirs or (ours == PAGE and theirs.isdigit()) for ours, theirs in pairs):
            return True
    return False


def first_heads(word: WordText) -> Iterator[tuple[int, str]]:
    """Yield what must stand beside the first page of each section, with the number of words of the body before it."""
    before = 0
    for section in word.sections:
        for text in section.first:
            yield before, text
        before += sum(len(words(item.text)) for item in section.paragraphs)
