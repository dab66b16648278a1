"""Pictures that end before their picture does: what shows them leaves them out, or half of them, without a word.

Promise: a picture is called cut only if bytes are missing that its own structure says it has. What decoders forgive in
whole pictures (a last mark left out, bytes behind the end, a size in a header that nobody reads) is forgiven here too.
The first picture of several counts: it is the one that is printed.

Sources: PNG (ISO/IEC 15948), JPEG (ITU-T T.81, annex B), GIF89a, TIFF 6.0, BITMAPINFOHEADER of the Windows SDK.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from docgen.ooxml.media import kind_of

_BARE = (0x01, *range(0xD0, 0xD9))  # markers of JPEG that have no length
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, b"\xff\xd9"
_GIF_TABLE, _GIF_PICTURE, _GIF_EXTENSION = 0x80, 0x2C, 0x21
_BMP_CORE = 12  # the size of the oldest header
_BMP_PIXELS = (0, 3, 6)  # ways of writing pixels one by one; the others pack them
_TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_TIFF_NUMBERS = {3: "H", 4: "I"}
_TIFF_DATA = (
    (273, 279),
    (324, 325),
    (513, 514),
)  # tags: where strips, tiles and a JPEG inside begin, how long they are


def is_cut(content: bytes) -> bool:
    """Tell whether a picture of pixels ends before it should."""
    whole = {"PNG": _png_ends, "JPEG": _jpeg_ends, "GIF": _gif_ends, "BMP": _bmp_ends, "TIFF": _tiff_ends}
    check = whole.get(kind_of(content))
    return check is not None and not check(content)


def _png_ends(content: bytes) -> bool:
    """Tell whether the chunks of a PNG go on to the last one, the picture's among them."""
    position, seen = 8, set()
    while position + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, position)
        seen.add(content[position + 4 : position + 8])
        position += 12 + length
        if b"IEND" in seen:
            break
    return position <= len(content) and {b"IHDR", b"IDAT", b"IEND"} <= seen


def _jpeg_ends(content: bytes) -> bool:
    """Tell whether the segments of a JPEG lead to its size, on to its picture and to the mark of its end."""
    position, framed = 2, False
    while position >= 0 and position + 4 <= len(content):
        marker = content[position + 1]
        if content[position] != 0xFF or marker == 0xFF:  # bytes that fill up
            position = content.find(b"\xff", position + 1)
            continue
        framed = framed or marker in _FRAMES
        if marker == _SCAN:
            return framed and position + 16 < len(content) and content.find(_END, position) >= 0
        if marker in _BARE:
            position += 2
        else:
            position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return False


def _gif_ends(content: bytes) -> bool:
    """Tell whether the blocks of a GIF go on to the end of its first picture, or to its last mark."""
    if len(content) < 13:
        return False
    position = 13 + _colours(content[10])
    while position < len(content):
        block = content[position]
        if block == _GIF_EXTENSION:
            position = _behind_pieces(content, position + 2)
        elif block == _GIF_PICTURE:
            flags = content[position + 9] if position + 9 < len(content) else 0
            return _behind_pieces(content, position + 11 + _colours(flags)) <= len(content)
        elif block == 0:  # nothing, which some write behind a block
            position += 1
        else:
            return True  # the last mark, or what no decoder reads on
    return False


def _colours(flags: int) -> int:
    """Return how many bytes the table of colours takes that the flags of a GIF announce."""
    return 3 << (flags & 7) + 1 if flags & _GIF_TABLE else 0


def _behind_pieces(content: bytes, position: int) -> int:
    """Return where the pieces of a GIF that begin at a position end; beyond the content where they do not."""
    while position < len(content):
        length = content[position]
        position += 1 + length
        if length == 0:
            return position
    return len(content) + 1


def _bmp_ends(content: bytes) -> bool:
    """Tell whether a BMP holds all its rows; the bytes that fill up the last one may be missing."""
    if len(content) < 26:
        return False
    begin, size = struct.unpack_from("<II", content, 10)
    if len(content) < 14 + size:
        return False
    if size == _BMP_CORE:
        width, height, _, bits = struct.unpack_from("<HHHH", content, 18)
        packing, packed = 0, 0
    else:
        width, height, _, bits = struct.unpack_from("<iiHH", content, 18)
        packing, packed = struct.unpack_from("<II", content, 30) if size >= 40 else (0, 0)
    begin = begin or 14 + size
    if packing not in _BMP_PIXELS:
        return bool(begin + packed <= len(content))
    row, rows = width * bits, abs(height)
    if row <= 0 or rows == 0:
        return True
    last = begin + (row + 31) // 32 * 4 * (rows - 1)
    return bool(last + (row + 7) // 8 <= len(content))


def _tiff_ends(content: bytes) -> bool:
    """Tell whether a TIFF holds the directory of its first picture, and all values, strips and tiles it names."""
    order = "<" if content.startswith(b"I") else ">"
    if len(content) < 8:
        return False
    (position,) = struct.unpack_from(f"{order}I", content, 4)
    if position + 2 > len(content):
        return False
    (count,) = struct.unpack_from(f"{order}H", content, position)
    if position + 2 + 12 * count > len(content):
        return False
    values: dict[int, Sequence[int]] = {}
    for number in range(count):
        tag, kind, length = struct.unpack_from(f"{order}HHI", content, position + 2 + 12 * number)
        begin = position + 10 + 12 * number
        size = _TIFF_SIZES.get(kind, 0) * length
        if size > 4:  # few values stand in the directory, many elsewhere
            (begin,) = struct.unpack_from(f"{order}I", content, begin)
        if begin + size > len(content):
            return False
        if kind in _TIFF_NUMBERS and any(tag in pair for pair in _TIFF_DATA):
            values[tag] = struct.unpack_from(f"{order}{length}{_TIFF_NUMBERS[kind]}", content, begin)
    return all(
        begin + size <= len(content)
        for begins, sizes in _TIFF_DATA
        for begin, size in zip(values.get(begins, ()), values.get(sizes, ()), strict=False)
    )
