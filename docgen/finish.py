"""Step 7 (Hoàn thiện): the PDF LibreOffice made becomes the PDF that is kept.

`finish` sets the metadata in both places a PDF has for them, the language and the title bar, keeps bookmarks, tags and
PDF/A marks, and takes out everything that carries the clock or chance, so that the same paper gives the same bytes,
also when finished twice.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pikepdf

from docgen.pdf.archive import conditions
from docgen.pdf.fonts import EmbeddedFont, embedded_fonts, font_findings

__all__ = ["UNDATED", "EmbeddedFont", "Metadata", "conditions", "embedded_fonts", "finish", "font_findings"]

UNDATED = date(2020, 3, 5)
"""The day stamped on a PDF whose paper has none yet: the day Nghị định 30/2020/NĐ-CP took effect (its Điều 37)."""

_ICC_DAY = bytes.fromhex("07d000010001000000000000")  # 2000-01-01 00:00:00, as ICC.1 §4.2 writes a date
_ICC_DAY_AT = slice(24, 36)
_ICC_ID_AT = slice(84, 100)  # MD5 of the profile; zero means "not computed" (ICC.1 §7.2.18)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF says about itself. `day` (midnight in Vietnam) is stamped as its making; None stamps `UNDATED`."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: Sequence[str] = ()
    day: date | None = None
    language: str = "vi-VN"


def finish(pdf: bytes, meta: Metadata) -> bytes:
    """Return `pdf` with `meta`, without clock or chance. Raises pikepdf.PdfError where `pdf` cannot be read."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _set_metadata(document, meta)
        _fix_profiles(document)
        document.Root.Lang = pikepdf.String(meta.language)
        viewer = document.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        viewer.DisplayDocTitle = True
        document.Root.ViewerPreferences = viewer
        for name in ("/ID", "/DocChecksum"):  # the first half of an old /ID would survive
            if name in document.trailer:
                del document.trailer[name]
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _set_metadata(document: pikepdf.Pdf, meta: Metadata) -> None:
    """Write docinfo and XMP with the same values; PDF/A wants them equal (ISO 19005-2, 6.6.3)."""
    day = meta.day or UNDATED
    info = document.docinfo
    producer = _producer(str(info.get("/Producer", "")))
    values = {
        "/Title": meta.title,
        "/Author": meta.author,
        "/Subject": meta.subject,
        "/Keywords": ", ".join(meta.keywords),
        "/Creator": "docgen",
        "/Producer": producer,
        "/CreationDate": f"D:{day:%Y%m%d}000000+07'00'",
        "/ModDate": f"D:{day:%Y%m%d}000000+07'00'",
    }
    for name in list(info.keys()):
        del info[name]
    for name, value in values.items():
        if value:
            info[name] = pikepdf.String(value)
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        described = {
            "dc:title": meta.title,
            "dc:creator": [meta.author] if meta.author else "",
            "dc:description": meta.subject,
            "dc:language": [meta.language],
            "dc:format": "application/pdf",
            "dc:date": "",
            "pdf:Keywords": values["/Keywords"],
            "pdf:Producer": producer,
            "xmp:CreatorTool": values["/Creator"],
            "xmp:CreateDate": f"{day.isoformat()}T00:00:00+07:00",
            "xmp:ModifyDate": f"{day.isoformat()}T00:00:00+07:00",
            "xmp:MetadataDate": f"{day.isoformat()}T00:00:00+07:00",
        }
        for name, worth in described.items():
            if worth:
                xmp[name] = worth
            elif name in xmp:
                del xmp[name]


def _producer(text: str) -> str:
    """Return "LibreOffice 7.4" of whatever longer form LibreOffice writes."""
    found = re.match(r"LibreOffice \d+\.\d+", text)
    return found[0] if found else text


def _fix_profiles(document: pikepdf.Pdf) -> None:
    """Take the clock out of the colour profile that LibreOffice makes anew for each PDF."""
    for intent in document.Root.get("/OutputIntents", pikepdf.Array()):
        profile = bytearray(intent.DestOutputProfile.read_bytes())
        profile[_ICC_DAY_AT] = _ICC_DAY
        profile[_ICC_ID_AT] = bytes(16)
        intent.DestOutputProfile.write(bytes(profile))
