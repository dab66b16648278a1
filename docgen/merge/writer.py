"""Writes blocks and tables into a filled section by copying the template's examples.

Promises: every block looks like its example; a kind of block without one is a finding, never a blank; what leads on
to the next lines stays with them; the signature is never separated from the end of the text and never split itself.

The writer knows blocks only by what it reads of them (`kind`, `label`, `runs`; for tables `columns`, `header`,
`rows`; for charts `caption`), not where they came from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, zip_longest
from typing import Any

from lxml import etree

from docgen.finding import At, Finding, Findings, Where
from docgen.merge import columns
from docgen.merge.ending import keep_end
from docgen.merge.examples import Example, Plain
from docgen.merge.lines import Lines, break_values
from docgen.merge.tables import TableWriter
from docgen.merge.template import BODY, FILLED, RULE, TemplateSection
from docgen.model.vocabulary import BLOCK_KINDS, STAND_INS
from docgen.ooxml import edit, metrics
from docgen.ooxml.xml import Element, new, qn, xml_of
from docgen.word.look import Looks

_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
_PLACE = f"<?{BODY} here?>"  # where the body goes
_DEPTH = {kind: depth for depth, kind in enumerate(("dieu", "khoan", "tieu_khoan", "diem", "gach", "cong", "doan"))}
_LEADING_LINES = 2.2  # a longer block may end a page: enough of it stays there
_TABLE_GAP_TWIPS = 120  # 6 pt, what the decree asks between paragraphs


class SectionWriter:
    """Fills one section's body, rules and centred lines.

    `width_pt` is the width of its text; `draw` adds a chart block's chart to the file and returns its w:drawing.
    """

    def __init__(self, section: TemplateSection, looks: Looks, width_pt: float, draw: Callable[[Any], Element]) -> None:
        self.section, self.width_pt, self.draw = section, width_pt, draw
        self.lines = Lines(looks, width_pt)
        self.missing: dict[str, At] = {}  # the kinds without an example, each with the first block that needs it
        self.shrunk: list[tuple[At, float]] = []  # the tables in smaller letters, with the points these lost
        self.rewidened: list[tuple[At, str]] = []  # the tables whose columns are not as wide as asked for
        self._body: Sequence[Any] = ()
        self._blocks: list[list[str]] = []  # the XML of each block of the body, element by element

    def filled(self, source: str, body: Sequence[Any]) -> str:
        """Return the XML of a section with the blocks of its body in it. Once parsed, it goes to `finish`."""
        self._body = body
        self._blocks = [self._written(block) for block in body]
        if body and _PLACE not in source:
            self.missing.setdefault("doan", body[0].at)
        return source.replace(_PLACE, "".join(chain.from_iterable(self._blocks)) + _PLACE, 1)

    def finish(self, root: Element) -> None:
        """Finish a filled section: what stays together, its rules and its centred lines."""
        _complete_cells(root)
        marks = list(root.iter(etree.ProcessingInstruction))
        place = next((mark for mark in marks if mark.target == BODY), None)
        if place is not None:
            self._arrange(place)
            keep_end(place, self.lines)
            place.getparent().remove(place)
        self._measure([mark for mark in marks if mark.target in (FILLED, RULE)])

    def findings(self, where: Where) -> list[Finding]:
        """Return a finding for each kind of block or row without example, and for each table changed to fit."""
        found = Findings()
        for kind, at in self.missing.items():
            found.say("MT026", where, *_no_example(kind, str(at())))
        for at, cut in self.shrunk:
            message = f"bảng có quá nhiều cột cho bề ngang của trang; chữ trong bảng nhỏ đi {cut:g} điểm"
            found.say("MT031", at, message)
        for at, message in self.rewidened:
            found.say("DL150", at, message)
        return found

    # The body

    def _arrange(self, place: Element) -> None:
        """Keep blocks with what they lead on to, and tables clear of what is above; they end right before `place`."""
        end = place.getparent().index(place)
        elements = iter(place.getparent()[end - sum(map(len, self._blocks)) : end])
        above: Element | None = None
        for block, after, xml in zip_longest(self._body, self._body[1:], self._blocks):
            own = [next(elements) for _ in xml]
            if not own:
                continue
            if after is not None and _leads(block, after) and self._line_count(block) < _LEADING_LINES:
                edit.keep_with_next(own[-1])
            if own[0].tag == _TABLE and above is not None:
                self._keep_clear(own[0], above)
            above = own[-1]

    def _written(self, block: Any) -> list[str]:
        """Return the XML of a block, element by element."""
        if block.kind == "bang":
            return self._table(block)
        if block.kind == "bieu_do":
            return self._chart(block)
        return self._paragraphs(block.kind, block.label, block.runs, block.at)

    def _paragraphs(self, kind: str, label: str, runs: Sequence[Any], at: At, *, keep: bool = False) -> list[str]:
        """Return the XML of the paragraphs of a block, one or more; `keep` keeps them with what follows."""
        values = {"nhan": [Plain(label)] if label else [], "chu": runs}
        examples = self._examples(kind)
        if not examples:
            self.missing.setdefault(kind, at)
        if keep:
            examples = [example.variant(keep=True) for example in examples]
        return [example.filled(values) for example in examples]

    def _examples(self, kind: str) -> list[Example]:
        known = self.section.examples
        if kind not in known and STAND_INS.get(kind) in known:
            known[kind] = [example.variant(bold=True) for example in known[STAND_INS[kind]]]
        return known.get(kind, [])

    def _table(self, block: Any) -> list[str]:
        if self.section.table is None:
            self.missing.setdefault("hang", block.at)
            return []
        xml = []
        for kind, text in (("bang_tieu_de", block.caption), ("don_vi", block.unit)):
            if text:
                xml += self._paragraphs(kind, "", [Plain(self._without_lead(kind, text))], block.at, keep=True)
        writer = TableWriter(self.section.table, self.width_pt)
        xml.append(writer.table(block))
        for kind in writer.missing:
            self.missing.setdefault(kind, block.at)
        if writer.layout.cut_pt:
            self.shrunk.append((block.at, writer.layout.cut_pt))
        if changed := columns.changed_widths(block.columns, writer.layout.widths):
            said = ", ".join(f"cột “{item.code}” {got:.0f} mm thay cho {item.width_mm:g}" for item, got in changed)
            message = f"bề rộng ghi ở rong không đủ chỗ hoặc quá trang, nên in khác: {said}"
            self.rewidened.append((changed[0][0].at, message))
        return xml

    def _without_lead(self, kind: str, text: str) -> str:
        """Return a text without the words that its example prints before it ("Đơn vị tính: …")."""
        examples = self._examples(kind)
        lead = examples[0].lead if examples else ""
        if lead and text.lower().startswith(lead.lower()):
            return text[len(lead) :].lstrip()
        return text

    def _chart(self, block: Any) -> list[str]:
        xml = []
        if block.caption:
            xml += self._paragraphs("bang_tieu_de", "", [Plain(block.caption)], block.at, keep=True)
        xml.append(xml_of(_drawing_paragraph(self.draw(block)), self.lines.looks.namespaces))
        return xml

    def _keep_clear(self, table: Element, above: Element) -> None:
        """Keep a table clear of what is above it: some space under a paragraph, a small paragraph under a table."""
        if above.tag == _TABLE:
            table.addprevious(edit.small_paragraph(_TABLE_GAP_TWIPS))
        elif self.lines.looks.paragraph(above).after * 20 < _TABLE_GAP_TWIPS:
            edit.put(above, "w:pPr", "w:spacing", after=str(_TABLE_GAP_TWIPS))

    def _line_count(self, block: Any) -> float:
        """Return about how many lines a block of text takes."""
        example = self._examples(block.kind)[-1]
        length = metrics.width_pt(block.text, example.text_look.size, example.text_look.bold)
        return (length + max(example.look.first, 0)) / (self.width_pt - example.look.left - example.look.right)

    # Rules and centred lines

    def _measure(self, marks: Sequence[Any]) -> None:
        """Break and centre what was filled, then measure the rules under it."""
        for mark in marks:
            if mark.target == FILLED:
                break_values(mark.getparent())
                if mark.text:
                    self.lines.balance(mark.getparent())
        for mark in marks:
            paragraph = mark.getparent()
            if mark.target == RULE:
                self.lines.set_rule(paragraph, float(mark.text))
            paragraph.remove(mark)


def _no_example(kind: str, where: str) -> tuple[str, str]:
    """Return the message that a kind has no example, and the remedy."""
    if kind in BLOCK_KINDS:
        message = f"mẫu không có đoạn làm mẫu cho {BLOCK_KINDS[kind]} mà dữ liệu cần ({where})"
        return message, f"Thêm, cạnh các đoạn làm mẫu khác, một đoạn: {{{{ {kind}.nhan }}}} {{{{ {kind}.chu }}}}."
    tag = kind if "." in kind else f"{kind}.chu"
    if kind == "cot":
        tag = "cot.ten"
    message = f"mẫu không có hàng làm mẫu {{{{ {tag} }}}} mà dữ liệu cần ({where})"
    return message, f"Thêm hàng {{{{ {tag} }}}} vào bảng làm mẫu."


def _drawing_paragraph(drawing: Element) -> Element:
    """Return a centred paragraph that holds a drawing; its line is as high as that, whatever the template says."""
    paragraph = new("w:p")
    edit.put(paragraph, "w:pPr", "w:spacing", before="60", after=str(_TABLE_GAP_TWIPS), line="240", lineRule="auto")
    edit.put(paragraph, "w:pPr", "w:ind", left="0", right="0", firstLine="0")
    edit.put(paragraph, "w:pPr", "w:jc", val="center")
    etree.SubElement(paragraph, qn("w:r")).append(drawing)
    return paragraph


def _leads(block: Any, after: Any) -> bool:
    """Return whether a block leads on to the next: it opens a list, or is a title without being a heading."""
    if block.kind in ("bang", "bieu_do"):
        return False
    text = block.text.rstrip()
    if text.endswith(":") or (block.runs and all(run.bold for run in block.runs)):
        return True
    deeper = _DEPTH.get(after.kind, 0) > _DEPTH.get(block.kind, 9)
    return deeper and not text.endswith((".", ";", ",", "!", "?", "…"))


def _complete_cells(root: Element) -> None:
    """Give every cell the paragraph it must end with, and drop tables that lost all their rows."""
    for cell in root.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != _PARAGRAPH:
            etree.SubElement(cell, _PARAGRAPH)
    for table in list(root.iter(_TABLE)):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)
