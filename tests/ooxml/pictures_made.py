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


def gif(colours: int = 4, *, own: bool = False, extension: bytes = b"", pieces: tuple[int, ...] = (255, 40)) -> bytes:
    """A GIF with one picture: a table of colours for all or of its own, an extension before, its data in pieces."""
    table = bytes(3 * colours)
    flags = 0x80 | (colours.bit_length() - 2)
    data = b"".join(bytes([size]) + b"\x55" * size for size in pieces)
    head = b"GIF89a\x09\x00\x09\x00" + bytes([0 if own else flags]) + b"\x00\x00" + (b"" if own else table)
    shown = b"," + struct.pack("<HHHH", 0, 0, 9, 9) + bytes([flags if own else 0]) + (table if own else b"")
    return head + extension + shown + b"\x02" + data + b"\x00;"


def bmp(width: int, height: int, bits: int, *, core: bool = False, packed: int = 0) -> bytes:
    """A BMP with its rows from below (from above for a height below nought), or packed in so many bytes."""
    if core:
        header = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, 1 if packed else 0, packed, 0, 0, 0, 0)
    colours = bytes(4 << bits) if bits < 9 else b""
    rows = bytes(packed or (width * bits + 31) // 32 * 4 * abs(height))
    begin = 14 + len(header) + len(colours)
    return b"BM" + struct.pack("<IHHI", begin + len(rows), 0, 0, begin) + header + colours + rows


def tiff(order: str, strips: tuple[int, ...], *, tiles: bool = False, ahead: bool = False) -> bytes:
    """A TIFF of strips or tiles of so many bytes, its directory behind them or ahead of them."""
    tags = (324, 325) if tiles else (273, 279)
    several = len(strips) > 1
    size = 2 + 12 * 3 + 4 + (8 * len(strips) if several else 0)
    directory = 8 if ahead else 8 + sum(strips)
    first = 8 + size if ahead else 8
    starts = [first + sum(strips[:number]) for number in range(len(strips))]
    lists = directory + 2 + 12 * 3 + 4
    entries = struct.pack(f"{order}HHIHH", 256, 3, 1, 9, 0)
    for number, (tag, values) in enumerate(zip(tags, (starts, strips), strict=True)):
        own = lists + 4 * len(strips) * number if several else values[0]
        entries += struct.pack(f"{order}HHII", tag, 4, len(strips), own)
    tables = b"".join(struct.pack(f"{order}I", value) for value in (*starts, *strips)) if several else b""
    whole = struct.pack(f"{order}H", 3) + entries + bytes(4) + tables
    data = bytes(sum(strips))
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, directory)
    return head + (whole + data if ahead else data + whole)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n"


def _record(kind: int, content: bytes) -> bytes:
    content += bytes(-len(content) % 4)
    return struct.pack("<II", kind, 8 + len(content)) + content


def _plus(kind: int, flags: int, content: bytes) -> bytes:
    content += bytes(-len(content) % 4)
    return struct.pack("<HHII", kind, flags, 12 + len(content), len(content)) + content


VERSION = 0xDBC01002


def image(content: bytes, version: int = VERSION) -> bytes:
    """An image of EMF+ that holds a picture."""
    return struct.pack("<II", version, 1) + struct.pack("<iiiII", 0, 0, 0, 0, 1) + content


def pixels() -> bytes:
    """An image of EMF+ made of bare pixels."""
    return struct.pack("<II", VERSION, 1) + struct.pack("<iiiII", 1, 1, 4, 0x26200A, 0) + bytes(4)


def nested(content: bytes) -> bytes:
    """An image of EMF+ that holds a metafile."""
    return struct.pack("<IIII", VERSION, 2, 3, len(content)) + content


def texture(content: bytes, *, turned: bool) -> bytes:
    """A brush of EMF+ that paints with an image."""
    return struct.pack("<IIII", VERSION, 2, 2 * turned, 0) + bytes(24 * turned) + content


def emf(data: bytes, kind: int = 5, piece: int = 0) -> bytes:
    """An EMF that holds one object of EMF+ (5 an image, 1 a brush), in pieces of so many bytes where given."""
    pieces = [data[n : n + piece] for n in range(0, len(data), piece)] if piece else [data]
    comments = b""
    for number, part in enumerate(pieces, 1):
        more = number < len(pieces)
        flags = kind << 8 | (0x8000 if more else 0)
        plus = b"EMF+" + _plus(0x4008, flags, (struct.pack("<I", len(data)) if more else b"") + part)
        comments += _record(70, struct.pack("<I", len(plus)) + plus)
    end = struct.pack("<IIIII", 14, 20, 0, 16, 20)
    size = 108 + len(comments) + len(end)
    return EMF[:48] + struct.pack("<II", size, len(pieces) + 2) + EMF[56:] + comments + end


def wmf(content: bytes, piece: int = 4096) -> bytes:
    """A WMF that carries an EMF in its comments."""
    made = WMF[:40]
    for begin in range(0, len(content), piece):
        part = content[begin : begin + piece] + bytes(-len(content[begin : begin + piece]) % 2)
        head = b"WMFC" + struct.pack("<IIHIIIII", 1, 0x10000, 0, 0, 1, len(part), 0, len(content))
        made += struct.pack("<IHHH", (10 + 34 + len(part)) // 2, 0x0626, 15, 34 + len(part)) + head + part
    return made + struct.pack("<IH", 3, 0)
