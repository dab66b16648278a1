"""Cells of tables as paragraphs: tags evaluated, bold and italic kept, lines and bullets apart.

Promises: a cell is read once, marks first, so that no value turns into a mark; a plain cell stays unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docgen import expression
from docgen.context.names import Cited, Evaluator, Rich
from docgen.model.fields import DataText
from docgen.model.resolved import CellParagraph, Run
from docgen.model.text.cell_text import CellText, is_marked, spans_in
from docgen.model.text.spans import Span


class _CellStretch(NamedTuple):
    """A part of a cell in one style."""

    text: Rich
    bold: bool
    italic: bool


class CellTexts:
    """Evaluates the texts of cells of one dossier."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator

    def value(self, text: DataText) -> str:
        """Return the text of a cell, its tags evaluated and its marks gone."""
        if not is_marked(text):
            return str.__str__(text)
        return "".join(str.__str__(stretch.text) for stretch in self._stretches(text))

    def runs(self, text: DataText, cited: Cited) -> list[Run]:
        """Return a cell as the page has it."""
        if not is_marked(text):
            return [Run(str.__str__(text))]
        return [Run(cited.print(stretch.text), stretch.bold, stretch.italic) for stretch in self._stretches(text)]

    def _stretches(self, text: DataText) -> list[_CellStretch]:
        log = self.evaluator.log
        spans = spans_in(text, lambda code, offset, *said: log.say(code, log.character(text, offset), *said))
        if not spans:
            return [_CellStretch(self.evaluator.text(text), False, False)]
        stretches: list[_CellStretch] = self.evaluator.once(text, lambda: list(self._evaluated(text, spans)))
        return stretches

    def _evaluated(self, text: DataText, spans: Sequence[Span]) -> Iterator[_CellStretch]:
        evaluator = self.evaluator
        for span, names in evaluator.expand(text, spans, expression.control):
            if span.kind == "expr":
                yield _CellStretch(Rich(evaluator.value(text, span.text, span.start, names)), span.bold, span.italic)
            else:
                yield _CellStretch(Rich((span.text,)), span.bold, span.italic)


def paragraphs(runs: Sequence[Run]) -> tuple[CellParagraph, ...]:
    """Return the lines of a cell that hold something, at least one; a line after "- " is a bullet."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for number, part in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            lines[-1].append(Run(part, run.bold, run.italic))
    found = [_paragraph(line) for line in lines]
    return tuple(paragraph for paragraph in found if paragraph.text) or (CellParagraph(""),)


def _paragraph(runs: list[Run]) -> CellParagraph:
    text = "".join(run.text for run in runs)
    bullet = text.strip().startswith("- ")
    shown = text.strip()[2:].lstrip() if bullet else text.strip()
    if not any(run.bold or run.italic for run in runs):
        return CellParagraph(shown, bullet)
    begin = text.index(shown)
    end, place = begin + len(shown), 0
    kept: list[Run] = []
    for run in runs:
        part = run.text[max(begin - place, 0) : max(end - place, 0)]
        place += len(run.text)
        if part and kept and (kept[-1].bold, kept[-1].italic) == (run.bold, run.italic):
            kept[-1] = Run(kept[-1].text + part, run.bold, run.italic)
        elif part:
            kept.append(Run(part, run.bold, run.italic))
    return CellParagraph(shown, bullet, tuple(kept))


__all__ = ["CellText", "CellTexts", "paragraphs"]
