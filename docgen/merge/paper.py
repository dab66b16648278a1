"""Step 5, Trộn: a template and a resolved paper make a Word file, always the same bytes.

Promises: each part of the dossier becomes the template's section for it, in order; parts a dossier lacks are left
out and annexes repeat; every value enters as text; what cannot be filled is a finding with the tag's place, and
then no file is made. Source of the section handling: measured in LibreOffice (a break paragraph per part, the last
part's section being the body's own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import chain
from typing import Any

from lxml import etree

from docgen.errors import DocgenError
from docgen.expression import ExpressionError
from docgen.finding import At, Finding, Findings, Severity, Where
from docgen.merge.charts import add_chart
from docgen.merge.lines import break_values
from docgen.merge.tags import failing_tags
from docgen.merge.template import FILLED, PreparedXml, Template, TemplateSection
from docgen.merge.writer import SectionWriter
from docgen.model.resolved import ChartBlock, Part, Resolved, TableBlock, part_mark
from docgen.model.vocabulary import BLOCK_KINDS, PART_NAMES, ROW_KINDS
from docgen.ooxml import edit
from docgen.ooxml.metrics import PT_MM
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, parse_xml, qn, serialise

_A4_TWIPS = (11906, 16838)
# Used only where a template states none.
_MARGIN_TWIPS = {"w:left": 1701, "w:right": 851, "w:gutter": 0, "w:top": 1134, "w:bottom": 1134}
_EXAMPLES = frozenset(BLOCK_KINDS) | frozenset(ROW_KINDS)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_MARK = 600_000  # the id of a bookmark; those of the template are counted from 1
_CAPTION_PT = 60.0  # what a chart's title takes, in two lines, from the height of the page


def merge(template: Template, paper: Resolved, file: str) -> tuple[Package | None, list[Finding]]:
    """Return the Word file of a paper and findings; no file if a finding says that something would be missing.

    `file` is the template as shown to the user.
    """
    merger = _Merger(template, file)
    try:
        package = merger.merged(paper)
    except DocgenError as error:
        return None, [*merger.findings, error.finding]
    lacking = any(finding.severity is Severity.LOI for finding in merger.findings)
    return (None if lacking else package), merger.findings


class _Merger:
    def __init__(self, template: Template, file: str) -> None:
        self.template, self.file = template, file
        self.findings = Findings()

    def merged(self, paper: Resolved) -> Package | None:
        self.findings += _unprintable(paper)
        if self.findings:
            return None
        package = self.template.package.clone()
        written = (self._written(package, part, last=part is paper.parts[-1]) for part in paper.parts)
        sections = [section for section in written if section is not None]
        _make_unique(sections)
        self._mark_parts(paper.parts, sections)
        before, after = self.template.frame
        package.put(package.main, b"".join([before, *map(_inner_xml, sections), after]))
        values = paper.parts[0].values
        for name, prepared in self.template.others.items():
            source = self._rendered(prepared, values)
            root = self._read(prepared, source) if source is not None else None
            if root is not None:
                _finish_other(root)
                package.put(name, serialise(root))
        package.describe(title=paper.title, author=paper.issuer, day=paper.day, subject=paper.subject)
        return package

    def _mark_parts(self, parts: Sequence[Part], sections: Sequence[Element]) -> None:
        """Where a part has no heading of the first level, mark where each part begins, for its bookmark in the PDF."""
        if len(sections) < len(parts):  # one could not be made, which was said
            return
        titled = [section is None or section.titled for section, _ in map(self._section, parts)]
        if all(titled):
            return
        for number, section in enumerate(sections):
            first = next(section.iter(qn("w:p")), None)
            if first is not None:
                edit.bookmark(first, part_mark(number, titled=titled[number]), _FIRST_MARK + number)

    def _written(self, package: Package, part: Part, *, last: bool) -> Element | None:
        """Return a part's section as a body of its own."""
        section, properties = self._section(part)
        source = self._rendered(section.prepared, part.values) if section else None
        if section is None or source is None:
            return None
        width, height = _text_pt(properties)

        def draw(block: ChartBlock) -> Element:
            room = (width / PT_MM, (height - _CAPTION_PT) / PT_MM)
            return add_chart(package, package.main, block.chart, room)

        writer = SectionWriter(section, self.template.looks, width, draw)
        root = self._read(section.prepared, writer.filled(source, part.body))
        if root is not None:
            writer.finish(root)
            _end_section(root, properties, last=last)
        self.findings += writer.findings(Where(file=self.file, part=f"phần {PART_NAMES[section.kind]}"))
        return root

    def _section(self, part: Part) -> tuple[TemplateSection | None, Element]:
        """Return the template's section for a part, its page turned where the template has only the other way."""
        kind = f"{part.kind}_ngang" if part.landscape else part.kind
        for name in (kind, part.kind, f"{part.kind}_ngang"):
            section = self.template.sections.get(name)
            if section is not None:
                properties = deepcopy(section.properties)
                if part.kind == "phu_luc" and name != kind:
                    _turn(properties)
                return section, properties
        self.findings.say(
            "MT027", Where(file=self.file), f"mẫu không có phần “{PART_NAMES[kind]}” mà hồ sơ cần",
            f"Thêm vào mẫu một mục (section) mở đầu bằng đoạn {{# PHẦN {PART_NAMES[kind]} #}}.")  # fmt: skip
        return None, etree.Element(qn("w:sectPr"))

    def _rendered(self, prepared: PreparedXml, values: Mapping[str, Any]) -> str | None:
        try:
            source = prepared.template.render(values)
            if match := _NO_XML.search(source):
                raise ExpressionError(f"giá trị có ký tự U+{ord(match[0]):04X}, không ghi được vào tệp Word")
            return source
        except ExpressionError as error:
            found = failing_tags(prepared.tags, values, error, _EXAMPLES)
            self.findings += found or [Finding.of("MT025", prepared.where, error.message, error.remedy)]
            return None

    def _read(self, prepared: PreparedXml, source: str) -> Element | None:
        try:
            root = parse_xml(source.encode())
        except etree.XMLSyntaxError as error:
            message = f"mẫu điền xong không còn là tệp Word đúng ({error.msg})"
            self.findings.say("MT028", prepared.where, message)
            return None
        if prepared.cell_tags:
            for cell in root.iter(qn("w:tc")):
                edit.sort_properties(cell, "w:tcPr")
        return root


def _unprintable(paper: Resolved) -> Iterator[Finding]:
    """Yield a finding for each text with a character that no Word file can hold; `sources` let none through."""
    texts: list[tuple[str, At]] = [(text, Where) for text in (paper.title, paper.issuer, paper.subject)]
    for part in paper.parts:
        texts += part.texts()
        for block in part.body:
            if isinstance(block, TableBlock):
                texts += [(text, block.at) for text in (block.caption, block.unit, *block.numbers)]
                texts += [(cell.text, block.at) for cell in block.header]
    for text, at in texts:
        if match := _NO_XML.search(text):
            message = f"“{text[:40]}” có ký tự U+{ord(match[0]):04X}, không ghi được vào tệp Word"
            yield Finding.of("MT032", at(), message)


def _finish_other(root: Element) -> None:
    """Finish a header, footer or note: breaks for line ends; nothing there is measured."""
    for mark in list(root.iter(etree.ProcessingInstruction)):
        if mark.target == FILLED:
            break_values(mark.getparent())
        mark.getparent().remove(mark)
    if root.tag in (qn("w:hdr"), qn("w:ftr")) and root.find(qn("w:p")) is None:
        etree.SubElement(root, qn("w:p"))


def _inner_xml(body: Element) -> bytes:
    """Return the XML of what a body holds."""
    xml = bytes(etree.tostring(body, encoding="UTF-8"))
    return xml[xml.index(b">") + 1 : xml.rindex(b"</")]


def _make_unique(sections: Sequence[Element]) -> None:
    """Give each drawing an id of its own and keep each bookmark once: annexes repeat those of their template."""
    drawings = chain.from_iterable(section.iter(qn("wp:docPr")) for section in sections)
    for number, drawing in enumerate(drawings, 1):
        drawing.set("id", str(number))
    seen: set[str] = set()
    ids: dict[str, str] = {}
    bookmarks: list[Element] = []
    for section in sections:
        bookmarks += section.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
    for mark in bookmarks:
        old = str(mark.get(qn("w:id")))
        if mark.tag == qn("w:bookmarkStart"):
            repeated = str(mark.get(qn("w:name"))) in seen
            ids[old] = "" if repeated else str(len(seen) + 1)
            seen.add(str(mark.get(qn("w:name"))))
        if ids.get(old):
            mark.set(qn("w:id"), ids[old])
        else:
            mark.getparent().remove(mark)


def _text_pt(properties: Element) -> tuple[float, float]:
    """Return the width and height of a section's text."""
    size, margins = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    width, height = _twips(size, "w:w", _A4_TWIPS[0]), _twips(size, "w:h", _A4_TWIPS[1])
    across = sum(_twips(margins, side, _MARGIN_TWIPS[side]) for side in ("w:left", "w:right", "w:gutter"))
    down = sum(_twips(margins, side, _MARGIN_TWIPS[side]) for side in ("w:top", "w:bottom"))
    return (width - across) / 20, (height - down) / 20


def _twips(element: Element | None, name: str, usual: int) -> int:
    value = "" if element is None else str(element.get(qn(name), ""))
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else usual


def _turn(properties: Element) -> None:
    """Turn a section's page by 90 degrees, for an annex whose orientation the template has no section for."""
    size = properties.find(qn("w:pgSz"))
    if size is None:
        return
    width, height = _twips(size, "w:w", _A4_TWIPS[0]), _twips(size, "w:h", _A4_TWIPS[1])
    size.set(qn("w:w"), str(height))
    size.set(qn("w:h"), str(width))
    if height > width:
        size.set(qn("w:orient"), "landscape")
    else:
        size.attrib.pop(qn("w:orient"), None)


def _end_section(body: Element, properties: Element, *, last: bool) -> None:
    """Close a part: its section goes on its last paragraph, or becomes the body's own if it is the last part."""
    if len(body) == 0 or body[-1].tag != qn("w:p"):
        # A table needs a paragraph after it. At one point high it still began an empty page now and then; measured.
        body.append(edit.small_paragraph(1))
    if last:
        body.append(properties)
    else:
        edit.properties(body[-1], "w:pPr").append(properties)
