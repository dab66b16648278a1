"""A span of time that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.lint.spans import ends_before_it_begins


@rule("NS013", View.PAPER)
def ends_too_early(dossier: Dossier) -> Iterator[Wrong]:
    """“Từ ngày 20/7/2026 đến ngày 15/7/2026”: one of the two days is wrong, and nobody knows which."""
    for item in dossier.resolved.written():
        for offset, written in ends_before_it_begins(item.text):
            yield partial(item.at, offset), f"“{written}” hết trước khi bắt đầu", ""
