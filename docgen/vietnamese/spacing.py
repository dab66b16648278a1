"""Spaces and signs: what cannot be seen, spaces of foreign widths, what stands around punctuation.

Every function finds edits in a text and changes nothing: (start, end, new text, what it mends, certain).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docgen.vietnamese.legacy import tu_tcvn3
from docgen.vietnamese.letters import nfc
from docgen.vietnamese.marks import Cach
from docgen.vietnamese.papers import LOAI_VAN_BAN
from docgen.vietnamese.syllables import la_am_tiet

Edit = tuple[int, int, str, Cach, bool]

INVISIBLE = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNSEEN = re.compile(rf"[{INVISIBLE}{_CONTROLS}]+")
_JOINED = re.compile(rf"(?:[^\W\d_\u0300-\u036f]|[\u0300-\u036f{INVISIBLE}{_CONTROLS}])+")
_LONGEST = len("nghiêng")
_EMOJI = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]")
_MEANT = {"\x0b": "\n", "\x0c": "\n"} | dict(zip("\x85\x91\x92\x93\x94\x96\x97", "…‘’“”–—", strict=True))
"""Control characters that stand for something: line and page breaks, quotes and dashes of Windows-1252."""

_WIDTHS = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
_SPACES = re.compile(r"(?<![\t ])[\t ]*[\xa0\u2000-\u200a\u202f\u205f\u3000][\xa0\u2000-\u200a\u202f\u205f\u3000 ]*")


def an(text: str) -> Iterator[Edit]:
    """Find invisible characters. Between two syllables that do not form one together, it stood for a space."""
    if not _UNSEEN.search(text):
        return
    seams: set[int] = set()
    old_words: set[int] = set()  # the places of soft hyphens that are a letter of TCVN3
    for run in _JOINED.finditer(text):
        if _is_tcvn3(run[0]):
            old_words.update(range(*run.span()))
            yield run.start(), run.end(), tu_tcvn3(run[0]), Cach.BANG_MA, True
        else:
            seams.update(_seams(run[0], run.start()))
    for match in _UNSEEN.finditer(text):
        start, end = match.span()
        if start in old_words:
            continue
        if "\u200d" in match[0] and (_EMOJI.match(text, start - 1) or _EMOJI.match(text, end)):
            continue
        signs = "".join(_MEANT.get(sign, "") for sign in match[0])
        yield start, end, signs or (" " if start in seams else ""), Cach.VO_HINH, True


def _is_tcvn3(run: str) -> bool:
    """Return whether soft hyphens in letters are the letter ư of TCVN3: read so they make a syllable, otherwise none.

    A letter of the upper half of Latin-1 beside them is needed too: sound words hold unseen signs as well.
    """
    if "\xad" not in run or not any("\xc0" <= letter <= "\xff" for letter in run):
        return False
    bits = [nfc(bit) for bit in _UNSEEN.split(run) if bit]
    if la_am_tiet("".join(bits)) or all(map(la_am_tiet, bits)):
        return False
    return la_am_tiet(tu_tcvn3(run))


def _seams(run: str, start: int) -> list[int]:
    """Return where a space was meant among letters separated by unseen characters: where the fewest syllables meet."""
    signs = [start + sign.start() for sign in _UNSEEN.finditer(run)]
    bits = [nfc(bit) for bit in _UNSEEN.split(run)]
    none = len(bits) + 1
    fewest = [(0, 0)]
    for end in range(1, len(bits) + 1):
        best = (none, end - 1)
        for first in range(end - 1, max(-1, end - 9), -1):
            joined = nfc("".join(bits[first:end]))
            if len(joined) > _LONGEST:
                break
            if not joined or la_am_tiet(joined):
                best = min(best, (fewest[first][0] + 1, first))
        fewest.append(best)
    if fewest[-1][0] >= none:
        return [sign for sign, (one, two) in zip(signs, pairwise(bits), strict=True) if _two_words(one, two)]
    seams, place = [], fewest[-1][1]
    while place > 0:
        if (place > 1 or bits[0]) and (place < len(bits) - 1 or bits[-1]):
            seams.append(signs[place - 1])
        place = fewest[place][1]
    return seams


def _two_words(one: str, two: str) -> bool:
    return la_am_tiet(one) and la_am_tiet(two) and not la_am_tiet(nfc(one + two))


def trang(text: str) -> Iterator[Edit]:
    """Find spaces of foreign widths. A no-break space by a figure or sign is meant; between words it is likely not."""
    found = list(_SPACES.finditer(text)) if _WIDTHS.search(text) else []
    between = sum(match[0] == "\xa0" and _letters(text, *match.span()) for match in found)
    for match in found:
        start, end = match.span()
        if end == len(text) or text[end] == "\n":
            yield start, end, "", Cach.KHOANG_TRANG, True
        elif match[0] in ("\xa0", "\u202f"):
            if _letters(text, start, end):
                yield start, end, " ", Cach.KHOANG_TRANG, between > 2
        elif _sentence(text[start - 1 : start]) and _sentence(text[end : end + 1]):
            yield start, end, " ", Cach.KHOANG_TRANG, len(match[0]) < 3 or not match[0].strip("\u2000-\u200a")


def _sentence(char: str) -> bool:
    """Return whether a character is one of running text."""
    return char.isalnum() or _letter(char) or (char != "" and char in ",.;:!?()“”%/&-")


_FIGURE = re.compile(r"[0-9][\xa0 ](?:nghìn|ngàn|triệu|tỷ|tỉ)$")


def _letter(char: str) -> bool:
    """Return whether a character is a letter or a mark of one not yet composed."""
    return char.isalpha() or "\u0300" <= char <= "\u036f"


def _letters(text: str, start: int, end: int) -> bool:
    """Return whether a space stands between words, and not in a figure's unit ("1,5 tỷ đồng")."""
    between = _letter(text[start - 1 : start]) and text[end : end + 1].isalpha()
    return between and not text.startswith("đồng", end) and not _FIGURE.search(text[max(0, start - 12) : start])


_TYPES = "|".join(sorted(LOAI_VAN_BAN.values(), key=len, reverse=True))
_RULES: tuple[tuple[str, str, Cach, bool], ...] = (
    (rf"\d( ?/ ?)(?:{_TYPES}) ?[-\u2010-\u2015\u2212]", "/", Cach.DAU_CAU, True),
    (rf"\d ?/ ?(?:{_TYPES})( ?[\u2010-\u2015\u2212] ?)[A-ZĐ]", "-", Cach.GACH, True),
    (r"([\u2010\u2011])(?<=[^\W_].)(?=[^\W_])", "-", Cach.GACH, True),
    (r"(\u2212)(?<=[^\W\d_]{2}.)(?=[^\W\d_]{2})", "-", Cach.GACH, False),
    (r"Độc lập(\s*[–—]\s*)Tự do", " - ", Cach.GACH, True),
    (r"Tự do(\s*[–—]\s*)Hạnh phúc", " - ", Cach.GACH, True),
    (r"(“)(?<=[\w.,;!?].)(?=[\s.,;:)]|$)", "”", Cach.GACH, False),
    (r"(”)(?<=\s.)\w", "“", Cach.GACH, False),
)
"""Pattern, what its group becomes, what is mended, how sure.

Patterns begin with the sign they look for, not with what stands before it: text without the sign costs almost nothing.
"""

_PATTERNS = [(re.compile(pattern, re.M), new, what, certain) for pattern, new, what, certain in _RULES]

_BEHIND_WORDS: tuple[tuple[str, str, str, bool], ...] = (
    (r" [,;](?!\S)", r"(?<![^\W\d_])[^\W\d_]++( +)[,;](?=\s|$)", "", True),
    (r" [.!?:](?!\S)", r"(?<![^\W\d_])[^\W\d_]++( )[.!?:](?=\s|$)", "", True),
    (r"[,;][^\W\d_]{2}", r"(?<![\w=.\"'&])[^\W\d_]{2,}+[,;]()[^\W\d_]{2,}+(?![\w=(.\"'&])", " ", False),
    (r"\.[A-ZÀ-ÝĐƠƯ][^\W\d_]", r"(?<!\w)[^\W\d_]{2,}+\.()[A-ZÀ-ÝĐƠƯ][^\W\d_]+ ", " ", False),
)
"""What a line must hold, a pattern that begins with a word of Vietnamese text, what its group becomes, how sure."""

_GATED = [(re.compile(gate), re.compile(pattern, re.M), new, sure) for gate, pattern, new, sure in _BEHIND_WORDS]


def _behind_words(text: str) -> Iterator[Edit]:
    """Find stray or missing spaces at signs behind words, in the lines that may have them."""
    for gate, pattern, new, certain in _GATED:
        line_end = 0
        for hit in gate.finditer(text):
            if hit.start() < line_end:
                continue
            line_end = text.find("\n", hit.end())
            line_end = len(text) if line_end < 0 else line_end
            for match in pattern.finditer(text, text.rfind("\n", 0, hit.start()) + 1, line_end):
                if not text[max(0, match.start() - 40) : match.end() + 40].isascii():
                    yield *match.span(1), new, Cach.DAU_CAU, certain


_OPENED = re.compile(r"[(\[“‘]( +)(?=\w)")
_CLOSED = re.compile(r"( )[)\]”’](?<=[\w,;.!?%] .)(?=[\s.,;:]|$)", re.M)
_MEANT_WIDE = re.compile(r"[(\[] +(?![^\W\d_]{2})[^()\[\]\n]{0,200} [)\]]|(?<=[A-Za-z0-9_])[(\[][\x00-\x7f]")
_OPENED_WIDE = re.compile(r"(?:[A-Za-z0-9_][(\[][\x00-\x7f]*|[(\[] +(?![^\W\d_]{2})[^()\[\]\n]*)$")
_QUOTED = re.compile(r"(?<![\w'`])(``|'')(?=\w)[^\n`']{1,200}(?<=[\w.,;!?)])('')(?!['\w])")


def _brackets(text: str) -> Iterator[Edit]:
    """Find spaces inside brackets and quotes, and quotes of two signs. Formulas are left: ( 1 + 2 ), f( x )."""
    for match in _OPENED.finditer(text):
        start = match.start()
        quote = text[start] in "“‘"
        meant = text[start - 1 : start].isalnum() if quote else _MEANT_WIDE.match(text, start)
        if not meant and not (quote and text[start - 1 : start] in (".", ",", ";", "!", "?")):
            yield *match.span(1), "", Cach.DAU_CAU, True
    for match in _CLOSED.finditer(text):
        start = match.start()
        line = text.rfind("\n", max(0, start - 200), start) + 1 or max(0, start - 200)
        if match[0][1] in "”’" or not _OPENED_WIDE.search(text[line:start]):
            yield *match.span(1), "", Cach.DAU_CAU, True
    for match in _QUOTED.finditer(text):
        yield *match.span(1), '"', Cach.GACH, False
        yield *match.span(2), '"', Cach.GACH, False


_LINE = re.compile(r"[^\n]+")
_WIDE = re.compile(r"(?<=[\w,;.!?:)”])  (?=[\w(“])(?!tháng|năm)")
_BLANK = re.compile(r"(?:ngày|tháng|năm|[Ss]ố:?)$")


def _wide(text: str) -> Iterator[Edit]:
    """Find two spaces where a sentence wants one. More than two, or blanks of a draft, are layout."""
    for row in _LINE.finditer(text):
        line = row[0]
        if "  " not in line or "   " in line or line[0] == " " or line.isascii() or line.count("  ") > 3:
            continue
        for match in _WIDE.finditer(line):
            start, end = match.span()
            if not _BLANK.search(line[max(0, start - 5) : start]):
                yield row.start() + start, row.start() + end, " ", Cach.DAU_CAU, True


def dau_cau(text: str) -> Iterator[Edit]:
    """Find stray spaces and signs around punctuation, in numbers of papers and in the motto."""
    yield from _wide(text)
    yield from _behind_words(text)
    yield from _brackets(text)
    for pattern, new, what, certain in _PATTERNS:
        for match in pattern.finditer(text):
            yield *match.span(1), new, what, certain
