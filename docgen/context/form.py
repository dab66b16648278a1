"""Elements of form worked out: căn cứ, Kính gửi, Nơi nhận, labels of articles and annexes, and what ties an annex.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II and III. Each function takes texts already worked out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docgen import vietnamese
from docgen.expression import Names
from docgen.model.openings import bare, opening
from docgen.model.parts import PhuLuc

_ENDS = " .;,"
_PROPOSAL = re.compile(r"(?:theo|xét)\s+(?:đề nghị|tờ trình|báo cáo)\b", re.I)
_FILED = re.compile(r"[-\s]*lưu\s*:?\s*", re.I)


class Articles(list[str], Names):
    """The labels of articles: `dieu[0]`, `dieu.cuoi`, `dieu.dau`, `dieu.so_dieu`."""

    parts = frozenset({"cuoi", "dau", "so_dieu"})

    def __init__(self, count: int) -> None:
        super().__init__(f"Điều {number}" for number in range(1, count + 1))

    @property
    def cuoi(self) -> str:
        return self[-1] if self else ""

    @property
    def dau(self) -> str:
        return self[0] if self else ""

    @property
    def so_dieu(self) -> int:
        return len(self)


class Annexes(list[str], Names):
    """The labels of annexes: `phu_luc[0]`, and `phu_luc.<ma>` where an annex has a code.

    `others`, those of the attached text, are known by their codes too: a clerk names an annex, whichever paper it ends.
    """

    def __init__(self, annexes: Sequence[PhuLuc], others: Sequence[PhuLuc] = ()) -> None:
        super().__init__(annex_labels(len(annexes or others)))
        self._codes = {
            str(annex.ma): label for each in (others, annexes)
            for annex, label in zip(each, annex_labels(len(each)), strict=True) if annex.ma
        }  # fmt: skip
        self.parts = frozenset({*self._codes, "so_phu_luc"})

    def __getattr__(self, name: str) -> Any:
        if name == "so_phu_luc":
            return len(self)
        try:
            return self.__dict__["_codes"][name]
        except KeyError:
            raise AttributeError(name) from None


def annex_labels(count: int) -> list[str]:
    """Return the labels of so many annexes: Roman numbers from two up (Mục III khoản 1)."""
    return ["Phụ lục"] if count == 1 else [f"Phụ lục {vietnamese.la_ma(number)}" for number in range(1, count + 1)]


def basis(line: str, *, quoted: bool = False) -> str:
    """Return a căn cứ with its opening: what names a paper gets "Căn cứ", any other stands as it is."""
    text = bare(line)
    if not text:
        return ""
    return f"Căn cứ {text}" if opening(line, quoted=quoted) == "văn bản" else vietnamese.hoa_dau(text)


def bases(lines: Sequence[str], opening: str, proposer: str) -> list[str]:
    """Return the căn cứ as printed: one line each, ";" at the end and "." at the last (Mục II khoản 6).

    `proposer` makes the last line, after `opening` ("Xét đề nghị của"; left out: "Theo đề nghị của").
    """
    made = [line for line in lines if line]
    proposer = proposer.strip().rstrip(_ENDS)
    if proposer:
        whole = bool(_PROPOSAL.match(proposer))
        made.append(vietnamese.hoa_dau(proposer) if whole else f"{opening.strip() or 'Theo đề nghị của'} {proposer}")
    return listed(made)


def addressees(names: Sequence[str]) -> dict[str, Any]:
    """Return Kính gửi: on one line for one addressee, a list for several (Mục II khoản 9)."""
    lines = [re.sub(r"^(?:kính gửi\s*:)?[-\s]*", "", name, flags=re.I).rstrip(_ENDS) for name in names]
    lines = [line for line in lines if line]
    if len(lines) < 2:
        return {"mot": lines[0] if lines else "", "nhan": "", "dong": []}
    return {"mot": "", "nhan": "Kính gửi:", "dong": listed(lines)}


def recipients(lines: Sequence[str], filed: str) -> list[str]:
    """Return Nơi nhận as printed, "Lưu: …" last (Mục II khoản 9)."""
    kept = [line.strip().removeprefix("-").strip().rstrip(_ENDS) for line in lines]
    filed = _FILED.sub("", filed, count=1).strip().rstrip(_ENDS) if filed else ""
    return listed([*(line for line in kept if line), *([f"Lưu: {filed}"] if filed else [])])


def listed(lines: Sequence[str]) -> list[str]:
    """Return lines with ";" at the end of each and "." at the end of the last."""
    return [f"{line}{'.' if number == len(lines) else ';'}" for number, line in enumerate(lines, 1)]
