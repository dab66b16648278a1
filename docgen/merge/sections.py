"""The Word sections of a template: where one ends, and what headers and footers it has."""

from __future__ import annotations

from copy import deepcopy

from docgen.ooxml.xml import Element, qn


def carried_section(element: Element) -> Element | None:
    """Return the section properties that an element of the body is or carries, removed from its paragraph."""
    if element.tag == qn("w:sectPr"):
        return element
    carried = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if element.tag == qn("w:p") else None
    if carried is not None:
        carried.getparent().remove(carried)
    return carried


def without_empty_end(elements: list[Element]) -> list[Element]:
    """Return elements without the empty paragraphs that only end a section: they might start a blank page."""
    while elements and elements[-1].tag == qn("w:p") and elements[-1].find(f".//{qn('w:r')}") is None:
        elements = elements[:-1]
    return elements


def inherit_headers(sections: list[Element]) -> None:
    """Write down the headers and footers a section inherits: parts come and go, so the one before it may change."""
    inherited: dict[tuple[str, str], Element] = {}
    for properties in sections:
        references = properties.findall(qn("w:headerReference")) + properties.findall(qn("w:footerReference"))
        own = {(str(item.tag), str(item.get(qn("w:type"), "default"))): item for item in references}
        for key, item in inherited.items():
            if key not in own:
                properties.insert(0, deepcopy(item))
        inherited |= own
