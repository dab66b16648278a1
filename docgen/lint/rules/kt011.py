"""A signature on a page without any text of the paper above it."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.finding import Where
from docgen.lint.rule import View, Wrong, rule
from docgen.pdf import Document

_OPENS = "nơi nhận"  # on the line of the signer's title, left of it, and written first


@rule("KT011", View.PAGE)
def signature_alone(printed: Document) -> Iterator[Wrong]:
    """What "Nơi nhận" begins, the signature stands beside."""
    for page in printed.pages[1:]:
        first = next(iter(page.written), None)
        if first is not None and first.text.casefold().startswith(_OPENS):
            said = f"trang {page.number} chỉ có nơi nhận và chữ ký, không có dòng nội dung nào phía trên"
            yield Where(page=page.number), said, ""
