"""Paragraphs that Word numbers by itself: their kind of block, and the same paragraph without the number."""

from __future__ import annotations

from lxml import etree

from docgen.ooxml import edit
from docgen.ooxml.xml import Element, qn
from docgen.word.numbering import Numbering

_KINDS = {"upperRoman": "muc", "lowerLetter": "diem"}
_BULLET_KINDS = {"+": "cong"}


def kind_of(paragraph: Element, numbering: Numbering) -> str:
    """Return the kind of block that a paragraph is by Word's number, "" for one without a number."""
    level = numbering.level(paragraph)
    if level is None:
        return ""
    if level.form == "bullet":
        return _BULLET_KINDS.get(level.text, "gach")
    if level.text.startswith("Điều"):
        return "dieu"
    if level.text.count("%") > 1:
        return "tieu_khoan"
    return _KINDS.get(level.form, "khoan")


def undo(paragraph: Element, numbering: Numbering) -> None:
    """Remove the number of a paragraph but keep the indent that came with it."""
    level = numbering.level(paragraph)
    if level is None:
        return
    numbers = edit.put(paragraph, "w:pPr", "w:numPr")
    numbers[:] = []
    etree.SubElement(numbers, qn("w:numId")).set(qn("w:val"), "0")  # against that of its style too
    given = level.element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    if given is not None and paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}") is None:
        place = edit.put(paragraph, "w:pPr", "w:ind")
        place.attrib.update(dict(given.attrib))
