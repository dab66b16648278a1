"""Data that nothing uses: what a clerk wrote and no text, table or tag of the template ever asks for.

Tables, charts and cited papers have rules (DL086, DL095, VD003); here it is the office's own values
([them]), what is called in from other papers, and columns of a list. A text that is not used itself uses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import Any

from docgen import expression
from docgen.expression import ExpressionError
from docgen.finding import Finding
from docgen.lint.arrival.template_text import template_text
from docgen.model.fields import Key, Places, identifier
from docgen.model.paper import LINKED_PAPERS
from docgen.model.tables.figure import FEW, figures_of_them
from docgen.sources import Grid

_Path = tuple[str, ...]
_QUOTED_PART = re.compile(r"""\[\s*(['"])(\w+)\1\s*\]""")
_QUOTED = re.compile(r"""(['"]).*?\1""")
_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*(?:\s*\.\s*\w+)*")
_FORMULAS = ("bang", "bieu_do")  # where a text may be an expression without braces
_LIST_OWN = {"so", "ngay", "stt", "tt", "so_thu_tu"}  # columns of a list that mean something by themselves


def unused(data: Mapping[str, Any], template: bytes, places: Places) -> list[Finding]:
    """Return a finding for each datum of a dossier that nothing uses. `template` is the Word template it is made from.

    Raises DocgenError for a template that is not safe to read.
    """
    # What a review mark (xem_lai) quotes asks for nothing.
    texts = {key: value for key, value in data.items() if key not in ("them", "xem_lai")}
    asked = {*_asked_by(template), *_asked(texts)}
    given = data.get("them")
    own: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    asked = _through(own, asked)
    keys: list[Key] = []
    for name, value in own.items():
        keys += [path for path in _leaves(value, ("them", name)) if not _is_used(path, asked)]
    # Figures are compared with those of the last period (DL143, DL144) even if nothing of it is quoted.
    figures = data.get("ky_bao_cao") or data.get("bang") or len(list(figures_of_them(own))) >= FEW
    others = ("ke_hoach", "tham_quyen") if figures else (*LINKED_PAPERS, "tham_quyen")
    keys += [(name,) for name in others if data.get(name) and not _is_used((name,), asked)]
    if data.get("ky_bao_cao") and not data.get("bang") and not _is_used(("ky_bao_cao",), asked):
        keys.append(("ky_bao_cao",))
    found = [
        Finding.of("SL031", places.where_key(key), f"“{'.'.join(map(str, key))}” không được dùng ở đâu") for key in keys
    ]
    return found + list(_columns(data.get("danh_sach"), asked))


@lru_cache(maxsize=32)
def _asked_by(template: bytes) -> frozenset[_Path]:
    """Return the names that a template asks for."""
    text = template_text(template)
    names: set[_Path] = set()
    for part in (*text.parts.values(), *text.others.values()):
        for item in part:
            names.update(_tags(item.text))
    return frozenset(names)


def _columns(source: Any, asked: Set[_Path]) -> Iterator[Finding]:
    if not isinstance(source, Grid):
        return
    for column, (header, letter) in enumerate(zip(source.header, source.letters, strict=True)):
        name = identifier(header) or letter
        if name not in _LIST_OWN and not _is_used(("dong", name), asked):
            message = f"cột “{header or letter}” của danh sách không được dùng ở đâu"
            yield Finding.of("SL031", source.where_header(column), message)


def _through(own: Mapping[str, Any], asked: Set[_Path]) -> set[_Path]:
    """Return the names asked for, with those that used texts of [them] ask for in turn."""
    found = set(asked)
    waiting = dict(own)
    while used := [name for name in waiting if _is_used(("them", name), found)]:
        for name in used:
            found |= set(_asked(waiting.pop(name)))
    return found


def _asked(value: Any, *, formula: bool = False) -> Iterator[_Path]:
    """Yield the names that the texts of a value ask for."""
    if isinstance(value, str):
        yield from _tags(value)
        if formula and "{" not in value:
            yield from _names(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in LINKED_PAPERS:
                yield from _asked(item, formula=formula or key in _FORMULAS)
    elif isinstance(value, list):
        for item in value:
            yield from _asked(item, formula=formula)


def _tags(text: str) -> Iterator[_Path]:
    """Yield the names that the tags of a text ask for; none where one is wrong, which has its own finding."""
    if "{" not in text:
        return
    try:
        found = expression.tokens(text)
    except ExpressionError:
        return
    for item in found:
        if item.kind != "text":
            yield from _names(item.text)


def _names(source: str) -> Iterator[_Path]:
    """Yield the dotted names in an expression."""
    plain = _QUOTED.sub("", _QUOTED_PART.sub(r".\2", source))
    return (tuple(re.split(r"\s*\.\s*", match[0])) for match in _NAME.finditer(plain))


def _leaves(value: Any, path: _Path) -> Iterator[_Path]:
    if isinstance(value, Mapping) and value:
        for name, item in value.items():
            yield from _leaves(item, (*path, name))
    else:
        yield path


def _is_used(path: _Path, asked: Set[_Path]) -> bool:
    """Return whether a name, something in it, or something it is in, was asked for."""
    return any(name == path[: len(name)] or path == name[: len(path)] for name in asked)


__all__ = ["unused"]
