"""How a paragraph and its runs look once styles and direct formatting are added up, as Word adds them.

Promises the resolved values in points; hides the order of precedence: document defaults (with the fonts of the theme),
table style, paragraph style chain, character style chain, direct formatting (ECMA-376 part 1, §17.7.2), with properties
that toggle (bold, italic, caps) cancelling out between paragraph and character style (§17.7.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.ooxml.metrics import PT_MM
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn

# Properties by dotted path: {"spacing.before": "120", "keepNext": "1", "pBdr.top.val": "single"}.
_Properties = dict[str, str]
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_USUAL_FONT = "Times New Roman"  # of Word, where a file names none
_CELL_MARGIN_PT = 5.4  # Word's own, where a table says nothing
_OFF = ("0", "false", "off", "none")
_P, _P_PR, _R_PR, _TABLE = qn("w:p"), qn("w:pPr"), qn("w:rPr"), qn("w:tbl")
_BY_PLACE = ("firstRow", "lastRow", "band1Horz", "band2Horz", "nwCell", "neCell", "swCell", "seCell")
_TOGGLES = ("b", "i", "caps", "smallCaps", "strike", "vanish")


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """Lengths in points. `line` is a multiple of the line's height where `line_rule` is "auto", else points.

    `first` is negative for a hanging indent. `borders` are the sides that print. `level` is the outline level from 0.
    """

    style: str
    align: str
    left: float
    right: float
    first: float
    before: float
    after: float
    line: float
    line_rule: str
    keep_next: bool
    keep_lines: bool
    widow_control: bool
    page_break_before: bool
    borders: tuple[str, ...]
    level: int | None
    numbering: str


@dataclass(frozen=True, slots=True)
class TextLook:
    """`size` in points; `color` "" where automatic or black; `underline` and `raised` (vertAlign) "" where none."""

    font: str
    size: float
    bold: bool
    italic: bool
    caps: bool
    small_caps: bool
    strike: bool
    hidden: bool
    underline: str
    color: str
    highlight: str
    raised: str


class Looks:
    """Resolves looks in one package. Edits to its styles after the first question are not seen.

    `namespaces` are those of the package's main document.
    """

    def __init__(self, package: Package) -> None:
        self.namespaces = package.namespaces
        self._package = package
        self._chains: dict[str, tuple[_Properties, _Properties]] = {}
        # A few ways of formatting are used again and again: a look is computed once for each.
        self._paragraphs: dict[tuple[str, bytes], ParagraphLook] = {}
        self._texts: dict[tuple[str, str, bytes], TextLook] = {}

    def paragraph(self, paragraph: Element) -> ParagraphLook:
        """Return the resolved look of a `w:p`."""
        own, table = paragraph.find(_P_PR), _table_style(paragraph)
        key = (table, _xml(own))
        if key not in self._paragraphs:
            style = self._style_of(paragraph)
            properties = self._base(table, style)[0]
            _overlay(properties, own)
            self._paragraphs[key] = _paragraph_look(properties, style)
        return self._paragraphs[key]

    def text(self, run: Element) -> TextLook:
        """Return the resolved look of a `w:r` inside its `w:p`."""
        return self._text(next(run.iterancestors(_P)), run.find(_R_PR))

    def mark(self, paragraph: Element) -> TextLook:
        """Return the look of the paragraph's mark, which gives an empty paragraph its height."""
        return self._text(paragraph, paragraph.find(f"{_P_PR}/{_R_PR}"))

    def numbering(self, paragraph: Element) -> str:
        """Return the list and level that Word numbers a paragraph by ("3:0"), "" for none; see `Numbering`."""
        own = paragraph.find(f"{_P_PR}/{qn('w:numPr')}")
        given = {} if own is None else _flat(own)
        style = self._chain(self._style_of(paragraph))[0]
        number = given.get("numId", style.get("numPr.numId", "0"))
        return "" if number == "0" else f"{number}:{given.get('ilvl', style.get('numPr.ilvl', '0'))}"

    def sets_rows_by_place(self, table_style: str) -> bool:
        """Return whether a table style, or one it is based on, sets rows by their place (first row, bands …)."""
        for style in self._ancestry(table_style):
            if any(part.get(qn("w:type")) in _BY_PLACE for part in style.iter(qn("w:tblStylePr"))):
                return True
        return False

    @cached_property
    def has_usual_margins(self) -> bool:
        """Whether no table style gives the sides of cells other margins than Word's own."""
        holders = (qn("w:tblCellMar"), qn("w:tcMar"))
        names = [qn(f"w:{side}") for side in ("left", "start", "right", "end")]
        usual = (str(round(_CELL_MARGIN_PT * 20)), "dxa")
        for style in self._styles.values():
            for item in style.iter(*names):
                is_margin = item.getparent().tag in holders
                if is_margin and (item.get(qn("w:w")), item.get(qn("w:type"), "dxa")) != usual:
                    return False
        return True

    def _text(self, paragraph: Element, own: Element | None) -> TextLook:
        key = (_table_style(paragraph), self._style_of(paragraph), _xml(own))
        if key not in self._texts:
            properties = self._base(*key[:2])[1]
            character = None if own is None else own.find(qn("w:rStyle"))
            if character is not None:
                self._add_character_style(properties, str(character.get(qn("w:val"))))
            _overlay(properties, own)
            self._texts[key] = _text_look(properties, self._theme_fonts)
        return self._texts[key]

    def _base(self, table: str, style: str) -> tuple[_Properties, _Properties]:
        """Return fresh paragraph and run properties of everything below direct formatting."""
        of_paragraph, of_run = (dict(part) for part in self._defaults)
        for name in (table, style):
            _merge(of_paragraph, self._chain(name)[0])
            _merge(of_run, self._chain(name)[1])
        return of_paragraph, of_run

    def _add_character_style(self, properties: _Properties, name: str) -> None:
        style = dict(self._chain(name)[1])
        for toggle in _TOGGLES:
            if _on(style, toggle) and _on(properties, toggle):
                style[toggle] = "0"
        _merge(properties, style)

    @cached_property
    def _styles(self) -> Mapping[str, Element]:
        root = self._styles_root
        found: dict[str, Element] = {}
        if root is not None:
            for style in root.iterchildren(qn("w:style")):
                found[str(style.get(qn("w:styleId")))] = style
        return found

    @cached_property
    def _styles_root(self) -> Element | None:
        """The part of the package that holds its styles; None if there is none."""
        names = self._package.related(self._package.main, "styles")
        return self._package.look(names[0]) if names else None

    @cached_property
    def _theme_fonts(self) -> Mapping[str, str]:
        """The Latin fonts that the theme sets for headings ("major") and text ("minor")."""
        found: dict[str, str] = {}
        for name in self._package.related(self._package.main, "theme"):
            for kind in ("major", "minor"):
                for font in self._package.look(name).iter(f"{_DRAWING}{kind}Font"):
                    latin = font.find(f"{_DRAWING}latin")
                    if latin is not None and latin.get("typeface"):
                        found[kind] = str(latin.get("typeface"))
        return found

    @cached_property
    def _defaults(self) -> tuple[_Properties, _Properties]:
        defaults: tuple[_Properties, _Properties] = ({}, {})
        root = self._styles_root
        if root is not None:
            for kind, properties in zip(("pPr", "rPr"), defaults, strict=True):
                path = "/".join(qn(f"w:{step}") for step in ("docDefaults", f"{kind}Default", kind))
                _overlay(properties, root.find(path))
        return defaults

    def _style_of(self, paragraph: Element) -> str:
        """Return the paragraph's style; the default one where it names none, or one that is not there."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = "" if style is None else str(style.get(qn("w:val")))
        return name if name in self._styles else self._default

    @cached_property
    def _default(self) -> str:
        for name, style in self._styles.items():
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default"), "0") not in _OFF:
                return name
        return ""

    def _chain(self, name: str) -> tuple[_Properties, _Properties]:
        if name not in self._chains:
            merged: tuple[_Properties, _Properties] = ({}, {})
            for style in reversed(list(self._ancestry(name))):
                _overlay(merged[0], style.find(qn("w:pPr")))
                _overlay(merged[1], style.find(qn("w:rPr")))
            self._chains[name] = merged
        return self._chains[name]

    def _ancestry(self, name: str) -> Iterator[Element]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            based = self._styles[name].find(qn("w:basedOn"))
            name = "" if based is None else str(based.get(qn("w:val")))


def _table_style(paragraph: Element) -> str:
    """Return the style of the table that a paragraph is in, "" if there is none."""
    table = next(paragraph.iterancestors(_TABLE), None)
    named = None if table is None else table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    return "" if named is None else str(named.get(qn("w:val")))


def _xml(element: Element | None) -> bytes:
    return b"" if element is None else bytes(etree.tostring(element, with_tail=False))


def _overlay(properties: _Properties, element: Element | None) -> None:
    """Lay a `w:pPr` or `w:rPr` over `properties`."""
    if element is not None:
        _merge(properties, _flat(element))


def _merge(properties: _Properties, above: _Properties) -> None:
    # Two names for one thing: the upper one wins, whichever name it uses.
    for group in (("ind.firstLine", "ind.hanging"), ("rFonts.ascii", "rFonts.asciiTheme")):
        if any(key in above for key in group):
            for key in group:
                properties.pop(key, None)
    properties.update(above)


def _flat(element: Element) -> _Properties:
    properties: _Properties = {}
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        for holder, path in [(child, name)] + [(inner, f"{name}.{etree.QName(inner).localname}") for inner in child]:
            for key, value in holder.attrib.items():
                local = etree.QName(key).localname
                properties[path if local == "val" else f"{path}.{_ALIASES.get(local, local)}"] = str(value)
            if not holder.attrib and not len(holder):
                properties[path] = "1"
    return properties


_ALIASES = {"start": "left", "end": "right"}


def _on(properties: _Properties, name: str) -> bool:
    return properties.get(name, "0") not in _OFF


def number_in(text: str, usual: float) -> float:
    """Return the number a property holds, or `usual` if a damaged file holds something else."""
    return float(text) if re.fullmatch(r"-?\d{1,9}(\.\d+)?", text) else usual


def _points(properties: _Properties, name: str) -> float:
    return points_in(properties.get(name, "0"))


def points_in(text: str) -> float:
    """Return a length in points: twentieths of a point, or a number with its unit; 0 for what a damaged file holds."""
    for unit, points in (("pt", 1.0), ("mm", PT_MM), ("cm", 10 * PT_MM), ("in", 72.0)):
        if text.endswith(unit):
            return number_in(text.removesuffix(unit), 0) * points
    return number_in(text, 0) / 20


def _paragraph_look(properties: _Properties, style: str) -> ParagraphLook:
    rule = properties.get("spacing.lineRule", "auto")
    line = number_in(properties.get("spacing.line", ""), 240)
    level = properties.get("outlineLvl", "9")
    sides = ("top", "left", "bottom", "right", "between", "bar")
    numbering = properties.get("numPr.numId", "0")
    return ParagraphLook(
        style=style,
        align={"start": "left", "end": "right"}.get(properties.get("jc", "left"), properties.get("jc", "left")),
        left=_points(properties, "ind.left"),
        right=_points(properties, "ind.right"),
        first=_points(properties, "ind.firstLine") - _points(properties, "ind.hanging"),
        before=_points(properties, "spacing.before"),
        after=_points(properties, "spacing.after"),
        line=line / 240 if rule == "auto" else line / 20,
        line_rule=rule,
        keep_next=_on(properties, "keepNext"),
        keep_lines=_on(properties, "keepLines"),
        widow_control=properties.get("widowControl", "1") not in _OFF,
        page_break_before=_on(properties, "pageBreakBefore"),
        borders=tuple(side for side in sides if properties.get(f"pBdr.{side}", "nil") not in ("nil", "none")),
        level=int(level) if re.fullmatch("[0-8]", level) else None,
        numbering="" if numbering == "0" else f"{numbering}:{properties.get('numPr.ilvl', '0')}",
    )


def _text_look(properties: _Properties, of_theme: Mapping[str, str]) -> TextLook:
    color = properties.get("color", "auto")
    theme = properties.get("rFonts.asciiTheme", "")
    named = properties.get("rFonts.ascii", _USUAL_FONT)
    return TextLook(
        font=of_theme.get(theme[:5], named),  # "minorHAnsi", "majorBidi": the script follows
        size=number_in(properties.get("sz", ""), 20) / 2,
        bold=_on(properties, "b"),
        italic=_on(properties, "i"),
        caps=_on(properties, "caps"),
        small_caps=_on(properties, "smallCaps"),
        strike=_on(properties, "strike") or _on(properties, "dstrike"),
        hidden=_on(properties, "vanish"),
        underline="" if properties.get("u", "none") == "none" else properties["u"],
        color="" if color in ("auto", "000000") else color,
        highlight="" if properties.get("highlight", "none") == "none" else properties["highlight"],
        raised="" if properties.get("vertAlign", "baseline") == "baseline" else properties["vertAlign"],
    )


def cell_margins_pt(cell: Element) -> tuple[float, float]:
    """Return the left and right margins of a cell: its own, its table's, else Word's."""
    table = next(cell.iterancestors(qn("w:tbl")))
    holders = (cell.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}"), table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}"))
    margins = []
    for names in (("w:left", "w:start"), ("w:right", "w:end")):
        found = _first_margin(holders, names)
        text = "" if found is None else str(found.get(qn("w:w"), "0"))
        margins.append(number_in(text, _CELL_MARGIN_PT * 20) / 20)
    return margins[0], margins[1]


def _first_margin(holders: Iterable[Element | None], names: Iterable[str]) -> Element | None:
    for holder in holders:
        if holder is None:
            continue
        for name in names:
            if (found := next(holder.iter(qn(name)), None)) is not None:
                return found
    return None
