"""What a Word template asks for, read with lxml alone: parts, tags, and the look each paragraph resolves to."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[2] / "templates"
TEMPLATES = ("kehoach/quyet-dinh.docx", "kehoach/ke-hoach.docx", "baocao/bao-cao.docx")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TAG = re.compile(r"\{\{.*?\}\}|\{#.*?#\}|\{%.*?%\}")
MARKER = re.compile(r"\{# PHẦN (.+) #\}")


@dataclass(frozen=True)
class Look:
    """How one paragraph prints: sizes and spacing in points, lengths in twips, `line` in 240ths of a line."""

    size: float
    bold: bool
    italic: bool
    align: str
    before: float
    after: float
    line: int
    line_rule: str
    first_line: int
    left: int
    right: int
    outline: int | None
    keep_next: bool
    keep_lines: bool
    widow_control: bool


@dataclass(frozen=True)
class Part:
    """One section of the template: its name, its blocks (paragraphs and tables, in order) and its sectPr."""

    name: str
    blocks: tuple[etree._Element, ...]
    section: etree._Element

    def paragraphs(self) -> Iterator[etree._Element]:
        for block in self.blocks:
            yield from block.iter(W + "p")

    def tables(self) -> list[etree._Element]:
        return [block for block in self.blocks if block.tag == W + "tbl"]

    def find(self, tag: str) -> etree._Element:
        """Return the only paragraph whose text holds `tag`."""
        found = [p for p in self.paragraphs() if tag in text(p)]
        assert len(found) == 1, f"{self.name}: {tag} stands in {len(found)} paragraphs"
        return found[0]


def text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(W + "t"))


def value(element: etree._Element | None, path: str, name: str = "val") -> str | None:
    """Return the attribute `w:name` of the element at the slash-separated `path` below `element`, if it is there."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return None if found is None else found.get(W + name, "1" if name == "val" else None)


class Template:
    """A template file, opened for questions."""

    def __init__(self, name: str) -> None:
        self.name = name
        with zipfile.ZipFile(ROOT / name) as package:
            self.files = {entry: package.read(entry) for entry in package.namelist()}

    @cache  # noqa: B019 - one instance for each template, for the whole run
    def xml(self, entry: str) -> etree._Element:
        return etree.fromstring(self.files[entry])

    @property
    def body(self) -> etree._Element:
        return self.xml("word/document.xml")[0]

    @cached_property
    def parts(self) -> list[Part]:
        parts, blocks = [], []
        for block in self.body:
            section = block if block.tag == W + "sectPr" else block.find(f"{W}pPr/{W}sectPr")
            if block is not section:
                blocks.append(block)
            if section is not None:
                marker = MARKER.fullmatch(text(blocks[0]))
                parts.append(Part(marker[1] if marker else "", tuple(blocks), section))
                blocks = []
        return parts

    def part(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)

    @cached_property
    def styles(self) -> dict[str, etree._Element]:
        return {s.get(W + "styleId"): s for s in self.xml("word/styles.xml").findall(W + "style")}

    def header(self, part: Part, kind: str) -> etree._Element:
        """Return the header `kind` ("default", "first") that the section names itself, never one it inherits."""
        ids = [h.get(R + "id") for h in part.section.findall(W + "headerReference") if h.get(W + "type") == kind]
        assert len(ids) == 1, f"{part.name}: {len(ids)} headers of type {kind}"
        rels = self.xml("word/_rels/document.xml.rels")
        return self.xml("word/" + next(rel.get("Target") for rel in rels if rel.get("Id") == ids[0]))

    def look(self, paragraph: etree._Element, run: int = 0) -> Look:
        """Return the look of `paragraph`, with the size and weight of its run number `run`."""
        runs = paragraph.findall(W + "r")
        own = paragraph.find(W + "pPr")
        layers = [own, *self._style_chain(value(own, "pStyle") or "Normal", "pPr")]
        letters = [
            runs[run].find(W + "rPr") if runs else None,
            *self._style_chain(value(own, "pStyle") or "Normal", "rPr"),
        ]

        def first(where: list[etree._Element | None], path: str, name: str = "val", default: str = "0") -> str:
            return next((v for layer in where if (v := value(layer, path, name)) is not None), default)

        def on(where: list[etree._Element | None], path: str) -> bool:
            return first(where, path) not in ("0", "false")

        hanging = int(first(layers, "ind", "hanging"))
        outline = first(layers, "outlineLvl", default="")
        return Look(
            size=int(first(letters, "sz")) / 2,
            bold=on(letters, "b"),
            italic=on(letters, "i"),
            align=first(layers, "jc", default="left"),
            before=int(first(layers, "spacing", "before")) / 20,
            after=int(first(layers, "spacing", "after")) / 20,
            line=int(first(layers, "spacing", "line", "240")),
            line_rule=first(layers, "spacing", "lineRule", "auto"),
            first_line=-hanging if hanging else int(first(layers, "ind", "firstLine")),
            left=int(first(layers, "ind", "left")),
            right=int(first(layers, "ind", "right")),
            outline=int(outline) if outline else None,
            keep_next=on(layers, "keepNext"),
            keep_lines=on(layers, "keepLines"),
            widow_control=on(layers, "widowControl"),
        )

    def _style_chain(self, style: str | None, kind: str) -> Iterator[etree._Element | None]:
        while style is not None:
            yield self.styles[style].find(W + kind)
            style = value(self.styles[style], "basedOn")
        yield self.xml("word/styles.xml").find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")
