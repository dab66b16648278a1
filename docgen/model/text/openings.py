"""How a căn cứ opens (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6)."""

from __future__ import annotations

from docgen import vietnamese

_ENDS = " .;,"
_OPENINGS = (
    "căn cứ", "theo ", "xét ", "thực hiện ", "trên cơ sở ", "tiếp tục ", "triển khai ", "thi hành ", "chấp hành ",
    "để ", "nhằm ", "được sự ", "sau khi ", "qua ", "tiếp theo ", "phúc đáp ", "trả lời ",
)  # fmt: skip
"""How a căn cứ opens otherwise than by naming a paper; offices have more."""
_PAPERS = tuple(name.lower() for name in (*vietnamese.LOAI_VAN_BAN, *vietnamese.QUY_PHAM,
                                          "Công văn", "Kết luận", "Văn bản", "Ý kiến", "Đề nghị"))  # fmt: skip


def opening(line: str, *, quoted: bool = False) -> str:
    """Return how a căn cứ opens: "biết" (a word that opens one), "văn bản" (what it names, after which "Căn cứ" is
    meant), or "lạ": a beginning with a capital that is neither.

    `quoted` tells that it begins with a paper cited.
    """
    text = bare(line)
    lowered = text.lower()
    if lowered.startswith(_OPENINGS):
        return "biết"
    first = (text.split() or [""])[0]
    named = quoted or not first[:1].isupper() or first.isupper() or lowered.startswith(_PAPERS)
    return "văn bản" if named else "lạ"


def bare(line: str) -> str:
    """Return a căn cứ without its dash and the sign at its end."""
    return line.strip().removeprefix("- ").rstrip(_ENDS)
