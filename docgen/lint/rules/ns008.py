"""A time in a text that there is not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.lint.times import no_such_times


@rule("NS008", View.PAPER)
def no_such_time(dossier: Dossier) -> Iterator[Wrong]:
    """“Tháng 13”, “quý V”, “tuần 54”, “24h30”: a deadline that nobody can keep."""
    for item in dossier.resolved.written():
        for offset, written, right in no_such_times(item.text):
            yield partial(item.at, offset), f"không có “{written}”: {right}", ""
