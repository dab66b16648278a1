"""Small edits of Word's XML that keep the order its schema asks for: text with breaks, paragraph and run properties."""

from __future__ import annotations

from functools import cache

from lxml import etree

from docgen.ooxml.xml import Element, elements, qn, ranks, text_xml

_TEXT = qn("w:t")


def properties(owner: Element, name: str) -> Element:
    """Return the properties element of a paragraph, run, row or cell ("w:pPr", "w:rPr" …), made when absent."""
    found = owner.find(qn(name))
    if found is None:
        found = etree.Element(qn(name))
        owner.insert(0, found)
    return found


@cache
def _places(holder: str) -> dict[str, int]:
    return {qn(f"w:{name}"): rank for name, rank in ranks().get(holder.removeprefix("w:"), {}).items()}


def put(owner: Element, holder: str, name: str, **attributes: str) -> Element:
    """Set attributes of a property ("w:ind", left="720"), made in the place the schema gives it; return its element.

    Attributes not named keep their values; a property of one on/off value is on without attributes.
    """
    home = properties(owner, holder)
    item = home.find(qn(name))
    if item is None:
        item = etree.Element(qn(name))
        order = _places(holder)
        rank = order.get(str(item.tag), 99)
        home.insert(sum(1 for other in home if order.get(str(other.tag), 99) <= rank), item)
    if not attributes:
        item.attrib.clear()
    for key, value in attributes.items():
        item.set(qn(f"w:{key}"), value)
    return item


def sort_properties(owner: Element, holder: str) -> None:
    """Put the children of a properties element in the schema's order; of two of a kind the first stays."""
    home = owner.find(qn(holder))
    if home is None:
        return
    order = _places(holder)
    kept = {str(item.tag): item for item in reversed(home)}
    home[:] = sorted(kept.values(), key=lambda item: order.get(str(item.tag), 99))


def bookmark(paragraph: Element, name: str, number: int) -> None:
    """Put a bookmark at the beginning of a paragraph; `number` is its id in the file."""
    at = 0 if paragraph.find(qn("w:pPr")) is None else 1
    start, end = etree.Element(qn("w:bookmarkStart")), etree.Element(qn("w:bookmarkEnd"))
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    paragraph.insert(at, start)
    paragraph.insert(at + 1, end)


def keep_with_next(paragraph: Element) -> None:
    """Keep a paragraph on the page of the next one."""
    put(paragraph, "w:pPr", "w:keepNext")


def replace_text(text: Element, value: str) -> None:
    """Put `value`, with its breaks and tabs, where a w:t stands."""
    for item in elements(text_xml(value)):
        text.addprevious(item)
    text.getparent().remove(text)


def small_paragraph(height_twips: int) -> Element:
    """Return an empty paragraph exactly so high: what must stand behind a table and should not be seen."""
    paragraph = etree.Element(qn("w:p"))
    put(paragraph, "w:pPr", "w:spacing", before="0", after="0", line=str(height_twips), lineRule="exact")
    mark = etree.SubElement(properties(paragraph, "w:pPr"), qn("w:rPr"))
    etree.SubElement(mark, qn("w:sz")).set(qn("w:val"), "2")
    return paragraph


def visible_text(element: Element) -> str:
    """Return the text of an element's w:t, joined."""
    return "".join([item.text or "" for item in element.iter(_TEXT)])
