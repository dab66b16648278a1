"""The example table: one table for all tables of a text, with one row for each kind of row that they have.

The kind of a row shows in Word's own mark of heading rows, in the numbers "(1) (2)" of columns, in the word "tổng" or
"cộng", in bold, and in cells that span several columns of the rows of figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from docgen.ooxml.xml import Element, qn
from docgen.tagging.lines import CELL, Draft, PaperLine, Recognition, folded, lines_of, remove

_ROW = qn("w:tr")
_SIDES = {"center": "giua", "right": "so"}
_NAMES = {"cot.ten": "hàng đầu bảng", "cot.so": "hàng số thứ tự cột", "nhom": "hàng tên nhóm",
          "nhom_con": "hàng tên nhóm con", "hang": "hàng số liệu", "tong": "hàng tổng"}  # fmt: skip


def example_table(draft: Draft, tables: Sequence[Element]) -> Element | None:
    """Turn the first of the tables into an example with the rows of all; return None if no table has data rows."""
    rows: dict[str, tuple[Element, list[PaperLine]]] = {}
    for table in tables:
        lines = lines_of([table], draft.looks)
        for row, kind in _kinds(draft, table, lines):
            rows.setdefault(kind, (row, [line for line in lines if _row_of(line) is row]))
    if "hang" not in rows:
        return None
    table = tables[0]
    for row in table.findall(_ROW):
        if all(row is not kept for kept, _ in rows.values()):
            table.remove(row)
    for kind in _NAMES:
        if kind in rows:
            row, lines = rows[kind]
            table.append(row)  # in the usual order, rows of other tables included
            _tag(draft, kind, row, lines)
    return table


def _row_of(line: PaperLine) -> Element | None:
    return None if line.cell is None else line.cell.getparent()


def _kinds(draft: Draft, table: Element, lines: Sequence[PaperLine]) -> list[tuple[Element, str]]:
    """Return the rows of a table, each with its kind."""
    rows = table.findall(_ROW)
    bold = {row for row in rows if _is_bold(draft, [line for line in lines if _row_of(line) is row])}
    if len(bold) == len(rows):
        bold = set()  # bold distinguishes nothing
    texts = {row: [_text(cell, lines) for cell in row.findall(CELL)] for row in rows}
    columns = max((len(row.findall(CELL)) for row in rows), default=0)
    marked = {row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None}
    found: list[tuple[Element, str]] = []
    head = True
    above = ""
    for number, row in enumerate(rows):
        # In two columns the figures 1 and 2 are as likely data: there they need Word's own mark, where it is used.
        numbers = _are_numbers(texts[row]) and not (marked and len(texts[row]) == 2)
        head = head and (number == 0 or row in marked or _goes_on(row) or numbers)
        if head:
            kind = "cot.so" if number and _are_numbers(texts[row]) else "cot.ten"
        else:
            kind = _kind(texts[row], columns, above, bold=row in bold)
        above = kind
        found.append((row, kind))
    return found


def _is_bold(draft: Draft, lines: Sequence[PaperLine]) -> bool:
    looks = [draft.text_look(line.whole) for line in lines if not line.blank]
    return bool(looks) and all(look is not None and look.bold for look in looks)


def _kind(texts: Sequence[str], columns: int, above: str, *, bold: bool) -> str:
    words = next((folded(text) for text in texts if text), "")
    if words.startswith(("TONG", "CONG ")) or words == "CONG":
        return "tong"
    if bold or (len(texts) < columns and len(texts) <= 2) or (len(texts) > 2 and not any(texts[2:])):
        return "nhom_con" if above == "nhom" else "nhom"
    return "hang"


def _goes_on(row: Element) -> bool:
    """Return whether cells of the row above continue into a row."""
    merges = [item.get(qn("w:val"), "continue") for item in row.iter(qn("w:vMerge"))]
    return "continue" in merges


def _are_numbers(texts: Sequence[str]) -> bool:
    """Return whether a row numbers the columns: (1), (2), (3)=(1)+(2); A, B, 1, 2. Other figures are data."""
    if len(texts) < 2:
        return False
    cores = [text.strip("() ").partition(")")[0].partition("=")[0].strip() for text in texts]
    given = [core for core in cores if core]
    if not given or not all(core.isdecimal() or (len(core) == 1 and core.isalpha()) for core in given):
        return False
    numbers = [int(core) for core in given if core.isdecimal()]
    return numbers == list(range(1, len(numbers) + 1))


def _text(cell: Element, lines: Sequence[PaperLine]) -> str:
    return " ".join(" ".join(line.text.split()) for line in lines if line.cell is cell).strip()


def _tag(draft: Draft, kind: str, row: Element, lines: Sequence[PaperLine]) -> None:
    """Put the tags of a kind of row into its cells."""
    tags = []
    for merge in list(row.iter(qn("w:vMerge"))):
        merge.getparent().remove(merge)
    cells = row.findall(CELL)
    for number, cell in enumerate(cells):
        own = [line for line in lines if line.cell is cell]
        if not own:
            continue
        names = [_name(kind, number, len(cells), line) for line in own]
        for line, name in zip(own, names, strict=True):
            if name in names[: own.index(line)]:
                remove(line.element)
                continue
            dash = line.text.index("-") + 1 if name == "hang.gach" else 0
            start = dash + len(line.text[dash:]) - len(line.text[dash:].lstrip())
            draft.replace(line, start, len(line.text), f"{{{{ {name} }}}}")
            tags.append(f"{{{{ {name} }}}}")
    words = " | ".join(filter(None, (_text(cell, lines) for cell in cells)))
    draft.found.append(Recognition(f"bảng làm mẫu: {_NAMES[kind]}", words, " ".join(dict.fromkeys(tags))))
    draft.asked.add(kind)


def _name(kind: str, number: int, cells: int, line: PaperLine) -> str:
    if kind.startswith("cot."):
        return kind
    if kind.startswith("nhom"):
        return f"{kind}.nhan" if number == 0 and cells > 1 else f"{kind}.chu"
    if kind == "tong":
        return "tong.chu" if number == 0 else "tong.so"
    if line.text.strip().startswith("- "):
        return "hang.gach"
    return f"hang.{_SIDES.get(line.look.align, 'chu')}"
