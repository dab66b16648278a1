"""What is missing, moved, doubled or foreign between the words that should stand and the words that do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docgen.lint.alignment import Stretch, align, left_over

MISSING, MOVED, CHANGED, TWICE, FOREIGN = "missing", "moved", "changed", "twice", "foreign"
_NOTHING = Stretch(0, 0)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `wanted` is a stretch of the words that should stand, `found` of those that do.

    MISSING has no `found`; TWICE and FOREIGN have no `wanted`, and their `after` is the word wanted before them.
    """

    kind: str
    wanted: Stretch
    found: Stretch
    after: int = -1


def compare(
    wanted: Sequence[str], found: Sequence[str], needed: Callable[[int], bool], known: Callable[[tuple[str, ...]], bool]
) -> tuple[list[int], list[Difference]]:
    """Return the place of each wanted word (-1: none), and what differs.

    `needed` tells whether a wanted word must stand; `known` whether words are a text that stands somewhere else.
    """
    places = align(wanted, found)
    taken = [False] * len(found)
    for place in places:
        if place >= 0:
            taken[place] = True
    gone = left_over([place >= 0 or not needed(index) for index, place in enumerate(places)])
    extra = left_over(taken)
    judge = _Judge(wanted, found, places, gone, extra)
    judge.same_letters()
    return places, [*judge.pairs(), *judge.missing(), *judge.extra_words(known)]


class _Judge:
    def __init__(
        self, wanted: Sequence[str], found: Sequence[str], places: list[int], gone: list[Stretch], extra: list[Stretch]
    ) -> None:
        self.wanted, self.found, self.places = wanted, found, places
        self.gone, self.extra = gone, extra
        owners = {place: index for index, place in enumerate(places) if place >= 0}
        self.before_extra = {stretch: owners.get(stretch.begin - 1, -1) for stretch in extra}

    def _facing(self) -> list[tuple[Stretch, Stretch]]:
        """Return what is gone with what stands in its place."""
        by_before = {self.before_extra[stretch]: stretch for stretch in self.extra}
        pairs = []
        for stretch in self.gone:
            before = next((i for i in range(stretch.begin - 1, -1, -1) if self.places[i] >= 0), -1)
            if before in by_before and by_before[before].begin == (self.places[before] + 1 if before >= 0 else 0):
                pairs.append((stretch, by_before.pop(before)))
        return pairs

    def same_letters(self) -> None:
        """Take what differs only in where words end as equal: a line end may cut a word that is longer than a line."""
        for gone, extra in self._facing():
            if _text(self.wanted, gone, "") == _text(self.found, extra, ""):
                self.gone.remove(gone)
                self.extra.remove(extra)
                for index in range(gone.begin, gone.end):
                    self.places[index] = extra.begin

    def pairs(self) -> list[Difference]:
        """Return what moved, then what was changed where it stands."""
        found = []
        by_text = {_text(self.found, stretch): stretch for stretch in reversed(self.extra)}
        for gone in list(self.gone):
            extra = by_text.pop(_text(self.wanted, gone), None)
            if extra is not None:
                found.append(self._pair(MOVED, gone, extra))
        found += [self._pair(CHANGED, gone, extra) for gone, extra in self._facing()]
        return found

    def _pair(self, kind: str, gone: Stretch, extra: Stretch) -> Difference:
        self.gone.remove(gone)
        self.extra.remove(extra)
        return Difference(kind, gone, extra, self.before_extra[extra])

    def missing(self) -> list[Difference]:
        """Return what is gone."""
        return [Difference(MISSING, stretch, _NOTHING) for stretch in self.gone]

    def extra_words(self, known: Callable[[tuple[str, ...]], bool]) -> list[Difference]:
        """Return what stands too much."""
        found = []
        for stretch in self.extra:
            text = tuple(self.found[stretch.begin : stretch.end])
            size = len(text)
            around = (tuple(self.found[stretch.begin - size : stretch.begin]), tuple(self.found[stretch.end : stretch.end + size]))
            kind = TWICE if text in around or known(text) else FOREIGN
            found.append(Difference(kind, _NOTHING, stretch, self.before_extra[stretch]))
        return found


def _text(words: Sequence[str], stretch: Stretch, between: str = " ") -> str:
    return between.join(words[stretch.begin : stretch.end])
