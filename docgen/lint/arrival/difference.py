"""What is missing, moved, doubled or foreign between the words that should stand and the words that do."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field

from docgen.lint.arrival.alignment import Stretch, align, left_over
from docgen.lint.arrival.words import same

MISSING, MOVED, CHANGED, TWICE, FOREIGN = "missing", "moved", "changed", "twice", "foreign"
_NOTHING = Stretch(0, 0)


@dataclass(frozen=True)
class Side:
    """One side of a comparison: its words, and whose each is (a value, a paragraph); stretches are told by owner.

    `soft` are the places of words that a line end may part with a hyphen.
    """

    words: Sequence[str]
    owners: Sequence[object]
    soft: Set[int] = field(default_factory=frozenset)

    def text(self, stretch: Stretch) -> tuple[str, ...]:
        """Return the words of a stretch."""
        return tuple(self.words[stretch.begin : stretch.end])

    def parts(self, place: int) -> bool:
        """Return whether one owner ends and another begins before a place."""
        return place in (0, len(self.words)) or self.owners[place - 1] != self.owners[place]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `wanted` is a stretch of the words that should stand, `found` of those that do.

    MISSING has no `found`; TWICE and FOREIGN have no `wanted`.
    """

    kind: str
    wanted: Stretch
    found: Stretch


def compare(
    wanted: Side, found: Side, needed: Callable[[int], bool], known: Callable[[tuple[str, ...]], bool]
) -> tuple[list[int], list[Difference]]:
    """Return the place of each wanted word (-1: none), and what differs.

    `needed` tells whether a wanted word must stand; `known` whether words are a text that stands somewhere else.
    """
    judge = _Judge(wanted, found, needed)
    judge.same_letters()
    differences = [*judge.moved(), *judge.changed(), *judge.missing(), *judge.extra_words(known)]
    return judge.places, differences


class _Judge:
    """Both sides laid side by side: `places` of the wanted words, `takers` of the found ones, and what is left over."""

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
        """Return what is gone with what stands in its place."""
        begins = {stretch.begin: stretch for stretch in self.extra}
        pairs = []
        for stretch in self.gone:
            before = next((self.places[i] for i in range(stretch.begin - 1, -1, -1) if self.places[i] >= 0), -1)
            if before + 1 in begins:
                pairs.append((stretch, begins.pop(before + 1)))
        return pairs

    def same_letters(self) -> None:
        """Take as equal what differs only in where words end (a line end may cut a long one), and page numbers."""
        for gone, extra in self._facing():
            ours, theirs = "".join(self.wanted.text(gone)), "".join(self.found.text(extra))
            parted = not self.wanted.soft.isdisjoint(range(gone.begin, gone.end))
            page = same(self.wanted.text(gone), self.found.text(extra))
            if page or ours == theirs or (parted and ours.replace("-", "") == theirs.replace("-", "")):
                self._settle(gone, extra)
                self.places[gone.begin : gone.end] = [extra.begin] * (gone.end - gone.begin)

    def _settle(self, gone: Stretch, extra: Stretch) -> None:
        self.gone.remove(gone)
        self.extra.remove(extra)

    def moved(self) -> list[Difference]:
        """Return what stands elsewhere."""
        by_text = {self.found.text(stretch): stretch for stretch in reversed(self.extra)}
        pairs = [(gone, by_text.pop(self.wanted.text(gone), None)) for gone in self.gone]
        made = [Difference(MOVED, gone, extra) for gone, extra in pairs if extra]
        for item in made:
            self._settle(item.wanted, item.found)
        return made

    def changed(self) -> list[Difference]:
        """Return what other words stand in place of."""
        made = [Difference(CHANGED, gone, extra) for gone, extra in self._facing()]
        for item in made:
            self._settle(item.wanted, item.found)
        return made

    def missing(self) -> list[Difference]:
        """Return what is gone."""
        return [Difference(MISSING, stretch, _NOTHING) for stretch in self.gone]

    def extra_words(self, known: Callable[[tuple[str, ...]], bool]) -> list[Difference]:
        """Return what stands too much."""
        found = []
        for stretch in self.extra:
            text, size = self.found.text(stretch), stretch.end - stretch.begin
            before = self.found.text(Stretch(max(stretch.begin - size, 0), stretch.begin))
            after = self.found.text(Stretch(stretch.end, stretch.end + size))
            kind = TWICE if text in (before, after) or known(text) else FOREIGN
            found.append(Difference(kind, _NOTHING, stretch))
        return found


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return stretches with those in one that slid up to each other: a row that moved is one."""
    made: list[Stretch] = []
    for stretch in stretches:
        if made and made[-1].end == stretch.begin:
            made[-1] = Stretch(made[-1].begin, stretch.end)
        else:
            made.append(stretch)
    return made


def _slide(stretch: Stretch, side: Side, mine: list[int], theirs: list[int]) -> Stretch:
    """Return a left-over stretch moved to whole owners where the words around it allow: "B a" of "a B a" to "a B".

    `mine` and `theirs`, the matches seen from either side, follow.
    """
    begin, end = stretch
    if side.parts(begin) and side.parts(end):
        return stretch
    for step in (-1, 1):
        b, e = begin, end
        while True:
            leaves, enters = (b - 1, e - 1) if step < 0 else (e, b)
            if not 0 <= leaves < len(mine) or mine[leaves] < 0 or side.words[leaves] != side.words[enters]:
                break
            b, e = b + step, e + step
            if side.parts(b) and side.parts(e):
                slid = range(begin, b) if step > 0 else range(begin - 1, b - 1, -1)
                _rematch(slid, end - begin, step, mine, theirs)
                return Stretch(b, e)
    return stretch


def _rematch(slid: range, size: int, step: int, mine: list[int], theirs: list[int]) -> None:
    """Give the words that a stretch slid over the matches of those that left it on the other end."""
    for place in slid:
        leaves, enters = (place, place + size) if step < 0 else (place + size, place)
        other = mine[leaves]
        mine[enters], mine[leaves] = other, -1
        theirs[other] = enters
