"""Bookmarks for the parts of a paper that have no heading in the Word file: a công văn has no title.

Promise: a part whose beginning is marked that way gets a bookmark, with those of its headings below it. A PDF without
such marks is not touched.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf


def add_parts(document: pikepdf.Pdf, titles: Sequence[str], marks: Sequence[tuple[str, str]]) -> None:
    """Add the bookmarks of the parts that need one, at the destinations that mark where parts begin.

    `marks` are two names for each part; a destination of the second name marks a part without a bookmark.
    """
    places = document.Root.get("/Dests", pikepdf.Dictionary())
    if not any(_named(places, untitled) for _, untitled in marks):
        return
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    begins = [_page(_named(places, untitled) or _named(places, titled), pages) for titled, untitled in marks]
    with document.open_outline() as outline:
        below: list[list[pikepdf.OutlineItem]] = [[] for _ in marks]
        for item in outline.root:
            here = _page(item.destination, pages)
            owner = max((number for number, begin in enumerate(begins) if begin <= here), default=0)
            below[owner].append(item)
        outline.root.clear()
        for (_, untitled), title, begin, items in zip(marks, titles, begins, below, strict=True):
            if not _named(places, untitled):
                outline.root.extend(items)
                continue
            made = pikepdf.OutlineItem(
                title, begin, "XYZ", left=0, top=float(document.pages[begin].mediabox[3]), zoom=0
            )
            made.children.extend(items)
            made.is_closed = False
            outline.root.append(made)


def _named(places: pikepdf.Object, name: str) -> pikepdf.Object | None:
    """Return where a named destination leads, None if there is no such name."""
    found = places.get(f"/{name}")
    return found.D if isinstance(found, pikepdf.Dictionary) else found


def _page(destination: object, pages: dict[tuple[int, int], int]) -> int:
    """Return the number of the page that a destination leads to, from 0."""
    if isinstance(destination, pikepdf.Array) and len(destination):
        return pages.get(destination[0].objgen, 0)
    return 0
