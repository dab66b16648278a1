"""Nơi nhận of a decision that does not begin with those who carry it out."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.paper import QuyetDinh


@rule("NS002", View.PAPER)
def decision_without_its_addressees(dossier: Dossier) -> Iterator[Wrong]:
    """“Như Điều …” comes first (mẫu 1.2, 1.3)."""
    paper = dossier.paper
    lines = dossier.resolved.parts[0].values["noi_nhan"]
    if (
        isinstance(paper, QuyetDinh)
        and paper.noi_nhan
        and not any(line.lower().startswith("như điều") for line in lines)
    ):
        remedy = 'Thêm vào đầu noi_nhan: "Như {{ dieu.cuoi }}".'
        yield (*paper.key, "noi_nhan"), "nơi nhận của quyết định chưa có “Như Điều …”", remedy
