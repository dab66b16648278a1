"""A deputy who signs without a right."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.titles import is_deputy


@rule("DL084", View.PAPER)
def deputy_without_right(dossier: Dossier) -> Iterator[Wrong]:
    """A right that could not be read has its finding already."""
    given, title = dossier.paper.nguoi_ky, dossier.resolved.signature.title
    right = given.quyen_han or ""
    if right in ("", "TM.") and is_deputy(title) and "quyen_han" not in given.spoilt:
        fitting = "TM. KT." if right else "KT."
        yield given.key, f"“{title}” ký mà không có quyền hạn", f'Thêm: quyen_han = "{fitting}".'
