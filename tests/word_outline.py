"""A Word file as lines a person can read in a diff: what stands on the pages and how it looks.

Promises one line for each paragraph, a grid for each table, a heading for each section. Hides styles: every line
shows the look that results. Lengths are millimetres, sizes and spacing points. Inside a line, `⟨bold⟩…⟨/⟩` is text
that differs from the rest, `⍽` a no-break space, `⇥` a tab, `⏎` a line break, `{PAGE}` a field (its stored page
number is not shown), `§` the end of a section.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from lxml import etree

from docgen.finding import Where
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn
from docgen.word import PageSetup, Section, WordFile, WordTable
from docgen.word.blocks import Block
from docgen.word.look import ParagraphLook, TextLook, number_in

_SIGNS = str.maketrans({"\u00a0": "⍽", "\u202f": "⍽", "\t": "⇥", "\u00ad": "‧", "\u200b": "‧"})
_MARKS = {"w:tab": "⇥", "w:br": "⏎", "w:cr": "⏎", "w:noBreakHyphen": "‑", "w:softHyphen": "‧", "w:sym": "[sym]"}
_MARKS |= {"w:drawing": "[picture]", "w:pict": "[picture]", "w:object": "[object]", "w:footnoteReference": "[note]"}
_INLINE = ("w:hyperlink", "w:ins", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:bdo", "w:dir")


def outline(docx: bytes) -> str:
    """Return the outline of a Word file. Raises DocgenError for a file that is not safe to read."""
    word = WordFile(Package.read(docx, Where()))
    return "\n".join(_Outline(word).lines()) + "\n"


class _Outline:
    def __init__(self, word: WordFile) -> None:
        self.word = word
        self.looks = word.looks

    def lines(self) -> Iterator[str]:
        yield from self._properties()
        for number, section in enumerate(self.word.sections, 1):
            yield from self._section(number, section)

    def _properties(self) -> Iterator[str]:
        package = self.word.package
        for name in package.related("", "core-properties"):
            for item in package.look(name):
                if item.text:
                    yield f"{etree.QName(item).localname}: {item.text}"

    def _section(self, number: int, section: Section) -> Iterator[str]:
        if section.properties is not None:
            yield ""
            yield f"=== section {number}: {_page(self.word.pages[number - 1], section.properties)}"
        for (kind, which), name in section.heads.items():
            yield f"  {kind} {which}:" + ("" if name else " (missing)")
            for block in self.word.blocks(name) if name else ():
                yield from self._block(block, "    ")
        for block in section.blocks:
            yield from self._block(block, "")

    def _block(self, block: Block, indent: str) -> Iterator[str]:
        if isinstance(block, WordTable):
            yield from self._table(block, indent)
        elif block.element is not None:
            yield indent + self._paragraph(block.element)

    # Paragraphs

    def _paragraph(self, paragraph: Element) -> str:
        pieces = self._pieces(paragraph)
        weights: Counter[TextLook] = Counter()
        for look, text in pieces:
            weights[look] += len(text.strip())
        base = weights.most_common(1)[0][0] if weights else self.looks.mark(paragraph)
        line = "".join(_marked(text, look, base) for look, text in pieces)
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            line += "§"
        return f"{_look(self.looks.paragraph(paragraph), base)} | {line}".rstrip()

    def _pieces(self, paragraph: Element) -> list[tuple[TextLook, str]]:
        """Return the text of a paragraph with its looks, neighbours alike joined."""
        pieces: list[tuple[TextLook, str]] = []
        field = ""
        for run in _runs(paragraph):
            text, field = _run_text(run, field)
            if text:
                look = self.looks.text(run)
                if pieces and pieces[-1][0] == look:
                    text = pieces.pop()[1] + text
                pieces.append((look, text))
        return pieces

    # Tables

    def _table(self, table: WordTable, indent: str) -> Iterator[str]:
        grid = [_mm(item.get(qn("w:w"))) for item in table.element.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
        yield f"{indent}table {' + '.join(grid)} mm{_table_look(table.element)}"
        for number, row in enumerate(table.rows, 1):
            yield f"{indent}  row {number}{_row_look(row.element)}"
            for cell in row.cells:
                first, last = cell.column + 1, cell.column + cell.columns
                columns = str(first) if first == last else f"{first}–{last}"
                yield f"{indent}    {columns}:{_cell_look(cell.element)}"
                for block in cell.blocks:
                    yield from self._block(block, indent + "      ")


def _runs(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag in {qn(name) for name in _INLINE}:
            yield from _runs(child)


def _run_text(run: Element, field: str) -> tuple[str, str]:
    """Return what a run prints, and the field left open at its end: its instruction, "" where none."""
    text = ""
    for child in run.iterchildren(etree.Element):
        name = f"w:{etree.QName(child).localname}"
        if name == "w:fldChar":
            field = "?" if child.get(qn("w:fldCharType")) == "begin" else field
            field = "" if child.get(qn("w:fldCharType")) == "end" else field
        elif name == "w:instrText":
            field = " ".join((child.text or "").split())
            text += f"{{{field}}}"
        elif name == "w:t" and field.partition(" ")[0] not in ("PAGE", "NUMPAGES", "SECTIONPAGES"):
            text += (child.text or "").translate(_SIGNS)
        elif name == "w:br" and child.get(qn("w:type")) == "page":
            text += "[page break]"
        else:
            text += _MARKS.get(name, "")
    return text, field


def _marked(text: str, look: TextLook, base: TextLook) -> str:
    """Return text with what sets it apart from the paragraph's usual look; spaces alone are not worth a mark."""
    if look == base or not text.strip():
        return text
    here, usual = asdict(look), asdict(base)
    marks = []
    for key in here:
        if here[key] != usual[key]:
            said = key if isinstance(here[key], bool) else _number(here[key])
            marks.append(said if here[key] else f"not {key}")
    return f"⟨{', '.join(marks)}⟩{text}⟨/⟩"


def _look(look: ParagraphLook, text: TextLook) -> str:
    """Return the words for a paragraph's look; what is usual (Times New Roman, left, no spacing) is not said."""
    words = [_number(text.size)]
    words += [] if text.font == "Times New Roman" else [text.font]
    words += [name for name in ("bold", "italic", "caps", "small_caps", "strike", "hidden") if getattr(text, name)]
    for name in ("underline", "color", "highlight", "raised"):
        words += [f"{name}={getattr(text, name)}"] if getattr(text, name) else []
    words += [{"both": "justify"}.get(look.align, look.align)] if look.align != "left" else []
    for name in ("left", "right", "first"):
        words += [f"{name}={_mm(getattr(look, name) * 20)}mm"] if getattr(look, name) else []
    words += [f"{name}={_number(getattr(look, name))}" for name in ("before", "after") if getattr(look, name)]
    if look.line_rule != "auto":
        words.append(f"line={_number(look.line)}pt({look.line_rule})")
    elif look.line != 1:
        words.append(f"line={_number(look.line)}")
    flags = ("keep_next", "keep_lines", "page_break_before")
    words += [name.replace("_", "-") for name in flags if getattr(look, name)]
    words += [] if look.widow_control else ["no-widow-control"]
    words += [f"rule={'+'.join(look.borders)}"] if look.borders else []
    words += [f"level={look.level + 1}"] if look.level is not None else []
    words += [f"list={look.numbering}"] if look.numbering else []
    return " ".join(words)


def _page(page: PageSetup, properties: Element) -> str:
    words = [f"{page.width_mm:.1f} × {page.height_mm:.1f} mm{' landscape' if page.landscape else ''}"]
    for side in ("top", "bottom", "left", "right", "header", "footer"):
        words.append(f"{side} {getattr(page, f'{side}_mm'):.1f}")
    words += [f"pages from {page.start}"] if page.start is not None else []
    words += ["first page apart"] if page.first_apart else []
    kind = _value(properties, "w:type")
    words += [kind] if kind else []
    words += [f"{page.columns} columns"] if page.columns != 1 else []
    return ", ".join(words)


def _table_look(table: Element) -> str:
    words = [_value(table, "w:tblPr/w:tblStyle"), _value(table, "w:tblPr/w:tblLayout", "w:type")]
    place = _value(table, "w:tblPr/w:jc")
    words += [f"placed {place}"] if place else []
    indent = _value(table, "w:tblPr/w:tblInd", "w:w")
    words += [f"indent {_mm(indent)}"] if indent not in ("", "0") else []
    words.append(_borders(table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")))
    words.append(_margins(table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")))
    return "".join(f", {word}" for word in words if word)


def _row_look(row: Element) -> str:
    properties = row.find(qn("w:trPr"))
    words = []
    if properties is not None:
        words += ["header"] if _flag(properties, "w:tblHeader") else []
        words += ["cant-split"] if _flag(properties, "w:cantSplit") else []
        height = properties.find(qn("w:trHeight"))
        if height is not None:
            words.append(f"height {_mm(height.get(qn('w:val')))} mm {height.get(qn('w:hRule'), 'atLeast')}")
    return "".join(f", {word}" for word in words)


def _cell_look(cell: Element) -> str:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    words = [] if merge is None else ["merge down" if merge.get(qn("w:val")) == "restart" else "merged"]
    words.append({"center": "middle"}.get(_value(cell, "w:tcPr/w:vAlign"), _value(cell, "w:tcPr/w:vAlign")))
    words.append(_borders(cell.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}")))
    words.append(_margins(cell.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}")))
    shade = _value(cell, "w:tcPr/w:shd", "w:fill")
    words += [f"fill {shade}"] if shade not in ("", "auto") else []
    return "".join(f" {word}" for word in words if word)


def _borders(borders: Element | None) -> str:
    if borders is None:
        return ""
    kinds = [f"{item.get(qn('w:val'))} {item.get(qn('w:sz'), '')}".strip() for item in borders]
    if len(kinds) == 6 and len(set(kinds)) == 1:
        return f"borders all {kinds[0]}"
    sides = [etree.QName(item).localname for item in borders]
    return "borders " + " + ".join(f"{side} {kind}" for side, kind in zip(sides, kinds, strict=True))


def _margins(margins: Element | None) -> str:
    if margins is None:
        return ""
    return "cell margins " + " ".join(f"{etree.QName(item).localname} {_mm(item.get(qn('w:w')))}" for item in margins)


def _value(element: Element, path: str, attribute: str = "w:val") -> str:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return "" if found is None else str(found.get(qn(attribute), ""))


def _flag(properties: Element, name: str) -> bool:
    found = properties.find(qn(name))
    return found is not None and found.get(qn("w:val"), "1") not in ("0", "false", "off")


def _mm(twips: str | float | None) -> str:
    return f"{number_in(str(twips), 0) * 25.4 / 1440:.1f}"


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
