"""A kind of paper as it is declared in a small TOML file beside its Word template.

Promise: whatever a step does differently for one kind than for another is a trait here, so that a new kind is a file
and no code. A declaration is usable as a whole or gives findings at their places in the file, its sample included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from docgen import vietnamese
from docgen.finding import nearest, suggestion
from docgen.model.examples import OFFICE
from docgen.model.fields import (
    MISSING,
    DataText,
    Form,
    Key,
    Log,
    Record,
    ValueType,
    declare,
    declared,
    plain,
    read_record,
)
from docgen.model.paper import KEYS_OF_SOME, VanBan
from docgen.model.value_types import Anything, Choice, Flag, List, Text

AS_ARTICLE, AS_ABOVE = OPENINGS = ("Như Điều", "Như trên")
FILE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAMED = re.compile(r"\{(\w*)\}")
_PARTS = ("viet_tat", "co_quan", "don_vi")
_WITH_TYPE, _WITHOUT = "{viet_tat}-{co_quan}", "{co_quan}-{don_vi}"
_SIGNER = {"nguoi_ky": {"ma": "giam-doc"}}


def file_name(name: str) -> str:
    """Return what the file that declares a kind is called, without its ending: "công văn" gives "cong-van"."""
    return plain(name).replace("_", "-")


class _Muc(ValueType):
    """The name of a key that papers may hold."""

    ten = "tên một mục"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        known = [name for name in declared(VanBan) if name not in KEYS_OF_SOME]
        if isinstance(value, str) and value in known:
            return str(value)
        if not isinstance(value, str):
            return self.refuse(value, key, log)
        likely = nearest(value, known)
        remedy = suggestion(likely, f"Các mục: {', '.join(known)}.")
        log.say("DL040", key, f"văn bản không có mục tên “{value}”", remedy)
        return MISSING


class _ViDu(Anything):
    """The values of a sample paper, by key."""

    ten = "mục [vi_du]"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        return super().read(value, key, log) if isinstance(value, Mapping) else self.refuse(value, key, log)


@dataclass(kw_only=True)
class Loai(Record):
    """A kind of paper. `folder` and `stem` are where its declaration lies: templates/<folder>/<stem>.toml."""

    folder: str = ""
    stem: str = ""

    ten: DataText = declare(Text(max_length=100), "tên loại, chữ thường", required=True, example="công văn")
    mo_ta: DataText = declare(
        Text(), "một câu nói loại này để làm gì", required=True, example="Công văn gửi cơ quan, tổ chức"
    )
    mau: DataText | None = declare(Text(), "mẫu Word, đặt cạnh tệp này; bỏ trống thì là tệp .docx cùng tên")
    viet_tat: DataText | None = declare(Text(max_length=20), "chữ viết tắt của loại", example="TTr")
    ky_hieu: DataText | None = declare(
        Text(), "cách ghép ký hiệu từ {viet_tat}, {co_quan}, {don_vi}; bỏ trống: có chữ viết tắt thì "
        f"{_WITH_TYPE}, không thì {_WITHOUT}"
    )  # fmt: skip
    can_co: list[str] | None = declare(List(_Muc()), "những mục loại này phải có, ngoài những mục văn bản nào cũng có")
    khong_co: list[str] | None = declare(List(_Muc()), "những mục loại này không có")
    kem_theo: bool | None = declare(Flag(), "có thể ban hành kèm theo một văn bản")
    tham_quyen: bool | None = declare(Flag(), "do người có thẩm quyền ban hành (Giám đốc Sở …), không phải cơ quan")
    mo_dau_noi_nhan: str | None = declare(Choice(OPENINGS), "nơi nhận phải mở đầu bằng gì")
    mo_dau_trich_yeu: DataText | None = declare(
        Text(), "chữ mẫu in ngay trước trích yếu, thay cho tên loại", example="V/v"
    )
    theo_ky: bool | None = declare(Flag(), "nói về một kỳ đã qua (tháng, quý, năm); kỳ nào cũng có số liệu mới")
    nam_truoc: bool | None = declare(Flag(), "đầu năm có thể còn nói về năm trước")
    vi_du: dict[str, Any] = declare(_ViDu(), "văn bản thí dụ mà docgen new viết ra", required=True)

    @property
    def pattern(self) -> str:
        """The pattern of the symbol."""
        return self.ky_hieu or (_WITH_TYPE if self.viet_tat else _WITHOUT)

    @property
    def names_unit(self) -> bool:
        """Whether the symbol names the unit that drafted the paper."""
        return "{don_vi}" in self.pattern

    @property
    def addressed(self) -> str:
        """What a paper of this kind that has a Kính gửi is called."""
        return str(self.ten) if "kinh_gui" in (self.can_co or []) else f"{self.ten} gửi cấp trên"

    @property
    def template(self) -> str:
        """The Word template, from the folder of templates."""
        return f"{self.folder}/{self.mau or f'{self.stem}.docx'}"

    @property
    def declared_in(self) -> str:
        """The file that declares it, from the root of the project."""
        return f"templates/{self.folder}/{self.stem}.toml"

    def symbol(self, office: str, unit: str) -> str:
        """Return the symbol of a paper from the abbreviations of its office and of the unit that drafted it."""
        values = {"viet_tat": self.viet_tat or "", "co_quan": office, "don_vi": unit or "…"}
        return _NAMED.sub(lambda match: values[match[1]], self.pattern)

    @cached_property
    def form(self) -> Form:
        """Which keys a paper of this kind has, needs and refuses."""
        own = {"don_vi_soan": self.names_unit, "tham_quyen": self.tham_quyen, "kem_theo": self.kem_theo}
        fields = {name: metadata for name, metadata in declared(VanBan).items() if own.get(name, True)}
        return Form(fields, tuple(self.can_co or []), tuple(self.khong_co or []), self.ten, self.sample)

    @cached_property
    def sample(self) -> Mapping[str, Any]:
        """What `docgen new` writes, by key."""
        return {**OFFICE, **self.vi_du}

    def check(self, log: Log) -> None:
        if not FILE_NAME.fullmatch(file_name(self.ten)):
            log.say("DL170", (*self.key, "ten"), f"“{self.ten}” không dùng làm tên loại văn bản được",
                    "Tên loại chỉ gồm chữ, số và dấu cách.")  # fmt: skip
        elif file_name(self.ten) != self.stem:
            log.say("DL170", (*self.key, "ten"), f"tệp này tên là {self.stem}.toml mà khai loại “{self.ten}”",
                    f"Đổi tên tệp thành {file_name(self.ten)}.toml, hoặc sửa ten.")  # fmt: skip
        if self.mau and (PurePosixPath(self.mau).name != self.mau or not self.mau.lower().endswith(".docx")):
            log.say("DL170", (*self.key, "mau"), f"“{self.mau}” không phải là tên một tệp .docx đặt cạnh tệp này",
                    "Chỉ ghi tên tệp, không ghi thư mục.")  # fmt: skip
        self._check_symbol(log)
        both = [name for name in self.can_co or [] if name in (self.khong_co or [])]
        if both:
            log.say("DL170", (*self.key, "khong_co"), f"“{both[0]}” vừa phải có (can_co) vừa không có (khong_co)")
        if not log.findings:
            value = {"loai": self.ten, **_SIGNER, **self.sample}
            read_record(VanBan, value, (*self.key, "vi_du"), log, self.form, kind=self, kinds=None)

    def _check_symbol(self, log: Log) -> None:
        """Log a pattern from which no symbol can be made."""
        named = _NAMED.findall(self.pattern)
        wrong = next((name for name in named if name not in _PARTS), None)
        if wrong is not None or re.search(r"[{}\s]", _NAMED.sub("", self.pattern)):
            log.say("DL170", (*self.key, "ky_hieu"), f"không ghép được ký hiệu theo “{self.pattern}”",
                    f"Chỉ dùng {', '.join(f'{{{name}}}' for name in _PARTS)} và dấu nối: {_WITH_TYPE}")  # fmt: skip
        elif "viet_tat" in named and not self.viet_tat:
            known = vietnamese.ky_hieu_loai(self.ten) or "…"
            log.say("DL170", (*self.key, "ky_hieu"), "ký hiệu có {viet_tat} mà chưa ghi viet_tat",
                    f'Thêm: viet_tat = "{known}".')  # fmt: skip
