"""A chart as declared in the data: which columns of which table, and how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from docgen.docx.chart import KINDS
from docgen.model.fields import Key, Kind, Log, Record, Text, khai
from docgen.model.kinds import Chon, Day, So, Van


@dataclass(frozen=True)
class _Mm(Kind):
    """A size on the page in millimetres."""

    least: int
    most: int
    ten = "kích thước tính bằng mi-li-mét"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        fits = isinstance(value, int | Decimal | float) and not isinstance(value, bool)
        if not fits or not self.least <= value <= self.most:
            return self.refuse(value, key, log, f"Viết chữ số, từ {self.least} đến {self.most}.")
        return float(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@dataclass(kw_only=True)
class BieuDo(Record):
    """A chart of a table's columns, placed by `{{ bieu_do.<mã> }}` alone on its line."""

    bang: Text = khai(Van(), "mã của bảng trong [bang]", bat_buoc=True, vi_du="ho_so")
    kieu: str = khai(Chon(KINDS), "kiểu: cột, cột ngang, đường, tròn", bat_buoc=True, vi_du="cột")
    nhan: Text | None = khai(Van(), "cột ghi tên từng nhóm số liệu; bỏ trống: cột chữ đầu tiên")
    cot: list[Text] = khai(
        Day(Van(), single=True, least=1), "các cột số liệu cần vẽ", bat_buoc=True, vi_du=["truc_tuyen", "truc_tiep"]
    )
    tieu_de: Text | None = khai(Van(), "tên biểu đồ, in trên biểu đồ")
    don_vi: Text | None = khai(Van(), "đơn vị tính; bỏ trống: của bảng")
    le: int | None = khai(So(0, 6), "số chữ số lẻ; bỏ trống: vừa đủ")
    cao: float | None = khai(_Mm(30, 240), "chiều cao, mm", vi_du=80)
    rong: float | None = khai(_Mm(40, 270), "chiều rộng, mm; bỏ trống: hết chiều rộng phần chữ")
    mo_ta: Text | None = khai(Van(), "lời mô tả cho người không nhìn được; bỏ trống: đọc các số liệu")
