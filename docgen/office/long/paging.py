"""Which rows start pages: LibreOffice's arithmetic for a table whose rows may not break. Points throughout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Start:
    """A page: the row that starts it, from 0, and by how much the row that did not fit before it overran."""

    row: int
    overrun: float


def page_starts(heights: Sequence[float], keeps: Sequence[bool], first_room: float, room: float) -> list[Start]:
    """Return the pages of a table: `first_room` on its first page, `room` below the header rows of each other page.

    A row that does not fit moves to the next page, and with it the rows right above that keep with it (`keeps`), unless
    they fill the whole page. The first page has overrun 0.
    """
    starts = [Start(0, 0.0)]
    left = first_room
    row = 0
    while row < len(heights):
        left -= heights[row]
        first = starts[-1].row
        if left >= 0 or row == first:
            row += 1
            continue
        begin = row
        while begin > first and keeps[begin - 1]:
            begin -= 1
        if begin == first:  # the whole page keeps together: it breaks where it must
            begin = row
        starts.append(Start(begin, -left))
        left, row = room, begin
    return starts


def cuts(starts: Sequence[Start], pages: int, sure: float) -> list[int]:
    """Return the rows before which to cut: page starts about `pages` pages apart that overran by more than `sure`."""
    chosen: list[int] = []
    since = 0
    for start in starts[1:]:
        since += 1
        if since >= pages and start.overrun > sure:
            chosen.append(start.row)
            since = 0
    return chosen
