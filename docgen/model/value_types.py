"""What a value of the data may be: a text, a number, a day, a choice, a list, a record, records by code, a file.

Promises: a value that fits is typed and knows its key; one that does not gives a finding at its place and is MISSING.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from docgen import vietnamese
from docgen.finding import nearest
from docgen.model.fields import (
    MISSING,
    DataText,
    Key,
    Log,
    Record,
    ValueType,
    declared,
    name_of,
    name_of_section,
    plain,
    read_record,
    shortened,
)
from docgen.sources import FileRef

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_MONTH_OR_YEAR = re.compile(
    r"\s*(?:(?:ngày\W+)?(?:tháng\s*)?(\d{1,2})\s*(?:/|-|năm)\s*|năm\s*)?(\d{4})\s*", re.IGNORECASE
)


@dataclass(frozen=True)
class Text(ValueType):
    """A text. An array of strings is the same text line by line, when `lines` allows it."""

    max_length: int = 0
    lines: bool = False
    ten: ClassVar[str] = "chữ"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        starts: tuple[int, ...] = ()
        if self.lines and isinstance(value, list) and value and all(isinstance(line, str) for line in value):
            offsets = [0]
            for line in value[:-1]:
                offsets.append(offsets[-1] + len(line) + 1)
            starts, value = tuple(offsets), "\n".join(value)
        if not isinstance(value, str):
            return self.refuse(value, key, log, 'Viết giữa hai dấu nháy: "…".')
        if self.max_length and len(value) > self.max_length:
            log.say("DL045", key, f"{name_of(key)} dài {len(value)} ký tự, nhiều nhất {self.max_length}")
        return DataText(value, key, starts)

    def stand_in(self, key: Key) -> Any:
        return DataText("…", key)

    def schema(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"type": "string"}
        if self.max_length:
            plain["maxLength"] = self.max_length
        return {"anyOf": [plain, {"type": "array", "items": {"type": "string"}}]} if self.lines else plain


@dataclass(frozen=True)
class Whole(ValueType):
    """A whole number within bounds."""

    least: int
    most: int
    ten: ClassVar[str] = "số nguyên"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return self.refuse(value, key, log, "Viết chữ số, không có dấu nháy: 15.")
        if not self.least <= value <= self.most:
            log.say("DL044", key, f"{name_of(key)} là {value}, phải từ {self.least} đến {self.most}")
            return MISSING
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Date(ValueType):
    """A day: a TOML date, or "2026-01-08" where the file has no dates (JSON)."""

    ten = "một ngày"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
            try:
                read = vietnamese.doc_ngay(value)
                if isinstance(read, date):
                    return read
            except ValueError:
                pass
            if value.strip():
                self._say_wrong(value, key, log)
                return MISSING
        return self.refuse(value, key, log, "Viết năm-tháng-ngày: 2026-01-08.")

    def schema(self) -> dict[str, Any]:
        short = {"type": "string", "pattern": r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$"}
        return {"anyOf": [{"type": "string", "format": "date"}, short]}

    @staticmethod
    def _say_wrong(value: str, key: Key, log: Log) -> None:
        """Log a day that does not exist, or one that is written in another way."""
        numbers = _year_month_day(value)
        meant = _calendar(*numbers) if numbers else None
        if numbers and meant is None:
            year, month, _ = numbers
            remedy = _days_of_month(year, month) or "Một năm có 12 tháng."
            log.say("DL043", key, f"“{shortened(value)}” không phải là một ngày có thật", remedy)
            return
        day = meant or _EXAMPLE
        remedy = f'Viết {day.isoformat()} hoặc "{vietnamese.ngay_ngan(day)}" (đủ bốn chữ số của năm).'
        log.say("DL043", key, f"ngày “{shortened(value)}” viết chưa đúng dạng", remedy)


_DAY_NUMBERS = re.compile(r"\d+")
_EXAMPLE = date(2026, 1, 8)


def _year_month_day(value: str) -> tuple[int, int, int] | None:
    """Return the numbers of a day, from either end; None where they are not three, or the year has not four digits."""
    numbers = [int(number) for number in _DAY_NUMBERS.findall(value)]
    if len(numbers) != 3:
        return None
    year_first = numbers[0] > 31
    year, month, day = numbers if year_first else reversed(numbers)
    return (year, month, day) if year > 999 else None


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days_of_month(year: int, month: int) -> str:
    return f"Tháng {month} năm {year} có {monthrange(year, month)[1]} ngày." if 1 <= month <= 12 else ""


class DuKien(NamedTuple):
    """What is known of a day of issue that is not fixed yet: its year, and perhaps its month."""

    nam: int
    thang: int | None = None


class IssueDate(Date):
    """The day of issue. A draft may know its month ("11/2026") or its year (2026) alone: that gives a `DuKien`."""

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if isinstance(value, int) and not isinstance(value, bool) and _FIRST_YEAR <= value <= _LAST_YEAR:
            return DuKien(value)
        if isinstance(value, str) and (match := _MONTH_OR_YEAR.fullmatch(vietnamese.nfc(value))):
            month, year = match.groups()
            if (month is None or 1 <= int(month) <= 12) and _FIRST_YEAR <= int(year) <= _LAST_YEAR:
                return DuKien(int(year), int(month) if month else None)
        return super().read(value, key, log)

    def schema(self) -> dict[str, Any]:
        year = {"type": "integer", "minimum": _FIRST_YEAR, "maximum": _LAST_YEAR}
        return {"anyOf": [super().schema(), {"type": "string", "pattern": r"^\D*\d{1,2}/\d{4}$"}, year]}


class Flag(ValueType):
    """A yes or a no."""

    ten = "true hoặc false"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        return (
            value
            if isinstance(value, bool)
            else self.refuse(value, key, log, "Viết true hoặc false, không có dấu nháy.")
        )

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Choice(ValueType):
    """One of a few words; case does not matter when reading."""

    words: tuple[str, ...]
    ten: ClassVar[str] = "một trong vài từ"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if not isinstance(value, str):
            return self.refuse(value, key, log, f"Chọn: {', '.join(map(repr, self.words))}.")
        folded = {plain(word): word for word in self.words}
        if plain(value) in folded:
            return folded[plain(value)]
        likely = nearest(plain(value), folded)
        remedy = f"Có phải “{folded[likely]}”? " if likely else ""
        value = shortened(value)
        shown = ", ".join(f"“{word}”" for word in self.words)
        log.say("DL046", key, f"{name_of(key)} không nhận “{value}”", f"{remedy}Chọn một trong: {shown}.")
        return MISSING

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class List(ValueType):
    """A list of one kind; a single value stands for a list of one when `single` allows it."""

    of: ValueType
    single: bool = False
    least: int = 0
    ten: ClassVar[str] = "một danh sách"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if self.single and not isinstance(value, list):
            one = self.of.read(value, key, log)
            return MISSING if one is MISSING else [one]
        if isinstance(value, Mapping) and isinstance(self.of, RecordOf):
            return self.refuse(value, key, log, f"Viết [[{name_of_section(key)}]], hai dấu ngoặc.")
        if not isinstance(value, list):
            return self.refuse(value, key, log, 'Viết giữa hai dấu ngoặc vuông: [ "…", "…" ].')
        if len(value) < self.least:
            log.say("DL047", key, f"{name_of(key)} cần ít nhất {self.least} mục, đang có {len(value)}")
        read = [self.of.read(item, (*key, index), log) for index, item in enumerate(value)]
        return [item for item in read if item is not MISSING]

    def held(self) -> type[Record] | None:
        return self.of.held()

    def stand_in(self, key: Key) -> Any:
        one = self.of.stand_in((*key, 0))
        return [] if one is MISSING else [one]


@dataclass(frozen=True)
class RecordOf(ValueType):
    """A record class. `short` names the field that a bare text stands for ("Điều …" instead of a table)."""

    record: type[Record] | Callable[[], type[Record]]
    short: str = ""
    ten: ClassVar[str] = "mục { … }"

    def held(self) -> type[Record] | None:
        return self.cls

    @property
    def cls(self) -> type[Record]:
        """The record class (given lazily where records hold each other)."""
        return self.record if isinstance(self.record, type) else self.record()

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if self.short and not isinstance(value, Mapping):
            read = declared(self.cls)[self.short]["type"].read(value, key, log)
            if isinstance(read, str) and not read.strip():
                log.say("DL041", key, f"{name_of(key)} đang để trống", "Viết nội dung vào chỗ trống, hoặc bỏ chỗ này.")
                return MISSING
            return MISSING if read is MISSING else self.cls(**{self.short: read, "key": key})
        if not isinstance(value, Mapping):
            return self.refuse(value, key, log, self._instead(value, key, log))
        if misnamed := self._misnamed_file(value):
            remedy = _from_file(key, value[misnamed])
            log.say("DL040", log.name((*key, misnamed)), f"không có mục tên “{misnamed}” ở đây", remedy)
            return MISSING
        return read_record(self.cls, value, key, log)

    def _misnamed_file(self, value: Mapping[str, Any]) -> str:
        """Return the only key of a record when it is likely a misspelt `tep`, "" otherwise."""
        name, text = next(iter(value.items()), ("", None))
        if len(value) != 1 or name in declared(self.cls) or not isinstance(text, str):
            return ""
        return name if _PATH.search(text.strip()) else ""

    def _instead(self, value: Any, key: Key, log: Log) -> str:
        """Return how to write what a bare text seems to mean: a file, or what the record says of it."""
        text = value.strip() if isinstance(value, str) else ""
        if _PATH.search(text):
            return _from_file(key, text)
        return self.cls.instead(text, log.whole) or "Viết { tên = giá trị, … } hoặc một mục [tên]."

    def stand_in(self, key: Key) -> Any:
        found = {name: metadata["type"].stand_in((*key, name)) for name, metadata in declared(self.cls).items()
                 if metadata["required"]}  # fmt: skip
        if any(value is MISSING for value in found.values()):
            return MISSING
        return self.cls(key=key, spoilt=frozenset(declared(self.cls)), **found)


_PATH = re.compile(r"\.(?:toml|json)$|^\.{1,2}[/\\]", re.IGNORECASE)


def _from_file(key: Key, path: str) -> str:
    """Return how to refer to a file, for a text that seems to be its path."""
    path = path.strip().replace("\\", "/")
    return f'Muốn lấy từ tệp thì viết: {name_of_section(key[-1:])} = {{ tep = "{path}" }}'


@dataclass(frozen=True)
class ByCode(ValueType):
    """Records by a code of the user's choice: [vb.kh_tinh], [bang.ho_so]."""

    of: ValueType
    ten: ClassVar[str] = "các mục có mã"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if not isinstance(value, Mapping):
            return self.refuse(value, key, log)
        found = {}
        for name, item in value.items():
            if not name.isidentifier():
                message = f"mã “{name}” không dùng được trong {{{{ … }}}}"
                log.say("DL048", log.name((*key, name)), message, "Chỉ dùng chữ không dấu, số và dấu gạch dưới.")
                continue
            read = self.of.read(item, (*key, name), log)
            if read is not MISSING:
                found[name] = read
        return found


@dataclass(frozen=True)
class Anything(ValueType):
    """Any plain value: an office's own data, cells of a table, values that `sources` resolved."""

    def read(self, value: Any, key: Key, log: Log) -> Any:
        return located(value, key)

    def schema(self) -> dict[str, Any]:
        return {}


class File(ValueType):
    """A file that is not data itself, such as a Word template; None where `sources` could not find it, and said so."""

    ten = "một tệp Word"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if value is None or isinstance(value, FileRef):
            return value
        given = str(value) if isinstance(value, str) else "mau-rieng.docx"
        return self.refuse(value, key, log, f'Viết đường dẫn tới tệp Word: {key[-1]} = {{ tep = "{given}" }}.')


def located(value: Any, key: Key) -> Any:
    """Return a plain value with every text in it knowing its key."""
    if isinstance(value, str):
        return DataText(value, key)
    if isinstance(value, list):
        return [located(item, (*key, index)) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {name: located(item, (*key, name)) for name, item in value.items()}
    return value
