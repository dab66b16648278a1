"""The words of a body: its blocks and tables as the examples of a template set them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from docgen import expression
from docgen.expression import ExpressionError
from docgen.finding import Where
from docgen.lint.arrival.script import FREE, OWN, Script, Value
from docgen.lint.arrival.template_text import tokens
from docgen.lint.arrival.words import words
from docgen.model.resolved import Block, ChartBlock, Part, TableBlock, TableCell
from docgen.model.vocabulary import BLOCK_KINDS, STAND_INS


class BodyScript:
    """Adds the blocks and tables of a part to a script, as the template's examples set them."""

    def __init__(self, script: Script, examples: Mapping[str, list[str]], dash: str) -> None:
        self.script, self.examples, self.dash = script, examples, dash

    def add(self, part: Part) -> None:
        """Add them all."""
        for block in part.body:
            if isinstance(block, TableBlock):
                self._table(block)
            elif isinstance(block, ChartBlock):
                self._block("bang_tieu_de", "", block.caption, block.where, "tên biểu đồ")
            else:
                self._block(block.kind, block.label, _joined(block), block.where)

    def _block(self, kind: str, label: str, text: str, where: Where, name: str = "") -> None:
        self.script.blocks += 1
        number = self.script.blocks
        shown = name or BLOCK_KINDS.get(kind, kind)
        given = {"nhan": Value(f"nhãn của {shown}", label, where, number), "chu": Value(shown, text, where, number)}
        known = kind if kind in self.examples else STAND_INS.get(kind, kind)
        examples = self.examples.get(known, [f"{{{{ {known}.nhan }}}} {{{{ {known}.chu }}}}"])
        printed = set()
        for example in examples:
            for token in tokens(example):
                part = token.text.partition("|")[0].strip().rpartition(".")[2]
                if token.kind == "text":
                    lead = words(token.text)
                    # A text that begins with its example's own words does not print them twice.
                    if not lead or words(text)[: len(lead)] != lead:
                        self.script.add(token.text, OWN if label else FREE)
                elif token.kind == "expr" and part in given:
                    printed.add(part)
                    value = given[part]
                    self.script.put(Value(value.name, _filtered(token.text, known, part, value.text), where, number))
        for part, value in given.items():
            if value.text.strip() and part not in printed:
                self.script.unprinted.append(value)

    def _table(self, block: TableBlock) -> None:
        title = f" của bảng “{block.caption or block.code}”"
        for kind, text in (("bang_tieu_de", block.caption), ("don_vi", block.unit)):
            if text:
                self._block(kind, "", text, block.where)
        header = sorted(block.header, key=lambda cell: cell.column)
        for number in range(block.header_rows):
            self.script.rows += 1
            for cell in header:
                if cell.row == number:
                    self._cell(f"đầu bảng{title}", cell.text, block.where, cell.column)
        self.script.rows += 1
        for column, text in enumerate(block.numbers):
            self._cell(f"số của cột{title}", text, block.where, column)
        names = {cell.column: cell.text for cell in block.header if cell.columns == 1}
        for number, row in enumerate(block.rows, 1):
            self.script.rows += 1
            column = 0
            for item in row.cells:
                if item.merge != "continue":
                    name = f"hàng {number} cột “{names.get(column, column + 1)}”{title}"
                    self._cell(name, self._cell_text(item), item.where if item.where.file else block.where, column)
                column += item.columns

    def _cell_text(self, cell: TableCell) -> str:
        lines = []
        for line in cell.paragraphs:
            lines.append(f"{self.dash} {line.text}" if line.bullet else line.text)
        return "\n".join(lines)

    def _cell(self, name: str, text: str, where: Where, column: int) -> None:
        self.script.put(Value(name, text, where, 0, self.script.rows, column))


def add_charts(script: Script, part: Part) -> None:
    """Add what the charts of a part hold."""
    for block in part.body:
        if isinstance(block, ChartBlock):
            _add_chart(script, block)


def _add_chart(script: Script, block: ChartBlock) -> None:
    """Add a chart series by series: the series' name, the names of its figures, the figures."""
    title = f"biểu đồ “{block.caption or block.code}”"
    for place, series in enumerate(block.chart.series):
        script.put(Value(f"dãy số của {title}", series.name, block.where))
        for name in block.chart.categories:
            if place:
                script.add(name, OWN)
            else:
                script.put(Value(f"tên trong {title}", name, block.where))
        for value in series.values:
            text = "" if value is None else format(Decimal(value), "f")
            script.put(Value(f"số liệu của {title}", text, block.where))


def _joined(block: Block) -> str:
    return "".join(run.text for run in block.runs)


def _filtered(source: str, kind: str, name: str, text: str) -> str:
    """Return what a tag with filters prints of a text; the text itself if it has none, or one fails."""
    if "|" not in source:
        return text
    try:
        return str(expression.evaluate(source, {kind: {name: text}}))
    except ExpressionError:
        return text
