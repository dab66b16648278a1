"""A table as data: its columns, and its rows as a tree of groups, wherever the rows come from.

`Bang` is what the data file declares, `Table` the table read from that (`rows` reads it); every cell keeps its origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from docgen.finding import Finding, Where
from docgen.model.fields import DataText, Key, Log, Record, ValueType, declare, plain, say_astray
from docgen.model.value_types import Anything, Choice, Flag, List, RecordOf, Text, Whole
from docgen.sources import Grid

STT = "stt"  # the column that docgen numbers
NUMBERING = (STT, "tt", "so_tt", "so_thu_tu", "thu_tu")
ALIGNMENTS = ("trái", "giữa", "phải", "đều")
VALUE_KINDS = ("số", "tiền", "phần trăm", "chữ", "ngày")
FIGURE_KINDS = ("số", "tiền", "phần trăm")
TOTAL_KINDS = ("cộng", "trung bình", "lớn nhất", "nhỏ nhất", "đếm", "không")
FOREIGN = "1,234.5"
WAYS = ("1.234,5", FOREIGN)  # to write a figure
IN_BRACKETS = "ngoặc"


@dataclass(frozen=True)
class _DoRong(ValueType):
    """A width in millimetres."""

    ten = "chiều rộng tính bằng mi-li-mét"

    def read(self, value: Any, key: Key, log: Log) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | Decimal | float) or not 3 <= value <= 400:
            return self.refuse(value, key, log, "Thí dụ: rong = 25 (từ 3 đến 400).")
        return float(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": 3, "maximum": 400}


@dataclass(kw_only=True)
class Cot(Record):
    """A column: its code, its header (a path when headers span), its look and where its values come from."""

    ma: DataText = declare(Text(), "mã của cột", required=True, example="nhiem_vu")
    ten: list[DataText] = declare(
        List(Text(), single=True), "tên cột; danh sách tên khi tiêu đề nhiều tầng", required=True, example="Nhiệm vụ"
    )
    rong: float | None = declare(_DoRong(), "chiều rộng, mm", example=25)
    can: str | None = declare(Choice(ALIGNMENTS), "căn lề: trái, giữa, phải, đều")
    cong_thuc: DataText | None = declare(
        Text(), "công thức từ các cột khác: truc_tuyen + truc_tiep", example="truc_tuyen + truc_tiep"
    )
    kieu: str | None = declare(Choice(VALUE_KINDS), "kiểu giá trị: số, tiền, phần trăm, chữ, ngày")
    le: int | None = declare(Whole(0, 6), "số chữ số lẻ khi in, làm tròn nửa lên")
    tong: str | None = declare(Choice(TOTAL_KINDS), "cách lấy tổng; bỏ trống: công thức hoặc cộng")
    cot_nguon: DataText | None = declare(
        Text(), "cột trong tệp nguồn: tên tiêu đề hoặc chữ cái của cột; rõ hơn: “tên A”, “cột A”"
    )
    so_viet: str | None = declare(Choice(WAYS), "số trong nguồn viết kiểu nào: 1.234,5 hay 1,234.5")
    am: str | None = declare(Choice((IN_BRACKETS,)), "số âm viết trong ngoặc: (1.250)")
    khong_co: list[DataText] | None = declare(
        List(Text(), single=True), "chữ trong cột nghĩa là không có số liệu: x, chưa có"
    )

    @cached_property
    def numbering(self) -> bool:
        """Whether it numbers the rows ("STT", "TT"): docgen does so itself, and such numbers are no figures.

        Its code alone says so only under a header of one word: "tt" may be "Tình trạng" as well.
        """
        header = plain(self.ten[-1]) if self.ten else ""
        by_code = plain(self.ma) == STT or (plain(self.ma) in NUMBERING and "_" not in header)
        return not self.cong_thuc and (header in NUMBERING or by_code)


@dataclass(kw_only=True)
class Nhom(Record):
    """A group of rows under a heading row; groups may hold groups."""

    ten: DataText = declare(Text(), "tên nhóm", required=True, example="Cải cách thể chế")
    hang: list[Any] | None = declare(List(Anything()), "các hàng của nhóm")
    nhom: list[Nhom] | None = declare(List(RecordOf(lambda: Nhom)), "các nhóm con")


@dataclass(kw_only=True)
class Bang(Record):
    """A table as declared in the data."""

    tieu_de: DataText | None = declare(Text(), "tên bảng, in trên bảng", example="Kết quả giải quyết hồ sơ")
    don_vi: DataText | None = declare(Text(), "đơn vị tính, in trên bảng, bên phải", example="hồ sơ")
    cot: list[Cot] | None = declare(List(RecordOf(Cot)), "các cột", example=[{"ma": "stt", "ten": "TT"}])
    nguon: Any = declare(
        Anything(), 'tệp nguồn: { tep = "…", sheet = "…", vung = "…" }', example={"tep": "nhiem-vu.csv"}
    )
    nhom_theo: list[DataText] | None = declare(
        List(Text(), single=True), "cột dùng để nhóm các hàng", example="linh_vuc"
    )
    hang: list[Any] | None = declare(
        List(Anything()), "các hàng viết ngay trong tệp dữ liệu", example=[{"nhiem_vu": "Rà soát thủ tục hành chính"}]
    )
    nhom: list[Nhom] | None = declare(List(RecordOf(Nhom)), "các nhóm hàng")
    dong_tong: DataText | None = declare(Text(), "tên dòng tổng; có thì in tổng các cột số", example="TỔNG CỘNG")
    tong_nhom: bool | None = declare(Flag(), "in tổng của từng nhóm ở dòng tên nhóm")
    danh_so_cot: bool | None = declare(Flag(), "in dòng số thứ tự cột (1) (2) (3)=(4)+(5)")
    danh_so: str | None = declare(Choice(("theo nhóm", "liên tục")), "số thứ tự bắt đầu lại ở mỗi nhóm, hay liên tục")
    sap_xep: list[DataText] | None = declare(
        List(Text(), single=True), "sắp xếp các hàng theo cột; thêm dấu - để giảm dần"
    )
    gop_o: list[DataText] | None = declare(List(Text(), single=True), "cột gộp các ô liền nhau có cùng giá trị")
    so_viet: str | None = declare(Choice(WAYS), "số trong nguồn viết kiểu nào: 1.234,5 hay 1,234.5")
    dong_danh_so: bool | None = declare(Flag(), "dòng đầu của nguồn là dòng đánh số cột 1, 2, 3, không phải số liệu")
    hang_tong: list[DataText] | None = declare(
        List(Text(), single=True), "tên các hàng của nguồn là dòng tổng; [] khi không có hàng nào"
    )
    so_voi: DataText | None = declare(Text(), "mã của bảng kỳ trước để so sánh, khi khác mã bảng này")
    khoa: DataText | None = declare(Text(), "cột dùng để ghép hàng với bổ sung và với kỳ trước")
    bo_sung: Any = declare(Anything(), 'hàng bổ sung ghép theo khoa: { tep = "…" } hoặc danh sách hàng')
    han: DataText | None = declare(Text(), "cột ghi thời hạn: Quý II/2026, trước ngày 15/12, thường xuyên")
    hoan_thanh: DataText | None = declare(Text(), "cột ghi ngày hoặc dấu hiệu đã hoàn thành")
    nguyen_van: bool | None = declare(
        Flag(), "in các ô đúng như đã gõ: không tính thẻ {{ … }}, không đọc dấu * là nghiêng, đậm"
    )
    kiem: list[DataText] | None = declare(
        List(Text(), single=True),
        "các đẳng thức phải đúng ở mọi hàng: a - b == c",
        example="tiep_nhan - giai_quyet == dang_giai_quyet",
    )

    def check(self, log: Log) -> None:
        given = [name for name in ("nguon", "hang", "nhom") if getattr(self, name)]
        if len(given) > 1 and given != ["hang", "nhom"]:
            log.say("DL060", self.key, f"bảng có hai nguồn: {' và '.join(given)}", "Giữ lại một.")
        if not given and not self.spoilt & {"nguon", "hang", "nhom"}:
            log.say("DL061", self.key, "bảng không có hàng nào", "Thêm nguon, hang hoặc nhom.")
        self._last_row_astray(log)
        seen: dict[str, Cot] = {}
        for column in self.cot or []:
            if column.ma in seen:
                log.say("DL062", (*column.key, "ma"), f"hai cột cùng mã “{column.ma}”")
            seen[column.ma] = column

    def _last_row_astray(self, log: Log) -> None:
        """Log keys of the paper typed after the last [[….hang]], where they would be cells of a row."""
        *above, last = [row for row in self.hang or [] if isinstance(row, dict)] or [{}]
        columns = {str(column.ma) for column in self.cot or []}.union(*above)
        if not above and not self.cot:  # the keys of the row are its columns
            return
        for name in [name for name in last if name not in columns]:
            if say_astray(name, (*self.key, "hang", len(self.hang or []) - 1, name), log):
                del last[name]


class Cell(NamedTuple):
    """A value and where it came from: a key of the data file, or a place in a source."""

    value: Any
    origin: Key | tuple[Grid, int, int]

    def where(self, log: Log) -> Where:
        """Return the place of the value."""
        if self.origin and isinstance(self.origin[0], Grid):
            return self.origin[0].where(self.origin[1], self.origin[2])
        return log.places.where(self.origin)


@dataclass(eq=False)  # two rows may hold the same: each is its own key
class Row:
    """One row of data: its cells by column code.

    `label` is the number its source gives it (None: docgen numbers it), `part_of` the row above whose figures contain
    its own.
    """

    cells: dict[str, Cell]
    label: str | None = None
    part_of: Row | None = None


@dataclass(eq=False)
class Group:
    """Rows under a heading; `children` are groups or rows. `given` are totals that its source has for it, `label` is
    the number it has there (None: docgen numbers it).
    """

    title: Cell
    children: list[Group | Row] = field(default_factory=list)
    given: list[Row] = field(default_factory=list)
    label: str | None = None


@dataclass
class Table:
    """A table read: declared columns, the tree of its rows, and the total rows that its source already had.

    `doubts` are findings on rows that may not be data: reported where the table adds its rows up. `lost`: another table
    was found in its place, which was reported; nothing can be said about its rows. `missing` are the columns that its
    source has not, which were reported.
    """

    declared: Bang
    columns: list[Cot]
    children: list[Group | Row]
    totals_given: list[Row] = field(default_factory=list)
    sources: list[tuple[Grid, frozenset[int]]] = field(default_factory=list)  # with the columns that are used
    doubts: list[Finding] = field(default_factory=list)
    lost: bool = False
    missing: frozenset[str] = frozenset()

    def rows(self) -> Iterator[Row]:
        """Yield every row of data in order."""
        return rows_in(self.children)


def rows_in(children: Iterable[Group | Row]) -> Iterator[Row]:
    """Yield the rows of a tree in order."""
    for child in children:
        if isinstance(child, Row):
            yield child
        else:
            yield from rows_in(child.children)
