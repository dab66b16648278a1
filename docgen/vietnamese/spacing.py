"""What cannot be seen in a text, and what breaks a syllable in two.

Every function finds edits in a text and changes nothing: (start, end, new text, what it mends, certain).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from docgen.vietnamese.legacy import tu_tcvn3
from docgen.vietnamese.letters import POINTS, TONES, nfc
from docgen.vietnamese.marks import Cach, sua_tu
from docgen.vietnamese.syllables import CODAS, ONSETS, la_am_tiet, tach_thanh

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


@lru_cache(maxsize=16384)
def _certainty(bits: tuple[str, ...]) -> int:
    """Return how sure it is that bits are one syllable: 2 certain, 1 likely, 0 not by itself."""
    low = [bit.lower() for bit in bits]
    first, last = low[0], low[-1]
    if len(bits) > 2:
        return 2 if sum(_is_no_word(bit) for bit in bits) >= len(bits) - 1 else 1
    if (_glides(first) and _is_rest(last)) or (first == "gi" and not last.isascii()):
        if last in _STANDS:
            return 0
        return 2 if len(last) > 1 else 1
    if len(first) == 1 and "".join(bits).isascii():
        return int(last not in _STANDS and bits[0].islower())
    if first in _STARTS and last[0] not in _CONSONANTS:
        if len(first) > 1:
            return 1 if bits[0].isupper() and last in _STANDS else 2
        return 0 if last in _STANDS else 2
    if last in CODAS and len(last) > 1:
        return 2
    if all(_broken(bit) for bit in bits) or any(_broken(bit) and not bit.isascii() for bit in bits):
        return 1 if any(bit in _STARTS for bit in low) and "".join(bits).isascii() else 2
    if len(first) == 1 and bits[0].isupper():
        return 0
    return int(any(bit in _PARTS for bit in low) and not any(bit.isupper() for bit in bits))
