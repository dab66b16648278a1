"""From the raw values of data files to clean ones, with everything that `{ tep = … }` calls in.

Promise: every text and key is NFC without unprintable characters; a called-in file takes the place of its call; cycles
of files, too many calls and too deep nesting end in a finding.

Hidden: what each ending of a file name means, and the keys beside `tep`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from docgen import vietnamese
from docgen.finding import At, Findings, Where, nearest
from docgen.sources.csv_file import SEPARATORS
from docgen.sources.data import DataFile, FileRef, dotted
from docgen.sources.formats import DATA, format_of
from docgen.sources.grid import LARGEST_EXPONENT, Grid, Options
from docgen.sources.header import MOST_HEADER_ROWS
from docgen.sources.mistakes import path_remedy
from docgen.sources.syntax import Unreadable
from docgen.sources.table import from_records
from docgen.sources.text import bad_characters, character_name, clean, first_bad, is_clean

DEEPEST = 64  # levels of nesting of one dossier
MOST_CALLS = 1_000  # places of one dossier that call a file

_DAYS = ("ngay", "tu", "den", "tinh_den")  # keys of days: an impossible day is reported where these are read
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_TABLE_KEYS = ("sheet", "vung", "dong_tieu_de", "phan_cach", "bang_ma", "khoa")
_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1258", "windows-1252")


class Files(Protocol):
    """What the resolver asks of the reader."""

    @property
    def findings(self) -> Findings: ...
    def shown(self, path: Path | str) -> str: ...
    def find(self, path: str, at: At) -> Path | None: ...
    def file(self, path: Path, at: At) -> DataFile | None: ...
    def grid(self, path: Path, at: At, options: Options) -> Grid | None: ...


@dataclass(frozen=True, slots=True)
class _RawPlace:
    """The place of a raw value: `local` in `file`, `out` in the dossier."""

    file: DataFile
    local: tuple[str | int, ...] = ()
    out: tuple[str | int, ...] = ()

    def below(self, part: str | int) -> _RawPlace:
        return _RawPlace(self.file, (*self.local, part), (*self.out, part))

    def where(self, offset: int | None = None) -> Where:
        return self.file.where(self.local, offset, dotted(self.out))

    def where_key(self) -> Where:
        return self.file.where_key(self.local, dotted(self.out))


class FileResolver:
    """Computes the value of one dossier. `links` and `reads` are complete once `value` has returned."""

    def __init__(self, files: Files, file: DataFile) -> None:
        self._files, self._findings = files, files.findings
        self._spot = _RawPlace(file)
        self._chain = [file.path]
        self._calls = 0
        self._too_deep = False
        self.links: dict[tuple[str | int, ...], tuple[DataFile, tuple[str | int, ...]]] = {}
        self.reads = {files.shown(file.path)}
        self.reported: set[tuple[str | int, ...]] = set()  # values that are None because the source is wrong

    def value(self) -> Any:
        """Return the clean value of the whole dossier."""
        return self._value(self._spot.file.value, self._spot)

    # --- cleaning

    def _value(self, raw: Any, spot: _RawPlace) -> Any:
        if isinstance(raw, str):
            return self._text(raw, spot)
        if not isinstance(raw, dict | list):
            return self._single(raw, spot)
        if len(spot.out) > DEEPEST:
            if not self._too_deep:
                self._findings.say("DL014", spot.where(), f"Dữ liệu lồng nhau quá {DEEPEST} tầng ở đây.")
            self._too_deep = True
            return None
        if isinstance(raw, list):
            return [self._part_of(spot, index, item) for index, item in enumerate(raw)]
        table = self._keys(raw, spot)
        return self._called(table, spot) if "tep" in table and spot.out else self._table(table, spot)

    def _keys(self, raw: dict[str, Any], spot: _RawPlace) -> dict[str, Any]:
        """Return `raw` with its keys in NFC."""
        table: dict[str, Any] = {}
        for name, value in raw.items():
            fine = is_clean(name)
            plain = name if fine else clean(name)
            if not fine and (character := first_bad(name)):
                message = f"Tên mục có ký tự không dùng được ({character_name(character)})."
                self._findings.say("DL008", spot.below(plain).where_key(), message)
            if plain in table:
                message = f"Mục “{plain}” ghi hai lần, chỉ khác cách gõ dấu (dựng sẵn và tổ hợp)."
                self._findings.say("DL011", spot.below(plain).where_key(), message)
            table[plain] = value
        return table

    def _table(self, table: dict[str, Any], spot: _RawPlace) -> dict[str, Any]:
        return {name: self._part_of(spot, name, value) for name, value in table.items()}

    def _part_of(self, spot: _RawPlace, part: str | int, raw: Any) -> Any:
        if isinstance(raw, str) and part not in _DAYS:
            self._report_days(raw, spot, part)
        # Most values are clean texts: they need no place.
        if isinstance(raw, str) and is_clean(raw):
            return raw
        return self._value(raw, spot.below(part))

    def _report_days(self, raw: str, spot: _RawPlace, part: str | int) -> None:
        for offset, written, why in vietnamese.ngay_khong_co(raw):
            self._findings.say("DL105", spot.below(part).where(offset), f"Không có ngày “{written}”: {why}.")

    def _text(self, raw: str, spot: _RawPlace) -> str:
        for offset, character in bad_characters(raw)[:5]:
            self._findings.say("DL008", spot.where(offset), f"Có ký tự không dùng được ({character_name(character)}).")
        return clean(raw)

    def _single(self, raw: Any, spot: _RawPlace) -> Any:
        """Return a number, a day, true, false or None; None with a finding for a value that no paper can hold."""
        value = None if isinstance(raw, Unreadable) else self._checked(raw, spot)
        if value is None and raw is not None:
            self.reported.add(spot.out)
        return value

    def _checked(self, raw: Any, spot: _RawPlace) -> Any:
        if isinstance(raw, datetime):
            if raw.time() != time():
                self._findings.say("DL019", spot.where(), "Phần giờ của ngày này bị bỏ qua.")
            return raw.date()
        if isinstance(raw, time):
            self._findings.say("DL013", spot.where(), "Giờ không kèm ngày thì không dùng được.")
            return None
        if isinstance(raw, Decimal) and not (raw.is_finite() and abs(raw.adjusted()) <= LARGEST_EXPONENT):
            self._findings.say("DL013", spot.where(), "Số này không dùng được: vô cực, hoặc quá lớn, quá nhỏ.")
            return None
        assert raw is None or isinstance(raw, bool | int | Decimal | date)
        return raw

    # --- calling in

    def _called(self, table: dict[str, Any], spot: _RawPlace) -> Any:
        value = self._call(table, spot)
        if value is None:
            self.reported.add(spot.out)
        return value

    def _call(self, table: dict[str, Any], spot: _RawPlace) -> Any:
        """Return what `{ tep = … }` calls in: a value, a Grid or a FileRef; None with a finding."""
        at = spot.below("tep").where
        path = self._path(table["tep"], at, spot)
        if path is None:
            return None
        form = format_of(path)
        if form.kind and not form.reader:
            self._findings.say(
                "DL025",
                at,
                f"Chưa đọc được sổ tính dạng {path.suffix.lower()}.",
                "Lưu lại dạng Excel Workbook (.xlsx).",
            )
            return None
        if not form.kind:
            return FileRef(path, at, self._table({key: table[key] for key in table if key != "tep"}, spot))
        self.reads.add(self._files.shown(path))
        self._report_unknown(table, spot, ("khoa",) if form.kind == DATA else _TABLE_KEYS)
        if form.kind == DATA:
            return self._data(path, at, self._text_option("khoa", table, spot), spot.out)
        return self._files.grid(path, at, self._options(table, spot))

    def _path(self, raw: Any, at: At, spot: _RawPlace) -> Path | None:
        name = clean(raw).strip().replace("\\", "/") if isinstance(raw, str) else ""
        self._calls += 1
        if self._calls > MOST_CALLS:
            if self._calls == MOST_CALLS + 1:
                self._findings.say("DL018", at, f"Hồ sơ này gọi tệp quá {MOST_CALLS} lần.")
            return None
        if not name:
            self._findings.say("DL016", at, "“tep” phải là tên một tệp, đặt trong dấu nháy.")
            return None
        escaped = [sign for sign in _ESCAPES if sign in raw]
        if escaped:  # "..\nhiem-vu.csv": in double quotes \n is read as a line end
            written = raw
            for sign in escaped:
                written = written.replace(sign, _ESCAPES[sign])
            self._findings.say("DL016", at, "Đường dẫn tới tệp không viết bằng dấu \\.", path_remedy(written))
            return None
        absolute = name.startswith("/") or name[1:2] == ":"
        if not absolute:
            name = f"{self._files.shown(spot.file.path.parent)}/{name}"
        return self._files.find(name, at)

    def _data(self, path: Path, at: At, part: str, out: tuple[str | int, ...]) -> Any:
        if path in self._chain:
            chain = [*self._chain[self._chain.index(path) :], path]
            message = "Các tệp gọi vòng quanh: " + " → ".join(self._files.shown(item) for item in chain) + "."
            self._findings.say("DL015", at, message)
            return None
        file = self._files.file(path, at)
        if file is None:
            return None
        raw, local = self._part(file, part, at)
        self.links[out] = (file, local)
        self._chain.append(path)
        value = self._value(raw, _RawPlace(file, local, out)) if raw is not None else None
        self._chain.pop()
        if out[-1] != "nguon" or raw is None:
            return value

        def place(key: tuple[str | int, ...]) -> Where:
            return file.where((*local, *key), None, dotted((*out, *key)))

        return from_records(self._files.shown(path), value, place, self._findings)

    def _part(self, file: DataFile, part: str, at: At) -> tuple[Any, tuple[str | int, ...]]:
        """Return the raw value at the dotted key `part` of `file` and its key path; (None, …) with a finding."""
        raw = file.value
        local: tuple[str | int, ...] = ()
        names = part.split(".") if part else []
        for name in names:
            keys = {clean(key): value for key, value in raw.items()} if isinstance(raw, dict) else {}
            if name not in keys:
                likely = nearest(name, keys)
                message = f"Tệp “{self._files.shown(file.path)}” không có mục tên “{part}”."
                self._findings.say("DL016", at, message, f"Có lẽ là “{dotted((*local, likely))}”?" if likely else "")
                return None, local
            raw, local = keys[name], (*local, name)
        return raw, local

    # --- keys beside tep

    def _report_unknown(self, table: dict[str, Any], spot: _RawPlace, known: tuple[str, ...]) -> None:
        for key in table:
            if key not in ("tep", *known):
                likely = nearest(key, known)
                remedy = f"Có lẽ là “{likely}”?" if likely else f"Bên cạnh tep ở đây chỉ có: {', '.join(known)}."
                self._findings.say(
                    "DL016", spot.below(key).where_key(), f"Không có mục tên “{key}” bên cạnh tep.", remedy
                )

    def _text_option(self, key: str, table: dict[str, Any], spot: _RawPlace) -> str:
        value = table.get(key, "")
        if isinstance(value, str):
            return clean(value) if key == "phan_cach" else clean(value).strip()
        self._findings.say("DL024", spot.below(key).where(), f"“{key}” phải là chữ trong dấu nháy.")
        return ""

    def _options(self, table: dict[str, Any], spot: _RawPlace) -> Options:
        text = {key: self._text_option(key, table, spot) for key in ("sheet", "vung", "phan_cach", "bang_ma")}
        rows = table.get("dong_tieu_de")
        known = isinstance(rows, int) and not isinstance(rows, bool) and 0 <= rows <= MOST_HEADER_ROWS
        if "dong_tieu_de" in table and not known:
            message = f"“dong_tieu_de” là số dòng tiêu đề, từ 0 đến {MOST_HEADER_ROWS}."
            self._findings.say("DL024", spot.below("dong_tieu_de").where(), message)
            rows = None
        if text["phan_cach"] not in ("", *SEPARATORS):
            message = '“phan_cach” là một trong: ";" "," "|" "tab".'
            self._findings.say("DL024", spot.below("phan_cach").where(), message)
        if text["bang_ma"].lower() not in ("", *_ENCODINGS):
            self._findings.say(
                "DL024", spot.below("bang_ma").where(), f"“bang_ma” là một trong: {', '.join(_ENCODINGS)}."
            )
            text["bang_ma"] = ""
        separator = SEPARATORS.get(text["phan_cach"], "")
        return Options(text["sheet"], text["vung"], rows, separator, text["bang_ma"].lower())
