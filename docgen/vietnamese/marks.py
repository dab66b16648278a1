"""One word made right: its accents composed and on the letter they belong to, its foreign look-alikes replaced.

Works on a single word (letters and the marks behind them); knows nothing of the text around it.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from docgen.vietnamese.letters import ALPHABET, TONES, nfc
from docgen.vietnamese.syllables import ghep_thanh, la_am_tiet, tach_thanh


class Cach(StrEnum):
    """What a repair mends; the value is what a user reads."""

    BANG_MA = "chữ của bảng mã cũ"
    UTF8 = "UTF-8 đọc nhầm từng byte"
    VO_HINH = "ký tự vô hình"
    KHOANG_TRANG = "khoảng trắng lạ"
    TO_HOP = "dấu chưa ghép với chữ (không phải NFC)"
    DAU_SAI_CHO = "dấu đặt sai chữ"
    CHU_LA = "chữ lạ thay cho chữ Việt"
    GIONG = "chữ Hy Lạp hoặc Kirin trông giống chữ Latin"
    TACH = "một tiếng bị tách đôi"
    DAU_CAU = "khoảng trắng quanh dấu câu"
    GACH = "dấu gạch hoặc dấu nháy lạ"
    KIEU_DAU = "kiểu đặt dấu thanh"


HATS = "\u0302\u0306\u031b"
"""Marks that make another letter: circumflex, breve, horn."""

_WRONG_ORDER = re.compile(f"([{TONES}]+)([{HATS}])")
_HATTED = {"\u0302": "aeo", "\u0306": "a", "\u031b": "ou"}
_FOREIGN = {
    "Ƣ": "Ư", "ƣ": "ư", "Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "Ǎ": "Ă", "ǎ": "ă", "ﬀ": "ff", "ﬁ": "fi",
    "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ı": "i", "ɑ": "a", "Ǝ": "Ê", "ɡ": "g",
} | {chr(0xFEE0 + code): chr(code) for code in [*range(65, 91), *range(97, 123)]}  # fmt: skip
_ALWAYS = "Ƣƣﬀﬁﬂﬃﬄ" + "".join(char for char in _FOREIGN if char > "\uff00")
"""Letters that are never meant in a text of Latin letters: replaced even in a word that is not a syllable."""
_PLAUSIBLE = re.compile(f"[ðɖ]?[{ALPHABET}fjwzǎ]*")
"""Letters a damaged Vietnamese word may have: no ð within it (Sigurður), no ı (Diyarbakır), none of other alphabets."""

_TWINS = dict(
    zip(
        "АВЕКМНОРСТУХаеорсухіјѕһԁԛԝЅІЈ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν",
        "ABEKMHOPCTYXaeopcyxijshdqwSIJ" + "ABEZHIKMNOPTYXoiv",
        strict=True,
    )
)

Repair = tuple[str, Cach, bool]
"""The word as it should be, what was wrong, and whether that is certain."""


def ghep_dau(word: str) -> str:
    """Return `word` composed, tones after other marks: those of one letter may be typed in any order."""
    return nfc(_WRONG_ORDER.sub(r"\2\1", unicodedata.normalize("NFD", word)))


@lru_cache(maxsize=32768)
def sua_tu(word: str) -> Repair | None:
    """Return the repair of one word, or None where it is right or beyond help."""
    composed = ghep_dau(word)
    if la_am_tiet(composed):
        return None if composed == word else (composed, Cach.TO_HOP, True)
    if composed.isascii():
        return None if composed == word else (composed, Cach.TO_HOP, True)
    for mend in (_foreign, _twins, _misplaced, _off_consonant):
        if (repair := mend(composed)) is not None:
            return repair
    return None if composed == word else (composed, Cach.TO_HOP, True)


def _foreign(word: str) -> Repair | None:
    """Replace letters that failed conversions put for Vietnamese ones (Ƣ for Ư, eth for Đ)."""
    meant = "".join(_FOREIGN.get(char, char) for char in word)
    if meant == word:
        return None
    meant = nfc(meant)
    further = None if la_am_tiet(meant) else _misplaced(meant)
    if further is not None:
        return further[0], Cach.CHU_LA, True
    sure = la_am_tiet(meant) or any(char in _ALWAYS for char in word)
    short = len(word) == 1 or (meant.isupper() and word.replace("Ð", "").isascii())
    if not sure and not short and not _PLAUSIBLE.fullmatch(tach_thanh(word)[0].lower()):
        return None
    return meant, Cach.CHU_LA, sure or short or any("\u1ea0" <= char <= "\u1ef9" for char in word)


def _twins(word: str) -> Repair | None:
    """Replace Greek and Cyrillic letters among Latin ones."""
    twins = [char for char in word if char in _TWINS]
    if not twins or any(char.isalpha() and not _known(char) for char in word):
        return None
    meant = nfc("".join(_TWINS.get(char, char) for char in word))
    repair = None if la_am_tiet(meant) else _misplaced(meant)
    meant = repair[0] if repair else meant
    latin = sum(char.isalpha() for char in word) - len(twins)
    if not latin:
        return (meant, Cach.GIONG, False) if la_am_tiet(meant) else None
    cyrillic = latin > len(twins) and all("\u0400" <= twin <= "\u052f" for twin in twins)
    return meant, Cach.GIONG, la_am_tiet(meant) or (latin > 1 and (meant.isupper() or cyrillic))


def _known(char: str) -> bool:
    return char in _TWINS or "LATIN" in unicodedata.name(char, "")


def _misplaced(word: str) -> Repair | None:
    """Put marks on the letters they belong to: tones by the rule of spelling, other marks one letter back."""
    letters, tones = tach_thanh(_hats_back(word))
    kinds = dict.fromkeys(tones)
    if len(kinds) > 1 or (not kinds and letters == word) or not (letters.isupper() or letters[1:].islower()):
        return None
    right = ghep_thanh(letters, next(iter(kinds), ""))
    if right is None or right == word:
        return None
    return right, Cach.DAU_SAI_CHO, True


_SLAVIC = "ćńŕśźĺ"
"""Consonants that have an accent of their own in other languages: Đoković, Poznań."""


def _off_consonant(word: str) -> Repair | None:
    """Propose the vowel before for a tone on a final consonant, in words of other languages: "Lăḱ" is Lắk."""
    parts = unicodedata.normalize("NFD", word)
    match = re.fullmatch(rf"(.*[aeiouy][{HATS}]?)([b-df-hj-np-tv-xz]{{1,2}})([{TONES}])", parts, re.IGNORECASE)
    if match is None or nfc(match[2] + match[3])[-1].lower() in _SLAVIC:
        return None
    return nfc(match[1] + match[3] + match[2]), Cach.DAU_SAI_CHO, False


def _hats_back(word: str) -> str:
    """Return `word` with circumflex, breve and horn moved back from letters that cannot bear them."""
    parts = list(unicodedata.normalize("NFD", word))
    for place in range(1, len(parts)):
        hat = parts[place]
        if hat not in HATS:
            continue
        base = place - 1
        while base > 0 and unicodedata.combining(parts[base]):
            base -= 1
        if parts[base].lower() in _HATTED[hat] or base == 0:
            continue
        before = base - 1
        while before > 0 and unicodedata.combining(parts[before]):
            before -= 1
        if parts[before].lower() in _HATTED[hat]:
            parts.insert(before + 1, parts.pop(place))
    return nfc("".join(parts))


class Roi(NamedTuple):
    """What loose marks between two words mean: the words as they should be (`sau` None: both are one), how sure."""

    truoc: str
    sau: str | None
    chac: bool


def ghep_roi(before: str, marks: str, after: str) -> Roi | None:
    """Return what marks that stand alone between two bits of text mean, None where no reading makes syllables.

    "cu" + dot + "thể" gives "cụ", "thể" (the mark slid over the space); "hiê" + dot + "u" gives "hiệu" (a space
    slipped in before it).
    """
    own = _with_marks(before, marks)
    joined = _with_marks(before + after, marks) if after else None
    following = _with_marks(after, marks) if after else None
    alone = la_am_tiet(before) and la_am_tiet(after) and after.lower() not in _REST
    if joined and not alone:
        return Roi(joined, None, own is None or not la_am_tiet(after) or after.lower() in ("i", "o", "u"))
    if own:
        return Roi(own, after, following is None or not la_am_tiet(before))
    if following:
        return Roi(before, following, True)
    if before and nfc(before + marks) != before and tach_thanh(before)[1] == marks:
        return Roi(before, after, True)
    return None


_REST = ("a", "e", "i", "o", "u")
"""Ends of syllables that are rarely words: "ta" + dot + "i" is "tại", not "tạ i"."""


def _with_marks(letters: str, marks: str) -> str | None:
    """Return a syllable with loose marks on it, None where it cannot bear them."""
    if not letters:
        return None
    word = nfc(letters + marks)
    if la_am_tiet(word):
        return word
    if any(tone in TONES for tone in tach_thanh(nfc(letters))[1]):
        return None
    repair = _misplaced(word)
    return repair[0] if repair else None
