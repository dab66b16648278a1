"""A year of the subject that is unusually far from the year of issue; both print as written."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.periods import has_odd_year
from docgen.lint.rule import Dossier, View, Wrong, rule


@rule("DL096", View.DATA)
def odd_year(dossier: Dossier) -> Iterator[Wrong]:
    """A plan speaks of its own year or of the next, and a report of early spring speaks of last year."""
    paper = dossier.paper
    if has_odd_year(paper):
        said = (
            f"nam = {paper.nam} mà ban hành năm {paper.issued_in}: {{{{ nam }}}} in {paper.nam}, "
            f"số và ngày theo năm {paper.issued_in}"
        )
        remedy = "Sửa nam hoặc ngay; nếu chép từ hồ sơ năm trước thì soát lại các năm khác."
        yield (*paper.key, "nam"), said, remedy
