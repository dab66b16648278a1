"""A report signed before anybody can know of the period that it is about."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import vietnamese
from docgen.lint.periods import has_odd_year, reported
from docgen.lint.rule import Dossier, View, Wrong, rule


@rule("NS010", View.DATA)
def reported_too_early(dossier: Dossier) -> Iterator[Wrong]:
    """Some days before the end of a period are usual; a year that is odd anyway is reported at its own key."""
    paper = dossier.paper
    period = reported(paper)
    if paper.ngay is None or period is None or has_odd_year(paper):
        return
    name, first = period
    if paper.ngay < first:
        place = paper.ky_bao_cao.key if paper.ky_bao_cao else (*paper.key, "trich_yeu")
        said = f"nói về {name} mà ký ngày {vietnamese.ngay_ngan(paper.ngay)}, khi kỳ ấy còn lâu mới hết"
        yield place, said, f"Sửa {'ky_bao_cao' if paper.ky_bao_cao else 'kỳ trong trích yếu'} hoặc ngay."
