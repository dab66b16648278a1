"""The parts of a paper in one Word file: the paper itself, what is attached to it, its annexes, each a section.

Promises: what comes before a part's beginning belongs to the part before it; a part that begins inside a section gets
one of its own, with the same page.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.model.vocabulary import PART_NAMES
from docgen.ooxml import edit
from docgen.ooxml.xml import Element, qn
from docgen.tagging.head import is_annex, is_letterhead, is_type, ties
from docgen.tagging.lines import PARAGRAPH, TABLE, lines_of, remove
from docgen.word.look import Looks

_NEAR = 8  # lines under a title in which the paper it is attached to is named


@dataclass
class DraftPart:
    """A part of the paper: its kind, its elements, and the element that is or carries its section's properties.

    `joined` counts the sections that were merged into it.
    """

    kind: str
    elements: list[Element]
    holder: Element
    joined: int = 0

    @property
    def properties(self) -> Element:
        """Its section's properties."""
        return _properties(self.holder)


def parts_of(body: Element, looks: Looks) -> list[DraftPart]:
    """Return the parts of a body, which is changed so that each is one section."""
    if body.find(qn("w:sectPr")) is None:
        etree.SubElement(body, qn("w:sectPr"))
    _begin_sections(body, looks)
    found: list[DraftPart] = []
    for elements, holder in _sections(body):
        kind = _kind(elements, holder, looks) if found else "van_ban"
        if not kind:
            _join(found[-1], elements, holder)
        else:
            found.append(DraftPart(kind, elements, holder))
    return found


def mark(part: DraftPart) -> None:
    """Put the paragraph that names a part of a template before its elements."""
    paragraph = edit.small_paragraph(20)
    text = etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t"))
    text.text = f"{{# PHẦN {PART_NAMES[part.kind]} #}}"
    first = part.elements[0] if part.elements else part.holder
    first.addprevious(paragraph)


def drop(part: DraftPart) -> None:
    """Remove a part from the file; if it is the last of the body, the part before it becomes the last."""
    for element in part.elements:
        remove(element)
    if part.holder.tag == PARAGRAPH:
        remove(part.holder)
        return
    before = next(item for item in part.holder.itersiblings(preceding=True) if _carries(item))
    part.holder.getparent().replace(part.holder, deepcopy(_properties(before)))
    _free(before)


def _sections(body: Element) -> list[tuple[list[Element], Element]]:
    """Return the elements of each section with what holds its properties; a paragraph with words is both."""
    found: list[tuple[list[Element], Element]] = []
    elements: list[Element] = []
    for element in list(body):
        if element.tag == qn("w:sectPr"):
            found.append((elements, element))
        elif _carries(element):
            if edit.visible_text(element).strip():
                element.addnext(holder := _holder(_properties(element)))
                _free(element)
                elements.append(element)
                element = holder
            found.append((elements, element))
            elements = []
        elif element.tag in (PARAGRAPH, TABLE):
            elements.append(element)
    return found


def _begin_sections(body: Element, looks: Looks) -> None:
    """Put a section's end before each part that begins inside one."""
    elements = [item for item in body if item.tag in (PARAGRAPH, TABLE)]
    lines = [line for line in lines_of(elements, looks) if not line.blank]
    for number, line in enumerate(lines[1:], 1):
        attached = is_type(line) and any(ties(after) for after in lines[number : number + _NEAR])
        if not (attached or (is_annex(line) and number > 3)):
            continue
        first = line.top
        above = lines[number - 1].top
        if above.tag == TABLE and is_letterhead([item for item in lines if item.top is above]) and attached:
            first = above
        before = first.getprevious()
        while before is not None and before.tag == PARAGRAPH and not _carries(before) and not _reads(before):
            before.getparent().remove(before)
            before = first.getprevious()
        if before is not None and not _carries(before):
            following = (item for item in (first, *first.itersiblings()) if _carries(item))
            first.addprevious(_holder(_properties(next(following))))


def _kind(elements: Sequence[Element], holder: Element, looks: Looks) -> str:
    lines = [line for line in lines_of(elements, looks) if not line.blank]
    titles = [number for number, line in enumerate(lines[: 2 * _NEAR]) if is_type(line) or is_annex(line)]
    if not titles:
        return ""
    if is_annex(lines[titles[0]]):
        page = _properties(holder).find(qn("w:pgSz"))
        landscape = page is not None and page.get(qn("w:orient")) == "landscape"
        return "phu_luc_ngang" if landscape else "phu_luc"
    tied = any(ties(line) for line in lines[titles[0] : titles[0] + _NEAR])
    return "kem_theo" if tied or is_letterhead(lines[: titles[0]]) else ""


def _join(part: DraftPart, elements: list[Element], holder: Element) -> None:
    """Append a section that is not a part of its own to a part, on that part's page."""
    properties = deepcopy(part.properties)
    if edit.visible_text(part.holder).strip():
        _free(part.holder)
    else:
        remove(part.holder)
    part.elements += elements
    part.joined += 1
    given = _properties(holder)
    given.getparent().replace(given, properties)
    part.holder = properties if holder is given else holder


def _reads(paragraph: Element) -> str:
    return edit.visible_text(paragraph).strip()


def _carries(element: Element) -> bool:
    return element.tag == qn("w:sectPr") or element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


def _properties(holder: Element) -> Element:
    found = holder if holder.tag == qn("w:sectPr") else holder.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    assert found is not None
    return found


def _free(paragraph: Element) -> None:
    properties = _properties(paragraph)
    properties.getparent().remove(properties)


def _holder(properties: Element) -> Element:
    paragraph = edit.small_paragraph(20)
    place = paragraph.find(qn("w:pPr"))
    assert place is not None
    place.append(deepcopy(properties))
    return paragraph
