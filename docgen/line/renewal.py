"""The next paper from the last, with its files (`docgen new --from`); `model.periods.renew` moves the texts.

Promises: nothing is written until all of it can be; no existing file is overwritten, the new paper's own only with
`force`. A file that the old paper reads for its period is copied under the name of the next, so that new figures never
change an old paper. A data file that several papers share is not copied: the new paper refers to it.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from docgen import project
from docgen.context import has_figures
from docgen.finding import Finding, Severity, Where, in_order
from docgen.manifest import write_whole
from docgen.model.fields import Key, Log
from docgen.model.known_kinds import Kinds
from docgen.model.paper import VanBan
from docgen.model.paper_kind import Loai
from docgen.model.periods.marks import open_marks
from docgen.model.periods.own_period import is_weekly, proposed, step_of
from docgen.model.periods.period import Step
from docgen.model.periods.renew import Call, Renewal
from docgen.model.read_paper import read_paper
from docgen.sources import Grid, Reader, dotted
from docgen.sources.grid import Options
from docgen.sources.resolve import DATA
from docgen.sources.text import EncodingError, recognised
from docgen.sources.writer import Change, DataWriter, UnwritableError, change_table

_TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm"}
_OWN = {"nguon", "bo_sung", "danh_sach", "kem_theo"}  # what a paper reads for itself alone
_OTHER_PAPERS = {"ky_truoc"}
_WHOLE = "A1:XFD1048576"


class RefusedError(Exception):
    """The next paper is not created; the message says why to a clerk, `findings` what is wrong in the old file."""

    def __init__(self, message: str, findings: list[Finding] | None = None) -> None:
        super().__init__(message)
        self.findings = findings or []


@dataclass
class Carried:
    """What was made: the new file, the name of its period, and what a clerk is told about it.

    `copied` are pairs of paths, `found` files of the new period that existed already, `moved` the changes made, `left`
    the findings of the marks. `beside` are cells of copied tables that name the old period outside the part that is
    read (a title above the header).
    """

    path: Path
    period: str
    copied: list[tuple[str, str]] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def carry_on(loai: Loai, old: Path, new: Path, *, force: bool = False) -> Carried:
    """Create the paper that follows `old`, of the kind `loai`, at `new`. Raises RefusedError; OSError from the disk."""
    if old.suffix.lower() not in DATA or not old.is_file():
        raise RefusedError(f"{old}: cần một tệp .toml hoặc .json có thật để làm tiếp.")
    if new.suffix.lower() != old.suffix.lower():
        raise RefusedError(f"{new}: tệp làm tiếp từ {old.name} phải có đuôi {old.suffix}.")
    if new.is_dir():
        raise RefusedError(f"{new} là một thư mục, cần tên tệp.")
    if new.exists() and (not force or new.samefile(old)):
        remedy = "" if new.samefile(old) else " Thêm --force nếu muốn ghi đè."
        raise RefusedError(f"{new} đã có.{remedy}")
    root = project.root_of(old)
    if not new.resolve().is_relative_to(root):
        raise RefusedError(f"{new}: tệp mới phải nằm trong cùng dự án với tệp cũ ({root}).")
    carrier = _Carrier(root, old.resolve(), new.resolve(), loai)
    carrier.carry()
    return carrier.write()


class _Carrier:
    """Carries one paper on; `files` are the contents to write, by path."""

    def __init__(self, root: Path, old: Path, new: Path, loai: Loai) -> None:
        self.root, self.old, self.new = root, old, new
        self.reader = Reader(root)
        data = self.reader.data(old)
        self._refuse_broken()
        assert data is not None
        self.data: Mapping[str, Any] = data.value
        kinds = Kinds(self.reader)
        kind = kinds.find(self.data["loai"]) if isinstance(self.data.get("loai"), str) else None
        if kind is None or kind.ten != loai.ten:
            said = kind.ten if kind else self.data.get("loai")
            what = f"là {said}, không phải {loai.ten}" if said else "chưa ghi loại văn bản (loai)"
            raise RefusedError(f"Tệp cũ {what}.")
        self.writer = self._opened(old)
        report = bool(kind.theo_ky)
        step = step_of(self.writer.value, report=report)
        if step is None:
            raise RefusedError(self._no_period(report))
        self.step: Step = step
        self.renewal = Renewal(step, report, bool(self.data.get("ky_truoc")))
        paper, log = read_paper(self.data, Log(data), kinds=kinds), Log(data)
        self.unsettled = self._unsettled(paper, log)
        self.figures = paper is not None and has_figures(paper, Log(data))
        self.files: dict[Path, bytes] = {}
        self.made = Carried(new, step.name)
        self._names: dict[Path, Path] = {}
        self._carried: set[tuple[Path, Where]] = set()

    def _refuse_broken(self) -> None:
        grave = [item for item in self.reader.findings if item.severity is Severity.LOI]
        if grave:
            raise RefusedError("Tệp cũ còn lỗi, chưa làm tiếp được; chưa tạo tệp nào.", in_order(grave))

    def _no_period(self, report: bool) -> str:
        """Return what to tell a clerk about an old paper whose period is not certain."""
        value = self.writer.value
        if "ky_bao_cao" not in value and is_weekly(value):
            return (
                f"{self.old.name}: trích yếu nêu một tuần; docgen chỉ làm tiếp văn bản của tháng, quý, năm, giai đoạn; "
                "chưa tạo tệp nào. Chép tệp cũ sang tên mới rồi sửa."
            )
        if not report and "ky_bao_cao" not in value:
            return f"{self.old.name}: chưa ghi năm (nam) nên chưa biết kỳ sau là kỳ nào."
        period = proposed(value, self.old.stem)
        if self.writer.kind == "json":
            shown = ", ".join(f'"{name}": {item}' for name, item in period.items())
            line = f'"ky_bao_cao": {{ {shown} }}'
        else:
            shown = ", ".join(f"{name} = {item}" for name, item in period.items())
            line = f"ky_bao_cao = {{ {shown} }}"
        known = "ky_bao_cao ghi chưa đúng"
        if "ky_bao_cao" not in value:
            known = "chưa có ky_bao_cao, trich_yeu cũng chưa nêu rõ một kỳ"
        return (
            f"{self.old.name}: {known}, nên chưa biết kỳ sau là kỳ nào; chưa tạo tệp nào. Ghi vào tệp cũ, thí dụ: "
            f"{line} (tháng thì ghi thang, quý thì ghi quy, cả năm thì chỉ ghi nam), gọi {{{{ ky_bao_cao.ten }}}} ở "
            "trich_yeu, rồi chạy lại."
        )

    def _opened(self, path: Path) -> DataWriter:
        content = self.reader.bytes(path) or b""
        try:
            return DataWriter(content, DATA[path.suffix.lower()])
        except (EncodingError, ValueError) as error:
            raise RefusedError(f"{path.name}: {error}") from None

    def _unsettled(self, paper: VanBan | None, log: Log) -> list[Mapping[str, str]]:
        marks = (paper.xem_lai.cho or []) if paper and paper.xem_lai else []
        return [{"o": mark.o, "chu": mark.chu, "cau": mark.cau} for mark, _ in open_marks(self.data, marks, log)]

    # --- step by step

    def carry(self) -> None:
        """Compute the contents of all files; nothing is written yet."""
        self.renewal.paper(self.writer, _relative(self.old, self.new), figures=self.figures)
        self._calls(self.renewal.texts(self.writer), self.writer, self.old, self.new)
        try:
            self.renewal.mark(self.writer, self.unsettled)
            self.files[self.new] = self.writer.bytes()
        except UnwritableError as error:
            raise RefusedError(f"{self.old.name}: {error}") from None
        self.made.moved = self.renewal.moved

    def _calls(self, calls: list[Call], writer: DataWriter, old: Path, new: Path) -> None:
        for call in calls:
            name = str(call.key[0] if call.key[0] in _OTHER_PAPERS | {"ke_hoach", "danh_sach"} else call.key[-1])
            if name in _OTHER_PAPERS:
                continue
            source = Path(os.path.normpath(old.parent / call.options["tep"].replace("\\", "/")))
            target = source
            if name == "ke_hoach":
                target = self._plan(source, call.key)
            elif source.suffix.lower() in DATA:
                target = self._data_file(source, name, call, old, new)
            elif source.suffix.lower() in _TABLES:
                target = self._table(source, call, writer, old, new)
            written = _relative(target, new)
            if target != source or old.parent != new.parent:
                writer.set((*call.local, "tep"), written)

    def _plan(self, source: Path, key: Key) -> Path:
        """Return the plan that the new paper follows: the one of its own year, else the old one, which is marked."""
        name = self.step.renamed(source.stem) + source.suffix
        for following in (self._renamed(source.parent) / name, source.with_name(name)):
            if following != source and following.exists():
                return following
        plan = self.data["ke_hoach"]
        self.renewal.name((*key, "tep"), self.reader.shown(source), plan.get("nam"))
        return source

    def _data_file(self, source: Path, name: str, call: Call, old: Path, new: Path) -> Path:
        """Return the data file that the new paper calls in; one of the old paper's own is carried on as well."""
        own = name in _OWN or self.step.renamed(source.stem) != source.stem
        writer = self._opened(source)
        of = tuple(part for part in str(call.options.get("khoa") or "").split(".") if part)
        if name == "co_quan":
            return source
        target = self._name(source, old, new) if own else source
        if own and (target in self.files or target.exists()):
            return self._existing(source, target)
        calls = self.renewal.texts(writer, call.key, of, shared=not own)
        if own:
            self._calls(calls, writer, source, target)
            self._keep(source, target, writer.bytes())
        return target

    def _table(self, source: Path, call: Call, writer: DataWriter, old: Path, new: Path) -> Path:
        """Return the table file that the new paper calls in, and write the name of its sheet."""
        sheet = _sheet(call)
        following = self.step.renamed(sheet)
        # In another year only a name with the year counts: "Quý I" beside "Quý IV" has figures of the year before.
        dated = not self.step.other_year or self.step.names_following_year(following)
        known = self._known_sheet(source, sheet, following) if dated else ""
        if known:
            self._choose(known, sheet, call, writer)
            return source
        target = self._name(source, old, new)
        if target.exists() and target not in self.files:
            self._choose(self._known_sheet(target, sheet, following) or sheet, sheet, call, writer)
            return self._existing(source, target)
        self.renewal.name((*call.key, "sheet"), sheet)
        self._copy(source, target, call.key)
        return target

    def _known_sheet(self, path: Path, sheet: str, following: str) -> str:
        """Return the sheet of a workbook for the next period, its number with or without a zero; "" for none."""
        if following == sheet:
            return ""
        return next((name for name in self.reader.sheets(path) if _comparable(name) == _comparable(following)), "")

    def _choose(self, following: str, sheet: str, call: Call, writer: DataWriter) -> None:
        """Write the sheet's name in place of the old one: in `sheet`, or in `vung` ("Quý II!B5:M30")."""
        option = "sheet" if call.options.get("sheet") else "vung"
        if following != sheet:
            writer.set((*call.local, option), str(call.options[option]).replace(sheet, following))
            self.made.moved.append(f"{dotted((*call.key, option))}: {sheet} → {following}")

    def _copy(self, source: Path, target: Path, key: Key) -> None:
        """Copy a table; the texts of a plan's CSV file move on, whatever else names the old period is marked."""
        content = self.files.get(target) or self.reader.bytes(source) or b""
        grid: Any = self.data
        for part in key:
            grid = grid[part]
        if not isinstance(grid, Grid):
            self._keep(source, target, content)
            return
        place = (target, grid.where(0, 0))
        if place in self._carried:  # another table of the paper reads the same cells
            return
        self._carried.add(place)
        text = source.suffix.lower() in (".csv", ".tsv", ".txt") and not self.renewal.report
        before = (len(self.renewal.left), len(self.renewal.moved))
        changes = [_change(grid, *item) for item in self.renewal.table(grid, key, editable=text)]
        try:
            content = change_table(content, recognised(content), changes) if changes else content
        except UnwritableError:
            del self.renewal.left[before[0] :], self.renewal.moved[before[1] :]
            list(self.renewal.table(grid, key, editable=False))
        self._keep(source, target, content)
        self._beside(source, target, grid)

    def _beside(self, source: Path, target: Path, grid: Grid) -> None:
        """Note where a copied table names the old period outside the part that is read."""
        sheet = grid.where_header(0).sheet if grid.header else ""
        whole = self.reader.grid(source, Where, Options(sheet=sheet, vung=_WHOLE, dong_tieu_de=0))
        if whole is None:
            return
        read: set[str] = set()
        for row in range(len(grid.rows)):
            read.update(grid.where(row, column).cell for column in range(len(grid.header)))
        heads = set(chain.from_iterable(grid.paths))
        for row, cells in enumerate(whole.rows):
            for column, cell in enumerate(cells):
                if not isinstance(cell, str) or cell in heads or not self.renewal.names_old(cell):
                    continue
                place = whole.where(row, column).cell
                line = f"{self.reader.shown(target)}, ô {place}: {cell}"
                if place not in read and line not in self.made.beside:
                    self.made.beside.append(line)

    # --- files

    def _name(self, source: Path, old: Path, new: Path) -> Path:
        """Return the path for the copy of a file: relative to the new paper as before, under the new period's name."""
        if source not in self._names:
            folder = self._folder(source.parent, old.parent, new.parent)
            stem = self.step.renamed(source.stem)
            if folder == source.parent and stem == source.stem:
                stem += self.step.suffix
            named = folder / f"{stem}{source.suffix}"
            self._names[source] = _existing_name(named)
        return self._names[source]

    def _folder(self, folder: Path, old: Path, new: Path) -> Path:
        """Return the next period's counterpart of `folder`, by its place below the old paper's folder or its name."""
        if folder.is_relative_to(old):
            base, inside = new, folder.relative_to(old)
        else:
            common = Path(os.path.commonpath([folder, old]))
            base, inside = self._renamed(common), folder.relative_to(common)
            if not new.is_relative_to(base):
                base = common
        return base / self._renamed(inside)

    def _renamed(self, path: Path) -> Path:
        """Return a path with the names of its parts below the root moved on to the next period."""
        above = self.root if path.is_relative_to(self.root) else Path()
        return above.joinpath(*(self.step.renamed(part) for part in path.relative_to(above).parts))

    def _keep(self, source: Path, target: Path, content: bytes) -> None:
        if target not in self.files:
            self.made.copied.append((self.reader.shown(source), self.reader.shown(target)))
        self.files[target] = content

    def _existing(self, source: Path, target: Path) -> Path:
        shown = self.reader.shown(target)
        if target != source and target not in self.files and shown not in self.made.found:
            self.made.found.append(shown)
        return target

    def write(self) -> Carried:
        """Write the files, the paper's own last, and report what still names the old period, each at its place."""
        created: list[Path] = []
        try:
            for path, content in self.files.items():
                is_new = not path.exists()
                write_whole(path, content)
                if is_new:
                    created.append(path)
        except OSError:
            for path in created:  # no copy may stay without its paper
                path.unlink(missing_ok=True)
            raise
        data = Reader(self.root).data(self.new)
        if data is not None:
            log = Log(data)
            read_paper(data.value, log)
            self.made.left = in_order(item for item in log.findings if item.code in ("DL140", "DL141", "DL142"))
        return self.made


def _sheet(call: Call) -> str:
    """Return the sheet that a table names, alone or in its range; "" for none."""
    named, _, _ = str(call.options.get("vung") or "").rpartition("!")
    return str(call.options.get("sheet") or named.strip("'"))


def _existing_name(path: Path) -> Path:
    """Return the file beside `path` that differs only in case or zeros ("Tháng 01", "tháng 1"); else `path` itself."""
    if path.exists() or not path.parent.is_dir():
        return path
    for other in sorted(path.parent.iterdir()):
        if _comparable(other.name) == _comparable(path.name):
            return other
    return path


def _comparable(name: str) -> str:
    """Return a name of a sheet or file for comparison: "Tháng 01" and "tháng 1" are equal."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", unicodedata.normalize("NFC", name).lower())


def _change(grid: Grid, row: int, column: int, old: str, new: str) -> Change:
    where = grid.where(row, column)
    return where.line, where.column, old, new


def _relative(path: Path, new: Path) -> str:
    """Return how a file at `new` refers to the file at `path`."""
    return Path(os.path.relpath(path, new.parent)).as_posix()
