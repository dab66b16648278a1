"""The pictures inside a Windows metafile (EMF, WMF): LibreOffice opens them by their first bytes, SVG among them.

Promises every picture that a metafile wraps, or `Odd` where that cannot be said for certain. Nothing is trusted to be
where it should be: whatever reads as the beginning of wrapped data is looked at.

Sources: [MS-EMFPLUS] 2.2.1.1, 2.2.1.4, 2.2.2 and 2.3.5.1 (objects and images), [MS-WMF] 2.3.6.10 (an EMF in pieces).
Measured in LibreOffice 7.4: an SVG wrapped in an EMF+ image reads files of the disk.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_TEXTS = re.compile(rb"<svg|:svg|%!PS", re.I)
_PLUS = b"EMF+"
_OBJECT, _CONTINUED = 0x4008, 0x8000
_BRUSH, _TEXTURE, _TRANSFORMED = 1, 2, 2
_BITMAP, _METAFILE = 1, 2
_ESCAPE, _ENHANCED = 0x0626, b"\x0f\x00"
_PIECE = b"WMFC"
_PLACEABLE = b"\xd7\xcd\xc6\x9a"


class Odd(ValueError):
    """A metafile that hides what it holds."""


def wrapped(content: bytes) -> Iterator[bytes]:
    """Yield the pictures that a metafile wraps. Raises Odd."""
    if _TEXTS.search(content):
        raise Odd
    seen: set[int] = set()
    for match in re.finditer(re.escape(_PLUS), content):
        for flags, data in _objects(content, match.end(), seen):
            if flags & _CONTINUED:  # in pieces, which each reader joins in its own way
                raise Odd
            yield from _images(flags >> 8 & 0x7F, data)
    if pieces := list(_pieces(content)):
        yield b"".join(pieces)
    if len(pieces) != content.count(_PIECE):
        raise Odd


def _objects(content: bytes, position: int, seen: set[int]) -> Iterator[tuple[int, bytes]]:
    """Yield flags and data of the EMF+ objects whose records begin at a position; each record once, by `seen`."""
    while position + 12 <= len(content) and position not in seen:
        seen.add(position)
        record, flags, size, length = struct.unpack_from("<HHII", content, position)
        if record == _OBJECT:
            if not length <= size - 12 < length + 4:  # padded to four bytes: more would be read by some, not by others
                raise Odd
            yield flags, content[position + 12 : position + 12 + length]
        if size < 12:
            return
        position += size


def _images(kind: int, data: bytes) -> Iterator[bytes]:
    """Yield the picture that an object holds: none where it is no image, or one made of bare pixels."""
    if kind == _BRUSH and _number(data, 4) == _TEXTURE:
        data = data[40 if _number(data, 8) & _TRANSFORMED else 16 :]
    if _number(data, 4) == _BITMAP and (_number(data, 24) != 0 or _number(data, 8) == 0):
        yield data[28:]
    elif _number(data, 4) == _METAFILE:
        yield data[16:]


def _number(data: bytes, position: int) -> int:
    return int.from_bytes(data[position : position + 4], "little")


def _pieces(content: bytes) -> Iterator[bytes]:
    """Yield the pieces of the EMF that a WMF carries in its comments."""
    position = (22 if content.startswith(_PLACEABLE) else 0) + 18
    while position + 6 <= len(content):
        size, function = struct.unpack_from("<IH", content, position)
        carries = function == _ESCAPE and content[position + 6 : position + 8] == _ENHANCED
        if carries and content[position + 10 : position + 14] == _PIECE:
            begin = position + 44
            yield content[begin : begin + _number(content, position + 32)]
        if size < 3:
            return
        position += size * 2
