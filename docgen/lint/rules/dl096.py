"""A year of the subject that is unusually far from the year of issue; both print as written."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule


@rule("DL096", View.DATA)
def odd_year(dossier: Dossier) -> Iterator[Wrong]:
    """A plan speaks of its own year or of the next, and a report of early spring speaks of last year.

    In the first months of a year a paper rarely speaks of the next: more likely its date still has the old year.
    """
    paper = dossier.paper
    issued = paper.issued_in
    if issued is None or paper.nam is None:
        return
    early = paper.ngay is not None and paper.ngay.month <= 3
    usual = {issued} if early else {issued, issued + 1}
    if early and paper.kind.nam_truoc:
        usual.add(issued - 1)
    if paper.nam not in usual:
        said = f"nam = {paper.nam} mà ban hành năm {issued}: {{{{ nam }}}} in {paper.nam}, số và ngày theo năm {issued}"
        remedy = "Sửa nam hoặc ngay; nếu chép từ hồ sơ năm trước thì soát lại các năm khác."
        yield (*paper.key, "nam"), said, remedy
