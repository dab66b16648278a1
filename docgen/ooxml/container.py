"""The zip container of a Word file, written canonically: the same parts give the same bytes.

Promises a file that any reader of zip opens, without clock, comments or extra fields. A part once packed can be put
into many files: most parts of a paper are those of its template, and pressing them costs more than all the rest.

Hides: the records of a zip file (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_LEVEL = 6
_VERSION = 20  # deflate
_UTF8 = 0x800  # flag: the name is in UTF-8
_STORED, _DEFLATED = 0, 8
_DAY = (1 << 5) | 1  # the first day of 1980, where the count begins
_MODE = 0o600 << 16  # an ordinary file, where somebody unpacks it
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")


class Packed(NamedTuple):
    """A part and how it stands in a zip file: deflated, or as it is."""

    content: bytes
    held: bytes
    checksum: int
    method: int = _DEFLATED


def pack(content: bytes) -> Packed:
    """Return a part deflated."""
    press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(content, press.compress(content) + press.flush(), zlib.crc32(content))


def store(content: bytes) -> Packed:
    """Return a part as it is."""
    return Packed(content, content, zlib.crc32(content), _STORED)


def archive(parts: Iterable[tuple[str, Packed]]) -> bytes:
    """Return the zip file of named parts, in the order given."""
    files: list[bytes] = []
    entries: list[bytes] = []
    begin = 0
    for name, part in parts:
        written = name.encode()
        flags = 0 if name.isascii() else _UTF8
        sizes = (part.checksum, len(part.held), len(part.content))
        head = _LOCAL.pack(b"PK\x03\x04", _VERSION, flags, part.method, 0, _DAY, *sizes, len(written), 0)
        files += (head, written, part.held)
        entry = _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, flags, part.method, 0, _DAY, *sizes, len(written),
                              0, 0, 0, 0, _MODE, begin)  # fmt: skip
        entries += (entry, written)
        begin += len(head) + len(written) + len(part.held)
    count, size = len(entries) // 2, sum(map(len, entries))
    return b"".join([*files, *entries, _END.pack(b"PK\x05\x06", 0, 0, count, count, size, begin, 0)])
