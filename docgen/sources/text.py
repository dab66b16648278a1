"""A text file as read: its characters, where each stands, and the cleaning every value goes through.

Promise: whatever its encoding and line ends, a file becomes one string with exact lines and columns (from 1,
in characters of the file as written). A cleaned value is NFC, has "\\n" line ends and no character that cannot
stand in a paper, and `Mapped` still knows the file's character for each of its own.

Hidden: byte-order marks, UTF-16, line tables, composition of combining marks.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from docgen import vietnamese
from docgen.finding import Where
from docgen.vietnamese.letters import dau_thua, thay_dau_thua

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"PK\x03\x04", "tệp nén (Word, Excel mới hoặc zip)"),
    (b"\xd0\xcf\x11\xe0", "tệp Word, Excel đời cũ"),
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
)
_OLD = "windows-1258"
_SURE = 0.9  # share of the words; the rest may be names and misspellings
_LETTERS = re.compile(r"[^\W\d_]+")
LINE_END = re.compile(r"\r\n|\n|\r")
_LINE_END_BYTES = re.compile(rb"\r\n|\n|\r")

# Controls but tab and line feed, surrogates, private use, non-characters, and the mark of a broken encoding.
BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 15))
    + "\U000f0000-\U0010ffff]"
)
STRANGE_BLANKS = "\xa0\u1680\u202f\u205f\u2060\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
"""Blanks that look like the space bar's and are none: Word and web pages bring them along."""
REPLACEMENT = "\ufffd"  # replaces each refused character, so that offsets stay the same


class EncodingError(ValueError):
    """Bytes that are not text in the expected encoding. `line` and `column` are those of the first wrong byte."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def decode(data: bytes, encoding: str = "") -> str:
    """Return the text of `data`: by its byte-order mark, else by `encoding`, else UTF-8.

    Raises EncodingError, whose message says in Vietnamese what the file seems to be.
    """
    for mark, by_mark in _BOMS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], by_mark
            break
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(error.encoding, "replace")
        line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
        lines = len(_LINE_END_BYTES.findall(before.encode("utf-8", "replace")))
        raise EncodingError(_guess(data, error), lines + 1, len(before) - line_start + 1) from None


def recognised(data: bytes) -> str:
    """Return the legacy encoding that `data` is certainly in, "" for none: Excel on a Vietnamese Windows writes it.

    It is certain if the bytes are not UTF-8 and nearly all words with non-ASCII letters decode to syllables.
    """
    if data.startswith(tuple(mark for mark, _ in _BOMS)) or b"\0" in data:
        return ""
    try:
        data.decode("utf-8")
        return ""
    except UnicodeDecodeError:
        pass
    try:
        text = vietnamese.nfc(data.decode(_OLD))
    except UnicodeDecodeError:
        return ""
    words = [word for word in _LETTERS.findall(text) if not word.isascii()]
    right = sum(map(vietnamese.la_am_tiet, words))
    return _OLD if right >= 2 and right >= _SURE * len(words) else ""


def _guess(data: bytes, error: UnicodeDecodeError) -> str:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return f"Đây là {name}, không phải tệp văn bản."
    if b"\0" in data[:4096]:
        return "Đây không phải tệp văn bản UTF-8 (có byte 00); có thể là UTF-16 thiếu dấu đầu tệp, hoặc tệp nhị phân."
    byte = data[error.start]
    return (
        f"Byte {byte:02X} không đọc được theo bảng mã {error.encoding.upper()}; "
        "tệp có lẽ lưu bằng bảng mã cũ (Windows-1258, Windows-1252, TCVN3, VNI…)."
    )


def clean(text: str) -> str:
    """Return `text` in NFC, line ends as "\\n", each refused character as U+FFFD (see `bad_characters`)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return BAD.sub(REPLACEMENT, vietnamese.nfc(text))


def is_clean(text: str) -> bool:
    """Return whether cleaning certainly leaves `text` unchanged and it has no bad character. A quick test."""
    # A printable character is not a control, a surrogate, private or unassigned.
    printable = text.isprintable() and REPLACEMENT not in text
    return printable and not dau_thua(text) and unicodedata.is_normalized("NFC", text)


def is_clean_text(text: str) -> bool:
    """Return whether cleaning leaves a text of several lines unchanged; its line ends are "\\n"."""
    return not BAD.search(text) and not dau_thua(text) and unicodedata.is_normalized("NFC", text)


def bad_characters(text: str) -> list[tuple[int, str]]:
    """Return (offset in the cleaned text, character) of each character that cannot stand in a paper."""
    if not BAD.search(text) and not dau_thua(text):
        return []
    text = vietnamese.nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [(match.start(), match.group()) for match in BAD.finditer(text)]


def first_bad(text: str) -> str:
    """Return the first character that cannot stand in a paper, "" for none."""
    found = bad_characters(text)
    return found[0][1] if found else ""


def character_name(character: str) -> str:
    """Return a refused character as a clerk reads it: its number and what it is."""
    number = f"U+{ord(character):04X}"
    kind = unicodedata.category(character)
    if character == REPLACEMENT:
        return f"{number}, dấu vết của chữ đã hỏng khi chuyển bảng mã"
    names = {"Co": "ký tự của phông riêng", "Cs": "nửa ký tự", "Cc": "ký tự điều khiển"}
    return f"{number}, {names.get(kind, 'không phải ký tự')}"


class Mapped:
    """A decoded string, before or after cleaning, with the place in the source of each of its characters.

    `places[i]` is the offset in the source of character `i`; one more entry is for the end.
    """

    def __init__(self, raw: Sequence[str], places: Sequence[int]) -> None:
        folded, kept = _fold_line_ends(raw, places)
        folded = thay_dau_thua(folded)
        self.text = clean(folded)
        self.places = list(kept) if unicodedata.is_normalized("NFC", folded) else _compose(folded, kept)

    def place(self, offset: int) -> int:
        """Return the source offset of character `offset`; beyond an end, the offset of that end."""
        return self.places[min(max(offset, 0), len(self.places) - 1)]


def _fold_line_ends(raw: Sequence[str], places: Sequence[int]) -> tuple[str, list[int]]:
    if "\r" not in raw:
        return "".join(raw), list(places)
    text, kept = [], []
    for index, character in enumerate(raw):
        if character == "\n" and index and raw[index - 1] == "\r":
            continue
        text.append("\n" if character == "\r" else character)
        kept.append(places[index])
    return "".join(text), [*kept, places[len(raw)]]


def _compose(text: str, places: Sequence[int]) -> list[int]:
    """Return the places of NFC(text): each group of characters that compose is spread over its group's places."""
    result: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and not _is_boundary(text, start, end):
            continue
        size = len(unicodedata.normalize("NFC", text[start:end]))
        result += [places[min(start + index, end - 1)] for index in range(size)]
        start = end
    return [*result, places[len(text)]]


def _is_boundary(text: str, start: int, end: int) -> bool:
    """Return whether `text[end]` neither composes with the characters from `start` on nor is reordered among them."""
    following = text[end]
    if following < "\u0300":
        return True
    if unicodedata.combining(following):
        return False
    group = unicodedata.normalize("NFC", text[start:end])
    return unicodedata.normalize("NFC", group + following) == group + unicodedata.normalize("NFC", following)


class SourceText:
    """The characters of one file, and from an offset to a place a user can go to.

    Offsets count bytes in UTF-8 (`data`), whatever the file's own encoding, as the syntax trees do.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.data = text.encode("utf-8", "surrogatepass")

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END_BYTES.finditer(self.data))]

    def where(self, offset: int, key: str = "") -> Where:
        """Return line and column of the byte at `offset`."""
        line = bisect_right(self._lines, offset) - 1
        column = len(self.slice(self._lines[line], offset)) + 1
        return Where(self.file, line + 1, column, key)

    def where_char(self, index: int, key: str = "") -> Where:
        """Return line and column of the character at `index` of `text`."""
        return self.where(len(self.text[:index].encode("utf-8", "surrogatepass")), key)

    def slice(self, start: int, end: int) -> str:
        """Return the characters of the bytes from `start` to `end`."""
        return self.data[start:end].decode("utf-8", "surrogatepass")
