"""One table again in the tags of a PDF whose long tables were printed in pieces.

Each piece is a table of its own there, with its header rows. As LibreOffice has it for a table that goes over several
pages, the rows become those of one table, and header rows that are repeated are nothing but decoration of the page
(artifacts: ISO 32000-1, 14.8.2.2). A screen reader would meet dozens of tables otherwise.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pikepdf

from docgen.pdf.file import Parsed, opened
from docgen.pdf.tags import number_tree

_MARKED = re.compile(rb"/[^\s<>]+\s*<<\s*/MCID\s+(\d+)\s*>>\s*BDC")
_DEPTH = 100  # a bad file may go in a circle

Content = tuple[tuple[int, int], int]
"""A stretch of a page's content: the page object, and its number there (MCID)."""


class Pieces(NamedTuple):
    """How a long table was printed: so many header rows at the top of each piece, and the other rows of each."""

    header: int
    rows: Sequence[int]


def joined(pdf: bytes | Parsed, tables: Sequence[Pieces]) -> bytes:
    """Return `pdf` with each of the tables as one table in its tags; as it is where they are not found there.

    Raises ValueError where `pdf` cannot be read.
    """
    with opened(pdf, spread=False) as file:
        root = file.document.Root.get("/StructTreeRoot")
        if root is None or "/IDTree" in root:  # cells may name the headers that go
            return file.data
        gone: set[Content] = set()
        for table in tables:
            place = next(_found(root, table), None)
            if place is None:
                return file.data
            gone.update(_join(*place, table))
        _make_artifacts(file.document, root, gone)
        out = io.BytesIO()
        file.document.save(out, fix_metadata_version=False)  # its packet stays as it is: half the time
        return out.getvalue()


def _found(holder: Any, table: Pieces, depth: int = 0) -> Iterator[tuple[Any, int]]:
    """Yield an element below `holder` and the place in it where the pieces begin, each apart by an empty paragraph."""
    kids = holder.get("/K", pikepdf.Array())
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    wanted = [table.header + rows for rows in table.rows]
    sizes = [_rows(kid) for kid in kids]
    for begin in range(len(kids)):
        if sizes[begin : begin + 2 * len(wanted) - 1 : 2] == wanted:
            joints = kids[begin + 1 : begin + 2 * len(wanted) - 1 : 2]
            if all(isinstance(joint, pikepdf.Dictionary) and not len(joint.get("/K", [])) for joint in joints):
                yield holder, begin
    for kid, size in zip(kids, sizes, strict=True) if depth < _DEPTH else ():
        if size < 0 and isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _found(kid, table, depth + 1)


def _rows(element: Any) -> int:
    """Return how many rows a table has, -1 for what is none."""
    if not isinstance(element, pikepdf.Dictionary) or element.get("/S") != "/Table":
        return -1
    kids = element.get("/K")
    return len(kids) if isinstance(kids, pikepdf.Array) else -1


def _join(holder: Any, begin: int, table: Pieces) -> Iterator[Content]:
    """Put the rows of all pieces into the first; yield what the header rows of the others show."""
    kids = list(holder.K)
    first, *others = kids[begin : begin + 2 * len(table.rows) - 1 : 2]
    rows = list(first.K)
    for piece in others:
        own = list(piece.K)
        for row in own[: table.header]:
            yield from _content(row)
        for row in own[table.header :]:
            row.P = first
            rows.append(row)
    first.K = pikepdf.Array(rows)
    holder.K = pikepdf.Array(kids[: begin + 1] + kids[begin + 2 * len(table.rows) - 1 :])


def _content(element: Any, page: Any = None, depth: int = 0) -> Iterator[Content]:
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield kid.get("/Pg", page).objgen, int(kid.MCID)
        elif isinstance(kid, pikepdf.Dictionary) and depth < _DEPTH:
            yield from _content(kid, page, depth + 1)
        elif isinstance(kid, int):
            yield page.objgen, kid


def _make_artifacts(document: pikepdf.Pdf, root: Any, gone: set[Content]) -> None:
    """Take content out of the tags: out of the tree that leads to them from the page, and on the page itself."""
    by_page: dict[tuple[int, int], set[int]] = defaultdict(set)
    for place, number in gone:
        by_page[place].add(number)
    owners = dict(number_tree(root.ParentTree))
    for page in document.pages:
        numbers = by_page.get(page.obj.objgen)
        if not numbers:
            continue
        above = owners[int(page.obj.StructParents)]
        for number in numbers:
            above[number] = None
        page.contents_coalesce()

        def marked(match: re.Match[bytes], numbers: set[int] = numbers) -> bytes:
            return b"/Artifact BMC" if int(match[1]) in numbers else match[0]

        page.obj.Contents.write(_MARKED.sub(marked, page.obj.Contents.read_bytes()))
