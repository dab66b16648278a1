"""Small edits of Word's XML that keep the order its schema asks for: text with breaks, paragraph and run properties."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from docgen.docx.ooxml import Element, qn

# Child order of CT_PPr and CT_RPr (ECMA-376 Part 1, 17.3.1.26 and 17.3.2.28).
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()
_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
).split()
_CELL = "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark".split()
_ORDERS = {
    holder: {qn(f"w:{name}"): place for place, name in enumerate(names)}
    for holder, names in (("w:pPr", _PARAGRAPH), ("w:rPr", _RUN), ("w:tcPr", _CELL))
}


def properties(owner: Element, name: str) -> Element:
    """Return the properties element of a paragraph, run or cell ("w:pPr", "w:rPr", "w:tcPr"), made when absent."""
    found = owner.find(qn(name))
    if found is None:
        found = etree.Element(qn(name))
        owner.insert(0, found)
    return found


def put(owner: Element, holder: str, name: str, **attributes: str) -> Element:
    """Set a property to exactly these attributes, in the place the schema gives it; return its element."""
    home = properties(owner, holder)
    order = _ORDERS[holder]
    tag = qn(name)
    item = home.find(tag)
    if item is None:
        item = etree.Element(tag)
        home.insert(sum(1 for other in home if order.get(other.tag, 99) < order[tag]), item)
    item.attrib.clear()
    for key, value in attributes.items():
        item.set(qn(f"w:{key}"), value)
    return item


def keep_with_next(paragraph: Element) -> None:
    """Keep a paragraph on the page of the next one."""
    put(paragraph, "w:pPr", "w:keepNext")


def content(text: str) -> list[Element]:
    """Return the children of a run that print `text`: a line end is a break, a tab a tab, spaces are kept."""
    items: list[Element] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            items.append(etree.Element(qn("w:br")))
        for part, stretch in enumerate(line.split("\t")):
            if part:
                items.append(etree.Element(qn("w:tab")))
            if stretch:
                item = etree.Element(qn("w:t"))
                item.text = stretch
                item.set(qn("xml:space"), "preserve")
                items.append(item)
    return items


def replace_text(text: Element, value: str) -> None:
    """Put `value` where a w:t stands."""
    for item in content(value):
        text.addprevious(item)
    text.getparent().remove(text)


def put_lines(text: Element, lines: Sequence[str]) -> None:
    """Replace a w:t by lines with breaks between them."""
    replace_text(text, "\n".join(lines))


def visible_text(element: Element) -> str:
    """Return the text of an element's w:t, joined."""
    return "".join(str(item.text or "") for item in element.iter(qn("w:t")))
