"""The names of the fields of a Word file, in every way in which Word finds a name in a field's code.

Promise: a name is found though it is glued to its argument, written in small letters, split over runs or paragraphs,
mixed with tabs, hyphens and marks that nobody sees, put together of what is inserted and deleted, or made by a field
inside the field, of which nobody can say what it gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from docgen.ooxml.xml import Element, qn

NESTED = "\ufffc"
"""Stands in a code for a field inside it."""

_NAME = re.compile(rf"[^\w={NESTED}]*([\w{NESTED}]*)")
_BLANKS = {qn(f"w:{name}") for name in ("tab", "br", "cr", "ptab", "noBreakHyphen")}
_TEXTS = {qn(f"w:{name}") for name in ("instrText", "delInstrText", "t", "delText", "sym")} | _BLANKS
_SIMPLE, _MARK = qn("w:fldSimple"), qn("w:fldChar")
_CODES = (qn("w:instrText"), qn("w:delInstrText"))
_READINGS = (
    (),
    (qn("w:del"), qn("w:moveFrom")),
    (qn("w:ins"), qn("w:moveTo")),
    (qn("mc:Choice"),),
    (qn("mc:Fallback"),),
)
"""What a reader may leave out: changes not accepted yet, and one of two versions of the same."""


def name_of(code: str) -> str:
    """Return the name that a field's code begins with, in capitals; with `NESTED` in it where a field makes it."""
    plain = "".join(character for character in code if unicodedata.category(character) != "Cf")
    match = _NAME.match(plain)
    return match[1].upper() if match else ""


def names_in(root: Element) -> Iterator[str]:
    """Yield the names of all fields below `root`; one that can be read in several ways has several."""
    if next(root.iter(_SIMPLE, _MARK, *_CODES), None) is None:
        return
    for left_out in _READINGS:
        if not left_out or next(root.iter(*left_out), None) is not None:
            yield from map(name_of, _codes(root, left_out))


class _Field:
    """A field that has begun: its code so far, and whether that goes on."""

    def __init__(self) -> None:
        self.code, self.coding = "", True


def _codes(root: Element, left_out: tuple[str, ...]) -> Iterator[str]:
    """Yield the code of every field below `root`, without what stands in elements of `left_out`."""
    fields: list[_Field] = []
    for element in root.iter(_SIMPLE, _MARK, *_TEXTS):
        if left_out and next(element.iterancestors(*left_out), None) is not None:
            continue
        inner = fields[-1] if fields and fields[-1].coding else None
        kind = element.get(qn("w:fldCharType")) if element.tag == _MARK else ""
        if element.tag == _SIMPLE:
            yield str(element.get(qn("w:instr"), ""))
        if inner and (element.tag == _SIMPLE or kind == "begin"):
            inner.code += NESTED
        if kind == "begin":
            fields.append(_Field())
        elif kind == "separate" and fields:
            fields[-1].coding = False
        elif kind == "end" and fields:
            yield fields.pop().code
        elif inner:
            inner.code += _text(element)
        elif element.tag in _CODES:
            yield element.text or ""
    yield from (field.code for field in fields)


def _text(element: Element) -> str:
    """Return what an element adds to a code."""
    return " " if element.tag in _BLANKS else element.text or ""
