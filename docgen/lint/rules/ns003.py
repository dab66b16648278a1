"""Nơi nhận of a paper with Kính gửi that does not begin with those it is sent to."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.paper_kind import AS_ABOVE


@rule("NS003", View.PAPER)
def paper_without_its_addressees(dossier: Dossier) -> Iterator[Wrong]:
    """“Như trên” comes first (mẫu 1.5)."""
    paper = dossier.paper
    lines = dossier.resolved.parts[0].values["noi_nhan"]
    if paper.kind.mo_dau_noi_nhan != AS_ABOVE or not paper.kinh_gui or not paper.noi_nhan:
        return
    if not any(line.lower().startswith("như trên") for line in lines):
        remedy = 'Thêm vào đầu noi_nhan: "Như trên".'
        yield (*paper.key, "noi_nhan"), f"nơi nhận của {paper.kind.addressed} chưa có “Như trên”", remedy
