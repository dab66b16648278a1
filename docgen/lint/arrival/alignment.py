"""Aligns two sequences of words: which words occur in both in the same order, and what is left over.

Where the sequences are nearly alike it finds the smallest difference (Myers' greedy algorithm), at a cost of about
their length; where they differ much, words that occur once in each cut them into pieces first, so that time stays
near-linear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_FEW = 64  # differences looked for before the sequences are cut
_MANY = 600  # differences looked for in a piece that cannot be cut; beyond, the piece counts as replaced


def align(a: Sequence[str], b: Sequence[str]) -> list[int]:
    """Return for each word of `a` its place in `b`, rising, or -1 where it has none."""
    places = [-1] * len(a)
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        a0, a1, b0, b1 = waiting.pop()
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            places[a0] = b0
            a0, b0 = a0 + 1, b0 + 1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
            places[a1] = b1
        if a0 == a1 or b0 == b1 or _small(a, b, (a0, a1, b0, b1), places, _FEW):
            continue
        cuts = _cuts(a, b, (a0, a1, b0, b1))
        if not cuts:
            _small(a, b, (a0, a1, b0, b1), places, _MANY)
            continue
        for x, y in [*cuts, (a1, b1)]:
            waiting.append((a0, x, b0, y))
            a0, b0 = x, y
    return places


_Window = tuple[int, int, int, int]


def _small(a: Sequence[str], b: Sequence[str], window: _Window, places: list[int], most: int) -> bool:
    """Fill `places` inside a window if it has at most `most` differences; return whether it has.

    `reach[k]` is how far along `a` the differences so far lead on diagonal `k`: with `k` more words of `a` than of `b`
    used up.
    """
    a0, a1, b0, b1 = window
    n, m = a1 - a0, b1 - b0
    if abs(n - m) > most:
        return False
    reach = {1: 0}
    history: list[dict[int, int]] = []
    for d in range(min(n + m, most) + 1):
        history.append(dict(reach))
        for k in range(-d, d + 1, 2):
            x = reach[k + 1] if _down(reach, k, d) else reach[k - 1] + 1
            while x < n and x - k < m and a[a0 + x] == b[b0 + x - k]:
                x += 1
            reach[k] = x
            if x >= n and x - k >= m:
                _walk_back(history, (n, m), (a0, b0), places)
                return True
    return False


def _down(reach: dict[int, int], k: int, d: int) -> bool:
    """Return whether diagonal `k` is entered from the one above it (a word of `b` is left over), not from below."""
    return k == -d or (k != d and reach[k - 1] < reach[k + 1])


def _walk_back(history: list[dict[int, int]], end: tuple[int, int], start: tuple[int, int], places: list[int]) -> None:
    x, y = end
    for d in range(len(history) - 1, -1, -1):
        reach, k = history[d], x - y
        down = _down(reach, k, d)
        entered = reach[k + 1] if down else reach[k - 1] + 1
        while x > entered:
            x, y = x - 1, y - 1
            places[start[0] + x] = start[1] + y
        x, y = (x, y - 1) if down else (x - 1, y)


def _cuts(a: Sequence[str], b: Sequence[str], window: _Window) -> list[tuple[int, int]]:
    """Return rising pairs of places of words, or of runs of words, that occur once in each side of a window."""
    a0, a1, b0, b1 = window
    for size in (1, 3, 8):
        once_a = _once(a, a0, a1, size)
        once_b = _once(b, b0, b1, size)
        pairs = sorted((place, once_b[key]) for key, place in once_a.items() if key in once_b)
        if chain := _rising(pairs):
            return chain
    return []


def _once(words: Sequence[str], begin: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    keys = [tuple(words[place : place + size]) for place in range(begin, end - size + 1)]
    counts = Counter(keys)
    return {key: begin + place for place, key in enumerate(keys) if counts[key] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs whose second members rise too."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        back.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = back[index]
    return chain[::-1]


class Stretch(NamedTuple):
    """Neighbouring words of one side that the other side lacks: from `begin` up to, not including, `end`."""

    begin: int
    end: int


def left_over(matched: Sequence[bool]) -> list[Stretch]:
    """Return the stretches of a side that are not matched."""
    found: list[Stretch] = []
    for place, ok in enumerate(matched):
        if ok:
            continue
        if found and found[-1].end == place:
            found[-1] = Stretch(found[-1].begin, place + 1)
        else:
            found.append(Stretch(place, place + 1))
    return found


def last_match(places: Sequence[int], before: int) -> int:
    """Return the place of the last matched word before the word numbered `before`, -1 if none is matched."""
    for index in range(before - 1, -1, -1):
        if places[index] >= 0:
            return places[index]
    return -1


__all__ = ["Stretch", "align", "last_match", "left_over"]
