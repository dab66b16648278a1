"""A Word file as a safe package: read with suspicion, cloned cheaply, written canonically.

`Package.read` refuses whatever could harm the machine or make LibreOffice or Word reach outside the file:
archives that unpack without end, names that leave the package, document type definitions, macros, external
content, fields that read files. What it returns is plain: parts by name, lxml trees on demand, relationships.
`write` gives the same bytes for the same parts: fixed order, fixed dates, no clock.

Hidden here: the zip container, content types, how relationship targets resolve, which trees are shared by clones.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import NoReturn, TypeAlias

from lxml import etree

from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding, Where

Element: TypeAlias = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
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
CONTENT_TYPES = "[Content_Types].xml"
WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPE = WORDPROCESSING + "document.main+xml"
TEMPLATE_TYPE = WORDPROCESSING + "template.main+xml"

# Limits. The largest paper docgen makes (an annex of 5,000 rows) unpacks to about 15 MB.
MAX_PARTS = 4_000
MAX_PART_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 128 * 1024 * 1024

_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DATE = (1980, 1, 1, 0, 0, 0)
_LINKS = {"hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"}
_OUTSIDE_FIELDS = {"INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD"}
_REFUSED_KINDS = {"aFChunk": "altChunk", "subDocument": "subDocument", "control": "ActiveX", "frame": "frame"}
_IMAGES = {b"\x89PNG\r\n\x1a\n": ("png", "image/png"), b"\xff\xd8\xff": ("jpeg", "image/jpeg")}


def qn(name: str) -> str:
    """Return lxml's `{namespace}local` name for a prefixed one: `qn("w:p")`. KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A line of a `.rels` part. `kind` is the last word of the type; `target` a part name, or a URL if external."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of one Word file. Trees from `xml` may be edited; `write` takes the edits along."""

    def __init__(self, parts: dict[str, bytes], shared: dict[str, Element] | None = None) -> None:
        self.parts = parts
        self._shared: dict[str, Element] = {} if shared is None else shared
        self._own: dict[str, Element] = {}

    @classmethod
    def read(cls, data: bytes, where: Where) -> Package:
        """Read a .docx (or .dotx, which becomes a .docx) that came from outside.

        Raises DocgenError (MT001–MT013, exit code TEMPLATE) for the first thing that makes the file unusable or unsafe.
        """
        package = cls(_unpack(data, where))
        _Inspection(package, where).run()
        return package

    def clone(self) -> Package:
        """Return a copy to edit. Untouched parts and their parsed trees are shared, so this costs next to nothing."""
        copy = Package(dict(self.parts), self._shared)
        copy._own = {name: deepcopy(tree) for name, tree in self._own.items()}
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
        # Shared trees belong to the old bytes, and other clones still read them: own the new tree here.
        self.parts[name] = content
        self._own.pop(name, None)
        if name in self._shared:
            self._shared = {key: tree for key, tree in self._shared.items() if key != name}
        if content_type and self.content_type(name) != content_type:
            types = self.xml(CONTENT_TYPES)
            etree.SubElement(types, qn("ct:Override"), PartName=f"/{name}", ContentType=content_type)

    def drop(self, name: str) -> None:
        """Remove a part, its own relationships and its content type. Relationships pointing at it stay the caller's."""
        for gone in (name, rels_name(name)):
            self.parts.pop(gone, None)
            self._own.pop(gone, None)
        if any(_override(item) == name.lower() for item in self.look(CONTENT_TYPES)):
            types = self.xml(CONTENT_TYPES)
            for item in [item for item in types if _override(item) == name.lower()]:
                types.remove(item)

    def content_type(self, name: str) -> str:
        """Return the content type of a part, "" where none is declared."""
        default = ""
        extension = name.rpartition(".")[2].lower()
        for item in self.look(CONTENT_TYPES):
            if _override(item) == name.lower():
                return str(item.get("ContentType"))
            if item.tag == qn("ct:Default") and str(item.get("Extension")).lower() == extension:
                default = str(item.get("ContentType"))
        return default

    # Relationships

    @property
    def main(self) -> str:
        """The name of the main document part, usually "word/document.xml"."""
        return next(item.target for item in self.relationships("").values() if item.kind == "officeDocument")

    def relationships(self, source: str) -> dict[str, Relationship]:
        """Return the relationships of a part ("" for the package itself) by id; empty where it has none."""
        name = rels_name(source)
        if name not in self.parts:
            return {}
        found = (_relationship(item, source) for item in self.look(name).iterchildren(qn("pr:Relationship")))
        return {item.id: item for item in found}

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
            empty = f'<Relationships xmlns="{NAMESPACES["pr"]}"/>'.encode()
            self.put(name, empty)
        number = 1 + max((int(key[3:]) for key in known if re.fullmatch(r"rId\d{1,9}", key)), default=0)
        full = _CORE if kind == "core-properties" else f"{NAMESPACES['r']}/{kind}"
        relative = posixpath.relpath(target, posixpath.dirname(source) or ".")
        etree.SubElement(
            self.xml(name), qn("pr:Relationship"), Id=f"rId{number}", Type=full, Target=relative
        )
        return f"rId{number}"

    def add(self, source: str, kind: str, content: bytes) -> tuple[str, str]:
        """Add a numbered part beside the main document ("header", "footer", "footnotes", …).

        Returns its name and the id by which `source` points at it.
        """
        folder = posixpath.dirname(self.main)
        number = next(n for n in range(1, MAX_PARTS) if f"{folder}/{kind}{n}.xml" not in self.parts)
        name = f"{folder}/{kind}{number}.xml"
        self.put(name, content, f"{WORDPROCESSING}{kind}+xml")
        return name, self.relate(source, kind, name)

    def add_image(self, source: str, content: bytes) -> str:
        """Add a PNG or JPEG (once, however often it is used) and return the id by which `source` points at it.

        Raises ValueError for any other kind of picture.
        """
        kinds = [kind for magic, kind in _IMAGES.items() if content.startswith(magic)]
        if not kinds:
            raise ValueError("only PNG and JPEG pictures")
        extension, content_type = kinds[0]
        name = f"{posixpath.dirname(self.main)}/media/{sha256(content).hexdigest()[:16]}.{extension}"
        if name not in self.parts:
            self.put(name, content, content_type)
        return self.relate(source, "image", name)

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

    def write(self) -> bytes:
        """Return the file. The same parts give the same bytes, whatever their order or history."""
        for name, tree in self._own.items():
            self.parts[name] = serialise(tree)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in sorted(self.parts, key=lambda item: (item != CONTENT_TYPES, item != rels_name(""), item)):
                info = zipfile.ZipInfo(name, _DATE)
                info.create_system = 0
                archive.writestr(info, self.parts[name], zipfile.ZIP_DEFLATED, 6)
        return out.getvalue()


# What the template's own history left in docProps/app.xml and what a new paper makes untrue.
_STALE = {"Template", "TotalTime", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs"}
_STALE |= {"HeadingPairs", "TitlesOfParts", "HLinks", "HyperlinksChanged", "Manager", "HyperlinkBase"}
_CORE_PREFIXES = ("cp", "dc", "dcterms", "xsi")


def parse_xml(content: bytes) -> Element:
    """Parse XML without entities, network or external files. Raises lxml's XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def serialise(root: Element) -> bytes:
    """Return a part's bytes for its root, as Word writes them (UTF-8, standalone)."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def rels_name(source: str) -> str:
    """Return the name of the part that holds a part's relationships ("" for the package)."""
    folder, _, name = source.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _override(item: Element) -> str:
    """Return the lower-case part name of an Override, "" for anything else."""
    return str(item.get("PartName")).lower().lstrip("/") if item.tag == qn("ct:Override") else ""


def _relationship(item: Element, source: str) -> Relationship:
    target = str(item.get("Target", ""))
    external = str(item.get("TargetMode", "")).lower() == "external"
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
    return Relationship(str(item.get("Id", "")), str(item.get("Type", "")).rpartition("/")[2], target, external)


def _refuse(code: str, where: Where, message: str, remedy: str = "") -> NoReturn:
    raise DocgenError(Finding.of(code, where, message, remedy), ExitCode.TEMPLATE)


def _unpack(data: bytes, where: Where) -> dict[str, bytes]:
    """Return the entries of the archive, names checked, sizes bounded before anything is unpacked."""
    _refuse_other_formats(data, where)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_unsafe_names(entries, where)
            _refuse_bombs(entries, where)
            return {info.filename: _content(archive, info) for info in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as broken:
        if isinstance(broken, NotImplementedError):
            _refuse("MT003", where, "tệp Word nén theo cách mà Word không dùng")
        _refuse("MT003", where, "tệp Word bị hỏng, không giải nén được")


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    # A lying header cannot unpack more than it declares: zipfile inflates at most what is asked for.
    with archive.open(info) as stream:
        return stream.read(info.file_size + 1)


def _refuse_other_formats(data: bytes, where: Where) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            _refuse("MT002", where, "tệp Word có mật khẩu nên không đọc được")
        _refuse("MT001", where, "đây là tệp Word đời cũ (.doc), không phải .docx")
    kinds = {b"{\\rtf": "RTF", b"%PDF": "PDF", b"<?xml": "XML", b"<htm": "HTML", b"<!DO": "HTML"}
    for magic, kind in kinds.items():
        if data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(magic):
            _refuse("MT001", where, f"đây là tệp {kind}, không phải tệp Word .docx")
    if not data:
        _refuse("MT001", where, "tệp rỗng")
    if not data.startswith(b"PK"):
        _refuse("MT001", where, "đây không phải tệp Word .docx")


def _refuse_unsafe_names(entries: list[zipfile.ZipInfo], where: Where) -> None:
    seen: set[str] = set()
    for info in entries:
        name = info.orig_filename
        if info.flag_bits & 0x1:
            _refuse("MT002", where, "tệp Word có mật khẩu nên không đọc được")
        steps = name.split("/")
        if name != info.filename or re.search(r'[\\:\x00-\x1f]', name) or not all(steps) or {".", ".."} & set(steps):
            _refuse("MT005", where, f"trong tệp có phần mang tên không an toàn: “{name[:80]!a}”")
        if name.lower() in seen:
            _refuse("MT005", where, f"trong tệp có hai phần cùng tên “{name[:80]}”")
        seen.add(name.lower())


def _refuse_bombs(entries: list[zipfile.ZipInfo], where: Where) -> None:
    total = sum(info.file_size for info in entries)
    if len(entries) > MAX_PARTS:
        _refuse("MT004", where, f"tệp có {len(entries)} phần, nhiều hơn {MAX_PARTS} phần cho phép")
    if total > MAX_TOTAL_BYTES or any(info.file_size > MAX_PART_BYTES for info in entries):
        _refuse("MT004", where, f"tệp bung ra {total / 1024 / 1024:.0f} MB, lớn hơn mức cho phép")


class _Inspection:
    """One look through a package that came from outside; raises at the first thing refused."""

    def __init__(self, package: Package, where: Where) -> None:
        self.package = package
        self.where = where

    def run(self) -> None:
        parts = self.package.parts
        if CONTENT_TYPES not in parts:
            kind = "OpenDocument" if "mimetype" in parts else "nén"
            _refuse("MT001", self.where, f"đây là tệp {kind}, không phải tệp Word .docx")
        for name in parts:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                self._parse(name)
        self._macros()
        self._main_part()
        for name in parts:
            if name.endswith(".rels") and posixpath.basename(posixpath.dirname(name)) == "_rels":
                self._relationships(name)
        for name in parts:
            if name in self.package._shared:
                self._contents(name)

    def at(self, name: str) -> Where:
        return replace(self.where, part=name)

    def _parse(self, name: str) -> None:
        content = self.package.parts[name]
        # Looked for before parsing, in every encoding OOXML allows: entities in attributes expand while parsing.
        if any("<!DOCTYPE".encode(code) in content for code in ("ascii", "utf-16-le", "utf-16-be")):
            _refuse("MT006", self.at(name), "phần này chứa khai báo DTD, Word không bao giờ ghi như vậy")
        try:
            root = parse_xml(content)
        except etree.XMLSyntaxError as broken:
            line, column = broken.position
            _refuse("MT007", self.at(name), f"phần này không phải XML đúng (dòng {line}, cột {column})")
        if root.getroottree().docinfo.internalDTD is not None:
            _refuse("MT006", self.at(name), "phần này chứa khai báo DTD, Word không bao giờ ghi như vậy")
        self.package._shared[name] = root

    def _macros(self) -> None:
        types = self.package.look(CONTENT_TYPES)
        for item in types:
            kind = str(item.get("ContentType")).lower()
            if "macroenabled" in kind or "vbaproject" in kind or "activex" in kind:
                _refuse("MT008", self.where, "tệp Word có macro hoặc ActiveX")
        for name in self.package.parts:
            if re.search(r"vbaproject|vbadata|/activex/", name.lower()):
                _refuse("MT008", self.at(name), "tệp Word có macro hoặc ActiveX")

    def _main_part(self) -> None:
        package = self.package
        strict = any(_STRICT in str(item.get("Type")) for item in self._rels_root(""))
        if strict:
            _refuse("MT011", self.where, "tệp Word được lưu kiểu “Strict Open XML”")
        mains = package.related("", "officeDocument")
        if len(mains) != 1 or mains[0] not in package.parts:
            _refuse("MT010", self.where, "tệp Word thiếu phần văn bản chính")
        kind = package.content_type(mains[0])
        if kind == TEMPLATE_TYPE:
            for item in package.xml(CONTENT_TYPES):
                if item.get("ContentType") == TEMPLATE_TYPE:
                    item.set("ContentType", DOCUMENT_TYPE)
            package.parts[CONTENT_TYPES] = serialise(package.xml(CONTENT_TYPES))
            package._shared[CONTENT_TYPES] = package._own.pop(CONTENT_TYPES)
        elif kind != DOCUMENT_TYPE:
            _refuse("MT001", self.where, "đây là tệp Office khác, không phải tệp Word .docx")
        if package.look(mains[0]).tag != qn("w:document"):
            _refuse("MT001", self.at(mains[0]), "phần văn bản chính không phải văn bản Word")

    def _rels_root(self, source: str) -> list[Element]:
        name = rels_name(source)
        return list(self.package.look(name)) if name in self.package.parts else []

    def _relationships(self, rels: str) -> None:
        folder = posixpath.dirname(posixpath.dirname(rels))
        source = posixpath.join(folder, posixpath.basename(rels).removesuffix(".rels"))
        found = [_relationship(item, source) for item in self.package.look(rels).iterchildren(qn("pr:Relationship"))]
        if len({item.id for item in found}) < len(found):
            _refuse("MT007", self.at(rels), "hai liên kết trong phần này trùng mã")
        for item in found:
            if item.kind in _REFUSED_KINDS:
                kind = _REFUSED_KINDS[item.kind]
                _refuse("MT013", self.at(rels), f"tệp nhúng nội dung kiểu {kind}, docgen không nhận")
            if item.external and item.kind != "hyperlink":
                self._refuse_outside(rels, item)
            if not item.external and item.target not in self.package.parts:
                _refuse("MT010", self.at(rels), f"tệp Word thiếu phần “{item.target[:120]}”")
        self._links_only(source, {item.id: item for item in found if item.external})

    def _refuse_outside(self, rels: str, item: Relationship) -> NoReturn:
        remedies = {
            "attachedTemplate": "trong Word, mở Developer (Nhà phát triển) → Document Template (Mẫu tài liệu), "
            "đổi mẫu về Normal rồi lưu lại",
            "image": "trong Word, chép ảnh rồi dán vào tài liệu thay cho ảnh liên kết, lưu lại",
        }
        message = f"tệp lấy nội dung từ bên ngoài ({item.kind}): {item.target[:120]}"
        _refuse("MT009", self.at(rels), message, remedies.get(item.kind, ""))

    def _links_only(self, source: str, external: dict[str, Relationship]) -> None:
        """Refuse a picture or frame that borrows a hyperlink's relationship: LibreOffice looks at the id only."""
        if not external or source not in self.package._shared:
            return
        for element in self.package.look(source).iter(etree.Element):
            if etree.QName(element).localname in _LINKS:
                continue
            for key, value in element.attrib.items():
                if value in external and key.startswith(f"{{{NAMESPACES['r']}}}"):
                    self._refuse_outside(rels_name(source), external[value])

    def _contents(self, name: str) -> None:
        root = self.package.look(name)
        for element in root.iter(f"{{{NAMESPACES['v']}}}*"):
            if element.get("src") or element.get(qn("o:href")):
                address = element.get("src") or element.get(qn("o:href"))
                _refuse("MT009", self.at(name), f"hình vẽ lấy nội dung từ bên ngoài: {address[:120]}")
        if next(root.iter(qn("w:altChunk"), qn("w:subDoc")), None) is not None:
            _refuse("MT013", self.at(name), "tệp nhúng nội dung kiểu altChunk, docgen không nhận")
        for instruction in field_codes(root):
            word = (instruction.split() or [""])[0].upper()
            if word in _OUTSIDE_FIELDS:
                _refuse("MT012", self.at(name), f"trường {word} đọc tệp hoặc chạy lệnh bên ngoài")


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
