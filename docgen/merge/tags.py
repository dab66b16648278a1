"""The tags of a template: where each is, whether it is written correctly, and whether what it names exists.

Promises a finding, with part, paragraph and table cell, for every tag that could not be filled or would remove text
of the template with it; nothing is rendered here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from docgen.expression import ExpressionError, Token, UnknownName, evaluate, paths, tokens
from docgen.finding import Finding, Findings, Where, nearest, suggestion
from docgen.model.vocabulary import Vocabulary
from docgen.ooxml.edit import visible_text
from docgen.ooxml.plain import own_text
from docgen.ooxml.xml import Element, qn

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PREFIX = re.compile(r"(p|tr|tc|r)\s+(.*)", re.S)
_FOR = re.compile(r"for\s+([\w\s,]+?)\s+in\s+(.+)", re.S)
_SET = re.compile(r"set\s+(\w+)\s*=\s*(.+)", re.S)
_CLOSED_BY = {"if": "endif", "for": "endfor"}
_INNER = {"elif": "if", "else": "if"}
_PAIRS = "Kiểm tra các cặp if … endif, for … endfor."
_CELL_TAGS = ("colspan", "cellbg", "vm", "hm")
_HOLDERS = {"p": (qn("w:p"), "đoạn"), "tr": (qn("w:tr"), "hàng"), "tc": (qn("w:tc"), "ô")}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a template: "expr" or "tag" (control), its source, and where it is.

    `word` is a control tag's word ("if"), `asks` the expression in it ("" for none), `scope` what docxtpl repeats or
    drops with it ("p", "tr", "tc", "r", "").
    """

    kind: str
    source: str
    where: Where
    scope: str = ""
    word: str = ""
    asks: str = ""


@lru_cache(maxsize=4096)
def _paths(source: str) -> tuple[str, ...]:
    """Return the dotted names an expression asks for; cached, as the parts of a template ask for the same ones."""
    return tuple(paths(source))


def names_in(paragraph: Element) -> list[str]:
    """Return the dotted names that the expressions of a paragraph ask for; [] where a tag is wrong."""
    names: list[str] = []
    try:
        for token in tokens(own_text(paragraph)):
            if token.kind == "expr":
                names += _paths(token.text)
    except ExpressionError:
        return []
    return names


def read_tags(root: Element, places: Mapping[Element, Where]) -> tuple[list[Tag], list[Finding]]:
    """Return the tags of a tree in order, and what is wrong with how they are written and placed."""
    tags: list[Tag] = []
    findings = Findings()
    for paragraph in root.iter(qn("w:p")):
        where = places.get(paragraph, Where())
        if next(paragraph.iterancestors(FALLBACK), None) is not None:
            continue  # Word's second copy of a text box
        try:
            parsed = [token for token in tokens(own_text(paragraph)) if token.kind != "text"]
        except ExpressionError as error:
            findings.say("MT023", where, error.message, error.remedy)
            continue
        for token in parsed:
            tag = _tag(token, where)
            tags.append(tag)
            findings += _misplaced(tag, paragraph)
    return tags, findings + list(_unbalanced(tags))


def _tag(token: Token, where: Where) -> Tag:
    shown = f"{{{{ {token.text} }}}}" if token.kind == "expr" else f"{{% {token.text} %}}"
    where = replace(where, tag=shown)
    match = _PREFIX.fullmatch(token.text)
    scope, source = (match[1], match[2].strip()) if match else ("", token.text)
    if token.kind == "expr":
        return Tag("expr", token.text, where, scope, asks=source)
    word, _, rest = source.partition(" ")
    asked = {"if": rest, "elif": rest, "for": _group(_FOR, source), "set": _group(_SET, source)}
    return Tag("tag", token.text, where, scope, word, asked.get(word, "").strip())


def _group(pattern: re.Pattern[str], source: str) -> str:
    match = pattern.fullmatch(source)
    return match[2] if match else ""


def _misplaced(tag: Tag, paragraph: Element) -> Iterator[Finding]:
    """Yield a finding for a tag that docxtpl would drop together with text, or that docgen does not offer."""
    if not tag.source:
        yield _wrong(tag, "thẻ trống", "Viết tên vào thẻ, hoặc xóa thẻ.")
    elif tag.kind == "expr" and tag.scope:
        remedy = f"Viết {{{{ {tag.asks} }}}}."
        yield Finding.of("MT023", tag.where, "docgen không dùng thẻ {{p …}}, {{r …}}, {{tr …}}, {{tc …}}", remedy)
    elif tag.scope in _HOLDERS:
        name, shown = _HOLDERS[tag.scope]
        holder = paragraph if tag.scope == "p" else next(paragraph.iterancestors(name), None)
        if holder is None or not _holds_one_tag(paragraph if tag.scope == "p" else holder):
            message = f"thẻ {{%{tag.scope} … %}} phải đứng một mình trong {shown}: chữ khác cùng {shown} sẽ mất"
            yield Finding.of("MT028", tag.where, message, f"Đặt thẻ vào một {shown} riêng.")


def _holds_one_tag(holder: Element) -> bool:
    """Return whether a paragraph, cell or row holds a tag and nothing else; an unclosed tag has its own finding."""
    text = own_text(holder) if holder.tag == qn("w:p") else visible_text(holder)
    try:
        return len([token for token in tokens(text) if token.kind != "text" or token.text.strip()]) == 1
    except ExpressionError:
        return True


def _unbalanced(tags: Iterable[Tag]) -> Iterator[Finding]:
    """Yield a finding for each control tag without its partner, and for each that does not exist."""
    opened: list[Tag] = []
    for tag in tags:
        if tag.kind == "expr":
            continue
        if tag.word in _CLOSED_BY:
            opened.append(tag)
            if not tag.asks:
                yield _wrong(tag, f"thẻ “{tag.word}” thiếu phần sau", "Viết: if điều_kiện; for tên in danh_sách.")
        elif tag.word in _CLOSED_BY.values():
            if opened and _CLOSED_BY[opened[-1].word] == tag.word:
                opened.pop()
            else:
                yield _wrong(tag, f"thẻ “{tag.word}” không có thẻ mở", _PAIRS)
        elif tag.word in _INNER:
            if not opened:
                yield _wrong(tag, f"thẻ “{tag.word}” đứng ngoài if … endif", _PAIRS)
        elif tag.word in ("hm", "vm") and all(outer.word != "for" for outer in opened):
            yield _wrong(tag, f"thẻ “{tag.word}” chỉ có nghĩa trong một vòng for", "Bỏ thẻ; gộp ô bằng chính Word.")
        elif tag.word not in _CELL_TAGS and not (tag.word == "set" and tag.asks):
            yield _wrong(tag, f"không có thẻ “{tag.word}”", "Thẻ dùng được: if, elif, else, endif, for, endfor, set.")
    for tag in opened:
        yield _wrong(tag, f"thẻ “{tag.word}” thiếu thẻ “{_CLOSED_BY[tag.word]}”", _PAIRS)


def _wrong(tag: Tag, message: str, remedy: str) -> Finding:
    return Finding.of("MT023", tag.where, message, remedy)


def bound_names(tags: Iterable[Tag]) -> set[str]:
    """Return the names that the control tags themselves define: those of loops and of `set`."""
    bound = {"loop"}
    for tag in tags:
        if tag.kind != "tag":
            continue
        source = tag.source.removeprefix(tag.scope).strip()
        for pattern in (_FOR, _SET):
            if match := pattern.fullmatch(source):
                bound.update(re.findall(r"\w+", match[1]))
    return bound


def check_tags(tags: Iterable[Tag], vocabulary: Vocabulary, kinds: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Yield a finding for each expression that is wrong or names what a part does not have.

    `kinds` are those of examples, each with what its tags may ask for; empty where they may ask for anything.
    """
    tags = list(tags)
    bound = bound_names(tags)
    for tag in tags:
        try:
            asked = _paths(tag.asks) if tag.asks else ()
        except ExpressionError as error:
            yield Finding.of("MT023", tag.where, error.message, error.remedy)
            continue
        for path in asked:
            root, _, rest = path.partition(".")
            if root in bound or vocabulary.knows(path) or (rest and _is_of_example(path, kinds.get(root))):
                continue
            likely = nearest(path, [*vocabulary.names, *kinds.get(root, ())])
            remedy = suggestion(likely, "Xem các tên dùng được: docgen fields.")
            yield Finding.of("MT024", tag.where, f"mẫu gọi tên “{path}” mà không có", remedy)


def _is_of_example(path: str, known: Collection[str] | None) -> bool:
    """Return whether an example may ask for a name; `known` is None where its first part is no kind of example."""
    if known is None:
        return False
    return not known or any(f"{path}.".startswith(f"{name}.") for name in known)


def failing_tags(
    tags: Iterable[Tag], values: Mapping[str, Any], error: ExpressionError, kinds: frozenset[str] = frozenset()
) -> list[Finding]:
    """Return a finding for each tag that fails over `values`; called when a whole section failed with `error`.

    `kinds` are those of examples, whose tags are filled block by block.
    """
    tags = list(tags)
    bound = bound_names(tags)
    found = []
    for tag in tags:
        try:
            asked = _paths(tag.asks) if tag.asks else ()
            example = any(path.split(".")[0] in kinds and "." in path for path in asked)
            if asked and not example and not {path.split(".")[0] for path in asked} & bound:
                evaluate(tag.asks, values)
        except ExpressionError as wrong:
            found.append(_finding(wrong, tag.where))
    if found or not isinstance(error, UnknownName):
        return found
    for tag in tags:
        if re.search(rf"\b{re.escape(error.name)}\b", tag.asks):
            return [_finding(error, tag.where)]
    return []


def _finding(error: ExpressionError, where: Where) -> Finding:
    code = "MT024" if isinstance(error, UnknownName) else "MT025"
    return Finding.of(code, where, error.message, error.remedy)
