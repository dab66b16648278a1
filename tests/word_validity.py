"""What would make Word "repair" a file, or refuse it: checked here because Word itself is not at hand.

Promises a list of plain sentences, empty for a file that keeps to the rules checked: parts and their content types,
relationships and the ids that use them, the order of children that the schema fixes (`order.json`, ECMA-376 part 4,
transitional; within `w:rPr` the order Word writes), tables, sections, bookmarks, pictures, fields, styles, numbering.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from docgen.errors import DocgenError
from docgen.finding import Where
from docgen.ooxml.package import Package
from docgen.ooxml.xml import CONTENT_TYPES, NAMESPACES, Element, overridden, qn, ranks, rels_name

_W = f"{{{NAMESPACES['w']}}}"
_MANY = {"headerReference", "footerReference", "tblStylePr", "style", "abstractNum", "num", "lvl", "lvlOverride"}
_MANY |= {"numPicBullet", "activeWritingStyle", "attachedSchema", "smartTagType"}
_PROPERTIES = {"p": "pPr", "r": "rPr", "tc": "tcPr"}
_TEXT = {"t", "delText", "instrText", "delInstrText"}
_HOLDERS = {"p", "hyperlink", "ins", "del", "moveFrom", "moveTo", "smartTag", "sdtContent", "fldSimple", "customXml"}
_HOLDERS |= {"bdo", "dir", "rubyBase", "rt"}
_ALIGN = {"left", "right", "center", "both", "start", "end", "distribute", "numTab", "mediumKashida", "thaiDistribute"}
_ALIGN |= {"highKashida", "lowKashida"}
# Attributes that hold whole numbers (of twips, half-points …): Word refuses "12.5".
_WHOLE = {
    "spacing": ("before", "after", "line"),
    "ind": ("left", "right", "start", "end", "firstLine", "hanging"),
    "pgSz": ("w", "h"),
    "pgMar": ("top", "bottom", "left", "right", "header", "footer", "gutter"),
    "gridCol": ("w",),
    "tcW": ("w",),
    "tblW": ("w",),
    "tblInd": ("w",),
    "trHeight": ("val",),
    "sz": ("val",),
    "szCs": ("val",),
    "gridSpan": ("val",),
    "outlineLvl": ("val",),
    "ilvl": ("val",),
    "numId": ("val",),
}


def problems(docx: bytes) -> list[str]:
    """Return what Word would stumble over in a file, part by part; [] when nothing was found."""
    try:
        package = Package.read(docx, Where())
    except DocgenError as error:
        return [f"{error.finding.where.part or 'package'}: {error.finding.code} {error.finding.message}"]
    found = [*_content_types(package)]
    ids = _Ids(package)
    for name in package.parts:
        if name.endswith(".xml") and name != CONTENT_TYPES:
            root = package.look(name)
            checks = [_relationship_ids(package, name, root)]
            if root.tag.startswith(_W):
                checks += [_order(root), _shape(root), _tables(root), _sections(package, name, root), _unique(root)]
                checks += [_fields(root), _values(root), ids.check(root)]
            found += [f"{name}: {problem}" for check in checks for problem in check]
    return found


def _name(element: Element) -> str:
    return str(etree.QName(element).localname)


def _at(element: Element) -> str:
    """Return a short hint at where an element stands: the text of its paragraph."""
    paragraph = element if element.tag == qn("w:p") else next(element.iterancestors(qn("w:p")), None)
    text = "" if paragraph is None else "".join(item.text or "" for item in paragraph.iter(qn("w:t")))
    return f" (“{text[:40]}”)" if text else ""


def _words(parent: Element) -> list[Element]:
    """Return the children that belong to WordprocessingML; extensions follow rules of their own."""
    return [child for child in parent.iterchildren(etree.Element) if child.tag.startswith(_W)]


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


# The package


def _content_types(package: Package) -> Iterator[str]:
    types = package.look(CONTENT_TYPES)
    names = {name.lower() for name in package.parts}
    overrides = [overridden(item) for item in types if overridden(item)]
    defaults = [str(item.get("Extension")).lower() for item in types if item.tag == qn("ct:Default")]
    for repeated in _repeated(overrides + defaults):
        yield f"{CONTENT_TYPES}: “{repeated}” has two content types"
    for name in overrides:
        if name not in names:
            yield f"{CONTENT_TYPES}: “{name}” has a content type and is not there"
    for name in package.parts:
        if name != CONTENT_TYPES and not package.content_type(name):
            yield f"{CONTENT_TYPES}: “{name}” has no content type"


def _relationship_ids(package: Package, name: str, root: Element) -> Iterator[str]:
    known = package.relationships(name)
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            if key.startswith(f"{{{NAMESPACES['r']}}}") and value and value not in known:
                yield f"{_name(element)} uses {value}, which {rels_name(name)} does not have"


# Order and nesting


def _order(root: Element) -> Iterator[str]:
    for parent in root.iter(etree.Element):
        places = ranks().get(_name(parent)) if parent.tag.startswith(_W) else None
        last = ("", -1)
        for child in _words(parent) if places else ():
            name = _name(child)
            rank = places.get(name, -1) if places else -1
            if rank < 0:
                yield f"{name} may not stand in {_name(parent)}{_at(parent)}"
            elif rank < last[1]:
                yield f"{name} must stand before {last[0]} in {_name(parent)}{_at(parent)}"
            elif rank == last[1] and name not in _MANY:
                yield f"{name} stands twice in {_name(parent)}{_at(parent)}"
            last = (name, max(rank, last[1]))


def _shape(root: Element) -> Iterator[str]:
    """Text in runs, runs in paragraphs, properties first, blocks where blocks belong, edge spaces kept."""
    for element in root.iter(f"{_W}*"):
        name, parent = _name(element), element.getparent()
        above = _name(parent) if parent is not None else ""
        if name in _TEXT and above != "r":
            yield f"{name} stands in {above}, outside a run{_at(element)}"
        if name == "r" and above not in _HOLDERS:
            yield f"a run stands in {above}, outside a paragraph"
        if name == "p" and above in _HOLDERS - {"sdtContent", "ins", "del", "customXml"}:
            yield f"a paragraph stands in {above}{_at(parent)}"
        if name in _PROPERTIES.values() and _PROPERTIES.get(above) == name and parent[0] is not element:
            yield f"{name} is not the first child of {above}{_at(element)}"
        if name in _TEXT:
            text = element.text or ""
            kept = element.get(f"{{{NAMESPACES['xml']}}}space") == "preserve"
            if text != text.strip() and not kept:
                yield f"{name} loses its edge spaces without xml:space{_at(element)}"
            if len(element):
                yield f"{name} holds elements{_at(element)}"
        elif any((piece or "").strip() for piece in (element.text, *(child.tail for child in element))):
            yield f"stray text in {name}{_at(element)}"


def _tables(root: Element) -> Iterator[str]:
    for table in root.iter(qn("w:tbl")):
        children = [_name(child) for child in _words(table)]
        heads = [name for name in children if name in ("tblPr", "tblGrid")]
        if heads != ["tblPr", "tblGrid"] or children.index("tblGrid") > [*children, "tr"].index("tr"):
            yield "a table does not begin with tblPr and tblGrid"
            continue
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        rows = list(table.iterchildren(qn("w:tr")))
        if not rows:
            yield "a table has no row"
        for number, row in enumerate(rows, 1):
            width = sum(_span(cell, "w:tcPr/w:gridSpan", 1) for cell in row.iterchildren(qn("w:tc")))
            width += _span(row, "w:trPr/w:gridBefore", 0) + _span(row, "w:trPr/w:gridAfter", 0)
            if not row.findall(qn("w:tc")):
                yield f"row {number} of a table has no cell"
            elif width != columns and not row.findall(qn("w:sdt")):
                yield f"row {number} of a table spans {width} of {columns} columns"
            if any(_name(child) in ("trPr", "tblPrEx") for child in _words(row)[2:]):
                yield f"row {number} of a table has its properties after a cell"
    for cell in root.iter(qn("w:tc")):
        blocks = [child for child in _words(cell) if _name(child) not in ("bookmarkEnd", "bookmarkStart")]
        if not blocks or _name(blocks[-1]) not in ("p", "sdt"):
            yield "a cell does not end with a paragraph"


def _span(element: Element, path: str, usual: int) -> int:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    text = "" if found is None else str(found.get(qn("w:val"), ""))
    return int(text) if text.isdecimal() else usual


def _sections(package: Package, name: str, root: Element) -> Iterator[str]:
    body = root.find(qn("w:body"))
    for section in root.iter(qn("w:sectPr")):
        parent = section.getparent()
        at_end = parent is body and section is body[-1]
        in_paragraph = parent.tag == qn("w:pPr") and parent.getparent().getparent() is body
        if body is None or not (at_end or in_paragraph or _name(parent) == "sectPrChange"):
            yield f"a sectPr stands in {_name(parent)}, where no section ends{_at(section)}"
        for kind in ("header", "footer"):
            references = section.findall(qn(f"w:{kind}Reference"))
            for repeated in _repeated(str(item.get(qn("w:type"), "default")) for item in references):
                yield f"a section has two {kind}s of type {repeated}"
            for item in references:
                relationship = package.relationships(name).get(str(item.get(qn("r:id"))))
                if relationship and relationship.kind != kind:
                    yield f"a {kind} reference points at a {relationship.kind}"
    expected = {"header": "hdr", "footer": "ftr"}.get(package.content_type(name).split(".")[-1].removesuffix("+xml"))
    if expected and _name(root) != expected:
        yield f"its root is {_name(root)}, not {expected}"
    if expected and not root.findall(qn("w:p")) and not root.findall(qn("w:sdt")):
        yield "it holds no paragraph"


# Ids


def _unique(root: Element) -> Iterator[str]:
    starts = list(root.iter(qn("w:bookmarkStart")))
    ids = [str(item.get(qn("w:id"))) for item in starts]
    ends = [str(item.get(qn("w:id"))) for item in root.iter(qn("w:bookmarkEnd"))]
    names = [str(item.get(qn("w:name"))) for item in starts]
    for repeated in _repeated(ids):
        yield f"two bookmarks have the id {repeated}"
    for repeated in _repeated(name.lower() for name in names):
        yield f"two bookmarks are called {repeated}"
    if sorted(set(ids)) != sorted(ends):
        yield "bookmarks that start and bookmarks that end are not the same"
    for name in names:
        if not re.fullmatch(r"[^\W\d]\w{0,39}", name):
            yield f"“{name}” cannot be the name of a bookmark"
    for repeated in _repeated(str(item.get("id")) for item in root.iter(qn("wp:docPr"))):
        yield f"two drawings have the id {repeated}"


def _fields(root: Element) -> Iterator[str]:
    """Every field that begins has one end, and at most one separator, in this order."""
    open_fields: list[str] = []
    for mark in root.iter(qn("w:fldChar")):
        kind = str(mark.get(qn("w:fldCharType")))
        state = open_fields[-1] if open_fields else ""
        if kind == "begin":
            open_fields.append("begin")
        elif kind == "separate" and state == "begin":
            open_fields[-1] = "separate"
        elif kind == "end" and state:
            open_fields.pop()
        else:
            yield f"a field's “{kind}” stands out of order{_at(mark)}"
    if open_fields:
        yield f"{len(open_fields)} fields do not end"


def _values(root: Element) -> Iterator[str]:
    for element in root.iter(*(qn(f"w:{name}") for name in _WHOLE)):
        for attribute in _WHOLE[_name(element)]:
            value = str(element.get(qn(f"w:{attribute}"), "0"))
            if not re.fullmatch(r"-?\d+(%|pt|mm|cm|in|pc|pi)?|-?\d+\.\d+(%|pt|mm|cm|in|pc|pi)|", value):
                yield f"{_name(element)} has {attribute}=“{value}”, not a whole number{_at(element)}"
    for element in root.iter(qn("w:jc")):
        if element.get(qn("w:val")) not in _ALIGN:
            yield f"jc has the unknown value “{element.get(qn('w:val'))}”{_at(element)}"


class _Ids:
    """The styles and lists of a package, and whether what names them names something."""

    def __init__(self, package: Package) -> None:
        self.styles: list[tuple[str, str]] = []
        self.lists: list[str] = []
        for name in package.related(package.main, "styles"):
            styles = package.look(name).iterchildren(qn("w:style"))
            self.styles += [(str(item.get(qn("w:type"))), str(item.get(qn("w:styleId")))) for item in styles]
        for name in package.related(package.main, "numbering"):
            self.lists += [str(item.get(qn("w:numId"))) for item in package.look(name).iterchildren(qn("w:num"))]

    def check(self, root: Element) -> Iterator[str]:
        for kind, name in (("paragraph", "pStyle"), ("character", "rStyle"), ("table", "tblStyle")):
            for element in root.iter(qn(f"w:{name}")):
                style = str(element.get(qn("w:val")))
                if (kind, style) not in self.styles:
                    yield f"{name} names the {kind} style {style}, which does not exist{_at(element)}"
        for element in root.iter(qn("w:numId")):
            if _name(element.getparent()) == "numPr" and element.get(qn("w:val")) not in ("0", *self.lists):
                yield f"a paragraph is in the list {element.get(qn('w:val'))}, which does not exist{_at(element)}"
        if root.tag == qn("w:styles"):
            yield from self._of_styles(root)
        if root.tag == qn("w:numbering"):
            yield from self._of_numbering(root)

    def _of_styles(self, root: Element) -> Iterator[str]:
        names = [name for _, name in self.styles]
        for repeated in _repeated(names):
            yield f"two styles have the id {repeated}"
        for element in root.iter(qn("w:basedOn"), qn("w:next"), qn("w:link")):
            if element.get(qn("w:val")) not in names:
                yield f"{_name(element)} names the style {element.get(qn('w:val'))}, which does not exist"

    def _of_numbering(self, root: Element) -> Iterator[str]:
        for repeated in _repeated(self.lists):
            yield f"two lists have the id {repeated}"
        known = [item.get(qn("w:abstractNumId")) for item in root.iterchildren(qn("w:abstractNum"))]
        for element in root.iterfind(f"{qn('w:num')}/{qn('w:abstractNumId')}"):
            if element.get(qn("w:val")) not in known:
                yield f"a list is made from {element.get(qn('w:val'))}, which does not exist"
