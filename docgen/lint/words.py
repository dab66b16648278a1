"""Texts as the proof of arrival compares them: sequences of words and signs, the same in data, Word and PDF.

Folded away, because printing changes them and they carry no datum: composed or decomposed letters, capitals, kinds of
spaces and line ends, soft hyphens, no-break hyphens. Everything else counts.
"""

from __future__ import annotations

import re
import unicodedata

PAGE = "\ue000"  # stands for a page number, which no file holds before it is printed
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_WORD = re.compile(r"\w+|[^\w\s]")


def words(text: str) -> list[str]:
    """Return the words and signs of a text, folded."""
    plain = unicodedata.normalize("NFC", text.translate(_UNSEEN | _HYPHENS))
    return _WORD.findall(unicodedata.normalize("NFC", plain.casefold()))


def shown(text: str, limit: int = 60) -> str:
    """Return a text as a finding quotes it: on one line, shortened in the middle."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit * 2 // 3].rstrip()} … {line[-limit // 4 :].lstrip()}"
