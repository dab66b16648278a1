"""The conditions of PDF/A-2b (ISO 19005-2) and of tagged PDF that can be tested here, one by one.

No outside validator is used here, so this is what is *not* tested: that widths in font dictionaries equal those of
the outlines inside (6.2.11.5), operators and operands of content streams (6.2.2), the inner structure of ICC profiles
and images, and whether the reading order makes sense to a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pikepdf
from lxml import etree

from docgen.finding import Finding, Where
from docgen.pdf.figures import undescribed
from docgen.pdf.file import Locked, Parsed, opened
from docgen.pdf.fonts import described, fonts_of

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_SAME = {
    "/Title": "dc:title",
    "/Author": "dc:creator",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
    "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
    "/CreationDate": "xmp:CreateDate",
    "/ModDate": "xmp:ModifyDate",
}  # ISO 19005-2, 6.6.3 table 1
ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans",
    "/GoTo3DView", "/JavaScript", "/GoToR", "/GoToE", "/SubmitForm",
}  # fmt: skip
"""Actions that PDF/A forbids (6.5.1); GoToR, GoToE and SubmitForm lead out of the file, which no paper needs to do."""
_BLENDS = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
    "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip
_COLOURED = {"/ColorSpace", "/Group", "/BM", "/Resources", "/ExtGState"}
_ROLES = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
}  # ISO 32000-1, 14.8.4  # fmt: skip


@dataclass(frozen=True, slots=True)
class _PdfFile:
    """A PDF as the checks see it. `objects` are its dictionaries and streams, each with its keys."""

    pdf: bytes
    document: pikepdf.Pdf
    xmp: Any
    language: str
    objects: list[tuple[Any, frozenset[str]]]

    @property
    def root(self) -> Any:
        return self.document.Root


def conditions(pdf: bytes | Parsed, where: Where | None = None, language: str = "vi-VN") -> list[Finding]:
    """Return a finding (HT022, HT030–HT035) for each condition that `pdf` does not meet.

    Raises ValueError if it cannot be read at all.
    """
    place = where or Where()
    try:
        with opened(pdf) as parsed:
            if parsed.document.is_encrypted:
                raise Locked
            file = _PdfFile(parsed.data, parsed.document, _xmp(parsed.document), language, _objects(parsed.document))
            found: list[Finding] = []
            for code, check in _CHECKS:
                found += [Finding.of(code, place, message) for message in _messages(check, file)]
            return found
    except Locked:
        return [Finding.of("HT034", place, "tệp PDF bị mã hóa")]


def _messages(check: Callable[[_PdfFile], Iterator[str]], file: _PdfFile) -> list[str]:
    """Return what a check reports; an entry of the wrong type, which the checks do not expect, is a broken file."""
    try:
        return list(check(file))
    except (AttributeError, KeyError, RuntimeError, TypeError, ValueError, pikepdf.PdfError):
        return ["cấu trúc của tệp bị hỏng"]


def _objects(document: pikepdf.Pdf) -> list[tuple[Any, frozenset[str]]]:
    known: dict[frozenset[str], frozenset[str]] = {}  # thousands of tags have the same few keys
    found = []
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            keys = frozenset(item.keys())
            found.append((item, known.setdefault(keys, keys)))
    return found


def _xmp(document: pikepdf.Pdf) -> Any:
    try:
        return etree.fromstring(document.Root.Metadata.read_bytes(), etree.XMLParser(resolve_entities=False))
    except (AttributeError, RuntimeError, pikepdf.PdfError, etree.XMLSyntaxError):
        return etree.Element("none")


def _value(xmp: Any, name: str) -> str:
    """Return a property of XMP, "" for none: of an element (the first entry of a list) or of an attribute."""
    prefix, _, local = name.partition(":")
    found = xmp.find(f".//{name}", _NAMESPACES)
    if found is not None:
        entry = found.find(".//rdf:li", _NAMESPACES)
        return ((found if entry is None else entry).text or "").strip()
    key = f"{{{_NAMESPACES[prefix]}}}{local}"
    return next((item.get(key) for item in xmp.iter() if item.get(key)), "")


def _fonts(file: _PdfFile) -> Iterator[str]:
    for font in sorted({described(font) for font in fonts_of(file.document)}):
        if not font.embedded:
            yield f"phông {font.name} không nằm trong tệp PDF"


def _marks(file: _PdfFile) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[2-7]\s+%[\x80-\xff]{4}", file.pdf):
        yield "đầu tệp không đúng dạng PDF/A"
    if not re.search(rb"%%EOF\s*$", file.pdf[-32:]):
        yield "có dữ liệu sau chỗ kết thúc tệp"
    if "/ID" not in file.document.trailer:
        yield "tệp không có mã nhận dạng (/ID)"
    part, conformance = _value(file.xmp, "pdfaid:part"), _value(file.xmp, "pdfaid:conformance")
    if part != "2" or conformance not in ("A", "B", "U"):
        yield f"siêu dữ liệu ghi chuẩn “PDF/A-{part}{conformance.lower()}”, cần PDF/A-2b"
    if "/Filter" in file.root.get("/Metadata", {}):
        yield "siêu dữ liệu bị nén"
    intents = [item for item in file.root.get("/OutputIntents", []) if item.get("/S") == "/GTS_PDFA1"]
    if not intents or any(item.DestOutputProfile.get("/N") not in (1, 3) for item in intents):
        yield "không có hồ sơ màu đầu ra RGB của PDF/A"


def _tags(file: _PdfFile) -> Iterator[str]:
    if not file.root.get("/MarkInfo", {}).get("/Marked", False):
        yield "tệp không được đánh dấu là có thẻ cấu trúc"
    tree = file.root.get("/StructTreeRoot")
    if tree is None or "/K" not in tree or "/ParentTree" not in tree:
        yield "không có cây thẻ cấu trúc"
        return
    for number, page in enumerate(file.document.pages, 1):
        if "/StructParents" not in page.obj and "/Font" in page.obj.get("/Resources", {}):
            yield f"chữ của trang {number} không có thẻ cấu trúc"
    roles = {str(name): str(role) for name, role in tree.get("/RoleMap", {}).items()}
    for name in sorted(roles):
        end = name
        for _ in range(8):
            end = roles.get(end, end)
        if end[1:] not in _ROLES:
            yield f"thẻ cấu trúc “{name[1:]}” không dẫn về thẻ chuẩn nào"
    charts = undescribed(file.document)
    if charts:
        yield f"{len(charts)} biểu đồ không có lời mô tả thay thế"


def _language(file: _PdfFile) -> Iterator[str]:
    found = str(file.root.get("/Lang", ""))
    if found != file.language:
        yield f"ngôn ngữ của tệp là “{found}”, cần “{file.language}”"
    if not file.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "thanh tiêu đề không được đặt để hiện tên văn bản"
    if not _value(file.xmp, "dc:title"):
        yield "tệp không có tên văn bản (Title)"


def _metadata(file: _PdfFile) -> Iterator[str]:
    info = file.document.docinfo
    for key, name in _SAME.items():
        here, there = str(info.get(key, "")), _value(file.xmp, name)
        same = _moment(here) == _moment(there) if key.endswith("Date") else here == there
        if not same:
            yield f"{key[1:]} ghi hai nơi khác nhau: “{here}” và “{there}”"


def _moment(text: str) -> datetime | None:
    """Return the moment of a date as docinfo (D:20260108000000+07'00') or XMP (ISO 8601) writes it."""
    plain = re.sub(r"^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", r"\1-\2-\3T\4:\5:\6", text).replace("'", ":")
    try:
        return datetime.fromisoformat(plain.rstrip(":").replace("Z:00:00", "Z"))
    except ValueError:
        return None


def _forbidden(file: _PdfFile) -> Iterator[str]:
    names = file.root.get("/Names", {})
    if "/JavaScript" in names:
        yield "tệp có mã JavaScript"
    if "/EmbeddedFiles" in names:
        yield "tệp có tệp khác đính bên trong"
    if "/XFA" in file.root.get("/AcroForm", {}):
        yield "tệp có biểu mẫu XFA"
    found: set[str] = set()
    for item, keys in file.objects:
        if isinstance(item, pikepdf.Stream):
            found.update(_forbidden_stream(item, keys))
        elif "/Pg" not in keys:  # a tag is not an action, whatever its name
            found.update(_forbidden_actions(item, keys))
    yield from sorted(found)


def _forbidden_stream(item: Any, keys: frozenset[str]) -> Iterator[str]:
    if "/F" in keys:
        yield "một luồng dữ liệu nằm ở tệp ngoài"
    filters = item.get("/Filter", [])
    if "/LZWDecode" in (list(filters) if isinstance(filters, pikepdf.Array) else [filters]):
        yield "một luồng dữ liệu nén kiểu LZW"
    if "/Subtype" in keys and item.Subtype == "/PS":
        yield "tệp có mã PostScript"
    if "/Interpolate" in keys and item.get("/Subtype") == "/Image" and item.Interpolate:
        yield "một ảnh bật nội suy (Interpolate)"


def _forbidden_actions(item: Any, keys: frozenset[str]) -> Iterator[str]:
    holders = [item] if "/S" in keys else []
    holders += [item[name] for name in ("/A", "/OpenAction") if name in keys]
    if "/Annots" in keys and item.get("/Type") == "/Page":
        holders += [note.get("/A") for note in item.Annots]
    for holder in holders:
        if isinstance(holder, pikepdf.Dictionary) and holder.get("/S") in ACTIONS:
            yield f"tệp có hành động {str(holder.S)[1:]}"
    if "/AA" in keys:
        yield "tệp có hành động tự chạy (AA)"


def _colour(file: _PdfFile) -> Iterator[str]:
    found: set[str] = set()
    for item, keys in file.objects:
        if keys & _COLOURED:
            found.update(_colours_of(item, keys))
    yield from sorted(found)


def _colours_of(item: Any, keys: frozenset[str]) -> Iterator[str]:
    if "/ColorSpace" in keys and item.get("/Subtype") == "/Image" and item.ColorSpace == "/DeviceCMYK":
        yield "một ảnh dùng màu CMYK, không hợp hồ sơ màu RGB"
    group = item.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and group.get("/CS") == "/DeviceCMYK":
        yield "một nhóm trong suốt dùng màu CMYK"
    states = [item] if "/BM" in keys and item.get("/Type") == "/ExtGState" else []
    for holder in (item, item.get("/Resources")):
        named = holder.get("/ExtGState") if isinstance(holder, pikepdf.Dictionary) else None
        states += list(named.values()) if isinstance(named, pikepdf.Dictionary) else []
    for state in states:
        mode = state.get("/BM")
        modes = list(mode) if isinstance(mode, pikepdf.Array) else [mode]
        yield from (f"chế độ hòa trộn {str(m)[1:]} không có trong chuẩn" for m in modes if m and m not in _BLENDS)


_CHECKS: tuple[tuple[str, Callable[[_PdfFile], Iterator[str]]], ...] = (
    ("HT022", _fonts),
    ("HT030", _marks),
    ("HT031", _tags),
    ("HT032", _language),
    ("HT033", _metadata),
    ("HT034", _forbidden),
    ("HT035", _colour),
)
