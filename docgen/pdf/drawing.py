"""Drawn paths of a page as rules and boxes."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw

from docgen.pdf.affine import Affine
from docgen.pdf.page import Box, DrawnRule

pdfium: Any = pypdfium2.raw

_THIN = 3.0  # points: a filled rectangle thinner than this is a rule
_DEEPEST = 20  # forms inside forms
_TOUCH = 0.6  # points: pieces of a table's border this close together touch


class _Path(NamedTuple):
    corners: list[tuple[float, float]]
    closed: bool
    straight: bool


def drawings(page: Any, frame: Affine) -> tuple[tuple[DrawnRule, ...], tuple[Box, ...]]:
    """Return the rules, joined and from the top down, and the boxes of a page; `frame` takes user space to the page."""
    rules: list[DrawnRule] = []
    boxes: list[Box] = []
    for path, matrix in _paths(page, frame):
        for shape in _shapes(path, matrix):
            (rules if isinstance(shape, DrawnRule) else boxes).append(shape)  # type: ignore[arg-type]
    return tuple(joined(rules)), tuple(boxes)


def joined(rules: Iterable[DrawnRule]) -> list[DrawnRule]:
    """Return `rules` with touching pieces of the same look joined, from the top down, then from the left."""
    whole: list[DrawnRule] = []
    last: dict[tuple[object, ...], int] = {}
    for rule in sorted(rules, key=lambda r: (not r.level, r.y0, r.x0) if r.level else (True, r.x0, r.y0)):
        across = round(rule.y0 if rule.level else rule.x0, 1)
        key = (rule.level, rule.upright, across, round(rule.thickness, 2), rule.colour, rule.dashed)
        index = last.get(key, -1)
        before = whole[index] if index >= 0 else None
        if before and rule.level and rule.x0 <= before.x1 + _TOUCH:
            whole[index] = _with_end(before, max(before.x1, rule.x1), before.y1)
        elif before and rule.upright and rule.y0 <= before.y1 + _TOUCH:
            whole[index] = _with_end(before, before.x1, max(before.y1, rule.y1))
        else:
            last[key] = len(whole)
            whole.append(rule)
    return sorted(whole, key=lambda r: (r.y0, r.x0, r.y1, r.x1))


def _with_end(rule: DrawnRule, x1: float, y1: float) -> DrawnRule:
    return DrawnRule(rule.x0, rule.y0, x1, y1, rule.thickness, rule.colour, rule.dashed)


def _paths(page: Any, frame: Affine) -> Iterator[tuple[Any, Affine]]:
    """Yield the path objects of a page and of its forms, each with the transformation to the page."""
    count, get = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    stack = [(get(page, index), frame, 0) for index in reversed(range(count(page)))]
    while stack:
        item, outer, depth = stack.pop()
        kind = pdfium.FPDFPageObj_GetType(item)
        matrix = pdfium.FS_MATRIX()
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        pdfium.FPDFPageObj_GetMatrix(item, matrix)
        inner = Affine(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f).then(outer)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield item, inner
        elif depth < _DEEPEST:
            parts = reversed(range(pdfium.FPDFFormObj_CountObjects(item)))
            stack += [(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1) for index in parts]


def _shapes(item: Any, matrix: Affine) -> Iterator[DrawnRule | Box]:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, mode, stroked)
    if not mode.value and not stroked.value:  # a clip
        return
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(item, width)
    pen = width.value * matrix.scale
    fill = colour(item, pdfium.FPDFPageObj_GetFillColor) if mode.value else ""
    stroke = colour(item, pdfium.FPDFPageObj_GetStrokeColor) if stroked.value else ""
    dashed = bool(stroke) and pdfium.FPDFPageObj_GetDashCount(item) > 0
    for path in _outlines(item, matrix):
        if not path.straight:
            continue
        box = _rectangle(path, fill, stroke, pen)
        if box:
            yield _thin(box) or box
        elif stroke:
            ends = [*path.corners, path.corners[0]] if path.closed else path.corners
            for a, b in itertools.pairwise(ends):
                (x0, y0), (x1, y1) = sorted((a, b))
                yield DrawnRule(x0, y0, x1, y1, pen, stroke, dashed)


def _outlines(item: Any, matrix: Affine) -> Iterator[_Path]:
    """Yield each outline of a path object: its corners on the page."""
    corners: list[tuple[float, float]] = []
    closed, straight = False, True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and corners:
            yield _Path(corners, closed, straight)
            corners, closed, straight = [], False, True
        straight = straight and kind != pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        across, down = matrix.to(x.value, y.value)
        corners.append((round(across, 3), round(down, 3)))
        closed = closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
    if corners:
        yield _Path(corners, closed, straight)


def _rectangle(path: _Path, fill: str, stroke: str, pen: float) -> Box | None:
    """Return the rectangle with four given corners, None if they are not those of one."""
    corners = path.corners[:-1] if len(path.corners) > 1 and path.corners[0] == path.corners[-1] else path.corners
    xs, ys = sorted({x for x, _ in corners}), sorted({y for _, y in corners})
    if len(corners) != 4 or len(xs) != 2 or len(ys) != 2 or not (path.closed or fill or len(path.corners) == 5):
        return None
    return Box(xs[0], ys[0], xs[1], ys[1], fill, stroke, pen if stroke else 0.0)


def _thin(box: Box) -> DrawnRule | None:
    """Return a thin filled rectangle as the rule a reader sees."""
    width, height = box.x1 - box.x0, box.y1 - box.y0
    if not box.fill or min(width, height) > _THIN:
        return None
    if height <= width:
        middle = (box.y0 + box.y1) / 2
        return DrawnRule(box.x0, middle, box.x1, middle, height, box.fill)
    middle = (box.x0 + box.x1) / 2
    return DrawnRule(middle, box.y0, middle, box.y1, width, box.fill)


def colour(item: Any, get: Any) -> str:
    """Return a page object's colour as "#rrggbb"; `get` is the function of PDFium to read it with."""
    parts = [ctypes.c_uint() for _ in range(4)]
    get(item, *parts)
    return "#{:02x}{:02x}{:02x}".format(*(part.value for part in parts[:3]))
