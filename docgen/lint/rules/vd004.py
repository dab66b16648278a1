"""A cited paper that is later than the paper that cites it."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import vietnamese
from docgen.lint.rule import Dossier, View, Wrong, rule


@rule("VD004", View.PAPER)
def cited_before_it_was_issued(dossier: Dossier) -> Iterator[Wrong]:
    """Of those that are never cited VD003 speaks."""
    paper, uses = dossier.paper, dossier.resolved.uses
    if paper.ngay is None or uses is None:
        return
    for code, cited in (paper.vb or {}).items():
        if code in uses.citations and cited.ngay and cited.ngay > paper.ngay:
            days = f"{vietnamese.ngay_ngan(cited.ngay)}, sau ngày {vietnamese.ngay_ngan(paper.ngay)}"
            yield (*cited.key, "ngay"), f"văn bản được dẫn đề ngày {days} của văn bản này", ""
