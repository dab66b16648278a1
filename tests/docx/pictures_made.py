"""The smallest pictures of each kind that a Word file may hold, and what only looks like one."""

from __future__ import annotations

import struct
import zlib


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
    + _chunk(b"IEND", b"")
)
# Quantisation, frame and Huffman tables need not be right: nothing here draws it.
JPEG = (
    b"\xff\xd8"
    + b"\xff\xe0\x00\x04JF"
    + b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    + (b"\xff\xda\x00\x08\x01\x01\x00\x00?\x00" + bytes(20) + b"\xff\xd9")
)
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
BMP = (
    b"BM"
    + struct.pack("<IHHI", 58, 0, 0, 54)
    + struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0)
    + bytes(4)
)
TIFF = b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"
EMF = struct.pack("<II", 1, 108) + bytes(32) + b" EMF" + bytes(64)
WMF = b"\xd7\xcd\xc6\x9a" + bytes(18) + struct.pack("<HHHIHIH", 1, 9, 0x300, 9, 0, 3, 0)
BARE_WMF = struct.pack("<HHHIHIH", 1, 9, 0x300, 12, 0, 3, 0)
SOUND = {"PNG": PNG, "JPEG": JPEG, "GIF": GIF, "BMP": BMP, "TIFF": TIFF, "EMF": EMF, "WMF": WMF, "bare WMF": BARE_WMF}

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n"
