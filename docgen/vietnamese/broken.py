"""Syllables broken by a space: "h ồ sơ", "Ch ỉ thị", "thu ậ n". What is found is an edit; nothing is changed here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from docgen.vietnamese.letters import POINTS, TONES, nfc
from docgen.vietnamese.marks import Cach, sua_tu
from docgen.vietnamese.spacing import Edit
from docgen.vietnamese.syllables import CODAS, ONSETS, la_am_tiet, tach_thanh

_TOKENS = re.compile(r"[^\W\d_]+")
CHU_CU = re.compile(r"[^\W\d_][¡-¬®µ-¹»-¾×]")
"""A letter and behind it a sign that is a letter in TCVN3: "C«ng", "x·"."""

_STARTS = {onset for onset in ONSETS if onset != "gi"} | {"q"}
_PARTS = _STARTS | set(CODAS)
_CONSONANTS = "bcdđghklmnpqrstvx"
_VOWELS = frozenset(nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *TONES))
_LABELLING = frozenset(
    "điểm khoản mục nhóm lớp loại hạng tổ khu lô nhà phòng vitamin hình bảng câu án ý bước cột gan số biến chữ".split()  # noqa: SIM905
)
_STANDS = frozenset(
    """ai am an án anh ảnh ao áo áp ăn âm ấm ẩm ân ấn ẩn âu ấy ẩy em én êm im in ít oan ông ôn ổn ốm ồn ống ở ơn ớt
    u ung ủng úng uống uốn ướm ươm ướp ướt ước ương ưa ứng ưu ứ y ý yêm yểm yên yến yết yêu yếu yểu uy ủy uỷ
    uyển""".split()  # noqa: SIM905
)
"""Words that begin with a vowel and may follow a lone letter ("điểm c ở trên"): joining them is never certain."""
_ALONE = _STANDS | frozenset(
    """ách ải ác áng ánh ào ảo át ắp ắt ấp ẩu ép én éo ếch ích óc ói ốc ối ổi ới úa úc út ủa ủi à á ạ ả ế ề ố ồ
    ờ ớ ở ô ơ ư ý""".split()  # noqa: SIM905
)
"""Words that begin with a vowel and stand behind any word: "cho ánh sáng" is not one broken syllable."""


Syllable = tuple[int, int, str, int]
"""Start, end, the syllable, and how sure: 2 certain, 1 likely, 0 only where a text is full of such breaks."""


def tach(text: str) -> Iterator[Edit]:
    """Find syllables broken by a space: "h ồ sơ", "Ch ỉ thị", "thu ậ n". Where many are certain, all are."""
    tokens_once = set(_TOKENS.findall(" ".join(set(text.split()))))
    odd = {word for word in tokens_once if len(word) < 6 and _is_no_word(word)}
    if not odd:
        return
    tokens = [match.span() for match in _TOKENS.finditer(text)]
    found: list[Syllable] = []
    free = 0
    for place in _openings(text, tokens, odd):
        if place < free:
            continue
        start, before = tokens[place - 1] if place else (0, -2)
        joined = found[-1][2] if found and place == free else text[start:before]
        span = _span(text, tokens, place, joined if tokens[place][0] == before + 1 else "")
        if span is not None:
            length, joined, sure = span
            free = place + length
            found.append((tokens[place][0], tokens[free - 1][1], joined, sure))
    certain = sum(sure == 2 for *_, sure in found)
    habit = certain > 2 and 400 * certain > len(tokens)
    for start, end, joined, sure in found:
        if sure or habit:
            yield start, end, joined, Cach.TACH, habit or sure == 2


def _openings(text: str, tokens: list[tuple[int, int]], odd: set[str]) -> list[int]:
    """Return the tokens that may begin a broken syllable: one of it and the next, a space apart, is `odd`."""
    marked = [place for place, word in enumerate(_TOKENS.findall(text)) if word in odd]
    places = {place for place in marked if place + 1 < len(tokens)} | {place - 1 for place in marked if place}
    return sorted(place for place in places if tokens[place + 1][0] == tokens[place][1] + 1)


def _span(text: str, tokens: list[tuple[int, int]], place: int, word_before: str) -> tuple[int, str, int] | None:
    """Return the longest run of bits from `place` that makes one syllable: (bits, syllable, how sure).

    A lone letter behind "điểm", "vitamin" and the like is a label, and so are lone letters in a row.
    """
    start, end = tokens[place]
    if end - start > 5 or text[end : end + 1] != " " or CHU_CU.fullmatch(text, max(start - 2, 0), start):
        return None
    bits = [text[start:end]]
    if word_before and _broken(word_before) and len(word_before) > 1 and bits[0][0].lower() not in _CONSONANTS:
        return None
    best = None
    for following in range(place + 1, min(place + 4, len(tokens))):
        before, after = tokens[following - 1][1], tokens[following]
        if after[0] - before != 1 or text[before] != " " or after[1] - after[0] > 5:
            break
        bits.append(text[after[0] : after[1]])
        if not any(map(_is_no_word, bits)) or (len(bits) > 2 and not all(map(_rarely_alone, bits[1:]))):
            break
        joined = _syllable("".join(bits))
        if joined and not _glued(text, start, after[1]) and not _starts_next(text, bits[-1], after[1]):
            best = (len(bits), joined, _certainty(tuple(bits)))
    if best and len(bits[0]) == 1:
        row = all(bit.lower() in POINTS for bit in bits[: best[0]])
        label = bits[1].lower() in _STANDS and word_before.lower() in _LABELLING
        return None if row or label else best
    return best


@lru_cache(maxsize=16384)
def _syllable(joined: str) -> str:
    """Return the syllable that joined bits make, "" where they make none."""
    if len(joined) > 7 or not (joined.isupper() or joined[1:].islower()):
        return ""
    if la_am_tiet(joined):
        return joined
    repair = None if joined.isascii() else sua_tu(joined)
    return repair[0] if repair and la_am_tiet(repair[0]) else ""


def _starts_next(text: str, bit: str, end: int) -> bool:
    """Return whether consonants at the end of a run rather begin the bit behind them: "điện tử ng ày"."""
    if bit.lower() not in _STARTS:
        return False
    following = _TOKENS.match(text, end + 1) if text[end : end + 1] == " " else None
    return bool(following and following[0][0].lower() not in _CONSONANTS and _syllable(bit + following[0]))


def _glued(text: str, start: int, end: int) -> bool:
    """Return whether a sign or figure touches the run: "km/h ở", "5m", "x.y"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(re.match(r"[\w/&.'’@\u0300-\u036f-]", before) or re.match(r"[\w/&@'’\u0300-\u036f-]", after))


def _broken(bit: str) -> bool:
    """Return whether a bit is not a syllable by itself."""
    return not la_am_tiet(bit)


@lru_cache(maxsize=65536)
def _is_no_word(bit: str) -> bool:
    """Return whether a bit is not a word: no syllable, a lone accented vowel, the rest of a syllable ("ếp", "ạch")."""
    low = bit.lower()
    if _broken(bit) or low == "gi":
        return True
    if len(bit) == 1 and not bit.isascii():
        return low not in _STANDS
    return _is_rest(low)


def la_manh(word: str) -> bool:
    """Return whether a word is likely a part of a broken syllable: "ng", "ếp", a lone "ồ"."""
    if word.isascii():
        return word in _PARTS and len(word) > 1
    return _is_no_word(word)


def _is_rest(bit: str) -> bool:
    """Return whether a bit that begins with an accented vowel is not used as a word, but ends a broken syllable."""
    if len(bit) < 2 or bit[0] not in _VOWELS or bit in _ALONE:
        return False
    accented = bit if bit[0] == "y" else bit[0]
    return not accented.isascii()


def _glides(bit: str) -> bool:
    """Return whether a bit may be a syllable up to the middle of iê, yê, uô, ươ, oa, uâ: it bears no tone yet."""
    return bit[-1] in "iyuưo" and bit[0] not in _VOWELS and not tach_thanh(bit)[1]


@lru_cache(maxsize=16384)
def _rarely_alone(bit: str) -> bool:
    """Return whether a bit is rarely a word by itself."""
    return not la_am_tiet(bit) or len(bit) == 1 or (len(bit) < 4 and bit.lower() not in _STANDS)


class _Pair:
    """Two bits that make one syllable together, and what tells how sure it is that they were one."""

    def __init__(self, first: str, last: str) -> None:
        low = self.first, self.last = first.lower(), last.lower()
        self.plain = (first + last).isascii()
        self.lone = len(first) == 1
        self.upper_first = first.isupper()
        self.any_upper = self.upper_first or last.isupper()
        self.last_is_word = self.last in _STANDS
        in_vowel = _glides(self.first) and _is_rest(self.last)
        self.vowel_split = in_vowel or (self.first == "gi" and not last.isascii())
        self.onset_split = self.first in _STARTS and self.last[0] not in _CONSONANTS
        self.coda_split = self.last in CODAS and len(last) > 1
        no_syllables = [bit for bit in (first, last) if _broken(bit)]
        self.no_words = len(no_syllables) == 2 or not "".join(no_syllables).isascii()
        self.has_onset = not _STARTS.isdisjoint(low)
        self.has_part = not _PARTS.isdisjoint(low)


_PAIRS: tuple[tuple[Callable[[_Pair], bool], int, str], ...] = (
    (lambda pair: pair.vowel_split and pair.last_is_word, 0, "gi áo"),
    (lambda pair: pair.vowel_split and len(pair.last) > 1, 2, "ti ểu"),
    (lambda pair: pair.vowel_split, 1, "gi ờ"),
    (lambda pair: pair.lone and pair.plain and (pair.last_is_word or pair.upper_first), 0, "C ung"),
    (lambda pair: pair.lone and pair.plain, 1, "t heo"),
    (lambda pair: pair.onset_split and not pair.last_is_word, 2, "h ải"),
    (lambda pair: pair.onset_split and pair.lone, 0, "S ở"),
    (lambda pair: pair.onset_split and pair.upper_first, 1, "TH ÁO"),
    (lambda pair: pair.onset_split, 2, "th êm"),
    (lambda pair: pair.coda_split, 2, "lạ nh"),
    (lambda pair: pair.no_words and pair.plain and pair.has_onset, 1, "xoon g"),
    (lambda pair: pair.no_words, 2, "thậ p"),
    (lambda pair: pair.lone and pair.upper_first, 0, "N hờ"),
    (lambda pair: pair.has_part and not pair.any_upper, 1, "họ c"),
    (lambda _: True, 0, "LÚ C"),
)
"""What holds of a pair, how sure it is one syllable then, and an example. The first that holds counts."""


@lru_cache(maxsize=16384)
def _certainty(bits: tuple[str, ...]) -> int:
    """Return how sure it is that bits are one syllable: 2 certain, 1 likely, 0 not by itself."""
    if len(bits) == 2:
        pair = _Pair(*bits)
        return next(sure for holds, sure, _ in _PAIRS if holds(pair))
    no_words = sum(_is_no_word(bit) for bit in bits)
    return 2 if no_words >= len(bits) - 1 else 1
