"""A Word template: its parts, its tags and where they stand, compiled once and filled many times.

A template holds one Word section for each part of a dossier. The section of a part begins with a paragraph such as
{# PHẦN phụ lục ngang #}; a template without such marks is one part. In a section
- `{{ tên }}` is filled where it stands;
- a paragraph whose tag names a list is repeated for each entry;
- a paragraph or row whose tags may all be left out, and are, is left out;
- paragraphs and table rows that name a kind of block (`{{ khoan.nhan }} {{ khoan.chu }}`, `{{ hang.chu }}`) are
  examples: the writer copies them;
- an empty bordered paragraph with {# kẻ 0,4 #} is a rule as long as 0.4 of the text above it;
- Jinja's control tags work as docxtpl knows them ({%p if … %}, {%tr for … %}).

Hides: docxtpl (its preparation of Word's XML for Jinja; nothing else of it is used, because it loses data silently).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

from docgen import vietnamese
from docgen.docx.edit import visible_text
from docgen.docx.ooxml import Element, qn
from docgen.docx.package import Package
from docgen.docx.style import Styles
from docgen.errors import DocgenError, ExitCode
from docgen.expression import ExpressionError, UnknownName, WordTemplate, evaluate, paths, tokens
from docgen.finding import Finding, Where, nearest

PARTS = {
    "văn bản": "van_ban",
    "văn bản kèm theo": "kem_theo",
    "phụ lục": "phu_luc",
    "phụ lục dọc": "phu_luc",
    "phụ lục ngang": "phu_luc_ngang",
}
BLOCK_KINDS = frozenset(
    "phan chuong muc_lon tieu_muc dieu dieu_tieu_de muc khoan_tieu_de tieu_khoan diem_tieu_de khoan diem gach cong doan "
    "bang_tieu_de don_vi".split()
)
ROW_KINDS = frozenset("cot nhom nhom_con hang tong".split())
BODY, FILLED, RULE = "docgen-body", "docgen-filled", "docgen-rule"
_PART_MARK = re.compile(r"\{#\s*PHẦN\s+(.+?)\s*#\}", re.I)
_RULE_MARK = re.compile(r"\{#\s*kẻ\s+([\d.,]+)\s*#\}", re.I)
_BOUND = re.compile(r"^(?:p|tr|tc|r)?\s*(?:for\s+([\w\s,]+?)\s+in\b|set\s+(\w+)|macro\s+(\w+))")


@dataclass(frozen=True)
class Vocabulary:
    """What tags may name in one part: names with their meaning, which of them are lists, which may be left out.

    A name ending in ".*" opens everything below it.
    """

    names: Mapping[str, str]
    lists: frozenset[str]
    optional: frozenset[str]

    def knows(self, path: str) -> bool:
        """Return whether a dotted name, or a name it begins with, may be asked for."""
        parts = path.split(".")
        heads = [".".join(parts[:size]) for size in range(1, len(parts) + 1)]
        inside = any(f"{head}.*" in self.names for head in heads)
        above = any(name.startswith(f"{path}.") for name in self.names)
        # The last part may be a method of a text (`ten.upper()`): what it is shows when it runs.
        return path in self.names or inside or above or ".".join(parts[:-1]) in self.names


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a template: "expr" or "tag" (control), its source, and where it stands."""

    kind: str
    source: str
    where: Where


@dataclass
class Section:
    """A part's section, compiled. `examples` are paragraphs by kind; `table` is the example table."""

    kind: str
    prepared: WordTemplate
    examples: dict[str, list[Element]]
    table: Element | None
    properties: Element
    tags: list[Tag]


@dataclass
class Template:
    """A compiled template."""

    package: Package
    styles: Styles
    sections: dict[str, Section]
    others: dict[str, WordTemplate]
    tags: list[Tag] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def compile_template(data: bytes, file: str, vocabulary: Mapping[str, Vocabulary]) -> Template:
    """Return the compiled template of a Word file; findings about its tags are in it, all of them.

    Raises DocgenError (exit code TEMPLATE) for a file that is no usable Word file.
    """
    package = Package.read(data, Where(file=file))
    return _Compiler(package, file, vocabulary).template()


class _Compiler:
    def __init__(self, package: Package, file: str, vocabulary: Mapping[str, Vocabulary]) -> None:
        self.package, self.file, self.vocabulary = package, file, vocabulary
        self.findings: list[Finding] = []
        styles = package.related(package.main, "styles")
        self.styles = Styles(package.look(styles[0]) if styles else None)
        self.paragraphs: dict[Element, Where] = {}

    def template(self) -> Template:
        main = self.package.main
        body = deepcopy(self.package.look(main)).find(qn("w:body"))
        if body is None:
            raise DocgenError(Finding.of("MT020", Where(file=self.file), "tệp Word không có thân văn bản"), ExitCode.TEMPLATE)
        self._place(body, "thân văn bản")
        sections = {}
        tags: list[Tag] = []
        for kind, elements, properties in self._sections(body):
            section = self._section(kind, elements, properties)
            sections[kind] = section
            tags += section.tags
        others = {}
        for name in self._other_parts():
            root = deepcopy(self.package.look(name))
            self._place(root, name)
            found = self._tags([root], self.vocabulary["van_ban"])
            if found:
                others[name] = self._prepare(root, Where(file=self.file, part=name))
                tags += found
        return Template(self.package, self.styles, sections, others, tags, self.findings)

    def _other_parts(self) -> list[str]:
        main = self.package.main
        kinds = ("header", "footer", "footnotes", "endnotes", "comments")
        return [name for kind in kinds for name in self.package.related(main, kind) if name in self.package.parts]

    def _place(self, root: Element, part: str) -> None:
        for number, paragraph in enumerate(root.iter(qn("w:p")), 1):
            cell = next((a for a in paragraph.iterancestors(qn("w:tc"))), None)
            shown = _cell_name(cell) if cell is not None else ""
            self.paragraphs[paragraph] = Where(file=self.file, part=part, paragraph=number, table_cell=shown)

    # Sections

    def _sections(self, body: Element) -> Iterator[tuple[str, list[Element], Element]]:
        elements: list[Element] = []
        seen: set[str] = set()
        for element in list(body):
            if element.tag == qn("w:sectPr"):
                properties = element
            else:
                carried = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if element.tag == qn("w:p") else None
                if carried is None:
                    elements.append(element)
                    continue
                properties = carried
                carried.getparent().remove(carried)
                if visible_text(element).strip():
                    elements.append(element)
            kind = self._kind(elements, seen)
            seen.add(kind)
            yield kind, elements, properties
            elements = []

    def _kind(self, elements: list[Element], seen: set[str]) -> str:
        for element in elements:
            mark = _PART_MARK.search(visible_text(element)) if element.tag == qn("w:p") else None
            if not mark:
                continue
            elements.remove(element)
            name = vietnamese.nfc(mark[1]).lower()
            kind = PARTS.get(name)
            where = self.paragraphs[element]
            if kind is None:
                likely = nearest(name, PARTS)
                remedy = f"Có phải “{likely}”?" if likely else f"Các phần: {', '.join(PARTS)}."
                self._say("MT021", where, f"không có phần “{mark[1]}”", remedy)
                return name
            if kind in seen:
                self._say("MT022", where, f"phần “{mark[1]}” có hai lần")
            return kind
        return "van_ban" if not seen else f"phan_{len(seen)}"

    def _section(self, kind: str, elements: list[Element], properties: Element) -> Section:
        root = etree.Element(qn("w:body"), nsmap={"w": qn("w:p")[1:-2]})
        for element in elements:
            root.append(element)
        for paragraph in root.iter(qn("w:p")):
            join_tags(paragraph)
        vocabulary = self.vocabulary.get(kind, self.vocabulary["van_ban"])
        tags = self._tags([root], vocabulary)
        examples, table = _take_examples(root)
        _mark_rules(root)
        for paragraph in list(root.iter(qn("w:p"))):
            _mark_filled(paragraph)
        _make_optional_rows(root, vocabulary)
        for paragraph in list(root.iter(qn("w:p"))):
            _repeat_or_leave_out(paragraph, vocabulary)
        where = Where(file=self.file, part="thân văn bản")
        return Section(kind, self._prepare(root, where), examples, table, properties, tags)

    def _prepare(self, root: Element, where: Where) -> WordTemplate:
        for paragraph in root.iter(qn("w:p")):
            join_tags(paragraph)
        source = etree.tostring(root, encoding="unicode")
        try:
            return WordTemplate(DocxTemplate("").patch_xml(source))
        except ExpressionError as error:
            if not any(finding.code == "MT023" for finding in self.findings):
                self._say("MT023", where, error.message, error.remedy)
            return WordTemplate("")

    # Tags

    def _tags(self, roots: list[Element], vocabulary: Vocabulary) -> list[Tag]:
        found: list[Tag] = []
        bound: set[str] = {"loop"}
        for root in roots:
            for paragraph in root.iter(qn("w:p")):
                join_tags(paragraph)
                where = self.paragraphs.get(paragraph, Where(file=self.file))
                try:
                    parsed = tokens(visible_text(paragraph))
                except ExpressionError as error:
                    self._say("MT023", where, error.message, error.remedy)
                    continue
                for token in parsed:
                    if token.kind == "text":
                        continue
                    shown = "{{ %s }}" if token.kind == "expr" else "{%% %s %%}"
                    tag = Tag(token.kind, token.text, _with_tag(where, shown % token.text))
                    found.append(tag)
                    if token.kind == "tag" and (match := _BOUND.match(token.text)):
                        bound.update(re.findall(r"\w+", next(filter(None, match.groups()))))
        for tag in found:
            self._check(tag, bound, vocabulary)
        return found

    def _check(self, tag: Tag, bound: set[str], vocabulary: Vocabulary) -> None:
        source = tag.source
        if tag.kind == "tag":
            match = re.match(r"^(?:p|tr|tc|r)?\s*(?:if|elif)\s+(.+)$|^(?:p|tr|tc|r)?\s*for\s+.+?\s+in\s+(.+)$", source, re.S)
            if not match:
                return
            source = match[1] or match[2]
        elif re.match(r"(?:p|tr|tc|r)\s", source):
            source = source.split(None, 1)[1]
        try:
            asked = paths(source)
        except ExpressionError as error:
            self._say("MT023", tag.where, error.message, error.remedy)
            return
        for path in asked:
            root, _, rest = path.partition(".")
            if root in bound or (root in BLOCK_KINDS | ROW_KINDS and rest):
                continue
            if not vocabulary.knows(path):
                likely = nearest(path, vocabulary.names)
                remedy = f"Có phải “{likely}”?" if likely else "Xem các tên dùng được: docgen fields."
                self._say("MT024", tag.where, f"mẫu gọi tên “{path}” mà không có", remedy)

    def _say(self, code: str, where: Where, message: str, remedy: str = "") -> None:
        self.findings.append(Finding.of(code, where, message, remedy))


def _with_tag(where: Where, tag: str) -> Where:
    return Where(file=where.file, part=where.part, paragraph=where.paragraph, table_cell=where.table_cell, tag=tag)


def _cell_name(cell: Element) -> str:
    row = cell.getparent()
    table = row.getparent() if row is not None else None
    if row is None or table is None:
        return ""
    rows = [item for item in table if item.tag == qn("w:tr")]
    cells = [item for item in row if item.tag == qn("w:tc")]
    return f"bảng: hàng {rows.index(row) + 1} ô {cells.index(cell) + 1}" if row in rows and cell in cells else ""


def join_tags(paragraph: Element) -> None:
    """Move each tag that Word split across runs into the run where it begins, and drop spelling marks.

    Word splits tags at every correction and spelling mark; the formatting of the first run is the tag's.
    """
    for mark in list(paragraph.iter(qn("w:proofErr"), qn("w:noBreakHyphen"))):
        if mark.tag == qn("w:proofErr"):
            mark.getparent().remove(mark)
    texts = [item for item in paragraph.iter(qn("w:t")) if _owner(item) is paragraph]
    whole = "".join(item.text or "" for item in texts)
    if "{" not in whole:
        return
    spans = [(match.start(), match.end()) for match in re.finditer(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", whole, re.S)]
    position = 0
    for item in texts:
        begin, end = position, position + len(item.text or "")
        position = end
        kept = []
        for offset in range(begin, end):
            inside = next((span for span in spans if span[0] <= offset < span[1]), None)
            if inside is None:
                kept.append(whole[offset])
            elif offset == inside[0]:
                kept.append(whole[inside[0] : inside[1]].replace("\xa0", " "))
        text = "".join(kept)
        if text != item.text:
            item.text = text
            item.set(qn("xml:space"), "preserve")


def _owner(text: Element) -> Element | None:
    return next(text.iterancestors(qn("w:p")), None)


def _named(paragraph: Element) -> list[str]:
    """Return the roots-and-parts that the expressions of a paragraph ask for; [] where a tag is wrong."""
    try:
        return [path for token in tokens(visible_text(paragraph)) if token.kind == "expr" for path in paths(_source(token.text))]
    except ExpressionError:
        return []


def _source(expression: str) -> str:
    return expression.split(None, 1)[1] if re.match(r"(?:p|tr|tc|r)\s", expression) else expression


def _block_kind(paragraph: Element) -> str:
    kinds = {path.split(".")[0] for path in _named(paragraph) if path.endswith((".nhan", ".chu"))}
    kind = kinds.pop() if len(kinds) == 1 else ""
    return kind if kind in BLOCK_KINDS else ""


def _take_examples(root: Element) -> tuple[dict[str, list[Element]], Element | None]:
    """Take the examples out of a section and leave a mark where the body goes."""
    examples: dict[str, list[Element]] = {}
    table = None
    place = None
    for element in list(root):
        if element.tag == qn("w:tbl") and table is None and _is_example_table(element):
            table = element
        elif element.tag == qn("w:p") and (kind := _block_kind(element)):
            examples.setdefault(kind, []).append(element)
        else:
            continue
        if place is None:
            place = etree.ProcessingInstruction(BODY)
            element.addprevious(place)
        root.remove(element)
    return examples, table


def _is_example_table(table: Element) -> bool:
    return any(
        path.split(".")[0] in ROW_KINDS and "." in path for paragraph in table.iter(qn("w:p")) for path in _named(paragraph)
    )


def _mark_rules(root: Element) -> None:
    for paragraph in root.iter(qn("w:p")):
        if match := _RULE_MARK.search(visible_text(paragraph)):
            for run in paragraph.findall(qn("w:r")):
                paragraph.remove(run)
            paragraph.append(etree.ProcessingInstruction(RULE, match[1].replace(",", ".")))


def _mark_filled(paragraph: Element) -> None:
    if "{{" in visible_text(paragraph) and not re.search(r"\{\{\s*(p|tr|tc|r)\s", visible_text(paragraph)):
        paragraph.append(etree.ProcessingInstruction(FILLED))


def _control(text: str) -> Element:
    paragraph = etree.Element(qn("w:p"))
    etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t")).text = text
    return paragraph


def _leaves_out(paths_asked: list[str], vocabulary: Vocabulary) -> str:
    """Return the condition under which something is printed, "" when it always is."""
    if not paths_asked or any(path not in vocabulary.optional for path in paths_asked):
        return ""
    return " or ".join(dict.fromkeys(paths_asked))


def _make_optional_rows(root: Element, vocabulary: Vocabulary) -> None:
    for row in list(root.iter(qn("w:tr"))):
        asked = [path for paragraph in row.iter(qn("w:p")) for path in _named(paragraph)]
        if "{%tr" in visible_text(row):
            continue
        if condition := _leaves_out(asked, vocabulary):
            for text, add in ((f"{{%tr if {condition} %}}", row.addprevious), ("{%tr endif %}", row.addnext)):
                control = etree.Element(qn("w:tr"))
                etree.SubElement(control, qn("w:tc")).append(_control(text))
                add(control)


def _repeat_or_leave_out(paragraph: Element, vocabulary: Vocabulary) -> None:
    text = visible_text(paragraph)
    if "{%" in text or "{{" not in text:
        return
    asked = _named(paragraph)
    lists = [path for path in asked if path in vocabulary.lists]
    if lists and len(set(asked)) == 1:
        name = lists[0]
        for item in paragraph.iter(qn("w:t")):
            item.text = re.sub(rf"(\{{\{{.*?){re.escape(name)}\b(?!\()", r"\1dong", item.text or "")
        paragraph.addprevious(_control(f"{{%p for dong in {name} %}}"))
        paragraph.addnext(_control("{%p endfor %}"))
    elif condition := _leaves_out(asked, vocabulary):
        paragraph.addprevious(_control(f"{{%p if {condition} %}}"))
        paragraph.addnext(_control("{%p endif %}"))


def failing_tags(tags: list[Tag], values: Mapping[str, Any]) -> list[Finding]:
    """Return a finding for each tag that fails over `values`: asked when a whole section failed to render."""
    found = []
    for tag in tags:
        if tag.kind != "expr":
            continue
        try:
            evaluate(_source(tag.source), values)
        except UnknownName as error:
            found.append(Finding.of("MT024", tag.where, error.message, error.remedy))
        except ExpressionError as error:
            found.append(Finding.of("MT025", tag.where, error.message, error.remedy))
    return found
