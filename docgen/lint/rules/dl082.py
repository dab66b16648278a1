"""A signer who does not hold the post on the day of the paper."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import vietnamese
from docgen.lint.rule import Dossier, View, Wrong, rule


@rule("DL082", View.DATA)
def signs_out_of_office(dossier: Dossier) -> Iterator[Wrong]:
    """A post may have had several holders, under one code."""
    paper = dossier.paper
    if paper.ngay is None or "lanh_dao" in paper.co_quan.spoilt:
        return
    named = [leader for leader in paper.co_quan.lanh_dao or [] if leader.ma == paper.nguoi_ky.ma]
    if named and not any(leader.holds(paper.ngay) for leader in named):
        last = named[-1]
        said = f"{last.ho_ten} không giữ chức {last.chuc_vu} vào ngày {vietnamese.ngay_ngan(paper.ngay)}"
        remedy = "Sửa tu, den trong tệp cơ quan, hoặc chọn người ký khác."
        yield (*paper.nguoi_ky.key, "ma"), said, remedy
