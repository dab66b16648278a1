"""Words by which a row of a source calls itself: a total, the whole of a place, or by its own name.

Hides: which words say "total" and which only look so (Tổng công ty, Cộng tác viên).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.model.fields import identifier

_EXACT = ("tong_cong", "tong_so", "tong", "cong", "total")
_OTHER_MARKS = {"tong": "tổng", "cong": "cộng"}  # words of one syllable that mean other things with other marks
_WORD = re.compile(r"(?:(\w+)\s+)?\b(tổng|cộng|total)\b(?:\s+(\w+))?")
_UNACCENTED = re.compile(r"\b(?:tong cong|tong so|total)\b")
OPENING = re.compile(r"(?:[-+*•–]\s*|[ivx\d]+[.)]\s*)?(?:tổng cộng|tổng số|cộng|total|grand total)\b")
_AFTER_TONG = re.compile(
    "công|cục|hợp|thể|kết|giám|bí|thư|đài|kho|thầu|quan|quát|luận|tuyển|động|điều|duyệt|vệ|kiểm|rà|tham|lãnh|khởi|tiến|"
    "phổ|trưởng|đội|sản"
)  # tổng công ty, tổng hợp, tổng vệ sinh: other words
# A sum of another kind, or the name of a place: xã Tổng Cọt.
_BEFORE = ("công", "điểm", "xã", "phường", "trấn", "thôn", "bản", "ấp", "xóm", "làng", "huyện", "sông", "hồ", "đập")
_AFTER_CONG = re.compile("tác|dồn|đồng|hòa|hoà|sự|hưởng|sinh|điểm")
_WHOLE = re.compile(
    r"[-+*•–\s]*(?:(?:toàn|cả)\s+(?:tỉnh|thành phố|tp|ngành|quốc|nước|huyện|quận|thị xã|xã(?!\s+hội)|phường|thị trấn|"
    r"đặc khu|khu vực|vùng|miền|hệ thống|đơn vị|cơ quan|trường|khối|bộ|năm|kỳ)\b(?:\s+\w+){0,4}|tất cả|chung)"
    r"\s*[:.]?\s*(?:\([^()]*\))?",
    re.IGNORECASE,
)
OF_WHICH = re.compile(r"[-+*•–\s]*(?:trong đó|bao gồm|gồm)\b", re.IGNORECASE)
_DASHED = re.compile(r"(?!\*[^\s*][^*]*\*)[-+*•–]\s*[^\W\d]")  # "* Nữ"; "*Nữ*" is printed in italics
_FIGURE = re.compile(r"[-+]?\d[\d.,]*%?")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_ONLY_LABEL = re.compile(r"[IVXLC]+|\w\)?\.?")


def label_of(values: Sequence[object]) -> str:
    """Return what a row calls itself: its first words that say "total", else its first words."""
    words: list[str] = []
    for value in values:
        text = " ".join(value.split()) if isinstance(value, str) else ""
        is_figure = _FIGURE.fullmatch(text) if isinstance(value, str) else value is not None
        if words and is_figure:
            break  # what comes after a figure is a remark
        if _HAS_LETTER.search(text) and not _ONLY_LABEL.fullmatch(text):
            words.append(text)
    for text in words:
        if says_total(text):
            return text
    if words:
        return words[0]
    filled = [str(value) for value in values if value not in (None, "")]
    return filled[0] if len(filled) > 1 else ""  # such as a year


def says_total(label: str) -> bool:
    """Return whether a label has a word for a total in it."""
    if is_exact(label) or (label.isascii() and _UNACCENTED.search(label.lower())):
        return True
    for before, word, after in _WORD.findall(label.lower()):
        other = _AFTER_TONG if word == "tổng" else _AFTER_CONG
        if word == "total" or not (other.fullmatch(after) or before in _BEFORE):
            return True
    return False


def is_exact(label: str, own: str = "") -> bool:
    """Return whether a label is nothing but the name of a total, such as `own`, the table's name for it."""
    text = re.sub(r"\([^()]*\)", " ", label)
    bare = identifier(text)
    if bare in _OTHER_MARKS and not text.isascii() and _OTHER_MARKS[bare] not in text.lower():
        return False  # "Cống": a culvert
    return bare in _EXACT or (bool(own) and bare == identifier(own))


def says_whole(label: str) -> bool:
    """Return whether a label names all that the other rows are of: "Toàn tỉnh", "Cả nước", "Toàn ngành Y tế"."""
    return _WHOLE.fullmatch(label) is not None


def says_part(label: str) -> bool:
    """Return whether a row calls itself a part: "Trong đó: lương", "- Lương"."""
    return _DASHED.match(label) is not None or OF_WHICH.match(label) is not None
