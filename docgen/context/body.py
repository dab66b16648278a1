"""A body worked out: conditions first, then numbering by position, then texts in the order they are printed.

Labels follow position, never typing (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6): headings I. →
1. → a), a numbered list at the next level under its heading, then "-" and "+". Under one heading the numbering of
one level goes on, so no two points share a label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen import expression, vietnamese
from docgen.context.names import Cite, Cited, Evaluator, Rich
from docgen.finding import Where
from docgen.model.fields import Log, Text
from docgen.model.markup import Node, Span, parse
from docgen.model.paper import DEFAULT_LABELS, Dieu
from docgen.model.resolved import Block, ChartBlock, Run, TableBlock

KINDS = {"I.": "muc", "1.": "khoan", "1.1.": "tieu_khoan", "a)": "diem", "-": "gach", "+": "cong"}
TITLED = {"khoan": "khoan_tieu_de", "diem": "diem_tieu_de"}
_STRUCTURE_LABEL = {"phan": "Phần", "chuong": "Chương", "muc_lon": "Mục", "tieu_muc": "Tiểu mục", "dieu": "Điều"}
_STRUCTURE_ORDER = ("phan", "chuong", "muc_lon", "tieu_muc")
_IN_TEXT = {"muc": "Mục", "khoan": "khoản", "diem": "điểm", "tieu_khoan": "khoản"}


@dataclass(slots=True)
class Entry:
    """A block with its label, before its text is worked out; `names` are what its expressions see."""

    kind: str
    label: str
    node: Node
    text: Text
    names: Mapping[str, Any]
    prefix: bool = False


class Numbering:
    """The counters of one paper's body."""

    def __init__(self, patterns: Sequence[str], log: Log) -> None:
        self.patterns = [pattern for pattern in patterns if pattern not in "-+"]
        self.log = log
        self.counters = [0] * (len(self.patterns) + 1)
        self.structure = dict.fromkeys(_STRUCTURE_LABEL, 0)
        self.base = 0  # index of the level of the nearest heading, plus one

    def heading(self, node: Node, text: Text) -> tuple[str, str]:
        """Return kind and label of a heading."""
        if node.structure:
            return self._structure(node.structure)
        index = node.level - 1
        if index >= len(self.patterns):
            self._too_deep(node, text)
            index = len(self.patterns) - 1
        self.base = index + 1
        kind = KINDS[self.patterns[index]]
        return TITLED.get(kind, kind), self._count(index)

    def _structure(self, structure: str) -> tuple[str, str]:
        self.structure[structure] += 1
        if structure in _STRUCTURE_ORDER:
            # Mục restarts in each chương and tiểu mục in each mục; chương and điều run on.
            for lower in _STRUCTURE_ORDER[_STRUCTURE_ORDER.index(structure) + 1 :]:
                if lower in ("muc_lon", "tieu_muc"):
                    self.structure[lower] = 0
        number = self.structure[structure]
        if structure == "dieu":
            self.restart()
            return "dieu_tieu_de", f"Điều {number}."
        shown = vietnamese.la_ma(number) if structure in ("phan", "chuong") else str(number)
        return structure, f"{_STRUCTURE_LABEL[structure]} {shown}"

    def restart(self) -> None:
        """Begin the khoản of a new article."""
        self.counters = [0] * len(self.counters)
        self.base = self._index("1.")

    def _index(self, pattern: str) -> int:
        return self.patterns.index(pattern) if pattern in self.patterns else 0

    def item(self, node: Node, text: Text, numbered_depth: int, bullet_depth: int) -> tuple[str, str]:
        """Return kind and label of a list item inside so many numbered and bulleted lists."""
        if not node.numbered:
            kind = "cong" if node.mark == "+" or bullet_depth > 1 else "gach"
            return kind, "+" if kind == "cong" else "-"
        index = max(self.base, self._index("1.") if self.base == 0 else 0) + numbered_depth - 1
        if node.mark.endswith(")") and node.mark[0].isalpha() and "a)" in self.patterns and numbered_depth == 1:
            index = max(index, self.patterns.index("a)"))
        if index >= len(self.patterns):
            self._too_deep(node, text)
            return "gach", "-"
        return KINDS[self.patterns[index]], self._count(index)

    def _count(self, index: int) -> str:
        self.counters[index] += 1
        self.counters[index + 1 :] = [0] * (len(self.counters) - index - 1)
        number, pattern = self.counters[index], self.patterns[index]
        if pattern == "I.":
            return f"{vietnamese.la_ma(number)}."
        if pattern == "1.1.":
            return f"{max(self.counters[index - 1], 1)}.{number}."
        return f"{vietnamese.diem(number)})" if pattern == "a)" else f"{number}."

    def _too_deep(self, node: Node, text: Text) -> None:
        key, inside = text.at(node.offset)
        levels = " → ".join(self.patterns)
        self.log.say("DL085", key, f"cấp này sâu hơn các cấp đánh số {levels}", offset=inside)


Placed = Callable[[str, Where], TableBlock | ChartBlock | None]
"""Gives what a line `{{ bang.x }}` or `{{ bieu_do.x }}` places."""


class Body:
    """Works out the bodies of one paper."""

    def __init__(self, evaluator: Evaluator, tables: Placed, log: Log) -> None:
        self.evaluator, self.tables, self.log = evaluator, tables, log
        self.labels: dict[str, str] = {}

    def entries(self, text: Text | None, patterns: Sequence[str] | None) -> list[Entry]:
        """Return the numbered blocks of a body, conditions applied."""
        return list(self._numbered(text, Numbering(patterns or DEFAULT_LABELS, self.log))) if text else []

    def articles(self, articles: Sequence[Dieu], patterns: Sequence[str] | None) -> list[Entry]:
        """Return the numbered blocks of articles: "Điều 1." run into its text, or with a title of its own."""
        numbering = Numbering(patterns or DEFAULT_LABELS, self.log)
        found: list[Entry] = []
        for number, article in enumerate(articles, 1):
            numbering.restart()
            label = f"Điều {number}."
            inner = list(self._numbered(article.noi_dung, numbering))
            if article.tieu_de:
                title = Node("heading", 0, spans=self._plain(article.tieu_de))
                found.append(Entry("dieu_tieu_de", label, title, article.tieu_de, self.evaluator.names))
            elif inner and inner[0].kind == "doan":
                first = inner.pop(0)
                found.append(Entry("dieu", label, first.node, first.text, first.names))
            else:
                found.append(Entry("dieu", label, Node("para", 0), article.noi_dung, self.evaluator.names))
            found += inner
        return found

    def _plain(self, text: Text) -> list[Span]:
        return [Span(t.kind, t.text, False, False, t.offset, t.start) for t in self.evaluator.tokens(text)]

    def _numbered(self, text: Text, numbering: Numbering) -> Iterator[Entry]:
        def tag_of(node: Node) -> expression.Token | None:
            return expression.Token("tag", node.spans[0].text, node.offset, node.spans[0].start) if node.kind == "tag" else None

        def wrong(error: expression.ExpressionError, _node: Node) -> None:
            self.evaluator.failed(text, error)

        lists: list[bool] = []  # numbered or not, of the lists around the current item
        for node, names in expression.expand(parse(text, self.log), self.evaluator.names, tag_of, wrong, self.evaluator.budget):
            if node.kind in ("item", "more"):
                lists = [*lists[: node.level - 1], node.numbered]
            kind, label = "doan", ""
            if node.kind == "heading":
                kind, label = numbering.heading(node, text)
                if node.name:
                    self._remember(node.name, kind, label)
            elif node.kind == "item":
                kind, label = numbering.item(node, text, sum(lists), len(lists) - sum(lists))
            elif node.kind == "table":
                kind = "bang"
            yield Entry(kind, label, node, text, names)

    def _remember(self, name: str, kind: str, label: str) -> None:
        base = kind.removesuffix("_tieu_de")
        self.labels[name] = f"{_IN_TEXT[base]} {label.rstrip('.)')}" if base in _IN_TEXT else label.rstrip(".")

    def blocks(self, entries: Sequence[Entry], cited: Cited) -> list[Block | TableBlock | ChartBlock]:
        """Return the printed blocks of numbered entries, their texts worked out in order."""
        printed: list[Block | TableBlock | ChartBlock] = []
        for entry in entries:
            key, inside = entry.text.at(min(entry.node.offset, max(len(entry.text) - 1, 0)))
            where = self.log.places.where(key, inside)
            if entry.kind == "bang":
                table = self.tables(entry.node.name, where)
                if table:
                    printed.append(table)
                continue
            runs = self._runs(entry, cited)
            if runs or entry.kind == "dieu":
                printed.append(Block(entry.kind, entry.label, runs, where))
        return printed

    def _runs(self, entry: Entry, cited: Cited) -> list[Run]:
        runs: list[Run] = []

        def tag_of(span: Span) -> expression.Token | None:
            return expression.Token("tag", span.text, span.offset, span.start) if span.kind == "tag" else None

        def wrong(error: expression.ExpressionError, _span: Span) -> None:
            self.evaluator.failed(entry.text, error)

        for span, names in expression.expand(entry.node.spans, entry.names, tag_of, wrong, self.evaluator.budget):
            text = span.text
            if span.kind == "expr":
                pieces = self.evaluator.value(entry.text, span.text, span.start, names)
                text = cited.print(Rich(pieces))
            if not text:
                continue
            if runs and (runs[-1].bold, runs[-1].italic) == (span.bold, span.italic):
                text, runs[-1:] = runs[-1].text + text, []
            runs.append(Run(text, span.bold, span.italic))
        return _stripped(runs)


def _stripped(runs: list[Run]) -> list[Run]:
    if runs:
        runs[0] = Run(runs[0].text.lstrip(" "), runs[0].bold, runs[0].italic)
        runs[-1] = Run(runs[-1].text.rstrip(" "), runs[-1].bold, runs[-1].italic)
    return [run for run in runs if run.text]


def close(blocks: list[Block | TableBlock | ChartBlock]) -> None:
    """End a part with "./." where it is not typed (it stands in every form of Phụ lục III)."""
    if not blocks:
        return
    last = blocks[-1]
    if not isinstance(last, Block) or not last.runs:
        blocks.append(Block("doan", "", [Run("./.")], last.where))
        return
    end = last.runs[-1]
    if not end.text.rstrip().endswith("./."):
        last.runs[-1] = Run(end.text.rstrip().rstrip(".;") + "./.", end.bold, end.italic)


__all__ = ["Body", "Cite", "Entry", "close"]
