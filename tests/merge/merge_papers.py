"""Papers for tests of the merge: the samples, and sentences to fill pages with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from word_file import filled, package_of

from docgen import pdf
from docgen.context import resolve
from docgen.finding import Where
from docgen.merge.template import Template, compile_template
from docgen.model.fields import Log
from docgen.model.read_paper import read_paper
from docgen.model.resolved import Block, Part, Resolved, Run
from docgen.model.vocabulary import VOCABULARY
from docgen.office import Office
from docgen.sources import Reader

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
SAMPLES = sorted(
    str(file.relative_to(DATA))
    for folder in DATA.iterdir()
    if folder.is_dir()
    for file in folder.iterdir()
    if file.suffix in (".toml", ".json")
)
SENTENCE = "Các phòng, đơn vị thuộc Sở rà soát quy trình nội bộ, cập nhật dữ liệu và gửi báo cáo đúng thời hạn. "


@dataclass
class Paper:
    """A paper worked out, merged and, when asked, printed."""

    resolved: Resolved
    template: Template
    docx: bytes = b""
    document: pdf.Document = field(default_factory=lambda: pdf.Document((), (), {}))

    def merged(self) -> Paper:
        """The same with its Word file; no finding is expected."""
        docx, findings = filled(self.template, self.resolved, "mau.docx")
        assert docx is not None, findings
        # A table made for a landscape annex and put upright has not the widths it asks for.
        assert [item for item in findings if item.code != "DL150"] == []
        return Paper(self.resolved, self.template, docx)

    def printed(self, office: Office) -> Paper:
        """The same with its Word file and its PDF."""
        made = self.merged()
        made.document = pdf.read(office.to_pdf(package_of(made.docx)))
        return made

    def only(self, number: int, body: Sequence[Any] | None = None, **values: Any) -> Paper:
        """A paper of one of the parts, with another body or other values where given."""
        part = copy(self.resolved.parts[number])
        part.body = list(part.body if body is None else body)
        part.values = part.values | values
        resolved = copy(self.resolved)
        resolved.parts = [part]
        return Paper(resolved, self.template)

    def part(self, kind: str) -> Part:
        """The first part of a kind."""
        return next(part for part in self.resolved.parts if part.kind == kind)

    @property
    def paragraphs(self) -> list[Printed]:
        """The printed paragraphs in order; a paragraph on two pages is one. Page numbers are not among them."""
        placed = ((line.block.number, page, line) for page, line in self.document.lines if line.block)
        return [
            Printed(tuple((page, line) for _, page, line in group))
            for _, group in groupby(placed, lambda item: item[0])
        ]

    def styled(self, style: str) -> list[Printed]:
        """The printed paragraphs of a style."""
        return [item for item in self.paragraphs if item.style == style]


@dataclass(frozen=True)
class Printed:
    """A printed paragraph: its lines with their pages."""

    placed: tuple[tuple[pdf.Page, pdf.Line], ...]

    @property
    def lines(self) -> list[pdf.Line]:
        return [line for _, line in self.placed]

    @property
    def page(self) -> pdf.Page:
        return self.placed[0][0]

    @property
    def style(self) -> str:
        block = self.lines[0].block
        return block.style if block else ""

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def longest(self) -> float:
        return max(line.x1 - line.x0 for line in self.lines)

    @property
    def middle(self) -> float:
        return (min(line.x0 for line in self.lines) + max(line.x1 for line in self.lines)) / 2

    def rule_below(self) -> pdf.DrawnRule:
        """The first level rule under the last line, and under this paragraph."""
        page, last = self.placed[-1]
        below = [
            rule
            for rule in page.rules
            if rule.level and last.baseline < rule.y0 < last.baseline + 14 and rule.x0 < self.middle < rule.x1
        ]
        return min(below, key=lambda rule: rule.y0)


@cache
def template(name: str) -> Template:
    """A template of the project, compiled."""
    made = compile_template((ROOT / "templates" / name).read_bytes(), name, VOCABULARY)
    assert made.findings == []
    return made


def sample(file: Path) -> Paper:
    """A paper of a data file, worked out."""
    reader = Reader(DATA)
    data = reader.data(file)
    assert data is not None
    log = Log(data)
    paper = read_paper(data.value, log)
    assert paper is not None, log.findings
    return Paper(resolve(paper, log), template(paper.kind.template))


def text_block(kind: str, label: str, text: str) -> Block:
    """A block of one run."""
    return Block(kind, label, [Run(text)], Where)


def paragraph(sentences: int, end: str = "") -> Block:
    """A paragraph of so many sentences."""
    return text_block("doan", "", (SENTENCE * sentences).strip() + end)


def short_lines(count: int) -> list[Block]:
    """So many paragraphs of one line."""
    return [text_block("khoan", f"{number}.", "Một dòng ngắn.") for number in range(1, count + 1)]


def body_lines(page: pdf.Page) -> list[pdf.Line]:
    """The lines of a page without its number."""
    return [line for line in page.lines if line.block]


def texts(parts: Iterable[Part]) -> Iterator[str]:
    """Every text that the parts bring: values and bodies."""
    for part in parts:
        yield from _strings(part.values)
        yield from (text for text, _ in part.texts())
        for block in part.body:
            if block.kind == "bang":
                yield from (block.caption, block.unit, *(cell.text for cell in block.header))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
