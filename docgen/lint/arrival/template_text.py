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
    """The paragraphs of a template.

    `parts` are those of its parts by kind, `boxes` those in the text boxes of each part, `others` those of the headers,
    footers and notes that hold tags, by name.
    """

    parts: Mapping[str, list[Paragraph]]
    boxes: Mapping[str, list[Paragraph]]
    others: Mapping[str, list[Paragraph]]


@lru_cache(maxsize=32)
def template_text(content: bytes) -> TemplateText:
    """Return the text of a template. Raises DocgenError for a file that is not safe to read."""
    package = Package.read(content, Where()).clone()
    names: list[str] = []
    for kind in _OTHERS:
        names += package.related(package.main, kind)
    for name in [package.main, *names]:
        make_plain(package.xml(name))
    text = WordText(package)
    parts: dict[str, list[Paragraph]] = {}
    boxes: dict[str, list[Paragraph]] = {}
    for section in text.sections:
        kinds = []
        unmarked = []
        for item in section.paragraphs:
            mark = PART_MARK.search(item.text)
            if mark:
                kinds.append(part_named(mark[1]))
            else:
                unmarked.append(item)
        kind = kinds[0] if kinds else "van_ban"
        parts.setdefault(kind, unmarked)
        boxes.setdefault(kind, section.boxes)
    others = {name: text.part(name) for name in names}
    tagged = {name: own for name, own in others.items() if any("{" in item.text for item in own)}
    return TemplateText(parts, boxes, tagged)


@lru_cache(maxsize=4096)
def tokens(text: str) -> Sequence[Token]:
    """Return the stretches of a text without docxtpl's prefixes ({%p … %}); a text with a wrong tag is all plain."""
    try:
        found = expression.tokens(text)
    except ExpressionError:
        return [Token("text", text, 0, 0)]
    unprefixed = []
    for item in found:
        if item.kind == "text":
            unprefixed.append(item)
        else:
            unprefixed.append(Token(item.kind, _SCOPE.sub("", item.text), 0, 0))
    return unprefixed


@lru_cache(maxsize=4096)
def asked(source: str) -> Sequence[str]:
    """Return the dotted names that an expression asks for, [] for a wrong one."""
    try:
        return expression.paths(source)
    except ExpressionError:
        return []


@lru_cache(maxsize=4096)
def kinds_in(text: str) -> Set[str]:
    """Return the first parts of the dotted names that tags ask for: in an example, the kinds it is an example of."""
    kinds: set[str] = set()
    for item in tokens(text):
        if item.kind == "expr":
            kinds.update(name.split(".")[0] for name in asked(item.text) if "." in name)
    return kinds


def own_words(text: str) -> Iterator[str]:
    """Yield the words outside tags."""
    for item in tokens(text):
        if item.kind == "text":
            yield from words(item.text)
