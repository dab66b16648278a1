"""Fields: how a datum is declared once, and read, described and documented from that one declaration.

Promises: a record class says in one line per key what it is, whether it must stand, and an example; from that
come the typed value with its place, findings for everything wrong at once, the JSON Schema and the commented
file of `docgen new`. A text keeps its key, so what is wrong in it later can still be shown in the file.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Protocol, TypeVar

from docgen import vietnamese
from docgen.finding import Finding, Where, nearest
from docgen.sources import FileRef

Key = tuple[str | int, ...]
MISSING: Any = object()


class Places(Protocol):
    """Where values stand (a data file as `sources` read it)."""

    def where(self, key: Key, offset: int | None = None) -> Where:
        """Return the place of the value at `key`; of a text, with `offset`, that of the character so far into it."""

    def where_key(self, key: Key) -> Where:
        """Return the place of the key's own name."""

    def told(self, key: Key) -> bool:
        """Return whether there is no value at `key` because what stands there is wrong, which was told."""


class Log:
    """Collects the findings of one dossier, each put in its place in the data."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.findings: list[Finding] = []

    def say(
        self, code: str, key: Key, message: str, remedy: str = "", *, offset: int | None = None, name: bool = False
    ) -> None:
        """Add a finding at the value of `key`, `offset` characters into it, or, with `name`, at the key's own name."""
        where = self.places.where_key(key) if name else self.places.where(key, offset)
        self.findings.append(Finding.of(code, where, message, remedy))


class Text(str):
    """A text of the data file: itself, and the key it stands at.

    `lines` are the offsets at which the elements of an array of lines begin (JSON has no multi-line strings).
    """

    key: Key
    lines: tuple[int, ...]

    def __new__(cls, value: str, key: Key = (), lines: tuple[int, ...] = ()) -> Text:
        text = super().__new__(cls, value)
        text.key, text.lines = key, lines
        return text

    def at(self, offset: int) -> tuple[Key, int]:
        """Return the key and the offset in the data file of the character at `offset`."""
        if not self.lines:
            return self.key, offset
        index = max(i for i, start in enumerate(self.lines) if start <= offset)
        return (*self.key, index), offset - self.lines[index]


class Kind:
    """What a value may be. `read` returns it typed, or MISSING after logging what is wrong."""

    ten: ClassVar[str] = "giá trị"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        """Return `value` typed; log a finding and return MISSING when it does not fit."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a simple kind; those that hold others are walked by `schema`."""
        return {}

    def stand_in(self, key: Key) -> Any:
        """Return what stands in for a value that is missing, so that the rest can be checked; MISSING for nothing."""
        return MISSING

    def refuse(self, value: Any, key: Key, log: Log, remedy: str = "") -> Any:
        """Log that `value` is not of this kind; return MISSING."""
        log.say("DL042", key, f"{name_of(key)} phải là {self.ten}, đang là {described(value)}", remedy)
        return MISSING


def name_of(key: Key) -> str:
    """Return what a message calls the value at a key: “so”, or “can_cu” thứ 2 for an entry of a list."""
    if not key:
        return "tệp dữ liệu"
    return f"“{key[-1]}”" if isinstance(key[-1], str) else f"{name_of(key[:-1])} thứ {key[-1] + 1}"


def described(value: Any) -> str:
    """Return what a plain value is, in a clerk's words, with the value itself when it is short."""
    if value is None:
        return "trống"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"chữ “{value if len(value) <= 40 else value[:37] + '…'}”"
    if isinstance(value, date):
        return f"ngày {vietnamese.ngay_ngan(value)}"
    if isinstance(value, int | float | Decimal):
        return f"số {value}"
    if isinstance(value, Mapping):
        return "một bảng khóa"
    return "một danh sách" if isinstance(value, Sequence) else "một bảng số liệu"


@dataclass(frozen=True)
class Van(Kind):
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
        return Text(value, key, starts)

    def stand_in(self, key: Key) -> Any:
        return Text("…", key)

    def schema(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"type": "string"}
        if self.max_length:
            plain["maxLength"] = self.max_length
        return {"anyOf": [plain, {"type": "array", "items": {"type": "string"}}]} if self.lines else plain


@dataclass(frozen=True)
class So(Kind):
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


class Ngay(Kind):
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
            log.say("DL043", key, f"“{value}” không phải là một ngày có thật", "Viết năm-tháng-ngày: 2026-01-08.")
            return MISSING
        return self.refuse(value, key, log, "Viết năm-tháng-ngày: 2026-01-08.")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class Co(Kind):
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
class Chon(Kind):
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
        shown = ", ".join(f"“{word}”" for word in self.words)
        log.say("DL046", key, f"{name_of(key)} không nhận “{value}”", f"{remedy}Chọn một trong: {shown}.")
        return MISSING

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Day(Kind):
    """A list of one kind; a single value stands for a list of one when `single` allows it."""

    of: Kind
    single: bool = False
    least: int = 0
    ten: ClassVar[str] = "một danh sách"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if self.single and not isinstance(value, list):
            one = self.of.read(value, key, log)
            return MISSING if one is MISSING else [one]
        if not isinstance(value, list):
            return self.refuse(value, key, log, 'Viết giữa hai dấu ngoặc vuông: [ "…", "…" ].')
        if len(value) < self.least:
            log.say("DL047", key, f"{name_of(key)} cần ít nhất {self.least} mục, đang có {len(value)}")
        read = [self.of.read(item, (*key, index), log) for index, item in enumerate(value)]
        return [item for item in read if item is not MISSING]

    def stand_in(self, key: Key) -> Any:
        one = self.of.stand_in((*key, 0))
        return [] if one is MISSING else [one]


@dataclass(frozen=True)
class BanGhi(Kind):
    """A record class. `short` names the field that a bare text stands for ("Điều …" instead of a table)."""

    record: type[Record] | Callable[[], type[Record]]
    short: str = ""
    ten: ClassVar[str] = "một bảng khóa"

    @property
    def cls(self) -> type[Record]:
        """The record class (given lazily where records hold each other)."""
        return self.record if isinstance(self.record, type) else self.record()

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if self.short and not isinstance(value, Mapping):
            field = kinds(self.cls)[self.short]
            read = field.read(value, key, log)
            return MISSING if read is MISSING else self.cls(**{self.short: read, "key": key})
        if not isinstance(value, Mapping):
            return self.refuse(value, key, log, "Viết { khóa = giá trị, … } hoặc một mục [tên].")
        return read_record(self.cls, value, key, log)

    def stand_in(self, key: Key) -> Any:
        found = {name: metadata["kind"].stand_in((*key, name)) for name, metadata in declared(self.cls).items()
                 if metadata["bat_buoc"] or name in self.cls.NEEDS}  # fmt: skip
        if any(value is MISSING for value in found.values()):
            return MISSING
        return self.cls(key=key, spoilt=frozenset(declared(self.cls)), **found)


@dataclass(frozen=True)
class TheoMa(Kind):
    """Records by a code of the user's choice: [vb.kh_tinh], [bang.ho_so]."""

    of: Kind
    ten: ClassVar[str] = "các mục có mã"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if not isinstance(value, Mapping):
            return self.refuse(value, key, log)
        found = {}
        for name, item in value.items():
            if not name.isidentifier():
                log.say("DL048", (*key, name), f"mã “{name}” không dùng được trong biểu thức",
                        "Chỉ dùng chữ không dấu, số và dấu gạch dưới.", name=True)  # fmt: skip
                continue
            read = self.of.read(item, (*key, name), log)
            if read is not MISSING:
                found[name] = read
        return found


@dataclass(frozen=True)
class BatKy(Kind):
    """Any plain value: an office's own data, cells of a table, values that `sources` resolved."""

    def read(self, value: Any, key: Key, log: Log) -> Any:
        return located(value, key)

    def schema(self) -> dict[str, Any]:
        return {}


class TepNgoai(Kind):
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
        return Text(value, key)
    if isinstance(value, list):
        return [located(item, (*key, index)) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {name: located(item, (*key, name)) for name, item in value.items()}
    return value


def plain(text: str) -> str:
    """Return `text` in lower case without accents: what two spellings of one word share."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).strip().replace("-", "_").replace(" ", "_")


def identifier(text: str) -> str:
    """Return a text as a name for expressions: "Đầu tư, xây dựng" gives "dau_tu_xay_dung"."""
    return re.sub(r"[\W_]+", "_", plain(text)).strip("_")


def khai(kind: Kind, mo_ta: str, *, bat_buoc: bool = False, vi_du: Any = None) -> Any:
    """Declare a field of a record: its kind, what it means, whether it must stand, and an example for `docgen new`."""
    metadata = {"kind": kind, "mo_ta": mo_ta, "bat_buoc": bat_buoc, "vi_du": vi_du}
    return dataclasses.field(default=None, metadata=metadata)


@dataclass(kw_only=True)
class Record:
    """A table of the data file with declared keys. `key` is where it stands.

    `spoilt` are the keys that stand in the file and hold nothing usable (a wrong type, a missing file, a misspelt
    name): each was told, so nothing is said of what they would have held.

    A kind of record may need more keys than are declared so (`NEEDS`), refuse some (`REFUSES`, calling itself `LOAI`),
    have examples of its own (`VI_DU`), and have what is missing stood in for, so that the rest is checked (`TOLERANT`).
    """

    NEEDS: ClassVar[tuple[str, ...]] = ()
    REFUSES: ClassVar[tuple[str, ...]] = ()
    LOAI: ClassVar[str] = ""
    VI_DU: ClassVar[Mapping[str, Any]] = {}
    TOLERANT: ClassVar[bool] = False

    key: Key = ()
    spoilt: frozenset[str] = frozenset()

    def check(self, log: Log) -> None:
        """Log what is wrong between fields; each field alone has been checked already."""


R = TypeVar("R", bound=Record)


def declared(cls: type[Record]) -> dict[str, Mapping[str, Any]]:
    """Return the declared fields of a record class with their metadata, in order."""
    return {field.name: field.metadata for field in dataclasses.fields(cls) if "kind" in field.metadata}


def kinds(cls: type[Record]) -> dict[str, Kind]:
    """Return the kind of each declared field."""
    return {name: metadata["kind"] for name, metadata in declared(cls).items()}


def read_record(cls: type[R], value: Mapping[str, Any], key: Key, log: Log) -> R | Any:
    """Return a record read from a plain table, or MISSING when a key it must have is absent or wrong.

    A tolerant record has stand-ins for such keys (they are `spoilt`), where there can be any.
    """
    fields = declared(cls)
    given: dict[str, Any] = {"key": key}
    spoilt = {name for name in value if value[name] is None and log.places.told((*key, name))}
    spoilt |= {say_unknown(name, (*key, name), fields, log) for name in value if name not in fields}
    lacking = set()
    for name, metadata in fields.items():
        required = metadata["bat_buoc"] or name in cls.NEEDS
        item = value.get(name)
        if item is None:
            if required and name not in spoilt:
                _say_missing(name, metadata, cls.VI_DU, key, log)
            lacking |= {name} if required else set()
            continue
        if name in cls.REFUSES and item not in ("", [], {}):
            log.say("DL055", (*key, name), f"{cls.LOAI} không có “{name}”", name=True)
        read = metadata["kind"].read(item, (*key, name), log)
        if required and read is not MISSING and (read in ([], {}) or (isinstance(read, str) and not read.strip())):
            message = f"“{name}” ({metadata['mo_ta']}) đang để trống"
            log.say("DL041", (*key, name), message, "Viết nội dung vào chỗ trống.")
            read = MISSING
        if read is not MISSING:
            given[name] = read
            continue
        spoilt.add(name)
        lacking |= {name} if required else set()
    for name in lacking:
        given[name] = fields[name]["kind"].stand_in((*key, name)) if cls.TOLERANT else MISSING
    if any(given[name] is MISSING for name in lacking):
        return MISSING
    record = cls(**given, spoilt=frozenset(spoilt | lacking))
    record.check(log)
    return record


def _say_missing(name: str, metadata: Mapping[str, Any], examples: Mapping[str, Any], key: Key, log: Log) -> None:
    known = (toml_value(example) for example in (examples.get(name), metadata["vi_du"]) if example is not None)
    short = next((example for example in known if len(example) <= 100 and "\n" not in example), "")
    remedy = f"Thêm: {name} = {short}" if short else f"Thêm {name}."
    log.say("DL041", key, f"thiếu “{name}” ({metadata['mo_ta']})", remedy)


def say_unknown(name: str, key: Key, known: Mapping[str, Any], log: Log) -> str:
    """Log a key that means nothing here, with the likely one; return that, "" when there is none."""
    folded = {plain(word): word for word in known}
    likely = folded.get(plain(name)) or folded.get(nearest(plain(name), folded), "")
    remedy = f"Có phải “{likely}”?" if likely else f"Các khóa dùng được ở đây: {', '.join(known)}."
    log.say("DL040", key, f"không có khóa “{name}” ở đây", remedy, name=True)
    return likely


def toml_value(value: Any) -> str:
    """Return a plain value as TOML writes it on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {toml_value(item)}" for name, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return value.isoformat() if isinstance(value, date) else str(value)
