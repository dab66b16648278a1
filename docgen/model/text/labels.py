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

    Conditions and loops separate stretches: what they leave of a list does not show how it was typed. `heading`: it was
    typed before a heading, where "1." is a label and no mark. `astray`: the numbers above its own ("2." of "2.1.") are
    not those of what it is under.
    """

    text: str
    printed: str
    place: int
    stretch: int
    heading: bool = False
    astray: bool = False


class Wrong(NamedTuple):
    """A label typed wrongly: of another `shape` than its level has, or with a number that is not its place's."""

    typed: TypedLabel
    shape: bool
    number: bool


def number_of(text: str, printed: str, place: int = 0, last: TypedLabel | None = None) -> int | None:
    """Return the number of a typed label, None if it is not a label.

    It is read as the label before it (`last`) is, so that it fits its place, or in the style of what is printed there:
    "C." is the third letter after "B.", else a Roman hundred.
    """
    style = next((label.style for label in readings(printed)), LETTER)  # "aa)", after y), nobody types
    found = [label for label in readings(text) if not (label.latin and style == LETTER)] or readings(text)
    if last:
        before = {label.style for label in readings(last.text)}
        found = [label for label in found if label.style in before] or found
    for label in found:
        if label.number == place:
            return label.number
    for label in found:
        if label.style == style and not label.latin:
            return label.number
    return found[0].number if found else None


def wrong(series: Sequence[TypedLabel]) -> list[Wrong]:
    """Return those of a level's labels, in order, that were typed wrongly; another shape only where it is first met.

    "1." before every line is how Markdown counts: then no number was typed at all.
    """
    if len(series) > 1 and all(typed.text == "1." and not typed.heading for typed in series):
        return []
    found = []
    misshapen = astray = False
    last: TypedLabel | None = None
    before = 0
    for typed in series:
        number = number_of(typed.text, typed.printed, typed.place, last)
        cut = typed.stretch != (last.stretch if last else 0)
        shape = not misshapen and not same_shape(typed)
        out_of_turn = number is not None and not cut and not follows(number, typed.place, before)
        out_of_turn = out_of_turn or (typed.astray and not astray)
        misshapen, astray = misshapen or shape, astray or typed.astray
        if shape or out_of_turn:
            found.append(Wrong(typed, shape, out_of_turn))
        last, before = typed, number or 0
    return found


def same_shape(typed: TypedLabel) -> bool:
    """Return whether a label is typed as its level is labelled; "1." is the mark of a list of any level."""
    if typed.text.rstrip(".").isdigit() and typed.text.endswith(".") and not typed.heading:
        return True
    levels = readings(typed.printed)[:1]
    return not levels or any(_alike(label, levels[0]) for label in readings(typed.text))


def _alike(label: Label, level: Label) -> bool:
    """Return whether a label has the style and the signs of another; the last dot of "1.1." may be left out."""
    signs = label.opening == level.opening and label.closing in (level.closing, "" if level.above else level.closing)
    return label.style == level.style and len(label.above) == len(level.above) and signs
