"""Workbooks (.xlsx): the cells of one sheet as the clerk sees them, each known by its sheet and cell.

Promise: the sheet, range, table or defined name that the data ask for, its values as `sheet` reads them. An error in
a cell, formulas without a result, a time that is dropped from a day, hidden rows: findings. No link is followed, no
macro read, no archive unpacked beyond stated sizes.

Hidden: openpyxl (sheets, defined names), tables, which of several sheets is meant.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize
from warnings import catch_warnings, simplefilter

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from docgen.finding import At, Findings, nearest
from docgen.sources.grid import Area, Options, Sheet, parse_range
from docgen.sources.parts import MAIN, Parts, UnsafeError
from docgen.sources.sheet import SheetCells, Target

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHEET_OF = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
_LOCKED = b"\xd0\xcf\x11\xe0"  # the old container: .xls, or a workbook with a password


def read_xlsx(data: bytes, file: str, options: Options, at: At, findings: Findings) -> tuple[Sheet | None, Area | None]:
    """Return the sheet that `options` name and its area; (None, None) with a finding if there is none.

    `at` is the place of the call. An area of None is the whole sheet.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, catch_warnings():
            simplefilter("ignore")  # openpyxl warns about parts that it skips and docgen does not need
            parts = Parts(package)
            target = _Targets(parts, _open(data)).choose(file, options, at, findings)
            if target is None:
                return None, None
            return SheetCells(file, target, parts, findings).read(), target.area
    except UnsafeError as error:
        findings.say("DL030", at, f"Không mở “{file}”: {error}.")
        return None, None
    except Exception:  # for a damaged workbook three libraries raise nearly anything
        locked = data.startswith(_LOCKED)
        reason = "có mật khẩu, hoặc là sổ tính đời cũ" if locked else "không phải sổ tính, hoặc tệp hỏng"
        findings.say("DL025", at, f"Không đọc được “{file}”: {reason}.")
        return None, None


def sheet_names(data: bytes) -> list[str]:
    """Return the names of the sheets of a workbook; none if it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, catch_warnings():
            simplefilter("ignore")
            return list(_Targets(Parts(package), _open(data)).parts)
    except Exception:  # see read_xlsx
        return []


class _Named(ReadOnlyWorksheet):  # type: ignore[misc]  # openpyxl carries no types
    """A sheet of which only name and state are read: its cells are not even counted."""

    def _get_size(self) -> None:
        """Read nothing."""


class _Book(ExcelReader):  # type: ignore[misc]
    """openpyxl's reader, for the list of sheets and names only; styles, texts and cells are read elsewhere."""

    def read(self) -> None:
        """Read the list of sheets and the names."""
        self.read_manifest()
        self.read_workbook()
        self.read_worksheets()
        self.parser.assign_names()

    def read_worksheets(self) -> None:
        """List the sheets. Chart sheets are skipped: they have no cells."""
        for sheet, rel in self.parser.find_sheets():
            if rel.target in self.valid_files and "chartsheet" not in rel.Type:
                listed = _Named(self.wb, sheet.name, rel.target, [])
                listed.sheet_state = sheet.state
                self.wb._sheets.append(listed)


def _open(data: bytes) -> Any:
    reader = _Book(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    return reader.wb


# --- which cells ----------------------------------------------------------------------------------------------------


class _Targets:
    """The sheets, defined names and tables of a workbook."""

    def __init__(self, parts: Parts, book: Any) -> None:
        self._parts, self._book = parts, book
        relations = parts.relations(parts.workbook)
        sheets = {key: path for key, (kind, path) in relations.items() if kind == "worksheet"}
        self.parts = {
            normalize("NFC", element.get("name", "")): sheets[element.get(_RELATION)]
            for element in parts.xml(parts.workbook).iter(f"{MAIN}sheet")
            if element.get(_RELATION) in sheets
        }
        self.visible = [
            normalize("NFC", sheet.title) for sheet in book.worksheets if sheet.sheet_state == "visible"
        ] or list(self.parts)

    def choose(self, file: str, options: Options, at: At, findings: Findings) -> Target | None:
        """Return what `options` ask for; None with a finding if the workbook does not have it."""
        match = _SHEET_OF.fullmatch(options.vung)
        sheet = options.sheet or ((match[1] or match[2]).replace("''", "'") if match else "")
        rest = match[3] if match else options.vung
        area = parse_range(rest) if rest else None
        if rest and area is None:
            named = self._named(rest, sheet)
            if named is None:
                known = [name for name, _, _ in self._names()]
                remedy = f"Có lẽ là “{likely}”?" if (likely := nearest(rest, known)) else ""
                findings.say("DL027", at, f"“{file}” không có vùng hay bảng tên “{rest}”.", remedy)
                return None
            sheet, area = named
        if not sheet:
            filled = [name for name in self.visible if self._parts.is_filled(self.parts[name])] or self.visible
            sheet = filled[0]
            if len(filled) > 1:
                names = ", ".join(f"“{name}”" for name in filled[:5])
                findings.say("DL034", at, f"Sổ tính có nhiều trang ({names}); đã lấy trang “{sheet}”.")
        found = self._sheet(sheet)
        if found is None:
            likely = nearest(sheet, self.parts)
            remedy = f"Có lẽ là “{likely}”?" if likely else f"Các trang: {', '.join(list(self.parts)[:10])}."
            findings.say("DL026", at, f"“{file}” không có trang tính “{sheet}”.", remedy)
            return None
        return Target(found, self.parts[found], area, self._book.epoch.year == 1904)

    def _sheet(self, name: str) -> str | None:
        folded = {known.casefold(): known for known in self.parts}
        return folded.get(name.strip().casefold())

    def _named(self, name: str, sheet: str) -> tuple[str, Area] | None:
        """Return sheet and area of a table or defined name; one on `sheet` takes precedence."""
        fitting = [item for item in self._names() if item[0].casefold() == name.casefold()]
        fitting.sort(key=lambda item: item[1].casefold() != sheet.casefold())
        return (fitting[0][1], fitting[0][2]) if fitting else None

    def _names(self) -> Iterator[tuple[str, str, Area]]:
        for sheet, part in self.parts.items():
            for kind, path in self._parts.relations(part).values():
                if kind == "table":
                    table = self._parts.xml(path)
                    area = parse_range(table.get("ref", ""))
                    totals = int(table.get("totalsRowCount", "0"))
                    if area:  # rows of totals are computed again, not read
                        area = Area(area.top, area.left, max(area.bottom - totals, area.top), area.right)
                        yield normalize("NFC", table.get("displayName", "")), sheet, area
        defined: list[tuple[str, Any]] = []
        for worksheet in self._book.worksheets:
            defined += worksheet.defined_names.items()
        defined += self._book.defined_names.items()
        for name, item in defined:
            match = _SHEET_OF.fullmatch(item.value or "")
            area = parse_range(match[3]) if match else None
            if match and area:
                title = normalize("NFC", (match[1] or match[2]).replace("''", "'"))
                yield normalize("NFC", name), title, area
