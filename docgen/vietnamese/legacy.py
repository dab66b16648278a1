"""Old encodings read as Latin-1: TCVN3 (.VnTime), VNI, Windows-1258, and UTF-8 read as one byte per letter.

Each has a function that decodes such a text and counts what became a Vietnamese syllable, so that a caller may
judge. Nothing here decides to change a text.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, islice
from typing import NamedTuple

from docgen.vietnamese.letters import nfc
from docgen.vietnamese.marks import Cach, sua_tu
from docgen.vietnamese.syllables import forms

_TCVN3 = {
    "a": "µ¶·¸¹", "ă": "»¼½¾Æ", "â": "ÇÈÉÊË", "e": "ÌÎÏÐÑ", "ê": "ÒÓÔÕÖ", "i": "×ØÜÝÞ", "o": "ßáâãä",
    "ô": "åæçèé", "ơ": "êëìíî", "u": "ïñòóô", "ư": "õö÷øù", "y": "úûüýþ",
}  # fmt: skip
"""TCVN 5712:1993 VN3: for every vowel its forms with huyền, hỏi, ngã, sắc, nặng."""
_TCVN3_BARE = {"¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư", "§": "Đ", "¨": "ă", "©": "â", "ª": "ê",
               "«": "ô", "¬": "ơ", "\xad": "ư", "®": "đ", "−": "ư"}  # fmt: skip
_ORDER = "\u0300\u0309\u0303\u0301\u0323"

_VNI_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_VNI_HAT = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_VNI_BARE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_CP1258 = str.maketrans({"Ì": "\u0300", "Ò": "\u0309", "Þ": "\u0303", "ì": "\u0301", "ò": "\u0323", "Ã": "Ă",
                         "ã": "ă", "Ð": "Đ", "ð": "đ", "Õ": "Ơ", "õ": "ơ", "Ý": "Ư", "ý": "ư"})  # fmt: skip


@cache
def _tcvn3() -> dict[int, str]:
    table = {ord(code): letter for code, letter in _TCVN3_BARE.items()}
    for base, codes in _TCVN3.items():
        table |= {ord(code): nfc(base + tone) for code, tone in zip(codes, _ORDER, strict=True)}
    return table


def tu_tcvn3(word: str) -> str:
    """Return a word typed in TCVN3. One in capitals (.VnTimeH) comes out so: TCVN3 has no accented capitals."""
    decoded = nfc(word.translate(_tcvn3()))
    plain = [char for char in word if char.isascii() and char.isalpha()]
    return decoded.upper() if len(plain) > 1 and all(char.isupper() for char in plain) else decoded


def _tu_tcvn3_hoa(word: str) -> str:
    """Return a word of a line that is all in capitals."""
    return nfc(word.translate(_tcvn3())).upper()


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs: dict[str, str] = {}
    for base, letter in {**dict(zip("aeouy", "aeouy", strict=True)), "ô": "ơ", "ö": "ư"}.items():
        pairs |= {base + sign: nfc(letter + tone) for sign, tone in _VNI_TONES.items()}
        if base in "aeo":
            pairs |= {base + sign: nfc(letter + "\u0302" + tone) for sign, tone in _VNI_HAT.items()}
        if base == "a":
            pairs |= {base + sign: nfc(letter + "\u0306" + tone) for sign, tone in _VNI_BREVE.items()}
    pairs |= _VNI_BARE
    pairs |= {code.upper(): letter.upper() for code, letter in pairs.items()}
    longest = sorted(pairs, key=lambda code: (-len(code), code))
    return re.compile("|".join(map(re.escape, longest))), pairs


def tu_vni(word: str) -> str:
    """Return a word typed in VNI for Windows: each accent is a letter of its own behind the vowel ("coäng" cộng)."""
    pattern, pairs = _vni()
    folded = re.sub(r"(?<=[AEOUYÔÖ])[ùøûõïâáàåãäêéèúüë]", lambda sign: sign[0].upper(), word)
    return pattern.sub(lambda code: pairs[code[0]], folded)


def tu_cp1258(word: str) -> str:
    """Return a word of Windows-1258 that was read as Windows-1252: tones are marks behind their letters."""
    return nfc(word.translate(_CP1258))


BANG_MA: dict[str, Callable[[str], str]] = {"TCVN3": tu_tcvn3, "VNI": tu_vni, "Windows-1258": tu_cp1258}
"""The name of an encoding, and the function that decodes one word of it."""

_WORD = re.compile(r"[^\s\x00-\x2c./0-9:;<=>?@\[\\\]^_`{|}~“”‘’–—…]+")
_HIGH = re.compile(r"[\xa1-\xff−]")
_UNICODE = re.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u0323]")
"""Vietnamese letters that a one-byte encoding never produces: a line that has one is Unicode already."""


Word = tuple[int, str, str]
"""Where a word stands in its line, how it was read, how it was meant."""


class _Verdict(NamedTuple):
    """What one word says about an encoding: how it reads there, and whether it was fine, is right or wrong then."""

    turned: str
    fine: bool
    right: bool
    wrong: bool
    lettered: bool


@dataclass(slots=True)
class _Evidence:
    """What speaks for an encoding: words that become syllables, words that do not, words right as they are."""

    right: int = 0
    wrong: int = 0
    fine: int = 0
    words: list[Word] = field(default_factory=list)

    def convinces(self, least: int) -> bool:
        """Return whether at least `least` words are right only when decoded, and hardly any is wrong."""
        return self.right - self.fine >= least and 3 * self.wrong <= self.right


_SHORT = re.compile(r"(?=.*[A-Z]{2}|.*đ|Đ)[A-ZĐĂÂÊÔƠƯ&-]{2,}|[đĐ]")


@lru_cache(maxsize=16384)
def _right(word: str) -> bool:
    """Return whether a word with accents is made of syllables, or is an abbreviation ("NĐ-CP")."""
    parts = [part for part in re.split("[-&]", word.lower()) if part]
    if word.isascii() or not parts:
        return False
    return all(part in forms() or part.isascii() for part in parts) or bool(_SHORT.fullmatch(word))


_CAPITALS = re.compile(r"(?<!\S)[^\s/-]*[A-Z]{2}[^\s/-]*(?!\S)")


def _slid(word: str) -> bool:
    """Return whether a word is explained by a misplaced tone: "tôì" is rather tồi than tố of Windows-1258."""
    repair = sua_tu(word)
    return repair is not None and repair[1] is Cach.DAU_SAI_CHO and repair[2]


def _is_sign(word: str, line: str) -> bool:
    """Return whether a lone character is rather a sign than a letter: a bullet, × or ÷, a pair of « »."""
    return word in ("·", "×", "÷", "−", "±", "Ø", "Þ") or (word in "«»" and "«" in line and "»" in line)


@lru_cache(maxsize=65536)
def _verdict(word: str, decode: Callable[[str], str]) -> _Verdict:
    turned = decode(word)
    fine, right = _right(word) or _slid(word), turned != word and _right(turned)
    signed = decode is tu_tcvn3 and not word.isalpha()
    wrong = not right and not signed and not (fine and turned == word)
    plain = bool(_SIGNED.fullmatch(word))
    return _Verdict(turned, fine or plain, right and not plain, wrong and not plain, bool(_LATIN.search(word)))


_SIGNED = re.compile("[µμ][mgslFAVWH]|[A-Za-z]{2,}®|[A-Z]+−[A-Z]+")
"""Units (µm), trade marks and differences (A−B) are evidence for no encoding."""
_FORMULA = re.compile("[A-Za-z²³]*[×÷−±²³][A-Za-z²³]*|[A-Za-z]·[A-Za-z]")


def _cased(line: str, decode: Callable[[str], str]) -> Callable[[str], str]:
    """Return `decode`, or the way of TCVN3 in capitals for a line that has nothing else."""
    capitals = decode is tu_tcvn3 and not _SMALL.search(line) and _CAPITALS.search(line)
    return _tu_tcvn3_hoa if capitals else decode


_LATIN, _SMALL = re.compile("[A-Za-z]"), re.compile("[a-z]")


def _high_words(line: str) -> list[tuple[int, str]]:
    """Return the words of `line` that have a letter of the upper half of Latin-1, with their places."""
    words = [(match.start(), match[0]) for match in _WORD.finditer(line)]
    return [word for word in words if not word[1].isascii() and _HIGH.search(word[1])]


def _weigh(line: str, words: list[tuple[int, str]], decode: Callable[[str], str]) -> _Evidence:
    """Return the evidence for reading `words` of `line` with `decode`."""
    found = _Evidence()
    decode = _cased(line, decode)
    for place, word in words:
        turned, fine, right, wrong, lettered = _verdict(word, decode)
        found.fine += fine
        found.right += right and len(word) > 1
        found.wrong += wrong
        if turned != word and (lettered or (right and not _is_sign(word, line))):
            found.words.append((place, word, turned))
    return found


def tim_bang_ma(lines: list[str]) -> list[tuple[int, str, bool, list[Word]]]:
    """Return what was typed in an old encoding: (line, encoding, certain, words).

    A line is certain when two words are right only in that encoding and next to none is wrong in it, or when the whole
    text convinces; a lone word in a Unicode line is likely, three of them certain.
    """
    suspects = [place for place, line in enumerate(lines) if _HIGH.search(line)]
    if not suspects:
        return []
    old = [place for place in suspects if not _UNICODE.search(lines[place])]
    high = {place: _high_words(lines[place]) for place in old}
    total = {name: _total(lines, high, decode) for name, decode in BANG_MA.items()}
    best = max(total, key=lambda name: total[name].right - total[name].wrong)
    pure = not any(_UNICODE.search(line) for line in lines)
    result = []
    for place in old:
        names = [best] if total[best].convinces(4) else list(BANG_MA)
        weighed = {name: _weigh(lines[place], high[place], BANG_MA[name]) for name in names}
        name = max(names, key=lambda name: weighed[name].right - weighed[name].wrong)
        found = weighed[name]
        certain = found.convinces(2) or (
            total[name].convinces(4) and found.right > found.wrong and (pure or found.right > found.fine)
        )
        if certain or found.convinces(1):
            result.append((place, name, certain, found.words))
    known = set(old)
    return result + _strays(lines, [place for place in suspects if place not in known])


def _total(lines: list[str], words: dict[int, list[tuple[int, str]]], decode: Callable[[str], str]) -> _Evidence:
    """Return the evidence for `decode` in `words` of many lines, each different word weighed once."""
    counted: dict[Callable[[str], str], Counter[str]] = {}
    for place, found in words.items():
        counted.setdefault(_cased(lines[place], decode), Counter()).update(word for _, word in found)
    total = _Evidence()
    for way, counts in counted.items():
        for word, times in counts.items():
            _, fine, right, wrong, _ = _verdict(word, way)
            total.fine += times * fine
            total.right += times * (right and len(word) > 1)
            total.wrong += times * wrong
    return total


@lru_cache(maxsize=65536)
def _senseless(word: str) -> bool:
    """Return whether a word makes no sense, even with a misplaced tone, but would in a legacy encoding."""
    if word.isascii() or _UNICODE.search(word) or not _HIGH.search(word) or _right(word) or _slid(word):
        return False
    signs = not _LATIN.search(word) or _SIGNED.fullmatch(word) or _FORMULA.fullmatch(word)
    if signs or re.fullmatch("[aeiouyâêôơưă]+", nfc(word.lower())):
        return False
    return any(_right(decode(word)) for decode in (*BANG_MA.values(), _tu_tcvn3_hoa))


def _strays(lines: list[str], places: list[int]) -> list[tuple[int, str, bool, list[Word]]]:
    """Return words that make sense only in an old encoding, in lines that are otherwise Unicode."""
    chunks = set(chain.from_iterable(lines[place].split() for place in places))
    senseless = {chunk for chunk in chunks if not chunk.isascii() and any(map(_senseless, _WORD.findall(chunk)))}
    result = []
    if not senseless:
        return []
    for place in places:
        if senseless.isdisjoint(lines[place].split()):
            continue
        high = [word for word in _high_words(lines[place]) if _senseless(word[1])]
        for name, decode in BANG_MA.items():
            words = [word for word in _weigh(lines[place], high, decode).words if _right(word[2])]
            as_read = "".join(word[1] for word in words)
            if any(char > "\x7f" and char.isalpha() for char in as_read):
                result.append((place, name, len(words) > 2, words))
                break
    return result


_C1252 = {bytes([code]).decode("cp1252", errors="replace"): code for code in range(0x80, 0x100)}
_BYTE = {char: code for char, code in _C1252.items() if char != "\ufffd"} | {
    chr(code): code for code in range(128, 256)
}
_CODES = {code: code for code in range(128)} | {ord(char): code for char, code in _BYTE.items()}
_LEAD = "".join(char for char, code in _BYTE.items() if 0xC2 <= code <= 0xF0)
_FULL = re.compile(
    rb"(?:[\xc2-\xc6\xcb\xcc][\x80-\xbf]|\xe1[\xba\xbb][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82[\xab\xac]|\xe2\x84\xa2)+"
)
_ANY = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2})+")


def giai_utf8(text: str) -> list[Word]:
    """Return the stretches of UTF-8 that were read as one byte per letter ("áº¿" for ế): (place, as read, as meant).

    Only Vietnamese letters, combining marks, quotes, dashes, spaces, ₫ and what Windows-1252 has count as meant, until
    three are found; then any sign does.
    """
    if not _PAIR.search(text):
        return []
    raw = codecs.charmap_encode(text, "replace", _CODES)[0]
    strict = list(islice(_utf8_runs(text, raw, _FULL), 3))
    return sorted([*_utf8_runs(text, raw, _ANY), *_cut_short(text)]) if len(strict) > 2 else strict


_REST = "".join(char for char, code in _BYTE.items() if code < 0xC0)
_PAIR = re.compile(f"[{re.escape(_LEAD)}][{re.escape(_REST)}]")
"""The shortest letter of UTF-8 read byte by byte: a text without such a pair holds no such damage."""
_CUT = re.compile(f"Ã(?: (?= |[,.;:!?)]|$)|(?= ))|(?:Ä|á»)(?![{re.escape(_REST)}])", re.M)
_LETTERS = re.compile(r"[^\W\d_]*")


def _cut_short(text: str) -> list[Word]:
    """Return letters that lost their last byte on the way: a no-break space made a space (à), a control dropped."""
    found = []
    for match in _CUT.finditer(text):
        start, end = match.span()
        options = {"Ã": "à", "Ä": "Đ"}.get(match[0].strip()) or "ềọỏờỐ"
        before = re.search(r"[^\W\d_]*$", text[max(0, start - 6) : start])
        rest = _LETTERS.match(text, end)
        around = (before[0] if before else "", rest[0] if rest else "")
        likely = [letter for letter in options if letter.join(around).lower() in forms()]
        if len(likely) == 1 or len(options) == 1:
            found.append((start, match[0], (likely or options)[0]))
    return found


def _utf8_runs(text: str, raw: bytes, shape: re.Pattern[bytes]) -> Iterator[Word]:
    """Find what has `shape` in `raw`, which holds one byte for every character of `text`."""
    for part in shape.finditer(raw):
        start, end = part.span()
        try:
            yield start, text[start:end], part[0].decode("utf-8")
        except UnicodeDecodeError:
            continue


def giai_ma(data: bytes) -> str:
    """Return the text of a file, whatever its encoding: UTF-8 or UTF-16 where they are, else bytes as Latin letters.

    Text from TCVN3, VNI or Windows-1258 files comes out unread, for `sua` to mend. A byte-order mark is left out.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if len(data) > 3 and data[1:200:2].count(0) > len(data[1:200:2]) // 2:
        return data.decode("utf-16-le", errors="replace")
    back = {code: char for char, code in _C1252.items() if char != "\ufffd"}
    return "".join(chr(code) if code < 128 else back.get(code, chr(code)) for code in data)
