"""Workbooks (.xlsx): the cells of one sheet as typed, each known by its sheet and cell.

Promise: text, numbers (int, or Decimal with the 15 digits Excel itself keeps; a SoIn where they are shown
in % or rounded), days, true and false; a formula gives
the result stored with it; a time of day becomes text ("08:30"). An error in a cell, a formula without a result,
a time that is dropped from a day, hidden rows: findings. No link is followed, no macro read, no archive unpacked
beyond a stated size.

Hidden: openpyxl (values and formats), the sheet's own XML (what openpyxl does not tell), names and tables.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from posixpath import dirname, join, normpath
from typing import Any
from unicodedata import normalize
from warnings import catch_warnings, simplefilter

from lxml import etree
from openpyxl.reader.excel import ExcelReader

from docgen import vietnamese
from docgen.finding import At, Finding, Where, nearest
from docgen.sources import rich_text
from docgen.sources.root import MEGABYTE
from docgen.sources.table import CELL_LIMIT, MOST_TOLD, Area, Cell, Options, Sheet, letter, parse_range
from docgen.sources.text import bad_characters, character_name, clean

UNPACKED_LIMIT = 192 * MEGABYTE  # of all parts together
PART_LIMIT = 2_000  # parts of a package

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHOWN = re.compile(r"[0#?,]*[0#?](?:\.([0#?]+))?(,*)(\s*%)?")  # how many decimals a number format shows; a rate or not
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_CARRIAGE = re.compile(r"_x000[dD]_\n?")  # how the format writes the end of a line typed elsewhere
_SHEET_OF = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
_LOCKED = b"\xd0\xcf\x11\xe0"  # the old container: .xls, or a workbook with a password
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))

Say = Callable[[Finding], None]
_At = tuple[int, int]  # row and column of a cell, from 0


def read_xlsx(data: bytes, file: str, options: Options, at: At, say: Say) -> tuple[Sheet | None, Area | None]:
    """Return the sheet that `options` name and the area of it; (None, None) with a finding when there is none.

    `at` is where the table is called for. An area of None is the whole sheet.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, catch_warnings():
            simplefilter("ignore")  # openpyxl warns of parts it leaves out, which are none of ours
            if (danger := _danger(package)) is not None:
                say(Finding.of("DL030", at(), f"Không mở “{file}”: {danger}."))
                return None, None
            book = _open(data)
            target = _Targets(package, book).choose(file, options, at, say)
            if target is None:
                return None, None
            return _Cells(file, target, say).read(package, book), target.area
    except Exception:  # a damaged workbook can raise nearly anything, from three libraries
        locked = data.startswith(_LOCKED)
        reason = "có mật khẩu, hoặc là sổ tính đời cũ" if locked else "không phải sổ tính, hoặc tệp hỏng"
        say(Finding.of("DL025", at(), f"Không đọc được “{file}”: {reason}."))
        return None, None


class _Book(ExcelReader):  # type: ignore[misc]  # openpyxl carries no types
    """openpyxl's reader, without the sheets that hold a chart only: it stumbles over some of them."""

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """Pass one over."""


def _open(data: bytes) -> Any:
    reader = _Book(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    return reader.wb


def _danger(package: zipfile.ZipFile) -> str | None:
    """Return why a package must not be opened, or None. (Sizes in the directory bound what zipfile unpacks.)"""
    parts = package.infolist()
    if len(parts) > PART_LIMIT:
        return f"có hơn {PART_LIMIT} phần"
    if sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        return f"giải nén ra hơn {UNPACKED_LIMIT // MEGABYTE} MB"
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            content = package.read(part)
            if any(mark in content for mark in _DOCTYPES):
                return "có khai báo DOCTYPE, là thứ sổ tính không dùng"
    return None


# --- which cells ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Target:
    """The sheet to read: its name, its part in the package, and the area asked for."""

    name: str
    part: str
    area: Area | None


class _Targets:
    """The sheets, defined names and tables of a workbook."""

    def __init__(self, package: zipfile.ZipFile, book: Any) -> None:
        self._package, self._book = package, book
        workbook = next(
            (path for kind, path in _relations(package, "").values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        sheets = {key: path for key, (kind, path) in _relations(package, workbook).items() if kind == "worksheet"}
        self.parts = {
            normalize("NFC", element.get("name", "")): sheets[element.get(_RELATION)]
            for element in _xml(package, workbook).iter(f"{_MAIN}sheet")
            if element.get(_RELATION) in sheets
        }
        self.visible = [
            normalize("NFC", sheet.title) for sheet in book.worksheets if sheet.sheet_state == "visible"
        ] or list(self.parts)

    def choose(self, file: str, options: Options, at: At, say: Say) -> _Target | None:
        """Return what `options` ask for; None with a finding when the workbook has no such thing."""
        match = _SHEET_OF.fullmatch(options.vung)
        sheet = options.sheet or ((match[1] or match[2]).replace("''", "'") if match else "")
        rest = match[3] if match else options.vung
        area = parse_range(rest) if rest else None
        if rest and area is None:
            named = self._named(rest, sheet)
            if named is None:
                known = [name for name, _, _ in self._names()]
                remedy = f"Có lẽ là “{likely}”?" if (likely := nearest(rest, known)) else ""
                say(Finding.of("DL027", at(), f"“{file}” không có vùng hay bảng tên “{rest}”.", remedy))
                return None
            sheet, area = named
        if not sheet:
            sheet = self.visible[0]
            if len(self.visible) > 1:
                names = ", ".join(f"“{name}”" for name in self.visible[:5])
                say(Finding.of("DL034", at(), f"Sổ tính có nhiều trang ({names}); đã lấy trang “{sheet}”."))
        found = self._sheet(sheet)
        if found is None:
            likely = nearest(sheet, self.parts)
            remedy = f"Có lẽ là “{likely}”?" if likely else f"Các trang: {', '.join(list(self.parts)[:10])}."
            say(Finding.of("DL026", at(), f"“{file}” không có trang tính “{sheet}”.", remedy))
            return None
        return _Target(found, self.parts[found], area)

    def _sheet(self, name: str) -> str | None:
        folded = {known.casefold(): known for known in self.parts}
        return folded.get(name.strip().casefold())

    def _named(self, name: str, sheet: str) -> tuple[str, Area] | None:
        """Return sheet and area of a table or defined name; those of `sheet` come first."""
        fitting = [item for item in self._names() if item[0].casefold() == name.casefold()]
        fitting.sort(key=lambda item: item[1].casefold() != sheet.casefold())
        return (fitting[0][1], fitting[0][2]) if fitting else None

    def _names(self) -> Iterator[tuple[str, str, Area]]:
        for sheet, part in self.parts.items():
            for kind, path in _relations(self._package, part).values():
                if kind == "table":
                    table = _xml(self._package, path)
                    area = parse_range(table.get("ref", ""))
                    totals = int(table.get("totalsRowCount", "0"))
                    if area:  # the row of totals is worked out again, not read
                        area = Area(area.top, area.left, max(area.bottom - totals, area.top), area.right)
                        yield normalize("NFC", table.get("displayName", "")), sheet, area
        scoped = [(name, item) for sheet in self._book.worksheets for name, item in sheet.defined_names.items()]
        for name, item in [*scoped, *self._book.defined_names.items()]:
            match = _SHEET_OF.fullmatch(item.value or "")
            area = parse_range(match[3]) if match else None
            if match and area:
                title = normalize("NFC", (match[1] or match[2]).replace("''", "'"))
                yield normalize("NFC", name), title, area


def _xml(package: zipfile.ZipFile, part: str) -> Any:
    return etree.fromstring(package.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return id → (kind, part) of the relationships of `part` that stay inside the package."""
    folder, name = dirname(part), part.rpartition("/")[2]
    path = join(folder, "_rels", f"{name}.rels")
    if path not in package.namelist():
        return {}
    found = {}
    for item in _xml(package, path):
        if item.get("TargetMode") != "External":
            target = normpath(join("/", folder, item.get("Target", ""))).lstrip("/")
            found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], target)
    return found


# --- the cells ------------------------------------------------------------------------------------------------------


class _Cells:
    """Reads one sheet, and tells what is wrong inside the area asked for (elsewhere it is none of the paper's)."""

    def __init__(self, file: str, target: _Target, say: Say) -> None:
        self._file, self._target, self._say_all = file, target, say
        self._told: Counter[str] = Counter()
        self._area = target.area or Area(0, 0, 1 << 20, 1 << 14)

    def read(self, package: zipfile.ZipFile, book: Any) -> Sheet | None:
        """Return the sheet; None with a finding when it is larger than any paper needs."""
        styled = rich_text.shared(package)
        spans, empty, hidden, styles = self._extras(package, styled)
        sheet = next(item for item in book.worksheets if normalize("NFC", item.title) == self._target.name)
        sheet.reset_dimensions()  # what the file says of its size need not be true
        rows: list[list[Cell]] = []
        count = 0
        for number, row in enumerate(sheet.iter_rows()):
            count += len(row) + 1
            if count > CELL_LIMIT:
                self._say("DL005", 0, 0, f"Trang tính có hơn {CELL_LIMIT // 1_000_000} triệu ô.")
                return None
            inside = self._area.top <= number <= self._area.bottom
            rows.append([self._value(cell, number, column) for column, cell in enumerate(row)] if inside else [])
        for (row, column), pieces in styles.items():
            value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
            if isinstance(value, str):
                rows[row][column] = rich_text.styled(value, pieces)
        for row, column in empty:
            self._say("DL028", row, column, "Công thức ở ô này chưa có kết quả.")
        full = [row + 1 for row in hidden if row < len(rows) and any(value is not None for value in rows[row])]
        if full:
            shown = ", ".join(str(row) for row in full[:5]) + (", …" if len(full) > 5 else "")
            self._say("DL032", full[0] - 1, self._area.left, f"Dòng đang ẩn cũng được đọc: {shown}.")
        for code, times in self._told.items():
            if times > MOST_TOLD:
                where = Where(self._file, sheet=self._target.name)
                self._say_all(Finding.of(code, where, f"Còn {times - MOST_TOLD} ô nữa như thế."))
        return Sheet(self._file, rows, self._place, spans, typed=True)

    def _place(self, row: int, column: int) -> Where:
        return Where(self._file, sheet=self._target.name, cell=f"{letter(column)}{row + 1}")

    def _inside(self, row: int, column: int) -> bool:
        area = self._area
        return area.top <= row <= area.bottom and area.left <= column <= area.right

    def _say(self, code: str, row: int, column: int, message: str) -> None:
        self._told[code] += 1
        if self._told[code] <= MOST_TOLD:
            self._say_all(Finding.of(code, self._place(row, column), message))

    def _extras(
        self, package: zipfile.ZipFile, styled: Mapping[int, list[rich_text.Piece]]
    ) -> tuple[list[tuple[int, int, int, int]], list[_At], list[int], dict[_At, list[rich_text.Piece]]]:
        """Return merged cells, cells whose formula has no result, hidden rows, and cells set bold or italic in parts.

        All count from 0. `styled` are the shared strings so set, by number.
        """
        spans: list[tuple[int, int, int, int]] = []
        styles: dict[_At, list[rich_text.Piece]] = {}
        empty: list[_At] = []
        hidden: list[int] = []
        covered = 0  # rows under merged cells; more than the sheet may have is an attack, not a sheet
        tags = [_MAIN + tag for tag in ("row", "c", "mergeCell")]
        content = io.BytesIO(package.read(self._target.part))
        for _, element in etree.iterparse(content, tag=tags, resolve_entities=False, no_network=True):
            if element.tag == tags[0]:
                if element.get("hidden") in ("1", "true") and element.get("r"):
                    hidden.append(int(element.get("r")) - 1)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
                continue
            reference = element.get("ref" if element.tag == tags[2] else "r", "")
            area = parse_range(reference if ":" in reference else f"{reference}:{reference}")
            if area is None:
                continue
            if element.tag == tags[2]:
                covered += min(area.bottom, CELL_LIMIT) - area.top
                spans += [(area.top, area.left, area.bottom, area.right)] if covered <= CELL_LIMIT else []
            elif self._inside(area.top, area.left):
                if _without_result(element):
                    empty.append((area.top, area.left))
                if pieces := rich_text.of_cell(element, styled):
                    styles[area.top, area.left] = pieces
        return spans, empty, hidden, styles

    def _value(self, cell: Any, row: int, column: int) -> Cell:
        """Return a cell's value as docgen holds it."""
        value = cell.value
        if value is None or not self._inside(row, column):
            return None
        if cell.data_type == "e":
            self._say("DL029", row, column, f"Ô này báo lỗi {value}.")
            return None
        if isinstance(value, str):
            return self._text(value, row, column)
        if isinstance(value, datetime):
            if value.time() != time():
                self._say("DL019", row, column, "Phần giờ của ngày trong ô này bị bỏ qua.")
            return value.date()
        if isinstance(value, time):
            return value.strftime("%H:%M")
        if isinstance(value, timedelta):
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _shown(value, cell.number_format)
        return value if isinstance(value, bool | int | date) else str(value)

    def _text(self, value: str, row: int, column: int) -> str | None:
        value = _CARRIAGE.sub("\n", value).strip(" \t\r\n\xa0")
        for _, character in bad_characters(value)[:1]:
            self._say("DL008", row, column, f"Ô này có ký tự không dùng được ({character_name(character)}).")
        return clean(value) or None


def _without_result(cell: Any) -> bool:
    has_formula = cell.find(f"{_MAIN}f") is not None
    return has_formula and not cell.findtext(f"{_MAIN}v") and cell.get("t") != "str"


def _shown(value: float, number_format: str) -> Cell:
    """Return a number that is shown in % or rounded as such; others plainly."""
    exact = figure(value)
    shown = _SHOWN.search(_QUOTED.sub("", number_format).split(";")[0])
    if not shown or shown[2] or re.search(r"[E/]", number_format):
        return exact
    places = len(shown[1] or "")
    if shown[3]:
        return vietnamese.SoIn(exact, places, ty_le=True)
    hidden = isinstance(exact, Decimal) and exact != vietnamese.lam_tron(exact, places)
    return vietnamese.SoIn(exact, places) if hidden else exact


def figure(value: float) -> int | Decimal:
    """Return a cell's number with the 15 digits that Excel keeps: 0.1 + 0.2 is 0.3."""
    exact = Decimal(format(value, ".15g"))
    return int(exact) if exact == exact.to_integral_value() and abs(exact) < 10**15 else exact
