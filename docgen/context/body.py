"""A body resolved: conditions first, then numbering by position, then texts in the order they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from docgen import expression
from docgen.context.names import Cited, Evaluator, Rich
from docgen.context.numbering import BodyNumbering
from docgen.finding import At
from docgen.model.fields import DataText, Log
from docgen.model.parts import DEFAULT_LABELS, Dieu
from docgen.model.resolved import Block, ChartBlock, Run, TableBlock
from docgen.model.text.labels import follows
from docgen.model.text.markup import Node, parse, without
from docgen.model.text.spans import Span

Scope = Mapping[str, Any]


@dataclass(slots=True)
class BodyEntry:
    """A block with its label, before its text is evaluated: its stretches, each with what its expressions see."""

    kind: str
    label: str
    node: Node
    text: DataText
    spans: list[tuple[Span, Scope]]


Placed = Callable[[str, At], TableBlock | ChartBlock | None]
"""Gives what a line `{{ bang.x }}` or `{{ bieu_do.x }}` places."""


class Body:
    """Resolves the bodies of one paper."""

    def __init__(self, evaluator: Evaluator, log: Log) -> None:
        self.evaluator, self.log = evaluator, log
        self.labels: dict[str, str] = {}

    def entries(self, text: DataText | None, patterns: Sequence[str] | None) -> list[BodyEntry]:
        """Return the numbered blocks of a body, conditions applied."""
        if not text:
            return []
        numbering = BodyNumbering(patterns or DEFAULT_LABELS)
        entries = list(self._numbered(text, parse(text, self.log), numbering))
        return self._run_in(entries)

    def articles(self, articles: Sequence[Dieu], patterns: Sequence[str] | None) -> list[BodyEntry]:
        """Return the numbered blocks of articles: "Điều 1." run into its text, or with a title of its own."""
        numbering = BodyNumbering(patterns or DEFAULT_LABELS)
        found: list[BodyEntry] = []
        before = 0
        for number, article in enumerate(articles, 1):
            numbering.article(number)
            label = f"Điều {number}."
            nodes = parse(article.noi_dung, self.log, article=True)
            inner = list(self._numbered(article.noi_dung, nodes, numbering))
            typed = nodes[0].article if nodes else ""
            if typed and not follows(int(typed), number, before):
                said = f"dòng này ghi “Điều {typed}”, sẽ in “Điều {number}”"
                self.log.say("DL074", self.log.character(article.noi_dung, 0), said)
            before = int(typed) if typed else number
            if article.tieu_de:
                found.append(self._titled(article.tieu_de, label))
            elif inner and inner[0].kind == "doan":
                inner[0].kind, inner[0].label = "dieu", label
            else:
                found.append(BodyEntry("dieu", label, Node("para", 0), article.noi_dung, []))
            found += inner
        return found

    def _titled(self, text: DataText, label: str) -> BodyEntry:
        """Return the title of an article; a label typed before it is left out."""
        spans = [Span(t.kind, t.text, False, False, t.offset, t.start) for t in self.evaluator.tokens(text)]
        if text.startswith(label):
            spans = without(spans, label)
        title = Node("heading", 0, spans=spans)
        return BodyEntry("dieu_tieu_de", label, title, text, self._open(title, text))

    def _open(self, node: Node, text: DataText, names: Scope | None = None) -> list[tuple[Span, Scope]]:
        """Return the stretches of a block that its conditions let through."""
        return list(self.evaluator.expand(text, node.spans, expression.control, names))

    def _numbered(self, text: DataText, nodes: list[Node], numbering: BodyNumbering) -> Iterator[BodyEntry]:
        def tag_of(node: Node) -> expression.Token | None:
            return expression.control(node.spans[0]) if node.kind == "tag" else None

        def say(code: str, node: Node, message: str, remedy: str) -> None:
            self.log.say(code, self.log.character(text, node.offset), message, remedy)

        lists: list[bool] = []  # numbered or not, of the lists around the current item
        stretches = _stretches(nodes)
        for node, names in self.evaluator.expand(text, nodes, tag_of):
            if node.kind == "table":
                yield BodyEntry("bang", "", node, text, [])
                continue
            spans = self._open(node, text, names)
            # A block that conditions have emptied is not there, and takes no number.
            if node.spans and not any(span.kind == "expr" or span.text.strip() for span, _ in spans):
                continue
            kind, label = "doan", ""
            if node.kind == "heading":
                kind, label = numbering.heading(node, say, stretches[id(node)])
                if node.typed and not node.structure:
                    first, seen = spans[0]
                    spans[0] = (without([first], node.typed)[0], seen)
                self._remember(node, text, numbering.reference())
            elif node.kind == "item":
                lists = [*lists[: node.level - 1], node.numbered]
                numbered, bulleted = lists.count(True), lists.count(False)
                kind, label = numbering.item(node, numbered, bulleted, say, stretches[id(node)])
            yield BodyEntry(kind, label, node, text, spans)
        numbering.check_typed(say)

    def _remember(self, node: Node, text: DataText, reference: str) -> None:
        if node.name in self.labels:
            self.log.say("DL077", self.log.character(text, node.offset), f"hai tiêu đề cùng mang mã “{node.name}”")
        elif node.name:
            self.labels[node.name] = reference

    def _run_in(self, entries: list[BodyEntry]) -> list[BodyEntry]:
        """Return entries with each "Điều 1." that has no title run into its paragraph; other headings must have one."""
        kept: list[BodyEntry] = []
        for entry in entries:
            before = kept[-1] if kept else None
            if before and before.kind == "dieu_tieu_de" and not before.spans and entry.kind == "doan":
                kept.pop()
                entry.kind, entry.label = "dieu", before.label
            kept.append(entry)
        for entry in kept:
            if entry.node.kind == "heading" and not entry.spans:
                self.log.say(
                    "DL075", self.log.character(entry.text, entry.node.offset), f"“{entry.label}” không có tiêu đề"
                )
        return kept

    def blocks(
        self, entries: Sequence[BodyEntry], cited: Cited, placed: Placed
    ) -> list[Block | TableBlock | ChartBlock]:
        """Return the printed blocks of numbered entries, their texts evaluated in order."""
        printed: list[Block | TableBlock | ChartBlock] = []
        for entry in entries:
            key, inside = entry.text.at(min(entry.node.offset, max(len(entry.text) - 1, 0)))
            at = partial(self.log.places.where, key, inside)
            if entry.kind == "bang":
                table = placed(entry.node.name, at)
                if table:
                    printed.append(table)
                continue
            failures = len(self.log.findings)
            runs = self._runs(entry, cited)
            if runs or entry.label:
                printed.append(Block(entry.kind, entry.label, runs, at))
            numbered = entry.label not in ("", "-", "+")
            if numbered and entry.spans and not runs and len(self.log.findings) == failures:
                message = f"“{entry.label}” không còn chữ nào sau khi tính {{{{ … }}}}"
                self.log.say("DL076", self.log.character(entry.text, entry.node.offset), message)
        return printed

    def _runs(self, entry: BodyEntry, cited: Cited) -> list[Run]:
        runs: list[Run] = []
        for span, names in entry.spans:
            text = span.text
            if span.kind == "expr":
                text = cited.print(Rich(self.evaluator.value(entry.text, span.text, span.start, names)))
            if not text:
                continue
            if runs and (runs[-1].bold, runs[-1].italic) == (span.bold, span.italic):
                text = runs.pop().text + text
            runs.append(Run(text, span.bold, span.italic))
        return _stripped(runs)


def _stretches(nodes: Sequence[Node]) -> dict[int, int]:
    """Return the number of the stretch between control tags that each block is in, by its id; tags inside it end it.

    So does a mark without a text, which was reported: the numbers after it count from there.
    """
    found, stretch = {}, 0
    for node in nodes:
        cut = any(span.kind == "tag" for span in node.spans)
        stretch += cut or node.after_empty
        found[id(node)] = stretch
        stretch += cut
    return found


def _stripped(runs: list[Run]) -> list[Run]:
    if runs:
        runs[0] = Run(runs[0].text.lstrip(" "), runs[0].bold, runs[0].italic)
        runs[-1] = Run(runs[-1].text.rstrip(" "), runs[-1].bold, runs[-1].italic)
    return [run for run in runs if run.text]


def close(blocks: list[Block | TableBlock | ChartBlock]) -> None:
    """End a part with "./." where that is not typed (every form of Phụ lục III ends with it)."""
    if not blocks:
        return
    last = blocks[-1]
    if not isinstance(last, Block) or not last.runs:
        blocks.append(Block("doan", "", [Run("./.")], last.at))
        return
    end = last.runs[-1]
    text = end.text.rstrip()
    if text.endswith("./."):
        return
    text = text.rstrip(".;,")
    if end.bold or end.italic:
        last.runs[-1:] = [Run(text, end.bold, end.italic), Run("./.")]
    else:
        last.runs[-1] = Run(text + "./.")


__all__ = ["Body", "BodyEntry", "close"]
