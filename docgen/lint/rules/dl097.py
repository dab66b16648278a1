"""A trích yếu that says the type of the paper again: it would be printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.paper import QuyetDinh


@rule("DL097", View.PAPER)
def type_said_twice(dossier: Dossier) -> Iterator[Wrong]:
    """“Báo cáo hóa đơn …” begins with the same letters but is another word."""
    paper = dossier.paper
    owners: list[tuple[str, str, tuple[str | int, ...]]] = [(paper.loai, dossier.resolved.subject, paper.key)]
    attached = paper.kem_theo if isinstance(paper, QuyetDinh) else None
    for part in dossier.resolved.parts:
        if part.kind == "kem_theo" and attached is not None:
            owners.append((attached.loai, part.values["trich_yeu"], attached.key))
    for loai, text, key in owners:
        if re.match(rf"{re.escape(loai)}\s+(?!hóa\b|hoá\b)", text, re.IGNORECASE):
            typed = text[: len(loai)]
            said = f"trích yếu bắt đầu bằng “{typed}”, trùng với tên loại in ngay phía trên"
            yield (*key, "trich_yeu"), said, f"Bỏ chữ “{typed}” ở đầu trích yếu."
