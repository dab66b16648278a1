"""An amount in words that is not the amount in figures beside it, or the total of the table above it."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import vietnamese
from docgen.lint.amounts import amount_in_words, amounts, scales, wrong_amounts, wrong_counts
from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.resolved import Block, Part, TableBlock

_TABLE = "Sửa chữ cho đúng với dòng tổng, hoặc sửa số trong bảng."

_UNITS = {1: "đồng", 10**3: "nghìn đồng", 10**6: "triệu đồng", 10**9: "tỷ đồng"}


@rule("SL056", View.PAPER)
def amount_in_other_words(dossier: Dossier) -> Iterator[Wrong]:
    """“1.250.000 đồng (Bằng chữ: một triệu hai trăm nghìn đồng)”."""
    for part in dossier.resolved.parts:
        for text, at in part.texts():
            if "đồng" in text:
                for message in wrong_amounts(text):
                    yield at, message, ""
            if "(" in text:
                for message in wrong_counts(text):
                    yield at, message, ""
        yield from _under_tables(part)


def _under_tables(part: Part) -> Iterator[Wrong]:
    """Yield the amounts in words in a table, or in the paragraph below it, that are no total of its own."""
    table: TableBlock | None = None
    for block in part.body:
        if isinstance(block, TableBlock):
            table = block
            for row in block.rows:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        if message := _contradicts(paragraph.text, block):
                            yield cell.at, message, _TABLE
            continue
        if table is not None and isinstance(block, Block) and (message := _contradicts(block.text, table)):
            yield block.at, message, _TABLE
        table = None


def _contradicts(text: str, table: TableBlock) -> str:
    """Return how an amount in words differs from all totals of a table; "" where it does not, or is none."""
    if "ằng chữ" not in text and "ẰNG CHỮ" not in text:
        return ""
    said = amount_in_words(text)
    units = scales("\n".join([table.unit, *(head.text for head in table.header)]))
    totals = amounts(_figures(table, "tong"), units)
    if said is None or not totals or any(amount.is_said_by(said[1]) for amount in totals):
        return ""
    if any(amount.is_said_by(said[1]) for amount in amounts(_figures(table, "hang"), units)):
        return ""  # of a row, such as one with the tax
    named = f"{vietnamese.so(totals[-1].figure)} {_UNITS[totals[-1].scale] if units else ''}".rstrip()
    return f"chữ “{said[0]}” là {vietnamese.so(said[1])} đồng, dòng tổng của bảng ghi {named}"


def _figures(table: TableBlock, kind: str) -> Iterator[str]:
    for row in table.rows:
        if row.kind == kind:
            for cell in row.cells:
                yield cell.paragraphs[0].text
