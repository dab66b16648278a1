"""A chart: as declared in the data (which columns of which table, and how it looks), and resolved.

How a chart is drawn in Word is up to the step `merge`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from docgen import vietnamese
from docgen.model.fields import DataText, Key, Log, Record, ValueType, declare
from docgen.model.value_types import Choice, List, Text, Whole

COLUMN, BAR, LINE, PIE = KINDS = ("cột", "cột ngang", "đường", "tròn")
MOST_LOOKS = 8
"""How many series (or shares of a pie) can be distinguished in black and white."""
Figure = int | Decimal | None


@dataclass(frozen=True)
class _Mm(ValueType):
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

    bang: DataText = declare(Text(), "mã của bảng trong [bang]", required=True, example="ho_so")
    kieu: str = declare(Choice(KINDS), "kiểu: cột, cột ngang, đường, tròn", required=True, example="cột")
    nhan: DataText | None = declare(Text(), "cột ghi tên từng nhóm số liệu; bỏ trống: cột chữ đầu tiên")
    cot: list[DataText] = declare(
        List(Text(), single=True, least=1), "các cột số liệu cần vẽ", required=True, example=["truc_tuyen", "truc_tiep"]
    )
    tieu_de: DataText | None = declare(Text(), "tên biểu đồ, in trên biểu đồ")
    don_vi: DataText | None = declare(Text(), "đơn vị tính; bỏ trống: của bảng")
    le: int | None = declare(Whole(0, 6), "số chữ số lẻ; bỏ trống: vừa đủ")
    cao: float | None = declare(_Mm(30, 240), "chiều cao, mm", example=80)
    rong: float | None = declare(_Mm(40, 270), "chiều rộng, mm; bỏ trống: hết chiều rộng phần chữ")
    mo_ta: DataText | None = declare(Text(), "lời mô tả cho người không nhìn được; bỏ trống: đọc các số liệu")


class Series(NamedTuple):
    """A row of figures under one name; None is a figure that is not there."""

    name: str
    values: Sequence[Figure]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart, plainly: `kind` is one of KINDS, sizes are in mm, `decimals` None means as many as the figures have.

    A width of 0 is that of the text, a height of 0 what its columns and names need.
    `axis` names the categories and `unit` the figures; both are printed beside the axes. `description` is the text
    alternative; where it is empty, the alternative gives every figure.
    """

    kind: str
    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    axis: str = ""
    decimals: int | None = None
    width_mm: float = 0.0
    height_mm: float = 0.0
    description: str = ""

    def figures(self) -> Iterator[int | Decimal]:
        """Yield every figure that is there."""
        for series in self.series:
            yield from (value for value in series.values if value is not None)

    @property
    def places(self) -> int:
        """How many decimals the figures are printed with."""
        if self.decimals is not None:
            return self.decimals
        return max((len(vietnamese.so(value).partition(",")[2]) for value in self.figures()), default=0)

    @property
    def alternative(self) -> str:
        """The text alternative: kind, title, unit and every figure in words a listener can follow."""
        if self.description:
            return self.description
        title = f" “{self.title}”" if self.title else ""
        unit = f", đơn vị tính: {self.unit}" if self.unit else ""
        figures = "; ".join(f"{name}: {self._figures_of(place)}" for place, name in enumerate(self.categories))
        return f"Biểu đồ {self.kind}{title}{unit}. {figures}."

    def _figures_of(self, place: int) -> str:
        if self.kind == PIE:
            value = self.series[0].values[place]
            return self.written(None) if value is None else f"{self.written(value)} ({self.share(value)})"
        if len(self.series) == 1:
            return self.written(self.series[0].values[place])
        return ", ".join(f"{series.name} {self.written(series.values[place])}" for series in self.series)

    def written(self, value: Figure) -> str:
        """Return a figure as it is printed."""
        return "không có số liệu" if value is None else vietnamese.so(value, self.places)

    def share(self, value: int | Decimal) -> str:
        """Return a figure as a share of all figures together, as printed in a pie: "12,5%"."""
        return vietnamese.phan_tram(Decimal(value) / Decimal(sum(self.figures())), 1)
