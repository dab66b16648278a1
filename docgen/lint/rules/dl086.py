"""A table that is declared, and that no text or annex asks for."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, NameOf, View, Wrong, rule


@rule("DL086", View.PAPER)
def table_printed_nowhere(dossier: Dossier) -> Iterator[Wrong]:
    """Where a text could not be read, it may be the one that asks for it."""
    uses = dossier.resolved.uses
    if uses is None:
        return
    for code, declared in (dossier.paper.bang or {}).items():
        if code not in uses.tables:
            yield NameOf(declared.key), f"bảng “{code}” không được in ở đâu", ""
