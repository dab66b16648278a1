"""A Word file as a safe package: read with suspicion, cloned cheaply, written canonically.

`Package.read` refuses whatever could harm the machine or make LibreOffice or Word reach outside the file (`safety`).
What it returns is plain: parts by name, lxml trees on demand, relationships. `write` gives the same bytes for the
same parts: fixed order, fixed dates, no clock.

Hidden here: content types, how relationship targets resolve, which trees are shared by clones.
"""

from __future__ import annotations

import posixpath
import re
from copy import deepcopy
from datetime import date

from lxml import etree

from docgen.finding import Finding, Findings, Where
from docgen.ooxml.container import Packed, archive, pack, store
from docgen.ooxml.safety import inspect, unpack
from docgen.ooxml.xml import (
    CONTENT_TYPES,
    NAMESPACES,
    Element,
    Relationship,
    content_type_of,
    overridden,
    parse_xml,
    qn,
    relationships_in,
    rels_name,
    serialise,
)

__all__ = ["Element", "Package", "Relationship", "qn"]

_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
# What the template's own history left in docProps/app.xml and what a new paper makes untrue.
_STALE = {"Template", "TotalTime", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs"}
_STALE |= {"HeadingPairs", "TitlesOfParts", "HLinks", "HyperlinksChanged", "Manager", "HyperlinkBase"}
_CORE_PREFIXES = ("cp", "dc", "dcterms", "xsi")


class Package:
    """The parts of one Word file. Trees from `xml` may be edited; `write` takes the edits along."""

    def __init__(self, parts: dict[str, bytes], shared: dict[str, Element] | None = None) -> None:
        self.parts = parts
        self.notes: list[Finding] = []  # what was taken out of a file that came from outside
        self._shared: dict[str, Element] = {} if shared is None else shared
        self._own: dict[str, Element] = {}
        self._packed: dict[str, Packed] = {}  # each part as last written by any clone

    @classmethod
    def read(cls, data: bytes, where: Where) -> Package:
        """Read a .docx (or .dotx, which becomes a .docx) that came from outside.

        Raises DocgenError (MT001–MT013, MT034, MT035; exit code TEMPLATE) for the first thing that makes the file
        unusable or unsafe.
        """
        return cls._opened(data, where, None)

    @classmethod
    def look_into(cls, data: bytes, where: Where) -> tuple[Package, list[Finding]]:
        """Read a file that is only to be judged, and return what `read` would refuse in it.

        Nothing of it may be handed to LibreOffice. Raises DocgenError (exit code TEMPLATE) for what cannot be read.
        """
        refused = Findings()
        return cls._opened(data, where, refused), refused

    @classmethod
    def _opened(cls, data: bytes, where: Where, refused: Findings | None) -> Package:
        parts = unpack(data, where)
        trees, notes = inspect(parts, where, refused=refused)
        package = cls(parts, trees)
        package.notes = notes
        return package

    def clone(self) -> Package:
        """Return a copy to edit. Untouched parts and their parsed trees are shared, so this costs next to nothing."""
        copy = Package(dict(self.parts), self._shared)
        copy._own = {name: deepcopy(tree) for name, tree in self._own.items()}
        copy._packed = self._packed
        return copy

    # Trees

    def look(self, name: str) -> Element:
        """Return the root of an XML part for reading only (clones share it). KeyError for an unknown part."""
        if name in self._own:
            return self._own[name]
        if name not in self._shared:
            self._shared[name] = parse_xml(self.parts[name])
        return self._shared[name]

    def xml(self, name: str) -> Element:
        """Return the root of an XML part for editing; `write` serialises it. KeyError for an unknown part."""
        if name not in self._own:
            self._own[name] = deepcopy(self.look(name))
        return self._own[name]

    def put(self, name: str, content: bytes, content_type: str = "") -> None:
        """Add or replace a part. A new part needs its content type unless its extension has a default."""
        # The trees shared with other clones no longer hold for this one.
        self._shared = {key: tree for key, tree in self._shared.items() if key != name}
        self._own.pop(name, None)
        self.parts[name] = content
        if content_type and self.content_type(name) != content_type:
            types = self.xml(CONTENT_TYPES)
            etree.SubElement(types, qn("ct:Override"), PartName=f"/{name}", ContentType=content_type)

    def drop(self, name: str) -> None:
        """Remove a part, its own relationships and its content type. Relationships pointing at it stay the caller's."""
        for gone in (name, rels_name(name)):
            self.parts.pop(gone, None)
            self._own.pop(gone, None)
        if any(overridden(item) == name.lower() for item in self.look(CONTENT_TYPES)):
            types = self.xml(CONTENT_TYPES)
            for item in [item for item in types if overridden(item) == name.lower()]:
                types.remove(item)

    def content_type(self, name: str) -> str:
        """Return the content type of a part, "" where none is declared."""
        return content_type_of(self.look(CONTENT_TYPES), name)

    # Relationships

    @property
    def main(self) -> str:
        """The name of the main document part, usually "word/document.xml"."""
        return next(item.target for item in self.relationships("").values() if item.kind == "officeDocument")

    @property
    def namespaces(self) -> dict[str | None, str]:
        """The namespaces that the main document declares, by prefix; w is always among them."""
        return {**self.look(self.main).nsmap, "w": NAMESPACES["w"]}

    def relationships(self, source: str) -> dict[str, Relationship]:
        """Return the relationships of a part ("" for the package itself) by id; empty where it has none."""
        name = rels_name(source)
        if name not in self.parts:
            return {}
        return {item.id: item for item in relationships_in(self.look(name), source)}

    def related(self, source: str, kind: str) -> list[str]:
        """Return the parts a part points at with relationships of `kind` ("header", "styles", …), in file order."""
        return [item.target for item in self.relationships(source).values() if item.kind == kind and not item.external]

    def relate(self, source: str, kind: str, target: str) -> str:
        """Return the id of the relationship of `kind` from part to part, made if it is not there yet."""
        known = self.relationships(source)
        for item in known.values():
            if (item.kind, item.target, item.external) == (kind, target, False):
                return item.id
        name = rels_name(source)
        if name not in self.parts:
            self.put(name, f'<Relationships xmlns="{NAMESPACES["pr"]}"/>'.encode())
        number = 1 + max((int(key[3:]) for key in known if re.fullmatch(r"rId\d{1,9}", key)), default=0)
        full = _CORE if kind == "core-properties" else f"{NAMESPACES['r']}/{kind}"
        relative = posixpath.relpath(target, posixpath.dirname(source) or ".")
        etree.SubElement(self.xml(name), qn("pr:Relationship"), Id=f"rId{number}", Type=full, Target=relative)
        return f"rId{number}"

    # Writing

    def describe(self, *, title: str, author: str, day: date | None = None, subject: str = "") -> None:
        """Write the file's properties from the data: nothing of the template's history, and no clock.

        `day` becomes both dates (midnight UTC); without it (a draft) the file carries none.
        """
        root = etree.Element(qn("cp:coreProperties"), nsmap={key: NAMESPACES[key] for key in _CORE_PREFIXES})
        texts = {"dc:title": title, "dc:subject": subject, "dc:creator": author, "dc:language": "vi-VN"}
        for tag, text in texts.items():
            if text:
                etree.SubElement(root, qn(tag)).text = text
        for tag in ("dcterms:created", "dcterms:modified") if day else ():
            item = etree.SubElement(root, qn(tag))
            item.set(qn("xsi:type"), "dcterms:W3CDTF")
            item.text = f"{day}T00:00:00Z"
        name = next(iter(self.related("", "core-properties")), "docProps/core.xml")
        self.put(name, serialise(root), _CORE_TYPE)
        self.relate("", "core-properties", name)
        for name in self.related("", "extended-properties"):
            app = self.xml(name)
            for item in [item for item in app if etree.QName(item).localname in _STALE]:
                app.remove(item)

    def write(self, *, pressed: bool = True) -> bytes:
        """Return the file. The same parts give the same bytes, whatever their order or history.

        A file that is read once, by a program on this machine, need not be `pressed`.
        """
        self._settle()
        order = sorted(self.parts, key=lambda item: (item != CONTENT_TYPES, item != rels_name(""), item))
        packing = self._pack if pressed else lambda name: store(self.parts[name])
        return archive((name, packing(name)) for name in order)

    def read_again(self, where: Where) -> Package:
        """Return the file as a stranger reads it: what changed is parsed from its bytes and inspected once more.

        Raises DocgenError as `read` does: data can make of a harmless template what is not.
        """
        self._settle()
        parts = dict(self.parts)
        known = {name: tree for name, tree in self._shared.items() if name not in self._own}
        trees, _ = inspect(parts, where, known)
        again = Package(parts, trees)
        again._packed = self._packed
        return again

    def _settle(self) -> None:
        """Write the edited trees into their parts."""
        for name, tree in self._own.items():
            self.parts[name] = serialise(tree)

    def _pack(self, name: str) -> Packed:
        """Return a part packed; one that is as the template had it was packed with the first paper."""
        content = self.parts[name]
        known = self._packed.get(name)
        if known is None or known.content != content:
            known = self._packed[name] = pack(content)
        return known
