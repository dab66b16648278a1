"""What docgen refuses in a Word file that came from outside, before anything else reads it.

Archives that unpack without end, names that leave the package, document type definitions, macros, content fetched
from elsewhere, fields that read files, pictures that are programs: each is one DocgenError with its place and remedy
(MT001–MT013, MT034, MT035). LibreOffice follows an image's target to `file://` or `http://` (measured), so nothing
that points outside may reach it. What a part is called proves nothing: what points at it and its first bytes say
what it is.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

from lxml import etree

from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding, Findings, Where
from docgen.ooxml import fields, media, pictures
from docgen.ooxml.cut import is_cut
from docgen.ooxml.pictures import Links, links_in
from docgen.ooxml.xml import (
    CONTENT_TYPES,
    DOCUMENT_TYPE,
    NAMESPACES,
    TEMPLATE_TYPE,
    Element,
    Relationship,
    content_type_of,
    parse_xml,
    qn,
    relationships_in,
    rels_name,
    serialise,
)

# Limits. The largest paper docgen makes (an annex of 5,000 rows) unpacks to about 15 MB.
MAX_PARTS = 4_000
MAX_PART_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 128 * 1024 * 1024

_STRICT = "http://purl.oclc.org/ooxml/"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LINKS = {"hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"}
_OUTSIDE_FIELDS = {"INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD"}
_EMBEDDED = {"aFChunk": "altChunk", "subDocument": "subDocument", "frame": "frame", "oleObject": "OLE"}
_EMBEDDED |= {"package": "OLE"}
_MACRO = re.compile(r"macroenabled|vbaproject|vbadata|activex|attachedtoolbars|^control$", re.I)
_TRASH = "[trash]/"  # where Office leaves what it no longer needs (ECMA-376 part 2: such a name is no part's)
# What docgen or LibreOffice reads as XML because of what points at it.
_XML_KINDS = {"officeDocument", "header", "footer", "footnotes", "endnotes", "comments", "styles", "stylesWithEffects"}
_XML_KINDS |= {"numbering", "settings", "webSettings", "fontTable", "theme", "themeOverride", "glossaryDocument"}
_XML_KINDS |= {"chart", "chartUserShapes", "customXml", "customXmlProps", "core-properties", "extended-properties"}
_XML_KINDS |= {"custom-properties"}
# What may hold any bytes, and the elements that use it.
_OPAQUE = {
    "font": {"embedRegular", "embedBold", "embedItalic", "embedBoldItalic"},
    "printerSettings": {"printerSettings"},
}
# Where Word leads the user who wants to be rid of it.
_REMEDIES = {
    "attachedTemplate": "trong Word, mở Developer (Nhà phát triển) → Document Template (Mẫu tài liệu), "
    "đổi mẫu về Normal rồi lưu lại",
    "image": "trong Word, chép ảnh rồi dán vào tài liệu thay cho ảnh liên kết, lưu lại",
}


def _refuse(code: str, where: Where, message: str, remedy: str = "") -> NoReturn:
    raise DocgenError(Finding.of(code, where, message, remedy), ExitCode.TEMPLATE)


def unpack(data: bytes, where: Where) -> dict[str, bytes]:
    """Return the entries of the archive, names checked, sizes bounded before anything is unpacked."""
    _refuse_other_formats(data, where)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_unsafe_names(entries, where)
            _refuse_bombs(entries, where)
            return {info.filename: _content(archive, info) for info in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
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
        if name != info.filename or re.search(r"[\\:\x00-\x1f]", name) or not all(steps) or {".", ".."} & set(steps):
            _refuse("MT005", where, f"trong tệp có phần mang tên không an toàn: “{name[:80]!a}”")
        if name.lower() in seen:
            _refuse("MT005", where, f"trong tệp có hai phần cùng tên “{name[:80]}”")
        seen.add(name.lower())


def _refuse_bombs(entries: list[zipfile.ZipInfo], where: Where) -> None:
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in entries):
        _refuse("MT003", where, "tệp nén theo cách mà Word không dùng")
    total = sum(info.file_size for info in entries)
    if len(entries) > MAX_PARTS:
        _refuse("MT004", where, f"tệp có {len(entries)} phần, nhiều hơn {MAX_PARTS} phần cho phép")
    if total > MAX_TOTAL_BYTES or any(info.file_size > MAX_PART_BYTES for info in entries):
        _refuse("MT004", where, f"tệp bung ra {total / 1024 / 1024:.0f} MB, lớn hơn mức cho phép")


def inspect(
    parts: dict[str, bytes],
    where: Where,
    known: Mapping[str, Element] | None = None,
    refused: Findings | None = None,
) -> tuple[dict[str, Element], list[Finding]]:
    """Return the trees of all XML parts of a package that is safe and whole, and what was taken out of it.

    A Word template (.dotx) is made a document in place, and vector pictures go where Word keeps another version of
    them. `known` are trees of parts that were inspected before and are the same. Raises DocgenError (exit code
    TEMPLATE) for the first thing refused; with `refused`, what only has no place in a template (MT008, MT009, MT012,
    MT013, MT034, MT035) is put there instead, and only a file that cannot be read is an error.
    """
    if CONTENT_TYPES not in parts:
        kind = "OpenDocument" if "mimetype" in parts else "nén"
        _refuse("MT001", where, f"đây là tệp {kind}, không phải tệp Word .docx")
    inspection = _Inspection(parts, where, known or {}, refused)
    inspection.parse()
    inspection.refuse_macros()
    inspection.check_main_part()
    for source in inspection.links:
        inspection.check_relationships(source)
    for name in inspection.trees:
        if name not in inspection.known:
            inspection.check_contents(name)
    dropped = inspection.drop_vector_twins()
    inspection.check_binary_parts()
    return inspection.trees, dropped


class _Inspection:
    """One look through a package that came from outside; raises at the first thing refused."""

    def __init__(
        self, parts: dict[str, bytes], where: Where, known: Mapping[str, Element], refused: Findings | None
    ) -> None:
        self.parts = parts
        self.refused = refused
        self.where = where
        self.known = known
        self.trees: dict[str, Element] = {}
        self.links: Links = {}
        self.kinds: dict[str, set[str]] = {}  # of the relationships that point at a part

    def at(self, name: str) -> Where:
        return replace(self.where, part=name)

    def object(self, code: str, where: Where, message: str, remedy: str = "") -> None:
        """Refuse the file for what has no place in a template, or only note it."""
        if self.refused is None:
            _refuse(code, where, message, remedy)
        self.refused.say(code, where, message, remedy)

    def parse(self) -> None:
        """Parse the relationships, and then whatever they, the content type, the name or the first bytes call XML."""
        for name in [name for name in self.parts if name.lower().startswith(_TRASH)]:
            del self.parts[name]
        types = self.trees[CONTENT_TYPES] = self._parsed(CONTENT_TYPES)
        for name in self.parts:
            if name.lower().endswith(".rels"):
                if not name.endswith(".rels") or "_rels/" not in name:
                    _refuse("MT005", self.at(name), "phần ghi các liên kết mang tên mà Word không bao giờ đặt")
                self.trees[name] = self._parsed(name)
        self._follow()
        for name in [name for name in self.parts if name not in self.trees]:
            if self._is_meant_as_xml(name, content_type_of(types, name)):
                self.trees[name] = self._parsed(name)
            elif not self._is_opaque(name) and media.is_xml(self.parts[name]):
                with suppress(DocgenError):  # HTML, say: refused as what it is
                    self.trees[name] = self._parsed(name)

    def _follow(self) -> None:
        """Note what points where."""
        self.links = links_in(self.trees)
        self.kinds = {}
        for known in self.links.values():
            for item in known.values():
                if not item.external:
                    self.kinds.setdefault(item.target, set()).add(item.kind)

    def _is_meant_as_xml(self, name: str, content_type: str) -> bool:
        if self._is_opaque(name):
            return False
        declared = content_type.lower().partition(";")[0].strip().endswith("xml") or name.lower().endswith(".xml")
        return declared or bool(self.kinds.get(name, set()) & _XML_KINDS)

    def _is_opaque(self, name: str) -> bool:
        """Tell whether all that points at a part says that it is a picture, or that it may hold any bytes."""
        kinds = self.kinds.get(name, set())
        return bool(kinds) and (kinds <= pictures.KINDS or kinds <= _OPAQUE.keys())

    def _parsed(self, name: str) -> Element:
        if name in self.known:
            return self.known[name]
        content = self.parts[name]
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
        return root

    def refuse_macros(self) -> None:
        types = [str(item.get("ContentType")) for item in self.trees[CONTENT_TYPES]]
        kinds = [kind for found in self.kinds.values() for kind in found]
        if any(_MACRO.search(text) for text in [*types, *self.parts, *kinds]):
            self.object("MT008", self.where, "tệp Word có macro hoặc ActiveX")

    def check_main_part(self) -> None:
        name, types = rels_name(""), self.trees[CONTENT_TYPES]
        package = list(self.trees[name]) if name in self.trees else []
        if any(str(item.get("Type")).startswith(_STRICT) for item in package):
            _refuse("MT011", self.where, "tệp Word được lưu kiểu “Strict Open XML”")
        mains = [item.target for item in self.links.get("", {}).values() if item.kind == "officeDocument"]
        if len(mains) != 1 or mains[0] not in self.parts:
            _refuse("MT010", self.where, "tệp Word thiếu phần văn bản chính")
        for item in types:
            if item.get("ContentType") == TEMPLATE_TYPE:
                item.set("ContentType", DOCUMENT_TYPE)
                self.parts[CONTENT_TYPES] = serialise(types)
        if content_type_of(types, mains[0]) != DOCUMENT_TYPE or self.trees[mains[0]].tag != qn("w:document"):
            _refuse("MT001", self.where, "đây là tệp Office khác, không phải văn bản Word .docx")

    def check_relationships(self, source: str) -> None:
        rels = rels_name(source)
        found = relationships_in(self.trees[rels], source)
        if len({item.id for item in found}) < len(found):
            _refuse("MT007", self.at(rels), "hai liên kết trong phần này trùng mã")
        for item in found:
            in_chart = item.kind == "package" and "/charts/" in source
            if item.kind in _EMBEDDED and not in_chart:
                kind = _EMBEDDED[item.kind]
                self.object("MT013", self.at(rels), f"tệp nhúng nội dung kiểu {kind}, docgen không nhận")
            if item.external and item.kind != "hyperlink":
                self._refuse_outside(rels, item)
            if not item.external and item.target not in self.parts:
                _refuse("MT010", self.at(rels), f"tệp Word thiếu phần “{item.target[:120]}”")
        if source in self.trees:
            self._refuse_borrowed(source, self.links[source])

    def _refuse_outside(self, name: str, item: Relationship) -> None:
        message = f"tệp lấy nội dung từ bên ngoài ({item.kind}): {item.target[:120]}"
        self.object("MT009", self.at(name), message, _REMEDIES.get(item.kind, ""))

    def _refuse_borrowed(self, source: str, links: Mapping[str, Relationship]) -> None:
        """Refuse a picture, frame or header that uses the relationship of a hyperlink or font.

        LibreOffice looks at the id only.
        """
        guarded = {key: item for key, item in links.items() if item.external or item.kind in _OPAQUE}
        for element in self.trees[source].iter(etree.Element) if guarded else ():
            word = etree.QName(element).localname
            for value in pictures.uses(element):
                item = guarded.get(value)
                if item is None or word in (_LINKS if item.external else _OPAQUE[item.kind]):
                    continue
                if item.external:
                    self._refuse_outside(source, item)
                self._refuse_kind(item.target)

    def check_contents(self, name: str) -> None:
        root = self.trees[name]
        if next(root.iter(f"{{{_STRICT}wordprocessingml/main}}*"), None) is not None:
            _refuse("MT011", self.at(name), "phần này được ghi kiểu “Strict Open XML”")
        for element in root.iter(f"{{{NAMESPACES['v']}}}*"):
            for key, value in element.attrib.items():
                outside = key in ("src", "href", qn("o:href"), "{http://www.w3.org/1999/xlink}href")
                if outside and value and not value.startswith("#") and not _is_link(element):
                    self.object("MT009", self.at(name), f"hình vẽ lấy nội dung từ bên ngoài: {value[:120]}")
        if next(root.iter(qn("o:OLEObject")), None) is not None:
            self.object("MT013", self.at(name), "tệp nhúng nội dung kiểu OLE, docgen không nhận")
        if next(root.iter("{*}ocx"), None) is not None:
            self.object("MT008", self.at(name), "tệp Word có macro hoặc ActiveX")
        if next(root.iter(qn("w:altChunk"), qn("w:subDoc")), None) is not None:
            self.object("MT013", self.at(name), "tệp nhúng nội dung kiểu altChunk, docgen không nhận")
        for word in fields.names_in(root):
            if word in _OUTSIDE_FIELDS:
                self.object("MT012", self.at(name), f"trường {word} lấy nội dung từ bên ngoài")
            begin, nested, _ = word.partition(fields.NESTED)
            if nested and any(known.startswith(begin) for known in _OUTSIDE_FIELDS):
                self.object("MT012", self.at(name), "tên của một trường do trường khác nằm trong nó ghép thành")

    # What is not XML

    def drop_vector_twins(self) -> list[Finding]:
        """Take out the SVG that Word keeps beside another version of a picture; say so."""
        names = pictures.drop_vector_twins(self.parts, self.trees)
        self._follow()
        message = "hình SVG trong mẫu được thay bằng ảnh đi kèm mà Word đã lưu sẵn"
        return [Finding.of("MT033", self.at(name), message) for name in names]

    def check_binary_parts(self) -> None:
        """Refuse what is used as a picture and is none, and whatever else docgen does not know."""
        used = {name for name, kinds in self.kinds.items() if kinds & {"image"}}
        for source, known in self.links.items():
            used |= set(pictures.used_in(self.trees[source], known)) if source in self.trees else set()
        for name, content in self.parts.items():
            is_svg = name in self.trees and etree.QName(self.trees[name]).localname == "svg"
            if name in used or name not in self.trees or is_svg:
                if not self._is_known(name, content, used):
                    self._refuse_kind(name)
                if name in used and is_cut(content):
                    self.object("MT035", self.at(name), "ảnh bị cắt cụt, sẽ không hiện hoặc chỉ hiện một phần")

    def _is_known(self, name: str, content: bytes, used: Collection[str]) -> bool:
        """Tell whether a part is a picture that may be seen, or what its relationships say and no picture uses."""
        if media.is_picture(content):
            return True
        kinds, kind = self.kinds.get(name, set()), media.kind_of(content)
        if kind == media.PHOTO:
            return kinds == {"hdphoto"}
        if name in used or name in self.trees or not kinds:
            return False
        empty = kinds == {"origin"} and not content  # of a signature
        return empty or kinds <= _OPAQUE.keys() or (kinds == {"package"} and kind == media.SHEET)

    def _refuse_kind(self, name: str) -> None:
        kind = media.shown(self.parts[name])
        what = f"là {kind}" if kind else "không rõ là gì"
        self.object("MT034", self.at(name), f"phần này {what}; docgen chỉ nhận ảnh {media.PICTURES}")


def _is_link(element: Element) -> bool:
    """Whether an address on a drawing is only somewhere to click: VML shapes have `href`, pictures `src`."""
    return etree.QName(element).localname not in ("imagedata", "fill", "stroke", "image")
