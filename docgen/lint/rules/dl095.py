"""A chart that is declared, and that no line places."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, NameOf, View, Wrong, rule


@rule("DL095", View.PAPER)
def chart_placed_nowhere(dossier: Dossier) -> Iterator[Wrong]:
    """Where a text could not be read, it may be the one that asks for it."""
    uses = dossier.resolved.uses
    if uses is None:
        return
    for code, declared in (dossier.paper.bieu_do or {}).items():
        if code not in uses.charts:
            yield NameOf(declared.key), f"biểu đồ “{code}” không được đặt ở đâu", ""
