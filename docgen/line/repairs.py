"""Damaged letters that a check reports, and what `mend` would do about them.

Promise: a remedy names `mend` only if `mend` writes exactly the repair that is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from docgen.errors import DocgenError
from docgen.finding import Finding, Where
from docgen.line.mending import mend
from docgen.sources.formats import format_of

CODE = "CT001"
BY_HAND = "Gõ lại chỗ này như đã nêu: docgen mend không sửa được chỗ này."

_NAMED = re.compile("“[^”]*” → “[^”]*”|bỏ “[^”]*”")

_Named = dict[tuple[int | str, ...], set[str]]


def with_remedies(findings: Iterable[Finding], content: Callable[[str], bytes | None]) -> Iterator[Finding]:
    """Yield findings; damage in data that `mend` would not repair as reported gets the remedy of typing it anew.

    `content` returns the bytes of a file by its shown path.
    """
    files: dict[str, _Named] = {}
    for finding in findings:
        named = _NAMED.findall(finding.message) if finding.code == CODE else []
        if named and _is_data(finding.where):
            file = finding.where.file
            if file not in files:
                files[file] = _mended(content(file), PurePosixPath(file).suffix)
            if not _agree(named, finding.where, files[file]):
                finding = replace(finding, remedy=BY_HAND)
        yield finding


def _is_data(where: Where) -> bool:
    return not where.part and not where.paragraph


def _mended(data: bytes | None, suffix: str) -> _Named:
    """Return the repairs by `mend` that a check would report, by place."""
    if data is None or not format_of(suffix).reader:
        return {}
    try:
        return mend(data, suffix).named
    except DocgenError:
        return {}


def _agree(named: Iterable[str], where: Where, repairs: _Named) -> bool:
    """Return whether `mend` makes all repairs reported at a place (the first, for a text in several strings)."""
    place = (where.sheet, where.cell) if where.sheet else (where.line, where.column)
    everywhere = set().union(*repairs.values())
    return place in repairs and all(item in everywhere for item in named)
