"""Who signs and in whose name: the title lines, the authority of a decision, the number and its symbol.

Sources: Nghị định 30/2020/NĐ-CP Điều 13; Phụ lục I, Phần I, Mục II khoản 3 and 7; mẫu 1.2 note 6.
"""

from __future__ import annotations

from dataclasses import dataclass

from docgen import vietnamese
from docgen.finding import nearest
from docgen.model.fields import Log, plain
from docgen.model.paper import LanhDao, VanBan, abbreviation


@dataclass(frozen=True, slots=True)
class Signing:
    """The signature block: title lines as printed, the name, and the authority written in a sentence."""

    lines: list[str]
    name: str
    authority: str  # "Giám đốc Sở Nội vụ", or the collective's name


def signing(paper: VanBan, log: Log) -> Signing:
    """Return how a paper is signed; a signer who does not fit the right to sign is a finding."""
    right = paper.nguoi_ky.quyen_han or ""
    office = paper.co_quan
    leaders = [leader for leader in office.lanh_dao or [] if leader.holds(paper.ngay)]
    signer = _signer(paper, leaders, log)
    head = leaders[0].chuc_vu if leaders else signer.chuc_vu
    instead = str(paper.nguoi_ky.thay or head)
    title = signer.chuc_vu
    collective = str(office.tap_the or office.ten)
    _check(paper, right, instead, title, log)
    by_right = {
        "": [title],
        "KT.": [f"KT. {instead}", title],
        "TL.": [f"TL. {instead}", title],
        "TUQ.": [f"TUQ. {instead}", title],
        "Q.": [f"Q. {_without(str(paper.nguoi_ky.thay or _without(title, 'Quyền ')), 'Phó ')}"],
        "TM.": [f"TM. {collective}", title],
        "TM. KT.": [f"TM. {collective}", f"KT. {instead}", title],
        "TL. KT.": [f"TL. {instead}", f"KT. {vietnamese.hoa_dau(_without(title, 'Phó '))}", title],
    }
    authority = str(office.ten) if right.startswith("TM.") else _joined(instead if right else title, str(office.ten))
    return Signing([vietnamese.hoa(line) for line in by_right[right]], str(signer.ho_ten), authority)


def _signer(paper: VanBan, leaders: list[LanhDao], log: Log) -> LanhDao:
    given = paper.nguoi_ky
    if not given.ma:
        return LanhDao(ma="", ho_ten=str(given.ho_ten), chuc_vu=str(given.chuc_vu))
    everyone = paper.co_quan.lanh_dao or []
    matching = [leader for leader in leaders if leader.ma == given.ma]
    former = [leader for leader in everyone if leader.ma == given.ma]
    key = (*given.key, "ma")
    if not former:
        likely = nearest(given.ma, [leader.ma for leader in everyone])
        known = ", ".join(f"“{leader.ma}”" for leader in everyone)
        log.say("DL081", key, f"không có người lãnh đạo nào mang mã “{given.ma}”",
                f"Có phải “{likely}”?" if likely else f"Các mã: {known or 'chưa khai ai trong co_quan.lanh_dao'}.")  # fmt: skip
    elif not matching:
        day = vietnamese.ngay_ngan(paper.ngay) if paper.ngay else ""
        log.say("DL082", key, f"{former[0].ho_ten} không giữ chức {former[0].chuc_vu} vào ngày {day}",
                "Sửa tu, den trong tệp cơ quan, hoặc chọn người ký khác.")  # fmt: skip
    chosen = (matching or former or [LanhDao(ma="", ho_ten="", chuc_vu="")])[0]
    return LanhDao(ma=chosen.ma, ho_ten=str(given.ho_ten or chosen.ho_ten), chuc_vu=str(given.chuc_vu or chosen.chuc_vu))


def _check(paper: VanBan, right: str, instead: str, title: str, log: Log) -> None:
    key = paper.nguoi_ky.key
    deputy = plain(title).startswith("pho_")
    if right.endswith("KT.") and not deputy:
        log.say("DL083", key, f"ký {right} mà chức vụ là “{title}”: dòng dưới KT. phải là cấp phó")
    if right in ("", "TM.") and deputy:
        log.say("DL084", key, f"“{title}” ký mà không có quyền hạn", 'Thêm: quyen_han = "KT.".')
    if right in ("TL.", "TUQ.") and plain(title) == plain(instead):
        log.say("DL083", key, f"ký {right} thay cho chính chức vụ “{title}”")


def _without(text: str, prefix: str) -> str:
    return text[len(prefix) :] if text.lower().startswith(prefix.lower()) else text


def _joined(title: str, office: str) -> str:
    """Return "Giám đốc" + "Sở Nội vụ"; a title that already ends with the office's first words takes them once."""
    words, more = title.split(), office.split()
    for size in range(min(len(words), len(more)), 0, -1):
        if [word.lower() for word in words[-size:]] == [word.lower() for word in more[:size]]:
            return " ".join(words[:-size] + more)
    return f"{title} {office}"


def symbol(paper: VanBan) -> str:
    """Return the symbol of a paper: "QĐ-SNV", or the one the data give."""
    if paper.ky_hieu:
        return str(paper.ky_hieu)
    kind = abbreviation(paper.loai)
    return f"{kind}-{paper.co_quan.viet_tat}" if kind else str(paper.co_quan.viet_tat)
