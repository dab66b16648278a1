"""What is missing, moved, doubled or foreign between the words that should be there and those that are."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field

from docgen.lint.arrival.alignment import Stretch, align, last_match, left_over
from docgen.lint.arrival.words import same

MISSING, MOVED, CHANGED, TWICE, FOREIGN = "missing", "moved", "changed", "twice", "foreign"
_NOTHING = Stretch(0, 0)


@dataclass(frozen=True)
class Side:
    """One side of a comparison: its words and the owner of each (a value, a paragraph); stretches follow the owners.

    `soft` are the places of words that a line end may split with a hyphen.
    """

    words: Sequence[str]
    owners: Sequence[object]
    soft: Set[int] = field(default_factory=frozenset)

    def text(self, stretch: Stretch) -> tuple[str, ...]:
        """Return the words of a stretch."""
        return tuple(self.words[stretch.begin : stretch.end])

    def is_boundary(self, place: int) -> bool:
        """Return whether one owner ends and another begins before a place."""
        return place in (0, len(self.words)) or self.owners[place - 1] != self.owners[place]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `wanted` is a stretch of the words that should be there, `found` of those that are.

    MISSING has no `found`; TWICE and FOREIGN have no `wanted`.
    """

    kind: str
    wanted: Stretch
    found: Stretch


def compare(
    wanted: Side, found: Side, needed: Callable[[int], bool], known: Callable[[tuple[str, ...]], bool]
) -> tuple[list[int], list[Difference]]:
    """Return the place of each wanted word (-1: none), and what differs.

    `needed` says whether the wanted word at a place must be printed; `known` whether words are a text that is wanted
    somewhere.
    """
    comparison = _Comparison(wanted, found, needed)
    comparison.same_letters()
    differences = [
        *comparison.moved(),
        *comparison.changed(),
        *comparison.missing(),
        *comparison.extra_words(known),
    ]
    return comparison.places, differences


class _Comparison:
    """Both sides aligned: the `places` of the wanted words, the `takers` of the found ones, and what is left over."""

    def __init__(self, wanted: Side, found: Side, needed: Callable[[int], bool]) -> None:
        self.wanted, self.found = wanted, found
        self.places = align(wanted.words, found.words)
        self.takers = [-1] * len(found.words)
        for index, place in enumerate(self.places):
            if place >= 0:
                self.takers[place] = index
        gone = left_over([place >= 0 or not needed(index) for index, place in enumerate(self.places)])
        extra = left_over([taker >= 0 for taker in self.takers])
        self.gone = _joined([_slide(stretch, wanted, self.places, self.takers) for stretch in gone])
        self.extra = _joined([_slide(stretch, found, self.takers, self.places) for stretch in extra])

    def _facing(self) -> list[tuple[Stretch, Stretch]]:
        """Return each stretch that is gone with what is in its place."""
        begins = {stretch.begin: stretch for stretch in self.extra}
        pairs = []
        for stretch in self.gone:
            begin = last_match(self.places, stretch.begin) + 1
            if begin in begins:
                pairs.append((stretch, begins.pop(begin)))
        return pairs

    def same_letters(self) -> None:
        """Treat as equal what differs only in where words end (a line end may split a long one) or is a page number."""
        for gone, extra in self._facing():
            if self._reads_alike(gone, extra):
                self._settle(gone, extra)
                self.places[gone.begin : gone.end] = [extra.begin] * (gone.end - gone.begin)

    def _reads_alike(self, gone: Stretch, extra: Stretch) -> bool:
        wanted, found = self.wanted.text(gone), self.found.text(extra)
        if same(wanted, found):
            return True
        ours, theirs = "".join(wanted), "".join(found)
        if ours == theirs:
            return True
        may_split = not self.wanted.soft.isdisjoint(range(gone.begin, gone.end))
        return may_split and ours.replace("-", "") == theirs.replace("-", "")

    def _settle(self, gone: Stretch, extra: Stretch) -> None:
        self.gone.remove(gone)
        self.extra.remove(extra)

    def moved(self) -> list[Difference]:
        """Return what is somewhere else."""
        by_text = {self.found.text(stretch): stretch for stretch in reversed(self.extra)}
        differences = []
        for gone in list(self.gone):
            extra = by_text.pop(self.wanted.text(gone), None)
            if extra is not None:
                self._settle(gone, extra)
                differences.append(Difference(MOVED, gone, extra))
        return differences

    def changed(self) -> list[Difference]:
        """Return what has other words in its place."""
        differences = []
        for gone, extra in self._facing():
            self._settle(gone, extra)
            differences.append(Difference(CHANGED, gone, extra))
        return differences

    def missing(self) -> list[Difference]:
        """Return what is gone."""
        return [Difference(MISSING, stretch, _NOTHING) for stretch in self.gone]

    def extra_words(self, known: Callable[[tuple[str, ...]], bool]) -> list[Difference]:
        """Return what is there but not wanted."""
        found = []
        for stretch in self.extra:
            text, size = self.found.text(stretch), stretch.end - stretch.begin
            before = self.found.text(Stretch(max(stretch.begin - size, 0), stretch.begin))
            after = self.found.text(Stretch(stretch.end, stretch.end + size))
            kind = TWICE if text in (before, after) or known(text) else FOREIGN
            found.append(Difference(kind, _NOTHING, stretch))
        return found


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return stretches, those that slid up to each other joined: a row that moved is one stretch."""
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and joined[-1].end == stretch.begin:
            joined[-1] = Stretch(joined[-1].begin, stretch.end)
        else:
            joined.append(stretch)
    return joined


def _slide(stretch: Stretch, side: Side, mine: list[int], theirs: list[int]) -> Stretch:
    """Return a left-over stretch moved to whole owners where the words around it allow: "B a" of "a B a" to "a B".

    `mine` and `theirs`, the matches seen from either side, are updated.
    """
    begin, end = stretch
    if side.is_boundary(begin) and side.is_boundary(end):
        return stretch
    for step in (-1, 1):
        b, e = begin, end
        while True:
            leaves, enters = (b - 1, e - 1) if step < 0 else (e, b)
            if not 0 <= leaves < len(mine) or mine[leaves] < 0 or side.words[leaves] != side.words[enters]:
                break
            b, e = b + step, e + step
            if side.is_boundary(b) and side.is_boundary(e):
                slid = range(begin, b) if step > 0 else range(begin - 1, b - 1, -1)
                _rematch(slid, end - begin, step, mine, theirs)
                return Stretch(b, e)
    return stretch


def _rematch(slid: range, size: int, step: int, mine: list[int], theirs: list[int]) -> None:
    """Hand the matches of the words that entered a stretch to those that left it at its other end."""
    for place in slid:
        leaves, enters = (place, place + size) if step < 0 else (place + size, place)
        other = mine[leaves]
        mine[enters], mine[leaves] = other, -1
        theirs[other] = enters
