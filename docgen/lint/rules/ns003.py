"""Nơi nhận of a report with Kính gửi that does not begin with those it is sent to."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.paper import BaoCao


@rule("NS003", View.PAPER)
def report_without_its_addressees(dossier: Dossier) -> Iterator[Wrong]:
    """“Như trên” comes first (mẫu 1.5)."""
    paper = dossier.paper
    lines = dossier.resolved.parts[0].values["noi_nhan"]
    asked = isinstance(paper, BaoCao) and paper.kinh_gui and paper.noi_nhan
    if asked and not any(line.lower().startswith("như trên") for line in lines):
        remedy = 'Thêm vào đầu noi_nhan: "Như trên".'
        yield (*paper.key, "noi_nhan"), "nơi nhận của báo cáo gửi cấp trên chưa có “Như trên”", remedy
