"""Many papers from one dossier: one for each row of a list, as mail merge does.

A dossier with `danh_sach` (a CSV, a workbook or rows in the data) is resolved once for each row; the row's cells are
`dong.<cột>` in its texts. Columns named `so` and `ngay` give each paper its own number and day. `ten_tep` names the
files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any

from docgen import vietnamese
from docgen.context.names import Evaluator
from docgen.finding import Finding, Where
from docgen.model.fields import MISSING, DataText, Log, Places, identifier
from docgen.model.paper import VanBan
from docgen.model.tables.cells import impossible_days
from docgen.model.tables.figure import figure
from docgen.model.tables.list_total import doubtful_rows, total_of_list
from docgen.model.value_types import IssueDate, Whole
from docgen.sources import Grid

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)
_LONGEST = 120  # characters of a file name, safe for every file system with the folder in front


class Listed(dict[str, Any]):
    """A row of the list as texts see it: its cells by column, and `thu_tu`, its place from 1.

    `wrong` are the columns whose cell is wrong, which was reported.
    """

    def __init__(self, cells: Mapping[str, Any], number: int, where: Callable[[str], Where]) -> None:
        super().__init__({**cells, "thu_tu": number})
        self._where = where
        self.wrong: set[str] = set()

    def where(self, name: str) -> Where | None:
        """Return the place of a cell; None for a name that is not a column."""
        return self._where(name) if name in self and name != "thu_tu" else None

    @property
    def place(self) -> Where:
        """Where the row begins."""
        return next((self._where(name) for name in self if name != "thu_tu"), Where())


@dataclass(frozen=True, slots=True)
class Member:
    """One paper of the list: the name of its file without suffix, the paper, its row, and what is wrong with that."""

    name: str
    paper: VanBan
    row: Listed
    findings: list[Finding]


def members(paper: VanBan, log: Log) -> Iterator[Member]:
    """Yield the papers of a dossier with `danh_sach`, in the order of the list.

    What is wrong with one row is in its own findings: it keeps back no other paper.
    """
    seen: dict[str, Listed] = {}
    rows = list(_rows(paper.danh_sach, log))
    if paper.ten_tep and len(rows) > 1 and "{" not in paper.ten_tep:
        message = f"mọi dòng của danh sách cùng một tên tệp “{paper.ten_tep}”"
        log.say("DL088", paper.ten_tep.key, message)
        return
    for row in rows:
        own, number = Log(log.places), row["thu_tu"]
        if isinstance(paper.danh_sach, Grid):
            own.findings += _impossible(row)
        member = _numbered(paper, row, own)
        name = _file_name(member, row, number, own)
        before = seen.get(name.lower())
        if not name and not own.findings:
            own.findings.say("DL088", row.place, f"dòng {number} của danh sách không có tên tệp")
        elif before is not None:
            said = f"dòng {number} cùng tên tệp “{name}” với dòng {before['thu_tu']} ({before.place})"
            own.findings.say("DL088", row.place, said)
        name = name if name and before is None else f"{name}-{number:03}".lstrip("-")
        seen.setdefault(name.lower(), row)
        yield Member(name, member, row, own.findings)


def _impossible(row: Listed) -> list[Finding]:
    """Return findings for days in a row that no calendar has; the day of issue is read, and reported, by itself."""
    found: list[Finding] = []
    for name, value in row.items():
        if isinstance(value, str) and name != "ngay":
            days = impossible_days(value, partial(_of_cell, row, name))
            if days:
                row.wrong.add(name)
                found += days
    return found


def _of_cell(row: Listed, name: str) -> Where:
    return row.where(name) or row.place


def _rows(source: Any, log: Log) -> Iterator[Listed]:
    if not isinstance(source, Grid) and not _is_list(source):
        log.say("DL063", ("danh_sach",), "danh_sach phải là một tệp CSV, XLSX hoặc một danh sách hàng",
                'Thí dụ: danh_sach = { tep = "khach-moi.csv" }.')  # fmt: skip
    if isinstance(source, Grid):
        log.findings += _of_total(source)
    return rows_of(source, log.places)


def _of_total(source: Grid) -> Iterator[Finding]:
    """Yield what is wrong with the total that a list ends with, rows below it, which are not read, and other totals."""
    total = total_of_list(source.rows)
    for number, label in doubtful_rows(source.rows[: total.row] if total else source.rows):
        said = f"dòng “{label}” của danh sách tự gọi là tổng mà đang thành một văn bản"
        yield Finding.of("SL058", source.where(number, 0), said)
    if total is None:
        return
    if total.said is not None and total.said != total.row:
        said = f"dòng “{total.label}” của danh sách ghi {total.said}, danh sách có {total.row} dòng phía trên"
        yield Finding.of("SL057", source.where(total.row, 0), said)
    below = len(source.rows) - total.row - 1
    if below:
        said = f"{below} dòng phía dưới dòng cộng của danh sách không được đọc."
        yield Finding.of("DL036", source.where(total.row + 1, 0), said)


def rows_of(source: Any, places: Places) -> Iterator[Listed]:
    """Yield the rows of a list, without the total that it ends with; none where `source` is not one."""
    if isinstance(source, Grid):
        names = [identifier(header) or letter for header, letter in zip(source.header, source.letters, strict=True)]
        columns = {name: column for column, name in enumerate(names)}
        total = total_of_list(source.rows)
        for number, values in enumerate(source.rows[: total.row if total else None]):
            where = partial(_cell, source, number, columns)
            yield Listed(dict(zip(names, values, strict=True)), number + 1, where)
    elif _is_list(source):
        lacking: dict[str, Any] = dict.fromkeys(chain.from_iterable(source))
        for number, item in enumerate(source):
            yield Listed({**lacking, **item}, number + 1, partial(_item, places, number))


def _is_list(source: Any) -> bool:
    return isinstance(source, list) and all(isinstance(item, Mapping) for item in source)


def _cell(source: Grid, number: int, columns: Mapping[str, int], name: str) -> Where:
    return source.where(number, columns[name])


def _item(places: Places, number: int, name: str) -> Where:
    return places.where(("danh_sach", number, name))


def _numbered(paper: VanBan, row: Listed, log: Log) -> VanBan:
    """Return the paper with the number and day of its row, when the list has such columns."""
    changed = paper
    for name, kind in (("so", Whole(1, 99_999)), ("ngay", IssueDate())):
        given = figure(row.get(name)) if name == "so" else row.get(name)
        if isinstance(given, vietnamese.MaIn):
            given = Decimal(given.so)
        if given in (None, ""):
            continue
        scratch = Log(log.places)
        whole = isinstance(given, Decimal) and given == given.to_integral_value()
        read = kind.read(int(given) if whole else given, (name,), scratch)
        if read is not MISSING:
            changed = changed.dated(read) if name == "ngay" else replace(changed, so=read)
        log.findings += [replace(finding, where=row.where(name) or Where()) for finding in scratch.findings]
    return changed


def _file_name(paper: VanBan, row: Listed, number: int, log: Log) -> str:
    if not paper.ten_tep:
        return f"{number:03}"
    evaluator = Evaluator(log, row.where)
    evaluator.names = {"dong": row, "thu_tu": number, "nam": paper.year}
    text = vietnamese.nfc(str.__str__(evaluator.text(DataText(paper.ten_tep, paper.ten_tep.key))))
    name = _FORBIDDEN.sub("-", text).strip(" .-")[:_LONGEST].strip(" .-")
    return f"{name}-" if _DEVICES.fullmatch(name) else name
