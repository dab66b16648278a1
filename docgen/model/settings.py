"""What an office settles for a whole project, in the `docgen.toml` that marks its root.

Promise: each setting works or is a finding; an empty file settles nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from docgen.model.fields import (
    MISSING,
    DataText,
    Key,
    Log,
    Record,
    ValueType,
    declare,
    declared,
    name_of,
    read_record,
    say_unknown,
)
from docgen.model.paper import KEYS_OF_SOME, VanBan
from docgen.model.value_types import Choice, Text
from docgen.vietnamese import KieuDau, nfc

_STYLES = {"hòa": KieuDau.CU, "hoà": KieuDau.MOI}


class _KieuDau(Choice):
    """A style of tones by its example: the two differ in nothing but the place of an accent."""

    def read(self, value: Any, key: Key, log: Log) -> Any:
        word = nfc(value).strip().lower() if isinstance(value, str) else ""
        return word if word in self.words else super().read(value, key, log)


class _GioiHan(ValueType):
    """Limits by the key of a paper: the longest text in characters, the greatest number."""

    ten = "mục { … }"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if not isinstance(value, Mapping):
            return self.refuse(value, key, log, "Viết [gioi_han], rồi mỗi giới hạn một dòng: trich_yeu = 200")
        found = {}
        known = {name: metadata for name, metadata in declared(VanBan).items() if name not in KEYS_OF_SOME}
        for name, most in value.items():
            if name not in known:
                say_unknown(name, (*key, name), known, log)
            elif isinstance(most, bool) or not isinstance(most, int) or most < 1:
                log.say("DL042", (*key, name), f"{name_of((name,))} phải là số nguyên từ 1", f"Thí dụ: {name} = 200")
            else:
                found[name] = most
        return found


@dataclass(kw_only=True)
class CaiDat(Record):
    """The settings of a project."""

    output: DataText | None = declare(Text(), "thư mục kết quả, tính từ docgen.toml", example="output")
    kieu_dau: str | None = declare(_KieuDau(tuple(_STYLES)), "kiểu bỏ dấu của cơ quan: hòa hoặc hoà", example="hòa")
    gioi_han: dict[str, int] | None = declare(_GioiHan(), "giới hạn riêng: số ký tự của chữ, giá trị lớn nhất của số")

    @property
    def style(self) -> KieuDau | None:
        """Where tones stand in the papers of this office; None where it settles nothing."""
        return _STYLES[self.kieu_dau] if self.kieu_dau else None

    def check(self, log: Log) -> None:
        if self.output is not None and not inside(str(self.output)):
            message = f"thư mục kết quả “{self.output}” nằm ngoài thư mục của docgen.toml"
            log.say("DL151", (*self.key, "output"), message)


def inside(folder: str) -> bool:
    """Return whether a folder as a setting names it lies below the one of the settings."""
    path = PurePosixPath(folder.replace("\\", "/"))
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and ":" not in path.parts[0]


def read_settings(value: Mapping[str, Any], log: Log) -> CaiDat:
    """Return the settings of a `docgen.toml`; what is wrong in it is logged."""
    read = read_record(CaiDat, value, (), log)
    return CaiDat() if read is MISSING else read
