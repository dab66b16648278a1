"""An example paragraph of a template, read once and copied for every block or cell made like it.

Promises: a copy has the example's formatting, direct formatting of paragraph and runs included, and its other text;
what enters is text, never read as a tag or as XML; bold and italic inside a value are set over the example's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import replace
from typing import Protocol

from lxml import etree

from docgen.docx import edit
from docgen.docx.look import Looks, ParagraphLook, TextLook
from docgen.docx.ooxml import Element, qn
from docgen.expression import Token, evaluate, tokens

_RUN, _TEXT, _PROPERTIES = qn("w:r"), qn("w:t"), qn("w:rPr")


class Styled(Protocol):
    """A stretch of text set one way."""

    @property
    def text(self) -> str: ...
    @property
    def bold(self) -> bool: ...
    @property
    def italic(self) -> bool: ...


class Plain:
    """Text set as the example sets it."""

    __slots__ = ("bold", "italic", "text")

    def __init__(self, text: str, bold: bool = False, italic: bool = False) -> None:
        self.text, self.bold, self.italic = text, bold, italic


def tag_names(element: Element) -> list[str]:
    """Return what the expressions of an element print, without filters: ["khoan.nhan", "khoan.chu"]."""
    return [name_of(token) for token in tokens(edit.visible_text(element)) if token.kind == "expr"]


def name_of(token: Token) -> str:
    """Return the name an expression begins with, its filters left off."""
    return token.text.split("|")[0].strip()


class Example:
    """A paragraph whose tags `{{ kind.name }}` are filled for each copy.

    `look` and `text` are its resolved looks; `lead` is what it prints before its first tag.
    """

    def __init__(self, paragraph: Element, kind: str, looks: Looks) -> None:
        self.kind = kind
        self.look: ParagraphLook = looks.paragraph(paragraph)
        self.text: TextLook = _text_look(paragraph, looks)
        self.lead = edit.visible_text(paragraph).partition("{{")[0].strip()
        self._paragraph = _with_lone_tags(paragraph)
        self._slots = [
            (index, [token for token in tokens(text.text or "") if token.kind != "tag"])
            for index, run in enumerate(self._paragraph.iter(_RUN))
            if (text := run.find(_TEXT)) is not None and "{{" in (text.text or "")
        ]

    def filled(self, values: Mapping[str, Sequence[Styled]]) -> Element:
        """Return a copy with the tags replaced; a name without a value prints nothing."""
        made = deepcopy(self._paragraph)
        runs = list(made.iter(_RUN))
        begun = bool(values.get("nhan", True))  # a space that would part an absent label from its text goes
        for index, slot in self._slots:
            pieces = _merged(self._pieces(slot, values, begun))
            _fill(runs[index], pieces)
            begun = begun or bool(pieces)
        return made

    def variant(self, *, bold: bool = False, align: str = "", cut_pt: float = 0.0) -> Example:
        """Return the same example set bold, to another side (Word's word: "center"), or smaller by so many points."""
        twin = copy(self)
        twin._paragraph = deepcopy(self._paragraph)
        twin.text = replace(self.text, size=self.text.size - cut_pt)
        for run in twin._paragraph.iter(_RUN):
            _set(run, bold=bold, italic=False)
            for name in ("w:sz", "w:szCs") if cut_pt else ():
                edit.put(run, "w:rPr", name, val=str(round(twin.text.size * 2)))
        if align:
            edit.put(twin._paragraph, "w:pPr", "w:jc", val=align)
        return twin

    def _pieces(self, slot: Iterable[Token], values: Mapping[str, Sequence[Styled]], begun: bool) -> Iterator[Styled]:
        for token in slot:
            if token.kind == "text":
                yield Plain(token.text if begun else token.text.lstrip(" "))
                begun = True
                continue
            path = name_of(token)
            name = path.removeprefix(f"{self.kind}.")
            if path == token.text:
                yield from values.get(name, ())
                continue
            for piece in values.get(name, ()):
                shown = str(evaluate(token.text, {self.kind: {name: piece.text}}))
                yield Plain(shown, piece.bold, piece.italic)


def _text_look(paragraph: Element, looks: Looks) -> TextLook:
    tagged = (run for run in paragraph.iter(_RUN) if "{{" in edit.visible_text(run))
    run = next(tagged, next(paragraph.iter(_RUN), None))
    return looks.text(run) if run is not None else looks.mark(paragraph)


def _with_lone_tags(paragraph: Element) -> Element:
    """Return a copy in which a text with tags is alone in its run, so that the run can be filled as a whole."""
    made = deepcopy(paragraph)
    for run in list(made.iter(_RUN)):
        inner = [child for child in run if child.tag != _PROPERTIES]
        if len(inner) < 2 or "{{" not in edit.visible_text(run):
            continue
        for child in inner:
            part = etree.Element(_RUN)
            if (own := run.find(_PROPERTIES)) is not None:
                part.append(deepcopy(own))
            part.append(child)
            run.addprevious(part)
        run.getparent().remove(run)
    return made


def _merged(pieces: Iterable[Styled]) -> list[Plain]:
    """Return the pieces with neighbours set alike as one."""
    found: list[Plain] = []
    for piece in pieces:
        if found and (found[-1].bold, found[-1].italic) == (piece.bold, piece.italic):
            found[-1].text += piece.text
        elif piece.text:
            found.append(Plain(piece.text, piece.bold, piece.italic))
    return found


def _fill(run: Element, pieces: list[Plain]) -> None:
    """Put pieces where a run with one text stands."""
    if not pieces:
        run.getparent().remove(run)
        return
    run.remove(run.find(_TEXT))
    for piece in pieces[:-1]:
        twin = deepcopy(run)
        _print(twin, piece)
        run.addprevious(twin)
    _print(run, pieces[-1])


def _print(run: Element, piece: Plain) -> None:
    if piece.bold or piece.italic:
        _set(run, bold=piece.bold, italic=piece.italic)
    run.extend(edit.content(piece.text))


def _set(run: Element, *, bold: bool, italic: bool) -> None:
    for on, names in ((bold, ("w:b", "w:bCs")), (italic, ("w:i", "w:iCs"))):
        for name in names if on else ():
            edit.put(run, "w:rPr", name)
