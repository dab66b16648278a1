"""The words of Office Open XML that every reader of a Word file needs: names, trees, relationships, field codes.

Promises that parsing reads nothing but the bytes given, and that serialising gives the same bytes for the same tree.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_TEXT = '<w:t xml:space="preserve">'
CONTENT_TYPES = "[Content_Types].xml"
WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPE = WORDPROCESSING + "document.main+xml"
TEMPLATE_TYPE = WORDPROCESSING + "template.main+xml"


@cache
def qn(name: str) -> str:
    """Return lxml's `{namespace}local` name for a prefixed one: `qn("w:p")`. KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


RUN, RUN_TEXT, RUN_PROPERTIES = qn("w:r"), qn("w:t"), qn("w:rPr")


@cache
def ranks() -> Mapping[str, Mapping[str, int]]:
    """Return the place that the schema gives each child of an element, by local names: ranks()["pPr"]["jc"]."""
    text = files("docgen.ooxml").joinpath("order.json").read_text("utf-8")
    return {
        parent: {child: rank for rank, group in enumerate(order.split()) for child in group.split("|")}
        for parent, order in json.loads(text).items()
    }


@dataclass(frozen=True, slots=True)
class Relationship:
    """A line of a `.rels` part. `kind` is the last word of the type; `target` a part name, or a URL if external."""

    id: str
    kind: str
    target: str
    external: bool


def parse_xml(content: bytes) -> Element:
    """Parse XML without entities, network or external files. Raises lxml's XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def serialise(root: Element) -> bytes:
    """Return a part's bytes for its root, as Word writes them (UTF-8, standalone)."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def new(name: str) -> Element:
    """Return an empty element ("w:tc") that stands in no tree yet."""
    prefix = name.partition(":")[0]
    return etree.Element(qn(name), nsmap={prefix: NAMESPACES[prefix]})


def xml_of(element: Element, namespaces: Mapping[str | None, str] | None = None) -> str:
    """Return the XML of an element to be put where `namespaces` are declared already (None: w alone)."""
    holder = etree.Element(qn("w:body"), nsmap=namespaces or {"w": NAMESPACES["w"]})
    holder.append(deepcopy(element))
    holder[0].tail = None
    return inside(str(etree.tostring(holder, encoding="unicode")))


def inside(xml: str) -> str:
    """Return what stands between the tags of an XML element."""
    return xml[xml.index(">") + 1 : xml.rindex("</")]


def opened(element: Element, namespaces: Mapping[str | None, str] | None = None) -> str:
    """Return the XML of an element without its end, for more to be put into it; see `xml_of`."""
    xml = xml_of(element, namespaces)
    return xml[: xml.rindex("</")] if len(element) else f"{xml[:-2]}>"


def elements(xml: str) -> list[Element]:
    """Return the elements of XML that uses no prefix but w, in order."""
    return list(parse_xml(f'<w:body xmlns:w="{NAMESPACES["w"]}">{xml}</w:body>'.encode()))


def escaped(text: str) -> str:
    """Return a text as XML writes it between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_xml(text: str) -> str:
    """Return what a run that prints `text` holds: a line end is a break, a tab a tab, spaces are kept."""
    if not text:
        return ""
    shown = escaped(text)
    if "\n" not in text and "\t" not in text:
        return f"{_TEXT}{shown}</w:t>"
    marked = shown.replace("\n", "</w:t><w:br/>" + _TEXT).replace("\t", "</w:t><w:tab/>" + _TEXT)
    return f"{_TEXT}{marked}</w:t>".replace(_TEXT + "</w:t>", "")


def rels_name(source: str) -> str:
    """Return the name of the part that holds a part's relationships ("" for the package)."""
    folder, _, name = source.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def overridden(item: Element) -> str:
    """Return the lower-case part name of an Override, "" for anything else."""
    return str(item.get("PartName")).lower().lstrip("/") if item.tag == qn("ct:Override") else ""


def content_type_of(types: Element, name: str) -> str:
    """Return the content type that the root of `[Content_Types].xml` gives a part, "" where none."""
    default = ""
    extension = name.rpartition(".")[2].lower()
    for item in types:
        if overridden(item) == name.lower():
            return str(item.get("ContentType"))
        if item.tag == qn("ct:Default") and str(item.get("Extension")).lower() == extension:
            default = str(item.get("ContentType"))
    return default


def relationships_in(rels: Element, source: str) -> list[Relationship]:
    """Return the lines of the `.rels` part of `source` in file order; internal targets become part names."""
    return [_relationship(item, source) for item in rels.iterchildren(qn("pr:Relationship"))]


def _relationship(item: Element, source: str) -> Relationship:
    target = str(item.get("Target", ""))
    external = str(item.get("TargetMode", "")).lower() == "external"
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
    return Relationship(str(item.get("Id", "")), str(item.get("Type", "")).rpartition("/")[2], target, external)


def field_codes(root: Element) -> Iterator[str]:
    """Yield the instruction of every field below `root` (simple and complex; split runs joined, nested ones apart)."""
    for simple in root.iter(qn("w:fldSimple")):
        yield str(simple.get(qn("w:instr"), ""))
    open_fields: list[str] = []
    for element in root.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:delInstrText")):
        if element.tag != qn("w:fldChar"):
            if open_fields:
                open_fields[-1] += element.text or ""
            else:
                yield element.text or ""
        elif element.get(qn("w:fldCharType")) == "begin":
            open_fields.append("")
        elif open_fields and element.get(qn("w:fldCharType")) == "end":
            yield open_fields.pop()
    yield from open_fields
