"""A part whose beginning is marked gets a bookmark, and those of its headings stand below it."""

from __future__ import annotations

import io

import pikepdf
import pytest

from docgen.finish import Metadata, finish

MARKS = [(f"part{number}", f"part{number}x") for number in range(3)]
TITLES = ["Công văn 45/SNV-VP", "Phụ lục I. Một", "Phụ lục II. Hai"]


def made(places: dict[str, int], bookmarks: list[tuple[str, int]], pages: int = 4) -> bytes:
    """A PDF with named destinations and bookmarks, each leading to a page."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    named = {f"/{name}": [document.pages[page].obj, pikepdf.Name.XYZ, 10, 800, 0] for name, page in places.items()}
    document.Root.Dests = document.make_indirect(
        pikepdf.Dictionary({name: pikepdf.Array(at) for name, at in named.items()})
    )
    if bookmarks:
        with document.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in bookmarks)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tree(data: bytes) -> list[tuple[str, list[str]]]:
    with pikepdf.open(io.BytesIO(data)) as document, document.open_outline() as outline:
        return [(item.title, [below.title for below in item.children]) for item in outline.root]


@pytest.mark.parametrize(
    ("places", "bookmarks", "expected"),
    [
        # The paper has none, its annexes have theirs.
        ({"part0x": 0, "part1": 2, "part2": 3}, [("I. A", 0), ("II. B", 1), ("PHỤ LỤC I", 2), ("PHỤ LỤC II", 3)],
         [(TITLES[0], ["I. A", "II. B"]), (TITLES[1], []), (TITLES[2], [])]),
        # No part has any, as in a template made of somebody's paper.
        ({"part0x": 0, "part1x": 2, "part2x": 3}, [], [(title, []) for title in TITLES]),
        ({"part0x": 0, "part1x": 1, "part2x": 3}, [("I. A", 2)], [(TITLES[0], []), (TITLES[1], ["I. A"]), (TITLES[2], [])]),
        # Nothing is marked: nothing is touched.
        ({}, [("I. A", 0), ("B", 2)], [("I. A", []), ("B", [])]),
    ],
)  # fmt: skip
def test_parts_get_the_bookmarks_they_lack(
    places: dict[str, int], bookmarks: list[tuple[str, int]], expected: list[tuple[str, list[str]]]
) -> None:
    meta = Metadata("t", parts=TITLES, marks=MARKS)
    done = finish(made(places, bookmarks), meta)
    assert tree(done) == expected
    assert done == finish(made(places, bookmarks), meta)
    with pikepdf.open(io.BytesIO(done)) as document:
        assert "/Dests" not in document.Root


def test_a_paper_of_one_page_without_headings() -> None:
    meta = Metadata("t", parts=TITLES[:1], marks=MARKS[:1])
    assert tree(finish(made({"part0x": 0}, [], 1), meta)) == [(TITLES[0], [])]
