"""The text of a paper: for each level one paragraph as an example, for its tables one table; the rest is removed.

The example of a level is set as most of its paragraphs are. Labels are read as people type them
(`model.text.labels`), or as Word numbers the paragraph (`numbering`), whose label becomes a tag too: docgen numbers by
itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docgen.model.text.labels import LETTER, NUMBER, ROMAN, readings
from docgen.model.vocabulary import BLOCK_KINDS
from docgen.ooxml import edit
from docgen.ooxml.xml import Element, qn
from docgen.tagging import numbering as numbers
from docgen.tagging.lines import (
    TABLE,
    Draft,
    LinePiece,
    PaperLine,
    Recognition,
    folded,
    lines_of,
    piece_of,
    remove,
    shortened,
)
from docgen.tagging.tables import example_table
from docgen.word.look import ParagraphLook, TextLook
from docgen.word.numbering import Numbering

_STRUCTURE = {"PHAN": "phan", "CHUONG": "chuong", "MUC": "muc_lon", "TIEU MUC": "tieu_muc"}
_BULLETS = {"-": "gach", "–": "gach", "—": "gach", "•": "gach", "●": "gach", "*": "gach", "+": "cong"}
_TITLED = {"khoan": "khoan_tieu_de", "tieu_khoan": "tieu_khoan_tieu_de", "diem": "diem_tieu_de", "dieu": "dieu_tieu_de"}
_END = "./."  # the mark under the text, which has a paragraph of its own after a table
_UNIT = ("DON VI TINH", "DVT")


@dataclass(frozen=True, eq=False)
class _BodyBlock:
    """A paragraph of the text: its kind, its label (empty where Word numbers it) and the rest; None for no label."""

    kind: str
    label: LinePiece | None
    rest: LinePiece
    below: LinePiece | None = None  # the title of a Chương, in the paragraph under its label


def read_body(draft: Draft, elements: Sequence[Element], numbering: Numbering) -> None:
    """Turn some elements of a body into examples and remove the others from their tree."""
    paragraphs = lines_of([item for item in elements if item.tag != TABLE], draft.looks)
    lines = [line for line in paragraphs if not line.blank or line.text.strip() == _END]
    captions = _captions(elements, draft)
    blocks = _blocks(draft, lines, captions, numbering)
    by_kind: dict[str, list[_BodyBlock]] = {}
    for block in blocks:
        if block.kind:
            by_kind.setdefault(block.kind, []).append(block)
    chosen = {kind: _usual(draft, of_kind) for kind, of_kind in by_kind.items()}
    kept: set[Element] = set()
    for kind, block in chosen.items():
        _tag(draft, kind, block, numbering)
        kept.add(block.rest.line.element)
        if block.below is not None:
            kept.add(block.below.line.element)
    tables = [item for item in elements if item.tag == TABLE]
    table = example_table(draft, tables)
    gone = [element for element in elements if element not in kept and element is not table]
    for element in gone:
        remove(element)
    _note_gone(draft, blocks, gone)


def _note_gone(draft: Draft, blocks: Sequence[_BodyBlock], gone: Sequence[Element]) -> None:
    """Note what of the text the template does not have."""
    for block in blocks:
        if not block.kind:
            label = block.rest.line.text.split()[0]
            draft.notes.append(f"bỏ đoạn “{shortened(block.rest.line.text)}”: docgen không có cấp đánh số “{label}”")
    tables = sum(1 for element in gone if element.tag == TABLE)
    drawings = sum(len(list(element.iter(qn("w:drawing"), qn("w:pict")))) for element in gone)
    texts = sum(1 for element in gone if element.tag != TABLE and edit.visible_text(element).strip())
    counted = ((texts, "đoạn"), (tables, "bảng"), (drawings, "hình vẽ"))
    if said := ", ".join(f"{count} {name}" for count, name in counted if count):
        draft.notes.append(f"bỏ phần còn lại của thân bài: {said}; nội dung lấy từ dữ liệu")


def _captions(elements: Sequence[Element], draft: Draft) -> dict[Element, str]:
    """Return the paragraphs above a table or a drawing that are its title or its unit, each with that kind."""
    found: dict[Element, str] = {}
    for table in elements:
        above = table.getprevious() if _is_shown(table) else None
        while above is not None and above.tag == qn("w:p"):
            line = lines_of([above], draft.looks)[0]
            if folded(line.text).lstrip("( ").startswith(_UNIT):
                found[above] = "don_vi"
            elif line.look.align == "center" and not line.blank:
                found[above] = "bang_tieu_de"
            if not line.blank and found.get(above) != "don_vi":
                break
            above = above.getprevious()
    return found


def _is_shown(element: Element) -> bool:
    """Return whether an element is a table, or a paragraph with a drawing and nothing else."""
    drawn = element.find(f".//{qn('w:drawing')}") is not None and not edit.visible_text(element).strip()
    return element.tag == TABLE or drawn


def _blocks(
    draft: Draft, lines: Sequence[PaperLine], captions: dict[Element, str], numbering: Numbering
) -> list[_BodyBlock]:  # fmt: skip
    found: list[_BodyBlock] = []
    heading: _BodyBlock | None = None
    for line in lines:
        if heading is not None and line.look.align == "center":
            found[-1] = replace(heading, below=line.whole)
            heading = None
            continue
        block = _block(draft, line, captions.get(line.element, ""), numbering)
        found.append(block)
        heading = block if block.kind in _STRUCTURE.values() and not block.rest.text else None
    return found


def _block(draft: Draft, line: PaperLine, caption: str, numbering: Numbering) -> _BodyBlock:
    whole = line.whole
    if caption == "don_vi":
        colon = line.text.find(":")
        return _BodyBlock(caption, None, piece_of(line, colon + 1, len(line.text)) if colon >= 0 else whole)
    if caption:
        return _BodyBlock(caption, None, whole)
    if kind := numbers.kind_of(line.element, numbering):
        return _BodyBlock(_titled(draft, kind, whole), LinePiece(line, whole.start, whole.start), whole)
    kind, length = _labelled(whole.text)
    if not length:
        return _BodyBlock(kind, None, whole)
    rest = whole.after(length)
    return _BodyBlock(_titled(draft, kind, rest), LinePiece(line, whole.start, whole.start + length), rest)


def _labelled(text: str) -> tuple[str, int]:
    """Return the kind of a paragraph by its label, and how long that is; "" for a label docgen has no level for."""
    words = text.split(maxsplit=3)
    for count in (2, 1):
        kind = _STRUCTURE.get(folded(" ".join(words[:count])))
        number = words[count] if kind and len(words) > count else ""
        if number and readings(number.rstrip(".:")):
            return str(kind), text.index(number) + len(number.rstrip(".:"))
    if len(words) > 1 and words[0].lower() == "điều" and words[1].rstrip(".:").isdecimal():
        return "dieu", text.index(words[1]) + len(words[1])
    if text[0] in _BULLETS and text[1:2].isspace():
        return _BULLETS[text[0]], 1
    label = words[0]
    if len(words) > 1 and _is_label(label):
        return _level(label), len(label)
    return "doan", 0


def _is_label(word: str) -> bool:
    found = readings(word)
    return bool(found) and bool(found[0].closing or found[0].above) and found[0].number < 100


def _level(label: str) -> str:
    found = readings(label)
    styles = {item.style for item in found}
    if ROMAN in styles:
        return "muc"
    if NUMBER in styles:
        return "tieu_khoan" if found[0].above else "khoan"
    return "diem" if LETTER in styles else ""


def _titled(draft: Draft, kind: str, rest: LinePiece) -> str:
    """Return the kind of a level's titles if the text is in bold throughout, else the kind of the level."""
    look = draft.text_look(rest)
    return _TITLED[kind] if kind in _TITLED and look is not None and look.bold else kind


def _usual(draft: Draft, blocks: Sequence[_BodyBlock]) -> _BodyBlock:
    """Return the first of the blocks that are set as most of them are."""
    looks = [_looks(draft, block) for block in blocks]
    most = Counter(looks).most_common(1)[0][0]
    return blocks[looks.index(most)]


def _looks(draft: Draft, block: _BodyBlock) -> tuple[ParagraphLook, TextLook | None]:
    return block.rest.line.look, draft.text_look(block.rest)


def _tag(draft: Draft, kind: str, block: _BodyBlock, numbering: Numbering) -> None:
    """Put the tags of a level into its example."""
    line, text = block.rest.line, block.below or block.rest
    label, words = f"{{{{ {kind}.nhan }}}}", f"{{{{ {kind}.chu{' | hoa' if text.caps else ''} }}}}"
    shown = " ".join(line.text.split())
    numbered = block.label is not None and block.label.start == block.label.end
    if block.label is not None:
        draft.replace(line, block.label.start, block.label.end, f"{label} " if numbered else label)
    draft.replace(text.line, text.start, text.end, words)
    if numbered:
        numbers.undo(line.element, numbering)
    if kind in BLOCK_KINDS and "tieu_de" not in kind and kind not in _STRUCTURE.values():
        for keep in line.element.findall(f"{qn('w:pPr')}/{qn('w:keepNext')}"):
            keep.getparent().remove(keep)  # docgen itself keeps a paragraph with the next where it leads on to that
    tag = f"{label} {words}" if block.label is not None else words
    draft.found.append(Recognition(f"đoạn làm mẫu: {BLOCK_KINDS[kind]}", shown, tag))
    draft.asked.add(kind)
