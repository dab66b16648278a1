"""A paper that is declared to be cited, and that no text cites."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule, unasked


@rule("VD003", View.PAPER)
def paper_never_cited(dossier: Dossier) -> Iterator[Wrong]:
    """Where a text could not be read, it may be the one that asks for it."""
    uses = dossier.resolved.uses
    if uses is not None:
        yield from unasked(dossier.paper.vb, uses.citations, "văn bản “{}” khai trong vb mà không được dẫn ở đâu")
