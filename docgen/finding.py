"""What docgen says: findings, where they are, how grave they are, and the register of codes.

A finding is a value. Steps collect them and never print. A code is a family and a number, never reused: DL data, MT
template, SL figures, VD citations, NS drafting, CT spelling and Unicode, KT layout, HT system. Each code has a page: a
rule's lies beside it in `docgen/lint/rules`, any other in `docgen/codes`. A page gives the severity (`muc`), title
(`ten`), reason (`vi_sao`), remedy (`sua`), and a wrong (`sai`) and a right example (`dung`) as shown to a user; a
rule's page also the view it reads (`doc`) and the clause (`dieu`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

import tomli


class Severity(IntEnum):
    """How grave a finding is; the label is what a user reads."""

    GHI_CHU = 1
    CANH_BAO = 2
    LOI = 3

    @property
    def label(self) -> str:
        """The Vietnamese word printed in a report."""
        return ("ghi chú", "cảnh báo", "lỗi")[self - 1]


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place a user can go to. Unused fields stay empty.

    `file` is the path as shown (relative to the project's root, "/" between folders). `line` and `column`
    count from 1, columns in characters. `key` is a dotted path in the data. A workbook has `sheet` and `cell`;
    a Word file has `part`, `paragraph` (from 1, in reading order), `tag`; a PDF has `page` (from 1).
    """

    file: str = ""
    line: int = 0
    column: int = 0
    key: str = ""
    sheet: str = ""
    cell: str = ""
    part: str = ""
    paragraph: int = 0
    table_cell: str = ""
    tag: str = ""
    page: int = 0

    def __str__(self) -> str:
        text = self.file or "docgen"
        if self.line:
            text += f":{self.line}"
            if self.column:
                text += f":{self.column}"
        extra = [
            f"trang tính “{self.sheet}”" if self.sheet else "",
            f"ô {self.cell}" if self.cell else "",
            self.part,
            f"đoạn {self.paragraph}" if self.paragraph else "",
            self.table_cell,
            f"thẻ {self.tag}" if self.tag else "",
            f"trang {self.page}" if self.page else "",
            self.key,
        ]
        shown = ", ".join(part for part in extra if part)
        return f"{text} ({shown})" if shown else text


At = Callable[[], Where]
"""Computes a place when a finding needs it: few are needed, and computing one costs more than printing its value.

`Where` itself is the `At` of a finding without a place.
"""


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the register: what a code means. Only rules have a `view` that they read, and few a `clause`."""

    code: str
    severity: Severity
    title: str
    why: str
    remedy: str
    bad: str
    good: str
    view: str = ""
    clause: str = ""


@cache
def register() -> Mapping[str, Code]:
    """Return every known code, in order. Read once from the package's own files."""
    by_label = {severity.label: severity for severity in Severity}
    entries = {}
    package = files("docgen")
    for page in [*package.joinpath("codes").iterdir(), *package.joinpath("lint", "rules").iterdir()]:
        if not page.name.endswith(".toml"):
            continue
        for code, entry in tomli.loads(page.read_text("utf-8")).items():
            entries[code] = Code(
                code,
                severity=by_label[entry["muc"]],
                title=entry["ten"],
                why=entry["vi_sao"].strip(),
                remedy=entry["sua"].strip(),
                bad=entry["sai"].strip("\n"),
                good=entry["dung"].strip("\n"),
                view=entry.get("doc", ""),
                clause=entry.get("dieu", ""),
            )
    return dict(sorted(entries.items()))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell the user: a registered code, a place, what is wrong, and the remedy.

    `severity` comes from the register unless given (an office's profile may raise it).
    """

    code: str
    where: Where
    message: str
    remedy: str = ""
    severity: Severity = field(default=Severity.LOI)

    @classmethod
    def of(cls, code: str, where: Where, message: str, remedy: str = "") -> Finding:
        """Create a finding with the severity of the register, and its remedy unless one is given.

        Raises KeyError for a code that is not registered: a programming error.
        """
        entry = register()[code]
        return cls(code, where, message, remedy or entry.remedy, entry.severity)

    def plain(self) -> dict[str, Any]:
        """Return the finding as JSON holds it, without the empty fields of its place."""
        where = {}
        for name in Where.__slots__:
            value = getattr(self.where, name)
            if value:
                where[name] = value
        return {
            "code": self.code,
            "severity": self.severity.label,
            "where": where,
            "message": self.message,
            "remedy": self.remedy,
        }

    @classmethod
    def from_plain(cls, given: Mapping[str, Any]) -> Finding:
        """Return the finding that `plain` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        severity = next((item for item in Severity if item.label == given["severity"]), None)
        if severity is None:
            raise ValueError(given["severity"])
        return cls(given["code"], Where(**given["where"]), given["message"], given["remedy"], severity)

    def __str__(self) -> str:
        text = f"{self.where}: {self.severity.label} {self.code}: {self.message}"
        return f"{text} → {self.remedy}" if self.remedy else text


class Findings(list[Finding]):
    """The findings of a step, in the order in which they come. Every step adds to one of these, with one call."""

    def say(self, code: str, at: Where | At, message: str, remedy: str = "") -> None:
        """Add a finding: a registered code, its place, what is wrong, and the remedy unless it is the register's.

        Raises KeyError for a code that is not registered: a programming error.
        """
        where = at() if callable(at) else at
        self.append(Finding.of(code, where, message, remedy))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings without repeats, by place, the gravest first at each place."""
    return sorted(dict.fromkeys(findings), key=lambda item: (item.where, -item.severity, item.code, item.message))


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_NUMERAL = re.compile(rf"(?<=[\W_])(?:\d+|{'|'.join(_ROMAN)})(?![^\W_])", re.IGNORECASE)  # behind a word: "Quý III"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the likely intended word for a misspelt `name`, or "" when nothing is near.

    "Quý 3" and "Quý III" are one name. Of names that differ in their number only, none is likelier than another.
    """
    words = {_in_digits(word): word for word in reversed(list(known))}
    wanted = _in_digits(name)
    matches: Sequence[str] = get_close_matches(wanted, list(reversed(words)), n=1, cutoff=0.6)
    if not matches:
        return ""
    like = [word for word in words if _NUMERAL.sub("#", word) == _NUMERAL.sub("#", matches[0])]
    asked, found = _NUMERAL.findall(wanted), _NUMERAL.findall(matches[0])
    is_guess = len(like) > 1 and bool(asked and found) and asked != found
    return "" if is_guess else words[matches[0]]


def _in_digits(name: str) -> str:
    """Return a name with its numbers as plain digits: "Quý III" gives "Quý 3", "Biểu 02" gives "Biểu 2"."""

    def digits(match: re.Match[str]) -> str:
        numeral = match[0].lower()
        return str(_ROMAN.index(numeral) + 1) if numeral in _ROMAN else numeral.lstrip("0") or "0"

    return _NUMERAL.sub(digits, name)


def suggestion(likely: str, otherwise: str = "") -> str:
    """Return the remedy for a misspelt name: the likely word, or `otherwise` when nothing is near."""
    return f"Có phải “{likely}”?" if likely else otherwise
