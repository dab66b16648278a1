"""Who signs and in whose name: the title lines, the authority of a decision, the number and its symbol.

Sources: Nghị định 30/2020/NĐ-CP Điều 13; Phụ lục I, Phần I, Mục II khoản 3 and 7; mẫu 1.2 note 6.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from docgen import vietnamese
from docgen.finding import nearest
from docgen.model.fields import Key, Log, Text, plain
from docgen.model.paper import VanBan
from docgen.model.parts import LanhDao

_DEPUTIES = ("pho_", "thu_truong")  # plain spelling
_DEPUTY_LAST = re.compile(r"(\w+) phó\b", re.I)  # "Tổ phó", "Hiệu phó"
_COLLECTIVES = ("Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân")
_ACTING = "Quyền "


@dataclass(frozen=True, slots=True)
class Signing:
    """The signature block: title lines as printed, the name, and the authority written in a sentence."""

    lines: list[str]
    name: str
    authority: str  # "Giám đốc Sở Nội vụ", or the collective's name
    at: Key  # where the data have the name


def signing(paper: VanBan, text: Callable[[Text | str | None], str], log: Log) -> Signing:
    """Return how a paper is signed; `text` works texts out. A signer who does not fit the right is a finding."""
    right = paper.nguoi_ky.quyen_han or ""
    given, office = paper.nguoi_ky, text(paper.co_quan.ten)
    signer = _signer(paper, log)
    title = text(given.chuc_vu) or (text(signer.chuc_vu) if signer else "")
    name = text(given.ho_ten) or (text(signer.ho_ten) if signer else "")
    # The first of the list is the head; the title outlives whoever holds it.
    leaders = paper.co_quan.lanh_dao or []
    head = text(given.thay) or (_without(text(leaders[0].chuc_vu), _ACTING) if leaders else title)
    if title:
        _check(paper, right, head, title, log)
    collective = text(paper.co_quan.tap_the) or next((word for word in _COLLECTIVES if office.startswith(word)), office)
    lines = {
        "": [title],
        "KT.": [f"KT. {head}", title],
        "TL.": [f"TL. {head}", title],
        "TUQ.": [f"TUQ. {head}", title],
        "Q.": [f"Q. {text(given.thay) or _headed(title)}"],
        "TM.": [f"TM. {collective}", title],
        "TM. KT.": [f"TM. {collective}", f"KT. {head}", title],
        "TL. KT.": [f"TL. {head}", f"KT. {_headed(title)}", title],
    }[right]
    own = _headed(title) if right == "Q." else title
    authority = office if right.startswith("TM.") else _joined(head if right not in ("", "Q.") else own, office)
    at = (*(signer.key if signer and not given.ho_ten else given.key), "ho_ten")
    return Signing([vietnamese.hoa(line) for line in lines if line], name, authority, at)


def _signer(paper: VanBan, log: Log) -> LanhDao | None:
    """Return the leader that `ma` names: who holds the post on the day, in a draft who holds it still."""
    code = paper.nguoi_ky.ma
    if not code or "lanh_dao" in paper.co_quan.spoilt:  # whoever leads an office that could not be read
        return None
    everyone = paper.co_quan.lanh_dao or []
    named = [leader for leader in everyone if leader.ma == code]
    key = (*paper.nguoi_ky.key, "ma")
    if not named:
        likely = nearest(code, [leader.ma for leader in everyone])
        known = ", ".join(f"“{leader.ma}”" for leader in everyone) or "chưa khai ai trong co_quan.lanh_dao"
        remedy = f"Có phải “{likely}”?" if likely else f"Các mã: {known}."
        log.say("DL081", key, f"không có người lãnh đạo nào mang mã “{code}”", remedy)
        return None
    holding = [leader for leader in named if (leader.holds(paper.ngay) if paper.ngay else leader.den is None)]
    if not holding and paper.ngay:
        day = vietnamese.ngay_ngan(paper.ngay)
        log.say("DL082", key, f"{named[-1].ho_ten} không giữ chức {named[-1].chuc_vu} vào ngày {day}",
                "Sửa tu, den trong tệp cơ quan, hoặc chọn người ký khác.")  # fmt: skip
    return (holding or named)[-1]


def _check(paper: VanBan, right: str, head: str, title: str, log: Log) -> None:
    """Log a title that the right to sign does not fit: one finding, of the gravest that is wrong."""
    given, key = paper.nguoi_ky, paper.nguoi_ky.key
    deputy = plain(title).startswith(_DEPUTIES) or bool(_DEPUTY_LAST.match(title))
    if right in ("TL.", "TUQ.", "KT.", "TM. KT.") and plain(title) == plain(head):
        remedy = "Bỏ quyen_han, hoặc chọn người ký khác."
        log.say("DL083", key, f"“{title}” không ký {right} thay cho chính mình", remedy)
    elif right == "TL." and deputy and plain(_headed(title)) == plain(head):
        message = f"“{title}” là cấp phó của “{head}”, không ký thừa lệnh (TL.)"
        log.say("DL083", key, message, 'Cấp phó ký thay: quyen_han = "KT.".')
    elif right.endswith("KT.") and not deputy:
        log.say("DL083", key, f"ký {right} mà chức vụ là “{title}”: dòng dưới KT. phải là cấp phó")
    elif right in ("", "TM.") and deputy and "quyen_han" not in given.spoilt:
        fitting = "TM. KT." if right else "KT."
        log.say("DL084", key, f"“{title}” ký mà không có quyền hạn", f'Thêm: quyen_han = "{fitting}".')


def _headed(title: str) -> str:
    """Return the head's title inside that of a deputy or an acting head: "Chánh Văn phòng"."""
    bare = _without(_without(title, _ACTING), "Q. ")
    return vietnamese.hoa_dau(_DEPUTY_LAST.sub(r"\1 trưởng", _without(bare, "Phó "), count=1))


def _without(text: str, prefix: str) -> str:
    return text[len(prefix) :] if text.lower().startswith(prefix.lower()) else text


def _joined(title: str, office: str) -> str:
    """Return "Giám đốc" + "Sở Nội vụ"; a title that already ends with the office's first words takes them once."""
    words, more = title.split(), office.split()
    for size in range(min(len(words), len(more)), 0, -1):
        if [word.lower() for word in words[-size:]] == [word.lower() for word in more[:size]]:
            return " ".join(words[:-size] + more)
    return f"{title} {office}"


def symbol(paper: VanBan, text: Callable[[Text | str | None], str]) -> str:
    """Return the symbol of a paper: "QĐ-SNV" as its kind puts it together, or the one the data give."""
    made = paper.kind.symbol(text(paper.co_quan.viet_tat), text(paper.don_vi_soan))
    return text(paper.ky_hieu) or made or "…"
