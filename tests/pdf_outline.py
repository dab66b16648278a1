"""A printed PDF as text that a person reads in a diff: the form in which tests keep it."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.pdf.page import Document, DrawnRule, Line, Page, PrintedRun


def outline(document: Document) -> str:
    """Return a listing: bookmarks, then for each page a heading, its rules, and each line with its place and look.

    A line reads `x0–x1 y font size: text`, in points rounded to one place; within a line, a change of look is shown
    in brackets: `[đậm] … [nghiêng] …`.
    """
    parts = [f"{'  ' * (mark.level - 1)}• {mark.title} → {mark.page}" for mark in document.bookmarks]
    for page in document.pages:
        parts += ["", *_page(page)]
    return "\n".join(parts).strip("\n") + "\n"


def _page(page: Page) -> Iterator[str]:
    yield f"# trang {page.number}: {page.width:.1f} × {page.height:.1f}"
    yield from (_rule(rule) for rule in page.rules)
    yield from (
        f"khung {box.x0:.1f}–{box.x1:.1f} × {box.y0:.1f}–{box.y1:.1f} {box.fill or box.stroke}" for box in page.boxes
    )
    yield from (_line(line) for line in page.lines)


def _rule(rule: DrawnRule) -> str:
    if rule.level:
        return f"nét ngang {rule.x0:.1f}–{rule.x1:.1f} y {rule.y0:.1f} dày {rule.thickness:.2f}"
    if rule.upright:
        return f"nét dọc x {rule.x0:.1f} y {rule.y0:.1f}–{rule.y1:.1f} dày {rule.thickness:.2f}"
    return f"nét chéo {rule.x0:.1f},{rule.y0:.1f}–{rule.x1:.1f},{rule.y1:.1f} dày {rule.thickness:.2f}"


def _line(line: Line) -> str:
    place = f"{line.x0:.1f}–{line.x1:.1f} y {line.baseline:.1f}"
    text, look, end = "", _look(line.runs[0]), line.x0
    for run in line.runs:
        if run.x0 - end > 0.2 * run.size:
            text += " → "  # a tab
        if _look(run) != look:
            look = _look(run)
            text += f"[{look}]"
        text, end = text + run.text, run.x1
    return f"{place} {_look(line.runs[0])}: {text}"


def _look(run: PrintedRun) -> str:
    style = "".join([" đậm" if run.bold else "", " nghiêng" if run.italic else ""])
    colour = "" if run.colour == "#000000" else f" {run.colour}"
    return f"{run.font.partition('-')[0].partition(',')[0]} {run.size:g}{style}{colour}"
