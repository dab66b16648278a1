"""Where the named destinations of a PDF lead."""

from __future__ import annotations

import re
from typing import NamedTuple

import pikepdf

from docgen.pdf.file import Parsed, opened

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")


class Place(NamedTuple):
    """A place in a PDF: the page, from 1, and points from the page's top."""

    page: int
    y: float


def destinations(pdf: bytes | Parsed) -> dict[str, Place]:
    """Return the named destinations that lead to a place on a page. Raises ValueError where `pdf` cannot be read."""
    with opened(pdf, spread=False) as file:
        document = file.document
        pages = {page.obj.objgen: (number, float(page.mediabox[3])) for number, page in enumerate(document.pages, 1)}
        found = {}
        for name, target in document.Root.get("/Dests", pikepdf.Dictionary()).items():
            target = target.D if isinstance(target, pikepdf.Dictionary) else target
            if target[0].objgen in pages and target[1] == "/XYZ":
                number, height = pages[target[0].objgen]
                found[name[1:]] = Place(number, height - float(target[3]))
        return found


def one_page(pdf: bytes) -> bool:
    """Return, without parsing, whether a PDF has just one page; False also if packed objects hide the count."""
    return b"/ObjStm" not in pdf and len(_PAGE.findall(pdf)) == 1
