"""Numbers of papers, and citations of papers, written and read.

The table of types is the decree's (Phụ lục III); abbreviations of agencies are settled by each agency and are never
guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from docgen.vietnamese import dates
from docgen.vietnamese.errors import LanguageError
from docgen.vietnamese.letters import hoa_dau, nfc, thuong_dau

LOAI_VAN_BAN: dict[str, str] = {
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ", "Thông cáo": "TC",
    "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr", "Kế hoạch": "KH", "Phương án": "PA", "Đề án": "ĐA",
    "Dự án": "DA", "Báo cáo": "BC", "Biên bản": "BB", "Tờ trình": "TTr", "Hợp đồng": "HĐ", "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN", "Bản thỏa thuận": "BTT", "Giấy ủy quyền": "GUQ", "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT", "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG", "Phiếu chuyển": "PC", "Phiếu báo": "PB",
}  # fmt: skip
"""The 27 administrative types that have an abbreviation, with it. Công văn and Thư công have none."""

BAN_SAO: dict[str, str] = {"Bản sao y": "SY", "Bản trích sao": "TrS", "Bản sao lục": "SL"}
"""The three kinds of copy."""

KHONG_KY_HIEU = ("Công văn", "Thư công")
"""Types without an abbreviation: their symbol is agency-unit (SKHĐT-VP)."""

QUY_PHAM: dict[str, str] = {
    "Luật": "QH", "Bộ luật": "QH", "Hiến pháp": "QH", "Pháp lệnh": "PL", "Lệnh": "L", "Nghị định": "NĐ",
    "Thông tư": "TT", "Thông tư liên tịch": "TTLT", "Nghị quyết": "NQ", "Nghị quyết liên tịch": "NQLT",
    "Quyết định": "QĐ",
}  # fmt: skip
"""Legal normative types, numbered with the year (30/2020/NĐ-CP), and the abbreviation they use."""

LUAT = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
"""Types cited by their name alone: no number, no issuer (decree, Phụ lục I: căn cứ and citations)."""

SO_TRONG = " " * 7
"""The blank that a draft has in place of its number: "Số: " and this are the blank of the decree's forms."""

_VERBS = (
    "ban hành", "phê duyệt", "quy định", "về", "sửa đổi", "bổ sung", "công bố", "hướng dẫn", "triển khai", "thực hiện",
    "giao", "thành lập", "tổ chức", "điều chỉnh", "bãi bỏ", "thu hồi", "kiện toàn", "bổ nhiệm", "phân công",
    "tăng cường", "quyết định", "thông qua", "báo cáo", "đề nghị", "công nhận", "cho phép", "hủy bỏ", "thay thế",
    "đẩy mạnh",
)  # fmt: skip
_SYMBOL = r"[^\W\d_][\w&.]*(?:[-/][^\W\d_][\w&.]*)*"
_NUMBER = re.compile(rf"(?P<so>\d+[a-zA-ZĐđ]?)?\s*(?:/(?P<nam>\d{{4}}))?\s*[/-]\s*(?P<ky_hieu>{_SYMBOL})")
_FOLD = {"thoả": "thỏa", "uỷ": "ủy"}


def _type_key(ten: str) -> str:
    words = [_FOLD.get(word, word) for word in nfc(ten).lower().split()]
    return " ".join(words)


_BY_NAME = {_type_key(name): name for name in [*LOAI_VAN_BAN, *BAN_SAO, *KHONG_KY_HIEU, *QUY_PHAM]}


def ky_hieu_loai(ten: str) -> str:
    """Return the abbreviation of a type of paper, "" for Công văn: "kế hoạch" gives "KH", "Quy định" "QyĐ".

    Raises LanguageError for a type that is not in the decree's table.
    """
    name = _BY_NAME.get(_type_key(ten))
    if name is None:
        raise LanguageError(f"“{ten}” không phải tên loại văn bản của Nghị định 30/2020/NĐ-CP")
    return (LOAI_VAN_BAN | BAN_SAO).get(name) or ("" if name in KHONG_KY_HIEU else QUY_PHAM[name])


def loai_tu_ky_hieu(ky_hieu: str, *, quy_pham: bool = False) -> str:
    """Return the type an abbreviation stands for, case-sensitively: "TTr" gives "Tờ trình"; "" for an unknown one.

    `quy_pham`: the paper is numbered with its year, so "TT" is Thông tư. "QH" stands for several types and gives "".
    """
    table = QUY_PHAM if quy_pham else LOAI_VAN_BAN | BAN_SAO
    return next((name for name, short in table.items() if short == ky_hieu and short != "QH"), "")


@dataclass(frozen=True, slots=True)
class SoKyHieu:
    """A paper's number in its parts. `so` keeps a letter ("15a"); it is "" where the number is still blank."""

    so: str
    ky_hieu: str
    nam: int | None = None
    gach: str = "/"

    @property
    def loai(self) -> str:
        """The type that its symbol stands for ("Quyết định"), "" for a công văn."""
        return loai_tu_ky_hieu(re.split(r"[-/]", self.ky_hieu)[0], quy_pham=self.nam is not None)

    def __str__(self) -> str:
        return so_ky_hieu(self.so or None, self.ky_hieu, self.nam, gach=self.gach)


def so_ky_hieu(so: int | str | None, ky_hieu: str, nam: int | None = None, *, gach: str = "/") -> str:
    """Return số và ký hiệu: (2, "QĐ-SKHĐT") gives "02/QĐ-SKHĐT"; with a year "30/2020/NĐ-CP"; a blank for None.

    `gach` is "-" for papers of the Party ("30-NQ/TU"). Raises LanguageError for a number below 1 or an empty symbol.
    """
    symbol = nfc(ky_hieu).strip()
    if not symbol:
        raise LanguageError("Thiếu ký hiệu văn bản (như QĐ-SKHĐT)")
    if so is None or so == "":
        number = SO_TRONG
    else:
        match = re.fullmatch(r"0*([1-9]\d*)([A-Za-zĐđ]?)", str(so).strip())
        if not match or isinstance(so, bool):
            raise LanguageError(f"Số văn bản “{so}” không đúng: cần số nguyên từ 1")
        number = match[1].zfill(2) + match[2]
    return f"{number}/{nam}{gach}{symbol}" if nam is not None else f"{number}{gach}{symbol}"


def doc_so_ky_hieu(text: str) -> SoKyHieu:
    """Return the parts of a number, with or without "Số:", type, year or number: "Số: 02 /QĐ-SKHĐT", "30-NQ/TU".

    Raises LanguageError for anything but the number of a paper.
    """
    words = " ".join(nfc(text).split())
    words = re.sub(r"^[Ss]ố\s*:?\s*", "", words)
    match = _NUMBER.fullmatch(words)
    if not match or any(group[0].islower() for group in re.split("[-/]", match["ky_hieu"])):
        raise LanguageError(f"“{text}” không phải số, ký hiệu văn bản: viết như 02/QĐ-SKHĐT hoặc 30/2020/NĐ-CP")
    between = words[: match.start("ky_hieu")].rstrip()[-1:]
    number = match["so"] or ""
    year = int(match["nam"]) if match["nam"] else None
    stripped = number.lstrip("0")
    if number and not stripped:
        raise LanguageError(f"“{text}”: số văn bản bắt đầu từ 01")
    return SoKyHieu(stripped, match["ky_hieu"], year, between)


@dataclass(frozen=True, slots=True)
class VienDan:
    """A citation in its parts. What the citation does not say is "" or None."""

    loai: str
    so_ky_hieu: str = ""
    ngay: date | None = None
    co_quan: str = ""
    trich_yeu: str = ""


def la_luat(loai: str) -> bool:
    """Return whether papers of this type are cited by name alone (Luật, Bộ luật, Pháp lệnh, Hiến pháp)."""
    return _type_key(loai) in {_type_key(name) for name in LUAT}


def trich_yeu_trong_cau(trich_yeu: str) -> str:
    """Return a trích yếu as it stands inside a sentence: "V/v …" as "về việc …", a first verb in small letters."""
    text = re.sub(r"^[Vv]/[Vv]\.?\s+", "về việc ", nfc(trich_yeu).strip().rstrip(".;"))
    first = text.lower()
    return thuong_dau(text) if any(first.startswith(verb + " ") for verb in _VERBS) else text


def vien_dan(
    loai: str,
    so_ky_hieu: str = "",
    ngay: date | None = None,
    co_quan: str = "",
    trich_yeu: str = "",
    ngan: bool = False,
) -> str:
    """Return a citation: "Quyết định số 2160/QĐ-UBND ngày 26/7/2016 của Ủy ban nhân dân tỉnh Khánh Hòa về việc …".

    `ngan`: type and number only, for every time but the first (decree, Phụ lục I). A law takes its name from
    `trich_yeu` and loses number and issuer; its day is written long, as in căn cứ; pass None to leave it out. The word
    ("về việc", "ban hành") is the one `trich_yeu` has. Raises LanguageError without a type.
    """
    kind = hoa_dau(" ".join(nfc(loai).split()))
    if not kind:
        raise LanguageError("Viện dẫn thiếu tên loại văn bản (Quyết định, Nghị định, Luật, …)")
    if la_luat(kind):
        name = re.sub(rf"^{kind}\s+", "", nfc(trich_yeu).strip(), flags=re.IGNORECASE)
        parts = [kind, hoa_dau(name), "" if ngan or ngay is None else dates.ngay(ngay)]
        return " ".join(part for part in parts if part)
    number = re.sub(r"^[Ss]ố: ?", "", nfc(so_ky_hieu))
    parts = [kind, f"số {number}" if number else ""]
    if not ngan or not number:
        parts.append(f"ngày {dates.ngay_ngan(ngay)}" if ngay else "")
        parts.append(f"của {nfc(co_quan).strip()}" if co_quan.strip() else "")
        parts.append(trich_yeu_trong_cau(trich_yeu))
    return " ".join(part for part in parts if part)


_TYPES = "|".join(sorted({*_BY_NAME.values(), "Kết luận", "Văn bản"}, key=lambda name: (-len(name), name)))
_DAY = r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}"
_CITATION = re.compile(
    rf"(?P<loai>{_TYPES})(?: số:? ?(?P<so>[^\s,;]+(?: ?[/-][^\s,;]+)*)| (?P<tran>\d+[a-zđ]?[/-][^\s,;]+))?(?P<rest>.*)",
    re.IGNORECASE,
)  # fmt: skip
_FOUND = re.compile(
    rf"(?<!\w)(?P<loai>{_TYPES}) số:? ?(?P<so>\d+[a-zđ]?(?:/\d{{4}})? ?[/-] ?{_SYMBOL})(?: ngày (?P<ngay>{_DAY}))?"
)
_START = rf"(?:(?:{'|'.join(_VERBS)})\b|V/v\b)"


def doc_vien_dan(text: str) -> VienDan:
    """Return the parts of a citation, full or short, with "Căn cứ" before it and a sign after it or not.

    Raises LanguageError where no known type of paper begins it or its number or day cannot be read.
    """
    words = re.sub(r"^[Cc]ăn cứ ", "", " ".join(nfc(text).split())).strip().rstrip(".;,")
    match = _CITATION.fullmatch(words)
    if not match:
        raise LanguageError(f"“{text}” không phải một viện dẫn: cần tên loại, như Quyết định số 02/QĐ-SKHĐT")
    kind = _BY_NAME.get(_type_key(match["loai"]), hoa_dau(match["loai"]))
    number = match["so"] or match["tran"] or ""
    number = str(doc_so_ky_hieu(number)) if number else ""
    rest, day = match["rest"].strip(" ,"), None
    if found := re.search(rf"(?:^|\s)ngày ({_DAY})(?=$|[\s,;])", rest):
        day = dates.doc_ngay(found[1])
        before, rest = rest[: found.start()].strip(" ,"), rest[found.end() :].strip(" ,")
        rest = f"{before} {rest}".strip()
    if la_luat(kind):
        named = re.search(r" số:? (\S+)$", rest)
        number = str(doc_so_ky_hieu(named[1])) if named else number
        return VienDan(kind, number, day, "", rest[: named.start()] if named else rest)
    issuer = ""
    if rest.startswith("của "):
        rest = rest[4:]
        cut = re.search(rf"\s{_START}", rest)
        issuer, rest = (rest[: cut.start()].rstrip(","), rest[cut.start() :].strip()) if cut else (rest, "")
    return VienDan(kind, number, day, issuer, rest)


def tim_vien_dan(text: str) -> list[tuple[int, VienDan]]:
    """Return every numbered paper that `text` names, with the place it stands at (of the composed text).

    Number and day are read as far as they can be; issuer and subject are left to `doc_vien_dan`. A day that does not
    exist is left out.
    """
    found = []
    for match in _FOUND.finditer(nfc(text)):
        number = str(doc_so_ky_hieu(match["so"].rstrip(".")))
        try:
            day = dates.doc_ngay(match["ngay"]) if match["ngay"] else None
        except LanguageError:
            day = None
        found.append((match.start(), VienDan(_BY_NAME.get(_type_key(match["loai"]), match["loai"]), number, day)))
    return found
