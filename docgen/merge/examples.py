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
from docgen.ooxml.xml import RUN, RUN_PROPERTIES, RUN_TEXT, Element, escaped, text_xml, xml_of
from docgen.word.look import Looks, ParagraphLook, TextLook

_MARK = "<?docgen here?>"  # where a run or its text goes
_MARKER = "docgen-text"  # stands in for a text while the XML around it is found


class StyledText(Protocol):
    """A stretch of text with one setting."""

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

    [] where a tag is written wrong, which is reported where tags are read. Text boxes in the paragraph are not read.
    """
    try:
        return [name_of(token) for token in tokens(own_text(paragraph)) if token.kind == "expr"]
    except ExpressionError:
        return []


def name_of(token: Token) -> str:
    """Return the name an expression begins with, without its filters."""
    return token.text.split("|")[0].strip()


class Example:
    """A paragraph whose tags `{{ kind.name }}` are filled for each copy.

    `look` is the resolved look of the paragraph, `text_look` that of its text, `lead` what is printed before the first
    tag.
    """

    def __init__(self, paragraph: Element, kind: str, looks: Looks) -> None:
        self.kind = kind
        self.look: ParagraphLook = looks.paragraph(paragraph)
        self.text_look: TextLook = _text_look(paragraph, looks)
        self.lead = edit.visible_text(paragraph).partition("{{")[0].strip()
        self._namespaces = looks.namespaces
        self._paragraph = _with_lone_tags(paragraph)
        self._variants: dict[tuple[bool, bool, str, float], Example] = {}
        self._take_apart()

    def _take_apart(self) -> None:
        """Split the paragraph into the slots of its tags and the XML between them."""
        self._around_text: dict[str, tuple[str, str] | None] = {}  # by the name of a tag
        paragraph = deepcopy(self._paragraph)
        self._slots: list[_Slot] = []
        for run in list(paragraph.iter(RUN)):
            text = run.find(RUN_TEXT)
            if text is not None and "{{" in (text.text or ""):
                run.getparent().replace(run, etree.PI("docgen", "here"))
                self._slots.append(_Slot(run, text, self.kind, self._namespaces))
        self._between = xml_of(paragraph, self._namespaces).split(_MARK)

    def filled(self, values: Mapping[str, Sequence[StyledText]]) -> str:
        """Return the XML of a copy with the tags replaced; a name without a value prints nothing."""
        begun = bool(values.get("nhan", True))  # drops the space that would separate an absent label from its text
        pieces = [self._between[0]]
        for slot, between in zip(self._slots, self._between[1:], strict=True):
            printed = slot.filled(values, begun)
            begun = begun or bool(printed)
            pieces += (printed, between)
        return "".join(pieces)

    def with_text(self, name: str, text: str) -> str:
        """Return the XML of a copy whose tag `name` prints a text set as the example is; other tags print nothing."""
        if name not in self._around_text:
            self._around_text[name] = self._xml_around(name)
        around = self._around_text[name]
        if around is None or not text or "\n" in text or "\t" in text:
            return self.filled({name: [Plain(text)]})
        return f"{around[0]}{escaped(text)}{around[1]}"

    def _xml_around(self, name: str) -> tuple[str, str] | None:
        """Return the XML before and after the text of a tag; None where the text is not printed unchanged, once."""
        before, mark, after = self.filled({name: [Plain(_MARKER)]}).partition(_MARKER)
        if not mark or _MARKER in after:
            return None
        if not all(slot.prints_as_given(name) for slot in self._slots):
            return None
        return before, after

    def variant(self, *, bold: bool = False, keep: bool = False, align: str = "", cut_pt: float = 0.0) -> Example:
        """Return the same example set bold, kept with the next paragraph, aligned (Word's word: "center"), or smaller.

        Each variant is built once.
        """
        key = (bold, keep, align, cut_pt)
        if key not in self._variants:
            self._variants[key] = self._build_variant(*key)
        return self._variants[key]

    def _build_variant(self, bold: bool, keep: bool, align: str, cut_pt: float) -> Example:
        twin = copy(self)
        twin._variants = {}
        twin._paragraph = deepcopy(self._paragraph)
        twin.text_look = replace(self.text_look, size=self.text_look.size - cut_pt)
        for run in twin._paragraph.iter(RUN):
            _set_style(run, bold=bold, italic=False)
            if cut_pt:
                half_points = str(round(twin.text_look.size * 2))
                edit.put(run, "w:rPr", "w:sz", val=half_points)
                edit.put(run, "w:rPr", "w:szCs", val=half_points)
        if align:
            edit.put(twin._paragraph, "w:pPr", "w:jc", val=align)
        if keep:
            edit.keep_with_next(twin._paragraph)
        twin._take_apart()
        return twin


class _Slot:
    """A run of an example whose text has tags."""

    def __init__(self, run: Element, text: Element, kind: str, namespaces: Mapping[str | None, str]) -> None:
        """Take the run over; `text` is its only text."""
        self._pieces: list[tuple[Token, str, str]] = []  # a token, the name it asks for, the same without the kind
        for token in tokens(text.text or ""):
            if token.kind != "tag":
                name = name_of(token)
                self._pieces.append((token, name, name.removeprefix(f"{kind}.")))
        self._kind, self._run, self._namespaces = kind, run, namespaces
        run.remove(text)
        run.append(etree.PI("docgen", "here"))
        self._runs: dict[tuple[bool, bool], tuple[str, str]] = {}

    def filled(self, values: Mapping[str, Sequence[StyledText]], begun: bool) -> str:
        """Return the XML of the runs that print the values; `begun` says whether something is printed before them."""
        xml = ""
        for piece in _merged(self._printed(values, begun)):
            before, after = self._run_around(piece)
            xml += before + text_xml(piece.text) + after
        return xml

    def prints_as_given(self, name: str) -> bool:
        """Return whether no filter changes what a tag prints."""
        return all(path == token.text for token, path, own in self._pieces if own == name and token.kind == "expr")

    def _printed(self, values: Mapping[str, Sequence[StyledText]], begun: bool) -> Iterator[StyledText]:
        for token, path, name in self._pieces:
            if token.kind == "text":
                yield Plain(token.text if begun else token.text.lstrip(" "))
                begun = True
            elif path == token.text:
                yield from values.get(name, ())
            else:
                yield from self._filtered(token.text, name, values.get(name, ()))

    def _filtered(self, source: str, name: str, pieces: Sequence[StyledText]) -> Iterator[StyledText]:
        """Yield a value as a filter changes it: as a whole, because a bracket may run from piece to piece."""
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

    def _run_around(self, piece: StyledText) -> tuple[str, str]:
        """Return the XML of the run before and after a text, with bold and italic set over the example's own."""
        key = (piece.bold, piece.italic)
        if key not in self._runs:
            run = deepcopy(self._run)
            _set_style(run, bold=piece.bold, italic=piece.italic)
            before, _, after = xml_of(run, self._namespaces).partition(_MARK)
            self._runs[key] = before, after
        return self._runs[key]


def _text_look(paragraph: Element, looks: Looks) -> TextLook:
    tagged = (run for run in paragraph.iter(RUN) if "{{" in edit.visible_text(run))
    run = next(tagged, next(paragraph.iter(RUN), None))
    return looks.text(run) if run is not None else looks.mark(paragraph)


def _with_lone_tags(paragraph: Element) -> Element:
    """Return a copy in which a text with tags is alone in its run, so that the run can be filled as a whole."""
    twin = deepcopy(paragraph)
    for run in list(twin.iter(RUN)):
        inner = [child for child in run if child.tag != RUN_PROPERTIES]
        if len(inner) < 2 or "{{" not in edit.visible_text(run):
            continue
        for child in inner:
            part = etree.Element(RUN)
            if (own := run.find(RUN_PROPERTIES)) is not None:
                part.append(deepcopy(own))
            part.append(child)
            run.addprevious(part)
        run.getparent().remove(run)
    return twin


def _merged(pieces: Iterable[StyledText]) -> list[StyledText]:
    """Return the pieces, neighbours with the same setting joined, empty ones left out."""
    found: list[StyledText] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and (found[-1].bold, found[-1].italic) == (piece.bold, piece.italic):
            found[-1] = Plain(found[-1].text + piece.text, piece.bold, piece.italic)
        else:
            found.append(piece)
    return found


def _set_style(run: Element, *, bold: bool, italic: bool) -> None:
    if bold:
        edit.put(run, "w:rPr", "w:b")
        edit.put(run, "w:rPr", "w:bCs")
    if italic:
        edit.put(run, "w:rPr", "w:i")
        edit.put(run, "w:rPr", "w:iCs")
