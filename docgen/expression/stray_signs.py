"""What a text would print as signs although it was meant as something: placeholders, slips of tags, web marks.

Promises no alarm for braces, angle brackets and «…» of sound papers: what is inside must be a name that docgen knows,
or look like one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from docgen import vietnamese
from docgen.expression.errors import ExpressionError
from docgen.expression.tags import tokens
from docgen.vietnamese.syllables import forms

_NAME = r"[A-Za-z_]\w*(?:\.\w+)*"
_OTHERS_FIELD = r"MERGEFIELD|DOCPROPERTY|DOCVARIABLE|INCLUDETEXT|INCLUDEPICTURE|FORMTEXT|MERGEREC|MERGESEQ"
_HINTS = re.compile(rf"[{{}}«&]|<[</a-zA-Z]|%\}}|\[\^|\]\(|{_OTHERS_FIELD}")
_PLACEHOLDER = re.compile(
    rf"(?P<dollar>\$\{{\s*(?P<a>{_NAME})\s*\}})|(?P<brace>\{{\s*(?P<b>{_NAME})\s*\}}\}}?)"
    rf"|(?P<quote>«\s*(?P<c>(?u:[^\W\d]\w*(?:\.\w+)*))\s*»)|(?P<angle><<\s*(?P<d>{_NAME})\s*>>)"
    rf"|(?P<code>\{{\s*(?:{_OTHERS_FIELD}|DATE|TIME|PAGEREF|REF|SEQ)\s+\"?(?P<e>[\w.]*)[^{{}}\n]{{0,200}}\}})"
    rf"|(?P<word>(?<!\w)(?:{_OTHERS_FIELD})\s+\"?(?P<f>{_NAME})\"?(?:\s+\\\*\s*MERGEFORMAT)?)",
    re.ASCII,
)
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FIELD_WORDS = (
    "ho", "ten", "ngay", "thang", "nam", "so", "ma", "stt", "dia", "chuc", "gioi", "lop", "diem", "tien", "don", "que",
    "dan", "loai", "tinh", "huyen", "xa", "cccd", "cmnd", "sdt", "mst", "name", "date", "address", "phone", "email",
)  # fmt: skip
"""What the fields of a mail merge are named with, without accents: «Ten», «Diachi»."""
_STRAY = re.compile(r"\}\}|%\}|#\}")
_WEB = re.compile(
    r"(?P<link>!?\[[^\[\]\n]{1,300}\]\((?:https?:|www\.|mailto:|/|\#)[^)\s]{0,500}\))|(?P<note>\[\^[\w-]{1,30}\]:?)"
    r"|(?P<line><br\s*/?>)|(?P<html></?(?:b|i|u|p|strong|em|sup|sub|span|div|font|center|table|tr|td|li|ul|ol|a)"
    r"(?:\s[^<>\n]{0,300})?/?>)|(?P<entity>&(?:nbsp|amp|lt|gt|quot|apos|ndash|mdash|\#\d{1,6}|\#x[0-9a-fA-F]{1,5});)",
    re.I,
)
_TAG_NAME = re.compile(r"[a-zA-Z]+")
_REMEDIES = {
    "link": "Viết chữ và địa chỉ ra thành câu; docgen không làm liên kết.",
    "note": "Viết chú thích vào câu, trong ngoặc; docgen không làm chú thích cuối trang.",
    "line": "Xóa đi, xuống dòng thật trong văn bản.",
    "html": "Xóa đi; chữ nghiêng viết *…*, chữ đậm viết **…**.",
    "entity": "Thay bằng chính dấu ấy.",
}


class StraySign(NamedTuple):
    """A stretch that will be printed as signs. `kind`: "placeholder", "stray" or "web"."""

    kind: str
    offset: int
    text: str
    remedy: str


def stray_signs(text: str, known: Callable[[str], bool]) -> Iterator[StraySign]:
    """Yield what in a text, outside its tags, is not text; `known` says whether a name means something here."""
    if not _HINTS.search(text):
        return
    try:
        stretches = [(token.offset, token.text) for token in tokens(text) if token.kind == "text"]
    except ExpressionError:
        return  # an open tag has its own finding, and what follows it is uncertain
    for begin, part in stretches:
        for item in sorted([*_placeholders(part, known), *_web(part)], key=lambda item: item.offset):
            yield item._replace(offset=begin + item.offset)


def _placeholders(text: str, known: Callable[[str], bool]) -> Iterator[StraySign]:
    position = 0
    for match in _PLACEHOLDER.finditer(text):
        name = next((match[group] for group in "abcdef" if match[group]), "")
        is_known = known(name)
        looks_like_name = "_" in name or "." in name
        in_signs = match["dollar"] or match["angle"] or match["code"] or (match["brace"] and len(name) > 1)
        is_field = (match["quote"] and _names_a_field(name)) or (match["word"] and _is_argument(match))
        if not (is_known or looks_like_name or in_signs or is_field):
            continue
        yield from _strays(text, position, match.start())
        position = match.end()
        remedy = "Viết {{ tên }} với tên mà docgen biết, hoặc viết hẳn chữ."
        if is_known:
            remedy = f"Viết {{{{ {name} }}}}."
        yield StraySign("placeholder", match.start(), match[0], remedy)
    yield from _strays(text, position, len(text))


def _names_a_field(word: str) -> bool:
    """Return whether one word is written as a field is named: «Ten», «HoTen», «diachi»; «Xanh» and «Zalo» are not."""
    parts = [part.lower() for part in _PARTS.findall(word.rstrip("0123456789"))]
    if not word.isascii() or not parts:
        return False
    if len(parts) > 1:
        named = (part in _FIELD_WORDS or part in _bare_syllables() for part in parts)
        return len(parts[0]) > 1 and all(named)
    word = parts[0]
    return any(word[: len(head)] == head and (word == head or word[len(head) :] in _bare_syllables())
               for head in _FIELD_WORDS if len(head) > 2 or word in (head, f"{head}ten"))  # fmt: skip


@cache
def _bare_syllables() -> frozenset[str]:
    return frozenset(map(vietnamese.khong_dau, forms()))


def _is_argument(match: re.Match[str]) -> bool:
    """Return whether the word after MERGEFIELD is its name, not the next word of a sentence."""
    return match[0] == match.string.strip() or not match["f"].islower() or '"' in match[0] or "\\" in match[0]


def _strays(text: str, begin: int, end: int) -> Iterator[StraySign]:
    for match in _STRAY.finditer(text, begin, end):
        opening = {"}}": "{{", "%}": "{%", "#}": "{#"}[match[0]]
        yield StraySign("stray", match.start(), match[0], f"Thêm {opening} ở đầu thẻ, hoặc xóa dấu này.")


def _web(text: str) -> Iterator[StraySign]:
    opened: set[str] = set()
    for match in _WEB.finditer(text):
        if match["html"]:
            name = (_TAG_NAME.search(match[0]) or match)[0].lower()
            if match[0].startswith("</") and name in opened:
                continue  # reported where it opens
            opened.add(name)
        yield StraySign("web", match.start(), match[0], _REMEDIES[match.lastgroup or "html"])


CODES = {"placeholder": "DL130", "stray": "DL131", "web": "DL132"}
_SAID = {
    "placeholder": "“{}” không phải thẻ của docgen nên sẽ in nguyên",
    "stray": "dấu “{}” không có dấu mở nên sẽ in nguyên",
    "web": "“{}” sẽ in nguyên",
}


def said(found: StraySign) -> str:
    """Return what a clerk reads of a stray sign."""
    return _SAID[found.kind].format(found.text if len(found.text) <= 60 else f"{found.text[:57]}…")
