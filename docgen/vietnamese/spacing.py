"""Spaces and signs: what cannot be seen, what breaks a syllable in two, what stands around punctuation.

Every function finds edits in a text and changes nothing: (start, end, new text, what it mends, certain).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.vietnamese.marks import Cach
from docgen.vietnamese.papers import LOAI_VAN_BAN
from docgen.vietnamese.syllables import CODAS, ONSETS, la_am_tiet

Edit = tuple[int, int, str, Cach, bool]

INVISIBLE = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNSEEN = re.compile(rf"(?P<before>[^\W\d_]*)(?P<signs>[{INVISIBLE}{_CONTROLS}]+)(?=(?P<after>[^\W\d_]*))")
_EMOJI = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]")
_C1 = {"\x85": "…", "\x91": "‘", "\x92": "’", "\x93": "“", "\x94": "”", "\x96": "–", "\x97": "—"}
_SPACES = re.compile(r"[\t \xa0]*[\xa0\u2000-\u200a\u202f\u205f\u3000][\xa0\u2000-\u200a\u202f\u205f\u3000 ]*")


def an(text: str) -> Iterator[Edit]:
    """Find characters that cannot be seen. Between two syllables that make no third, one stood for a space."""
    for match in _UNSEEN.finditer(text):
        start, end = match.span("signs")
        signs, before, after = match["signs"], match["before"], match["after"]
        if "\u200d" in signs and (_EMOJI.match(text, start - 1) or _EMOJI.match(text, end)):
            continue
        quotes = "".join(_C1.get(sign, "") for sign in signs)
        apart = before and after and not la_am_tiet(before + after) and la_am_tiet(before) and la_am_tiet(after)
        yield start, end, quotes or (" " if apart else ""), Cach.VO_HINH, True


def trang(text: str) -> Iterator[Edit]:
    """Find spaces of foreign widths. A no-break space by a figure or sign is meant; between words it is likely not."""
    found = list(_SPACES.finditer(text))
    between = sum(match[0] == "\xa0" and _letters(text, *match.span()) for match in found)
    for match in found:
        start, end = match.span()
        inside = start > 0 and text[start - 1] != "\n" and end < len(text) and text[end] != "\n"
        if match[0] in ("\xa0", "\u202f"):
            if inside and not _letters(text, start, end):
                continue
            yield start, end, " " if inside else "", Cach.KHOANG_TRANG, not inside or between > 2
        elif not inside and text[start : start + 1] in "\xa0\u3000" and (start == 0 or text[start - 1] == "\n"):
            continue
        else:
            yield start, end, " ", Cach.KHOANG_TRANG, len(match[0]) < 3 or not match[0].strip("\u2000-\u200a")


def _letters(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalpha() and text[end : end + 1].isalpha()


_TOKENS = re.compile(r"[^\W\d_]+")
_STARTS = {onset for onset in ONSETS if onset != "gi"} | {"q"}
_PARTS = _STARTS | set(CODAS)
_VOWELS = "aeiouyăâêôơư"
_LABELLING = frozenset(
    "điểm khoản mục nhóm lớp loại hạng tổ khu lô nhà phòng vitamin hình bảng câu án ý bước cột gan".split()  # noqa: SIM905
)
_STANDS = frozenset(
    """a á à ả ác ai ái am an án ang anh ánh ảnh ao áo ảo áp át ăn ẵm ắt âm ấm ẩm ân ấn ẩn ấp ập ất âu ấu ẩu ây ấy
    e é em én eo ép ê ế ếch êm i ỉ ích im in ít ỉu o ong ong oai oán oan oanh oi ói om óc ọc ong óng ô ổ ố ốc ôi ối ổi
    ôm ốm ôn ổn ồn ông ống ộp ốp ơ ở ớ ơi ơn ớt u ủ ú ụ ùa ua úc um ung ủng úng uống uốn uổng uy úp ụp út ưa ứa ức ưng
    ứng ửng ước ướm ươm ướp ướt ương ưu ý y ỳ ỷ yêm yếm yểm yên yến yết yêu yếu yểu uẩn uất uế uể uyên uyển ủi úi ùn ủy
    uỷ oà òa oái oải oách""".split()  # noqa: SIM905
)
"""Words that begin with a vowel and may follow a lone letter ("điểm c ở trên"): joining them is never certain."""


def tach(text: str) -> Iterator[Edit]:
    """Find syllables broken by a space: "h ồ sơ", "Ch ỉ thị", "thu ậ n"."""
    tokens = [match.span() for match in _TOKENS.finditer(text)]
    place, count = 0, len(tokens)
    while place < count - 1:
        span = _span(text, tokens, place)
        if span is None:
            place += 1
            continue
        length, joined, certain = span
        if certain is not None:
            yield tokens[place][0], tokens[place + length - 1][1], joined, Cach.TACH, certain
        place += length


def _span(text: str, tokens: list[tuple[int, int]], place: int) -> tuple[int, str, bool | None] | None:
    """Return the longest run of bits from `place` that makes one syllable: (bits, syllable, certain)."""
    start, end = tokens[place]
    if end - start > 5 or text[end : end + 1] != " ":
        return None
    bits = [text[start:end]]
    best = None
    for following in range(place + 1, min(place + 4, len(tokens))):
        before, after = tokens[following - 1][1], tokens[following]
        if after[0] - before != 1 or text[before] != " " or after[1] - after[0] > 5:
            break
        bits.append(text[after[0] : after[1]])
        if not any(_broken(bit) for bit in bits):
            break
        joined = "".join(bits)
        if len(joined) > 7 or (len(bits) > 2 and not all(_loose(bit) for bit in bits[1:])):
            break
        if la_am_tiet(joined) and _one_case(joined) and not _glued(text, start, after[1]):
            best = (len(bits), joined, _sure(bits, text[after[1] :][:6]))
    if best and len(bits[0]) == 1 and (all(len(bit) == 1 for bit in bits) or _labelled(text, tokens, place)):
        return None
    return best


def _labelled(text: str, tokens: list[tuple[int, int]], place: int) -> bool:
    """Say whether the word before makes a lone letter a label: "điểm c", "vitamin C", "phương án b"."""
    return place > 0 and text[slice(*tokens[place - 1])].lower() in _LABELLING


def _glued(text: str, start: int, end: int) -> bool:
    """Say whether a sign or figure touches the run: "km/h ở", "5m", "x.y"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(re.match(r"[\w/&.'’@-]", before) or re.match(r"[\w/&@'’-]", after))


def _one_case(word: str) -> bool:
    return word.isupper() or word[1:].islower()


def _broken(bit: str) -> bool:
    """Say whether a bit is no syllable of its own."""
    return not la_am_tiet(bit)


def _loose(bit: str) -> bool:
    """Say whether a bit hardly stands alone."""
    return not la_am_tiet(bit) or (len(bit) < 3 and bit.lower() not in _STANDS)


def _sure(bits: list[str], rest: str) -> bool | None:
    """Say whether joining is certain (True), likely (False) or not worth a word (None)."""
    low = [bit.lower() for bit in bits]
    first, last = low[0], low[-1]
    if len(bits) > 2:
        return sum(_broken(bit) for bit in bits) >= len(bits) - 1 or not any(bit.isascii() for bit in low[1:-1])
    if len(first) == 1 and "".join(bits).isascii():
        return False if last not in _STANDS and bits[0].islower() else None
    if first in _STARTS and last[0] not in "bcdđghklmnpqrstvx":
        if len(first) > 1:
            return not (bits[0].isupper() and last in _STANDS)
        if last in _STANDS:
            return None if bits[0].isupper() or not la_am_tiet(last) else False
        return True
    if last in CODAS and len(last) > 1:
        follows = re.match(r" ([^\W\d_]+)", rest)
        return not (follows and la_am_tiet(last + follows[1].lower()))
    if all(_broken(bit) for bit in bits) or any(_broken(bit) and not bit.isascii() for bit in bits):
        return not any(bit in _STARTS for bit in low) or not all(bit.isascii() for bit in low)
    if len(first) == 1 and bits[0].isupper():
        return None
    return False if any(bit in _PARTS for bit in low) and not any(bit.isupper() for bit in bits) else None


_TYPES = "|".join(sorted(LOAI_VAN_BAN.values(), key=len, reverse=True))
_RULES: tuple[tuple[str, str, Cach, bool], ...] = (
    (r"[^\W\d_]( +)[,;](?=\s|$)", "", Cach.DAU_CAU, True),
    (r"[^\W\d_]( )[.!?:](?=\s|$)", "", Cach.DAU_CAU, True),
    (r"[\w,;.!?%]( )[)\]”’](?=[\s.,;:]|$)", "", Cach.DAU_CAU, True),
    (r"[(\[“‘]( +)\w", "", Cach.DAU_CAU, True),
    (r"(?<![\w=.\"'])[^\W\d_]{2,}+[,;]()[^\W\d_]{2,}+(?![\w=(.\"'])", " ", Cach.DAU_CAU, False),
    (r"[^\W\d_]{2}\.()[A-ZÀ-ÝĐƠƯ][^\W\d_]+ ", " ", Cach.DAU_CAU, False),
    (rf"\d( ?/ ?)(?:{_TYPES}) ?[-\u2010-\u2015\u2212]", "/", Cach.DAU_CAU, True),
    (rf"\d ?/ ?(?:{_TYPES})( ?[\u2010-\u2015\u2212] ?)[A-ZĐ]", "-", Cach.GACH, True),
    (r"[^\W_]([\u2010\u2011])[^\W_]", "-", Cach.GACH, True),
    (r"[^\W\d_](\u2212)[^\W\d_]", "-", Cach.GACH, True),
    (r"Độc lập(\s*[–—]\s*)Tự do", " - ", Cach.GACH, True),
    (r"Tự do(\s*[–—]\s*)Hạnh phúc", " - ", Cach.GACH, True),
    (r"(?<!`)(``)(?!`)", '"', Cach.GACH, False),
    (r"(?<!')('')(?!')", '"', Cach.GACH, False),
    (r"[\w.,;!?](“)(?=[\s.,;:)]|$)", "”", Cach.GACH, False),
    (r"\s(”)\w", "“", Cach.GACH, False),
)
"""Pattern, what its first group becomes, what is mended, whether that is certain."""

_PATTERNS = [(re.compile(pattern, re.M), new, what, certain) for pattern, new, what, certain in _RULES]


_WIDE = re.compile(r"(?<=[\w,;.!?:)”])  (?=[\w(“])")
_BLANK = re.compile(r"(?:ngày|tháng|năm|[Ss]ố:?)$")


def _wide(text: str) -> Iterator[Edit]:
    """Find two spaces where a sentence wants one. More than two, or blanks of a draft, are layout."""
    for match in _WIDE.finditer(text):
        start, end = match.span()
        line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
        if "   " in line or line.startswith(" ") or _BLANK.search(text[max(0, start - 5) : start]):
            continue
        prose = not line.isascii() and line.count("  ") < 4
        if prose and not text.startswith(("tháng", "năm"), end):
            yield start, end, " ", Cach.DAU_CAU, True


def dau_cau(text: str) -> Iterator[Edit]:
    """Find stray spaces and signs around punctuation, in numbers of papers and in the motto."""
    yield from _wide(text)
    for pattern, new, what, certain in _PATTERNS:
        for match in pattern.finditer(text):
            yield *match.span(1), new, what, certain
