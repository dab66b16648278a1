"""What the export reads in a Word file and puts into the copy that LibreOffice gets."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Set
from functools import lru_cache
from html import unescape
from typing import Any

from lxml import etree

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
_USED = re.compile(rb"<(?:\w+:)?(?:pStyle|rStyle|tblStyle|styleLink|numStyleLink)\s[^>]*?\bval\s*=\s*[\"']([^\"']*)")
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BY_PLACE = ("firstRow", "lastRow", "band1Horz", "band2Horz", "nwCell", "neCell", "swCell", "seCell")
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


def word(name: str) -> str:
    """Return a WordprocessingML name as lxml writes it."""
    return f"{{{_SPACE}}}{name}"


def element(tag: str, /, *children: Any, **attributes: str) -> Any:
    """Return a WordprocessingML element; names without prefix."""
    made = etree.Element(word(tag), {word(key): value for key, value in attributes.items()}, {"w": _SPACE})
    made.extend(children)
    return made


def unpacked(docx: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name. Raises zipfile.BadZipFile for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except (EOFError, NotImplementedError, RuntimeError, zlib.error) as error:  # damaged, locked, packed in another way
        raise zipfile.BadZipFile(str(error)) from error


def packed(parts: dict[str, bytes], document: Any) -> bytes:
    """Return a package of the parts with this root element as its document; not compressed, it is read once."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            content = etree.tostring(document, encoding="UTF-8") if name == DOCUMENT else data
            package.writestr(zipfile.ZipInfo(name), content)  # no time of day: the same paper is the same bytes
    return out.getvalue()


def parsed(part: bytes) -> Any:
    """Return the root element of a part. Raises SyntaxError for what is no XML."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, huge_tree=True))


def slimmed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts with only the styles that they use, by what these build on too.

    Nothing looks different, and LibreOffice, which makes every style anew for each paper, takes a tenth less time for
    a short one.
    """
    if STYLES not in parts:
        return parts
    others = b"".join(content for name, content in parts.items() if name.endswith(".xml") and name != STYLES)
    if b"\0" in others:  # UTF-16, in which the names are not looked for
        return parts
    return parts | {STYLES: _with_styles(parts[STYLES], frozenset(_USED.findall(others)))}


@lru_cache(maxsize=64)
def _with_styles(styles: bytes, used: frozenset[bytes]) -> bytes:
    """Return a part of styles with those `used`, the defaults and what these are based on or linked with."""
    root = parsed(styles)
    known = {style.get(word("styleId"), ""): style for style in root.findall(word("style"))}
    waiting = [unescape(name.decode("utf-8", "replace")) for name in used]
    waiting += [name for name, style in known.items() if style.get(word("default")) not in (None, "0", "false", "off")]
    kept: set[str] = set()
    while waiting:
        if (name := waiting.pop()) in kept or name not in known:
            continue
        kept.add(name)
        links = (known[name].find(word(kind)) for kind in ("basedOn", "link", "next"))
        waiting += [link.get(word("val"), "") for link in links if link is not None]
    for name, style in known.items():
        if name not in kept:
            root.remove(style)
    return bytes(etree.tostring(root, encoding="UTF-8"))


@lru_cache(maxsize=64)
def keeping_styles(styles: bytes) -> frozenset[str]:
    """Return the ids of paragraph styles that keep with the next paragraph, by inheritance too."""
    return _inheriting(styles, _keep_of)


@lru_cache(maxsize=64)
def placing_styles(styles: bytes) -> frozenset[str]:
    """Return the ids of table styles that set a row by its place in the table, by inheritance too."""

    def placing(style: Any) -> bool | None:
        return any(part.get(word("type")) in _BY_PLACE for part in style.iter(word("tblStylePr"))) or None

    return _inheriting(styles, placing)


def _inheriting(styles: bytes, says: Callable[[Any], bool | None]) -> frozenset[str]:
    """Return the ids of the styles for which the nearest style that `says` something says yes."""
    own: dict[str, tuple[str, bool | None]] = {}
    for style in parsed(styles).findall(word("style")):
        base = style.find(word("basedOn"))
        own[style.get(word("styleId"), "")] = ("" if base is None else base.get(word("val")), says(style))
    found = set()
    for name in own:
        at, seen = name, set()
        while at in own and at not in seen and own[at][1] is None:
            seen.add(at)
            at = own[at][0]
        if at in own and own[at][1]:
            found.add(name)
    return frozenset(found)


def _keep_of(holder: Any) -> bool | None:
    found = holder.find(f"{word('pPr')}/{word('keepNext')}")
    return None if found is None else found.get(word("val"), "true") not in ("0", "false", "off")


def keeps_with_next(paragraph: Any, keeping: Set[str]) -> bool:
    """Tell whether a paragraph stays with the next one; `keeping` are the styles that say so."""
    own = _keep_of(paragraph)
    style = paragraph.find(f"{word('pPr')}/{word('pStyle')}")
    return own if own is not None else style is not None and style.get(word("val")) in keeping


def mark(paragraph: Any, name: str, number: int, *, at_end: bool = False) -> None:
    """Put a bookmark at the beginning of a paragraph, or at its end; `number` is its id in the file."""
    at = len(paragraph) if at_end else 0 if paragraph.find(word("pPr")) is None else 1
    paragraph.insert(at, element("bookmarkStart", id=str(number), name=name))
    paragraph.insert(at + 1, element("bookmarkEnd", id=str(number)))


def start_page(paragraph: Any) -> Any:
    """Have a paragraph start a page; return its properties."""
    look = paragraph.find(word("pPr"))
    if look is None:
        look = element("pPr")
        paragraph.insert(0, look)
    after = [index for index, child in enumerate(look) if child.tag in map(word, _BEFORE_BREAK)]
    look.insert(after[-1] + 1 if after else 0, element("pageBreakBefore"))
    return look


def break_before(paragraph: Any) -> None:
    """Have a paragraph start a page and stand at its top, as if the page before had been full."""
    look = start_page(paragraph)
    spacing = look.find(word("spacing"))
    if spacing is None:
        spacing = element("spacing")
        after = [index for index, child in enumerate(look) if child.tag in map(word, _BEFORE_SPACING)]
        look.insert(after[-1] + 1, spacing)
    for name in ("beforeLines", "beforeAutospacing"):
        spacing.attrib.pop(word(name), None)
    spacing.set(word("before"), "0")
