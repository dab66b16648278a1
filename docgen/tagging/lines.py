"""A Word file as a person reads it: lines, the pieces between their tabs and line ends, and tags put in their place.

Promises: what is around a replaced piece keeps its place and its runs; a tag looks as most of the letters did that it
replaces. Offsets are those of the text before any replacement: all are made at once, by `Draft.write`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from docgen import vietnamese
from docgen.model.vocabulary import Vocabulary
from docgen.ooxml.xml import RUN, RUN_PROPERTIES, RUN_TEXT, Element, qn
from docgen.word.look import Looks, ParagraphLook, TextLook

PARAGRAPH, TABLE, CELL = qn("w:p"), qn("w:tbl"), qn("w:tc")
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_BRACKETS = re.compile(r"\([^()]*\)?")
_CAPITALS = ("chuc_vu", "so_ky_hieu")  # which docgen writes in capitals itself
# Tabs, line ends, and the row of spaces that some type for a tab; a draft's blanks ("Số:      /QĐ") are not a tab.
_BETWEEN = re.compile(r"[\t\n]+|(?<![ :])(?<!ngày)(?<!tháng)(?<!năm) {5,}(?! )(?!\Z)")


@dataclass(eq=False)
class PaperLine:
    """A paragraph, in a cell or not; `top` is the element of the body that it is or is inside."""

    element: Element
    top: Element
    look: ParagraphLook
    text: str

    @property
    def cell(self) -> Element | None:
        """The cell it is in, None outside tables."""
        return next(self.element.iterancestors(CELL), None)

    @property
    def blank(self) -> bool:
        """Whether it shows no letter and no figure: a rule of signs is as blank as an empty line."""
        return not any(char.isalnum() for char in self.text)

    @property
    def whole(self) -> LinePiece:
        """Its text without the spaces around it."""
        return piece_of(self, 0, len(self.text))

    @property
    def pieces(self) -> list[LinePiece]:
        """Its text split at tabs and line ends, without pieces that have no letter and no figure."""
        cuts = [match.span() for match in _BETWEEN.finditer(self.text)]
        starts = [0, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(self.text)]
        found = [piece_of(self, start, end) for start, end in zip(starts, ends, strict=True)]
        return [piece for piece in found if any(char.isalnum() for char in piece.text)]


@dataclass(frozen=True, eq=False)
class LinePiece:
    """A stretch of a line."""

    line: PaperLine
    start: int
    end: int

    @property
    def text(self) -> str:
        """What it reads."""
        return self.line.text[self.start : self.end]

    @property
    def caps(self) -> bool:
        """Whether it is typed in capitals; brackets may keep small letters."""
        capitals = (vietnamese.hoa(self.text), vietnamese.FILTERS["hoa"](self.text))
        outside = _BRACKETS.sub("", self.text)
        return self.text in capitals and any(char.isalpha() for char in outside)

    def after(self, length: int) -> LinePiece:
        """Return it without its first letters and the spaces after them."""
        return piece_of(self.line, self.start + length, self.end)


def piece_of(line: PaperLine, start: int, end: int) -> LinePiece:
    """Return the stretch from start to end without the spaces around it."""
    text = line.text[start:end]
    left = len(text) - len(text.lstrip())
    return LinePiece(line, start + left, max(start + left, start + len(text.rstrip())))


def lines_of(elements: Sequence[Element], looks: Looks) -> list[PaperLine]:
    """Return the lines of elements of a body in reading order; those of text boxes are left out."""
    found = []
    for top in elements:
        for paragraph in top.iter(PARAGRAPH):
            if next(paragraph.iterancestors(qn("w:txbxContent")), None) is None:
                _split_runs(paragraph)
                text = "".join(text for _, text in _atoms(paragraph))
                found.append(PaperLine(paragraph, top, looks.paragraph(paragraph), text))
    return found


def folded(text: str) -> str:
    """Return a text in capitals, without accents and with single spaces, to recognise a phrase by."""
    return one_line(vietnamese.khong_dau(text).upper())


def one_line(text: str) -> str:
    """Return a text with each run of spaces, tabs and line ends as one space."""
    return " ".join(text.split())


def shortened(text: str, most: int = 60) -> str:
    """Return a text on one line, cut to `most` characters."""
    text = one_line(text)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _split_runs(paragraph: Element) -> None:
    """Give each text, tab and line end a run of its own."""
    for run in _runs(paragraph):
        inner = [child for child in run if child.tag != RUN_PROPERTIES]
        for child in reversed(inner[1:]):
            own = etree.Element(RUN)
            if (properties := run.find(RUN_PROPERTIES)) is not None:
                own.append(deepcopy(properties))
            own.append(child)
            run.addnext(own)


def _runs(paragraph: Element) -> list[Element]:
    return [run for run in paragraph.iter(RUN) if next(run.iterancestors(PARAGRAPH)) is paragraph]


def _atoms(paragraph: Element) -> Iterator[tuple[Element, str]]:
    """Yield the runs of a paragraph, which hold one thing each, with the text of that."""
    for run in _runs(paragraph):
        inner = next((child for child in run if child.tag != RUN_PROPERTIES), None)
        if inner is None:
            yield run, ""
        elif inner.tag == RUN_TEXT:
            yield run, inner.text or ""
        elif inner.tag == qn("w:br"):
            yield run, "" if inner.get(qn("w:type")) in ("page", "column") else "\n"
        else:
            yield run, _SIGNS.get(str(inner.tag), "")


@dataclass(frozen=True)
class Recognition:
    """What was recognised: its name in a clerk's words, the words it had, and the tag that replaces them."""

    name: str
    words: str
    tag: str


@dataclass
class Draft:
    """The changes to the lines of one part: tags that replace pieces, and paragraphs that go."""

    vocabulary: Vocabulary
    looks: Looks
    found: list[Recognition] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)  # what else was done to the part, in a clerk's words
    _edits: dict[PaperLine, list[tuple[int, int, str]]] = field(default_factory=dict)
    _room: set[PaperLine] = field(default_factory=set)

    def put(self, name: str, pieces: Sequence[LinePiece], *, shown: str = "") -> None:
        """Replace pieces that follow each other by one tag, in the first of their lines; the others go.

        A part whose vocabulary does not have this name keeps its words.
        """
        if not pieces or name not in self.vocabulary.names:
            return
        words = " ".join(one_line(piece.text) for piece in pieces)
        caps = name not in _CAPITALS and all(piece.caps for piece in pieces)
        tag = f"{{{{ {name}{' | hoa' if caps else ''} }}}}"
        first = [piece for piece in pieces if piece.line is pieces[0].line]
        self.replace(first[0].line, first[0].start, first[-1].end, tag)
        for piece in pieces[len(first) :]:
            self.replace(piece.line, piece.start, piece.end, "")
        self.found.append(Recognition(shown or self.vocabulary.names[name], words, tag))
        self.asked.add(name)

    def replace(self, line: PaperLine, start: int, end: int, tag: str) -> None:
        """Replace what a line reads from start to end by a tag, or by nothing."""
        self._edits.setdefault(line, []).append((start, end, tag))

    def clear(self, piece: LinePiece) -> None:
        """Remove a piece but keep its line, for the room it takes."""
        self.replace(piece.line, piece.start, piece.end, "")
        self._room.add(piece.line)

    def text_look(self, piece: LinePiece) -> TextLook | None:
        """Return how most letters of a piece look; None if it has none."""
        sizes: Counter[TextLook] = Counter()
        place = 0
        for run, text in _atoms(piece.line.element):
            inside = min(piece.end, place + len(text)) - max(piece.start, place)
            if inside > 0 and text.strip():
                sizes[self.looks.text(run)] += inside
            place += len(text)
        return max(sizes, key=lambda look: sizes[look]) if sizes else None

    def write(self) -> None:
        """Make the replacements, the last of each line first; a line left without words goes."""
        for line, edits in self._edits.items():
            for start, end, tag in sorted(edits, reverse=True):
                _replace(line.element, start, end, tag)
            if line not in self._room and all(not tag for _, _, tag in edits) and not _reads(line.element).strip():
                remove(line.element)


def only(piece: LinePiece) -> Element:
    """Return a copy of a piece's paragraph that reads only this piece."""
    twin = deepcopy(piece.line.element)
    _replace(twin, piece.end, len(piece.line.text), "")
    _replace(twin, 0, piece.start, "")
    return twin


def remove(element: Element) -> None:
    """Remove an element from its tree; the last paragraph of a cell, which a cell must have, is only emptied."""
    parent = element.getparent()
    if parent is None:
        return
    if parent.tag == CELL and len(parent.findall(PARAGRAPH)) == 1:
        for run in _runs(element):
            run.getparent().remove(run)
        return
    parent.remove(element)


def _reads(paragraph: Element) -> str:
    return "".join(text for _, text in _atoms(paragraph))


def _replace(paragraph: Element, start: int, end: int, tag: str) -> None:
    for cut in (start, end):
        _cut(paragraph, cut)
    inside, follows = [], None
    place = 0
    for run, text in _atoms(paragraph):
        if start <= place and place + len(text) <= end and text:
            inside.append((run, text))
        elif place >= end and text and follows is None:
            follows = run
        place += len(text)
    if tag:
        holder = _most_alike(inside) if inside else _new_run(paragraph, follows)
        _set_text(holder, tag)
        inside = [(run, text) for run, text in inside if run is not holder]
    for run, _ in inside:
        run.getparent().remove(run)


def _cut(paragraph: Element, offset: int) -> None:
    """Split the run that an offset falls in."""
    place = 0
    for run, text in _atoms(paragraph):
        if place < offset < place + len(text):
            twin = deepcopy(run)
            run.addnext(twin)
            _set_text(run, text[: offset - place])
            _set_text(twin, text[offset - place :])
            return
        place += len(text)


def _most_alike(inside: Sequence[tuple[Element, str]]) -> Element:
    """Return the first of the runs that are formatted as most of the letters are."""
    sizes: Counter[bytes] = Counter()
    keys = {}
    for run, text in inside:
        properties = run.find(RUN_PROPERTIES)
        keys[run] = b"" if properties is None else etree.tostring(properties, with_tail=False)
        sizes[keys[run]] += len(text.strip())
    most = max(sizes, key=lambda key: sizes[key])
    return next(run for run, _ in inside if keys[run] == most)


def _new_run(paragraph: Element, follows: Element | None) -> Element:
    """Return a new run put before another, formatted like it; put at the end of the paragraph if none follows."""
    run = etree.Element(RUN)
    if follows is None:
        paragraph.append(run)
        return run
    if (properties := follows.find(RUN_PROPERTIES)) is not None:
        run.append(deepcopy(properties))
    follows.addprevious(run)
    return run


def _set_text(run: Element, text: str) -> None:
    for child in [child for child in run if child.tag != RUN_PROPERTIES]:
        run.remove(child)
    item = etree.SubElement(run, RUN_TEXT)
    item.text = text
    item.set(qn("xml:space"), "preserve")
