"""Paragraphs that Word numbers by itself: of which level they are, and the same paragraph without the number.

Source: ECMA-376 part 1, §17.9 (numbering).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.ooxml import edit
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn
from docgen.word.look import Looks

_KINDS = {"upperRoman": "muc", "lowerLetter": "diem"}
_BULLET_KINDS = {"+": "cong"}


class Numbering:
    """The numbering of one package."""

    def __init__(self, package: Package, looks: Looks) -> None:
        names = package.related(package.main, "numbering")
        self._root = package.look(names[0]) if names and names[0] in package.parts else None
        self._looks = looks

    def kind(self, paragraph: Element) -> str:
        """Return the kind of block that Word's number makes of a paragraph, "" for one without a number."""
        level = self._level(paragraph)
        if level is None:
            return ""
        form, text = _value(level, "w:numFmt"), _value(level, "w:lvlText")
        if form == "bullet":
            return _BULLET_KINDS.get(text, "gach")
        if text.startswith("Điều"):
            return "dieu"
        return "tieu_khoan" if text.count("%") > 1 else _KINDS.get(form, "khoan")

    def undo(self, paragraph: Element) -> None:
        """Take the number off a paragraph that stays where the number had put it."""
        level = self._level(paragraph)
        if level is None:
            return
        numbers = edit.put(paragraph, "w:pPr", "w:numPr")
        numbers[:] = []
        etree.SubElement(numbers, qn("w:numId")).set(qn("w:val"), "0")  # against that of its style too
        given = level.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        if given is not None and paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}") is None:
            place = edit.put(paragraph, "w:pPr", "w:ind")
            place.attrib.update(dict(given.attrib))

    def _level(self, paragraph: Element) -> Element | None:
        number, _, depth = self._looks.paragraph(paragraph).numbering.partition(":")
        if not number or self._root is None:
            return None
        for item in self._root.findall(qn("w:num")):
            if item.get(qn("w:numId")) == number:
                return next(self._levels(item, depth), None)
        return None

    def _levels(self, item: Element, depth: str) -> Iterator[Element]:
        """Yield a numbering's level of a depth: its own, then that of the list it is made of."""
        assert self._root is not None
        kind = _value(item, "w:abstractNumId")
        lists = [item for item in self._root.findall(qn("w:abstractNum")) if item.get(qn("w:abstractNumId")) == kind]
        for holder in (*item.findall(qn("w:lvlOverride")), *lists):
            for level in holder.findall(qn("w:lvl")):
                if level.get(qn("w:ilvl")) == depth:
                    yield level


def _value(element: Element, name: str) -> str:
    found = element.find(qn(name))
    return "" if found is None else str(found.get(qn("w:val"), ""))
