"""Many papers from one dossier: one for each row of a list, as mail merge does.

A dossier with `danh_sach` (a CSV, a workbook or rows in the data) is resolved once for each row; the row's cells are
`dong.<cột>` in its texts. Columns named `so` and `ngay` give each paper its own number and day. `ten_tep` names the
files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from docgen import vietnamese
from docgen.context.figures import figure
from docgen.context.names import Evaluator
from docgen.model.fields import MISSING, Log, Ngay, Text, identifier
from docgen.model.paper import VanBan
from docgen.sources import Grid

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)
_LONGEST = 120  # characters of a file name, safe for every file system with the folder in front


@dataclass(frozen=True, slots=True)
class Member:
    """One paper of the list: its file's name without suffix, the paper, and the row its texts see."""

    name: str
    paper: VanBan
    row: Mapping[str, Any]


def members(paper: VanBan, log: Log) -> Iterator[Member]:
    """Yield the papers of a dossier with `danh_sach`, in the order of the list."""
    seen: dict[str, int] = {}
    for number, (cells, key) in enumerate(_rows(paper.danh_sach, log), 1):
        row = {**cells, "thu_tu": number}
        name = _file_name(paper, row, number, log)
        if not name or name.lower() in seen:
            problem = (
                f"dòng {number} và dòng {seen.get(name.lower())} cùng tên tệp “{name}”"
                if name
                else f"dòng {number} không có tên tệp"
            )
            log.say("DL088", paper.ten_tep.key if paper.ten_tep else ("danh_sach",), problem)
            name = f"{name}-{number:03}" if name else f"{number:03}"
        seen[name.lower()] = number
        yield Member(name, _numbered(paper, cells, key, log), row)


def _rows(source: Any, log: Log) -> Iterator[tuple[dict[str, Any], tuple[Any, ...]]]:
    if isinstance(source, Grid):
        names = [identifier(header) or letter for header, letter in zip(source.header, source.letters, strict=True)]
        for values in source.rows:
            yield dict(zip(names, values, strict=True)), ("danh_sach",)
    elif isinstance(source, list) and all(isinstance(item, Mapping) for item in source):
        for number, item in enumerate(source):
            yield dict(item), ("danh_sach", number)
    else:
        log.say("DL063", ("danh_sach",), "danh_sach phải là một tệp CSV, XLSX hoặc một danh sách hàng",
                'Thí dụ: danh_sach = { tep = "khach-moi.csv" }.')  # fmt: skip


def _numbered(paper: VanBan, cells: Mapping[str, Any], key: tuple[Any, ...], log: Log) -> VanBan:
    """Return the paper with the number and day of its row, when the list has such columns."""
    changes: dict[str, Any] = {}
    number = figure(cells.get("so"))
    if isinstance(number, Decimal) and number == int(number) and number > 0:
        changes["so"] = int(number)
    day = cells.get("ngay")
    if day:
        read = day if isinstance(day, date) else Ngay().read(day, (*key, "ngay") if len(key) > 1 else key, log)
        changes |= {} if read is MISSING else {"ngay": read}
    return replace(paper, **changes) if changes else paper


def _file_name(paper: VanBan, row: Mapping[str, Any], number: int, log: Log) -> str:
    if not paper.ten_tep:
        return f"{number:03}"
    evaluator = Evaluator(log)
    evaluator.names = {"dong": row, "thu_tu": number, "nam": paper.year}
    text = vietnamese.nfc(str.__str__(evaluator.text(Text(paper.ten_tep, paper.ten_tep.key))))
    name = _FORBIDDEN.sub("-", text).strip(" .-")[:_LONGEST].strip(" .-")
    return f"{name}-" if _DEVICES.fullmatch(name) else name
