"""What a paper is made of, typed: its office and leaders, who signs, articles, annexes, papers cited, what is attached.

Keys are the decree's own terms without accents (Nghị định 30/2020/NĐ-CP, Phụ lục I). Maximum lengths are those
of its Phụ lục VI.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from docgen import vietnamese
from docgen.model.fields import Log, Record, Text, khai, plain
from docgen.model.kinds import BanGhi, Chon, Co, Day, Ngay, So, Van

LABEL_PATTERNS = ("I.", "1.", "1.1.", "a)", "-", "+")
DEFAULT_LABELS = ("I.", "1.", "a)", "-", "+")
LOI_KEM_THEO = "lời mở đầu dòng trong ngoặc dưới tiêu đề, khi khác “Kèm theo”"
QUYEN_HAN = ("", "KT.", "TL.", "TUQ.", "Q.", "TM.", "TM. KT.", "TL. KT.")


_NUMBER_WORD = re.compile(r"số\s*:?\s+", re.IGNORECASE)  # docgen writes it: "Quyết định số 15/QĐ-UBND"


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

    def overlaps(self, other: LanhDao) -> bool:
        """Return whether both hold their posts on some day."""
        first, last = max(self.tu or date.min, other.tu or date.min), min(self.den or date.max, other.den or date.max)
        return first <= last

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

    def check(self, log: Log) -> None:
        for number, leader in enumerate(self.lanh_dao or []):
            for other in self.lanh_dao[:number]:
                if leader.ma == other.ma and leader.ho_ten != other.ho_ten and leader.overlaps(other):
                    said = f"“{other.ho_ten}” và “{leader.ho_ten}” cùng mã “{leader.ma}” mà giữ chức cùng lúc"
                    log.say("DL165", (*leader.key, "ma"), said)
                    return


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

    @classmethod
    def instead(cls, text: str, whole: Mapping[str, Any]) -> str:
        office = whole.get("co_quan")
        listed = office.get("lanh_dao") if isinstance(office, Mapping) else None
        leaders = [leader for leader in listed or [] if isinstance(leader, Mapping) and leader.get("ma")]
        for leader in leaders:
            if plain(text) in [plain(str(leader.get(name, ""))) for name in ("ma", "ho_ten", "chuc_vu")]:
                code = leader["ma"]
                return f'Ghi mã của người ký: nguoi_ky = {{ ma = "{code}" }} (mã của {leader.get("ho_ten", code)})'
        known = ", ".join(str(leader["ma"]) for leader in leaders)
        return 'Ghi mã của người ký: nguoi_ky = { ma = "…" }' + (f"; các mã: {known}." if known else ".")

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
        if self.so_ky_hieu and (match := _NUMBER_WORD.match(self.so_ky_hieu)):
            self.so_ky_hieu = Text(self.so_ky_hieu[match.end() :], self.so_ky_hieu.key)
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
    loi_kem_theo: Text | None = khai(Van(), LOI_KEM_THEO, vi_du="Ban hành kèm theo")

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

    def overlaps(self, other: LanhDao) -> bool:
        """Return whether both hold their posts on some day."""
        first, last = max(self.tu or date.min, other.tu or date.min), min(self.den or date.max, other.den or date.max)
        return first <= last

    def check(self, log: Log) -> None:
        if self.tu and self.den and self.den < self.tu:
            log.say("DL050", (*self.key, "den"), f"“den” ({vietnamese.ngay_ngan(self.den)}) đứng trước “tu”")


DIEU = Day(BanGhi(Dieu, short="noi_dung"))
PHU_LUC = Day(BanGhi(PhuLuc))
DANH_SO = Day(Chon(LABEL_PATTERNS), least=1)


@dataclass(kw_only=True)
class KemTheo(Record):
    """A paper promulgated by a decision: it has no number, day, signature or Nơi nhận of its own (A-06)."""

    TOLERANT: ClassVar[bool] = True

    loai: Text = khai(Van(), "loại văn bản kèm theo", bat_buoc=True, vi_du="kế hoạch")
    trich_yeu: Text = khai(Van(max_length=500), "trích yếu", bat_buoc=True, vi_du="Cải cách hành chính năm {{ nam }}")
    can_cu: list[Text] | None = khai(Day(Van()), "các căn cứ, mỗi căn cứ một dòng")
    noi_dung: Text | None = khai(Van(lines=True), "nội dung, Markdown nhỏ", vi_du="# Mục tiêu\nĐoạn mở đầu.\n")
    dieu: list[Dieu] | None = khai(DIEU, "các điều")
    danh_so: list[str] | None = khai(DANH_SO, "các cấp đánh số của phần nội dung", vi_du=list(DEFAULT_LABELS))
    phu_luc: list[PhuLuc] | None = khai(PHU_LUC, "các phụ lục")
    ky: bool | None = khai(Co(), "cơ quan vẫn ký văn bản kèm theo")
    loi_kem_theo: Text | None = khai(Van(), LOI_KEM_THEO, vi_du="Ban hành kèm theo")

    def check(self, log: Log) -> None:
        if not self.noi_dung and not self.dieu and not self.spoilt & {"noi_dung", "dieu"}:
            log.say("DL053", self.key, "văn bản kèm theo không có nội dung", "Thêm noi_dung hoặc dieu.")
