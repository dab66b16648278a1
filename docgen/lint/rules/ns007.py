"""What drafting left to be filled in, in a paper that has its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.lint.unfinished import unfinished
from docgen.model.fields import Key, shortened
from docgen.model.paper import VanBan
from docgen.model.text.open_lines import is_open

_FORM = re.compile(r"\b(?:mẫu|biểu|phiếu|đơn(?!\s+vị)|tờ khai|giấy|bản khai|bản cam kết|phụ biểu)\b", re.IGNORECASE)
_ERROR = re.compile(r"#[A-Z/0]+[!?]?")  # alone in a cell it is no figure, which is told where figures are read
_SHEETS = ("bang", "danh_sach", "them", "vb")  # lines of dots are reported of texts only


@rule("NS007", View.PAPER)
def unfinished_text(dossier: Dossier) -> Iterator[Wrong]:
    """A draft may have holes, and a form has them on purpose; a line of nothing but dots is a sample's (NS006)."""
    paper = dossier.paper
    if paper.so is None or paper.du_thao:
        return
    forms = _forms(paper)
    for item in dossier.resolved.written():
        section = item.key[0] if item.key else ""
        if section in _SHEETS and _ERROR.fullmatch(item.text):
            continue
        blanks = not any(item.key[: len(form)] == form for form in forms)
        start = 0
        for line in item.text.split("\n"):
            found = [] if section not in _SHEETS and is_open(line) else list(unfinished(line, blanks=blanks))
            if found:
                words = ", ".join(dict.fromkeys(f"“{shortened(written)}”" for _, written in found))
                yield partial(item.at, start + found[0][0]), f"còn {words} của lúc soạn thảo", ""
            start += len(line) + 1


def _forms(paper: VanBan) -> list[Key]:
    """Return the keys of the annexes that are forms to be filled in by hand, and of their tables."""
    found: list[Key] = []
    attached = paper.kem_theo
    if attached and _FORM.search(f"{attached.loai} {attached.trich_yeu}"):
        found.append((*attached.key, "noi_dung"))
    for annex in paper.annexes():
        if _FORM.search(annex.tieu_de):
            found.append(annex.key)
            if annex.bang:
                found.append(("bang", str(annex.bang)))
    return found
