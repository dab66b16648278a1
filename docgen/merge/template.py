"""A Word template: its parts, its tags and their places, compiled once and filled many times.

A template holds one Word section for each part of a dossier. The section of a part begins with a paragraph such as
{# PHẦN phụ lục ngang #}; a template without such marks is one part. In a section
- `{{ tên }}` is filled where it is;
- a paragraph whose tag names a list is repeated for each entry;
- a paragraph or row whose tags may all be left out, and are, is left out;
- paragraphs and table rows that name a kind of block (`{{ khoan.nhan }} {{ khoan.chu }}`, `{{ hang.chu }}`) are
  examples: the writer copies them;
- an empty bordered paragraph with {# kẻ 0,4 #} is a rule as long as 0.4 of the text above it;
- Jinja's control tags work as in docxtpl ({%p if … %}, {%tr for … %}).

Hides: docxtpl (only its preparation of Word's XML for Jinja is used; the rest of it loses data silently).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace

from docxtpl import DocxTemplate
from lxml import etree

from docgen.errors import DocgenError, ExitCode
from docgen.expression import WHOLE_TAG, ExpressionError, WordTemplate
from docgen.finding import Finding, Findings, Where, nearest, suggestion
from docgen.merge.cells import cell_fault, cell_name
from docgen.merge.examples import Example
from docgen.merge.left_in import left_in, numbers_that_run_on
from docgen.merge.sections import carried_section, inherit_headers, without_empty_end
from docgen.merge.tables import TableExample, is_example_table
from docgen.merge.tags import Tag, check_tags, names_in, read_tags
from docgen.model.vocabulary import BLOCK_KINDS, JOINING, PART_MARK, PARTS, ROW_KINDS, Vocabulary, part_named
from docgen.ooxml import edit
from docgen.ooxml.package import Package
from docgen.ooxml.plain import drop_comments, hide_braces, make_plain, own_text, own_texts, show_braces, unlock
from docgen.ooxml.xml import Element, qn, serialise
from docgen.word.look import Looks
from docgen.word.numbering import Numbering

# What the compiled XML tells the writer, as processing instructions.
BODY, FILLED, RULE, CENTRED = "docgen-body", "docgen-filled", "docgen-rule", "centred"
_RULE_MARK = re.compile(r"\{#\s*kẻ\s+([\d.,].*?)\s*#\}", re.I | re.S)
_RATIO = re.compile(r"\d{1,2}|\d{0,2}[.,]\d{1,4}")
_OTHER_PARTS = {
    "header": "đầu trang", "footer": "chân trang", "footnotes": "chú thích", "endnotes": "chú thích cuối bài",
}  # fmt: skip
# docxtpl's own tags change the properties of cells without regard to the schema's order.
_CELL_TAGS = re.compile(r"\{%\s*(?:colspan|cellbg|vm|hm)\b")


@dataclass
class PreparedXml:
    """A stretch of Word XML ready to be rendered, and the tags in it."""

    template: WordTemplate
    tags: list[Tag]
    where: Where
    cell_tags: bool = False


@dataclass
class TemplateSection:
    """A part's section, compiled. `examples` are paragraphs by kind; `table` is the example table.

    A `titled` one has a heading of the first level, which becomes the part's bookmark in the PDF.
    """

    kind: str
    prepared: PreparedXml
    examples: dict[str, list[Example]]
    table: TableExample | None
    properties: Element
    titled: bool = True


@dataclass
class Template:
    """A compiled template: `package` is the file with an empty body, `others` are its headers, footers and notes.

    `frame` is the XML of the main document before and after what its body holds.
    """

    package: Package
    looks: Looks
    frame: tuple[bytes, bytes]
    sections: dict[str, TemplateSection]
    others: dict[str, PreparedXml]
    tags: list[Tag] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def compile_template(data: bytes, file: str, vocabulary: Mapping[str, Vocabulary]) -> Template:
    """Return the compiled template of a Word file, with all findings about its tags.

    Raises DocgenError (exit code TEMPLATE) for a file that is no usable Word file.
    """
    package = Package.read(data, Where(file=file))
    compiler = _Compiler(package.clone(), file, vocabulary)
    compiler.findings += package.notes
    return compiler.template()


class _Compiler:
    def __init__(self, package: Package, file: str, vocabulary: Mapping[str, Vocabulary]) -> None:
        self.package, self.file, self.vocabulary = package, file, vocabulary
        self.findings = Findings()
        self.looks = Looks(package)
        self.numbering = Numbering(package, self.looks)
        self.places: dict[Element, Where] = {}

    def template(self) -> Template:
        drop_comments(self.package)
        if unlock(self.package):
            self.findings.say("HT056", Where(file=self.file), "mẫu đang khóa sửa; văn bản tạo ra từ mẫu không bị khóa")
        body = self.package.xml(self.package.main).find(qn("w:body"))
        if body is None:
            where = Where(file=self.file)
            raise DocgenError(Finding.of("MT020", where, "tệp Word không có thân văn bản"), ExitCode.TEMPLATE)
        self._note_places(body, "thân văn bản")
        parts = list(self._parts(body))
        inherit_headers([properties for _, _, properties in parts])
        sections = {kind: self._section(kind, elements, properties) for kind, elements, properties in parts}
        frame = self._frame(body)
        others = dict(self._others())
        tags: list[Tag] = []
        for prepared in (*(section.prepared for section in sections.values()), *others.values()):
            tags += prepared.tags
        return Template(self.package, self.looks, frame, sections, others, tags, self.findings)

    def _frame(self, body: Element) -> tuple[bytes, bytes]:
        """Empty the main document's body and return the XML around it."""
        given = body.getparent()
        root = etree.Element(given.tag, dict(given.attrib), nsmap=self.looks.namespaces)
        root.extend(list(given))
        etree.strip_tags(root, etree.Comment, etree.PI)
        body[:] = [etree.ProcessingInstruction(BODY, "here")]
        before, mark, after = serialise(root).partition(etree.tostring(body[0], with_tail=False))
        assert mark
        self.package.put(self.package.main, before + after)
        return before, after

    def _note_places(self, root: Element, part: str) -> None:
        """Make a tree plain, note the places of its paragraphs, and report where its tables are broken."""
        if make_plain(root):
            message = "mẫu còn các thay đổi đang theo dõi; docgen coi như đã chấp nhận"
            self.findings.say("MT029", Where(file=self.file, part=part), message)
        for number, paragraph in enumerate(root.iter(qn("w:p")), 1):
            cell = cell_name(paragraph)
            self.places[paragraph] = Where(file=self.file, part=part, paragraph=number, table_cell=cell)
        for cell in root.iter(qn("w:tc")):
            if fault := cell_fault(cell):
                places = (self.places[paragraph] for paragraph in cell.iter(qn("w:p")))
                self.findings.say("MT036", next(places, Where(file=self.file, part=part)), fault)

    def _others(self) -> Iterator[tuple[str, PreparedXml]]:
        """Yield headers, footers and notes that hold tags."""
        for kind, shown in _OTHER_PARTS.items():
            for name in self.package.related(self.package.main, kind):
                root = deepcopy(self.package.look(name))
                part = f"{shown} ({name.rpartition('/')[2]})"
                self._note_places(root, part)
                vocabulary = self.vocabulary["van_ban"]
                if tags := self._tags(root, vocabulary, name):
                    self._write_out(root, vocabulary)
                    yield name, self._prepare(root, Where(file=self.file, part=part), tags)

    # Parts

    def _parts(self, body: Element) -> Iterator[tuple[str, list[Element], Element]]:
        """Yield kind, elements and properties of each part that docgen knows."""
        seen: set[str] = set()
        elements: list[Element] = []
        for element in list(body):
            properties = carried_section(element)
            if element is not properties and (properties is None or own_text(element).strip()):
                elements.append(element)
            if properties is None:
                continue
            kind = self._part_kind(elements, seen)
            if kind and kind not in seen:
                seen.add(kind)
                yield kind, without_empty_end(elements), properties
            elements = []
        if elements:  # a body need not have section properties of its own
            kind = self._part_kind(elements, seen)
            if kind and kind not in seen:
                yield kind, without_empty_end(elements), etree.Element(qn("w:sectPr"))

    def _part_kind(self, elements: list[Element], seen: set[str]) -> str:
        """Return the kind of part that elements begin; "" with a finding if docgen does not know it."""
        for element in elements:
            mark = PART_MARK.search(own_text(element)) if element.tag == qn("w:p") else None
            if not mark:
                continue
            elements.remove(element)
            where = self.places[element]
            kind = part_named(mark[1])
            if not kind:
                likely = nearest(mark[1].lower(), PARTS)
                remedy = suggestion(likely, f"Các phần: {', '.join(PARTS)}.")
                self.findings.say("MT021", where, f"không có phần “{mark[1]}”", remedy)
            elif kind in seen:
                self.findings.say("MT022", where, f"phần “{mark[1]}” có hai lần")
            return kind
        if not seen:
            return "van_ban"
        message = "mục (section) này của mẫu không mở đầu bằng dấu phần"
        remedy = "Thêm đoạn {# PHẦN … #} ở đầu mục, hoặc bỏ dấu ngắt mục."
        self.findings.say("MT021", self._first_place(elements), message, remedy)
        return ""

    def _first_place(self, elements: list[Element]) -> Where:
        for element in elements:
            for paragraph in element.iter(qn("w:p")):
                return self.places[paragraph]
        return Where(file=self.file)

    def _section(self, kind: str, elements: list[Element], properties: Element) -> TemplateSection:
        root = etree.Element(qn("w:body"), nsmap=self.looks.namespaces)
        root.extend(elements)
        vocabulary = self.vocabulary[kind]
        tags = self._tags(root, vocabulary, self.package.main)
        examples, table = self._take_examples(root)
        titled = any(self.looks.paragraph(paragraph).level == 0 for paragraph in root.iter(qn("w:p")))
        self._write_out(root, vocabulary)
        prepared = self._prepare(root, Where(file=self.file, part="thân văn bản"), tags)
        return TemplateSection(kind, prepared, examples, table, properties, titled)

    def _tags(self, root: Element, vocabulary: Vocabulary, part: str) -> list[Tag]:
        tags, findings = read_tags(root, self.places)
        known = {kind: (f"{kind}.nhan", f"{kind}.chu") for kind in BLOCK_KINDS} | dict.fromkeys(ROW_KINDS, ())
        self.findings += [*findings, *check_tags(tags, vocabulary, known)]
        links = {item.id: item.target for item in self.package.relationships(part).values()}
        self.findings += left_in(root, self.places, vocabulary, links)
        self.findings += numbers_that_run_on(root, self.places, self.numbering, {*vocabulary.lists, *BLOCK_KINDS})
        return tags

    def _take_examples(self, root: Element) -> tuple[dict[str, list[Example]], TableExample | None]:
        """Take the examples out of a section and leave a mark where the body goes."""
        examples: dict[str, list[Example]] = {}
        table = None
        taken = []
        for element in root:
            if element.tag == qn("w:tbl") and table is None and is_example_table(element):
                table = TableExample(element, self.looks)
            elif element.tag == qn("w:p") and (kind := _block_kind(element)):
                examples.setdefault(kind, []).append(Example(element, kind, self.looks))
            else:
                continue
            taken.append(element)
        if taken:
            taken[0].addprevious(etree.ProcessingInstruction(BODY, "here"))
        for element in taken:
            root.remove(element)
        self._report_misplaced(root)
        return examples, table

    def _report_misplaced(self, root: Element) -> None:
        """Report examples where none are taken from; a misspelt name (MT024) has its finding already."""
        misspelt = {replace(finding.where, tag="") for finding in self.findings if finding.code == "MT024"}
        for paragraph in root.iter(qn("w:p")):
            if self.places[paragraph] in misspelt:
                continue
            kinds = {name.split(".")[0] for name in names_in(paragraph) if "." in name}
            if found := kinds & ({*BLOCK_KINDS} | {*ROW_KINDS}):
                message = f"đoạn làm mẫu {{{{ {min(found)}… }}}} phải đứng riêng, ngoài bảng, mỗi đoạn một cấp"
                self.findings.say("MT030", self.places[paragraph], message)

    # Preparing for Jinja

    def _write_out(self, root: Element, vocabulary: Vocabulary) -> None:
        """Write out as control tags what repeats or may be left out, and mark what is measured after filling."""
        for paragraph in list(root.iter(qn("w:p"))):
            self._mark(paragraph)
        for row in list(root.iter(qn("w:tr"))):
            _leave_out_row(row, vocabulary)
        for paragraph in list(root.iter(qn("w:p"))):
            _repeat_or_leave_out(paragraph, vocabulary)

    def _mark(self, paragraph: Element) -> None:
        """Mark a rule, and a paragraph whose values may bring line ends or, where it is centred, uneven lines."""
        text = own_text(paragraph)
        match = _RULE_MARK.search(text)
        if match and not _RATIO.fullmatch(match[1]):
            message = f"độ dài đường kẻ “{match[1][:40]}” không phải là một số"
            self.findings.say("MT023", self.places[paragraph], message, "Viết một số, thí dụ: {# kẻ 0,4 #}.")
        elif match:
            for run in paragraph.findall(qn("w:r")):
                paragraph.remove(run)
            paragraph.append(etree.ProcessingInstruction(RULE, match[1].replace(",", ".")))
        elif "{{" in text:
            in_box = next(paragraph.iterancestors(qn("w:txbxContent")), None) is not None
            centred = not in_box and self.looks.paragraph(paragraph).align == "center"
            paragraph.append(etree.ProcessingInstruction(FILLED, CENTRED if centred else ""))

    def _prepare(self, root: Element, where: Where, tags: list[Tag]) -> PreparedXml:
        wrong = any(finding.code == "MT023" for finding in self.findings)
        try:
            template = WordTemplate("" if wrong else _prepared_source(root))
        except ExpressionError as error:
            template = WordTemplate("")
            self.findings.say("MT023", where, error.message, error.remedy)
        return PreparedXml(template, tags, where, bool(_CELL_TAGS.search(edit.visible_text(root))))


def _prepared_source(root: Element) -> str:
    """Return the XML of a tree as docxtpl prepares it for Jinja.

    The braces of plain text are hidden from docxtpl, which would join "{" and "{" across paragraphs.
    """
    for text in root.iter(qn("w:t")):
        if "{" in (text.text or "") or "}" in (text.text or ""):
            text.text = hide_braces(text.text or "")
    patched = DocxTemplate("").patch_xml(etree.tostring(root, encoding="unicode"))
    # docxtpl unescapes < and > only.
    return show_braces(WHOLE_TAG.sub(lambda tag: tag[0].replace("&amp;", "&"), patched))


def _block_kind(paragraph: Element) -> str:
    kinds = {name.split(".")[0] for name in names_in(paragraph) if name.endswith((".nhan", ".chu"))}
    kind = kinds.pop() if len(kinds) == 1 else ""
    return kind if kind in BLOCK_KINDS else ""


def _control(text: str) -> Element:
    """Return a paragraph that holds a control tag."""
    paragraph = etree.Element(qn("w:p"))
    etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t")).text = text
    return paragraph


def _condition(names: list[str], vocabulary: Vocabulary) -> str:
    """Return the condition under which what asks for these names is printed, "" if it always is."""
    if not names or any(name not in vocabulary.optional for name in names):
        return ""
    return " or ".join(dict.fromkeys(names))


def _leave_out_row(row: Element, vocabulary: Vocabulary) -> None:
    if "{%" in edit.visible_text(row):
        return
    asked: list[str] = []
    for paragraph in row.iter(qn("w:p")):
        asked += names_in(paragraph)
    if condition := _condition(asked, vocabulary):
        row.addprevious(_control_row(f"{{%tr if {condition} %}}"))
        row.addnext(_control_row("{%tr endif %}"))


def _control_row(text: str) -> Element:
    """Return a row that holds a control tag."""
    row = etree.Element(qn("w:tr"))
    etree.SubElement(row, qn("w:tc")).append(_control(text))
    return row


def _repeat_or_leave_out(paragraph: Element, vocabulary: Vocabulary) -> None:
    text = own_text(paragraph)
    if "{%" in text or "{{" not in text:
        return
    asked = names_in(paragraph)
    name = next((name for name in asked if name in vocabulary.lists), "")
    # The list's name in a tag that prints it entry by entry: no filter after it joins the entries.
    entry = re.compile(rf"(\{{\{{-?\s*){re.escape(name)}(?=\s*(?:-?\}}\}}|\|(?!\s*(?:{JOINING})\b)))")
    if name and len(set(asked)) == 1 and entry.search(text):
        for item in own_texts(paragraph):
            item.text = entry.sub(r"\1dong", item.text or "")
        _surround(paragraph, f"for dong in {name}", "endfor")
    elif condition := _condition(asked, vocabulary):
        _surround(paragraph, f"if {condition}", "endif")


def _surround(paragraph: Element, opening: str, closing: str) -> None:
    paragraph.addprevious(_control(f"{{%p {opening} %}}"))
    paragraph.addnext(_control(f"{{%p {closing} %}}"))
