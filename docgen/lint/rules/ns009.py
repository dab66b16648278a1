"""A day of the week that is not that of its day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.lint.times import wrong_weekdays


@rule("NS009", View.PAPER)
def wrong_weekday(dossier: Dossier) -> Iterator[Wrong]:
    """“Thứ Hai, ngày 17 tháng 3 năm 2026” is a Tuesday: people come on one of two days."""
    for item in dossier.resolved.written():
        for offset, written, right in wrong_weekdays(item.text, dossier.paper.ngay):
            yield partial(item.at, offset), f"“{written}” ghi sai thứ: {right}", ""
