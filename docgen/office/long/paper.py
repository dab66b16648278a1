"""Long tables in a time that grows with their pages.

LibreOffice moves all remaining rows at each page break, so that a table costs rows × pages: 1,000 rows take seconds,
5,000 minutes. Cut into shorter tables it costs what its pages cost. The cut must not show: it is made only where a row
starts a page anyway, and the header rows are repeated there by hand as LibreOffice would do it.

Where rows start pages is measured and computed: the rows on very tall pages give their heights (one row for all that
are certainly as high, `alike`), the paper with its tables cut off after the first pages gives where rows begin on a
page. Then *one* document with the table in pieces is converted, so that tags, bookmarks and page numbers come out by
themselves. Every row of it must be on the page and at the height that were computed; LibreOffice's own page breaks
inside the pieces would reveal a wrong sum. If one does, or if a table is not of the kind this works for, `Undivided`
says why and the caller converts the paper whole.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from lxml import etree

from docgen.office.long.alike import Alike
from docgen.office.long.divisible import Undivided
from docgen.office.long.rows import LongTable, Misjudged
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn, serialise
from docgen.pdf.destinations import Place, destinations
from docgen.word.look import Looks

__all__ = ["MIN_ROWS", "Convert", "Undivided", "divided"]

Convert = Callable[[Package, bool], bytes]
"""Converts a Word file to a PDF whose named destinations are the Word bookmarks: to keep (True) or only to measure."""

MIN_ROWS = 1000
"""Shorter tables cost no more converted whole than measured and converted in pieces."""

_TALL = "170000"  # twips, near LibreOffice's largest page


def divided(package: Package, convert: Convert, threads: int = 1, min_rows: int = MIN_ROWS) -> bytes | None:
    """Return the PDF of a paper with long tables, the measuring marks among its destinations; None if it has none.

    `convert` is called from up to `threads` threads at once. Raises Undivided, and whatever `convert` raises.
    """
    # A row of one cell takes more than 100 bytes: short papers are not even parsed.
    if len(package.parts[package.main]) < 100 * min_rows:
        return None
    try:
        paper = _Paper(package, min_rows)
        return paper.pdf(convert, threads) if paper.tables else None
    except (AttributeError, LookupError, StopIteration, SyntaxError, TypeError, ValueError) as error:
        raise Undivided("bảng có cấu trúc lạ") from error  # a row without cells, a section without size …


class _Paper:
    """A Word file, its long tables marked row by row, and the documents derived from it."""

    def __init__(self, package: Package, min_rows: int) -> None:
        self._package = package
        self._root = package.clone().xml(package.main)
        self._body = self._root.find(qn("w:body"))
        looks = Looks(package)
        long = [table for table in self._body.findall(qn("w:tbl")) if len(table.findall(qn("w:tr"))) >= min_rows]
        self.tables = [LongTable(f"docgen{number}", table, Alike(looks, table)) for number, table in enumerate(long)]

    def pdf(self, convert: Convert, threads: int) -> bytes:
        for number, table in enumerate(self.tables):
            table.check()
            if number and self.tables[number - 1].section is table.section:
                raise Undivided("hai bảng dài nằm trong cùng một phần")
        try:
            return self._measured(convert, threads, every=False)
        except Undivided:
            if all(table.all_chosen for table in self.tables):
                raise
            return self._measured(convert, threads, every=True)

    def _measured(self, convert: Convert, threads: int, *, every: bool) -> bytes:
        """Return the PDF after measuring every row, or one of each set that should be equally high."""
        for table in self.tables:
            table.choose(every=every)
        pool = ThreadPoolExecutor(threads)
        try:
            self._measure(convert, threads, pool)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # Ctrl-C does not wait for a conversion
        try:
            return self._whole(convert)
        except Misjudged:
            return self._whole(convert)  # the first one showed where pages end

    def _measure(self, convert: Convert, threads: int, pool: ThreadPoolExecutor) -> None:
        def places(root: Any) -> Future[dict[str, Place]]:
            document = self._with(root)
            return pool.submit(lambda: destinations(convert(document, False)))

        tall = []
        for table in self.tables:  # while some are converted the next is built
            contents = table.on_tall_pages(2 * threads)
            tall.append([places(self._tall(table, content)) for content in contents])
        beginning = places(self._beginning())
        for table, parts in zip(self.tables, tall, strict=True):
            table.measure([part.result() for part in parts], beginning.result())

    def _whole(self, convert: Convert) -> bytes:
        longer = 0  # pages, than the document that showed where tables begin
        for table in self.tables:
            longer += table.divide(longer)
        pdf = convert(self._with(self._root), True)
        found = destinations(pdf)
        # Each table is asked, because each learns from what went wrong with it.
        faults = [fault for fault in [table.verify(found) for table in self.tables] if fault is not None]
        if faults:
            raise min(faults, key=lambda fault: isinstance(fault, Misjudged))  # first what another try cannot cure
        return pdf

    def _with(self, document: Element) -> Package:
        """Return the Word file with another document, which may change again."""
        copied = self._package.clone()
        copied.put(copied.main, serialise(document))
        return copied

    def _beginning(self) -> Any:
        """Return the document with its long tables broken off after their first pages."""
        tables = {table.element: table for table in self.tables}
        root, body = (etree.Element(part.tag, part.attrib, part.nsmap) for part in (self._root, self._body))
        root.append(body)
        for item in self._body:
            body.append(tables[item].beginning() if item in tables else copy.deepcopy(item))
        return root

    def _tall(self, table: LongTable, content: list[Any]) -> Any:
        """Return a document of `content` on tall pages without header and footer."""
        root = etree.Element(self._root.tag, self._root.attrib, self._root.nsmap)
        body = etree.SubElement(root, qn("w:body"))
        body.extend(content)
        section = etree.SubElement(body, qn("w:sectPr"))
        section.extend(copy.deepcopy(table.section.find(qn(f"w:{name}"))) for name in ("pgSz", "pgMar"))
        section[0].set(qn("w:h"), _TALL)
        return root
