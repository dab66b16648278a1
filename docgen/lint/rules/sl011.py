"""A rate in prose that the part and the whole beside it do not make."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.arithmetic import wrong_rates
from docgen.lint.rule import Dossier, View, Wrong, rule


@rule("SL011", View.PAPER)
def untrue_rate(dossier: Dossier) -> Iterator[Wrong]:
    """“15/32 nhiệm vụ, đạt 48%”."""
    for text, at in dossier.resolved.texts():
        if "%" in text and "/" in text:
            for message in wrong_rates(text):
                yield at, message, ""
