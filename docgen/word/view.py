"""A Word file as read, anybody's: sections with their pages, paragraphs and tables in printed order, what is refused.

Promises every text that prints, its place, and how it looks (`looks`) and is numbered (`labels`) once styles are added
up. Text that does not print in line (headers, footers, notes, text boxes) is kept apart; page numbers are wildcards. It
walks the trees that the package holds already; python-docx's document object over the same file (`document`) is created
only when somebody asks for what is not in the text: comments. Loading it takes longer than checking a page.

It is separate from the code that writes Word files, so that a fault there cannot hide itself here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from docgen.finding import Finding, Where
from docgen.ooxml.metrics import PT_MM
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn
from docgen.word.blocks import Block, Paragraph, WordRun, WordTable, paragraphs_of
from docgen.word.look import Looks, number_in, points_in
from docgen.word.numbering import Numbering
from docgen.word.reader import PartReader

if TYPE_CHECKING:
    from docx.document import Document

BODY = "thân văn bản"
_POINT_MM = 25.4 / 72
_LENGTHS = {"width_mm": ("pgSz", "w"), "height_mm": ("pgSz", "h"), "top_mm": ("pgMar", "top"),
            "bottom_mm": ("pgMar", "bottom"), "left_mm": ("pgMar", "left"), "right_mm": ("pgMar", "right")}  # fmt: skip
_TAGS = ("{{", "{%", "{#")


@dataclass(frozen=True)
class PageSetup:
    """The page of a section, lengths in millimetres; `start` is the number of its first page where one is set.

    `unset` names the lengths that the file does not say ("width_mm"), which each program then fills in its own way.
    """

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    header_mm: float
    footer_mm: float
    gutter_mm: float
    landscape: bool
    first_apart: bool
    start: int | None
    columns: int
    unset: frozenset[str] = frozenset()

    @property
    def is_unsized(self) -> bool:
        """Whether the file leaves the size of its paper open."""
        return bool(self.unset & {"width_mm", "height_mm"})

    @property
    def is_unknown(self) -> bool:
        """Whether the file says neither size nor margins."""
        return len(self.unset) == len(_LENGTHS)

    @classmethod
    def of(cls, properties: Element) -> PageSetup:
        """Return the page that the properties of a section set; a length that they lack, or that is damaged, is 0."""

        def mm(name: str, length: str) -> float:
            return round(points_in(_held(properties, name, length)) / PT_MM, 2)

        start = _held(properties, "pgNumType", "start")
        width, height = mm("pgSz", "w"), mm("pgSz", "h")
        return cls(
            width_mm=width,
            height_mm=height,
            top_mm=mm("pgMar", "top"),
            bottom_mm=mm("pgMar", "bottom"),
            left_mm=mm("pgMar", "left"),
            right_mm=mm("pgMar", "right"),
            header_mm=mm("pgMar", "header"),
            footer_mm=mm("pgMar", "footer"),
            gutter_mm=mm("pgMar", "gutter"),
            landscape=width > height,
            first_apart=_has_first_page(properties),
            start=int(start) if start.isdecimal() else None,
            columns=int(number_in(_held(properties, "cols", "num"), 1)),
            unset=frozenset(side for side, (name, length) in _LENGTHS.items() if not _held(properties, name, length)),
        )


def _held(properties: Element, name: str, attribute: str) -> str:
    """Return an attribute of a child of the properties of a section, "" where there is none."""
    element = properties.find(qn(f"w:{name}"))
    return "" if element is None else str(element.get(qn(f"w:{attribute}"), ""))


def _has_first_page(properties: Element) -> bool:
    """Return whether the first page of a section has a header and footer of its own."""
    apart = properties.find(qn("w:titlePg"))
    return apart is not None and apart.get(qn("w:val"), "1") not in ("0", "false", "off")


@dataclass
class Section:
    """A section: its blocks, the paragraphs of its text boxes, what heads its first page, and what may head any page.

    `heads` are the parts that it sets as header and footer itself, by kind ("header", "footer") and page ("default",
    "first", "even"); "" is one that the file lacks.
    """

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    heads: dict[tuple[str, str], str] = field(default_factory=dict)
    properties: Element | None = None

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs in printed order, including those of tables, without text boxes."""
        return list(paragraphs_of(self.blocks))


class WordFile:
    """A Word file. `sections` hold the body, `notes` the footnotes and endnotes.

    `findings` are about what docgen would refuse in a template (`Package.read`), each with its part.
    """

    def __init__(self, package: Package, findings: Sequence[Finding] = ()) -> None:
        self.package = package
        self.findings = list(findings)
        self.looks = Looks(package)
        self._parts: dict[str, list[Block]] = {}
        self.sections = list(self._sections())
        self.notes: list[Paragraph] = []
        for name in (*self._related("footnotes"), *self._related("endnotes")):
            self.notes += self.part(name)

    @classmethod
    def read(cls, data: bytes, where: Where | None = None) -> WordFile:
        """Read a file that came from outside.

        Raises DocgenError (exit code TEMPLATE) for one that cannot be read; what is only refused is among `findings`.
        """
        package, refused = Package.look_into(data, where or Where())
        return cls(package, refused)

    @property
    def has_comments(self) -> bool:
        """Whether the file has a part for comments, which may be empty."""
        return bool(self._related("comments"))

    @cached_property
    def document(self) -> Document:
        """The file as python-docx's document object."""
        import docx

        return docx.Document(io.BytesIO(self.package.clone().write(pressed=False)))

    # Text

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of the body, without text boxes."""
        for section in self.sections:
            yield from paragraphs_of(section.blocks)

    @property
    def tables(self) -> Iterator[WordTable]:
        """Every table of the body that is not inside another."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, WordTable):
                    yield block

    @property
    def boxes(self) -> Iterator[Paragraph]:
        """Every paragraph of the body's text boxes."""
        for section in self.sections:
            yield from section.boxes

    @property
    def apart(self) -> Iterator[Paragraph]:
        """What may be printed anywhere: text boxes, frames, floating tables, notes."""
        yield from (item for item in self.paragraphs if item.apart)
        yield from self.boxes
        yield from self.notes

    @property
    def printed(self) -> Iterator[Paragraph]:
        """Every paragraph that may print: the body, its text boxes and notes, headers and footers."""
        yield from self.paragraphs
        yield from self.boxes
        yield from self.notes
        for name in dict.fromkeys((*self._related("header"), *self._related("footer"))):
            yield from self.part(name)

    def part(self, name: str) -> list[Paragraph]:
        """Return the paragraphs of a header, footer or notes part, text boxes last; none if there is no such part."""
        return list(paragraphs_of(self.blocks(name)))

    def blocks(self, name: str) -> list[Block]:
        """Return the blocks of a header, footer or notes part, text boxes last; none if there is no such part."""
        if name not in self._parts:
            reader = PartReader(name, self.looks)
            found = list(reader.blocks(self.package.look(name))) if name in self.package.parts else []
            self._parts[name] = [*found, *reader.taken()]
        return self._parts[name]

    @property
    def has_tags(self) -> bool:
        """Whether any of its texts holds a tag ({{ … }}, {% … %}, {# … #}), as a template does."""
        parts = {self.package.main}
        for kind in ("header", "footer", "footnotes", "endnotes"):
            parts.update(self._related(kind))
        for name in parts:
            for paragraph in self.package.look(name).iter(qn("w:p")):
                text = "".join(paragraph.itertext(qn("w:t")))
                if any(sign in text for sign in _TAGS):
                    return True
        return False

    # Looks

    def runs(self, paragraph: Paragraph) -> Iterator[WordRun]:
        """Yield the stretches of a paragraph that print something, each with its resolved look."""
        if paragraph.element is not None:
            yield from PartReader(paragraph.part, self.looks).runs(paragraph.element)

    @cached_property
    def labels(self) -> dict[Element, str]:
        """What Word itself prints before paragraphs of the body ("1.", "a)", "Điều 3."), where it prints something."""
        elements = (item.element for item in self.paragraphs if item.element is not None)
        return Numbering(self.package, self.looks).labels(elements)

    @cached_property
    def pages(self) -> list[PageSetup]:
        """The page of each section; of a file without sections, the page of which it says nothing."""
        found = [section.properties for section in self.sections if section.properties is not None]
        return [PageSetup.of(properties) for properties in found or [etree.Element(qn("w:sectPr"))]]

    # Reading

    def _related(self, kind: str) -> list[str]:
        package = self.package
        return [name for name in package.related(package.main, kind) if name in package.parts]

    def _sections(self) -> Iterator[Section]:
        reader = PartReader(BODY, self.looks)
        body = self.package.look(self.package.main).find(qn("w:body"))
        held: dict[tuple[str, str], str] = {}
        section = Section()
        if body is None:
            return
        for element in body:
            properties = element if element.tag == qn("w:sectPr") else element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            section.blocks += reader.block(element)
            section.boxes += reader.taken()
            if properties is not None:
                section.properties = properties
                self._head(section, held)
                yield section
                section = Section()
        if section.blocks:
            yield section

    def _head(self, section: Section, held: dict[tuple[str, str], str]) -> None:
        """Note what a section prints at the head and foot of its pages; what it does not set is as before it."""
        assert section.properties is not None
        relationships = self.package.relationships(self.package.main)
        for kind in ("header", "footer"):
            for item in section.properties.iterchildren(qn(f"w:{kind}Reference")):
                target = relationships.get(str(item.get(qn("r:id"))))
                section.heads[kind, str(item.get(qn("w:type"), "default"))] = target.target if target else ""
        held |= section.heads
        own = "first" if _has_first_page(section.properties) else "default"
        for (_, which), name in held.items():
            texts = [item.text for item in self.part(name) if item.text.strip()]
            section.running += texts
            section.first += texts if which == own else []
