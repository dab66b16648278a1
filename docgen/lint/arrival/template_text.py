"""A Word template as a clerk reads it: the paragraphs of its parts, with their tags as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from docgen import expression
from docgen.expression import ExpressionError, Token
from docgen.finding import Where
from docgen.lint.arrival.word_text import WordText
from docgen.lint.arrival.words import words
from docgen.model.vocabulary import PART_MARK, part_named
from docgen.ooxml.package import Package
from docgen.ooxml.plain import make_plain
from docgen.word import Paragraph

_SCOPE = re.compile(r"^(?:p|tr|tc|r)\s+")
_OTHERS = ("header", "footer", "footnotes", "endnotes")


@dataclass(frozen=True)
class TemplateText:
    """The paragraphs of a template: of its parts by kind, and of its headers, footers and notes that hold tags.

    `boxes` are those of the text boxes of each part.
    """

    parts: Mapping[str, list[Paragraph]]
    boxes: Mapping[str, list[Paragraph]]
    others: Mapping[str, list[Paragraph]]


@lru_cache(maxsize=32)
def template_text(content: bytes) -> TemplateText:
    """Return the text of a template. Raises DocgenError for a file that is not safe to read."""
    package = Package.read(content, Where()).clone()
    names = [name for kind in _OTHERS for name in package.related(package.main, kind)]
    for name in [package.main, *names]:
        make_plain(package.xml(name))
    text = WordText(package)
    parts: dict[str, list[Paragraph]] = {}
    boxes: dict[str, list[Paragraph]] = {}
    for section in text.sections:
        mark = next((match for item in section.paragraphs if (match := PART_MARK.search(item.text))), None)
        kind = part_named(mark[1]) if mark else "van_ban"
        parts.setdefault(kind, [item for item in section.paragraphs if not PART_MARK.search(item.text)])
        boxes.setdefault(kind, section.boxes)
    others = {name: text.part(name) for name in names}
    tagged = {name: own for name, own in others.items() if any("{" in item.text for item in own)}
    return TemplateText(parts, boxes, tagged)


@lru_cache(maxsize=4096)
def tokens(text: str) -> Sequence[Token]:
    """Return the stretches of a text, docxtpl's prefixes ({%p … %}) taken off; a wrong tag leaves it plain."""
    try:
        found = expression.tokens(text)
    except ExpressionError:
        return [plain(text)]
    return [item if item.kind == "text" else Token(item.kind, _SCOPE.sub("", item.text), 0, 0) for item in found]


def plain(text: str) -> Token:
    """Return a stretch of plain text."""
    return Token("text", text, 0, 0)


@lru_cache(maxsize=4096)
def asked(source: str) -> Sequence[str]:
    """Return the dotted names an expression asks for, [] for one that is wrong."""
    try:
        return expression.paths(source)
    except ExpressionError:
        return []


@lru_cache(maxsize=4096)
def kinds_in(text: str) -> Set[str]:
    """Return the first parts of the dotted names that tags ask for: of an example, the kinds it is an example of."""
    names = (name for item in tokens(text) if item.kind == "expr" for name in asked(item.text))
    return {name.split(".")[0] for name in names if "." in name}


def own_words(text: str) -> Iterator[str]:
    """Yield the words that stand outside tags."""
    return (word for item in tokens(text) if item.kind == "text" for word in words(item.text))
