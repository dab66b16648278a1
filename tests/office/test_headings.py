"""Chains of headings at page ends: what is asked of LibreOffice, and what LibreOffice makes of it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

import docx
import pikepdf
from docx.document import Document
from word_file import package_of

from docgen.office import headings
from docgen.ooxml.package import Package

Pages = dict[str, int]


def document_of(texts: Sequence[str]) -> Package:
    """A Word file; a text with # is a heading that keeps with the next paragraph."""
    made: Document = docx.Document()
    for text in texts:
        paragraph = made.add_paragraph(text)
        paragraph.paragraph_format.keep_with_next = text.startswith("#") or None
        paragraph.paragraph_format.space_before = docx.shared.Pt(12)
    return package_of(saved(made))


def saved(made: Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def xml_of(package: Package) -> str:
    """The main document of a Word file as it is written."""
    package.write()
    return package.parts[package.main].decode()


def pdf_of(places: Pages) -> bytes:
    """A PDF of three pages whose named destinations lead to these pages, from 1."""
    with pikepdf.new() as made:
        for _ in range(3):
            made.add_blank_page()
        made.Root.Dests = pikepdf.Dictionary(
            {f"/{name}": [made.pages[page - 1].obj, pikepdf.Name.XYZ, 0, 0, 0] for name, page in places.items()}
        )
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def converter(page_of: Callable[[str, bool], int], seen: list[list[str]]) -> Callable[[Package], bytes]:
    """Stand in for LibreOffice: `page_of` tells on which page a paragraph's beginning (or end) comes out.

    `seen` takes for each conversion the paragraphs before which a page was broken.
    """

    def convert(given: Package) -> bytes:
        seen.append([])
        places: Pages = {}
        for paragraph in re.findall(r"<w:p>.*?</w:p>", xml_of(given), re.S):
            text = "".join(re.findall(r"<w:t[^>]*>([^<]*)", paragraph))
            if "pageBreakBefore" in paragraph:
                seen[-1].append(text)
            for name in re.findall(r'bookmarkStart [^>]*w:name="([^"]+)"', paragraph):
                at_end = paragraph.index(name) > paragraph.index(text)
                places[name] = 2 if seen[-1] else page_of(text, at_end)
        return pdf_of(places)

    return convert


TEXTS = ["một", "# I", "# 1", "hai", "ba"]


def test_a_chain_that_was_cut_is_sent_to_the_next_page() -> None:
    seen: list[list[str]] = []
    headings.held_together(document_of(TEXTS), converter(lambda text, end: 2 if text in ("hai", "ba") else 1, seen))
    assert seen == [[], ["# I"]]


def test_a_chain_that_stands_on_one_page_is_left_alone() -> None:
    seen: list[list[str]] = []
    headings.held_together(document_of(TEXTS), converter(lambda text, end: 2 if text == "ba" else 1, seen))
    assert seen == [[]]


def test_a_paragraph_that_runs_over_the_page_may_keep_with_the_next() -> None:
    seen: list[list[str]] = []
    ends = {"# 1": (1, 2), "hai": (2, 2)}
    headings.held_together(
        document_of(TEXTS), converter(lambda text, end: ends[text][end] if text in ends else 1, seen)
    )
    assert seen == [[]]


def test_a_chain_longer_than_a_page_is_sent_on_once() -> None:
    seen: list[list[str]] = []

    def convert(given: Package) -> bytes:
        names = re.findall(r'bookmarkStart [^>]*w:name="([^"]+)"', xml_of(given))
        seen.append(names)
        return pdf_of({name: 1 + number % 2 for number, name in enumerate(names)})

    headings.held_together(document_of([*TEXTS, "# II", "bốn"]), convert)
    assert len(seen) == 3  # as it came, and one try for each of its two chains


def test_a_file_without_headings_is_converted_as_it_is() -> None:
    given = document_of(["một", "hai"])
    assert headings.held_together(given, lambda asked: asked.parts[asked.main]) == given.parts[given.main]
