"""What the export reads in a Word file and puts into the copy that LibreOffice gets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from typing import Any

from lxml import etree

from docgen.ooxml.package import Package
from docgen.ooxml.xml import NAMESPACES, parse_xml, qn

_USED = re.compile(rb"<(?:\w+:)?(?:pStyle|rStyle|tblStyle|styleLink|numStyleLink)\s[^>]*?\bval\s*=\s*[\"']([^\"']*)")
_BEFORE_BREAK = ("pStyle", "keepNext", "keepLines")  # what the schema puts before pageBreakBefore
_BEFORE_SPACING = (
    *_BEFORE_BREAK,
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
)


def _names(local: Iterable[str]) -> set[str]:
    return {qn(f"w:{name}") for name in local}


def element(tag: str, /, *children: Any, **attributes: str) -> Any:
    """Return a WordprocessingML element; names without prefix."""
    named = {qn(f"w:{key}"): value for key, value in attributes.items()}
    created = etree.Element(qn(f"w:{tag}"), named, {"w": NAMESPACES["w"]})
    created.extend(children)
    return created


def slimmed(package: Package) -> Package:
    """Return a copy of a Word file with only the styles that it uses, and those that these are based on.

    Nothing looks different, and LibreOffice, which creates every style again for each paper, takes a tenth less time
    for a short one.
    """
    slim = package.clone()
    names = package.related(package.main, "styles")
    if names:
        name = names[0]
        others = b"".join(content for part, content in package.parts.items() if part.endswith(".xml") and part != name)
        if b"\0" not in others:  # UTF-16, in which the names are not looked for
            slim.put(name, _with_styles(package.parts[name], frozenset(_USED.findall(others))))
    return slim


@lru_cache(maxsize=64)
def _with_styles(styles: bytes, used: frozenset[bytes]) -> bytes:
    """Return a styles part with only the styles `used`, the defaults, and what these are based on or linked with."""
    root = parse_xml(styles)
    known = {style.get(qn("w:styleId"), ""): style for style in root.findall(qn("w:style"))}
    waiting = [unescape(name.decode("utf-8", "replace")) for name in used]
    waiting += [name for name, style in known.items() if style.get(qn("w:default")) not in (None, "0", "false", "off")]
    kept: set[str] = set()
    while waiting:
        if (name := waiting.pop()) in kept or name not in known:
            continue
        kept.add(name)
        links = (known[name].find(qn(f"w:{kind}")) for kind in ("basedOn", "link", "next"))
        waiting += [link.get(qn("w:val"), "") for link in links if link is not None]
    for name, style in known.items():
        if name not in kept:
            root.remove(style)
    return bytes(etree.tostring(root, encoding="UTF-8"))


def mark(paragraph: Any, name: str, number: int, *, at_end: bool = False) -> None:
    """Put a bookmark at the beginning of a paragraph, or at its end; `number` is its id in the file."""
    at = 0 if paragraph.find(qn("w:pPr")) is None else 1
    if at_end:
        at = len(paragraph)
    paragraph.insert(at, element("bookmarkStart", id=str(number), name=name))
    paragraph.insert(at + 1, element("bookmarkEnd", id=str(number)))


def start_page(paragraph: Any) -> Any:
    """Make a paragraph start a page; return its properties."""
    look = paragraph.find(qn("w:pPr"))
    if look is None:
        look = element("pPr")
        paragraph.insert(0, look)
    after = [index for index, child in enumerate(look) if child.tag in _names(_BEFORE_BREAK)]
    look.insert(after[-1] + 1 if after else 0, element("pageBreakBefore"))
    return look


def break_before(paragraph: Any) -> None:
    """Make a paragraph start a page, right at its top, as if the page before had been full."""
    look = start_page(paragraph)
    spacing = look.find(qn("w:spacing"))
    if spacing is None:
        spacing = element("spacing")
        after = [index for index, child in enumerate(look) if child.tag in _names(_BEFORE_SPACING)]
        look.insert(after[-1] + 1, spacing)
    for name in ("beforeLines", "beforeAutospacing"):
        spacing.attrib.pop(qn(f"w:{name}"), None)
    spacing.set(qn("w:before"), "0")
