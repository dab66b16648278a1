"""A paper, typed, of whatever kind; `parts` has what it is made of, `paper_kind` what its kind decides.

Keys are the decree's own terms without accents (Nghị định 30/2020/NĐ-CP, Phụ lục I). Maximum lengths are those
of its Phụ lục VI.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from docgen.finding import nearest, suggestion
from docgen.model.chart import BieuDo
from docgen.model.fields import DataText, Log, Record, declare, plain
from docgen.model.parts import (
    DANH_SO,
    DEFAULT_LABELS,
    DIEU,
    PHU_LUC,
    CoQuan,
    DeNghi,
    Dieu,
    KemTheo,
    KyBaoCao,
    NguoiKy,
    PhuLuc,
    VanBanDan,
)
from docgen.model.periods.marks import XemLai
from docgen.model.tables.table import Bang
from docgen.model.value_types import (
    Anything,
    ByCode,
    Choice,
    Date,
    DuKien,
    File,
    Flag,
    IssueDate,
    List,
    RecordOf,
    Text,
    Whole,
)
from docgen.sources import FileRef, Grid

if TYPE_CHECKING:
    from docgen.model.known_kinds import Kinds
    from docgen.model.paper_kind import Loai

KEYS_OF_SOME = ("don_vi_soan", "tham_quyen", "kem_theo")
"""Keys that a paper has only if its kind says so."""
LINKED_PAPERS = ("ky_truoc", "ke_hoach")
"""Keys whose values are whole papers: their texts speak of their own data, their faults are their own files'."""


@dataclass(kw_only=True)
class VanBan(Record):
    """What a paper holds. Its kind says which of these keys it has, needs and refuses.

    `kinds` are all that the paper's project knows, for the papers that it is linked with.
    """

    kind: Loai = field(repr=False, compare=False)
    kinds: Kinds = field(repr=False, compare=False)

    loai: str = declare(Text(), "loại văn bản", required=True)
    mau: FileRef | None = declare(File(), 'mẫu Word riêng: { tep = "…" }', example={"tep": "mau-rieng.docx"})
    co_quan: CoQuan = declare(RecordOf(CoQuan), "cơ quan ban hành", required=True, example={"tep": "co-quan.toml"})
    so: int | None = declare(Whole(1, 99_999), "số văn bản; chưa có thì bỏ dòng này, docgen in chỗ trống", example=15)
    ky_hieu: DataText | None = declare(
        Text(max_length=30), "ký hiệu, khi khác với loại và chữ viết tắt của cơ quan", example="KH-UBND"
    )
    don_vi_soan: DataText | None = declare(
        Text(max_length=20), "chữ viết tắt của đơn vị soạn thảo, in trong ký hiệu: 45/SNV-VP", example="VP"
    )
    ngay: date | None = declare(
        IssueDate(),
        'ngày ban hành (năm-tháng-ngày); mới biết tháng thì "11/2026", mới biết năm thì 2026; chưa có thì bỏ dòng này, '
        "docgen in chỗ trống",
    )
    nam: int | None = declare(
        Whole(1900, 2200), "năm mà văn bản nói tới: {{ nam }}; bỏ trống thì là năm ban hành", example=2026
    )
    dia_danh: DataText | None = declare(Text(), "địa danh, khi khác với của cơ quan", example="Nha Trang")
    hinh_thuc: str | None = declare(Choice(("giấy", "điện tử")), "văn bản giấy hay điện tử (dòng kèm theo của phụ lục)")
    du_thao: bool | None = declare(Flag(), "đánh dấu DỰ THẢO")
    da_ban_hanh: bool | None = declare(Flag(), "đã ký, đã phát hành: không tạo lại nữa")
    trich_yeu: DataText = declare(
        Text(max_length=500), "trích yếu nội dung", required=True, example="Cải cách hành chính năm {{ nam }}"
    )
    can_cu: list[DataText] | None = declare(List(Text()), "các căn cứ, mỗi căn cứ một dòng")
    theo_de_nghi: DeNghi | None = declare(RecordOf(DeNghi, short="ai"), "người hoặc đơn vị đề nghị")
    noi_dung: DataText | None = declare(Text(lines=True), "nội dung, Markdown nhỏ")
    dieu: list[Dieu] | None = declare(DIEU, "các điều")
    danh_so: list[str] | None = declare(DANH_SO, "các cấp đánh số của phần nội dung", example=list(DEFAULT_LABELS))
    kinh_gui: list[DataText] | None = declare(List(Text(max_length=200), single=True), "nơi kính gửi")
    noi_nhan: list[DataText] = declare(List(Text()), "nơi nhận, mỗi nơi một dòng", example=["Lãnh đạo Sở (b/c)"])
    luu: DataText | None = declare(Text(), "nơi lưu", example="VT, VP")
    nguoi_ky: NguoiKy = declare(RecordOf(NguoiKy), "người ký", required=True, example={"ma": "giam-doc"})
    phu_luc: list[PhuLuc] | None = declare(PHU_LUC, "các phụ lục")
    ky_bao_cao: KyBaoCao | None = declare(RecordOf(KyBaoCao), "kỳ báo cáo")
    tinh_den: date | None = declare(Date(), "số liệu và tình hình tính đến ngày")
    vb: dict[str, VanBanDan] | None = declare(ByCode(RecordOf(VanBanDan)), "sổ văn bản được dẫn: {{ vb.<mã> }}")
    bang: dict[str, Bang] | None = declare(ByCode(RecordOf(Bang)), "các bảng")
    bieu_do: dict[str, BieuDo] | None = declare(ByCode(RecordOf(BieuDo)), "các biểu đồ vẽ từ bảng")
    ky_truoc: Any = declare(
        Anything(), 'văn bản kỳ trước: { tep = "…" }, để so sánh số liệu', example={"tep": "2026-quy-1.toml"}
    )
    ke_hoach: Any = declare(
        Anything(), 'kế hoạch mà báo cáo này theo dõi: { tep = "…" }', example={"tep": "../kehoach/2026.toml"}
    )
    danh_sach: Any = declare(
        Anything(),
        'danh sách để tạo mỗi dòng một văn bản: { tep = "…" }; trong bài gọi {{ dong.<cột> }}',
        example={"tep": "danh-sach.csv"},
    )
    ten_tep: DataText | None = declare(
        Text(), "tên tệp của từng văn bản khi có danh_sach", example="giay-moi-{{ dong.stt }}"
    )
    xem_lai: XemLai | None = declare(RecordOf(XemLai), "những câu còn nói về kỳ cũ, do docgen new --from ghi lại")
    them: Any = declare(Anything(), "dữ liệu riêng của cơ quan: {{ them.<tên> }}", example={"chi_tieu": 95})

    tham_quyen: DataText | None = declare(
        Text(), "dòng thẩm quyền ban hành, khi khác với chức vụ và tên cơ quan", example="Giám đốc Sở Nội vụ"
    )
    kem_theo: KemTheo | None = declare(RecordOf(KemTheo), "văn bản ban hành kèm theo")

    TOLERANT: ClassVar[bool] = True

    du_kien: DuKien | None = None
    """What `ngay` says in a draft that knows only the month or the year of its issue."""

    @property
    def year(self) -> int | None:
        """The year that the paper speaks of: `nam`, else the year of issue."""
        return self.nam if self.nam is not None else self.issued_in

    @property
    def issued_in(self) -> int | None:
        """The year of issue, which numbers and dates take; None while it is not known."""
        if self.ngay:
            return self.ngay.year
        return self.du_kien.nam if self.du_kien else None

    def dated(self, ngay: date | DuKien | None) -> Self:
        """Return the paper with a day of issue, or with the month or year that is known of it."""
        if isinstance(ngay, DuKien):
            return replace(self, ngay=None, du_kien=ngay)
        return replace(self, ngay=ngay, du_kien=None)

    def check(self, log: Log) -> None:
        if isinstance(self.ngay, DuKien):
            self.ngay, self.du_kien = None, self.ngay
        if self.year is None and not self.spoilt & {"ngay", "nam"} and not _dates_itself(self.danh_sach):
            log.say("DL056", self.key, "chưa có ngày ban hành thì cần “nam”", "Thêm: nam = 2026.")
        self.noi_nhan = self.noi_nhan or []
        filed = [line for line in self.noi_nhan if line.strip(" -").lower().startswith("lưu:")]
        if self.luu is None and filed:
            self.luu, self.noi_nhan = filed[-1], [line for line in self.noi_nhan if line is not filed[-1]]
        if not self.noi_nhan and "noi_nhan" not in self.spoilt:
            log.say("DL057", self.key, "không có nơi nhận", 'Thêm: noi_nhan = [ "…" ].')
        if self.luu is None and "luu" not in self.spoilt:
            log.say("DL058", self.key, "không có nơi lưu", 'Thêm: luu = "VT".')
        self._check_body(log)
        if self.kind.names_unit and not (self.ky_hieu or self.don_vi_soan) and "don_vi_soan" not in self.spoilt:
            log.say("DL041", (*self.key, "don_vi_soan"), "thiếu “don_vi_soan” (chữ viết tắt của đơn vị soạn thảo)",
                    f'Thêm: don_vi_soan = "VP" ({self.kind.ten} in ký hiệu như 45/SNV-VP).')  # fmt: skip
        for annex in self.annexes():
            _check_table(annex, self.bang or {}, log)

    def _check_body(self, log: Log) -> None:
        """Log that the paper says nothing, where its kind has a body at all."""
        bodies = [name for name in ("noi_dung", "dieu") if name not in self.kind.form.refuses]
        if not self.noi_dung and not self.dieu and bodies and not self.spoilt & {"noi_dung", "dieu"}:
            log.say("DL053", self.key, "văn bản không có nội dung", f"Thêm {' hoặc '.join(bodies)}.")

    def annexes(self) -> list[PhuLuc]:
        """Return the annexes of the paper and of what is attached to it."""
        return [*(self.phu_luc or []), *((self.kem_theo.phu_luc if self.kem_theo else None) or [])]


def _check_table(annex: PhuLuc, tables: Mapping[str, Bang], log: Log) -> None:
    if annex.bang and annex.bang not in tables:
        likely = nearest(annex.bang, tables)
        remedy = suggestion(likely, f"Thêm mục [bang.{annex.bang}].")
        log.say("DL054", (*annex.key, "bang"), f"không có bảng “{annex.bang}”", remedy)


def _dates_itself(rows: Any) -> bool:
    """Return whether a list gives each of its papers a day."""
    if isinstance(rows, Grid):
        return any(plain(name) == "ngay" for name in rows.header)
    return isinstance(rows, list) and any(isinstance(row, Mapping) and "ngay" in row for row in rows)
