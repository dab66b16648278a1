"""The nouns of a dossier, typed: an office, a paper of each kind, what is issued with it, and what it cites.

A new kind of paper is a class here (its name, its template, what it must hold), a Word template and a sample.
Keys are the decree's own terms without accents (Nghị định 30/2020/NĐ-CP, Phụ lục I). Maximum lengths are those
of its Phụ lục VI.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from docgen import vietnamese
from docgen.finding import nearest
from docgen.model.chart import BieuDo
from docgen.model.examples import BODY, OFFICE, REPORT
from docgen.model.fields import (
    MISSING,
    BanGhi,
    BatKy,
    Chon,
    Co,
    Day,
    Key,
    Log,
    Ngay,
    Record,
    So,
    TepNgoai,
    Text,
    TheoMa,
    Van,
    described,
    khai,
    plain,
    read_record,
)  # fmt: skip
from docgen.model.table import Bang
from docgen.sources import FileRef

LABEL_PATTERNS = ("I.", "1.", "1.1.", "a)", "-", "+")
DEFAULT_LABELS = ("I.", "1.", "a)", "-", "+")
QUYEN_HAN = ("", "KT.", "TL.", "TUQ.", "Q.", "TM.", "TM. KT.", "TL. KT.")


@dataclass(kw_only=True)
class LanhDao(Record):
    """A leader of the office, with the period in which the post was held."""

    TOLERANT: ClassVar[bool] = True

    ma: str = khai(Van(), "mã để gọi trong nguoi_ky", bat_buoc=True, vi_du="giam-doc")
    ho_ten: str = khai(Van(max_length=50), "họ và tên, không kèm học hàm, học vị", bat_buoc=True, vi_du="Nguyễn Văn A")
    chuc_vu: str = khai(Van(max_length=100), "chức vụ", bat_buoc=True, vi_du="Giám đốc")
    tu: date | None = khai(Ngay(), "giữ chức vụ từ ngày")
    den: date | None = khai(Ngay(), "giữ chức vụ đến ngày")

    def holds(self, day: date | None) -> bool:
        """Return whether the post is held on `day`; a leader without period holds it always."""
        return day is None or ((self.tu is None or self.tu <= day) and (self.den is None or day <= self.den))

    def check(self, log: Log) -> None:
        if self.tu and self.den and self.den < self.tu:
            log.say("DL050", (*self.key, "den"), f"“den” ({vietnamese.ngay_ngan(self.den)}) đứng trước “tu”")


@dataclass(kw_only=True)
class CoQuan(Record):
    """The office that issues papers; written once and shared by its papers."""

    TOLERANT: ClassVar[bool] = True

    ten: Text = khai(Van(max_length=200), "tên đầy đủ của cơ quan ban hành", bat_buoc=True, vi_du="Sở Nội vụ")
    chu_quan: Text | None = khai(
        Van(max_length=200), "cơ quan chủ quản trực tiếp", vi_du="Ủy ban nhân dân tỉnh Khánh Hòa"
    )
    viet_tat: Text = khai(Van(max_length=20), "chữ viết tắt trong số, ký hiệu", bat_buoc=True, vi_du="SNV")
    dia_danh: Text = khai(Van(), "địa danh ghi trước ngày tháng", bat_buoc=True, vi_du="Khánh Hòa")
    ten_ngan: Text | None = khai(Van(), "tên ngắn dùng trong câu", vi_du="Sở Nội vụ")
    tap_the: Text | None = khai(Van(), "tên tập thể sau chữ TM. (thí dụ: Ủy ban nhân dân)", vi_du="Ủy ban nhân dân")
    dia_chi: Text | None = khai(Van(), "địa chỉ, điện thoại, thư điện tử")
    lanh_dao: list[LanhDao] = khai(
        Day(BanGhi(LanhDao)), "người lãnh đạo; người đứng đầu ghi trước",
        vi_du=[{"ma": "giam-doc", "ho_ten": "Nguyễn Văn A", "chuc_vu": "Giám đốc"}],
    )  # fmt: skip


@dataclass(kw_only=True)
class NguoiKy(Record):
    """Who signs and by what right (Điều 13; Phụ lục I, Phần I, Mục II khoản 7)."""

    TOLERANT: ClassVar[bool] = True

    ma: Text | None = khai(Van(), "mã của người ký trong co_quan.lanh_dao", vi_du="giam-doc")
    quyen_han: str | None = khai(
        Chon(QUYEN_HAN), "quyền hạn: KT., TL., TUQ., Q., TM., TM. KT., TL. KT. hoặc để trống", vi_du="KT."
    )
    ho_ten: Text | None = khai(Van(max_length=50), "họ tên, khi người ký không có trong danh sách lãnh đạo")
    chuc_vu: Text | None = khai(Van(max_length=100), "chức vụ của người ký")
    thay: Text | None = khai(
        Van(max_length=100), "chức vụ được ký thay, thừa lệnh hoặc thừa ủy quyền", vi_du="Giám đốc"
    )

    def check(self, log: Log) -> None:
        named = self.ma or (self.ho_ten and self.chuc_vu)
        if not named and not self.spoilt & {"ma", "ho_ten", "chuc_vu"}:
            log.say("DL051", self.key, "người ký cần “ma”, hoặc cả “ho_ten” và “chuc_vu”")


@dataclass(kw_only=True)
class VanBanDan(Record):
    """A paper cited: written once, in full where first cited, by number later (B-06, B-08)."""

    TOLERANT: ClassVar[bool] = True

    loai: Text = khai(Van(), "loại văn bản", bat_buoc=True, vi_du="Quyết định")
    so_ky_hieu: Text | None = khai(Van(), "số và ký hiệu", vi_du="4782/QĐ-UBND")
    ngay: date | None = khai(Ngay(), "ngày ban hành")
    co_quan: Text | None = khai(Van(), "cơ quan ban hành", vi_du="Ủy ban nhân dân tỉnh Khánh Hòa")
    trich_yeu: Text | None = khai(Van(), "trích yếu; với luật, pháp lệnh là tên của luật", vi_du="về việc …")
    ten: Text | None = khai(Van(), "tên gọi riêng khi dẫn lại")

    def check(self, log: Log) -> None:
        law = vietnamese.la_luat(self.loai)
        if not law and not self.so_ky_hieu and "so_ky_hieu" not in self.spoilt:
            log.say("VD001", self.key, f"“{self.loai}” được dẫn mà thiếu so_ky_hieu", 'Thêm: so_ky_hieu = "…".')
        names = [name for name in ("ngay", "co_quan", "trich_yeu") if name not in self.spoilt]
        missing = [name for name in names if getattr(self, name) is None]
        if law:
            missing = [name for name in missing if name == "trich_yeu" and not self.ten]
        if missing:
            log.say("VD002", self.key, f"văn bản được dẫn thiếu {', '.join(missing)}")


@dataclass(kw_only=True)
class DeNghi(Record):
    """The last line of the căn cứ: who proposed the decision."""

    TOLERANT: ClassVar[bool] = True

    loi: Text | None = khai(Van(), "lời mở đầu: “Theo đề nghị của” hoặc “Xét đề nghị của”", vi_du="Xét đề nghị của")
    ai: Text = khai(Van(), "người hoặc đơn vị đề nghị", bat_buoc=True, vi_du="Chánh Văn phòng Sở")


@dataclass(kw_only=True)
class Dieu(Record):
    """An article: run-in text, or a title with khoản and điểm below."""

    TOLERANT: ClassVar[bool] = True

    tieu_de: Text | None = khai(Van(), "tiêu đề của điều")
    noi_dung: Text = khai(Van(lines=True), "nội dung của điều", bat_buoc=True)


@dataclass(kw_only=True)
class PhuLuc(Record):
    """An annex: a title over a table or a text."""

    TOLERANT: ClassVar[bool] = True

    ma: Text | None = khai(Van(), "mã để dẫn tới phụ lục: {{ phu_luc.<ma> }}", vi_du="nhiem_vu")
    tieu_de: Text = khai(Van(), "tên phụ lục", bat_buoc=True, vi_du="Nhiệm vụ cụ thể")
    huong: str | None = khai(Chon(("dọc", "ngang")), "khổ giấy dọc hoặc ngang", vi_du="dọc")
    bang: Text | None = khai(Van(), "mã của bảng trong [bang]", vi_du="nhiem_vu")
    noi_dung: Text | None = khai(Van(lines=True), "nội dung, Markdown nhỏ")

    def check(self, log: Log) -> None:
        if not self.bang and not self.noi_dung and not self.spoilt & {"bang", "noi_dung"}:
            log.say("DL052", self.key, f"phụ lục “{self.tieu_de}” không có nội dung", "Thêm bang hoặc noi_dung.")


@dataclass(kw_only=True)
class KyBaoCao(Record):
    """The period of a report."""

    TOLERANT: ClassVar[bool] = True

    quy: int | None = khai(So(1, 4), "quý", vi_du=2)
    thang: int | None = khai(So(1, 12), "tháng, với báo cáo tháng")
    nam: int = khai(So(1900, 2200), "năm", bat_buoc=True, vi_du=2026)
    tu: date | None = khai(Ngay(), "số liệu tính từ ngày")
    den: date | None = khai(Ngay(), "số liệu tính đến ngày")

    def check(self, log: Log) -> None:
        if self.tu and self.den and self.den < self.tu:
            log.say("DL050", (*self.key, "den"), f"“den” ({vietnamese.ngay_ngan(self.den)}) đứng trước “tu”")


_DIEU = Day(BanGhi(Dieu, short="noi_dung"))
_PHU_LUC = Day(BanGhi(PhuLuc))
_DANH_SO = Day(Chon(LABEL_PATTERNS), least=1)


@dataclass(kw_only=True)
class KemTheo(Record):
    """A paper promulgated by a decision: it has no number, day, signature or Nơi nhận of its own (A-06)."""

    TOLERANT: ClassVar[bool] = True

    loai: Text = khai(Van(), "loại văn bản kèm theo", bat_buoc=True, vi_du="kế hoạch")
    trich_yeu: Text = khai(Van(max_length=500), "trích yếu", bat_buoc=True, vi_du="Cải cách hành chính năm {{ nam }}")
    can_cu: list[Text] | None = khai(Day(Van()), "các căn cứ, mỗi căn cứ một dòng")
    noi_dung: Text | None = khai(Van(lines=True), "nội dung, Markdown nhỏ", vi_du="# Mục tiêu\nĐoạn mở đầu.\n")
    dieu: list[Dieu] | None = khai(_DIEU, "các điều")
    danh_so: list[str] | None = khai(_DANH_SO, "các cấp đánh số của phần nội dung", vi_du=list(DEFAULT_LABELS))
    phu_luc: list[PhuLuc] | None = khai(_PHU_LUC, "các phụ lục")
    ky: bool | None = khai(Co(), "cơ quan vẫn ký văn bản kèm theo")

    def check(self, log: Log) -> None:
        if not self.noi_dung and not self.dieu and not self.spoilt & {"noi_dung", "dieu"}:
            log.say("DL053", self.key, "văn bản kèm theo không có nội dung", "Thêm noi_dung hoặc dieu.")


@dataclass(kw_only=True)
class VanBan(Record):
    """What every paper holds. Kinds are subclasses: `LOAI` names the kind, `MAU` its template."""

    LOAI: ClassVar[str] = ""
    MAU: ClassVar[str] = ""
    MO_TA: ClassVar[str] = ""

    loai: str = khai(Van(), "loại văn bản", bat_buoc=True)
    mau: FileRef | None = khai(TepNgoai(), 'mẫu Word riêng: { tep = "…" }', vi_du={"tep": "mau-rieng.docx"})
    co_quan: CoQuan = khai(BanGhi(CoQuan), "cơ quan ban hành", bat_buoc=True, vi_du={"tep": "co-quan.toml"})
    so: int | None = khai(So(1, 99_999), "số văn bản; chưa có thì để trống chờ cấp", vi_du=15)
    ky_hieu: Text | None = khai(
        Van(max_length=30), "ký hiệu, khi khác với loại và chữ viết tắt của cơ quan", vi_du="KH-UBND"
    )
    ngay: date | None = khai(Ngay(), "ngày ban hành; chưa có thì để trống chờ ghi")
    nam: int | None = khai(So(1900, 2200), "năm của văn bản", vi_du=2026)
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
    dieu: list[Dieu] | None = khai(_DIEU, "các điều")
    danh_so: list[str] | None = khai(_DANH_SO, "các cấp đánh số của phần nội dung", vi_du=list(DEFAULT_LABELS))
    kinh_gui: list[Text] | None = khai(Day(Van(max_length=200), single=True), "nơi kính gửi")
    noi_nhan: list[Text] = khai(Day(Van()), "nơi nhận, mỗi nơi một dòng", vi_du=["Lãnh đạo Sở (b/c)"])
    luu: Text | None = khai(Van(), "nơi lưu", vi_du="VT, VP")
    nguoi_ky: NguoiKy = khai(BanGhi(NguoiKy), "người ký", bat_buoc=True, vi_du={"ma": "giam-doc"})
    phu_luc: list[PhuLuc] | None = khai(_PHU_LUC, "các phụ lục")
    ky_bao_cao: KyBaoCao | None = khai(BanGhi(KyBaoCao), "kỳ báo cáo")
    tinh_den: date | None = khai(Ngay(), "số liệu và tình hình tính đến ngày")
    vb: dict[str, VanBanDan] | None = khai(TheoMa(BanGhi(VanBanDan)), "sổ văn bản được dẫn: {{ vb.<mã> }}")
    bang: dict[str, Bang] | None = khai(TheoMa(BanGhi(Bang)), "các bảng")
    bieu_do: dict[str, BieuDo] | None = khai(TheoMa(BanGhi(BieuDo)), "các biểu đồ vẽ từ bảng")
    ky_truoc: Any = khai(
        BatKy(), 'báo cáo kỳ trước: { tep = "…" }, để so sánh số liệu', vi_du={"tep": "2026-quy-1.toml"}
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
    them: Any = khai(BatKy(), "dữ liệu riêng của cơ quan: {{ them.<tên> }}", vi_du={"chi_tieu": 95})

    TOLERANT: ClassVar[bool] = True

    @property
    def year(self) -> int | None:
        """The year printed with a blank day: of the day, else of `nam`."""
        return self.ngay.year if self.ngay else self.nam

    def check(self, log: Log) -> None:
        if self.year is None and not self.spoilt & {"ngay", "nam"}:
            log.say("DL056", self.key, "chưa có ngày ban hành thì cần “nam” để in năm", "Thêm: nam = 2026.")
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
    # Typed without accents, or with a slip in them, it is the same kind.
    paper = read_record(cls, {**value, "loai": cls.LOAI}, key, log)
    return None if paper is MISSING else paper


def abbreviation(loai: str) -> str:
    """Return the abbreviation of a kind of paper for its number ("QĐ"), "" where the law has none."""
    return vietnamese.ky_hieu_loai(loai) or ""


__all__ = [
    "KINDS",
    "BaoCao",
    "CoQuan",
    "Dieu",
    "KeHoach",
    "KemTheo",
    "Key",
    "PhuLuc",
    "QuyetDinh",
    "VanBan",
    "VanBanDan",
    "abbreviation",
    "kind_of",
    "read_paper",
]
