"""The total that a list of people or papers ends with: "Tổng cộng", "Cộng: 12 người". It names no person and no paper.

It calls itself a total, fills at most two cells, fewer than the rows of the list do; only such rows come after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docgen.model.tables.total_words import is_exact, label_of, says_total, says_whole

_MOST_FILLED = 2
_COUNT = re.compile(
    r"(?:tổng\s+cộng|tổng\s+số|cộng|tổng)\b[^\d:]{0,20}:?\s*(?:có|gồm|là)?\s*(\d{1,5})\b[^\d]{0,20}", re.IGNORECASE
)
_LIST_OF = re.compile(r"(?:danh sách|tổng hợp)\b.{0,10}\d", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,5}")


class ListTotal(NamedTuple):
    """The total of a list: its row, what it calls itself, and how many it says there are (None: it does not)."""

    row: int
    label: str
    said: int | None


def total_of_list(rows: Sequence[Sequence[object]]) -> ListTotal | None:
    """Return the total that a list ends with."""
    if not rows:
        return None
    usual = len(_filled(rows[0]))
    for row in reversed(range(1, len(rows))):
        filled = _filled(rows[row])
        alike = len(filled) >= usual and (usual > 1 or row < len(rows) - 1)  # in one column only the last row can tell
        if len(filled) > _MOST_FILLED or alike:
            return None
        label = label_of(rows[row])
        said = _COUNT.fullmatch(label)
        if said and says_total(label):
            return ListTotal(row, label, int(said[1]))
        if is_exact(label):
            return ListTotal(row, label, _beside(filled))
    return None


def doubtful_rows(rows: Sequence[Sequence[object]]) -> Iterator[tuple[int, str]]:
    """Yield the rows that may be totals though the list goes on, or is not sure to end, with them; with their labels.

    They call themselves a total, a whole or a count ("Cộng phòng A", "Toàn cơ quan", "Danh sách có 03 người") and leave
    cells empty that most rows fill.
    """
    if len(rows) < 2:
        return
    usual = Counter(len(_filled(row)) for row in rows).most_common(1)[0][0]
    for number, row in enumerate(rows):
        label = label_of(row)
        if len(_filled(row)) < usual and (says_total(label) or says_whole(label) or _LIST_OF.match(label)):
            yield number, label


def _filled(row: Sequence[object]) -> list[str]:
    return [" ".join(str(value).split()) for value in row if value not in (None, "")]


def _beside(filled: Sequence[str]) -> int | None:
    """Return the count in the cell beside "Cộng"; a figure with decimals is no count."""
    counts = [text for text in filled if _DIGITS.fullmatch(text)]
    return int(counts[0]) if counts else None
