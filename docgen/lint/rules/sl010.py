"""A sum written out in prose that is not true."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.arithmetic import wrong_sums
from docgen.lint.rule import Dossier, View, Wrong, rule


@rule("SL010", View.PAPER)
def untrue_sum(dossier: Dossier) -> Iterator[Wrong]:
    """“6.183/6.688 = 92,44%” must be true as printed."""
    for text, at in dossier.resolved.texts():
        if "=" in text:
            for message in wrong_sums(text):
                yield at, message, ""
