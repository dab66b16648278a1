"""Tags of one table for a long table that was printed in pieces.

In the tags each piece is a table with its own header rows, and a screen reader would meet dozens of tables. Here the
rows become those of one table, and repeated header rows become mere decoration of the page (artifacts: ISO 32000-1,
14.8.2.2), just as LibreOffice tags a table that runs over several pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf

from docgen.pdf.tags import number_tree

_NAME = re.compile(r"/(docgen\d+)(row|cut|head)(\d+)")
_MARKED = re.compile(rb"/[^\s<>]+\s*<<\s*/MCID\s+(\d+)\s*>>\s*BDC")
_DEPTH = 100  # a bad file may contain a cycle

Content = tuple[tuple[int, int], int]
"""A stretch of a page's content: the page object, and its number there (MCID)."""


class Pieces(NamedTuple):
    """How a long table was printed: the number of header rows at the top of each piece, and of other rows in each."""

    header: int
    rows: Sequence[int]


def join(document: pikepdf.Pdf) -> None:
    """Join the pieces of each table in the tags; a table whose pieces are not found there stays as it is.

    The names of a table's destinations say how it was printed: one for each row (`row_name`), one for each row before
    which it was cut, and one for its header.
    """
    root = document.Root.get("/StructTreeRoot")
    if root is None or "/IDTree" in root:  # cells may refer to header rows that would be removed
        return
    gone: set[Content] = set()
    for table in _tables(document):
        place = next(_holders(root, table), None)
        if place is not None:
            gone.update(_join(*place, table))
    _make_artifacts(document, root, gone)


def row_name(table: str, row: int) -> str:
    """Return the name of the destination of a row, from 0."""
    return f"{table}row{row}"


def cut_name(table: str, row: int) -> str:
    """Return the name that marks the row before which a table was cut."""
    return f"{table}cut{row}"


def head_name(table: str, rows: int) -> str:
    """Return the name that holds the number of header rows at the top of each piece."""
    return f"{table}head{rows}"


def _tables(document: pikepdf.Pdf) -> list[Pieces]:
    """Return the tables that were cut, in order."""
    known: dict[str, dict[str, list[int]]] = {}
    for name, _ in document.Root.get("/Dests", pikepdf.Dictionary()).items():
        match = _NAME.fullmatch(name)
        if match:
            known.setdefault(match[1], defaultdict(list))[match[2]].append(int(match[3]))
    tables = []
    for _, marks in sorted(known.items()):
        if marks["cut"] and len(marks["head"]) == 1:
            ends = [0, *sorted(marks["cut"]), len(marks["row"])]
            tables.append(Pieces(marks["head"][0], [end - begin for begin, end in pairwise(ends)]))
    return tables


def _holders(holder: Any, table: Pieces, depth: int = 0) -> Iterator[tuple[Any, list[int]]]:
    """Yield each element at or below `holder` that holds the pieces, and their places among its children."""
    kids = _kids(holder)
    wanted = [table.header + rows for rows in table.rows]
    sizes = [_rows(kid) for kid in kids]
    for begin, size in enumerate(sizes):
        if size == wanted[0]:
            places = _adjoining(kids, begin, len(wanted))
            if [sizes[place] for place in places] == wanted:
                yield holder, places
    if depth >= _DEPTH:
        return
    for kid, size in zip(kids, sizes, strict=True):
        if size < 0 and isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _holders(kid, table, depth + 1)


def _adjoining(kids: Sequence[Any], begin: int, count: int) -> list[int]:
    """Return the places of up to `count` elements from `begin` that follow each other.

    LibreOffice 7.4 tags the empty paragraphs between the pieces, 25.2 does not.
    """
    places: list[int] = []
    for place in range(begin, len(kids)):
        kid = kids[place]
        if len(places) == count:
            break
        if places and isinstance(kid, pikepdf.Dictionary) and not len(kid.get("/K", [])):
            continue
        places.append(place)
    return places


def _kids(element: Any) -> list[Any]:
    """Return the children of an element; a single one may be written without a list."""
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _rows(element: Any) -> int:
    """Return the number of rows of a table, -1 for any other element."""
    if not isinstance(element, pikepdf.Dictionary) or element.get("/S") != "/Table":
        return -1
    kids = element.get("/K")
    return len(kids) if isinstance(kids, pikepdf.Array) else -1


def _join(holder: Any, places: Sequence[int], table: Pieces) -> Iterator[Content]:
    """Move the rows of all pieces into the first; yield the content of the repeated header rows."""
    kids = list(holder.K)
    first, *others = (kids[place] for place in places)
    rows = list(first.K)
    for piece in others:
        own = list(piece.K)
        for row in own[: table.header]:
            yield from _content(row)
        for row in own[table.header :]:
            row.P = first
            rows.append(row)
    first.K = pikepdf.Array(rows)
    holder.K = pikepdf.Array(kids[: places[0] + 1] + kids[places[-1] + 1 :])


def _content(element: Any, page: Any = None, depth: int = 0) -> Iterator[Content]:
    """Yield the page content that an element and those below it are drawn with."""
    page = element.get("/Pg", page)
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield kid.get("/Pg", page).objgen, int(kid.MCID)
        elif isinstance(kid, pikepdf.Dictionary) and depth < _DEPTH:
            yield from _content(kid, page, depth + 1)
        elif isinstance(kid, int):
            yield page.objgen, kid


def _make_artifacts(document: pikepdf.Pdf, root: Any, gone: set[Content]) -> None:
    """Take content out of the tags: in the tree that leads from a page to its tags, and on the page itself."""
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
