"""The numbers and signs that Word itself puts before paragraphs, as they are printed.

Promises the level a paragraph is numbered by and, over the paragraphs of a file in order, the label of each. Hides how
lists are declared: instances over abstract lists, overrides, counters that restart under a higher level.

Source: ECMA-376 part 1, §17.9; of the formats of §17.18.59 those that Vietnamese papers use, any other as digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from docgen import vietnamese
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn
from docgen.word.look import Looks, number_in

_PLACE = re.compile(r"%([1-9])")
_LETTERS = 26
_ROMAN = range(1, 4000)
_SIGNS = ("bullet", "none")  # the same before every entry
_FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": lambda number: _roman(number),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": lambda number: _letter(number),
    "decimalZero": lambda number: f"{number:02}",
    "none": lambda number: "",
}


@dataclass(frozen=True)
class Level:
    """A level of a list: `depth` from 0, `form` ("decimal", "upperRoman", "bullet" …), `text` with its places ("%1.").

    `counter` is the list whose count it continues, whatever the instance; `own_start` names an instance that starts its
    own count where it is first met ("" for none). `restart` is the depth under which the count starts again (0: never).
    `legal` prints all numbers of the text in digits.
    """

    depth: int
    form: str
    text: str
    start: int
    restart: int
    legal: bool
    counter: str
    own_start: str
    element: Element

    @property
    def counts(self) -> bool:
        """Whether its entries are numbered, not marked with a sign."""
        return self.form not in _SIGNS


class Numbering:
    """The lists of one package. `looks` resolves what styles say of the numbering of their paragraphs."""

    def __init__(self, package: Package, looks: Looks) -> None:
        self._looks = looks
        self._abstract: dict[str, Element] = {}
        self._instances: dict[str, Element] = {}
        self._levels: dict[str, Level | None] = {}
        for name in package.related(package.main, "numbering"):
            root = package.look(name) if name in package.parts else ()
            for item in root:
                if item.tag == qn("w:abstractNum"):
                    self._abstract[str(item.get(qn("w:abstractNumId")))] = item
                elif item.tag == qn("w:num"):
                    self._instances[str(item.get(qn("w:numId")))] = item

    def level(self, paragraph: Element) -> Level | None:
        """Return the level that a paragraph is numbered by; None for one without a number."""
        return self._level(self._looks.numbering(paragraph))

    def _level(self, named: str) -> Level | None:
        if named not in self._levels:
            number, _, depth = named.partition(":")
            self._levels[named] = self._read(number, depth) if number else None
        return self._levels[named]

    def _read(self, number: str, depth: str) -> Level | None:
        instance = self._instances.get(number)
        if instance is None:
            return None
        kind = _value(instance, "w:abstractNumId")
        overrides = [item for item in instance.iterchildren(qn("w:lvlOverride")) if item.get(qn("w:ilvl")) == depth]
        holders = list(overrides)
        if kind in self._abstract:
            holders.append(self._abstract[kind])
        element = _level_of(holders, depth)
        if element is None:
            return None
        starts = [_value(item, "w:startOverride") for item in overrides]
        own_start = next((start for start in starts if start), "")
        return Level(
            depth=int(number_in(depth, 0)),
            form=_value(element, "w:numFmt") or "decimal",
            text=_value(element, "w:lvlText"),
            start=int(number_in(own_start or _value(element, "w:start"), 1)),
            restart=int(number_in(_value(element, "w:lvlRestart"), int(number_in(depth, 0)))),
            legal=element.find(qn("w:isLgl")) is not None,
            counter=kind,
            own_start=f"{number}:{depth}" if own_start else "",
            element=element,
        )

    def labels(self, paragraphs: Iterable[Element]) -> dict[Element, str]:
        """Return what is printed before each of the paragraphs, given in their order; those without are left out."""
        counts: dict[str, dict[int, int]] = {}
        found: dict[Element, str] = {}
        started: set[str] = set()
        for paragraph in paragraphs:
            level = self.level(paragraph)
            if level is None:
                continue
            count = counts.setdefault(level.counter, {})
            if level.own_start and level.own_start not in started:
                started.add(level.own_start)
                count.pop(level.depth, None)
            count[level.depth] = count.get(level.depth, level.start - 1) + 1
            for depth in [depth for depth in count if depth > level.depth]:
                below = self._sibling(paragraph, depth)
                if below is None or level.depth < below.restart:
                    del count[depth]
            found[paragraph] = self._label(paragraph, level, count)
        return found

    def _sibling(self, paragraph: Element, depth: int) -> Level | None:
        """Return another level of the list that a paragraph is numbered by."""
        number = self._looks.numbering(paragraph).partition(":")[0]
        return self._level(f"{number}:{depth}")

    def _label(self, paragraph: Element, level: Level, count: dict[int, int]) -> str:
        def place(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self._sibling(paragraph, depth) or level
            number = count.get(depth, other.start)
            form = "decimal" if level.legal else other.form
            return _FORMS[form](number) if form in _FORMS else str(number)

        return _PLACE.sub(place, level.text)


def _level_of(holders: Iterable[Element], depth: str) -> Element | None:
    """Return the first declaration of a level among the overrides and the abstract list that may hold it."""
    for holder in holders:
        for level in holder.iterchildren(qn("w:lvl")):
            if level.get(qn("w:ilvl")) == depth:
                return level
    return None


def _roman(number: int) -> str:
    return vietnamese.la_ma(number) if number in _ROMAN else str(number)


def _letter(number: int) -> str:
    """Return a number as a letter; after z Word counts on with aa, bb."""
    rounds, place = divmod(number - 1, _LETTERS)
    return chr(ord("a") + place) * (rounds + 1)


def _value(element: Element, name: str) -> str:
    found = element.find(qn(name))
    return "" if found is None else str(found.get(qn("w:val"), ""))
