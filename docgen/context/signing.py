"""Who signs and in whose name: the title lines, the authority of a decision, the number and its symbol.

Sources: Nghị định 30/2020/NĐ-CP Điều 13; Phụ lục I, Phần I, Mục II khoản 3 and 7; mẫu 1.2 note 6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docgen import vietnamese
from docgen.model.fields import DataText, Key, Log
from docgen.model.paper import VanBan
from docgen.model.parts import LanhDao
from docgen.model.titles import ACTING, headed, without

_COLLECTIVES = ("Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân")


@dataclass(frozen=True, slots=True)
class Signing:
    """The signature block: title lines as printed, the name, and the authority written in a sentence."""

    lines: list[str]
    name: str
    authority: str  # "Giám đốc Sở Nội vụ", or the collective's name
    head: str  # the title of the head for whom the signer signs
    title: str  # the signer's own
    at: Key  # of the name in the data


def signing(paper: VanBan, text: Callable[[DataText | str | None], str], log: Log) -> Signing:
    """Return how a paper is signed; `text` evaluates a text of the data."""
    right = paper.nguoi_ky.quyen_han or ""
    given, office = paper.nguoi_ky, text(paper.co_quan.ten)
    signer = _signer(paper, log)
    title = text(given.chuc_vu) or (text(signer.chuc_vu) if signer else "")
    name = text(given.ho_ten) or (text(signer.ho_ten) if signer else "")
    # The first of the list is the head; the title outlives whoever holds it.
    leaders = paper.co_quan.lanh_dao or []
    head = text(given.thay) or (without(text(leaders[0].chuc_vu), ACTING) if leaders else title)
    collective = text(paper.co_quan.tap_the) or next((word for word in _COLLECTIVES if office.startswith(word)), office)
    lines = {
        "": [title],
        "KT.": [f"KT. {head}", title],
        "TL.": [f"TL. {head}", title],
        "TUQ.": [f"TUQ. {head}", title],
        "Q.": [f"Q. {text(given.thay) or headed(title)}"],
        "TM.": [f"TM. {collective}", title],
        "TM. KT.": [f"TM. {collective}", f"KT. {head}", title],
        "TL. KT.": [f"TL. {head}", f"KT. {headed(title)}", title],
    }[right]
    own = headed(title) if right == "Q." else title
    responsible = own if right in ("", "Q.") else head
    authority = office if right.startswith("TM.") else _joined(responsible, office)
    owner = signer if signer and not given.ho_ten else given
    return Signing([vietnamese.hoa(line) for line in lines if line], name, authority, head, title,
                   (*owner.key, "ho_ten"))  # fmt: skip


def _signer(paper: VanBan, log: Log) -> LanhDao | None:
    """Return the leader that `ma` names: who holds the post on the day of issue, in a draft who still holds it.

    Where nobody does, whoever held it last (DL082).
    """
    code = paper.nguoi_ky.ma
    if not code or "lanh_dao" in paper.co_quan.spoilt:  # the leaders could not be read, which was reported
        return None
    named = [leader for leader in paper.co_quan.lanh_dao or [] if leader.ma == code]
    if paper.ngay:
        holding = [leader for leader in named if leader.holds(paper.ngay)]
    else:
        holding = [leader for leader in named if leader.den is None]
    return next(reversed(holding or named), None)


def _joined(title: str, office: str) -> str:
    """Return "Giám đốc Sở Nội vụ"; words that end the title and begin the office's name are written once."""
    words, more = title.split(), office.split()
    for size in range(min(len(words), len(more)), 0, -1):
        if " ".join(words[-size:]).lower() == " ".join(more[:size]).lower():
            return " ".join(words[:-size] + more)
    return f"{title} {office}"


def symbol(paper: VanBan, text: Callable[[DataText | str | None], str]) -> str:
    """Return the symbol of a paper: the one the data give, else "QĐ-SNV" as its kind composes it, else "…"."""
    composed = paper.kind.symbol(text(paper.co_quan.viet_tat), text(paper.don_vi_soan))
    return text(paper.ky_hieu) or composed or "…"
