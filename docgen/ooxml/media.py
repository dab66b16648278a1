"""What a part of a Word file really is, by its first bytes: LibreOffice goes by them, whatever the part's name says.

Promises that a picture is one of the kinds that hold nothing but what is seen. The others are named in a clerk's
words: SVG reads files of the disk, PostScript is a program (both measured in LibreOffice 7.4).

Sources: PNG (ISO/IEC 15948), JPEG (ITU-T T.81, annex B), TIFF 6.0, [MS-EMF] 2.3.4.2, [MS-WMF] 2.3.2, GIF89a, and
BITMAPFILEHEADER of the Windows SDK.
"""

from __future__ import annotations

from docgen.ooxml import metafile

PICTURES = "PNG, JPEG, GIF, BMP, TIFF, EMF, WMF"
PHOTO = "JPEG XR"  # what Word keeps beside a picture that it has altered; nothing shows it
SHEET = "zip"  # a workbook, the data of a chart

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF87a": "GIF", b"GIF89a": "GIF",
    b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"II\xbc\x01": PHOTO, b"PK\x03\x04": SHEET,
    b"\xd7\xcd\xc6\x9a": "WMF", b"\x01\x00\x09\x00": "WMF", b"\x02\x00\x09\x00": "WMF",
}  # fmt: skip
_OTHERS = {
    b"%!": "PostScript (EPS)", b"\xc5\xd0\xd3\xc6": "PostScript (EPS)", b"\x04%!": "PostScript (EPS)",
    b"%PDF": "PDF", b"\x1f\x8b": "ảnh nén (SVGZ)", b"RIFF": "WEBP hoặc âm thanh", b"PK": "tệp nén",
    b"\xd0\xcf\x11\xe0": "tệp Office đời cũ",
}  # fmt: skip
_LANGUAGES = {"<svg": "SVG", ":svg": "SVG", "<htm": "HTML", "<!doctype h": "HTML"}
_HEAD = 1024
_METAFILES = ("EMF", "WMF")
_DEPTH = 3  # of metafiles in each other
_BITMAP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)  # sizes of the second header that BMP knows


def kind_of(content: bytes) -> str:
    """Return the kind of a part that its first bytes name ("PNG", `PHOTO`, `SHEET` …), "" for any other."""
    if content[:4] == b"\x01\x00\x00\x00" and content[40:44] == b" EMF":
        return "EMF"
    if content[:2] == b"BM" and int.from_bytes(content[14:18], "little") in _BITMAP_HEADERS:
        return "BMP"
    return next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), "")


def is_picture(content: bytes, depth: int = 0) -> bool:
    """Tell whether a part is a picture of a kind that holds nothing but what is seen, and so is what it wraps."""
    kind = kind_of(content)
    if kind not in _METAFILES:
        return kind in PICTURES.split(", ")
    try:
        wrapped = list(metafile.wrapped(content)) if depth < _DEPTH else [b""]
    except metafile.Odd:
        return False
    return all(is_picture(inner, depth + 1) for inner in wrapped)


def is_xml(content: bytes) -> bool:
    """Tell whether a part begins as XML does, in whatever encoding, after whatever blanks."""
    return _text(content).startswith("<")


def shown(content: bytes) -> str:
    """Return what a clerk calls a part that is no picture: "SVG", "PDF", "tệp rỗng" …, "" where nothing is known."""
    if kind_of(content) in _METAFILES:
        return "ảnh EMF hoặc WMF chứa hình loại khác bên trong"
    if not content:
        return "tệp rỗng"
    text = _text(content)
    if text.startswith("<"):
        return next((name for word, name in _LANGUAGES.items() if word in text.lower()), "XML")
    bare = text.encode("latin-1")
    return next((name for magic, name in _OTHERS.items() if content.startswith(magic) or bare.startswith(magic)), "")


def _text(content: bytes) -> str:
    """Return the beginning of a part as letters, without the marks and gaps of its encoding and the blanks."""
    head = content[:_HEAD].replace(b"\x00", b"")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.decode("latin-1").lstrip(" \t\r\n\f\v")
