"""Labels as people type them ("4.", "b)", "II", "1.10"): what they mean, and whether one follows another.

One rule for lists, headings and the label column of a sheet: a label is right if it has the number of its place, or the
number after the label before it. So one slip is one finding, not one for every line below it.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6, for the letters of điểm (đ after d, no f, j, w, z).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from docgen import vietnamese

ROMAN, CAPITAL, NUMBER, LETTER = "I", "A", "1", "a"
FAR = 9
"""A number more than this beyond the last label is not a label but part of the text ("15. 3 xã họp" after 4.)."""

_SHAPE = re.compile(r"(\(?)(\d{1,4}(?:\.\d{1,4})*|[IVXLC]+|[A-ZĐ]|[a-zđ])([.)/:]?)")
_LATIN = "abcdefghijklmnopqrstuvwxyz"


class Label(NamedTuple):
    """A label read: its `style`, its own number, the numbers above it ("1.10" is 10 under 1), the signs around it.

    `latin`: a letter of the English alphabet (e after d), which sheets use too.
    """

    style: str
    number: int
    above: tuple[int, ...] = ()
    opening: str = ""
    closing: str = ""
    latin: bool = False

    def at(self, number: int, above: tuple[int, ...] = ()) -> str:
        """Return the label with another number, and other numbers above it."""
        return f"{self.opening}{self._core(number, above)}{self.closing}"

    def _core(self, number: int, above: tuple[int, ...]) -> str:
        if self.style == ROMAN:
            return vietnamese.la_ma(number)
        if self.style == NUMBER:
            return ".".join(map(str, [*above, number]))
        latin = self.latin and number <= len(_LATIN)
        letter = _LATIN[number - 1] if latin else vietnamese.diem(number)
        return letter.upper() if self.style == CAPITAL else letter


def readings(text: str) -> list[Label]:
    """Return the labels that a text may be: "C." is a Roman hundred or the third letter; none if it is not a label."""
    match = _SHAPE.fullmatch(text.strip())
    if match is None or (match[1] and match[3] != ")"):
        return []
    opening, core, closing = match.groups()
    if core[0].isdigit():
        *above, number = map(int, core.split("."))
        return [Label(NUMBER, number, tuple(above), opening, closing)]
    found = []
    if core.isupper():
        with suppress(ValueError):
            found.append(Label(ROMAN, vietnamese.doc_la_ma(core), (), opening, closing))
    if len(core) == 1:
        style, letter = CAPITAL if core.isupper() else LETTER, core.lower()
        with suppress(ValueError):
            found.append(Label(style, vietnamese.doc_diem(letter), (), opening, closing))
        if letter in _LATIN:
            found.append(Label(style, _LATIN.index(letter) + 1, (), opening, closing, latin=True))
    return found


def follows(number: int, place: int, before: int) -> bool:
    """Return whether a typed number fits its place, or is the next after the number typed before it (0 for none)."""
    return number in (place, before + 1)


@dataclass(frozen=True, slots=True)
class TypedLabel:
    """A label as typed, the one that is printed there, its place from 1, and the stretch of text that it is in.

    Conditions and loops separate stretches: what they leave of a list does not show how it was typed.
    """

    text: str
    printed: str
    place: int
    stretch: int


def number_of(text: str, printed: str) -> int | None:
    """Return the number of a typed label, read in the style of what is printed there; None if it is not a label."""
    found = readings(text)
    styles = {label.style for label in readings(printed)}
    for label in found:
        if label.style in styles and not label.latin:
            return label.number
    return found[0].number if found else None


def wrong(series: Sequence[TypedLabel]) -> list[TypedLabel]:
    """Return those of a level's labels, in order, that were typed wrongly.

    "1." before every line is how Markdown counts: then no number was typed at all.
    """
    if len(series) > 1 and all(typed.text == "1." for typed in series):
        return []
    found = []
    misshapen = False
    last: TypedLabel | None = None
    for typed in series:
        number = number_of(typed.text, typed.printed)
        before = number_of(last.text, last.printed) or 0 if last else 0
        cut = typed.stretch != (last.stretch if last else 0)
        first_misshapen = not misshapen and not _same_shape(typed.text, typed.printed)
        misshapen = misshapen or first_misshapen
        out_of_turn = number is not None and not cut and not follows(number, typed.place, before)
        if first_misshapen or out_of_turn:
            found.append(typed)
        last = typed
    return found


def _same_shape(text: str, printed: str) -> bool:
    """Return whether a label is typed as its level is labelled: "1." counts every level, "1)" does for "1."."""
    numeric = text[0].isdigit()
    if numeric and text.endswith("."):
        return True
    return numeric == printed[0].isdigit() and text[0].isupper() == printed[0].isupper()
