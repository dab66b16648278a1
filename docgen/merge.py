"""Step 5, Trộn: a template and a resolved paper make a Word file, always the same bytes.

Promises: each part of the dossier becomes the template's section for it, in order; parts a dossier lacks are left
out and annexes repeat; every value enters as text; what cannot be filled is a finding with the tag's place, and
then no file is made. Source of the section handling: measured in LibreOffice (a break paragraph per part, the last
part's section being the body's own).
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from docgen.docx import edit
from docgen.docx.ooxml import Element, parse_xml, qn
from docgen.docx.template import Section, Template, failing_tags
from docgen.docx.writer import SectionWriter
from docgen.errors import DocgenError
from docgen.expression import ExpressionError, WordTemplate
from docgen.finding import Finding, Where
from docgen.model.resolved import Part, Resolved
from docgen.model.tags import PART_NAMES

_A4_PT = (595.3, 841.9)
_MARGINS_PT = 85.05 + 42.5  # used only where a template states none


def merge(template: Template, paper: Resolved, file: str) -> tuple[bytes | None, list[Finding]]:
    """Return the Word file of a paper and findings; no file when a finding says that something would be missing.

    `file` is the template as shown to the user.
    """
    merger = _Merger(template, file)
    try:
        data = merger.merged(paper)
    except DocgenError as error:
        return None, [*merger.findings, error.finding]
    return (None if merger.findings else data), merger.findings


class _Merger:
    def __init__(self, template: Template, file: str) -> None:
        self.template, self.file = template, file
        self.findings: list[Finding] = []

    def merged(self, paper: Resolved) -> bytes:
        package = self.template.package.clone()
        document = package.xml(package.main)
        body = document.find(qn("w:body"))
        assert body is not None  # checked when the template was compiled
        for element in list(body):
            body.remove(element)
        for number, part in enumerate(paper.parts, 1):
            self._add(body, part, last=number == len(paper.parts))
        values = paper.parts[0].values
        for name, prepared in self.template.others.items():
            root = self._rendered(prepared, values, Where(file=self.file, part=name))
            if root is not None:
                package.put(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
        package.describe(title=paper.title, author=paper.issuer, day=paper.day, subject=paper.subject)
        return package.write()

    def _add(self, body: Element, part: Part, *, last: bool) -> None:
        section, properties = self._section(part)
        if section is None:
            return
        filled = self._rendered(section.prepared, part.values, Where(file=self.file), section)
        if filled is None:
            return
        writer = SectionWriter(section, self.template.styles, _text_width_pt(properties))
        writer.write(filled, part.body)
        self.findings += writer.findings(self.file)
        elements = [element for element in filled if isinstance(element.tag, str)]
        for element in elements:
            body.append(element)
        _end_section(body, properties, last=last)

    def _section(self, part: Part) -> tuple[Section | None, Element]:
        kind = f"{part.kind}_ngang" if part.landscape else part.kind
        for name in (kind, part.kind, f"{part.kind}_ngang"):
            section = self.template.sections.get(name)
            if section is not None:
                properties = deepcopy(section.properties)
                if part.kind == "phu_luc" and name != kind:
                    _turn(properties)
                return section, properties
        self.findings.append(Finding.of(
            "MT027", Where(file=self.file), f"mẫu không có phần “{PART_NAMES[kind]}” mà hồ sơ cần",
            f"Thêm vào mẫu một mục (section) mở đầu bằng đoạn {{# PHẦN {PART_NAMES[kind]} #}}."))  # fmt: skip
        return None, etree.Element(qn("w:sectPr"))

    def _rendered(self, prepared: WordTemplate, values: Mapping[str, Any], where: Where, section: Section | None = None) -> Element | None:
        try:
            return parse_xml(prepared.render(values).encode())
        except ExpressionError as error:
            tags = section.tags if section else [tag for tag in self.template.tags if tag.where.part == where.part]
            found = failing_tags(tags, values)
            self.findings += found or [Finding.of("MT025", where, error.message, error.remedy)]
        except etree.XMLSyntaxError as error:
            self.findings.append(Finding.of("MT028", where, f"mẫu trộn ra không còn là tệp Word đúng ({error.msg})"))
        return None


def _text_width_pt(properties: Element) -> float:
    size, margins = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    width = int(size.get(qn("w:w"))) / 20 if size is not None else _A4_PT[0]
    if margins is None:
        return width - _MARGINS_PT
    return width - (int(margins.get(qn("w:left"))) + int(margins.get(qn("w:right"))) + int(margins.get(qn("w:gutter"), "0"))) / 20


def _turn(properties: Element) -> None:
    """Turn a section's page by a quarter: an annex whose orientation the template has no section for."""
    size = properties.find(qn("w:pgSz"))
    if size is None:
        return
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    if int(height) > int(width):
        size.set(qn("w:orient"), "landscape")
    else:
        size.attrib.pop(qn("w:orient"), None)


def _end_section(body: Element, properties: Element, *, last: bool) -> None:
    """Close a part: its section stands on its last paragraph, or as the body's own when it is the last part."""
    ends_with_paragraph = len(body) > 0 and body[-1].tag == qn("w:p")
    if not ends_with_paragraph:
        body.append(_closing_paragraph())
    if last:
        body.append(properties)
    else:
        edit.properties(body[-1], "w:pPr").append(properties)


def _closing_paragraph() -> Element:
    """Return the paragraph that a table at the end of a part needs behind it, too small to start a page."""
    paragraph = etree.Element(qn("w:p"))
    edit.put(paragraph, "w:pPr", "w:spacing", before="0", after="0", line="20", lineRule="exact")
    mark = etree.SubElement(edit.properties(paragraph, "w:pPr"), qn("w:rPr"))
    etree.SubElement(mark, qn("w:sz")).set(qn("w:val"), "2")
    return paragraph
