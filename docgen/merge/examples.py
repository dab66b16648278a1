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

from docgen.expression import ExpressionError, Token, evaluate, tokens
from docgen.ooxml import edit
from docgen.ooxml.plain import own_text
from docgen.ooxml.xml import Element, escaped, qn, text_xml, xml_of
from docgen.word.look import Looks, ParagraphLook, TextLook

_RUN, _TEXT, _PROPERTIES = qn("w:r"), qn("w:t"), qn("w:rPr")
_MARK = "<?docgen here?>"  # where something will stand
_MARKER = "docgen-text"  # where a text will stand


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


def tag_names(paragraph: Element) -> list[str]:
    """Return what the expressions of a paragraph print, without filters: ["khoan.nhan", "khoan.chu"].

    [] where a tag is written wrong, which is told where tags are read; text boxes in the paragraph are not looked at.
    """
    try:
        return [name_of(token) for token in tokens(own_text(paragraph)) if token.kind == "expr"]
    except ExpressionError:
        return []


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
        self._namespaces = looks.namespaces
        self._paragraph = _with_lone_tags(paragraph)
        self._variants: dict[tuple[bool, bool, str, float], Example] = {}
        self._read()

    def _read(self) -> None:
        """Take the paragraph apart: the slots its tags stand in, and the XML between them."""
        self._around: dict[str, tuple[str, str] | None] = {}
        paragraph = deepcopy(self._paragraph)
        self._slots: list[_Slot] = []
        for run in list(paragraph.iter(_RUN)):
            text = run.find(_TEXT)
            if text is not None and "{{" in (text.text or ""):
                run.getparent().replace(run, etree.PI("docgen", "here"))
                self._slots.append(_Slot(run, text, self.kind, self._namespaces))
        self._between = xml_of(paragraph, self._namespaces).split(_MARK)

    def filled(self, values: Mapping[str, Sequence[Styled]]) -> str:
        """Return the XML of a copy with the tags replaced; a name without a value prints nothing."""
        begun = bool(values.get("nhan", True))  # a space that would part an absent label from its text goes
        made = [self._between[0]]
        for slot, between in zip(self._slots, self._between[1:], strict=True):
            shown = slot.filled(values, begun)
            begun = begun or bool(shown)
            made += (shown, between)
        return "".join(made)

    def with_text(self, name: str, text: str) -> str:
        """Return the XML of a copy whose tag `name` prints a text set as the example is; other tags print nothing."""
        if name not in self._around:
            self._around[name] = self._text_place(name)
        place = self._around[name]
        if place is None or not text or "\n" in text or "\t" in text:
            return self.filled({name: [Plain(text)]})
        return f"{place[0]}{escaped(text)}{place[1]}"

    def _text_place(self, name: str) -> tuple[str, str] | None:
        """Return the XML before and behind the text of a tag; None where the text does not go in as it is."""
        before, mark, after = self.filled({name: [Plain(_MARKER)]}).partition(_MARKER)
        bare = all(slot.prints_as_given(name) for slot in self._slots)
        return (before, after) if mark and bare and _MARKER not in after else None

    def variant(self, *, bold: bool = False, keep: bool = False, align: str = "", cut_pt: float = 0.0) -> Example:
        """Return the same example set bold, kept with the next paragraph, to a side (Word's word: "center"), smaller.

        It is made once for each way.
        """
        way = (bold, keep, align, cut_pt)
        if way not in self._variants:
            self._variants[way] = self._varied(*way)
        return self._variants[way]

    def _varied(self, bold: bool, keep: bool, align: str, cut_pt: float) -> Example:
        twin = copy(self)
        twin._variants = {}
        twin._paragraph = deepcopy(self._paragraph)
        twin.text = replace(self.text, size=self.text.size - cut_pt)
        for run in twin._paragraph.iter(_RUN):
            _set(run, bold=bold, italic=False)
            for name in ("w:sz", "w:szCs") if cut_pt else ():
                edit.put(run, "w:rPr", name, val=str(round(twin.text.size * 2)))
        if align:
            edit.put(twin._paragraph, "w:pPr", "w:jc", val=align)
        if keep:
            edit.keep_with_next(twin._paragraph)
        twin._read()
        return twin


class _Slot:
    """A run of an example whose text has tags."""

    def __init__(self, run: Element, text: Element, kind: str, namespaces: Mapping[str | None, str]) -> None:
        """Take the run over; `text` is its only text."""
        pieces = [token for token in tokens(text.text or "") if token.kind != "tag"]
        self._pieces = [(token, name_of(token), name_of(token).removeprefix(f"{kind}.")) for token in pieces]
        self._kind, self._run, self._namespaces = kind, run, namespaces
        run.remove(text)
        run.append(etree.PI("docgen", "here"))
        self._around: dict[tuple[bool, bool], tuple[str, str]] = {}

    def filled(self, values: Mapping[str, Sequence[Styled]], begun: bool) -> str:
        """Return the XML of the runs that print the values; `begun` tells whether something stands before them."""
        made = ""
        for piece in _merged(self._printed(values, begun)):
            before, after = self._set_as(piece)
            made += before + text_xml(piece.text) + after
        return made

    def prints_as_given(self, name: str) -> bool:
        """Return whether no filter changes what a tag prints."""
        return all(path == token.text for token, path, own in self._pieces if own == name and token.kind == "expr")

    def _printed(self, values: Mapping[str, Sequence[Styled]], begun: bool) -> Iterator[Styled]:
        for token, path, name in self._pieces:
            if token.kind == "text":
                yield Plain(token.text if begun else token.text.lstrip(" "))
                begun = True
            elif path == token.text:
                yield from values.get(name, ())
            else:
                yield from self._filtered(token.text, name, values.get(name, ()))

    def _filtered(self, source: str, name: str, pieces: Sequence[Styled]) -> Iterator[Styled]:
        """Yield a value as a filter changes it: as a whole, for a bracket may run from piece to piece."""
        whole = "".join(piece.text for piece in pieces)
        changed = str(evaluate(source, {self._kind: {name: whole}}))
        place = 0
        for piece in pieces:
            end = place + len(piece.text)
            if len(changed) == len(whole):
                shown = changed[place:end]
            else:
                shown = str(evaluate(source, {self._kind: {name: piece.text}}))
            yield Plain(shown, piece.bold, piece.italic)
            place = end

    def _set_as(self, piece: Styled) -> tuple[str, str]:
        """Return the run around a text: bold and italic are set over what the example says."""
        way = (piece.bold, piece.italic)
        if way not in self._around:
            run = deepcopy(self._run)
            _set(run, bold=piece.bold, italic=piece.italic)
            before, _, after = xml_of(run, self._namespaces).partition(_MARK)
            self._around[way] = before, after
        return self._around[way]


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


def _merged(pieces: Iterable[Styled]) -> list[Styled]:
    """Return the pieces with neighbours set alike as one, none empty."""
    found: list[Styled] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and (found[-1].bold, found[-1].italic) == (piece.bold, piece.italic):
            found[-1] = Plain(found[-1].text + piece.text, piece.bold, piece.italic)
        else:
            found.append(piece)
    return found


def _set(run: Element, *, bold: bool, italic: bool) -> None:
    for on, names in ((bold, ("w:b", "w:bCs")), (italic, ("w:i", "w:iCs"))):
        for name in names if on else ():
            edit.put(run, "w:rPr", name)
