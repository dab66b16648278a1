"""Files mended: the letters of plain text, Word files and workbooks, each repair with its place.

Promises: in a Word file or a workbook only the letters inside text elements change; every other byte of every part
stays, and a file without damage is returned unchanged.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from xml.sax.saxutils import escape, unescape

from docgen import vietnamese
from docgen.finding import Where
from docgen.ooxml.safety import unpack
from docgen.sources.csv_file import cell_spans
from docgen.sources.formats import DATA, Format, format_of
from docgen.vietnamese import Cach, ChoSua

_STRINGS = re.compile(
    r"\"\"\"((?:[^\\]|\\.)*?)\"\"\"|'''(.*?)'''|\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'|#[^\n]*", re.DOTALL
)
"""The texts of a data file, in any quotes. A comment matches without a group: it is not a text.

Not by `sources.places`, which knows the values of a whole file alone: what is mended may be a broken one.
"""
_WORD = (".docx", ".dotx")
_WORD_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_BOOK_PARTS = re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml")
_WORD_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>)")
_BOOK_TEXT = re.compile(r"<(?:\w+:)?t(?: [^>]*)?>([^<]*)</(?:\w+:)?t>|(</(?:\w+:)?(?:si|is)>)")
_BOOK = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_SHEET = re.compile(r'<(?:\w+:)?sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_CELL = re.compile(r"<(?:\w+:)?c ([^>]*)>(?:<(?:\w+:)?v>(\d+)</)?")
_REFERENCE = re.compile(r'\br="([A-Z]+\d+)"')
_ENTITY = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));")


@dataclass
class Mended:
    """A file after its repair: its bytes, and the repairs and proposals, each with its place.

    `named` has the repairs that a check reports, by place: (line, column) of a text, (sheet, cell) of a workbook, ()
    of a Word file.
    """

    data: bytes
    done: list[tuple[str, ChoSua]] = field(default_factory=list)
    proposed: list[tuple[str, ChoSua]] = field(default_factory=list)
    named: dict[tuple[int | str, ...], set[str]] = field(default_factory=dict)

    def note(self, places: Iterable[tuple[int | str, ...]], changes: Iterable[ChoSua]) -> None:
        """Note the repairs that a check reports of a text at `places`."""
        for place in places:
            self.named.setdefault(place, set()).update(map(vietnamese.ke_cho_sua, changes))

    def lines(self) -> Iterator[str]:
        """Yield one line for each repair; letters that were only composed share one line."""
        composed = [item for item in self.done if item[1].cach is Cach.TO_HOP]
        for place, change in self.done:
            if change.cach is not Cach.TO_HOP:
                yield f"{place}: {vietnamese.ke_cho_sua(change)}: {change.cach}"
        if composed:
            place, change = composed[0]
            more = f" và {len(composed) - 1} chỗ nữa" if len(composed) > 1 else ""
            yield f"{place}: {vietnamese.ke_cho_sua(change)}{more}: {change.cach}"


def is_package(suffix: str) -> bool:
    """Return whether the letters of such a file are mended inside a package: a Word file or a workbook."""
    return suffix.lower() in _WORD or format_of(suffix).reader == "xlsx"


def mend(data: bytes, suffix: str, *, likely: bool = False) -> Mended:
    """Return a file mended, as its suffix asks. Raises DocgenError for a package that is not safe to open."""
    if is_package(suffix):
        return _package(data, likely)
    text = vietnamese.giai_ma(data)
    form = format_of(suffix)
    spans = _spans(text, form)
    result, named = vietnamese.sua_tung_muc(text, spans, ca_nghi=likely, dau_cau=not form.separated)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(index: int) -> tuple[int, int]:
        line = bisect_right(starts, index)
        return line, index - starts[line - 1] + 1

    def place(change: ChoSua) -> str:
        line, column = at(change.vi_tri)
        return f"dòng {line}, cột {column}"

    mended = Mended(
        result.text.encode(),
        [(place(change), change) for change in result.da_sua],
        [(place(change), change) for change in result.de_nghi],
    )
    for number, changes in named.items():
        begin, end = spans[number]
        mended.note({at(begin), at(begin + _raw_index(text[begin:end], changes[0].vi_tri))}, changes)
    return mended


def _raw_index(raw: str, index: int) -> int:
    """Return where the character at `index` of the composed text begins in `raw`."""
    if vietnamese.nfc(raw) == raw:
        return index
    for place in range(len(raw)):
        composed = vietnamese.nfc(raw[: place + 1])
        if len(composed) > index:
            return place
    return len(raw)


def _spans(text: str, form: Format) -> list[tuple[int, int]]:
    """Return the spans of a file's texts: the cells of a table, the strings of a data file, the lines of any other."""
    if form.reader == "csv":
        return cell_spans(text)
    if form.kind == DATA:
        return [match.span(match.lastindex) for match in _STRINGS.finditer(text) if match.lastindex]
    return [match.span() for match in re.finditer("[^\n]+", text)]


def _package(data: bytes, likely: bool) -> Mended:
    parts = unpack(data, Where())
    result = Mended(data)
    cells = _cells(parts)
    changed: dict[str, bytes] = {}
    for name, content in parts.items():
        if _WORD_PARTS.fullmatch(name):
            pattern = _WORD_TEXT
        elif _BOOK_PARTS.fullmatch(name):
            pattern = _BOOK_TEXT
        else:
            continue
        mended = _MendedPart(name, content, pattern, likely, result, cells).mended()
        if mended != content:
            changed[name] = mended
    if changed:
        result.data = _with_parts(data, changed)
    return result


def _cells(parts: Mapping[str, bytes]) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """Return the sheets and cells that hold each text of a workbook, by part and number within it, from 1."""
    book, links = (parts.get(name, b"").decode("utf-8", "replace") for name in _BOOK)
    named = {key: unescape(name) for name, key in _SHEET.findall(book)}
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for link in re.findall(r"<Relationship [^>]*>", links):
        key, target = re.search(r' Id="([^"]*)"', link), re.search(r' Target="([^"]*)"', link)
        if key is None or target is None or key[1] not in named:
            continue
        part = f"xl/{target[1].removeprefix('/xl/')}"
        inline = 0
        for cell in _CELL.finditer(parts.get(part, b"").decode("utf-8", "replace")):
            inline += 't="inlineStr"' in cell[1]
            reference = _REFERENCE.search(cell[1])
            where = named[key[1]], reference[1] if reference else "?"
            if 't="inlineStr"' in cell[1]:
                found[part, inline] = [where]
            elif 't="s"' in cell[1] and cell[2]:
                found.setdefault(("xl/sharedStrings.xml", int(cell[2]) + 1), []).append(where)
    return found


def _with_parts(data: bytes, changed: dict[str, bytes]) -> bytes:
    """Return the package with some parts replaced; all others keep their order, names and dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info, changed.get(info.filename, old.read(info)))
    return out.getvalue()


class _MendedPart:
    """One part of a package: its paragraphs (or shared strings), each of one or more text elements."""

    def __init__(
        self,
        name: str,
        content: bytes,
        pattern: re.Pattern[str],
        likely: bool,
        result: Mended,
        cells: Mapping[tuple[str, int], list[tuple[str, str]]],
    ) -> None:
        self.name, self.content, self.likely, self.result = name, content, likely, result
        self.pattern, self.cells = pattern, cells

    def mended(self) -> bytes:
        """Return the part with its letters mended."""
        try:
            xml = self.content.decode("utf-8")
        except UnicodeDecodeError:
            return self.content  # UTF-16, which no office program writes
        elements, numbers = self._elements(xml)
        if not elements:
            return self.content
        texts = [_plain(xml[start:end]) for start, end in elements]
        joined = self._joined(texts, numbers)
        sizes = (len(text) + gap for text, gap in zip(texts, self._gaps(numbers), strict=True))
        starts = list(accumulate(sizes, initial=0))
        spans = _paragraphs(starts, texts, numbers)
        repaired, named = vietnamese.sua_tung_muc(joined, spans, ca_nghi=self.likely, dau_cau=False)

        def number_at(index: int) -> int:
            return numbers[bisect_right(starts, index) - 1]

        self.result.done += [(self._place(number_at(change.vi_tri)), change) for change in repaired.da_sua]
        self.result.proposed += [(self._place(number_at(change.vi_tri)), change) for change in repaired.de_nghi]
        for span, changes in named.items():
            self.result.note(self.cells.get((self.name, number_at(spans[span][0])), [()]), changes)
        edits: dict[int, list[tuple[int, int, str]]] = {}
        for change in vietnamese.tung_cho(joined, repaired):
            for number, start, end, new in _shares(change, bisect_right(starts, change.vi_tri) - 1, starts, texts):
                edits.setdefault(number, []).append((start, end, new))
        return self._written(xml, elements, texts, edits)

    def _elements(self, xml: str) -> tuple[list[tuple[int, int]], list[int]]:
        """Return the spans of the texts, and the number of the paragraph of each, from 1."""
        found: list[tuple[int, int]] = []
        numbers: list[int] = []
        number = 1
        for match in self.pattern.finditer(xml):
            if match[2]:
                number += 1
            elif match[1]:
                found.append(match.span(1))
                numbers.append(number)
        return found, numbers

    def _gaps(self, numbers: list[int]) -> list[int]:
        return [int(one != two) for one, two in zip(numbers, [*numbers[1:], 0], strict=True)]

    def _joined(self, texts: list[str], numbers: list[int]) -> str:
        return "".join(text + "\n" * gap for text, gap in zip(texts, self._gaps(numbers), strict=True))

    def _place(self, number: int) -> str:
        if self.name.startswith("xl/"):
            cells = self.cells.get((self.name, number))
            if cells:
                sheet, cell = cells[0]
                return f"trang tính “{sheet}”, ô {cell}"
            return f"chữ thứ {number} của sổ tính"
        part = self.name.rpartition("/")[2].removesuffix(".xml")
        shown = "thân văn bản" if part == "document" else part
        return f"{shown}, đoạn {number}"

    def _written(
        self, xml: str, elements: list[tuple[int, int]], texts: list[str], edits: dict[int, list[tuple[int, int, str]]]
    ) -> bytes:
        pieces: list[str] = []
        written = 0
        for number in sorted(edits):
            text = texts[number]
            for start, end, new in sorted(edits[number], reverse=True):
                text = text[:start] + new + text[end:]
            begin, end = elements[number]
            pieces += (xml[written:begin], escape(text))
            written = end
        return "".join([*pieces, xml[written:]]).encode()


def _paragraphs(starts: list[int], texts: list[str], numbers: list[int]) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs in the joined texts of a part."""
    spans: dict[int, tuple[int, int]] = {}
    for start, text, number in zip(starts, texts, numbers, strict=False):
        spans[number] = spans.get(number, (start, start))[0], start + len(text)
    return list(spans.values())


def _shares(change: ChoSua, element: int, starts: list[int], texts: list[str]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the edit of a repair in each text element it spans: the first one receives all of the new text."""
    begin, end = change.vi_tri, change.vi_tri + len(change.cu)
    new = change.moi
    while element < len(texts) and starts[element] < end:
        start = max(begin - starts[element], 0)
        stop = min(end - starts[element], len(texts[element]))
        if start < stop or new:
            yield element, start, max(stop, start), new
        new = ""
        element += 1


def _plain(xml: str) -> str:
    """Return the plain text of a stretch of XML text."""

    def character(entity: re.Match[str]) -> str:
        if entity[1]:
            return chr(int(entity[1], 16))
        return chr(int(entity[2]))

    return unescape(_ENTITY.sub(character, xml), {"&quot;": '"', "&apos;": "'"})
