"""What a data file may hold, from the one declaration in three forms.

They are the JSON Schema for an editor's completion, the commented file of `docgen new --full`, and the names that
expressions may ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docgen import vietnamese
from docgen.model.fields import Form, Record, ValueType, declared, plain, toml_value
from docgen.model.paper import VanBan
from docgen.model.paper_kind import Loai
from docgen.model.parts import CoQuan
from docgen.model.periods.marks import SECTION
from docgen.model.value_types import Anything, ByCode, Choice, Date, File, Flag, List, RecordOf, Text, Whole

_FROM_FILE = {
    "type": "object",
    "description": "lấy từ một tệp khác",
    "properties": {
        "tep": {"type": "string", "description": "đường dẫn từ tệp này"},
        "khoa": {"type": "string", "description": "mục cần lấy trong tệp đó"},
    },
    "required": ["tep"],
}
_FROM_FILE_NAME = "tep"


# JSON Schema

_LONGEST_LINE = 80  # of a list in one line


def schema(kind: Loai) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the data files of a kind of paper."""
    defs: dict[str, Any] = {_FROM_FILE_NAME: _FROM_FILE}
    whole = _record(kind.form, defs)
    whole["properties"]["loai"] = {
        "enum": [kind.ten, vietnamese.hoa_dau(kind.ten)], "description": whole["properties"]["loai"]["description"],
    }  # fmt: skip
    whole["properties"]["$schema"] = {"type": "string", "description": "địa chỉ của lược đồ này, cho trình soạn thảo"}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:docgen:{plain(kind.ten).replace('_', '-')}",
        "title": kind.mo_ta,
    }
    return {**head, **whole, "$defs": defs}


def schema_of_all(kinds: Iterable[Loai]) -> dict[str, Any]:
    """Return one JSON Schema for the data files of several kinds: `loai` says which keys there are."""
    defs: dict[str, Any] = {}
    cases, names = [], []
    for kind in kinds:
        whole = schema(kind)
        defs |= whole.pop("$defs")
        name = plain(kind.ten)
        names += whole["properties"]["loai"]["enum"]
        defs[name] = {key: value for key, value in whole.items() if not key.startswith("$")}
        named = {"properties": {"loai": whole["properties"]["loai"]}, "required": ["loai"]}
        cases.append({"if": named, "then": {"$ref": f"#/$defs/{name}"}})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:docgen:van-ban",
        "title": "Dữ liệu của một văn bản",
        "type": "object",
        "required": ["loai"],
        "properties": {"loai": {"enum": names, "description": "loại văn bản"}},
        "allOf": cases,
        "$defs": defs,
    }


def schema_of_office() -> dict[str, Any]:
    """Return the JSON Schema of an office's own file (co-quan.toml)."""
    defs: dict[str, Any] = {_FROM_FILE_NAME: _FROM_FILE}
    whole = _record(Form.of(CoQuan), defs)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:docgen:co-quan"}
    return {**head, "title": "Cơ quan ban hành", **whole, "$defs": defs}


def _record(form: Form, defs: dict[str, Any]) -> dict[str, Any]:
    fields = {name: metadata for name, metadata in form.fields.items() if name not in form.refuses}
    properties = {}
    for name, metadata in fields.items():
        properties[name] = {**_of_type(metadata["type"], defs), "description": metadata["meaning"]}
    required = [name for name in form.required() if name in fields]
    whole: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**whole, "required": required} if required else whole


def _of_type(value_type: ValueType, defs: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a value type; a record, a list or a table of records may also come from another file."""
    file = {"$ref": f"#/$defs/{_FROM_FILE_NAME}"}
    if isinstance(value_type, RecordOf):
        name = plain(value_type.cls.__name__)
        if name not in defs:
            defs[name] = {}  # records hold each other: the name is known before the contents
            defs[name] = _record(Form.of(value_type.cls), defs)
        short = [_of_type(declared(value_type.cls)[value_type.short]["type"], defs)] if value_type.short else []
        return {"anyOf": [*short, {"$ref": f"#/$defs/{name}"}, file]}
    if isinstance(value_type, List):
        one = _of_type(value_type.of, defs)
        many: dict[str, Any] = {"type": "array", "items": one}
        if value_type.least:
            many["minItems"] = value_type.least
        return {"anyOf": [one, many, file] if value_type.single else [many, file]}
    if isinstance(value_type, ByCode):
        names = {"pattern": r"^[^\W\d]\w*$"}
        table = {"type": "object", "propertyNames": names, "additionalProperties": _of_type(value_type.of, defs)}
        return {"anyOf": [table, file]}
    if isinstance(value_type, File):
        return file
    if isinstance(value_type, Text) and value_type.lines:
        return {"anyOf": [value_type.schema(), file]}
    return value_type.schema()


# The commented file of `docgen new --full`


def new_file(kind: Loai, office: str = "", signer: str = "") -> str:
    """Return a commented data file that builds at once.

    With `office`, the path of an office's file, it refers to that file and is signed by its leader of code `signer`.
    """
    lines = [
        f"# {kind.mo_ta}.",
        "# Dòng bắt đầu bằng dấu # là chú thích; bỏ dấu # ở đầu dòng để dùng mục ghi ở đó.",
        "# Trong chữ có thể gọi giá trị khác: {{ nam }}, {{ co_quan.ten }}, {{ kem_theo.ten }}, {{ vb.<mã> }}.",
        "",
    ]
    lines += _NewFile(kind, office, signer).lines()
    return "\n".join(lines).rstrip() + "\n"


class _NewFile:
    """Writes a data file: simple keys first, then the tables, as TOML requires."""

    def __init__(self, kind: Loai, office: str = "", signer: str = "") -> None:
        self.kind, self.office, self.signer = kind, office, signer
        self.sample, self.required = kind.sample, frozenset(kind.form.required())

    def lines(self) -> Iterator[str]:
        left_out = {*self.kind.form.refuses, SECTION}  # docgen itself writes SECTION: no clerk begins with it
        if self.office:
            left_out.add("co_quan")
        fields = {name: metadata for name, metadata in self.kind.form.fields.items() if name not in left_out}
        simple = {name: metadata for name, metadata in fields.items() if not _is_section(metadata["type"])}
        for name, metadata in simple.items():
            yield from self._key(name, metadata, self._given(name, metadata))
            if name == "loai" and self.office:
                file = toml_value(self.office)
                yield f"co_quan = {{ tep = {file} }}  # cơ quan và những người lãnh đạo, ghi một lần ở tệp ấy"
        for name, metadata in fields.items():
            if name not in simple:
                given = self.sample.get(name, metadata["example"] if metadata["required"] else None)
                if name == "nguoi_ky" and self.signer:
                    given = {**(given or {}), "ma": self.signer}
                yield from self._section(name, metadata["type"], metadata["meaning"], given)

    def _given(self, name: str, metadata: Mapping[str, Any]) -> Any:
        """Return the value of a key that the file really has; None for a key that it shows as a comment."""
        if name == "loai":
            return self.kind.ten
        return self.sample.get(name, metadata["example"] if name in self.required else None)

    def _key(self, name: str, metadata: Mapping[str, Any], given: Any) -> Iterator[str]:
        """Yield the lines of a key with its meaning; as comments, with an example, where `given` is None."""
        meaning = metadata["meaning"]
        value = given if given is not None else _example(metadata["type"], metadata["example"])
        lines = toml_lines(name, value)
        if len(lines) == 1:
            lines = [f"{lines[0]}  # {meaning}"]
        elif given is not None:
            yield f"# {meaning}"
        for line in lines:
            yield line if given is not None else f"# {line}".rstrip()

    def _section(self, path: str, value_type: ValueType, meaning: str, given: Any) -> Iterator[str]:
        """Yield a table (or the tables of a list), with all its keys; as comments where `given` is None."""
        of = value_type.of if isinstance(value_type, List | ByCode) else value_type
        assert isinstance(of, RecordOf)
        entries = [("ma", entry) for entry in (given if isinstance(given, list) else [given])]
        if isinstance(value_type, ByCode):
            path = f"{path}.<mã>"
            entries = list(given.items()) if given else entries
        header = f"[[{path}]]" if isinstance(value_type, List) else f"[{path}]"
        yield ""
        yield f"# {vietnamese.hoa_dau(meaning)}."
        for number, (code, values) in enumerate(entries):
            if number:
                yield ""
            mark = "" if values is not None else "# "
            name = path.replace("<mã>", code)
            yield mark + header.replace("<mã>", code)
            yield from self._contents(name, of.cls, values, mark)

    def _contents(self, path: str, cls: type[Record], values: Any, mark: str) -> Iterator[str]:
        fields = declared(cls)
        inner = {name: m for name, m in fields.items() if _is_section(m["type"])}
        for name, metadata in fields.items():
            if name in inner:
                continue
            given = None if values is None else values.get(name)
            for line in self._key(name, metadata, given):
                yield line if line.startswith("#") or not mark else mark + line
        for name, metadata in inner.items():
            given = None if values is None else values.get(name)
            yield from self._section(f"{path}.{name}", metadata["type"], metadata["meaning"], given)


def _is_section(value_type: ValueType) -> bool:
    """Return whether a key is best written as a table of its own: a record without a short form, or many of them."""
    if isinstance(value_type, List | ByCode):
        return _is_section(value_type.of)
    return isinstance(value_type, RecordOf) and not value_type.short and len(declared(value_type.cls)) > _INLINE


_INLINE = 4  # a record of so few keys is written on one line


def _example(value_type: ValueType, given: Any) -> Any:
    """Return an example of a value type: the given one, or one that fits."""
    if given is not None:
        return given
    if isinstance(value_type, List):
        return [_example(value_type.of, None)]
    if isinstance(value_type, RecordOf):
        shown = {name: m for name, m in declared(value_type.cls).items() if m["required"] or m["example"] is not None}
        return {name: _example(m["type"], m["example"]) for name, m in shown.items()}
    for simple, example in _EXAMPLES.items():
        if isinstance(value_type, simple):
            return example
    if isinstance(value_type, Choice):
        return next(word for word in value_type.words if word)
    return value_type.least if isinstance(value_type, Whole) else value_type.schema().get("minimum", "…")


_EXAMPLES: dict[type[ValueType], Any] = {
    Text: "…",
    Flag: True,
    Date: "2026-01-08",
    Anything: {"tep": "…"},
    File: {"tep": "mau-rieng.docx"},
}


def toml_lines(name: str, value: Any, comment: str = "") -> list[str]:
    """Return `name = value` as a person writes it: long texts and lists on several lines, a day without quotes.

    `comment` ("  # …") ends the line, or the first of several.
    """
    if isinstance(value, str) and "\n" in value:
        return [f"{name} = '''", *value.strip().split("\n"), "'''"]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return [f"{name} = {value}{comment}"]
    line = f"{name} = {toml_value(value)}"
    if isinstance(value, list) and len(line) > _LONGEST_LINE:
        return [f"{name} = [{comment}", *(f"  {toml_value(item)}," for item in value), "]"]
    return [line + comment]


# Names


_IMPLIED = [
    ("ten", "tên đầy đủ: loại và trích yếu"),
    ("so_ky_hieu", "số và ký hiệu: 15/QĐ-SNV"),
    ("dieu.dau", "điều đầu: Điều 1"),
    ("dieu.cuoi", "điều cuối: Điều 3"),
    ("kem_theo.ten", "tên đầy đủ của văn bản kèm theo"),
    ("ky_bao_cao.ten", "kỳ báo cáo: Quý II năm 2026"),
    ("ky_bao_cao.khoang", "từ ngày … đến ngày …"),
    ("vb.<mã>", "viện dẫn văn bản: lần đầu đầy đủ, sau đó ngắn"),
    ("vb.<mã>.day_du", "viện dẫn đầy đủ"),
    ("vb.<mã>.ngan", "viện dẫn ngắn"),
    ("phu_luc.<mã>", "nhãn của phụ lục: Phụ lục I"),
    ("muc.<mã>", "nơi dẫn tới tiêu đề mang {#mã}: khoản 1 Mục II"),
    ("bang.<mã>.tong.<cột>", "tổng của một cột"),
    ("bang.<mã>.hang[0].<cột>", "một ô của bảng"),
    ("bang.<mã>.so_hang", "số hàng của bảng"),
    ("dong.<cột>", "ô của danh_sach, khi mỗi dòng là một văn bản"),
]


def field_names(kind: Loai) -> list[tuple[str, str]]:
    """Return the keys a kind of paper may hold and the names they imply, each with its meaning ("co_quan.ten")."""
    known = {name: m for name, m in kind.form.fields.items() if name not in kind.form.refuses}
    of_papers = declared(VanBan)
    implied = [(name, meaning) for name, meaning in _IMPLIED if _head(name) not in of_papers or _head(name) in known]
    return [*_names(known, "", frozenset({VanBan})), *implied]


def _head(name: str) -> str:
    return name.split(".")[0]


def _names(
    fields: Mapping[str, Mapping[str, Any]], above: str, seen: frozenset[type[Record]]
) -> Iterator[tuple[str, str]]:
    for name, metadata in fields.items():
        value_type, path = metadata["type"], f"{above}{name}"
        yield path, metadata["meaning"]
        if isinstance(value_type, List):
            value_type, path = value_type.of, f"{path}[]"
        elif isinstance(value_type, ByCode):
            value_type, path = value_type.of, f"{path}.<mã>"
        if isinstance(value_type, RecordOf) and value_type.cls not in seen:
            yield from _names(declared(value_type.cls), f"{path}.", seen | {value_type.cls})


__all__ = ["field_names", "new_file", "schema", "schema_of_all", "schema_of_office"]
