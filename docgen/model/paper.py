"""A paper of each kind, typed; `parts` has what it is made of.

A new kind of paper is a class here (its name, its template, what it must hold), a Word template and a sample.
Keys are the decree's own terms without accents (Nghị định 30/2020/NĐ-CP, Phụ lục I). Maximum lengths are those
of its Phụ lục VI.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self

from docgen import vietnamese
from docgen.finding import nearest
from docgen.model.chart import BieuDo
from docgen.model.examples import BODY, OFFICE, REPORT
from docgen.model.fields import (
    MISSING,
    Key,
    Log,
    Record,
    Text,
    declared,
    described,
    khai,
    plain,
    read_record,
    say_astray,
)
from docgen.model.kinds import BanGhi, BatKy, Chon, Co, Day, DuKien, Ngay, NgayBanHanh, So, TepNgoai, TheoMa, Van
from docgen.model.marks import XemLai, remind
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
from docgen.model.table import Bang
from docgen.sources import FileRef, Grid


@dataclass(kw_only=True)
class VanBan(Record):
    """What every paper holds. Kinds are subclasses: `LOAI` names the kind, `MAU` its template."""

    LOAI: ClassVar[str] = ""
    MAU: ClassVar[str] = ""
    MO_TA: ClassVar[str] = ""

    loai: str = khai(Van(), "loại văn bản", bat_buoc=True)
    mau: FileRef | None = khai(TepNgoai(), 'mẫu Word riêng: { tep = "…" }', vi_du={"tep": "mau-rieng.docx"})
    co_quan: CoQuan = khai(BanGhi(CoQuan), "cơ quan ban hành", bat_buoc=True, vi_du={"tep": "co-quan.toml"})
    so: int | None = khai(So(1, 99_999), "số văn bản; chưa có thì bỏ dòng này, docgen in chỗ trống", vi_du=15)
    ky_hieu: Text | None = khai(
        Van(max_length=30), "ký hiệu, khi khác với loại và chữ viết tắt của cơ quan", vi_du="KH-UBND"
    )
    ngay: date | None = khai(
        NgayBanHanh(),
        'ngày ban hành (năm-tháng-ngày); mới biết tháng thì "11/2026", mới biết năm thì 2026; chưa có thì bỏ dòng này, '
        "docgen in chỗ trống",
    )
    nam: int | None = khai(
        So(1900, 2200), "năm mà văn bản nói tới: {{ nam }}; bỏ trống thì là năm ban hành", vi_du=2026
    )
    dia_danh: Text | None = khai(Van(), "địa danh, khi khác với của cơ quan", vi_du="Nha Trang")
    hinh_thuc: str | None = khai(Chon(("giấy", "điện tử")), "văn bản giấy hay điện tử (dòng kèm theo của phụ lục)")
    du_thao: bool | None = khai(Co(), "đánh dấu DỰ THẢO")
    da_ban_hanh: bool | None = khai(Co(), "đã ký, đã phát hành: không tạo lại nữa")
    trich_yeu: Text = khai(
        Van(max_length=500), "trích yếu nội dung", bat_buoc=True, vi_du="Cải cách hành chính năm {{ nam }}"
    )
    can_cu: list[Text] | None = khai(Day(Van()), "các căn cứ, mỗi căn cứ một dòng")
    theo_de_nghi: DeNghi | None = khai(BanGhi(DeNghi, short="ai"), "người hoặc đơn vị đề nghị")
    noi_dung: Text | None = khai(Van(lines=True), "nội dung, Markdown nhỏ")
    dieu: list[Dieu] | None = khai(DIEU, "các điều")
    danh_so: list[str] | None = khai(DANH_SO, "các cấp đánh số của phần nội dung", vi_du=list(DEFAULT_LABELS))
    kinh_gui: list[Text] | None = khai(Day(Van(max_length=200), single=True), "nơi kính gửi")
    noi_nhan: list[Text] = khai(Day(Van()), "nơi nhận, mỗi nơi một dòng", vi_du=["Lãnh đạo Sở (b/c)"])
    luu: Text | None = khai(Van(), "nơi lưu", vi_du="VT, VP")
    nguoi_ky: NguoiKy = khai(BanGhi(NguoiKy), "người ký", bat_buoc=True, vi_du={"ma": "giam-doc"})
    phu_luc: list[PhuLuc] | None = khai(PHU_LUC, "các phụ lục")
    ky_bao_cao: KyBaoCao | None = khai(BanGhi(KyBaoCao), "kỳ báo cáo")
    tinh_den: date | None = khai(Ngay(), "số liệu và tình hình tính đến ngày")
    vb: dict[str, VanBanDan] | None = khai(TheoMa(BanGhi(VanBanDan)), "sổ văn bản được dẫn: {{ vb.<mã> }}")
    bang: dict[str, Bang] | None = khai(TheoMa(BanGhi(Bang)), "các bảng")
    bieu_do: dict[str, BieuDo] | None = khai(TheoMa(BanGhi(BieuDo)), "các biểu đồ vẽ từ bảng")
    ky_truoc: Any = khai(
        BatKy(), 'văn bản kỳ trước: { tep = "…" }, để so sánh số liệu', vi_du={"tep": "2026-quy-1.toml"}
    )
    ke_hoach: Any = khai(
        BatKy(), 'kế hoạch mà báo cáo này theo dõi: { tep = "…" }', vi_du={"tep": "../kehoach/2026.toml"}
    )
    danh_sach: Any = khai(
        BatKy(),
        'danh sách để tạo mỗi dòng một văn bản: { tep = "…" }; trong bài gọi {{ dong.<cột> }}',
        vi_du={"tep": "danh-sach.csv"},
    )
    ten_tep: Text | None = khai(Van(), "tên tệp của từng văn bản khi có danh_sach", vi_du="giay-moi-{{ dong.stt }}")
    xem_lai: XemLai | None = khai(BanGhi(XemLai), "những câu còn nói về kỳ cũ, do docgen new --from ghi lại")
    them: Any = khai(BatKy(), "dữ liệu riêng của cơ quan: {{ them.<tên> }}", vi_du={"chi_tieu": 95})

    TOLERANT: ClassVar[bool] = True

    du_kien: DuKien | None = None
    """What `ngay` says of the day of a draft, when it is no day yet."""

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
        """Return the paper with a day of issue, or with what is known of it."""
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
        for annex in self.annexes():
            _check_table(annex, self.bang or {}, log)

    def annexes(self) -> list[PhuLuc]:
        """Return the annexes of the paper and of what is attached to it."""
        return self.phu_luc or []


def _check_table(annex: PhuLuc, tables: Mapping[str, Bang], log: Log) -> None:
    if annex.bang and annex.bang not in tables:
        likely = nearest(annex.bang, tables)
        remedy = f"Có phải “{likely}”?" if likely else f"Thêm mục [bang.{annex.bang}]."
        log.say("DL054", (*annex.key, "bang"), f"không có bảng “{annex.bang}”", remedy)


@dataclass(kw_only=True)
class QuyetDinh(VanBan):
    """A decision: direct (mẫu 1.2), or promulgating a paper (mẫu 1.3)."""

    LOAI: ClassVar[str] = "quyết định"
    MAU: ClassVar[str] = "kehoach/quyet-dinh.docx"
    MO_TA: ClassVar[str] = "Quyết định, có thể kèm kế hoạch và phụ lục"
    NEEDS: ClassVar[tuple[str, ...]] = ("can_cu", "dieu")
    REFUSES: ClassVar[tuple[str, ...]] = ("kinh_gui", "noi_dung", "ky_bao_cao")
    VI_DU: ClassVar[Mapping[str, Any]] = {
        **OFFICE,
        "trich_yeu": "Ban hành {{ kem_theo.ten }}",
        "can_cu": ["{{ vb.chuc_nang }}"],
        "theo_de_nghi": "Chánh Văn phòng Sở",
        "dieu": [
            "Ban hành kèm theo Quyết định này {{ kem_theo.ten }}.",
            "Quyết định này có hiệu lực kể từ ngày ký.",
            "Chánh Văn phòng Sở, Trưởng các phòng, đơn vị thuộc Sở chịu trách nhiệm thi hành Quyết định này.",
        ],
        "noi_nhan": ["Như {{ dieu.cuoi }}", "UBND tỉnh (b/c)", "Lãnh đạo Sở"],
        "kem_theo": {
            "loai": "kế hoạch",
            "trich_yeu": "Cải cách hành chính năm {{ nam }} của {{ co_quan.ten }}",
            "noi_dung": BODY,
        },
    }

    tham_quyen: Text | None = khai(
        Van(), "dòng thẩm quyền ban hành, khi khác với chức vụ và tên cơ quan", vi_du="Giám đốc Sở Nội vụ"
    )
    kem_theo: KemTheo | None = khai(BanGhi(KemTheo), "văn bản ban hành kèm theo")

    def annexes(self) -> list[PhuLuc]:
        return [*super().annexes(), *((self.kem_theo.phu_luc if self.kem_theo else None) or [])]


@dataclass(kw_only=True)
class KeHoach(VanBan):
    """A plan that stands alone (mẫu 1.4)."""

    LOAI: ClassVar[str] = "kế hoạch"
    MAU: ClassVar[str] = "kehoach/ke-hoach.docx"
    MO_TA: ClassVar[str] = "Kế hoạch độc lập, có thể có phụ lục"
    REFUSES: ClassVar[tuple[str, ...]] = ("kinh_gui", "theo_de_nghi")
    VI_DU: ClassVar[Mapping[str, Any]] = {
        **OFFICE,
        "trich_yeu": "Cải cách hành chính năm {{ nam }} của {{ co_quan.ten }}",
        "can_cu": ["{{ vb.chuc_nang }}"],
        "noi_dung": BODY,
        "noi_nhan": ["UBND tỉnh (b/c)", "Lãnh đạo Sở", "Các phòng, đơn vị thuộc Sở"],
    }

    def check(self, log: Log) -> None:
        super().check(log)
        if not self.noi_dung and not self.dieu and not self.spoilt & {"noi_dung", "dieu"}:
            log.say("DL053", self.key, "văn bản không có nội dung", "Thêm noi_dung hoặc dieu.")


@dataclass(kw_only=True)
class BaoCao(VanBan):
    """A periodic report (mẫu 1.4, with Kính gửi when sent upward)."""

    LOAI: ClassVar[str] = "báo cáo"
    MAU: ClassVar[str] = "baocao/bao-cao.docx"
    MO_TA: ClassVar[str] = "Báo cáo định kỳ: quý, tháng, năm"
    NEEDS: ClassVar[tuple[str, ...]] = ("noi_dung",)
    REFUSES: ClassVar[tuple[str, ...]] = ("dieu", "theo_de_nghi")
    VI_DU: ClassVar[Mapping[str, Any]] = {
        **OFFICE,
        "trich_yeu": "Kết quả công tác cải cách hành chính {{ ky_bao_cao.ten }}",
        "kinh_gui": ["Ủy ban nhân dân tỉnh Khánh Hòa"],
        "ky_bao_cao": {"quy": 2, "nam": 2026, "tu": date(2025, 12, 15), "den": date(2026, 6, 14)},
        "noi_dung": REPORT,
        "noi_nhan": ["Như trên", "Lãnh đạo Sở"],
    }


KINDS: dict[str, type[VanBan]] = {cls.LOAI: cls for cls in (QuyetDinh, KeHoach, BaoCao)}


def kind_of(name: str) -> type[VanBan] | None:
    """Return the class of a kind of paper by its name, accents and case aside ("ke-hoach"); None when unknown."""
    return {plain(loai): cls for loai, cls in KINDS.items()}.get(plain(name))


def read_paper(value: Mapping[str, Any], log: Log, key: Key = ()) -> VanBan | None:
    """Return the typed paper of a data file; None, with findings, when it cannot be one.

    `key` is where the paper stands when another paper's file calls it in.
    """
    # An editor finds the schema of a JSON file by this key; it says nothing of the paper.
    value = {name: item for name, item in value.items() if name != "$schema"}
    loai = value.get("loai")
    if loai is None and (typed := nearest("loai", [name for name in value if "loai" in plain(name)])):
        log.say("DL040", (*key, typed), f"không có mục tên “{typed}” ở đây", "Có phải “loai”?", name=True)
        return None
    if not isinstance(loai, str):
        shown = ", ".join(f"“{name}”" for name in KINDS)
        problem = "thiếu “loai” (loại văn bản)" if loai is None else f"“loai” phải là chữ, đang là {described(loai)}"
        log.say("DL049", (*key, "loai") if loai is not None else key, problem, f"Chọn một trong: {shown}.")
        return None
    cls = kind_of(loai)
    if cls is None:
        likely = nearest(plain(loai), {plain(name): name for name in KINDS})
        remedy = f"Có phải “{next(n for n in KINDS if plain(n) == likely)}”? " if likely else ""
        log.say("DL049", (*key, "loai"), f"chưa có loại văn bản “{loai}”",
                remedy + "Các loại: " + ", ".join(f"“{name}”" for name in KINDS) + ".")  # fmt: skip
        return None
    log.whole = value
    _own_data_astray(cls, value, key, log)
    # Typed without accents, or with a slip in them, it is the same kind.
    paper = read_record(cls, {**value, "loai": cls.LOAI}, key, log)
    if paper is MISSING:
        return None
    if paper.xem_lai and not key:
        remind(value, paper.xem_lai.cho or [], log)
    return paper


def _dates_itself(rows: Any) -> bool:
    """Return whether a list gives each of its papers a day."""
    if isinstance(rows, Grid):
        return any(plain(name) == "ngay" for name in rows.header)
    return isinstance(rows, list) and any(isinstance(row, Mapping) and "ngay" in row for row in rows)


def _own_data_astray(cls: type[VanBan], value: Mapping[str, Any], key: Key, log: Log) -> None:
    """Log keys that the paper lacks and that stand below [them], where any name may stand."""
    own = value.get("them")
    if not isinstance(own, Mapping):
        return
    wanted = ["luu", "noi_nhan", *(name for name, m in declared(cls).items() if m["bat_buoc"] or name in cls.NEEDS)]
    log.reading.append((key, declared(cls)))
    for name in wanted:
        if name in own and name not in value:
            say_astray(name, (*key, "them", name), log)
    log.reading.pop()


def abbreviation(loai: str) -> str:
    """Return the abbreviation of a kind of paper for its number ("QĐ"), "" where the law has none."""
    return vietnamese.ky_hieu_loai(loai) or ""
