"""A signer whose code no leader of the office has."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.finding import nearest, suggestion
from docgen.lint.rule import Dossier, View, Wrong, rule


@rule("DL081", View.DATA)
def unknown_signer(dossier: Dossier) -> Iterator[Wrong]:
    """Where the leaders themselves could not be read, that was reported."""
    paper = dossier.paper
    code = paper.nguoi_ky.ma
    known = [leader.ma for leader in paper.co_quan.lanh_dao or []]
    if not code or code in known or "lanh_dao" in paper.co_quan.spoilt:
        return
    named = ", ".join(f"“{ma}”" for ma in known) or "chưa khai ai trong co_quan.lanh_dao"
    said = f"không có người lãnh đạo nào mang mã “{code}”"
    yield (*paper.nguoi_ky.key, "ma"), said, suggestion(nearest(code, known), f"Các mã: {named}.")
