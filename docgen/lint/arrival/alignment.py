"""Aligns two sequences of words: which words occur in both in the same order, and what is left over.

Where the sequences are short it finds the smallest difference (the longest common subsequence, by rapidfuzz). That
costs the product of their lengths, in memory too (a gigabyte for 200 pages), so long ones are cut first, at words that
occur once in each. Equal sequences, which every sound paper has, load and cost nothing of that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

_SHORT = 1 << 26  # pairs of words compared at once before a piece is cut: 8 MB
_MANY = 1 << 30  # pairs compared in a piece that cannot be cut, 128 MB; beyond, the piece counts as replaced


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
        pairs = (a1 - a0) * (b1 - b0)
        cuts = _cuts(a, b, (a0, a1, b0, b1)) if pairs > _SHORT else []
        if cuts:
            for x, y in [*cuts, (a1, b1)]:
                waiting.append((a0, x, b0, y))
                a0, b0 = x, y
        elif 0 < pairs <= _MANY:
            for x, y in _common(a[a0:a1], b[b0:b1]):
                places[a0 + x] = b0 + y
    return places


def _common(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of places of a longest common subsequence."""
    from rapidfuzz.distance import LCSseq  # here, for what differs: 20 ms to load, and a sound paper needs none of it

    numbers: dict[str, int] = {}
    for word in chain(a, b):
        numbers.setdefault(word, len(numbers))
    # Numbers, since rapidfuzz takes words of equal hash for equal.
    edits = LCSseq.editops([numbers[word] for word in a], [numbers[word] for word in b])
    for block in edits.as_matching_blocks():
        yield from zip(range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True)


_Window = tuple[int, int, int, int]


def _cuts(a: Sequence[str], b: Sequence[str], window: _Window) -> list[tuple[int, int]]:
    """Return rising pairs of places of words, or of runs of words, that occur once in each side of a window."""
    a0, a1, b0, b1 = window
    for size in (1, 3, 8):
        once_a = _once(a, a0, a1, size)
        once_b = _once(b, b0, b1, size)
        pairs = sorted((place, once_b[key]) for key, place in once_a.items() if key in once_b)
        if cuts := _rising(pairs):
            return cuts
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
    longest = []
    index = ends[-1] if ends else -1
    while index >= 0:
        longest.append(pairs[index])
        index = back[index]
    return longest[::-1]


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
