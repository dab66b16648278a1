"""A PDF as it would be printed from a Word file, made of values: lines of paragraphs on pages, tagged or not."""

from __future__ import annotations

import random

from docgen.lint.arrival import WordText
from docgen.pdf import Document, Line, Page, PrintedRun, TaggedBlock


def line(text: str, number: int, path: tuple[str, ...] = ("P",)) -> Line:
    """A printed line of a paragraph; number 0 is none."""
    run = PrintedRun(text, tuple(float(i) for i in range(len(text) + 1)), 10, "Times", 14, False, False, "#000000")
    return Line((run,), 0, 14, TaggedBlock(number, "P", "P", path) if number else None)


def lines_of(word: WordText, width: int = 60) -> list[list[str]]:
    """The lines of each paragraph, cut where they are full; a word longer than a line is cut too."""
    paragraphs = []
    for item in word.paragraphs:
        rows, row = [], ""
        for part in item.text.split():
            while len(part) > width:
                rows += [row] if row else []
                rows.append(part[:width])
                part, row = part[width:], ""
            if len(row) + len(part) >= width and row:
                rows, row = [*rows, row], ""
            row = f"{row} {part}".strip()
        paragraphs.append([*rows, row] if row else rows)
    return [rows for rows in paragraphs if rows]


def document(
    paragraphs: list[list[str]], *, tagged: bool = True, beside: tuple[str, ...] = (), per_page: int = 40
) -> Document:
    """A PDF of such paragraphs; pages from the second on carry their number and the lines `beside`."""
    lines = [line(text, number if tagged else 0) for number, rows in enumerate(paragraphs, 1) for text in rows if text]
    pages = []
    for start in range(0, max(len(lines), 1), per_page):
        number = len(pages) + 1
        heads = [line(text, 0) for text in (str(number), *beside)] if number > 1 else []
        pages.append(Page(number, 595, 842, (*heads, *lines[start : start + per_page]), (), ()))
    return Document(tuple(pages), (), {})


def spoilt(paragraphs: list[list[str]], how: str, chance: random.Random) -> list[list[str]]:
    """The same paragraphs with one thing wrong."""
    made = [list(rows) for rows in paragraphs]
    at = chance.randrange(len(made) - 1)
    row = chance.randrange(len(made[at]))
    parts = made[at][row].split()
    place = chance.randrange(len(parts))
    if how == "drop":
        parts.pop(place)
    elif how == "double":
        parts.insert(place, parts[place])
    elif how == "foreign":
        parts.insert(place, "lạ")
    elif how == "swap":
        other = next((i for i, word in enumerate(parts) if word.casefold() != parts[place].casefold()), None)
        if other is None:
            return spoilt(paragraphs, how, chance)
        parts[place], parts[other] = parts[other], parts[place]
    elif how == "drop paragraph":
        made[at] = []
    elif how == "double paragraph":
        made.insert(at, list(made[at]))
    else:
        if made[at] == made[at + 1]:
            return spoilt(paragraphs, how, chance)
        made[at], made[at + 1] = made[at + 1], made[at]
    if how in ("drop", "double", "foreign", "swap"):
        made[at][row] = " ".join(parts)
    return made


SPOILT = ("drop", "double", "foreign", "swap", "drop paragraph", "double paragraph", "swap paragraphs")
