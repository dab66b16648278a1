"""A plan signed after the year that it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import vietnamese
from docgen.lint.periods import has_odd_year, subject
from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.fields import DataText
from docgen.vietnamese.mentions import STAGE, YEAR, tim_thoi_gian

_PLAN = re.compile(r"(?:kế hoạch|.{0,20}(?:ban hành|phê duyệt)\s+kế hoạch)\b", re.IGNORECASE)
_AFTERWARDS = re.compile(
    r"\b(?:tổng kết|sơ kết|đánh giá|kết quả|xếp loại|xếp hạng|khắc phục|kiểm kê|kiểm điểm|kiểm toán|quyết toán|công bố"
    r"|xác định|chỉ số|khen|thi đua|bình xét|bình chọn|lưu trữ|nộp lưu|điều chỉnh|sửa đổi|bổ sung|bãi bỏ|báo cáo"
    r"|khảo sát|rà soát|tuyên dương|tôn vinh|vinh danh|kéo dài|chuyển nguồn|chuyển tiếp|gia hạn|tiếp tục|thu hồi"
    r"|kê khai|thẩm định|tiếp thu|kiến nghị|kết luận|công khai|xử lý|theo)\b",
    re.IGNORECASE,
)


@rule("NS011", View.DATA)
def planned_too_late(dossier: Dossier) -> Iterator[Wrong]:
    """Plans that look back (to sum up, to mend, to publish) are for later; an odd `nam` is reported at its own key."""
    paper = dossier.paper
    if paper.ngay is None or has_odd_year(paper):
        return
    titles: list[tuple[str, DataText]] = [(paper.loai, paper.trich_yeu)]
    if paper.kem_theo:
        titles.append((paper.kem_theo.loai, paper.kem_theo.trich_yeu))
    for loai, text in titles:
        said = subject(text, paper)
        last = _last_year(said)
        if last and last < paper.ngay.year and _PLAN.match(f"{loai} {said}") and not _AFTERWARDS.search(said):
            day = vietnamese.ngay_ngan(paper.ngay)
            yield (
                text.key,
                f"kế hoạch cho năm {last} mà ký ngày {day}, khi năm ấy đã hết",
                "Sửa năm trong trích yếu hoặc ngay.",
            )


def _last_year(said: str) -> int | None:
    """Return the last year that a title names as its time."""
    times = [item for item in tim_thoi_gian(said) if item.kind in (YEAR, STAGE)]
    years = [item.number("last") or item.number("year") or 0 for item in times]
    return max(years, default=None)
