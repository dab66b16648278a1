"""A table that is declared, and that no text or annex asks for."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule, unasked


@rule("DL086", View.PAPER)
def table_printed_nowhere(dossier: Dossier) -> Iterator[Wrong]:
    """Where a text could not be read, it may be the one that asks for it."""
    uses = dossier.resolved.uses
    if uses is not None:
        yield from unasked(dossier.paper.bang, uses.tables, "bảng “{}” không được in ở đâu")
