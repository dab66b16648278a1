"""A chart that is declared, and that no line places."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule, unasked


@rule("DL095", View.PAPER)
def chart_placed_nowhere(dossier: Dossier) -> Iterator[Wrong]:
    """Where a text could not be read, it may be the one that asks for it."""
    uses = dossier.resolved.uses
    if uses is not None:
        yield from unasked(dossier.paper.bieu_do, uses.charts, "biểu đồ “{}” không được đặt ở đâu")
