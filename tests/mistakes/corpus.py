"""The corpus of mistakes: a sound project, one thing changed in it, and the one finding that must come of it.

`projects/` holds sound projects, each a folder as an office would keep it. A test is a table of entries, one a line:

    @cases(
        QUYET_DINH,
        mistake("a day of no calendar", swap("ngay = 2026-01-08", "ngay = 2026-02-30"), told="DL012", at="qd.toml:4:8"),
        sound("a day with strokes", swap("ngay = 2026-01-08", 'ngay = "8/1/2026"'), printed=["… ngày 08 tháng 01 …"]),
    )
    def test_days(case: Case, tmp_path: Path) -> None:
        case.holds(tmp_path)

An entry names what a clerk did, says it as changes (`swap` of words, `cell` of a sheet, `write` of a whole file), and
what is right: the code and the place of the only finding, or none at all; and, where it matters, lines that must be
`printed`. What is expected comes from what is right, never from what docgen happens to say.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Word
from docx.table import Table
from openpyxl import Workbook, load_workbook

import docgen
from docgen.finding import Finding

PROJECTS = Path(__file__).parent / "projects"
SHEET = "Năm 2026"
WORKBOOK = "cong-trinh.xlsx"
ROWS: tuple[tuple[Any, ...], ...] = (
    ("Công trình", "Ngày kiểm tra", "Điện thoại", "Vốn", "Giải ngân"),
    ("Trường tiểu học", datetime(2026, 3, 2), "0905123456", 1250, 0.5),
    ("Trạm y tế", datetime(2026, 4, 15), "0914000111", 480.5, 0.905),
    ("Đường tỉnh", datetime(2026, 11, 30), "0236111222", 30000, 1),
)
FORMATS = {"B": "dd/mm/yyyy", "D": "#,##0.0", "E": "0.0%"}


@dataclass(frozen=True)
class Project:
    """A sound project: its folder under `projects/`, and the data file that is checked."""

    folder: str
    paper: str

    def copied(self, to: Path) -> Path:
        """Return a copy of the project, with its workbook where it has one."""
        root = Path(shutil.copytree(PROJECTS / self.folder, to / "p"))
        if WORKBOOK in (root / self.paper).read_text("utf-8"):
            shutil.copy(_workbook(to.parent), root / WORKBOOK)
        return root


QUYET_DINH = Project("quyet-dinh", "qd.toml")
BAO_CAO = Project("bao-cao", "quy-2.toml")
DANH_SACH = Project("danh-sach", "nang-luong.toml")
SO_TINH = Project("so-tinh", "kh.toml")
JSON = Project("json", "kh.json")
TO_TRINH = Project("to-trinh", "tt.toml")
EVERY = (QUYET_DINH, BAO_CAO, DANH_SACH, SO_TINH, JSON, TO_TRINH)


@cache
def _workbook(folder: Path) -> Path:
    """Make the workbook of `so-tinh` once a run."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row in ROWS:
        sheet.append(row)
    for column, form in FORMATS.items():
        for number in range(2, len(ROWS) + 1):
            sheet[f"{column}{number}"].number_format = form
    path = folder / "workbook.xlsx"
    book.save(path)
    return path


Change = Callable[[Path, str], None]
"""Changes a project, given its folder and the name of its data file."""


def swap(old: str, new: str, file: str = "") -> Change:
    """Replace words of the data file (or of another), which must stand there; `old` "" adds `new` at the end."""

    def change(root: Path, paper: str) -> None:
        path = root / (file or paper)
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} does not stand in {path.name}"
        path.write_bytes((text.replace(old, new, 1) if old else text + new).encode("utf-8"))

    return change


def write(file: str, content: str | bytes) -> Change:
    """Write a whole file."""

    def change(root: Path, paper: str) -> None:
        (root / file).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    return change


def rename(old: str, new: str) -> Change:
    """Give a file another name."""

    def change(root: Path, paper: str) -> None:
        (root / old).rename(root / new)

    return change


def encode(file: str, encoding: str) -> Change:
    """Save a text file in another encoding."""

    def change(root: Path, paper: str) -> None:
        (root / file).write_bytes((root / file).read_text("utf-8").encode(encoding))

    return change


def cell(place: str, value: Any, form: str = "") -> Change:
    """Put a value into a cell of the workbook ("C5"), and give it a number format."""

    def edit(sheet: Any) -> None:
        sheet[place] = value
        if form:
            sheet[place].number_format = form

    return workbook(edit)


def row(number: int, *values: Any) -> Change:
    """Write a row of the workbook's sheet."""

    def edit(sheet: Any) -> None:
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value

    return workbook(edit)


def workbook(edit: Callable[[Any], None]) -> Change:
    """Edit the sheet of the workbook."""

    def change(root: Path, paper: str) -> None:
        book = load_workbook(root / WORKBOOK)
        edit(book[SHEET])
        book.save(root / WORKBOOK)

    return change


@dataclass(frozen=True)
class Case:
    """An entry of the corpus."""

    name: str
    changes: tuple[Change, ...]
    told: str = ""
    at: str = ""
    says: str = ""
    printed: tuple[str, ...] = ()
    project: Project = QUYET_DINH

    def __str__(self) -> str:
        return self.name

    def holds(self, folder: Path) -> None:
        """Fail unless the project, changed, gives what is expected."""
        root = self.project.copied(folder)
        for change in self.changes:
            change(root, self.project.paper)
        findings = docgen.check(root / self.project.paper).findings
        said = "\n".join(map(str, findings))
        assert [(item.code, place(item)) for item in findings] == ([(self.told, self.at)] if self.told else []), said
        assert self.says in said
        if self.printed:
            docgen.build(root / self.project.paper, only="docx")
            lines = [line for file in sorted((root / "output").rglob("*.docx")) for line in word_lines(file)]
            text = " ".join(" ".join(lines).split())
            lost = [line for line in self.printed if line not in lines and (" | " in line or line not in text)]
            assert lost == [], "\n".join(lines)


def mistake(name: str, *changes: Change, told: str, at: str, says: str = "", printed: Sequence[str] = ()) -> Case:
    """Return an entry with one finding: its code, its place, words of its message, and lines printed all the same."""
    return Case(name, changes, told, at, says, tuple(printed))


def sound(name: str, *changes: Change, printed: Sequence[str] = ()) -> Case:
    """Return an entry without any finding, and lines that are printed."""
    return Case(name, changes, printed=tuple(printed))


def cases(project: Project, *entries: Case) -> pytest.MarkDecorator:
    """Run a test for each entry, changed in a copy of the project."""
    return pytest.mark.parametrize("case", [replace(entry, project=project) for entry in entries], ids=str)


def place(finding: Finding) -> str:
    """Return where the hand must go: "qd.toml:4:8", or "so.xlsx Quý II!C5"."""
    where = finding.where
    if where.sheet:
        return f"{where.file} {where.sheet}!{where.cell}"
    return f"{where.file}:{where.line}:{where.column}" if where.line else where.file


def word_lines(file: Path) -> list[str]:
    """Return the paragraphs of a Word file, those of its tables too, and each row of a table as "cell | cell"."""
    document: Word = Document(str(file))
    lines = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                texts = _cells(row)
                lines += [" | ".join(texts), *(line for text in texts for line in text.split("\n"))]
        else:
            lines.append(item.text)
    return lines


def _cells(row: Any) -> list[str]:
    """Return the texts of a row; a cell that spans columns counts once."""
    texts = []
    before = None
    for item in row.cells:
        if item._tc is not before:
            texts.append(item.text)
        before = item._tc
    return texts
