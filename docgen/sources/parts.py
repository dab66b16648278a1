"""The package of a workbook: its parts as XML, within limits.

Promise: a part that unpacks too large, holds too many elements or declares what no workbook declares raises
`UnsafeError` before anything is built from it; no link leaves the package. The invisible
ballast of office workbooks (a million formatted empty cells) costs no time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from docgen.sources.grid import CELL_LIMIT
from docgen.sources.rich_text import Piece, pieces_of
from docgen.sources.root import MEGABYTE

UNPACKED_LIMIT = 192 * MEGABYTE  # of all parts together
PART_LIMIT = 2_000  # parts of a package
ELEMENT_LIMIT = 4_000_000  # tags of one part; a million shared texts have as many
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_BOLD_OR_ITALIC = re.compile(rb"<(?:\w+:)?[bi](?: [^>]*)?/?>")
_FILLED = re.compile(rb"</(?:\w+:)?c>")
_ROW = re.compile(rb"<row\s[^>]*\br=\"")


class UnsafeError(Exception):
    """Says in Vietnamese why a package must not be opened."""


class Parts:
    """The parts of a workbook by name."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        """Raise UnsafeError if there is too much; zipfile unpacks no more than the sizes in the directory."""
        self._package = package
        infos = package.infolist()
        if len(infos) > PART_LIMIT:
            raise UnsafeError(f"có hơn {PART_LIMIT} phần")
        if sum(part.file_size for part in infos) > UNPACKED_LIMIT:
            raise UnsafeError(f"giải nén ra hơn {UNPACKED_LIMIT // MEGABYTE} MB")
        self._names = frozenset(package.namelist())
        for part in infos:
            if part.filename.lower().endswith((".xml", ".rels")) and "worksheets/" not in part.filename.lower():
                _checked(self._read(part.filename))

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def _read(self, part: str) -> bytes:
        content = self._package.read(part)
        if any(mark in content for mark in _DOCTYPES):
            raise UnsafeError("có khai báo DOCTYPE, là thứ sổ tính không dùng")
        return content

    def xml(self, part: str) -> Any:
        """Return the root element of a part."""
        content = _checked(self._read(part))
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))

    def rows(self, part: str, *tags: str) -> Iterator[Any]:
        """Yield the elements of a sheet that have one of `tags`, each when it is complete; it is freed afterwards."""
        content = _without_empty_rows(self._read(part))
        if content.count(b"<") > 4 * CELL_LIMIT:
            raise UnsafeError("trang tính có quá nhiều ô và định dạng")
        yield from _elements(content, tags)

    def is_filled(self, part: str) -> bool:
        """Return whether a sheet has a filled cell: only a filled cell has an end tag."""
        return _FILLED.search(self._read(part)) is not None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id → (kind, part) of the relationships of `part` that stay inside the package."""
        folder, name = dirname(part), part.rpartition("/")[2]
        path = join(folder, "_rels", f"{name}.rels")
        if path not in self:
            return {}
        found = {}
        for item in self.xml(path):
            if item.get("TargetMode") != "External":
                target = normpath(join("/", folder, item.get("Target", ""))).lstrip("/")
                found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], target)
        return found

    @cached_property
    def workbook(self) -> str:
        """The part that lists the sheets."""
        paths = [path for kind, path in self.relations("").values() if kind == "officeDocument"]
        return paths[0] if paths else "xl/workbook.xml"

    def _of_workbook(self, kind: str) -> str | None:
        found = (path for known, path in self.relations(self.workbook).values() if known == kind and path in self)
        return next(found, None)

    @cached_property
    def texts(self) -> list[str]:
        """The texts that cells share, by number."""
        part = self._of_workbook("sharedStrings")
        return [text_of(item) for item in _elements(_checked(self._read(part)), ("si",))] if part else []

    @cached_property
    def styled(self) -> dict[int, list[Piece]]:
        """Those of the shared texts that are bold or italic in parts, by number, as runs."""
        part = self._of_workbook("sharedStrings")
        content = self._read(part) if part else b""
        if not _BOLD_OR_ITALIC.search(content):
            return {}
        runs = enumerate(pieces_of(item) for item in _elements(content, ("si",)))
        return {number: pieces for number, pieces in runs if pieces}

    @cached_property
    def formats(self) -> list[str]:
        """The number format of each cell style, by number."""
        part = self._of_workbook("styles")
        if part is None:
            return []
        own: dict[int, str] = {}
        formats = []
        for item in _elements(_checked(self._read(part)), ("numFmt", "cellXfs")):
            if item.tag == f"{MAIN}numFmt":
                own[int(item.get("numFmtId", "0"))] = item.get("formatCode", "")
                continue
            numbers = [int(style.get("numFmtId", "0")) for style in item]
            formats = [own.get(number) or BUILTIN_FORMATS.get(number, "General") for number in numbers]
        return formats


def _checked(content: bytes) -> bytes:
    if content.count(b"<") > ELEMENT_LIMIT:
        raise UnsafeError(f"một phần bên trong có hơn {ELEMENT_LIMIT // 1_000_000} triệu mục")
    return content


def _elements(content: bytes, tags: tuple[str, ...]) -> Iterator[Any]:
    names = [MAIN + tag for tag in tags]
    for _, element in etree.iterparse(io.BytesIO(content), tag=names, resolve_entities=False, no_network=True):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def text_of(item: Any) -> str:
    """Return the text of a shared or inline text; without its pronunciation (East Asian phonetics)."""
    texts = (text for text in item.iter(f"{MAIN}t") if text.getparent().tag != f"{MAIN}rPh")
    return "".join(text.text or "" for text in texts)


def _without_empty_rows(content: bytes) -> bytes:
    """Return a sheet without the rows whose cells are all empty, if it is written the way spreadsheets write it.

    A column formatted to its end has a million such rows. Only a filled cell has an end tag, so the rows left out need
    not be parsed.
    """
    start, end = content.find(b"<sheetData>"), content.rfind(b"</sheetData>")
    if start < 0 or end < start or b"<!--" in content or b"<![CDATA[" in content:
        return content
    position = start + len(b"<sheetData>")
    kept = [content[:position]]
    while (filled := content.find(b"</c>", position, end)) >= 0:
        row = content.rfind(b"<row", position, filled)
        behind = content.find(b"</row>", filled, end)
        if row < 0 or behind < 0 or not _ROW.match(content, row, filled):  # rows that only their order numbers
            return content
        position = behind + len(b"</row>")
        kept.append(content[row:position])
    return b"".join([*kept, content[end:]])
