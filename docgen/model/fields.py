"""Fields: how a datum is declared once, and read, described and documented from that one declaration.

`value_types` has what a value may be.

Promises: a record class says in one line per key what it is, whether it is required, and an example; from that
come the typed value with its place, findings for everything wrong at once, the JSON Schema and the commented
file of `docgen new`. A text keeps its key, so what is wrong in it later can still be shown in the file.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Protocol, TypeVar

from docgen import vietnamese
from docgen.finding import At, Findings, Where, nearest, suggestion

Key = tuple[str | int, ...]
MISSING: Any = object()


class Places(Protocol):
    """The places of values (a data file as `sources` read it)."""

    def where(self, key: Key, offset: int | None = None) -> Where:
        """Return the place of the value at `key`; with `offset`, of that character of a text."""

    def where_key(self, key: Key) -> Where:
        """Return the place of the key's own name."""

    def told(self, key: Key) -> bool:
        """Return whether there is no value at `key` because what is written there is wrong, which was reported."""

    def section_after(self, key: Key) -> tuple[int, str] | None:
        """Return the line and the header of the first [section] after which keys no longer belong to `key`."""


class Log:
    """Collects the findings of one dossier, each with its place in the data.

    `whole` is the plain value of the paper being read; `reading` are the records that hold the one being read, the
    outermost first; `astray` are the keys that belong to the record at a place and were written elsewhere.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self.findings = Findings()
        self.whole: Mapping[str, Any] = {}
        self.reading: list[tuple[Key, Mapping[str, Any]]] = []
        self.astray: dict[Key, set[str]] = {}

    def say(self, code: str, at: Key | Where | At, message: str, remedy: str = "") -> None:
        """Add a finding at a place, or at the value of a key."""
        self.findings.say(code, self.places.where(at) if isinstance(at, tuple) else at, message, remedy)

    def name(self, key: Key) -> Where:
        """Return the place of the key's own name."""
        return self.places.where_key(key)

    def character(self, text: DataText, offset: int) -> Where:
        """Return the place of a character of a text, `offset` from its first."""
        return text.where(self.places, offset)


class DataText(str):
    """A text of the data file, with its key.

    `lines` are the offsets at which the elements of an array of lines begin (JSON has no multi-line strings).
    """

    key: Key
    lines: tuple[int, ...]

    def __new__(cls, value: str, key: Key = (), lines: tuple[int, ...] = ()) -> DataText:
        text = super().__new__(cls, value)
        text.key, text.lines = key, lines
        return text

    def at(self, offset: int) -> tuple[Key, int]:
        """Return the key and the offset in the data file of the character at `offset`."""
        if not self.lines:
            return self.key, offset
        index = max(i for i, start in enumerate(self.lines) if start <= offset)
        return (*self.key, index), offset - self.lines[index]

    def where(self, places: Places, offset: int | None = None) -> Where:
        """Return the place of the text, or of the character `offset` into it."""
        if offset is None:
            return places.where(self.key)
        return places.where(*self.at(min(offset, max(len(self) - 1, 0))))


def plain_text(text: str) -> str:
    """Return the characters of a text alone, without what a `DataText` and its like know besides.

    `str(text)` would ask the text how it wants to be shown, and keep nothing else from being carried along.
    """
    return str.__str__(text)


class ValueType:
    """What a value may be. `read` returns it typed, or MISSING after logging what is wrong."""

    ten: ClassVar[str] = "giá trị"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        """Return `value` typed; log a finding and return MISSING when it does not fit."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a simple kind; those that hold others are walked by `schema`."""
        return {}

    def held(self) -> type[Record] | None:
        """Return the class of the records that it holds, if it holds records."""
        return None

    def stand_in(self, key: Key) -> Any:
        """Return a value in place of a missing one, so that the rest can be checked; MISSING if there can be none."""
        return MISSING

    def refuse(self, value: Any, key: Key, log: Log, remedy: str = "") -> Any:
        """Log that `value` is not of this kind; return MISSING."""
        if value == "":
            log.say("DL042", key, f"{name_of(key)} đang để trống", _left_empty(key))
        else:
            log.say("DL042", key, f"{name_of(key)} phải là {self.ten}, đang là {described(value)}", remedy)
        return MISSING


_PRINTED_BLANK: tuple[Key, ...] = (("so",), ("ngay",))  # known only after signing: left out, a blank is printed


def _left_empty(key: Key) -> str:
    remedy = "Chưa có thì bỏ cả dòng này (hoặc thêm # ở đầu dòng)"
    return f"{remedy}: docgen in chỗ trống." if key in _PRINTED_BLANK else f"{remedy}."


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
        return f"chữ “{shortened(value)}”"
    if isinstance(value, date):
        return f"ngày {vietnamese.ngay_ngan(value)}"
    if isinstance(value, int | float | Decimal):
        return f"số {value}"
    if isinstance(value, Mapping):
        return "một mục { … }"
    return "một danh sách" if isinstance(value, Sequence) else "một bảng số liệu"


def shortened(text: str) -> str:
    """Return a text on one line, its first words when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 3].rstrip() + "…"


_SHOWN = 40  # characters of a text that a message shows


def plain(text: str) -> str:
    """Return `text` in lower case, without accents and with "_" for spaces: two spellings of one word give the same."""
    return vietnamese.khong_dau(text.lower()).strip().replace("-", "_").replace(" ", "_")


def identifier(text: str) -> str:
    """Return a text as a name for expressions: "Đầu tư, xây dựng" gives "dau_tu_xay_dung"."""
    return re.sub(r"[\W_]+", "_", plain(text)).strip("_")


def declare(value_type: ValueType, meaning: str, *, required: bool = False, example: Any = None) -> Any:
    """Declare a field of a record: its type, its meaning in a clerk's words, and an example for `docgen new`."""
    metadata = {"type": value_type, "meaning": meaning, "required": required, "example": example}
    return dataclasses.field(default=None, metadata=metadata)


@dataclass(kw_only=True)
class Record:
    """A table of the data file with declared keys. `key` is its place.

    `spoilt` are the keys that are in the file and hold nothing usable (a wrong type, a missing file, a misspelt name):
    each was reported, so nothing is reported of what they would have held.

    A `TOLERANT` record gets stand-ins for what is missing from it, so that the rest is checked.
    """

    TOLERANT: ClassVar[bool] = False

    key: Key = ()
    spoilt: frozenset[str] = frozenset()

    def check(self, log: Log) -> None:
        """Log what is wrong between fields; each field alone has been checked already."""

    @classmethod
    def instead(cls, text: str, whole: Mapping[str, Any]) -> str:
        """Return what to write instead, where this record was given as a bare text; "" for nothing in particular.

        `whole` is the plain value of the paper.
        """
        return ""


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Form:
    """Which of a record's declared fields one kind of it has, and what else is true of them.

    Further keys may be needed (`needs`) or refused (`refuses`, by what is called `name`); `examples` are of this form.
    """

    fields: Mapping[str, Mapping[str, Any]]
    needs: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    name: str = ""
    examples: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, record: type[Record]) -> Form:
        """Return the form of a record class that has all its fields."""
        return cls(declared(record))

    def required(self) -> list[str]:
        """Return the required keys, in order."""
        return [name for name, metadata in self.fields.items() if metadata["required"] or name in self.needs]


def declared(cls: type[Record]) -> dict[str, Mapping[str, Any]]:
    """Return the declared fields of a record class with their metadata, in order."""
    return {field.name: field.metadata for field in dataclasses.fields(cls) if "type" in field.metadata}


def read_record(
    cls: type[R], value: Mapping[str, Any], key: Key, log: Log, form: Form | None = None, **own: Any
) -> R | Any:
    """Return a record read from a plain table, or MISSING when a key it must have is absent or wrong.

    A tolerant record has stand-ins for such keys (they are `spoilt`), where there can be any. `own` are fields of the
    record that do not come from the data.
    """
    form = form or Form.of(cls)
    reported = {name for name in value if value[name] is None and log.places.told((*key, name))}
    reported |= {say_unknown(name, (*key, name), form.fields, log) for name in value if name not in form.fields}
    log.reading.append((key, form.fields))
    given, wrong = _read_fields(value, key, log, form)
    log.reading.pop()
    reported |= wrong | log.astray.get(key, set())  # what was read below may have held keys of this record
    lacking = [name for name in form.required() if name not in given]
    for name in lacking:
        if name not in reported:
            _say_missing(name, form.fields[name], form.examples, key, log)
    for name in lacking:
        given[name] = form.fields[name]["type"].stand_in((*key, name)) if cls.TOLERANT else MISSING
    if any(given[name] is MISSING for name in lacking):
        return MISSING
    record = cls(**given, **own, key=key, spoilt=frozenset(reported.union(lacking)))
    record.check(log)
    return record


def _read_fields(value: Mapping[str, Any], key: Key, log: Log, form: Form) -> tuple[dict[str, Any], set[str]]:
    """Return what could be read of the fields that are there, and the names of those that are wrong, logged."""
    required = set(form.required())
    given: dict[str, Any] = {}
    wrong: set[str] = set()
    for name, metadata in form.fields.items():
        item, place = value.get(name), (*key, name)
        if item is None:
            continue
        if name in form.refuses and item not in ("", [], {}):
            log.say("DL055", log.name(place), f"{form.name} không có “{name}”")
        read = metadata["type"].read(item, place, log)
        if name in required and _is_blank(read):
            message = f"“{name}” ({metadata['meaning']}) đang để trống"
            log.say("DL041", place, message, "Viết nội dung vào chỗ trống.")
            read = MISSING
        if read is MISSING:
            wrong.add(name)
        else:
            given[name] = read
    return given, wrong


def _is_blank(read: Any) -> bool:
    """Return whether a value that was read has nothing in it: an empty list or table, a text of spaces."""
    if isinstance(read, str):
        return not read.strip()
    return read is not MISSING and read in ([], {})


def _say_missing(name: str, metadata: Mapping[str, Any], examples: Mapping[str, Any], key: Key, log: Log) -> None:
    known = (toml_value(example) for example in (examples.get(name), metadata["example"]) if example is not None)
    short = next((example for example in known if len(example) <= 100 and "\n" not in example), "")
    remedy = f"Thêm: {name} = {short}" if short else f"Thêm {name}."
    # At the section that lacks it, which may be in a file of its own.
    log.say("DL041", (*key, name), f"thiếu “{name}” ({metadata['meaning']})", remedy)


def say_unknown(name: str, key: Key, known: Mapping[str, Any], log: Log) -> str:
    """Log a key that means nothing here; return the key that was likely meant, "" when there is none."""
    folded = {plain(word): word for word in known}
    if plain(name) not in folded and (say_astray(name, key, log) or _say_deeper(name, key, known, log)):
        return ""
    likely = folded.get(plain(name)) or folded.get(nearest(plain(name), folded), "")
    remedy = suggestion(likely, f"Ở đây chỉ có: {', '.join(known)}.")
    log.say("DL040", log.name(key), f"không có mục tên “{name}” ở đây", remedy)
    return likely


def _say_deeper(name: str, key: Key, known: Mapping[str, Any], log: Log) -> bool:
    """Log a key that belongs to one of the records inside the one it is in; return whether there is just one such."""
    inside: dict[str, ValueType] = {}
    for word, item in known.items():
        value_type = item.get("type") if isinstance(item, Mapping) else None
        record = value_type.held() if isinstance(value_type, ValueType) else None
        if record and name in declared(record):
            inside[word] = item["type"]
    if len(inside) != 1:
        return False
    word, value_type = next(iter(inside.items()))
    section = name_of_section((*key[:-1], word))
    header, one = (f"[[{section}]]", "từng mục ") if isinstance(value_type.stand_in(()), list) else (f"[{section}]", "")
    said = f"“{name}” là mục của {one}{word}, không viết ở đây"
    log.say("DL040", log.name(key), said, f"Chuyển “{name}” vào {header}.")
    return True


def say_astray(name: str, key: Key, log: Log) -> bool:
    """Log a key that belongs to a record around the one it is in; return whether there is such a record."""
    for owner, known in reversed(log.reading):
        if name in known and owner != key[:-1]:
            log.astray.setdefault(owner, set()).add(name)
            whose = f"[{name_of_section(owner)}]" if owner else "cả văn bản"
            message = f"“{name}” là mục của {whose}, không thuộc [{name_of_section(key[:-1])}]"
            log.say("DL040", log.name(key), message, _way_back(name, key, owner, log))
            return True
    return False


def _way_back(name: str, key: Key, owner: Key, log: Log) -> str:
    here, home = log.places.where_key(key), log.places.where(owner)
    if here.file != home.file:
        return f"Chuyển sang tệp {home.file}."
    section = log.places.section_after(owner)
    if section is None or section[0] >= here.line:
        return f"Đưa “{name}” ra ngoài dấu {{ … }}, viết ở một dòng riêng."
    return f"Chuyển dòng này lên trên dòng {section[0]} ({section[1]})."


def name_of_section(key: Key) -> str:
    """Return the name in the brackets of a section's header: "bang.nhiem_vu.cot"."""
    return ".".join(part for part in key if isinstance(part, str))


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
