"""The text alternatives of charts, which LibreOffice loses on the way from Word (measured with 7.4).

A picture keeps its description; a chart becomes a figure without one, and a screen reader would read its labels as
loose numbers. The figures are tagged in the order of the page, so that each can be described again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

_DEPTH = 200  # no paper gives a deeper tree of tags


def undescribed(document: pikepdf.Pdf) -> list[Any]:
    """Return the figures with text inside and no alternative, in the order of the tags: charts."""
    tree = document.Root.get("/StructTreeRoot")
    if tree is None:
        return []
    figures = (item for item in _elements(tree) if item.get("/S") == "/Figure")
    return [item for item in figures if "/Alt" not in item and _holds_text(item)]


def describe_charts(document: pikepdf.Pdf, alternatives: Sequence[str]) -> bool:
    """Give the charts of a PDF their text alternatives, in order; return whether every chart has one.

    Nothing is changed if there are more or fewer charts than alternatives: a wrong description is worse than none.
    """
    charts = undescribed(document)
    if len(charts) == len(alternatives):
        for chart, text in zip(charts, alternatives, strict=True):
            chart.Alt = pikepdf.String(text)
        return True
    return not charts


def _elements(holder: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the structure elements below one, depth first."""
    if depth >= _DEPTH:
        return
    kids = holder.get("/K", [])
    if not isinstance(kids, pikepdf.Array):
        kids = [kids]
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid, depth + 1)


def _holds_text(figure: Any) -> bool:
    return next(_elements(figure), None) is not None
