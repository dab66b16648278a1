"""A paper that is declared to be cited, and that no text cites."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, NameOf, View, Wrong, rule


@rule("VD003", View.PAPER)
def paper_never_cited(dossier: Dossier) -> Iterator[Wrong]:
    """Where a text could not be read, it may be the one that asks for it."""
    uses = dossier.resolved.uses
    if uses is None:
        return
    for code, declared in (dossier.paper.vb or {}).items():
        if code not in uses.citations:
            yield NameOf(declared.key), f"văn bản “{code}” khai trong vb mà không được dẫn ở đâu", ""
