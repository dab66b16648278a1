"""A page with nothing but the last line of a paper on it."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.finding import Where
from docgen.lint.rule import View, Wrong, rule
from docgen.pdf import Document


@rule("KT010", View.PAGE)
def page_almost_empty(printed: Document) -> Iterator[Wrong]:
    """A page of its own for "./." or for the end of a sentence; a paper of one page may be as short as it likes."""
    for page in printed.pages[1:]:
        lines = [line.text for line in page.written]
        if len(lines) == 1:
            yield Where(page=page.number), f"trang {page.number} chỉ có một dòng: “{lines[0]}”", ""
