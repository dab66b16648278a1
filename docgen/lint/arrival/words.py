"""Texts as the proof of arrival compares them: sequences of words and signs, the same in data, Word and PDF.

Ignored, because printing changes them and they carry no data: composed or decomposed letters, capitals, kinds of spaces
and line ends, soft hyphens, no-break hyphens. Everything else counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

from docgen.word import PAGE

SOFT = "\u00ad"
_LETTER = "\u02c8"  # a letter that no paper holds
_FOLDED = dict.fromkeys(map(ord, f"{SOFT}\u200b\u200c\u200d\u2060\ufeff")) | {0x2010: "-", 0x2011: "-"}
_ANY_FOLDED = re.compile(f"[{''.join(map(chr, _FOLDED))}]")
_WORD = re.compile(r"\w+|[^\w\s]")
_FORM = re.compile(r"\s*(?:\w+|[^\w\s])")


def words(text: str) -> list[str]:
    """Return the words and signs of a text, folded."""
    return _WORD.findall(_plain(text).casefold())


def soft(text: str) -> list[int]:
    """Return the places of the words that hold a soft hyphen, which prints as a hyphen only where it ends a line."""
    if SOFT not in text:
        return []
    marked = words(text.replace(SOFT, _LETTER))
    if len(marked) != len(words(text)):
        return []
    return [place for place, word in enumerate(marked) if _LETTER in word]


def shown(text: str, limit: int = 60) -> str:
    """Return a text as a finding quotes it: on one line, shortened in the middle."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return f"{line[: limit * 2 // 3].rstrip()} … {line[-limit // 4 :].lstrip()}"


def same(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Return whether two texts are the same word by word; a page number may be any number."""
    pairs = zip(wanted, found, strict=False)
    return len(wanted) == len(found) and all(a == b or (a == PAGE and b.isdigit()) for a, b in pairs)


class Written:
    """The words of texts in order: folded (`keys`), and as written (`forms`) for what a finding quotes."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._texts: list[str] = []

    def write(self, text: str) -> int:
        """Add a text; return how many words it has."""
        here = words(text)
        self.keys += here
        self._texts.append(text)
        return len(here)

    def text(self, begin: int, end: int) -> str:
        """Return words as they are written. Nothing may be added afterwards."""
        return "".join(self.forms[begin:end]).strip()

    @cached_property
    def forms(self) -> list[str]:
        """The words as written, each with a space before it if it has one there, or if it begins a text."""
        forms: list[str] = []
        for text in self._texts:
            forms += _forms(text)
        return forms


def _forms(text: str) -> list[str]:
    forms = []
    for place, form in enumerate(_FORM.findall(_plain(text))):
        if place == 0 or form[0].isspace():
            form = f" {form.strip()}"
        forms.append(form)
    return forms


def _plain(text: str) -> str:
    if _ANY_FOLDED.search(text):
        text = text.translate(_FOLDED)
    return unicodedata.normalize("NFC", text)
