"""The reader: data files with everything they call in, tables, and any other file of the root.

Promise: nothing else in docgen opens a file of a dossier. Whatever is wrong with one is a finding, never an exception,
and what can still be read is read.

Hidden: the steps from bytes to values and tables, and the cache of what has been read.
"""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from docgen.files import DATA_LIMIT
from docgen.finding import At, Finding, Findings, Where
from docgen.sources.csv_file import read_csv
from docgen.sources.data import Data, DataFile
from docgen.sources.formats import format_of
from docgen.sources.grid import Area, Grid, Options, Sheet, parse_range
from docgen.sources.resolve import FileResolver
from docgen.sources.root import MEGABYTE, Root
from docgen.sources.syntax import parse
from docgen.sources.table import make_grid, rows_below
from docgen.sources.text import EncodingError, SourceText, decode, recognised

TABLE_LIMIT = 64 * MEGABYTE
OTHER_LIMIT = 64 * MEGABYTE
_MOST_SHEETS = 20  # searched for a table that is not where the data say

_Parsed = tuple[DataFile | None, list[Finding]]
_Table = tuple[Sheet, Area | None, builtins.bytes | None]
"""The sheet that holds a table, the cells asked for, and the workbook in which to look for it elsewhere."""


def _parsed(path: Path, shown: str, characters: str, kind: str) -> _Parsed:
    """Return a data file from its characters, None if it is broken, and its findings."""
    text = SourceText(shown, characters)
    value, findings = parse(text, kind)
    return (None if value is None and findings else DataFile(path, text, kind, value)), findings


# The office, last year's plan: many papers of a batch call in the same. By content: what changed is read anew.
_shared = lru_cache(maxsize=64)(_parsed)


def _tables(data: builtins.bytes, shown: str, at: At) -> Iterator[tuple[str, Grid]]:
    """Yield the tables of a workbook by the names of their sheets, without findings."""
    from docgen.sources import xlsx

    unread = Findings()  # they concern a table that the paper does not name
    for name in xlsx.sheet_names(data)[:_MOST_SHEETS]:
        sheet, _ = xlsx.read_xlsx(data, shown, Options(sheet=name), at, unread)
        grid = make_grid(sheet, None, None, unread) if sheet else None
        if grid is not None:
            yield name, grid


class _Nothing:
    """The files of a text that may call nothing in: `refuse` returns the finding for each call."""

    def __init__(self, refuse: Callable[[Where], Finding]) -> None:
        self.findings = Findings()
        self._refuse = refuse

    def shown(self, path: Path | str) -> str:
        return str(path)

    def find(self, path: str, at: At) -> Path | None:
        self.findings.append(self._refuse(at()))
        return None

    def file(self, path: Path, at: At) -> DataFile | None:
        return None

    def grid(self, path: Path, at: At, options: Options) -> Grid | None:
        return None


def read_alone(text: SourceText, refuse: Callable[[Where], Finding]) -> tuple[Data | None, list[Finding]]:
    """Return a TOML file that calls nothing in, from its characters; None if it is broken; and its findings."""
    file, findings = _parsed(Path(text.file), text.file, text.text, "toml")
    if file is None:
        return None, findings
    nothing = _Nothing(refuse)
    resolver = FileResolver(nothing, file)
    data = Data(resolver.value(), frozenset(), file, resolver.links, resolver.reported)
    return data, [*findings, *nothing.findings]


class Reader:
    """Reads the files of one root. Relative paths are from the root."""

    def __init__(self, root: Path) -> None:
        self._root = Root(root)
        self._files: dict[Path, DataFile | None] = {}

    @property
    def reads(self) -> Mapping[str, str]:
        """Shown path → SHA-256 of what was read; "" for a file that was looked for but could not be read."""
        return self._root.reads

    @property
    def states(self) -> Mapping[str, os.stat_result]:
        """Shown path → size and times of each file as it was when it was read."""
        return self._root.states

    @property
    def findings(self) -> Findings:
        """Everything wrong with what was read so far."""
        return self._root.findings

    def shown(self, path: Path | str) -> str:
        """Return `path` as findings show it: relative to the root, "/" between folders, NFC."""
        return self._root.shown(path)

    def data(self, path: Path) -> Data | None:
        """Return the data file at `path` (TOML or JSON) with everything it calls in; None if it cannot be read."""
        path = self._root.enter(path)
        at = self._itself(path)
        found = self._root.find(path, at)
        file = self._file(found, at, _parsed) if found else None
        if file is None:
            return None
        if not isinstance(file.value, dict):
            self.findings.say("DL017", file.where(()), "Tệp dữ liệu phải gồm các dòng tên = giá trị.")
            return None
        resolver = FileResolver(self, file)
        return Data(resolver.value(), frozenset(resolver.reads), file, resolver.links, resolver.reported)

    def bytes(self, path: Path, at: At | None = None) -> builtins.bytes | None:
        """Return the bytes of any other file (a template); `at` is where it is called for."""
        path = self._root.enter(path)
        at = at or self._itself(path)
        found = self._root.find(path, at)
        return self._root.read(found, at, OTHER_LIMIT) if found else None

    def _itself(self, path: Path) -> At:
        return partial(Where, self.shown(path))

    def sheets(self, path: Path) -> list[str]:
        """Return the names of the sheets of a workbook of the root; none for any other file."""
        data = self.bytes(path) if format_of(path).reader == "xlsx" else None
        if data is None:
            return []
        from docgen.sources import xlsx

        return xlsx.sheet_names(data)

    def one_below(self, folder: str, name: str) -> list[Path]:
        """Return the files of a name one folder below `folder` of the root; recorded in `reads`."""
        return self._root.one_below(folder, name)

    def text_of(self, path: Path) -> SourceText | None:
        """Return the characters of a text file of the root; None with a finding if it cannot be read."""
        at = self._itself(path)
        found = self._root.find(path, at)
        return self.text(found, at, "", DATA_LIMIT) if found else None

    def has(self, path: Path) -> bool:
        """Return whether there is a file at `path`; the look-up is recorded in `reads`."""
        return self._root.has(path)

    # For `FileResolver`, which decides what is called in and where.

    def find(self, path: str, at: At) -> Path | None:
        """Return the file meant by a path from the root, or None with a finding."""
        return self._root.find(path, at)

    def file(self, path: Path, at: At) -> DataFile | None:
        """Return a called-in TOML or JSON file, without what it calls in; None with findings if it is broken."""
        return self._file(path, at, _shared)

    def _file(self, path: Path, at: At, parsed: Callable[..., _Parsed]) -> DataFile | None:
        if path not in self._files:
            self._files[path] = None
            kind = format_of(path).reader or "toml"
            text = self.text(path, at, "", DATA_LIMIT)
            if text is not None:
                self._files[path], findings = parsed(path, text.file, text.text, kind)
                self.findings.extend(findings)
        elif self._files[path] is None:
            self._root.read(path, at, DATA_LIMIT)  # a missing file is reported at every call, a broken one once
        return self._files[path]

    def text(self, path: Path, at: At, encoding: str, limit: int) -> SourceText | None:
        """Return the characters of a text file; None with a finding if it is missing, empty or not text."""
        data = self._root.read(path, at, limit)
        if data is None:
            return None
        shown = self.shown(path)
        try:
            text = decode(data, encoding)
        except EncodingError as error:
            self.findings.say("DL007", Where(shown, error.line, error.column), str(error))
            return None
        if not text.strip("\ufeff \t\r\n"):
            self.findings.say("DL006", Where(shown, 1, 1), "Tệp trống, không có gì để đọc.")
            return None
        return SourceText(shown, text)

    def grid(self, path: Path, at: At, options: Options) -> Grid | None:
        """Return the table in a file of any format of tables."""
        reader = {"csv": self._separated, "xlsx": self._workbook}[format_of(path).reader]
        read = reader(path, at, options)
        if read is None:
            return None
        sheet, area, data = read
        grid = make_grid(sheet, area, options.dong_tieu_de, self.findings)
        if grid and area and ":" in options.vung:  # a range, rather than the name of one
            grid = replace(grid, below=rows_below(sheet, area, grid, options.vung))
        return replace(grid, others=partial(_tables, data, self.shown(path), at)) if grid and data else grid

    def _workbook(self, path: Path, at: At, options: Options) -> _Table | None:
        from docgen.sources import xlsx  # this module takes a while to load, and few papers have a workbook

        data = self._root.read(path, at, TABLE_LIMIT)
        if data is None:
            return None
        sheet, area = xlsx.read_xlsx(data, self.shown(path), options, at, self.findings)
        return (sheet, area, data) if sheet else None

    def _separated(self, path: Path, at: At, options: Options) -> _Table | None:
        area = parse_range(options.vung)
        text = self.text(path, at, options.bang_ma or self._recognised(path, at), TABLE_LIMIT)
        sheet = read_csv(text, options.phan_cach, self.findings, even=area is None) if text else None
        if sheet and options.vung and not area:
            self.findings.say("DL027", at, f"Không hiểu vùng “{options.vung}”.")
            return None
        return (sheet, area, None) if sheet else None

    def _recognised(self, path: Path, at: At) -> str:
        """Return the encoding of a CSV file that is certainly not in Unicode, and report it; "" for all others."""
        data = self._root.read(path, at, TABLE_LIMIT)
        encoding = recognised(data) if data else ""
        if encoding:
            shown = self.shown(path)
            self.findings.say(
                "DL035", Where(shown, 1, 1), f"“{shown}” lưu bằng bảng mã {encoding}, đã đọc theo bảng mã ấy."
            )
        return encoding
