"""One data file turned into that of the next period: the period and the texts moved on, what is left over marked.

Promises: number and day are taken out (they come with signing); the period becomes the next one and its year is
written; the file it was made from is named as the last period where there are figures to compare. Texts are moved where
that is certain. Every other sentence that names the old period gets a mark in [xem_lai], and so does the name of a
column or a sheet that figures are read from. Codes that nobody reads (nuoc_sach_2030) get none. All else stays as it
was written, comments included.

Hidden: which keys hold printed text, which hold names, and which belong to history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import getitem
from typing import Any

from docgen import vietnamese
from docgen.model.fields import Key, identifier
from docgen.model.periods import marks
from docgen.model.periods.old_period import CELL, CITED, LABEL, NAME, PROSE, FoundPeriod, Leftover, OldTexts
from docgen.model.periods.period import MONTH, QUARTER, Step, as_day, is_end
from docgen.sources import Grid, clean, dotted
from docgen.sources.writer import DataWriter

_GONE = ("so", "ngay", "da_ban_hanh", "du_thao")
_OF_ITSELF = {"$schema", "loai", "mau", "co_quan", "nguoi_ky", "ky_bao_cao", "ky_truoc", "danh_so", "luu", "ten_tep",
              "hinh_thuc", "ky_hieu", "nam", marks.SECTION, *_GONE}  # fmt: skip
_TECHNICAL = {"cong_thuc", "kiem", "kieu", "can", "le", "tong", "khoa", "han", "hoan_thanh", "nhom_theo", "so_voi",
              "sap_xep", "gop_o", "bang", "danh_so", "huong", "nhan", "cot", "mau"}  # fmt: skip
_LABELS = {"trich_yeu", "tieu_de", "ten", "dong_tong", "don_vi"}
_NAMES = {"ma", "cot_nguon"}
_SUBJECTS = {"trich_yeu", "ten"}
_ROWS = {"hang", "nhom"}


@dataclass(frozen=True, slots=True)
class Call:
    """A file that a data file calls in: `local` is the path of the call in that file, `key` its path in the dossier."""

    local: Key
    key: Key
    options: Mapping[str, Any]


@dataclass
class Renewal:
    """One paper being carried on by `step`; `moved` are the changes made and `left` what was not moved.

    `report` and `compared` are those of `OldTexts`.
    """

    step: Step
    report: bool
    compared: bool
    left: list[tuple[Key, Leftover]] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._texts = OldTexts(self.step, self.report, self.compared)
        self._end: date | None = None  # of the old period

    # --- the paper itself

    def paper(self, writer: DataWriter, old: str, *, figures: bool = False) -> None:
        """Move the paper's own period on, in its main file.

        `old` is the path of the old file, seen from the new one. `figures` says that the old paper has figures with
        which the new ones can be compared.
        """
        year = self.step.following[0]
        if isinstance(writer.value.get("ky_bao_cao"), Mapping):
            self._period(writer)
        given = writer.value.get("nam")
        for name in _GONE:
            if name in writer.value:
                writer.put_away(name)
        if "nam" in writer.value:
            writer.set(("nam",), given + year - self.step.year if isinstance(given, int) else year)
        else:
            writer.add("nam", year, ["loai"])
        reported = self.report and ("ky_bao_cao" in writer.value or "bang" in writer.value)
        self._last_period(writer, old, held=figures or reported)

    def _last_period(self, writer: DataWriter, old: str, *, held: bool) -> None:
        """Name the old file as the last period, where `held` says that there is something to compare."""
        last = writer.value.get("ky_truoc")
        if isinstance(last, Mapping) and "tep" in last:
            writer.set(("ky_truoc", "tep"), old)
        elif last is not None:
            writer.set(("ky_truoc",), {"tep": old})
        elif held:
            writer.add("ky_truoc", {"tep": old}, ["loai"])

    def _period(self, writer: DataWriter) -> None:
        period = writer.value["ky_bao_cao"]
        year, number = self.step.following
        moved = {"nam": year, {QUARTER: "quy", MONTH: "thang"}.get(self.step.unit, ""): number}
        for name in period.keys() & moved.keys():
            writer.set(("ky_bao_cao", name), moved[name])
        begin, end = as_day(period.get("tu")), as_day(period.get("den"))
        self._end = end
        if end:
            self._set_day(writer, ("ky_bao_cao", "den"), self.step.later(end))
        if not begin:
            return
        following = end + timedelta(days=1) if end else self.step.later(begin)
        one_later = self.step.later(begin)
        self._set_day(writer, ("ky_bao_cao", "tu"), max(following, one_later))
        if following > one_later:
            words = vietnamese.ngay_ngan(following)
            written = marks.as_text(writer.value["ky_bao_cao"]["tu"])
            self.left.append((("ky_bao_cao", "tu"), Leftover((words,), written)))

    def _set_day(self, writer: DataWriter, key: Key, day: date) -> None:
        old = _at(writer.value, key)
        short = isinstance(old, str) and "-" not in old
        writer.set(key, vietnamese.ngay_ngan(day) if short else day.isoformat() if isinstance(old, str) else day)

    # --- texts

    def texts(self, writer: DataWriter, key: Key = (), of: Key = (), *, shared: bool = False) -> list[Call]:
        """Move the texts of a data file on and note what is left over; return the files that it calls in.

        Only the part `of` of the file is read, which the dossier has at `key`. In a file that other papers share,
        nothing is moved, only noted.
        """
        part: Any = writer.value
        for name in of:
            part = part[name]
        calls: list[Call] = []
        for local, value in list(_leaves(part, of)):
            at = (*key, *local[len(of) :])
            place = "" if _is_code(part, local[len(of) :]) else _place(at, value)
            place = CITED if shared and place else place
            if isinstance(value, Mapping):
                calls.append(Call(local, at, value))
            elif isinstance(value, str) and place:
                self._text(writer, local, at, place)
            elif isinstance(value, date) and place:
                self._day(writer, local, at, place)
            elif isinstance(value, int) and place and "nam" in str(at[-1]).split("_"):
                self._year(writer, local, at, value)
        return calls

    def _text(self, writer: DataWriter, local: Key, key: Key, place: str) -> None:
        value = _at(writer.value, local)
        text = clean(value)
        found = self._texts.read(text, place)
        if found.pieces:
            writer.replace(local, found.pieces)
            self._say_moved(key, text, found)
        self.left += [(key, item) for item in found.left]

    def _say_moved(self, key: Key, text: str, found: FoundPeriod) -> None:
        self.moved += [f"{dotted(key)}: {text[start:end]} → {new}" for start, end, new in found.pieces]

    def _day(self, writer: DataWriter, local: Key, key: Key, place: str) -> None:
        """Move a day that is a value of its own: in a plan the first or last of a month; in any paper `tinh_den`."""
        value = _at(writer.value, local)
        found = self._texts.read(value.isoformat(), place)
        as_of = key == ("tinh_den",) and (is_end(value) or value == self._end)
        if not found.pieces and not as_of:
            self.left += [(key, item) for item in found.left]
            return
        later = self.step.later(value)
        writer.set(local, later)
        self.moved.append(f"{dotted(key)}: {vietnamese.ngay_ngan(value)} → {vietnamese.ngay_ngan(later)}")

    def _year(self, writer: DataWriter, local: Key, key: Key, value: int) -> None:
        found = self._texts.read(str(value), LABEL)
        if found.pieces:
            writer.set(local, int(found.pieces[0][2]))
            self._say_moved(key, str(value), found)
        self.left += [(key, item) for item in found.left]

    def name(self, key: Key, written: str, year: Any = None) -> None:
        """Note the name of a file or sheet that names the old period still, or whose paper is about its `year`."""
        left = self._texts.read(written, NAME).left
        if not left and self.step.renamed(written) != written:
            left = [Leftover((written,), written)]
        if not left and self.step.other_year and year == self.step.year:
            left = [Leftover((str(year),), written)]
        self.left += [(key, item) for item in left]

    def names_old(self, text: str) -> bool:
        """Return whether a text names the old period."""
        return bool(self._texts.read(text, CITED).left)

    # --- tables

    def table(self, grid: Grid, key: Key, *, editable: bool) -> Iterator[tuple[int, int, str, str]]:
        """Yield what to change in a table called in (row, column, old words, new words); note what is left over.

        Headers are not moved, since columns are found by them; nor are the rows of a list of persons, which are never
        certain.
        """
        signing = [number for number, name in enumerate(grid.header) if identifier(name) in ("so", "ngay")]
        signing = signing if key == ("danh_sach",) else []
        for name in grid.header:
            self.left += [(key, item) for item in self._texts.read(name, CITED).left]
        place = CELL if editable and key != ("danh_sach",) else CITED
        for row, cells in enumerate(grid.rows):
            for column, value in enumerate(cells):
                text = marks.as_text(value)
                if column in signing and text:
                    self.left.append((key, Leftover((text,), text)))  # each row's own number and day of signing
                if column in signing or not isinstance(value, str | tuple | date):
                    continue
                found = self._texts.read(text, place)
                for start, end, new in found.pieces:
                    yield row, column, text[start:end], new
                self._say_moved(key, text, found)
                self.left += [(key, item) for item in found.left]

    # --- marks

    def mark(self, writer: DataWriter, unsettled: list[Mapping[str, str]]) -> None:
        """Write the marks: of what is left over now, and those in the old paper that nobody has settled."""
        named = {str(key[1]) for key, _ in self.left if key[0] == "vb" and len(key) > 1}
        rows = [
            {"o": dotted(key), "chu": ", ".join(item.words), "cau": item.sentence}
            for key, item in self.left
            if not item.replaces(named)
        ]
        known = {(row["o"], row["cau"]) for row in rows}
        rows += [dict(mark) for mark in unsettled if (mark["o"], mark["cau"]) not in known]
        if marks.SECTION in writer.value:
            writer.remove(marks.SECTION)
        if rows:
            writer.add_section(marks.SECTION, rows, marks.LIST, marks.COMMENT)


def _leaves(value: Any, key: Key) -> Iterator[tuple[Key, Any]]:
    """Yield each plain value below, and each table that calls a file in."""
    if isinstance(value, Mapping) and isinstance(value.get("tep"), str) and key:
        yield key, value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _leaves(item, (*key, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*key, index))
    elif isinstance(value, str | int | date) and not isinstance(value, bool):
        yield key, value


def _is_code(whole: Any, key: Key) -> bool:
    """Return whether a value is a column's code that nothing is found by, and no reader sees (nuoc_sach_2030)."""
    if key[-1] != "ma" or key[-3:-2] != ("cot",):
        return False
    table = _at(whole, key[:-3])
    column = table["cot"][key[-2]]
    return "nguon" not in table or "ten" in column or "cot_nguon" in column


def _at(whole: Any, key: Key) -> Any:
    """Return the value at a key of plain data."""
    return reduce(getitem, key, whole)


def _place(key: Key, value: Any) -> str:
    """Return where a text of a dossier stands; "" for what is no text, or belongs to history."""
    names = [part for part in key if isinstance(part, str)]
    if not names or names[0] in _OF_ITSELF:
        return ""
    if names[0] == "vb":
        return CITED if names[-1] in _SUBJECTS else ""
    if names[0] == "bang" and _ROWS & set(names[2:-1]):
        return LABEL if names[-1] == "ten" and names[-2] == "nhom" else CELL
    if names[-1] in _NAMES and names[0] == "bang":
        return NAME
    if names[-1] in _TECHNICAL and names[0] in ("bang", "bieu_do", "phu_luc", "kem_theo"):
        return ""
    return LABEL if names[-1] in _LABELS else PROSE


__all__ = ["Call", "Renewal"]
