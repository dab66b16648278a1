"""CSV as offices have it: encoding and separator recognised, each cell with its line and column.

Promise: the same cells as RFC 4180 reads (quotes doubled inside quotes, line ends inside quotes), from UTF-8 or
UTF-16, with ";", ",", tab or "|", with or without Excel's first line "sep=;". Outer blanks of a cell are dropped.
A row with too many or too few cells, and a quote that does not close, are findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import chain

from docgen.finding import Findings, Where
from docgen.sources.grid import CELL_LIMIT, LONGEST_CELL, MOST_TOLD, Cell, Sheet, letter
from docgen.sources.text import LINE_END, SourceText, character_name, clean, first_bad, is_clean_text

SEPARATORS = {";": ";", ",": ",", "\t": "\t", "|": "|", "tab": "\t", "phẩy": ",", "chấm phẩy": ";"}
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_BLANK = " \t\r\n\xa0"


_Record = list[tuple[int, int]]  # one row: for each cell, the characters where it begins and ends


def read_csv(source: SourceText, separator: str, findings: Findings, *, even: bool = True) -> Sheet | None:
    """Return the cells of `source`; None with a finding if there are more than any paper needs.

    An empty `separator` is recognised from the first rows. `even`: every row must have as many cells as the first
    (not if only a part of the file is used).
    """
    begin, separator = _form(source.text, separator)
    vast = source.text.count("\n") > CELL_LIMIT
    records, broken = (None, []) if vast else _split(source.text, begin, separator)
    if records is None:
        findings.say("DL005", Where(source.file), f"Tệp có hơn {CELL_LIMIT // 1_000_000} triệu ô.")
        return None
    for position, message in broken[:MOST_TOLD]:
        findings.say("DL020", source.where_char(position), message)
    offsets = _ByteOffsets(source.text)

    def place(row: int, column: int) -> Where:
        cells = records[min(row, len(records) - 1)]
        start = cells[column][0] if column < len(cells) else cells[-1][1]
        where = source.where(offsets.of(start))
        return Where(where.file, where.line, where.column, cell=f"{letter(column)}{row + 1}")

    sound = "\r" not in source.text.replace("\r\n", "") and is_clean_text(source.text.replace("\r\n", "\n"))
    rows: list[list[Cell]] = []
    for row, record in enumerate(records):
        cells: list[Cell] = []
        for column, (start, end) in enumerate(record):
            value = _value(source.text[start:end])
            if not sound or len(value) > LONGEST_CELL or "\r" in value:
                value = clean(_printable(value, place, row, column, findings))
            cells.append(value or None)
        rows.append(cells)
    if even:
        _report_ragged(rows, place, findings)
    return Sheet(source.file, rows, place, open_header=True)


def cell_spans(text: str) -> list[tuple[int, int]]:
    """Return where the cells of a table begin and end in its text, quotes and blanks included."""
    records, _ = _split(text, *_form(text, ""))
    return list(chain.from_iterable(records or []))


def _form(text: str, separator: str) -> tuple[int, str]:
    """Return where the rows begin, and the separator: the one asked for, else as written, else as recognised."""
    begin = 0
    match = _SEP_LINE.match(text)
    if match:
        begin, separator = match.end(), separator or match[1]
    return begin, separator or _recognise(text, begin)


class _ByteOffsets:
    """From character offsets to byte offsets in UTF-8, without counting from the beginning for each cell."""

    STEP = 1024

    def __init__(self, text: str) -> None:
        self._text = text
        self._sums = [0]
        for start in range(0, len(text), self.STEP):
            self._sums.append(self._sums[-1] + len(text[start : start + self.STEP].encode("utf-8", "surrogatepass")))

    def of(self, index: int) -> int:
        block = index // self.STEP
        return self._sums[block] + len(self._text[block * self.STEP : index].encode("utf-8", "surrogatepass"))


def _recognise(text: str, begin: int) -> str:
    """Return the separator that divides the first rows most evenly into several cells."""
    sample = text[begin : begin + 20_000]

    def evenness(separator: str) -> tuple[float, int]:
        records, broken = _split(sample, 0, separator)
        widths = [
            len(record) for record in (records or [])[:50] if record[0] != record[-1] or record[0][0] < record[0][1]
        ]
        several = Counter(width for width in widths if width > 1)
        share = max(several.values(), default=0) / max(len(widths), 1)
        plain = bool(widths) and widths[0] == 1 and share <= 0.5  # a single column whose texts contain the character
        return (0.0 if plain else share, -len(broken))

    return max(";\t,|", key=evenness)  # the first of several equals: Excel in Vietnamese writes ";"


def _split(text: str, begin: int, separator: str) -> tuple[list[_Record] | None, list[tuple[int, str]]]:
    """Return the rows of a text, None if they are too many, and the places of quotes that do not close."""
    sep = re.escape(separator)
    field = re.compile(rf' *"[^"]*+(?:""[^"]*+)*+" *(?=[{sep}\r\n]|\Z)|[^{sep}\r\n]*')
    broken: list[tuple[int, str]] = []
    records: list[_Record] = []
    cells: _Record = []
    position, count = begin, 0
    while position <= len(text):
        match = field.match(text, position)
        assert match is not None  # its second alternative matches the empty string
        start, end = match.span()
        shown = match.group().strip()
        if shown.startswith('"') and not (len(shown) > 1 and shown.endswith('"') and _closed(shown)):
            broken.append((start, 'Dấu nháy " mở ở đầu ô này không đóng đúng chỗ.'))
        cells.append((start, end))
        count += 1
        if count > CELL_LIMIT:
            return None, broken
        position = end
        if text.startswith(separator, position):
            position += len(separator)
            continue
        records.append(cells)
        cells = []
        line_end = LINE_END.match(text, position)
        if not line_end:
            break
        position = line_end.end()
        if position == len(text):
            break
    return records, broken


def _closed(shown: str) -> bool:
    return shown[1:-1].replace('""', "").count('"') == 0


def _value(raw: str) -> str:
    raw = raw.strip(_BLANK)
    if len(raw) > 1 and raw[0] == raw[-1] == '"' and _closed(raw):
        raw = raw[1:-1].replace('""', '"').strip(_BLANK)
    return raw


def _printable(value: str, place: Callable[[int, int], Where], row: int, column: int, findings: Findings) -> str:
    """Return the text of a cell, "" if it is too long; report the first character that cannot be printed."""
    if len(value) > LONGEST_CELL:
        findings.say("DL106", place(row, column), f"Ô này có hơn {LONGEST_CELL} chữ.")
        return ""
    character = first_bad(value)
    if character:
        message = f"Ô này có ký tự không dùng được ({character_name(character)})."
        findings.say("DL008", place(row, column), message)
    return value


def _report_ragged(cells: list[list[Cell]], place: Callable[[int, int], Where], findings: Findings) -> None:
    """Report rows with more or fewer cells than the first row; empty cells at the end of a row do not count."""
    filled = [(row, line) for row, line in enumerate(cells) if any(value is not None for value in line)]
    if not filled:
        return
    width = len(filled[0][1])
    ragged = 0
    for row, line in filled:
        used = max(column for column, value in enumerate(line) if value is not None) + 1
        if len(line) >= width and used <= width:
            continue
        ragged += 1
        if ragged <= MOST_TOLD:
            kind = "nhiều" if used > width else "ít"
            where = place(row, width if used > width else 0)
            findings.say("DL021", where, f"Dòng này có {len(line)} ô, {kind} hơn {width} cột của dòng đầu.")
    if ragged > MOST_TOLD:
        findings.say("DL021", place(filled[-1][0], 0), f"Còn {ragged - MOST_TOLD} dòng nữa thừa hoặc thiếu ô.")
