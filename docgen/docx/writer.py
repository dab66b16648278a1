"""Writes blocks and tables into a filled section by copying the template's examples.

Promises: the example's formatting, direct formatting included, is that of every block made from it; a kind of block
without an example is a finding, never a blank; rules get the length of the text they stand under, and centred
text that needs several lines breaks in balance. What arrives is text: nothing in a value is read as a tag or XML.

The writer knows blocks only by what it reads of them (`kind`, `label`, `runs`; for tables `columns`, `header`,
`rows`), not where they came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, Protocol

from lxml import etree

from docgen.docx import edit, metrics
from docgen.docx.ooxml import Element, qn
from docgen.docx.style import Styles
from docgen.docx.tables import TableWriter
from docgen.docx.template import BODY, FILLED, RULE, Section
from docgen.expression import evaluate, tokens
from docgen.finding import Finding, Where


class Styled(Protocol):
    """A stretch of text set one way."""

    text: str
    bold: bool
    italic: bool


class MissingExample(Exception):
    """The template holds no example for a kind of block; `kind` names it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class SectionWriter:
    """Fills one section's body, rules and centred lines. `width_pt` is the width of its text."""

    def __init__(self, section: Section, styles: Styles, width_pt: float) -> None:
        self.section, self.styles, self.width_pt = section, styles, width_pt
        self.missing: dict[str, Where] = {}

    def write(self, root: Element, body: Sequence[Any]) -> None:
        """Put the blocks where the examples stood, then finish rules and lines."""
        place = next((item for item in root.iter(etree.ProcessingInstruction) if item.target == BODY), None)
        if place is not None:
            for element in self._body(body):
                place.addprevious(element)
            following = place.getnext()
            last = place.getprevious()
            if following is not None and following.tag == qn("w:tbl") and last is not None and last.tag == qn("w:p"):
                edit.keep_with_next(last)  # the signature never stands alone (prototype: 19 page ends of 19)
            place.getparent().remove(place)
        elif body:
            self.missing.setdefault("doan", body[0].where)
        _complete_cells(root)
        self._finish_lines(root)

    def findings(self, file: str) -> list[Finding]:
        """Return a finding for each kind of block the template has no example for."""
        return [
            Finding.of("MT026", Where(file=file), f"mẫu không có đoạn hay hàng làm mẫu cho “{kind}” mà dữ liệu cần ({where})",
                       f"Thêm vào mẫu một đoạn: {{{{ {kind}.nhan }}}} {{{{ {kind}.chu }}}}.")  # fmt: skip
            for kind, where in self.missing.items()
        ]

    def _body(self, body: Sequence[Any]) -> Iterator[Element]:
        for block in body:
            if block.kind == "bang":
                yield from self._table(block)
                continue
            try:
                yield from self.block(block.kind, block.label, block.runs)
            except MissingExample as error:
                self.missing.setdefault(error.kind, block.where)

    def _table(self, block: Any) -> Iterator[Element]:
        if self.section.table is None:
            self.missing.setdefault("hang", block.where)
            return
        for kind, text in (("bang_tieu_de", block.caption), ("don_vi", block.unit)):
            if text:
                for paragraph in self.block(kind, "", [_Text(text)]):
                    edit.keep_with_next(paragraph)
                    yield paragraph
        writer = TableWriter(self.section.table, self.styles, self.width_pt)
        yield writer.table(block)
        for kind in writer.missing:
            self.missing.setdefault(kind, block.where)

    def block(self, kind: str, label: str, runs: Sequence[Styled]) -> Iterator[Element]:
        """Yield the paragraphs of a block, copied from its example. Raises MissingExample."""
        examples = self.section.examples.get(kind)
        if not examples:
            raise MissingExample(kind)
        for example in examples:
            yield fill(example, kind, {"nhan": [_Text(label)] if label else [], "chu": runs})

    # Rules and centred lines

    def _finish_lines(self, root: Element) -> None:
        for paragraph in list(root.iter(qn("w:p"))):
            marks = [item for item in paragraph if item.tag is etree.ProcessingInstruction]
            for mark in marks:
                paragraph.remove(mark)
            targets = {item.target for item in marks}
            if FILLED in targets:
                break_values(paragraph)
                self._balance(paragraph)
            if RULE in targets:
                self._rule(paragraph, float(next(item.text for item in marks if item.target == RULE)))

    def _box_pt(self, paragraph: Element) -> float:
        """Return the width in which a paragraph's lines are set."""
        look = self.styles.of(paragraph)
        cell = next(paragraph.iterancestors(qn("w:tc")), None)
        width = self.width_pt
        if cell is not None:
            given = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            if given is not None and given.get(qn("w:type")) == "dxa":
                width = int(given.get(qn("w:w"))) / 20 - sum(cell_margins_pt(cell))
        return width - look.left_pt - look.right_pt

    def _balance(self, paragraph: Element) -> None:
        runs = [run for run in paragraph.findall(qn("w:r")) if run.find(qn("w:t")) is not None]
        if len(runs) != 1 or len(runs[0].findall(qn("w:t"))) != 1:
            return
        look = self.styles.of(paragraph, runs[0])
        text = runs[0].find(qn("w:t"))
        if look.align != "center" or text is None or not text.text:
            return
        shown = text.text.upper() if look.caps else text.text
        lines = metrics.break_balanced(shown, self._box_pt(paragraph), look.size_pt, look.bold, look.italic)
        if len(lines) > 1:
            edit.put_lines(text, _same_breaks(text.text, lines))

    def _rule(self, rule: Element, ratio: float) -> None:
        above = _paragraph_above(rule)
        if above is None:
            return
        length = max((self._line_widths(above)), default=0.0) * ratio
        cell = next(rule.iterancestors(qn("w:tc")), None)
        look = self.styles.of(rule)
        box = self._box_pt(rule) + look.left_pt + look.right_pt if cell is not None else self.width_pt
        side = max(int(round((box - length) * 10)), 0)
        edit.put(rule, "w:pPr", "w:ind", left=str(side), right=str(side))

    def _line_widths(self, paragraph: Element) -> Iterator[float]:
        width = 0.0
        for run in paragraph.iter(qn("w:r")):
            look = self.styles.of(paragraph, run)
            for item in run:
                if item.tag == qn("w:br"):
                    yield width
                    width = 0.0
                elif item.tag == qn("w:t"):
                    text = (item.text or "").upper() if look.caps else item.text or ""
                    width += metrics.width_pt(text, look.size_pt, look.bold, look.italic)
        yield min(width, self._box_pt(paragraph))




class _Text:
    """Plain text as a run."""

    __slots__ = ("bold", "italic", "text")

    def __init__(self, text: str) -> None:
        self.text, self.bold, self.italic = text, False, False


def fill(example: Element, kind: str, values: Mapping[str, Sequence[Styled]]) -> Element:
    """Return a copy of an example paragraph with `{{ kind.name }}` replaced by the runs of `values[name]`."""
    paragraph = deepcopy(example)
    for run in paragraph.findall(qn("w:r")):
        text = run.find(qn("w:t"))
        if text is None or "{{" not in (text.text or ""):
            continue
        for piece in _pieces(text.text or "", kind, values):
            run.addprevious(_run_like(run, piece))
        paragraph.remove(run)
    return paragraph


def _pieces(source: str, kind: str, values: Mapping[str, Sequence[Styled]]) -> Iterable[Styled]:
    """Return the stretches of an example's text; a space that parts an absent label from its text goes with it."""
    pieces: list[Styled] = []
    for token in tokens(source):
        if token.kind == "text":
            pieces.append(_Text(token.text))
            continue
        path = token.text.split("|")[0].strip()
        name = path.rpartition(".")[2]
        if path == f"{kind}.{name}" and path == token.text and name in values:
            pieces += values[name]
            continue
        for run in values.get(name, ()):
            shown = _Text(str(evaluate(token.text, {kind: {name: run.text}})))
            shown.bold, shown.italic = run.bold, run.italic
            pieces.append(shown)
    if pieces and not pieces[0].text.strip() and not values.get("nhan"):
        pieces = pieces[1:]
    return [piece for piece in pieces if piece.text]


def _run_like(run: Element, piece: Styled) -> Element:
    """Return a run with the formatting of `run` and a piece's text, bold and italic where the text asks for it."""
    made = etree.Element(qn("w:r"))
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        made.append(deepcopy(properties))
    for on, tags in ((piece.bold, ("w:b", "w:bCs")), (piece.italic, ("w:i", "w:iCs"))):
        for tag in tags if on else ():
            edit.put(made, "w:rPr", tag)
    made.extend(edit.content(piece.text))
    return made






def break_values(paragraph: Element) -> None:
    """Turn line ends and tabs that values brought into a filled paragraph into breaks and tabs."""
    for text in list(paragraph.iter(qn("w:t"))):
        if text.text and ("\n" in text.text or "\t" in text.text):
            edit.replace_text(text, text.text)




def _same_breaks(text: str, lines: Sequence[str]) -> list[str]:
    """Return `text` divided where `lines` (the same text, perhaps in capitals) are."""
    words = text.split(" ")
    divided = []
    for line in lines:
        count = len(line.split(" "))
        divided.append(" ".join(words[:count]))
        words = words[count:]
    return divided if not words and [len(a) for a in divided] == [len(b) for b in lines] else list(lines)






def cell_margins_pt(cell: Element) -> tuple[float, float]:
    """Return the left and right margins of a cell, from the table's own properties (Word's default: 5.4 pt)."""
    margins = []
    table = next(cell.iterancestors(qn("w:tbl")))
    for side, other in (("w:left", "w:start"), ("w:right", "w:end")):
        found = None
        for holder in (cell.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}"), table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")):
            if holder is not None and found is None:
                found = holder.find(qn(side)) if holder.find(qn(side)) is not None else holder.find(qn(other))
        margins.append(int(found.get(qn("w:w"))) / 20 if found is not None else 5.4)
    return margins[0], margins[1]


def _paragraph_above(rule: Element) -> Element | None:
    above = rule.getprevious()
    while above is not None and (above.tag != qn("w:p") or not "".join(above.itertext()).strip()):
        above = above.getprevious()
    return above


def _complete_cells(root: Element) -> None:
    """Give every cell the paragraph it must end with, and drop tables that lost all their rows."""
    for cell in root.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            etree.SubElement(cell, qn("w:p"))
    for table in list(root.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)


__all__ = ["MissingExample", "SectionWriter", "fill"]
