"""Elements of form as printed: căn cứ, Kính gửi, Nơi nhận, labels of articles and annexes.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II and III. Each function takes texts already evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docgen import vietnamese
from docgen.expression import Names
from docgen.model.parts import PhuLuc
from docgen.model.text.openings import bare, opening

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
        self._codes: dict[str, str] = {}
        for each in (others, annexes):
            for annex, label in zip(each, annex_labels(len(each)), strict=True):
                if annex.ma:
                    self._codes[str(annex.ma)] = label
        self.parts = frozenset({*self._codes, "so_phu_luc"})

    def __getattr__(self, name: str) -> Any:
        if name == "so_phu_luc":
            return len(self)
        try:
            return self.__dict__["_codes"][name]
        except KeyError:
            raise AttributeError(name) from None


def annex_labels(count: int) -> list[str]:
    """Return the labels of `count` annexes: with Roman numerals where there are several (Mục III khoản 1)."""
    if count == 1:
        return ["Phụ lục"]
    return [f"Phụ lục {vietnamese.la_ma(number)}" for number in range(1, count + 1)]


def basis(line: str, *, quoted: bool = False) -> str:
    """Return a căn cứ with its opening: one that names a paper gets "Căn cứ", another keeps its own words."""
    text = bare(line)
    if not text:
        return ""
    if opening(line, quoted=quoted) == "văn bản":
        return f"Căn cứ {text}"
    return vietnamese.hoa_dau(text)


def bases(lines: Sequence[str], opening: str, proposer: str) -> list[str]:
    """Return the căn cứ as printed: one line each, ";" at the end and "." at the last (Mục II khoản 6).

    `proposer` is the last line, after `opening` ("Xét đề nghị của"; left out: "Theo đề nghị của").
    """
    kept = [line for line in lines if line]
    proposer = proposer.strip().rstrip(_ENDS)
    if _PROPOSAL.match(proposer):  # has its opening already
        kept.append(vietnamese.hoa_dau(proposer))
    elif proposer:
        kept.append(f"{opening.strip() or 'Theo đề nghị của'} {proposer}")
    return listed(kept)


def addressees(names: Sequence[str]) -> dict[str, Any]:
    """Return Kính gửi: on one line for one addressee, a list for several (Mục II khoản 9)."""
    lines = [re.sub(r"^(?:kính gửi\s*:)?[-\s]*", "", name, flags=re.I).rstrip(_ENDS) for name in names]
    lines = [line for line in lines if line]
    if len(lines) < 2:
        return {"mot": lines[0] if lines else "", "nhan": "", "dong": []}
    return {"mot": "", "nhan": "Kính gửi:", "dong": listed(lines)}


def recipients(lines: Sequence[str], filed: str) -> list[str]:
    """Return Nơi nhận as printed, "Lưu: …" last (Mục II khoản 9)."""
    bare_lines = [line.strip().removeprefix("-").strip().rstrip(_ENDS) for line in lines]
    kept = [line for line in bare_lines if line]
    if filed := _FILED.sub("", filed, count=1).strip().rstrip(_ENDS):
        kept.append(f"Lưu: {filed}")
    return listed(kept)


def listed(lines: Sequence[str]) -> list[str]:
    """Return lines with ";" at the end of each and "." at the end of the last."""
    if not lines:
        return []
    *others, last = lines
    return [*(f"{line};" for line in others), f"{last}."]
