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
from docgen.model.fields import DataText, Log, Record, declare, plain
from docgen.model.value_types import Choice, Date, Flag, List, RecordOf, Text, Whole

LABEL_PATTERNS = ("I.", "1.", "1.1.", "a)", "-", "+")
DEFAULT_LABELS = ("I.", "1.", "a)", "-", "+")
LOI_KEM_THEO = "lời mở đầu dòng trong ngoặc dưới tiêu đề, khi khác “Kèm theo”"
QUYEN_HAN = ("", "KT.", "TL.", "TUQ.", "Q.", "TM.", "TM. KT.", "TL. KT.")


_NUMBER_WORD = re.compile(r"số\s*:?\s+", re.IGNORECASE)  # docgen writes it: "Quyết định số 15/QĐ-UBND"


@dataclass(kw_only=True)
class LanhDao(Record):
    """A leader of the office, with the period in which the post was held."""

    TOLERANT: ClassVar[bool] = True

    ma: str = declare(Text(), "mã để gọi trong nguoi_ky", required=True, example="giam-doc")
    ho_ten: str = declare(
        Text(max_length=50), "họ và tên, không kèm học hàm, học vị", required=True, example="Nguyễn Văn A"
    )
    chuc_vu: str = declare(Text(max_length=100), "chức vụ", required=True, example="Giám đốc")
    tu: date | None = declare(Date(), "giữ chức vụ từ ngày")
    den: date | None = declare(Date(), "giữ chức vụ đến ngày")

    def holds(self, day: date | None) -> bool:
        """Return whether the post is held on `day`; a leader without dates always holds it."""
        return day is None or ((self.tu is None or self.tu <= day) and (self.den is None or day <= self.den))

    def overlaps(self, other: LanhDao) -> bool:
        """Return whether both hold their posts on some day."""
        first, last = max(self.tu or date.min, other.tu or date.min), min(self.den or date.max, other.den or date.max)
        return first <= last

    def check(self, log: Log) -> None:
        _say_backwards(self, log)


def _say_backwards(stretch: LanhDao | KyBaoCao, log: Log) -> None:
    """Log days from `tu` to `den` that are the wrong way round."""
    if stretch.tu and stretch.den and stretch.den < stretch.tu:
        log.say("DL050", (*stretch.key, "den"), f"“den” ({vietnamese.ngay_ngan(stretch.den)}) đứng trước “tu”")


@dataclass(kw_only=True)
class CoQuan(Record):
    """The office that issues papers; written once and shared by its papers."""

    TOLERANT: ClassVar[bool] = True

    ten: DataText = declare(Text(max_length=200), "tên đầy đủ của cơ quan ban hành", required=True, example="Sở Nội vụ")
    chu_quan: DataText | None = declare(
        Text(max_length=200), "cơ quan chủ quản trực tiếp", example="Ủy ban nhân dân tỉnh Khánh Hòa"
    )
    viet_tat: DataText = declare(Text(max_length=20), "chữ viết tắt trong số, ký hiệu", required=True, example="SNV")
    dia_danh: DataText = declare(Text(), "địa danh ghi trước ngày tháng", required=True, example="Khánh Hòa")
    ten_ngan: DataText | None = declare(Text(), "tên ngắn dùng trong câu", example="Sở Nội vụ")
    tap_the: DataText | None = declare(
        Text(), "tên tập thể sau chữ TM. (thí dụ: Ủy ban nhân dân)", example="Ủy ban nhân dân"
    )
    dia_chi: DataText | None = declare(Text(), "địa chỉ, điện thoại, thư điện tử")
    lanh_dao: list[LanhDao] = declare(
        List(RecordOf(LanhDao)), "người lãnh đạo; người đứng đầu ghi trước",
        example=[{"ma": "giam-doc", "ho_ten": "Nguyễn Văn A", "chuc_vu": "Giám đốc"}],
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

    ma: DataText | None = declare(Text(), "mã của người ký trong co_quan.lanh_dao", example="giam-doc")
    quyen_han: str | None = declare(
        Choice(QUYEN_HAN), "quyền hạn: KT., TL., TUQ., Q., TM., TM. KT., TL. KT. hoặc để trống", example="KT."
    )
    ho_ten: DataText | None = declare(Text(max_length=50), "họ tên, khi người ký không có trong danh sách lãnh đạo")
    chuc_vu: DataText | None = declare(Text(max_length=100), "chức vụ của người ký")
    thay: DataText | None = declare(
        Text(max_length=100), "chức vụ được ký thay, thừa lệnh hoặc thừa ủy quyền", example="Giám đốc"
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

    loai: DataText = declare(Text(), "loại văn bản", required=True, example="Quyết định")
    so_ky_hieu: DataText | None = declare(Text(), "số và ký hiệu", example="4782/QĐ-UBND")
    ngay: date | None = declare(Date(), "ngày ban hành")
    co_quan: DataText | None = declare(Text(), "cơ quan ban hành", example="Ủy ban nhân dân tỉnh Khánh Hòa")
    trich_yeu: DataText | None = declare(Text(), "trích yếu; với luật, pháp lệnh là tên của luật", example="về việc …")
    ten: DataText | None = declare(Text(), "tên gọi riêng khi dẫn lại")

    def check(self, log: Log) -> None:
        law = vietnamese.la_luat(self.loai)
        if self.so_ky_hieu and (match := _NUMBER_WORD.match(self.so_ky_hieu)):
            self.so_ky_hieu = DataText(self.so_ky_hieu[match.end() :], self.so_ky_hieu.key)
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

    loi: DataText | None = declare(
        Text(), "lời mở đầu: “Theo đề nghị của” hoặc “Xét đề nghị của”", example="Xét đề nghị của"
    )
    ai: DataText = declare(Text(), "người hoặc đơn vị đề nghị", required=True, example="Chánh Văn phòng Sở")


@dataclass(kw_only=True)
class Dieu(Record):
    """An article: run-in text, or a title with khoản and điểm below."""

    TOLERANT: ClassVar[bool] = True

    tieu_de: DataText | None = declare(Text(), "tiêu đề của điều")
    noi_dung: DataText = declare(Text(lines=True), "nội dung của điều", required=True)


@dataclass(kw_only=True)
class PhuLuc(Record):
    """An annex: a title over a table or a text."""

    TOLERANT: ClassVar[bool] = True

    ma: DataText | None = declare(Text(), "mã để dẫn tới phụ lục: {{ phu_luc.<ma> }}", example="nhiem_vu")
    tieu_de: DataText = declare(Text(), "tên phụ lục", required=True, example="Nhiệm vụ cụ thể")
    huong: str | None = declare(Choice(("dọc", "ngang")), "khổ giấy dọc hoặc ngang", example="dọc")
    bang: DataText | None = declare(Text(), "mã của bảng trong [bang]", example="nhiem_vu")
    noi_dung: DataText | None = declare(Text(lines=True), "nội dung, Markdown nhỏ")
    loi_kem_theo: DataText | None = declare(Text(), LOI_KEM_THEO, example="Ban hành kèm theo")

    def check(self, log: Log) -> None:
        if not self.bang and not self.noi_dung and not self.spoilt & {"bang", "noi_dung"}:
            log.say("DL052", self.key, f"phụ lục “{self.tieu_de}” không có nội dung", "Thêm bang hoặc noi_dung.")


@dataclass(kw_only=True)
class KyBaoCao(Record):
    """The period of a report."""

    TOLERANT: ClassVar[bool] = True

    quy: int | None = declare(Whole(1, 4), "quý", example=2)
    thang: int | None = declare(Whole(1, 12), "tháng, với báo cáo tháng")
    nam: int = declare(Whole(1900, 2200), "năm", required=True, example=2026)
    tu: date | None = declare(Date(), "số liệu tính từ ngày")
    den: date | None = declare(Date(), "số liệu tính đến ngày")

    def check(self, log: Log) -> None:
        _say_backwards(self, log)


DIEU = List(RecordOf(Dieu, short="noi_dung"))
PHU_LUC = List(RecordOf(PhuLuc))
DANH_SO = List(Choice(LABEL_PATTERNS), least=1)


@dataclass(kw_only=True)
class KemTheo(Record):
    """A paper promulgated by a decision: it has no number, day, signature or Nơi nhận of its own (A-06)."""

    TOLERANT: ClassVar[bool] = True

    loai: DataText = declare(Text(), "loại văn bản kèm theo", required=True, example="kế hoạch")
    trich_yeu: DataText = declare(
        Text(max_length=500), "trích yếu", required=True, example="Cải cách hành chính năm {{ nam }}"
    )
    can_cu: list[DataText] | None = declare(List(Text()), "các căn cứ, mỗi căn cứ một dòng")
    noi_dung: DataText | None = declare(
        Text(lines=True), "nội dung, Markdown nhỏ", example="# Mục tiêu\nĐoạn mở đầu.\n"
    )
    dieu: list[Dieu] | None = declare(DIEU, "các điều")
    danh_so: list[str] | None = declare(DANH_SO, "các cấp đánh số của phần nội dung", example=list(DEFAULT_LABELS))
    phu_luc: list[PhuLuc] | None = declare(PHU_LUC, "các phụ lục")
    ky: bool | None = declare(Flag(), "cơ quan vẫn ký văn bản kèm theo")
    loi_kem_theo: DataText | None = declare(Text(), LOI_KEM_THEO, example="Ban hành kèm theo")

    def check(self, log: Log) -> None:
        if not self.noi_dung and not self.dieu and not self.spoilt & {"noi_dung", "dieu"}:
            log.say("DL053", self.key, "văn bản kèm theo không có nội dung", "Thêm noi_dung hoặc dieu.")
