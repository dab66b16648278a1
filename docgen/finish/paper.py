"""One paper's PDF finished.

`finish` sets the metadata in both places a PDF has for them, the language and the title bar, keeps bookmarks, tags and
PDF/A marks, and removes everything that depends on the clock or on chance, so that the same paper gives the same
bytes, also when finished twice.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape

import pikepdf

from docgen.pdf.archive import conditions
from docgen.pdf.figures import describe_charts
from docgen.pdf.file import Parsed, opened
from docgen.pdf.fonts import EmbeddedFont, embedded_fonts, font_findings
from docgen.pdf.parts import add_parts
from docgen.pdf.pieces import join

__all__ = ["UNDATED", "EmbeddedFont", "Metadata", "Unreadable", "conditions", "describe", "embedded_fonts", "finish",
           "font_findings", "page_count", "written"]  # fmt: skip

_escaped = partial(escape, quote=False)  # not xml.sax: it loads network modules, which takes 15 ms
Unreadable = pikepdf.PdfError
"""What `finish` raises for a file that is not a PDF."""

UNDATED = date(2020, 3, 5)
"""The day stamped on a PDF whose paper has none yet: the day Nghị định 30/2020/NĐ-CP took effect (its Điều 37)."""

_ICC_DAY = bytes.fromhex("07d000010001000000000000")  # 2000-01-01 00:00:00, as ICC.1 §4.2 writes a date
_ICC_DAY_AT = slice(24, 36)
_ICC_ID_AT = slice(84, 100)  # MD5 of the profile; zero means "not computed" (ICC.1 §7.2.18)
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF says about itself. `day` (midnight in Vietnam) becomes its creation date; None gives `UNDATED`.

    `charts` are the text alternatives of its charts in printed order; `parts` are the titles of the paper's parts:
    if there are as many bookmarks of the first level, these receive them ("Phụ lục II. Lịch kiểm tra" says more than
    "Phụ lục II"). `headings` are the label and the title of headings printed on two lines,
    in order: their bookmarks get the label too ("Chương I. QUY ĐỊNH CHUNG"). `marks` are two names for each part; a
    destination with one of them marks where the part begins, the second one a part that has no bookmark yet.
    `identifier` distinguishes the file from all others.
    """

    title: str
    author: str = ""
    subject: str = ""
    keywords: Sequence[str] = ()
    day: date | None = None
    language: str = "vi-VN"
    charts: Sequence[str] = ()
    parts: Sequence[str] = ()
    headings: Sequence[tuple[str, str]] = ()
    creator: str = "docgen"
    identifier: str = ""
    marks: Sequence[tuple[str, str]] = ()


def finish(pdf: bytes, meta: Metadata) -> bytes:
    """Return `pdf` with `meta`, the same bytes every time. Raises pikepdf.PdfError if `pdf` cannot be read."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        describe(document, meta, _claim(document))
        _name_headings(document, meta.headings)
        add_parts(document, meta.parts, meta.marks)
        _name_parts(document, meta.parts)
        _fix_profiles(document)
        describe_charts(document, meta.charts)
        join(document)
        if "/Dests" in document.Root:  # the marks of the rows of long tables, needed only during export
            del document.Root.Dests
        return written(document)


def written(document: pikepdf.Pdf, version: str = "") -> bytes:
    """Return the bytes of a PDF, the same for the same document; `version` is its lowest PDF version."""
    for name in ("/ID", "/DocChecksum"):  # the first half of an old /ID would survive
        if name in document.trailer:
            del document.trailer[name]
    out = io.BytesIO()
    document.save(
        out,
        min_version=version,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,  # it would rewrite the XMP packet
    )
    return out.getvalue()


def page_count(pdf: bytes | Parsed) -> int:
    """Return the number of pages of `pdf`. Raises ValueError if it cannot be read."""
    with opened(pdf) as file:
        return len(file.document.pages)


def _name_headings(document: pikepdf.Pdf, headings: Sequence[tuple[str, str]]) -> None:
    """Put the labels of headings before the titles of their bookmarks."""
    waiting = list(headings)
    for mark in _marks(document.Root.get("/Outlines", pikepdf.Dictionary())):
        title = _one_line(str(mark.get("/Title", "")))
        for number, (label, text) in enumerate(waiting):
            if _one_line(text).casefold() == title.casefold():
                mark.Title = pikepdf.String(f"{_one_line(label)}. {title}")
                del waiting[: number + 1]
                break


def _marks(above: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the bookmarks below one, in the order of the pages."""
    mark = above.get("/First")
    while mark is not None:
        yield mark
        yield from _marks(mark)
        mark = mark.get("/Next")


def _name_parts(document: pikepdf.Pdf, titles: Sequence[str]) -> None:
    """Give the bookmarks of the first level the titles of the parts."""
    marks: list[pikepdf.Object] = []
    mark = document.Root.get("/Outlines", pikepdf.Dictionary()).get("/First")
    while mark is not None and len(marks) <= len(titles):
        marks.append(mark)
        mark = mark.get("/Next")
    if len(marks) == len(titles):
        for mark, title in zip(marks, titles, strict=True):
            mark.Title = pikepdf.String(_one_line(title))


def _one_line(text: str) -> str:
    """Return a value on one line, without characters that XML does not allow."""
    printable = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
    return " ".join(printable.split())


def describe(document: pikepdf.Pdf, meta: Metadata, claim: str) -> None:
    """Write language and title bar, docinfo and XMP with the same values (ISO 19005-2, 6.6.3), and a claim ("2B")."""
    _show_title(document, meta.language)
    day = meta.day or UNDATED
    info = document.docinfo
    producer = _producer(str(info.get("/Producer", "")))
    values = {
        "/Title": _one_line(meta.title),
        "/Author": _one_line(meta.author),
        "/Subject": _one_line(meta.subject),
        "/Keywords": ", ".join(map(_one_line, meta.keywords)),
        "/Creator": meta.creator,
        "/Producer": producer,
        "/CreationDate": f"D:{day:%Y%m%d}000000+07'00'",
        "/ModDate": f"D:{day:%Y%m%d}000000+07'00'",
    }
    for name in list(info.keys()):
        del info[name]
    for name, value in values.items():
        if value:
            info[name] = pikepdf.String(value)
    stamp = f"{day.isoformat()}T00:00:00+07:00"
    packet = _packet(
        [
            ("dc:title", _list("Alt", [values["/Title"]])),
            ("dc:creator", _list("Seq", [values["/Author"]])),
            ("dc:description", _list("Alt", [values["/Subject"]])),
            ("dc:language", _list("Bag", [meta.language])),
            ("dc:format", "application/pdf"),
            ("pdf:Keywords", _escaped(values["/Keywords"])),
            ("pdf:Producer", _escaped(producer)),
            ("xmp:CreatorTool", _escaped(values["/Creator"])),
            ("xmp:CreateDate", stamp),
            ("xmp:ModifyDate", stamp),
            ("xmp:MetadataDate", stamp),
            ("xmp:Identifier", _list("Bag", [meta.identifier])),
            *zip(("pdfaid:part", "pdfaid:conformance"), claim, strict=False),
        ]
    )
    document.Root.Metadata = document.make_stream(packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


def _show_title(document: pikepdf.Pdf, language: str) -> None:
    document.Root.Lang = pikepdf.String(language)
    viewer = document.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    viewer.DisplayDocTitle = True
    document.Root.ViewerPreferences = viewer


def _claim(document: pikepdf.Pdf) -> str:
    """Return "2B" if LibreOffice exported PDF/A-2b, else "": nothing else may be claimed."""
    return document.open_metadata().pdfa_status if "/Metadata" in document.Root else ""


def _list(kind: str, items: Sequence[str]) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    inner = "".join(f"<rdf:li{language}>{_escaped(item)}</rdf:li>" for item in items if item)
    return f"<rdf:{kind}>{inner}</rdf:{kind}>" if inner else ""


def _packet(properties: Sequence[tuple[str, str]]) -> bytes:
    """Return a new XMP packet, so that nothing of an older one remains."""
    lines = "".join(f"   <{name}>{value}</{name}>\n" for name, value in properties if value)
    spaces = "".join(f'\n    xmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'  <rdf:Description rdf:about=""{spaces}>\n{lines}  </rdf:Description>\n'
        ' </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>\n'
    ).encode()


def _producer(text: str) -> str:
    """Return "LibreOffice 7.4" from the longer form that LibreOffice writes."""
    found = re.match(r"LibreOffice \d+\.\d+", text)
    return found[0] if found else text


def _fix_profiles(document: pikepdf.Pdf) -> None:
    """Reset the date in the colour profile that LibreOffice creates for each PDF."""
    for intent in document.Root.get("/OutputIntents", pikepdf.Array()):
        profile = bytearray(intent.DestOutputProfile.read_bytes())
        profile[_ICC_DAY_AT] = _ICC_DAY
        profile[_ICC_ID_AT] = bytes(16)
        intent.DestOutputProfile.write(bytes(profile))
