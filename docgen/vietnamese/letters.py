"""Letters and their order: normal form, capitals, numbering by letters and Roman numerals, sorting.

Hides the two alphabets of state papers: the 29 letters that words are sorted by, and the shorter row of
letters that points (điểm) are numbered with.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from docgen.vietnamese.errors import LanguageError

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
"""The 29 letters in their order. F, J, W and Z of foreign names sort where English has them."""

POINTS = "abcdđeghiklmnopqrstuvxy"
"""Letters of điểm in order: none with a circumflex, horn or breve, and no f j w z (the decree's own lists; PL I)."""

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Combining tone marks in the order of dictionaries: huyền, hỏi, ngã, sắc, nặng (no mark comes first)."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_TEXT = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ORDER = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=20)}
_RUNS = re.compile(r"(\d+)")


_MOST_MARKS = 30
_NO_LETTERS = re.compile(rf"[^\w\s!-~…]{{{_MOST_MARKS + 1},}}")


def nfc(text: str) -> str:
    """Return `text` in the composed form (NFC), the only one docgen writes (TCVN 6909:2001 in practice).

    Marks that no letter can bear (`dau_thua`) come out as U+FFFD, one for one: the time that composing takes grows
    with the square of the number of marks in a row.
    """
    return unicodedata.normalize("NFC", thay_dau_thua(text))


def thay_dau_thua(text: str) -> str:
    """Return `text` with each mark that no letter can bear as U+FFFD."""
    pieces: list[str] = []
    last = 0
    for start, end in dau_thua(text):
        pieces += (text[last:start], "\ufffd" * (end - start))
        last = end
    return "".join([*pieces, text[last:]]) if pieces else text


def dau_thua(text: str) -> list[tuple[int, int]]:
    """Return where marks stand that are too many in a row for any text: those after the 30th (UAX #15, section 13)."""
    if len(text) <= _MOST_MARKS or text.isascii():
        return []
    found = []
    for run in _NO_LETTERS.finditer(text):
        marks = 0
        for place in range(run.start(), run.end() + 1):
            if place < run.end() and unicodedata.combining(text[place]):
                marks += 1
                continue
            if marks > _MOST_MARKS:
                found.append((place - marks + _MOST_MARKS, place))
            marks = 0
    return found


def khong_dau(text: str) -> str:
    """Return `text` without accents: "Trích yếu, Đề án" gives "Trich yeu, De an"."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(character for character in bare if not unicodedata.combining(character))


def hoa(text: str) -> str:
    """Return `text` in capitals, composed: "Ủy ban nhân dân" gives "ỦY BAN NHÂN DÂN"."""
    return nfc(nfc(text).upper())


_BRACKET = re.compile(r"(\([^()]*\))")


def hoa_tieu_de(text: str) -> str:
    """Return a title in capitals; what stands in round brackets keeps its case: "Kết quả (đến ngày 14/6)"."""
    return "".join(part if part.startswith("(") else hoa(part) for part in _BRACKET.split(nfc(text)))


def hoa_dau(text: str) -> str:
    """Return `text` with its first letter a capital and the rest as it was; leading quotes and spaces stay."""
    text = nfc(text)
    for place, char in enumerate(text):
        if char.isalpha():
            return text[:place] + char.upper() + text[place + 1 :]
        if char.isdigit():
            break
    return text


def thuong_dau(text: str) -> str:
    """Return `text` with its first letter small, unless its first word is an abbreviation ("UBND tỉnh" stays)."""
    text = nfc(text)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def diem(n: int) -> str:
    """Return the letter of the n-th điểm, from 1: a b c d đ e g … y, then aa ab ac … (as columns of a sheet).

    Raises LanguageError below 1.
    """
    if n < 1:
        raise LanguageError(f"Không có điểm thứ {n}: điểm được đánh từ 1 (a)")
    label = ""
    while n:
        n, place = divmod(n - 1, len(POINTS))
        label = POINTS[place] + label
    return label


def doc_diem(text: str) -> int:
    """Return which điểm a letter stands for: "đ", "đ)" give 5. Raises LanguageError for f, j, w, z and the rest."""
    label = nfc(text).strip().removesuffix(")").lower()
    if not label or any(letter not in POINTS for letter in label):
        raise LanguageError(f"“{text}” không phải chữ cái đánh điểm (a, b, c, d, đ, e, g, h, i, k, …)")
    number = 0
    for letter in label:
        number = number * len(POINTS) + POINTS.index(letter) + 1
    return number


def la_ma(n: int) -> str:
    """Return `n` as a Roman numeral, 1 to 3999. Raises LanguageError outside."""
    if not 1 <= n <= 3999:
        raise LanguageError(f"Số La Mã chỉ viết được từ 1 đến 3999, không viết được {n}")
    text = ""
    for value, letters in _ROMAN:
        times, n = divmod(n, value)
        text += letters * times
    return text


def doc_la_ma(text: str) -> int:
    """Return the number a Roman numeral stands for. Raises LanguageError for "IIII", "iv" and other misspellings."""
    letters = text.strip()
    if not letters or not _ROMAN_TEXT.fullmatch(letters):
        raise LanguageError(f"“{text}” không phải số La Mã viết đúng (I, II, III, IV, …)")
    total, place = 0, 0
    for value, part in _ROMAN:
        while letters.startswith(part, place):
            total += value
            place += len(part)
    return total


@lru_cache(maxsize=4096)
def _letter_keys(letter: str) -> tuple[int, int, int]:
    """Return (place in the alphabet, tone, capital) of one composed letter; the place is 0 for other signs."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next((place for place, mark in enumerate(TONES, start=1) if mark in parts), 0)
    base = nfc("".join(part for part in parts if part not in TONES)).lower()
    place = _ORDER.get(base, 0) or (1000 + ord(base[0]) if base[:1].isalpha() else 0)
    return place, tone, int(letter != letter.lower())


SortKey = tuple[object, ...]


def khoa_sap_xep(text: str) -> SortKey:
    """Return a key that sorts names and titles as a Vietnamese dictionary does; equal only for equal NFC text.

    Syllable by syllable: letters first, then tones (ngang huyền hỏi ngã sắc nặng), then small before capital;
    digits by their value, so "Điều 2" stands before "Điều 10". Signs between syllables do not count until the end.
    """
    composed = nfc(text)
    syllables: list[tuple[object, ...]] = []
    capitals: list[int] = []
    for part in _RUNS.split(composed):
        if part.isdecimal():
            syllables.append((0, int(part), ()))
            continue
        for word in re.split(r"[\W_]+", part):
            if word:
                keys = [_letter_keys(letter) for letter in word]
                syllables.append((1, tuple(key[0] for key in keys), tuple(key[1] for key in keys if key[1])))
                capitals += [key[2] for key in keys]
    return tuple(syllables), tuple(capitals), composed


def khoa_ho_ten(name: str) -> SortKey:
    """Return a key that sorts persons as lists do: by given name (the last word), then surname, then the rest.

    "Nguyễn Văn An" stands before "Lê Thị Bình".
    """
    words = nfc(name).split()
    return khoa_sap_xep(" ".join(words[-1:])), khoa_sap_xep(" ".join(words[:1])), khoa_sap_xep(" ".join(words[1:-1]))
