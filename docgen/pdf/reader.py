"""Reads a PDF with PDFium: groups placed glyphs into lines, and drawn paths into rules and boxes."""

from __future__ import annotations

import ctypes
import itertools
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw

from docgen.pdf.affine import Affine, page_frame
from docgen.pdf.drawing import colour, drawings
from docgen.pdf.file import Parsed
from docgen.pdf.fonts import plain_name
from docgen.pdf.page import Bookmark, Document, Line, Page, PrintedRun, TaggedBlock
from docgen.pdf.tags import blocks_by_page

pdfium: Any = pypdfium2.raw
_one_at_a_time = threading.Lock()  # PDFium is not thread-safe, not even on different documents

_INFO = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
_HYPHENS = {0x2: "-", 0xFFFE: "-"}  # PDFium returns these for a hyphen at the end of a line


def read(pdf: bytes | Parsed, *, places: bool = True) -> Document:
    """Return `pdf` as printed. Raises ValueError if it is not a PDF or is encrypted.

    Without `places` it takes half the time: lines have their text, page and paragraph, but all letters of a text object
    share its edges (a gap in one is a space), and neither rules nor boxes are read.
    """
    data = pdf.data if isinstance(pdf, Parsed) else pdf
    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ValueError(f"not a readable PDF: {error}") from error
        try:
            tags = _tags(pdf)
            count = pdfium.FPDF_GetPageCount(document.raw)
            pages = tuple(_page(document.raw, index, tags.get(index, []), places) for index in range(count))
            return Document(pages, tuple(_bookmarks(document.raw)), _metadata(document.raw))
        finally:
            document.close()


def _tags(pdf: bytes | Parsed) -> dict[int, list[TaggedBlock | None]]:
    """Return the paragraphs of each page's text; nothing if the tags are broken."""
    try:
        return dict(enumerate(blocks_by_page(pdf)))
    except (AttributeError, KeyError, RuntimeError, TypeError, ValueError, pikepdf.PdfError):
        return {}


class _Glyph(NamedTuple):
    text: str
    x0: float
    x1: float
    y: float
    top: float
    bottom: float
    look: _Look


@dataclass(frozen=True, slots=True)
class _Look:
    font: str
    size: float
    bold: bool
    italic: bool
    colour: str
    block: TaggedBlock | None


def _page(document: Any, index: int, blocks: list[TaggedBlock | None], places: bool) -> Page:
    page = pdfium.FPDF_LoadPage(document, index)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        box, turns = pdfium.FS_RECTF(), pdfium.FPDFPage_GetRotation(page)
        pdfium.FPDF_GetPageBoundingBox(page, box)
        frame = page_frame(box.left, box.bottom, box.right, box.top, turns)
        rules, boxes = drawings(page, frame) if places else ((), ())
        reader = _PageText(text, frame, blocks)
        glyphs = _joined(reader.letters() if places else reader.pieces())
        lines = tuple(filter(None, map(_line, _grouped(glyphs))))
        width, height = box.right - box.left, box.top - box.bottom
        if turns % 2:
            width, height = height, width
        return Page(index + 1, width, height, lines, rules, boxes)
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


class _PageText:
    """The letters of a page in the order of the file, singly or by text object; None for a space that PDFium added."""

    def __init__(self, text: Any, frame: Affine, blocks: list[TaggedBlock | None]) -> None:
        self._text, self._frame, self._blocks = text, frame, blocks
        self._looks: dict[int, _Look] = {}
        self._known: dict[_Look, _Look] = {}  # equal looks are one object: runs compare looks by identity
        self._x, self._y, self._box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()

    def letters(self) -> Iterator[_Glyph | None]:
        """Yield each letter."""
        for character, index, piece in _characters(self._text):
            yield self._glyph(character, index, index, self._look(piece)) if piece else None

    def pieces(self) -> Iterator[_Glyph | None]:
        """Yield the letters of each text object together, but its first and last alone: lines are separated by them."""
        for piece, group in itertools.groupby(_characters(self._text), itemgetter(2)):
            if not piece:
                yield None
                continue
            letters = list(group)
            text = "".join(letter for letter, _, _ in letters)
            for begin, end in itertools.pairwise(_ends(text)):
                yield self._glyph(text[begin:end], letters[begin][1], letters[end - 1][1], self._look(piece))

    def _glyph(self, text: str, first: int, last: int, look: _Look) -> _Glyph:
        x, y, box, to = self._x, self._y, self._box, self._frame.to
        pdfium.FPDFText_GetCharOrigin(self._text, first, x, y)
        pdfium.FPDFText_GetLooseCharBox(self._text, last, box)
        x0, base = to(x.value, y.value)
        (left, up), (right, down) = to(box.left, box.top), to(box.right, box.bottom)
        return _Glyph(text, x0, max(left, right), base, min(up, down), max(up, down), look)

    def _look(self, piece: int) -> _Look:
        look = self._looks.get(piece)
        if look is None:
            new = _look(ctypes.cast(piece, pdfium.FPDF_PAGEOBJECT), self._blocks)
            look = self._looks[piece] = self._known.setdefault(new, new)
        return look


def _ends(text: str) -> list[int]:
    """Return where to cut a text: after marks of a letter before it, around its spaces, before its last letter."""
    marks = next((place for place, letter in enumerate(text) if not unicodedata.combining(letter)), len(text))
    begin, end = len(text) - len(text[marks:].lstrip()), max(len(text.rstrip()), marks)
    last = end - 1
    while last > begin and unicodedata.combining(text[last]):
        last -= 1
    return sorted({0, marks, begin, last if begin < last < end else begin, max(begin, end), len(text)})


def _joined(glyphs: Iterator[_Glyph | None]) -> Iterator[_Glyph]:
    """Yield glyphs with combining marks joined to the letter before them, and with the spaces between them."""
    waiting: _Glyph | None = None
    spaced = False
    for glyph in glyphs:
        if glyph is None:
            spaced = True
            continue
        if waiting and unicodedata.combining(glyph.text[0]):
            waiting = waiting._replace(text=waiting.text + glyph.text, x1=max(waiting.x1, glyph.x1))
            continue
        if waiting:
            yield waiting
            if spaced and 0 < glyph.x0 - waiting.x1 < glyph.look.size:
                yield waiting._replace(text=" ", x0=waiting.x1, x1=glyph.x0)
        waiting, spaced = glyph, False
    if waiting:
        yield waiting


def _quick(function: Any, result: Any) -> Any:
    """Return a PDFium function with plain numbers for handles, which is faster: it is called for each letter."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int)(address)


_object_of = _quick(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
_unicode_of = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint)


def _characters(text: Any) -> Iterator[tuple[str, int, int]]:
    """Yield each character with its index and the address of its text object; 0 for a space that PDFium added.

    PDFium adds one for a gap, but also in place of a space that a text object of its own draws.
    """
    high = 0
    page = ctypes.cast(text, ctypes.c_void_p).value
    for index in range(pdfium.FPDFText_CountChars(text)):
        piece = _object_of(page, index) or 0
        code = _unicode_of(page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        if piece or code == 0x20:
            yield _HYPHENS.get(code) or chr(code), index, piece


def _look(piece: Any, blocks: list[TaggedBlock | None]) -> _Look:
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(piece, size)
    pdfium.FPDFPageObj_GetMatrix(piece, matrix)
    font = pdfium.FPDFTextObj_GetFont(piece)
    name = plain_name(_string(pdfium.FPDFFont_GetBaseFontName, font, encoding="utf-8"))
    lower = name.lower()
    stroked = pdfium.FPDFTextObj_GetTextRenderMode(piece) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    slanted = matrix.d and abs(matrix.c / matrix.d) > 0.1 and not matrix.b
    mark = _marked_content(piece)
    return _Look(
        name,
        round(size.value * (matrix.c**2 + matrix.d**2) ** 0.5, 2),
        "bold" in lower or stroked,
        "italic" in lower or "oblique" in lower or bool(slanted),
        colour(piece, pdfium.FPDFPageObj_GetFillColor),
        blocks[mark] if 0 <= mark < len(blocks) else None,
    )


def _marked_content(piece: Any) -> int:
    """Return the MCID of the marked content a page object belongs to, -1 for none."""
    number = ctypes.c_int()
    for index in range(pdfium.FPDFPageObj_CountMarks(piece)):
        mark = pdfium.FPDFPageObj_GetMark(piece, index)
        if pdfium.FPDFPageObjMark_GetParamIntValue(mark, b"MCID", number):
            return number.value
    return -1


def _grouped(glyphs: Iterator[_Glyph]) -> Iterator[list[_Glyph]]:
    """Yield the glyphs of each line."""
    group: list[_Glyph] = []
    for glyph in glyphs:
        if group and not _continues(group[-1], glyph):
            yield group
            group = []
        group.append(glyph)
    if group:
        yield group


def _continues(before: _Glyph, glyph: _Glyph) -> bool:
    """Return whether `glyph` is on the line of `before`: level (except exponents), to its right, in its paragraph.

    Without tags, a gap of more than an em and a half without a space separates two lines.
    """
    size = max(before.look.size, glyph.look.size)
    if abs(glyph.y - before.y) > 0.5 * size or glyph.x0 < before.x0 - 0.5 * size:
        return False
    if before.look.block or glyph.look.block:
        return before.look.block is glyph.look.block
    return glyph.x0 - before.x1 < (4 if before.text.isspace() else 1.5) * size


def _line(group: list[_Glyph]) -> Line | None:
    while group and group[-1].text.isspace():
        group.pop()
    while group and group[0].text.isspace():
        group.pop(0)
    if not group:
        return None
    runs: list[PrintedRun] = []
    start = 0
    for end in range(1, len(group) + 1):
        if end == len(group) or _is_run_end(group[end - 1], group[end]):
            runs.append(_run(group[start:end]))
            start = end
    return Line(tuple(runs), min(g.top for g in group), max(g.bottom for g in group), group[0].look.block)


def _is_run_end(before: _Glyph, glyph: _Glyph) -> bool:
    """Return whether a run ends between two neighbours: at a new look or height, or a gap without a space (a tab)."""
    if before.look is not glyph.look or abs(before.y - glyph.y) > 0.05:
        return True
    filled = before.text.isspace() or glyph.text.isspace()
    return not filled and glyph.x0 - before.x1 > 0.2 * glyph.look.size


def _run(glyphs: list[_Glyph]) -> PrintedRun:
    text, edges = "", []
    for glyph in glyphs:
        composed = unicodedata.normalize("NFC", glyph.text)
        text += composed
        edges += [glyph.x0] * len(composed)
    look = glyphs[0].look
    edges.append(glyphs[-1].x1)
    return PrintedRun(text, tuple(edges), glyphs[0].y, look.font, look.size, look.bold, look.italic, look.colour)


def _string(function: Any, *arguments: Any, encoding: str = "utf-16-le") -> str:
    """Return the text of a PDFium function that fills a buffer."""
    length = function(*arguments, None, 0)
    buffer = ctypes.create_string_buffer(length)
    function(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char)), length)
    return unicodedata.normalize("NFC", buffer.raw.decode(encoding, "replace").rstrip("\0"))


def _metadata(document: Any) -> dict[str, str]:
    found = {name: _string(pdfium.FPDF_GetMetaText, document, name.encode()) for name in _INFO}
    return {name: text for name, text in found.items() if text}


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    """Yield the outline, depth first."""
    stack = [(pdfium.FPDFBookmark_GetFirstChild(document, None), 1)]
    seen: set[int] = set()  # a bad file may contain a cycle
    while stack:
        entry, level = stack.pop()
        if not entry:
            continue
        address = ctypes.addressof(entry.contents)
        if address in seen:
            continue
        seen.add(address)
        yield _bookmark(document, entry, level)
        stack.append((pdfium.FPDFBookmark_GetNextSibling(document, entry), level))
        stack.append((pdfium.FPDFBookmark_GetFirstChild(document, entry), level + 1))


def _bookmark(document: Any, entry: Any, level: int) -> Bookmark:
    title = _string(pdfium.FPDFBookmark_GetTitle, entry)
    target = pdfium.FPDFBookmark_GetDest(document, entry)
    index = pdfium.FPDFDest_GetDestPageIndex(document, target) if target else -1
    if index < 0:
        return Bookmark(level, title, 0)
    flags = [ctypes.c_int() for _ in range(3)]
    x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    size = pdfium.FS_SIZEF()
    pdfium.FPDF_GetPageSizeByIndexF(document, index, size)
    placed = pdfium.FPDFDest_GetLocationInPage(target, *flags, x, y, zoom) and flags[1].value
    return Bookmark(level, title, index + 1, round(size.height - y.value, 2) if placed else 0.0)
